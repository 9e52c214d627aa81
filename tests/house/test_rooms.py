"""Who may import whom. The rule is in the test run, and the test is shown to catch a violation."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "attendance": {"attendance"},
    "store": {"store", "attendance"},
    "devices": {"devices", "attendance.records"},
    "reports": {"reports", "attendance"},
    "office": {"office", "attendance", "store", "devices", "reports"},
    "cli": {"cli", "office"},
    "ui": {"ui", "office", "attendance.records"},
    "app": {"cli", "office", "ui"},
}
ANY = 10_000
# the library, the room it belongs to, and in how many files it may appear there
LIBRARIES = {
    "peewee": ("store", ANY),
    "playhouse": ("store", ANY),
    "zk": ("devices", 1),
    "openpyxl": ("reports", 3),
    "python_calamine": ("office", 1),
    "chinese_calendar": ("attendance", 1),
    "platformdirs": ("office", 1),
    "rich": ("cli", ANY),
    "tomlkit": ("office", 2),
    "pypinyin": ("office", 1),
    "apscheduler": ("office", 1),
    "psutil": ("office", 1),
    "tkinter": ("ui", ANY),
    "ttkbootstrap": ("ui", ANY),
    "tksheet": ("ui", 1),
    "tkcalendar": ("ui", 1),
    "PIL": ("ui", 1),
}
PURE = {"attendance": {"sqlite3", "socket", "tkinter", "time", "os", "random", "threading", "subprocess"}}


def imports(source: str, package: str) -> Iterator[str]:
    """Every module a file imports, wherever the import stands; `from . import wire` as its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def allowed(room: str, module: str) -> bool:
    """Whether a room may import a module; `from attendance import records` names the package on its way."""
    return any(
        module == may or f"{module}.".startswith(f"{may}.") or f"{may}.".startswith(f"{module}.") for may in ROOMS[room]
    )


def violations(files: dict[str, str]) -> list[str]:
    """What the files (by path) import against the rules of the house."""
    found = []
    homes: dict[str, set[str]] = {}
    for path, source in files.items():
        room = path.split("/")[0].removesuffix(".py")
        for module in imports(source, path.rpartition("/")[0].replace("/", ".")):
            top = module.split(".")[0]
            if top in ROOMS and not allowed(room, module):
                found.append(f"{path} imports {module}")
            if top in LIBRARIES:
                homes.setdefault(top, set()).add(path)
            if top in PURE.get(room, ()):
                found.append(f"{path} imports {module}")
    for library, paths in homes.items():
        room, most = LIBRARIES[library]
        found += [f"{path} imports {library}" for path in paths if path.split("/")[0] != room]
        if len(paths) > most:
            found.append(f"{library} is imported in {len(paths)} files: {', '.join(sorted(paths))}")
    return found


def house() -> dict[str, str]:
    paths = [ROOT / "app.py", *(path for room in ROOMS if room != "app" for path in (ROOT / room).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_the_house_is_in_order() -> None:
    files = house()
    assert len(files) > 30  # the files were found
    assert violations(files) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("attendance/x.py", "from store import tables"),
        ("attendance/x.py", "import time"),
        ("attendance/rules/x.py", "def f():\n    import sqlite3"),
        ("store/x.py", "from devices.wire import decode"),
        ("store/x.py", "import reports"),
        ("devices/x.py", "from attendance.rulebook import Rulebook"),
        ("devices/x.py", "from attendance import rulebook"),
        ("devices/x.py", "from zk import ZK"),
        ("reports/x.py", "from store.editions import editions"),
        ("reports/x.py", "import openpyxl"),
        ("office/x.py", "import peewee"),
        ("office/x.py", "from cli.output import Answer"),
        ("cli/x.py", "from store import roster"),
        ("cli/x.py", "import devices.terminal"),
        ("ui/pages/x.py", "from attendance.assess import assess"),
        ("ui/pages/x.py", "from store import roster"),
        ("ui/pages/x.py", "import tksheet"),
        ("ui/x.py", "from reports.words import code_word"),
        ("office/x.py", "from ui.window import open_window"),
        ("office/x.py", "import tkinter"),
        ("cli/x.py", "import ui.window"),
        ("app.py", "from attendance.assess import assess"),
    ],
)
def test_a_planted_violation_is_caught(path: str, source: str) -> None:
    planted = {**house(), path: source}
    assert violations(planted) != []


def test_help_loads_nothing_heavy() -> None:
    import subprocess

    script = (
        "import sys, app\n"
        "try: app.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'peewee', 'openpyxl', 'zk', 'rich', 'python_calamine', 'chinese_calendar', 'tkinter', 'sqlite3',\n"
        " 'apscheduler', 'psutil'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.rstrip().endswith("loaded: []"), done.stdout + done.stderr

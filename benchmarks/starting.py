"""From the start of the program to a window that can be used, against a bare ttkbootstrap window with the same rows.

Both are whole processes, from before Python starts until the rows can be clicked: ours opens a home, judges a day of
2,000 people and shows it with its filters and navigation; the bare one fills a tksheet with as many rows of as many
columns. The second figure is our window without waiting for the day, when it takes clicks and typing already.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pyvirtualdisplay.display import Display

from benchmarks.centre import PEOPLE, build
from benchmarks.measure import report

ROUNDS = 5
NOW = "2026-11-19T09:00:00"
COLUMNS = 10

BARE = f"""
import time, ttkbootstrap, tksheet
root = ttkbootstrap.Window()
rows = [[f"人员{{row}}" for _ in range({COLUMNS})] for row in range({PEOPLE})]
sheet = tksheet.Sheet(root, data=rows)
sheet.pack(fill="both", expand=True)
root.geometry("1366x740")
root.update()
print(time.time())
"""

OURS = """
import sys, time
from pathlib import Path
from ui.window import Window

def run(path, whole):
    window = Window(path)
    root = window.root
    while not window.front:
        root.update()
        time.sleep(0.002)
    root.update()
    page = window.pages["attendance"]
    while whole and len(page.days.sheet.rows) < int(sys.argv[3]):
        root.update()
        time.sleep(0.002)
    root.update()
    print(time.time())
    sys.stdout.flush()
    window.desk.tasks.stop()

if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2] == "whole")
"""


def large_home(path: Path) -> Path:
    """A home of 2,000 people that opens on their day."""
    from office.home import create_home
    from office.memory import remember

    create_home(path, "anqing-2013", training=True)
    (path / "zaigang.db").unlink()
    build(path / "zaigang.db").close()
    remember(path, {"page": "attendance"})
    return path


def seconds(script: Path, *arguments: str) -> float:
    """How long a process takes from its start until it says that it is ready."""
    environment = os.environ | {"ZAIGANG_NOW": NOW, "PYTHONPATH": str(Path(__file__).parents[1])}
    begun = time.time()
    command = [sys.executable, str(script), *arguments]
    said = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    return float(said.stdout) - begun


def main() -> None:
    with TemporaryDirectory() as folder, Display(visible=False, size=(1366, 768)):
        home = large_home(Path(folder) / "home")
        bare, ours = Path(folder) / "bare.py", Path(folder) / "ours.py"
        bare.write_text(BARE, encoding="utf-8")
        ours.write_text(OURS, encoding="utf-8")
        found: dict[str, list[float]] = {
            "bare ttkbootstrap + tksheet": [],
            "ours, clickable": [],
            "ours, day shown": [],
        }
        for _ in range(ROUNDS):
            for name, arguments in zip(
                found,
                ((bare,), (ours, str(home), "front", str(PEOPLE)), (ours, str(home), "whole", str(PEOPLE))),
                strict=True,
            ):
                found[name].append(seconds(*arguments))  # type: ignore[arg-type]
    report(f"start to usable window, {PEOPLE:,} rows", {name: median(each) for name, each in found.items()})


if __name__ == "__main__":
    main()

"""A demo centre: two working weeks on three emulated terminals, read and posted day by day as an office would."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attendance.document import totals
from office import postings
from office.demo_days import INSTALLED, rehearse
from office.demo_now import UnderWay, under_way
from office.demo_punches import RULEBOOK
from office.demo_staff import CENTRE, roster_rows
from office.demo_tables import Entered, entered
from office.demo_terminals import RehearsedClock
from office.demo_window import MARKER
from office.failures import JobError
from office.home import Home, create_home, open_home
from office.people import import_roster
from office.postings import Posted
from office.publication import index_path
from office.pull import Progress
from office.roster import ROSTER_HEADERS, TEMPLATE_NOTES

ROSTER = "人员名册.xlsx"
NEW_FOLDER_COMMAND = "请用 --home 指定，例如 --home demo-home"
MARKER_TEXT = "这个文件夹是演示中心，重建演示中心时会清空，请不要在这里存放自己的文件。\n"


@dataclass(frozen=True)
class Shown:
    """The same for a script and for the eye."""

    document: dict[str, Any]
    text: str


def run_demo(path: Path, progress: Progress | None = None) -> Shown:
    """Build the demo centre in `path`, replacing an earlier one. Raises JobError where something else lies there."""
    from office.demo_text import demo_text

    _make_room(path)
    create_home(path, RULEBOOK, training=True, centre=CENTRE)
    clock = RehearsedClock(INSTALLED)
    with open_home(path, clock) as home:
        _import_staff(home)
        posted = rehearse(home, clock, progress)
        editions, differences = postings.verify(home)
        told, now = entered(home, posted), under_way(home)
        text = demo_text(home, posted, told, (editions, len(differences)), now)
        return Shown(_document(home, posted, told, now), text)


def _make_room(path: Path) -> None:
    """An empty folder with the marker by which the next demo knows that it may replace everything in it."""
    if path.exists() and not path.is_dir():
        raise JobError(f"{path} 是文件，不是文件夹；请另选一个新文件夹", NEW_FOLDER_COMMAND)
    held = list(path.iterdir()) if path.exists() else []
    if held and path / MARKER not in held:
        raise JobError(f"{path} 里已有别的内容，不是演示中心，什么也没有改动；请另选一个新文件夹", NEW_FOLDER_COMMAND)
    for entry in held:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MARKER:
            entry.unlink()
    path.mkdir(parents=True, exist_ok=True)
    (path / MARKER).write_text(MARKER_TEXT, encoding="utf-8")


def _import_staff(home: Home) -> None:
    """Through a real Excel file, as an office would do it."""
    from reports.excel import template

    file = home.path / ROSTER
    file.write_bytes(template((ROSTER_HEADERS, *roster_rows()), TEMPLATE_NOTES))
    import_roster(home, file)


# ---------------------------------------------------------------- what it came to


def _document(home: Home, posted: Sequence[Posted], told: Sequence[Entered], now: UnderWay) -> dict[str, Any]:
    return {
        "home": str(home.path.resolve()),
        "days": [
            {
                "date": one.day["date"],
                "edition": one.edition and one.edition["edition"],
                "complete": one.day["complete"],
                "totals": totals(one.day["people"]),
                "files": one.files,
            }
            for one in posted
        ],
        "editions": len(posted),
        "entered": [each._asdict() for each in told],
        "now": now.document(),
        "files": posted[-1].files,
        "index": str(index_path(home)),
    }

"""A demo centre: two working weeks on three emulated terminals, read and posted day by day as an office would."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

from attendance.document import totals
from attendance.records import CalendarDay
from office import days, postings, terminals
from office.demo_punches import MORNING, DemoPunch, demo_punches
from office.demo_staff import CENTRE, roster_rows
from office.demo_terminals import MODELS, DemoTerminal, RehearsedClock, terminal_of
from office.failures import JobError
from office.home import Home, create_home, open_home
from office.people import import_roster, list_people
from office.postings import Posted
from office.publication import index_path
from office.pull import pull
from office.roster import ROSTER_HEADERS, TEMPLATE_NOTES

INSTALLED = datetime(2026, 11, 6, 16, 0)
FIRST, LAST = date(2026, 11, 9), date(2026, 11, 20)
AFTER = date(2026, 11, 23)  # the working day on which the last one is posted
BACK_ON = time(9, 20)
SWITCHED_OFF, REASON = "3楼", "3楼设备断电，通电后补读"
RULEBOOK, ROSTER = "anqing-2013", "人员名册.xlsx"
MARKER = "演示中心.txt"
MARKER_TEXT = "这个文件夹由 demo 命令建立，再次运行 demo 时会清空重建，请不要在这里存放自己的文件。\n"


@dataclass(frozen=True)
class Shown:
    """The same for a script and for the eye."""

    document: dict[str, Any]
    text: str


def run_demo(path: Path) -> Shown:
    """Build the demo centre in `path`, replacing an earlier one. Raises JobError where something else lies there."""
    from office.demo_text import demo_text

    _make_room(path)
    create_home(path, RULEBOOK, training=True, centre=CENTRE)
    clock = RehearsedClock(INSTALLED)
    with open_home(path, clock) as home:
        _import_staff(home)
        posted = _rehearse(home, clock)
        editions, differences = postings.verify(home)
        return Shown(_document(home, posted), demo_text(home, posted, (editions, len(differences))))


def _make_room(path: Path) -> None:
    """An empty folder with the marker by which the next demo knows that it may replace everything in it."""
    if path.exists() and not path.is_dir():
        raise JobError(f"{path} 是文件，不是文件夹；请用 --home 指定一个新文件夹，例如 --home demo-home")
    held = list(path.iterdir()) if path.exists() else []
    if held and path / MARKER not in held:
        raise JobError(
            f"{path} 里已有别的内容，不是演示中心，什么也没有改动；请用 --home 指定一个新文件夹，例如 --home demo-home"
        )
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


# ---------------------------------------------------------------- two weeks


def _rehearse(home: Home, clock: RehearsedClock) -> list[Posted]:
    """Morning after morning: read the terminals, post the working day before."""
    worked = days.working_days(home, FIRST, AFTER)
    punches = _punches(home, worked)
    posted = []
    with ExitStack() as stack:
        hung = _hang_terminals(home, clock, stack)
        for day, morning in pairwise(worked):
            if day == LAST:
                hung[SWITCHED_OFF].switch_off()
            _read(home, clock, hung, punches, datetime.combine(morning, MORNING))
            posted.append(postings.post(home, day))
        hung[SWITCHED_OFF].switch_on()
        _read(home, clock, hung, punches, datetime.combine(AFTER, BACK_ON))
        posted.append(postings.post(home, LAST, REASON))
    return posted


def _punches(home: Home, worked: Sequence[date]) -> list[DemoPunch]:
    sessions = home.rulebook(FIRST).on(CalendarDay(FIRST, True, FIRST.weekday())).sessions
    return demo_punches([stint.person for stint in list_people(home)], worked, sessions)


def _hang_terminals(home: Home, clock: RehearsedClock, stack: ExitStack) -> dict[str, DemoTerminal]:
    """Three terminals on sockets of this machine, registered with the office; `stack` switches them off."""
    people = [stint.person for stint in list_people(home)]
    hung = {model.name: terminal_of(model, people, clock) for model in MODELS}
    for name, terminal in hung.items():
        stack.callback(terminal.switch_off)
        terminals.add(home, name, terminal.switch_on(), terminal.model.floor)
    return hung


def _read(
    home: Home, clock: RehearsedClock, hung: dict[str, DemoTerminal], punches: Sequence[DemoPunch], now: datetime
) -> None:
    """Time passes, fingers are laid on, and the office reads what there is to be read."""
    passed = [punch for punch in punches if clock.now < punch.at <= now]
    clock.now = now
    for terminal in hung.values():
        terminal.take(passed)
    pull(home)


# ---------------------------------------------------------------- what it came to


def _document(home: Home, posted: Sequence[Posted]) -> dict[str, Any]:
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
        "files": posted[-1].files,
        "index": str(index_path(home)),
    }

"""Raw punches as a table: whose they are, when, on which terminal, and what is wrong with them."""

from dataclasses import dataclass
from datetime import date

from office.explain import ListedPunch, list_punches
from office.failures import JobError
from office.home import Home
from store import roster
from store.database import last_change

MOST = 2_500  # rows that a window shows without a stutter; more are for a filter or the command line


@dataclass(frozen=True)
class PunchFilter:
    """What is asked for, as typed; empty: all."""

    first: str = ""
    last: str = ""
    terminal: str = ""
    number: str = ""


@dataclass(frozen=True)
class PunchRow:
    """One raw punch. `problem` is a kind of attendance.problems, empty where nothing is wrong."""

    id: str
    terminal: str
    serial: str
    number: str
    name: str
    date: str
    time: str
    state: int
    problem: str
    offset: int
    read: str


@dataclass(frozen=True)
class PunchTable:
    """The punches found, in the order of their time; `cut` where there are more than a window shows."""

    rows: tuple[PunchRow, ...]
    cut: bool


def punch_table(home: Home, wanted: PunchFilter) -> PunchTable:
    """Raw punches between two days of the terminal's own clock. Raises JobError for a day that is none."""
    first, last = _day(wanted.first), _day(wanted.last)
    if first and last and last < first:
        raise JobError(f"起止日期前后颠倒（{first} 至 {last}），请改正")
    found = list_punches(home, first, last, wanted.terminal or None, wanted.number.strip() or None, MOST + 1)
    with home.store.reading():
        names = {
            stint.person.terminal_number: stint.person.name
            for stints in roster.stints(last_change()).values()
            for stint in stints
        }
    rows = [_row(each, names) for each in found[:MOST]]
    return PunchTable(tuple(sorted(rows, key=lambda row: (row.date, row.time, row.terminal))), len(found) > MOST)


def _day(text: str) -> date | None:
    text = text.strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise JobError(f"日期“{text}”不对，请写成 2026-03-04") from None


def _row(found: ListedPunch, names: dict[str, str]) -> PunchRow:
    day, _, moment = found.time.partition("T")
    stored = found.stored
    return PunchRow(
        found.id,
        stored.terminal,
        stored.serial,
        stored.number,
        names.get(stored.number, ""),
        day,
        moment,
        stored.state,
        found.problem,
        stored.offset,
        stored.horizon.replace("T", " ")[:16],
    )

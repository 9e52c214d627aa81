"""Objections as they are listed: of some days, of one, and the days on which one still waits for its decision."""

from collections.abc import Iterable
from datetime import date

from office import postings
from office.failures import JobError
from office.home import Home
from office.people_on import placed
from store import objections, roster
from store.database import last_change
from store.objections import Objection
from store.roster import Stint

EVER = date(2000, 1, 1), date(2199, 12, 31)


def listing(
    home: Home, first: date | None = None, last: date | None = None, open_only: bool = False
) -> tuple[Objection, ...]:
    """The objections to the days between two (inclusive; all days where none is named), in the order of entry."""
    with home.store.reading():
        found = objections.between(first or EVER[0], last or EVER[1])
        return _named(each for each in found if not open_only or each.state == "open")


def of_day(home: Home, day: date) -> tuple[Objection, ...]:
    """The objections to one day, whatever became of them."""
    return listing(home, day, day)


def open_days(home: Home, month: str) -> tuple[date, ...]:
    """The days of a month (2026-11) to which somebody objects and nothing is decided yet."""
    first, last = postings.month_bounds(month)
    return tuple(sorted({each.day for each in listing(home, first, last, open_only=True)}))


def find(home: Home, objection: int) -> Objection:
    """One objection. Raises JobError where there is none of that number."""
    with home.store.reading():
        return known(objection)


def known(objection: int) -> Objection:
    """One objection, inside a transaction or a reading. Raises JobError."""
    found = objections.find(objection)
    if found is None:
        raise JobError(f"没有编号为 {objection} 的申诉，请看申诉的列表", "objection list")
    return _named([found])[0]


def _named(found: Iterable[Objection]) -> tuple[Objection, ...]:
    """With the names that people had on the day."""
    found = tuple(found)
    numbers = {each.number for each in found}
    stints = roster.stints(last_change(), numbers) if numbers else {}
    return tuple(each._replace(name=_name(stints.get(each.number, []), each.day)) for each in found)


def _name(stints: list[Stint], day: date) -> str:
    """As on the day; as last known where the roster has moved on since."""
    if not stints:
        return ""
    return placed({"": stints}, day).get("", stints[-1].person).name

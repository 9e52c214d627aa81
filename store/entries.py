"""Everything entered by hand that bears on one day, as it stood at a change."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from attendance.calendar import calendar_day
from attendance.entries import NOTHING, Duty, Entries, Leave, Outing, StepAway
from store import absences, leaves
from store.calendar import entries as calendar_entries
from store.corrections import marks_on
from store.duties import duties_between, substitutes_between

LOOK_BACK = 45  # days: a leave that ended so long ago was closed, or said to be unclosed, long before
WORKING_DAYS = 12  # more than any rulebook allows for closing a leave

T = TypeVar("T", Leave, Outing, StepAway, Duty)


def entries_on(day: date, as_of: int) -> Entries:
    """The entries of a day."""
    filed = [known.leave for known in leaves.between(day - timedelta(days=LOOK_BACK), day, as_of)]
    marks, sheets = marks_on(day, as_of)
    found = Entries(
        leaves=_by_number(filed),
        outings=_by_number(absences.between(Outing, day, day, as_of)),
        aways=_by_number(absences.between(StepAway, day, day, as_of)),
        marks=marks,
        sheets=sheets,
        substitutes=tuple(substitutes_between(day, day, as_of)),
        duties=_by_number(duties_between(day, day, as_of)),
        earlier=_earlier(day, as_of) if filed else (),
    )
    return found or NOTHING


def _by_number(slips: Iterable[T]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for slip in slips:
        found.setdefault(slip.number, []).append(slip)
    return {number: tuple(mine) for number, mine in found.items()}


def _earlier(day: date, as_of: int) -> tuple[date, ...]:
    """The working days before a day, latest first."""
    first = day - timedelta(days=LOOK_BACK)
    own = calendar_entries(first, day, as_of)
    back = (day - timedelta(days=ahead) for ahead in range(1, LOOK_BACK + 1))
    return tuple(each for each in back if calendar_day(each, own).working)[:WORKING_DAYS]

"""What is entered, moves and ends by days: people's assignments and terminals.

Two clocks run here. `since` and `until` say on which days a version counts; `change` and `ended` say when the
office entered it and took it back. What is entered first without a date counts from always, but not for a day
that had been posted before: a judged day stays what it was.
"""

from datetime import date
from typing import Any

from peewee import fn

from store.tables import Edition

ALWAYS = 0
NEVER = 1 << 60


def first_posted(day: date) -> int:
    """The change that posted a day first; later than everything while it is not posted."""
    found = Edition.select(fn.MIN(Edition.change)).where(Edition.day == day.toordinal()).scalar()
    return NEVER if found is None else int(found)


def standing(table: Any, as_of: int) -> Any:
    """The condition that a row stood at a change: entered by then, not yet taken back."""
    return (table.change <= as_of) & (table.ended.is_null() | (table.ended > as_of))


def counts_on(table: Any, day: date, as_of: int) -> Any:
    """The condition that a version has begun by a day; the latest of them is the one in force."""
    undated_in_time = (table.since > ALWAYS) | (table.entered < first_posted(day))
    return standing(table, as_of) & (table.since <= day.toordinal()) & undated_in_time


def day_or_none(ordinal: int | None) -> date | None:
    """An ordinal as a day; None for always and for no end."""
    return date.fromordinal(ordinal) if ordinal else None

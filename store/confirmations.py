"""Drafts that the office looked at and confirmed before they were posted."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from store.dated import standing
from store.morning_tables import Confirmation
from store.tables import Change


class Confirmed(NamedTuple):
    """Who confirmed the draft of a day, when, and what it looked like (a digest of its document)."""

    day: date
    by: str
    at: str
    digest: str


def confirm(day: date, digest: str, change: int) -> None:
    """The draft of a day is confirmed as it is; an earlier confirmation is replaced."""
    withdraw(day, change)
    Confirmation.create(change=change, day=day.toordinal(), digest=digest)


def withdraw(day: date, change: int) -> bool:
    """Take a confirmation back; False where there was none."""
    mine = (Confirmation.day == day.toordinal()) & Confirmation.ended.is_null()
    return bool(Confirmation.update(ended=change).where(mine).execute())


def confirmed(days: Iterable[date], as_of: int) -> dict[date, Confirmed]:
    """The confirmations of some days that stand."""
    wanted = Confirmation.day.in_([day.toordinal() for day in days])
    query = Confirmation.select(Confirmation, Change).join(Change, on=Confirmation.change)
    return {
        date.fromordinal(row.day): Confirmed(date.fromordinal(row.day), row.change.author, row.change.at, row.digest)
        for row in query.where(wanted & standing(Confirmation, as_of))
    }

"""Outings and step-aways. Each is one slip; entering the return makes a new version of it."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from attendance.entries import Outing, StepAway
from store.dated import standing
from store.entry_tables import Outing as OutingTable
from store.entry_tables import StepAway as StepAwayTable

T = TypeVar("T", Outing, StepAway)


def _outing(row: Any) -> Outing:
    return Outing(row.slip, row.number, date.fromordinal(row.day), row.at, row.back, row.closed, row.reason)


def _step_away(row: Any) -> StepAway:
    return StepAway(row.slip, row.number, date.fromordinal(row.day), row.at, row.closed, row.cover, bool(row.reported))


KINDS: dict[type, tuple[Any, Callable[[Any], Any]]] = {
    Outing: (OutingTable, _outing),
    StepAway: (StepAwayTable, _step_away),
}


def open_slip(slip: Outing | StepAway, change: int) -> int:
    """Enter a new outing or step-away. Gives its number."""
    table, _ = KINDS[type(slip)]
    values = slip._asdict() | {"day": slip.day.toordinal()}
    del values["id"]
    row = table.create(change=change, slip=0, **values)
    table.update(slip=row.id).where(table.id == row.id).execute()
    return int(row.id)


def put(slip: Outing | StepAway, change: int) -> None:
    """A new version of a slip; the one before keeps standing as history."""
    table, _ = KINDS[type(slip)]
    table.update(ended=change).where((table.slip == slip.id) & table.ended.is_null()).execute()
    values = slip._asdict() | {"day": slip.day.toordinal(), "slip": slip.id}
    del values["id"]
    table.create(change=change, **values)


def withdraw(kind: type[T], slip: int, change: int) -> None:
    """A slip entered by mistake stops counting."""
    table, _ = KINDS[kind]
    table.update(ended=change).where((table.slip == slip) & table.ended.is_null()).execute()


def find(kind: type[T], slip: int, as_of: int) -> T | None:
    """A slip by its number."""
    table, make = KINDS[kind]
    row = table.get_or_none(standing(table, as_of) & (table.slip == slip))
    return make(row) if row else None


def between(kind: type[T], first: date, last: date, as_of: int) -> list[T]:
    """The slips of the days between two (inclusive), in time."""
    table, make = KINDS[kind]
    within = table.day.between(first.toordinal(), last.toordinal())
    rows = table.select().where(standing(table, as_of) & within).order_by(table.day, table.at, table.slip)
    return [make(row) for row in rows]

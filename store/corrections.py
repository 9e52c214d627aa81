"""Certified punches and sign-in sheets: facts beside the punches, never instead of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from attendance.entries import Entry, Mark, Sheet
from store.dated import standing
from store.entry_tables import Correction, SheetLine


class Certified(NamedTuple):
    """A correction as entered. A certified punch has a number and one time; a sheet a floor, a stretch and lines."""

    id: int
    kind: str  # punch, sheet
    number: str
    floor: str
    day: date
    first: int
    last: int
    reason: str
    witness: str
    lines: tuple[tuple[str, int], ...] = ()
    revoked: str = ""
    entered_by: str = ""
    entered_at: str = ""


def add(correction: Certified, change: int) -> int:
    """Enter a correction. Gives its number."""
    row = Correction.create(
        change=change,
        kind=correction.kind,
        number=correction.number,
        floor=correction.floor,
        day=correction.day.toordinal(),
        first=correction.first,
        last=correction.last,
        reason=correction.reason,
        witness=correction.witness,
    )
    for number, second in correction.lines:
        SheetLine.create(sheet=row.id, number=number, second=second, force_insert=True)
    return int(row.id)


def revoke(correction: int, reason: str, change: int) -> None:
    """Take a correction back, a sheet as a whole."""
    mine = (Correction.id == correction) & Correction.ended.is_null()
    Correction.update(ended=change, revoked=reason).where(mine).execute()


def find(correction: int) -> Certified | None:
    """A correction by its number, revoked or not."""
    row = Correction.get_or_none(Correction.id == correction)
    return _certified(row) if row else None


def between(first: date, last: date) -> list[Certified]:
    """The corrections of the days between two (inclusive), revoked ones too, in the order of entry."""
    within = Correction.day.between(first.toordinal(), last.toordinal())
    return [_certified(row) for row in Correction.select().where(within).order_by(Correction.id)]


def _certified(row: Any) -> Certified:
    return Certified(
        row.id,
        row.kind,
        row.number,
        row.floor,
        date.fromordinal(row.day),
        row.first,
        row.last,
        row.reason,
        row.witness,
        _lines(row.id) if row.kind == "sheet" else (),
        row.revoked if row.ended_id is not None else "",
        row.change.author,
        row.change.at,
    )


def _lines(sheet: int) -> tuple[tuple[str, int], ...]:
    rows = SheetLine.select().where(SheetLine.sheet == sheet).order_by(SheetLine.number, SheetLine.second)
    return tuple((row.number, row.second) for row in rows)


def counted(number: str, first: date, last: date, as_of: int) -> int:
    """How many certified punches a person has between two days (inclusive)."""
    within = Correction.day.between(first.toordinal(), last.toordinal())
    mine = (Correction.kind == "punch") & (Correction.number == number)
    return int(Correction.select().where(standing(Correction, as_of) & within & mine).count())


def marks_on(day: date, as_of: int) -> tuple[dict[str, tuple[Mark, ...]], tuple[Sheet, ...]]:
    """What witnesses say of a day, by number, and the sheets in force."""
    rows: Iterable[Any] = Correction.select().where(standing(Correction, as_of) & (Correction.day == day.toordinal()))
    marks: dict[str, list[Mark]] = {}
    sheets = []
    for row in rows:
        entry = Entry("correction", row.id)
        lines = _lines(row.id) if row.kind == "sheet" else ((row.number, row.first),)
        for number, second in lines:
            marks.setdefault(number, []).append(Mark(second, entry, row.witness))
        if row.kind == "sheet":
            sheets.append(Sheet(row.id, row.floor, day, row.first, row.last, row.witness))
    return {number: tuple(sorted(found)) for number, found in marks.items()}, tuple(sorted(sheets))

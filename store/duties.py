"""Duty shifts and named substitutes."""

from datetime import date

from attendance.entries import Duty, Substitute
from store.dated import standing
from store.entry_tables import Duty as DutyTable
from store.entry_tables import Substitute as SubstituteTable


def add_duty(duty: Duty, change: int) -> int:
    """Put a person on a shift. Gives the entry's number."""
    row = DutyTable.create(change=change, number=duty.number, day=duty.day.toordinal(), shift=duty.shift)
    return int(row.id)


def remove_duty(duty: int, change: int) -> bool:
    """Take a person off a shift; False where there is no such entry."""
    mine = (DutyTable.id == duty) & DutyTable.ended.is_null()
    return int(DutyTable.update(ended=change).where(mine).execute()) > 0


def duties_between(first: date, last: date, as_of: int) -> list[Duty]:
    """The duty roster of the days between two (inclusive)."""
    within = DutyTable.day.between(first.toordinal(), last.toordinal())
    rows = DutyTable.select().where(standing(DutyTable, as_of) & within).order_by(DutyTable.day, DutyTable.id)
    return [Duty(row.id, row.number, date.fromordinal(row.day), row.shift) for row in rows]


def add_substitute(substitute: Substitute, change: int) -> int:
    """Name a substitute for a post. Gives the entry's number."""
    row = SubstituteTable.create(
        change=change,
        number=substitute.number,
        post=substitute.post,
        first=substitute.first.toordinal(),
        last=substitute.last.toordinal(),
    )
    return int(row.id)


def remove_substitute(substitute: int, change: int) -> bool:
    """Take a substitute's name back; False where there is no such entry."""
    mine = (SubstituteTable.id == substitute) & SubstituteTable.ended.is_null()
    return int(SubstituteTable.update(ended=change).where(mine).execute()) > 0


def substitutes_between(first: date, last: date, as_of: int) -> list[Substitute]:
    """The substitutes of the days between two (inclusive)."""
    table = SubstituteTable
    touching = (table.first <= last.toordinal()) & (table.last >= first.toordinal())
    rows = table.select().where(standing(table, as_of) & touching).order_by(table.first, table.id)
    return [
        Substitute(row.id, row.number, row.post, date.fromordinal(row.first), date.fromordinal(row.last))
        for row in rows
    ]

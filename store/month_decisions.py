"""How the office lets something count that is not settled: facts beside what is posted, which change no posting."""

from datetime import date
from typing import Any, NamedTuple

from store.dated import standing
from store.month_tables import MonthDecision as Row
from store.tables import Change


class MonthDecision(NamedTuple):
    """decision:3. An empty `number` is everybody, an empty session the whole day. `counts`: paid, unpaid (of an unknown
    session), as_posted (of a day under objection)."""

    id: int
    number: str
    day: date
    session: str
    counts: str
    reason: str
    by: str
    entered_by: str = ""
    entered_at: str = ""


def add(decision: MonthDecision, change: int) -> int:
    """Keep a decision; an earlier one about the same is replaced."""
    same = (Row.number == decision.number) & (Row.day == decision.day.toordinal()) & (Row.session == decision.session)
    kind = Row.counts == "as_posted" if decision.counts == "as_posted" else Row.counts != "as_posted"
    Row.update(ended=change).where(same & kind & Row.ended.is_null()).execute()
    row = Row.create(
        change=change,
        number=decision.number,
        day=decision.day.toordinal(),
        session=decision.session,
        counts=decision.counts,
        reason=decision.reason,
        by=decision.by,
    )
    return int(row.id)


def take_back(decision: int, change: int) -> None:
    """A decision counts no longer."""
    Row.update(ended=change).where((Row.id == decision) & Row.ended.is_null()).execute()


def find(decision: int) -> MonthDecision | None:
    """A decision that stands, by its number."""
    return next(iter(_decisions((Row.id == decision) & Row.ended.is_null())), None)


def between(first: date, last: date, as_of: int) -> list[MonthDecision]:
    """The decisions about days between two (inclusive) that stood at a change, in the order of entry."""
    return _decisions(Row.day.between(first.toordinal(), last.toordinal()) & standing(Row, as_of))


def _decisions(condition: Any) -> list[MonthDecision]:
    query = Row.select(Row, Change).join(Change, on=Row.change).where(condition).order_by(Row.id)
    return [
        MonthDecision(
            *(row.id, row.number, date.fromordinal(row.day), row.session, row.counts, row.reason, row.by),
            row.change.author,
            row.change.at,
        )
        for row in query
    ]

"""申诉: objections to posted verdicts, and what became of them.

Neither is a fact that a day is judged by. An objection that is taken back keeps standing, ended by the change that took
it back; whose act that was and why stands beside it as a decision does.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from store.dated import standing
from store.morning_tables import Objection as ObjectionRow
from store.morning_tables import ObjectionDecision
from store.tables import Change, Edition


class Decision(NamedTuple):
    """What became of an objection, by whom and why; `edition` is the one in which the verdict was put right."""

    upheld: bool
    reason: str
    by: str
    on: date
    edition: int | None = None


class Objection(NamedTuple):
    """Somebody objects to what an edition says of him, in a session or (where it is empty) the whole day.

    `until` is the last day on which that edition hears objections, None where it names none. `name` is for whoever
    shows it.
    """

    id: int
    number: str
    day: date
    edition: int
    session: str
    said: str
    by: str
    on: date
    until: date | None = None
    decision: Decision | None = None
    withdrawn: Decision | None = None
    entered_by: str = ""
    entered_at: str = ""
    name: str = ""

    @property
    def late(self) -> bool:
        """Whether it came after the period that its edition names."""
        return self.until is not None and self.on > self.until

    @property
    def state(self) -> str:
        """open, upheld, rejected, withdrawn."""
        if self.withdrawn:
            return "withdrawn"
        if self.decision is None:
            return "open"
        return "upheld" if self.decision.upheld else "rejected"


def add(objection: Objection, change: int) -> int:
    """Enter an objection. Gives its number."""
    row = ObjectionRow.create(
        change=change,
        number=objection.number,
        day=objection.day.toordinal(),
        edition=objection.edition,
        session=objection.session,
        said=objection.said,
        by=objection.by,
        on=objection.on.toordinal(),
    )
    return int(row.id)


def decide(objection: int, decision: Decision, change: int) -> None:
    """Keep what was decided."""
    ObjectionDecision.create(
        change=change,
        objection=objection,
        upheld=decision.upheld,
        reason=decision.reason,
        by=decision.by,
        on=decision.on.toordinal(),
        edition=decision.edition,
    )


def withdraw(objection: int, act: Decision, change: int) -> None:
    """It is taken back; the objection keeps standing, ended."""
    ObjectionRow.update(ended=change).where(ObjectionRow.id == objection).execute()
    decide(objection, act, change)


def find(objection: int) -> Objection | None:
    """An objection by its number, whatever became of it."""
    return next(iter(_objections(ObjectionRow.id == objection)), None)


def between(first: date, last: date) -> list[Objection]:
    """The objections to days between two (inclusive), whatever became of them, in the order of entry."""
    return _objections(ObjectionRow.day.between(first.toordinal(), last.toordinal()))


def waiting(first: date, last: date, as_of: int) -> list[Objection]:
    """The objections to days between two (inclusive) that waited for a decision at a change, in the order of entry."""
    decided = ObjectionDecision.select(ObjectionDecision.objection).where(ObjectionDecision.change <= as_of)
    within = ObjectionRow.day.between(first.toordinal(), last.toordinal())
    return _objections(within & standing(ObjectionRow, as_of) & ObjectionRow.id.not_in(decided))


def _objections(condition: Any) -> list[Objection]:
    known = ObjectionRow.select(ObjectionRow, Change).join(Change, on=ObjectionRow.change)
    rows = list(known.where(condition).order_by(ObjectionRow.id))
    acts = _acts([row.id for row in rows])
    until = _heard_until({row.day for row in rows})
    return [_objection(row, acts.get(row.id), until.get((row.day, row.edition))) for row in rows]


def _objection(row: Any, act: Decision | None, until: date | None) -> Objection:
    taken_back = row.ended_id is not None
    return Objection(
        *(row.id, row.number, date.fromordinal(row.day), row.edition, row.session, row.said, row.by),
        date.fromordinal(row.on),
        until,
        decision=None if taken_back else act,
        withdrawn=act if taken_back else None,
        entered_by=row.change.author,
        entered_at=row.change.at,
    )


def _acts(objections: Sequence[int]) -> dict[int, Decision]:
    rows: Iterable[Any] = ObjectionDecision.select().where(ObjectionDecision.objection.in_(objections))
    return {
        row.objection_id: Decision(row.upheld, row.reason, row.by, date.fromordinal(row.on), row.edition)
        for row in rows
    }


def _heard_until(days: Iterable[int]) -> dict[tuple[int, int], date]:
    """Until when the editions of some days hear objections, by day and number; those that say so."""
    rows = Edition.select(Edition.day, Edition.number, Edition.notes).where(Edition.day.in_(sorted(days)))
    named = {(row.day, row.number): json.loads(row.notes).get("objections_until") for row in rows}
    return {edition: date.fromisoformat(day) for edition, day in named.items() if day}

"""Leave slips as documents for scripts."""

from collections.abc import Iterable
from typing import Any

from attendance.entries import Step
from attendance.leave import Balance, after_the_fact, days_text, open_steps, state
from attendance.writing import half_text
from office.leave import Standing
from office.leave_request import Requested
from office.leave_words import conflict_sentence


def request_document(found: Requested, names: dict[str, str]) -> dict[str, Any]:
    """A slip just filed, with what stands in its way."""
    leave = found.leave
    return {
        "id": leave.id,
        "number": leave.number,
        "kind": leave.kind,
        "from": half_text(leave.first),
        "to": half_text(leave.last),
        "days": days_text(found.halves),
        "counted_days": days_text(found.counted),
        "chain": [_step(step) for step in leave.chain],
        "handover": leave.handover,
        "after_the_fact": after_the_fact(leave),
        "state": state(leave),
        "conflicts": [{"kind": each.kind, "detail": conflict_sentence(each, names)} for each in found.conflicts],
    }


def _step(step: Step) -> dict[str, Any]:
    first, *others = step.roles
    return {"role": first, "act": step.act, **({"or": others} if others else {})}


def standing_document(found: Standing) -> dict[str, Any]:
    """A slip with everything that was done about it."""
    leave, person = found.leave, found.person
    return {
        "id": leave.id,
        "number": leave.number,
        "name": person.name if person else None,
        "kind": leave.kind,
        "from": half_text(leave.first),
        "to": half_text(leave.last),
        "cover": leave.cover or None,
        "reason": leave.reason,
        "filed": leave.filed.isoformat(),
        "after_the_fact": after_the_fact(leave),
        "state": found.state,
        "chain": [_step(step) for step in leave.chain],
        "open": [_step(step) for step in open_steps(leave)],
        "acts": [
            {
                "act": act.act,
                "role": act.role or None,
                "by": act.by,
                "on": act.on.isoformat(),
                "back": half_text(act.back) if act.back else None,
                "opinion": act.opinion,
                "scan": act.scan or None,
                "entered_by": entered_by,
                "entered_at": entered_at,
            }
            for act, entered_by, entered_at in found.filed.acts
        ],
        "scan": found.filed.scan or None,
    }


def balance_documents(found: Iterable[Balance], year: int) -> list[dict[str, Any]]:
    """What a person took of each kind of leave in a year, and what is left."""
    return [
        {
            "kind": each.kind,
            "year": year,
            "taken": days_text(each.taken),
            "entitled": None if each.entitled is None else days_text(each.entitled),
            "left": None if each.left is None else f"{each.left / 2:g}",
        }
        for each in found
    ]

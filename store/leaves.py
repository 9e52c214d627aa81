"""Leave slips and what was done about them."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from attendance.entries import HALVES, HalfDay, Leave, Signature, Step
from store.dated import standing
from store.entry_tables import LeaveAct, LeaveSlip
from store.tables import Change

SIGNED = ("approve", "opinion", "file", "reject")
FINAL = ("reject", "close", "cancel")


class Request(NamedTuple):
    """What a new slip says beside the leave itself: the half-days that decided its chain, and its scan."""

    leave: Leave
    counted: int
    scan: str = ""


class Act(NamedTuple):
    """One act about a leave, see LeaveAct."""

    act: str
    role: str
    by: str
    on: date
    back: HalfDay | None = None
    opinion: str = ""
    scan: str = ""


class Filed(NamedTuple):
    """A leave with everything that is kept of it."""

    leave: Leave
    counted: int
    scan: str
    acts: tuple[tuple[Act, str, str], ...]  # each with who entered it and when


def _half(half: HalfDay) -> int:
    return half.date.toordinal() * 2 + HALVES.index(half.half)


def _half_day(number: int) -> HalfDay:
    return HalfDay(date.fromordinal(number // 2), HALVES[number % 2])


def add(request: Request, change: int) -> int:
    """File a slip. Gives its number."""
    leave = request.leave
    row = LeaveSlip.create(
        change=change,
        number=leave.number,
        kind=leave.kind,
        first=_half(leave.first),
        last=_half(leave.last),
        cover=leave.cover,
        filed=leave.filed.toordinal(),
        reason=leave.reason,
        handover=leave.handover,
        chain=json.dumps(leave.chain),
        counted=request.counted,
        scan=request.scan,
    )
    return int(row.id)


def act(slip: int, done: Act, change: int) -> None:
    """Enter what was done about a slip."""
    LeaveAct.create(
        change=change,
        slip=slip,
        act=done.act,
        role=done.role,
        by=done.by,
        day=done.on.toordinal(),
        half=_half(done.back) if done.back else None,
        opinion=done.opinion,
        scan=done.scan,
    )


def undo(slip: int, change: int) -> bool:
    """Take back the last act about a slip; False where there is none."""
    mine = (LeaveAct.slip == slip) & LeaveAct.ended.is_null()
    last = LeaveAct.select(fn.MAX(LeaveAct.id)).where(mine).scalar()
    if last is not None:
        LeaveAct.update(ended=change).where(LeaveAct.id == last).execute()
    return last is not None


def find(slip: int, as_of: int) -> Filed | None:
    """A slip by its number."""
    found = _load(LeaveSlip.select().where(standing(LeaveSlip, as_of) & (LeaveSlip.id == slip)), as_of)
    return found[0] if found else None


def between(first: date, last: date, as_of: int, numbers: Collection[str] = ()) -> list[Filed]:
    """The slips that touch the days between two (inclusive), oldest first; of some people only, where named."""
    touching = (LeaveSlip.first <= _half(HalfDay(last, "pm"))) & (LeaveSlip.last >= _half(HalfDay(first, "am")))
    condition = standing(LeaveSlip, as_of) & touching
    if numbers:
        condition &= LeaveSlip.number.in_(sorted(numbers))
    return _load(LeaveSlip.select().where(condition), as_of)


def unfinished(since: date, as_of: int) -> list[Filed]:
    """The slips reaching to a day or beyond that were neither closed, nor refused, nor withdrawn, oldest first."""
    over = (LeaveAct.slip == LeaveSlip.id) & LeaveAct.act.in_(FINAL) & standing(LeaveAct, as_of)
    reaching = LeaveSlip.last >= _half(HalfDay(since, "am"))
    query = LeaveSlip.select().where(standing(LeaveSlip, as_of) & reaching)
    return _load(query.where(~fn.EXISTS(LeaveAct.select().where(over))), as_of)


def _load(query: Any, as_of: int) -> list[Filed]:
    rows = list(query.order_by(LeaveSlip.first, LeaveSlip.id))
    acts: dict[int, list[Any]] = {}
    if rows:
        mine = standing(LeaveAct, as_of) & LeaveAct.slip.in_([row.id for row in rows])
        query = LeaveAct.select(LeaveAct, Change).join(Change, on=LeaveAct.change).where(mine)
        for done in query.order_by(LeaveAct.id):
            acts.setdefault(done.__data__["slip"], []).append(done)
    return [_filed(row, acts.get(row.id, [])) for row in rows]


def _filed(row: Any, rows: Iterable[Any]) -> Filed:
    done = [
        (
            Act(
                each.act,
                each.role,
                each.by,
                date.fromordinal(each.day),
                _half_day(each.half) if each.half is not None else None,
                each.opinion,
                each.scan,
            ),
            each.change.author,
            each.change.at,
        )
        for each in rows
    ]
    acts = [each for each, _, _ in done]
    leave = Leave(
        id=row.id,
        number=row.number,
        kind=row.kind,
        first=_half_day(row.first),
        last=_half_day(row.last),
        cover=row.cover,
        filed=date.fromordinal(row.filed),
        chain=tuple(Step(tuple(roles), what) for roles, what in json.loads(row.chain)),
        handover=bool(row.handover),
        reason=row.reason,
        signatures=tuple(Signature(a.role, a.act, a.by, a.on, a.opinion) for a in acts if a.act in SIGNED),
        handed_over=next((a.by for a in acts if a.act == "handover"), ""),
        closed=next((a.back for a in acts if a.act == "close"), None),
        cancelled=any(a.act == "cancel" for a in acts),
    )
    return Filed(leave, row.counted, row.scan, tuple(done))

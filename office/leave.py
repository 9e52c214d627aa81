"""What happens to a leave slip: signing, handing over, closing, extending, cancelling."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendance import leave as leaves_of
from attendance.entries import Half, HalfDay, Leave
from attendance.leave import State, days_text, open_steps, state
from attendance.records import Person
from office.failures import JobError
from office.home import Home, author
from office.leave_request import Requested, Wish, request
from office.leave_words import STATES, half_words, kept_scan
from office.people_on import placed
from office.worked import halves_between
from store import leaves, roster
from store.database import last_change, record_change
from store.leaves import Act, Filed


@dataclass(frozen=True)
class Standing:
    """A slip and where it stands."""

    filed: Filed
    person: Person | None
    state: State

    @property
    def leave(self) -> Leave:
        return self.filed.leave


def _act(home: Home, slip: int, done: Act, what: str) -> Standing:
    with home.store.transaction():
        leaves.act(slip, done, record_change(home.clock(), author(), f"leave {what} {slip}"))
    return find(home, slip)


def find(home: Home, slip: int) -> Standing:
    """A slip by its number. Raises JobError."""
    with home.store.reading():
        filed = leaves.find(slip, last_change())
        if filed is None:
            raise JobError(f"没有编号为 {slip} 的请假单，请刷新后再看", "leave list")
        return _standing(filed)


def _standing(filed: Filed) -> Standing:
    known = placed(roster.stints(last_change(), [filed.leave.number]), filed.leave.first.date)
    return Standing(filed, known.get(filed.leave.number), state(filed.leave))


@dataclass(frozen=True)
class Pen:
    """A signature as it stands on the slip."""

    role: str
    by: str
    on: date
    opinion: str = ""
    scan: Path | None = None


def sign(home: Home, slip: int, pen: Pen) -> Standing:
    """Record the signature that is due next: an approval, an opinion, or the filing. Raises JobError."""
    found = find(home, slip)
    filing = any(step.act == "file" and pen.role in step.roles for step in found.leave.chain)
    signed = any(signature.act == "file" for signature in found.leave.signatures)
    missing = open_steps(found.leave)
    if missing and pen.role in missing[0].roles:
        _expect(found, ("pending",), "签字")
        return _signature(home, slip, pen, missing[0].act)
    if filing and not signed and not missing:
        _expect(found, ("handover", "in_force", "closed"), "备案")
        return _signature(home, slip, pen, "file")
    _expect(found, ("pending",), "签字")
    raise JobError(_due_next(home, found, pen.role))


def reject(home: Home, slip: int, pen: Pen) -> Standing:
    """Record that somebody of the chain refused the leave. Raises JobError."""
    found = find(home, slip)
    _expect(found, ("pending",), "签字")
    if pen.role not in open_steps(found.leave)[0].roles:
        raise JobError(_due_next(home, found, pen.role))
    return _signature(home, slip, pen, "reject")


def _signature(home: Home, slip: int, pen: Pen, act: str) -> Standing:
    if not pen.by.strip():
        raise JobError("请填写签字人", "--by 签字人")
    if pen.on > home.clock().date():
        raise JobError(f"签字日期 {pen.on} 还没有到，请核对")
    with home.store.transaction():
        change = record_change(home.clock(), author(), f"leave {act} {slip}")
        scan = kept_scan(home, pen.scan, change)
        leaves.act(slip, Act(act, pen.role, pen.by.strip(), pen.on, None, pen.opinion, scan), change)
    return find(home, slip)


def _due_next(home: Home, found: Standing, role: str) -> str:
    rulebook = home.rulebook(found.leave.first.date)
    step = open_steps(found.leave)[0]
    due = "或".join(f"{rulebook.role_title(each)}（{each}）" for each in step.roles)
    return f"编号 {found.leave.id} 的请假现在应由{due}签字，不是{rulebook.role_title(role)}（{role}），请按顺序登记"


def _expect(found: Standing, states: tuple[State, ...], act: str) -> None:
    if found.state not in states:
        raise JobError(f"编号 {found.leave.id} 的请假{STATES[found.state]}，不能{act}，请刷新后再看", "leave list")


def hand_over(home: Home, slip: int, by: str) -> Standing:
    """Record that the work was handed over, as confirmed by whoever took it. Raises JobError."""
    found = find(home, slip)
    _expect(found, ("pending", "handover", "in_force"), "确认工作交接")
    if not by.strip():
        raise JobError("请填写接手人", "--by 接手人")
    if found.leave.handed_over:
        raise JobError(f"编号 {slip} 的工作交接已由{found.leave.handed_over}确认，不需要再确认")
    return _act(home, slip, Act("handover", "", by.strip(), home.clock().date()), "handover")


def close(home: Home, slip: int, on: date, half: Half | None = None) -> Standing:
    """销假: the person is back at work from a half-day on, before the leave's end or after it. Raises JobError."""
    found = find(home, slip)
    _expect(found, ("in_force",), "销假")
    leave = found.leave
    back = leaves_of.back_at_work(leave.last, on, half)
    if back <= leave.first:
        raise JobError(
            f"回岗时间（{half_words(back)}）不晚于请假开始（{half_words(leave.first)}）；没有休假的请撤销这张请假单",
            f"leave cancel {slip}",
        )
    if on > home.clock().date():
        raise JobError(f"回岗日期 {on} 还没有到，请在回岗以后销假")
    return _act(home, slip, Act("close", "", author(), on, back), "close")


def cancel(home: Home, slip: int) -> Standing:
    """The leave was not taken. Raises JobError."""
    found = find(home, slip)
    _expect(found, ("pending", "handover", "in_force", "rejected"), "撤销")
    return _act(home, slip, Act("cancel", "", author(), home.clock().date()), "cancel")


def undo(home: Home, slip: int) -> Standing:
    """Take back what was entered last about a slip, because it was entered wrongly. Raises JobError."""
    find(home, slip)
    with home.store.transaction():
        if not leaves.undo(slip, record_change(home.clock(), author(), f"leave undo {slip}")):
            raise JobError(
                f"编号 {slip} 的请假还没有登记过签字、交接或销假，没有可以撤回的；整张单子不要了请撤销",
                f"leave cancel {slip}",
            )
    return find(home, slip)


def extend(home: Home, slip: int, last: HalfDay, reason: str = "", cover: str | None = None) -> Requested:
    """续假: a further slip that goes straight on; its chain counts the whole absence. Raises JobError."""
    found = find(home, slip)
    _expect(found, ("pending", "handover", "in_force"), "续假")
    old = found.leave
    if last <= old.last:
        raise JobError(
            f"续到的时间（{half_words(last)}）不晚于原来的结束（{half_words(old.last)}），提前回岗请登记销假",
            f"leave close {slip}",
        )
    first = leaves_of.half_after(old.last)
    return request(
        home, Wish(old.number, old.kind, first, last, old.cover if cover is None else cover, reason or old.reason)
    )


def list_leaves(home: Home, first: date, last: date, number: str = "") -> list[Standing]:
    """The slips that touch the days between two (inclusive), withdrawn and refused ones too."""
    with home.store.reading():
        found = leaves.between(first, last, last_change(), [number] if number else ())
        return [_standing(filed) for filed in found]


def length(home: Home, leave: Leave) -> str:
    """How many days a leave takes, as it stands (closed early, it is shorter)."""
    worked = halves_between(home, leave.first.date, leave.last.date, provisional=True)
    return days_text(sum(leaves_of.covers(leave, half) for half in worked))

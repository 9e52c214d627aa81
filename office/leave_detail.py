"""One leave slip with all that is kept of it: its chain, who signed, what is due, and what can be done now."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attendance import leave as leaves_of
from attendance.entries import HalfDay, Leave, Signature, Step
from attendance.leave import days_text, open_steps
from attendance.rulebook import Rulebook
from office.home import Home
from office.leave import find
from office.leave_balance import balance_words
from office.leave_request import conflicts_of, rules_on
from office.leave_rows import Desk, SlipRow
from office.leave_words import conflict_sentence, half_words, names_of
from office.worked import halves_between
from reports.words import ACTS
from store.leaves import Act, Filed

STANDS = ("pending", "handover", "in_force", "to_close", "over")


class StepShown(NamedTuple):
    """A signature of the chain. `state`: given, refused, due (next), later, or filing (may be signed, need not be)."""

    titles: str
    act: str  # 批准, 签署意见, 备案
    state: str
    by: str = ""
    on: date | None = None
    opinion: str = ""
    scan: str = ""  # the file, empty where none was kept


class Signer(NamedTuple):
    """Who may sign now: the role, its title, and what his signature would be."""

    role: str
    title: str
    act: str


class Done(NamedTuple):
    """Something entered about the slip: when and by whom at the desk, and what."""

    at: str
    by: str
    what: str


class SlipDetail(NamedTuple):
    """A slip as its page shows it. `can` holds sign, reject, hand_over, close, extend, cancel, undo."""

    row: SlipRow
    title: str
    length: str
    steps: tuple[StepShown, ...]
    due: str
    signers: tuple[Signer, ...]
    handover: str  # what stands about the hand-over; empty where none is asked for
    closed: str
    back: HalfDay  # when he is back, as far as can be told now: what a closing begins with
    notes: tuple[str, ...]
    balance: str
    history: tuple[Done, ...]
    undoes: str
    scan: str
    can: frozenset[str]


def leave_detail(home: Home, slip: int) -> SlipDetail:
    """A slip by its number. Raises JobError."""
    found = find(home, slip)
    filed, leave = found.filed, found.leave
    desk = Desk.for_slips(home, [leave])
    row = desk.row(filed)
    rulebook, _ = desk.rules(leave.first.date)
    signers = tuple(_signers(leave, row.state, rulebook))
    history = tuple(Done(at.replace("T", " ")[:16], by, _act_words(act, rulebook)) for act, by, at in filed.acts)
    return SlipDetail(
        row=row,
        title=found.person.title if found.person else "",
        length=_length(desk, filed),
        steps=tuple(_steps(home, filed, rulebook)),
        due=_due(row, signers),
        signers=signers,
        handover=_handover(leave),
        closed=f"{half_words(leave.closed)}起回岗" if leave.closed else "",
        back=min(desk.back(leave), max(desk.now, leaves_of.half_after(leave.first))),
        notes=_notes(home, leave, row.state),
        balance=balance_words(home, leave.number, leave.kind, leave.first.date.year),
        history=history,
        undoes=history[-1].what if history else "",
        scan=_kept(home, filed.scan),
        can=frozenset(_possible(row.state, leave, signers, bool(history))),
    )


def _kept(home: Home, scan: str) -> str:
    return str(home.path / scan) if scan else ""


def _length(desk: Desk, filed: Filed) -> str:
    """Its working days, and those counted with adjoining leave where these decided the chain."""
    whole = desk.halves(filed.leave._replace(closed=None))
    taken = desk.halves(filed.leave)
    said = f"{days_text(whole)} 个工作日"
    if taken != whole:
        said += f"，实休 {days_text(taken)} 天"
    return said + (f"，连同相邻的请假按 {days_text(filed.counted)} 天审批" if filed.counted != whole else "")


def _steps(home: Home, filed: Filed, rulebook: Rulebook) -> Iterator[StepShown]:
    """The chain in order with the signatures given; whose turn it is comes after the last of them."""
    given = [act for act, _, _ in filed.acts if act.act in ("approve", "opinion", "reject")]
    filing = [act for act, _, _ in filed.acts if act.act == "file"]
    refused = any(act.act == "reject" for act in given)
    due = not refused and not filed.leave.cancelled
    for step in filed.leave.chain:
        signed = filing if step.act == "file" else given
        if signed:
            yield _signed(home, step, signed.pop(0), rulebook)
        elif step.act == "file":
            yield StepShown(_titles(step, rulebook), ACTS["file"], "filing")
        else:
            yield StepShown(_titles(step, rulebook), ACTS[step.act], "due" if due else "later")
            due = False


def _titles(step: Step, rulebook: Rulebook) -> str:
    return "或".join(map(rulebook.role_title, step.roles))


def _signed(home: Home, step: Step, act: Act, rulebook: Rulebook) -> StepShown:
    state = "refused" if act.act == "reject" else "given"
    title = rulebook.role_title(act.role) if len(step.roles) > 1 else _titles(step, rulebook)
    return StepShown(title, ACTS[step.act], state, act.by, act.on, act.opinion, _kept(home, act.scan))


def _signers(leave: Leave, state: str, rulebook: Rulebook) -> Iterator[Signer]:
    missing = open_steps(leave)
    if state == "pending":
        yield from (Signer(role, rulebook.role_title(role), ACTS[missing[0].act]) for role in missing[0].roles)
    elif state in ("handover", "in_force", "to_close", "over", "closed") and not _filed(leave.signatures):
        roles = (role for step in leave.chain if step.act == "file" for role in step.roles)
        yield from (Signer(role, rulebook.role_title(role), ACTS["file"]) for role in roles)


def _filed(signatures: Sequence[Signature]) -> bool:
    return any(signature.act == "file" for signature in signatures)


def _due(row: SlipRow, signers: tuple[Signer, ...]) -> str:
    if row.state == "pending":
        return f"现在应由{'或'.join(signer.title for signer in signers)}{signers[0].act}"
    if row.state == "handover":
        return "签字齐全，等接手人确认工作交接后生效"
    return row.next


def _handover(leave: Leave) -> str:
    if leave.handed_over:
        return f"{leave.handed_over}已确认"
    return "尚未确认" if leave.handover else ""


def _notes(home: Home, leave: Leave, state: str) -> tuple[str, ...]:
    """What stands in its way as things are now; of a slip that is over nobody asks any more."""
    if state not in ("pending", "handover", "in_force"):
        return ()
    _, rules = rules_on(home, leave.first.date)
    own = leaves_of.within(
        leave.first, leave.last, halves_between(home, leave.first.date, leave.last.date, provisional=True)
    )
    found = conflicts_of(home, leave, own, rules)
    names = names_of(home, found, leave.first.date)
    return tuple(conflict_sentence(each, names) for each in found)


def _act_words(act: Act, rulebook: Rulebook) -> str:
    """What was entered, on one line."""
    if act.role:
        done = "不批准" if act.act == "reject" else ACTS[act.act]
        said = f"{rulebook.role_title(act.role)} {act.by} {act.on} {done}"
        return said + (f"：{act.opinion}" if act.opinion else "")
    if act.act == "handover":
        return f"{act.by}确认工作交接"
    if act.act == "close":
        return f"销假，{half_words(act.back)}起回岗" if act.back else "销假"
    return "撤销"


def _possible(state: str, leave: Leave, signers: tuple[Signer, ...], entered: bool) -> Iterator[str]:
    if signers:
        yield "sign"
    if state == "pending":
        yield "reject"
    if state in ("pending", "handover", "in_force") and not leave.handed_over:
        yield "hand_over"
    if state in ("in_force", "to_close", "over"):
        yield "close"
    if state in STANDS:
        yield "extend"
    if state in (*STANDS, "rejected"):
        yield "cancel"
    if entered:
        yield "undo"

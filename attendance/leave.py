"""Leave 请假: where a slip stands, how long an absence is, who must sign it, and when it had to be closed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from attendance.chapters import ChainRow, LeaveRules
from attendance.entries import HALVES, Half, HalfDay, Leave, Step
from attendance.records import CalendarDay
from attendance.rulebook import RulesOfDay

State = Literal["cancelled", "rejected", "pending", "handover", "in_force", "closed"]


def open_steps(leave: Leave) -> tuple[Step, ...]:
    """The signatures still missing, in order. Filing is done by entering the slip here, so it is never missing."""
    given = sum(signature.act in ("approve", "opinion") for signature in leave.signatures)
    return tuple(step for step in leave.chain if step.act != "file")[given:]


def state(leave: Leave) -> State:
    """Where a leave stands: pending while a signature is missing, handover while only the hand-over is."""
    if leave.cancelled:
        return "cancelled"
    if any(signature.act == "reject" for signature in leave.signatures):
        return "rejected"
    if open_steps(leave):
        return "pending"
    if leave.handover and not leave.handed_over:
        return "handover"
    return "closed" if leave.closed else "in_force"


def excuses(leave: Leave) -> bool:
    """Whether it is in force, or was until it was closed."""
    return state(leave) in ("in_force", "closed")


def stands(leave: Leave) -> bool:
    """Whether it is neither withdrawn nor refused."""
    return state(leave) not in ("cancelled", "rejected")


def covers(leave: Leave, half: HalfDay) -> bool:
    """Whether a half-day lies in it; closed, it ends before the half-day of the return."""
    return leave.first <= half <= leave.last and (leave.closed is None or half < leave.closed)


def after_the_fact(leave: Leave) -> bool:
    """补假: filed after it had begun."""
    return leave.filed > leave.first.date


# ---------------------------------------------------------------- length


def worked_halves(days: Iterable[tuple[CalendarDay, RulesOfDay]]) -> list[HalfDay]:
    """The half-days that are worked, of days in order."""
    return [
        HalfDay(day.date, half)
        for day, rules in days
        if day.working
        for half in HALVES
        if any(half in session.halves for session in rules.sessions)
    ]


def within(first: HalfDay, last: HalfDay, worked: Iterable[HalfDay]) -> list[HalfDay]:
    """The worked half-days from one to another, both included."""
    return [half for half in worked if first <= half <= last]


def length_together(first: HalfDay, last: HalfDay, others: Collection[Leave], worked: Sequence[HalfDay]) -> int:
    """The half-days of an absence with the person's other leaves that adjoin it, no worked half-day between them.

    So splitting one absence into several slips does not lower the chain.
    """
    absent = [first <= half <= last or any(stands(o) and covers(o, half) for o in others) for half in worked]
    own = [index for index, half in enumerate(worked) if first <= half <= last]
    if not own:
        return 0
    begin, end = own[0], own[-1]
    while begin > 0 and absent[begin - 1]:
        begin -= 1
    while end + 1 < len(worked) and absent[end + 1]:
        end += 1
    return end - begin + 1


def days_text(halves: int) -> str:
    """Half-days as days: 1 → 0.5, 2 → 1, 3 → 1.5."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


# ---------------------------------------------------------------- who signs


def chain(rules: LeaveRules, kind: str, title: str, length: int) -> tuple[Step, ...]:
    """Who signs a leave of so many half-days (≥ 1), for an applicant of that title."""
    rows = next(rows for rows in _chains(rules, kind, title) if rows)
    return next(row.steps for row in rows if row.covers(length))


def _chains(rules: LeaveRules, kind: str, title: str) -> Iterator[list[ChainRow]]:
    """The chains that may apply, the narrowest first."""
    for applicants, kinds in ((True, True), (True, False), (False, True), (False, False)):
        yield [
            row
            for row in rules.chains
            if (title in row.applicants if applicants else not row.applicants)
            and (kind in row.kinds if kinds else not row.kinds)
        ]


def entitlement(rules: LeaveRules, kind: str) -> int | None:
    """The half-days a year a kind allows; None where the rulebook sets none."""
    return next((known.days_a_year for known in rules.kinds if known.name == kind), None)


class Balance(NamedTuple):
    """A kind of leave in a year, in half-days. `left` is None where there is no entitlement."""

    kind: str
    taken: int
    entitled: int | None

    @property
    def left(self) -> int | None:
        return None if self.entitled is None else self.entitled - self.taken


def balances(rules: LeaveRules, leaves: Iterable[Leave], worked: Iterable[HalfDay]) -> list[Balance]:
    """What standing leaves take of the worked half-days given (a year's), kind by kind."""
    taken = {known.name: 0 for known in rules.kinds}
    standing = [leave for leave in leaves if stands(leave)]
    for half in worked:
        kind = next((leave.kind for leave in standing if covers(leave, half)), None)
        if kind is not None:
            taken[kind] = taken.get(kind, 0) + 1
    return [Balance(kind, halves, entitlement(rules, kind)) for kind, halves in taken.items()]


# ---------------------------------------------------------------- closing


def half_after(half: HalfDay) -> HalfDay:
    """The half-day that follows, worked or not."""
    return HalfDay(half.date, "pm") if half.half == "am" else HalfDay(half.date + timedelta(days=1), "am")


def back_at_work(last: HalfDay, on: date, half: Half | None) -> HalfDay:
    """From when on somebody is back who closes a leave on a day. Without a half it is the morning; but closed on its
    last day a leave was taken to its end."""
    return half_after(last) if half is None and on == last.date else HalfDay(on, half or "am")


def unclosed(
    leaves: Collection[Leave],
    days: Sequence[date],
    closing_days: int,
    afternoon: Callable[[date], bool],
) -> tuple[Leave, ...]:
    """The leaves that fell due for closing on a working day and were not closed by its end.

    Due is the day of the return, or so many working days later. `days` are working days in order up to the one in
    question; `afternoon` tells whether one is worked after noon. A leave that goes straight on in another is not due.
    """
    day = days[-1]
    found = []
    for leave in leaves:
        closed_in_time = leave.closed is not None and leave.closed.date <= day
        if excuses(leave) and not closed_in_time and _closing_day(leave, days, closing_days, afternoon) == day:
            back = _return_day(leave, days, afternoon)
            if not any(goes_on is not leave and stands(goes_on) and _touches(goes_on, back) for goes_on in leaves):
                found.append(leave)
    return tuple(found)


def _return_day(leave: Leave, days: Sequence[date], afternoon: Callable[[date], bool]) -> date | None:
    """The first working day with a half-day after the leave; None where it lies outside the days known."""
    same_day = leave.last.half == "am" and afternoon(leave.last.date)
    back = leave.last.date if same_day else leave.last.date + timedelta(days=1)
    if back < days[0]:
        return None
    return next((day for day in days if day >= back), None)


def _closing_day(
    leave: Leave, days: Sequence[date], closing_days: int, afternoon: Callable[[date], bool]
) -> date | None:
    back = _return_day(leave, days, afternoon)
    if back is None:
        return None
    at = days.index(back) + closing_days
    return days[at] if at < len(days) else None


def _touches(leave: Leave, day: date | None) -> bool:
    return day is not None and any(covers(leave, HalfDay(day, half)) for half in HALVES)

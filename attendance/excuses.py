"""What excuses a session or a part of it: approved leave, outings, duty served elsewhere."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attendance.entries import Entry, HalfDay, Outing
from attendance.leave import covers, excuses
from attendance.records import Session, Side, Slips


class Excuse(NamedTuple):
    """A stretch of the day (seconds) for which nobody is expected at the terminals, and the result it gives.

    At its edges a punch is asked for, unless `back_seen` (the return was entered at the desk) or `left_told`.
    """

    first: int
    last: int
    result: str
    entry: Entry
    back_seen: bool
    left_told: bool


class Excused(NamedTuple):
    """A session after its excuses: see SessionDay for `away`, `waived` and `basis`."""

    session: Session
    away: str = ""
    waived: tuple[Side, ...] = ()
    basis: tuple[Entry, ...] = ()


def excused(session: Session, day: date, slips: Slips, elsewhere: tuple[Excuse, ...]) -> Excused:
    """A session with the excused parts taken off its beginning and its end; what lies inside asks for no punch."""
    stretches = sorted((*_leave(session, day, slips), *map(_outing, slips.outings), *elsewhere))
    start, end = session.start, session.end
    basis: list[Entry] = []
    waived: dict[Side, bool] = {}
    result = ""
    for stretch in stretches:
        if stretch.first <= start < stretch.last:
            start, waived["in"], result = min(stretch.last, end), stretch.back_seen, stretch.result
            basis.append(stretch.entry)
    for stretch in reversed(stretches):
        if stretch.first < end <= stretch.last and start < end:
            end, waived["out"], result = max(stretch.first, start), stretch.left_told, stretch.result
            basis.append(stretch.entry)
    if start >= end:
        return Excused(session, result, ("in", "out"), tuple(dict.fromkeys(basis)))
    sides = tuple(side for side, free in waived.items() if free)
    return Excused(_narrowed(session, start, end), "", sides, tuple(basis))


def _leave(session: Session, day: date, slips: Slips) -> Iterator[Excuse]:
    """Approved leave excuses the session's half-days; of a whole-day session the half that it covers."""
    middle = (session.start + session.end) // 2
    whole = len(session.halves) == 1
    for half in session.halves:
        for leave in slips.leaves:
            if excuses(leave) and covers(leave, HalfDay(day, half)):
                first = session.start if whole or half == "am" else middle
                last = session.end if whole or half == "pm" else middle
                yield Excuse(first, last, f"on_leave:{leave.kind}", Entry("leave", leave.id), False, False)


def _outing(outing: Outing) -> Excuse:
    last = outing.back if outing.closed is None else outing.closed
    return Excuse(outing.at, last, "on_outing", Entry("outing", outing.id), outing.closed is not None, True)


def _narrowed(session: Session, start: int, end: int) -> Session:
    """The session as far as it is not excused; nobody need be early or stay after an excused stretch."""
    middle = (start + end) // 2
    if start > session.start:
        in_to = max(session.in_to, middle)
        session = session._replace(start=start, due_in=start, in_to=in_to, out_from=max(session.out_from, in_to))
    if end < session.end:
        out_from = min(session.out_from, middle)
        session = session._replace(end=end, due_out=end, out_from=out_from, in_to=min(session.in_to, out_from))
    return session

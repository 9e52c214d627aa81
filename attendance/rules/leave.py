"""请假: what a leave that is not in force leaves unexcused, and leaves that nobody closed."""

from collections.abc import Iterator

from attendance.entries import Entry, HalfDay, Leave
from attendance.leave import excuses, state
from attendance.records import Finding, PersonDay, SessionDay
from attendance.rulebook import RulesOfDay
from attendance.rules.punctuality import in_order


def leave(day: PersonDay, rules: RulesOfDay) -> Iterator[Finding]:
    """R1 第五条2: leave needs its approvals before it excuses, and is closed on return (销假)."""
    if rules.leave is None:
        return
    for session_day in day.sessions:
        if not session_day.away and not session_day.doubt and not in_order(session_day, rules):
            yield from _unapproved(day, session_day, rules.leave.clause)
    back = _back_at_work(day)
    if not back.doubt:  # while the day is not read to its end, the leave may still be closed
        for slip in day.slips.unclosed:
            yield Finding("leave_not_closed", back.session.name, 0, rules.leave.clause, (Entry("leave", slip.id),))


def _unapproved(day: PersonDay, session_day: SessionDay, clause: str) -> Iterator[Finding]:
    """Every slip that would have excused the session had it been signed; `cause` says where it stands."""
    for slip in day.slips.leaves:
        if state(slip) != "cancelled" and not excuses(slip) and _meant(slip, day, session_day):
            entry = Entry("leave", slip.id)
            yield Finding("leave_unapproved", session_day.session.name, 0, clause, (entry,), state(slip))


def _meant(slip: Leave, day: PersonDay, session_day: SessionDay) -> bool:
    return any(slip.first <= HalfDay(day.date, half) <= slip.last for half in session_day.session.halves)


def _back_at_work(day: PersonDay) -> SessionDay:
    """The session in which the person was back."""
    worked = [session_day for session_day in day.sessions if not session_day.away]
    first, *_ = worked or day.sessions
    return first

"""A person's step-aways of a day, whether entered at the desk or made by the terminal's break keys."""

from collections.abc import Iterator
from typing import NamedTuple

from attendance.entries import Entry
from attendance.records import Fact, PersonDay, Punch, Session
from attendance.rulebook import MINUTE, RulesOfDay

BREAK_OUT, BREAK_IN = 2, 3


class Stepped(NamedTuple):
    """One step-away, in seconds. One not closed by the end of its session has `closed` None and no length."""

    at: int
    closed: int | None
    session: str
    cover: str
    reported: bool
    evidence: tuple[Fact, ...]

    @property
    def seconds(self) -> int:
        return 0 if self.closed is None else self.closed - self.at


def stepped(day: PersonDay, rules: RulesOfDay) -> list[Stepped]:
    """The day's step-aways in order."""
    numbers = rules.step_away
    if numbers is None:
        return []
    # a minute counts when it is whole, so the limit is passed with the first second of the minute after it
    limit = ((numbers.limit_minutes or 0) + 1) * MINUTE
    found = [*_entered(day, limit), *(_by_keys(day) if numbers.by_keys else ())]
    return sorted(found, key=lambda away: (away.at, away.closed or 0, str(away.evidence)))


def _entered(day: PersonDay, limit: int) -> Iterator[Stepped]:
    """What lies within a session. Closed only after it had ended, and beyond the limit: nobody knows when he came
    back. Before a session begins nobody is away from anything."""
    for away in day.slips.aways:
        session = _session(day, away.at)
        if session is None or (away.at < session.start and (away.closed is None or away.closed <= session.start)):
            continue
        at = max(away.at, session.start)
        forgotten = away.closed is not None and away.closed > session.end and away.closed - at >= limit
        closed = None if forgotten else away.closed
        yield Stepped(at, closed, session.name, away.cover, away.reported, (Entry("away", away.id),))


def _session(day: PersonDay, second: int) -> Session | None:
    """The session at work in a second; before one begins, the next; None after the last."""
    return next((s.session for s in day.sessions if second < s.session.end), None)


def _by_keys(day: PersonDay) -> Iterator[Stepped]:
    """Break-out opens and the next punch closes, within a session. The key is a hint only, because people press wrong
    keys: a punch that serves as sign-in or sign-out opens none, and closes one by the right key only."""
    for session_day in day.sessions:
        session, serving = session_day.session, (session_day.sign_in, session_day.sign_out)
        opened: Punch | None = None
        for punch in sorted(p for p in day.punches if session.start <= p.second <= session.end):
            if opened is None and punch.state == BREAK_OUT and punch not in serving:
                opened = punch
            elif opened is not None and (punch.state == BREAK_IN or punch not in serving):
                yield Stepped(opened.second, punch.second, session.name, "", False, (opened, punch))
                opened = None
        if opened is not None:
            yield Stepped(opened.second, None, session.name, "", False, (opened,))

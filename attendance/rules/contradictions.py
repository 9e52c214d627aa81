"""记录矛盾: facts that cannot both be so. They are for a human to look at; nothing is decided by them."""

from collections.abc import Iterator
from itertools import pairwise

from attendance.records import Fact, Finding, PersonDay, Punch
from attendance.rulebook import RulesOfDay


def contradictions(day: PersonDay, rules: RulesOfDay) -> Iterator[Finding]:
    """本中心规定 记录矛盾: on approved leave, yet punched in its hours; or on two floors within `distant_seconds`."""
    if rules.contradictions is None:
        return
    yield from _punched_on_leave(day, rules.contradictions.clause)
    if rules.contradictions.distant_seconds is not None:
        yield from _in_two_places(day, rules.contradictions.distant_seconds, rules.contradictions.clause)


def _punched_on_leave(day: PersonDay, clause: str) -> Iterator[Finding]:
    for session_day in day.sessions:
        if session_day.away.startswith("on_leave"):
            first, last = session_day.session.start, session_day.session.end
            inside = tuple(sorted(punch for punch in day.punches if first <= punch.second < last))
            if inside:
                evidence: tuple[Fact, ...] = (*inside, *session_day.basis)
                yield Finding("contradiction", session_day.session.name, 0, clause, evidence, "punched_on_leave")


def _in_two_places(day: PersonDay, seconds: int, clause: str) -> Iterator[Finding]:
    known = [(punch, day.floors[punch.pull]) for punch in sorted(day.punches) if day.floors.get(punch.pull)]
    for (first, floor), (then, other) in pairwise(known):
        if floor != other and then.second - first.second <= seconds:
            yield Finding("contradiction", _session(day, first), 0, clause, (first, then), "two_terminals")


def _session(day: PersonDay, punch: Punch) -> str:
    """The session to whose windows the punch belongs, or the nearest after it."""
    found = (s.session.name for s in day.sessions if punch.second < s.session.out_to)
    *_, last = day.sessions
    return next(found, last.session.name)

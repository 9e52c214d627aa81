"""临时外出: whether the person was back when expected."""

from collections.abc import Iterator

from attendance.entries import Entry, Outing
from attendance.records import Finding, PersonDay
from attendance.rulebook import MINUTE, RulesOfDay


def outings(day: PersonDay, rules: RulesOfDay) -> Iterator[Finding]:
    """R1 第五条2: an outing is reported with its return; who was back later than expected overran it.

    A return that nobody entered is said as such (cause not_closed), without minutes: how long it was is not known.
    """
    if rules.outings is None:
        return
    for outing in day.slips.outings:
        over = 0 if outing.closed is None else _minute(outing.closed, rules) - _minute(outing.back, rules)
        unclosed = outing.closed is None and _due_back(outing, day)
        if over > 0 or unclosed:
            cause = "not_closed" if unclosed else ""
            evidence = (Entry("outing", outing.id),)
            yield Finding(
                "outing_overrun", _session(outing, day), over // MINUTE, rules.outings.clause, evidence, cause
            )


def _minute(second: int, rules: RulesOfDay) -> int:
    return second - second % rules.resolution


def _due_back(outing: Outing, day: PersonDay) -> bool:
    """Whether he was expected back within a session that is read to its end: from a break or the end of the day no
    return is entered, because the next sign-in shows it."""
    entry = Entry("outing", outing.id)
    return any(
        s.session.start < outing.back < s.session.end or (s.session.start == outing.back and entry in s.basis)
        for s in day.sessions
        if not s.doubt
    )


def _session(outing: Outing, day: PersonDay) -> str:
    """The session in which the person was expected back; windows reach past an end that the outing itself moved."""
    *_, last = day.sessions
    return next((s.session.name for s in day.sessions if outing.back < s.session.out_to), last.session.name)

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
    *_, last = day.sessions
    for outing in day.slips.outings:
        over = 0 if outing.closed is None else _minute(outing.closed, rules) - _minute(outing.back, rules)
        unclosed = outing.closed is None and outing.back < last.session.end
        if over > 0 or unclosed:
            cause = "not_closed" if unclosed else ""
            evidence = (Entry("outing", outing.id),)
            yield Finding(
                "outing_overrun", _session(outing, day), over // MINUTE, rules.outings.clause, evidence, cause
            )


def _minute(second: int, rules: RulesOfDay) -> int:
    return second - second % rules.resolution


def _session(outing: Outing, day: PersonDay) -> str:
    """The session in which the person was expected back."""
    *_, last = day.sessions
    return next((s.session.name for s in day.sessions if outing.back < s.session.end), last.session.name)

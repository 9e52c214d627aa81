"""到岗离岗: who came and left in time, session by session."""

from collections.abc import Iterator

from attendance.entries import Mark
from attendance.records import Fact, Finding, PersonDay, Seen, SessionDay, Side
from attendance.rulebook import RulesOfDay


def punctuality(day: PersonDay, rules: RulesOfDay) -> Iterator[Finding]:
    """R1 第五条1: arrive 5 minutes before the start, leave 5 minutes after the end; all numbers are settings.

    A session in doubt is `unknown`, unless its punches already settle it for the person.
    """
    for session_day in day.sessions:
        if session_day.away or in_order(session_day, rules):
            continue
        yield from _unknown(session_day, rules) if session_day.doubt else _session(session_day, rules)


def in_order(day: SessionDay, rules: RulesOfDay) -> bool:
    """Came by the time due in and left from the time due out on: nothing that is still unread can change that."""
    came = day.sign_in is not None and truncated(day.sign_in, rules) <= day.session.due_in
    left = day.sign_out is not None and truncated(day.sign_out, rules) >= day.session.due_out
    return (came or "in" in day.waived) and (left or "out" in day.waived)


def _session(day: SessionDay, rules: RulesOfDay) -> list[Finding]:
    """A session's findings; an absence replaces all others."""
    if day.sign_in is None and day.sign_out is None and not day.waived:
        return [_absent(day, rules, "no_punch", 0, day.whole)]
    findings = [*_arrival(day, rules), *_departure(day, rules)]
    for finding in findings:
        if finding.code in ("late", "left_early") and finding.minutes >= rules.punctuality.absent_after:
            return [_absent(day, rules, finding.code, finding.minutes, finding.evidence)]
    return findings


def _arrival(day: SessionDay, rules: RulesOfDay) -> Iterator[Finding]:
    """in ≤ due in: nothing; until the start: short_of_early; after it: late."""
    session = day.session
    if "in" in day.waived:
        return
    if day.sign_in is None:
        yield _finding("missing_in", day, rules, 0, _missing(day, "in"))
        return
    arrived = truncated(day.sign_in, rules)
    if arrived > session.start:
        yield _finding("late", day, rules, arrived - session.start, seen_as(day.sign_in))
    elif arrived > session.due_in:
        yield _finding("short_of_early", day, rules, arrived - session.due_in, seen_as(day.sign_in))


def _departure(day: SessionDay, rules: RulesOfDay) -> Iterator[Finding]:
    """out ≥ due out: nothing; from the end on: short_of_stay; before it: left_early."""
    session = day.session
    if "out" in day.waived:
        return
    if day.sign_out is None:
        yield _finding("missing_out", day, rules, 0, _missing(day, "out"))
        return
    left = truncated(day.sign_out, rules)
    if left < session.end:
        yield _finding("left_early", day, rules, session.end - left, seen_as(day.sign_out))
    elif left < session.due_out:
        yield _finding("short_of_stay", day, rules, session.due_out - left, seen_as(day.sign_out))


def _missing(day: SessionDay, side: Side) -> tuple[Fact, ...]:
    """What a missing punch rests on: the other side's, and the pulls that prove there is none."""
    return (*seen_as(day.sign_out if side == "in" else day.sign_in), *day.whole)


def seen_as(*seen: Seen | None) -> tuple[Fact, ...]:
    """What was seen as evidence: the punch itself, or the entry in which a witness says so."""
    return tuple(each.entry if isinstance(each, Mark) else each for each in seen if each is not None)


def truncated(seen: Seen, rules: RulesOfDay) -> int:
    """The second of the day, at the resolution of the rulebook."""
    return seen.second - seen.second % rules.resolution


def _finding(code: str, day: SessionDay, rules: RulesOfDay, seconds: int, evidence: tuple[Fact, ...]) -> Finding:
    return Finding(code, day.session.name, seconds // 60, rules.punctuality.clause, (*evidence, *day.basis))


def _absent(day: SessionDay, rules: RulesOfDay, cause: str, minutes: int, evidence: tuple[Fact, ...]) -> Finding:
    return Finding("absent", day.session.name, minutes, rules.punctuality.clause, evidence, cause)


def _unknown(day: SessionDay, rules: RulesOfDay) -> Iterator[Finding]:
    if day.doubt:
        evidence = *day.doubt.terminals, *seen_as(day.sign_in, day.sign_out)
        yield Finding("unknown", day.session.name, 0, rules.data.clause, evidence, day.doubt.cause)

"""A day's facts and a rulebook → its assessment. The same input gives the same findings, byte for byte."""

from datetime import date
from functools import partial

from attendance.doubts import read_past, silences, whole
from attendance.posts import covered
from attendance.records import (
    DAY_SECONDS,
    Assessment,
    CalendarDay,
    DayFacts,
    Finding,
    PersonDay,
    PersonVerdict,
    SessionDay,
    Silence,
    Verdict,
)
from attendance.rulebook import Rulebook, RulebookError, RulesOfDay
from attendance.rules import DAY_RULES
from attendance.workdays import person_days

# a session that nothing excuses is called by its gravest finding
GRAVITY = {
    code: grade
    for grade, code in enumerate(
        (
            "absent",
            "unknown",
            "missing_in",
            "missing_out",
            "late",
            "left_early",
            "leave_unapproved",
            "outing_overrun",
            "overstayed",
            "away_unclosed",
            "away_unreported",
            "away_too_often",
            "short_of_early",
            "short_of_stay",
        )
    )
}
# what says nothing of how a session was attended, or is for a human to decide, does not name it
BESIDE = frozenset({"leave_without_cover", "contradiction", "leave_not_closed"})


def assess(facts: DayFacts, rulebook: Rulebook) -> Assessment:
    """Judge a day; on a rest day those on duty. Raises RulebookError for a day before the rulebook begins."""
    rules = rulebook.on(facts.day)
    silent, days = days_due(facts, rulebook, rules)
    if not days and not facts.day.working:
        read = frozenset(terminal.name for terminal in facts.terminals if read_past(facts, terminal, DAY_SECONDS))
        return Assessment(facts.day, rulebook.name, rulebook.version, True, facts.terminals, read, (), ())
    cover = covered(days, facts, rules)
    people = tuple(judge(day, rules, cover.findings.get(day.person.number, ())) for day in days)
    sessions = {session_day.session for day in days for session_day in day.sessions} | (
        set(rules.sessions) if facts.day.working else set()
    )
    read = frozenset(t.name for t in facts.terminals if all(whole(facts, t, session) for session in sessions))
    unknown = any(verdict.result == "unknown" for person in people for verdict in person.sessions)
    return Assessment(
        day=facts.day,
        rulebook=rulebook.name,
        version=rulebook.version,
        complete=not unknown and len(read) == len(facts.terminals) > 0,
        terminals=facts.terminals,
        read=read,
        silences=silent,
        people=people,
        posts=cover.posts,
    )


def days_due(
    facts: DayFacts, rulebook: Rulebook, rules: RulesOfDay
) -> tuple[tuple[Silence, ...], tuple[PersonDay, ...]]:
    """The terminals presumed dead, and the day of everybody who is due."""
    silent = silences(facts, rules) if facts.day.working else ()
    return silent, tuple(person_days(facts, rules, silent, partial(_afternoon, rulebook)))


def _afternoon(rulebook: Rulebook, day: date) -> bool:
    """Whether a working day before is worked after noon, as its weekday has it."""
    try:
        rules = rulebook.on(CalendarDay(day, True, day.weekday()))
    except RulebookError:  # before the rulebook begins nothing is known of it
        return True
    return any("pm" in session.halves for session in rules.sessions)


def judge(day: PersonDay, rules: RulesOfDay, cover: tuple[Finding, ...] = ()) -> PersonVerdict:
    """All rules on one person's day, and what the cover rules found of him."""
    findings = (*(finding for rule in DAY_RULES.values() for finding in rule(day, rules)), *cover)
    return PersonVerdict(day.person, tuple(Verdict(s, result(s, findings)) for s in day.sessions), findings)


def result(day: SessionDay, findings: tuple[Finding, ...]) -> str:
    """What excuses the session, else its gravest finding, else on_time."""
    if day.away or not findings:
        return day.away or "on_time"
    codes = [f.code for f in findings if f.session == day.session.name and f.code not in BESIDE]
    return min(codes, key=GRAVITY.__getitem__) if codes else "on_time"

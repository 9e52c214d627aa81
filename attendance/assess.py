"""A day's facts and a rulebook → its assessment. The same input gives the same findings, byte for byte."""

from attendance.records import Assessment, DayFacts, Finding, PersonDay, PersonVerdict, Verdict
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.rules import DAY_RULES
from attendance.workdays import person_days, silences, whole

# a session is called by its gravest finding
GRAVITY = {
    code: grade
    for grade, code in enumerate(
        ("absent", "unknown", "missing_in", "missing_out", "late", "left_early", "short_of_early", "short_of_stay")
    )
}


def assess(facts: DayFacts, rulebook: Rulebook) -> Assessment:
    """Judge a day. A rest day has no people. Raises RulebookError for a day before the rulebook begins."""
    rules = rulebook.on(facts.day)
    if not facts.day.working:
        return Assessment(facts.day, rulebook.name, rulebook.version, True, facts.terminals, frozenset(), (), ())
    silent = silences(facts, rules)
    people = tuple(judge(day, rules) for day in person_days(facts, rules, silent))
    read = frozenset(t.name for t in facts.terminals if all(whole(facts, t, session) for session in rules.sessions))
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
    )


def judge(day: PersonDay, rules: RulesOfDay) -> PersonVerdict:
    """All rules on one person's day."""
    findings = tuple(finding for rule in DAY_RULES.values() for finding in rule(day, rules))
    return PersonVerdict(
        day.person, tuple(Verdict(s, result(s.session.name, findings)) for s in day.sessions), findings
    )


def result(session: str, findings: tuple[Finding, ...]) -> str:
    """on_time, or the session's gravest finding."""
    if not findings:
        return "on_time"
    codes = [finding.code for finding in findings if finding.session == session]
    return min(codes, key=GRAVITY.__getitem__) if codes else "on_time"

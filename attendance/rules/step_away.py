"""离岗告知: step-aways and their limit. They are entered at the desk, or made by the terminal's break keys."""

from collections.abc import Iterator

from attendance.chapters import StepAwayRules
from attendance.records import Finding, PersonDay
from attendance.rulebook import MINUTE, RulesOfDay
from attendance.step_aways import Stepped, stepped


def step_away(day: PersonDay, rules: RulesOfDay) -> Iterator[Finding]:
    """R2 四1: at most 15 minutes away with the notice on the desk; R4 15: ten minutes or more must be reported.

    Minutes are whole minutes: 15:59 counts as 15. What was not closed by the end of the session is `away_unclosed`.
    """
    numbers = rules.step_away
    if numbers is None:
        return
    over = {session_day.session.name for session_day in day.sessions if not session_day.doubt}
    for before, away in enumerate(stepped(day, rules)):
        if away.closed is None and away.session not in over:
            continue  # the session is not read to its end: he may be back any moment
        for code, minutes in _wrong(away, numbers, before):
            yield Finding(code, away.session, minutes, numbers.clause, away.evidence)


def _wrong(away: Stepped, numbers: StepAwayRules, before: int) -> Iterator[tuple[str, int]]:
    minutes = away.seconds // MINUTE
    if away.closed is None:
        yield "away_unclosed", 0
    elif numbers.limit_minutes is not None and minutes > numbers.limit_minutes:
        yield "overstayed", minutes - numbers.limit_minutes
    if numbers.report_minutes is not None and minutes >= numbers.report_minutes and not away.reported:
        yield "away_unreported", minutes
    if numbers.a_day is not None and before >= numbers.a_day:
        yield "away_too_often", 0

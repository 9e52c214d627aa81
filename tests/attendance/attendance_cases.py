"""The example tables: reading them, judging them, and saying the outcome in the tables' own words."""

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from attendance.assess import assess
from attendance.calendar import calendar_day, official_days
from attendance.records import DayFacts, Finding, Person, PullFacts, Punch, TerminalFacts, day_count
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook, shipped_text

CASES = Path(__file__).parent.parent / "cases"
DAY = date(2026, 11, 20)
READ = datetime(2026, 11, 21, 8)


def cases(table: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))["case"]


def rulebook_of(case: dict[str, Any]) -> Rulebook:
    text = shipped_text(case.get("rulebook", "anqing-2013"))
    before, after = case.get("change", ("", ""))
    assert before in text
    return load_rulebook(text.replace(before, after) if before else text)


def seconds(text: str) -> int:
    moment = time.fromisoformat(text)
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def facts_of(case: dict[str, Any]) -> DayFacts:
    day = case.get("date", DAY)
    states = case.get("states") or [0] * len(case["punches"])
    punches = [
        Punch(seconds(text), day_count(day) + seconds(text), state, "1001", 0, 1, "1001")
        for text, state in zip(case["punches"], states, strict=True)
    ]
    until = case.get("read_until", "23:59:59")
    horizon = None if until == "never" else datetime.combine(day, time.fromisoformat(until))
    return DayFacts(
        day=calendar_day(day, {known.date: known for known in official_days(day.year)}),
        people=(Person("1001", "王芳", "市公安局", "A01", "A", "一组", "1", "", "1001"),),
        punches={"1001": punches},
        pulls={1: PullFacts(1, "F1", "SN1", 0, READ)},
        terminals=(TerminalFacts("F1", "1", horizon, 0, 1 if horizon else None),),
    )


def said(finding: Finding) -> str:
    """late 7, absent late 30, missing_in, unknown not_read."""
    timed = finding.code in ("late", "left_early", "short_of_early", "short_of_stay") or finding.cause in (
        "late",
        "left_early",
    )
    return " ".join(filter(None, (finding.code, finding.cause, str(finding.minutes) if timed else "")))


def outcome(case: dict[str, Any]) -> dict[str, list[str]]:
    """What is said of each session."""
    verdict = assess(facts_of(case), rulebook_of(case)).people[0]
    return {
        session.day.session.name: [said(f) for f in verdict.findings if f.session == session.day.session.name]
        or ["on_time"]
        for session in verdict.sessions
    }

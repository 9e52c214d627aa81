"""The examples of days with entries, each signed by a clerk for one clause, on either side of every boundary."""

from collections import defaultdict

import pytest
from attendance_cases import cases as punctuality_cases
from entry_cases import (
    CODES,
    DAY_TABLES,
    VACANT,
    Case,
    CaseDay,
    calendar_of,
    every_row,
    rows,
    rulebook_of,
    session_word,
)

from attendance.assess import BESIDE, GRAVITY
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from attendance.writing import minute_text

DAYS = [case for name in DAY_TABLES for case in rows(name)]
EVERY = list(every_row())
# the section whose clause a finding cites
SECTION = {
    "unknown": "data",
    **dict.fromkeys(("leave_unapproved", "leave_not_closed"), "leave"),
    **dict.fromkeys(("overstayed", "away_unclosed", "away_unreported", "away_too_often"), "step_away"),
    "outing_overrun": "outings",
    "leave_without_cover": "cover",
    **dict.fromkeys(
        ("late", "short_of_early", "left_early", "short_of_stay", "missing_in", "missing_out", "absent"), "punctuality"
    ),
}


def name_of(case: Case) -> str:
    return f"{case['rulebook']}: {case['say']}"


@pytest.mark.parametrize("case", DAYS, ids=name_of)
def test_example(case: Case) -> None:
    day = CaseDay(case)
    assert day.outcome == sorted(case["expect"])
    if "reasons" in case:
        assert day.reasons == case["reasons"]


@pytest.mark.parametrize("case", DAYS, ids=name_of)
def test_every_finding_cites_its_chapters_clause_and_rests_on_facts(case: Case) -> None:
    day = CaseDay(case)
    for verdict in day.assessment.people:
        for finding in verdict.findings:
            cover = finding.cause.startswith("cover_")
            section = "contradictions" if finding.code == "contradiction" else SECTION[finding.code]
            chapter = getattr(day.rules, "cover" if cover else section)
            assert finding.clause == chapter.clause, finding.code
            assert finding.evidence, finding.code
    for post in day.assessment.posts:
        for vacancy in post.vacancies:
            assert day.rules.cover and vacancy.clause == day.rules.cover.clause
            assert vacancy.reasons


@pytest.mark.parametrize("row", rows("hours", "hours"), ids=name_of)
def test_hours(row: Case) -> None:
    sessions = rulebook_of(row).on(calendar_of(row["date"])).sessions
    assert row["sessions"] == [
        f"{session_word(s.name)} {minute_text(s.start)}-{minute_text(s.end)} 应到 {minute_text(s.due_in)} "
        f"应离 {minute_text(s.due_out)}"
        for s in sessions
    ]


# ---------------------------------------------------------------- nothing is left without an example


@pytest.mark.parametrize("name", shipped_names())
def test_every_clause_with_a_rule_has_an_example(name: str) -> None:
    clauses = {clause.id: clause for clause in load_rulebook(shipped_text(name)).book.clauses}
    named = {row["clause"] for row in EVERY if row["rulebook"] == name}
    assert named <= clauses.keys()
    assert named == {clause.id for clause in clauses.values() if clause.rule}


def test_every_code_has_an_example_and_under_the_same_clause_one_without_it() -> None:
    under: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for case in DAYS:
        under[case["rulebook"], case["clause"]].append({line.split()[2] for line in case["expect"]})
    for word in (*CODES.values(), VACANT):
        assert any(
            any(word in said for said in found) and any(word not in said for said in found) for found in under.values()
        ), word


def test_the_words_of_the_tables_name_every_code_of_the_program() -> None:
    assert CODES.keys() == GRAVITY.keys() | BESIDE
    said = {words.split()[0] for case in punctuality_cases("punctuality") for words in (*case["am"], *case["pm"])}
    assert said - {"on_time"} <= CODES.keys()


def test_a_wrong_expectation_is_noticed() -> None:
    case = next(case for case in DAYS if case["expect"])
    assert CaseDay(case).outcome != sorted(case["expect"])[1:]

"""The examples a clerk could sign, each on its side of a boundary."""

from typing import Any

import pytest
from attendance_cases import cases, facts_of, outcome, rulebook_of

from attendance.assess import assess

CASES = cases("punctuality")
CODES = (
    "absent",
    "unknown",
    "missing_in",
    "missing_out",
    "late",
    "left_early",
    "short_of_early",
    "short_of_stay",
)


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_example(case: dict[str, Any]) -> None:
    assert outcome(case) == {"am": case["am"], "pm": case["pm"]}


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_every_finding_cites_a_clause_of_the_rulebook_and_rests_on_facts(case: dict[str, Any]) -> None:
    rulebook = rulebook_of(case)
    for finding in assess(facts_of(case), rulebook).people[0].findings:
        assert finding.clause in rulebook.clauses
        assert finding.evidence


def test_every_code_has_an_example_and_so_has_its_absence() -> None:
    said = {words.split()[0] for case in CASES for words in (*case["am"], *case["pm"])}
    assert said == {"on_time", *CODES}


def test_the_result_is_the_gravest_finding() -> None:
    case = next(case for case in CASES if case["am"] == ["late 7", "missing_out"])
    verdict = assess(facts_of(case), rulebook_of(case)).people[0]
    assert verdict.sessions[0].result == "missing_out"


def test_the_rule_cites_the_clause_the_examples_are_signed_for() -> None:
    rulebook = rulebook_of({})
    assert rulebook.citation(rulebook.book.punctuality[0].clause) == "宜政务[2013]28号 第五条第1款"

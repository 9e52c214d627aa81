"""What counts up over a month or a year."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from entry_cases import CODES, Case, CaseDay, calendar_of, rows, rulebook_of

from attendance.document import PersonDoc
from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.thresholds import Tally, counted, reached, tally
from attendance.writing import day_document

FIRST = date(2026, 1, 1)
CODE = {word: code for code, word in CODES.items()}
YONGHE = shipped_text("yonghe-town-2017")


def name_of(case: Case) -> str:
    return f"{case['rulebook']}: {case['say']}"


def person(results: list[str], codes: list[str] | None = None) -> PersonDoc:
    found: Any = {
        "sessions": [
            {"name": name, "result": result} for name, result in zip(("am", "noon", "pm"), results, strict=False)
        ],
        "findings": [{"code": code} for code in codes or ()],
    }
    document: PersonDoc = found
    return document


def days_of(row: Case) -> Iterator[PersonDoc]:
    """Every time on a day of its own, absences and leave half-day by half-day, so that nothing must fall together."""
    for word, times in row.get("times", {}).items():
        for _ in range(times):
            yield person([CODE[word], "on_time"], [CODE[word]])
    for word, days in row.get("days", {}).items():
        for _ in range(int(days * 2)):
            result = CODE.get(word, f"on_leave:{word}")
            yield person(["on_time", result], [result] if word in CODE else [])


@pytest.mark.parametrize("row", rows("thresholds", "total"), ids=name_of)
def test_total(row: Case) -> None:
    rules = rulebook_of(row).on(calendar_of(date(2026, 11, 20)))
    found = tally((FIRST + timedelta(days=ahead), day) for ahead, day in enumerate(days_of(row)))
    assert [threshold.title for threshold in reached(found, rules.thresholds, row["per"])] == row["reached"]


def test_two_absent_sessions_are_a_day_and_no_day_is_more() -> None:
    for results, halves in ((["absent", "on_time"], 1), (["absent", "absent"], 2), (["absent"] * 3, 2)):
        assert tally([(FIRST, person(results))]).halves["absent"] == halves


def test_a_day_given_twice_counts_as_its_later_edition() -> None:
    editions = [(FIRST, person(["absent"], ["absent"])), (FIRST, person(["late"], ["late"]))]
    assert tally(editions) == Tally({"late": 1}, {"late": 1})


def test_every_finding_is_a_time_of_its_own() -> None:
    found = tally([(FIRST, person(["late", "late"], ["late", "late", "left_early"]))])
    assert (found.times["late"], found.times["left_early"]) == (2, 1)


def test_posted_days_are_counted_as_they_were_judged() -> None:
    """From the punch to the threshold: half a day of leave and a day without a punch."""
    case = {
        "rulebook": "yonghe-town-2017",
        "people": ["王芳 A01 A 1楼", "李强 A01 B 1楼"],
        "leave": [{"who": "王芳", "kind": "病假", "from": "2026-11-19 下午", "to": "2026-11-19 下午"}],
    }
    days = []
    for day, punches in ((date(2026, 11, 19), "王芳 08:31 12:00"), (date(2026, 11, 20), "王芳 无")):
        judged = CaseDay({**case, "date": day, "punches": [punches]})
        days.append((day, day_document(judged.assessment, judged.facts, judged.rulebook)["people"][0]))
    found = tally(days)
    assert found.times == {"late": 1, "absent": 2}
    assert found.halves == {"late": 1, "on_leave:病假": 1, "absent": 2}
    rules = load_rulebook(YONGHE).on(calendar_of(date(2026, 11, 20)))
    assert [threshold.name for threshold in reached(found, rules.thresholds, "year")] == ["absent_a_day"]
    assert {threshold.name: counted(found, threshold) for threshold in rules.thresholds} == {
        "late_or_early": 2,  # once, in halves
        "absent_a_day": 2,
        "long_leave": 1,
        "absent_three_days": 2,
    }


def test_times_are_whole() -> None:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(YONGHE.replace("at_least = 5", "at_least = 4.5"))
    assert [fault[:3] for fault in caught.value.faults] == [("thresholds[1].at_least", "4.5", "number")]

"""Whole people's months that an accountant signed: every line, and what they come to."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from entry_cases import Case
from month_cases import CaseMonth, months, said, without_space

from attendance.allowance import AllowanceMissing, allowance, reckon
from attendance.month import Noticed, own_months
from attendance.month_document import PersonMonthDoc
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text

MONTHS = months()
ITEMS = ("rates", "bonuses", "deductions", "steps", "forfeits")


def name_of(case: Case) -> str:
    return f"{case['rulebook']}: {case['say']}"


def paid(case: Case, days: list[str] | None = None, edition: int = 1) -> PersonMonthDoc:
    month = CaseMonth(case, days, edition)
    return allowance(month.own, month.terms)


def check(person: PersonMonthDoc, signed: dict[str, Any]) -> None:
    assert [*map(without_space, map(said, person["lines"]))] == [*map(without_space, signed["lines"])]
    assert person["total"] == signed["total"]
    for column in ("due", "attended", "gross", "deducted"):
        assert person[column] == signed.get(column, person[column]), column  # type: ignore[literal-required]


@pytest.mark.parametrize("case", MONTHS, ids=name_of)
def test_month(case: Case) -> None:
    check(paid(case), case)


@pytest.mark.parametrize("case", [case for case in MONTHS if "corrected" in case], ids=name_of)
def test_what_a_correction_changes(case: Case) -> None:
    """The same month after its days were corrected: its sum, and what is to be paid or taken back."""
    first, then = paid(case), paid(case, case["corrected"]["days"], edition=2)
    check(then, case["corrected"])
    assert Decimal(then["total"]) - Decimal(first["total"]) == Decimal(case["corrected"]["difference"])


@pytest.mark.parametrize("case", MONTHS, ids=name_of)
def test_every_line_leads_back_to_a_clause_about_money_and_to_days(case: Case) -> None:
    month = CaseMonth(case)
    person = allowance(month.own, month.terms)
    books = {book.version: book for _, book in month.books}
    posted = {day.date.isoformat(): day.edition for day in month.posted()}
    for line in person["lines"]:
        book = books[line["rulebook"]]
        assert line["clause"] == book.citation(line["clause_id"])
        assert book.clauses[line["clause_id"]].rule == "allowance"
        for event in line["events"]:
            assert event["edition"] == (posted[event["date"]] if event["session"] else 0), event
            assert event["evidence"] or event["code"] in ("on_time", "on_outing", "covered_elsewhere"), event
    assert person["gross"] == str(
        sum((Decimal(x["amount"]) for x in person["lines"] if x["stage"] in ITEMS[:2]), Decimal("0.00"))
    )


def test_a_rulebook_that_says_nothing_about_money_pays_nothing_by_guess() -> None:
    month = CaseMonth({"rulebook": "changzhou-police", "month": "2026-11"})
    with pytest.raises(AllowanceMissing):
        allowance(month.own, month.terms)


# ---------------------------------------------------------------- several people, several things at once

BY_ROLE = """

[[rates]]
from = 2013-10-23
clause = "allowance"
name = "base"
title = "出勤补助"
amount = "15.00"
per = "day"
roles = ["B"]
at_most = "300.00"
"""
NOTICES_TOO = ['counts = ["late", "left_early"]\nrows', 'counts = ["late", "left_early", "notice"]\nrows']


def test_each_is_paid_by_his_own_place_whoever_was_reckoned_before() -> None:
    case: Case = {"rulebook": "anqing-2013", "month": "2026-11", "add": BY_ROLE}
    for places in (("A01 A 1楼", "B01 B 2楼"), ("B01 B 2楼", "A01 A 1楼")):
        months = [CaseMonth({**case, "place": place}) for place in places]
        people = reckon({str(each): month.own for each, month in enumerate(months)}, months[0].terms)
        assert {person["role"]: person["total"] for person in people} == {"A": "420.00", "B": "300.00"}


def test_a_month_names_the_place_where_somebody_was_last() -> None:
    case: Case = {"rulebook": "anqing-2013", "month": "2026-11", "moves": ["11-16 起 B01 B 2楼"]}
    person = paid(case)
    assert (person["post"], person["role"], person["floor"]) == ("B01", "B", "2")


RAISED = {
    "anqing-2013": ['amount = "20.00"\nper = "day"', 'amount = "25.00"\nper = "day"'],
    "step-allowance": ['amount = "600.00"', 'amount = "700.00"'],
}


@pytest.mark.parametrize("name", RAISED)
def test_a_line_is_by_the_rulebook_of_its_days(name: str) -> None:
    adopted = [{"from": date(2026, 11, 16), "change": RAISED[name]}]
    case: Case = {"rulebook": name, "month": "2026-11", "days": ["11-04 上午 迟到 5"], "adopt": adopted}
    first, then = (book.version for _, book in CaseMonth(case).books)
    lines = [(line["stage"], line["rulebook"]) for line in paid(case)["lines"]]
    assert lines[:2] == [("rates", first), ("rates", then)]
    assert [version for stage, version in lines if stage == "deductions"] == [first] * (name == "anqing-2013")


def test_an_absence_is_told_by_its_own_finding() -> None:
    """He was late besides: what is deducted is the absence, and none of the minutes."""
    days = ["11-12 下午 迟到 29", "11-12 下午 旷工"]
    person = paid({"rulebook": "anqing-2013", "month": "2026-11", "days": days})
    (event,) = next(line["events"] for line in person["lines"] if line["name"] == "absent")
    assert (event["code"], event["minutes"]) == ("absent", 0)


def test_notices_and_findings_are_told_in_order_of_time() -> None:
    days = ["11-03 上午 迟到 5", "11-12 上午 迟到 5"]
    case: Case = {"rulebook": "step-allowance", "month": "2026-11", "days": days, "change": NOTICES_TOO}
    month = CaseMonth(case)
    first = month.day("11-06")
    given = [Noticed(each, "1001", "notice", first) for each in (2, 1)]
    own = own_months(month.posted(), given)["1001"]
    assert [notice.id for notice in own.notices] == [1, 2]
    (line,) = (line for line in allowance(own, month.terms)["lines"] if line["stage"] == "steps")
    told = [(event["date"], event["code"]) for event in line["events"]]
    assert told == [("2026-11-03", "late"), *[("2026-11-06", "notice")] * 2, ("2026-11-12", "late")]


# ---------------------------------------------------------------- nothing is left without an example


@pytest.mark.parametrize("name", [name for name in shipped_names() if load_rulebook(shipped_text(name)).book.allowance])
def test_every_item_of_a_shipped_rulebook_is_shown_on_either_side(name: str) -> None:
    """Of what is earned, in full and with less or nothing; of what is taken off, taken and not taken."""
    amounts: dict[tuple[str, str], set[str]] = defaultdict(set)
    shown = [paid(case) for case in MONTHS if case["rulebook"] == name and not {"change", "add", "adopt"} & case.keys()]
    book = load_rulebook(shipped_text(name)).book
    entries = [(section, item.name) for section in ITEMS for item in getattr(book, section)]
    for person in shown:
        for section, item in entries:
            mine = [line["amount"] for line in person["lines"] if (line["stage"], line["name"]) == (section, item)]
            amounts[section, item].add(" ".join(mine) or "0.00")
    for entry in entries:
        assert any(amount != "0.00" for amount in amounts[entry]), entry
        assert len(amounts[entry]) > 1 and (entry[0] == "rates" or "0.00" in amounts[entry]), entry


def test_a_wrong_expectation_is_noticed() -> None:
    case = MONTHS[0]
    with pytest.raises(AssertionError):
        check(paid(case), {**case, "total": "0.01"})
    with pytest.raises(AssertionError):
        check(paid(case), {**case, "lines": case["lines"][1:]})

"""Who signs a leave, to whom an outing is told, how long one may file or certify: the examples."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from entry_cases import Case, calendar_of, half_day, rows, rulebook_of, worked_between

from attendance.entries import HalfDay, Leave, Signature, Step
from attendance.leave import chain, days_text, length_together
from attendance.rulebook import Rulebook

ACTS = {"approve": "批准", "opinion": "签署意见", "file": "备案"}
FORTNIGHT = timedelta(days=14)


def name_of(case: Case) -> str:
    return f"{case['rulebook']}: {case['say']}"


def others(case: Case) -> Iterator[Leave]:
    for id_, said in enumerate(case.get("others", ()), 1):
        first, last = half_day(said["from"]), half_day(said["to"])
        approved = Signature("group_leader", "reject" if said.get("rejected") else "approve", "", first.date)
        yield Leave(
            id=id_,
            number="1001",
            kind=said.get("kind", case["kind"]),
            first=first,
            last=last,
            cover="",
            filed=first.date,
            chain=(Step(("group_leader",), "approve"),),
            signatures=(approved,) if said.get("signed", True) else (),
            closed=half_day(said["closed"]) if "closed" in said else None,
            cancelled=said.get("cancelled", False),
        )


def length(case: Case, first: HalfDay, last: HalfDay, rulebook: Rulebook) -> int:
    worked = worked_between(first.date - FORTNIGHT, last.date + FORTNIGHT, rulebook)
    return length_together(first, last, list(others(case)), worked)


def words(step: Step, rulebook: Rulebook) -> str:
    return f"{'或'.join(map(rulebook.role_title, step.roles))} {ACTS[step.act]}"


@pytest.mark.parametrize("case", rows("leave_chain", "chain"), ids=name_of)
def test_chain(case: Case) -> None:
    rulebook = rulebook_of(case)
    first, last = half_day(case["from"]), half_day(case["to"])
    rules = rulebook.on(calendar_of(first.date)).leave
    assert rules
    halves = length(case, first, last, rulebook)
    assert days_text(halves) == case["days"]
    steps = chain(rules, case["kind"], case.get("title", ""), halves)
    assert [words(step, rulebook) for step in steps] == case["chain"]


@pytest.mark.parametrize("row", rows("outings", "report"), ids=name_of)
def test_outing_is_reported_to(row: Case) -> None:
    rulebook = rulebook_of(row)
    reports = rulebook.book.outings[-1].reports
    roles = next(report.roles for report in reports if report.at_most is None or row["minutes"] <= report.at_most)
    assert [rulebook.role_title(role) for role in roles] == row["to"]


@pytest.mark.parametrize("row", rows("corrections", "limit"), ids=name_of)
def test_days_to_certify(row: Case) -> None:
    corrections = rulebook_of(row).book.corrections[-1]
    assert (corrections.clause, corrections.punch_days) == (row["clause"], row.get("punch_days"))


@pytest.mark.parametrize("row", rows("leave_chain", "limit"), ids=name_of)
def test_days_to_file(row: Case) -> None:
    leave = rulebook_of(row).book.leave[-1]
    assert (leave.clause, leave.filing_days) == (row["clause"], row.get("filing_days"))

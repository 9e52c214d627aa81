"""Leave as such: where a slip stands, how long an absence is, when it had to be closed; and days not yet over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from attendance_cases import DAY, facts_of, rulebook_of

from attendance.assess import assess
from attendance.calendar import calendar_day
from attendance.entries import Duty, Entries, HalfDay, Leave, Outing, Signature, Step, StepAway
from attendance.leave import after_the_fact, length_together, open_steps, state, unclosed
from attendance.records import DayFacts

MONDAY = date(2026, 11, 16)
FILED_CHAIN = (Step(("group_leader",), "approve"), Step(("supervision_head",), "file"))
APPROVED = Signature("group_leader", "approve", "张组长", MONDAY)
ON_FILE = Signature("supervision_head", "file", "李督查", MONDAY)


def leave(first: HalfDay, last: HalfDay, **values: object) -> Leave:
    made = Leave(1, "1001", "事假", first, last, "", MONDAY, FILED_CHAIN, signatures=(APPROVED,))
    return made._replace(**values)


def half(day: int, part: str) -> HalfDay:
    return HalfDay(date(2026, 11, day), "am" if part == "am" else "pm")


def test_filing_is_no_approval() -> None:
    filed_only = leave(half(16, "am"), half(16, "am"), signatures=(ON_FILE,))
    assert (state(filed_only), [step.act for step in open_steps(filed_only)]) == ("pending", ["approve"])
    assert state(filed_only._replace(signatures=(ON_FILE, APPROVED))) == "in_force"


@pytest.mark.parametrize(("filed", "late"), [(15, False), (16, False), (17, True)])
def test_a_leave_filed_on_its_first_day_is_not_after_the_fact(filed: int, late: bool) -> None:
    assert after_the_fact(leave(half(16, "am"), half(17, "pm"), filed=date(2026, 11, filed))) is late


WEEK = [half(day, part) for day in range(16, 21) for part in ("am", "pm")]


@pytest.mark.parametrize(
    ("own", "other", "length"),
    [
        ((half(16, "pm"), half(16, "pm")), (half(16, "am"), half(16, "am")), 2),  # from the very first half-day known
        ((half(20, "am"), half(20, "am")), (half(20, "pm"), half(20, "pm")), 2),  # to the very last
        ((half(17, "am"), half(17, "pm")), (half(18, "am"), half(18, "am")), 3),
        ((half(17, "am"), half(17, "am")), (half(18, "am"), half(18, "am")), 1),  # an afternoon worked in between
    ],
)
def test_leave_that_adjoins_counts_together(own, other, length) -> None:
    assert length_together(*own, [leave(*other)], WEEK) == length


def test_only_leave_that_stands_counts_together() -> None:
    own, other = (half(17, "am"), half(17, "am")), leave(half(17, "pm"), half(17, "pm"))
    rejected = other._replace(signatures=(Signature("group_leader", "reject", "张组长", MONDAY),))
    assert [length_together(*own, [each], WEEK) for each in (other, other._replace(cancelled=True), rejected)] == [
        2,
        1,
        1,
    ]
    closed = leave(half(16, "am"), half(16, "pm"), closed=half(16, "pm"))  # back in the afternoon before
    assert length_together(*own, [closed], WEEK) == 1


@pytest.mark.parametrize("closing_days", [0, 1])
@pytest.mark.parametrize("day", [19, 20, 23, 24])
def test_a_leave_falls_due_for_closing_on_one_day_only(closing_days: int, day: int) -> None:
    of = date(2026, 11, day)
    worked = [date(2026, 11, known) for known in (16, 17, 18, 19, 20, 23, 24)]
    slip = leave(half(16, "am"), half(19, "pm"))
    due = unclosed([slip], [known for known in worked if known <= of], closing_days, lambda _: True)
    assert due == ((slip,) if day == (20, 23)[closing_days] else ())


# ---------------------------------------------------------------- days not yet over

PUNCHED = {"punches": ["08:20:00", "12:06:00", "14:20:00", "17:36:00"]}
NOON = {"punches": ["08:20:00"], "read_until": "11:00:00"}


def found(case: dict[str, object], entries: Entries) -> list[tuple[str, str]]:
    facts: DayFacts = replace(facts_of(case), entries=entries)
    return [(f.session, f.code) for f in assess(facts, rulebook_of(case)).people[0].findings]


SESSION_OPEN = [("am", "unknown"), ("pm", "unknown")]
PENDING = leave(HalfDay(DAY, "am"), HalfDay(DAY, "pm"), signatures=())
ENDED = leave(HalfDay(MONDAY, "am"), HalfDay(DAY - timedelta(days=1), "pm"))
EARLIER = (DAY - timedelta(days=1), DAY - timedelta(days=2), DAY - timedelta(days=3), MONDAY)


@pytest.mark.parametrize(
    ("entries", "over"),
    [
        (Entries(aways={"1001": (StepAway(1, "1001", DAY, 36000),)}), [("am", "away_unclosed")]),
        (Entries(outings={"1001": (Outing(1, "1001", DAY, 36000, 39600),)}), [("am", "outing_overrun")]),
        (Entries(leaves={"1001": (ENDED,)}, earlier=EARLIER), [("am", "leave_not_closed")]),
    ],
)
def test_what_may_still_be_closed_is_no_finding_yet(entries: Entries, over: list[tuple[str, str]]) -> None:
    """At eleven the terminal was read; the return may be entered any moment."""
    assert found(NOON, entries) == SESSION_OPEN
    assert found(PUNCHED, entries) == over


def test_a_leave_not_yet_signed_is_held_against_nobody_whose_day_is_not_known() -> None:
    entries = Entries(leaves={"1001": (PENDING,)})
    assert found(NOON, entries) == SESSION_OPEN
    assert ("am", "leave_unapproved") in found({"punches": []}, entries)
    assert found(PUNCHED, entries) == []  # he came to work


def test_a_saturday_on_duty_is_not_the_day_of_the_return() -> None:
    saturday = date(2026, 11, 21)
    slip = leave(half(16, "am"), half(20, "pm"))
    duty = Entries(
        leaves={"1001": (slip,)}, duties={"1001": (Duty(1, "1001", saturday, "周六值班"),)}, earlier=(DAY, *EARLIER)
    )
    case = {"punches": ["08:50:00", "12:06:00"], "date": saturday}
    facts = replace(facts_of(case), day=calendar_day(saturday, {}), entries=duty)
    (person,) = assess(facts, rulebook_of(case)).people
    assert [verdict.result for verdict in person.sessions] == ["on_time"]
    assert person.findings == ()

"""What the clock and the data allow: when a day is posted, when terminals are read, when to look next."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.morning_plan import Draft, Office, Read, held_back, next_moment, read_due, read_limit
from office.settings_file import settings_from
from office.turns import Turn
from store.job_runs import Run

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
SETTINGS = settings_from("centre = '测试'")
DRAFT = Draft(Turn(FRIDAY, MONDAY), "d", complete=True)
LACKING = replace(DRAFT, complete=False, unknown=3, short=("2楼",))


def read_at(*clocks: str, names: tuple[str, ...] = (), day: date = MONDAY, answered: str = "1楼") -> tuple[Run, ...]:
    """Reads of all terminals, or of those named, in which the first floor's answered and the second's did not."""
    moments = [datetime.fromisoformat(f"{day}T{clock}") for clock in clocks]
    terminals = [{"name": name, "ok": name == answered} for name in names or ("1楼", "2楼")]
    return tuple(Run("read", day, at, at, "failed", {"names": list(names), "terminals": terminals}) for at in moments)


def office(
    clock: str,
    day: date = MONDAY,
    works: bool = True,
    duty: bool = False,
    reads: tuple[Run, ...] | None = None,
    **settings,
) -> Office:
    now = datetime.fromisoformat(f"{day}T{clock}")
    done = read_at("00:00", day=day) if reads is None else reads
    return Office(now, works, duty, True, 19 * 60 + 31, replace(SETTINGS, **settings), done)


@pytest.mark.parametrize(
    ("clock", "draft", "alone", "why"),
    [
        ("08:49", DRAFT, True, "early"),
        ("08:50", DRAFT, True, "early"),
        ("09:29:59", DRAFT, True, "early"),
        ("09:30", DRAFT, True, ""),
        ("09:30", DRAFT, False, "unconfirmed"),
        ("08:49", replace(DRAFT, confirmed=True), True, "early"),
        ("08:50", replace(DRAFT, confirmed=True), True, ""),
        ("08:50", replace(DRAFT, confirmed=True), False, ""),
        ("08:49", LACKING, True, "early"),
        ("09:30", LACKING, True, "incomplete"),
        ("09:49:59", LACKING, True, "incomplete"),
        ("09:50", LACKING, True, ""),
        ("09:50", LACKING, False, "unconfirmed"),
        ("09:49", replace(LACKING, confirmed=True), False, "incomplete"),
        ("09:50", replace(LACKING, confirmed=True), False, ""),
        ("11:00", replace(DRAFT, trouble="没有放假安排"), True, "trouble"),
    ],
)
def test_when_a_day_is_posted(clock, draft, alone, why):
    assert held_back(draft, office(clock, publish_alone=alone)) == why


@pytest.mark.parametrize(
    ("clock", "draft", "why"),
    [
        ("07:00", DRAFT, ""),
        ("08:31", LACKING, "incomplete"),
        ("09:49", LACKING, "incomplete"),
        ("09:50", LACKING, ""),
    ],
)
def test_by_hand_nobody_waits_for_the_clock_but_for_the_data(clock, draft, why):
    assert held_back(draft, office(clock, publish_alone=False), by_hand=True) == why


def test_a_day_missed_is_posted_from_its_own_morning_on():
    tuesday = MONDAY + timedelta(days=1)
    assert held_back(DRAFT, office("07:00", tuesday)) == ""
    assert held_back(LACKING, office("07:00", tuesday)) == ""
    assert held_back(DRAFT, office("11:00", works=False)) == "rest"
    assert held_back(DRAFT, office("11:00", works=False, duty=True)) == "rest"


@given(st.integers(0, 24 * 60 - 1), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_day_that_may_be_posted_may_be_posted_ever_after(minute, complete, confirmed, alone, by_hand):
    draft = replace(LACKING, complete=complete, confirmed=confirmed)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    if not held_back(draft, office(clock, publish_alone=alone), by_hand=by_hand):
        for later in range(minute, 24 * 60, 45):
            after = office(f"{later // 60:02}:{later % 60:02}", publish_alone=alone)
            assert held_back(draft, after, by_hand=by_hand) == ""
        assert held_back(replace(draft, complete=True), office(clock, publish_alone=alone), by_hand=by_hand) == ""


@pytest.mark.parametrize(
    ("reads", "why"),
    [
        ((), "incomplete"),  # just switched on: first it is asked for
        (read_at("11:00"), ""),  # the first floor answered, so the second is really silent
        (read_at("11:00", answered=""), "incomplete"),  # nobody answered: the computer may have no network yet
        (read_at("11:00", "11:03", answered=""), ""),
        (read_at("11:00", "11:03", names=("1楼",), answered=""), "incomplete"),  # what is missing was not asked for
        (read_at("11:30", "11:33", answered=""), "incomplete"),  # by a clock since set back
    ],
)
def test_what_is_missing_is_asked_for_before_it_is_posted_as_unknown(reads, why):
    assert held_back(LACKING, office("11:03", reads=reads)) == why
    assert held_back(replace(LACKING, short=()), office("11:03", reads=reads)) == ""  # no terminal could say more


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("clock", "reads", "drafts", "due"),
    [
        ("08:04", [], [], None),
        ("08:05", [], [], Read("fixed")),
        ("08:20", read_at("08:05"), [], None),
        ("08:20", read_at("08:04"), [], Read("fixed")),  # somebody read, but before the time
        ("08:34", read_at("08:05"), [], None),
        ("08:35", read_at("08:05"), [], Read("through")),
        ("08:45", read_at("08:05", "08:35"), [], Read("fixed")),
        ("11:00", [], [], Read("fixed")),  # begun late: once, not three times
        ("11:00", read_at("11:00"), [], None),
        ("08:08", read_at("08:05"), [LACKING], Read("retry", ("2楼",))),
        ("08:07", read_at("08:05"), [LACKING], None),
        ("08:08", read_at("08:05"), [DRAFT], None),
        ("10:00", read_at("09:30", "09:57"), [LACKING], Read("retry", ("2楼",))),
        ("10:01", read_at("09:50"), [LACKING], None),  # the morning is over; the next one is through the day
        ("19:31", read_at("19:10"), [], Read("fixed")),  # nothing of today is missing after it
        ("19:32", read_at("19:31"), [], None),
        ("23:00", read_at("19:31"), [LACKING], None),
    ],
)
def test_when_terminals_are_read(clock, reads, drafts, due):
    assert read_due(office(clock, reads=tuple(reads)), drafts) == due


def test_a_read_of_some_is_no_read_of_all():
    some = read_at("08:06", names=("2楼",))
    assert read_due(office("08:07", reads=some), []) == Read("fixed")
    assert read_due(office("08:08", reads=(*read_at("08:05"), *some)), [LACKING]) is None
    assert read_due(office("08:09", reads=(*read_at("08:05"), *some)), [LACKING]) == Read("retry", ("2楼",))


def test_a_clock_set_back_reads_nothing_twice_and_does_not_stop_reading():
    before = read_at("08:05", "08:35", "08:45", "09:15", "09:30")
    assert read_due(office("08:34", reads=before), []) is None
    assert read_due(office("09:05", reads=before), []) is None  # 08:45 is twenty minutes ago
    assert read_due(office("09:16", reads=before[:3]), []) == Read("through")
    assert read_due(office("09:16", reads=(*before[:3], *read_at("09:30"))), []) == Read("through")


def test_rest_and_settings():
    assert read_due(office("09:00", works=False), []) is None
    assert read_due(office("09:00", works=False, duty=True), []) == Read("fixed")
    assert read_due(replace(office("09:00"), terminals=False), []) is None
    assert read_due(office("08:44", read_every=0, reads=read_at("08:05")), []) is None


def test_no_read_outlasts_the_latest_time_of_a_day_that_waits():
    assert read_limit(office("09:30"), [LACKING]) == 60
    assert read_limit(office("09:49:20"), [LACKING]) == 40
    assert read_limit(office("09:49:58"), [LACKING]) == 5
    assert read_limit(office("09:51", read_seconds=900), [LACKING]) == 480  # a minute is left to post it
    assert read_limit(office("09:58:50"), [LACKING]) == 10
    assert read_limit(office("10:30"), [LACKING]) == 60
    assert read_limit(office("09:49:20"), []) == 60


@pytest.mark.parametrize(
    ("clock", "following"),
    [
        ("00:00", "2026-11-23T08:05"),
        ("08:05", "2026-11-23T08:45"),
        ("08:45", "2026-11-23T08:50"),
        ("09:30:01", "2026-11-23T09:50"),
        ("09:50", "2026-11-23T18:30"),
        ("19:31", "2026-11-24T08:05"),
    ],
)
def test_the_next_minute_to_look_at(clock, following):
    assert next_moment(office(clock)) == datetime.fromisoformat(following)

"""Which days still wait, on which morning each has its turn, and what is said of one that comes late."""

from datetime import date, datetime, timedelta

import pytest

from attendance.records import Capacity, RawPunch, Reading, clock_count
from office import days, turns
from office.home import Home, create_home, open_home
from office.turns import Turn, last_day_to_object, notes_of, turn_of, waiting, worked_days
from store import job_runs
from store.database import record_change
from store.job_runs import Run
from store.published import Published, rows_of
from store.pulls import Attempt, store_reading
from store.tables import Home as HomeTable


class Moved:
    """An office clock that somebody sets."""

    now = datetime(2026, 11, 23, 9, 0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Moved()


@pytest.fixture
def home(tmp_path, clock):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", clock) as opened:
        yield opened


def read_first(home: Home, at: datetime, *punched: datetime) -> None:
    with home.store.transaction():
        change = record_change(at, "test", "pull F1")
        punches = [RawPunch("1001", clock_count(moment), 0, 1, "1001") for moment in punched]
        reading = Reading("SN", "6.60", 0, at, Capacity(0, 1000, 0, 100_000), (), punches)
        store_reading(change, Attempt("F1", at, 1.0), reading, [])


def posted(home: Home, clock: Moved, day: str) -> None:
    """A day that stands posted, whatever it says."""
    from attendance.rulebook_check import load_rulebook
    from store.editions import add_edition

    book = load_rulebook(home.first_rulebook())
    document = {"date": day, "rest": False, "complete": True, "people": [], "posts": [], "terminals": []}
    with home.store.transaction():
        change = record_change(clock(), "test", f"post {day}")
        add_edition(date.fromisoformat(day), (book.version, book.name, book.text), "", document, ([], [], ""), change)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def test_a_day_passed_over_long_ago_is_left_to_somebody(home, clock):
    """The office tried the program in October and began in earnest in November: the weeks between shame nobody."""
    for text in ("2026-10-12", "2026-11-12", "2026-11-19"):
        posted(home, clock, text)
    assert [f"{turn.day:%m-%d}" for turn in waiting(home)] == ["11-09", "11-10", "11-11", "11-13", "11-16", "11-17",
                                                               "11-18", "11-20"]  # fmt: skip
    clock.now = datetime(2026, 12, 28, 9, 0)  # but whatever was missed since the last posting is made good
    assert waiting(home)[0].day == day("11-20")
    assert len(waiting(home)) == 26


@pytest.mark.parametrize(
    ("of", "turn"),
    [
        ("11-19", "11-20"),  # Thursday → Friday
        ("11-20", "11-23"),  # Friday → Monday
        ("11-21", "11-23"),  # what was on duty on Saturday
        ("09-30", "10-08"),  # the National Day
        ("10-09", "10-10"),  # a Saturday that makes up
        ("10-10", "10-12"),
    ],
)
def test_the_turn_is_on_the_next_working_day(home, of, turn):
    assert turn_of(home, day(of)) == day(turn)


def test_an_unknown_year_is_taken_by_its_weekdays(home):
    assert turn_of(home, date(2031, 3, 7)) == date(2031, 3, 10)
    assert worked_days(home, date(2030, 12, 30), date(2031, 1, 2)) == {
        date(2030, 12, 30), date(2030, 12, 31), date(2031, 1, 1), date(2031, 1, 2),
    }  # fmt: skip


def test_before_the_office_began_nothing_waits(home):
    assert waiting(home) == []


@pytest.mark.parametrize(
    ("punched", "days"),
    [
        (["2026-11-20T08:20"], ["11-20"]),
        (["2026-10-12T08:20", "2026-11-19T08:20", "2026-11-20T17:40"], ["11-20"]),  # what was before is not its own
        ([], []),  # terminals just hung: nobody was absent before
        (["2026-11-23T08:20"], []),
    ],
)
def test_a_new_office_begins_with_the_working_day_before_its_first_read(home, clock, punched, days):
    read_first(home, clock(), *map(datetime.fromisoformat, punched))
    assert [f"{turn.day:%m-%d}" for turn in waiting(home)] == days


def test_what_was_missed_waits_in_order_from_the_first_posted_day(home, clock):
    read_first(home, datetime(2026, 11, 10, 8, 5))
    posted(home, clock, "2026-11-12")
    posted(home, clock, "2026-11-17")
    found = waiting(home)
    assert [f"{turn.day:%m-%d}" for turn in found] == ["11-13", "11-16", "11-18", "11-19", "11-20"]
    assert found[0] == Turn(day("11-13"), day("11-16"))
    clock.now = datetime(2026, 11, 20, 9, 0)
    assert waiting(home)[-1] == Turn(day("11-19"), day("11-20"))  # today's own day waits for Monday
    clock.now = datetime(2026, 11, 22, 9, 0)
    assert waiting(home)[-1] == Turn(day("11-19"), day("11-20"))  # Sunday: Friday has not come to its turn


def test_the_offices_own_days_count(home, clock):
    read_first(home, clock(), *(datetime(2026, 11, at, 8, 20) for at in (19, 20, 22)))
    days.set_day(home, day("11-20"), False, None, "停电检修")
    assert waiting(home) == [Turn(day("11-19"), day("11-23"))]  # Friday is closed, so Thursday has its turn on Monday
    days.clear_day(home, day("11-20"))
    days.set_day(home, day("11-22"), True, None, "加班")
    assert waiting(home)[-1] == Turn(day("11-22"), day("11-23"))


def test_nothing_forgotten_for_longer_than_three_months_is_posted_by_itself(home, clock):
    posted(home, clock, "2026-06-01")
    first = waiting(home)[0].day
    assert first >= clock().date() - turns.LOOK_BACK


# ---------------------------------------------------------------- late


def ran(home: Home, kind: str, clock_text: str, outcome: str = "ok", **detail) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{clock_text}")
    with home.store.transaction():
        job_runs.add_run(Run(kind, at.date(), at, at, outcome, detail))


def late(home: Home):
    return notes_of(home, day("11-20")).get("late")


def test_in_time_is_not_late(home, clock):
    clock.now = datetime(2026, 11, 23, 10, 0)
    assert late(home) is None
    clock.now += timedelta(seconds=1)
    assert late(home) == {"due": "2026-11-23T10:00:00", "why": "by_hand"}  # nothing ever ran by itself here


@pytest.mark.parametrize(
    ("runs", "why"),
    [
        ([("read", "08:05", "ok", {})], "not_running"),  # switched off before the time of posting
        ([("read", "09:30", "ok", {}), ("post", "09:50", "waiting", {"date": "2026-11-20", "why": "unconfirmed"})],
         "unconfirmed"),
        ([("post", "09:30", "waiting", {"date": "2026-11-20", "why": "trouble"})], "trouble"),
        ([("post", "09:30", "waiting", {"date": "2026-11-19", "why": "trouble"})], "failed"),
        ([("read", "09:33", "failed", {})], "failed"),
        ([("post", "10:01", "waiting", {"date": "2026-11-20", "why": "trouble"})], "not_running"),  # begun late
    ],
)  # fmt: skip
def test_why_it_is_late(home, clock, runs, why):
    for kind, at, outcome, detail in runs:
        ran(home, kind, at, outcome, **detail)
    clock.now = datetime(2026, 11, 23, 11, 5)
    assert late(home) == {"due": "2026-11-23T10:00:00", "why": why}


def test_only_the_first_edition_is_late(home, clock):
    posted(home, clock, "2026-11-20")
    clock.now = datetime(2026, 11, 25, 11, 5)
    assert "late" not in notes_of(home, day("11-20"))


def test_what_went_out_before_a_restore_was_not_late(home, clock):
    clock.now = datetime(2026, 11, 25, 11, 5)
    with home.store.transaction():
        for key, value in rows_of({day("11-20"): Published(1, "恢复备份")}).items():
            HomeTable.create(key=key, value=value)
    assert "late" not in notes_of(home, day("11-20"))
    assert "late" in notes_of(home, day("11-23"))


@pytest.mark.parametrize(
    ("on", "last"),
    [("11-23", "11-26"), ("11-20", "11-25"), ("09-29", "10-09")],  # from the day after; the holiday does not count
)
def test_the_last_day_to_object(home, on, last):
    assert last_day_to_object(home, day(on)) == day(last)
    assert last_day_to_object(home, date(2026, 12, 30)) is None  # no calendar says yet

"""Who is away now with a running clock, and the step-aways of a day with what is found of them."""

import pickle
from datetime import date, datetime, time

import pytest

from attendance.entries import HalfDay
from attendance.records import Address
from devices.emulator import Emulator
from office import leave, outings, people_edit, postings, step_aways, terminals
from office.failures import JobError
from office.home import create_home, open_home
from office.leave import Pen
from office.leave_request import Wish, request
from office.pull import pull
from office.step_away_view import step_away_view

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
NAMES = {"1001": "王芳", "1002": "李四", "1003": "赵六", "1004": "陈七"}


class Clock:
    """An office clock that a test sets."""

    def __init__(self) -> None:
        self.now = at(10)

    def __call__(self) -> datetime:
        return self.now


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 20, hour, minute, second)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path, clock):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", clock) as opened:
        for number, name in NAMES.items():
            people_edit.add(opened, number, name=name, unit="市公安局", post=f"A{number}", role="A", floor="1")
        yield opened


def read_friday(home, clock):
    """Everybody punched as usual; the terminal is read that night."""
    clock.now = at(21)
    with Emulator("SN1", clock=clock) as terminal:
        for number in NAMES:
            for hour, minute in ((8, 20), (12, 6), (14, 20), (17, 36)):
                terminal.punch(number, at(hour, minute))
        terminals.add(home, "1楼", Address(terminal.address.host, terminal.address.port))
        pull(home)


def test_running_clocks_largest_first_with_their_limits(home, clock):
    step_aways.open_now(home, "1001")
    clock.now = at(10, 5)
    step_aways.open_now(home, "1002", cover="1003", reported=True)
    clock.now = at(10, 14, 30)
    view = step_away_view(home, FRIDAY)
    assert [(each.number, each.seconds, each.due, each.cover) for each in view.running] == [
        ("1001", 870, "10:15:00", ""),
        ("1002", 570, "10:20:00", "赵六"),
    ]
    assert view.limits[:5] == (900, 840, 960, None, None)
    assert (view.limits.clause, view.today) == ("本中心规定 离岗告知", FRIDAY)
    assert [seat.state for seat in view.seats] == ["away", "away", "", ""]
    assert pickle.loads(pickle.dumps(view)) == view


def test_opened_and_closed_at_this_moment(home, clock):
    opened = step_aways.open_now(home, "1001")
    clock.now = at(10, 3)
    with pytest.raises(JobError, match="已有离岗登记（编号 1），请先登记返回"):
        step_aways.open_now(home, "1001")
    step_aways.close_now(home, opened.away.id)
    view = step_away_view(home, FRIDAY)
    assert (view.running, view.seats[0].state) == ((), "")
    (row,) = view.rows
    assert (row.at, row.closed, row.seconds, row.state) == ("10:00", "10:03", 180, "closed")


def test_the_second_time_of_a_day_is_told(home, clock):
    step_aways.close_at(home, _past(home, clock), time(9, 59))
    step_aways.open_now(home, "1001")
    assert step_away_view(home, FRIDAY).running[0].turn == 2


def _past(home, clock):
    """Opened at half past nine."""
    clock.now = at(9, 30)
    slip = step_aways.open_now(home, "1001").away.id
    clock.now = at(10)
    return slip


def test_who_is_away_reports_later(home, clock):
    slip = step_aways.open_now(home, "1001").away.id
    assert not step_away_view(home, FRIDAY).running[0].reported
    step_aways.mark_reported(home, slip)
    assert step_away_view(home, FRIDAY).running[0].reported


def test_entered_from_paper_whole_or_not_at_all(home):
    step_aways.enter_away(home, "1001", FRIDAY, (time(9, 0), time(9, 12)), cover="1002")
    with pytest.raises(JobError, match="离岗之后"):
        step_aways.enter_away(home, "1002", FRIDAY, (time(9, 30), time(9, 20)))
    with pytest.raises(JobError, match="还没有到"):
        step_aways.enter_away(home, "1002", FRIDAY, (time(9, 30), time(11, 0)))
    assert [(row.number, row.cover) for row in step_away_view(home, FRIDAY).rows] == [("1001", "李四")]


def test_what_was_found_of_a_day(home, clock):
    clock.now = at(21)
    step_aways.enter_away(home, "1001", FRIDAY, (time(10, 0), time(10, 18, 30)))
    step_aways.open_away(home, "1002", at(11))
    step_aways.enter_away(home, "1003", FRIDAY, (time(9, 0), time(9, 15, 59)))
    step_aways.enter_away(home, "1004", FRIDAY, (time(13, 0), time(13, 30)))
    before = step_away_view(home, FRIDAY)
    assert [(row.number, row.judged, row.findings) for row in before.rows if row.number == "1002"] == [
        ("1002", False, ())  # nothing was read: he may have been back
    ]
    read_friday(home, clock)
    found = {row.number: (row.state, row.judged, row.findings) for row in step_away_view(home, FRIDAY).rows}
    assert found == {
        "1001": ("closed", True, (("overstayed", 3),)),
        "1002": ("open", True, (("away_unclosed", 0),)),
        "1003": ("closed", True, ()),
        "1004": ("closed", False, ()),  # at noon nobody is due
    }
    clock.now = datetime(2026, 11, 23, 8, 45)
    rows = {row.number: row for row in step_away_view(home, FRIDAY).rows}
    assert (rows["1002"].state, rows["1002"].seconds) == ("unclosed", None)


def test_a_posted_day_tells_when_it_would_be_found_otherwise(home, clock):
    clock.now = at(21)
    step_aways.enter_away(home, "1001", FRIDAY, (time(10, 0), time(10, 18, 30)))
    read_friday(home, clock)
    clock.now = datetime(2026, 11, 23, 8, 45)
    postings.post(home, FRIDAY)
    view = step_away_view(home, FRIDAY)
    assert (view.edition, view.differs) == (1, False)
    step_aways.cancel_away(home, view.rows[0].id)
    view = step_away_view(home, FRIDAY)
    assert (view.rows, view.edition, view.differs) == ((), 1, True)
    assert view.running == ()


def test_who_is_away_for_another_reason_is_told(home, clock):
    clock.now = at(9)
    day = HalfDay(FRIDAY, "am")
    slip = request(home, Wish("1001", "事假", day, day, cover="1004")).leave.id
    leave.sign(home, slip, Pen("group_leader", "王组长", FRIDAY, "同意"))
    outings.open_outing(home, "1002", at(9), at(11), "送材料")
    assert [seat.state for seat in step_away_view(home, FRIDAY).seats] == ["on_leave", "on_outing", "", ""]


def test_a_rulebook_without_the_chapter_and_a_day_before_it(tmp_path, clock):
    create_home(tmp_path / "other", "yonghe-town-2017", training=True)
    with open_home(tmp_path / "other", clock) as home:
        people_edit.add(home, "1001", name="王芳", unit="镇", post="A1", role="A")
        assert step_away_view(home, FRIDAY).limits is None
        with pytest.raises(JobError, match="没有离岗告知的规定"):
            step_aways.open_now(home, "1001")
        old = step_away_view(home, date(2010, 3, 1))
        assert old.trouble and [seat.number for seat in old.seats] == ["1001"]

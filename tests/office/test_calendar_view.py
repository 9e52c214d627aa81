"""A year as the window shows it: what every day is and why, and the office's own word on it."""

from datetime import date, datetime

import pytest
from acceptance_desk import Desk, person
from chinese_calendar import constants

from office import postings
from office.calendar_view import calendar_view, clear_own_day, confirm_year, set_own_day
from office.failures import JobError
from office.home import create_home, open_home
from store.calendar import OFFICE, settle_year
from store.database import record_change

NOW = datetime(2026, 11, 20, 21, 0)
UNPUBLISHED = max(day.year for day in constants.holidays) + 1


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        yield opened


def cell(home, day):
    return calendar_view(home, day.year).months[day.month - 1][day.day - 1]


def test_every_day_of_a_published_year(home):
    view = calendar_view(home, 2026)
    days = [each for month in view.months for each in month]
    assert [each.date for each in days] == [date.fromordinal(date(2026, 1, 1).toordinal() + at) for at in range(365)]
    kinds = {each.date.isoformat(): (each.kind, each.reason) for each in days if each.kind in ("holiday", "make_up")}
    assert kinds["2026-10-01"] == ("holiday", "国庆节")
    assert kinds["2026-10-10"] == ("make_up", "补班（国庆节调休）")
    make_up = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    assert [day for day, (kind, _) in kinds.items() if kind == "make_up"] == make_up
    assert (view.source, view.own, view.today) == ("state", 0, date(2026, 11, 20))
    assert view.working == sum(each.kind in ("workday", "make_up") for each in days)
    assert cell(home, date(2026, 11, 21)).kind == "weekend"


def test_the_offices_own_days_and_taking_them_back(home):
    day = date(2026, 11, 21)
    said = set_own_day(home, day, True, 4, "办件高峰")
    own = cell(home, day)
    assert (own.kind, own.reason, own.follows, own.restored) == ("own_open", "办件高峰", 4, "休息")
    assert own.sentence == "2026-11-21 星期六：上班，办件高峰，按星期五的作息（本中心设置）"
    assert "公示" not in said
    set_own_day(home, date(2026, 10, 1), True, None, "值班")
    assert cell(home, date(2026, 10, 1)).restored == "休息，国庆节"

    assert "恢复为：休息，国庆节" in clear_own_day(home, date(2026, 10, 1), "通知改了")

    assert cell(home, date(2026, 10, 1)).kind == "holiday"
    assert calendar_view(home, 2026).own == 1
    with pytest.raises(JobError, match="没有本中心自己的安排"):
        clear_own_day(home, date(2026, 10, 1))
    with pytest.raises(JobError, match="请写明事由"):
        set_own_day(home, day, False, None, " ")
    assert cell(home, day).kind == "own_open"


def test_a_closed_day_has_no_hours_of_another(home):
    set_own_day(home, date(2026, 11, 20), False, 2, "线路检修")
    assert (cell(home, date(2026, 11, 20)).kind, cell(home, date(2026, 11, 20)).follows) == ("own_closed", None)


def test_a_posted_day_says_that_it_stays(tmp_path):
    desk = Desk(tmp_path / "home", NOW)
    desk.settle_in()
    desk.staff(person("1001"))
    with open_home(desk.home, lambda: NOW) as home:
        postings.post(home, date(2026, 11, 20))
        assert cell(home, date(2026, 11, 20)).posted
        assert "已经公示，公示内容不变" in set_own_day(home, date(2026, 11, 20), False, None, "线路检修")
        assert postings.verify(home) == (1, [])


def test_a_year_that_nobody_settled_is_unknown_until_the_office_confirms_it(home):
    day = date(UNPUBLISHED, 3, 3)
    view = calendar_view(home, UNPUBLISHED)
    assert (view.source, view.working) == ("", 0)
    assert {each.kind for month in view.months for each in month} == {"unknown"}
    set_own_day(home, day, True, None, "按国务院通知")
    assert (cell(home, day).kind, cell(home, day).restored) == ("own_open", "还没有确定")

    assert str(UNPUBLISHED) in confirm_year(home, UNPUBLISHED)

    view = calendar_view(home, UNPUBLISHED)
    assert view.source == "office"
    assert {each.kind for month in view.months for each in month} == {"workday", "weekend", "own_open"}
    for year in (UNPUBLISHED, 2026):
        with pytest.raises(JobError, match="已经确定"):
            confirm_year(home, year)


def test_what_the_state_published_after_the_office_confirmed_is_pointed_out(home):
    with home.store.transaction():
        settle_year(2026, OFFICE, (), record_change(NOW, "test", "calendar confirm 2026"))
    assert cell(home, date(2026, 10, 1)).kind == "workday"
    sentence = calendar_view(home, 2026).sentence
    assert "请逐日核对" in sentence and "10月1日" in sentence and "10月3日" not in sentence  # a Saturday rests anyway
    set_own_day(home, date(2026, 10, 1), False, None, "国庆节")
    assert "10月1日" not in calendar_view(home, 2026).sentence

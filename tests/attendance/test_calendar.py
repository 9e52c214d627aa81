"""The calendar against the State Council's notice for 2026, and the office's days on top of it."""

from datetime import date, timedelta

import pytest

from attendance.calendar import (
    CalendarUnknown,
    calendar_day,
    official_days,
    working_days,
)
from attendance.records import CalendarDay

# 国务院办公厅关于2026年部分节假日安排的通知
MAKE_UP_2026 = {
    date(2026, 1, 4): "元旦",
    date(2026, 2, 14): "春节",
    date(2026, 2, 28): "春节",
    date(2026, 5, 9): "劳动节",
    date(2026, 9, 20): "国庆节",
    date(2026, 10, 10): "国庆节",
}
HOLIDAYS_2026 = [
    ("元旦", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
]


@pytest.fixture(scope="module")
def state() -> dict[date, CalendarDay]:
    return {known.date: known for known in official_days(2026)}


def test_make_up_workdays_of_2026(state):
    assert {day: known.reason for day, known in state.items() if known.working} == {
        day: f"补班（{holiday}调休）" for day, holiday in MAKE_UP_2026.items()
    }


def test_holidays_of_2026(state):
    expected = {
        first + timedelta(days=ahead): name
        for name, first, last in HOLIDAYS_2026
        for ahead in range((last - first).days + 1)
    }
    assert {day: known.reason for day, known in state.items() if not known.working} == expected


def test_official_days_come_in_order_and_say_where_they_are_from(state):
    assert list(state) == sorted(state)
    assert {known.source for known in state.values()} == {"state"}
    assert all(known.follows == day.weekday() for day, known in state.items())


@pytest.mark.parametrize("year", [1999, 2003, 2999])
def test_a_year_not_published_is_never_guessed(year):
    with pytest.raises(CalendarUnknown) as refused:
        official_days(year)
    assert refused.value.year == year
    assert str(year) in str(refused.value)


def test_every_published_year_has_chinese_names():
    for year in range(2004, 2027):
        assert all(known.reason and not known.reason.isascii() for known in official_days(year)), year


def test_an_ordinary_week_is_worked_monday_to_friday():
    week = [calendar_day(date(2026, 11, 16) + timedelta(days=ahead), {}) for ahead in range(7)]
    assert [known.working for known in week] == [True] * 5 + [False] * 2
    assert [known.follows for known in week] == [0, 1, 2, 3, 4, 5, 6]
    assert {(known.reason, known.source) for known in week} == {("", "weekday")}


def test_an_override_wins_whole(state):
    saturday = date(2026, 11, 21)
    office = CalendarDay(saturday, True, 0, "政务开放日", "office")
    assert calendar_day(saturday, {**state, saturday: office}) is office
    assert calendar_day(date(2026, 10, 1), state).reason == "国庆节"


def test_working_days_include_both_ends(state):
    assert working_days(date(2026, 10, 8), date(2026, 10, 12), state) == (
        date(2026, 10, 8),
        date(2026, 10, 9),
        date(2026, 10, 10),
        date(2026, 10, 12),
    )
    assert working_days(date(2026, 10, 1), date(2026, 10, 7), state) == ()
    assert working_days(date(2026, 10, 12), date(2026, 10, 8), state) == ()

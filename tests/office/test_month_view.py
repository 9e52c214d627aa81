"""The month as the page shows it: how far it is posted, what posted days add up to, and one person's month."""

import shutil
from dataclasses import asdict
from datetime import date, datetime

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY

from attendance.month import days_text
from office.day_posting import post_day
from office.failures import JobError
from office.home import open_home
from office.month_grid import COLUMNS
from office.month_sheet import month_sheet, write_month
from office.month_view import due_month, month_view, person_month

MONDAY = datetime(2026, 11, 23, 9, 0)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Friday is posted, Thursday is not."""
    path = centre.build(tmp_path_factory.mktemp("month") / "home")
    with open_home(path, lambda: centre.NOW) as home:
        post_day(home, FRIDAY)
    return path


@pytest.fixture
def home(built, tmp_path):
    shutil.copytree(built, tmp_path / "home")
    with open_home(tmp_path / "home", lambda: MONDAY) as opened:
        yield opened


def test_how_far_a_month_is_posted(home):
    view = month_view(home, "2026-11")
    assert (view.month, view.last) == ("2026-11", "2026-11")
    assert view.posting._asdict() == {
        "working": 21,
        "posted": 1,
        "waiting": 14,
        "ahead": 6,
        "first_waiting": date(2026, 11, 2),
    }
    post_day(home, THURSDAY)
    assert (month_view(home, "2026-11").posting.posted, month_view(home, "2026-11").posting.waiting) == (2, 13)
    assert view.folder.endswith("monthly/2026-11")


def test_only_posted_days_add_up(home):
    grid = month_view(home, "2026-11").grid
    thursday, friday = (grid.days[day.day - 1].standing for day in (THURSDAY, FRIDAY))
    assert (thursday, friday) == ("provisional", "posted")
    everybody = grid.sums[0]
    assert (everybody.unit, everybody.people, everybody.due) == ("", 6, "6")
    assert dict(zip(COLUMNS, everybody.totals, strict=True)) == {
        "attended": "5",  # Friday only: 2003 is on leave
        "late": "1",
        "left_early": "1",
        "missing": "1",
        "absent": "",
        "on_leave": "1",
        "unknown": "",
    }
    assert everybody.rate == "83.3%"
    units = {each.unit: (each.people, each.due, each.rate) for each in grid.sums[1:]}
    assert units == {"市公安局": (3, "3", "100.0%"), "市医疗保障局": (3, "3", "66.7%")}
    post_day(home, THURSDAY)
    assert month_view(home, "2026-11").grid.sums[0].due == "12"


def test_the_sums_are_those_of_the_monthly_sheet(home):
    post_day(home, THURSDAY)
    grid, sheet = month_view(home, "2026-11").grid, month_sheet(home, "2026-11")
    columns = [total.key for total in sheet.totals]
    told = dict(zip(columns, (days_text(each) if each else "" for each in sheet.sums), strict=True))
    everybody = dict(zip(COLUMNS, grid.sums[0].totals, strict=True))
    for column in ("attended", "late", "left_early", "missing", "absent", "unknown"):
        assert everybody[column] == told[column], column
    assert (grid.sums[0].due, everybody["on_leave"]) == (told["due"], told["on_leave:事假"])
    assert {mark.word: mark.sign for mark in grid.marks}["迟到"] == next(
        meaning.sign for meaning in sheet.legend if meaning.word == "迟到"
    )


def test_the_signs_are_those_of_the_settings(home):
    settings = home.path / "settings.toml"
    text = settings.read_text(encoding="utf-8").replace("迟到▲", "迟到◣")
    settings.write_text(text, encoding="utf-8")
    with open_home(home.path, lambda: MONDAY) as again:
        assert {mark.code: mark.sign for mark in month_view(again, "2026-11").grid.marks}["late"] == "◣"
        assert person_month(again, "1002", "2026-11").days[0].sign == "◣"


def test_the_sheets_that_have_been_made_are_named(home):
    assert month_view(home, "2026-11").files == {}
    write_month(home, "2026-11", units=["市公安局"])
    assert [*month_view(home, "2026-11").files] == ["市公安局"]


def test_a_month_of_which_nothing_is_posted_adds_up_to_nothing(home):
    view = month_view(home, "2026-10")
    assert (view.grid.rows, view.grid.sums[0].rate, view.posting.posted) == ((), "", 0)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (datetime(2026, 12, 1, 9), "2026-11"),
        (datetime(2026, 12, 5, 9), "2026-11"),
        (datetime(2026, 12, 6, 9), "2026-12"),
        (datetime(2026, 11, 3, 9), "2026-11"),  # nothing of October was ever posted
    ],
)
def test_in_the_first_days_of_a_month_the_one_before_is_seen_to(built, today, month):
    with open_home(built, lambda: today) as home:
        assert due_month(home) == month


def test_one_persons_month(home):
    post_day(home, THURSDAY)
    found = person_month(home, "1002", "2026-11")
    assert (found.name, found.unit, found.due, found.attended) == ("王芳", "市公安局", "2", "2")
    assert [asdict(found)["days"][at] for at in (0, 1)] == [
        (THURSDAY, 1, "√", "plain", "正常", True),
        (FRIDAY, 1, "▲", "late", "上午迟到7分钟", False),
    ]
    assert [(each.code, each.much, each.per) for each in found.counted] == [("late", "1", "time")]
    away = person_month(home, "2003", "2026-11")
    assert (away.due, away.attended) == ("2", "1")
    assert [(each.code, each.much, each.per) for each in away.counted] == [
        ("leave_without_cover", "2", "time"),
        ("on_leave:事假", "1", "day"),
    ]


def test_who_is_on_no_posting_has_no_month(home):
    with pytest.raises(JobError, match="还没有公示过工号 9999 的考勤"):
        person_month(home, "9999", "2026-11")

"""What the attendance page is given: the day as posted, its explanation, the posting, the month."""

import pickle
from datetime import date, datetime, time
from pathlib import Path

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, NOW, SATURDAY, THURSDAY

from office import postings
from office.day_corrections import certify_missed, take_back
from office.day_explained import explained
from office.day_posting import post_day, preview
from office.day_rows import kinds_of, shown_rows
from office.day_view import day_view
from office.failures import JobError
from office.home import open_home
from office.month_grid import COLUMNS, month_grid, shown_months


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return centre.build(tmp_path_factory.mktemp("day") / "home")


@pytest.fixture
def path(made, tmp_path) -> Path:
    from shutil import copytree

    return copytree(made, tmp_path / "home")


@pytest.fixture
def home(path):
    with open_home(path, lambda: NOW) as opened:
        yield opened


def row(view, number):
    return next(row for row in view.rows if row.number == number)


def certified(home):
    return certify_missed(home, "2001", FRIDAY, time(17, 36), "指纹没有识别", "周组长")


# ---------------------------------------------------------------- a day


def test_it_opens_on_the_last_working_day_with_the_gravest_on_top(home):
    view = day_view(home)
    assert (view.day, view.before, view.after, view.standing) == (FRIDAY, THURSDAY, None, "unposted")
    assert [row.number for row in view.rows] == ["1002", "2002", "2001", "1003", "2003", "1001"]
    assert row(view, "1002").verdict[:2] == ("▲上午迟到7分钟", "late")
    assert [time.text for time in row(view, "1002").times] == ["▲ 08:37", "12:08", "14:15", "17:40"]
    assert row(view, "2001").times[3] == ("○ 缺卡", "missing", "签退缺卡")
    assert view.sessions == ("am", "pm")
    assert view.totals["due"] == 6
    assert view.totals["present"] == 5
    assert pickle.loads(pickle.dumps(view)) == view


def test_kinds_are_counted_and_choose_rows(home):
    view = day_view(home)
    assert dict(view.kinds) == {
        "trouble": 5,
        "late": 1,
        "left_early": 1,
        "missing": 1,
        "absent": 0,
        "unknown": 0,
        "on_leave": 1,
        "outing_overrun": 1,
        "leave_without_cover": 1,
    }
    for kind, count in kinds_of(view.rows):
        assert len(shown_rows(view.rows, kind=kind)) == count


@pytest.mark.parametrize(
    ("unit", "kind", "typed", "numbers"),
    [
        ("", "late", "", ["1002"]),
        ("市公安局", "trouble", "", ["1002", "1003"]),
        ("", "", "shanguoqiang", ["2002"]),
        ("", "", "SGQ", ["2002"]),
        ("", "", "王", ["1002"]),
        ("", "", "200", ["2002", "2001", "2003"]),
        ("市公安局", "", "单", []),
    ],
)
def test_rows_are_found_by_unit_kind_and_what_is_typed(home, unit, kind, typed, numbers):
    assert [row.number for row in shown_rows(day_view(home, FRIDAY).rows, unit, kind, typed)] == numbers


def test_what_is_posted_stays_shown_and_what_differs_is_marked(home):
    post_day(home, FRIDAY)
    assert day_view(home, FRIDAY).standing == "posted"
    certified(home)
    view = day_view(home, FRIDAY)
    assert (view.standing, view.edition.number, view.edition.posted_at) == ("changed", 1, "2026-11-21T08:45:00")
    assert row(view, "2001").verdict.text == "○下午签退缺卡"
    assert row(view, "2001").differs == ("2001 李娜 下午：签退缺卡 → 正常（签退 — → 17:36:00）",)
    assert view.changes == row(view, "2001").differs
    assert [row.number for row in shown_rows(view.rows, kind="changed")] == ["2001"]
    assert {Path(file).suffix for file in view.files.values()} == {".xlsx", ".html"}


def test_days_on_which_there_is_nothing(home, tmp_path):
    rest = day_view(home, SATURDAY)
    assert (rest.standing, rest.before, rest.after, rest.rows) == ("rest", FRIDAY, None, ())
    ahead = day_view(home, date(2026, 11, 24))
    assert ahead.standing == "future"
    assert "还没有到" in ahead.trouble
    with open_home(home.path, lambda: datetime(2031, 5, 6, 9)) as later:
        assert "2031" in day_view(later, date(2031, 5, 5)).trouble
    with open_home(home.path, lambda: datetime(2026, 11, 23, 8)) as monday:
        assert day_view(monday).day == FRIDAY
        assert day_view(monday, FRIDAY).after == monday.clock().date()


# ---------------------------------------------------------------- its explanation


def test_a_late_arrival_is_explained_to_the_fingerprint(home):
    found = explained(home, "1002", FRIDAY)
    assert found.reasons[0] == ("late", "上午：08:30 上班，08:37:12 签到，迟到 7 分钟（不到 30 分钟，不作旷工）。")
    assert found.reasons[1].text == "下午：正常，14:15 签到（应到 14:25），17:40 签退（应离 17:35）。"
    assert found.clauses[0][0] == "宜政务[2013]28号 第五条第1款"
    assert next((punch.time, punch.used) for punch in found.punches) == ("08:37:12", "上午签到")
    assert next((dot.second, dot.kind) for dot in found.line.dots) == (31032, "used")
    assert (found.line.first, found.line.last) == (8 * 3600, 19 * 3600)
    assert next((tick.second, tick.label) for tick in found.line.ticks) == (30300, "应到")
    assert found.edition is None
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_wrong_clock_is_shown_with_both_times(home):
    punch = explained(home, "2002", FRIDAY).punches[0]
    assert (punch.time, punch.raw, punch.terminal) == ("08:20:11", "08:27:11", "2楼")


def test_every_kind_of_entry_is_told_and_placed(home):
    out, away = explained(home, "1003", FRIDAY), explained(home, "2003", FRIDAY)
    assert "外出超时10分钟" in " ".join(why.text for why in out.reasons)
    assert [(bar.first, bar.last) for bar in out.line.bars if bar.kind == "outing"] == [(54000, 56400)]
    assert "不要求打卡" in away.reasons[0].text
    assert len([bar for bar in away.line.bars if bar.kind == "leave"]) == 2
    assert [entry.kind for entry in (*out.entries, *away.entries)] == ["outing", "leave"]
    assert "空岗" in " ".join(bar.label for bar in away.line.bars if bar.kind == "vacant")


def test_a_missed_punch_can_be_certified_posted_again_and_taken_back(home):
    post_day(home, FRIDAY)
    assert explained(home, "2001", FRIDAY).missing == (("pm", "out", "17:35"),)
    slip = certified(home)
    (entry,) = explained(home, "2001", FRIDAY).entries
    assert (entry.counted, entry.revocable) == (False, slip.id)
    assert "尚未进入公示" in entry.text
    assert post_day(home, FRIDAY, "补签一人").edition == 2
    found = explained(home, "2001", FRIDAY)
    assert (found.edition, found.verdict.text, found.missing) == (2, "正常", ())
    assert [(each.number, len(each.changes)) for each in found.history] == [(2, 1), (1, 0)]
    assert found.reasons[1].text == "下午：正常，14:15 签到（应到 14:25），17:36 签退（应离 17:35，补签）。"
    assert found.entries[0].counted
    assert row(day_view(home, FRIDAY), "2001").times[3].text == "17:36 补"
    take_back(home, slip.id, "登记错了")
    assert "已撤销（登记错了）" in explained(home, "2001", FRIDAY).entries[0].text
    assert day_view(home, FRIDAY).standing == "changed"


@pytest.mark.parametrize(
    ("at", "reason", "witness", "said"),
    [
        (time(17, 36), " ", "周组长", "漏打卡的原因，例如"),
        (time(17, 36), "指纹没有识别", "", "补签要有人证明"),
        (time(23, 10), "指纹没有识别", "周组长", "不在当天任何一个签到或签退时段里"),
    ],
)
def test_a_certificate_that_cannot_be_right_saves_nothing(home, at, reason, witness, said):
    with pytest.raises(JobError, match=said) as refused:
        certify_missed(home, "2001", FRIDAY, at, reason, witness)
    assert "--" not in str(refused.value)
    assert explained(home, "2001", FRIDAY).entries == ()


# ---------------------------------------------------------------- its posting


def test_a_posting_says_beforehand_what_it_will_be(home):
    first = preview(home, FRIDAY)
    assert (first.edition, first.needs_reason, first.changes) == (1, False, ())
    post_day(home, FRIDAY)
    assert "相同" in preview(home, FRIDAY).why_not
    certified(home)
    second = preview(home, FRIDAY)
    assert (second.edition, second.needs_reason, len(second.changes)) == (2, True, 1)
    with pytest.raises(JobError, match="请写明更正原因：新的一版"):
        post_day(home, FRIDAY, "  ")
    assert day_view(home, FRIDAY).edition.number == 1
    assert "休息日" in preview(home, SATURDAY).why_not
    with pytest.raises(JobError, match="休息日"):
        post_day(home, SATURDAY)


# ---------------------------------------------------------------- the month


def test_a_month_has_one_code_a_day_from_the_posting_where_there_is_one(home):
    post_day(home, FRIDAY)
    certified(home)
    steps = []
    grid = month_grid(home, "2026-11", lambda *step: steps.append(step))
    assert [day.standing for day in grid.days[17:22]] == ["silent", "provisional", "posted", "rest", "rest"]
    assert [day.standing for day in grid.days[22:24]] == ["future", "future"]
    assert grid.days[19].edition == 1
    months = {row.number: row for row in grid.rows}
    assert [months[number].cells[19] for number in ("1001", "1002", "2001", "2003")] == [
        "on_time",
        "late",
        "missing_out",
        "on_leave:事假",
    ]
    assert months["1001"].cells[17:23] == ("", "on_time", "on_time", "rest", "rest", "")
    assert dict(zip(COLUMNS, months["2003"].totals, strict=True)) == {
        "attended": "",  # Thursday is not posted, so it counts for nothing yet
        "late": "",
        "left_early": "",
        "missing": "",
        "absent": "",
        "on_leave": "1",
        "unknown": "",
    }
    assert {mark.code: mark.sign for mark in grid.marks} == {
        "late": "▲",
        "left_early": "▼",
        "missing_out": "□",
        "outing_overrun": "※",
        "on_leave:事假": "○",
        "rest": "—",
        "on_time": "√",
    }
    assert steps[-1] == ("2026-11", 30, 30)
    assert [row.number for row in shown_months(grid, "市公安局", "zw")] == ["1001"]


def test_a_month_loads_each_edition_in_force_once_and_judges_no_posted_day(home, monkeypatch):
    for day in (THURSDAY, FRIDAY):
        post_day(home, day)
    certified(home)
    post_day(home, FRIDAY, "补签一人")
    before = month_grid(home, "2026-11")
    judged = []
    monkeypatch.setattr("office.month_grid.judge", lambda day, *_: judged.append(day) or postings.judge(day, *_))
    grid = month_grid(home, "2026-11")
    assert grid == before
    assert not {THURSDAY, FRIDAY} & set(judged)
    assert next(row for row in grid.rows if row.number == "2001").cells[19] == "on_time"

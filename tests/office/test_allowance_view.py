"""The page of the allowance: which month, its rows and steps, what stops it, and why each gets what he gets."""

import pickle
from datetime import date, datetime
from decimal import Decimal
from shutil import copytree

import attendance_centre as centre
import pytest
from allowance_centre import DECEMBER, MONDAY, MONTH, NEXT_MONTH, at, correct, half_unread, two_days
from attendance_centre import FRIDAY

from office import objections
from office.allowance_decide import decide, take_back_decision
from office.allowance_person import person_allowance
from office.allowance_rows import chosen_rows, sums_of
from office.allowance_steps import step_plan, take_step
from office.allowance_view import allowance_view
from office.allowance_words import Known, counted_days, days_value
from office.allowances import run_list, run_of
from office.failures import JobError
from office.home import create_home
from office.morning_desk import publish_now
from store.database import last_change


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return two_days(tmp_path_factory.mktemp("month") / "home")


@pytest.fixture
def path(made, tmp_path):
    return copytree(made, tmp_path / "home")


@pytest.fixture
def half(tmp_path):
    return half_unread(tmp_path / "half")


def step(home, month=MONTH, by="秦主任"):
    return take_step(home, step_plan(home, month), by)


# ---------------------------------------------------------------- looking


def test_before_anything_is_posted_it_says_what_comes_first(tmp_path):
    create_home(tmp_path / "new", "anqing-2013", training=True)
    with at(tmp_path / "new") as home:
        found = allowance_view(home)
        assert (found.month, found.months, found.rows, found.step) == (MONTH, (MONTH,), (), "")
        assert "还没有公示过" in found.trouble and not found.missing


def test_a_rulebook_without_an_allowance_says_so(tmp_path):
    path = tmp_path / "home"
    create_home(path, "street-centre-ab", training=True)
    with at(path, datetime(2026, 11, 19, 16)) as home:
        centre._people(home)
    with at(path) as home:
        publish_now(home, FRIDAY)
        found = allowance_view(home)
        assert found.missing and "没有补助标准" in found.trouble


def test_the_month_that_is_due_is_the_one_before_while_it_is_open(path):
    with at(path, DECEMBER) as home:
        assert allowance_view(home).month == MONTH
        for _ in range(3):
            step(home)
        assert allowance_view(home).month == NEXT_MONTH
        assert allowance_view(home).months == (NEXT_MONTH, MONTH)


def test_a_draft_has_everybody_and_says_what_is_left_out(path):
    with at(path) as home:
        before = last_change()
        found = allowance_view(home)
        assert last_change() == before  # nothing here writes
        assert (found.state, found.number, found.step, found.old, found.steps) == ("draft", None, "check", False, ())
        assert [row.number for row in found.rows] == [number for number, *_ in centre.PEOPLE]
        assert sums_of(found.rows) == found.sums
        assert any("还没有公示" in each for each in found.warnings)
        assert any("还没有过完" in each for each in found.warnings)
        assert found.capitals.endswith("整")
        assert pickle.loads(pickle.dumps(found)) == found


def test_rows_are_chosen_by_unit_by_what_is_typed_and_by_deductions(path):
    with at(path) as home:
        rows = allowance_view(home).rows
    assert [row.number for row in chosen_rows(rows, "市医疗保障局")] == ["2001", "2002", "2003"]
    assert [row.name for row in chosen_rows(rows, typed="wf")] == ["王芳"]
    assert [row.number for row in chosen_rows(rows, typed="2002")] == ["2002"]
    deducted = chosen_rows(rows, deducted=True)
    assert [row.number for row in deducted] == [row.number for row in rows if Decimal(row.deducted)] != []
    assert sums_of(deducted).deducted == sums_of(rows).deducted
    assert sums_of(()) == (0, "0.00", "0.00", "0.00", "0.00")


@pytest.mark.parametrize(("text", "value"), [("20", 20.0), ("20.5", 20.5), ("1/2", 0.5), ("20 1/4", 20.25)])
def test_days_are_worth_what_they_say(text, value):
    assert float(days_value(text)) == value


# ---------------------------------------------------------------- why


def test_the_lines_come_to_the_total_and_lead_back_to_days_and_clauses(path):
    with at(path) as home:
        rows = {row.number: row for row in allowance_view(home).rows}
        for number, row in rows.items():
            found = person_allowance(home, number, MONTH)
            assert sum(Decimal(line.amount.replace(",", "")) for line in found.lines) == Decimal(row.total)
            assert Decimal(found.total.replace(",", "")) == Decimal(row.total)
        found = person_allowance(home, "1002", MONTH)
        paid, late = found.lines
        assert [day.head for day in paid.days] == ["11-19 星期四", "11-20 星期五"]
        assert (paid.title, paid.how, paid.taken, late.taken) == ("出勤补助", "2 天 × 20.00 元", False, True)
        assert "出勤补助按出勤天数发" in paid.text and len(paid.version) == 12
        (day,) = late.days
        assert (day.day, day.text, day.counted, day.edition) == (FRIDAY, "上午迟到7分钟", "计 1 次", 1)
        assert day.clauses == ("宜政务[2013]28号 第五条第1款",)
        assert "上午签到 08:37:12 签退 12:08:00" in day.rests
        assert "打卡 1楼 08:37:12" in day.rests
        assert pickle.loads(pickle.dumps(found)) == found


def test_the_story_can_be_taken_home(path):
    with at(path) as home:
        found = person_allowance(home, "1002", MONTH)
        story = found.story.splitlines()
        assert story[0].startswith("王芳（1002，市公安局，A01 B岗）2026年11月补助 ")
        assert story[0].endswith("（草稿）")
        assert any("11-20 星期五 上午迟到7分钟（计 1 次；公示第1版；" in line for line in story)
        assert story[-1] == found.sums
        with pytest.raises(JobError, match="没有工号 9999"):
            person_allowance(home, "9999", MONTH)


# ---------------------------------------------------------------- what is not settled


def test_unknown_sessions_wait_for_a_decision_that_can_be_taken_back(half):
    with at(half) as home:
        found = allowance_view(home)
        assert {row.number for row in found.open} == {"1002", "2001", "2002", "2003"}
        assert {row.kind for row in found.open} == {"unknown"} and found.undecided == len(found.open)
        before = {row.number: row.total for row in found.rows}
        first = next(row for row in found.open if row.number == "2001")
        decide(home, "2001", FRIDAY, first.session, "paid", "看过监控", "秦主任")
        now = allowance_view(home)
        told = next(row for row in now.open if row.key == first.key)
        assert (told.decided, told.reason, told.by, told.decision > 0) == ("paid", "看过监控", "秦主任", True)
        assert now.undecided == found.undecided - 1
        paid = {row.number: row.total for row in now.rows}
        assert Decimal(paid["2001"]) > Decimal(before["2001"]) and paid["2002"] == before["2002"]
        (counted,) = person_allowance(home, "2001", MONTH).lines[0].days
        assert (counted.text, counted.counted) == ("上午数据不全（决定按出勤计）", "计 0.5 天")
        take_back_decision(home, told.decision)
        assert allowance_view(home) == found


def test_the_approval_is_refused_while_something_waits(half):
    with at(half) as home:
        assert step(home).state == "checked"
        plan = step_plan(home, MONTH)
        assert (plan.step, plan.number, plan.undecided > 0) == ("approve", 1, True)
        with pytest.raises(JobError, match="没有定下来"):
            take_step(home, plan, "秦主任")
        assert run_of(home, MONTH).state == "checked"
        decide(home, "", FRIDAY, "", "unpaid", "无法核实", "秦主任")
        found = allowance_view(home)
        assert (found.stale, found.state, found.step, found.undecided) == (True, "draft", "check", 0)
        assert "第1版" in found.warnings[0] and "重新核对" in found.warnings[0]
        assert [step(home).state for _ in range(3)] == ["checked", "approved", "closed"]


def test_an_objection_is_decided_as_posted(path):
    with at(path) as home:
        objections.register(home, "1002", FRIDAY, "am", "按时到了", "王芳")
        (row,) = allowance_view(home).open
        assert (row.kind, row.objection, row.day, row.session, row.unit) == ("objection", "1", FRIDAY, "am", "市公安局")
        decide(home, "1002", FRIDAY, "am", "as_posted", "先发", "秦主任")
        assert allowance_view(home).open[0].decided == "as_posted"


# ---------------------------------------------------------------- the steps


def test_a_step_settles_only_what_was_shown(path):
    with at(path) as home:
        plan = step_plan(home, MONTH)
        assert (plan.step, plan.number, plan.sums.people, plan.undecided) == ("check", None, 6, 0)
        correct(home)
        with pytest.raises(JobError, match="刚刚变了"):
            take_step(home, plan, "秦主任")
        assert run_list(home) == ()


def test_an_older_edition_is_only_looked_at(path):
    with at(path) as home:
        step(home)
        first = allowance_view(home)
        assert (first.number, first.state, first.old) == (1, "checked", False)
        assert [(each.act, each.by, each.at) for each in first.steps] == [("checked", "秦主任", MONDAY)]
        correct(home)
        assert allowance_view(home).stale
        step(home)
        old = allowance_view(home, MONTH, 1)
        assert (old.number, old.old, old.step, old.sums) == (1, True, "", first.sums)
        now = allowance_view(home)
        assert (now.number, now.old, now.stale) == (2, False, False) and now.sums != first.sums
        assert [(each.number, each.state) for each in now.runs] == [(2, "checked"), (1, "replaced")]
        then, today = (person_allowance(home, "1002", MONTH, number) for number in (1, None))
        assert (len(then.lines), len(today.lines)) == (2, 1)
        assert then.story.splitlines()[0].endswith("（第1版 已核对）")


def test_a_correction_after_closing_is_brought_into_the_next_month(path):
    with at(path) as home:
        closed = [step(home) for _ in range(3)][-1]
        before = allowance_view(home, MONTH)
        assert (closed.state, before.step, before.state) == ("closed", "", "closed")
    with at(path, DECEMBER) as home:
        correct(home)
        publish_now(home, date(2026, 12, 1))
        after = allowance_view(home, MONTH)
        assert (after.rows, after.sums, after.stale) == (before.rows, before.sums, False)
        row = next(row for row in allowance_view(home, NEXT_MONTH).rows if row.number == "1002")
        assert row.supplement == "5.00"
        line = next(
            line
            for line in person_allowance(home, "1002", NEXT_MONTH).lines
            if line.key.endswith(f":supplement:{MONTH}")
        )
        assert (line.amount, line.taken) == ("+5.00", False)
        assert "已发 35.00 元，应为 40.00 元" in line.how
        (day,) = line.days
        assert (day.text, day.edition) == ("上午由迟到改为正常", 2)


def test_what_moved_after_closing_is_said_as_it_moved():
    """A session that became unknown was not decided; a card that was revoked is not one that was given."""
    moved = {"date": "2026-11-04", "edition": 2, "minutes": 0, "counted": "1", "clause": "", "evidence": []}
    events = [
        moved | {"session": "am", "code": "unknown", "was": "on_time", "was_edition": 1},
        moved | {"session": "pm", "code": "not_listed", "was": "late", "was_edition": 1},
        moved | {"session": "", "code": "revoked", "was": "yellow_card", "was_edition": 0},
    ]
    (day,) = counted_days({"events": events, "unit": ""}, Known({}, {}))
    new = moved | {"session": "am", "code": "on_time", "was": "not_listed", "was_edition": 0}
    assert counted_days({"events": [new], "unit": ""}, Known({}, {}))[0].text == "上午正常（封账时还没有公示）"
    assert day.text == "上午由正常改为数据不全、下午由迟到改为未列入、黄牌警告已撤销"

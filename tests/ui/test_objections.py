"""Objections, by clicks: registered beside the verdict, listed, decided with the facts in sight, taken back."""

from datetime import date, time

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY

from office import postings
from office.day_corrections import certify_missed
from office.home import open_home
from office.objection_view import Period, period
from office.objections import Objection, of_day, register
from store.editions import headings
from ui.pages.postings.objection_words import period_words
from ui.pages.postings.objections import ObjectionsPane, row_of

FIRST_PAGE = "attendance"
UNTIL = date(2026, 11, 26)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return centre.build(tmp_path_factory.mktemp("objections") / "home")


@pytest.fixture(scope="module", autouse=True)
def posted(hands, home):
    """Friday is posted at the window's own time, Monday 09:22."""
    with open_home(home) as opened:
        postings.post(opened, FRIDAY)
    hands.window.desk.changed()
    hands.settle()


@pytest.fixture
def page(hands):
    page = hands.go("attendance")
    page.filters.clear()
    page.open_day(FRIDAY)
    hands.settle()
    return page


@pytest.fixture
def pane(hands):
    """The pane where a page would have it, loaded as a page would load it."""
    made = ObjectionsPane(hands.root, hands.window.desk)
    made.place(x=400, y=60, width=720, height=420)
    made.day = FRIDAY
    load(hands, made)
    yield made
    made.destroy()


def load(hands, pane):
    """As after any change."""
    answers = []
    hands.window.desk.ask(of_day, pane.day, done=answers.append)
    hands.window.desk.ask(period, pane.day, done=answers.append)
    hands.until(lambda: len(answers) == 2, "the objections")
    pane.show(*answers)
    hands.settle()


def stored(home):
    """What the office knows now: the objections to Friday, and its editions."""
    with open_home(home) as opened, opened.store.reading():
        return of_day(opened, FRIDAY), [each.number for each in headings() if each.day == FRIDAY]


def field(dialog, key):
    return next(field for field in dialog.form.fields if field.key == key)


def closed(hands, what):
    hands.until(lambda: not hands.dialogs(), what)
    hands.settle()


# ---------------------------------------------------------------- beside the verdict


def test_an_objection_is_registered_beside_the_verdict(hands, home, page):
    hands.click_row(page.days.sheet, "1002")
    hands.settle()
    hands.click("申诉…")
    hands.wait_for("申诉期到 2026-11-26，还剩 3 个工作日")
    (dialog,) = hands.dialogs()
    assert dialog.head["text"] == "1002 王芳　市公安局　2026-11-20 星期五"
    assert dialog.posted.line["text"] == "上午迟到7分钟"
    assert field(dialog, "by").text.get() == "王芳"  # most speak for themselves
    hands.click(dialog.yes)
    assert hands.sees("请填写申诉内容")
    hands.type("按了三次都没有识别", dialog.words.area)
    field(dialog, "session").set("am")
    hands.type("2026-11-24", field(dialog, "on").date.entry, clear=True)
    hands.click(dialog.yes)
    hands.wait_for("申诉提出的日期 2026-11-24 还没有到")
    assert field(dialog, "said").get() == "按了三次都没有识别"
    assert stored(home)[0] == ()
    hands.type("2026-11-23", field(dialog, "on").date.entry, clear=True)
    hands.click(dialog.yes)
    closed(hands, "the objection")
    ((one,), editions) = stored(home)
    assert (one.number, one.session, one.said, one.by) == ("1002", "am", "按了三次都没有识别", "王芳")
    assert (one.edition, one.state, editions) == (1, "open", [1])
    said = page.days.panel.text.get("1.0", "end").replace("\n", "")
    assert "对第1版上午的认定提出“按了三次都没有识别”；尚未作出决定" in said


def test_the_same_is_not_registered_twice(hands, home, page):
    hands.click_row(page.days.sheet, "1002")
    hands.settle()
    hands.click("申诉…")
    hands.wait_for("申诉 1（上午）正等决定")
    (dialog,) = hands.dialogs()
    field(dialog, "session").set("am")
    hands.type("再说一次", dialog.words.area)
    hands.click(dialog.yes)
    hands.wait_for("上午认定的申诉已经登记（编号 1）")
    assert field(dialog, "said").get() == "再说一次"
    assert len(stored(home)[0]) == 1
    hands.press("Escape")
    closed(hands, "the dialog")


def test_a_day_that_is_not_posted_has_nothing_to_object_to(hands, page):
    assert page.days.panel.object_to.winfo_ismapped()
    page.open_day(THURSDAY)
    hands.settle()
    assert page.days.panel.found.day == THURSDAY
    assert not page.days.panel.object_to.winfo_ismapped()


# ---------------------------------------------------------------- in the pane


def test_the_pane_lists_what_waits(hands, pane):
    assert pane.until["text"] == "申诉期到 2026-11-26，还剩 3 个工作日"
    (row,) = pane.sheet.rows
    assert row.cells == ("1", "1002", "王芳", "上午", "按了三次都没有识别", "2026-11-23", "期限内", "等待决定")
    assert "尚未作出决定" in pane.said["text"]
    assert [str(made["state"]) for made in (pane.decide_one, pane.withdraw_one)] == ["normal", "normal"]


def test_somebody_is_found_by_pinyin_and_his_verdict_shown(hands, home, pane):
    hands.click("登记申诉…")
    hands.wait_for("还剩 3 个工作日")
    (dialog,) = hands.dialogs()
    hands.click(dialog.yes)
    assert hands.sees("请填写工作人员")
    hands.type("ln", dialog.person.entry)
    hands.press("Return")
    hands.wait_for("下午签退缺卡")
    assert dialog.session.box["values"] == ("全天", "上午", "下午")
    hands.type("忘了打卡，人在窗口", dialog.words.area)
    hands.click(dialog.yes)
    closed(hands, "the objection")
    load(hands, pane)
    assert [(row.id, row.cells[1], row.cells[3]) for row in pane.sheet.rows] == [
        (1, "1002", "上午"),
        (2, "2001", "全天"),
    ]
    assert stored(home)[0][1].by == "李娜"


def test_one_is_taken_back(hands, home, pane):
    hands.click_row(pane.sheet, 2)
    hands.click("撤回…")
    (dialog,) = hands.dialogs()
    hands.press("Return")
    assert hands.sees("请填写原因")
    assert stored(home)[0][1].state == "open"
    hands.type("看错了日期", dialog.reason.entry)
    hands.press("Return")
    closed(hands, "the withdrawal")
    load(hands, pane)
    assert stored(home)[0][1].state == "withdrawn"
    assert pane.sheet.rows[1].cells[-1] == "已撤回"
    assert [str(made["state"]) for made in (pane.decide_one, pane.withdraw_one)] == ["disabled", "disabled"]
    hands.click_row(pane.sheet, 2, double=True)
    assert hands.dialogs() == []


def test_upheld_without_facts_is_refused_and_the_way_to_them_is_shown(hands, home, pane):
    hands.click_row(pane.sheet, 1)
    hands.click("作出决定…")
    hands.wait_for("现在的认定没有变化")
    (dialog,) = hands.dialogs()
    assert hands.sees("迟到7分钟（08:37:12 签到，12:08:00 签退）")
    hands.click(dialog.yes)
    assert hands.sees("请选择成立或不成立")
    dialog.choice.set("upheld")
    hands.click(dialog.yes)
    assert hands.sees("请填写理由")
    hands.type("监控可以证明", dialog.reason.area)
    hands.type("秦主任", dialog.by.entry)
    hands.click(dialog.yes)
    hands.wait_for("现在的认定与第1版相同；先把更正的事实登记好")
    assert dialog.reason.get() == "监控可以证明"
    assert (stored(home)[0][0].state, stored(home)[1]) == ("open", [1])
    hands.click("去补签…")
    closed(hands, "the way to the facts")
    found = hands.window.pages["attendance"].days.panel.found
    assert (found.number, found.day) == ("1002", FRIDAY)


def test_upheld_posts_the_edition(hands, home, pane):
    with open_home(home) as opened:
        certify_missed(opened, "1002", FRIDAY, time(8, 20), "指纹没有识别", "周组长")
        certify_missed(opened, "2001", FRIDAY, time(17, 36), "指纹没有识别", "周组长")
    hands.click_row(pane.sheet, 1, double=True)
    hands.wait_for("事实已经更正：定为成立，就公示第2版。第2版还会带上其他人的 1 处变化。")
    (dialog,) = hands.dialogs()
    assert hands.sees("正常（08:20:00 签到，12:08:00 签退）")
    hands.click("成立")
    assert dialog.choice.get() == "upheld"
    hands.type("监控可以证明", dialog.reason.area)
    hands.type("秦主任", dialog.by.entry)
    hands.press("Return", dialog.by.entry)
    closed(hands, "the decision")
    load(hands, pane)
    found, editions = stored(home)
    assert editions == [1, 2]
    assert (found[0].decision.upheld, found[0].decision.edition, found[0].decision.by) == (True, 2, "秦主任")
    assert pane.sheet.rows[0].cells[-1] == "成立 · 第2版"
    with open_home(home) as opened:
        assert postings.verify(opened) == (2, [])
        assert len(list(opened.published.rglob("*-v2.html"))) == 1


def test_a_rejection_makes_no_edition(hands, home, pane):
    with open_home(home) as opened:
        register(opened, "2002", FRIDAY, "pm", "临时外出，没有登记", "单国强")
    load(hands, pane)
    hands.click_row(pane.sheet, 3)
    hands.click("作出决定…")
    hands.wait_for("现在的认定没有变化")
    (dialog,) = hands.dialogs()
    hands.click("不成立")
    hands.type("没有外出登记", dialog.reason.area)
    hands.press("Return", dialog.by.entry)
    assert hands.sees("请填写决定人")
    assert stored(home)[0][2].state == "open"
    hands.type("秦主任", dialog.by.entry)
    hands.press("Return", dialog.by.entry)
    closed(hands, "the decision")
    load(hands, pane)
    assert (stored(home)[0][2].state, stored(home)[1]) == ("rejected", [1, 2])
    assert hands.sees("不成立（秦主任 2026-11-23：没有外出登记）", pane)


def test_an_empty_pane_says_what_to_do(hands, pane):
    pane.day = THURSDAY
    pane.show(())
    hands.settle()
    assert hands.sees("这一天没有申诉", pane)
    assert not pane.acts.winfo_ismapped()
    hands.click(hands.find("登记申诉…", pane.empty))
    (dialog,) = hands.dialogs()
    hands.type("1002", dialog.person.entry)
    hands.press("Return")
    hands.wait_for("2026-11-19 还没有公示，公示以后才能登记申诉")
    hands.press("Escape")
    closed(hands, "the dialog")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Period(UNTIL, 3, False), "申诉期到 2026-11-26，还剩 3 个工作日"),
        (Period(UNTIL, 0, False), "申诉期今天（2026-11-26）截止"),
        (Period(UNTIL, 0, True), "申诉期已过（到 2026-11-26）"),
        (None, "公示上没有写申诉期"),
    ],
)
def test_the_period_in_words(found, said):
    assert period_words(found) == said


def test_a_late_one_is_marked():
    late = Objection(7, "1002", FRIDAY, 1, "", "一行\n又一行", "王芳", date(2026, 11, 27), UNTIL, name="王芳")
    row = row_of(late)
    assert row.cells[3:] == ("全天", "一行 又一行", "2026-11-27", "逾期", "等待决定")
    assert row.tones == {6: "late", 7: "late"}

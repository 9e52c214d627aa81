"""The page of postings, by clicks: a draft looked at, confirmed and posted, a new edition, what lies between two of
them, objections, and a folder that is away."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from shutil import rmtree

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY

from attendance.records import Address
from office.day_corrections import certify_missed
from office.home import open_home
from office.morning_desk import publish_now
from office.objections import register
from store import terminals
from store.confirmations import confirmed
from store.database import last_change, record_change
from store.edition_list import listed
from store.terminals import Placed

FIRST_PAGE = "postings"
MONDAY = datetime(2026, 11, 23, 9, 22)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Thursday is posted; since Friday there is a third terminal, which nobody has read yet."""
    path = centre.build(tmp_path_factory.mktemp("postings") / "home")
    with open_home(path, lambda: MONDAY) as opened:
        publish_now(opened, THURSDAY)
        with opened.store.transaction():
            change = record_change(opened.clock(), "test", "terminal")
            terminals.add(Placed("3楼", Address("127.0.0.1"), "3", FRIDAY, None), change)
    return path


@pytest.fixture
def page(hands):
    """The page on Friday, with all days shown."""
    page = hands.go("postings")
    hands.window.desk.go("postings", day=FRIDAY)
    hands.settle()
    return page


@contextmanager
def at_desk(home):
    """Somebody else at the same home, at the same time."""
    with open_home(home, lambda: MONDAY) as opened:
        yield opened


def editions(home, day=FRIDAY):
    with open_home(home) as opened, opened.store.reading():
        return [(each.number, each.complete, each.reason) for each in listed(day, day)]


def agreed(home):
    with open_home(home) as opened, opened.store.reading():
        return FRIDAY in confirmed([FRIDAY], last_change())


def cells(sheet, row_id):
    return next(row.cells for row in sheet.rows if row.id == row_id)


def changed(hands):
    """The data was changed beside the window."""
    hands.window.desk.changed()
    hands.settle()


# ---------------------------------------------------------------- a draft


def test_it_opens_on_what_waits_to_be_posted(hands):
    page = hands.window.pages["postings"]
    assert page.day == FRIDAY
    assert [row.cells[:2] for row in page.days.sheet.rows] == [
        ("11-20 星期五", "△ 草稿"),
        ("11-19 星期四", "√ 第1版 晚公示"),
    ]
    assert hands.sees("09:30 自动公示；现在缺3楼的数据，每 3 分钟再试，最迟 09:50 公示并注明数据不全")
    assert page.detail.cards["due"].figure["text"] == "6"
    assert page.detail.cards["unknown"].figure["text"] == "3"
    assert page.top.kinds.parts["waiting"]["text"] == "待公示 1"


def test_what_deserves_a_look_leads_to_the_person(hands, page):
    looks = page.detail.looks
    assert [(look.kind, look.who) for look in looks.looks][:3] == [
        ("unknown", each) for each in ("1002", "2001", "2002")
    ]
    assert hands.sees(f"要留意的 {len(looks.looks)} 处")
    hands.click_row(looks.sheet, 2, double=True)
    hands.settle()
    assert hands.window.front == "attendance"
    attendance = hands.window.pages["attendance"]
    assert (attendance.days.view.day, attendance.days.sheet.selected.id) == (FRIDAY, "2002")
    hands.window.desk.go("postings", day=FRIDAY, number="2001")
    hands.settle()
    assert looks.sheet.selected.cells[1] == "2001"
    vacant = next(at for at, look in enumerate(looks.looks) if look.kind == "vacant")
    looks.sheet.select(vacant)
    hands.click("去看")
    hands.settle()
    assert hands.window.front == "posts"


def test_a_figure_leads_to_its_people(hands, page):
    hands.click(page.detail.cards["unknown"])
    hands.settle()
    assert hands.window.front == "attendance"
    assert {row.id for row in hands.window.pages["attendance"].days.sheet.rows} == {"1002", "2001", "2002"}


def test_a_draft_is_confirmed_and_the_confirmation_taken_back(hands, home, page):
    hands.click("确认")
    hands.wait_for("已确认，数据读全即公示")
    hands.settle()
    assert agreed(home) and editions(home) == []
    assert cells(page.days.sheet, FRIDAY)[1] == "△ 草稿 已确认"
    assert hands.sees("11-23 09:22 已确认")
    assert not page.detail.plan.confirm.winfo_ismapped()
    hands.click("撤回确认")
    hands.wait_for("确认已撤回")
    hands.settle()
    assert not agreed(home)
    assert page.detail.plan.confirm.winfo_ismapped()


def test_a_draft_that_is_another_by_now_is_not_confirmed(hands, home, page):
    page.detail.plan._detail = replace(page.detail.detail, digest="as it was before")
    hands.click("确认")
    hands.wait_for("草稿刚刚变了")
    hands.press("Escape")
    hands.settle()
    assert not agreed(home)
    assert str(page.detail.plan.confirm["state"]) == "normal"  # the new draft is shown and can be confirmed


def test_after_a_confirmation_new_data_are_pointed_out(hands, home, page):
    hands.click("确认")
    hands.wait_for("已确认，数据读全即公示")
    with at_desk(home) as opened:
        certify_missed(opened, "2001", FRIDAY, time(17, 36), "指纹没有识别", "周组长")
    changed(hands)
    assert hands.sees("确认以后数据有变化，请再看一次")
    assert page.detail.plan.confirm.winfo_ismapped()


def test_posting_asks_with_the_names_of_those_of_whom_nothing_is_known(hands, home, page):
    hands.click("立即公示…")
    hands.press("Return", page.detail.plan.publish)  # somebody who is impatient; one dialog opens all the same
    hands.wait_for("数据不全 2 人：1002 王芳、2002 单国强")
    hands.settle()
    hands.press("Escape")
    hands.settle()
    assert editions(home) == []
    hands.click("立即公示…")
    hands.wait_for("公示第1版")
    hands.settle()
    hands.click("公示第1版")
    hands.until(lambda: not hands.dialogs(), "the posting")
    hands.settle()
    assert editions(home) == [(1, False, "")]
    assert page.detail.standing["text"] == "已公示第1版 · 数据不全"
    page.detail.standing.configure(text="第1版" * 60)  # as wide as in large letters, and wider
    hands.root.update()
    assert all(each.winfo_width() >= each.winfo_reqwidth() for each in page.detail.files.values())
    page.detail.standing.configure(text="已公示第1版 · 数据不全")
    assert cells(page.days.sheet, FRIDAY)[1:3] == ("√ 第1版", "不全 2 人")
    assert hands.sees("只有一版，公示以后没有新的数据改变认定")
    assert cells(page.detail.posted.sheet, 1)[5] == "申诉到 11-26 为止"


# ---------------------------------------------------------------- a new edition


def test_a_new_edition_is_offered_with_its_reason_and_wants_one(hands, home, page):
    with at_desk(home) as opened:
        centre.read(opened, "3楼", 0)
    changed(hands)
    assert cells(page.days.sheet, FRIDAY)[3] == "可出第2版"
    assert hands.sees("现在的认定与第1版不同：2 人；3楼设备 11-23 补读")
    differences = page.detail.posted.differences
    assert (differences.earlier.get(), differences.later.get()) == ("第1版", "现在")
    assert [row.cells[:5] for row in differences.sheet.rows] == [
        ("1002", "王芳", "上午", "? 数据不全", "▲ 迟到"),
        ("2002", "单国强", "下午", "? 数据不全", "▼ 早退"),
    ]
    hands.click("另出第2版…")
    hands.wait_for("第2版将替代第1版")
    hands.settle()
    (dialog,) = hands.dialogs()
    assert dialog.reason.text.get() == "3楼设备 11-23 补读"
    hands.type("", dialog.reason.entry, clear=True)
    hands.press("Return")
    assert hands.sees("请填写更正原因")
    assert editions(home) == [(1, False, "")]
    hands.type("3楼设备补读", dialog.reason.entry)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the second edition")
    hands.settle()
    assert editions(home) == [(1, False, ""), (2, True, "3楼设备补读")]
    assert not page.detail.posted.offer.winfo_ismapped()
    assert cells(page.detail.posted.sheet, 2)[4:] == ("2 处", "更正原因：3楼设备补读；申诉到 11-26 为止")


def test_any_two_editions_are_compared(hands, page):
    differences = page.detail.posted.differences
    assert (differences.earlier.get(), differences.later.get()) == ("第1版", "第2版")
    assert hands.sees("不同：2 人")
    for box, word in ((differences.earlier, "第2版"), (differences.later, "第1版")):
        box.set(word)
        box.event_generate("<<ComboboxSelected>>")
    hands.settle()
    assert differences.sheet.rows[0].cells[3:5] == ("▲ 迟到", "? 数据不全")
    differences.later.set("第2版")
    differences.later.event_generate("<<ComboboxSelected>>")
    hands.settle()
    assert hands.sees("认定完全相同")
    hands.press("F5", hands.root)
    hands.settle()
    assert (differences.earlier.get(), differences.later.get()) == ("第2版", "第2版")  # what was chosen stays
    hands.window.desk.go("postings", day=THURSDAY)
    hands.settle()
    hands.window.desk.go("postings", day=FRIDAY, number="2002")
    hands.settle()
    assert differences.sheet.selected.cells[0] == "2002"
    hands.click("去看")
    hands.settle()
    assert hands.window.pages["attendance"].days.sheet.selected.id == "2002"


def test_the_files_of_the_chosen_edition_are_opened(hands, home, page, monkeypatch):
    opened = []
    monkeypatch.setattr(hands.window.desk, "open_file", lambda path: opened.append(str(path)))
    hands.click("网页")
    hands.click_row(page.detail.posted.sheet, 1)
    hands.click("Excel")
    hands.click("公示文件夹")
    folder = home / "published"
    assert opened == [
        *(str(folder / "2026-11" / name) for name in ("2026-11-20-v2.html", "2026-11-20-v1.xlsx")),
        str(folder),
    ]


# ---------------------------------------------------------------- choosing days


def test_days_are_chosen_by_what_is_to_be_done(hands, home, page):
    with at_desk(home) as opened:
        register(opened, "1002", FRIDAY, "am", "那天按时到了", "王芳")
    changed(hands)
    assert cells(page.days.sheet, FRIDAY)[4] == "1 件"
    hands.click("有申诉 1")
    assert [row.id for row in page.days.sheet.rows] == [FRIDAY]
    hands.click("待公示")
    assert hands.sees("没有待公示的日子，都已公示")
    hands.click("可更新")
    assert hands.sees("没有要另出新版的日子")
    hands.click("全部")
    assert len(page.days.sheet.rows) == 2
    page.days.sheet.sort(0)
    assert [row.id for row in page.days.sheet.rows] == [THURSDAY, FRIDAY]
    hands.click_row(page.days.sheet, THURSDAY)
    hands.settle()
    assert page.detail.day == THURSDAY
    assert hands.sees("应在 11-20 10:00 前公示，晚了：由人手动公示")
    page.days.sheet.sort(0)


def test_objections_are_shown_with_the_day(hands, page):
    hands.window.desk.go("postings", day=FRIDAY, objections=True)
    hands.settle()
    pane = page.detail.posted.objections
    assert pane.winfo_ismapped()
    assert [each.number for each in pane.objections] == ["1002"]
    assert hands.sees("申诉 1 件待决定")
    hands.click("变化")
    assert not pane.winfo_ismapped()


def test_another_month_is_chosen(hands, page):
    assert list(page.top.period.cget("values")) == ["最近 40 天", "2026-11"]
    page.top.period.set("2026-11")
    page.top.period.event_generate("<<ComboboxSelected>>")
    hands.settle()
    assert [row.id for row in page.days.sheet.rows] == [FRIDAY, THURSDAY]
    hands.window.desk.go("postings", day=date(2026, 9, 30))  # before anything was posted
    hands.settle()
    assert hands.sees("2026-09 没有公示")
    hands.window.desk.go("postings", day=FRIDAY)
    hands.settle()
    assert page.detail.day == FRIDAY


# ---------------------------------------------------------------- the folder


def test_a_folder_that_is_away_is_said_and_written_again(hands, home, page):
    assert not page.top.away.winfo_ismapped()
    rmtree(home / "published")
    changed(hands)
    assert hands.sees("公示文件夹连不上，")
    assert str(page.detail.files["html"]["state"]) == "disabled"
    assert "文件等待写入公示文件夹" in cells(page.detail.posted.sheet, 2)[5]
    hands.click("再写一次")
    hands.wait_for("公示文件已写好")
    hands.settle()
    assert (home / "published/2026-11/2026-11-20-v2.html").exists()
    assert not page.top.away.winfo_ismapped()
    assert str(page.detail.files["html"]["state"]) == "normal"


def test_a_folder_that_cannot_be_written_says_why(hands, home, page):
    rmtree(home / "published")
    (home / "published").write_text("a file lies in its place", encoding="utf-8")
    changed(hands)
    hands.click("再写一次")
    hands.until(hands.dialogs, "the trouble")
    assert hands.sees("不会漏掉")
    hands.press("Escape")
    (home / "published").unlink()
    (home / "published").mkdir()
    changed(hands)

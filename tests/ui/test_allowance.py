"""The page 补助: figures, why each gets what he gets, days to be decided, and the steps from draft to closed."""

import os
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tkinter import ttk

from office import objections
from office.allowance_person import person_allowance
from office.allowance_rows import chosen_rows, sums_of
from office.allowance_view import allowance_view
from office.allowances import run_of
from office.day_corrections import certify_missed
from office.home import open_home
from office.morning_desk import publish_now
from store import bank_accounts
from store.database import last_change
from ui.widgets.fields import LongField

FIRST_PAGE = "allowance"
MONTH, NEXT_MONTH = "2026-11", "2026-12"
DECEMBER = datetime(2026, 12, 2, 9, 30)


@contextmanager
def opened(home, moment=None):
    with open_home(home, lambda: moment or datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as found:
        yield found


def view_of(home, month=MONTH):
    with opened(home) as found:
        return allowance_view(found, month)


def page_of(hands):
    hands.settle()
    return hands.window.pages["allowance"]


def reload(hands):
    hands.press("F5", into=hands.root)
    hands.settle()
    return page_of(hands)


def late_one(home):
    """Somebody from whom something is taken off for a late arrival in the morning, and the day."""
    with opened(home) as found:
        for row in chosen_rows(allowance_view(found, MONTH).rows, deducted=True):
            for line in person_allowance(found, row.number, MONTH).lines:
                for day in line.days:
                    if day.text.startswith("上午迟到") and len(line.days) == 1:
                        return row, day.day
    raise AssertionError("nobody was late")


# ---------------------------------------------------------------- the figures


def test_the_figures_are_those_of_the_verb(hands, home):
    page, found = page_of(hands), view_of(home)
    assert page.month == MONTH and found.rows
    assert len(page.people.sheet.rows) == found.sums.people
    for figure in (found.sums.gross, found.sums.deducted, found.sums.total):
        hands.wait_for(f"{Decimal(figure):,.2f}")
    hands.wait_for(found.capitals)
    for said in ("现算 · 草稿", "按已公示的认定算出", "还没有公示", "还没有过完"):
        assert hands.sees(said), said
    assert page.top.step.cget("text") == "核对…"


def test_people_are_found_by_unit_by_typing_and_by_deductions(hands, home):
    page, found = page_of(hands), view_of(home)
    unit = found.units[2]
    page.filters.unit_box.current(3)
    page.filters.unit_box.event_generate("<<ComboboxSelected>>")
    hands.settle()
    mine = chosen_rows(found.rows, unit)
    assert [row.id for row in page.people.sheet.rows] == [row.number for row in mine]
    hands.wait_for(f"{unit}小计 {len(mine)} 人")
    assert hands.sees(f"实发 {Decimal(sums_of(mine).total):,.2f}")
    page.filters.clear()
    hands.click(page.filters.check)
    hands.settle()
    expected = [row.number for row in chosen_rows(found.rows, deducted=True)]
    assert [row.id for row in page.people.sheet.rows] == expected
    hands.click(page.filters.check)
    hands.press("Control-f", into=hands.root)
    hands.type(found.rows[4].number)
    hands.until(lambda: [row.id for row in page.people.sheet.rows] == [found.rows[4].number])
    page.filters.clear()
    hands.until(lambda: len(page.people.sheet.rows) == found.sums.people)


# ---------------------------------------------------------------- why


def test_the_panel_says_why_and_leads_to_the_day(hands, home):
    page = page_of(hands)
    row, day = late_one(home)
    hands.click_row(page.people.sheet, row.number)
    hands.wait_for(f"为什么是 {Decimal(row.total):,.2f} 元")
    lines = page.why.lines
    shown = [Decimal(line.line.amount.replace(",", "")) for line in lines]
    assert sum(shown) == Decimal(row.total)
    assert all(hands.sees(line.line.amount, page.why) for line in lines)
    late = next(line for line in lines if any(each.day == day for each in line.line.days) and line.line.taken)
    hands.click(late.head)
    hands.wait_for(f"依据：{late.line.clause}")
    assert hands.sees("规则版本", late) and hands.sees("计 1 次", late) and hands.sees("打卡 ", late)
    reload(hands)
    assert any(line.opened and line.line.key == late.line.key for line in page.why.lines)  # what was open stays open
    hands.click(page.why.copy_button)
    with opened(home) as found:
        assert hands.root.clipboard_get() == person_allowance(found, row.number, MONTH).story
    hands.click("看这一天")
    hands.settle()
    attendance = hands.window.pages["attendance"]
    assert hands.window.front == "attendance"
    assert (attendance.day, attendance.days.sheet.selected.id) == (day, row.number)
    hands.go("allowance")
    assert page.person == row.number


def test_a_line_is_opened_with_the_keyboard(hands):
    page = page_of(hands)
    closed = next(line for line in page.why.lines if not line.opened)
    hands.press("Return", into=closed.head)
    assert closed.opened and page.why.lines[0].winfo_exists()
    hands.press("space", into=closed.head)
    assert not closed.opened


# ---------------------------------------------------------------- the files


def test_the_files_are_written_and_can_be_opened(hands, home, monkeypatch):
    page, shown = page_of(hands), []
    monkeypatch.setattr(page.desk, "open_file", shown.append)
    hands.click(page.top.export)
    hands.wait_for("这一版的文件还没有写过")
    hands.click("写文件")
    hands.wait_for("出勤补助 2026-11 草稿.xlsx")
    hands.click(hands.find("打开", hands.dialogs()[-1].files))
    assert Path(shown[0]).is_file() and Path(shown[0]).parent == (home / "monthly" / MONTH).resolve()
    hands.press("Escape")
    assert hands.dialogs() == []


def test_bank_accounts_are_taken_in_and_a_bad_list_is_refused(hands, home, tmp_path):
    page = page_of(hands)
    row, bad, good = page.view.rows[1], tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text("工号,姓名\n1001,张三\n", encoding="utf-8-sig")
    good.write_text(
        f"工号,姓名,开户银行,银行账号\n{row.number},{row.name},工商银行,6222081308001234\n", encoding="utf-8-sig"
    )
    hands.click(page.top.export)
    hands.settle()
    export = hands.dialogs()[-1]
    hands.click(export.accounts)
    hands.settle()
    dialog = hands.dialogs()[-1]
    dialog.file.set(bad)
    hands.click(dialog.yes)
    hands.until(lambda: dialog.said["text"])
    dialog.file.set(good)
    hands.click(dialog.yes)
    hands.until(lambda: not dialog.winfo_exists())
    hands.wait_for("银行代发：1 人列入")
    hands.click(export.no)
    with opened(home) as found:
        assert [each.account.number for each in entered_accounts(found)] == [row.number]


def entered_accounts(home):
    with home.store.reading():
        return bank_accounts.entered(last_change())


# ---------------------------------------------------------------- the steps


def test_checking_wants_a_name_and_freezes_an_edition(hands, home):
    row, day = late_one(home)
    with opened(home) as found:
        objections.register(found, row.number, day, "am", "按时到了", row.name)
    page = reload(hands)
    hands.wait_for("有 1 处没有定下来")
    hands.click(page.top.step)
    hands.wait_for("把现在算出的结果定为一版")
    hands.click("核对")
    hands.wait_for("请填写经办人")
    assert view_of(home).number is None
    hands.type("秦主任")
    hands.press("Return")
    hands.settle()
    found = view_of(home)
    assert (found.number, found.state, found.steps[0].by) == (1, "checked", "秦主任")
    hands.wait_for("第1版 · 已核对")
    hands.wait_for("秦主任 11-23 09:22")


def test_the_approval_waits_for_what_is_not_decided(hands, home):
    page = page_of(hands)
    hands.click(page.top.step)
    hands.wait_for("还有 1 处没有定下来")
    dialog = hands.dialogs()[-1]
    assert str(dialog.yes["state"]) == "disabled"
    hands.press("Return", into=dialog.by.entry)
    assert view_of(home).state == "checked"
    hands.click(hands.find("去决定", dialog, ttk.Button))
    hands.settle()
    assert hands.dialogs() == [] and page.tabs.value == "open"
    assert len(page.open_days.sheet.rows) == 1


def test_a_day_is_decided_with_a_reason_and_taken_back(hands, home):
    page = page_of(hands)
    decide_with(hands, page, "")
    hands.wait_for("请填写理由")
    assert view_of(home).undecided == 1
    hands.press("Escape")
    decide_with(hands, page, "先发，办完再说")
    hands.until(lambda: not hands.dialogs())
    hands.settle()
    (row,) = view_of(home).open
    assert (row.decided, row.reason, row.by) == ("as_posted", "先发，办完再说", "秦主任")
    hands.wait_for("先按公示计发")
    hands.click(page.open_days.back)
    hands.settle()
    assert view_of(home).undecided == 1
    decide_with(hands, page, "先发，办完再说")
    hands.until(lambda: not hands.dialogs())
    hands.settle()
    found = view_of(home)
    assert (found.undecided, found.stale, found.state) == (0, True, "draft")
    hands.wait_for("请重新核对")


def decide_with(hands, page, reason):
    hands.click(page.open_days.decide)
    hands.settle()
    dialog = hands.dialogs()[-1]
    assert dialog.choice.get() == "as_posted" and isinstance(dialog.reason, LongField)
    if reason:
        hands.type(reason, into=dialog.reason.area)
    hands.click(dialog.yes)


def test_it_is_checked_anew_approved_and_closed(hands, home):
    page = page_of(hands)
    page.turn_to("people")
    for step, state, meaning in (
        ("核对…", "checked", "定为一版"),
        ("核准…", "approved", "同意按这一版发放"),
        ("封账…", "closed", "不能撤销"),
    ):
        assert page.top.step.cget("text") == step
        hands.click(page.top.step)
        hands.wait_for(meaning)
        hands.press("Return", into=hands.dialogs()[-1].by.entry)
        hands.until(lambda: not hands.dialogs(), state)
        hands.settle()
        assert view_of(home).state == state
    assert not page.top.step.winfo_ismapped()
    hands.wait_for("第2版 · 已封账")


def test_an_older_edition_can_be_looked_at(hands, home):
    page = page_of(hands)
    hands.click("历次 2")
    hands.click_row(page.runs.sheet, (MONTH, 1))
    hands.click("看这一版")
    hands.settle()
    hands.wait_for("正在看 2026-11 第1版")
    assert page.view.old and page.tabs.value == "people"
    hands.click(page.old.button)
    hands.settle()
    assert (page.view.old, page.view.number) == (False, 2)


def test_a_later_edition_leaves_the_closed_month_and_comes_as_a_supplement(hands, home):
    page, before = page_of(hands), view_of(home)
    row, day = late_one(home)
    with opened(home, DECEMBER) as found:
        certify_missed(found, row.number, day, time(8, 20), "指纹没有识别", "周组长")
        publish_now(found, day, "补签")
        publish_now(found, date(2026, 12, 1))
    reload(hands)
    after = view_of(home)
    assert (after.sums, after.rows, after.state) == (before.sums, before.rows, "closed")
    assert page.people.sheet.rows and hands.sees(f"{Decimal(before.sums.total):,.2f}")
    hands.window.desk.go("allowance", month=NEXT_MONTH, number=row.number)
    hands.settle()
    mine = next(each for each in view_of(home, NEXT_MONTH).rows if each.number == row.number)
    assert Decimal(mine.supplement) > 0
    supplement = next(line for line in page.why.lines if line.line.key.endswith(f":supplement:{MONTH}"))
    assert Decimal(supplement.line.amount) == Decimal(mine.supplement)
    hands.click(supplement.head)
    hands.wait_for("由迟到改为正常")
    with opened(home) as found:
        assert run_of(found, MONTH).state == "closed"

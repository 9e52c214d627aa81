"""The attendance page, by clicks: who was late and why, a missed punch corrected and posted again, the month."""

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, SATURDAY, THURSDAY

from office.day_explained import explained
from office.day_view import day_view
from office.home import open_home
from store.editions import headings


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return centre.build(tmp_path_factory.mktemp("attendance") / "home")


@pytest.fixture
def page(hands):
    """The page on Friday with nothing chosen."""
    page = hands.go("attendance")
    page.filters.clear()
    page.open_day(FRIDAY)
    hands.settle()
    return page


def numbers(page):
    return [row.id for row in page.days.sheet.rows]


def stored(home, number="2001"):
    """What the office knows now: the editions of Friday, and the person's entries."""
    with open_home(home) as opened, opened.store.reading():
        known = [(heading.day, heading.number, heading.reason) for heading in headings()]
    with open_home(home) as opened:
        return known, explained(opened, number, FRIDAY).entries


def field(dialog, key):
    return next(field for field in dialog.form.fields if field.key == key)


# ---------------------------------------------------------------- the two walks of the issue


def test_who_was_late_yesterday_and_why_in_three_clicks(hands):
    page = hands.go("attendance")
    assert page.days.view.day == FRIDAY
    hands.click("迟到 1")
    assert numbers(page) == ["1002"]
    hands.click_row(page.days.sheet, "1002")
    hands.settle()
    said = page.days.panel.text.get("1.0", "end")
    assert "08:30 上班，08:37:12 签到，迟到 7 分钟" in said
    assert "宜政务[2013]28号 第五条第1款" in said
    assert "08:37:12\t1楼\t上午签到" in said
    assert page.days.panel.verdict["text"] == "▲上午迟到7分钟"
    assert hands.sees("08:37", page.days.panel.line)


def test_a_missed_punch_is_corrected_and_the_day_posted_again(hands, home, page):
    assert page.standing.standing["text"] == "尚未公示"
    hands.click("公示…")
    hands.wait_for("公示第1版")
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the posting")
    hands.settle()
    assert stored(home)[0] == [(FRIDAY, 1, "")]
    assert page.standing.standing["text"].startswith("第1版 · 已公示 2026-11-23 09:22")
    assert not page.bar.post.winfo_ismapped()

    hands.click("缺卡 1")
    hands.click_row(page.days.sheet, "2001")
    hands.settle()
    hands.click("补签…")
    (dialog,) = hands.dialogs()
    assert field(dialog, "side").text.get() == "下午签退（应离 17:35）"
    assert field(dialog, "at").text.get() == "17:35"
    hands.press("Return")
    assert hands.sees("请填写原因")
    hands.type("指纹没有识别", field(dialog, "reason").entry)
    hands.type("周组长", field(dialog, "witness").entry)
    hands.type("23:10", field(dialog, "at").entry, clear=True)
    hands.press("Return")
    hands.wait_for("不在当天任何一个签到或签退时段里")
    assert field(dialog, "reason").text.get() == "指纹没有识别"
    assert stored(home)[1] == ()
    hands.type("17:36", field(dialog, "at").entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the certificate")
    hands.settle()
    assert [(entry.counted, entry.text) for entry in stored(home)[1]] == [
        (False, "补签 17:36（证明人周组长，指纹没有识别）；尚未进入公示")
    ]

    assert page.standing.standing["text"].endswith("有变化 1 处")
    assert page.days.sheet.selected.cells[-1] == "≠ ○下午签退缺卡"
    assert hands.sees("现在重算有变化")
    hands.click("公示新的一版…")
    hands.press("Return")  # somebody who is impatient; one dialog opens all the same
    hands.wait_for("第2版将替代第1版")
    hands.settle()
    (dialog,) = hands.dialogs()
    assert hands.sees("2001 李娜 下午：签退缺卡 → 正常", dialog)
    assert dialog.reason.text.get() == "补签 1 笔"  # what came in since the first edition
    hands.type("", dialog.reason.entry, clear=True)
    hands.press("Return")
    assert hands.sees("请填写更正原因")
    assert len(stored(home)[0]) == 1
    hands.type("补签一人", dialog.reason.entry)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the second edition")
    hands.settle()
    assert stored(home)[0] == [(FRIDAY, 1, ""), (FRIDAY, 2, "补签一人")]
    with open_home(home) as opened:
        assert day_view(opened, FRIDAY).standing == "posted"
    assert page.days.view.edition.number == 2
    assert hands.sees("没有符合条件的人")  # nobody is missing a punch any more
    hands.click("看全部")
    hands.click_row(page.days.sheet, "2001")
    hands.settle()
    assert page.days.panel.found.verdict.text == "正常"
    assert "第2版" in page.days.panel.text.get("1.0", "end")


def test_a_certified_punch_is_taken_back(hands, home, page):
    hands.click_row(page.days.sheet, "2001")
    hands.settle()
    hands.click("撤销补签…")
    (dialog,) = hands.dialogs()
    hands.press("Return")
    assert hands.sees("请填写原因")
    assert "已撤销" not in stored(home)[1][0].text
    hands.type("登记错了", field(dialog, "reason").entry)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the revocation")
    hands.settle()
    assert "已撤销（登记错了）" in stored(home)[1][0].text
    assert not page.days.panel.take_back.winfo_ismapped()
    assert page.days.view.standing == "changed"


def test_a_posting_that_was_thought_better_of_posts_nothing(hands, home, page):
    before = stored(home)[0]
    hands.click("公示新的一版…")
    hands.until(hands.dialogs, "the dialog")
    hands.press("Escape")
    assert hands.dialogs() == []
    assert stored(home)[0] == before


# ---------------------------------------------------------------- finding people and days


def test_people_are_found_by_what_is_typed_and_by_unit(hands, page):
    hands.press("Control-f", hands.root)
    hands.type("sgq")
    hands.until(lambda: numbers(page) == ["2002"], "the found one")
    hands.press("Escape", page.filters.search)
    hands.until(lambda: len(numbers(page)) == 6, "everybody")
    page.filters.unit_box.current(1)
    page.filters.unit_box.event_generate("<<ComboboxSelected>>")
    hands.settle()
    assert {row.cells[2] for row in page.days.sheet.rows} == {page.filters.unit}
    assert len(numbers(page)) == 3


def test_kinds_beyond_the_usual_are_chosen_from_a_list(hands, page):
    at = next(at for at, words in enumerate(page.filters.other["values"]) if words == "外出超时 1")
    page.filters.other.current(at)
    page.filters.other.event_generate("<<ComboboxSelected>>")
    hands.settle()
    assert numbers(page) == ["1003"]
    hands.click("有问题 4")
    assert len(numbers(page)) == 4
    assert page.filters.other.current() == 0


def test_the_days_before_and_after(hands, page):
    hands.click(page.bar.back)
    hands.settle()
    assert (page.days.view.day, page.days.view.standing) == (THURSDAY, "unposted")
    hands.click(page.bar.on)
    hands.settle()
    assert page.days.view.day == FRIDAY
    hands.type("2026-11-21", page.bar.date.entry, clear=True)
    hands.settle()
    assert (page.days.view.day, page.bar.weekday["text"]) == (SATURDAY, "星期六")
    assert hands.sees("休息日，没有人值班")
    hands.type("2026-11-30", page.bar.date.entry, clear=True)
    hands.settle()
    assert hands.sees("还没有到")
    assert str(page.bar.on["state"]) == "disabled"


def test_a_link_leads_to_a_person_on_a_day(hands, page):
    hands.window.desk.go("attendance", day=THURSDAY, number="1003")
    hands.settle()
    assert (page.days.view.day, page.days.sheet.selected.id) == (THURSDAY, "1003")
    assert page.days.panel.found.number == "1003"
    hands.window.desk.go("attendance", day=FRIDAY, finding="left_early")
    hands.settle()
    assert numbers(page) == ["2002"]


def test_refreshing_keeps_the_choice(hands, page):
    hands.click("有问题 4")
    hands.click_row(page.days.sheet, "1003")
    hands.settle()
    hands.press("F5", hands.root)
    hands.settle()
    assert (len(numbers(page)), page.days.sheet.selected.id) == (4, "1003")
    assert page.days.panel.found.number == "1003"


def test_the_keyboard_goes_in_and_out_of_the_explanation(hands, page):
    hands.press("Tab", page.days.panel.text)
    assert hands.root.focus_get() is page.days.panel.certify
    hands.press("ISO_Left_Tab")
    assert hands.root.focus_get() is page.days.panel.text


def test_the_time_line_tells_what_is_under_the_mouse(hands, page):
    hands.click_row(page.days.sheet, "1003")
    hands.settle()
    line = page.days.panel.line
    out = next(bar for bar in page.days.panel.found.line.bars if bar.kind == "outing")
    item = next(each for each in line.find_all() if line.type(each) == "rectangle" and _over(line, each, out))
    line.tag_raise(item)
    left, top, right, bottom = line.coords(item)
    line.event_generate("<Motion>", x=int(left + right) // 2, y=int(top + bottom) // 2)
    hands.root.update()
    assert hands.sees("外出 15:00–15:30（15:40返回）", line)


def _over(line, item, bar):
    return abs(line.coords(item)[0] - line.x(bar.first)) < 1 and abs(line.coords(item)[2] - line.x(bar.last)) < 1


def test_files_are_opened_by_the_system(hands, home, page, monkeypatch):
    opened = []
    monkeypatch.setattr(hands.window.desk, "open_file", opened.append)
    for text in ("Excel", "网页", "公示文件夹"):
        hands.click(text)
    folder = home / "published"
    assert opened == [*(str(folder / "2026-11" / f"2026-11-20-v2.{kind}") for kind in ("xlsx", "html")), str(folder)]


# ---------------------------------------------------------------- the month


def test_a_day_leads_to_its_month(hands, page):
    hands.click("当月月报")
    hands.settle()
    assert hands.window.front == "month"
    assert hands.window.pages["month"].view.month == "2026-11"
    hands.go("attendance")

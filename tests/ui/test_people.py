"""人员, by hand: finding people, adding, correcting, moving, leaving, importing, and who an unknown number is."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace

import pytest

from office.home import open_home
from office.people_view import history, people_view
from office.roster import ROSTER_HEADERS
from office.strangers import strangers
from reports.excel import template


@pytest.fixture(scope="module")
def home(demo, tmp_path_factory) -> Path:
    """A copy of the demo centre whose window opens on this page."""
    path = tmp_path_factory.mktemp("copy") / "home"
    copytree(demo, path)
    (path / "window.json").write_text(json.dumps({"page": "people"}), encoding="utf-8")
    return path


@pytest.fixture
def page(hands):
    return hands.go("people")


def row(home, number):
    """Somebody as the verb shows him afterwards; None where he is not on the roster."""
    with open_home(home) as opened:
        return next((each for each in people_view(opened).rows if each.number == number), None)


def past(home, number):
    with open_home(home) as opened:
        return history(opened, number).held


def numbers(page):
    return [each.id for each in page.sheet.rows]


def search(hands, page, typed):
    hands.type(typed, page.search, clear=True)
    hands.until(lambda: not page._typing, "the search")


def choose(hands, page, number):
    search(hands, page, number)
    hands.click_row(page.sheet, number)
    hands.settle()
    assert hands.sees(row_name(page, number), page.detail) and hands.sees("经过")


def row_name(page, number):
    return next(each.name for each in page.board.rows if each.number == number)


def dialog(hands):
    return hands.until(lambda: hands.dialogs() and hands.dialogs()[-1], "a dialog")


def field(hands, key):
    return next(field for field in dialog(hands).form.fields if field.key == key)


def entry(hands, key):
    held = field(hands, key)
    return getattr(held, "entry", None) or getattr(held, "box", None) or held.date.entry


def confirm(hands):
    hands.press("Return", entry(hands, "since"))


def gone(hands):
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    hands.settle()


def answer(hands, key):
    """Answer the question that the next click asks, as soon as it has the keyboard."""

    def look():
        asked = hands.root.grab_current()
        if asked is None:
            hands.root.after(30, look)
        else:
            hands.press(key, asked)

    hands.root.after(30, look)


# ---------------------------------------------------------------- finding


def test_people_are_found_by_number_name_pinyin_and_unit(hands, page):
    assert len(numbers(page)) == 60
    hands.press("Control-f")
    assert hands.root.focus_get() is page.search
    for typed, found in (("wjj", "1001"), ("王建军", "1001"), ("yuxiaoman", "2002"), ("808", "2008")):
        search(hands, page, typed)
        assert found in numbers(page)
        assert len(numbers(page)) < 4
    search(hands, page, "民政 a11")
    assert numbers(page) == ["1021", "1022"]
    search(hands, page, "没有这个人")
    assert numbers(page) == [] and hands.sees("没有符合的人")
    hands.press("Escape", page.search)
    hands.until(lambda: len(numbers(page)) == 60)


def test_enter_leads_from_the_search_to_the_first_person_and_a_reload_keeps_him(hands, page):
    search(hands, page, "3004")
    hands.press("Return", page.search)
    hands.settle()
    hands.wait_for("经过")
    assert page.sheet.selected.id == "3004" and page.sheet.copied().startswith("3004\t")
    hands.press("F5")
    hands.settle()
    assert (page.sheet.selected.id, page.typed.get(), numbers(page)) == ("3004", "3004", ["3004"])
    page.focus_on(number="1002")
    hands.settle()
    assert page.sheet.selected.id == "1002" and hands.sees("李慧敏", page.detail)


# ---------------------------------------------------------------- one person


def test_somebody_new_is_added_and_what_is_wrong_is_said_under_its_field(hands, page, home):
    hands.click("新增")
    hands.type("10 50", entry(hands, "number"))
    hands.press("Tab")
    hands.wait_for("工号“10 50”只能用字母、数字")
    confirm(hands)
    assert hands.sees("姓名没有填写，请填写") and hands.sees("请选择A/B岗") and len(hands.dialogs()) == 1
    hands.type("1001", entry(hands, "number"), clear=True)
    hands.type("单国强", entry(hands, "name"))
    hands.type("市公安局", entry(hands, "unit"))
    hands.type("A01", entry(hands, "post"))
    field(hands, "role").set("A")
    hands.type("1楼", entry(hands, "floor"))
    confirm(hands)
    hands.wait_for("工号 1001 已经是王建军")
    assert entry(hands, "name").get() == "单国强" and row(home, "1050") is None
    hands.type("1050", entry(hands, "number"), clear=True)
    confirm(hands)
    gone(hands)
    added = row(home, "1050")
    assert (added.name, added.post, added.role, added.floor, added.since) == (
        "单国强", "A01", "A", "1", date(2026, 11, 23),
    )  # fmt: skip
    assert page.sheet.selected.id == "1050" and hands.sees("A01 的 A岗还有王建军（1001），请核对", page.detail)
    search(hands, page, "sgq")
    assert numbers(page) == ["1050"]


def test_a_correction_leaves_posted_days_alone(hands, page, home):
    choose(hands, page, "1005")
    hands.click("修改")
    confirm(hands)
    hands.wait_for("没有需要保存的改动")
    hands.type("1001", entry(hands, "terminal_number"), clear=True)
    confirm(hands)
    hands.wait_for("机号 1001 已经属于王建军（工号 1001）")
    hands.type("", entry(hands, "terminal_number"), clear=True)
    hands.type("陈国樑", entry(hands, "name"), clear=True)
    confirm(hands)
    gone(hands)
    new, old = past(home, "1005")
    assert (new.person.name, new.first, old.person.name, old.last) == (
        "陈国樑", date(2026, 11, 21), "陈国栋", date(2026, 11, 20),
    )  # fmt: skip


def test_a_move_has_its_day_and_can_be_taken_back(hands, page, home):
    choose(hands, page, "1007")
    hands.click("调岗")
    hands.type("2026-11-18", entry(hands, "since"), clear=True)
    hands.wait_for("已公示到 2026-11-20")
    confirm(hands)
    hands.wait_for("没有需要保存的改动")
    hands.type("A09", entry(hands, "post"), clear=True)
    confirm(hands)
    gone(hands)
    assert (row(home, "1007").post, row(home, "1007").since) == ("A09", date(2026, 11, 18))
    assert hands.sees("2026-11-18、2026-11-19、2026-11-20已公示", page.detail)
    assert hands.sees("窗口：A04 → A09", page.detail)
    answer(hands, "Escape")
    hands.click("撤销这次登记")
    assert row(home, "1007").post == "A09"
    answer(hands, "Return")
    hands.click("撤销这次登记")
    hands.settle()
    assert (row(home, "1007").post, len(past(home, "1007"))) == ("A04", 1)


def test_who_leaves_is_kept_and_can_come_back(hands, page, home):
    choose(hands, page, "1008")
    hands.click("调离…")
    hands.type("11月20", entry(hands, "since"), clear=True)
    confirm(hands)
    hands.wait_for("日期写成 2026-11-20")
    hands.type("2026-11-20", entry(hands, "since"), clear=True)
    confirm(hands)
    gone(hands)
    assert (row(home, "1008").state, row(home, "1008").until) == ("left", date(2026, 11, 20))
    search(hands, page, "")
    assert page.states.value in ("left", "here")
    hands.click(page.states.parts["left"])
    assert numbers(page) == ["1008"]
    hands.click_row(page.sheet, "1008")
    hands.wait_for("回岗…")
    hands.click("回岗…")
    hands.type("2026-11-23", entry(hands, "since"), clear=True)
    confirm(hands)
    gone(hands)
    assert (row(home, "1008").state, row(home, "1008").since) == ("here", date(2026, 11, 23))
    hands.click(page.states.parts["here"])


# ---------------------------------------------------------------- unknown numbers


def test_an_unknown_number_becomes_somebody_s(hands, page, home):
    hands.wait_for("有 1 个不认识的机号：9001")
    hands.click("这是谁？")
    who = dialog(hands)
    hands.click(who.hush)
    hands.press("Escape")
    hands.wait_gone("不认识的机号")
    page.who("9001")
    who = dialog(hands)
    hands.click(who.hush)
    assert who.hush["text"] == "与考勤无关，不再提示"
    confirm(hands)
    hands.wait_for("请填写名册里的人")
    hands.type("wjj", entry(hands, "number"))
    hands.press("Return")
    hands.type("2026-11-10", entry(hands, "since"), clear=True)
    hands.wait_for("已公示到 2026-11-20")
    confirm(hands)
    gone(hands)
    assert [(held.person.terminal_number, held.first) for held in past(home, "1001")] == [
        ("9001", date(2026, 11, 10)),
        ("1001", None),
    ]
    hands.wait_gone("不认识的机号")
    with open_home(home) as opened:
        assert strangers(opened).found == ()


# ---------------------------------------------------------------- files


def book(path, *rows):
    path.write_bytes(template((ROSTER_HEADERS, *rows), ()))
    return path


def test_an_import_is_seen_before_it_is_done(hands, page, home, tmp_path):
    file = book(
        tmp_path / "名册.xlsx",
        ("2001", "冯德胜", "市不动产登记中心", "B01", "A", "第二组", "2", "组长", "", "", ""),
        ("2002", "于小曼", "市税务局", "B05", "B", "第二组", "2", "", "", "", ""),
        ("5001", "欧阳修", "市公安局", "A05", "A", "第一组", "1", "", "", "", ""),
        ("5002", "赵六", "市公安局", "A05", "C", "第一组", "1", "", "", "", ""),
    )
    hands.click("导入…")
    opened = dialog(hands)
    assert str(opened.yes["state"]) == "disabled"
    hands.type(str(tmp_path / "nothing.xlsx"), opened.file.entry)
    (tmp_path / "bad.xlsx").write_text("nothing")
    opened.file.set(tmp_path / "bad.xlsx")
    hands.wait_for("不是 Excel 文件或已损坏")
    opened.file.set(file)
    hands.wait_for("拒收 1")
    hands.wait_for("岗位只能填 A 或 B")
    assert opened.kinds.value == "rejected"
    hands.click(opened.kinds.parts["changed"])
    assert [each.cells[2] for each in opened.sheet.rows] == ["2002"]
    assert "窗口单位：市不动产登记中心 → 市税务局" in opened.sheet.rows[0].cells[-1]
    assert row(home, "5001") is None
    hands.click("导入 2 人")
    gone(hands)
    hands.wait_for("名册已导入：新增 1 人，变更 1 人，不变 1 人；拒收 1 行")
    assert (row(home, "5001").name, row(home, "2002").unit, row(home, "5002")) == ("欧阳修", "市税务局", None)


def test_a_template_is_saved_where_the_clerk_says(hands, page, tmp_path, monkeypatch):
    path = tmp_path / "模板.xlsx"
    asked = SimpleNamespace(asksaveasfilename=lambda **_: str(path))
    monkeypatch.setattr("ui.pages.people.files.filedialog", asked)
    hands.click("下载模板…")
    hands.until(path.exists, "the template")
    hands.wait_for("模板已存到")

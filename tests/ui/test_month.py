"""The page 月报, by clicks: what is shown is what the verbs say, every figure leads on, and the sheets are made."""

import attendance_centre as centre
import openpyxl
import pytest
from attendance_centre import FRIDAY, THURSDAY

from office.day_posting import post_day
from office.home import open_home
from office.month_grid import COLUMNS
from office.month_view import month_view, person_month

FIRST_PAGE = "month"
AT = {column: at for at, column in enumerate(COLUMNS)}
BEFORE = 2  # columns before the first day


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Friday is posted, Thursday waits."""
    path = centre.build(tmp_path_factory.mktemp("month") / "home")
    with open_home(path, lambda: centre.NOW) as opened:
        post_day(opened, FRIDAY)
    return path


@pytest.fixture
def page(hands):
    """The page on November with everybody."""
    page = hands.go("month")
    if page.month != "2026-11":
        page.open_month("2026-11")
    hands.until(lambda: page.view and page.view.month == "2026-11" and not page._summing, "November")
    page.show_all()
    page.close_person()
    hands.settle()
    return page


def said(home, month="2026-11"):
    with open_home(home) as opened:
        return month_view(opened, month)


def numbers(page):
    return [row.id for row in page.months.sheet.rows]


def cards(page):
    return {column: card.figure["text"] for column, card in page.strip.cards.items()}


# ---------------------------------------------------------------- what is shown


def test_the_month_is_what_the_verb_says(hands, home, page):
    view = said(home)
    assert numbers(page) == [row.number for row in view.grid.rows]
    signs = {"": "", **{mark.code: mark.sign for mark in view.grid.marks}}
    for shown, row in zip(page.months.sheet.rows, view.grid.rows, strict=True):
        assert shown.cells[:BEFORE] == (row.number, row.name)
        assert shown.cells[BEFORE : BEFORE + 30] == tuple(signs[code] for code in row.cells)
        assert shown.cells[BEFORE + 30 : -1] == row.totals
    everybody = view.grid.sums[0]
    assert cards(page) == {
        "rate": everybody.rate,
        **{column: everybody.totals[at] or "0" for column, at in AT.items() if column != "attended"},
    }
    assert hands.sees("21 个工作日　已公示 1 天　还有 6 天没有到")
    assert hands.sees("14 天没有公示，不计入 ›")
    assert page.top.month["text"] == "2026-11" and str(page.top.on["state"]) == "disabled"


def test_what_is_not_posted_stands_back_and_counts_for_nothing(hands, page):
    friday, thursday = BEFORE + FRIDAY.day - 1, BEFORE + THURSDAY.day - 1
    late = next(row for row in page.months.sheet.rows if row.id == "1002")
    assert (late.cells[friday], late.tones[friday]) == ("▲", "late")
    assert (late.cells[thursday], late.tones[thursday]) == ("√", "rest")
    titles = [column.title for column in page.months.sheet.columns]
    assert (titles[thursday], titles[friday]) == ("19*", "20")
    assert hands.sees("还没有公示，灰色是暂按现有数据，不计入合计")
    assert late.cells[BEFORE + 30 + AT["attended"]] == "1"


def test_the_total_columns_sort_the_most_first(hands, page):
    column = BEFORE + 30 + AT["late"]
    page.months.sheet.sort(column)
    hands.settle()
    assert numbers(page)[0] == "1002"
    for _ in range(2):
        page.months.sheet.sort(column)
    hands.settle()


# ---------------------------------------------------------------- choosing


def test_a_unit_and_its_own_sums(hands, home, page):
    box = page.top.unit_box
    box.current(2)
    box.event_generate("<<ComboboxSelected>>")
    hands.settle()
    unit = next(each for each in said(home).grid.sums if each.unit == box.get())
    assert len(numbers(page)) == unit.people == 3
    assert cards(page)["rate"] == unit.rate == "66.7%"
    assert cards(page)["late"] == "0"


def test_somebody_is_found_by_what_is_typed(hands, page):
    hands.press("Control-f", hands.root)
    assert hands.root.focus_get() is page.top.search
    hands.type("wf")
    hands.until(lambda: numbers(page) == ["1002"], "the found one")
    hands.type("xyz")
    hands.wait_for("没有符合条件的人")
    hands.click("看全部")
    hands.until(lambda: len(numbers(page)) == 6, "everybody")
    assert page.top.typed.get() == ""


def test_a_card_chooses_the_people_who_have_it(hands, page):
    hands.click(page.strip.cards["missing"])
    hands.until(lambda: numbers(page) == ["2001"], "who missed a punch")
    hands.click(page.strip.cards["missing"])
    hands.until(lambda: len(numbers(page)) == 6, "everybody")


# ---------------------------------------------------------------- one person


def test_a_person_has_his_month_beside(hands, home, page):
    hands.click_row(page.months.sheet, "1002", column=1)
    hands.settle()
    with open_home(home) as opened:
        found = person_month(opened, "1002", "2026-11")
    panel = page.panel
    assert panel.found == found and panel.winfo_ismapped()
    assert panel.figures["text"] == f"应出勤 {found.due} 天　实出勤 {found.attended} 天"
    assert hands.sees("迟到 1 次", panel)
    assert [row.cells for row in panel.days.rows] == [("11-20 星期五", "▲ 上午迟到7分钟")]
    hands.press("F5", hands.root)
    hands.settle()
    assert page.months.sheet.selected.id == "1002" and panel.winfo_ismapped()
    hands.press("Escape", page.months.sheet.table.MT)
    assert not panel.winfo_ismapped()


def test_the_panel_follows_the_keyboard_and_leads_to_the_day_and_the_allowance(hands, page):
    hands.click_row(page.months.sheet, "2001", column=0)
    hands.settle()
    page.months.sheet.select("2002")
    hands.settle()
    assert page.panel.found.number == "2002"
    hands.click("有情况")
    hands.settle()
    hands.click_row(page.panel.days, FRIDAY, column=1)
    hands.settle()
    attendance = hands.window.pages["attendance"]
    assert (hands.window.front, attendance.days.view.day) == ("attendance", FRIDAY)
    assert attendance.days.panel.found.number == "2002"
    hands.go("month")
    hands.click("看补助")
    hands.settle()
    assert hands.window.front == "allowance"
    assert (hands.window.pages["allowance"].month, hands.window.pages["allowance"].person) == ("2026-11", "2002")


def test_who_is_not_posted_has_no_month_yet(hands, page):
    hands.window.desk.go("month", month="2026-11", number="9999")
    hands.wait_for("还没有公示过工号 9999 的考勤")
    assert not page.panel.winfo_ismapped()


# ---------------------------------------------------------------- leading on


def test_a_field_leads_to_the_day_of_the_person(hands, page):
    hands.click_row(page.months.sheet, "1002", column=BEFORE + FRIDAY.day - 1)
    hands.settle()
    attendance = hands.window.pages["attendance"]
    assert (hands.window.front, attendance.days.view.day) == ("attendance", FRIDAY)
    assert attendance.days.panel.found.number == "1002"


def test_how_far_it_is_posted_leads_to_the_first_day_that_waits(hands, page):
    hands.click(page.strip.missing)
    hands.settle()
    assert hands.window.front == "postings"
    hands.go("month")


def test_a_month_without_postings_says_so(hands, page):
    hands.click(page.top.back)
    hands.wait_for("2026-10 还没有公示")
    assert cards(page)["rate"] == "–"
    assert str(page.top.write["state"]) == "disabled"
    hands.click(page.top.on)
    hands.until(lambda: len(numbers(page)) == 6, "November again")
    assert page.view.month == "2026-11"


def test_a_posting_brings_the_month_up_to_date(hands, home, page):
    with open_home(home) as opened:
        post_day(opened, THURSDAY)
    hands.until(lambda: page.view.posting.posted == 2, "the other day")
    hands.settle()
    assert cards(page)["rate"] == said(home).grid.sums[0].rate == "91.7%"
    assert page.months.sheet.columns[BEFORE + THURSDAY.day - 1].title == "19"


# ---------------------------------------------------------------- the sheets


def test_the_sheets_are_made_and_opened(hands, home, page, monkeypatch):
    opened = []
    monkeypatch.setattr(hands.window.desk, "open_file", opened.append)
    assert [str(each["state"]) for each in (page.top.unit_sheet, page.top.folder)] == ["disabled", "disabled"]
    hands.click("A3")
    hands.click("生成月报")
    hands.wait_for("月报已生成")
    hands.until(lambda: page.view.files, "the files")
    folder = home / "monthly/2026-11"
    whole = openpyxl.load_workbook(folder / "考勤月报 2026-11.xlsx")
    assert 8 in {sheet.page_setup.paperSize for sheet in whole.worksheets}  # A3
    assert sorted(page.view.files) == ["", "市公安局", "市医疗保障局"]
    hands.click("打开文件夹")
    assert opened == [str(folder.resolve())]
    hands.click("A4")
    page.top.unit_box.current(1)
    page.top.unit_box.event_generate("<<ComboboxSelected>>")
    hands.settle()
    hands.click("单位月报")
    hands.until(lambda: len(opened) == 2, "the unit's own sheet")
    hands.settle()
    own = openpyxl.load_workbook(opened[1])
    assert 8 not in {sheet.page_setup.paperSize for sheet in own.worksheets}
    names = {cell.value for sheet in own.worksheets for row in sheet.iter_rows() for cell in row}
    assert "王芳" in names and "李娜" not in names


def test_where_sheets_cannot_be_written_it_says_so(hands, home, page):
    """A file stands where the folder should be."""
    folder = home / "monthly"
    folder.rename(home / "aside")
    folder.write_text("")
    hands.click("生成月报")
    hands.until(hands.dialogs, "the trouble")
    assert hands.sees("没有完成") or hands.sees("文件")
    hands.press("Escape")
    folder.unlink()
    (home / "aside").rename(folder)
    assert str(page.top.write["state"]) == "normal"


def test_a_link_leads_to_a_month_and_a_person(hands, page):
    hands.go("people")
    hands.window.desk.go("month", month="2026-11", number="2003")
    hands.until(lambda: page.panel.found and page.panel.found.number == "2003", "the person")
    hands.settle()
    assert (page.month, page.months.sheet.selected.id) == ("2026-11", "2003")
    assert hands.sees("事假 1 天", page.panel)

"""The monthly sheet: signs, sums and their formulas, and how it comes out of LibreOffice."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from office_suite import kept_and_reckoned, pages, recalculated
from openpyxl import load_workbook
from posting_samples import day, finding, on_leave, person, session

from attendance.month import PostedDay, own_months, sums
from attendance.shape import RefusedError
from reports.excel_month import month_workbook, unit_workbook
from reports.month_layout import letter, sheet_names, sum_of_rows
from reports.month_sheet import Frame, MonthSheet, month_sheet
from reports.month_signs import USUAL, read_signs, signs_text, with_kinds
from reports.month_totals import amounts

NOVEMBER = [date(2026, 11, 1) + timedelta(days=ahead) for ahead in range(30)]
WORKING = frozenset(each for each in NOVEMBER if each.weekday() < 5)
MADE = datetime(2026, 12, 1, 9, 30)
UNPOSTED = date(2026, 11, 24)


def people(when: date) -> list:
    """Two units; 1001 is late, 1002 on leave, 1003 of an unknown morning, each on one day."""
    late = [session("am", "08:37:12", result="late"), session("pm"), finding("late", "am", 7)]
    unknown = [session("am", None, None, "unknown"), session("pm"), finding("unknown", "am", cause="not_read")]
    on = {(2, "1001"): late, (3, "1002"): on_leave("事假", "am", "pm"), (5, "1003"): unknown}
    on[4, "1002"] = [session("am"), *on_leave("学习", "pm")]
    units = {"1001": "市公安局", "1002": "市公安局", "1003": "=1+1"}
    return [
        person(number, "", *on.get((when.day, number), ()), unit=unit, post=f"A{number}")
        for number, unit in units.items()
    ]


def posted() -> list[PostedDay]:
    worked = sorted(WORKING - {UNPOSTED})
    return [PostedDay(each, 2 if each.day == 5 else 1, "workday", day(people(each), date=f"{each}")) for each in worked]


def sheet_of(days: list[PostedDay] | None = None, signs: dict[str, str] | None = None, **decided: str) -> MonthSheet:
    days = posted() if days is None else days
    settled = {("1003", date(2026, 11, 5), "am"): decided["counts"]} if decided else {}
    frame = Frame("2026-11", "安庆市政务服务中心", date(2026, 12, 1), WORKING, {d.date: d.edition for d in days}, MADE)
    return month_sheet(frame, own_months(days, decided=settled), signs or USUAL)


def total(sheet: MonthSheet, number: str, key: str) -> Fraction:
    place = [each.key for each in sheet.totals].index(key)
    return next(row.sums[place] for unit in sheet.units for row in unit.rows if row.number == number)


def opened(content: bytes, **how: bool):
    return load_workbook(BytesIO(content), **how)


def row_with(sheet, text: str, column: int = 3) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, Path]:
    """The workbooks as files, reckoned anew and printed; LibreOffice starts twice for all of them."""
    folder = tmp_path_factory.mktemp("month")
    made = {"whole": month_workbook(sheet_of()), "unit": unit_workbook(sheet_of(), "市公安局", "A3")}
    for name, content in made.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    return {name: folder / f"{name}.xlsx" for name in made}


# ---------------------------------------------------------------- what it says


def test_signs_of_a_day():
    sheet = sheet_of()
    rows = {row.number: [field.signs for field in row.fields] for unit in sheet.units for row in unit.rows}
    assert rows["1001"][:4] == ["", "▲√", "√", "√"]  # the 1st is a Sunday
    assert rows["1002"][2] == "○" and rows["1002"][3] == "√学"  # a kind nobody named: its first character
    assert rows["1003"][4] == "？√" and rows["1003"][23] == ""  # not posted: nothing is said
    first = sheet.units[0].rows[0]
    assert first.fields[1].note == "上午迟到7分钟" and first.fields[1].tone == "late"


def test_sums_are_those_of_the_allowance():
    sheet, own = sheet_of(), own_months(posted())
    for unit in sheet.units:
        for row in unit.rows:
            assert row.sums == amounts(sums(own[row.number]), sheet.totals)
    assert total(sheet, "1001", "due") == 20 and total(sheet, "1001", "late") == 1
    assert total(sheet, "1002", "attended") == Fraction(37, 2) and total(sheet, "1002", "on_leave:学习") == Fraction(
        1, 2
    )
    assert total(sheet, "1003", "unknown") == Fraction(1, 2)
    assert [sum(column) for column in zip(*(each.sums for each in sheet.trend), strict=True)] == list(sheet.sums)


def test_an_unknown_session_counts_as_the_office_decided():
    undecided, decided = sheet_of(), sheet_of(counts="paid")
    assert total(decided, "1003", "attended") - total(undecided, "1003", "attended") == Fraction(1, 2)
    assert decided.settled == Fraction(1, 2) and undecided.settled == 0
    assert decided.of_unit("市公安局").settled == 0


def test_days_not_posted_are_named_and_editions_told():
    text = "\n".join(str(cell.value) for cell in opened(month_workbook(sheet_of()))["考勤表"]["A"])
    assert "未公示 1 天：11月24日" in text
    assert "11月2日至30日公示的 20 天，其中第2版 5日，其余第1版" in text
    assert all(word in text for word in ("○事假", "学学习", "▲迟到", "制表：", "审核：", "负责人："))


def test_no_unit_sees_another_units_people():
    book = opened(unit_workbook(sheet_of(), "市公安局"))
    text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book.sheetnames == ["考勤表"] and "1001" in text and "1002" in text
    assert "1003" not in text and "=1+1" not in text and "单位负责人" in text


# ---------------------------------------------------------------- signs


def test_signs_are_read_and_written():
    assert read_signs("") == read_signs(signs_text()) == dict(USUAL)
    assert read_signs("迟到=L，早退：Z")["迟到"] == "L" and read_signs("育儿假育")["育儿假"] == "育"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("▲", "sign_form"), ("迟到", "sign_form"), ("迟到▲▼", "sign_form"), ("迟到A 迟到B", "sign_word_twice"),
     ("迟到○", "sign_twice"), ("迟到A 早退A", "sign_twice")],
)  # fmt: skip
def test_signs_that_will_not_do(text: str, kind: str):
    with pytest.raises(RefusedError) as refused:
        read_signs(text)
    assert refused.value.kind == kind


def test_usual_signs_stand_for_one_thing_and_print_in_every_font():
    assert len(set(USUAL.values())) == len(USUAL)
    assert all(sign.encode("gbk") for sign in USUAL.values())


def test_kinds_without_a_sign_never_share_one():
    known = with_kinds(USUAL, ["学习", "学术假", "学"])
    assert len({known["学习"], known["学术假"], known["学"]}) == 3


# ---------------------------------------------------------------- the workbook


def test_cells_read_back():
    sheet = opened(month_workbook(sheet_of()))["考勤表"]
    row = row_with(sheet, "1001")
    assert [sheet.cell(row, column).value for column in (4, 5, 6)] == [None, "▲√", "√"]
    assert sheet.cell(row, 5).fill.fgColor.rgb == "00FFE3BD"
    head = row_with(sheet, "序号", 1)
    assert [sheet.cell(head, column).value for column in (4, 33)] == [1, 30]
    assert [sheet.cell(head + 1, column).value for column in (4, 5)] == ["日", "一"]
    assert sheet.cell(head, 27).fill.fgColor.rgb != sheet.cell(head, 28).fill.fgColor.rgb  # the 24th is not posted
    assert sheet.cell(row, 27).fill.fill_type == "lightUp"


def test_sums_are_formulas_with_their_values():
    content = month_workbook(sheet_of())
    formulas, kept = opened(content)["考勤表"], opened(content, data_only=True)["考勤表"]
    subtotal, whole = row_with(formulas, "小计", 1), row_with(formulas, "总计（3人）", 1)
    due = 4 + 30
    assert formulas.cell(subtotal, due).value.startswith("=SUM(") and kept.cell(subtotal, due).value == 40
    assert formulas.cell(whole, due).value == f"=SUM(AH{subtotal},AH{whole - 1})" and kept.cell(whole, due).value == 60


def test_a_unit_called_like_a_formula_is_none():
    book = opened(month_workbook(sheet_of()))
    assert "=1+1" in book.sheetnames
    cells = [cell for row in book["汇总"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells and all(cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize(("paper", "size"), [("A4", 9), ("A3", 8)])
def test_print_setup(paper, size):
    for sheet in opened(month_workbook(sheet_of(), paper)):
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.center.text == "第&P页 共&N页"
        if sheet.title not in ("汇总", "每日"):
            assert sheet.page_setup.paperSize == size and sheet.freeze_panes.startswith("D")
            assert sheet.print_title_cols == "$A:$C" and sheet.print_title_rows


def test_charts_are_native():
    book = opened(month_workbook(sheet_of()))
    assert [type(chart).__name__ for chart in book["汇总"]._charts] == ["BarChart"]
    assert [type(chart).__name__ for chart in book["每日"]._charts] == ["LineChart", "LineChart"]


def test_same_input_same_bytes(monkeypatch: pytest.MonkeyPatch):
    first = month_workbook(sheet_of())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 5, 18).timetuple())
    assert month_workbook(sheet_of(posted()[::-1])) == first  # whatever the order of the days
    assert month_workbook(sheet_of(), "A3") != first


def test_tabs_are_short_and_each_its_own():
    units = ["汇总", "a/b", "a:b", "", "长" * 40, "长" * 41]
    names = sheet_names(units, ("考勤表", "汇总"))
    folded = [name.casefold() for name in names.values()]
    assert len(set(folded)) == len(units) and "汇总" not in folded
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names.values())


def test_references():
    assert [letter(number) for number in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert sum_of_rows(1, range(1, 402), Fraction(5)).text.count("SUM(") == 3


# ---------------------------------------------------------------- another office program


def test_libreoffice_reckons_the_same(printed):
    copies = recalculated(*printed.values())
    for path, copy in zip(printed.values(), copies, strict=True):
        found = list(kept_and_reckoned(path, copy))
        assert len(found) >= 8
        for sheet, cell, kept, reckoned in found:
            assert kept == pytest.approx(reckoned, abs=1e-9), (sheet, cell)


def test_it_prints(printed):
    whole, unit = pages(*printed.values(), dpi=40)
    assert (len(whole), len(unit)) == (5, 1)  # the sheet, its two summaries, two units; nothing runs over

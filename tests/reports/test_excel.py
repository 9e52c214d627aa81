import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from posting_samples import CENTRE, change, edition, every_kind, person

from reports.excel import FAMILY, template, workbook
from reports.posting import posting_tables
from reports.tones import LOOKS

MADE = datetime(2026, 11, 21, 8, 50, 12)
HEADS = [
    "序号",
    "窗口单位",
    "姓名",
    "工号",
    "岗位",
    "上午签到",
    "上午签退",
    "下午签到",
    "下午签退",
    "认定",
    "依据",
    "备注",
]


def made(people, **fields) -> bytes:
    return workbook(posting_tables(edition(people, **fields), CENTRE), MADE)


def opened(people, **fields):
    return load_workbook(BytesIO(made(people, **fields)))


def header_row(sheet) -> int:
    return next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "序号")


def row_of(sheet, number: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).value == number)


def test_the_sheets_and_the_header():
    book = opened(every_kind(), number=2, changes=[change("1001", "张三", "am", "unknown", "on_time")])
    assert book.sheetnames == ["公示", "认定依据", "更正"]
    sheet = book["公示"]
    assert [cell.value for cell in sheet[header_row(sheet)]] == HEADS
    assert sheet["A1"].value == f"{CENTRE}窗口工作人员考勤公示（2026年11月20日 星期五）"


def test_a_row_reads_back_with_its_colours():
    sheet = opened(every_kind())["公示"]
    row = row_of(sheet, "1002")
    assert sheet.cell(row, 6).value == "▲ 08:37" and sheet.cell(row, 10).value == "▲上午迟到7分钟"
    assert sheet.cell(row, 6).fill.fgColor.rgb == "00" + LOOKS["late"].paper
    assert sheet.cell(row, 6).font.color.rgb == "00" + LOOKS["late"].ink
    assert sheet.cell(row, 7).fill.fill_type is None


def test_every_cell_has_the_named_font():
    book = opened(every_kind())
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {FAMILY}


@pytest.mark.parametrize("name", ["=1+1", "+86", "@x", "-3", "=HYPERLINK(1)", "\t=1", "\r=1", "#N/A", "0042", "1e5"])
def test_a_name_stays_text(name: str):
    people = [person("0042", name, unit=name, post=name)]
    sheet = opened(people)["公示"]
    row = row_of(sheet, "0042")
    for column in (2, 3):
        cell = sheet.cell(row, column)
        assert cell.data_type == "s" and cell.value == name.replace("\r", "\n")
        assert bool(cell.quotePrefix) == (name[0] in "=+-@\t\r")
    assert sheet.cell(row, 4).data_type == "s"


def test_the_raw_file_holds_no_formula():
    with zipfile.ZipFile(BytesIO(made([person("=2", "=1+1", unit="=A1")]))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
    assert sheets and not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


def test_numbers_are_numbers():
    sheet = opened(every_kind())["认定依据"]
    assert sheet.cell(header_row(sheet) + 1, 1).value == 1
    minutes = [cell.value for cell in sheet["G"] if isinstance(cell.value, int)]
    assert sorted(minutes) == [7, 12, 20, 42, 50]


@pytest.mark.parametrize("name", ["a\x00b", "\x0b", "\ud800", "\uffff", "𠮷㐂", "x" * 40000])
def test_no_name_breaks_the_file(name: str):
    sheet = opened([person("1", name)])["公示"]
    assert sheet.cell(row_of(sheet, "1"), 3).value


def test_print_setup():
    sheet = opened([person(str(i)) for i in range(80)])["公示"]
    header = header_row(sheet)
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert f"A1:L{sheet.max_row}" in sheet.print_area.replace("$", "")


def test_an_ampersand_in_the_centres_name_does_not_break_the_foot():
    tables = posting_tables(edition([person("1")]), "A&P中心")
    sheet = load_workbook(BytesIO(workbook(tables, MADE)))["公示"]
    assert sheet.oddFooter.left.text == "A&&P中心 2026-11-20 第1版"


def test_the_title_is_merged_and_high_enough():
    sheet = opened([person("1")])["公示"]
    assert "A1:L1" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[1].height >= 24


def test_long_texts_wrap_and_get_the_height_they_need():
    sheet = opened(every_kind())["公示"]
    short, long = row_of(sheet, "1001"), row_of(sheet, "1007")
    assert sheet.cell(long, 10).alignment.wrap_text
    assert sheet.row_dimensions[long].height >= 2 * sheet.row_dimensions[short].height - 5


def test_the_totals_row():
    sheet = opened(every_kind())["公示"]
    texts = [str(cell.value) for cell in sheet["A"]]
    assert "合计（人）：应到 12　实到 8　迟到 1　早退 1　缺卡 1　旷工 2　请假 1　数据不全 1" in texts


def test_same_tables_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch):
    first = made(every_kind())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 5, 18).timetuple())
    assert made(every_kind()) == first
    assert made(every_kind()[:3]) != first


def test_the_file_carries_the_editions_date():
    content = made([person("1")])
    assert load_workbook(BytesIO(content)).properties.modified == MADE
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 11, 21, 8, 50, 12)}


def test_an_empty_sheet_says_why():
    sheet = opened([person("1")])["认定依据"]
    assert "本日没有需要说明的认定。" in [cell.value for cell in sheet["A"]]


def test_styles_are_shared():
    assert len(opened([person(str(i)) for i in range(300)])._cell_styles) < 60


def test_a_form_keeps_what_is_typed_as_text():
    rows = (("工号", "姓名", "终止日"), ("0042", "王五", ""))
    book = load_workbook(BytesIO(template(rows, (("工号", "必填。"),))))
    sheet = book.worksheets[0]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [list(row) for row in rows]
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet.column_dimensions["A"].number_format == "@"
    assert [cell.value for cell in book.worksheets[1][2]] == ["工号", "必填。"]
    assert template(rows, ()) == template(rows, ())

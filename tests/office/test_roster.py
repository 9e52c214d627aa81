"""Rosters as offices really send them: good, bad, and not a roster at all."""

import io
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.records import Person
from office import roster_values as values
from office.roster import (
    ROSTER_HEADERS,
    TEMPLATE_NOTES,
    TEMPLATE_ROWS,
    Rejection,
    RosterError,
    RosterRow,
    read_roster,
)

GOOD = {"工号": "1001", "姓名": "张三", "窗口单位": "市公安局", "窗口": "A01", "岗位": "A"}
FULL = GOOD | {
    "组": "第一组",
    "楼层": "1",
    "职务": "组长",
    "机号": "77",
    "起始日": "2026-11-01",
    "终止日": "2026-12-31",
}


def write(path: Path, rows, merge: str = "") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(path)
    return path


def roster(path: Path, *people: dict, headers=ROSTER_HEADERS) -> Path:
    return write(path, [headers, *([person.get(name) for name in headers] for person in people)])


@pytest.fixture
def book(tmp_path):
    return tmp_path / "名册.xlsx"


def refusal(path: Path) -> str:
    with pytest.raises(RosterError) as refused:
        read_roster(path)
    message = str(refused.value)
    assert path.name in message
    assert "\n" not in message
    return message


def only(book: Path, **cells):
    """The single row's value in each column, or its rejections."""
    found = read_roster(roster(book, FULL | cells))
    return found.rows[0] if found.rows else found.rejected


# ---------------------------------------------------------------- good rosters


def test_a_full_row(book):
    found = read_roster(roster(book, FULL))
    person = Person("1001", "张三", "市公安局", "A01", "A", "第一组", "1", "组长", "77")
    assert found.rows == (RosterRow(2, person, date(2026, 11, 1), date(2026, 12, 31)),)
    assert found.rejected == ()


def test_only_the_required_columns(book):
    found = read_roster(roster(book, GOOD, headers=tuple(GOOD)))
    assert found.rows == (RosterRow(2, Person("1001", "张三", "市公安局", "A01", "A", "", "", "", "1001"), None, None),)


def test_empty_optional_cells_are_as_missing_columns(book):
    (row,) = read_roster(roster(book, GOOD)).rows
    assert (row.person.terminal_number, row.person.floor, row.start, row.end) == ("1001", "", None, None)


def test_the_template_reads_back_and_explains_every_column(book):
    found = read_roster(write(book, TEMPLATE_ROWS))
    assert [row.person.number for row in found.rows] == ["1001", "1002", "0042"]
    assert found.rejected == ()
    assert TEMPLATE_ROWS[0] == ROSTER_HEADERS == tuple(column for column, _ in TEMPLATE_NOTES)


def test_header_below_a_title_with_odd_spelling_and_extra_columns(book):
    headers = ["序号", "工 号", "姓\n名", "单位", "窗　口", "岗位（A/B）", "备注", "＊楼层"]
    rows = [["XX市政务服务中心人员名册"], [], headers, [1, "1001", "张三", "市公安局", "A01", "B", "无", "2楼"]]
    (row,) = read_roster(write(book, rows)).rows
    assert row.row == 4
    assert row.person == Person("1001", "张三", "市公安局", "A01", "B", "", "2", "", "1001")


def test_rows_and_columns_left_empty_do_not_shift_the_row_number(book):
    shift = [None, None]
    rows = [[], [], [*shift, *GOOD], [], [*shift, *GOOD.values()], [*shift, " ", "\u200b"], [*shift, "2", "李四"]]
    found = read_roster(write(book, rows))
    assert [row.row for row in found.rows] == [5]
    assert [fault.row for fault in found.rejected] == [7, 7, 7]


def test_a_row_that_only_has_cells_in_unknown_columns_is_empty(book):
    found = read_roster(write(book, [["序号", *GOOD], [1, *GOOD.values()], [2], [3]]))
    assert (len(found.rows), found.rejected) == (1, ())


def test_the_first_visible_sheet_with_the_header_is_read(book):
    workbook = openpyxl.Workbook()
    workbook.active.append(["填写说明"])
    for title, name, state in [("旧", "隐藏", "hidden"), ("新", "张三", "visible"), ("后", "李四", "visible")]:
        sheet = workbook.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(list(GOOD))
        sheet.append(list((GOOD | {"姓名": name}).values()))
    workbook.create_chartsheet("图")
    workbook.save(book)
    assert [row.person.name for row in read_roster(book).rows] == ["张三"]


def test_cells_merged_downwards_count_for_every_row(book):
    people = [["1", "甲", "市公安局", "A01", "A"], ["2", "乙", None, "A01", "B"], ["3", "丙", None, "A02", "A"]]
    found = read_roster(write(book, [list(GOOD), *people], merge="C2:C3"))
    assert [row.person.unit for row in found.rows] == ["市公安局", "市公安局"]
    assert [(fault.row, fault.column) for fault in found.rejected] == [(4, "窗口单位")]


def test_a_merge_left_of_the_people_changes_nothing(book):
    people = [[None, *GOOD.values()], [None, *(GOOD | {"工号": "2", "岗位": "B"}).values()]]
    found = read_roster(write(book, [[None, *GOOD], *people], merge="A2:A9"))
    assert [row.person.role for row in found.rows] == ["A", "B"]


def test_a_merged_header_is_not_copied_into_the_row_below(book):
    rows = [list(GOOD), [None, None, None, "编号"], list(GOOD.values())]
    found = read_roster(write(book, rows, merge="A1:A2"))
    assert [row.row for row in found.rows] == [3]
    assert {fault.row for fault in found.rejected} == {2}
    assert "工号没有填写" in found.rejected[0].message


def test_a_merged_block_of_text_counts_once(book):
    found = read_roster(write(book, [list(GOOD), ["以下为三楼"], [], list(GOOD.values())], merge="A2:E3"))
    assert [row.row for row in found.rows] == [4]
    assert {fault.row for fault in found.rejected} == {2}


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("员工号", "工号"),
        ("进驻单位", "窗口单位"),
        ("组别", "组"),
        ("职位", "职务"),
        ("考勤号码", "机号"),
        ("开始日期", "起始日"),
    ],
)
def test_other_words_for_a_header(book, header, column):
    headers = [header if name == column else name for name in ROSTER_HEADERS]
    assert read_roster(write(book, [headers, list(FULL[name] for name in ROSTER_HEADERS)])) == read_roster(
        roster(book.with_name("usual.xlsx"), FULL)
    )


@settings(max_examples=25, deadline=None)
@given(st.permutations(ROSTER_HEADERS))
def test_any_order_of_columns_gives_the_same_rows(headers):
    people = [FULL, GOOD | {"工号": "2", "岗位": "C", "楼层": "x"}, GOOD | {"工号": "3", "姓名": "王五"}, FULL]
    with tempfile.TemporaryDirectory() as folder:
        usual = read_roster(roster(Path(folder, "a.xlsx"), *people))
        shuffled = read_roster(roster(Path(folder, "b.xlsx"), *people, headers=headers))
    assert usual == shuffled
    assert (len(usual.rows), len(usual.rejected)) == (2, 3)


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1001.0, "1001"),
        (1001, "1001"),
        ("0042", "0042"),
        (" 1001 ", "1001"),
        ("\u200b１００１", "1001"),
        ("Ａ－12_b", "A-12_b"),
        ("a" * 24, "a" * 24),
        (0, "0"),
        (999999999999999, "999999999999999"),
    ],
)
@pytest.mark.parametrize("column", ["工号", "机号"])
def test_numbers(book, column, cell, number):
    person = only(book, **{column: cell}).person
    assert (person.number if column == "工号" else person.terminal_number) == number


@pytest.mark.parametrize(
    "cell",
    [1001.5, "1001.0", "10 01", "张三", "a" * 25, 10**15, 1e300, True, date(2026, 1, 2), time(8, 30), "1001'", "é"],
)
@pytest.mark.parametrize("column", ["工号", "机号"])
def test_bad_numbers(book, column, cell):
    (fault,) = only(book, **{column: cell})
    assert (fault.row, fault.column) == (2, column)
    assert fault.message.startswith(column)
    assert "重新导入" in fault.message


@given(st.from_regex(r"[A-Za-z0-9_-]{1,24}", fullmatch=True))
def test_a_good_number_stays_what_it_is_in_full_width_too(number):
    full_width = "".join(chr(ord(each) + 0xFEE0) for each in number)
    assert values.number(number) == values.number(f" {full_width}\u3000") == number
    assert values.number(values.number(number)) == number


@given(st.integers(0, 10**15 - 1))
def test_whole_numbers_lose_their_decimal_point(number):
    assert values.number(float(number)) == str(number)


@pytest.mark.parametrize(
    ("cell", "role"), [("A", "A"), ("b", "B"), ("Ａ", "A"), ("A岗", "A"), ("B 岗", "B"), (" b岗\n", "B"), ("A角", "A")]
)
def test_roles(book, cell, role):
    assert only(book, 岗位=cell).person.role == role


@pytest.mark.parametrize("cell", ["C", "AB", "A/B", "岗", 1, "主岗"])
def test_bad_roles(book, cell):
    shown = str(cell)
    assert only(book, 岗位=cell) == (Rejection(2, "岗位", shown, "岗位只能填 A 或 B，请改正后重新导入"),)


@pytest.mark.parametrize(
    ("floor", "cells"),
    [
        ("1", ["1", 1.0, "1楼", "一楼", "一层", "F1", "1F", "１Ｆ", "1 层", "第一层", "01"]),
        ("3", ["三楼", "3层", "f3", "三"]),
        ("10", ["十楼", 10, "十"]),
        ("12", ["十二楼", "12F"]),
        ("21", ["二十一层"]),
        ("-1", ["-1", -1, "负一楼", "B1", "－1楼", "地下一层", "负1层", "-1F", "b1"]),
        ("-2", ["B2", "负二楼"]),
        ("", ["", None, " ", "\u3000"]),
    ],
)
def test_floors(book, floor, cells):
    people = [GOOD | {"工号": index, "楼层": cell} for index, cell in enumerate(cells)]
    assert [row.person.floor for row in read_roster(roster(book, *people)).rows] == [floor] * len(cells)


@pytest.mark.parametrize(
    "cell", ["0", 0, 1.5, "大厅", "一二楼", "1-2", "100", "楼", "F", "零楼", date(2026, 1, 2), True]
)
def test_bad_floors(book, cell):
    (fault,) = only(book, 楼层=cell)
    assert (fault.column, fault.message[:2]) == ("楼层", "楼层")


@given(st.integers(1, 99))
def test_every_floor_reads_alike_in_digits_and_in_chinese(floor):
    tens, ones = divmod(floor, 10)
    chinese = ("" if tens < 2 else values.DIGITS[tens - 1]) + ("十" if tens else "")
    chinese += values.DIGITS[ones - 1] if ones else ""
    assert values.floor(f"{chinese}楼") == values.floor(float(floor)) == str(floor)
    assert values.floor(f"负{chinese}层") == values.floor(-floor) == f"-{floor}"


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 11, 20),
        datetime(2026, 11, 20, 8, 30),
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "2026年11月20日",
        "2026 年 11 月 20 日",
        "２０２６－１１－２０",
        "20261120",
        20261120,
        46346,
        "46346",
        "2026-11-20 00:00:00",
    ],
)
def test_dates(book, cell):
    row = only(book, 起始日=cell, 终止日=cell)
    assert (row.start, row.end) == (date(2026, 11, 20), date(2026, 11, 20))


def test_a_date_with_single_digits(book):
    row = only(book, 起始日="2026-1-5", 终止日="2026年1月6日")
    assert (row.start, row.end) == (date(2026, 1, 5), date(2026, 1, 6))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-31",
        "11-20",
        "长期",
        2026,
        2026.11,
        202611,
        "2026",
        46346.5,
        -5,
        True,
        time(8, 30),
        "9999-12-31",
        "99999",
        10000,
        "1949-12-31",
    ],
)
def test_bad_dates(book, cell):
    (fault,) = only(book, 起始日=cell, 终止日="")
    assert fault.column == "起始日"
    assert "2026-11-20" in fault.message


@given(st.dates(values.FIRST_DAY, values.LAST_DAY))
def test_a_date_reads_alike_in_every_writing(day):
    serial = (day - date(1899, 12, 30)).days
    for cell in (day, day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", float(serial)):
        assert values.day(cell) == day


def test_end_before_start(book):
    (fault,) = only(book, 起始日="2026-11-02", 终止日="2026-11-01")
    assert (fault.column, fault.value) == ("终止日", "2026-11-01")
    assert "早于起始日" in fault.message


def test_names_keep_their_characters(book):
    row = only(book, 姓名=" 𠮷野　Ａ·阿依古丽\u200b\n", 窗口单位="市公安局\n出入境", 窗口=12.0)
    assert row.person[1:4] == ("𠮷野　Ａ·阿依古丽", "市公安局出入境", "12")


@pytest.mark.parametrize("column", ["姓名", "窗口单位", "窗口", "组", "职务"])
def test_words_have_a_length(book, column):
    longest = 60 if column == "窗口单位" else 40
    assert isinstance(only(book, **{column: "局" * longest}), RosterRow)
    (fault,) = only(book, **{column: "局" * (longest + 1)})
    assert (fault.column, fault.value) == (column, "局" * 40 + "…")
    assert f"最多 {longest} 个字" in fault.message


@pytest.mark.parametrize(("cell", "shown"), [(date(2026, 1, 2), "2026-01-02"), (time(8, 30), "08:30:00")])
def test_a_window_that_excel_made_a_date_is_refused(book, cell, shown):
    (fault,) = only(book, 窗口=cell)
    assert (fault.column, fault.value) == ("窗口", shown)
    assert "文本" in fault.message


@pytest.mark.parametrize("column", list(GOOD))
@pytest.mark.parametrize("cell", [None, " ", "\u3000\u200b"])
def test_required_cells(book, column, cell):
    assert only(book, 机号="5", **{column: cell}) == (Rejection(2, column, "", f"{column}没有填写，请填写后重新导入"),)


@pytest.mark.parametrize("column", ROSTER_HEADERS)
def test_a_failed_formula_is_not_empty(book, column):
    workbook = openpyxl.load_workbook(roster(book, FULL))
    cell = workbook.active.cell(2, ROSTER_HEADERS.index(column) + 1, "#N/A")
    assert cell.data_type == "e"
    workbook.save(book)
    found = read_roster(book)
    assert found.rows == ()
    assert [(fault.column, fault.value) for fault in found.rejected] == [(column, "#N/A")]


# ---------------------------------------------------------------- whole rows, whole files


def test_a_row_lists_all_its_faults_in_the_order_of_columns(book):
    bad = {"岗位": "C", "楼层": "顶", "工号": "1 1", "起始日": "明天"}
    found = read_roster(roster(book, FULL, FULL | bad | {"姓名": None, "机号": 8}))
    assert [(fault.row, fault.column) for fault in found.rejected] == [
        (3, "工号"),
        (3, "姓名"),
        (3, "岗位"),
        (3, "楼层"),
        (3, "起始日"),
    ]
    assert [row.row for row in found.rows] == [2]


def test_the_same_number_twice_refuses_the_later_row(book):
    later = FULL | {"工号": "１００１", "姓名": "李四", "机号": "78"}
    found = read_roster(roster(book, FULL | {"工号": 1001}, GOOD | {"工号": "5"}, later))
    assert [row.row for row in found.rows] == [2, 3]
    ((row, column, value, message),) = [(each.row, each.column, each.value, each.message) for each in found.rejected]
    assert (row, column, value) == (4, "工号", "1001")
    assert "第 2 行" in message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"工号": "1", "机号": "9"}, {"工号": "2", "机号": 9.0}),
        ({"工号": "1"}, {"工号": "2", "机号": "1"}),
        ({"工号": "1", "机号": "2"}, {"工号": "2"}),
    ],
)
def test_two_people_cannot_share_a_terminal_number(book, first, second):
    found = read_roster(roster(book, GOOD | first, GOOD | second | {"姓名": "李四"}))
    assert [row.row for row in found.rows] == [2]
    (fault,) = found.rejected
    assert (fault.row, fault.column) == (3, "机号")
    assert "第 2 行的张三" in fault.message


def test_a_number_not_used_on_the_terminal_is_free_for_another(book):
    found = read_roster(roster(book, GOOD | {"工号": "1", "机号": "2"}, GOOD | {"工号": "2", "机号": "1"}))
    assert (len(found.rows), found.rejected) == (2, ())


def test_a_clash_stands_among_the_other_faults_in_the_order_of_columns(book):
    found = read_roster(roster(book, FULL, FULL | {"岗位": "C"}))
    assert [(fault.row, fault.column) for fault in found.rejected] == [(3, "工号"), (3, "岗位")]


def test_missing_numbers_do_not_clash(book):
    found = read_roster(roster(book, GOOD | {"工号": None}, GOOD | {"工号": None}, GOOD | {"工号": "x y"}))
    assert [(fault.row, fault.column) for fault in found.rejected] == [(2, "工号"), (3, "工号"), (4, "工号")]


def test_a_row_refused_for_something_else_still_holds_its_number(book):
    found = read_roster(roster(book, GOOD | {"岗位": "C"}, GOOD))
    assert [(fault.row, fault.column) for fault in found.rejected] == [(2, "岗位"), (3, "工号")]


@pytest.mark.parametrize("missing", list(GOOD))
def test_a_missing_header_is_named(book, missing):
    headers = tuple(name for name in GOOD if name != missing)
    message = refusal(roster(book, GOOD, headers=headers))
    assert re.search(r"表头 (.+?)，", message)[1] == missing


def test_without_any_header_all_required_are_named(book):
    assert "表头 工号、姓名、窗口单位、窗口、岗位，" in refusal(write(book, [["一"], ["二"]]))
    assert "表头 工号、姓名、窗口单位、窗口、岗位，" in refusal(write(book, []))


def test_a_header_too_far_down_is_not_found(book):
    refusal(write(book, [*[["说明"]] * 20, list(GOOD), list(GOOD.values())]))
    assert len(read_roster(write(book, [*[["说明"]] * 19, list(GOOD), list(GOOD.values())])).rows) == 1


@pytest.mark.parametrize("twice", ["楼层", "工号", "单位"])
def test_a_header_twice_refuses_the_file(book, twice):
    message = refusal(write(book, [[*ROSTER_HEADERS, twice], [FULL[name] for name in ROSTER_HEADERS]]))
    assert ("窗口单位" if twice == "单位" else twice) in message


def test_an_unknown_header_may_stand_twice(book):
    assert read_roster(write(book, [[*GOOD, "备注", "备注", None, None], list(GOOD.values())])).rows


def test_no_people(book):
    assert "没有人员" in refusal(write(book, [ROSTER_HEADERS, [], [" "]]))


def compound_file(stream: str) -> bytes:
    """The smallest compound file with one stream; a password-protected .xlsx is one with an EncryptedPackage."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE

    def entry(name: str, kind: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        rest = struct.pack("<HBBIII16x4x8x8xIQ", len(raw) + 2, kind, 1, free, free, child, end, 0)
        return raw.ljust(64, b"\0") + rest

    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    return head + fat + entry("Root Entry", 5, 1) + entry(stream, 2, free) + bytes(256)


def plain_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return packed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "工号,姓名\n1001,张三\n".encode("gbk"),
        b"plain text",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"PK\x03\x04" + bytes(100),
        compound_file("Nothing"),
        plain_zip(),
    ],
)
def test_not_an_excel_file(book, data):
    book.write_bytes(data)
    assert "另存为 .xlsx" in refusal(book)


def test_a_password(book):
    book.write_bytes(compound_file("EncryptedPackage"))
    assert "取消密码" in refusal(book)


def test_a_csv_and_a_wrong_suffix(tmp_path):
    (tmp_path / "名册.csv").write_text("工号,姓名\n", "utf-8")
    refusal(tmp_path / "名册.csv")
    assert read_roster(roster(tmp_path / "真.xlsx", GOOD).rename(tmp_path / "真.xls")).rows


def test_a_missing_file_and_a_folder(tmp_path):
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "打不开" in refusal(tmp_path)
    with pytest.raises(RosterError):
        read_roster(Path("a\0b.xlsx"))


def damaged(content: bytes, damage, keep: float) -> bytes:
    changed = bytearray(content)
    for place, byte in damage:
        changed[int(place * len(changed))] = byte
    return bytes(changed[: int(keep * len(changed)) + 1])


PLACE = st.floats(0, 1, exclude_max=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PLACE, st.integers(0, 255)), max_size=20), st.just(1.0) | PLACE, st.booleans())
def test_a_damaged_file_never_leaks_another_error(damage, keep, inside):
    with tempfile.TemporaryDirectory() as folder:
        path = roster(Path(folder, "名册.xlsx"), FULL)
        if inside:
            with zipfile.ZipFile(path) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            with zipfile.ZipFile(path, "w") as archive:
                for name, part in parts.items():
                    archive.writestr(name, damaged(part, damage, keep) if "sheet" in name else part)
        else:
            path.write_bytes(damaged(path.read_bytes(), damage, keep))
        try:
            read_roster(path)
        except RosterError as refused:
            assert path.name in str(refused)


class Panic(BaseException):
    """What a panic in Rust looks like from Python."""


@pytest.mark.parametrize(
    ("raised", "seen"), [(Panic, RosterError), (MemoryError, RosterError), (SystemExit, SystemExit)]
)
def test_a_panic_of_the_reader_is_a_broken_file(book, monkeypatch, raised, seen):
    class Broken:
        @staticmethod
        def from_filelike(_):
            raise raised

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Broken)
    with pytest.raises(seen):
        read_roster(roster(book, GOOD))


def test_a_cell_far_away_is_refused_before_it_exhausts_memory(book):
    workbook = openpyxl.load_workbook(roster(book, GOOD))
    workbook.active["XFD1048576"] = "x"
    workbook.save(book)
    assert "很远" in refusal(book)


def test_a_hidden_sheet_is_not_even_looked_at(book):
    workbook = openpyxl.load_workbook(roster(book, GOOD))
    hidden = workbook.create_sheet("旧")
    hidden.sheet_state = "hidden"
    hidden["XFD1048576"] = "x"
    workbook.save(book)
    assert len(read_roster(book).rows) == 1


def test_formats_far_away_are_harmless(book):
    workbook = openpyxl.load_workbook(roster(book, GOOD))
    workbook.active["XFD1048576"].number_format = "0.00"
    workbook.save(book)
    assert len(read_roster(book).rows) == 1


def test_the_reader_is_loaded_only_when_a_file_is_read():
    program = "import sys, office.roster, attendance.calendar; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "office.roster" in loaded
    assert not {"python_calamine", "chinese_calendar"} & {*loaded}

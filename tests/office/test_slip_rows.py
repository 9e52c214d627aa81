"""Leave slips, duty rosters and sign-in sheets as offices keep them in Excel: good, bad, and not such a list at all."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.entries import HalfDay
from office import roster_values as values
from office.excel_rows import Rejection
from office.roster import read_roster
from office.roster_values import ExcelError
from office.slip_rows import (
    DUTY_HEADERS,
    DUTY_NOTES,
    LEAVE_HEADERS,
    LEAVE_NOTES,
    SHEET_HEADERS,
    SHEET_NOTES,
    DutyRow,
    LeaveRow,
    SheetRow,
    read_duty_roster,
    read_leave_slips,
    read_sign_in_sheet,
)
from reports.excel import workbook
from reports.forms import form_tables

SLIP = {"工号": "1001", "假别": "事假", "开始日": "2026-11-18", "结束日": "2026-11-20"}
FULL = SLIP | {
    "姓名": "张三",
    "开始时段": "下午",
    "结束时段": "上午",
    "顶岗人": "1002",
    "事由": "家中有事",
    "申请日": "2026-11-17",
    "审批人": "李四、王五",
    "审批日": "2026-11-17",
    "审批意见": "同意",
    "销假日": "2026-11-20",
    "销假时段": "下午",
}
DUTY = {"工号": "1001", "姓名": "张三", "日期": "2026-11-21", "班次": "周六值班"}
SIGN_IN = {"工号": "1001", "姓名": "张三", "签到时间": "8:24"}
AT_824 = (8 * 60 + 24) * 60


def half_day(text: str) -> HalfDay:
    """20am: the morning of 20 November 2026."""
    return HalfDay(date(2026, 11, int(text[:-2])), text[-2:])


def write(path: Path, rows, merge: str = "", formats=()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    book.save(path)
    return path


def table(path: Path, headers, *rows: dict) -> Path:
    return write(path, [headers, *([row.get(name) for name in headers] for row in rows)])


@pytest.fixture
def book(tmp_path):
    return tmp_path / "表.xlsx"


@pytest.fixture
def leaves(book):
    return lambda *rows: read_leave_slips(table(book, LEAVE_HEADERS, *rows))


@pytest.fixture
def duties(book):
    return lambda *rows: read_duty_roster(table(book, DUTY_HEADERS, *rows))


@pytest.fixture
def sheet(book):
    return lambda *rows: read_sign_in_sheet(table(book, SHEET_HEADERS, *rows))


# ---------------------------------------------------------------- leave slips


def test_a_full_slip(leaves):
    found = leaves(FULL)
    assert found.rejected == ()
    assert found.rows == (
        LeaveRow(
            row=2,
            number="1001",
            name="张三",
            kind="事假",
            first=half_day("18pm"),
            last=half_day("20am"),
            cover="1002",
            reason="家中有事",
            filed=date(2026, 11, 17),
            signers=("李四", "王五"),
            signed_on=date(2026, 11, 17),
            opinion="同意",
            closed=date(2026, 11, 20),
            closed_half="pm",
        ),
    )


def test_only_the_required_columns(book):
    (row,) = read_leave_slips(table(book, tuple(SLIP), SLIP)).rows
    first, last = half_day("18am"), half_day("20pm")
    assert row == LeaveRow(2, "1001", "", "事假", first, last, "", "", None, (), None, "", None, None)


def test_empty_optional_cells_are_as_missing_columns(book, leaves):
    assert leaves(SLIP) == read_leave_slips(table(book, tuple(SLIP), SLIP))


def test_other_words_in_another_order_below_a_title(book):
    headers = {
        "序号": 1,
        "结束日期": date(2026, 11, 20),
        "*请假类型": "年休假",
        "起始日\n（年月日）": "2026年11月18日",
        "姓 名": "张三",
        "Ｂ岗": 1002.0,
        "员工编号": 1001,
        "请假事由": "探亲",
        "填单日期": datetime(2026, 11, 17, 9, 30),
        "审批人:": "李四；王五,赵六",
        "批准日期": "2026.11.17",
        "回岗日": "2026-11-20下午",
        "备注": "无",
    }
    rows = [["十一月请假汇总"], [], [None, *headers], [None, *headers.values()], [None, 2]]
    found = read_leave_slips(write(book, rows, merge="A1:D1"))
    assert found.rejected == ()
    (row,) = found.rows
    assert (row.row, row.number, row.name, row.kind, row.cover) == (4, "1001", "张三", "年休假", "1002")
    assert (row.first, row.last, row.back) == (half_day("18am"), half_day("20pm"), half_day("20pm"))
    assert (row.reason, row.filed, row.signed_on) == ("探亲", date(2026, 11, 17), date(2026, 11, 17))
    assert row.signers == ("李四", "王五", "赵六")


def test_several_slips_of_a_person_under_one_merged_number(book):
    rows = [
        list(SLIP),
        ["1001", "事假", "2026-11-02", "2026-11-02"],
        [None, "病假", "2026-11-09", "2026-11-10"],
        ["1002", "事假", "2026-11-02", "2026-11-02"],
    ]
    found = read_leave_slips(write(book, rows, merge="A2:A3"))
    assert [(row.number, row.kind) for row in found.rows] == [("1001", "事假"), ("1001", "病假"), ("1002", "事假")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-11-18下午", "18pm"),
        ("2026/11/18 上午", "18am"),
        ("2026年11月18日下午", "18pm"),
        ("２０２６－１１－１８　下午", "18pm"),
        ("2026-11-18（下午）", "18pm"),
        ("2026.11.18\n下午", "18pm"),
        ("20261118PM", "18pm"),
        ("2026-11-18:pm", "18pm"),
        ("2026-11-18 Am", "18am"),
        ("2026-11-18", "18am"),
        ("2026-11-18 00:00:00", "18am"),
        (date(2026, 11, 18), "18am"),
        (datetime(2026, 11, 18), "18am"),
        (46344, "18am"),
        ("46344下午", "18pm"),
    ],
)
def test_a_date_cell_may_carry_its_half(leaves, cell, expected):
    (row,) = leaves(SLIP | {"开始日": cell}).rows
    assert row.first == half_day(expected)


@pytest.mark.parametrize("word", ["下午", " 下 午", "pm", "PM", "ｐｍ"])
def test_a_half_in_its_own_column(leaves, word):
    (row,) = leaves(SLIP | {"开始时段": word, "销假日": "2026-11-19", "销假时段": word}).rows
    assert (row.first, row.back) == (half_day("18pm"), half_day("19pm"))


@given(st.dates(values.FIRST_DAY, values.LAST_DAY), st.sampled_from(["上午", "下午", "am", "PM"]))
def test_a_half_day_reads_alike_in_every_writing(day, word):
    expected = (day, values.half(word))
    for written in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert values.day_and_half(f"{written}{word}") == values.day_and_half(f" {written} {word} ") == expected


def test_the_same_half_said_twice(leaves):
    (row,) = leaves(SLIP | {"结束日": "2026-11-20上午", "结束时段": "上午"}).rows
    assert row.last == half_day("20am")


@pytest.mark.parametrize(
    ("cell", "signers"),
    [
        ("李四", ("李四",)),
        ("李四、王五", ("李四", "王五")),
        ("李四；王五;赵六", ("李四", "王五", "赵六")),
        ("李四，王五,赵六、", ("李四", "王五", "赵六")),
        ("李四\n 王五 \n", ("李四", "王五")),
        ("阿依古丽·买买提、李 四", ("阿依古丽·买买提", "李 四")),
    ],
)
def test_signers_in_the_order_of_the_chain(leaves, cell, signers):
    (row,) = leaves(FULL | {"审批人": cell}).rows
    assert row.signers == signers


@pytest.mark.parametrize("opinion", ["同意", "同意。不得影响窗口工作", "无不同意见", "拟同意，请批示", ""])
def test_an_opinion_that_agrees(leaves, opinion):
    assert leaves(FULL | {"审批意见": opinion}).rows[0].opinion == opinion


DATE = "应是 1950 至 2099 年间的日期，写成 2026-11-20 这样，请改正后重新导入"
YEAR = "没有写年份，请改成 2026-11-18 或 2026-11-18下午 这样后重新导入"
CLOCK = "带有钟点，请假按半天计，请改成 2026-11-18上午 或 2026-11-18下午 这样后重新导入"
HALF = "只能填 上午 或 下午，请改正后重新导入"
EMPTY = "没有填写，请填写后重新导入"
NUMBER = "只能用字母、数字、“-”和“_”，最长 24 位，请改正后重新导入"
MADE_DATE = "被 Excel 当成了日期或时间，请把这一列的单元格格式设为“文本”再填，请改正后重新导入"
TURNED_DOWN = "审批意见是没有批准，这里只收已批准或待审批的请假，请删除这一行后重新导入"
FAILED = "的公式出错，请改好公式或直接填写内容后重新导入"


@pytest.mark.parametrize(
    ("cells", "column", "value", "message"),
    [
        ({"工号": None}, "工号", "", f"工号{EMPTY}"),
        ({"工号": "10 01"}, "工号", "10 01", f"工号{NUMBER}"),
        ({"姓名": "张" * 41}, "姓名", "张" * 40 + "…", "姓名太长，最多 40 个字，请改正后重新导入"),
        ({"假别": " "}, "假别", "", f"假别{EMPTY}"),
        ({"假别": True}, "假别", "True", "假别不能是 TRUE 或 FALSE，请改正后重新导入"),
        ({"开始日": None}, "开始日", "", f"开始日{EMPTY}"),
        ({"开始日": "11月18日下午"}, "开始日", "11月18日下午", f"开始日{YEAR}"),
        ({"开始日": "11/18"}, "开始日", "11/18", f"开始日{YEAR}"),
        ({"开始日": "18日"}, "开始日", "18日", f"开始日{DATE}"),
        ({"开始日": "下午"}, "开始日", "下午", f"开始日{DATE}"),
        ({"开始日": "2026-11-31上午"}, "开始日", "2026-11-31上午", f"开始日{DATE}"),
        ({"开始日": "2026-11-18晚上"}, "开始日", "2026-11-18晚上", f"开始日{DATE}"),
        ({"开始日": 11.18}, "开始日", "11.18", f"开始日{DATE}"),
        ({"开始日": time(8, 30)}, "开始日", "08:30:00", f"开始日{DATE}"),
        ({"开始日": datetime(2026, 11, 18, 14, 0)}, "开始日", "2026-11-18 14:00:00", f"开始日{CLOCK}"),
        ({"结束日": "2026-11-20 12:00"}, "结束日", "2026-11-20 12:00", f"结束日{CLOCK}"),
        ({"结束日": "#N/A"}, "结束日", "#N/A", f"结束日{FAILED}"),
        ({"开始时段": "全天"}, "开始时段", "全天", f"开始时段{HALF}"),
        ({"结束时段": "8:30"}, "结束时段", "8:30", f"结束时段{HALF}"),
        ({"销假时段": time(8, 30)}, "销假时段", "08:30:00", f"销假时段{MADE_DATE}"),
        (
            {"开始日": "2026-11-18上午"},
            "开始时段",
            "下午",
            "开始时段与开始日里写的“上午”不一致，请改正其中一个后重新导入",
        ),
        (
            {"开始日": "2026-11-21", "销假日": None, "销假时段": None},
            "结束日",
            "2026-11-20",
            "结束（2026-11-20上午）早于开始（2026-11-21下午），请改正其中一个后重新导入",
        ),
        (
            {"开始日": "2026-11-20"},
            "结束时段",
            "上午",
            "结束（2026-11-20上午）早于开始（2026-11-20下午），请改正其中一个后重新导入",
        ),
        (
            {"开始日": "2026-11-20", "结束日": "2026-11-20上午", "结束时段": None},
            "结束日",
            "2026-11-20上午",
            "结束（2026-11-20上午）早于开始（2026-11-20下午），请改正其中一个后重新导入",
        ),
        ({"顶岗人": "李四"}, "顶岗人", "李四", "顶岗人应填工号，不填姓名，请改正后重新导入"),
        ({"顶岗人": "1002/1003"}, "顶岗人", "1002/1003", f"顶岗人{NUMBER}"),
        ({"事由": date(2026, 11, 18)}, "事由", "2026-11-18", f"事由{MADE_DATE}"),
        ({"事由": "事" * 201}, "事由", "事" * 40 + "…", "事由太长，最多 200 个字，请改正后重新导入"),
        ({"申请日": "上周"}, "申请日", "上周", f"申请日{DATE}"),
        ({"审批人": "、；"}, "审批人", "、；", f"审批人{EMPTY}"),
        ({"审批人": "李" * 41}, "审批人", "李" * 40 + "…", "审批人太长，最多 40 个字，请改正后重新导入"),
        ({"审批日": "17日"}, "审批日", "17日", f"审批日{DATE}"),
        (
            {"审批日": None},
            "审批日",
            "",
            "填了审批人，没有填审批日，请补上审批日或删去审批人后重新导入",
        ),
        (
            {"审批人": None},
            "审批人",
            "",
            "填了审批日，没有填审批人，请补上审批人或删去审批日后重新导入",
        ),
        (
            {"审批人": None, "审批日": None},
            "审批人",
            "",
            "填了审批意见，没有填审批人，请补上审批人或删去审批意见后重新导入",
        ),
        ({"审批意见": "不同意"}, "审批意见", "不同意", TURNED_DOWN),
        ({"审批意见": "窗口缺人，不予批准。"}, "审批意见", "窗口缺人，不予批准。", TURNED_DOWN),
        (
            {"销假日": "2026-11-18", "销假时段": None},
            "销假日",
            "2026-11-18",
            "销假（2026-11-18上午）早于请假开始（2026-11-18下午），请改正其中一个后重新导入",
        ),
        (
            {"销假日": None},
            "销假日",
            "",
            "填了销假时段，没有填销假日，请补上销假日或删去销假时段后重新导入",
        ),
    ],
)
def test_a_bad_cell_of_a_slip(leaves, cells, column, value, message):
    found = leaves(SLIP | {"工号": "7"}, FULL | cells)
    assert [row.row for row in found.rows] == [2]
    assert found.rejected == (Rejection(3, column, value, message),)


CLOSINGS = (("2026-11-20", "下午"), ("2026-11-20", "上午"), ("2026-11-20", None), ("2026-11-19", None))


def test_a_slip_closed_at_its_start_was_never_taken(leaves):
    assert leaves(FULL | {"销假日": "2026-11-18"}).rows[0].back == half_day("18pm")


def test_a_slip_closed_on_its_last_day_was_taken_to_the_end_unless_a_half_is_named(leaves):
    whole = FULL | {"结束时段": "下午"}
    taken = [leaves(whole | {"销假日": day, "销假时段": half}).rows[0].back for day, half in CLOSINGS]
    assert taken == [half_day("20pm"), half_day("20am"), half_day("21am"), half_day("19am")]


def test_a_slip_lists_all_its_faults_in_the_order_of_columns(leaves):
    bad = {"销假日": "明天", "开始时段": "早上", "工号": None, "审批日": None}
    found = leaves(FULL | bad)
    assert found.rows == ()
    assert [(fault.row, fault.column) for fault in found.rejected] == [
        (2, "工号"),
        (2, "开始时段"),
        (2, "审批日"),
        (2, "销假日"),
    ]


def slip(first: str, last: str, **cells) -> dict:
    halves = {"am": "上午", "pm": "下午"}
    return SLIP | {
        "开始日": f"2026-11-{first[:-2]}{halves[first[-2:]]}",
        "结束日": f"2026-11-{last[:-2]}{halves[last[-2:]]}",
        **cells,
    }


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (slip("18am", "20pm"), slip("18am", "20pm")),
        (slip("18am", "20pm"), slip("20pm", "21pm", 假别="病假")),
        (slip("20pm", "21pm"), slip("18am", "20pm")),
        (slip("18am", "20pm", 工号=1001), slip("19am", "19am", 工号="１００１")),
        (slip("18am", "20pm", 销假日="2026-11-19下午"), slip("19am", "20pm")),
        (slip("18am", "20pm", 假别=""), slip("18am", "20pm")),
    ],
)
def test_slips_of_a_person_that_overlap_refuse_the_later_row(leaves, earlier, later):
    found = leaves(slip("2am", "2am", 工号="7"), earlier, slip("18am", "20pm", 工号="8"), later)
    (fault,) = [fault for fault in found.rejected if fault.column == "开始日"]
    assert (fault.row, fault.value) == (5, later["开始日"])
    assert fault.message == "工号 1001 与第 3 行的请假时间重叠，请删除一行或改正后重新导入"
    assert [row.row for row in found.rows if row.number != "1001"] == [2, 4]
    assert 5 not in [row.row for row in found.rows]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (slip("18am", "18am"), slip("18pm", "20pm")),
        (slip("19am", "20pm"), slip("16am", "18pm")),
        (slip("18am", "20pm", 销假日="2026-11-19下午"), slip("19pm", "20pm")),
        (slip("18am", "20pm", 销假日="2026-11-18上午"), slip("18am", "20pm")),
        (slip("18am", "20pm", 工号=None), slip("18am", "20pm", 工号=None)),
    ],
)
def test_slips_that_do_not_overlap(leaves, earlier, later):
    assert not [fault for fault in leaves(earlier, later).rejected if "重叠" in fault.message]


# ---------------------------------------------------------------- the duty roster


def test_duties(duties):
    found = duties(DUTY, DUTY | {"日期": 46348, "姓名": None}, DUTY | {"班次": "午间值班", "工号": 42.0})
    assert found.rejected == ()
    assert found.rows == (
        DutyRow(2, "1001", "张三", date(2026, 11, 21), "周六值班"),
        DutyRow(3, "1001", "", date(2026, 11, 22), "周六值班"),
        DutyRow(4, "42", "张三", date(2026, 11, 21), "午间值班"),
    )


def test_a_duty_roster_by_day_with_the_day_merged(book):
    rows = [
        ["值班表"],
        ["值班日期", "值班", "员工号"],
        [date(2026, 11, 21), "周六值班", "1001"],
        [None, None, "1002"],
    ]
    workbook = openpyxl.load_workbook(write(book, rows, merge="A3:A4"))
    workbook.active.merge_cells("B3:B4")
    workbook.save(book)
    found = read_duty_roster(book)
    assert [(row.number, row.day, row.shift) for row in found.rows] == [
        ("1001", date(2026, 11, 21), "周六值班"),
        ("1002", date(2026, 11, 21), "周六值班"),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "value", "message"),
    [
        ({"工号": "张三"}, "工号", "张三", f"工号{NUMBER}"),
        ({"姓名": "#REF!"}, "姓名", "#REF!", f"姓名{FAILED}"),
        ({"日期": None}, "日期", "", f"日期{EMPTY}"),
        ({"日期": "周六"}, "日期", "周六", f"日期{DATE}"),
        ({"日期": "11月21日"}, "日期", "11月21日", f"日期{DATE}"),
        ({"班次": ""}, "班次", "", f"班次{EMPTY}"),
        ({"班次": time(9, 0)}, "班次", "09:00:00", f"班次{MADE_DATE}"),
        (
            {"工号": "7", "日期": "2026年11月21日"},
            "班次",
            "周六值班",
            "工号 7 与第 2 行重复（同一天的同一班次），请删除一行或改正后重新导入",
        ),
    ],
)
def test_a_bad_cell_of_a_duty_roster(duties, cells, column, value, message):
    found = duties(DUTY | {"工号": "7"}, DUTY | cells)
    assert [row.row for row in found.rows] == [2]
    assert found.rejected == (Rejection(3, column, value, message),)


# ---------------------------------------------------------------- the sign-in sheet


@pytest.mark.parametrize(
    ("cell", "second", "day"),
    [
        (time(8, 24), AT_824, None),
        (time(8, 24, 30), AT_824 + 30, None),
        (time(0, 0), 0, None),
        (timedelta(hours=8, minutes=24), AT_824, None),
        (datetime(2026, 11, 18, 8, 24, 30), AT_824 + 30, date(2026, 11, 18)),
        (0.35, AT_824, None),
        (0.99999999, 86399, None),
        ("8:24", AT_824, None),
        ("08:24:30", AT_824 + 30, None),
        ("23:59:59", 86399, None),
        ("8点24分", AT_824, None),
        ("8点24", AT_824, None),
        ("8时24分30秒", AT_824 + 30, None),
        ("8点5分", 8 * 3600 + 300, None),
        ("８：２４", AT_824, None),
        (" 8： 24\n", AT_824, None),
        ("2026-11-18 08:24", AT_824, date(2026, 11, 18)),
        ("2026年11月18日 8点24分", AT_824, date(2026, 11, 18)),
        ("2026-11-18T08:24:30", AT_824 + 30, date(2026, 11, 18)),
    ],
)
def test_times(sheet, cell, second, day):
    assert sheet(SIGN_IN | {"签到时间": cell}).rows == (SheetRow(2, "1001", "张三", second, day),)


@pytest.mark.parametrize(
    ("number_format", "day"), [("h:mm", None), ("[h]:mm", None), ("yyyy-mm-dd h:mm", date(2026, 11, 18))]
)
@settings(max_examples=25, deadline=None)
@given(second=st.integers(1, 86399))
def test_no_second_is_lost_in_a_fraction_of_a_day(number_format, day, second, tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet") / "表.xlsx"
    days = (day - date(1899, 12, 30)).days if day else 0
    rows = [SHEET_HEADERS, ("1", None, days + second / 86400)]
    assert read_sign_in_sheet(write(path, rows, formats=[("C2", number_format)])).rows == (
        SheetRow(2, "1", "", second, day),
    )


@given(st.times().map(lambda at: at.replace(microsecond=0)))
def test_a_time_reads_alike_in_every_writing(at):
    second = at.hour * 3600 + at.minute * 60 + at.second
    for cell in (at, at.isoformat(), f"{at.hour}点{at.minute}分{at.second}秒", f"{at.hour}：{at:%M}：{at:%S}"):
        assert values.day_and_second(cell) == (None, second)


def test_a_sheet_in_other_words(book):
    rows = [["三楼签到表（停电）"], ["序号", "姓名", "人员编号", "到岗时间", "签名"], [1, "张三", 1001, time(8, 24)]]
    assert read_sign_in_sheet(write(book, rows)).rows == (SheetRow(3, "1001", "张三", AT_824),)


MOMENT = "签到时间应是一天里的时刻，写成 8:24 或 14:05:30 这样，请改正后重新导入"
DATED = "签到时间前面的日期不对，请改成 2026-11-18 8:24 这样，或者只写时间 8:24，再重新导入"
TWICE = "工号 7 与第 2 行重复（同一时刻），请删除一行或改正后重新导入"


@pytest.mark.parametrize(
    ("cells", "column", "value", "message"),
    [
        ({"工号": ""}, "工号", "", f"工号{EMPTY}"),
        ({"姓名": date(2026, 11, 18)}, "姓名", "2026-11-18", f"姓名{MADE_DATE}"),
        ({"签到时间": None}, "签到时间", "", f"签到时间{EMPTY}"),
        ({"签到时间": "#VALUE!"}, "签到时间", "#VALUE!", f"签到时间{FAILED}"),
        ({"签到时间": "已到"}, "签到时间", "已到", MOMENT),
        ({"签到时间": 8.24}, "签到时间", "8.24", MOMENT),
        ({"签到时间": 8}, "签到时间", "8", MOMENT),
        ({"签到时间": "8:5"}, "签到时间", "8:5", MOMENT),
        ({"签到时间": "8点"}, "签到时间", "8点", MOMENT),
        ({"签到时间": "24:00"}, "签到时间", "24:00", MOMENT),
        ({"签到时间": "8:60"}, "签到时间", "8:60", MOMENT),
        ({"签到时间": "下午2:05"}, "签到时间", "下午2:05", MOMENT),
        ({"签到时间": True}, "签到时间", "True", MOMENT),
        ({"签到时间": date(2026, 11, 18)}, "签到时间", "2026-11-18", MOMENT),
        ({"签到时间": timedelta(hours=32, minutes=24)}, "签到时间", "1 day, 8:24:00", MOMENT),
        ({"签到时间": "11-18 8:24"}, "签到时间", "11-18 8:24", DATED),
        ({"签到时间": datetime(1904, 1, 1, 8, 24)}, "签到时间", "1904-01-01 08:24:00", DATED),
        ({"工号": "7"}, "签到时间", "8:24", TWICE),
        ({"工号": 7.0, "签到时间": time(8, 24)}, "签到时间", "08:24:00", TWICE),
        ({"工号": "7", "签到时间": "2026-11-18 8:24"}, "签到时间", "2026-11-18 8:24", TWICE),
    ],
)
def test_a_bad_cell_of_a_sign_in_sheet(sheet, cells, column, value, message):
    found = sheet(SIGN_IN | {"工号": "7"}, SIGN_IN | cells)
    assert [row.row for row in found.rows] == [2]
    assert found.rejected == (Rejection(3, column, value, message),)


def test_signing_in_again_later_or_on_another_day_is_no_repeat(sheet):
    times = ["2026-11-18 8:24", "2026-11-18 14:05", "2026-11-19 8:24"]
    assert len(sheet(*(SIGN_IN | {"签到时间": at} for at in times)).rows) == 3


# ---------------------------------------------------------------- any text, whole files

ANY_CELL = st.text() | st.text("0123456789 -:/年月日上下午点分apm（：", max_size=20) | st.floats() | st.datetimes()


@given(ANY_CELL.filter(values.text))
def test_a_cell_is_read_or_refused_in_words(cell):
    for read in (values.day_and_half, values.day_and_second, values.half, values.names(40), values.cover_number):
        try:
            read(cell)
        except values.CellError as refused:
            assert "重新导入" in str(refused)


@pytest.mark.parametrize("filler", [" ", "(", "\u3000(", "8", "日", "8:"])
def test_a_cell_full_of_anything_is_refused_at_once(leaves, sheet, filler):
    full = ("2026-11-18" + filler * 32767)[:32766] + "x"
    assert len(leaves(SLIP | {"开始日": full}).rejected) == 1
    assert len(sheet(SIGN_IN | {"签到时间": full}).rejected) == 1


READERS = [
    (read_leave_slips, "请假单", "请假单", ("工号", "假别", "开始日", "结束日"), LEAVE_HEADERS, LEAVE_NOTES),
    (read_duty_roster, "值班表", "值班", ("工号", "日期", "班次"), DUTY_HEADERS, DUTY_NOTES),
    (read_sign_in_sheet, "签到表", "签到", ("工号", "签到时间"), SHEET_HEADERS, SHEET_NOTES),
]
EVERY_READER = pytest.mark.parametrize(("read", "name", "entries", "required", "headers", "notes"), READERS)


def refusal(read, path: Path) -> str:
    with pytest.raises(ExcelError) as refused:
        read(path)
    return str(refused.value)


@EVERY_READER
def test_another_list_is_refused_by_name(book, read, name, entries, required, headers, notes):
    message = "“表.xlsx”不是{}：前 20 行里找不到表头 {}，请按模板补上后再导入"
    assert refusal(read, write(book, [["说明"]])) == message.format(name, "、".join(required))
    for missing in required:
        some = [column for column in headers if column != missing]
        assert refusal(read, write(book, [some, some])) == message.format(name, missing)
    for other, *_ in READERS:
        if other is not read:
            assert f"不是{name}" in refusal(read, write(book, [next(r[4] for r in READERS if r[0] is other)]))


@EVERY_READER
def test_a_column_twice(book, read, name, entries, required, headers, notes):
    assert refusal(read, write(book, [[*headers, "员工号"]])) == (
        "“表.xlsx”中表头 工号 不止一列（写法不同的同义表头也算），请只留一列后再导入"
    )


@EVERY_READER
def test_an_empty_form_explains_its_columns_and_holds_nothing(book, read, name, entries, required, headers, notes):
    assert tuple(column for column, _ in notes) == headers
    assert {column for column, note in notes if note.startswith("必填")} == {*required}
    book.write_bytes(workbook(form_tables([headers], notes, name), datetime(2026, 11, 18)))
    assert openpyxl.load_workbook(BytesIO(book.read_bytes())).sheetnames == [name, "填写说明"]
    assert refusal(read, book) == f"“表.xlsx”只有表头，没有{entries}，请填写后再导入"


@EVERY_READER
def test_content_far_away(book, read, name, entries, required, headers, notes):
    workbook = openpyxl.load_workbook(write(book, [headers]))
    workbook.active["XFD1048576"] = "x"
    workbook.save(book)
    assert f"请删除{entries}以外的行和列" in refusal(read, book)


@EVERY_READER
def test_not_an_excel_file(book, read, name, entries, required, headers, notes):
    csv = book.with_suffix(".csv")
    csv.write_text(",".join(headers), "utf-8")
    assert refusal(read, csv) == "“表.csv”不是 Excel 文件或已损坏，请在 Excel 中另存为 .xlsx 文件后再导入"
    assert "找不到文件" in refusal(read, book)


def test_a_leave_file_is_no_roster(book):
    assert "不是人员名册" in refusal(read_roster, table(book, LEAVE_HEADERS, FULL))

"""Reading what offices keep in Excel beside the roster: leave slips, the duty roster, sign-in sheets.

As with a roster, every row is checked before anything is taken; no row is half taken.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from attendance.entries import HALVES, Half, HalfDay
from attendance.leave import back_at_work
from office import roster_values as values
from office.excel_rows import PERSON_SYNONYMS, Form, RowReader, Sifted, read_rows, sift

# ---------------------------------------------------------------- the columns of leave slips

LEAVE_HEADERS = (
    *("工号", "姓名", "假别", "开始日", "开始时段", "结束日", "结束时段", "顶岗人", "事由", "申请日"),
    *("审批人", "审批日", "审批意见", "销假日", "销假时段"),
)
LEAVE = Form(
    name="请假单",
    entries="请假单",
    headers=LEAVE_HEADERS,
    required=("工号", "假别", "开始日", "结束日"),
    synonyms={
        **PERSON_SYNONYMS,
        **dict.fromkeys(("请假类别", "请假类型", "请假种类", "类别"), "假别"),
        **dict.fromkeys(("起始日", "起始日期", "请假开始", "请假开始日期", "开始日期"), "开始日"),
        **dict.fromkeys(("起始时段", "请假开始时段"), "开始时段"),
        **dict.fromkeys(("终止日", "终止日期", "请假结束", "请假结束日期", "结束日期"), "结束日"),
        **dict.fromkeys(("终止时段", "请假结束时段"), "结束时段"),
        **dict.fromkeys(("顶岗人工号", "B岗", "B岗工号"), "顶岗人"),
        **dict.fromkeys(("请假事由", "请假原因", "原因"), "事由"),
        **dict.fromkeys(("填单日期", "申请日期"), "申请日"),
        **dict.fromkeys(("审批日期", "批准日", "批准日期"), "审批日"),
        **dict.fromkeys(("销假日期", "回岗日", "回岗日期"), "销假日"),
        "回岗时段": "销假时段",
    },
)
LEAVE_NOTES = (
    ("工号", "必填。与名册一致；以 0 开头的请先把单元格格式设为“文本”。"),
    ("姓名", "可不填。填了就与名册核对。"),
    ("假别", "必填。写法与规则里的假别一致。"),
    ("开始日", "必填。请假的第一天，写成 2026-11-18；也可以写成 2026-11-18下午，不再填开始时段。"),
    ("开始时段", "上午 或 下午，不填为上午。"),
    ("结束日", "必填。请假的最后一天，写法同开始日。"),
    ("结束时段", "上午 或 下午，不填为下午。"),
    ("顶岗人", "可不填。顶岗人的工号，不是姓名。"),
    ("事由", "可不填。"),
    ("申请日", "填请假单的日期，写成 2026-11-17；晚于开始日的为补假。不填按开始日算。"),
    ("审批人", "已批准的才填，按审批顺序写全，几个人之间用“、”隔开；备案的不写，没有批准的不填。"),
    ("审批日", "批准的日期，与审批人要么都填，要么都不填。"),
    ("审批意见", "可不填。没有同意的请假不要列入。"),
    ("销假日", "已销假的才填。回岗的那一天；写法同开始日。"),
    ("销假时段", "从上午还是下午起回岗，不填为上午；销假日就是结束日的，不填为休满。"),
)

# ---------------------------------------------------------------- the columns of the others

DUTY_HEADERS = ("工号", "姓名", "日期", "班次")
DUTY = Form(
    name="值班表",
    entries="值班",
    headers=DUTY_HEADERS,
    required=("工号", "日期", "班次"),
    synonyms={**PERSON_SYNONYMS, "值班日期": "日期", **dict.fromkeys(("值班班次", "值班"), "班次")},
)
DUTY_NOTES = (
    ("工号", "必填。与名册一致；以 0 开头的请先把单元格格式设为“文本”。一人一天一个班次写一行。"),
    ("姓名", "可不填。填了就与名册核对。"),
    ("日期", "必填。值班的日期，写成 2026-11-21。"),
    ("班次", "必填。写法与规则里的值班班次一致。"),
)

SHEET_HEADERS = ("工号", "姓名", "签到时间")
SHEET = Form(
    name="签到表",
    entries="签到",
    headers=SHEET_HEADERS,
    required=("工号", "签到时间"),
    synonyms={**PERSON_SYNONYMS, **dict.fromkeys(("时间", "到岗时间"), "签到时间")},
)
SHEET_NOTES = (
    ("工号", "必填。与名册一致；以 0 开头的请先把单元格格式设为“文本”。一人签了几次就写几行。"),
    ("姓名", "可不填。填了就与名册核对。"),
    ("签到时间", "必填。写成 8:24 或 08:24:30，下午写成 14:05。"),
)

# ---------------------------------------------------------------- what is handed out


class LeaveRow(NamedTuple):
    """A leave slip. `signers` are in the order of the chain and all signed on `signed_on`; without them it is open."""

    row: int
    number: str
    name: str
    kind: str
    first: HalfDay
    last: HalfDay
    cover: str
    reason: str
    filed: date | None
    signers: tuple[str, ...]
    signed_on: date | None
    opinion: str
    closed: date | None
    closed_half: Half | None

    @property
    def back(self) -> HalfDay | None:
        """From when on the person was back."""
        return back_at_work(self.last, self.closed, self.closed_half) if self.closed else None


class DutyRow(NamedTuple):
    """A person's duty shift on a day."""

    row: int
    number: str
    name: str
    day: date
    shift: str


class SheetRow(NamedTuple):
    """A line of a sign-in sheet: `second` of the day, and the `day` where the cell holds one."""

    row: int
    number: str
    name: str
    second: int
    day: date | None = None


LeaveFile = Sifted[LeaveRow]
DutyFile = Sifted[DutyRow]
SheetFile = Sifted[SheetRow]


def read_leave_slips(path: Path) -> LeaveFile:
    """Read and check leave slips; ExcelError when the file as a whole holds none."""
    read = [(reader, _leave(reader)) for reader in read_rows(path, LEAVE)]
    _refuse_repeats(read, _overlap, "开始日", "的请假时间重叠")
    return sift(read)


def read_duty_roster(path: Path) -> DutyFile:
    """Read and check a duty roster; ExcelError when the file as a whole is none."""
    read = [(reader, _duty(reader)) for reader in read_rows(path, DUTY)]
    _refuse_repeats(read, _same_duty, "班次", "重复（同一天的同一班次）")
    return sift(read)


def read_sign_in_sheet(path: Path) -> SheetFile:
    """Read and check a sign-in sheet; ExcelError when the file as a whole is none."""
    read = [(reader, _signed_in(reader)) for reader in read_rows(path, SHEET)]
    _refuse_repeats(read, _same_moment, "签到时间", "重复（同一时刻）")
    return sift(read)


# ---------------------------------------------------------------- leave slips

REFUSED = re.compile(r"不同意(?!见)|不予同意|不予?批准|不予?准假|未获?批准|驳回|退回")


def _leave(reader: RowReader) -> LeaveRow | None:
    """The slip, None where its time cannot be told."""
    number, name = _person(reader)
    kind = reader.take("假别", values.words(40), "")
    first = _half_day(reader, "开始", "am")
    last = _half_day(reader, "结束", "pm")
    _refuse_backwards(reader, first, last)
    cover = reader.take("顶岗人", values.cover_number, "")
    reason = reader.take("事由", values.words(200), "")
    filed = reader.take("申请日", values.day, None)
    signers, signed_on, opinion = _signatures(reader)
    closed = _closed(reader, first, last)
    if not first or not last:
        return None
    slip = (kind, first, last, cover, reason, filed)
    return LeaveRow(reader.row, number, name, *slip, signers, signed_on, opinion, *(closed or (None, None)))


def _half_day(reader: RowReader, edge: str, otherwise: Half) -> HalfDay | None:
    found = _day_and_half(reader, edge)
    return HalfDay(found[0], found[1] or otherwise) if found else None


def _day_and_half(reader: RowReader, edge: str) -> tuple[date, Half | None] | None:
    """The half-day of two columns; the half may stand in either, and must be the same where it stands in both."""
    day_column, half_column = f"{edge}日", f"{edge}时段"
    written = reader.take(day_column, values.day_and_half, None)
    stated = reader.take(half_column, values.half, None)
    if not written or (reader.filled(half_column) and not stated):
        return None
    day, half = written
    if half and stated and half != stated:
        message = f"{half_column}与{day_column}里写的“{_half_word(half)}”不一致，请改正其中一个后重新导入"
        reader.refuse(half_column, message)
        return None
    return day, half or stated


def _refuse_backwards(reader: RowReader, first: HalfDay | None, last: HalfDay | None) -> None:
    if first and last and last < first:
        half_is_wrong = last.date == first.date and reader.filled("结束时段")
        message = f"结束（{_written(last)}）早于开始（{_written(first)}），请改正其中一个后重新导入"
        reader.refuse("结束时段" if half_is_wrong else "结束日", message)


def _signatures(reader: RowReader) -> tuple[tuple[str, ...], date | None, str]:
    """Who signed, when, and with what opinion. A slip that was turned down must not come in as signed."""
    nobody: tuple[str, ...] = ()
    signers = reader.take("审批人", values.names(40), nobody)
    signed_on = reader.take("审批日", values.day, None)
    opinion = reader.take("审批意见", values.words(200), "")
    if reader.filled("审批人"):
        _refuse_missing(reader, "审批人", "审批日")
    else:
        _refuse_missing(reader, "审批日" if reader.filled("审批日") else "审批意见", "审批人")
    if REFUSED.search(values.compact(opinion)):
        reader.refuse("审批意见", "审批意见是没有批准，这里只收已批准或待审批的请假，请删除这一行后重新导入")
    return signers, signed_on, opinion


def _closed(reader: RowReader, first: HalfDay | None, last: HalfDay | None) -> tuple[date, Half | None] | None:
    closed = _day_and_half(reader, "销假")
    _refuse_missing(reader, "销假时段", "销假日")
    back = back_at_work(last, *closed) if closed and last else None
    if back and first and back < first:
        message = f"销假（{_written(back)}）早于请假开始（{_written(first)}），请改正其中一个后重新导入"
        reader.refuse("销假日", message)
    return closed


def _refuse_missing(reader: RowReader, given: str, missing: str) -> None:
    if reader.filled(given) and not reader.filled(missing):
        reader.refuse(missing, f"填了{given}，没有填{missing}，请补上{missing}或删去{given}后重新导入")


def _written(half_day: HalfDay) -> str:
    return f"{half_day.date}{_half_word(half_day.half)}"


def _half_word(half: Half) -> str:
    return "上午下午"[2 * HALVES.index(half) :][:2]


def _overlap(one: LeaveRow, other: LeaveRow) -> bool:
    """Whether both are away in some half-day; a closed leave ends with the return."""
    begin, end = max(one.first, other.first), min(one.last, other.last)
    return begin <= end and all(begin < leave.back for leave in (one, other) if leave.back)


# ---------------------------------------------------------------- duty, sign-in sheets


def _duty(reader: RowReader) -> DutyRow | None:
    number, name = _person(reader)
    day = reader.take("日期", values.day, None)
    shift = reader.take("班次", values.words(40), "")
    return DutyRow(reader.row, number, name, day, shift) if day and shift else None


def _same_duty(one: DutyRow, other: DutyRow) -> bool:
    return (one.day, one.shift) == (other.day, other.shift)


def _signed_in(reader: RowReader) -> SheetRow | None:
    number, name = _person(reader)
    moment = reader.take("签到时间", values.day_and_second, None)
    if moment is None:
        return None
    day, second = moment
    return SheetRow(reader.row, number, name, second, day)


def _same_moment(one: SheetRow, other: SheetRow) -> bool:
    """A line without a date may be of any day, so of the other's too."""
    return one.second == other.second and (one.day == other.day or None in (one.day, other.day))


# ---------------------------------------------------------------- all


def _person(reader: RowReader) -> tuple[str, str]:
    return reader.take("工号", values.number, ""), reader.take("姓名", values.words(40), "")


Row = TypeVar("Row", LeaveRow, DutyRow, SheetRow)


def _refuse_repeats(
    read: Sequence[tuple[RowReader, Row | None]], same: Callable[[Row, Row], bool], column: str, repeats: str
) -> None:
    """Refuse what a person has in an earlier row already: the earlier may be the right one."""
    by_number: dict[str, list[Row]] = {}
    for reader, row in read:
        if row is None or not row.number:
            continue
        earlier = by_number.setdefault(row.number, [])
        first = next((one for one in earlier if same(one, row)), None)
        if first is not None:
            message = f"工号 {row.number} 与第 {first.row} 行{repeats}，请删除一行或改正后重新导入"
            reader.refuse(column, message)
        earlier.append(row)

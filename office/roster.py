"""Reading a roster from Excel. Every row is checked before anything is taken; no row is half taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendance.records import Person
from office import roster_values as values
from office.excel_rows import PERSON_SYNONYMS, Form, Rejection, RowReader, Sifted, read_rows, sift
from office.roster_values import RosterError

__all__ = ["ROSTER_HEADERS", "TEMPLATE_NOTES", "TEMPLATE_ROWS", "Rejection", "RosterError", "RosterRow", "read_roster"]

# ---------------------------------------------------------------- the columns

ROSTER_HEADERS = ("工号", "姓名", "窗口单位", "窗口", "岗位", "组", "楼层", "职务", "机号", "起始日", "终止日")
REQUIRED = ("工号", "姓名", "窗口单位", "窗口", "岗位")
SYNONYMS = {
    **PERSON_SYNONYMS,
    **dict.fromkeys(("单位", "单位名称", "窗口单位名称", "进驻单位"), "窗口单位"),
    **dict.fromkeys(("窗口号", "窗口编号", "窗口名称"), "窗口"),
    **dict.fromkeys(("AB岗", "A/B岗", "岗位A/B", "AB角"), "岗位"),
    **dict.fromkeys(("小组", "组别", "所在组"), "组"),
    "所在楼层": "楼层",
    "职位": "职务",
    **dict.fromkeys(("考勤机号", "考勤号", "考勤号码", "指纹号", "登记号码"), "机号"),
    **dict.fromkeys(("开始日", "开始日期", "起始日期"), "起始日"),
    **dict.fromkeys(("终止日期", "结束日", "结束日期", "截止日期"), "终止日"),
}
ROSTER = Form("人员名册", "人员", ROSTER_HEADERS, REQUIRED, SYNONYMS)
TEMPLATE_ROWS = (
    ROSTER_HEADERS,
    ("1001", "张三", "市公安局", "A01", "A", "第一组", "1", "窗口负责人", "", "2026-11-01", ""),
    ("1002", "李四", "市公安局", "A01", "B", "第一组", "1", "", "", "2026-11-01", ""),
    ("0042", "王五", "市人社局", "C12", "A", "第二组", "3", "", "1042", "2026-11-01", "2026-12-31"),
)
TEMPLATE_NOTES = (
    ("工号", "必填。字母、数字、“-”和“_”，最长 24 位，不能重复；以 0 开头的请先把单元格格式设为“文本”。"),
    ("姓名", "必填。"),
    ("窗口单位", "必填。派驻窗口的单位全称，同一单位写法要一致。"),
    ("窗口", "必填。窗口的编号或名称，如 A01；同一窗口的 A 岗和 B 岗写法要一致。"),
    ("岗位", "必填。A 或 B。"),
    ("组", "可不填。"),
    ("楼层", "可不填。数字，如 1、2；地下一层填 -1。"),
    ("职务", "可不填。"),
    (
        "机号",
        "考勤机上的登记号码，与工号相同的不填；两人不能共用。",
    ),
    ("起始日", "可不填。从哪一天起在这个岗位，写成 2026-11-01。"),
    ("终止日", "可不填。在这个岗位的最后一天，写成 2026-12-31；没有终止日的不填。"),
)

# ---------------------------------------------------------------- what is handed out


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row that can be taken. Without `start` or `end` the assignment is open on that side."""

    row: int
    person: Person
    start: date | None
    end: date | None


RosterFile = Sifted[RosterRow]


def read_roster(path: Path) -> RosterFile:
    """Read and check a roster; RosterError when the file as a whole is none."""
    read = [(reader, _checked(reader)) for reader in read_rows(path, ROSTER)]
    _refuse_clashes(read)
    return sift(read)


# ---------------------------------------------------------------- the rows


def _checked(reader: RowReader) -> RosterRow:
    person = _person(reader)
    start = reader.take("起始日", values.day, None)
    end = reader.take("终止日", values.day, None)
    if start and end and end < start:
        reader.refuse("终止日", "终止日早于起始日，请改正其中一个后重新导入")
    return RosterRow(reader.row, person, start, end)


def _person(reader: RowReader) -> Person:
    number = reader.take("工号", values.number, "")
    return Person(
        number=number,
        name=reader.take("姓名", values.words(40), ""),
        unit=reader.take("窗口单位", values.words(60), ""),
        post=reader.take("窗口", values.words(40), ""),
        role=reader.take("岗位", values.role, ""),
        group=reader.take("组", values.words(40), ""),
        floor=reader.take("楼层", values.floor, ""),
        title=reader.take("职务", values.words(40), ""),
        terminal_number=reader.take("机号", values.number, number),
    )


def _refuse_clashes(read: Sequence[tuple[RowReader, RosterRow]]) -> None:
    """Numbers and terminal numbers used twice. The later row is refused: the first may be the right one."""
    by_number: dict[str, RosterRow] = {}
    by_terminal: dict[str, RosterRow] = {}
    for reader, each in read:
        number, terminal = each.person.number, each.person.terminal_number
        first = by_number.setdefault(number, each)
        if number and first is not each:
            message = f"工号 {number} 与第 {first.row} 行重复，请删除一行或改正工号后重新导入"
            reader.refuse("工号", message, number)
        holder = by_terminal.setdefault(terminal, each)
        if holder.person.number != number:
            message = (
                f"机号 {terminal} 已由第 {holder.row} 行的{holder.person.name}使用（机号不填的以工号为机号），"
                "两人不能共用，请改正后重新导入"
            )
            reader.refuse("机号", message, terminal)

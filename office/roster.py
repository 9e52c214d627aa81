"""Reading a roster from Excel. Every row is checked before anything is taken; no row is half taken."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from attendance.records import Person
from office import roster_values as values
from office.roster_values import Cell, CellError, Grid, RosterError, load_grids

T = TypeVar("T")

__all__ = ["ROSTER_HEADERS", "TEMPLATE_NOTES", "TEMPLATE_ROWS", "RosterError", "read_roster"]

# ---------------------------------------------------------------- the columns

ROSTER_HEADERS = ("工号", "姓名", "窗口单位", "窗口", "岗位", "组", "楼层", "职务", "机号", "起始日", "终止日")
REQUIRED = ("工号", "姓名", "窗口单位", "窗口", "岗位")
SYNONYMS = {
    **dict.fromkeys(("员工号", "员工编号", "人员编号"), "工号"),
    **dict.fromkeys(("人员姓名", "员工姓名"), "姓名"),
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
class Rejection:
    """Why a row is refused. `row` is the number Excel shows; a row may have several."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row that can be taken. Without `start` or `end` the assignment is open on that side."""

    row: int
    person: Person
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as read: the good rows, and every fault of the others."""

    rows: tuple[RosterRow, ...]
    rejected: tuple[Rejection, ...]


def read_roster(path: Path) -> RosterFile:
    """Read and check a roster; RosterError when the file as a whole is none."""
    checked = [_checked(row, cells) for row, cells in _records(_find_table(path, load_grids(path)))]
    if not checked:
        raise RosterError(f"“{path.name}”只有表头，没有人员，请填写后再导入")
    rows = [row for row, _ in checked]
    rejected = [*chain.from_iterable(faults for _, faults in checked), *_clashes(rows)]
    rejected.sort(key=lambda fault: (fault.row, ROSTER_HEADERS.index(fault.column)))
    refused = {fault.row for fault in rejected}
    return RosterFile(tuple(row for row in rows if row.row not in refused), tuple(rejected))


# ---------------------------------------------------------------- the header

HEADER_REMARK = re.compile(r"\(.*?\)|[*:]")
HEADER_WITHIN = 20  # rows above the header hold a title at most


class _Table(NamedTuple):
    grid: Grid
    header: int  # index of the header row in the grid
    columns: Mapping[str, int]


def _find_table(path: Path, grids: Sequence[Grid]) -> _Table:
    """The first sheet's header that holds every required column."""
    nearest: set[str] = set()
    for grid in grids:
        for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
            names = [_header(cell) for cell in row]
            found = set(names) & set(REQUIRED)
            if len(found) == len(REQUIRED):
                _refuse_twice(path, names)
                return _Table(grid, index, {name: names.index(name) for name in ROSTER_HEADERS if name in names})
            nearest = max(nearest, found, key=len)
    missing = "、".join(name for name in REQUIRED if name not in nearest)
    raise RosterError(f"“{path.name}”不是人员名册：前 {HEADER_WITHIN} 行里找不到表头 {missing}，请按模板补上后再导入")


def _header(cell: Cell) -> str:
    name = HEADER_REMARK.sub("", values.compact(cell))
    return SYNONYMS.get(name, name)


def _refuse_twice(path: Path, names: Sequence[str]) -> None:
    twice = "、".join(name for name, times in Counter(names).items() if times > 1 and name in ROSTER_HEADERS)
    if twice:
        raise RosterError(f"“{path.name}”中表头 {twice} 不止一列（写法不同的同义表头也算），请只留一列后再导入")


# ---------------------------------------------------------------- the rows


def _records(table: _Table) -> Iterator[tuple[int, dict[str, Cell]]]:
    _fill_merged(table)
    for index, row in enumerate(table.grid.rows[table.header + 1 :], table.header + 1):
        cells = {name: row[column] for name, column in table.columns.items()}
        if any(values.text(cell) for cell in cells.values()):
            yield table.grid.top + index + 1, cells


def _fill_merged(table: _Table) -> None:
    """Cells merged downwards show one value for several people; only the first of them holds it."""
    top, left, rows, merged = table.grid
    for (first, column), (last, last_column) in merged:
        if column == last_column and column - left in table.columns.values() and first - top > table.header:
            for row in rows[first - top + 1 : last - top + 1]:
                row[column - left] = rows[first - top][column - left]


class _RowReader:
    """Takes values out of one row and collects every fault on the way."""

    def __init__(self, row: int, cells: Mapping[str, Cell]) -> None:
        self.row, self.cells = row, cells
        self.faults: list[Rejection] = []

    def take(self, column: str, read: Callable[[Cell], T], empty: T) -> T:
        cell = self.cells.get(column, "")
        try:
            values.refuse_formula_error(cell)
            if values.text(cell):
                return read(cell)
            if column in REQUIRED:
                raise CellError("没有填写，请填写后重新导入")
        except CellError as fault:
            self.refuse(column, f"{column}{fault}")
        return empty

    def refuse(self, column: str, message: str) -> None:
        self.faults.append(_rejection(self.row, column, values.text(self.cells.get(column, "")), message))


def _rejection(row: int, column: str, value: str, message: str) -> Rejection:
    return Rejection(row, column, value if len(value) <= 40 else f"{value[:40]}…", message)


def _checked(row: int, cells: Mapping[str, Cell]) -> tuple[RosterRow, list[Rejection]]:
    reader = _RowReader(row, cells)
    person = _person(reader)
    start = reader.take("起始日", values.day, None)
    end = reader.take("终止日", values.day, None)
    if start and end and end < start:
        reader.refuse("终止日", "终止日早于起始日，请改正其中一个后重新导入")
    return RosterRow(row, person, start, end), reader.faults


def _person(reader: _RowReader) -> Person:
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


def _clashes(rows: Sequence[RosterRow]) -> Iterator[Rejection]:
    """Numbers and terminal numbers used twice. The later row is refused: the first may be the right one."""
    by_number: dict[str, RosterRow] = {}
    by_terminal: dict[str, RosterRow] = {}
    for each in rows:
        number, terminal = each.person.number, each.person.terminal_number
        first = by_number.setdefault(number, each)
        if number and first is not each:
            message = f"工号 {number} 与第 {first.row} 行重复，请删除一行或改正工号后重新导入"
            yield _rejection(each.row, "工号", number, message)
        holder = by_terminal.setdefault(terminal, each)
        if holder.person.number != number:
            message = (
                f"机号 {terminal} 已由第 {holder.row} 行的{holder.person.name}使用（机号不填的以工号为机号），"
                "两人不能共用，请改正后重新导入"
            )
            yield _rejection(each.row, "机号", terminal, message)

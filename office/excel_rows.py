"""Reading a list from Excel: the file, its header among the first rows, and each row with every fault named.

What the columns are, a Form says; what they hold, the reader of the list takes from each row.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar
from xml.etree import ElementTree

from office import roster_values as values
from office.roster_values import Cell, CellError, ExcelError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

T = TypeVar("T")

# Every list is about people, and every office has its own word for these.
PERSON_SYNONYMS = {
    **dict.fromkeys(("员工号", "员工编号", "人员编号"), "工号"),
    **dict.fromkeys(("人员姓名", "员工姓名"), "姓名"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of list: its name, what its rows are, and its columns, which a file may have in any order."""

    name: str
    entries: str
    headers: tuple[str, ...]
    required: tuple[str, ...]
    synonyms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row is refused. `row` is the number Excel shows; a row may have several."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Sifted(Generic[T]):
    """A list as read: the good rows, and every fault of the others."""

    rows: tuple[T, ...]
    rejected: tuple[Rejection, ...]


class RowReader:
    """Takes values out of one row and collects every fault on the way."""

    def __init__(self, row: int, cells: Mapping[str, Cell], form: Form) -> None:
        self.row, self.cells, self.form = row, cells, form
        self.faults: list[Rejection] = []

    def take(self, column: str, read: Callable[[Cell], T], empty: T) -> T:
        try:
            values.refuse_formula_error(self._cell(column))
            if self.filled(column):
                return read(self._cell(column))
            if column in self.form.required:
                raise CellError("没有填写，请填写后重新导入")
        except CellError as fault:
            self.refuse(column, f"{column}{fault}")
        return empty

    def filled(self, column: str) -> bool:
        return bool(values.text(self._cell(column)))

    def refuse(self, column: str, message: str, value: str | None = None) -> None:
        """Refuse the row for a column's value, unless another is given: the cell as it stands."""
        shown = values.text(self._cell(column)) if value is None else value
        self.faults.append(Rejection(self.row, column, shown if len(shown) <= 40 else f"{shown[:40]}…", message))

    def _cell(self, column: str) -> Cell:
        return self.cells.get(column, "")


def read_rows(path: Path, form: Form, grids: "Sequence[Grid] | None" = None) -> list[RowReader]:
    """The rows that hold anything in the form's columns; ExcelError when the file as a whole is no such list. `grids`
    is what the file holds, where it is no Excel file."""
    table = _find_table(path, _load_grids(path, form) if grids is None else grids, form)
    readers = [RowReader(row, cells, form) for row, cells in _records(table)]
    if not readers:
        raise ExcelError(f"“{path.name}”只有表头，没有{form.entries}，请填写后再导入")
    return readers


def sift(read: Sequence[tuple[RowReader, T | None]]) -> Sifted[T]:
    """The rows without fault, and the faults in the order of rows and of the form's columns."""
    rejected = chain.from_iterable(
        sorted(reader.faults, key=lambda fault: reader.form.headers.index(fault.column)) for reader, _ in read
    )
    return Sifted(
        tuple(row for reader, row in read if row is not None and not reader.faults),
        tuple(rejected),
    )


# ---------------------------------------------------------------- the header

HEADER_REMARK = re.compile(r"\(.*?\)|[*:]")
HEADER_WITHIN = 20  # rows above the header hold a title at most


class Grid(NamedTuple):
    """A sheet's used area; `top` and `left` count the empty rows and columns before it."""

    top: int
    left: int
    rows: list[list[Cell]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


class _Table(NamedTuple):
    grid: Grid
    header: int  # index of the header row in the grid
    columns: Mapping[str, int]


def _find_table(path: Path, grids: Sequence[Grid], form: Form) -> _Table:
    """The first sheet's header that holds every required column."""
    nearest: set[str] = set()
    for grid in grids:
        for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
            names = [_header(cell, form) for cell in row]
            found = set(names) & set(form.required)
            if len(found) == len(form.required):
                _refuse_twice(path, names, form)
                return _Table(grid, index, {name: names.index(name) for name in form.headers if name in names})
            nearest = max(nearest, found, key=len)
    missing = "、".join(name for name in form.required if name not in nearest)
    raise ExcelError(f"“{path.name}”不是{form.name}：前 {HEADER_WITHIN} 行里找不到表头 {missing}，请按模板补上后再导入")


def _header(cell: Cell, form: Form) -> str:
    name = HEADER_REMARK.sub("", values.compact(cell))
    return form.synonyms.get(name, name)


def _refuse_twice(path: Path, names: Sequence[str], form: Form) -> None:
    twice = "、".join(name for name, times in Counter(names).items() if times > 1 and name in form.headers)
    if twice:
        raise ExcelError(f"“{path.name}”中表头 {twice} 不止一列（写法不同的同义表头也算），请只留一列后再导入")


# ---------------------------------------------------------------- the rows


def _records(table: _Table) -> Iterator[tuple[int, dict[str, Cell]]]:
    _fill_merged(table)
    for index, row in enumerate(table.grid.rows[table.header + 1 :], table.header + 1):
        cells = {name: row[column] for name, column in table.columns.items()}
        if any(values.text(cell) for cell in cells.values()):
            yield table.grid.top + index + 1, cells


def _fill_merged(table: _Table) -> None:
    """Cells merged downwards show one value for several rows; only the first of them holds it."""
    top, left, rows, merged = table.grid
    for (first, column), (last, last_column) in merged:
        if column == last_column and column - left in table.columns.values() and first - top > table.header:
            for row in rows[first - top + 1 : last - top + 1]:
                row[column - left] = rows[first - top][column - left]


# ---------------------------------------------------------------- the file

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_SHEET = 5_000_000  # cells; calamine takes memory for every one up to the last and aborts when it has none
FILLED = re.compile(rb'\br="([A-Z]+)(\d+)"[^>]*(?<!/)>')
FAILED = re.compile(rb'<(?:\w+:)?c\b[^>]*?(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.S)


def _load_grids(path: Path, form: Form) -> list[Grid]:
    """The sheets of the file that hold something; ExcelError when it cannot be read."""
    data = _bytes(path)
    if ENCRYPTED in data:
        raise ExcelError(f"“{path.name}”设了密码，请在 Excel 中取消密码并保存后再导入")
    try:
        return _grids(path, data, form)
    except (ExcelError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a broken file fails in many ways, and a panic in Rust is a BaseException
        raise ExcelError(f"“{path.name}”不是 Excel 文件或已损坏，请在 Excel 中另存为 .xlsx 文件后再导入") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ExcelError(f"找不到文件“{path}”，请检查文件名和所在文件夹") from error
    except (OSError, ValueError) as error:
        raise ExcelError(f"打不开“{path}”，请检查它是不是文件、有没有读取权限，正用 Excel 打开的请先关闭") from error


def _grids(path: Path, data: bytes, form: Form) -> list[Grid]:
    """The sheets a clerk can see; a hidden sheet may be last year's."""
    failed = {}
    for name, xml in _worksheets(data):
        _refuse_vast(path, name, xml, form)
        failed[name] = _failed_cells(xml)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # late: the command line starts fast

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    kind = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    names = [about.name for about in book.sheets_metadata if (about.typ, about.visible) == kind]
    return [_grid(book.get_sheet_by_name(name), failed.get(name, {})) for name in names]


def _worksheets(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and XML of every visible sheet of an .xlsx file; nothing for the other formats calamine reads."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if WORKBOOK not in archive.namelist():
            return
        targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(archive.read(RELATIONS))}
        for sheet in ElementTree.fromstring(archive.read(WORKBOOK)).iterfind(".//{*}sheet"):
            if sheet.get("state", "visible") != "visible":
                continue
            relation = next(value for key, value in sheet.items() if key.endswith("}id"))
            yield sheet.get("name", ""), archive.read(posixpath.join("xl", targets[relation]).lstrip("/"))


def _refuse_vast(path: Path, name: str, xml: bytes, form: Form) -> None:
    filled = FILLED.findall(xml)
    columns = max((_column(letters) + 1 for letters in {letters for letters, _ in filled}), default=0)
    rows = max((int(row) for _, row in filled), default=0)
    if rows * columns > LARGEST_SHEET:
        raise ExcelError(
            f"“{path.name}”的工作表“{name}”在很远的行或列里有内容，请删除{form.entries}以外的行和列后再导入"
        )


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _failed_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """Formulas that failed: calamine gives them as empty, which would quietly turn a 机号 into the 工号."""
    if b't="e"' not in xml:
        return {}
    return {(int(row) - 1, _column(letters)): error.decode() for letters, row, error in FAILED.findall(xml)}


def _grid(sheet: "CalamineSheet", failed: Mapping[tuple[int, int], str]) -> Grid:
    top, left = sheet.start or (0, 0)
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python()]
    for (row, column), error in failed.items():
        rows[row - top][column - left] = error
    return Grid(top, left, rows, sheet.merged_cell_ranges or ())

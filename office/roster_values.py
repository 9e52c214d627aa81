"""Excel's side of a roster: the sheets of a file, and the values a clerk or another system left in their cells."""

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = int | float | str | bool | time | date | datetime | timedelta


class RosterError(Exception):
    """The file as a whole is not a roster; its text is a sentence for the clerk."""


# ---------------------------------------------------------------- the file

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_SHEET = 5_000_000  # cells; calamine takes memory for every one up to the last and aborts when it has none
FILLED = re.compile(rb'\br="([A-Z]+)(\d+)"[^>]*(?<!/)>')
FAILED = re.compile(rb'<(?:\w+:)?c\b[^>]*?(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.S)


class Grid(NamedTuple):
    """A sheet's used area; `top` and `left` count the empty rows and columns before it."""

    top: int
    left: int
    rows: list[list[Cell]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def load_grids(path: Path) -> list[Grid]:
    """The sheets of the file that hold something; RosterError when it cannot be read."""
    data = _bytes(path)
    if ENCRYPTED in data:
        raise RosterError(f"“{path.name}”设了密码，请在 Excel 中取消密码并保存后再导入")
    try:
        return _grids(path, data)
    except (RosterError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a broken file fails in many ways, and a panic in Rust is a BaseException
        raise RosterError(f"“{path.name}”不是 Excel 文件或已损坏，请在 Excel 中另存为 .xlsx 文件后再导入") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RosterError(f"找不到文件“{path}”，请检查文件名和所在文件夹") from error
    except (OSError, ValueError) as error:
        raise RosterError(f"打不开“{path}”，请检查它是不是文件、有没有读取权限，正用 Excel 打开的请先关闭") from error


def _grids(path: Path, data: bytes) -> list[Grid]:
    """The sheets a clerk can see; a hidden sheet may be last year's roster."""
    failed = {}
    for name, xml in _worksheets(data):
        _refuse_vast(path, name, xml)
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


def _refuse_vast(path: Path, name: str, xml: bytes) -> None:
    filled = FILLED.findall(xml)
    columns = max((_column(letters) + 1 for letters in {letters for letters, _ in filled}), default=0)
    rows = max((int(row) for _, row in filled), default=0)
    if rows * columns > LARGEST_SHEET:
        raise RosterError(f"“{path.name}”的工作表“{name}”在很远的行或列里有内容，请删除人员以外的行和列后再导入")


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


# ---------------------------------------------------------------- the cells
#
# Each reader takes a cell that is not empty and gives the value, or raises CellError.

AGAIN = "，请改正后重新导入"
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)  # outside lie years and months read as Excel serials
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXACT_FLOAT = 10**15  # Excel keeps 15 digits of a number; the rest of a longer one is already lost

DIGITS = "一二三四五六七八九"
FLOOR = re.compile(rf"(-|负|地下|B)?第?F?([0-9]{{1,2}}|[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}])[楼层F]?")
NUMBER = re.compile(r"[A-Za-z0-9_-]{1,24}")  # a terminal holds 24 bytes
ROLE = re.compile(r"([AB])[岗角]?")
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
SERIAL = re.compile(r"\d{5}")
FORMULA_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)")


class CellError(ValueError):
    """A cell that cannot be taken; its text ends a sentence that begins with the column."""


def text(cell: Cell) -> str:
    """A cell as the clerk sees it, without outer spaces and without control and invisible characters."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(each for each in str(cell) if unicodedata.category(each) not in ("Cc", "Cf")).strip()


def compact(cell: Cell) -> str:
    """A cell's text in half-width characters and without any space."""
    return "".join(unicodedata.normalize("NFKC", text(cell)).split())


def _written(cell: Cell) -> Cell:
    """The cell itself, unless Excel made something else of what was typed (a window 1-2 becomes 2 January)."""
    if isinstance(cell, date | time | timedelta):
        raise CellError(f"被 Excel 当成了日期或时间，请把这一列的单元格格式设为“文本”再填{AGAIN}")
    if isinstance(cell, bool):
        raise CellError(f"不能是 TRUE 或 FALSE{AGAIN}")
    return cell


def words(longest: int) -> Callable[[Cell], str]:
    """A reader of names and other words of at most so many characters."""

    def read(cell: Cell) -> str:
        value = text(_written(cell))
        if len(value) > longest:
            raise CellError(f"太长，最多 {longest} 个字{AGAIN}")
        return value

    return read


def number(cell: Cell) -> str:
    """工号 or 机号: whole numbers lose Excel's decimal point, text keeps its leading zeros."""
    written = _written(cell)
    if isinstance(written, float | int) and abs(written) >= EXACT_FLOAT:
        raise CellError(f"超过 15 位，Excel 已丢掉后面的数字，请把单元格格式设为“文本”再填{AGAIN}")
    value = unicodedata.normalize("NFKC", text(written)).strip()
    if not NUMBER.fullmatch(value):
        raise CellError(f"只能用字母、数字、“-”和“_”，最长 24 位{AGAIN}")
    return value


def role(cell: Cell) -> str:
    """岗位 as A or B."""
    found = ROLE.fullmatch(compact(_written(cell)).upper())
    if not found:
        raise CellError(f"只能填 A 或 B{AGAIN}")
    return found[1]


def floor(cell: Cell) -> str:
    """楼层 as 1, 2 …, below ground as -1, -2 …"""
    found = FLOOR.fullmatch(compact(_written(cell)).upper())
    storey = _numeral(found[2]) if found else 0
    if not found or not storey:
        raise CellError(f"应是数字，如 1、2，地下一层填 -1{AGAIN}")
    return f"-{storey}" if found[1] else str(storey)


def _numeral(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (10 * (DIGITS.find(tens) + 1 if tens else 1) if ten else 0) + (DIGITS.find(ones) + 1 if ones else 0)


def day(cell: Cell) -> date:
    """A date cell, a date written in one of the usual ways, or the serial number of an unformatted date cell."""
    found = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else _written_day(cell)
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise CellError(f"应是 {FIRST_DAY.year} 至 {LAST_DAY.year} 年间的日期，写成 2026-11-20 这样{AGAIN}")
    return found


def _written_day(cell: Cell) -> date | None:
    written = MIDNIGHT.sub("", unicodedata.normalize("NFKC", text(cell)))
    written = re.sub(r"[/.年月日号]", "-", "".join(written.split()))
    if SERIAL.fullmatch(written):
        return EXCEL_DAY_ZERO + timedelta(days=int(written))
    parts = DAY.fullmatch(written) or COMPACT_DAY.fullmatch(written)
    try:
        return date(*map(int, parts.groups())) if parts else None
    except ValueError:
        return None


def refuse_formula_error(cell: Cell) -> None:
    """A formula that failed is no value, least of all an empty one."""
    if isinstance(cell, str) and FORMULA_ERROR.fullmatch(cell.strip()):
        raise CellError("的公式出错，请改好公式或直接填写内容后重新导入")

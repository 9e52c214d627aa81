"""The values of a roster's cells: what a clerk, Excel or another system's export may have left in them.

Each reader takes a cell that is not empty and gives the value, or raises BadValue with the end of a sentence
that begins with the column's name.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

Cell = int | float | str | bool | time | date | datetime | timedelta

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


class BadValue(ValueError):
    """A cell that cannot be taken; its text is the rest of a sentence about the column."""


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
        raise BadValue(f"被 Excel 当成了日期或时间，请把这一列的单元格格式设为“文本”再填{AGAIN}")
    if isinstance(cell, bool):
        raise BadValue(f"不能是 TRUE 或 FALSE{AGAIN}")
    return cell


def words(longest: int) -> Callable[[Cell], str]:
    """A reader of names and other words of at most so many characters."""

    def read(cell: Cell) -> str:
        value = text(_written(cell))
        if len(value) > longest:
            raise BadValue(f"太长，最多 {longest} 个字{AGAIN}")
        return value

    return read


def number(cell: Cell) -> str:
    """工号 or 机号: whole numbers lose Excel's decimal point, text keeps its leading zeros."""
    if isinstance(_written(cell), float | int) and abs(float(str(cell))) >= EXACT_FLOAT:
        raise BadValue(f"超过 15 位，Excel 已丢掉后面的数字，请把单元格格式设为“文本”再填{AGAIN}")
    value = unicodedata.normalize("NFKC", text(cell)).strip()
    if not NUMBER.fullmatch(value):
        raise BadValue(f"只能用字母、数字、“-”和“_”，最长 24 位{AGAIN}")
    return value


def role(cell: Cell) -> str:
    """岗位 as A or B."""
    found = ROLE.fullmatch(compact(_written(cell)).upper())
    if not found:
        raise BadValue(f"只能填 A 或 B{AGAIN}")
    return found[1]


def floor(cell: Cell) -> str:
    """楼层 as 1, 2 …, below ground as -1, -2 …"""
    found = FLOOR.fullmatch(compact(_written(cell)).upper())
    storey = _numeral(found[2]) if found else 0
    if not found or not storey:
        raise BadValue(f"应是数字，如 1、2，地下一层填 -1{AGAIN}")
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
        raise BadValue(f"应是 {FIRST_DAY.year} 至 {LAST_DAY.year} 年间的日期，写成 2026-11-20 这样{AGAIN}")
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
        raise BadValue("的公式出错，请改好公式或直接填写内容后重新导入")

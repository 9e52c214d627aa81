"""The values a clerk or another system left in the cells of a roster or a list.

Each reader takes a cell that is not empty and gives the value, or raises CellError.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from attendance.entries import Half

Cell = int | float | str | bool | time | date | datetime | timedelta


class ExcelError(Exception):
    """The file as a whole cannot be taken; its text is a sentence for the clerk."""


RosterError = ExcelError  # its name where the file is a roster

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
HALF_WORDS: Mapping[str, Half] = {"上午": "am", "下午": "pm", "am": "am", "pm": "pm"}
DAY_AND_HALF = re.compile(r"(.*?)[(:]?(上午|下午|am|pm)?\)?", re.IGNORECASE)
NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?")
CLOCK = re.compile(r"\d:\d\d")
TIME = re.compile(r"(?:(.+?)[ T])?(\d{1,2})(?::(\d{2})(?::(\d{2}))?|[点时](\d{1,2})(?:分(?:(\d{1,2})秒)?)?)")
SPACED_TIME = re.compile(r" ?([:点时分]) ?")
DAY_SECONDS = 24 * 60 * 60
FLOAT_NOISE = 0.01  # seconds; a time in Excel is a fraction of a day
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BETWEEN_NAMES = re.compile(r"[、,，;；\r\n]")
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


def cover_number(cell: Cell) -> str:
    """工号 of who stands in; many slips give the name, which does not say who is meant."""
    if CHINESE.search(text(cell)):
        raise CellError(f"应填工号，不填姓名{AGAIN}")
    return number(cell)


def names(longest: int) -> Callable[[Cell], tuple[str, ...]]:
    """A reader of one name or several in a row: 张三、李四."""

    def read(cell: Cell) -> tuple[str, ...]:
        written = _written(cell)
        each = BETWEEN_NAMES.split(written) if isinstance(written, str) else [written]
        found = tuple(words(longest)(name) for name in each if text(name))
        if not found:
            raise CellError("没有填写，请填写后重新导入")
        return found

    return read


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


def half(cell: Cell) -> Half:
    """A half of a day: 上午, 下午, am, pm."""
    found = HALF_WORDS.get(compact(_written(cell)).lower())
    if not found:
        raise CellError(f"只能填 上午 或 下午{AGAIN}")
    return found


def day_and_half(cell: Cell) -> tuple[date, Half | None]:
    """A date that may say its half: 2026-11-18下午. A clock time is refused: it does not say which half is meant."""
    if not isinstance(cell, str | datetime):
        return day(cell), None
    written = "".join(MIDNIGHT.sub("", unicodedata.normalize("NFKC", text(cell))).split())
    if CLOCK.search(written):
        raise CellError("带有钟点，请假按半天计，请改成 2026-11-18上午 或 2026-11-18下午 这样后重新导入")
    found = DAY_AND_HALF.fullmatch(written)
    on, word = found.groups() if found else (written, None)
    if NO_YEAR.fullmatch(on):
        raise CellError("没有写年份，请改成 2026-11-18 或 2026-11-18下午 这样后重新导入")
    return day(on), HALF_WORDS[word.lower()] if word else None


def day_and_second(cell: Cell) -> tuple[date | None, int]:
    """A time of day in seconds, and the date where one is written with it."""
    on, at = _moment(cell)
    if at is None or not 0 <= at < DAY_SECONDS:
        raise CellError(f"应是一天里的时刻，写成 8:24 或 14:05:30 这样{AGAIN}")
    try:
        return None if on is None else day(on), min(int(at + FLOAT_NOISE), DAY_SECONDS - 1)
    except CellError:
        raise CellError("前面的日期不对，请改成 2026-11-18 8:24 这样，或者只写时间 8:24，再重新导入") from None


def _moment(cell: Cell) -> tuple[Cell | None, float | None]:
    if isinstance(cell, datetime):
        return cell.date(), _seconds(cell.time())
    if isinstance(cell, time):
        return None, _seconds(cell)
    if isinstance(cell, timedelta):
        return None, cell.total_seconds()
    if isinstance(cell, float) and 0 < cell < 1:  # an unformatted time cell
        return None, cell * DAY_SECONDS
    return _written_moment(cell) if isinstance(cell, str) else (None, None)


def _written_moment(cell: str) -> tuple[str | None, float | None]:
    written = " ".join(unicodedata.normalize("NFKC", text(cell)).split())
    found = TIME.fullmatch(SPACED_TIME.sub(r"\1", written))
    if not found:
        return None, None
    on, hour, minute, second, chinese_minute, chinese_second = found.groups()
    try:
        return on, _seconds(time(int(hour), int(minute or chinese_minute), int(second or chinese_second or 0)))
    except ValueError:
        return None, None


def _seconds(at: time) -> float:
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1_000_000


def refuse_formula_error(cell: Cell) -> None:
    """A formula that failed is no value, least of all an empty one."""
    if isinstance(cell, str) and FORMULA_ERROR.fullmatch(cell.strip()):
        raise CellError("的公式出错，请改好公式或直接填写内容后重新导入")

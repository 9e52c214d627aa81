"""汇总: a line for each unit and for each day, with their rates, and what the charts beside them are drawn from."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from reports import month_words
from reports.formulas import Formula
from reports.measure import widest_line
from reports.month_layout import Page, Put, Strip, amount, broken, letter, lines, sum_of, title
from reports.month_matrix import BEFORE, MATRIX, subtotal_rows
from reports.month_sheet import DayMonth, MonthSheet, UnitMonth
from reports.month_totals import rate
from reports.unit_pages import unit_name
from reports.words import WEEKDAYS

UNITS, DAYS = "汇总", "每日"
FIRST_SUM = 3  # column
RATE = 5  # after 应出勤 and 实出勤
COUNT_WIDTH = 6.5
ROW = 16.5


class Stretch(NamedTuple):
    """The rows of a table, from and to."""

    first: int
    last: int


class Summary(NamedTuple):
    """A sheet and where its table stands, without its header and its sum."""

    page: Page
    rows: Stretch


def by_unit(sheet: MonthSheet) -> Summary:
    """A line for each unit."""
    name = max((widest_line(unit_name(unit.unit)) for unit in sheet.units), default=8)
    return _Summary(sheet, len(sheet.units), min(max(name + 2.0, 16.0), 30.0)).units()


def by_day(sheet: MonthSheet) -> Summary:
    """A line for each day that is posted or should be."""
    return _Summary(sheet, len(sheet.trend), 10.0).days()


class _Summary:
    def __init__(self, sheet: MonthSheet, rows: int, width: float) -> None:
        self.sheet = sheet
        self.widths = (width, 7.0, *(COUNT_WIDTH,) * (len(sheet.totals) + 1))
        first = 1 + len([*month_words.above(sheet)]) + 2
        self.rows = Stretch(first, first + rows - 1)

    def _summary(self, name: str, subject: str, columns: tuple[str, str], rows: Iterator[Strip]) -> Summary:
        heading = month_words.title(self.sheet).replace("月报", subject)
        titles = [total.title for total in self.sheet.totals]
        words = (*columns, *map(broken, (*titles[:2], "出勤率", *titles[2:])))
        strips = (
            title(heading, self.widths),
            *lines(month_words.above(self.sheet), self.widths),
            Strip(33, tuple(Put(at, word, "head") for at, word in enumerate(words, 1))),
            *rows,
        )
        head = self.rows.first - 1
        page = Page(name, self.widths, strips, (head, head), 1, month_words.foot(self.sheet))
        return Summary(page, self.rows)

    # ------------------------------------------------------------ units

    def units(self) -> Summary:
        return self._summary(UNITS, "月度汇总", ("窗口单位", "人数"), self._units())

    def _units(self) -> Iterator[Strip]:
        places = subtotal_rows(self.sheet)
        for row, unit in enumerate(self.sheet.units, self.rows.first):
            yield self._unit(row, unit, *places[unit.unit])
        yield self._sum(sum_of(2, *self.rows, Fraction(self.sheet.people)))

    def _unit(self, row: int, unit: UnitMonth, first: int, subtotal: int) -> Strip:
        """What stands here is reckoned from the other sheet."""
        counted = Formula(f"COUNT('{MATRIX}'!A{first}:A{subtotal - 1})", len(unit.rows))
        at = BEFORE + len(self.sheet.days) + 1
        found = [
            Formula(f"'{MATRIX}'!{letter(column)}{subtotal}", amount(value))
            for column, value in enumerate(unit.sums, at)
        ]
        name = Put(1, unit_name(unit.unit), "text")
        return self._row(row, name, Put(2, counted, "sum"), found, unit.sums)

    # ------------------------------------------------------------ days

    def days(self) -> Summary:
        return self._summary(DAYS, "每日汇总", ("日期", "版次"), self._days())

    def _days(self) -> Iterator[Strip]:
        for row, found in enumerate(self.sheet.trend, self.rows.first):
            yield self._day(row, found)
        yield self._sum("")

    def _day(self, row: int, found: DayMonth) -> Strip:
        day = found.day
        weekday = WEEKDAYS[day.date.weekday()]  # stands in the cell's number format: the chart reads the bare day
        if not day.edition:
            name = Put(1, day.date.day, f"missed {weekday}")
            return Strip(ROW, (name, Put(2, "未公示", "missed", len(self.widths) - 1)))
        edition = Put(2, f"第{day.edition}版", "text")
        name = Put(1, day.date.day, f"date {weekday}")
        return self._row(row, name, edition, [amount(value) for value in found.sums], found.sums)

    # ------------------------------------------------------------ rows

    def _row(
        self, row: int, name: Put, second: Put, found: Sequence[int | float | Formula], sums: Sequence[Fraction]
    ) -> Strip:
        put = [name, second, *self._numbers(found, "sum"), *_rate(row, sums, "rate")]
        return Strip(ROW, tuple(put))

    def _sum(self, second: Formula | str) -> Strip:
        """Everybody: what units and what days add up to is the same."""
        sums = self.sheet.sums
        columns = [FIRST_SUM + place + (place > 1) for place in range(len(sums))]
        found = [sum_of(column, *self.rows, value) for column, value in zip(columns, sums, strict=True)]
        put = [Put(1, "总计", "total_label"), Put(2, second, "total"), *self._numbers(found, "total")]
        return Strip(ROW, (*put, *_rate(self.rows.last + 1, sums, "total_rate")))

    def _numbers(self, found: Sequence[int | float | Formula], kind: str) -> Iterator[Put]:
        for place, value in enumerate(found):
            yield Put(FIRST_SUM + place + (place > 1), value, kind)


def _rate(row: int, sums: Sequence[Fraction], kind: str) -> Iterator[Put]:
    """实出勤 of 应出勤; nothing where nobody was due."""
    found = rate(sums)
    due, attended = letter(FIRST_SUM), letter(FIRST_SUM + 1)
    value = "" if found is None else Formula(f"{attended}{row}/{due}{row}", float(found))
    yield Put(RATE, value, kind)

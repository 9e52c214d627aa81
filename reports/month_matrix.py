"""考勤表: a row for each person, a column for each day, and what the month adds up to."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reports import month_words
from reports.measure import widest_line
from reports.month_layout import (
    Page,
    PaperSize,
    Put,
    Strip,
    amount,
    broken,
    lines,
    sum_of,
    sum_of_rows,
    title,
)
from reports.month_sheet import Field, MonthDay, MonthRow, MonthSheet, UnitMonth
from reports.month_totals import Total
from reports.unit_pages import unit_name
from reports.words import WEEKDAYS

MATRIX = "考勤表"
BEFORE = 3  # columns before the days
SUM_WIDTHS = {1: 5.0, 2: 5.0, 3: 6.5}  # by the characters of a title; longer ones are broken
DAY_WIDTHS = {"A4": (3.7, 3.7), "A3": (3.7, 4.8)}  # at least and at most
ROOM = 200  # of an A3 sheet in half-width characters
ROW = 18.0
HEADS = {"posted": "head", "ahead": "head", "rest": "head_rest", "unposted": "head_unposted"}
FIELDS = {"posted": "empty", "ahead": "empty", "rest": "rest", "unposted": "unposted"}
PER = {"day": "天", "time": "次"}


def matrix(sheet: MonthSheet, name: str = MATRIX, paper: PaperSize = "A4", unit: str | None = None) -> Page:
    """The sheet of a centre, or of one unit alone."""
    return _Matrix(sheet, paper, unit).page(name)


def subtotal_rows(sheet: MonthSheet) -> dict[str, tuple[int, int]]:
    """Of each unit the row of its first person on the centre's sheet, and the row of its subtotal."""
    at, found = _first(sheet), {}
    for unit in sheet.units:
        first = at + 1  # below the unit's own row
        found[unit.unit] = (first, first + len(unit.rows))
        at = first + len(unit.rows) + 1
    return found


def _first(sheet: MonthSheet) -> int:
    """The row below the header."""
    return 1 + len([*month_words.above(sheet)]) + 2 + 1


class _Matrix:
    def __init__(self, sheet: MonthSheet, paper: PaperSize, unit: str | None) -> None:
        self.sheet, self.unit, self.days = sheet, unit, sheet.days
        self.sums_at = BEFORE + len(sheet.days) + 1
        self.widths = _widths(sheet, paper)

    def page(self, name: str) -> Page:
        first = _first(self.sheet)
        strips = (
            title(month_words.title(self.sheet, self.unit), self.widths),
            *lines(month_words.above(self.sheet), self.widths),
            *self._head(),
            *(self._grouped(first) if self.unit is None else self._alone(first)),
            *lines(month_words.below(self.sheet, self.unit), self.widths),
        )
        foot = month_words.foot(self.sheet, self.unit)
        return Page(name, self.widths, strips, (first - 2, first - 1), BEFORE, foot)

    def _head(self) -> Iterator[Strip]:
        fixed = [Put(column, word, "head", down=2) for column, word in enumerate(("序号", "姓名", "工号"), 1)]
        numbers = [Put(at, day.date.day, HEADS[day.standing]) for at, day in self._columns()]
        titles = [Put(at, broken(total.title), "head") for at, total in self._totals()]
        yield Strip(33, (*fixed, *numbers, *titles))
        weekdays = [Put(at, WEEKDAYS[day.date.weekday()], HEADS[day.standing]) for at, day in self._columns()]
        yield Strip(18, (*weekdays, *(Put(at, PER[total.per], "head") for at, total in self._totals())))

    def _columns(self) -> Iterator[tuple[int, MonthDay]]:
        return enumerate(self.days, BEFORE + 1)

    def _totals(self) -> Iterator[tuple[int, Total]]:
        return enumerate(self.sheet.totals, self.sums_at)

    def _alone(self, first: int) -> Iterator[Strip]:
        (unit,) = self.sheet.units
        yield from self._rows(unit.rows, 1)
        last = first + len(unit.rows) - 1
        yield self._sums(f"合计（{len(unit.rows)}人）", "total", unit.sums, [(first, last)])

    def _grouped(self, first: int) -> Iterator[Strip]:
        at, order, subtotals = first, 1, []
        for unit in self.sheet.units:
            yield Strip(ROW, (Put(1, f"{unit_name(unit.unit)}（{len(unit.rows)}人）", "group", len(self.widths)),))
            yield from self._rows(unit.rows, order)
            begun, at, order = at + 1, at + len(unit.rows) + 2, order + len(unit.rows)
            subtotals.append(at - 1)
            yield self._sums("小计", "subtotal", unit.sums, [(begun, at - 2)])
        rows = [(row, row) for row in subtotals]
        yield self._sums(f"总计（{self.sheet.people}人）", "total", self.sheet.sums, rows)

    def _rows(self, rows: Sequence[MonthRow], order: int) -> Iterator[Strip]:
        return (self._row(row, number) for number, row in enumerate(rows, order))

    def _row(self, row: MonthRow, order: int) -> Strip:
        who = (Put(1, order, "order"), Put(2, row.name, "text"), Put(3, row.number, "text"))
        fields = zip(self._columns(), row.fields, strict=True)
        signs = (Put(at, field.signs, _kind(field, day)) for (at, day), field in fields)
        sums = (Put(at, amount(value), "sum") for at, value in enumerate(row.sums, self.sums_at))
        return Strip(ROW, (*who, *signs, *sums))

    def _sums(self, label: str, kind: str, sums: Sequence[Fraction], rows: Sequence[tuple[int, int]]) -> Strip:
        """What a unit or everybody adds up to; `rows`: one stretch of people, or single rows of subtotals."""
        (first, last), single = rows[0], [row for row, _ in rows]
        whole = len(rows) == 1 and first != last
        reckoned = (
            sum_of(at, first, last, value) if whole else sum_of_rows(at, single, value)
            for at, value in enumerate(sums, self.sums_at)
        )
        numbers = (Put(at, value, kind) for at, value in enumerate(reckoned, self.sums_at))
        return Strip(ROW, (Put(1, label, f"{kind}_label", self.sums_at - 1), *numbers))


def _kind(field: Field, day: MonthDay) -> str:
    if field.signs:
        return f"day {field.tone}"
    return FIELDS[day.standing] if day.working else "rest"


def _widths(sheet: MonthSheet, paper: PaperSize) -> tuple[float, ...]:
    """Days share the room that a large sheet of paper has to spare."""
    rows = [row for unit in sheet.units for row in unit.rows]
    name = min(max((widest_line(row.name) for row in rows), default=6) + 1, 16)
    number = min(max((widest_line(row.number) for row in rows), default=4) + 1, 14)
    fixed = (5.0, max(name, 8.0), max(number, 6.0))
    sums = tuple(SUM_WIDTHS.get(len(total.title), 5.0) for total in sheet.totals)
    least, most = DAY_WIDTHS[paper]
    spare = (ROOM - sum(fixed) - sum(sums)) / len(sheet.days)
    return (*fixed, *(min(max(least, spare), most),) * len(sheet.days), *sums)


def unit_matrix(sheet: MonthSheet, unit: UnitMonth, name: str, paper: PaperSize) -> Page:
    """A unit's own sheet."""
    return matrix(sheet.of_unit(unit.unit), name, paper, unit.unit)

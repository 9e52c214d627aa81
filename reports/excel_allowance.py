"""补助发放表 as an Excel workbook: the sheet that is signed, everybody's 明细, 条款 and 依据.

Sums are formulas, each with the value that the program reckoned: who only looks sees the figures, and who opens it in a
spreadsheet program has them reckoned anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from reports import allowance_pages as pages
from reports.allowance_columns import Column
from reports.allowance_formulas import Reckoner, Value, letter
from reports.allowance_grounds import clause_table, ground_table
from reports.allowance_pages import Paper, Row
from reports.allowance_sheet import Group, Layout, Paid, layout, signatures
from reports.allowance_story import story
from reports.excel import ALERT, HEADER, LINE_HEIGHT, PADDING, TITLE, TOTAL, add_table, book_of, packed
from reports.excel_page import Align, Page, Values
from reports.excel_story import FIRST_ROW, STORY, write_story
from reports.formulas import Formula
from reports.measure import lines_needed
from reports.table import Line
from reports.tones import LOOKS, Look

MAIN = "补助发放表"
YUAN, FINER = "0.00", "0.00##"  # of a person
SUMMED, SUMMED_FINER = "#,##0.00", "#,##0.00##"
PLAIN, MUTED, LINK = LOOKS["plain"], LOOKS["muted"], Look("0B4A7A", "FFFFFF")
STRONG, GRAND = Look("1F2328", "FFFFFF", bold=True), Look("1F2328", "E4ECF4", bold=True)
ALIGN: Mapping[str, Align] = {"count": "center", "text": "left", "days": "center", "sign": "left"}
NOTE = (
    "实发 ＝ 应发 − 扣款 ＋ 补发/扣回；扣款栏里的数是扣掉的钱，负数是退回的。点姓名或实发看“明细”；"
    "条款和规则版本见“条款”，计入的公示版次见“依据”。"
)


def allowance_workbook(paid: Paid, made: datetime, paper: Paper | None = None) -> bytes:
    """The workbook of a run, which says it was made at `made`. Raises ValueError where the run does not add up."""
    laid = layout(paid)
    book, styles = book_of(paid.title, made)
    book.calculation.fullCalcOnLoad = True
    values: Values = {}
    told = list(story(laid.people))
    places = {row.number: at for at, row in enumerate(told, FIRST_ROW) if row.kind == "person"}
    main = _Main(Page(book, MAIN, styles, values), laid, places)
    main.write(paper)
    back = {number: f"'{MAIN}'!B{row}" for number, row in main.rows.items()}
    write_story(Page(book, STORY, styles, values), told, back, paid)
    add_table(book, clause_table(paid), styles)
    add_table(book, ground_table(paid), styles)
    return packed(book, made, values)


class _Main:
    """Writes the sheet that is signed, from the top down. `rows` says in which row each person stands."""

    def __init__(self, page: Page, laid: Layout, places: Mapping[str, int]) -> None:
        self.page, self.laid, self.places = page, laid, places
        self.columns, self.reckoner = laid.columns, Reckoner(laid.columns)
        self.widths = tuple(column.width + 1.0 for column in self.columns)
        self.last = len(self.columns)
        self.rows: dict[str, int] = {}
        self.heights: dict[int, Row] = {}
        self.at = 0

    def write(self, paper: Paper | None) -> None:
        """The whole sheet, on the paper given or the one it fits."""
        self.paper = paper or pages.paper(self.widths)
        self.scale = pages.scale(self.widths, self.paper)
        self.page.widths(self.widths)
        self._across(self.laid.paid.title, self.page.style("标题", TITLE, "center", size=18, bare=True), 1.9)
        for line in self.laid.above:
            self._line(line)
        self._header()
        self.head = self.at
        for group in self.laid.groups:
            self._group(group)
        self._total()
        self._capitals()
        self._signing()
        self._print()

    # ------------------------------------------------------------ above the rows

    def _line(self, line: Line) -> None:
        look = ALERT if line.kind == "alert" else PLAIN
        self._across(line.text, self.page.style(f"行 {line.kind}", look, size=11, bare=True), 1.2)

    def _across(self, text: str, style: object, spacing: float = 1.0, kept: bool = False) -> None:
        """One text over the whole width; spreadsheets do not grow merged rows by themselves."""
        self.at += 1
        self.page.across(self.at, (1, self.last), text, style)
        self._height(lines_needed(text, int(sum(self.widths) * 0.9)) * LINE_HEIGHT * spacing + PADDING, kept)

    def _height(self, points: float, kept: bool = False) -> None:
        self.page.height(self.at, points)
        self.heights[self.at] = Row(points, kept)

    def _header(self) -> None:
        """Two rows: what several items have in common stands above them."""
        style, top = self.page.style("表头", HEADER, "center"), self.at + 1
        for first, last, band in _bands(self.columns):
            if band:
                self.page.across(top, (first, last), band, style)
            for place in range(first, last + 1):
                title = self.columns[place - 1].title
                if band:
                    self.page.put(top + 1, place, title, style)
                else:
                    self.page.across(top, (place, place), title, style, down=2)
        lines = max(lines_needed(each.title, each.width - 1) - (not each.band) for each in self.columns)
        self.at = top
        self._height(LINE_HEIGHT + PADDING)
        self.at = top + 1
        self._height(LINE_HEIGHT * max(lines, 1) + PADDING)
        self.page.keep_in_sight(f"C{self.at + 1}")

    # ------------------------------------------------------------ the rows

    def _group(self, group: Group) -> None:
        first = self.at + 1
        for person in group.people:
            self.at += 1
            self.rows[person["number"]] = self.at
            cells = self.reckoner.person(person, len(self.rows), self.at)
            self._cells(cells, self.places[person["number"]])
            self._height(max(pages.signed_height(self.widths, self.paper), self._needed(cells)))
        self.at += 1
        self._summed(group.title, self.reckoner.unit(group.people, (first, self.at - 1)), TOTAL, "小计")
        self._height(LINE_HEIGHT * 1.2 + PADDING, kept=True)

    def _cells(self, cells: Sequence[Value], place: int) -> None:
        for column, (kept, value) in enumerate(zip(self.columns, cells, strict=True), 1):
            self.page.put(self.at, column, value, self._style(kept))
            if kept.key in ("name", "total"):
                self.page.link(self.at, column, f"'{STORY}'!A{place}")

    def _style(self, column: Column) -> object:
        if column.money:
            look = STRONG if column.kind == "total" else PLAIN
            return self.page.style(f"数 {column.kind}", look, "right", number=FINER if column.finer else YUAN)
        look = LINK if column.key == "name" else PLAIN
        return self.page.style(f"格 {column.key == 'name'}", look, ALIGN[column.kind])

    def _needed(self, cells: Sequence[Value]) -> float:
        texts = ((value, column.width) for column, value in zip(self.columns, cells, strict=True))
        lines = (lines_needed(value, width) for value, width in texts if isinstance(value, str))
        return max(lines) * LINE_HEIGHT + PADDING

    # ------------------------------------------------------------ the sums

    def _summed(self, title: str, sums: Mapping[int, Formula], look: Look, name: str) -> None:
        """A row of sums; its title takes the columns before the first of them."""
        first = min(sums)
        self.page.across(self.at, (1, first), title, self.page.style(name, look))
        for place in range(first, self.last):
            value = sums.get(place, "")
            number = SUMMED_FINER if self.columns[place].finer else SUMMED
            self.page.put(self.at, place + 1, value, self.page.style(name, look, "right", number=number))

    def _total(self) -> None:
        people = list(self.laid.people)
        sums = self.reckoner.all(people, (self.head + 1, self.at))
        self.at += 1
        self._summed(f"合计　{len(people)} 人", sums, GRAND, "合计")
        self._height(LINE_HEIGHT * 1.4 + PADDING, kept=True)

    def _capitals(self) -> None:
        """The total in capitals, and beside it in figures."""
        total = next(place for place, column in enumerate(self.columns, 1) if column.kind == "total")
        figures = Formula(f"{letter(total)}{self.at}", self.laid.total)
        self.at += 1
        self.page.across(self.at, (1, total - 1), self.laid.in_capitals, self.page.style("大写", GRAND, size=11))
        self.page.put(self.at, total, figures, self.page.style("小写", GRAND, "right", number="¥#,##0.00"))
        self.page.put(self.at, total + 1, "", self.page.style("大写", GRAND, size=11))
        self._height(LINE_HEIGHT * 1.5 + PADDING, kept=True)

    def _signing(self) -> None:
        self._across(NOTE, self.page.style("注", MUTED, size=9, bare=True), 1.0, kept=True)
        said = signatures(self.laid.paid)
        self.at += 1
        style = self.page.style("签字", PLAIN, size=11, bare=True)
        for text, span in zip(said, _thirds(self.widths, len(said)), strict=True):
            self.page.across(self.at, span, text, style)
        self._height(LINE_HEIGHT * 2.2 + PADDING, kept=True)

    # ------------------------------------------------------------ on paper

    def _print(self) -> None:
        head = (self.head - 1, self.head)
        self.page.print_on(self.paper, self.laid.paid.foot, head, (self.last, self.at))
        repeated = sum(self.heights[row].height for row in head)
        above = sum(self.heights[row].height for row in range(1, self.head + 1))
        body = [self.heights[row] for row in range(self.head + 1, self.at + 1)]
        room = self.paper.height * pages.SPARE / self.scale
        self.page.break_before(self.head + 1 + place for place in pages.breaks(body, above, repeated, room))


def _bands(columns: Sequence[Column]) -> Iterator[tuple[int, int, str]]:
    """Columns that stand under one heading, as first, last (counted from 1) and the heading."""
    first = 1
    for place, column in enumerate(columns, 1):
        following = columns[place].band if place < len(columns) else None
        if following != column.band:
            yield first, place, column.band
            first = place + 1


def _thirds(widths: Sequence[float], parts: int) -> Iterator[tuple[int, int]]:
    """The columns cut into so many stretches of about the same width."""
    whole, so_far, first, done = sum(widths), 0.0, 1, 0
    for place, width in enumerate(widths, 1):
        so_far += width
        if place == len(widths) or so_far >= whole * (done + 1) / parts:
            yield first, place
            first, done = place + 1, done + 1

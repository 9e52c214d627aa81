"""Tables and printed forms as Excel workbooks, and what the workbooks of a month share with them.

The same input gives the same bytes: the dates inside the file are those of the edition, never the clock's.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reports.forms import form_tables
from reports.formulas import Formula, Number, with_values
from reports.measure import lines_needed
from reports.paper import DRESSES, Box, Dress, Form, Kind
from reports.slips import LeaveSlip, OutingSlip, leave_layout, outing_layout
from reports.table import Align, Line, Row, Section, Table, printable, total_text
from reports.tones import LOOKS, Look, Tone

FAMILY = "微软雅黑"  # on every Chinese Windows; WPS and LibreOffice put their own Chinese font in its place
LINE_HEIGHT = 16.5  # points, of a 10 point line in that family
PADDING = 4
UNDATED = datetime(2000, 1, 1)  # of forms, which belong to no day
TALLEST = 409  # Excel's limits: a row's height and a cell's characters
LONGEST = 32767
AS_TEXT = "@"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")
SIDES = ("left", "right", "top", "bottom")
GRID = Border(**dict.fromkeys(SIDES, Side(style="thin", color="B8BEC6")))
RULED = Side(style="thin", color="3A3F45")  # the lines of a form that is signed on paper
HEADER = Look("FFFFFF", "24507A", bold=True)
GROUP = Look("24507A", "E4ECF4", bold=True)
TOTAL = Look("1F2328", "F1F2F4", bold=True)
ALERT = Look("9B1C1C", "FFF1D6", bold=True)
TITLE = Look("1F2328", "FFFFFF", bold=True)


def workbook(tables: Sequence[Table], made: datetime) -> bytes:
    """The tables as sheets of one .xlsx file, which says it was made at `made`."""
    book, styles = book_of(tables[0].title, made)
    for table in tables:
        _Sheet(book.create_sheet(table.name), table, styles).write()
    return packed(book, made)


def template(rows: Sequence[Sequence[str]], notes: Sequence[tuple[str, str]], name: str = "名册") -> bytes:
    """An empty form as an .xlsx file: its header and examples, and a sheet that explains the columns."""
    return workbook(form_tables(rows, notes, name), UNDATED)


def leave_form(slip: LeaveSlip) -> bytes:
    """请假单 as an .xlsx file of one A4 page, to be printed and signed."""
    return _printed(leave_layout(slip))


def outing_form(slip: OutingSlip) -> bytes:
    """临时外出登记单, likewise."""
    return _printed(outing_layout(slip))


def _printed(form: Form) -> bytes:
    book, styles = book_of(form.title, UNDATED)
    _write_form(book.create_sheet(form.name), form, styles)
    return packed(book, UNDATED)


def book_of(title: str, made: datetime) -> tuple[Workbook, "Styles"]:
    """An empty workbook and the styles of its cells."""
    book = Workbook()
    book.remove(book.active)
    book.properties = DocumentProperties(creator="在岗", title=printable(title), created=made, modified=made)
    return book, Styles(book)


def add_table(book: Workbook, table: Table, styles: "Styles") -> None:
    """A table as one more sheet."""
    _Sheet(book.create_sheet(table.name), table, styles).write()


def packed(book: Workbook, made: datetime, values: Mapping[str, Mapping[str, Number]] | None = None) -> bytes:
    """The zip is written twice, because openpyxl dates its entries by the clock and gives formulas no value.

    `values`: of each sheet, by its title, what its formulas come to, by cell.
    """
    loose, whole = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(loose, "w")).save()
    sheets = enumerate(book.worksheets, 1)
    reckoned = {f"xl/worksheets/sheet{place}.xml": (values or {}).get(sheet.title, {}) for place, sheet in sheets}
    with ZipFile(loose) as source, ZipFile(whole, "w") as target:
        for entry in source.infolist():
            dated = ZipInfo(entry.filename, made.timetuple()[:6])
            dated.compress_type, dated.create_system = ZIP_DEFLATED, 0
            target.writestr(dated, with_values(source.read(entry), reckoned.get(entry.filename, {})))
    return whole.getvalue()


class Styles:
    """Adds each style to the book once and hands it out: 26,000 cells share some thirty of them."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        # Column widths are counted in digits of the book's own font, so it must be the font of the cells.
        book._named_styles["Normal"].font = Font(name=FAMILY, size=10)
        self.known: dict[str, StyleArray] = {}

    def get(self, kind: str, look: Look, align: Align, size: int = 10, grid: bool = True) -> StyleArray:
        name = f"{kind} {align}"
        dress = Dress(size, align, ink=look.ink, paper=look.paper, bold=look.bold)
        return self.known_as(name, dress, GRID if grid else Border())

    def of_form(self, kind: Kind) -> StyleArray:
        dress = DRESSES[kind]
        return self.known_as(f"单 {kind}", dress, Border(**{side: RULED for side in SIDES if side[0] in dress.edges}))

    def known_as(self, name: str, dress: Dress, border: Border, number: str = "General") -> StyleArray:
        """The style of a name; what it looks like is only asked the first time."""
        if name not in self.known:
            named = _style(name, dress, border)
            named.number_format = number
            self.book.add_named_style(named)
            self.known[name] = named.as_tuple()
        return self.known[name]


def _style(name: str, dress: Dress, border: Border) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(name=FAMILY, size=dress.size, bold=dress.bold, color=dress.ink),
        fill=_paper(dress),
        border=border,
        alignment=Alignment(
            horizontal=dress.align,
            vertical=dress.vertical,
            wrap_text=not dress.shrink,
            shrink_to_fit=dress.shrink,
            indent=dress.indent,
        ),
    )


def _paper(dress: Dress) -> PatternFill:
    if dress.hatched:
        return PatternFill("lightUp", fgColor=dress.ink, bgColor=dress.paper)
    return PatternFill() if dress.paper == "FFFFFF" else PatternFill("solid", fgColor=dress.paper)


def landscape(sheet: Worksheet, foot: str, area: str, paper: str = "A4") -> None:
    """As wide as one page, numbered; `area` is what is printed."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if paper == "A3" else sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.oddFooter.left.text, sheet.oddFooter.center.text = printable(foot).replace("&", "&&"), "第&P页 共&N页"
    sheet.print_area = area


# ---------------------------------------------------------------- tables


class _Sheet:
    """Writes one table from the top down."""

    def __init__(self, sheet: Worksheet, table: Table, styles: Styles) -> None:
        self.sheet, self.table, self.styles = sheet, table, styles
        self.widths = table.widths()
        self.last = len(table.columns)
        self.at = 0  # the row last written

    def write(self) -> None:
        self._columns()
        if self.table.title:
            self._across(self.table.title, self.styles.get("标题", TITLE, "center", 16, False), 1.6)
        for line in self.table.above:
            self._line(line)
        self._header()
        for section in self.table.sections:
            self._section(section)
        if not any(True for _ in self.table.rows()):
            self._across(self.table.empty, self._body("muted", "center"), 1.4)
        if self.table.totals:
            self._across(total_text(self.table.totals), self.styles.get("合计", TOTAL, "left"), 1.3)
        for line in self.table.below:
            self._line(line)
        landscape(self.sheet, self.table.foot, f"A1:{get_column_letter(self.last)}{self.at}")

    def _columns(self) -> None:
        for column, width in enumerate(self.widths, 1):
            dimension = self.sheet.column_dimensions[get_column_letter(column)]
            dimension.width = width + 1
            if self.table.to_fill:
                dimension.number_format = AS_TEXT

    def _line(self, line: Line) -> None:
        look = ALERT if line.kind == "alert" else LOOKS["muted" if line.kind == "muted" else "plain"]
        signature = line.kind == "signature"
        style = self.styles.get(f"行 {line.kind}", look, "left", 11 if signature else 10, False)
        self._across(line.text, style, 2 if signature else 1)

    def _header(self) -> None:
        self.at += 1
        style = self.styles.get("表头", HEADER, "center")
        for column, titled in enumerate(self.table.columns, 1):
            self._put(column, titled.title, style)
        titles = zip(self.table.columns, self.widths, strict=True)
        lines = max(lines_needed(column.title, width) for column, width in titles)
        self.sheet.row_dimensions[self.at].height = LINE_HEIGHT * (lines + 0.4)
        self.sheet.freeze_panes = f"A{self.at + 1}"
        self.sheet.print_title_rows = f"{self.at}:{self.at}"

    def _section(self, section: Section) -> None:
        if section.title:
            self._across(section.title, self.styles.get("分组", GROUP, "left"), 1.15)
        for row in section.rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        self.at += 1
        for column, (cell, kept) in enumerate(zip(row, self.table.columns, strict=True), 1):
            self._put(column, cell.value, self._body(cell.tone, kept.align))
        lines = max(lines_needed(cell.text, width) for cell, width in zip(row, self.widths, strict=True))
        self._height(lines)

    def _body(self, tone: Tone, align: Align) -> StyleArray:
        return self.styles.get(f"格 {tone}", LOOKS[tone], align)

    def _across(self, text: str, style: StyleArray, spacing: float = 1) -> None:
        """One text over the whole width. Excel does not grow merged rows by itself, so the height is reckoned."""
        self.at += 1
        self._put(1, text, style)
        self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=self.last)
        self._height(lines_needed(text, sum(self.widths)), spacing)

    def _height(self, lines: int, spacing: float = 1) -> None:
        self.sheet.row_dimensions[self.at].height = min(lines * LINE_HEIGHT * spacing + PADDING, TALLEST)

    def _put(self, column: int, value: str | int, style: StyleArray) -> None:
        cell = self.sheet.cell(self.at, column)
        fill(cell, value, style)
        if self.table.to_fill:
            cell._style = copy(cell._style)
            cell.number_format = AS_TEXT


def fill(cell: Cell, value: str | Number | Formula, style: StyleArray) -> None:
    """A name such as =1+1 or #N/A stays a name; only a Formula is one, its value goes to `packed`."""
    cell._style = style  # shared, not looked up by name for each cell: a third of the time
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
        return
    text = printable(value)[:LONGEST] if isinstance(value, str) else value
    if text == "":
        return
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
        if text.startswith(FORMULA_SIGNS):
            cell._style = copy(style)
            cell.quotePrefix = True


# ---------------------------------------------------------------- forms


def _write_form(sheet: Worksheet, form: Form, styles: Styles) -> None:
    for column, width in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width + 1
    for row, strip in enumerate(form.strips, 1):
        sheet.row_dimensions[row].height = min(strip.height, TALLEST)
        for box in strip.boxes:
            _place(sheet, row, box, styles.of_form(box.kind))
    _form_page(sheet, form)


def _place(sheet: Worksheet, row: int, box: Box, style: StyleArray) -> None:
    fill(sheet.cell(row, box.column), box.text, style)
    if box.across > 1 or box.down > 1:
        last_row, last_column = row + box.down - 1, box.column + box.across - 1
        sheet.merge_cells(start_row=row, end_row=last_row, start_column=box.column, end_column=last_column)


def _form_page(sheet: Worksheet, form: Form) -> None:
    """One upright A4 page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_area = f"A1:{get_column_letter(len(form.widths))}{len(form.strips)}"
    sheet.sheet_view.showGridLines = False

"""A worksheet with formulas, links and page breaks, for the workbooks about money."""

from collections.abc import Iterable, Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break

from reports.allowance_pages import A3, Paper
from reports.excel import GRID, TALLEST, Styles, fill
from reports.formulas import Formula, Number
from reports.paper import Dress
from reports.table import printable
from reports.tones import Look

Align = Literal["left", "center", "right"]
Values = dict[str, dict[str, Number]]  # what the formulas come to, by sheet and cell


class Page:
    """A sheet of a book, how its cells look, and what its formulas come to."""

    def __init__(self, book: Workbook, name: str, styles: Styles, values: Values) -> None:
        self.sheet = book.create_sheet(name)
        self.styles, self.values = styles, values.setdefault(name, {})

    def style(self, name: str, look: Look, align: Align = "left", *, size: int = 10, **more: str | int) -> StyleArray:
        """A style by its name. `more`: number, the format of numbers; indent; bare, without the lines of the grid."""
        number, indent = str(more.get("number", "General")), int(more.get("indent", 0))
        dress = Dress(size, align, ink=look.ink, paper=look.paper, bold=look.bold, indent=indent)
        known = f"补 {name} {align} {number} {indent}"
        return self.styles.known_as(known, dress, Border() if more.get("bare") else GRID, number)

    def put(self, row: int, column: int, value: str | Number | Formula, style: StyleArray) -> None:
        """Fill a cell."""
        cell = self.sheet.cell(row, column)
        fill(cell, value, style)
        if isinstance(value, Formula):
            self.values[cell.coordinate] = value.value

    def across(self, row: int, columns: tuple[int, int], text: str, style: StyleArray, down: int = 1) -> None:
        """One text over several columns, and rows."""
        first, last = columns
        for low in range(row, row + down):
            for column in range(first, last + 1):
                self.put(low, column, text if (low, column) == (row, first) else "", style)
        if last > first or down > 1:
            # merge_cells compares each range with all before it and draws borders that are drawn already
            merged = CellRange(min_col=first, min_row=row, max_col=last, max_row=row + down - 1)
            self.sheet.merged_cells.ranges.add(merged)

    def link(self, row: int, column: int, place: str) -> None:
        """A click on the cell goes to a place of the book: '明细'!A3."""
        cell = self.sheet.cell(row, column)
        cell._hyperlink = Hyperlink(ref=cell.coordinate, location=place)  # the setter would change how the cell looks
        self.sheet._hyperlinks.append(cell._hyperlink)

    def widths(self, widths: Sequence[float]) -> None:
        """The columns' widths in half-width characters."""
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def height(self, row: int, points: float) -> None:
        """A row's height."""
        self.sheet.row_dimensions[row].height = min(points, TALLEST)

    def keep_in_sight(self, cell: str) -> None:
        """What stands above and left of a cell."""
        self.sheet.freeze_panes = cell

    def print_on(self, paper: Paper, foot: str, titles: tuple[int, int], size: tuple[int, int]) -> None:
        """Lying down, as wide as one page, numbered, the rows of `titles` on every page; `size`: columns and rows."""
        sheet, (columns, rows) = self.sheet, size
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if paper is A3 else sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
        sheet.oddFooter.left.text = printable(foot).replace("&", "&&")
        sheet.oddFooter.center.text = "第&P页 共&N页"
        sheet.print_title_rows = f"{titles[0]}:{titles[1]}"
        sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"

    def break_before(self, rows: Iterable[int]) -> None:
        """New pages begin with these rows."""
        for row in rows:
            self.sheet.row_breaks.append(Break(id=row - 1))

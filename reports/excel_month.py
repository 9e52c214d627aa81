"""考勤月报 as an Excel workbook: the centre's sheet, its summary with charts, and a sheet for each unit."""

from math import floor

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.styles import Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from reports import month_words
from reports.excel import GRID, TALLEST, UNDATED, Styles, book_of, fill, landscape, packed
from reports.formulas import Formula, Number
from reports.month_layout import DRESSES, NO_GRID, NUMBERS, Page, PaperSize, Put, letter, sheet_names
from reports.month_matrix import MATRIX, matrix, unit_matrix
from reports.month_sheet import MonthSheet
from reports.month_summary import DAYS, FIRST_SUM, RATE, ROW, UNITS, Stretch, Summary, by_day, by_unit
from reports.month_totals import rate

Values = dict[str, dict[str, Number]]
ONE_PAGE = 60  # units on a page that can still be read
CHART_WIDTH = 14.0  # centimetres
POINTS = 28.35  # of a centimetre
CHART_COLUMNS, CHART_ROWS = 8, 14  # that a chart lies over
BLUE = "24507A"
# colour and mark of each line, told apart in black and white too
LINES = {
    "late": ("C77700", "triangle"),
    "left_early": ("7A6A00", "diamond"),
    "missing": ("0B6BB8", "square"),
    "absent": ("B3261E", "x"),
}


def month_workbook(sheet: MonthSheet, paper: PaperSize = "A4") -> bytes:
    """考勤表, 汇总 and every unit's sheet."""
    made = sheet.frame.made or UNDATED
    book, styles = book_of(month_words.title(sheet), made)
    names = sheet_names((unit.unit for unit in sheet.units), (MATRIX, UNITS, DAYS))
    values: Values = {}
    _write(book, matrix(sheet, MATRIX, paper), styles, paper, values)
    _units(book, sheet, styles, values)
    _days(book, sheet, styles, values)
    for unit in sheet.units:
        _write(book, unit_matrix(sheet, unit, names[unit.unit], paper), styles, paper, values)
    return packed(book, made, values)


def unit_workbook(sheet: MonthSheet, unit: str, paper: PaperSize = "A4") -> bytes:
    """What may be sent to a unit: its own people."""
    made = sheet.frame.made or UNDATED
    book, styles = book_of(month_words.title(sheet, unit), made)
    values: Values = {}
    mine = next(each for each in sheet.units if each.unit == unit)
    _write(book, unit_matrix(sheet, mine, MATRIX, paper), styles, paper, values)
    return packed(book, made, values)


# ---------------------------------------------------------------- sheets


def _write(book: Workbook, page: Page, styles: Styles, paper: PaperSize, values: Values) -> Worksheet:
    sheet = book.create_sheet(page.name)
    kept = values.setdefault(page.name, {})
    for column, width in enumerate(page.widths, 1):
        sheet.column_dimensions[letter(column)].width = width
    for row, strip in enumerate(page.strips, 1):
        sheet.row_dimensions[row].height = min(strip.height, TALLEST)
        for put in strip.puts:
            _put(sheet, row, put, styles, kept)
    sheet.freeze_panes = f"{letter(page.beside + 1)}{page.heads[1] + 1}"
    sheet.print_title_rows, sheet.print_title_cols = "{}:{}".format(*page.heads), f"A:{letter(page.beside)}"
    landscape(sheet, page.foot, f"A1:{letter(len(page.widths))}{len(page.strips)}", paper)
    sheet.sheet_view.showGridLines = False
    return sheet


def _put(sheet: Worksheet, row: int, put: Put, styles: Styles, kept: dict[str, Number]) -> None:
    style = _style(put.kind, styles)
    cell = sheet.cell(row, put.column)
    fill(cell, put.value, style)
    if isinstance(put.value, Formula):
        kept[cell.coordinate] = put.value.value
    if put.across > 1 or put.down > 1:
        _merge(sheet, row, put, style)


def _style(kind: str, styles: Styles) -> StyleArray:
    name = f"月 {kind}"
    found = styles.known.get(name)
    border = Border() if kind in NO_GRID else GRID
    return found or styles.known_as(name, DRESSES[kind], border, NUMBERS.get(kind, "General"))


def _merge(sheet: Worksheet, row: int, put: Put, style: StyleArray) -> None:
    """openpyxl's own merging works out every edge anew, which takes longer than all the rest."""
    last_row, last_column = row + put.down - 1, put.column + put.across - 1
    for each_row in range(row, last_row + 1):
        for column in range(put.column, last_column + 1):
            sheet.cell(each_row, column)._style = style
    sheet.merged_cells.add(f"{letter(put.column)}{row}:{letter(last_column)}{last_row}")


# ---------------------------------------------------------------- the summary and its charts


def _units(book: Workbook, month: MonthSheet, styles: Styles, values: Values) -> None:
    """汇总, with its chart at the right."""
    told = by_unit(month)
    sheet = _write(book, told.page, styles, "A4", values)
    chart = _bars(sheet, told.rows)
    _beside(sheet, told, [chart], told.rows.first + int(chart.height * POINTS / ROW) + 1)
    sheet.page_setup.fitToHeight = int(len(month.units) <= ONE_PAGE)


def _days(book: Workbook, month: MonthSheet, styles: Styles, values: Values) -> None:
    """每日, likewise."""
    told = by_day(month)
    sheet = _write(book, told.page, styles, "A4", values)
    charts = [_rates(sheet, month, told.rows), _events(sheet, month, told.rows)]
    _beside(sheet, told, charts, told.rows.first + 2 * CHART_ROWS)
    sheet.page_setup.fitToHeight = 1


def _beside(sheet: Worksheet, told: Summary, charts: list[BarChart | LineChart], last: int) -> None:
    """Charts at the right of their table, printed with it."""
    column, top = len(told.page.widths) + 2, told.rows.first - 1
    for each in range(column - 1, column + CHART_COLUMNS):
        sheet.column_dimensions[letter(each)].width = 2 if each < column else 9
    for place, chart in enumerate(charts):
        sheet.add_chart(chart, f"{letter(column)}{top + CHART_ROWS * place}")
    sheet.print_area = f"A1:{letter(column + CHART_COLUMNS - 1)}{max(last, len(told.page.strips))}"
    sheet.print_title_rows = sheet.print_title_cols = None


def _bars(sheet: Worksheet, rows: Stretch) -> BarChart:
    """出勤率 of each unit, in the order of the table."""
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 45
    _dress(chart, "各单位出勤率", max(5.0, 2.4 + 0.5 * (rows.last - rows.first + 1)))
    series = _series(sheet, RATE, rows, BLUE)
    series.graphicalProperties.solidFill = BLUE
    series.dLbls = DataLabelList(numFmt="0.0%", showVal=True, txPr=_letters(800))
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(series.dLbls, other, False)
    chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows.first, max_row=rows.last))
    chart.x_axis.scaling.orientation = "maxMin"  # the first unit on top
    chart.x_axis.tickLblSkip = 1  # every unit is named
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1.12  # room for the figures, which stand for the axis
    chart.y_axis.delete, chart.y_axis.majorGridlines, chart.legend = True, None, None
    return chart


def _rates(sheet: Worksheet, month: MonthSheet, rows: Stretch) -> LineChart:
    """出勤率 of each day. A line may begin above nought, so that what moves is seen."""
    chart = LineChart()
    _dress(chart, "每日出勤率", 7.2)
    chart.series.append(_line(sheet, RATE, rows, BLUE, "circle"))
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows.first, max_row=rows.last))
    found = [float(each) for each in (rate(day.sums) for day in month.trend) if each is not None]
    chart.y_axis.scaling.min = max(0, floor(min(found, default=1) * 10 - 0.5) / 10)
    chart.y_axis.scaling.max = 1
    chart.y_axis.number_format = "0%"
    chart.legend = None
    return chart


def _events(sheet: Worksheet, month: MonthSheet, rows: Stretch) -> LineChart:
    """迟到, 早退 and 缺卡 in times, 旷工 in days."""
    chart = LineChart()
    _dress(chart, "每日迟到、早退、缺卡（次）和旷工（天）", 7.2)
    for place, total in enumerate(month.totals):
        if total.key in LINES:
            colour, mark = LINES[total.key]
            series = _line(sheet, FIRST_SUM + place + 1, rows, colour, mark)
            series.tx = SeriesLabel(v=total.title)
            chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows.first, max_row=rows.last))
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "General"
    chart.legend.position, chart.legend.txPr = "b", _letters(800)
    return chart


def _dress(chart: BarChart | LineChart, title: str, height: float) -> None:
    chart.title, chart.width, chart.height = title, CHART_WIDTH, height
    said = chart.title.tx.rich.p[0]
    said.pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))
    chart.title.overlay, chart.roundedCorners = False, False
    chart.dispBlanksAs = "gap"  # a day that is not posted is no zero
    chart.x_axis.number_format, chart.x_axis.numFmt.sourceLinked = "0", False
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete, axis.txPr = False, _letters(800)
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E2E5E9", w=6350))


def _letters(size: int) -> RichText:
    """Small letters; in hundredths of a point."""
    said = Paragraph(pPr=ParagraphProperties(defRPr=CharacterProperties(sz=size)), endParaRPr=CharacterProperties())
    return RichText(p=[said])


def _series(sheet: Worksheet, column: int, rows: Stretch, colour: str) -> Series:
    series = Series(Reference(sheet, min_col=column, min_row=rows.first, max_row=rows.last))
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour))
    return series


def _line(sheet: Worksheet, column: int, rows: Stretch, colour: str, mark: str) -> Series:
    series = _series(sheet, column, rows, colour)
    series.graphicalProperties.line.width = 19050
    series.marker = Marker(mark, size=5, spPr=GraphicalProperties(solidFill=colour))
    series.marker.spPr.line.solidFill = colour
    series.smooth = False
    return series

"""明细 as a sheet of the allowance's workbook: what each person's row is made of."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reports import allowance_pages as pages
from reports.allowance_formulas import letter
from reports.allowance_sheet import Paid
from reports.allowance_story import AMOUNT, HEADS, WIDTHS, StoryRow
from reports.excel import GROUP, HEADER, LINE_HEIGHT, PADDING, TITLE, TOTAL
from reports.excel_page import Align, Page
from reports.formulas import Formula
from reports.measure import lines_needed
from reports.tones import LOOKS, Look
from reports.words import month_words

STORY = "明细"
FIRST_ROW = 3  # below the title and the head
LOOKED: Mapping[str, Look] = {"line": LOOKS["plain"], "event": LOOKS["muted"], "sum": TOTAL}
ALIGNS: tuple[Align, ...] = ("left", "left", "center", "left", "left", "center", "left")
BACK = "回发放表 ↑"


def write_story(page: Page, told: Sequence[StoryRow], back: Mapping[str, str], paid: Paid) -> None:
    """The whole sheet; `back` is where each person stands on the sheet that is signed."""
    last = len(HEADS)
    page.widths([width + 1 for width in WIDTHS])
    title = f"{month_words(paid.run['month'])}出勤补助明细（{paid.edition}）"
    page.across(1, (1, last), title, page.style("标题", TITLE, "center", size=18, bare=True))
    page.height(1, 32)
    for column, head in enumerate(HEADS, 1):
        page.put(2, column, head, page.style("表头", HEADER, "center"))
    page.height(2, LINE_HEIGHT * 1.3)
    page.keep_in_sight(f"A{FIRST_ROW}")
    started = FIRST_ROW
    for row, each in enumerate(told, FIRST_ROW):
        if each.kind == "person":
            started = row
            _heading(page, row, each, back[each.number])
        else:
            _cells(page, row, each, started + 1)
    page.print_on(pages.A4, paid.foot, (2, 2), (last, max(FIRST_ROW + len(told) - 1, 2)))


def _heading(page: Page, row: int, each: StoryRow, back: str) -> None:
    last = len(HEADS)
    page.across(row, (1, last - 1), str(each.cells[0]), page.style("分组", GROUP))
    page.put(row, last, BACK, page.style("分组", GROUP, "right"))
    page.link(row, 1, back)
    page.link(row, last, back)
    page.height(row, LINE_HEIGHT * 1.2 + PADDING)


def _cells(page: Page, row: int, each: StoryRow, first: int) -> None:
    look = LOOKED[each.kind]
    for place, value in enumerate(each.cells):
        name, column = f"明细 {each.kind}", place + 1
        if place != AMOUNT:
            page.put(row, column, value, page.style(name, look, ALIGNS[place], indent=int(place == AMOUNT + 1)))
            continue
        style = page.style(name, look, "right", number="0.00######")
        summed = each.kind == "sum" and isinstance(value, Decimal)
        page.put(row, column, _sum(value, first, row) if summed else value, style)
    lines = max(lines_needed(str(value), width) for value, width in zip(each.cells, WIDTHS, strict=True))
    page.height(row, lines * LINE_HEIGHT + PADDING)


def _sum(value: str | int | Decimal, first: int, row: int) -> str | int | Decimal | Formula:
    """What the lines above it come to; of nobody's lines nothing."""
    if isinstance(value, str) or row == first:
        return value
    column = letter(AMOUNT + 1)
    return Formula(f"SUM({column}{first}:{column}{row - 1})", value)

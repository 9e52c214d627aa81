"""Plain lists as an Excel workbook: one row a thing, numbers as numbers, a filter on every column."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice

from reports.allowance_formulas import letter
from reports.allowance_lists import (
    EVENT_HEADS,
    LINE_HEADS,
    PERSON_HEADS,
    Value,
    event_rows,
    line_rows,
    person_rows,
)
from reports.allowance_sheet import Paid
from reports.excel import HEADER, book_of, packed
from reports.excel_page import Page, Values
from reports.measure import display_width
from reports.tones import LOOKS

LOOKED_AT = 200  # rows by which a column's width is chosen
NARROWEST, WIDEST = 6, 48
LONGEST = 1_048_575  # rows of a sheet below its head


def audit_workbook(paid: Paid, made: datetime) -> bytes:
    """Everybody, every line and every counted event of a run, each on a sheet."""
    book, styles = book_of(f"{paid.title}（审计）", made)
    values: Values = {}
    for name, heads, rows in (
        ("人员", PERSON_HEADS, person_rows(paid)),
        ("各项", LINE_HEADS, line_rows(paid)),
        ("计入的事项", EVENT_HEADS, event_rows(paid)),
    ):
        _list(Page(book, name, styles, values), heads, list(islice(rows, LONGEST)))
    return packed(book, made)


def _list(page: Page, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    for column, head in enumerate(heads, 1):
        page.put(1, column, head, page.style("表头", HEADER, "center"))
    text, number, money = (page.style(f"表 {kind}", LOOKS["plain"], number=form) for kind, form in FORMS.items())
    for at, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            style = text if isinstance(value, str) else money if isinstance(value, Decimal) else number
            page.put(at, column, value, style)
    page.widths([_width(place, head, rows) for place, head in enumerate(heads)])
    page.keep_in_sight("A2")
    page.sheet.auto_filter.ref = f"A1:{letter(len(heads))}{len(rows) + 1}"


FORMS = {"text": "@", "number": "0", "money": "0.00######"}


def _width(place: int, head: str, rows: Sequence[Sequence[Value]]) -> float:
    shown = (display_width(str(row[place])) for row in rows[:LOOKED_AT])
    return min(max(NARROWEST, display_width(head) + 4, *shown) + 1 if rows else display_width(head) + 4, WIDEST)

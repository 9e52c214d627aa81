"""The posting of 2,000 people as a workbook, against bare openpyxl writing the same styled cells."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from attendance.document import EditionDoc
from attendance.rulebook_check import load_rulebook, shipped_text
from benchmarks.centre import DAY, PEOPLE, build
from benchmarks.measure import interleaved, report
from office.judging import judge
from reports.excel import workbook
from reports.posting import posting_tables
from store.database import last_change

ROUNDS = 5
MADE = datetime(2026, 11, 21, 8, 50)


def edition(folder: Path) -> EditionDoc:
    store = build(folder / "centre.db")
    with store.reading():
        day = judge(DAY, last_change(), load_rulebook(shipped_text("anqing-2013"))).document
    store.close()
    return {
        "edition": 1,
        "day": day,
        "posted_at": MADE.isoformat(),
        "author": "bench",
        "reason": "",
        "changes": [],
        "training": False,
    }


def sheets_of(content: bytes) -> list[list[list[object]]]:
    """The same values cell by cell, as they stand in the workbook."""
    book = load_workbook(BytesIO(content))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]


def bare(sheets: list[list[list[object]]]) -> int:
    """Bare openpyxl: one named style on every cell that holds something."""
    book = Workbook()
    book.remove(book.active)
    side = Side(style="thin", color="B8BEC6")
    style = NamedStyle(
        "cell",
        font=Font(name="Microsoft YaHei", size=10),
        fill=PatternFill("solid", fgColor="FFFFFF"),
        alignment=Alignment(vertical="center", wrap_text=True),
        border=Border(side, side, side, side),
    )
    book.add_named_style(style)
    for rows in sheets:
        sheet = book.create_sheet()
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    sheet.cell(row, column, value).style = "cell"
    target = BytesIO()
    book.save(target)
    return len(target.getvalue())


def main() -> None:
    with TemporaryDirectory() as folder:
        posted = edition(Path(folder))
    sheets = sheets_of(workbook(posting_tables(posted, "政务服务中心"), MADE))
    candidates = {
        "bare openpyxl, the same styled cells": lambda: bare(sheets),
        "the posting's workbook": lambda: workbook(posting_tables(posted, "政务服务中心"), MADE),
    }
    cells = sum(value is not None for rows in sheets for row in rows for value in row)
    report(f"the workbook of {PEOPLE:,} people, {cells:,} cells", interleaved(candidates, ROUNDS))


if __name__ == "__main__":
    main()

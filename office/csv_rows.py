"""A list that was saved as CSV, as the rows that reading from Excel gives."""

import csv
from io import StringIO
from pathlib import Path

from office.excel_rows import Form, Grid, RowReader, read_rows
from office.roster_values import Cell, ExcelError

ENCODINGS = ("utf-8-sig", "gb18030")  # Excel saves “CSV” in the system's own, and in UTF-8 with a mark
DELIMITERS = ",\t;"
LARGEST = 20_000_000  # bytes


def read_list(path: Path, form: Form) -> list[RowReader]:
    """The rows of an Excel file or, where its name ends in .csv, of a CSV file. Raises ExcelError."""
    if path.suffix.lower() != ".csv":
        return read_rows(path, form)
    return read_rows(path, form, [_grid(path)])


def _grid(path: Path) -> Grid:
    text = _text(path)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise ExcelError(f"“{path.name}”不是完整的 CSV 文件，请在 Excel 中另存为 .xlsx 文件后再导入") from error
    widest = max(map(len, rows), default=0)
    return Grid(0, 0, [[_plain(cell) for cell in row] + [""] * (widest - len(row)) for row in rows], ())


def _plain(cell: Cell) -> Cell:
    """What was kept from becoming a number, ="0042" or '0042, without what kept it."""
    if not isinstance(cell, str):
        return cell
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell.removeprefix("'")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ExcelError(f"找不到文件“{path}”，请检查文件名和所在文件夹") from error
    except (OSError, ValueError) as error:
        raise ExcelError(f"打不开“{path}”，请检查它是不是文件、有没有读取权限") from error
    for encoding in ENCODINGS if len(data) <= LARGEST and b"\0" not in data else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExcelError(f"“{path.name}”不是 CSV 文件或者已损坏，请在 Excel 中另存为 .xlsx 文件后再导入")

"""Sheets of a month as cells on a grid, without any Excel: what stands where, how it looks, what reckons what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from reports.formulas import Formula
from reports.measure import lines_needed
from reports.paper import Dress
from reports.table import Line
from reports.tones import LOOKS
from reports.words import WEEKDAYS

PaperSize = Literal["A4", "A3"]
LINE = 16.5  # points, of a 10 point line
MOST_ARGUMENTS = 200  # Excel takes 255 in one SUM
NOTHING_AT_ZERO = "General;-General;"
PERCENT = "0.0%"
NO_GRID = frozenset({"title", "plain", "alert", "muted", "signature"})
NUMBERS: Mapping[str, str] = {
    "sum": NOTHING_AT_ZERO,
    "subtotal": NOTHING_AT_ZERO,
    "total": NOTHING_AT_ZERO,
    "rate": PERCENT,
    "total_rate": PERCENT,
    **{f"date {weekday}": f'0"日 {weekday}"' for weekday in WEEKDAYS},
    **{f"missed {weekday}": f'0"日 {weekday}"' for weekday in WEEKDAYS},
}
INK, GREY = "1F2328", "5A5F66"
HEAD = Dress(10, "center", ink="FFFFFF", paper="24507A", bold=True)
SUM = Dress(10, "right", shrink=True)
MISSED = Dress(10, ink="9B1C1C", paper="FFF1D6", shrink=True, indent=1)
GROUP = Dress(10, ink="24507A", paper="E4ECF4", bold=True, indent=1)
TOTAL = Dress(10, "right", paper="F1F2F4", bold=True, shrink=True)
ALL = Dress(10, "right", paper="E2E5E9", bold=True, shrink=True)
DRESSES: Mapping[str, Dress] = {
    "title": Dress(16, "center", bold=True),
    "plain": Dress(10),
    "alert": Dress(10, ink="9B1C1C", paper="FFF1D6", bold=True),
    "muted": Dress(9, ink=GREY),
    "signature": Dress(11),
    "head": HEAD,
    "head_rest": HEAD._replace(paper="7C858F"),
    "head_unposted": HEAD._replace(ink="9B1C1C", paper="FFD9A0"),
    "order": Dress(9, "center", ink=GREY),
    "text": Dress(10, shrink=True, indent=1),
    "empty": Dress(9, "center"),
    "rest": Dress(9, "center", paper="ECEEF1"),
    "unposted": Dress(9, "center", ink="D9A55B", paper="FFF8EC", hatched=True),
    "sum": SUM,
    "rate": SUM,
    "missed": MISSED,
    **{f"date {weekday}": Dress(10, indent=1) for weekday in WEEKDAYS},
    **{f"missed {weekday}": MISSED for weekday in WEEKDAYS},
    "group": GROUP,
    "subtotal_label": TOTAL._replace(align="left", indent=1),
    "subtotal": TOTAL,
    "total_label": ALL._replace(align="left", indent=1),
    "total": ALL,
    "total_rate": ALL,
    **{
        f"day {tone}": Dress(9, "center", ink=look.ink, paper=look.paper, bold=look.bold, shrink=True)
        for tone, look in LOOKS.items()
    },
    "day plain": Dress(9, "center", ink=GREY, shrink=True),
}


class Put(NamedTuple):
    """What stands in a cell, or over several; columns count from 1."""

    column: int
    value: str | int | float | Formula
    kind: str
    across: int = 1
    down: int = 1


class Strip(NamedTuple):
    """A row of the sheet."""

    height: float
    puts: tuple[Put, ...]


@dataclass(frozen=True)
class Page:
    """A sheet. Widths are in half-width characters; `heads` are the rows that are repeated on every page, and the
    columns beside which one reads on."""

    name: str
    widths: tuple[float, ...]
    strips: tuple[Strip, ...]
    heads: tuple[int, int]
    beside: int
    foot: str


def amount(value: Fraction) -> int | float:
    """As a cell holds it."""
    return value.numerator if value.denominator == 1 else float(value)


def broken(title: str) -> str:
    """数据不全 in two lines of two."""
    return f"{title[:2]}\n{title[2:]}" if len(title) == 4 else title


def letter(column: int) -> str:
    """1 → A, 27 → AA."""
    ahead, last = divmod(column - 1, 26)
    return (letter(ahead) if ahead else "") + chr(65 + last)


def area(column: int, first: int, last: int) -> str:
    """E7:E12."""
    return f"{letter(column)}{first}:{letter(column)}{last}"


def sum_of(column: int, first: int, last: int, value: Fraction) -> Formula:
    """The sum of a stretch of a column."""
    return Formula(f"SUM({area(column, first, last)})", amount(value))


def sum_of_rows(column: int, rows: Sequence[int], value: Fraction) -> Formula:
    """The sum of single cells of a column: subtotals."""
    cells = [f"{letter(column)}{row}" for row in rows]
    parts = [cells[at : at + MOST_ARGUMENTS] for at in range(0, len(cells), MOST_ARGUMENTS)]
    return Formula("+".join(f"SUM({','.join(part)})" for part in parts), amount(value))


def across(line: Line, widths: Sequence[float]) -> Strip:
    """A line of text over the whole width, as high as it needs."""
    needed = lines_needed(line.text, int(sum(widths)) - 2)
    spacing = 2 if line.kind == "signature" else 1
    return Strip(needed * LINE * spacing + 4, (Put(1, line.text, line.kind, len(widths)),))


def lines(texts: Iterable[Line], widths: Sequence[float]) -> Iterator[Strip]:
    """Lines above or below a table."""
    return (across(line, widths) for line in texts)


def title(text: str, widths: Sequence[float]) -> Strip:
    """The title of a sheet."""
    return Strip(32, (Put(1, text, "title", len(widths)),))


def sheet_names(units: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Units as tabs of a workbook may be called: short, without what Excel refuses, each its own."""
    used, names = {name.casefold() for name in taken}, {}
    for unit in units:
        plain = unit.translate(REFUSED).strip("' ")[:LONGEST_NAME].strip("' ") or "未填单位"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: LONGEST_NAME - len(str(number)) - 2]}（{number}）"
        used.add(name.casefold())
        names[unit] = name
    return names


REFUSED = str.maketrans({**dict.fromkeys("[]:*?/\\", "-"), **dict.fromkeys(map(chr, range(32)), " ")})
LONGEST_NAME = 31

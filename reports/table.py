"""A sheet as plain data: one Table feeds the workbook, the page, the window and the command line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reports.measure import display_width, widest_line
from reports.tones import Tone

Align = Literal["left", "center"]

# What XML and HTML cannot hold; a name read from a terminal may hold it.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with what no document can hold replaced by �, so that the gap is seen."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one field shows. `note` says the same in full words, for a tooltip."""

    value: str | int
    tone: Tone = "plain"
    note: str = ""

    @property
    def text(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column is as wide as its longest text, between `least` and `most` half-width characters."""

    title: str
    least: int
    most: int
    align: Align = "left"
    names_row: bool = False  # this column says whose row it is


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together, under a heading row; no heading where `title` is empty."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above or below the rows. An alert must not be overlooked."""

    text: str
    kind: Literal["plain", "alert", "muted", "signature"] = "plain"


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the totals: 迟到 4."""

    word: str
    number: int
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is the sheet's tab, `empty` the sentence shown where there are no rows, `foot` the page's foot."""

    name: str
    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    above: tuple[Line, ...] = ()
    totals: tuple[Count, ...] = ()
    below: tuple[Line, ...] = ()
    empty: str = ""
    foot: str = ""
    to_fill: bool = False  # a form: what is typed into it stays text, 0042 too

    def rows(self) -> Iterator[Row]:
        """Every row, without the headings."""
        for section in self.sections:
            yield from section.rows

    def widths(self) -> tuple[int, ...]:
        """The width of each column in half-width characters."""
        wanted = [max(column.least, display_width(column.title)) for column in self.columns]
        for row in self.rows():
            wanted = [max(width, widest_line(cell.text)) for width, cell in zip(wanted, row, strict=True)]
        return tuple(min(width, column.most) for width, column in zip(wanted, self.columns, strict=True))


def total_text(totals: Iterable[Count]) -> str:
    """合计（人）：应到 60　实到 55 …"""
    return "合计（人）：" + "　".join(f"{count.word} {count.number}" for count in totals)

"""How a wide sheet falls on paper: A4 or A3 lying down, how high its rows are, and where its pages end.

A spreadsheet program makes the sheet as narrow as the page, and its rows shrink with it. So they are made higher by as
much, for a signature needs its height on paper. Pages end where nothing that belongs together is torn apart.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

CHARACTER = 5.25  # points, of a half-width character in the width of a column
WIDE_CHARACTER = 6.0  # the same where another font stands in for the sheet's own, and rows come out lower
SIGNED = 22.0  # points: a row on paper that is signed in
TALLEST = 60.0
SPARE = 0.94  # of a page's height: programs differ in how they round
LEAST_SCALE = 0.74  # below it the print is too small for A4


class Paper(NamedTuple):
    """A sheet of paper lying down; the points within its margins."""

    name: str
    width: float
    height: float


A4 = Paper("A4", 784, 516)
A3 = Paper("A3", 1132, 762)


class Row(NamedTuple):
    """A row's height; whether it must stand on the page of the row before it."""

    height: float
    kept: bool = False


def paper(widths: Sequence[float]) -> Paper:
    """A4 where the columns stay legible on it, else A3."""
    return A4 if scale(widths, A4) >= LEAST_SCALE else A3


def scale(widths: Sequence[float], on: Paper) -> float:
    """By how much the columns shrink to fit the width of a page."""
    return min(1.0, on.width / (sum(widths) * CHARACTER))


def signed_height(widths: Sequence[float], on: Paper) -> float:
    """The height of a row that is as high on paper as a signature needs, whatever the font."""
    shrunk = min(1.0, on.width / (sum(widths) * WIDE_CHARACTER))
    return min(ceil(2 * SIGNED / shrunk) / 2, TALLEST)


def breaks(rows: Sequence[Row], head: float, repeated: float, room: float) -> Iterator[int]:
    """The rows before which a new page begins. `head` is what stands above the first row, `repeated` what stands above
    the first row of every later page, `room` the height of a page."""
    used, start, at = head, 0, 0
    while at < len(rows):
        if used + rows[at].height > room and at > start:
            start = at = _movable(rows, at, start)  # what is carried over is laid out anew: it may be more than a page
            yield start
            used = repeated
        used += rows[at].height
        at += 1


def _movable(rows: Sequence[Row], at: int, start: int) -> int:
    """The last place not after `at` where a page may end; `at` itself where there is none on this page."""
    place = at
    while place > start and rows[place].kept:
        place -= 1
    return place if place > start else at

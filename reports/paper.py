"""A form to be signed by hand, as plain data: boxes on a grid, on one upright A4 page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from reports.measure import lines_needed

Kind = Literal["centre", "title", "alert", "number", "label", "value", "text", "opinion", "signing", "note"]
PAGE = 735  # points: the height of an A4 page within its margins
LINE = 1.65  # of the font's size
EDGE = 8  # points that a box keeps free above and below its text
BASE = 10  # the font in whose half-width characters widths are counted


class Dress(NamedTuple):
    """How a kind of box looks: `edges` are the sides that are drawn (l r t b)."""

    size: int
    align: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center", "bottom"] = "center"
    edges: str = "lrtb"
    ink: str = "1F2328"
    paper: str = "FFFFFF"
    bold: bool = False
    indent: int = 0  # how far a text keeps from the edge it is set against, in characters
    shrink: bool = False  # a text too wide is made smaller, not broken
    hatched: bool = False  # by lines of the ink, seen on a black-and-white print too


# What is said and the line for its signature are two boxes without an edge between them.
DRESSES: Mapping[Kind, Dress] = {
    "centre": Dress(14, "center", edges=""),
    "title": Dress(20, "center", edges="", bold=True),
    "alert": Dress(11, "center", edges="lrtb", ink="9B1C1C", paper="FFF1D6", bold=True),
    "number": Dress(10, "right", edges=""),
    "label": Dress(11, "center", paper="F4F5F7"),
    "value": Dress(11, "center"),
    "text": Dress(11, indent=1),
    "opinion": Dress(11, edges="lrt", indent=1),
    "signing": Dress(11, "right", edges="lrb", indent=1),
    "note": Dress(9, edges="", vertical="top", ink="5A5F66"),
}


class Box(NamedTuple):
    """A text over one or more columns (counted from 1) and rows of the grid."""

    kind: Kind
    text: str
    column: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of the grid, `height` points high; of a page's spare height it takes `share`, at most `most`."""

    height: float
    boxes: tuple[Box, ...]
    share: int = 0
    most: float = PAGE


@dataclass(frozen=True, slots=True)
class Form:
    """One page; `widths` are in half-width characters."""

    name: str
    title: str
    widths: tuple[int, ...]
    strips: tuple[Strip, ...]


def laid_out(strips: Iterable[Strip], widths: Sequence[int]) -> tuple[Strip, ...]:
    """The strips as high as their texts need, then grown so that the page is used."""
    needed = [replace(strip, height=max(strip.height, *_needs(strip, widths))) for strip in strips]
    spare, shares = PAGE - sum(strip.height for strip in needed), sum(strip.share for strip in needed)
    each = max(spare, 0) / shares if shares else 0
    return tuple(
        replace(strip, height=round(max(strip.height, min(strip.height + each * strip.share, strip.most)), 1))
        for strip in needed
    )


def _needs(strip: Strip, widths: Sequence[int]) -> Iterator[float]:
    for box in strip.boxes:
        dress = DRESSES[box.kind]
        room = sum(widths[box.column - 1 : box.column - 1 + box.across]) - 2 * dress.indent
        lines = lines_needed(box.text, int(room * BASE / dress.size))
        yield (lines * dress.size * LINE + EDGE) / box.down

"""Where every post stands on the map: floors one under the other, posts in columns. Pure reckoning."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from office.board_records import Tile

LEAST_WIDTH, GAP = 164, 8
HEAD, PAD_TOP, LINE_HEIGHT, PAD_BOTTOM = 26, 24, 19, 6
MOST_SEATS = 4


class Place(NamedTuple):
    """A post's rectangle, in pixels."""

    key: str
    tile: Tile
    left: int
    top: int
    width: int
    height: int
    row: int
    column: int


class Heading(NamedTuple):
    """A floor's name over its posts."""

    floor: str
    posts: int
    top: int


class Layout(NamedTuple):
    """All of it, and how high it is."""

    places: tuple[Place, ...]
    headings: tuple[Heading, ...]
    height: int


class Measure(NamedTuple):
    """The lengths of this module on this screen."""

    least_width: int
    gap: int
    head: int
    pad_top: int
    line: int
    pad_bottom: int


def lay_out(tiles: Sequence[Tile], width: int, measure: Measure) -> Layout:
    """As many columns as fit; a row is as high as its fullest post."""
    columns = max(1, (width + measure.gap) // (measure.least_width + measure.gap))
    each = (width - (columns - 1) * measure.gap) // columns
    places: list[Place] = []
    headings: list[Heading] = []
    top = row = 0
    for floor, group in groupby(tiles, key=lambda tile: tile.floor):
        mine = list(group)
        headings.append(Heading(floor, sum(bool(tile.post) for tile in mine), top))
        top += measure.head
        for line in _rows(mine, columns):
            height = measure.pad_top + max(map(seats_shown, line)) * measure.line + measure.pad_bottom
            places += [
                Place(key_of(tile), tile, at * (each + measure.gap), top, each, height, row, at)
                for at, tile in enumerate(line)
            ]
            top, row = top + height + measure.gap, row + 1
    return Layout(tuple(places), tuple(headings), top)


def _rows(tiles: Sequence[Tile], columns: int) -> Iterator[Sequence[Tile]]:
    return (tiles[at : at + columns] for at in range(0, len(tiles), columns))


def seats_shown(tile: Tile) -> int:
    """How many people a post shows; two lines are kept for A and B in any case."""
    return min(max(2 if tile.post else 1, len(tile.seats)), MOST_SEATS)


def key_of(tile: Tile) -> str:
    """A name for a post on the map; who holds no post has his own."""
    return tile.post or f"loose {tile.seats[0].number}"


def step(places: Sequence[Place], at: Place, across: int, down: int) -> Place:
    """The post beside, above or below; the same one at the edge."""
    if across:
        index = places.index(at) + across
        return places[min(max(index, 0), len(places) - 1)]
    row = [place for place in places if place.row == at.row + down]
    return min(row, key=lambda place: abs(place.column - at.column), default=at)

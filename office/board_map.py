"""Which posts of the board are shown: by floor, unit, a card that was clicked, and what was typed."""

from collections.abc import Sequence
from typing import NamedTuple

from attendance.now import COLUMN
from office.board_records import Seat, Tile
from office.names import matches


class Wanted(NamedTuple):
    """What is asked for, all where empty. `column` is a card: present, not_yet, on_leave, away, unknown."""

    floor: str = ""
    unit: str = ""
    column: str = ""
    typed: str = ""


def shown(tiles: Sequence[Tile], wanted: Wanted) -> tuple[Tile, ...]:
    """The posts asked for, in their order."""
    return tuple(tile for tile in tiles if _is_wanted(tile, wanted))


def _is_wanted(tile: Tile, wanted: Wanted) -> bool:
    return (
        wanted.floor in ("", tile.floor)
        and wanted.unit in ("", tile.unit)
        and (not wanted.column or any(is_in(seat, wanted.column) for seat in tile.seats))
        and (not wanted.typed.strip() or _is_found(tile, wanted.typed))
    )


def is_in(seat: Seat, column: str) -> bool:
    """Whether somebody counts in a card; a substitute counts at his own post."""
    return seat.role != "substitute" and COLUMN.get(seat.where) == column


def _is_found(tile: Tile, typed: str) -> bool:
    people = (field for seat in tile.seats for field in (seat.number, seat.name, seat.keys))
    return matches(typed, tile.post, tile.unit, *people)

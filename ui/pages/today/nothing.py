"""What stands in the place of the map where there is nothing to draw: why, and what to do."""

from collections.abc import Sequence
from typing import NamedTuple

from office.board_records import Board, Tile
from ui.language import _


class Nothing(NamedTuple):
    """A sentence, and a button with the page that it leads to."""

    text: str
    action: str = ""
    page: str = ""


def nothing_to_show(board: Board, tiles: Sequence[Tile]) -> Nothing | None:
    """None where there are posts."""
    if board.trouble:
        return Nothing(board.trouble, _("看规则和日历"), "rulebook")
    if board.morning.state == "no_people":
        return Nothing(_("名册里还没有人。导入名册以后，这里会画出各楼层的岗位。"), _("去导入名册"), "people")
    if not board.tiles:
        return Nothing(_("今天休息，没有人值班。"))
    return None if tiles else Nothing(_("没有符合条件的岗位，换一个楼层、单位或卡片看看。"))

"""What can be done from the map: a click leads on, the other button offers what there is to do for somebody."""

import tkinter
from collections.abc import Callable
from datetime import date

from office import step_aways
from office.board_records import Seat, Tile
from ui.desk import Desk
from ui.language import _

GONE = frozenset({"stepped_away", "on_leave", "on_outing", "elsewhere", "off"})
Offer = tuple[str, Callable[[], object] | None]


def lead_on(desk: Desk, today: date, tile: Tile, seat: Seat | None) -> None:
    """To the running step-away, to the person's day, or to the post."""
    if seat is None:
        desk.go("posts", post=tile.post)
    elif seat.where == "stepped_away":
        desk.go("step_away", number=seat.number)
    else:
        desk.go("attendance", day=today, number=seat.number)


def offers(desk: Desk, today: date, tile: Tile, seat: Seat | None) -> list[Offer]:
    """The lines of the menu; an empty one parts them."""
    post: list[Offer] = []
    if tile.post:
        post.append((_("查看岗位 {post}").format(post=tile.post), lambda: desk.go("posts", post=tile.post)))
    if seat is None:
        return post
    number = seat.number
    return [
        *_acts(desk, seat),
        (_("登记外出…"), lambda: desk.go("leave", out=number)),
        (_("登记请假…"), lambda: desk.go("leave", new=number)),
        ("", None),
        (_("查看当日"), lambda: desk.go("attendance", day=today, number=number)),
        *post,
    ]


def _acts(desk: Desk, seat: Seat) -> list[Offer]:
    if seat.where == "stepped_away" and seat.slip:
        return [(_("登记返回"), lambda: come_back(desk, seat))]
    return [] if seat.where in GONE else [(_("登记离岗"), lambda: step_away(desk, seat))]


def step_away(desk: Desk, seat: Seat) -> None:
    """Somebody leaves the post now."""
    said = _("已登记离岗：{name}").format(name=seat.name)
    desk.act(step_aways.open_now, seat.number, done=lambda _running: desk.tell(said))


def come_back(desk: Desk, seat: Seat) -> None:
    """Somebody is back now."""
    said = _("已登记返回：{name}").format(name=seat.name)
    desk.act(step_aways.close_now, seat.slip, done=lambda _running: desk.tell(said))


def pop_up(parent: tkinter.Misc, lines: list[Offer], left: int, top: int) -> tkinter.Menu:
    """Show the menu."""
    menu = tkinter.Menu(parent, tearoff=False)
    for text, act in lines:
        if act:
            menu.add_command(label=text, command=act)
        else:
            menu.add_separator()
    menu.tk_popup(left, top)
    return menu

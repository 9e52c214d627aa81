"""A word that leads somewhere, small enough to stand in a line of text."""

import tkinter
from collections.abc import Callable

from ui.look import ACCENT, font
from ui.widgets.bits import ground_of


def link(parent: tkinter.Misc, text: str, command: Callable[[], object]) -> tkinter.Label:
    """Reached by Tab, followed by a click, Enter or the space bar."""
    ground = ground_of(parent)
    made = tkinter.Label(
        parent,
        text=text,
        font=font("small"),
        foreground=ACCENT,
        background=ground,
        cursor="hand2",
        takefocus=True,
        highlightthickness=1,
        highlightbackground=ground,
        highlightcolor=ACCENT,
    )
    for event in ("<Button-1>", "<Return>", "<space>"):
        made.bind(event, lambda _event: command())
    return made

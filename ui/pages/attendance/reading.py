"""Text that is read, scrolled and copied, never written in."""

import tkinter
from functools import partial
from typing import Any

from ui.look import INK, PAPER
from ui.widgets.bits import focus_beside


def read_only(parent: tkinter.Misc, **options: Any) -> tkinter.Text:
    """An empty text that Tab leaves as it leaves any widget."""
    text = tkinter.Text(
        parent,
        background=PAPER,
        foreground=INK,
        borderwidth=0,
        highlightthickness=0,
        state="disabled",
        takefocus=True,  # else Tab passes over what is disabled, and nobody could scroll it
        **options,
    )
    for key, by in (("<Tab>", 1), ("<Shift-Tab>", -1), ("<ISO_Left_Tab>", -1)):
        try:
            text.bind(key, partial(_leave, text, by))
        except tkinter.TclError:
            continue  # a key that this platform does not have
    text.bind("<Button-1>", lambda _event: text.focus_set(), add="+")  # so that what is marked can be copied
    return text


def _leave(text: tkinter.Text, by: int, _event: object) -> str:
    focus_beside(text, by)
    return "break"


def write(text: tkinter.Text, *parts: tuple[str, str]) -> None:
    """These words with their tags instead of what stood there."""
    text.configure(state="normal")
    text.delete("1.0", "end")
    for words, tag in parts:
        text.insert("end", words, tag)
    text.configure(state="disabled")

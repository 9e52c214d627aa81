"""Details of what went wrong, to copy: for whoever looks after the program."""

import tkinter
from collections.abc import Callable

import ttkbootstrap

from ui.language import _


def copy_button(parent: tkinter.Misc, details: Callable[[], str]) -> ttkbootstrap.Button:
    """A button that puts the details on the clipboard and says so."""

    def copy() -> None:
        parent.clipboard_clear()
        parent.clipboard_append(details())
        button.configure(text=_("已复制"))

    button = ttkbootstrap.Button(parent, text=_("复制详情"), command=copy, bootstyle="link")
    return button

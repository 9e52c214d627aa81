"""A part of the page: its content, and its buttons in the first line."""

import tkinter
from tkinter import ttk
from typing import Any

from ui.desk import Desk
from ui.look import PANEL


class Part(tkinter.Frame):
    """Subclasses fill `self` in `build`, their buttons go into `self.buttons`."""

    search: ttk.Entry | None = None

    def __init__(self, page: tkinter.Misc, desk: Desk, bar: tkinter.Misc) -> None:
        super().__init__(page, background=PANEL)
        self.desk = desk
        self.buttons = tkinter.Frame(bar, background=PANEL)
        self.build()

    def build(self) -> None:
        """Make the widgets."""

    def load(self) -> None:
        """Ask for the data."""

    def focus_on(self, **focus: Any) -> None:
        """Show what a link meant."""

    def appear(self) -> None:
        self.pack(fill="both", expand=True)
        self.buttons.pack(side="right")

    def hide(self) -> None:
        self.pack_forget()
        self.buttons.pack_forget()

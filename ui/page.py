"""A page of the window: built once, loads itself when it is shown stale, never by itself."""

import tkinter
from tkinter import ttk
from typing import Any, ClassVar

from ui.desk import Desk
from ui.look import px


class Page(ttk.Frame):
    """`name` is its address; `_` of `title` stands at its head. Subclasses override what they need:

    build()          make the widgets, once
    load()           ask for the data and show it; called when shown stale, on F5, and after data changed
    focus_on(**f)    somebody came here by a link: a day, a number …
    tick()           every second, only while it is shown
    search           the entry that Ctrl+F goes to
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    search: tkinter.Widget | None = None

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, style="Panel.TFrame", padding=(px(16), px(10), px(16), px(10)))
        self.desk = desk
        self.stale = True
        self.build()

    def build(self) -> None:
        """Make the widgets."""

    def load(self) -> None:
        """Ask for the data."""

    def focus_on(self, **focus: Any) -> None:
        """Show what a link meant."""

    def tick(self) -> None:
        """A second passed."""

    def shown(self) -> None:
        """The page is in front; load what has become stale."""
        if self.stale:
            self.stale = False
            self.load()

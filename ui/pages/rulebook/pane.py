"""What the panes of the rulebook page have in common, and the list of chapters at their left."""

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.look import ACCENT, ACCENT_SOFT, INK, PANEL, PAPER, font, px
from ui.widgets.bits import focus_beside, panel

if TYPE_CHECKING:
    from ui.pages.rulebook import RulebookPage


class Pane(tkinter.Frame):
    """One of the views under the page's head; it loads itself when it is shown stale."""

    search: tkinter.Widget | None = None

    def __init__(self, page: "RulebookPage") -> None:
        super().__init__(page, background=PANEL)
        self.page, self.desk = page, page.desk
        self.stale = True
        self.build()

    def build(self) -> None:
        """Make the widgets."""

    def load(self) -> None:
        """Ask for the data."""

    def shown(self) -> None:
        if self.stale:
            self.stale = False
            self.load()

    def focus_on(self, **focus: Any) -> None:
        """Show what a link meant."""


class ChapterList(tkinter.Frame):
    """The chapters, one below the other; Up and Down move, Enter chooses."""

    def __init__(self, parent: tkinter.Misc, chosen: Callable[[str], object], width: int = 150) -> None:
        super().__init__(parent, background=PANEL)
        self.sheet = panel(self, 6)
        self.sheet.pack(fill="both", expand=True)
        tkinter.Frame(self.sheet, width=px(width), height=0, background=PAPER).pack()
        self._tell = chosen
        self.parts: dict[str, tkinter.Label] = {}
        self.value = ""

    def show(self, chapters: Sequence[tuple[str, str]]) -> None:
        """These chapters (value, text); where only the words changed, nothing is built anew."""
        if [*self.parts] != [value for value, _text in chapters]:
            for part in self.parts.values():
                part.destroy()
            self.parts = {value: self._part(value) for value, _text in chapters}
        for value, text in chapters:
            if self.parts[value]["text"] != text:
                self.parts[value].configure(text=text)
        self.mark(self.value if self.value in self.parts else next(iter(self.parts), ""))

    def _part(self, value: str) -> tkinter.Label:
        part = tkinter.Label(
            self.sheet,
            font=font("body"),
            anchor="w",
            padx=px(8),
            pady=px(4),
            cursor="hand2",
            takefocus=True,
            highlightthickness=1,
            highlightcolor=ACCENT,
        )
        part.pack(fill="x")
        for event in ("<Button-1>", "<Return>", "<space>"):
            part.bind(event, partial(self._on, value))
        part.bind("<Down>", lambda event: focus_beside(event.widget, 1))
        part.bind("<Up>", lambda event: focus_beside(event.widget, -1))
        return part

    def _on(self, value: str, _event: object) -> None:
        self.mark(value)
        self.parts[value].focus_set()
        self._tell(value)

    def mark(self, value: str) -> None:
        """Show one as chosen and tell nobody."""
        self.value = value
        for each, part in self.parts.items():
            ground = ACCENT_SOFT if each == value else PAPER
            colour = ACCENT if each == value else INK
            if part["background"] != ground or part["foreground"] != colour:
                part.configure(background=ground, highlightbackground=ground, foreground=colour)

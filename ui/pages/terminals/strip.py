"""What waits for the office's decision, above the table: a line for each session."""

import tkinter
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from office.terminal_waiting import Waiting
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, TONES, font, px
from ui.pages.terminals import words
from ui.pages.terminals.decide_dialog import DecideDialog

MOST = 3


class Strip(tkinter.Frame):
    """Nothing where nothing waits."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL, height=1)
        self.desk = desk
        self.waits: tuple[Waiting, ...] = ()

    def show(self, found: tuple[Waiting, ...]) -> None:
        """A line for each, the newest first."""
        if found == self.waits:
            return
        self.waits = found
        for child in self.winfo_children():
            child.destroy()
        for one in found[:MOST]:
            self._line(words.waiting_words(one), partial(DecideDialog, self.desk, one))
        rest = len(found) - MOST
        if rest > 0:
            self._line(_("另有 {count} 个时段也等待认定，处理完上面的就会出现").format(count=rest), None)
        if found:
            tkinter.Frame(self, background=PANEL, height=px(6)).pack()
        else:
            self.configure(height=1)

    def _line(self, text: str, command: Callable[[], object] | None) -> None:
        tone = TONES["late"]
        line = tkinter.Frame(self, background=tone.patch)
        line.pack(fill="x", pady=(0, 1))
        tkinter.Label(line, text=f"▲ {text}", background=tone.patch, foreground=tone.text, font=font("body")).pack(
            side="left", padx=px(10), pady=px(6)
        )
        if command:
            ttk.Button(line, text=_("认定…"), command=command, style="Small.TButton").pack(side="right", padx=px(6))

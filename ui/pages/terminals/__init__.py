"""设备: the terminals and their states, reading them, raw records, sign-in sheets."""

import tkinter
from typing import Any

from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.terminals.overview import Overview
from ui.pages.terminals.part import Part
from ui.pages.terminals.punches import Punches
from ui.pages.terminals.sheets import Sheets
from ui.widgets.bits import Segments, label

PARTS: dict[str, type[Part]] = {"overview": Overview, "punches": Punches, "sheets": Sheets}


class TerminalsPage(Page):
    name = "terminals"

    def build(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("设备"), "title").pack(side="left", padx=(0, px(14)))
        parts = [("overview", _("设备状态")), ("punches", _("原始记录")), ("sheets", _("签到表与补签"))]
        self.choice = Segments(top, parts, self.turn)
        self.choice.pack(side="left")
        self.bar = tkinter.Frame(top, background=PANEL)  # each part's own buttons
        self.bar.pack(side="right")
        self.parts: dict[str, Part] = {}
        self.front = ""
        self.turn("overview")

    def turn(self, name: str) -> None:
        """Show a part; it is built when it is first needed."""
        if name not in self.parts:
            self.parts[name] = PARTS[name](self, self.desk, self.bar)
        if self.front and self.front != name:
            self.parts[self.front].hide()
        self.front = name
        self.choice.mark(name)
        part = self.parts[name]
        part.appear()
        self.search = part.search
        if not self.stale:
            part.load()

    @property
    def part(self) -> Part:
        return self.parts[self.front]

    def load(self) -> None:
        self.part.load()

    def focus_on(self, **focus: Any) -> None:
        """`name`: a terminal; `part`: punches with `terminal`, `number`, `day`; or sheets."""
        part = focus.pop("part", "overview")
        self.turn(part)
        self.parts[part].focus_on(**focus)


PAGE = TerminalsPage

"""请假: slips by state with what is due, the calendar of who is away, and outings; those who are out stay on top."""

import tkinter
from datetime import date
from typing import Any

from office.leave_look import FormChoices, form_choices
from office.leave_outings import OutingBoard, OutingRow
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.leave.calendar import Calendar
from ui.pages.leave.importing import ImportDialog
from ui.pages.leave.outings import Outings, OutingStrip
from ui.pages.leave.request import RequestDialog
from ui.pages.leave.slips import Slips
from ui.widgets.bits import Segments, button, label


class LeavePage(Page):
    """Three segments under one head; only the one in front and the strip load."""

    name = "leave"

    def build(self) -> None:
        self._head()
        self.stage = tkinter.Frame(self, background=PANEL)
        self.stage.pack(fill="both", expand=True)
        self.slips = Slips(self.stage, self.desk)
        self.calendar = Calendar(self.stage, self.desk)
        self.outings = Outings(self.stage, self.desk, self._outings_shown)
        self.parts: dict[str, tkinter.Frame] = {
            "slips": self.slips,
            "calendar": self.calendar,
            "outings": self.outings,
        }
        self.front = ""
        self._turn_to("slips")

    def _head(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("请假"), "title").pack(side="left")
        options = [("slips", _("申请")), ("calendar", _("日历")), ("outings", _("外出"))]
        self.segments = Segments(top, options, self.turn_to)
        self.segments.pack(side="left", padx=px(16))
        button(top, _("登记请假…"), self.new, "primary").pack(side="right")
        button(top, _("登记外出…"), self.report).pack(side="right", padx=px(8))
        button(top, _("导入…"), lambda: ImportDialog(self.desk)).pack(side="right")
        self.strip_place = tkinter.Frame(self, background=PANEL)
        self.strip = OutingStrip(self.strip_place, self.give_back, lambda: self.segments.choose("outings"))

    # ------------------------------------------------------------ segments

    def turn_to(self, segment: str) -> None:
        """Another segment in front."""
        if segment != self.front:
            self._turn_to(segment)
            self.load()

    def _turn_to(self, segment: str) -> None:
        if self.front:
            self.parts[self.front].pack_forget()
        self.front = segment
        self.parts[segment].pack(fill="both", expand=True)
        self.segments.mark(segment)
        self.search = self.slips.search if segment == "slips" else None

    def load(self) -> None:
        self.outings.load()
        if self.front == "slips":
            self.slips.load()
        elif self.front == "calendar":
            self.calendar.load()

    def tick(self) -> None:
        self.outings.tick()

    def _outings_shown(self, board: OutingBoard) -> None:
        self.strip.show(board.out)
        if board.out:
            self.strip.pack(fill="x", pady=(0, px(8)))
            self.strip_place.pack(fill="x", before=self.stage)
        else:
            self.strip_place.pack_forget()

    # ------------------------------------------------------------ coming here

    def focus_on(self, **focus: Any) -> None:
        """`slip`: that one; `number`: all of a person; `outings`, with `day` or without; `month`: the calendar from a
        day on; `new`: the form, with a 工号 or empty; `out`: the form of an outing."""
        slip, number, new = focus.get("slip"), focus.get("number"), focus.get("new")
        if slip is not None:
            self._turn_to("slips")
            self.slips.reach(int(slip))
        elif number:
            self._turn_to("slips")
            self.slips.find(str(number))
            self.load()
        if focus.get("outings"):
            self._to_outings(focus.get("day"))
        if focus.get("month"):
            self.turn_to("calendar")
            self.calendar.month.go(focus["month"])
        if new is not None:
            self.new(str(new))
        if focus.get("out") is not None:
            self.outings.report(str(focus["out"]))

    def _to_outings(self, day: date | None) -> None:
        self._turn_to("outings")
        if day:
            self.outings.show_day(day)
        else:
            self.load()

    # ------------------------------------------------------------ the buttons at the head

    def report(self) -> None:
        """Somebody goes out."""
        self.outings.report()

    def give_back(self, row: OutingRow) -> None:
        """Somebody in the strip is back."""
        self.outings.give_back(row)

    def new(self, number: str = "") -> None:
        """The form of a new slip."""

        def open_form(choices: FormChoices) -> None:
            RequestDialog(self.desk, choices, number, self.slips.done)

        self.desk.ask(form_choices, done=open_form, key="leave-form")


PAGE = LeavePage

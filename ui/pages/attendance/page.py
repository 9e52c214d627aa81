"""The attendance page: a day; what the verbs hand over is laid out in its parts."""

import tkinter
from datetime import date
from typing import Any

from office.day_posting import Preview, post_day, preview
from office.day_view import DayView, day_view
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.attendance.day_table import DayTable
from ui.pages.attendance.dialogs import PostDialog
from ui.pages.attendance.filters import FilterBar
from ui.pages.attendance.toolbar import DayBar, StateLine
from ui.pages.attendance.words import kind_of


class AttendancePage(Page):
    """With no day chosen it shows the last working day, and moves on with the calendar."""

    name = "attendance"

    def build(self) -> None:
        self.day: date | None = None
        self._previewing = False
        self.bar = DayBar(
            self, step=self.step, picked=self.open_day, month=self._to_month, post=self._post, open_file=self._open_file
        )
        self.bar.pack(fill="x")
        self.standing = StateLine(self)
        self.standing.pack(fill="x", pady=px(8))
        self.filters = FilterBar(self, self._filter)
        self.filters.pack(fill="x", pady=(0, px(8)))
        self.search = self.filters.search
        content = tkinter.Frame(self, background=PANEL)
        content.pack(fill="both", expand=True)
        self.days = DayTable(content, self.desk, self.filters)
        self.days.pack(fill="both", expand=True)
        for key, by in (("<Alt-Left>", -1), ("<Alt-Right>", 1)):
            self.days.sheet.table.MT.bind(key, lambda _event, by=by: self.step(by), add="+")

    # ------------------------------------------------------------ which day

    def load(self) -> None:
        self.desk.ask(day_view, self.day, done=self.show, key="attendance day")

    def focus_on(self, **focus: Any) -> None:
        """day=, number=, finding= lead to a day."""
        self.days.wanted = focus.get("number", "")
        if "finding" in focus:
            self.filters.choose(kind_of(focus["finding"]))
        elif self.days.wanted:
            self.filters.clear()
        self.open_day(focus.get("day", self.day))

    def open_day(self, day: date | None) -> None:
        """Show a day; none is the last working day."""
        self.day = day
        self.load()

    def step(self, by: int) -> None:
        """To the day before or after."""
        view = self.days.view
        if view and (to := view.before if by < 0 else view.after):
            self.open_day(to)

    def _to_month(self) -> None:
        """To the month of the day that is shown."""
        self.desk.go("month", month=f"{self.days.view.day if self.days.view else self.desk.now():%Y-%m}")

    # ------------------------------------------------------------ showing

    def show(self, view: DayView) -> None:
        """A day's view, as it came from the office."""
        self.bar.show_day(view)
        self.standing.show(view)
        self.filters.show(view)
        self.days.show(view)

    def _filter(self) -> None:
        self.days.choose()

    # ------------------------------------------------------------ posting and its files

    def _post(self) -> None:
        view = self.days.view
        if view and view.standing == "posted":
            title = _("补写 {day} 的公示文件").format(day=view.day)
            done = _("公示文件已补写")
            self.desk.work(post_day, view.day, title=title, done=lambda _posted: self.desk.tell(done))
        elif view and not self._previewing:
            self._previewing = True  # a second click does not open a second dialog
            self.desk.ask(preview, view.day, done=self._confirm, failed=self._no_preview)

    def _confirm(self, found: Preview) -> None:
        self._previewing = False
        PostDialog(self.desk, found)

    def _no_preview(self, sentence: str, details: str) -> None:
        self._previewing = False
        self.desk.trouble(sentence, details)

    def _open_file(self, kind: str) -> None:
        view = self.days.view
        if view:
            self.desk.open_file(view.files.get(kind, view.folder))

"""日历: a year at a glance, and the office's own days in it."""

import tkinter
from datetime import date
from typing import Any

from office.calendar_view import DayCell, YearView, calendar_view, confirm_year
from ui.language import _
from ui.look import LINE, TONES, font, px
from ui.pages.rulebook.day_dialog import DayDialog
from ui.pages.rulebook.pane import Pane
from ui.pages.rulebook.year_canvas import YearCanvas, kind_look
from ui.widgets.bits import button, label, panel

YEARS = 2004, 2099  # the first year that was ever published, and the last that a terminal's clock can count


class CalendarPane(Pane):
    """The year with its state at the head and its signs at the foot; a click or Enter on a day opens it."""

    def build(self) -> None:
        self.view: YearView | None = None
        self.year = self.desk.now().year
        self._head()
        self._legend()
        sheet = panel(self, 0)
        sheet.pack(fill="both", expand=True)
        self.canvas = YearCanvas(sheet, self.desk.now().date(), self.open, self._tell)
        self.canvas.pack(fill="both", expand=True)
        self.canvas.bind("<Prior>", lambda _event: self.turn(-1))
        self.canvas.bind("<Next>", lambda _event: self.turn(1))

    def _head(self) -> None:
        head = tkinter.Frame(self, background=self["background"])
        head.pack(fill="x", pady=(0, px(8)))
        button(head, "‹", lambda: self.turn(-1)).pack(side="left")
        self.named = label(head, "", "heading")
        self.named.configure(width=7, anchor="center")
        self.named.pack(side="left")
        button(head, "›", lambda: self.turn(1)).pack(side="left")
        self.sums = label(head, "", muted=True)
        self.sums.pack(side="right")
        self.confirm = button(head, _("确认这一年…"), self.confirm_year, "primary")
        self.said = label(head, "", wrap=620)
        self.said.pack(side="left", padx=px(14))

    def _legend(self) -> None:
        foot = tkinter.Frame(self, background=self["background"])
        foot.pack(side="bottom", fill="x", pady=(px(8), 0))
        words = {
            "holiday": _("放假"),
            "make_up": _("补班"),
            "own_open": _("本中心上班"),
            "own_closed": _("本中心不上班"),
            "weekend": _("周末"),
            "unknown": _("还没有确定"),
        }
        for kind, word in words.items():
            tone, sign = kind_look(kind)
            patch = label(foot, sign, "small")
            patch.configure(background=TONES[tone].patch, foreground=TONES[tone].text, width=3, anchor="center")
            patch.configure(highlightthickness=1, highlightbackground=LINE, font=font("small"))
            patch.pack(side="left")
            label(foot, word, "small", muted=True).pack(side="left", padx=(px(4), px(14)))
        self.about = label(foot, "", "small")
        self.about.pack(side="right")

    # ------------------------------------------------------------ loading

    def load(self) -> None:
        self.desk.ask(calendar_view, self.year, done=self.show, key="calendar")

    def turn(self, years: int) -> None:
        """To another year."""
        year = self.year + years
        if YEARS[0] <= year <= YEARS[1]:
            self.year = year
            at = self.canvas.at
            self.canvas.at = at.replace(year=year, day=min(at.day, 28))
            self.load()

    def show(self, view: YearView) -> None:
        """A year, unless somebody has turned on meanwhile."""
        if view.year != self.year or view == self.view:
            return
        self.view = view
        self.named.configure(text=str(view.year))
        self.said.configure(text=view.sentence)
        self.sums.configure(text=_("上班 {working} 天，本中心设置 {own} 天").format(working=view.working, own=view.own))
        if view.source:
            self.confirm.pack_forget()
        else:
            self.confirm.pack(side="right", padx=px(12), before=self.said)
        self.canvas.show(view)

    def _tell(self, day: DayCell | None) -> None:
        """What the day under the mouse is, at the foot."""
        text = day.sentence if day else ""
        if self.about["text"] != text:
            self.about.configure(text=text)

    # ------------------------------------------------------------ doing

    def open(self, day: DayCell) -> None:
        """The dialog of a day."""
        DayDialog(self.desk, day)

    def confirm_year(self) -> None:
        """The office takes a year that is not published upon itself."""
        question = _(
            "{year} 年国务院的放假安排还没有公布。确认以后，周一至周五算上班，另加本中心逐日设置的日子；"
            "公布以后仍可以逐日更改。确认吗？"
        ).format(year=self.year)
        if self.desk.confirm(_("确认 {year} 年").format(year=self.year), question, _("确认")):
            self.desk.act(confirm_year, self.year, done=self.desk.tell)

    def focus_on(self, **focus: Any) -> None:
        """`day`: its year is shown and it is marked."""
        day = focus.get("day")
        if isinstance(day, date):
            self.year, self.canvas.at = day.year, day
            self.canvas.focus_set()
            self.load()

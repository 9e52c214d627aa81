"""One person's month beside the grid: the posted days, and what was counted of them."""

import tkinter
from collections.abc import Callable
from datetime import date, timedelta
from tkinter import font as tkfont

from office.month_view import DayLine, PersonMonth
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import MUTED, PAPER, font, px
from ui.pages.attendance.words import tone_of
from ui.pages.month.flow import Flow
from ui.pages.month.words import counted_words
from ui.widgets.bits import Segments, badge, button, label, panel
from ui.widgets.sheet import Column, Row, Sheet

WIDTH = 320
ALL, NOTABLE = "", "notable"
AIR = 18  # beside the text of a cell
WEEK = [date(2026, 11, 16) + timedelta(days=ahead) for ahead in range(7)]


class PersonPanel(tkinter.Frame):
    """`opened` hears of a day, `allowance` of the button, `closed` of the cross."""

    def __init__(
        self,
        parent: tkinter.Misc,
        desk: Desk,
        *,
        opened: Callable[[date, str], object],
        allowance: Callable[[str, str], object],
        closed: Callable[[], object],
    ) -> None:
        super().__init__(parent, background=PAPER, width=px(WIDTH))
        self.pack_propagate(False)
        self.found: PersonMonth | None = None
        self._opened, self._allowance = opened, allowance
        self.paper = panel(self, 0)
        self.paper.pack(fill="both", expand=True)
        self._head(closed)
        self.figures = label(self.paper, "", "strong")
        self.figures.pack(fill="x", padx=px(12))
        self.counted = Flow(self.paper, 6)
        self.counted.pack(fill="x", padx=px(12), pady=(px(6), px(2)))
        self.notices = label(self.paper, "", "small", wrap=WIDTH - 28)
        self.foot = tkinter.Frame(self.paper, background=PAPER, padx=px(12), pady=px(8))
        self.foot.pack(side="bottom", fill="x")
        self.see = button(self.foot, _("看补助"), self._see)
        self.see.pack(side="left")
        label(self.foot, _("点一天，看当天为什么"), "small", muted=True).pack(side="right")
        self.kinds = Segments(self.paper, [(ALL, _("全部")), (NOTABLE, _("有情况"))], lambda _kind: self._fill())
        self.kinds.pack(anchor="w", padx=px(12), pady=px(6))
        self.days = Sheet(
            self.paper,
            desk,
            "month person",
            [Column(_("日期"), _widest(self)), Column(_("认定结果"), 180)],
            opened=self._open,
            cell=lambda row, _column: self._open(row),
        )
        self.days.pack(fill="both", expand=True)
        self.foot.lift()  # Tab goes from above to below

    def _head(self, closed: Callable[[], object]) -> None:
        head = tkinter.Frame(self.paper, background=PAPER, padx=px(12))
        head.pack(fill="x", pady=(px(10), px(2)))
        self.who = label(head, "", "heading")
        self.who.pack(side="left")
        cross = tkinter.Label(
            head, text="×", font=font("heading"), background=PAPER, foreground=MUTED, cursor="hand2", takefocus=True
        )
        cross.configure(highlightthickness=1, highlightbackground=PAPER)
        cross.pack(side="right")
        for event in ("<Button-1>", "<Return>", "<space>"):
            cross.bind(event, lambda _event: closed())
        self.cross = cross
        self.seat = label(self.paper, "", "small", muted=True, wrap=WIDTH - 28)
        self.seat.pack(fill="x", padx=px(12), pady=(0, px(6)))

    # ------------------------------------------------------------ showing

    def show(self, found: PersonMonth) -> None:
        """A person's month."""
        if found == self.found:
            return
        self.found = found
        self.who.configure(text=found.name)
        self.seat.configure(text="　".join(filter(None, (found.number, found.unit, found.post))))
        told = _("应出勤 {due} 天　实出勤 {attended} 天").format(due=found.due, attended=found.attended)
        self.figures.configure(text=told)
        self.counted.fill(lambda flow: [badge(flow, counted_words(each), tone_of(each.tone)) for each in found.counted])
        self.notices.configure(text="\n".join(found.notices))
        if found.notices:
            self.notices.pack(fill="x", padx=px(12), after=self.counted)
        else:
            self.notices.pack_forget()
        self._fill()

    def _fill(self) -> None:
        days = self.found.days if self.found else ()
        self.days.show([_row(day) for day in days if self.kinds.value == ALL or not day.ordinary])

    def _open(self, row: Row) -> None:
        if self.found and isinstance(row.id, date):
            self._opened(row.id, self.found.number)

    def _see(self) -> None:
        if self.found:
            self._allowance(self.found.number, self.found.month)


def _widest(widget: tkinter.Misc) -> int:
    """What a date needs in the window's language."""
    measure = tkfont.nametofont(font("body"), widget).measure
    return round(max(measure(_date(day)) for day in WEEK) * 100 / px(100)) + AIR


def _date(day: date) -> str:
    return f"{day:%m-%d} {weekday(day)}"


def _row(day: DayLine) -> Row:
    said = day.text if day.ordinary else f"{day.sign} {day.text}"
    return Row(day.date, (_date(day.date), said), {1: tone_of(day.tone)}, {0: day.date})

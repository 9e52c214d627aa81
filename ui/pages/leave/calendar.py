"""The calendar: a line a person who is away, a column a day with its two halves, and to whom that leaves the window."""

import tkinter

from office.leave_calendar import AwayRow, LeaveCalendar, leave_calendar
from ui.desk import Desk
from ui.language import _
from ui.look import MUTED, PANEL, RED, TONES, font, px
from ui.pages.leave.calendar_grid import Grid
from ui.pages.leave.month import MonthPager
from ui.pages.leave.words import person_text, span_text, state_word
from ui.widgets.bits import label, panel


class Calendar(tkinter.Frame):
    """The segment of the calendar."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.found: LeaveCalendar | None = None
        line = tkinter.Frame(self, background=PANEL)
        line.pack(fill="x", pady=(0, px(8)))
        self.month = MonthPager(line, desk.now().date(), self.load)
        self.month.pack(side="left")
        _legend(line).pack(side="right")
        self.warning = label(self, "", wrap=1120)
        self.warning.configure(foreground=RED)
        foot = panel(self, 8)
        foot.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.said = label(foot, "", wrap=1110)
        self.said.configure(height=2, anchor="nw")
        self.said.pack(fill="x")
        self.grid_box = panel(self, 0)
        self.grid_box.pack(fill="both", expand=True)
        self.days = Grid(self.grid_box, self._chosen, self._opened)
        self.days.pack(fill="both", expand=True)

    def load(self) -> None:
        """The month anew."""
        self.desk.ask(leave_calendar, self.month.first, self.month.last, done=self._show, key="leave-calendar")

    def _show(self, found: LeaveCalendar) -> None:
        if found == self.found:
            return
        self.found = found
        self.days.show(found)
        if found.empty_posts:
            self.warning.configure(text=_("没有人值守：{posts}").format(posts="；".join(found.empty_posts)))
            self.warning.pack(fill="x", pady=(0, px(6)), before=self.grid_box)
        else:
            self.warning.pack_forget()
        self._chosen(self.days.chosen)

    def _chosen(self, row: AwayRow | None) -> None:
        """Everything about the line that is chosen, in words."""
        if row is None:
            rows = self.found.rows if self.found else ()
            self.said.configure(text=_("点一行看由谁顶岗，双击看请假单。") if rows else _("这个月没有人请假。"))
            return
        spans = "，".join(f"{span_text(s.first, s.last)} {s.kind}（{state_word(s.state)}）" for s in row.spans)
        text = _("{who} {post} {role}岗，请假 {days} 天：{spans}。窗口由：{cover}")
        self.said.configure(
            text=text.format(
                who=person_text(row.name, row.number),
                post=row.post,
                role=row.role,
                days=row.days,
                spans=spans,
                cover=row.cover,
            )
        )

    def _opened(self, slip: int) -> None:
        self.desk.go("leave", slip=slip)


def _legend(parent: tkinter.Misc) -> tkinter.Frame:
    """What the colours and lines mean."""
    box = tkinter.Frame(parent, background=PANEL)
    leave = TONES["leave"]
    marks = (
        ({"background": leave.patch, "highlightbackground": leave.mark, "highlightthickness": 1}, _("已批准")),
        ({"background": "#ffffff", "highlightbackground": leave.mark, "highlightthickness": 1}, _("还没有签完")),
        ({"background": TONES["cover"].mark, "height": px(4)}, _("有人顶岗")),
        ({"background": TONES["bad"].mark, "height": px(4)}, _("窗口没有人")),
    )
    for options, text in marks:
        patch = tkinter.Frame(box, width=px(18), **({"height": px(12)} | options))  # type: ignore[arg-type]
        patch.pack(side="left", padx=(px(12), px(4)))
        tkinter.Label(box, text=text, font=font("small"), foreground=MUTED, background=PANEL).pack(side="left")
    return box

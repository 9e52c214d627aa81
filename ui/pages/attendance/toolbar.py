"""The head of the page: which day, how it stands, and what can be done with it."""

import tkinter
from collections.abc import Callable
from datetime import date
from tkinter import ttk

import ttkbootstrap

from office.day_view import DayView
from ui.language import _, weekday
from ui.look import MUTED, PANEL, TONES, font, px
from ui.pages.attendance.words import standing_words, total_words, vacancy_words
from ui.widgets.bits import badge, button, label
from ui.widgets.dates import DateEntry

LONG = 56  # characters that still have room beside the state


class DayBar(ttk.Frame):
    """First line: the day and the way to others, to the month, and the acts."""

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        step: Callable[[int], object],
        picked: Callable[[date], object],
        month: Callable[[], object],
        post: Callable[[], object],
        open_file: Callable[[str], object],
    ) -> None:
        super().__init__(parent, style="Panel.TFrame")
        label(self, _("考勤"), "title").pack(side="left", padx=(0, px(16)))
        self.back = button(self, "‹", lambda: step(-1))
        self.back.pack(side="left")
        self.date = DateEntry(self, None, picked, style="Panel.TFrame")
        self.date.pack(side="left", padx=px(4))
        self.on = button(self, "›", lambda: step(1))
        self.on.pack(side="left")
        self.weekday = label(self, muted=True)
        self.weekday.pack(side="left", padx=px(10))
        self.month = button(self, _("当月月报"), month)
        self.month.pack(side="left", padx=px(6))
        self.post = button(self, _("公示…"), post, "primary")
        self.files = {
            "folder": button(self, _("公示文件夹"), lambda: open_file("folder")),
            "html": button(self, _("网页"), lambda: open_file("html")),
            "xlsx": button(self, "Excel", lambda: open_file("xlsx")),
        }
        for each in self.files.values():
            each.pack(side="right", padx=(px(6), 0))
        for each in (self.files["html"], self.files["folder"], self.post):
            each.lift()  # Tab goes from left to right

    def show_day(self, view: DayView) -> None:
        """The day's date and what can be done with it."""
        self.date.set(view.day)
        self.weekday.configure(text=" ".join(filter(None, (weekday(view.day), view.occasion))))
        _enable(self.back, view.before is not None)
        _enable(self.on, view.after is not None)
        self._show_acts(view)

    def _show_acts(self, view: DayView) -> None:
        """Posting is offered where it would make an edition, or write files that are missing."""
        complete = len(view.files) == len(("xlsx", "html"))
        words = {"changed": _("公示新的一版…"), "posted": _("补写文件…")}
        self.post.configure(text=words.get(view.standing, _("公示…")))
        self._offer(view.standing in {"unposted", "changed"} or (view.standing == "posted" and not complete))
        _enable(self.post, not view.trouble)
        for kind, each in self.files.items():
            _enable(each, kind == "folder" or kind in view.files)

    def _offer(self, yes: bool) -> None:
        if yes and not self.post.winfo_manager():
            self.post.pack(side="right", padx=(px(12), 0), before=self.files["folder"])
        elif not yes:
            self.post.pack_forget()


def _enable(widget: ttkbootstrap.Button, yes: bool) -> None:
    state = "normal" if yes else "disabled"
    if str(widget["state"]) != state:
        widget.configure(state=state)


class StateLine(tkinter.Frame):
    """Second line: the standing of the day, who was due and there, how far the data reach; below it what is odd."""

    def __init__(self, parent: tkinter.Misc) -> None:
        super().__init__(parent, background=PANEL)
        self.line = tkinter.Frame(self, background=PANEL)
        self.line.pack(fill="x")
        self.standing = badge(self.line, "", "rest")
        self.standing.configure(font=font("body"))
        self.standing.pack(side="left")
        self.totals = label(self.line)
        self.totals.pack(side="left", padx=px(12))
        self.reach = label(self.line, role="small", muted=True)
        self.reach.pack(side="left")
        self.notes = label(self, role="small", wrap=1140)

    def show(self, view: DayView) -> None:
        """The state of a day."""
        words, tone = standing_words(view)
        self.standing.configure(text=words, background=TONES[tone].patch, foreground=TONES[tone].text)
        self.totals.configure(text=total_words(view.totals))
        warned = TONES["late"].text if view.rows and not view.complete else MUTED
        long = len(view.reach) > LONG
        self.reach.configure(text="" if long else view.reach, foreground=warned)
        self._note([*([view.reach] if long else []), *view.notes, *vacancy_words(view.vacancies)], warned)

    def _note(self, lines: list[str], colour: str) -> None:
        self.notes.configure(text="\n".join(lines), foreground=colour)
        if lines:
            self.notes.pack(fill="x", pady=(px(4), 0))
        else:
            self.notes.pack_forget()

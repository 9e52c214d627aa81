"""A month to page through: back, forth, and this one."""

import tkinter
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from ui.language import _
from ui.look import px
from ui.widgets.bits import button, ground_of, label


class MonthPager(tkinter.Frame):
    """‹ 2026-11 › with a way back to the present month; `chosen` hears of another one."""

    def __init__(self, parent: tkinter.Misc, today: date, chosen: Callable[[], object]) -> None:
        super().__init__(parent, background=ground_of(parent))
        self.first, self._today, self._chosen = today.replace(day=1), today, chosen
        self.back = button(self, "‹", self.previous)
        self.text = label(self, "", "strong")
        self.text.configure(width=8, anchor="center")
        self.forth = button(self, "›", self.next)
        self.present = button(self, _("本月"), self.this)
        for widget in (self.back, self.text, self.forth, self.present):
            widget.pack(side="left", padx=(0, px(4)))
        self._show()

    @property
    def last(self) -> date:
        """The month's last day."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    def previous(self) -> None:
        self.go(self.first - timedelta(days=1))

    def next(self) -> None:
        self.go(self.last + timedelta(days=1))

    def this(self) -> None:
        self.go(self._today)

    def go(self, day: date) -> None:
        """The month of a day."""
        first = day.replace(day=1)
        if first != self.first:
            self.first = first
            self._show()
            self._chosen()

    def _show(self) -> None:
        self.text.configure(text=f"{self.first:%Y-%m}")

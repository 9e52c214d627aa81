"""A year on one canvas: twelve months, every day in its colour and with its sign."""

import tkinter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from office.calendar_view import DayCell, YearView
from ui.language import _
from ui.look import ACCENT, INK, MUTED, PAPER, TONES, font, px

COLUMNS, ROWS = 4, 3
STEPS = {"Left": -1, "Right": 1, "Up": -7, "Down": 7}
Box = tuple[int, int, int, int]


def kind_look(kind: str) -> tuple[str, str]:
    """The tone and the sign of a kind of day."""
    return {
        "workday": ("plain", ""),
        "weekend": ("rest", ""),
        "holiday": ("good", _("休")),
        "make_up": ("late", _("班")),
        "own_open": ("cover", _("开")),
        "own_closed": ("leave", _("停")),
        "unknown": ("unknown", "?"),
    }[kind]


class YearCanvas(tkinter.Canvas):
    """`opened` hears of a day that is clicked or entered, `pointed` of the one under the mouse or the keyboard."""

    def __init__(
        self,
        parent: tkinter.Misc,
        at: date,
        opened: Callable[[DayCell], object],
        pointed: Callable[[DayCell | None], object],
    ) -> None:
        super().__init__(
            parent,
            background=PAPER,
            takefocus=True,
            highlightthickness=1,
            highlightbackground=PAPER,
            highlightcolor=ACCENT,
        )
        self.view: YearView | None = None
        self.at = at  # the day that the keyboard is at
        self._opened, self._pointed = opened, pointed
        self._places: dict[date, Box] = {}
        self.bind("<Configure>", lambda _event: self.draw())
        self.bind("<Motion>", lambda event: self._pointed(self.day_at(event.x, event.y)))
        self.bind("<Leave>", lambda _event: self._pointed(None))
        self.bind("<Button-1>", self._click)
        self.bind("<Return>", lambda _event: self._open(self.cell(self.at)))
        self.bind("<FocusIn>", lambda _event: self._mark())
        self.bind("<FocusOut>", lambda _event: self._mark())
        for key, days in STEPS.items():
            self.bind(f"<{key}>", partial(self._step, days))

    def show(self, view: YearView) -> None:
        self.view = view
        self.draw()

    # ------------------------------------------------------------ drawing

    def draw(self) -> None:
        """The year, as large as there is room."""
        self.delete("all")
        self._places = {}
        if self.view is None:
            return
        wide, high = self.winfo_width(), self.winfo_height()
        for at, month in enumerate(self.view.months):
            left = (at % COLUMNS) * wide // COLUMNS + px(12)
            top = (at // COLUMNS) * high // ROWS + px(6)
            self._month(at + 1, month, (left, top, wide // COLUMNS - px(24), high // ROWS - px(10)))
        self._mark()

    def _month(self, number: int, days: tuple[DayCell, ...], place: Box) -> None:
        left, top, wide, high = place
        cell, line = wide // 7, min(high // 8, px(27))
        title = _("{month}月").format(month=number)
        self.create_text(left, top + line // 2, text=title, font=font("strong"), fill=INK, anchor="w")
        for at, name in enumerate((_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))):
            x, y = left + at * cell + cell // 2, top + line + line // 2
            self.create_text(x, y, text=name, font=font("small"), fill=MUTED)
        shift = days[0].date.weekday()
        for day in days:
            week, weekday = divmod(day.date.day - 1 + shift, 7)
            x, y = left + weekday * cell, top + (week + 2) * line
            self._day(day, (x, y, x + cell, y + line))

    def _day(self, day: DayCell, box: Box) -> None:
        """A day: its number, and beside it the sign that its colour stands for."""
        assert self.view is not None
        tone, sign = kind_look(day.kind)
        colours = TONES[tone]
        left, top, right, bottom = box
        self._places[day.date] = box
        if tone != "plain":
            self.create_rectangle(left, top, right - 1, bottom - 1, fill=colours.patch, outline=PAPER)
        if day.date == self.view.today:
            self.create_rectangle(left, top, right - 1, bottom - 1, outline=ACCENT, width=px(2))
        middle, nudge = (top + bottom) // 2, px(7) if sign else 0
        number = str(day.date.day)
        self.create_text((left + right) // 2 - nudge, middle, text=number, font=font("body"), fill=colours.text)
        if sign:
            self.create_text(right - px(5), middle, text=sign, font=font("small"), fill=colours.text, anchor="e")

    def _mark(self) -> None:
        """The day that the keyboard is at, while the calendar has the keyboard."""
        self.delete("cursor")
        if self.at in self._places and self.focus_get() is self:
            left, top, right, bottom = self._places[self.at]
            inner = left + 2, top + 2, right - 3, bottom - 3
            self.create_rectangle(*inner, outline=INK, dash=(2, 2), tags="cursor")
            self._pointed(self.cell(self.at))

    # ------------------------------------------------------------ days

    def cell(self, day: date) -> DayCell | None:
        """What is shown of a day; None where it is of another year."""
        if self.view is None or day.year != self.view.year:
            return None
        return self.view.months[day.month - 1][day.day - 1]

    def day_at(self, x: int, y: int) -> DayCell | None:
        """The day at a place of the canvas."""
        for day, (left, top, right, bottom) in self._places.items():
            if left <= x < right and top <= y < bottom:
                return self.cell(day)
        return None

    def place_of(self, day: date) -> tuple[int, int]:
        """The middle of a day, for tests that click."""
        left, top, right, bottom = self._places[day]
        return (left + right) // 2, (top + bottom) // 2

    def _step(self, days: int, _event: object) -> str:
        moved = self.at + timedelta(days=days)
        if moved in self._places:
            self.at = moved
            self._mark()
        return "break"

    def _click(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.focus_set()
        self._open(self.day_at(event.x, event.y))

    def _open(self, day: DayCell | None) -> None:
        if day:
            self.at = day.date
            self._opened(day)

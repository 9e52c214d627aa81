"""A date that is typed or picked. The only file that knows tkcalendar."""

import tkinter
from collections.abc import Callable
from datetime import date, datetime
from tkinter import ttk

import tkcalendar
import ttkbootstrap

from ui.language import _, chosen
from ui.look import ACCENT, INK, LINE, MUTED, PANEL, PAPER, font, px

_clock: Callable[[], datetime] = datetime.now


def tell_time(clock: Callable[[], datetime]) -> None:
    """What a calendar without a date opens on: the office's day, not the machine's."""
    global _clock  # noqa: PLW0603 - one window, one office clock
    _clock = clock


class DateEntry(ttk.Frame):
    """An entry for 2026-11-20 with a calendar beside it. `changed` hears of a date that is whole and right."""

    def __init__(
        self,
        parent: tkinter.Misc,
        value: date | None = None,
        changed: Callable[[date], object] | None = None,
        style: str = "Paper.TFrame",
    ) -> None:
        super().__init__(parent, style=style)
        self._changed = changed
        self._popup: tkinter.Toplevel | None = None
        self.text = tkinter.StringVar(self)
        self.entry = ttkbootstrap.Entry(self, textvariable=self.text, width=11)
        self.entry.pack(side="left")
        self.button = ttkbootstrap.Button(self, text="▾", width=2, command=self.pick, bootstyle="outline")
        self.button.pack(side="left")
        self.entry.bind("<Down>", lambda _event: self.pick())
        self.entry.bind("<KeyRelease>", self._typed)
        self.set(value)

    def get(self) -> date | None:
        """The date; None where nothing was typed. Raises ValueError where it is no date."""
        typed = self.text.get().strip().replace("/", "-").replace(".", "-")
        if not typed:
            return None
        parts = typed.split("-") if "-" in typed else [typed[:4], typed[4:6], typed[6:]]
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)

    def set(self, value: date | None) -> None:
        """Show a date and tell nobody."""
        self.text.set(value.isoformat() if value else "")

    def pick(self) -> None:
        """Unfold the calendar; Esc or a click elsewhere folds it."""
        if self._popup and self._popup.winfo_exists():
            self.fold()
            return
        self._popup = popup = tkinter.Toplevel(self, background=LINE)
        popup.withdraw()
        popup.overrideredirect(True)
        self.calendar = _calendar(popup, self._date_or_today())
        self.calendar.pack(padx=1, pady=1)
        self.calendar.bind("<<CalendarSelected>>", lambda _event: self._picked())
        popup.bind("<Escape>", lambda _event: self.fold())
        self._beside(popup)
        popup.deiconify()
        popup.lift()
        popup.bind("<FocusOut>", self._left)
        self._grabbed = self.grab_current()
        popup.after_idle(self._hold)
        popup.bind("<Button-1>", self._outside, add="+")

    def _hold(self) -> None:
        """The calendar has mouse and keyboard until it is folded."""
        if self._popup and self._popup.winfo_exists():
            self._popup.grab_set()
            self.calendar.focus_set()

    def fold(self) -> None:
        """Away with the calendar; a dialog that held the keyboard gets it back."""
        if self._popup and self._popup.winfo_exists():
            self._popup.grab_release()
            self._popup.destroy()
            if self._grabbed and self._grabbed.winfo_exists():
                self._grabbed.grab_set()
            self.entry.focus_set()
        self._popup = None

    _grabbed: tkinter.Misc | None = None

    def _beside(self, popup: tkinter.Toplevel) -> None:
        popup.update_idletasks()
        left, top = self.winfo_rootx(), self.winfo_rooty() + self.winfo_height()
        left = min(left, self.winfo_screenwidth() - popup.winfo_reqwidth())
        if top + popup.winfo_reqheight() > self.winfo_screenheight():
            top = self.winfo_rooty() - popup.winfo_reqheight()
        popup.geometry(f"+{max(0, left)}+{max(0, top)}")

    def _outside(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        popup = self._popup
        if popup and not (
            0 <= event.x_root - popup.winfo_rootx() < popup.winfo_width()
            and 0 <= event.y_root - popup.winfo_rooty() < popup.winfo_height()
        ):
            self.fold()

    def _left(self, _event: object) -> None:
        popup = self._popup
        if popup and popup.winfo_exists() and self.focus_get() is None:
            self.fold()

    def _picked(self) -> None:
        chosen_day = self.calendar.selection_get()
        self.fold()
        self.set(chosen_day)
        self._tell(chosen_day)

    def _typed(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        if event.keysym in {"Tab", "Down", "Escape", "Shift_L", "Shift_R"}:
            return
        try:
            day = self.get()
        except ValueError:
            return
        if day and day.year > 1999 and len(self.text.get().strip()) >= 8:
            self._tell(day)

    def _tell(self, day: date) -> None:
        if self._changed:
            self._changed(day)

    def _date_or_today(self) -> date:
        try:
            return self.get() or _clock().date()
        except ValueError:
            return _clock().date()


def _calendar(parent: tkinter.Misc, day: date) -> tkcalendar.Calendar:
    """All colours are named: tkcalendar knows nothing of themes."""
    return tkcalendar.Calendar(
        parent,
        locale=chosen(),
        year=day.year,
        month=day.month,
        day=day.day,
        firstweekday="monday",
        showweeknumbers=False,
        font=font("body"),
        background=PANEL,
        foreground=INK,
        bordercolor=LINE,
        headersbackground=PANEL,
        headersforeground=MUTED,
        selectbackground=ACCENT,
        selectforeground=PAPER,
        normalbackground=PAPER,
        normalforeground=INK,
        weekendbackground=PAPER,
        weekendforeground=MUTED,
        othermonthbackground=PAPER,
        othermonthforeground="#8b95a1",
        othermonthwebackground=PAPER,
        othermonthweforeground="#8b95a1",
        borderwidth=px(4),
    )


def date_fault() -> str:
    """What to say where a date cannot be read."""
    return _("日期写成 2026-11-20")

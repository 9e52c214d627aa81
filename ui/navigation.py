"""The list of pages at the left: what is shown, what needs somebody, and the office clock."""

import tkinter
from collections.abc import Callable, Sequence
from datetime import datetime

from ui.language import day_words, product
from ui.look import NAVY, NAVY_LIGHT, NAVY_MUTED, NAVY_TEXT, font, px
from ui.widgets.bits import focus_beside

WIDTH = 148
TIGHT, ROOMY, HIGH = 2.6, 6, 690  # above and below an entry, and from which height of the window on there is room


class Navigation(tkinter.Frame):
    """A column of entries; Up and Down move, Enter and Space go."""

    def __init__(
        self, parent: tkinter.Misc, pages: Sequence[tuple[str, str]], go: Callable[[str], object], centre: str
    ) -> None:
        super().__init__(parent, background=NAVY, width=px(WIDTH))
        self.pack_propagate(False)
        self._go = go
        self.entries: dict[str, tkinter.Label] = {}
        self._bars: dict[str, tkinter.Frame] = {}
        self._head(centre)
        for name, title in pages:
            self._entry(name, title)
        self._clock = tkinter.Label(self, background=NAVY, foreground=NAVY_TEXT, font=font("clock"), anchor="w")
        self._day = tkinter.Label(self, background=NAVY, foreground=NAVY_MUTED, font=font("small"), anchor="w")
        self._day.pack(side="bottom", fill="x", padx=px(16), pady=(0, px(12)))
        self._clock.pack(side="bottom", fill="x", padx=px(16))
        self.bind("<Configure>", self._fit)

    def _head(self, centre: str) -> None:
        tkinter.Label(self, text=product(), background=NAVY, foreground=NAVY_TEXT, font=font("title"), anchor="w").pack(
            fill="x", padx=px(16), pady=(px(14), 0)
        )
        self.centre = tkinter.Label(
            self,
            text=centre,
            background=NAVY,
            foreground=NAVY_MUTED,
            font=font("small"),
            anchor="w",
            justify="left",
            wraplength=px(WIDTH - 36),
        )
        self.centre.pack(fill="x", padx=px(16), pady=(px(2), px(14)))

    def _entry(self, name: str, title: str) -> None:
        row = tkinter.Frame(self, background=NAVY)
        row.pack(fill="x")
        bar = tkinter.Frame(row, background=NAVY, width=px(4))
        bar.pack(side="left", fill="y")
        entry = tkinter.Label(
            row,
            text=title,
            background=NAVY,
            foreground=NAVY_TEXT,
            font=font("body"),
            anchor="w",
            padx=px(12),
            pady=px(TIGHT),
            cursor="hand2",
            takefocus=True,
            highlightthickness=px(1),
            highlightbackground=NAVY,
            highlightcolor=NAVY_MUTED,
        )
        entry.pack(side="left", fill="x", expand=True)
        entry.bind("<Button-1>", lambda _event: self._go(name))
        for key in ("<Return>", "<space>"):
            entry.bind(key, lambda _event: self._go(name))
        entry.bind("<Down>", lambda _event: focus_beside(entry, 1))
        entry.bind("<Up>", lambda _event: focus_beside(entry, -1))
        self.entries[name], self._bars[name] = entry, bar

    def _fit(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """On a low window the entries stand closer, so that none is hidden behind the clock."""
        air = px(ROOMY if event.height >= px(HIGH) else TIGHT)
        for entry in self.entries.values():
            if int(str(entry["pady"])) != air:
                entry.configure(pady=air)

    def mark(self, name: str) -> None:
        """Show which page is in front."""
        for each, entry in self.entries.items():
            chosen = each == name
            ground = NAVY_LIGHT if chosen else NAVY
            entry.configure(background=ground, font=font("strong" if chosen else "body"), highlightbackground=ground)
            self._bars[each].configure(background="#6fb1ff" if chosen else NAVY)

    def show_time(self, now: datetime) -> None:
        """The office clock; only the text moves, and only when it changes."""
        clock, day = f"{now:%H:%M}", day_words(now.date())
        if self._clock["text"] != clock:
            self._clock.configure(text=clock)
        if self._day["text"] != day:
            self._day.configure(text=day)

"""How far the month is posted, and the month's sums as cards; a card chooses the people who have something in it."""

import tkinter
from collections.abc import Callable
from functools import partial

from office.month_grid import COLUMNS, UnitSums
from office.month_view import MonthView
from ui.language import _
from ui.look import ACCENT, LINE, PANEL, PAPER, SHADE, TONES, px
from ui.pages.month.words import card_word, posting_words, waiting_words
from ui.widgets.bits import Card, label

TONE = {
    "late": "late",
    "left_early": "late",
    "missing": "late",
    "absent": "bad",
    "on_leave": "leave",
    "unknown": "unknown",
}
RATE = "rate"
BAR = 6


class Strip(tkinter.Frame):
    """`waiting` hears of a click on how far it is posted, `having` of a card's column, empty where it is let go."""

    def __init__(self, parent: tkinter.Misc, waiting: Callable[[], object], having: Callable[[str], object]) -> None:
        super().__init__(parent, background=PANEL)
        self.column = ""
        self._having = having
        self._progress(waiting)
        self.cards: dict[str, Card] = {RATE: Card(self, card_word(RATE), "plain")}
        for column, tone in TONE.items():
            self.cards[column] = Card(self, card_word(column), tone, partial(self.choose, column))
        for at, card in enumerate(self.cards.values(), 1):
            card.grid(row=0, column=at, sticky="nsew", padx=(px(8), 0))
            self.columnconfigure(at, weight=1)

    def _progress(self, waiting: Callable[[], object]) -> None:
        sheet = tkinter.Frame(
            self,
            background=PAPER,
            highlightbackground=LINE,
            highlightcolor=ACCENT,
            highlightthickness=1,
            padx=px(12),
            pady=px(6),
            cursor="hand2",
            takefocus=True,
        )
        sheet.grid(row=0, column=0, sticky="nsew")
        tkinter.Frame(sheet, width=px(256), height=0, background=PAPER).pack()
        self.told = label(sheet, "", "small")
        self.told.pack(anchor="w")
        self.bar = tkinter.Frame(sheet, background=SHADE, height=px(BAR))
        self.bar.pack(fill="x", pady=px(5))
        self._posted = tkinter.Frame(self.bar, background=TONES["good"].mark)
        self._late = tkinter.Frame(self.bar, background=TONES["late"].mark)
        self.missing = label(sheet, "", "small")
        self.missing.pack(anchor="w")
        self.progress = sheet
        for widget in (sheet, self.told, self.bar, self._posted, self._late, self.missing):
            widget.bind("<Button-1>", lambda _event: waiting())
        for key in ("<Return>", "<space>"):
            sheet.bind(key, lambda _event: waiting())

    # ------------------------------------------------------------ showing

    def show(self, view: MonthView) -> None:
        """How far a month is posted."""
        posting, whole = view.posting, max(view.posting.working, 1)
        self.told.configure(text=posting_words(view))
        missing = waiting_words(view)
        colour = TONES["late" if missing else "good"].text
        told = missing or (_("过去的工作日都已公示") if posting.posted else _("还没有可以公示的日子"))
        self.missing.configure(text=told, foreground=colour)
        posted, late = posting.posted / whole, posting.waiting / whole
        self._posted.place(relx=0, rely=0, relwidth=posted, relheight=1)
        self._late.place(relx=posted, rely=0, relwidth=late, relheight=1)

    def show_sums(self, sums: UnitSums) -> None:
        """What the shown unit, or everybody, adds up to."""
        self.cards[RATE].show(sums.rate or "–")
        for column, card in self.cards.items():
            if column != RATE:
                card.show(sums.totals[COLUMNS.index(column)] or "0")

    def choose(self, column: str) -> None:
        """A card's people; chosen once more, everybody."""
        self.mark("" if column == self.column else column)
        self._having(self.column)

    def mark(self, column: str) -> None:
        """Show which card is chosen, and tell nobody."""
        self.column = column
        for each, card in self.cards.items():
            card.configure(highlightbackground=ACCENT if each == column else LINE)

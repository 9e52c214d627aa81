"""The six figures at the head: 应到 实到 未到 请假 离岗 数据不全. A click shows only those posts; again, all."""

import tkinter
from collections.abc import Callable
from functools import partial

from office.board_records import Board
from ui.language import _
from ui.look import ACCENT, ACCENT_SOFT, LINE, PANEL, PAPER, px
from ui.widgets.bits import Card, label

TONES = {"": "plain", "present": "good", "not_yet": "bad", "on_leave": "leave", "away": "away", "unknown": "unknown"}


def titles() -> dict[str, str]:
    """The columns and their names; the first asks for all."""
    return {
        "": _("应到"),
        "present": _("实到"),
        "not_yet": _("未到"),
        "on_leave": _("请假"),
        "away": _("离岗（含外出）"),
        "unknown": _("数据不全"),
    }


class CountCard(Card):
    """A figure with a note beside it."""

    def __init__(self, parent: tkinter.Misc, title: str, tone: str, chosen: Callable[[], object]) -> None:
        super().__init__(parent, title, tone, chosen)
        self.figure.pack_forget()
        self.figure.pack(side="left")
        self.note = label(self, "", "small", muted=True)
        self.note.pack(side="left", padx=(px(8), 0), pady=(px(8), 0))
        self.note.bind("<Button-1>", lambda _event: chosen())
        self.bind("<space>", lambda _event: chosen())

    def show_note(self, text: str) -> None:
        if self.note["text"] != text:
            self.note.configure(text=text)

    def mark(self, chosen: bool) -> None:
        """Whether the map shows only these."""
        ground = ACCENT_SOFT if chosen else PAPER
        if str(self["background"]) != ground:
            self.configure(background=ground, highlightbackground=ACCENT if chosen else LINE)
            for part in (self.title, self.figure, self.note):
                part.configure(background=ground)


class Cards(tkinter.Frame):
    """All six; `chosen` hears of the column that the map is narrowed to."""

    def __init__(self, parent: tkinter.Misc, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, background=PANEL)
        self._chosen = chosen
        self.value = ""
        self.cards: dict[str, CountCard] = {}
        for at, (column, title) in enumerate(titles().items()):
            card = CountCard(self, title, TONES[column], partial(self.choose, column))
            card.grid(row=0, column=2 * at, sticky="nsew")  # a column of air between each two, so that all are as wide
            self.columnconfigure(2 * at, weight=1, uniform="card")
            if at:
                self.columnconfigure(2 * at - 1, minsize=px(8))
            self.cards[column] = card

    def show(self, board: Board) -> None:
        """The figures of a board; where today cannot be shown there are none."""
        counts = board.counts
        figures = {"": counts.due} | {column: getattr(counts, column) for column in self.cards if column}
        notes = {"": counts.waiting and _("未到时间 {count}").format(count=counts.waiting)}
        notes["present"] = counts.late and _("迟到 {count}").format(count=counts.late)
        for column, card in self.cards.items():
            card.show("–" if board.trouble else str(figures[column]))
            card.show_note(str(notes.get(column) or ""))

    def choose(self, column: str) -> None:
        """As if clicked."""
        self.value = "" if column == self.value else column
        for each, card in self.cards.items():
            card.mark(bool(self.value) and each == self.value)
        self._chosen(self.value)

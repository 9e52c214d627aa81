"""Everybody as a seat at a post, unit by unit: a click chooses. Only what is in sight is drawn."""

import tkinter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby, zip_longest
from tkinter import font as tkfont
from typing import Literal, NamedTuple

import ttkbootstrap

from office.step_away_view import Seat
from ui.language import _
from ui.look import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, PAPER, TONES, font, px
from ui.widgets.bits import flow, show_bar
from ui.words import floor_word

TILE, POST, GAP, BETWEEN, HIGH, HEADING = 94, 42, 5, 10, 30, 28  # lengths at 96 dpi
STATE_TONES = {"away": "away", "on_leave": "leave", "on_outing": "away"}


class Tile(NamedTuple):
    """A seat in its place."""

    seat: Seat
    left: int
    top: int


class Text(NamedTuple):
    """A heading or a post's name in its place."""

    text: str
    left: int
    top: int
    role: str


def state_words() -> dict[str, str]:
    """One word for why somebody is not there."""
    return {"away": _("离岗"), "on_leave": _("请假"), "on_outing": _("外出")}


class Seats(tkinter.Frame):
    """`chosen` hears of the seat that was clicked or reached by the arrow keys, `confirmed` of Enter on it."""

    def __init__(self, parent: tkinter.Misc, chosen: Callable[[Seat], object], confirmed: Callable[[], object]) -> None:
        super().__init__(parent, background=PAPER)
        self._chosen = chosen
        self._face, self._small = (tkfont.nametofont(font(role), self) for role in ("body", "small"))
        self.canvas = tkinter.Canvas(
            self, background=PAPER, highlightthickness=1, highlightbackground=PAPER, highlightcolor=ACCENT, takefocus=1
        )
        self.bar = ttkbootstrap.Scrollbar(self, orient="vertical", command=self.canvas.yview)
        self.canvas.configure(yscrollcommand=self._scrolled)
        self.canvas.pack(side="left", fill="both", expand=True)
        self.tiles: list[Tile] = []
        self.texts: list[Text] = []
        self.number = ""  # who is chosen
        self._seats: tuple[Seat, ...] = ()
        self._floors = False
        self._nothing = ""
        self._bind(confirmed)

    def _bind(self, confirmed: Callable[[], object]) -> None:
        canvas = self.canvas
        canvas.bind("<Configure>", lambda _event: self._lay_out())
        canvas.bind("<Button-1>", self._clicked)
        canvas.bind("<Motion>", self._over)
        canvas.bind("<MouseWheel>", lambda event: canvas.yview_scroll(-1 if event.delta > 0 else 1, "units"))
        canvas.bind("<Button-4>", lambda _event: canvas.yview_scroll(-1, "units"))
        canvas.bind("<Button-5>", lambda _event: canvas.yview_scroll(1, "units"))
        for key, steps in (("Left", -1), ("Right", 1), ("Up", -2), ("Down", 2)):
            canvas.bind(f"<{key}>", partial(self._step, steps))
        canvas.bind("<Return>", lambda _event: confirmed())
        canvas.configure(yscrollincrement=px(HIGH))

    # ------------------------------------------------------------ what is shown

    def show(self, seats: Sequence[Seat], floors: bool, nothing: str = "") -> None:
        """These seats, with the floors in the headings where they are of several; or why there are none."""
        if (tuple(seats), floors, nothing) != (self._seats, self._floors, self._nothing):
            moved = [seat.number for seat in seats] != [seat.number for seat in self._seats]
            self._seats, self._floors, self._nothing = tuple(seats), floors, nothing
            self._lay_out()
            if moved:
                self.canvas.yview_moveto(0)

    def mark(self, number: str) -> None:
        """Show who is chosen."""
        if number != self.number:
            self.number = number
            self._draw()

    def place_of(self, number: str) -> tuple[int, int]:
        """Where a seat is on the canvas, brought into sight; for tests that click."""
        tile = next(tile for tile in self.tiles if tile.seat.number == number)
        self._see(tile)
        return tile.left + px(TILE) // 2, int(tile.top - self.canvas.canvasy(0)) + px(HIGH) // 2

    # ------------------------------------------------------------ the layout

    def _lay_out(self) -> None:
        wide, high = px(POST + 2 * (TILE + GAP) + BETWEEN), px(HIGH + GAP)
        columns = max(1, self.canvas.winfo_width() // wide)
        self.tiles, self.texts = [], []
        top = px(4)
        for (floor, unit), mine in groupby(self._seats, lambda seat: (seat.floor, seat.unit)):
            head = f"{floor_word(floor)}　{unit}" if self._floors else unit
            self.texts.append(Text(head, px(4), top + px(6), "small"))
            top += px(HEADING)
            rows = list(_rows(list(mine)))
            for at, (post, pair) in enumerate(rows):
                self._place(post, pair, px(4) + at % columns * wide, top + at // columns * high)
            top += -(-len(rows) // columns) * high + px(4)
        self.canvas.configure(scrollregion=(0, 0, 1, top))
        self._draw()

    def _place(self, post: str, pair: Sequence[Seat | None], left: int, top: int) -> None:
        self.texts.append(Text(post, left, top + px(6), "body"))
        for at, seat in enumerate(pair):
            if seat:
                self.tiles.append(Tile(seat, left + px(POST) + at * px(TILE + GAP), top))

    # ------------------------------------------------------------ drawing

    def _scrolled(self, first: float, last: float) -> None:
        show_bar(self.bar, self.canvas, first, last)
        self._draw()

    def _draw(self) -> None:
        canvas = self.canvas
        canvas.delete("all")
        first, last = canvas.canvasy(0) - px(HIGH), canvas.canvasy(canvas.winfo_height())
        for text in self.texts:
            if first <= text.top <= last:
                colour = MUTED if text.role == "small" else INK
                canvas.create_text(text.left, text.top, text=text.text, anchor="nw", font=font(text.role), fill=colour)
        for tile in self.tiles:
            if first <= tile.top <= last:
                self._draw_tile(tile)
        if not self._seats and self._nothing:
            wide = canvas.winfo_width() - px(8)
            said = flow(self._nothing)
            canvas.create_text(px(4), px(14), text=said, width=wide, anchor="nw", font=font("body"), fill=MUTED)

    def _draw_tile(self, tile: Tile) -> None:
        seat, left, top = tile.seat, tile.left, tile.top
        tone = TONES[STATE_TONES.get(seat.state, "plain")]
        mine = seat.number == self.number
        self.canvas.create_rectangle(
            left,
            top,
            left + px(TILE),
            top + px(HIGH),
            fill=ACCENT_SOFT if mine else tone.patch,
            outline=ACCENT if mine else LINE,
            width=px(2) if mine else 1,
        )
        middle = top + px(HIGH) // 2
        if seat.state:
            word = state_words()[seat.state]
            room = px(TILE - 15) - self._small.measure(word)
            self._write(left + px(6), middle, self._fit(seat.name, room), "body", tone.text, "w")
            self._write(left + px(TILE - 5), middle, word, "small", tone.text, "e")
        else:
            self._write(left + px(6), middle, seat.role, "small", MUTED, "w")
            self._write(left + px(20), middle, self._fit(seat.name, px(TILE - 24)), "body", INK, "w")

    def _write(self, x: int, y: int, text: str, role: str, colour: str, anchor: Literal["w", "e"]) -> None:
        self.canvas.create_text(x, y, text=text, font=font(role), fill=colour, anchor=anchor)

    def _fit(self, name: str, room: int) -> str:
        """A long name ends with a sign that there is more of it."""
        if self._face.measure(name) <= room:
            return name
        while name and self._face.measure(name + "…") > room:
            name = name[:-1]
        return name + "…"

    # ------------------------------------------------------------ choosing

    def _at(self, event: "tkinter.Event[tkinter.Misc]") -> Tile | None:
        x, y = event.x, self.canvas.canvasy(event.y)
        inside = (t for t in self.tiles if 0 <= x - t.left < px(TILE) and 0 <= y - t.top < px(HIGH))
        return next(inside, None)

    def _over(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.canvas.configure(cursor="hand2" if self._at(event) else "")

    def _clicked(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        tile = self._at(event)
        self.canvas.focus_set()
        if tile:
            self._chosen(tile.seat)

    def _step(self, steps: int, _event: object = None) -> str:
        numbers = [tile.seat.number for tile in self.tiles]
        if numbers:
            at = numbers.index(self.number) + steps if self.number in numbers else 0
            tile = self.tiles[min(max(at, 0), len(numbers) - 1)]
            self._see(tile)
            self._chosen(tile.seat)
        return "break"

    def _see(self, tile: Tile) -> None:
        """Scroll until the tile is in sight."""
        high = self.canvas.winfo_height()
        top = self.canvas.canvasy(0)
        if not top <= tile.top <= top + high - px(HIGH):
            whole = float(str(self.canvas.cget("scrollregion")).split()[3])
            self.canvas.yview_moveto(max(0.0, (tile.top - high / 2) / whole))


def _rows(seats: Sequence[Seat]) -> Iterator[tuple[str, tuple[Seat | None, Seat | None]]]:
    """Each post with its A at the left and its B at the right; the post's name stands once."""
    for post, mine in groupby(seats, lambda seat: seat.post):
        people = list(mine)
        sides = ([seat for seat in people if seat.role != "B"], [seat for seat in people if seat.role == "B"])
        for at, pair in enumerate(zip_longest(*sides)):
            yield post if at == 0 else "", pair

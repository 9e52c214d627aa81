"""The floors as a map of posts on one canvas: only what changed is drawn again, a little at a time.

Running step-aways count down by themselves: once a second, only those in view, and only their text.
"""

import tkinter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import ttkbootstrap

from office.board_records import Seat, Tile
from ui.look import ACCENT, PANEL, px
from ui.pages.today.layout import (
    GAP,
    HEAD,
    LEAST_WIDTH,
    LINE_HEIGHT,
    PAD_BOTTOM,
    PAD_TOP,
    Layout,
    Measure,
    Place,
    lay_out,
    seats_shown,
    step,
)
from ui.pages.today.slices import Slices
from ui.pages.today.tiles import Clock, TileArtist

RESIZE_MS = 40
MANY = 100
Chosen = Callable[[Tile, Seat | None], object]
Menu = Callable[[Tile, Seat | None, int, int], object]


class Spot(NamedTuple):
    """A post on the map and, where one of its lines is meant, who."""

    key: str
    line: int  # -1 for the post itself


class FloorMap(tkinter.Frame):
    """`chosen` hears of a click or Enter, `menu` of the other button, `pointed` of what is under the pointer.

    `draws` counts the posts drawn, `ticks` the clocks that moved: nothing happens while nothing changes.
    """

    def __init__(self, parent: tkinter.Misc, chosen: Chosen, menu: Menu, pointed: Chosen) -> None:
        super().__init__(parent, background=PANEL)
        self._chosen, self._menu, self._pointed = chosen, menu, pointed
        self.canvas = tkinter.Canvas(
            self, background=PANEL, highlightthickness=px(1), highlightbackground=PANEL, highlightcolor=ACCENT
        )
        self.canvas.configure(takefocus=True, yscrollincrement=px(24))
        self.bar = ttkbootstrap.Scrollbar(self, orient="vertical", command=self.canvas.yview)
        self.canvas.pack(side="left", fill="both", expand=True, padx=(0, self.bar.winfo_reqwidth() + px(6)))
        self.canvas.configure(yscrollcommand=self._bar_set)
        self.measure = Measure(*map(px, (LEAST_WIDTH, GAP, HEAD, PAD_TOP, LINE_HEIGHT, PAD_BOTTOM)))
        self.artist = TileArtist(self.canvas, self.measure)
        self.slices = Slices(self)
        self.layout = Layout((), (), 0)
        self.draws = self.ticks = 0
        self._tiles: Sequence[Tile] = ()
        self._now = datetime.min
        self._drawn: dict[str, tuple[object, ...]] = {}
        self._clocks: dict[str, list[Clock]] = {}
        self._spot: Spot | None = None
        self._under: Spot | None = None
        self._timer = ""
        self._bind()

    def _bar_set(self, first: float, last: float) -> None:
        """The bar has its room kept, so that the posts do not move when it comes and goes."""
        if float(first) <= 0 and float(last) >= 1:
            self.bar.place_forget()
        elif not self.bar.winfo_ismapped():
            self.bar.place(relx=1.0, rely=0, relheight=1.0, anchor="ne")
        self.bar.set(first, last)

    # ------------------------------------------------------------ drawing

    def show(self, tiles: Sequence[Tile], now: datetime) -> None:
        """These posts, as they are at a time."""
        self._tiles, self._now = tiles, now
        width = self.canvas.winfo_width() - px(4)
        if width < px(80):
            return  # not on the screen yet; its size will tell
        self.layout = lay_out(tiles, width, self.measure)
        self.slices.start(self._draw(self.layout))

    def _draw(self, layout: Layout) -> Iterator[object]:
        yield from self._drop(
            {place.key for place in layout.places} | {f"floor {each.floor}" for each in layout.headings}
        )
        for each in layout.headings:
            key = f"floor {each.floor}"
            if self._drawn.get(key) != each:
                self.artist.heading(key, each)
                self._drawn[key] = each
        for place in layout.places:
            looks = place[:6]
            if self._drawn.get(place.key) != looks:
                self._clocks[place.key] = self.artist.tile(place, self._now)
                self._drawn[place.key] = looks
                self.draws += 1
                yield None
        self.canvas.configure(scrollregion=(0, 0, self.canvas.winfo_width(), layout.height))
        self._ring()

    def _drop(self, kept: set[str]) -> Iterator[object]:
        gone = self._drawn.keys() - kept
        if len(gone) > MANY:  # each of them is looked for among all that is drawn
            self.canvas.delete("all")
            self._clocks.clear()
            self._drawn.clear()
            return
        for key in gone:
            self.canvas.delete(self.artist.tag(key))
            self._clocks.pop(key, None)
            del self._drawn[key]
            yield None

    def tick(self, now: datetime) -> None:
        """A second passed: the running clocks in view go on."""
        self._now = now
        running = [key for key, clocks in self._clocks.items() if clocks]
        if not running:
            return
        top = self.canvas.canvasy(0)
        bottom = top + self.canvas.winfo_height()
        seen = {place.key for place in self.layout.places if place.top < bottom and place.top + place.height > top}
        for key in running:
            if key in seen:
                self.ticks += sum(clock.tick(self.canvas, now) for clock in self._clocks[key])

    # ------------------------------------------------------------ what is meant

    @property
    def spot(self) -> tuple[Tile, Seat | None] | None:
        """The post that has the ring, and who on it."""
        return self._at(self._spot) if self._spot else None

    def place_of(self, key: str) -> Place | None:
        """A post's rectangle."""
        return next((place for place in self.layout.places if place.key == key), None)

    def mark(self, key: str, line: int = -1) -> None:
        """Put the ring on a post and bring it into view."""
        place = self.place_of(key)
        if place:
            self._spot = Spot(key, line)
            self._ring()
            self._see(place)
            self._tell(self._spot)

    def _at(self, spot: Spot) -> tuple[Tile, Seat | None] | None:
        place = self.place_of(spot.key)
        if place is None:
            return None
        seats = place.tile.seats
        return place.tile, seats[spot.line] if 0 <= spot.line < len(seats) else None

    def _find(self, event: "tkinter.Event[tkinter.Misc]") -> Spot | None:
        x, y = self.canvas.canvasx(event.x), self.canvas.canvasy(event.y)
        for place in self.layout.places:
            if place.left <= x < place.left + place.width and place.top <= y < place.top + place.height:
                line = int(y - place.top - self.measure.pad_top) // self.measure.line
                known = y >= place.top + self.measure.pad_top and line < len(place.tile.seats)
                return Spot(place.key, line if known else -1)
        return None

    def _ring(self) -> None:
        place = self.place_of(self._spot.key) if self._spot else None
        self.canvas.delete("ring")
        if place and self._spot:
            self.artist.ring(place, self._spot.line)

    def _see(self, place: Place) -> None:
        top, high = self.canvas.canvasy(0), self.canvas.winfo_height()
        if place.top < top or place.top + place.height > top + high:
            wanted = place.top - (high - place.height) // 2
            self.canvas.yview_moveto(max(0, wanted) / max(1, self.layout.height))

    def _tell(self, spot: Spot | None) -> None:
        found = self._at(spot) if spot else None
        if found:
            self._pointed(*found)

    # ------------------------------------------------------------ hands

    def _bind(self) -> None:
        canvas = self.canvas
        canvas.bind("<Configure>", self._resized)
        canvas.bind("<Motion>", self._moved)
        canvas.bind("<Button-1>", self._clicked)
        canvas.bind("<Button-3>", self._asked)
        canvas.bind("<Return>", lambda _event: self._open())
        for key, across, down in (("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)):
            canvas.bind(f"<{key}>", partial(self._step, across, down))
        for key in ("<Menu>", "<App>", "<Shift-F10>"):
            try:
                canvas.bind(key, lambda _event: self._open_menu())
            except tkinter.TclError:
                continue  # a key that this platform does not have
        canvas.bind("<MouseWheel>", lambda event: canvas.yview_scroll(-2 if event.delta > 0 else 2, "units"))
        canvas.bind("<Button-4>", lambda _event: canvas.yview_scroll(-2, "units"))
        canvas.bind("<Button-5>", lambda _event: canvas.yview_scroll(2, "units"))

    def _resized(self, _event: object) -> None:
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(RESIZE_MS, self._again)

    def _again(self) -> None:
        self._timer = ""
        self.show(self._tiles, self._now)

    def _moved(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        under = self._find(event)
        if under != self._under:
            self._under = under
            self.canvas.configure(cursor="hand2" if under else "")
            self._tell(under or self._spot)

    def _clicked(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.canvas.focus_set()
        spot = self._find(event)
        if spot:
            self.mark(*spot)
            self._open()

    def _asked(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.canvas.focus_set()
        spot = self._find(event)
        found = self._at(spot) if spot else None
        if spot and found:
            self.mark(*spot)
            self._menu(*found, event.x_root, event.y_root)

    def _open(self) -> None:
        if self.spot:
            self._chosen(*self.spot)

    def _open_menu(self) -> str:
        place = self.place_of(self._spot.key) if self._spot else None
        if self.spot and place:
            left = self.canvas.winfo_rootx() + place.left + px(24)
            top = self.canvas.winfo_rooty() + place.top - int(self.canvas.canvasy(0)) + px(30)
            self._menu(*self.spot, left, top)
        return "break"

    def _step(self, across: int, down: int, _event: object = None) -> str:
        """Up and down go through the people of a post before they leave it."""
        places = self.layout.places
        at = self.place_of(self._spot.key) if self._spot else None
        if not places:
            return "break"
        if at is None or self._spot is None:
            self.mark(places[0].key, 0)
        elif down and 0 <= self._spot.line + down < min(len(at.tile.seats), seats_shown(at.tile)):
            self.mark(at.key, self._spot.line + down)
        else:
            to = step(places, at, across, down)
            last = min(len(to.tile.seats), seats_shown(to.tile)) - 1
            self.mark(to.key, (last if down < 0 else 0) if to is not at else self._spot.line)
        return "break"

"""The page itself: it asks for the board, lays it out, and lets the clocks run."""

import tkinter

import ttkbootstrap

from office.board import board, newest_first, second_look
from office.board_map import Wanted, shown
from office.board_records import Alert, Board, Seat, Tile
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.today.alerts import AlertList
from ui.pages.today.cards import Cards
from ui.pages.today.doing import lead_on, offers, pop_up
from ui.pages.today.floor_map import FloorMap
from ui.pages.today.nothing import Nothing, nothing_to_show
from ui.pages.today.posting import Posting
from ui.pages.today.reading import Reading
from ui.pages.today.strip import Acts, Strip
from ui.pages.today.words import phase_words, seat_line, tile_line
from ui.widgets.bits import Empty, Segments, label
from ui.words import floor_word

EVERYWHERE = "*"
ALERTS_WIDTH = 296


class TodayPage(Page):
    name = "today"

    def build(self) -> None:
        self.board: Board | None = None
        self.more: tuple[Alert, ...] = ()  # what the second look found
        self.popped: tkinter.Menu | None = None
        self._asked = False
        self._nothing: Nothing | None = None
        self._empty: Empty | None = None
        self._top()
        self.posting = posting = Posting(self.desk)
        acts = Acts(self.read, posting.look, posting.agree, posting.publish, posting.open_log)
        self.strip = posting.strip = Strip(self, acts)
        self.reading = Reading(self.desk, self.strip)
        self.strip.pack(fill="x", pady=(0, px(10)))
        content = tkinter.Frame(self, background=PANEL)
        content.pack(fill="both", expand=True)
        self._right(content)
        self._left(content)

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(8)))
        label(top, _("今日"), "title").pack(side="left")
        self.phase = label(top, "", muted=True)
        self.phase.pack(side="left", padx=px(12))

    def _left(self, content: tkinter.Frame) -> None:
        left = tkinter.Frame(content, background=PANEL)
        left.pack(side="left", fill="both", expand=True)
        self.cards = Cards(left, lambda _column: self._narrowed())
        self.cards.pack(fill="x", pady=(0, px(10)))
        self._filters(left)
        self.line = label(left, _("点人看当日，点岗位名看岗位，右键登记离岗、外出、请假"), "small", muted=True)
        self.line.pack(side="bottom", fill="x", pady=(px(4), 0))
        self.ground = tkinter.Frame(left, background=PANEL)
        self.ground.pack(fill="both", expand=True)
        self.map = FloorMap(self.ground, self.open, self.menu, self.point)
        self.map.pack(fill="both", expand=True)

    def _filters(self, left: tkinter.Frame) -> None:
        row = tkinter.Frame(left, background=PANEL)
        row.pack(fill="x", pady=(0, px(8)))
        self.floors = Segments(row, [(EVERYWHERE, _("全部楼层"))], lambda _floor: self._narrowed())
        self.floors.pack(side="left")
        self.unit = ttkbootstrap.Combobox(row, state="readonly", width=16, values=[_("全部单位")])
        self.unit.current(0)
        self.unit.pack(side="left", padx=px(10))
        self.unit.bind("<<ComboboxSelected>>", lambda _event: self._unit_chosen())
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(row, textvariable=self.typed, width=16)
        self.search.pack(side="right")
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))
        self.typed.trace_add("write", lambda *_changed: self._narrowed())
        label(row, _("找人、岗位"), muted=True).pack(side="right", padx=px(6))

    def _right(self, content: tkinter.Frame) -> None:
        right = tkinter.Frame(content, background=PANEL, width=px(ALERTS_WIDTH))
        right.pack_propagate(False)
        right.pack(side="right", fill="y", padx=(px(12), 0))
        self.alerts = AlertList(right, self.follow)
        self.alerts.pack(fill="both", expand=True)

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        self._asked = True
        self.desk.ask(board, done=self.show, failed=self._failed, key="today")

    def _failed(self, sentence: str, details: str) -> None:
        """Told once: the clock does not ask again before somebody does."""
        self.desk.trouble(sentence, details)

    def show(self, found: Board) -> None:
        """Today as it is; what is as before is not touched."""
        self._asked = False
        before, self.board = self.board, found
        self.posting.board = found
        now = self.desk.now()
        self.strip.show(found, now, keeps=self.desk.keeps)
        self.cards.show(found)
        if self.phase["text"] != phase_words(found):
            self.phase.configure(text=phase_words(found))
        if before is None or (before.floors, before.units) != (found.floors, found.units):
            self._offer(found)
        self._narrow()
        self._show_alerts()
        self.desk.ask(second_look, done=self._show_more, failed=lambda *_trouble: None, key="today second")

    def _show_more(self, more: tuple[Alert, ...]) -> None:
        if more != self.more:
            self.more = more
            self._show_alerts()

    def _show_alerts(self) -> None:
        if self.board:
            self.alerts.show(newest_first((*self.board.alerts, *self.more)), self.desk.now())

    def _offer(self, found: Board) -> None:
        """The floors and units there are to choose from."""
        self.floors.set_options([(EVERYWHERE, _("全部楼层")), *((each, floor_word(each)) for each in found.floors)])
        chosen = self.unit.get()
        self.unit.configure(values=[_("全部单位"), *found.units])
        if chosen not in found.units:
            self.unit.current(0)

    def _narrow(self) -> None:
        """The posts that are asked for."""
        if self.board is None:
            return
        floor = "" if self.floors.value == EVERYWHERE else self.floors.value
        unit = "" if self.unit.current() == 0 else self.unit.get()
        tiles = shown(self.board.tiles, Wanted(floor, unit, self.cards.value, self.typed.get()))
        self._say(nothing_to_show(self.board, tiles))
        self.map.show(tiles, self.desk.now())

    def _narrowed(self) -> None:
        """Something else is asked for: shown from its beginning."""
        self._narrow()
        self.map.canvas.yview_moveto(0)

    def _unit_chosen(self) -> None:
        self.unit.selection_clear()
        self._narrowed()

    def _say(self, nothing: Nothing | None) -> None:
        """The map, or what stands in its place."""
        if nothing == self._nothing:
            return
        self._nothing = nothing
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if nothing is None:
            self.map.pack(fill="both", expand=True)
            return
        page = nothing.page
        self.map.pack_forget()
        self._empty = Empty(self.ground, nothing.text, nothing.action, lambda: self.desk.go(page))
        self._empty.pack(fill="both", expand=True)

    # ------------------------------------------------------------ time

    def tick(self) -> None:
        """Running clocks and minutes go on; the board is asked for again only when the clock changes it."""
        if self.board is None:
            return
        now = self.desk.now()
        self.strip.pass_time(now)
        self.map.tick(now)
        if self.board.turns and now >= self.board.turns and not self._asked:
            self.load()

    # ------------------------------------------------------------ hands

    def read(self) -> None:
        """Read the terminals, or stop that."""
        self.reading.press(self.board)

    def point(self, tile: Tile, seat: Seat | None) -> None:
        """What is under the pointer, in full."""
        text = seat_line(tile, seat) if seat else tile_line(tile)
        if self.line["text"] != text:
            self.line.configure(text=text)

    def open(self, tile: Tile, seat: Seat | None) -> None:
        """A click on the map."""
        who = seat or (None if tile.post else tile.seats[0])
        lead_on(self.desk, self.desk.now().date(), tile, who)

    def menu(self, tile: Tile, seat: Seat | None, left: int, top: int) -> None:
        """The other button on the map."""
        who = seat or (None if tile.post else tile.seats[0])
        if self.popped:
            self.popped.destroy()
        self.popped = pop_up(self, offers(self.desk, self.desk.now().date(), tile, who), left, top)

    def follow(self, alert: Alert) -> None:
        """To where an alert leads."""
        self.desk.go(alert.page, **dict(alert.focus))

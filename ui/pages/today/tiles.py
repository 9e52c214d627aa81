"""How one post is drawn: its name and unit, then a line for each who holds it."""

import tkinter
from datetime import datetime
from functools import cache
from tkinter import font as tkfont

from office.board_records import Seat, Tile
from ui.language import _
from ui.look import ACCENT, FAINT, INK, LINE, MUTED, PAPER, TONES, font, px
from ui.pages.today.layout import Heading, Measure, Place, seats_shown
from ui.pages.today.words import is_running, role_words, seat_words
from ui.words import floor_word

# the ground, the edge and the bar of a post's state
GROUNDS = {
    "staffed": (PAPER, LINE, TONES["good"].mark),
    "unknown": (TONES["unknown"].patch, LINE, TONES["unknown"].mark),
    "vacant": (TONES["bad"].patch, TONES["bad"].mark, TONES["bad"].mark),
    "empty": (TONES["late"].patch, LINE, TONES["late"].mark),
    "closed": (PAPER, LINE, LINE),
    "loose": (PAPER, LINE, LINE),
}


class Clock:
    """The text of a running step-away."""

    def __init__(self, item: int, seat: Seat, text: str, tone: str) -> None:
        self.item, self.seat, self._shown = item, seat, (text, tone)

    def tick(self, canvas: tkinter.Canvas, now: datetime) -> bool:
        """Show the time; whether it moved."""
        said = seat_words(self.seat, now)
        if said == self._shown:
            return False
        text, tone = self._shown = said
        canvas.itemconfigure(self.item, text=text, fill=TONES[tone].text)
        return True


class TileArtist:
    """Draws on one canvas; everything of a post carries its tag, so that it can be drawn anew alone."""

    def __init__(self, canvas: tkinter.Canvas, measure: Measure) -> None:
        self.canvas, self.measure = canvas, measure
        faces = {role: tkfont.nametofont(font(role), canvas) for role in ("small", "body", "strong")}

        @cache
        def width(role: str, text: str) -> int:
            return faces[role].measure(text)

        self._width = width
        self._tags: dict[str, str] = {}

    def tag(self, key: str) -> str:
        """A tag that Tk does not take for an expression."""
        return self._tags.setdefault(key, f"tile{len(self._tags)}")

    def fit(self, text: str, role: str, room: int) -> str:
        """The text, shortened with … where it is too long."""
        if self._width(role, text) <= room:
            return text
        while text and self._width(role, f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"

    def heading(self, key: str, heading: Heading) -> None:
        """1楼　12 个岗位."""
        tag = self.tag(key)
        self.canvas.delete(tag)
        name = floor_word(heading.floor)
        middle = heading.top + self.measure.head // 2 - px(2)
        item = self.canvas.create_text(0, middle, text=name, anchor="w", font=font("strong"), fill=INK, tags=tag)
        right = self.canvas.bbox(item)[2] + px(10)
        count = _("{count} 个岗位").format(count=heading.posts)
        self.canvas.create_text(right, middle, text=count, anchor="w", font=font("small"), fill=MUTED, tags=tag)

    def tile(self, place: Place, now: datetime) -> list[Clock]:
        """One post; gives the clocks that run on it."""
        tag = self.tag(place.key)
        self.canvas.delete(tag)
        ground, edge, bar = GROUNDS[place.tile.state]
        left, top, right, bottom = place.left, place.top, place.left + place.width, place.top + place.height
        self.canvas.create_rectangle(left, top, right, bottom, fill=ground, outline=edge, tags=tag)
        self.canvas.create_rectangle(left, top, left + px(4), bottom, fill=bar, outline="", tags=tag)
        self._head(place, tag)
        seats = place.tile.seats
        lines = seats_shown(place.tile)
        hidden = len(seats) - lines
        clocks = []
        for at, seat in enumerate(seats[: lines - 1 if hidden > 0 else lines]):
            clocks += self._seat(place, at, seat, now, tag)
        if hidden > 0:
            self._more(place, lines - 1, hidden + 1, tag)
        return clocks

    def _head(self, place: Place, tag: str) -> None:
        tile, middle = place.tile, place.top + px(13)
        left, right = place.left + px(12), place.left + place.width - px(8)
        name = tile.post or _("未设岗位")
        self.canvas.create_text(
            left, middle, text=name, anchor="w", font=font("strong"), fill=INK if tile.post else MUTED, tags=tag
        )
        room = right - left - self._width("strong", name) - px(10)
        text, role, colour = self._remark(tile)
        shown = self.fit(text, role, room)
        self.canvas.create_text(right, middle, text=shown, anchor="e", font=font(role), fill=colour, tags=tag)

    @staticmethod
    def _remark(tile: Tile) -> tuple[str, str, str]:
        """The unit; of a vacant post since when it is that."""
        if tile.state == "vacant" and tile.since:
            return _("空岗 {time} 起").format(time=f"{tile.since:%H:%M}"), "strong", TONES["bad"].text
        return tile.unit, "small", MUTED

    def _seat(self, place: Place, at: int, seat: Seat, now: datetime, tag: str) -> list[Clock]:
        middle = self._middle(place, at)
        left, right = place.left + px(12), place.left + place.width - px(8)
        text, tone = seat_words(seat, now)
        name_at = left + px(18)
        room = right - name_at - px(6)
        name = self.fit(seat.name, "body", room * 3 // 5)
        said = self.fit(text, "small", room - self._width("body", name))
        role = role_words(seat.role)
        colour = TONES[tone].text
        self.canvas.create_text(left, middle, text=role, anchor="w", font=font("small"), fill=MUTED, tags=tag)
        self.canvas.create_text(name_at, middle, text=name, anchor="w", font=font("body"), fill=INK, tags=tag)
        item = self.canvas.create_text(right, middle, text=said, anchor="e", font=font("small"), fill=colour, tags=tag)
        return [Clock(item, seat, text, tone)] if is_running(seat) else []

    def _more(self, place: Place, at: int, count: int, tag: str) -> None:
        said = _("另有 {count} 人").format(count=count)
        left = place.left + px(30)
        self.canvas.create_text(
            left, self._middle(place, at), text=said, anchor="w", font=font("small"), fill=MUTED, tags=tag
        )

    def _middle(self, place: Place, at: int) -> int:
        return place.top + self.measure.pad_top + at * self.measure.line + self.measure.line // 2

    def ring(self, place: Place, line: int) -> None:
        """The post that is meant, and who on it."""
        left, top = place.left, place.top
        self.canvas.create_rectangle(
            left, top, left + place.width, top + place.height, outline=ACCENT, width=px(2), tags="ring"
        )
        if line >= 0:
            middle = self._middle(place, line)
            half, right = self.measure.line // 2, left + place.width
            self.canvas.create_rectangle(
                left + px(7), middle - half, right - px(4), middle + half, outline=FAINT, dash=(2, 2), tags="ring"
            )

"""The bars: a line for each post over the opening hours, by whom it was covered when. Only what is in sight is drawn.

Nothing is said by colour alone: a stretch carries its letters, an empty one diagonal strokes, an unknown one a hatch.
"""

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import ttkbootstrap

from office.coverage import Coverage, Part, PostBar
from ui.language import _
from ui.look import ACCENT, INK, LINE, MUTED, PANEL, PAPER, SHADE, TONES, font, px
from ui.widgets.bits import show_bar

NAME, ROW, BAR, HEADING, TICKS, EDGE = 66, 30, 22, 26, 24, 14  # lengths at 96 dpi
HOUR = 3600
LOOKS = {
    "both": "good",
    "A": "cover",
    "B": "away",
    "substitute": "leave",
    "unknown": "unknown",
    "vacant": "bad",
    "brief": "late",
}


class Line(NamedTuple):
    """A unit's heading (without a post) or a post's bar, in its place."""

    top: int
    unit: str
    post: PostBar | None


def letters(part: Part) -> str:
    """What stands in a stretch."""
    words = {"both": "AB", "substitute": _("顶"), "unknown": "?", "brief": "–"}
    if part.state == "vacant":
        return _("空岗 {minutes} 分").format(minutes=part.minutes)
    return words.get(part.state, part.state)


class Bars(tkinter.Frame):
    """`chosen` hears of a post and a stretch of its day."""

    def __init__(self, parent: tkinter.Misc, chosen: Callable[[PostBar, Part], object]) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightthickness=1)
        self._chosen = chosen
        self.ticks = tkinter.Canvas(self, height=px(TICKS), background=PANEL, highlightthickness=0)
        self.ticks.pack(fill="x")
        self.canvas = tkinter.Canvas(
            self, background=PAPER, highlightthickness=1, highlightbackground=PAPER, highlightcolor=ACCENT, takefocus=1
        )
        self.bar = ttkbootstrap.Scrollbar(self, orient="vertical", command=self.canvas.yview)
        self.canvas.configure(yscrollcommand=self._scrolled, yscrollincrement=px(ROW))
        self.canvas.pack(side="left", fill="both", expand=True)
        self.lines: list[Line] = []
        self.mine: tuple[str, int] | None = None  # the chosen post and the second at which its stretch begins
        self._posts: Sequence[PostBar] = ()
        self._span = (0, 1)
        self._bind()

    def _bind(self) -> None:
        canvas = self.canvas
        canvas.bind("<Configure>", lambda _event: self._draw_all())
        canvas.bind("<Button-1>", self._clicked)
        canvas.bind("<MouseWheel>", lambda event: canvas.yview_scroll(-2 if event.delta > 0 else 2, "units"))
        canvas.bind("<Button-4>", lambda _event: canvas.yview_scroll(-2, "units"))
        canvas.bind("<Button-5>", lambda _event: canvas.yview_scroll(2, "units"))
        for key, down, right in (("Up", -1, 0), ("Down", 1, 0), ("Left", 0, -1), ("Right", 0, 1)):
            canvas.bind(f"<{key}>", partial(self._step, down, right))

    # ------------------------------------------------------------ what is shown

    def show(self, view: Coverage, posts: Sequence[PostBar]) -> None:
        """These posts over the opening hours of the day."""
        self._posts, self._span = posts, (view.first, max(view.last, view.first + 1))
        self.lines, top = [], px(4)
        for unit, mine in groupby(posts, lambda post: post.unit):
            self.lines.append(Line(top, unit, None))
            top += px(HEADING)
            for post in mine:
                self.lines.append(Line(top, unit, post))
                top += px(ROW)
        self.canvas.configure(scrollregion=(0, 0, 1, top + px(4)))
        self._draw_all()

    def mark(self, post: str, first: int) -> None:
        """Show which stretch is chosen."""
        self.mine = post, first
        self._draw()

    def place_of(self, post: str, first: int) -> tuple[int, int]:
        """Where a stretch is on the canvas, brought into sight; for tests that click."""
        line = next(line for line in self.lines if line.post and line.post.post == post)
        self._see(line)
        part = next(part for part in line.post.parts if part.first == first) if line.post else None
        assert part
        return (self._x(part.first) + self._x(part.last)) // 2, int(line.top - self.canvas.canvasy(0)) + px(ROW) // 2

    # ------------------------------------------------------------ drawing

    def _x(self, second: int) -> int:
        first, last = self._span
        left, wide = px(NAME), self.canvas.winfo_width() - px(NAME + EDGE)
        return left + (second - first) * wide // (last - first)

    def _hours(self) -> range:
        first, last = self._span
        return range(-(-first // HOUR) * HOUR, last + 1, HOUR)

    def _scrolled(self, first: float, last: float) -> None:
        show_bar(self.bar, self.canvas, first, last)
        self._draw()

    def _draw_all(self) -> None:
        self.ticks.delete("all")
        for second in self._hours():
            text = f"{second // HOUR:02}:00"
            self.ticks.create_text(self._x(second), px(TICKS) // 2, text=text, font=font("small"), fill=MUTED)
        self._draw()

    def _draw(self) -> None:
        canvas = self.canvas
        canvas.delete("all")
        high = canvas.winfo_height()
        first, last = canvas.canvasy(0) - px(ROW), canvas.canvasy(high)
        for second in self._hours():
            canvas.create_line(self._x(second), first, self._x(second), last + px(ROW), fill=SHADE)
        for line in self.lines:
            if first <= line.top <= last:
                self._draw_line(line)

    def _draw_line(self, line: Line) -> None:
        if line.post is None:
            middle = line.top + px(HEADING) // 2
            self.canvas.create_text(px(6), middle, text=line.unit, anchor="w", font=font("small"), fill=MUTED)
            return
        middle = line.top + px(ROW) // 2
        self.canvas.create_text(px(6), middle, text=line.post.post, anchor="w", font=font("body"), fill=INK)
        for part in line.post.parts:
            self._draw_part(line, part)
        if line.post.post == (self.mine or ("",))[0]:
            self._draw_chosen(line, line.post)

    def _draw_part(self, line: Line, part: Part) -> None:
        left, top = self._x(part.first), line.top + px(ROW - BAR) // 2
        right = max(self._x(part.last), left + px(3))  # three minutes must still be seen
        bottom = top + px(BAR)
        tone = TONES[LOOKS[part.state]]
        vacant = part.state == "vacant"
        self.canvas.create_rectangle(left, top, right, bottom, fill=tone.mark if vacant else tone.patch, width=0)
        if part.state == "unknown":
            self.canvas.create_rectangle(left, top, right, bottom, fill=tone.mark, width=0, stipple="gray12")
        elif vacant:
            self._strokes(left, right, top, bottom, tone.text)
        else:
            self.canvas.create_rectangle(left, bottom - px(2), right, bottom, fill=tone.mark, width=0)
        self._write(part, (left + right) // 2, (top + bottom) // 2, right - left)

    def _strokes(self, left: int, right: int, top: int, bottom: int, colour: str) -> None:
        """Diagonals within the rectangle."""
        high = bottom - top
        for at in range(left - high, right, px(8)):
            begin, end = max(at, left), min(at + high, right)
            if begin < end:
                self.canvas.create_line(begin, bottom - (begin - at), end, bottom - (end - at), fill=colour)

    def _write(self, part: Part, x: int, y: int, room: int) -> None:
        tone = TONES[LOOKS[part.state]]
        text = letters(part)
        written = self.canvas.create_text(x, y, text=text, font=font("small"), fill=tone.text)
        box = self.canvas.bbox(written)
        if box[2] - box[0] + px(6) > room:
            self.canvas.delete(written)
        elif part.state in ("vacant", "unknown"):  # a clear ground for what stands on a pattern
            ground = self.canvas.create_rectangle(
                box[0] - px(4), box[1] - px(1), box[2] + px(4), box[3] + px(1), fill=tone.patch, width=0
            )
            self.canvas.tag_raise(written, ground)

    def _draw_chosen(self, line: Line, post: PostBar) -> None:
        part = next((part for part in post.parts if self.mine == (post.post, part.first)), None)
        if part:
            top = line.top + px(ROW - BAR) // 2
            self.canvas.create_rectangle(
                self._x(part.first) - px(3),
                top - px(3),
                self._x(part.last) + px(3),
                top + px(BAR + 3),
                outline=ACCENT,
                width=px(2),
            )

    # ------------------------------------------------------------ choosing

    def _clicked(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.canvas.focus_set()
        y = self.canvas.canvasy(event.y)
        line = next((line for line in self.lines if line.post and 0 <= y - line.top < px(ROW)), None)
        if line and line.post:
            part = next((p for p in line.post.parts if self._x(p.first) <= event.x < self._x(p.last)), None)
            if part:
                self._chosen(line.post, part)

    def _step(self, down: int, right: int, _event: object) -> str:
        posts = [line.post for line in self.lines if line.post and line.post.parts]
        if posts:
            names = [post.post for post in posts]
            name, first = self.mine or ("", 0)
            at = names.index(name) if name in names else 0
            post = posts[min(max(at + down, 0), len(posts) - 1)]
            begins = [part.first for part in post.parts]
            before = [begin for begin in begins if begin <= first]
            index = min(max(len(before) - 1 + right, 0), len(begins) - 1)
            self._see(next(line for line in self.lines if line.post is post))
            self._chosen(post, post.parts[index])
        return "break"

    def _see(self, line: Line) -> None:
        high, top = self.canvas.winfo_height(), self.canvas.canvasy(0)
        if not top <= line.top <= top + high - px(ROW):
            whole = float(str(self.canvas.cget("scrollregion")).split()[3])
            self.canvas.yview_moveto(max(0.0, (line.top - high / 2) / whole))

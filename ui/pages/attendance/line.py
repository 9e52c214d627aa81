"""The small time line of a person's day: sessions, due times, punches, and what kept him away."""

import tkinter
from collections.abc import Callable

from office.day_line import Bar, Dot, TimeLine
from ui.language import _
from ui.look import ACCENT, ACCENT_SOFT, FAINT, INK, LINE, MUTED, PAPER, RED, SHADE, TONES, font, px
from ui.pages.attendance.words import tone_of

HEIGHT = 124
HOURS_AT, WINDOWS_AT, BAR_AT, BAR_HIGH, AWAY_AT, VACANT_AT, DOTS_AT, TEXT_AT = 8, 19, 27, 22, 52, 63, 76, 91  # lanes
WINDOW_COLOURS = {"in": "#b7d0ec", "out": SHADE}


class LineCanvas(tkinter.Canvas):
    """Drawn anew for each person; what the mouse is over is said in the line below."""

    def __init__(self, parent: tkinter.Misc) -> None:
        super().__init__(parent, background=PAPER, height=px(HEIGHT), highlightthickness=0)
        self._line: TimeLine | None = None
        self.bind("<Configure>", lambda _event: self._draw())

    def show(self, line: TimeLine | None) -> None:
        """Draw a day, or nothing."""
        if line != self._line:
            self._line = line
            self._draw()

    def x(self, second: int) -> float:
        """Where a time stands."""
        line = self._line
        if line is None:
            return 0
        left, right = px(10), self.winfo_width() - px(10)
        return left + (second - line.first) * (right - left) / (line.last - line.first)

    # ------------------------------------------------------------ drawing

    def _draw(self) -> None:
        self.delete("all")
        if self._line is None or self.winfo_width() < px(60):
            return
        self._hours(self._line)
        for kind, draw in self._drawn():
            for bar in self._line.bars:
                if bar.kind in kind:
                    draw(bar)
        self._ticks(self._line)
        self._punches(self._line)
        self._said = self.create_text(
            px(10), px(HEIGHT - 8), text=self._legend(), anchor="w", font=font("small"), fill=MUTED
        )

    def _drawn(self) -> list[tuple[set[str], Callable[[Bar], None]]]:
        """From the ground up."""
        return [
            ({"in", "out"}, self._window),
            ({"session"}, self._session),
            ({"leave", "outing", "away"}, self._hatched),
            ({"vacant"}, self._vacant),
        ]

    def _hours(self, line: TimeLine) -> None:
        """A mark each hour; every second one is named where they stand close."""
        close = self.x(line.first + 3600) - self.x(line.first) < px(24)
        for hour in range(line.first // 3600, line.last // 3600 + 1):
            x = self.x(hour * 3600)
            self.create_line(x, px(HOURS_AT + 7), x, px(DOTS_AT + 6), fill=LINE)
            if not close or hour % 2 == 0:
                self.create_text(x, px(HOURS_AT), text=str(hour), font=font("small"), fill=MUTED)

    def _box(self, bar: Bar, top: float, high: float) -> tuple[float, float, float, float]:
        left, right = px(10), self.winfo_width() - px(10)
        first, last = (min(max(self.x(at), left), right) for at in (bar.first, bar.last))
        return first, px(top), max(last, first + px(2)), px(top + high)

    def _window(self, bar: Bar) -> None:
        box = self._box(bar, WINDOWS_AT, 4)
        item = self.create_rectangle(*box, fill=WINDOW_COLOURS[bar.kind], outline=PAPER)
        self._tell(item, f"{bar.label} {clock(bar.first)}–{clock(bar.last)}")

    def _session(self, bar: Bar) -> None:
        colours = TONES[tone_of(bar.tone)]
        fill, outline = (ACCENT_SOFT, "#3b7cc4") if bar.tone == "plain" else (colours.patch, colours.mark)
        text = INK if bar.tone == "plain" else colours.text
        first, top, last, low = self._box(bar, BAR_AT, BAR_HIGH)
        item = self.create_rectangle(first, top, last, low, fill=fill, outline=outline)
        name = self.create_text((first + last) / 2, (top + low) / 2, text=bar.label, font=font("small"), fill=text)
        for each in (item, name):
            self._tell(each, f"{bar.label} {clock(bar.first)}–{clock(bar.last)}")

    def _hatched(self, bar: Bar) -> None:
        """A strip of slanting lines below the session."""
        first, top, last, low = self._box(bar, AWAY_AT, 9)
        colour = TONES[tone_of(bar.tone)].mark
        ground = self.create_rectangle(first, top, last, low, fill=PAPER, outline=colour)
        self._tell(ground, bar.label)
        x = first
        while x < last:
            until = min(x + (low - top), last)
            self._tell(self.create_line(x, low, until, low - (until - x), fill=colour), bar.label)
            x += px(4)

    def _vacant(self, bar: Bar) -> None:
        self._tell(self.create_rectangle(*self._box(bar, VACANT_AT, 4), fill=RED, outline=""), bar.label)

    def _ticks(self, line: TimeLine) -> None:
        for tick in line.ticks:
            x = self.x(tick.second)
            item = self.create_line(x, px(BAR_AT - 3), x, px(BAR_AT + BAR_HIGH + 3), fill=INK, width=px(2))
            self._tell(item, f"{tick.label} {clock(tick.second)}")

    def _punches(self, line: TimeLine) -> None:
        """Dots with their times, as many as there is room for."""
        free = 0.0
        for dot in sorted(line.dots):
            x = self.x(dot.second)
            self._tell(self._dot(dot, x), dot.label)
            if x >= free:
                text = self.create_text(x, px(TEXT_AT), text=dot.label[:5], font=font("small"), fill=INK)
                self._tell(text, dot.label)
                free = x + px(34)

    def _dot(self, dot: Dot, x: float) -> int:
        y, r = px(DOTS_AT), px(4)
        if dot.kind == "certified":
            return self.create_polygon(x, y - r, x + r, y, x, y + r, x - r, y, fill=TONES["leave"].mark, outline="")
        fill = ACCENT if dot.kind == "used" else PAPER
        return self.create_oval(x - r, y - r, x + r, y + r, fill=fill, outline=ACCENT if fill == ACCENT else FAINT)

    # ------------------------------------------------------------ telling

    def _legend(self) -> str:
        return _("● 打卡　○ 未采用　◆ 补签　┃ 应到应离　斜线 请假外出离岗")

    def _tell(self, item: int, text: str) -> None:
        self.tag_bind(item, "<Enter>", lambda _event: self.itemconfigure(self._said, text=text, fill=INK))
        self.tag_bind(item, "<Leave>", lambda _event: self.itemconfigure(self._said, text=self._legend(), fill=MUTED))


def clock(second: int) -> str:
    """08:25."""
    return f"{second // 3600:02}:{second // 60 % 60:02}"

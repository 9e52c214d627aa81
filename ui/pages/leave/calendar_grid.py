"""The drawn part of the calendar: heads, lines and bars on two canvases that share their columns."""

import tkinter
from collections.abc import Callable
from datetime import date, timedelta
from tkinter import font as tkfont

import ttkbootstrap

from office.leave_calendar import AwayRow, LeaveCalendar, Left, Span
from ui.language import weekday
from ui.look import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, PANEL, PAPER, RED, SHADE, TONES, font, px

POST, NAME, COVER, DAY = 58, 92, 250, 22  # widths at 96 dpi; a day is at least so wide
HEAD, SUM, ROW = 38, 19, 28


class Grid(tkinter.Frame):
    """Heads that stay, lines that scroll. `chosen` hears of a line, `opened` of a slip."""

    def __init__(
        self,
        parent: tkinter.Misc,
        chosen: Callable[[AwayRow | None], object],
        opened: Callable[[int], object],
    ) -> None:
        super().__init__(parent, background=PAPER)
        self._tell, self._open = chosen, opened
        self.found: LeaveCalendar | None = None
        self.chosen: AwayRow | None = None
        self._body, self._small = (tkfont.nametofont(font(role), self) for role in ("body", "small"))
        self.head = tkinter.Canvas(self, background=PANEL, highlightthickness=0, height=px(HEAD + 2 * SUM))
        self.body = tkinter.Canvas(
            self, background=PAPER, highlightthickness=1, highlightcolor=ACCENT, highlightbackground=PAPER
        )
        self.bar = ttkbootstrap.Scrollbar(self, orient="vertical", command=self.body.yview)
        self.head.pack(fill="x")
        self.body.pack(side="left", fill="both", expand=True)
        self.body.configure(yscrollcommand=self._bar_set, takefocus=True)
        self._bind()

    def _bind(self) -> None:
        body = self.body
        body.bind("<Configure>", lambda _event: self._draw())
        body.bind("<Button-1>", self._click)
        body.bind("<Double-Button-1>", self._double)
        body.bind("<Return>", lambda _event: self._open_first())
        body.bind("<Down>", lambda _event: self._step(1))
        body.bind("<Up>", lambda _event: self._step(-1))
        for event, steps in (("<Button-4>", -1), ("<Button-5>", 1)):
            body.bind(event, lambda _event, steps=steps: self._scroll(steps))  # type: ignore[misc]
        body.bind("<MouseWheel>", lambda event: self._scroll(-1 if event.delta > 0 else 1))

    def _bar_set(self, first: float, last: float) -> None:
        """The bar is there only where there is something to scroll."""
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        elif not self.bar.winfo_ismapped():
            self.bar.pack(side="right", fill="y", before=self.body)
        self.bar.set(first, last)

    def show(self, found: LeaveCalendar) -> None:
        """Another month; the line chosen stays where the person is away in it too."""
        self.found = found
        number = self.chosen.number if self.chosen else None
        self.chosen = next((row for row in found.rows if row.number == number), None)
        self._draw()

    # ------------------------------------------------------------ places

    def _day_width(self) -> int:
        columns = len(self.found.columns) if self.found else 31
        room = self.body.winfo_width() - px(POST + NAME + COVER)
        return max(px(DAY), room // columns)

    def _left(self, day: date, half: str = "am") -> float:
        """Where a half-day begins."""
        assert self.found is not None
        at = (day - self.found.columns[0].date).days
        return px(POST + NAME) + (at + (half == "pm") / 2) * self._day_width()

    def _right(self, day: date, half: str) -> float:
        return self._left(day, half) + self._day_width() / 2

    # ------------------------------------------------------------ drawing

    def _draw(self) -> None:
        self.head.delete("all")
        self.body.delete("all")
        if self.found is None:
            return
        self._heads(self.found)
        self._shades(self.found)
        for at, row in enumerate(self.found.rows):
            self._line(at, row)
        self._mark()
        bottom = max(len(self.found.rows) * px(ROW), 1)
        self.body.configure(scrollregion=(0, 0, self.body.winfo_width(), bottom))

    def _heads(self, found: LeaveCalendar) -> None:
        width = self._day_width()
        for at, text in enumerate((_names()[0], _names()[1])):
            self.head.create_text(
                px(8) + at * px(POST), px(HEAD) // 2, text=text, font=font("small"), fill=MUTED, anchor="w"
            )
        for column in found.columns:
            x = self._left(column.date) + width / 2
            today = column.date == found.today
            ground = ACCENT_SOFT if today else SHADE if not any(column.worked) else PANEL
            left = self._left(column.date)
            self.head.create_rectangle(left, 0, left + width, px(HEAD), fill=ground, width=0)
            colour = ACCENT if today else INK if any(column.worked) else MUTED
            face = font("strong" if today else "body")
            self.head.create_text(x, px(11), text=str(column.date.day), font=face, fill=colour)
            name = weekday(column.date)
            short = name[:2] if name.isascii() else name[-1]  # Mo, 一
            self.head.create_text(x, px(27), text=short, font=font("small"), fill=MUTED)
            self._sums(x, max(column.away), max(column.empty))
        self._sum_names()
        x = self._left(found.columns[-1].date) + width + px(10)
        self.head.create_text(x, px(HEAD) // 2, text=_names()[4], font=font("small"), fill=MUTED, anchor="w")

    def _sum_names(self) -> None:
        for at, text in enumerate(_names()[2:4]):
            y = px(HEAD + SUM * at + SUM // 2)
            self.head.create_text(px(8), y, text=text, font=font("small"), fill=MUTED, anchor="w")
        bottom = px(HEAD + 2 * SUM) - 1
        self.head.create_line(0, bottom, px(9999), bottom, fill=LINE)

    def _sums(self, x: float, away: int, empty: int) -> None:
        if away:
            self.head.create_text(x, px(HEAD + SUM // 2), text=str(away), font=font("small"), fill=INK)
        if empty:
            self.head.create_text(x, px(HEAD + SUM + SUM // 2), text=str(empty), font=font("small"), fill=RED)

    def _shades(self, found: LeaveCalendar) -> None:
        """Days that are not worked, a fine line before each day, today's column."""
        high = max(len(found.rows) * px(ROW), self.body.winfo_height())
        width = self._day_width()
        for column in found.columns:
            left = self._left(column.date)
            if not any(column.worked):
                self.body.create_rectangle(left, 0, left + width, high, fill=PANEL, width=0, tags=("shade",))
            near_today = column.date == found.today or column.date - timedelta(days=1) == found.today
            self.body.create_line(left, 0, left, high, fill=TONES["cover"].mark if near_today else SHADE)
        end = self._left(found.columns[-1].date) + width
        self.body.create_line(end, 0, end, high, fill=SHADE)

    def _line(self, at: int, row: AwayRow) -> None:
        top, middle = at * px(ROW), at * px(ROW) + px(ROW) // 2
        self.body.create_line(0, top + px(ROW), self.body.winfo_width(), top + px(ROW), fill=SHADE)
        self.body.create_text(px(8), middle, text=f"{row.post} {row.role}", font=font("body"), fill=MUTED, anchor="w")
        name = self._fitting(row.name or row.number, px(NAME - 12))
        self.body.create_text(px(8 + POST), middle, text=name, font=font("body"), fill=INK, anchor="w")
        for span in row.spans:
            self._bar(top, span)
        for left in row.left:
            self._cover(top, left)
        assert self.found is not None
        x = self._left(self.found.columns[-1].date) + self._day_width() + px(10)
        colour = RED if row.alone else INK
        text = self._fitting(row.cover, self.body.winfo_width() - x - px(6))
        self.body.create_text(x, middle, text=text, font=font("body"), fill=colour, anchor="w")

    def _bar(self, top: int, span: Span) -> None:
        """The slip as a bar; one not signed yet is hollow."""
        leave = TONES["leave"]
        first, last = self._left(*span.first) + 1, self._right(*span.last) - 1
        self.body.create_rectangle(
            first,
            top + px(4),
            last,
            top + px(ROW - 8),
            fill=leave.patch if span.sure else PAPER,
            outline=leave.mark,
            dash=() if span.sure else (3, 2),
            tags=(f"slip{span.slip}",),
        )
        self.body.create_text(
            (first + last) / 2,
            top + px(ROW) // 2 - px(2),
            text=self._fitting(span.kind, last - first - px(4), short=True),
            font=font("small"),
            fill=leave.text,
            tags=(f"slip{span.slip}",),
        )

    def _cover(self, top: int, left: Left) -> None:
        """A line under the bar: somebody is left at the window, or nobody."""
        colour = TONES["cover"].mark if left.who else TONES["bad"].mark
        y = top + px(ROW - 6)
        first, last = self._left(*left.first) + 1, self._right(*left.last) - 1
        self.body.create_rectangle(first, y, last, y + px(3), fill=colour, width=0)

    def _fitting(self, text: str, room: float, short: bool = False) -> str:
        """The text, or as much of it as there is room for; of a `short` one its first character."""
        face = self._small if short else self._body
        wide = face.measure(text)
        if wide <= room:
            return text
        keep = 1 if short else max(0, int(len(text) * room / wide))
        while keep and face.measure(text[:keep] + ("" if short else "…")) > room:
            keep -= 1
        return text[:keep] + ("" if short or not keep else "…")

    # ------------------------------------------------------------ choosing

    def _mark(self) -> None:
        self.body.delete("mark")
        if self.found is None or self.chosen is None:
            return
        top = self.found.rows.index(self.chosen) * px(ROW)
        made = self.body.create_rectangle(
            0, top, self.body.winfo_width(), top + px(ROW), fill=ACCENT_SOFT, width=0, tags=("mark",)
        )
        self.body.tag_lower(made)
        self.body.tag_lower("shade")

    def _at(self, event: "tkinter.Event[tkinter.Misc]") -> AwayRow | None:
        at = int(self.body.canvasy(event.y)) // px(ROW)
        rows = self.found.rows if self.found else ()
        return rows[at] if 0 <= at < len(rows) else None

    def choose(self, row: AwayRow | None) -> None:
        """This line."""
        self.chosen = row
        self._mark()
        self._tell(row)

    def _click(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.body.focus_set()
        self.choose(self._at(event))

    def _double(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """The bar under the pointer, else the line's first slip."""
        x, y = self.body.canvasx(event.x), self.body.canvasy(event.y)
        tags = [tag for item in self.body.find_overlapping(x, y, x, y) for tag in self.body.gettags(item)]
        slip = next((tag.removeprefix("slip") for tag in tags if tag.startswith("slip")), None)
        self.choose(self._at(event))
        if slip:
            self._open(int(slip))
        else:
            self._open_first()

    def _open_first(self) -> None:
        if self.chosen is not None:
            self._open(self.chosen.spans[0].slip)

    def _step(self, by: int) -> str:
        rows = self.found.rows if self.found else ()
        if rows:
            at = rows.index(self.chosen) + by if self.chosen in rows else 0
            at = min(max(at, 0), len(rows) - 1)
            self.choose(rows[at])
            self._into_view(at, len(rows))
        return "break"

    def _into_view(self, at: int, count: int) -> None:
        first, last = self.body.yview()
        if not first <= at / count <= last - 1 / count:
            self.body.yview_moveto(max(0.0, (at - 2) / count))

    def _scroll(self, steps: int) -> None:
        first, last = self.body.yview()
        if last - first < 1:
            self.body.yview_scroll(steps * 2, "units")


def _names() -> tuple[str, ...]:
    from ui.language import _

    return _("岗位"), _("姓名"), _("请假人数"), _("无人岗位"), _("窗口由谁值守")

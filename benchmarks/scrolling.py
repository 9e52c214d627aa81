"""Scrolling a day of 2,000 people and a month of 2,000 × 31, against a bare tksheet of the same size.

One frame is one step of the wheel: three rows on, and everything drawn. Median and worst of them.
"""

import os
import random
import tkinter
from _tkinter import DONT_WAIT
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import tksheet

from office.day_rows import DayRow, Shown, kinds_of
from office.day_view import DayView
from office.month_grid import COLUMNS, GridDay, GridRow, Mark, MonthGrid
from ui.look import make_root, px
from ui.pages.attendance.day_table import DayTable
from ui.pages.attendance.filters import FilterBar
from ui.pages.month.grid import MonthTable

PEOPLE, STEPS, ROUNDS = 2000, 60, 3
SIZE = (1190, 560)  # a page on the smallest screen
DAY, FIRST = date(2026, 10, 30), date(2026, 10, 1)
CODES = {"on_time": ("√", "plain"), "late": ("▲", "late"), "absent": ("×", "absent"), "rest": ("休", "rest")}
Show = Callable[[], object]


def main() -> None:
    with _screen():
        root = make_root()
        root.geometry(f"{px(SIZE[0])}x{px(SIZE[1])}")
        root.deiconify()
        desk: Any = SimpleNamespace(remembered=lambda *_: [], remember=lambda *_: None, ask=lambda *_, **__: None)
        for title, made in ((f"a day of {PEOPLE:,} people", _day), (f"a month of {PEOPLE:,} × 31", _month)):
            _compare(root, title, *made(root, desk))
        root.destroy()


def _compare(root: tkinter.Tk, title: str, widget: tkinter.Widget, table: tksheet.Sheet, show: Show) -> None:
    """The page's table and a bare one with the same texts and widths, in turn."""
    longest = _filled(root, table, show)
    bare = tksheet.Sheet(root, data=table.get_sheet_data(), default_row_height=px(28), show_row_index=False)
    bare.set_column_widths(table.get_column_widths())
    frames: dict[str, list[float]] = {"bare tksheet": [], "the page's table": []}
    for _ in range(ROUNDS):
        for name, shown, scrolled in (("bare tksheet", bare, bare), ("the page's table", widget, table)):
            shown.pack(fill="both", expand=True)
            root.update()
            frames[name] += _frames(root, scrolled)
            shown.pack_forget()
    bare.destroy()
    print(f"{title}, {table.get_total_columns()} columns; filled with no block longer than {longest * 1000:.0f} ms")
    base = median(frames["bare tksheet"])
    for name, found in frames.items():
        ratio = median(found) / base
        print(f"  {name:<20} median {median(found) * 1000:6.1f} ms  worst {max(found) * 1000:6.1f} ms  {ratio:5.2f} ×")


def _filled(root: tkinter.Tk, table: tksheet.Sheet, show: Show) -> float:
    """Show the rows; gives the longest time for which the window could not have answered."""
    root.after(0, show)
    blocks = list[float]()
    drawn = perf_counter() + 0.5
    while table.get_total_rows() < PEOPLE or perf_counter() < drawn:
        start = perf_counter()
        root.tk.dooneevent(DONT_WAIT)
        blocks.append(perf_counter() - start)
    return max(blocks)


def _frames(root: tkinter.Tk, table: tksheet.Sheet) -> list[float]:
    """Seconds of each frame."""
    found = []
    for _ in range(STEPS):
        start = perf_counter()
        table.MT.event_generate("<Button-5>", x=100, y=100)
        root.update()
        found.append(perf_counter() - start)
    return found


# ---------------------------------------------------------------- made up


def _day(root: tkinter.Tk, desk: Any) -> tuple[tkinter.Widget, tksheet.Sheet, Show]:
    frame = tkinter.Frame(root)
    table = DayTable(frame, desk, FilterBar(frame, lambda: None))
    table.pack(fill="both", expand=True)
    frame.pack(fill="both", expand=True)
    root.update()
    rows = tuple(_day_row(str(10001 + at), random.Random(at)) for at in range(PEOPLE))
    view = DayView(DAY, DAY, None, None, sessions=("am", "pm"), rows=rows, kinds=kinds_of(rows))
    return frame, table.sheet.table, lambda: table.show(view)


def _day_row(number: str, chance: random.Random) -> DayRow:
    late = chance.random() < 0.1
    times = (Shown("▲ 08:37", "late") if late else Shown("08:20"), Shown("12:08"), Shown("14:15"), Shown("17:40"))
    verdict = Shown("▲上午迟到7分钟", "late") if late else Shown("正常")
    place = ("市人力资源和社会保障局", "A01", "A", "1", "")
    return DayRow(number, "人员", *place, times, verdict, "", frozenset(), 2 if late else 10, ())


def _month(root: tkinter.Tk, desk: Any) -> tuple[tkinter.Widget, tksheet.Sheet, Show]:
    table = MonthTable(root, desk, opened=lambda *_: None, person=lambda *_: None, moved=lambda *_: None)
    table.pack(fill="both", expand=True)
    root.update()
    chance = random.Random(1)
    days = tuple(GridDay(FIRST + timedelta(days=at), "posted", 1) for at in range(31))
    rows = tuple(_month_row(str(10001 + at), days, chance) for at in range(PEOPLE))
    marks = tuple(Mark(code, sign, tone, code, 1) for code, (sign, tone) in CODES.items())
    grid = MonthGrid("2026-10", DAY, days, rows, marks, ("市公安局",), ())
    return table, table.sheet.table, lambda: (table.take(grid), table.choose("", ""))


def _month_row(number: str, days: tuple[GridDay, ...], chance: random.Random) -> GridRow:
    usual = ("on_time",) * 17 + ("late", "late", "absent")
    cells = tuple("rest" if day.date.weekday() > 4 else chance.choice(usual) for day in days)
    return GridRow(number, "人员", "市公安局", "A01", "", cells, ("20", *("1",) * (len(COLUMNS) - 1)))


@contextmanager
def _screen() -> Iterator[None]:
    """The screen there is, else one of its own."""
    if os.environ.get("DISPLAY") or os.name == "nt":
        yield
        return
    from pyvirtualdisplay.display import Display

    with Display(visible=False, size=(1366, 768), color_depth=24):
        yield


if __name__ == "__main__":
    main()

"""The month grid: one coloured field a day with its sign, what a month adds up to, and the legend."""

import tkinter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from office.month_grid import COLUMNS, GridDay, GridRow, MonthGrid, month_grid, shown_months
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.attendance.words import column_word, tone_of
from ui.pages.today.slices import Slices
from ui.tasks import Task
from ui.widgets.bits import badge, label
from ui.widgets.sheet import Column, Row, Sheet

BEFORE = 2  # columns before the days
STANDINGS = {"provisional": "*", "unknown": "?"}


def columns(grid: MonthGrid) -> list[Column]:
    """工号 姓名, the days, and the sums."""
    days = [_day_column(each) for each in grid.days]
    totals = [Column(word, max(42, 7 * len(word) + 8), "e") for word in map(column_word, COLUMNS)]
    return [Column(_("工号"), 50), Column(_("姓名"), 66), *days, *totals, Column("", 1)]  # the last takes what is left


def _day_column(day: GridDay) -> Column:
    mark = STANDINGS.get(day.standing, "")
    return Column(f"{day.date.day}{mark}", 28 if mark else 24, "center")


def row_of(row: GridRow, signs: Mapping[str, str], tones: Mapping[str, str]) -> Row:
    """A person's month. `signs` and `tones` go by code; an ordinary day has no tone."""
    cells = [signs[code] for code in row.cells]
    toned = {at: tones[code] for at, code in enumerate(row.cells, BEFORE) if code in tones}
    sorts = {at: -float(total or 0) for at, total in enumerate(row.totals, BEFORE + len(cells))}
    return Row(row.number, (row.number, row.name, *cells, *row.totals, ""), toned, sorts)


def month_beside(month: str, by: int) -> str:
    """2026-12 after 2026-11."""
    first = date.fromisoformat(f"{month}-01")
    return f"{first + timedelta(days=31) if by > 0 else first - timedelta(days=1):%Y-%m}"


class MonthTable(tkinter.Frame):
    """The grid and its legend. `opened` hears of a click on a day of a person, `told` how far a month is and at the
    end the units that are in it."""

    def __init__(
        self,
        parent: tkinter.Misc,
        desk: Desk,
        *,
        opened: Callable[[date, str], object],
        told: Callable[[str, tuple[str, ...] | None], object],
    ) -> None:
        super().__init__(parent, background=PANEL)
        self.desk, self._opened, self._told = desk, opened, told
        self.month = ""
        self.found: MonthGrid | None = None
        self._shown: tuple[GridRow, ...] = ()
        self._summing: Task | None = None
        self._slices = Slices(self)
        self.legend = tkinter.Frame(self, background=PANEL)
        self.legend.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.sheet = Sheet(self, desk, "month", [Column("", 60)], cell=self._cell)
        self.sheet.pack(fill="both", expand=True)

    # ------------------------------------------------------------ summing up

    def load(self) -> None:
        """Long work; while one month is under way, another waits until it is done."""
        if self._summing:
            return
        self._told(_("正在汇总 {month}").format(month=self.month), None)
        self._summing = self.desk.work(
            month_grid,
            self.month,
            title=_("汇总 {month}").format(month=self.month),
            done=self._summed,
            failed=self._failed,
            progress=self._progress,
            cancelled=lambda: self._failed(_("已停下，没有汇总；按 F5 再来一次")),
            changes=False,
        )

    def _progress(self, month: str, done: int, total: int) -> None:
        self._told(_("正在汇总 {month}　{done}/{total} 天").format(month=month, done=done, total=total), None)

    def _failed(self, sentence: str, _details: str = "") -> None:
        self._summing = None
        self._told(sentence, None)

    def _summed(self, grid: MonthGrid) -> None:
        self._summing = None
        if grid.month != self.month:
            return self.load()
        if grid != self.found:
            self.take(grid)
        self._told(standing_words(grid), grid.units)
        return None

    def take(self, grid: MonthGrid) -> None:
        if self.found is None or grid.days != self.found.days:
            self.sheet.set_columns(columns(grid))
        self.found, self._shown = grid, ()
        self._show_legend(grid)

    # ------------------------------------------------------------ showing

    def choose(self, unit: str, typed: str) -> None:
        """The rows of a unit in which everything typed is found."""
        if self.found is None or self.found.month != self.month:
            return
        rows = shown_months(self.found, unit, typed)
        if rows != self._shown:
            self._shown = rows
            signs = {"": "", **{mark.code: mark.sign for mark in self.found.marks}}
            toned = {mark.code: tone_of(mark.tone) for mark in self.found.marks if mark.tone != "plain"}
            self._slices.start(self._fill(rows, signs, toned))

    def _fill(self, rows: Sequence[GridRow], signs: Mapping[str, str], toned: Mapping[str, str]) -> Iterator[object]:
        """Two thousand months are too many to be made at one go."""
        made: list[Row] = []
        for row in rows:
            made.append(row_of(row, signs, toned))
            yield None
        self.sheet.show(made)

    def _show_legend(self, grid: MonthGrid) -> None:
        for child in self.legend.winfo_children():
            child.destroy()
        words: dict[tuple[str, str], list[str]] = {}
        for mark in grid.marks:
            words.setdefault((mark.sign, tone_of(mark.tone)), []).append(mark.word)
        pairs = [_explained(self.legend, sign, tone, "、".join(same)) for (sign, tone), same in words.items()]
        self._flow(pairs)

    def _flow(self, pairs: Sequence[tkinter.Frame]) -> None:
        """From left to right, and on in the next line where one is full."""
        self.legend.update_idletasks()
        left = top = 0
        for pair in pairs:
            wide, high = pair.winfo_reqwidth(), pair.winfo_reqheight()
            if left and left + wide > self.winfo_width():
                left, top = 0, top + high + px(4)
            pair.place(x=left, y=top)
            left += wide + px(12)
            self.legend.configure(height=top + high)

    def _cell(self, row: Row, column: int) -> None:
        at = column - BEFORE
        if self.found and 0 <= at < len(self.found.days):
            self._opened(self.found.days[at].date, str(row.id))


def _explained(parent: tkinter.Misc, sign: str, tone: str, words: str) -> tkinter.Frame:
    """A sign and what it stands for."""
    pair = tkinter.Frame(parent, background=PANEL)
    badge(pair, sign, tone).pack(side="left")
    label(pair, words, "small", muted=True).pack(side="left", padx=(px(3), 0))
    return pair


def standing_words(grid: MonthGrid) -> str:
    """已公示 11 天；带 * 的 2 天尚未公示，暂按现有数据."""
    posted = sum(each.standing == "posted" for each in grid.days)
    open_days = sum(each.standing == "provisional" for each in grid.days)
    said = [_("已公示 {count} 天").format(count=posted)]
    if open_days:
        said.append(_("带 * 的 {count} 天尚未公示，暂按现有数据").format(count=open_days))
    return "；".join((*said, *grid.troubles))

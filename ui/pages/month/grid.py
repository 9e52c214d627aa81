"""The month grid: one coloured field a day with its sign, what a month adds up to, and the legend."""

import tkinter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from office.month_grid import COLUMNS, GridDay, GridRow, MonthGrid, shown_months
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.attendance.words import tone_of
from ui.pages.month.flow import Flow
from ui.pages.month.words import column_word
from ui.pages.today.slices import Slices
from ui.widgets.bits import Empty, badge, label
from ui.widgets.sheet import Column, Row, Sheet
from ui.words import code_word

BEFORE = 2  # columns before the days
STANDINGS = {"provisional": "*", "silent": "*", "unknown": "?"}
NOT_OFFICIAL = "rest"  # the tone of what is not posted: it stands back


def columns(grid: MonthGrid) -> list[Column]:
    """工号 姓名, the days, and the sums."""
    days = [_day_column(each) for each in grid.days]
    totals = [Column(word, max(40, 7 * len(word) + 8), "e") for word in map(column_word, COLUMNS)]
    return [Column(_("工号"), 50), Column(_("姓名"), 66), *days, *totals, Column("", 1)]  # the last takes what is left


def _day_column(day: GridDay) -> Column:
    mark = STANDINGS.get(day.standing, "")
    return Column(f"{day.date.day}{mark}", 28 if mark else 24, "center")


def row_of(row: GridRow, signs: Mapping[str, str], tones: Mapping[str, str], open_days: frozenset[int]) -> Row:
    """A person's month. `signs` and `tones` go by code; an ordinary day has no tone, one that is not posted stands
    back."""
    cells = [signs[code] for code in row.cells]
    toned = {
        BEFORE + at: NOT_OFFICIAL if at in open_days else tones[code]
        for at, code in enumerate(row.cells)
        if code in tones or (code and at in open_days)
    }
    sorts = {at: -float(total or 0) for at, total in enumerate(map(_number, row.totals), BEFORE + len(cells))}
    return Row(row.number, (row.number, row.name, *cells, *row.totals, ""), toned, sorts)


def _number(total: str) -> float:
    """20.5; of 20 1/3 the whole days will do."""
    return float(total.partition(" ")[0] or 0) if "/" not in total.partition(" ")[0] else 0.5


class MonthTable(tkinter.Frame):
    """The grid and its legend. `opened` hears of a click on a day of a person, `person` of one on the rest of his row,
    `moved` of the row that the keyboard came to."""

    def __init__(
        self,
        parent: tkinter.Misc,
        desk: Desk,
        *,
        opened: Callable[[date, str], object],
        person: Callable[[str], object],
        moved: Callable[[str], object],
    ) -> None:
        super().__init__(parent, background=PANEL)
        self.desk, self._opened, self._person = desk, opened, person
        self.found: MonthGrid | None = None
        self.shown: tuple[GridRow, ...] = ()
        self._slices = Slices(self)
        self.legend = Flow(self, 12)
        self.legend.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.sheet = Sheet(
            self,
            desk,
            "month",
            [Column("", 60)],
            cell=self._cell,
            chosen=lambda row: moved(str(row.id)),
            opened=lambda row: person(str(row.id)),
        )
        self.sheet.pack(fill="both", expand=True)
        self._empty: Empty | None = None

    def take(self, grid: MonthGrid) -> None:
        """Another month, or the same with something new in it."""
        if self.found is None or grid.days != self.found.days:
            self.sheet.set_columns(columns(grid))
        self.found, self.shown = grid, ()
        self.legend.fill(self._legend(grid))

    # ------------------------------------------------------------ showing

    def choose(self, unit: str, typed: str, having: str = "") -> None:
        """The rows of a unit in which everything typed is found, and that have something in a column."""
        if self.found is None:
            return
        rows = shown_months(self.found, unit, typed, having)
        if rows != self.shown:
            self.shown = rows
            signs = {"": "", **{mark.code: mark.sign for mark in self.found.marks}}
            toned = {mark.code: tone_of(mark.tone) for mark in self.found.marks if mark.tone != "plain"}
            open_days = frozenset(at for at, day in enumerate(self.found.days) if day.standing in STANDINGS)
            self._slices.start(self._fill(rows, signs, toned, open_days))

    def _fill(
        self,
        rows: Sequence[GridRow],
        signs: Mapping[str, str],
        toned: Mapping[str, str],
        open_days: frozenset[int],
    ) -> Iterator[object]:
        """Two thousand months are too many to be made at one go."""
        made: list[Row] = []
        for row in rows:
            made.append(row_of(row, signs, toned, open_days))
            yield None
        self.sheet.show(made)

    def say(self, text: str, action: str = "", command: Callable[[], object] | None = None) -> None:
        """A sentence in place of the grid; with none the grid again."""
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if text:
            self.sheet.pack_forget()
            self._empty = Empty(self, text, action, command)
            self._empty.pack(fill="both", expand=True)
        elif not self.sheet.winfo_manager():
            self.sheet.pack(fill="both", expand=True)

    def _legend(self, grid: MonthGrid) -> Callable[[tkinter.Misc], Iterator[tkinter.Widget]]:
        words: dict[tuple[str, str], list[str]] = {}
        for mark in grid.marks:
            words.setdefault((mark.sign, tone_of(mark.tone)), []).append(code_word(mark.code))
        if any(day.standing in STANDINGS for day in grid.days):
            words["*", NOT_OFFICIAL] = [_("还没有公示，灰色是暂按现有数据，不计入合计")]
        told = [(sign, tone, "、".join(same)) for (sign, tone), same in words.items()]
        return lambda flow: (_explained(flow, *each) for each in told)

    def _cell(self, row: Row, column: int) -> None:
        at = column - BEFORE
        if self.found and 0 <= at < len(self.found.days):
            if row.cells[column]:
                self._opened(self.found.days[at].date, str(row.id))
        else:
            self._person(str(row.id))


def _explained(parent: tkinter.Misc, sign: str, tone: str, words: str) -> tkinter.Frame:
    """A sign and what it stands for."""
    pair = tkinter.Frame(parent, background=PANEL)
    badge(pair, sign, tone).pack(side="left")
    label(pair, words, "small", muted=True).pack(side="left", padx=(px(3), 0))
    return pair

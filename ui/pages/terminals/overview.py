"""The terminals in a table, what waits for a decision above it, the chosen one and the reading below."""

import tkinter
from typing import Any

from office.terminal_view import TerminalRow, TerminalView, terminal_view
from office.terminal_waiting import waiting
from ui.language import _
from ui.look import PANEL, px
from ui.pages.terminals import words
from ui.pages.terminals.clock_dialog import ClockDialog
from ui.pages.terminals.details import Details
from ui.pages.terminals.dialogs import RemoveDialog, TerminalDialog
from ui.pages.terminals.part import Part
from ui.pages.terminals.reading import Reading
from ui.pages.terminals.strip import Strip
from ui.widgets.bits import Empty, button
from ui.widgets.sheet import Column, Row, Sheet

LOWEST, HIGHEST = 4, 8  # rows that the table shows


class Overview(Part):
    """The first part of the page."""

    def build(self) -> None:
        self.view: TerminalView | None = None
        self.wanted = ""
        self.read_all = button(self.buttons, _("全部读取"), lambda: self.read(()), "primary")
        self.read_all.pack(side="right")
        button(self.buttons, _("登记设备…"), self.add).pack(side="right", padx=px(8))
        self.strip = Strip(self, self.desk)
        self.strip.pack(fill="x")
        self.empty: Empty | None = None
        self.body = tkinter.Frame(self, background=PANEL)
        self.body.pack(fill="both", expand=True)
        self.sheet = Sheet(
            self.body, self.desk, "terminals", _columns(), chosen=self.choose, opened=lambda _row: self.change()
        )
        self.sheet.pack(fill="x")
        below = tkinter.Frame(self.body, background=PANEL)
        below.pack(fill="both", expand=True, pady=(px(10), 0))
        below.columnconfigure((0, 1), weight=1, uniform="half")
        below.rowconfigure(0, weight=1)
        self.details = Details(below, self)
        self.details.grid(row=0, column=0, sticky="nsew", padx=(0, px(10)))
        self.reading = Reading(below, self.desk, self.busy)
        self.reading.grid(row=0, column=1, sticky="nsew")

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        self.desk.ask(terminal_view, done=self.show, key="terminals")
        self.desk.ask(waiting, done=self.strip.show, key="waiting")

    def focus_on(self, **focus: Any) -> None:
        self.wanted = str(focus.get("name", ""))
        self._look()

    def show(self, view: TerminalView) -> None:
        """The terminals; the chosen one stays chosen."""
        if view != self.view:
            self.view = view
            now = self.desk.now()
            self.sheet.show([_row(row, now) for row in view.rows])
            self._set_height(len(view.rows))
            self._set_empty(not view.rows)
            self.busy(self.reading.busy)
        self._look()

    def _look(self) -> None:
        if self.view is None or not self.view.rows:
            return
        if self.wanted and self.sheet.select(self.wanted):
            self.wanted = ""
        chosen = self.chosen
        if chosen is None:
            self.sheet.select(self.view.rows[0].name, quiet=True)
            chosen = self.chosen
        self.details.show(chosen, self.desk.now())

    @property
    def chosen(self) -> TerminalRow | None:
        """The terminal that is selected in the table."""
        found = self.sheet.selected
        rows = self.view.rows if self.view else ()
        return next((row for row in rows if found and row.name == found.id), None)

    def choose(self, _row: Row) -> None:
        self.details.show(self.chosen, self.desk.now())

    def _set_height(self, rows: int) -> None:
        high = px(30 + 28 * min(max(rows, LOWEST), HIGHEST) + 2)
        self.sheet.configure(height=high)
        self.sheet.pack_propagate(False)

    def _set_empty(self, empty: bool) -> None:
        """Without terminals there is one thing to do."""
        if empty and self.empty is None:
            self.body.pack_forget()
            text = _("还没有登记考勤设备。登记时可以先测试连接；登记以后点“全部读取”。")
            self.empty = Empty(self, text, _("登记第一台设备…"), self.add)
            self.empty.pack(fill="both", expand=True)
        elif not empty and self.empty is not None:
            self.empty.destroy()
            self.empty = None
            self.body.pack(fill="both", expand=True)

    # ------------------------------------------------------------ what can be done

    def busy(self, busy: bool) -> None:
        """While terminals are read, no second reading begins."""
        state = "disabled" if busy or not (self.view and self.view.rows) else "normal"
        self.read_all.configure(state=state)
        self.details.busy(busy)

    def read(self, names: tuple[str, ...]) -> None:
        """Read these, or all."""
        rows = self.view.rows if self.view else ()
        wanted = names or tuple(row.name for row in rows)
        if wanted:
            self.reading.start(wanted)

    def read_one(self) -> None:
        if self.chosen:
            self.read((self.chosen.name,))

    def check(self) -> None:
        if self.chosen:
            self.reading.check(self.chosen.name)

    def add(self) -> None:
        TerminalDialog(self.desk, None, self._registered)

    def change(self) -> None:
        if self.chosen:
            TerminalDialog(self.desk, self.chosen, self._registered)

    def _registered(self, name: str) -> None:
        self.wanted = name

    def set_clock(self) -> None:
        if self.chosen:
            ClockDialog(self.desk, self.chosen.name)

    def remove(self) -> None:
        if self.chosen:
            RemoveDialog(self.desk, self.chosen)


def _columns() -> list[Column]:
    return [
        Column(_("名称"), 100),
        Column(_("楼层"), 60),
        Column(_("状态"), 190),
        Column(_("数据截止"), 110),
        Column(_("最近连接"), 110),
        Column(_("时钟偏差"), 110, "e"),
        Column(_("记录 · 已用容量"), 130, "e"),
        Column(_("用户"), 60, "e"),
        Column(_("序列号"), 140),
        Column(_("地址"), 150),
    ]


def _row(row: TerminalRow, now: Any) -> Row:
    cells = (
        row.name,
        words.floor_words(row.floor),
        words.state_words(row, now),
        words.moment_words(row.horizon, now),
        words.moment_words(row.contact, now),
        words.offset_words(row.offset),
        words.fill_words(row),
        f"{row.users:,}" if row.serial else "–",
        row.serial or "–",
        words.place_words(row),
    )
    tones = {2: words.TONES[row.state]}
    tones |= {5: "late"} if row.offset_wrong else {}
    tones |= {6: "late"} if row.nearly_full else {}
    sorts = {3: str(row.horizon or ""), 4: str(row.contact or ""), 5: row.offset or 0, 6: row.records, 7: row.users}
    return Row(row.name, cells, tones, sorts)

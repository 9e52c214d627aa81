"""Raw records: every punch as the terminals gave it, by day, terminal and number."""

import tkinter
from typing import Any

import ttkbootstrap

from office.punch_list import PunchFilter, PunchRow, PunchTable, punch_table
from office.terminal_view import TerminalView, terminal_view
from ui.language import _
from ui.look import PANEL, px
from ui.pages.terminals import words
from ui.pages.terminals.part import Part
from ui.widgets.bits import Empty, button, label
from ui.widgets.dates import DateEntry
from ui.widgets.sheet import Column, Row, Sheet


class Punches(Part):
    """The second part of the page."""

    def build(self) -> None:
        self.found: PunchTable | None = None
        self.asked = PunchFilter()
        self._add_filters()
        self.count = label(self.buttons, "", muted=True)
        self.count.pack(side="right")
        self.sheet = Sheet(self, self.desk, "punches", _columns())
        self.sheet.pack(fill="both", expand=True)
        self.empty = Empty(self, _("没有符合的记录。换一个日期，或者先在“设备状态”里读取。"))

    def _add_filters(self) -> None:
        line = tkinter.Frame(self, background=PANEL)
        line.pack(fill="x", pady=(0, px(8)))
        today = self.desk.now().date()
        label(line, _("从")).pack(side="left", padx=(0, px(6)))
        self.first = DateEntry(line, today, lambda _day: self.ask(), style="Panel.TFrame")
        self.first.pack(side="left")
        label(line, _("到")).pack(side="left", padx=px(6))
        self.last = DateEntry(line, today, lambda _day: self.ask(), style="Panel.TFrame")
        self.last.pack(side="left")
        label(line, _("设备")).pack(side="left", padx=(px(14), px(6)))
        self.terminal = ttkbootstrap.Combobox(line, state="readonly", width=12, values=[_("全部")])
        self.terminal.current(0)
        self.terminal.pack(side="left")
        self.terminal.bind("<<ComboboxSelected>>", lambda _event: self.ask())
        label(line, _("工号或机号")).pack(side="left", padx=(px(14), px(6)))
        self.number = self.search = ttkbootstrap.Entry(line, width=12)
        self.number.pack(side="left")
        self.number.bind("<Return>", lambda _event: self.ask())
        button(line, _("查询"), self.ask).pack(side="left", padx=px(8))

    # ------------------------------------------------------------ asking

    def load(self) -> None:
        self.desk.ask(terminal_view, done=self._terminals, key="punch terminals")
        self.ask()

    def _terminals(self, view: TerminalView) -> None:
        self.terminal.configure(values=[_("全部"), *(row.name for row in view.rows)])

    def focus_on(self, **focus: Any) -> None:
        """`day`, `terminal`, `number`."""
        if "day" in focus:
            for entry in (self.first, self.last):
                entry.set(focus["day"])
        if "terminal" in focus:
            self.terminal.set(focus["terminal"])
        if "number" in focus:
            self.number.delete(0, "end")
            self.number.insert(0, focus["number"])
        self.ask()

    def ask(self) -> None:
        """What the filters say."""
        chosen = self.terminal.get() if self.terminal.current() != 0 else ""
        wanted = PunchFilter(self.first.text.get(), self.last.text.get(), chosen, self.number.get())
        self.desk.ask(punch_table, wanted, done=self.show, failed=self._refused, key="punches")

    def _refused(self, sentence: str, _details: str) -> None:
        self.count.configure(text=sentence)

    def show(self, found: PunchTable) -> None:
        """The punches, in the order of their time."""
        count = f"{len(found.rows):,}"
        text = _("只列出前 {count} 条，请选一台设备、填工号或缩小日期范围") if found.cut else _("{count} 条")
        self.count.configure(text=text.format(count=count))
        if found == self.found:
            return
        self.found = found
        self.sheet.show([_row(row) for row in found.rows])
        shown, hidden = (self.sheet, self.empty) if found.rows else (self.empty, self.sheet)
        hidden.pack_forget()
        shown.pack(fill="both", expand=True)


def _columns() -> list[Column]:
    return [
        Column(_("日期"), 100),
        Column(_("设备时间"), 104),
        Column(_("机号"), 98),
        Column(_("姓名"), 130),
        Column(_("设备"), 90),
        Column(_("状态键"), 90),
        Column(_("需要查看"), 172),
        Column(_("时钟偏差"), 104, "e"),
        Column(_("读取于"), 140),
        Column(_("序列号"), 140),
    ]


def _row(row: PunchRow) -> Row:
    cells = (
        row.date,
        row.time,
        row.number,
        row.name,
        row.terminal,
        words.key_word(row.state),
        words.problem_word(row.problem),
        words.offset_words(row.offset),
        row.read,
        row.serial,
    )
    tones = {6: "late"} if row.problem else {}
    return Row(row.id, cells, tones, {7: row.offset})

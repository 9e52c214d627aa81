"""The table of people: what each is due, what is taken off, what is paid out; the sums of those shown below it."""

import tkinter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import ttkbootstrap

from office.allowance_rows import PersonRow, Sums, chosen_rows, sums_of
from office.allowance_view import AllowanceView
from office.allowance_words import days_value
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.allowance.words import blank_nought, yuan
from ui.widgets.bits import Empty, label
from ui.widgets.sheet import Column, Row, Sheet

TYPING_MS = 120
NARROW = 1300  # a screen that is less wide than that, at 96 dpi


class Filters(tkinter.Frame):
    """Whom to show: a unit, what is typed, only people from whom something is taken off."""

    def __init__(self, parent: tkinter.Misc, changed: Callable[[], object]) -> None:
        super().__init__(parent, background=PANEL)
        self._changed = changed
        self._units: tuple[str, ...] = ()
        self._timer = ""
        self.deducted = tkinter.BooleanVar(self, False)
        self.check = ttkbootstrap.Checkbutton(
            self, text=_("只看有扣款的"), variable=self.deducted, command=changed, bootstyle="primary"
        )
        ttkbootstrap.Style().configure("Panel.TCheckbutton", background=PANEL)
        self.check.configure(style="Panel.TCheckbutton")
        self.check.pack(side="left", padx=(0, px(12)))
        self.unit_box = ttkbootstrap.Combobox(self, state="readonly", width=18, values=[_("全部单位")])
        self.unit_box.current(0)
        self.unit_box.bind("<<ComboboxSelected>>", lambda _event: self._picked())
        self.unit_box.pack(side="left")
        label(self, _("找人"), muted=True).pack(side="left", padx=(px(12), px(6)))
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(self, textvariable=self.typed, width=16)
        self.search.pack(side="left")
        self.typed.trace_add("write", lambda *_: self._later())
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))

    @property
    def unit(self) -> str:
        """The chosen unit, empty for all."""
        at = self.unit_box.current()
        return self._units[at - 1] if at > 0 else ""

    def show_units(self, units: tuple[str, ...]) -> None:
        """The units to choose from; the chosen one stays."""
        if units != self._units:
            chosen = self.unit
            self._units = units
            self.unit_box.configure(values=[_("全部单位"), *units])
            self.unit_box.current(units.index(chosen) + 1 if chosen in units else 0)

    def clear(self) -> None:
        """Everybody again."""
        self.deducted.set(False)
        self.unit_box.current(0)
        if self.typed.get():
            self.typed.set("")

    def _picked(self) -> None:
        self.unit_box.selection_clear()
        self._changed()

    def _later(self) -> None:
        """While somebody is typing, not at every key."""
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(TYPING_MS, self._typed)

    def _typed(self) -> None:
        self._timer = ""
        self._changed()


class PeopleTable(tkinter.Frame):
    """`chosen` hears of the person who is selected."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, filters: Filters, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, background=PANEL)
        self.filters = filters
        self.view: AllowanceView | None = None
        self.sums = label(self, "", "small", muted=True)
        self.sums.pack(side="bottom", fill="x", pady=(px(6), 0))
        name, columns = ("allowance-narrow", _narrow()) if narrow(self) else ("allowance", _columns())
        self.sheet = Sheet(self, desk, name, columns, chosen=lambda row: chosen(str(row.id)))
        self.sheet.pack(fill="both", expand=True)
        self._empty: Empty | None = None

    def show(self, view: AllowanceView) -> None:
        """The people of a run."""
        self.view = view
        self.filters.show_units(view.units)
        self.choose()

    def choose(self) -> None:
        """Those who were asked for."""
        if self.view is None:
            return
        filters = self.filters
        rows = chosen_rows(self.view.rows, filters.unit, filters.typed.get(), filters.deducted.get())
        self.sheet.show([_row(each) for each in rows])
        self.sums.configure(text=sums_words(filters.unit, sums_of(rows)))
        self._say("" if rows or not self.view.rows else _("没有这样的人。换一个单位，或者清空查找。"))

    def _say(self, text: str) -> None:
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if text:
            self.sheet.pack_forget()
            self._empty = Empty(self, text)
            self._empty.pack(fill="both", expand=True)
        elif not self.sheet.winfo_manager():
            self.sheet.pack(fill="both", expand=True)


def sums_words(unit: str, sums: Sums) -> str:
    """市公安局小计 12 人　应发 4,560.00　扣款 120.00　补扣 0.00　实发 4,440.00."""
    said = _("{unit}小计 {count} 人　应发 {gross}　扣款 {deducted}　补扣 {supplement}　实发 {total}")
    return said.format(
        unit=unit,
        count=sums.people,
        gross=yuan(sums.gross),
        deducted=yuan(sums.deducted),
        supplement=yuan(sums.supplement),
        total=yuan(sums.total),
    )


def _columns() -> list[Column]:
    return [
        Column(_("工号"), 58),
        Column(_("姓名"), 72),
        Column(_("单位"), 184),
        Column(_("应出勤"), 62, "e"),
        Column(_("实出勤"), 62, "e"),
        Column(_("应发"), 80, "e"),
        Column(_("扣款"), 76, "e"),
        Column(_("补扣"), 74, "e"),
        Column(_("实发"), 80, "e"),
    ]


def narrow(widget: tkinter.Misc) -> bool:
    """Whether the letters are large for the screen."""
    return widget.winfo_screenwidth() < px(NARROW)


def _narrow() -> list[Column]:
    """The same, with less air: what is paid out must be in sight."""
    widths = (50, 60, 88, 56, 56, 74, 66, 60, 72)
    return [replace(column, width=width) for column, width in zip(_columns(), widths, strict=True)]


def _row(row: PersonRow) -> Row:
    texts = (row.number, row.name, row.unit, row.due, row.attended, yuan(row.gross))
    cells = (*texts, blank_nought(row.deducted), blank_nought(row.supplement), yuan(row.total))
    money = (Decimal(each) for each in (row.gross, row.deducted, row.supplement, row.total))
    figures = (days_value(row.due), days_value(row.attended), *money)
    tones = {6: "late"} if cells[6] else {}
    if cells[7]:
        tones[7] = "cover"
    return Row(row.number, cells, tones, dict(enumerate(figures, 3)))

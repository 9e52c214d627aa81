"""By what rows are chosen: kind of finding, unit, and what is typed."""

import tkinter
from collections.abc import Callable, Sequence
from tkinter import ttk

import ttkbootstrap

from office.day_rows import ALWAYS, DayRow, shown_rows
from office.day_view import DayView
from ui.language import _
from ui.look import px
from ui.pages.attendance.words import kind_word
from ui.widgets.bits import Segments, label


class FilterBar(ttk.Frame):
    """Third line: kind of finding, unit, and what is typed. `changed` hears of every choice."""

    def __init__(self, parent: tkinter.Misc, changed: Callable[[], object]) -> None:
        super().__init__(parent, style="Panel.TFrame")
        self._changed = changed
        self._units: tuple[str, ...] = ()
        self._others: list[str] = []
        self.kinds = Segments(self, [(kind, kind_word(kind)) for kind in ("", *ALWAYS)], self._on_kind)
        self.kinds.pack(side="left")
        self.other = ttkbootstrap.Combobox(self, state="readonly", width=13)
        self.other.bind("<<ComboboxSelected>>", self._on_other)
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(self, textvariable=self.typed, width=18)
        self.search.pack(side="right")
        label(self, _("找人"), muted=True).pack(side="right", padx=(px(12), px(6)))
        self.typed.trace_add("write", lambda *_: self._later())
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))
        self.unit_box = ttkbootstrap.Combobox(self, state="readonly", width=18, values=[_("全部单位")])
        self.unit_box.current(0)
        self.unit_box.bind("<<ComboboxSelected>>", lambda _event: changed())
        self.unit_box.pack(side="right")
        self.search.lift()  # Tab goes from left to right
        self._timer = ""

    @property
    def kind(self) -> str:
        return self._other_kind or self.kinds.value

    _other_kind = ""

    @property
    def unit(self) -> str:
        at = self.unit_box.current()
        return self._units[at - 1] if at > 0 else ""

    def chosen(self, view: DayView) -> tuple[DayRow, ...]:
        """The rows that were asked for."""
        return shown_rows(view.rows, self.unit, self.kind, self.typed.get())

    def choose(self, kind: str) -> None:
        """A kind, wherever it stands; a day on which nobody is of it then shows nobody."""
        if kind in self.kinds.parts:
            self._other_kind = ""
            self.kinds.mark(kind)
            if self.other["values"]:
                self.other.current(0)
        else:
            self._other_kind = kind
            self.kinds.mark("-")

    def clear(self) -> None:
        """Everybody again."""
        self.choose("")
        self.unit_box.current(0)
        if self.typed.get():
            self.typed.set("")

    def show(self, view: DayView) -> None:
        """The kinds of the day with their people, and the units."""
        counts = dict(view.kinds)
        self.kinds.set_text("", f"{kind_word('')} {len(view.rows)}")
        for kind in ALWAYS:
            self.kinds.set_text(kind, f"{kind_word(kind)} {counts.get(kind, 0)}")
        self._show_others([kind for kind in counts if kind not in ALWAYS], counts)
        self._show_units(view.units)

    def _show_others(self, others: Sequence[str], counts: dict[str, int]) -> None:
        self._others = ["", *others]
        if self._other_kind and self._other_kind not in others:
            self._others.append(self._other_kind)
        words = [f"{kind_word(kind)} {counts.get(kind, 0)}" for kind in self._others[1:]]
        self.other.configure(values=[_("其他类别"), *words])
        self.other.current(self._others.index(self._other_kind))
        if others or self._other_kind:
            self.other.pack(side="left", padx=px(8))
        else:
            self.other.pack_forget()

    def _show_units(self, units: tuple[str, ...]) -> None:
        """The units to choose from; the chosen one stays."""
        if units == self._units:
            return
        chosen = self.unit
        self._units = units
        self.unit_box.configure(values=[_("全部单位"), *units])
        self.unit_box.current(units.index(chosen) + 1 if chosen in units else 0)

    def _on_kind(self, kind: str) -> None:
        self.choose(kind)
        self._changed()

    def _on_other(self, _event: object) -> None:
        self.choose(self._others[self.other.current()])
        self._changed()

    def _later(self) -> None:
        """While somebody is typing, not at every key."""
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(120, self._changed)

"""The head of the page: which month, whose, and the sheets that are made of it."""

import tkinter
from collections.abc import Callable

import ttkbootstrap

from ui.language import _
from ui.look import PANEL, px
from ui.widgets.bits import Segments, button, label

PAPERS = ("A4", "A3")


class TopBar(tkinter.Frame):
    """`step` hears of the month before (-1) or after (1), `filtered` of another unit or of what is typed."""

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        step: Callable[[int], object],
        filtered: Callable[[], object],
        write: Callable[[], object],
        folder: Callable[[], object],
        unit_sheet: Callable[[], object],
    ) -> None:
        super().__init__(parent, background=PANEL)
        self._units: tuple[str, ...] = ()
        self._filtered, self._timer = filtered, ""
        label(self, _("月报"), "title").pack(side="left", padx=(0, px(14)))
        self.back = button(self, "‹", lambda: step(-1))
        self.back.pack(side="left")
        self.month = label(self, "", "heading")
        self.month.pack(side="left", padx=px(8))
        self.on = button(self, "›", lambda: step(1))
        self.on.pack(side="left")
        self.unit_box = ttkbootstrap.Combobox(self, state="readonly", width=16, values=[_("全部单位")])
        self.unit_box.current(0)
        self.unit_box.bind("<<ComboboxSelected>>", self._unit_chosen)
        self.unit_box.pack(side="left", padx=(px(14), px(10)))
        label(self, _("找人"), muted=True).pack(side="left", padx=(0, px(6)))
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(self, textvariable=self.typed, width=12)
        self.search.pack(side="left")
        self.typed.trace_add("write", lambda *_: self._later())
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))
        self._acts(write, folder, unit_sheet)

    def _acts(
        self, write: Callable[[], object], folder: Callable[[], object], unit_sheet: Callable[[], object]
    ) -> None:
        right = tkinter.Frame(self, background=PANEL)
        right.pack(side="right")
        self.paper = Segments(right, [(paper, paper) for paper in PAPERS], lambda _paper: None)
        self.paper.pack(side="left", padx=(0, px(8)))
        self.write = button(right, _("生成月报"), write, "primary")
        self.write.pack(side="left")
        self.unit_sheet = button(right, _("单位月报"), unit_sheet)
        self.unit_sheet.pack(side="left", padx=px(6))
        self.folder = button(right, _("打开文件夹"), folder)
        self.folder.pack(side="left")

    @property
    def unit(self) -> str:
        """The chosen unit, empty for all."""
        at = self.unit_box.current()
        return self._units[at - 1] if at > 0 else ""

    def _unit_chosen(self, _event: object) -> None:
        self.unit_box.selection_clear()
        self._filtered()

    def _later(self) -> None:
        """While somebody is typing, not at every key."""
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(120, self._filtered)

    def clear(self) -> None:
        """Everybody again."""
        self.unit_box.current(0)
        if self.typed.get():
            self.typed.set("")

    # ------------------------------------------------------------ showing

    def show_month(self, month: str, last: str) -> None:
        """The month; there is none beyond the last."""
        self.month.configure(text=month)
        _enable(self.on, month < last)

    def show_units(self, units: tuple[str, ...]) -> None:
        """The units to choose from; the chosen one stays."""
        if units != self._units:
            chosen, self._units = self.unit, units
            self.unit_box.configure(values=[_("全部单位"), *units])
            self.unit_box.current(units.index(chosen) + 1 if chosen in units else 0)

    def offer(self, *, posted: bool, unit: bool, folder: bool) -> None:
        """What can be done now."""
        _enable(self.write, posted)
        _enable(self.unit_sheet, unit)
        _enable(self.folder, folder)


def _enable(widget: ttkbootstrap.Button, yes: bool) -> None:
    state = "normal" if yes else "disabled"
    if str(widget["state"]) != state:
        widget.configure(state=state)

"""历次: the runs of all months, the newest first; an older edition can be looked at as it was frozen."""

import tkinter
from collections.abc import Callable

from office.allowance_rows import RunShown
from office.allowance_view import AllowanceView
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.allowance.words import TONES, edition_word, moment, state_word, yuan
from ui.widgets.bits import Empty, button
from ui.widgets.sheet import Column, Row, Sheet


class Runs(tkinter.Frame):
    """`look` opens an edition of a month."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, look: Callable[[str, int], object]) -> None:
        super().__init__(parent, background=PANEL)
        self._look = look
        self._empty: Empty | None = None
        self.foot = tkinter.Frame(self, background=PANEL)
        self.open = button(self.foot, _("看这一版"), self._open)
        self.open.pack(side="left")
        self.sheet = Sheet(self, desk, "allowance-runs", _columns(), opened=lambda _row: self._open())
        self._pack()

    def _pack(self) -> None:
        self.foot.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.sheet.pack(fill="both", expand=True)
        self.foot.lift()  # Tab goes from above to below

    def show(self, view: AllowanceView) -> None:
        """All runs there are."""
        self.sheet.show([_row(each) for each in view.runs])
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if view.runs:
            self._pack()
            if self.sheet.selected is None:
                self.sheet.prefer((view.runs[0].month, view.runs[0].number))
            return
        for each in (self.sheet, self.foot):
            each.pack_forget()
        self._empty = Empty(self, _("还没有核对过。核对以后，每个月的每一版都列在这里。"))
        self._empty.pack(fill="both", expand=True)

    def _open(self) -> None:
        row = self.sheet.selected
        if row and isinstance(row.id, tuple):
            self._look(*row.id)


def _columns() -> list[Column]:
    return [
        Column(_("月份"), 80),
        Column(_("版次"), 70),
        Column(_("状态"), 90),
        Column(_("人数"), 64, "e"),
        Column(_("实发合计"), 110, "e"),
        Column(_("核对"), 160),
        Column(_("核准"), 160),
        Column(_("封账"), 160),
    ]


def _row(run: RunShown) -> Row:
    by = {each.act: f"{each.by} {moment(each.at)}".strip() for each in run.steps}
    cells = (
        *(run.month, edition_word(run.number), state_word(run.state), str(run.sums.people), yuan(run.sums.total)),
        *(by.get(act, "") for act in ("checked", "approved", "closed")),
    )
    tones = {2: TONES.get(run.state, "rest")}
    return Row((run.month, run.number), cells, tones, {3: run.sums.people, 4: float(run.sums.total)})

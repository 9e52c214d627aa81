"""The days that stop the approval until somebody decides how they count, with what was decided."""

import tkinter

from office.allowance_decide import take_back_decision
from office.allowance_rows import OpenRow
from office.allowance_view import AllowanceView
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.allowance.decide_dialog import DecideDialog
from ui.pages.allowance.words import decided_word, open_word, session_or_day, short_day
from ui.widgets.bits import Empty, button, label
from ui.widgets.sheet import Column, Row, Sheet


class OpenDays(tkinter.Frame):
    """The list with its buttons. An old edition, or a closed one, is only to be looked at."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.view: AllowanceView | None = None
        self.foot = tkinter.Frame(self, background=PANEL)
        self.foot.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.decide = button(self.foot, _("决定…"), self._decide)
        self.back = button(self.foot, _("收回决定"), self._take_back)
        self.day = button(self.foot, _("看这一天"), self._see_day)
        self.objection = button(self.foot, _("看申诉"), self._see_objection)
        for each in (self.decide, self.back, self.day, self.objection):
            each.pack(side="left", padx=(0, px(8)))
        self.said = label(self.foot, "", "small", muted=True)
        self.said.pack(side="left", padx=px(4))
        self.sheet = Sheet(
            self,
            desk,
            "allowance-open",
            _columns(),
            chosen=lambda _row: self._enable(),
            opened=lambda _r: self._decide(),
        )
        self.sheet.pack(fill="both", expand=True)
        self.sheet.lower()  # Tab goes from above to below
        self._empty: Empty | None = None

    # ------------------------------------------------------------ showing

    def show(self, view: AllowanceView) -> None:
        """The days of a run, those that wait first."""
        self.view = view
        rows = sorted(view.open, key=lambda each: (bool(each.decided), each.day, each.session, each.number))
        self.sheet.show([_row(each) for each in rows])
        if rows and self.sheet.selected is None:
            self.sheet.prefer(rows[0].key)
        self._say("" if rows else _("没有未定的日子：公示的每个时段都有认定，也没有等待决定的申诉。"))
        self._enable()

    @property
    def row(self) -> OpenRow | None:
        """The selected one."""
        row = self.sheet.selected
        return next((each for each in self.view.open if row and each.key == row.id), None) if self.view else None

    def _say(self, text: str) -> None:
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if text:
            self.sheet.pack_forget()
            self.foot.pack_forget()
            self._empty = Empty(self, text)
            self._empty.pack(fill="both", expand=True)
        elif not self.sheet.winfo_manager():
            self.foot.pack(side="bottom", fill="x", pady=(px(8), 0))
            self.sheet.pack(fill="both", expand=True)

    def _enable(self) -> None:
        row, view = self.row, self.view
        mine = bool(view and view.step and not view.old)
        _able(self.decide, mine and row is not None)
        _able(self.back, mine and row is not None and row.decision > 0)
        _able(self.day, row is not None)
        _able(self.objection, row is not None and row.kind == "objection")
        self.said.configure(text="" if mine else _("已经定下的版本，只能看"))

    # ------------------------------------------------------------ acting

    def alike(self, row: OpenRow) -> int:
        """Of how many people the same session of the day waits for a decision."""
        case, known = (row.kind, row.day, row.session), self.view.open if self.view else ()
        return len({each.number for each in known if (each.kind, each.day, each.session) == case})

    def _decide(self) -> None:
        if self.view and self.row and str(self.decide["state"]) != "disabled":
            DecideDialog(self.desk, self.row, self.alike(self.row))

    def _take_back(self) -> None:
        row = self.row
        if row and row.decision and self._agreed(row):
            told = _("决定已收回")
            self.desk.act(take_back_decision, row.decision, done=lambda _nothing: self.desk.tell(told))

    def _agreed(self, row: OpenRow) -> bool:
        """A decision about several people is taken back for all of them."""
        count = sum(each.decision == row.decision for each in self.view.open) if self.view else 0
        question = _("这个决定同时定下了 {count} 处，收回以后都要重新决定。").format(count=count)
        return count <= 1 or self.desk.confirm(_("收回决定"), question, _("收回"))

    def _see_day(self) -> None:
        if self.row:
            self.desk.go("attendance", day=self.row.day, number=self.row.number)

    def _see_objection(self) -> None:
        if self.row:
            self.desk.go("postings", day=self.row.day, objections=True)


def _able(widget: tkinter.Widget, yes: bool) -> None:
    state = "normal" if yes else "disabled"
    if str(widget["state"]) != state:
        widget.configure(state=state)  # type: ignore[call-arg]


def _columns() -> list[Column]:
    return [
        Column(_("日期"), 118),
        Column(_("时段"), 64),
        Column(_("工号"), 64),
        Column(_("姓名"), 84),
        Column(_("单位"), 170),
        Column(_("情况"), 100),
        Column(_("决定"), 120),
        Column(_("决定人"), 90),
        Column(_("理由"), 200),
    ]


def _row(row: OpenRow) -> Row:
    cells = (
        *(short_day(row.day), session_or_day(row.session), row.number, row.name, row.unit, open_word(row)),
        *(decided_word(row.decided), row.by, row.reason),
    )
    tones = {5: "unknown" if row.kind == "unknown" else "away", 6: "good" if row.decided else "late"}
    return Row(row.key, cells, tones, {0: row.day})

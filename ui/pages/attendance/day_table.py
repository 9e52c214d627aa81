"""A day in a table, a row for each person, with the explanation of one of them beside it."""

import tkinter
from collections.abc import Sequence

from office.day_explained import ExplainedDay, explained
from office.day_rows import DayRow
from office.day_view import DayView
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.pages.attendance.dialogs import CertifyDialog, TakeBackDialog
from ui.pages.attendance.filters import FilterBar
from ui.pages.attendance.panel import ExplanationPanel
from ui.pages.attendance.words import tone_of
from ui.widgets.bits import Empty
from ui.widgets.sheet import Column, Row, Sheet
from ui.words import session_word

BEFORE = 4  # columns before the times
DIFFERS = "≠ "


def columns(sessions: Sequence[str]) -> list[Column]:
    """工号 姓名 … and two for each session of the day."""
    sides = [
        Column(side.format(session=session_word(session)), 63, "center")
        for session in sessions
        for side in (_("{session}签到"), _("{session}签退"))
    ]
    return [
        Column(_("工号"), 50),
        Column(_("姓名"), 62),
        Column(_("窗口单位"), 112),
        Column(_("岗位"), 54),
        *sides,
        Column(_("认定结果"), 200),
    ]


def row_of(row: DayRow) -> Row:
    """A person's row; a sign before the verdict says that a new edition would say something else."""
    cells = (row.number, row.name, row.unit, f"{row.post} {row.role}".strip())
    verdict = f"{DIFFERS if row.differs else ''}{row.verdict.text}"
    tones = {BEFORE + at: tone_of(time.tone) for at, time in enumerate(row.times)}
    tones[BEFORE + len(row.times)] = "cover" if row.differs else tone_of(row.verdict.tone)
    return Row(
        row.number,
        (*cells, *(time.text for time in row.times), verdict),
        {at: tone for at, tone in tones.items() if tone != "plain"},
        {BEFORE + len(row.times): row.gravity},
    )


class DayTable(tkinter.Frame):
    """Shows the rows that the filters leave; somebody is always explained, the first where nobody was chosen."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, filters: FilterBar) -> None:
        super().__init__(parent, background=PANEL)
        self.desk, self.filters = desk, filters
        self.view: DayView | None = None
        self.wanted = ""  # a number to select as soon as its day is there
        self._asked = ""
        self._rows: tuple[DayRow, ...] = ()
        self._empty: Empty | None = None
        self.left = tkinter.Frame(self, background=PANEL)
        self.left.pack(side="left", fill="both", expand=True)
        self.sheet = Sheet(self.left, desk, "day", columns(("am", "pm")), chosen=self._chosen)
        self.sheet.pack(fill="both", expand=True)
        self.panel = ExplanationPanel(
            self, lambda found: CertifyDialog(desk, found), lambda found: TakeBackDialog(desk, found), self._object_to
        )
        self.panel.pack(side="right", fill="y", padx=(px(12), 0), before=self.left)

    def show(self, view: DayView) -> None:
        """A day, or the same day anew."""
        before, self.view = self.view, view
        if before is None or (view.sessions and view.sessions != before.sessions):
            self.sheet.set_columns(columns(view.sessions or ("am", "pm")))
            self._rows = ()
        wanted, self.wanted = self.wanted, ""
        self.choose(wanted)

    def choose(self, wanted: str = "") -> None:
        """The rows that were asked for, and one of them explained: whom a link meant, else who was selected."""
        if self.view is None:
            return
        rows = self.filters.chosen(self.view)
        if rows != self._rows:
            self._rows = rows
            self.sheet.show([row_of(row) for row in rows])
        self._show_empty(self.view)
        self._select(wanted)

    def _select(self, wanted: str) -> None:
        listed, kept = [row.number for row in self._rows], self.sheet.selected
        number = next((each for each in (wanted, str(kept.id) if kept else "") if each in listed), "")
        if listed:
            self._ask(number or listed[0])
        else:
            self.panel.show(None)

    # ------------------------------------------------------------ nobody

    def _show_empty(self, view: DayView) -> None:
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if self._rows:
            self.panel.pack(side="right", fill="y", padx=(px(12), 0), before=self.left)
            self.sheet.pack(fill="both", expand=True)
            return
        self.panel.pack_forget()
        self.sheet.pack_forget()
        self._empty = self._nobody(view)
        self._empty.pack(fill="both", expand=True)

    def _nobody(self, view: DayView) -> Empty:
        """Why there is no row, and what to do."""
        if view.rows:
            return Empty(self.left, _("没有符合条件的人。"), _("看全部"), self._everybody)
        if view.trouble:
            return Empty(self.left, view.trouble)
        if view.standing == "empty":
            to_people = _("到“人员”页")
            return Empty(
                self.left, _("这一天的名册里没有人，请先导入名册。"), to_people, lambda: self.desk.go("people")
            )
        return Empty(self.left, _("休息日，没有人值班，不认定考勤。"))

    def _everybody(self) -> None:
        self.filters.clear()
        self.choose()

    # ------------------------------------------------------------ somebody

    def _chosen(self, row: Row) -> None:
        self._ask(str(row.id))

    def _ask(self, number: str) -> None:
        self._asked = number
        if self.view:
            self.desk.ask(
                explained, number, self.view.day, done=self._explain, key="explained", failed=self._unexplained
            )

    def _explain(self, found: ExplainedDay) -> None:
        """Beside the row of the person, unless somebody else was chosen meanwhile."""
        row = next((row for row in self._rows if row.number == found.number == self._asked), None)
        if row is None or self.view is None or found.day != self.view.day:
            return
        if self.sheet.selected is None or self.sheet.selected.id != found.number:
            self.sheet.select(found.number, quiet=True)
        self.panel.show(found, row)

    def _object_to(self, found: ExplainedDay) -> None:
        from ui.pages.postings.objections import ObjectDialog  # that page loads when somebody wants it

        ObjectDialog(self.desk, found.day, found.number)

    def _unexplained(self, _sentence: str, _details: str) -> None:
        self.panel.show(None)

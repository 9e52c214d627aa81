"""值班表: the duty shifts of a month."""

import tkinter
from datetime import date, timedelta
from pathlib import Path
from tkinter import filedialog

from office import posts
from office.duty_view import DutyRow, DutyView, duty_view, save_duty_template
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import PANEL, px
from ui.pages.posts.dialogs import DutyDialog, ImportDialog
from ui.widgets.bits import Empty, button, label
from ui.widgets.sheet import Column, Row, Sheet


class DutySection(tkinter.Frame):
    """The section of the page."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.view: DutyView | None = None
        self.month = ""  # none yet is this month
        self._top()
        self.sheet = Sheet(self, desk, "duties", _columns(), chosen=lambda _row: self._allow())
        self.empty = Empty(self, "")

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(8)))
        button(top, "‹", lambda: self._move(-1)).pack(side="left")
        self.title = label(top, "", "strong")
        self.title.configure(width=10, anchor="center")
        self.title.pack(side="left", padx=px(4))
        button(top, "›", lambda: self._move(1)).pack(side="left")
        self.said = label(top, "", "small", muted=True)
        self.said.pack(side="left", padx=px(12))
        self.new = button(top, _("排班…"), self.add, "primary")
        self.remove = button(top, _("撤销排班"), self.take_off)
        self.taking = button(top, _("导入…"), lambda: ImportDialog(self.desk))
        self.form = button(top, _("下载模板…"), self.save_template)
        for each in (self.new, self.remove, self.taking, self.form):
            each.pack(side="right", padx=(px(8), 0))

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        self.desk.ask(duty_view, self.month or f"{self.desk.now():%Y-%m}", done=self.show, key="duty")

    def _move(self, months: int) -> None:
        if self.view:
            first = date.fromisoformat(f"{self.view.month}-01")
            other = first - timedelta(days=1) if months < 0 else first + timedelta(days=31)
            self.month = f"{other:%Y-%m}"
            self.load()

    def show(self, view: DutyView) -> None:
        """The month's duties."""
        if view == self.view:
            return
        self.view = view
        self.title.configure(text=view.month)
        counted = _("{count} 班次，{people} 人").format(count=len(view.rows), people=view.people)
        self.said.configure(text=counted if view.rows else "")
        shown, hidden = (self.sheet, self.empty) if view.rows else (self.empty, self.sheet)
        hidden.pack_forget()
        shown.pack(fill="both", expand=True)
        self.empty.say(_nothing(view))
        self.sheet.show([_row(row) for row in view.rows])
        self._allow()

    def _allow(self) -> None:
        chosen = self.sheet.selected
        there = chosen is not None and any(row.id == chosen.id for row in self.sheet.rows)
        self.remove.configure(state="normal" if there else "disabled")
        for each in (self.new, self.taking, self.form):
            each.configure(state="normal" if self.view and self.view.shifts else "disabled")

    # ------------------------------------------------------------ acts

    def add(self) -> None:
        """Put somebody on a shift."""
        if self.view and self.view.shifts:
            today = self.desk.now().date()
            first = date.fromisoformat(f"{self.view.month}-01")
            DutyDialog(self.desk, self.view, today if f"{today:%Y-%m}" == self.view.month else first)

    def take_off(self) -> None:
        """Take somebody off a shift."""
        chosen = self.sheet.selected
        row = next((row for row in self.view.rows if row.id == chosen.id), None) if self.view and chosen else None
        if row is None:
            return
        question = _("撤销 {name} {day} 的“{shift}”？").format(name=row.name, day=row.day, shift=row.shift)
        if self.desk.confirm(_("撤销排班"), question, _("撤销这个班")):
            self.desk.act(posts.remove_duty, row.id)

    def save_template(self) -> None:
        """Ask where to, and write an empty duty roster there."""
        found = filedialog.asksaveasfilename(
            parent=self.desk.root,
            defaultextension=".xlsx",
            initialfile=_("值班表") + ".xlsx",
            filetypes=[("Excel", "*.xlsx")],
        )
        if found:
            said = _("模板已存到 {path}。填好后点“导入…”。").format(path=found)
            self.desk.ask(save_duty_template, Path(str(found)), done=lambda _path: self.desk.tell(said))


def _nothing(view: DutyView) -> str:
    """What stands where there are no duties."""
    if view.shifts:
        return _("这个月还没有排班。点右上角“排班…”逐个排班，或者填好模板后导入。")
    if view.trouble:
        return view.trouble
    return _("现行规则没有“值班”一章，不能排班；请在“规则”页导入有这一章的规则。")


def _columns() -> list[Column]:
    return [
        Column(_("日期"), 96),
        Column(_("星期"), 92),
        Column(_("哪种日子"), 100),
        Column(_("班次"), 130),
        Column(_("起止时间"), 120),
        Column(_("姓名"), 160),
        Column(_("工号"), 76),
        Column(_("窗口"), 76),
        Column(_("窗口单位"), 200),
    ]


def _row(row: DutyRow) -> Row:
    kind = row.occasion or {True: _("工作日"), False: _("休息日"), None: ""}[row.working]
    cells = (
        row.day.isoformat(),
        weekday(row.day),
        kind,
        row.shift,
        row.hours or _("规则里没有"),
        row.name,
        row.number,
        row.post,
        row.unit,
    )
    tones = {2: "rest"} if row.working is False else {}
    return Row(row.id, cells, tones, {1: row.day.weekday()})

"""Sign-in sheets and certified punches: listed by month, a sheet taken in, either taken back."""

import tkinter
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from office.sheets import CorrectionRow, correction_rows, revoke
from ui.desk import Desk
from ui.language import _, day_words
from ui.look import PANEL, px
from ui.pages.terminals.part import Part
from ui.pages.terminals.sheet_fields import SheetDialog, save_template
from ui.widgets.bits import Empty, Segments, button, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LongField
from ui.widgets.form import Form
from ui.widgets.sheet import Column, Row, Sheet

ALWAYS = date(2000, 1, 1), date(2199, 12, 31)


class Sheets(Part):
    """The third part of the page."""

    def build(self) -> None:
        self.found: tuple[CorrectionRow, ...] | None = None
        self.month = self.desk.now().date().replace(day=1)
        self._add_filters()
        button(self.buttons, _("导入签到表…"), lambda: SheetDialog(self.desk), "primary").pack(side="right")
        button(self.buttons, _("下载空白签到表…"), lambda: save_template(self.desk, self.desk.root)).pack(
            side="right", padx=px(8)
        )
        self.content = tkinter.Frame(self, background=PANEL)
        self.content.pack(fill="both", expand=True)
        self.sheet = Sheet(self.content, self.desk, "corrections", _columns(), chosen=self._choose)
        self.sheet.pack(side="left", fill="both", expand=True)
        self.side = tkinter.Frame(self.content, background=PANEL)
        self.side.pack(side="right", fill="y", padx=(px(10), 0))
        lines = [Column(_("工号"), 68), Column(_("姓名"), 84), Column(_("时间"), 64)]
        self.lines = Sheet(self.side, self.desk, "sheet lines", lines)
        self.lines.configure(width=px(236))
        self.lines.pack_propagate(False)
        self.lines.pack(fill="both", expand=True)
        self.back = button(self.side, _("撤销…"), self.revoke, "danger-outline")
        self.back.pack(anchor="e", pady=(px(8), 0))
        self.empty = Empty(
            self, _("这段时间没有签到表，也没有补签。停电时的纸质签到表在这里导入；补签在“考勤”页登记。")
        )

    def _add_filters(self) -> None:
        line = tkinter.Frame(self, background=PANEL)
        line.pack(fill="x", pady=(0, px(8)))
        self.range = Segments(line, [("month", _("按月")), ("all", _("全部"))], lambda _value: self.load())
        self.range.pack(side="left", padx=(0, px(12)))
        button(line, "‹", lambda: self._move(-1)).pack(side="left")
        self.title = label(line, "", "strong")
        self.title.pack(side="left", padx=px(10))
        button(line, "›", lambda: self._move(1)).pack(side="left")

    def _move(self, months: int) -> None:
        beside = self.month - timedelta(days=1) if months < 0 else self.month + timedelta(days=31)
        self.month = beside.replace(day=1)
        self.range.mark("month")
        self.load()

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        last = self.month.replace(day=monthrange(self.month.year, self.month.month)[1])
        self.title.configure(text=f"{self.month:%Y-%m}")
        days = ALWAYS if self.range.value == "all" else (self.month, last)
        self.desk.ask(correction_rows, *days, done=self.show, key="corrections")

    def focus_on(self, **focus: Any) -> None:
        """`day`: its month."""
        if "day" in focus:
            self.month = focus["day"].replace(day=1)
            self.range.mark("month")
            self.load()

    def show(self, found: tuple[CorrectionRow, ...]) -> None:
        """The corrections; the chosen one stays chosen."""
        if found != self.found:
            self.found = found
            self.sheet.show([_row(row) for row in found])
            shown, hidden = (self.content, self.empty) if found else (self.empty, self.content)
            hidden.pack_forget()
            shown.pack(fill="both", expand=True)
            if found and self.chosen is None:
                self.sheet.select(found[0].id, quiet=True)
        self._show_lines()

    @property
    def chosen(self) -> CorrectionRow | None:
        selected = self.sheet.selected
        return next((row for row in self.found or () if selected and row.id == selected.id), None)

    def _choose(self, _row: Row) -> None:
        self._show_lines()

    def _show_lines(self) -> None:
        chosen = self.chosen
        lines = chosen.lines if chosen else ()
        self.lines.show([Row(at, line) for at, line in enumerate(lines)])
        self.back.configure(state="normal" if chosen and not chosen.revoked else "disabled")

    def revoke(self) -> None:
        if self.chosen:
            RevokeDialog(self.desk, self.chosen)


class RevokeDialog(Dialog):
    """Take a certified punch or a whole sheet back."""

    def __init__(self, desk: Desk, row: CorrectionRow) -> None:
        self.row = row
        super().__init__(desk, _("撤销编号 {id}").format(id=row.id), yes=_("撤销"), width=440)

    def fill(self) -> None:
        row = self.row
        if row.kind == "sheet":
            said = _("{day} {floor} 楼的签到表（{people} 次签到）整张撤销").format(
                day=day_words(row.day), floor=row.floor, people=len(row.lines)
            )
        else:
            said = _("{day} {time} {name} 的补签撤销").format(day=day_words(row.day), time=row.first, name=row.name)
        label(self.body, said, wrap=440).pack(fill="x")
        note = _("撤销的记录仍然列出；已公示的日子请在“考勤”页出新的一版。")
        label(self.body, note, muted=True, wrap=440).pack(fill="x", pady=(px(4), px(8)))
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(LongField(self.form, _("原因")), "reason")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            self.act(revoke, self.row.id, values["reason"], done=self._done)

    def _done(self, _nothing: None) -> None:
        self.desk.tell(_("已撤销编号 {id}").format(id=self.row.id))


def _columns() -> list[Column]:
    return [
        Column(_("编号"), 46, "e"),
        Column(_("种类"), 96),
        Column(_("日期"), 176),
        Column(_("时间"), 98),
        Column(_("谁"), 120),
        Column(_("证明人"), 66),
        Column(_("原因"), 132),
        Column(_("登记人"), 120),
        Column(_("状态"), 76),
    ]


def _row(row: CorrectionRow) -> Row:
    sheet = row.kind == "sheet"
    people = _("{floor} 楼 {count} 次签到").format(floor=row.floor, count=len(row.lines))
    cells = (
        str(row.id),
        _("签到表") if sheet else _("补签"),
        day_words(row.day),
        f"{row.first}–{row.last}" if sheet else row.first,
        people if sheet else f"{row.number} {row.name}",
        row.witness,
        row.reason,
        f"{row.entered_at} {row.entered_by}",
        _("已撤销：{reason}").format(reason=row.revoked) if row.revoked else _("有效"),
    )
    return Row(row.id, cells, {8: "rest" if row.revoked else "good"}, {0: row.id})

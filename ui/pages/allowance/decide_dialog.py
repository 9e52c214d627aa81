"""How a day counts that is not settled: as attended or not, or as it was posted while an objection waits."""

import tkinter

import ttkbootstrap

from office.allowance_decide import decide
from office.allowance_rows import OpenRow
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.allowance.words import open_word, session_or_day, short_day
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LongField, TextField
from ui.widgets.form import Form

BY = "allowance by"
WIDE = 520


class DecideDialog(Dialog):
    """`alike` people are in the same case on that day; one decision may hold for all of them."""

    def __init__(self, desk: Desk, row: OpenRow, alike: int) -> None:
        self.row, self.alike = row, alike
        super().__init__(desk, _("决定怎样计发"), _("决定"), width=WIDE)

    def fill(self) -> None:
        row = self.row
        head = "　".join((row.name, row.number, short_day(row.day), session_or_day(row.session), open_word(row)))
        label(self.body, head, "heading", wrap=WIDE).pack(anchor="w", pady=(0, px(8)))
        self.choice = tkinter.StringVar(self, row.decided if row.kind == "unknown" else "as_posted")
        for value, text in self._choices():
            made = ttkbootstrap.Radiobutton(
                self.body, text=text, value=value, variable=self.choice, command=lambda: self.say("")
            )
            made.pack(anchor="w", pady=px(2))
        self.everybody = tkinter.BooleanVar(self, False)
        if self.alike > 1:
            words = _("这一天同样情况的 {count} 人都这样定").format(count=self.alike)
            ttkbootstrap.Checkbutton(self.body, text=words, variable=self.everybody).pack(anchor="w", pady=(px(6), 0))
        self._add_form()

    def _choices(self) -> list[tuple[str, str]]:
        if self.row.kind == "objection":
            return [("as_posted", _("先按公示计发；申诉成立以后另出新版，差额再补发或扣回"))]
        return [
            ("paid", _("按出勤计：没有记录不等于没来，照发")),
            ("unpaid", _("不计：这个时段不算出勤，也不按旷工扣")),
        ]

    def _add_form(self) -> None:
        tkinter.Frame(self.body, background=PAPER, height=px(6)).pack()
        form = self.form = Form(self.body)
        form.pack(fill="x")
        self.reason = form.add(LongField(form, _("理由"), self.row.reason, required=True, lines=2), "reason")
        by = self.row.by or self.desk.remembered(BY, "")
        self.by = form.add(TextField(form, _("经办人"), by, required=True, longest=40), "by")

    def focus_first(self) -> None:
        self.reason.focus()

    def confirm(self) -> None:
        if not self.choice.get():
            self.say(_("请选择按出勤计或不计"))
            return
        said = self.form.values()
        if said is None:
            return
        self.desk.remember(BY, said["by"])
        who = "" if self.everybody.get() else self.row.number
        what = (who, self.row.day, self.row.session, self.choice.get(), said["reason"], said["by"])
        told = _("已决定")
        self.act(decide, *what, done=lambda _nothing: self.desk.tell(told))

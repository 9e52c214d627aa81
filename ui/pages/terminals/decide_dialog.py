"""What the office decides of a silent terminal: it worked, or a sign-in sheet stands in for it."""

import tkinter

import ttkbootstrap

from office.sheets import SheetForm
from office.terminal_waiting import Waiting, decide_worked
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.terminals import words
from ui.pages.terminals.sheet_fields import SheetFields, enter, save_template
from ui.widgets.bits import button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LongField
from ui.widgets.form import Form
from ui.words import session_word

WIDTH = 540


class DecideDialog(Dialog):
    """Two ways; each with its own fields."""

    def __init__(self, desk: Desk, one: Waiting) -> None:
        self.one = one
        title = _("认定 {terminal} {day} {session}")
        super().__init__(
            desk,
            title.format(terminal=one.terminal, day=one.day, session=session_word(one.session)),
            yes=_("认定"),
            width=WIDTH,
        )

    def fill(self) -> None:
        label(self.body, flow(words.waiting_words(self.one)), wrap=WIDTH).pack(fill="x")
        if self.one.edition:
            said = _("这一天已公示第 {edition} 版；认定以后请在“考勤”页出新的一版。").format(edition=self.one.edition)
            label(self.body, said, muted=True, wrap=WIDTH).pack(fill="x", pady=(px(4), 0))
        self.way = tkinter.StringVar(self, "worked")
        self._add_way("worked", _("设备当时工作正常：没有打卡的人按缺卡、旷工认定"))
        self.worked = tkinter.Frame(self.body, background=PAPER, padx=px(24))
        self.reason = Form(self.worked)
        self.reason.pack(fill="x")
        self.reason.add(LongField(self.reason, _("依据"), lines=2), "reason")
        self.reason.hint(_("例如：已查看设备和监控，当天通电正常"))
        self.worked.pack(fill="x")
        self._add_way("sheet", _("设备确实停了：用当时的纸质签到表"))
        self.sheet = tkinter.Frame(self.body, background=PAPER, padx=px(24))
        self._add_sheet()

    def _add_way(self, way: str, text: str) -> None:
        ttkbootstrap.Radiobutton(self.body, text=text, value=way, variable=self.way, command=self._turn).pack(
            anchor="w", pady=(px(10), px(4))
        )

    def _add_sheet(self) -> None:
        one = self.one
        start = SheetForm("", one.floor, one.day.isoformat(), one.first, one.last, "", _("停电"))
        self.fields = SheetFields(self.sheet, self.desk, start)
        self.fields.pack(fill="x")
        button(self.sheet, _("下载空白签到表…"), lambda: save_template(self.desk, self), "link").pack(anchor="w")

    def _turn(self) -> None:
        self.say("")
        shown, hidden = (self.worked, self.sheet) if self.way.get() == "worked" else (self.sheet, self.worked)
        hidden.pack_forget()
        if shown is self.worked:
            shown.pack(fill="x", after=self.body.winfo_children()[-4])
        else:
            shown.pack(fill="x")

    def confirm(self) -> None:
        if self.way.get() == "worked":
            reason = self.reason.values()
            if reason is not None:
                one = self.one
                self.act(decide_worked, one.terminal, one.day, one.session, reason["reason"], done=self._decided)
            return
        form = self.fields.sheet()
        if form:
            enter(self, form)

    def _decided(self, _sides: int) -> None:
        self.desk.tell(_("已认定 {terminal} 当时工作正常").format(terminal=self.one.terminal))

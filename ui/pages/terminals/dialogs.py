"""Registering a terminal with a trial before, changing one, taking one out of use, setting its clock."""

import tkinter
from collections.abc import Callable
from datetime import date

from office.terminal_check import Checked, TerminalForm, change, check_address, register, remove
from office.terminal_view import TerminalRow
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, GREEN, MUTED, PANEL, RED, px
from ui.pages.terminals.reading import checked_words
from ui.tasks import Task
from ui.widgets.bits import button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import CheckField, DayField, TextField
from ui.widgets.form import Form


class TerminalDialog(Dialog):
    """Where a terminal stands and answers; tried before it is entered."""

    def __init__(self, desk: Desk, row: TerminalRow | None, done: Callable[[str], object]) -> None:
        self.row, self._told = row, done
        self.trial: Task | None = None
        title = _("修改 {name}").format(name=row.name) if row else _("登记设备")
        super().__init__(desk, title, yes=_("保存") if row else _("登记"), width=520)

    def fill(self) -> None:
        form = self.form = Form(self.body, label_width=96)
        form.pack(fill="x")
        old = self.row
        form.add(TextField(form, _("名称"), old.name if old else ""), "name")
        form.add(TextField(form, _("楼层"), old.floor if old else ""), "floor")
        form.add(TextField(form, _("地址"), old.host if old else ""), "host")
        form.add(TextField(form, _("端口"), str(old.port) if old else "4370"), "port")
        form.add(TextField(form, _("通信密码"), str(old.comm_key or "") if old else ""), "comm_key")
        form.hint(_("设备菜单里没有设置通信密码就留空"))
        form.add(CheckField(form, "", _("用 UDP 连接（只有很旧的设备才需要）"), old.udp if old else False), "udp")
        form.add(DayField(form, _("从哪天起"), self.desk.now().date() if old else None, required=False), "since")
        form.hint(_("以前的日子仍按原来的登记") if old else _("留空：以前的日子也等这台设备的数据"))
        self._add_trial()

    def _add_trial(self) -> None:
        place = tkinter.Frame(self.body, background=PANEL, padx=px(12), pady=px(10))
        place.pack(fill="x", pady=(px(12), 0))
        self.test = button(place, _("测试连接"), self.check)
        self.test.pack(side="left", anchor="n")
        told = tkinter.Frame(place, background=PANEL)
        told.pack(side="left", fill="x", expand=True, padx=(px(12), 0))
        self.answer = label(told, _("保存之前可以先试一试，最多 10 秒"), muted=True, wrap=370)
        self.answer.pack(fill="x")
        self.more = label(told, "", "small", muted=True, wrap=370)

    def _form(self) -> TerminalForm | None:
        values = self.form.values()
        if values is None:
            return None
        since = values.pop("since")
        values.pop("", None)  # what hints give
        return TerminalForm(**values, since=since.isoformat() if since else "")

    def check(self) -> None:
        """Try what stands in the form."""
        form = self._form()
        if form is None or self.trial:
            return
        self.test.configure(state="disabled")
        self.more.pack_forget()
        self.answer.configure(text=_("正在连接…"), foreground=MUTED)
        self.trial = self.desk.ask(check_address, form, done=self._checked, failed=self._not_checked)

    def _checked(self, found: Checked) -> None:
        if not self._tried():
            return
        good = AMBER if found.registered_as else GREEN
        sign, colour = ("√", good) if found.ok else ("×", RED)
        self.answer.configure(text=flow(f"{sign} {found.sentence}"), foreground=colour)
        if found.ok:
            self.more.configure(text=checked_words(found))
            self.more.pack(fill="x", pady=(px(4), 0))

    def _not_checked(self, sentence: str, _details: str) -> None:
        if self._tried():
            self.answer.configure(text=flow(f"× {sentence}"), foreground=RED)

    def _tried(self) -> bool:
        """The trial is over; False where the dialog is gone."""
        self.trial = None
        if not self.winfo_exists():
            return False
        self.test.configure(state="normal")
        return True

    def confirm(self) -> None:
        form = self._form()
        if form is None:
            return
        if self.row:
            self.act(change, self.row.name, form, done=self._done)
        else:
            self.act(register, form, done=self._done)

    def _done(self, name: str) -> None:
        self._told(name)
        text = _("已保存 {name}") if self.row else _("已登记 {name}，可以读取了")
        self.desk.tell(text.format(name=name))

    def close(self) -> None:
        """A trial that nobody waits for any more is given up."""
        trial, self.trial = self.trial, None
        if trial:
            self.desk.cancel(trial)
        super().close()


class RemoveDialog(Dialog):
    """A terminal stops counting from a day on; what it brought stays."""

    def __init__(self, desk: Desk, row: TerminalRow) -> None:
        self.row = row
        super().__init__(desk, _("停用 {name}").format(name=row.name), yes=_("停用"), width=440)

    def fill(self) -> None:
        said = _("从这一天起不再等这台设备的数据。读到过的记录都保留，那天以前的日子仍按有这台设备认定。")
        label(self.body, said, wrap=440).pack(fill="x", pady=(0, px(10)))
        form = self.form = Form(self.body)
        form.pack(fill="x")
        form.add(DayField(form, _("从哪天起"), self.desk.now().date()), "since")
        self.never = CheckField(form, "", _("登记错了，从来没有用过：以前的日子也不等它"))
        if self.row.state == "never":
            form.add(self.never, "never")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            since, never = values["since"].isoformat(), bool(values.get("never"))
            self.act(remove, self.row.name, since, never, done=self._done)

    def _done(self, _day: date) -> None:
        self.desk.tell(_("{name} 已停用").format(name=self.row.name))

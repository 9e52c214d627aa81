"""The four steps of the first start. Each says what it is for, whether it is done, and does it."""

import tkinter
from collections.abc import Callable, Sequence
from typing import ClassVar

import ttkbootstrap

from office.guide import Choice, Standing, choices, make_home
from office.pull import Outcome, pull
from ui.desk import Desk
from ui.language import _
from ui.look import ACCENT, GREEN, INK, MUTED, PAPER, RED, SHADE, font, px
from ui.pages.people.files import save_template
from ui.pages.people.import_dialog import ImportDialog
from ui.widgets.bits import button, flow, label, panel
from ui.widgets.fields import TextField
from ui.widgets.form import Form

INDENT = 46
WRAP = 720


class Step(tkinter.Frame):
    """A card: number or √, title, what it came to; unfolded, what to do."""

    name: ClassVar[str] = ""

    def __init__(self, parent: tkinter.Misc, desk: Desk, number: int, opened: Callable[[str], object]) -> None:
        super().__init__(parent, background=PAPER)
        self.desk, self.number, self._opened = desk, number, opened
        self.found: Standing | None = None
        self.paper = panel(self, 0)
        self.paper.pack(fill="x")
        self._head()
        self.body = tkinter.Frame(self.paper, background=PAPER)
        self.fill()

    def title(self) -> str:
        """What the step is called."""
        return ""

    def fill(self) -> None:
        """Make the widgets in `self.body`."""

    def summary(self, found: Standing) -> str:
        """What it came to, once it is done."""
        return found.centre

    # ------------------------------------------------------------ the card

    def _head(self) -> None:
        head = tkinter.Frame(self.paper, background=PAPER, padx=px(12), pady=px(10), cursor="hand2", takefocus=True)
        head.configure(highlightthickness=1, highlightbackground=PAPER, highlightcolor=ACCENT)
        head.pack(fill="x")
        self.mark = tkinter.Label(head, text=str(self.number), font=font("strong"), width=3, pady=px(3))
        self.mark.pack(side="left")
        self.heading = label(head, self.title(), "heading")
        self.heading.pack(side="left", padx=px(10))
        self.state_text = label(head, "", muted=True)
        self.state_text.pack(side="left")
        for widget in (head, self.mark, self.heading, self.state_text):
            widget.bind("<Button-1>", lambda _event: self._open())
        for key in ("<Return>", "<space>"):
            head.bind(key, lambda _event: self._open())
        self.head = head

    def _open(self) -> None:
        if self.can_open:
            self._opened(self.name)

    @property
    def can_open(self) -> bool:
        """Before there is a home only the first step can be done, and that one only once."""
        there = self.found is not None and "home" in self.found.done
        return there != (self.name == "home")

    def show(self, found: Standing) -> None:
        """Mark it as done, next or later."""
        self.found = found
        done, is_next = self.name in found.done, self.name == found.next
        colours = (GREEN, PAPER) if done else (ACCENT, PAPER) if is_next else (SHADE, MUTED)
        self.mark.configure(text="√" if done else str(self.number), background=colours[0], foreground=colours[1])
        self.heading.configure(foreground=INK if done or is_next else MUTED)
        self.state_text.configure(text=self.summary(found) if done else _("下一步") if is_next else "")
        self.head.configure(cursor="hand2" if self.can_open else "arrow", takefocus=self.can_open)

    def unfold(self, yes: bool) -> None:
        """Show or hide what is to be done."""
        if yes:
            self.body.pack(fill="x", padx=(px(12 + INDENT), px(16)), pady=(0, px(14)))
        else:
            self.body.pack_forget()

    def text(self, words: str) -> None:
        """A paragraph of the body."""
        label(self.body, flow(words), muted=True, wrap=WRAP).pack(anchor="w", pady=(0, px(8)))

    def buttons(self) -> tkinter.Frame:
        """A row for buttons."""
        row = tkinter.Frame(self.body, background=PAPER)
        row.pack(fill="x")
        return row


class HomeStep(Step):
    name = "home"

    def title(self) -> str:
        return _("中心名称和规则")

    def summary(self, found: Standing) -> str:
        if not found.centre:
            return found.rulebook
        return _("{centre}，{rulebook}").format(centre=found.centre, rulebook=found.rulebook)

    def fill(self) -> None:
        self.rulebook = tkinter.StringVar(self, "")
        self.form = Form(self.body, label_width=72)
        self.form.pack(fill="x")
        self.centre = self.form.add(TextField(self.form, _("中心名称"), required=True, longest=60), "centre")
        told = _("选一份最接近的规则，以后可以在“规则”里改数字，或者换成自己的，都写明从哪天起。")
        label(self.body, told, muted=True, wrap=WRAP).pack(anchor="w", pady=(px(10), px(2)))
        self.list = tkinter.Frame(self.body, background=PAPER)
        self.list.pack(fill="x")
        self.said = label(self.body, "", wrap=WRAP)
        self.said.configure(foreground=RED)
        row = self.buttons()
        self.make = button(row, _("建立"), self._make, "primary")
        self.make.pack(side="left", pady=(px(8), 0))
        self.training = tkinter.BooleanVar(self, False)
        practise = _("只作演练，产生的一切都标明“演练”")
        choose = ttkbootstrap.Checkbutton(row, text=practise, variable=self.training)
        choose.pack(side="left", padx=(px(12), 0), pady=(px(8), 0))
        self.where = label(row, "", "small", muted=True)
        self.where.pack(side="left", padx=px(12), pady=(px(8), 0))
        self.centre.entry.bind("<Return>", lambda _event: self._make())
        self.desk.ask_closed(choices, done=self._choices)

    def _choices(self, found: Sequence[Choice]) -> None:
        self.rulebook.set(found[0].name)
        for at, choice in enumerate(found):
            choose = ttkbootstrap.Radiobutton(self.list, text=choice.title, variable=self.rulebook, value=choice.name)
            choose.grid(row=at, column=0, sticky="w", pady=px(1))
            label(self.list, choice.line, "small", muted=True).grid(row=at, column=1, sticky="w", padx=(px(12), 0))

    def show(self, found: Standing) -> None:
        super().show(found)
        self.where.configure(text=_("数据放在 {path}").format(path=found.path))
        if self.name == found.next:
            self.after_idle(self.centre.focus)

    def _make(self) -> None:
        values = self.form.values()
        if values is None:
            return
        self.make.configure(state="disabled")
        chosen = self.rulebook.get(), values["centre"], self.training.get()
        self.desk.ask_closed(make_home, *chosen, done=self._made, failed=self._refused)

    def _made(self, _found: Standing) -> None:
        self.desk.restart(self.desk.path)

    def _refused(self, sentence: str, _details: str) -> None:
        self.make.configure(state="normal")
        self.said.configure(text=flow(sentence))
        self.said.pack(anchor="w", before=self.make.master)


class RosterStep(Step):
    name = "roster"

    def title(self) -> str:
        return _("人员名册")

    def summary(self, found: Standing) -> str:
        return _("{count} 人").format(count=found.people)

    def fill(self) -> None:
        self.text(
            _("名册是一张 Excel 表，一人一行：工号、姓名、窗口单位、窗口、岗位（A/B）必填。先下载模板填好，再导入。")
            + _("导入前会逐行列出新增、变更和拒收的原因，点了“导入”才保存。")
        )
        row = self.buttons()
        button(row, _("下载模板…"), lambda: save_template(self.desk)).pack(side="left")
        button(row, _("导入…"), lambda: ImportDialog(self.desk)).pack(side="left", padx=px(8))
        button(row, _("逐个新增"), lambda: self.desk.go("people"), "link").pack(side="left")


class TerminalStep(Step):
    name = "terminals"

    def title(self) -> str:
        return _("考勤设备")

    def summary(self, found: Standing) -> str:
        return _("{count} 台").format(count=found.terminals)

    def fill(self) -> None:
        self.text(
            _("每台考勤设备登记一个名称和地址，当场试连；连不上会说明是没有人应答、不是考勤设备，还是通信密码不对。")
        )
        row = self.buttons()
        button(row, _("登记设备…"), self._add).pack(side="left")
        button(row, _("到“设备”页"), lambda: self.desk.go("terminals"), "link").pack(side="left", padx=px(8))

    def _add(self) -> None:
        from ui.pages.terminals.dialogs import TerminalDialog

        TerminalDialog(self.desk, None, self._added)

    def _added(self, name: str) -> None:
        self.desk.tell(_("已登记“{name}”。还有设备的接着登记，没有了就做下一步。").format(name=name))


class ReadingStep(Step):
    name = "reading"

    def title(self) -> str:
        return _("第一次读取")

    def summary(self, found: Standing) -> str:
        return _("已读 {count} 台").format(count=found.read)

    def fill(self) -> None:
        self.text(
            _("把每台设备里的打卡记录读进来。设备上的记录只读不删，读几次都一样。")
            + _("读不到的设备会说明原因，不影响别的设备。")
        )
        self.first = label(self.body, _("还没有登记设备，请先做上一步。"), wrap=WRAP)
        row = self.buttons()
        self.read = button(row, _("读取全部设备"), self._read)
        self.read.pack(side="left")
        self.outcomes = tkinter.Frame(self.body, background=PAPER)
        self.outcomes.pack(fill="x", pady=(px(8), 0))

    def show(self, found: Standing) -> None:
        super().show(found)
        self.read.configure(state="normal" if found.terminals else "disabled")
        if found.terminals:
            self.first.pack_forget()
        else:
            self.first.pack(anchor="w", pady=(0, px(8)), before=self.read.master)

    def _read(self) -> None:
        self.read.configure(state="disabled")
        self.desk.work(pull, title=_("读取设备"), done=self._done, failed=self._failed, cancelled=self._again)

    def _again(self) -> None:
        self.read.configure(state="normal")

    def _failed(self, sentence: str, details: str) -> None:
        self._again()
        self.desk.trouble(sentence, details)

    def _done(self, outcomes: Sequence[Outcome]) -> None:
        self._again()
        for child in self.outcomes.winfo_children():
            child.destroy()
        for outcome in outcomes:
            self._outcome(outcome)

    def _outcome(self, outcome: Outcome) -> None:
        words = (
            _("{name}：{error}").format(name=outcome.terminal, error=outcome.error)
            if outcome.error
            else _("{name}：{count} 条打卡记录").format(name=outcome.terminal, count=outcome.records)
        )
        line = label(self.outcomes, flow(("× " if outcome.error else "√ ") + words), wrap=WRAP)
        line.configure(foreground=RED if outcome.error else GREEN)
        line.pack(anchor="w", pady=px(1))

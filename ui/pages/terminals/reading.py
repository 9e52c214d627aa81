"""Reading the terminals: a bar for each while it goes on, what came of it in words afterwards; trials too."""

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap

from office.terminal_check import Checked, check_terminal
from office.terminal_view import ReadResult, read_now
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, GREEN, LINE, MUTED, PAPER, RED, px
from ui.pages.terminals import words
from ui.tasks import Task
from ui.widgets.bits import Scrolled, button, flow, label

WRAP = 400


class Line:
    """One terminal's line: its name, a bar or a sign, and what there is to say."""

    def __init__(self, parent: tkinter.Misc, name: str) -> None:
        frame = tkinter.Frame(parent, background=PAPER)
        frame.pack(fill="x", pady=(0, px(6)))
        frame.columnconfigure(1, weight=1)
        label(frame, name, "strong").grid(row=0, column=0, sticky="nw", padx=(0, px(10)))
        frame.columnconfigure(0, minsize=px(90))
        self.bar = ttkbootstrap.Progressbar(frame, maximum=100)
        self.bar.grid(row=0, column=1, sticky="we")
        self.share = label(frame, _("等待"), "small", muted=True)
        self.share.grid(row=0, column=2, sticky="ne", padx=(px(8), px(12)))
        self.said = label(frame, wrap=WRAP)
        self.more = label(frame, "", "small", muted=True, wrap=WRAP)

    def step(self, done: int, total: int) -> None:
        """So many bytes of so many."""
        percent = round(done * 100 / max(total, 1))
        self.bar.configure(value=percent)
        self.share.configure(text=f"{percent}%")

    def end(self, text: str, colour: str, right: str = "", more: str = "") -> None:
        """It is over; the bar gives way to words."""
        self.bar.grid_remove()
        self.said.configure(text=flow(text), foreground=colour)
        self.said.grid(row=0, column=1, sticky="we")
        self.share.configure(text=right)
        if more:
            self.more.configure(text=flow(more))
            self.more.grid(row=1, column=1, columnspan=2, sticky="we")


class Reading(tkinter.Frame):
    """The panel at the right. `told` hears whether a reading goes on."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, told: Callable[[bool], object]) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightcolor=LINE, highlightthickness=1)
        self.desk, self._told = desk, told
        self.task: Task | None = None
        self.checking = False
        self.lines: dict[str, Line] = {}
        head = tkinter.Frame(self, background=PAPER)
        head.pack(fill="x", padx=px(12), pady=px(10))
        self.title = label(head, _("读取"), "heading")
        self.title.pack(side="left")
        self.stop = button(head, _("停止读取"), self.cancel)
        self.body = Scrolled(self, PAPER)
        self.body.pack(fill="both", expand=True, padx=(px(12), 1), pady=(0, px(10)))
        self._hint(_("各台设备同时读取，互不影响：读不到的不耽误别的，读到的当即保存。\n读取不会清除设备里的记录。"))

    def _hint(self, text: str) -> None:
        label(self.body.inside, flow(text), muted=True, wrap=WRAP + 100).pack(fill="x")

    def _begin(self, title: str, names: Sequence[str]) -> None:
        for child in self.body.inside.winfo_children():
            child.destroy()
        self.title.configure(text=title)
        self.lines = {name: Line(self.body.inside, name) for name in names}

    # ------------------------------------------------------------ reading

    @property
    def busy(self) -> bool:
        return self.task is not None or self.checking

    def start(self, names: Sequence[str]) -> None:
        """Read these side by side."""
        if self.busy:
            return
        self._begin(_("正在读取"), names)
        self.stop.pack(side="right")
        self.task = self.desk.work(
            read_now,
            tuple(names),
            title=_("读取设备"),
            done=self._done,
            failed=self._failed,
            progress=self._step,
            cancelled=self._cancelled,
        )
        self._told(True)

    def cancel(self) -> None:
        """Stop; what has been read whole stays."""
        if self.task:
            self.desk.cancel(self.task)

    def _step(self, name: str, done: int, total: int) -> None:
        if name in self.lines:
            self.lines[name].step(done, total)

    def _over(self, title: str) -> None:
        self.task = None
        self.title.configure(text=title)
        self.stop.pack_forget()
        self._told(False)

    def _done(self, results: Sequence[ReadResult]) -> None:
        good = sum(result.ok for result in results)
        self._over(_("读取结果"))
        for result in results:
            self._tell(result)
        new = sum(result.new for result in results)
        self.desk.tell(_("读到 {good} 台，共 {all} 台，新记录 {new} 条").format(good=good, all=len(results), new=new))

    def _tell(self, result: ReadResult) -> None:
        line = self.lines[result.name]
        took = _("{seconds} 秒").format(seconds=f"{result.seconds:.1f}")
        if not result.ok:
            line.end(f"× {result.sentence}", RED, took)
            return
        text = _("√ 新 {new} 条，已有 {known} 条，时钟{offset}")
        offset = words.offset_words(result.offset)
        told = text.format(new=result.new, known=result.known, offset=offset)
        line.end(told, AMBER if result.problems else GREEN, took, "\n".join(f"· {each}" for each in result.problems))

    def _failed(self, sentence: str, details: str) -> None:
        self._over(_("读取没有完成"))
        for line in self.lines.values():
            line.end("–", MUTED)
        self.desk.trouble(sentence, details)

    def _cancelled(self) -> None:
        self._over(_("已停止读取"))
        for line in self.lines.values():
            line.end(_("已停止；已经整台读完的都已保存"), MUTED)

    # ------------------------------------------------------------ trials

    def check(self, name: str) -> None:
        """Try a terminal; its log is not read."""
        if self.busy:
            return
        self._begin(_("测试连接"), (name,))
        line = self.lines[name]
        line.bar.configure(mode="indeterminate")
        line.bar.start(40)
        line.share.configure(text=_("最多 10 秒"))
        self.checking = True
        self._told(True)
        self.desk.ask(check_terminal, name, done=lambda found: self._checked(line, found), failed=self._check_failed)

    def _checked(self, line: Line, found: Checked) -> None:
        line.bar.stop()
        line.end(f"{'√' if found.ok else '×'} {found.sentence}", GREEN if found.ok else RED, more=checked_words(found))
        self._checks_no_more()

    def _check_failed(self, sentence: str, details: str) -> None:
        self._checks_no_more()
        self.desk.trouble(sentence, details)

    def _checks_no_more(self) -> None:
        self.checking = False
        self._told(False)


def checked_words(found: Checked) -> str:
    """What a terminal that answered told of itself."""
    if not found.ok:
        return ""
    held = _("固件 {firmware}\n用户 {users} 人，记录 {records} 条，容量 {capacity} 条\n时钟{offset}")
    return held.format(
        firmware=found.firmware or "–",
        users=f"{found.users:,}",
        records=f"{found.records:,}",
        capacity=f"{found.records_capacity:,}",
        offset=words.offset_words(found.offset),
    )

"""Setting a terminal's clock."""

import ttkbootstrap

from office.terminal_check import Checked, check_terminal
from office.terminals import set_time
from ui.desk import Desk
from ui.language import _
from ui.look import px
from ui.pages.terminals import words
from ui.tasks import Task
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog


class ClockDialog(Dialog):
    """The offset is measured first and shown; only then can the clock be set."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.name = name
        self.trial: Task | None = None
        super().__init__(desk, _("校时 {name}").format(name=name), yes=_("读取并校时"), width=460)
        self.wait(True)
        self.trial = desk.ask(check_terminal, name, done=self._measured, failed=self._failed)

    def fill(self) -> None:
        self.bar = ttkbootstrap.Progressbar(self.body, mode="indeterminate")
        self.bar.pack(fill="x")
        self.bar.start(40)
        self.told = label(self.body, _("正在量 {name} 的时钟偏差…").format(name=self.name), wrap=460)
        self.told.pack(fill="x", pady=(px(10), 0))
        self.note = label(self.body, "", muted=True, wrap=460)
        self.note.pack(fill="x", pady=(px(6), 0))

    def _measured(self, found: Checked) -> None:
        self.trial = None
        if not self.winfo_exists():
            return
        self._rest()
        if not found.ok:
            self._refused(flow(found.sentence), found.technical)
            return
        text = _("{name} 的时钟现在{offset}。").format(name=self.name, offset=_against_office(found.offset))
        self.told.configure(text=text)
        self.note.configure(
            text=_("校时之前会先把打卡记录读回来，偏差记在这次读取里；校时只影响以后的打卡，已有的记录不改。")
        )
        self.wait(False)
        self.yes.focus_set()

    def _failed(self, sentence: str, details: str) -> None:
        self.trial = None
        if self.winfo_exists():
            self._rest()
            self._refused(sentence, details)

    def _refused(self, sentence: str, details: str) -> None:
        """A clock that cannot be read cannot be set."""
        self.told.configure(text=_("没有量到 {name} 的时钟偏差，所以不能校时。").format(name=self.name))
        self.note.pack_forget()
        self.say(sentence, details)
        self.yes.configure(state="disabled")

    def _rest(self) -> None:
        self.bar.stop()
        self.bar.pack_forget()

    def confirm(self) -> None:
        self.wait(True)
        self.note.configure(text=_("正在读取并校时…"))
        self.desk.work(set_time, self.name, title=_("校时"), done=self._set, failed=self._not_set)

    def _set(self, offsets: tuple[int, int]) -> None:
        before, after = (words.offset_words(offset) for offset in offsets)
        self.desk.tell(_("{name} 的时钟原来{before}，校时后{after}").format(name=self.name, before=before, after=after))
        if self.winfo_exists():
            super().close()

    def _not_set(self, sentence: str, details: str) -> None:
        if self.winfo_exists():
            self.note.configure(text="")
            self.say(sentence, details)
        else:
            self.desk.trouble(sentence, details)

    def close(self) -> None:
        """The measuring that nobody waits for any more is given up; setting goes on."""
        trial, self.trial = self.trial, None
        if trial:
            self.desk.cancel(trial)
        super().close()


def _against_office(offset: int) -> str:
    if offset == 0:
        return _("与本机一致")
    return _("比本机{offset}").format(offset=words.offset_words(offset))

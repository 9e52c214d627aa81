"""Before a restore: what is replaced by what, and one more yes. After it: what was done, and a new window."""

from collections.abc import Callable
from datetime import datetime

from office.restore_check import Choice
from office.restoring import Restored
from ui.desk import Desk
from ui.language import _
from ui.look import px
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog

WIDTH = 460


def moment_words(moment: datetime | None) -> str:
    """2026-11-20 18:30."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "–"


class SureDialog(Dialog):
    """`go` hears that the clerk is sure."""

    def __init__(self, above: Dialog, found: Choice, go: Callable[[], object]) -> None:
        self.found, self.go = found, go
        super().__init__(above.desk, _("从备份恢复"), yes=_("恢复并重新打开"), width=WIDTH, parent=above)

    def fill(self) -> None:
        label(self.body, flow(sure_words(self.found)), wrap=WIDTH).pack(fill="x")

    def confirm(self) -> None:
        self.close()
        self.go()

    def focus_first(self) -> None:
        self.no.focus_set()


def sure_words(found: Choice) -> str:
    """现在的数据 … 换成 …."""
    chosen = found.chosen
    new = _("{moment} 的备份（公示 {editions} 版，{people} 人，打卡 {punches} 条）").format(
        moment=moment_words(chosen.moment or chosen.until),
        editions=chosen.editions,
        people=chosen.people,
        punches=chosen.punches,
    )
    if found.present is None:
        return _("现在的数据读不出。它会另存在数据文件夹里，换成 {new}。").format(new=new)
    old = _("现在的数据到 {moment}，公示 {editions} 版，{people} 人，打卡 {punches} 条").format(
        moment=moment_words(found.present.until),
        editions=found.present.editions,
        people=found.present.people,
        punches=found.present.punches,
    )
    return _("{old}。它会先另存到备份文件夹，再整个换成 {new}。").format(old=old, new=new)


class RestoredDialog(Dialog):
    """What was done and what is to be seen to; then the window opens anew."""

    def __init__(self, desk: Desk, done: Restored) -> None:
        self.done = done
        super().__init__(desk, _("恢复好了"), yes=_("重新打开"), width=WIDTH)
        self.no.pack_forget()

    def fill(self) -> None:
        said = [_("已恢复，共 {count} 版公示。").format(count=self.done.editions)]
        if self.done.replaced:
            said.append(_("原来的数据另存在 {file}").format(file=self.done.replaced))
        for line in (*said, *self.done.notes):
            label(self.body, flow(line), wrap=WIDTH).pack(fill="x", pady=(0, px(6)))

    def confirm(self) -> None:
        self.close()

    def close(self) -> None:
        """However it is closed: nothing that is shown is true any more."""
        super().close()
        self.desk.restart()

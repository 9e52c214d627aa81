"""检查: every look at the office's health with its sign, what was found and what to do about it."""

import tkinter
from collections.abc import Sequence

from office.doctor import doctor
from office.health import Check
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, TONES, font, px
from ui.widgets.bits import Scrolled, button, flow, label, panel

SIGNS = {"ok": "✓", "warn": "！", "bad": "✕"}
STATES = {"ok": "good", "warn": "late", "bad": "bad"}
ORDER = ("bad", "warn", "ok")
WRAP = 470


class Sign(tkinter.Label):
    """✓ ！ ✕ on a patch of its colour."""

    def show(self, state: str) -> None:
        tone = TONES[STATES[state]]
        self.configure(text=SIGNS[state], background=tone.patch, foreground=tone.text)


def sign_label(parent: tkinter.Misc) -> Sign:
    """A sign at the left of what it is about."""
    made = Sign(parent, font=font("strong"), width=2, background=PAPER)
    made.pack(side="left", anchor="n", padx=(0, px(8)))
    return made


class Checks(tkinter.Frame):
    """The right side; nothing is looked at before somebody asks."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent)
        self.desk = desk
        paper = panel(self)
        paper.pack(fill="both", expand=True)
        head = tkinter.Frame(paper, background=PAPER)
        head.pack(fill="x")
        label(head, _("检查"), "heading").pack(side="left")
        self.start = button(head, _("检查"), self.examine)
        self.start.pack(side="right")
        self.told = label(paper, flow(_intention()), muted=True, wrap=WRAP)
        self.told.pack(fill="x", pady=(px(8), px(6)))
        self.list = Scrolled(paper, PAPER)
        self.list.pack(fill="both", expand=True)

    def examine(self) -> None:
        """Look at everything now."""
        self.start.configure(state="disabled")
        self.desk.work(
            doctor,
            title=_("检查"),
            done=self.show,
            failed=self._failed,
            cancelled=self._may_start,
            opens=False,
            changes=False,
        )

    def show(self, checks: Sequence[Check]) -> None:
        """What needs somebody first."""
        self._may_start()
        for child in self.list.inside.winfo_children():
            child.destroy()
        self.told.configure(text=flow(_summary(checks)))
        for check in sorted(checks, key=lambda check: ORDER.index(check.state)):
            self._show(check)
        self.list.canvas.yview_moveto(0)

    def _show(self, check: Check) -> None:
        line = tkinter.Frame(self.list.inside, background=PAPER)
        line.pack(fill="x", pady=px(3))
        sign_label(line).show(check.state)
        words = tkinter.Frame(line, background=PAPER)
        words.pack(side="left", fill="x")
        label(words, check.said, wrap=WRAP).pack(anchor="w")
        if check.remedy:
            label(words, check.remedy, "small", muted=True, wrap=WRAP).pack(anchor="w")

    def _failed(self, sentence: str, details: str) -> None:
        self._may_start()
        self.desk.trouble(sentence, details)

    def _may_start(self) -> None:
        self.start.configure(state="normal")


def _intention() -> str:
    return _("检查数据库、文件夹、磁盘、时钟、放假安排、备份、设备和公示文件，并说明怎么办。只看不改。")


def _summary(checks: Sequence[Check]) -> str:
    bad, warn = (sum(check.state == state for check in checks) for state in ("bad", "warn"))
    if not bad and not warn:
        return _("检查了 {count} 项，都正常。").format(count=len(checks))
    said = _("检查了 {count} 项：{bad} 项要马上处理，{warn} 项请留意。")
    return said.format(count=len(checks), bad=bad, warn=warn)

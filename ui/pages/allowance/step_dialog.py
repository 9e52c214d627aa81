"""The next step, said plainly before it is taken: what it means, for how many people, how much, by whom."""

import tkinter
from collections.abc import Callable

from office.allowance_steps import StepPlan, take_step
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, TONES, px
from ui.pages.allowance.decide_dialog import BY
from ui.pages.allowance.words import edition_word, meaning, step_word, yuan
from ui.widgets.bits import broken, button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import TextField
from ui.widgets.form import Form

WIDE = 560


class StepDialog(Dialog):
    """核对, 核准 or 封账 of a month. Days that wait for a decision stop the approval; `open_days` leads to them."""

    def __init__(self, desk: Desk, plan: StepPlan, open_days: Callable[[], object]) -> None:
        self.plan, self._open_days = plan, open_days
        self.stopped = plan.step == "approve" and plan.undecided > 0
        title = _("{step} {month} 的补助").format(step=step_word(plan.step), month=plan.month)
        super().__init__(desk, title, step_word(plan.step), width=WIDE)
        if self.stopped:
            self.yes.configure(state="disabled")

    def fill(self) -> None:
        said = label(self.body, "")
        said.configure(text=broken(said, flow(meaning(self.plan.step)), WIDE))
        said.pack(fill="x", pady=(0, px(10)))
        self._figures()
        if self.stopped:
            self._stop()
        if self.plan.warnings:
            self._warnings()
        form = self.form = Form(self.body)
        form.pack(fill="x", pady=(px(10), 0))
        self.by = form.add(TextField(form, _("经办人"), self.desk.remembered(BY, ""), required=True, longest=40), "by")

    def _figures(self) -> None:
        sums = self.plan.sums
        box = tkinter.Frame(self.body, background=PANEL, padx=px(12), pady=px(8))
        box.pack(fill="x")
        line = tkinter.Frame(box, background=PANEL)
        line.pack(fill="x")
        run = "　".join((self.plan.month, edition_word(self.plan.number) if self.plan.number else ""))
        label(line, run.strip(), "strong").pack(side="left")
        label(line, _("{count} 人").format(count=sums.people), "strong").pack(side="left", padx=px(16))
        label(line, _("实发合计 {total} 元").format(total=yuan(sums.total)), "heading").pack(side="right")
        parts = _("应发 {gross}　扣款 {deducted}　补发/扣回 {supplement}").format(
            gross=yuan(sums.gross), deducted=yuan(sums.deducted), supplement=yuan(sums.supplement)
        )
        line = tkinter.Frame(box, background=PANEL)
        line.pack(fill="x", pady=(px(2), 0))
        label(line, parts, "small", muted=True).pack(side="left")
        label(line, self.plan.capitals, "small", muted=True).pack(side="right")

    def _patch(self, tone: str) -> tkinter.Frame:
        box = tkinter.Frame(self.body, background=TONES[tone].patch, padx=px(12), pady=px(6))
        box.pack(fill="x", pady=(px(8), 0))
        return box

    def _stop(self) -> None:
        box = self._patch("bad")
        button(box, _("去决定"), self._go).pack(side="right", padx=(px(12), 0))
        text = _("还有 {count} 处没有定下来（数据不全或申诉），先决定怎样计发，才能核准。")
        self._line(box, text.format(count=self.plan.undecided), "bad", WIDE - 120)

    def _warnings(self) -> None:
        box = self._patch("late")
        for each in self.plan.warnings:
            self._line(box, each, "late", WIDE - 30)

    def _line(self, box: tkinter.Misc, text: str, tone: str, wide: int) -> None:
        made = label(box, "")
        made.configure(text=broken(made, flow(text), wide), foreground=TONES[tone].text)
        made.pack(fill="x", pady=px(1))

    def _go(self) -> None:
        self.close()
        self._open_days()

    def confirm(self) -> None:
        said = None if self.stopped else self.form.values()
        if said is None:
            return
        self.desk.remember(BY, said["by"])
        told = _("{month} 已{step}").format(month=self.plan.month, step=step_word(self.plan.step))
        self.act(take_step, self.plan, said["by"], done=lambda _run: self.desk.tell(told))

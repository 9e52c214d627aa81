"""The first start: four steps from nothing to the first reading, which can be left and taken up again, and the demo."""

import tkinter
from typing import ClassVar

from office.guide import Standing, standing
from ui.guide.demo import DemoPanel
from ui.guide.steps import HomeStep, ReadingStep, RosterStep, Step, TerminalStep
from ui.language import _
from ui.look import PANEL, RED, font, px
from ui.page import Page
from ui.widgets.bits import Scrolled, button, flow, label


class Guide(Page):
    name: ClassVar[str] = "guide"

    def build(self) -> None:
        self.found: Standing | None = None
        self.opened = ""  # the step that is unfolded
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("开始使用"), "title").pack(side="left")
        self.told = label(top, _("四步就能用起来。随时可以停下，下次打开接着做。"), muted=True)
        self.told.pack(side="left", padx=px(14), pady=(px(4), 0))
        self.leave = button(top, _("进入“今日”"), lambda: self.desk.go("today"), "primary")
        self.trouble = tkinter.Label(
            self, background=PANEL, foreground=RED, font=font("body"), anchor="w", justify="left", wraplength=px(1100)
        )
        self.demo = DemoPanel(self, self.desk)
        self.demo.pack(side="right", anchor="n", padx=(px(12), 0))
        self.column = Scrolled(self)
        self.column.pack(side="left", fill="both", expand=True)
        kinds: tuple[type[Step], ...] = (HomeStep, RosterStep, TerminalStep, ReadingStep)
        self.steps = [kind(self.column.inside, self.desk, at, self.open) for at, kind in enumerate(kinds, start=1)]
        for step in self.steps:
            step.pack(fill="x", pady=(0, px(8)))

    def load(self) -> None:
        self.desk.ask_closed(standing, done=self.show)

    def show(self, found: Standing) -> None:
        """How far it is; the next step unfolds when another one was done."""
        if found == self.found:
            return
        moved = self.found is None or self.found.next != found.next
        self.found = found
        self._tell(found.trouble)
        self.demo.show(found)
        for step in self.steps:
            step.show(found)
        if moved and self.opened != "terminals":  # where there is one there may be more
            self.open(found.next)
        if found.next == "":
            self.told.configure(text=_("四步都做好了。"))
            self.leave.pack(side="right")

    def open(self, name: str) -> None:
        """Unfold a step, fold the others."""
        self.opened = name
        for step in self.steps:
            step.unfold(step.name == name)

    def _tell(self, trouble: str) -> None:
        self.trouble.configure(text=flow(trouble))
        if trouble:
            self.trouble.pack(fill="x", pady=(0, px(8)), before=self.demo)
        else:
            self.trouble.pack_forget()

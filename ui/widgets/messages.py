"""Two small dialogs of the window itself: something was not done, and are you sure."""

import tkinter
from tkinter import ttk

import ttkbootstrap

from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, font, px
from ui.widgets.bits import flow
from ui.widgets.dialog import Dialog


class TroubleDialog(Dialog):
    """One sentence; the details unfold and can be copied."""

    def __init__(self, desk: Desk, sentence: str, details: str) -> None:
        self.sentence, self.details = sentence, details
        super().__init__(desk, _("没有完成"), yes=_("知道了"), width=460)
        self.no.pack_forget()
        if details:
            self.more = ttkbootstrap.Button(self.yes.master, text=_("详情"), command=self._unfold, bootstyle="link")
            self.more.pack(side="left")

    def fill(self) -> None:
        tkinter.Label(
            self.body,
            text=flow(self.sentence),
            background=PAPER,
            font=font("body"),
            justify="left",
            anchor="w",
            wraplength=px(460),
        ).pack(fill="x")

    def _unfold(self) -> None:
        self.more.pack_forget()
        text = tkinter.Text(
            self.body, height=10, width=60, font=font("small"), wrap="none", relief="solid", borderwidth=1
        )
        text.insert("1.0", self.details)
        text.configure(state="disabled")
        text.pack(fill="both", expand=True, pady=(px(10), 0))
        self._details = self.details
        self._copy.pack(side="left")

    def confirm(self) -> None:
        self.close()


class QuestionDialog(Dialog):
    """A question with one word for yes; `answer` is what was said."""

    def __init__(self, desk: Desk, title: str, question: str, yes: str) -> None:
        self.question, self.answer = question, False
        super().__init__(desk, title, yes=yes, width=420)

    def fill(self) -> None:
        words = flow(self.question)
        ttk.Label(self.body, text=words, style="Paper.body.TLabel", wraplength=px(420), justify="left").pack(fill="x")

    def confirm(self) -> None:
        self.answer = True
        self.close()

    def focus_first(self) -> None:
        self.yes.focus_set()

"""What stands in the window where the home could not be opened: why, where it lies, and another try."""

import tkinter

from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.widgets.bits import button, flow, label
from ui.widgets.details import copy_button

WRAP = 620


class Unopened(Page):
    """`say` tells the sentence; nothing else can be done before the home opens."""

    name = "unopened"

    def build(self) -> None:
        box = tkinter.Frame(self, background=PANEL)
        box.place(relx=0.5, rely=0.3, anchor="center")
        label(box, _("数据没有打开"), "title").pack(anchor="w")
        self.sentence = label(box, "", wrap=WRAP)
        self.sentence.pack(anchor="w", pady=(px(12), px(6)))
        label(box, flow(str(self.desk.path)), "small", muted=True, wrap=WRAP).pack(anchor="w")
        self.details = ""
        row = tkinter.Frame(box, background=PANEL)
        row.pack(fill="x", pady=(px(16), 0))
        self.again = button(row, _("重新打开"), self.desk.restart, "primary")
        self.again.pack(side="left")
        button(row, _("打开数据文件夹"), lambda: self.desk.open_file(self.desk.path)).pack(side="left", padx=px(8))
        button(row, _("从备份恢复…"), self._restore).pack(side="left", padx=(0, px(8)))
        copy_button(row, lambda: self.details).pack(side="left")

    def _restore(self) -> None:
        """The way back where the database is damaged: it needs no home that opens."""
        from ui.pages.settings.restore import RestoreDialog

        RestoreDialog(self.desk)

    def say(self, sentence: str, details: str) -> None:
        """Why it did not open."""
        self.sentence.configure(text=flow(sentence))
        self.details = f"{sentence}\n{details}"
        self.again.focus_set()

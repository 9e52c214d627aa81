"""导入规则文件: check it, show what it says differently, adopt it from a day on."""

import tkinter
from datetime import timedelta
from pathlib import Path
from typing import Any

from office.rulebook_differences import Altered
from office.rulebook_import import FileLook, adopt_file, look_file
from ui.desk import Desk
from ui.language import _
from ui.look import INK, MUTED, PAPER, RED, px
from ui.widgets.bits import Scrolled, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DayField, FileField
from ui.widgets.form import Form

DEBOUNCE_MS = 300


class ImportDialog(Dialog):
    """File and day above, what would change below; only a file without faults can be adopted."""

    def __init__(self, desk: Desk) -> None:
        self.look: FileLook | None = None
        self._timer = ""
        super().__init__(desk, _("导入规则文件"), yes=_("采用"), width=760)
        self.yes.configure(state="disabled")

    def fill(self) -> None:
        self.form = Form(self.body, changed=self._typed)
        self.form.pack(fill="x")
        self.file = self.form.add(FileField(self.form, _("规则文件"), [(_("规则文件"), "*.toml")]), "path")
        tomorrow = self.desk.now().date() + timedelta(days=1)
        self.since = self.form.add(DayField(self.form, _("从哪天起"), tomorrow), "since")
        self.form.hint(_("这一天以前的日子仍按原来的规则；已经公示的日子不变。"))
        self.found = Scrolled(self.body, background=PAPER)
        self.found.canvas.configure(height=px(300))
        self.found.pack(fill="both", expand=True, pady=(px(12), 0))

    def close(self) -> None:
        if self._timer:
            self.after_cancel(self._timer)
            self._timer = ""
        super().close()

    def _typed(self) -> None:
        self.yes.configure(state="disabled")  # until this file was looked at
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(DEBOUNCE_MS, self._ask)

    def _ask(self) -> None:
        self._timer = ""
        values = self.form.peek()
        if values:
            path: Path = values["path"]
            self.desk.ask(look_file, path, values["since"], done=self.show, failed=self._unread, key="look-file")

    def _unread(self, sentence: str, details: str) -> None:
        if not self.winfo_exists():
            return
        self.look = None
        self._clear()
        self.say(sentence, details)
        self.yes.configure(state="disabled")

    def _clear(self) -> None:
        for child in self.found.inside.winfo_children():
            child.destroy()
        self.found._wheeled.clear()

    def show(self, look: FileLook) -> None:
        """What the file says differently, or what is wrong with it."""
        if not self.winfo_exists():
            return
        self.look = look
        self.say("")
        self._clear()
        if look.faults:
            self.say(_("文件有 {count} 处错误，改正以后才能采用").format(count=len(look.faults)))
        else:
            self._line(f"{look.title}（{look.name}）", "strong")
        for fault in look.faults:
            self._line(fault, colour=RED)
        for note in look.notes:
            self._line(note, "small", MUTED)
        self._differences(look)
        self.yes.configure(state="disabled" if look.faults else "normal")

    def _differences(self, look: FileLook) -> None:
        if not look.faults and not look.altered:
            self._line(_("数字和选项与现行规则相同"), colour=MUTED)
        for change in look.altered:
            self._change(change)
        clauses = look.clauses
        told = (
            (_("新增条款：{clauses}"), clauses.added),
            (_("删去条款：{clauses}"), clauses.removed),
            (_("文字有改动的条款：{clauses}"), clauses.reworded),
        )
        for words, cited in told:
            if cited:
                self._line(words.format(clauses="、".join(cited)), "small", MUTED)

    def _change(self, change: Altered) -> None:
        """What it is at the left, then as it is and as it would be, side by side."""
        row = tkinter.Frame(self.found.inside, background=PAPER)
        row.pack(fill="x", pady=px(2))
        place = change.chapter + (f"（{change.where}）" if change.where else "")
        told = (
            (f"{place}　{change.label}", MUTED, 190),
            (change.before or _("没有"), INK, 245),
            ("→", MUTED, 16),
            (change.after or _("没有"), INK, 245),
        )
        for column, (text, colour, wide) in enumerate(told):
            row.columnconfigure(column, minsize=px(wide + 10))
            made = label(row, flow(text.replace("；", "\n")), wrap=wide)
            made.configure(foreground=colour)
            made.grid(row=0, column=column, sticky="nw")

    def _line(self, text: str, role: str = "body", colour: str = "") -> None:
        made: tkinter.Label = label(self.found.inside, flow(text), role, wrap=730)
        made.pack(anchor="w", pady=px(2))
        if colour:
            made.configure(foreground=colour)

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            self.act(adopt_file, values["path"], values["since"], done=self._adopted)

    def _adopted(self, changed: Any) -> None:
        self.desk.tell(changed.sentence)

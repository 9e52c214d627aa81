"""Importing a month of slips: choose the file, see row by row what would happen, then do it."""

import tkinter
from pathlib import Path

from office.leave_desk import leave_template
from office.leave_preview import LeavePreview, PreviewRow, import_slips, preview_leaves
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.leave.words import VERDICT_TONES, person_text, span_text, verdict_word
from ui.tasks import Task
from ui.widgets.bits import badge, button, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FileField
from ui.widgets.form import Form
from ui.widgets.sheet import Column, Row, Sheet

WIDE, HIGH = 980, 320
PAUSE_MS = 250


class ImportDialog(Dialog):
    """Nothing is stored before the last button, and that one stays grey until there is something to store."""

    def __init__(self, desk: Desk) -> None:
        self.preview: LeavePreview | None = None
        self._task: Task | None = None
        self._waiting: str | None = None
        super().__init__(desk, _("导入请假单"), yes=_("导入"), width=WIDE)
        self.yes.configure(state="disabled")

    def fill(self) -> None:
        self.form = Form(self.body, changed=self._changed)
        self.form.pack(fill="x")
        self.file = self.form.add(FileField(self.form, _("Excel 文件"), (("Excel", "*.xlsx *.xls"),)), "file")
        self.line = tkinter.Frame(self.body, background=PAPER)
        self.line.pack(fill="x", pady=(px(8), px(6)))
        self.hint = label(self.line, _("选好文件后，先列出每一行会怎样，确认后才登记。"), muted=True)
        self.hint.pack(side="left")
        self.blank = button(self.line, _("打开空白模板"), self._template, "link")
        self.blank.pack(side="right")
        self.badges = tkinter.Frame(self.line, background=PAPER)
        box = tkinter.Frame(self.body, background=PAPER, height=px(HIGH), width=px(WIDE))
        box.pack_propagate(False)
        box.pack(fill="x")
        self.sheet = Sheet(box, self.desk, "leave-import", _columns(), chosen=self._chosen)
        self.sheet.pack(fill="both", expand=True)
        self.message = label(self.body, "", wrap=WIDE)
        self.message.configure(height=2, anchor="nw")
        self.message.pack(fill="x", pady=(px(6), 0))

    def _chosen(self, row: Row) -> None:
        """All of what is said about a row; the table has not always room for it."""
        self.message.configure(text=row.cells[-1])

    def _template(self) -> None:
        self.desk.ask(leave_template, done=self.desk.open_file, failed=self.say)

    # ------------------------------------------------------------ looking

    def _changed(self) -> None:
        self.yes.configure(state="disabled")
        if self._waiting is not None:
            self.after_cancel(self._waiting)
        self._waiting = self.after(PAUSE_MS, self._look)

    def _look(self) -> None:
        self._waiting = None
        self._give_up()
        values = self.form.peek()
        if values is None or not Path(values["file"]).is_file():
            return
        self.said.configure(text="")
        self.hint.configure(text=_("正在核对……"))
        self._task = self.desk.work(
            preview_leaves,
            values["file"],
            title=_("核对请假单"),
            done=self._show,
            failed=self._refused,
            progress=self._progress,
        )

    def _progress(self, _label: str, done: int, total: int) -> None:
        if self.winfo_exists():
            self.hint.configure(text=_("正在核对第 {done} 行，共 {total} 行").format(done=done, total=total))

    def _refused(self, sentence: str, details: str) -> None:
        self._task = None
        if self.winfo_exists():
            self.preview = None
            self.sheet.show(())
            self._count(None)
            self.say(sentence, details)
            self.yes.configure(state="disabled")

    def _show(self, preview: LeavePreview) -> None:
        self._task = None
        if not self.winfo_exists():
            return
        self.preview = preview
        self.message.configure(text="")
        self.sheet.show([_row(row) for row in preview.rows])
        self._count(preview)
        self.yes.configure(
            state="normal" if preview.added else "disabled",
            text=_("导入 {count} 张").format(count=preview.added) if preview.added else _("导入"),
        )

    def _count(self, preview: LeavePreview | None) -> None:
        for widget in self.badges.winfo_children():
            widget.destroy()
        if preview is None:
            self.hint.configure(text="")
            return
        self.hint.configure(text=preview.file)
        counts = (("added", preview.added), ("known", preview.known), ("rejected", preview.rejected))
        for verdict, count in counts:
            text = f"{verdict_word(verdict)} {count}"
            badge(self.badges, text, VERDICT_TONES[verdict]).pack(side="left", padx=(px(8), 0))
        if preview.conflicts:
            badge(self.badges, _("有冲突 {count}").format(count=preview.conflicts), "late").pack(
                side="left", padx=(px(8), 0)
            )
        self.badges.pack(side="left")

    # ------------------------------------------------------------ storing

    def confirm(self) -> None:
        values = self.form.values()
        if values is None or self.preview is None or str(self.yes["state"]) == "disabled":
            return
        self.wait(True)
        self._task = self.desk.work(
            import_slips,
            values["file"],
            title=_("导入请假单"),
            done=self._done,
            failed=self.say,
            progress=self._progress,
        )

    def _done(self, done: LeavePreview) -> None:
        self._task = None
        text = _("已登记 {added} 张请假单，已有 {known} 张，拒收 {rejected} 行")
        self.desk.tell(text.format(added=done.added, known=done.known, rejected=done.rejected))
        self.close()

    def _give_up(self) -> None:
        if self._task is not None:
            self.desk.cancel(self._task)
            self._task = None

    def close(self) -> None:
        if self.winfo_exists():
            if self._waiting is not None:
                self.after_cancel(self._waiting)
                self._waiting = None
            self._give_up()
        super().close()


def _columns() -> list[Column]:
    return [
        Column(_("行"), 44, "e"),
        Column(_("结果"), 72),
        Column(_("请假人"), 128),
        Column(_("假别"), 66),
        Column(_("时间"), 164),
        Column(_("天数"), 44, "e"),
        Column(_("列"), 72),
        Column(_("值"), 84),
        Column(_("说明"), 300),
    ]


def _row(row: PreviewRow) -> Row:
    cells = (
        str(row.row),
        verdict_word(row.verdict),
        person_text(row.name, row.number),
        row.kind,
        span_text(row.first, row.last) if row.first and row.last else "",
        row.days,
        row.column,
        row.value,
        row.message,
    )
    tones = {1: VERDICT_TONES[row.verdict]}
    if row.verdict == "added" and row.message:
        tones[8] = "late"
    return Row(row.row, cells, tones, {0: row.row})

"""A sign-in sheet's fields, in a dialog of their own and in the one that decides about a silent terminal."""

import tkinter
from datetime import date
from tkinter import filedialog

from office.corrections import SheetEntered
from office.sheets import SheetForm, enter_sheet, write_template
from ui.desk import Desk
from ui.language import _
from ui.look import px
from ui.widgets.bits import button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DayField, FileField, TextField
from ui.widgets.form import Form

SHOWN = 6  # rejected rows that are told in the dialog


def excel_kinds() -> list[tuple[str, str]]:
    return [(_("Excel 文件"), "*.xlsx")]


class SheetFields(Form):
    """File, floor, day, from and to, witness, reason."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, start: SheetForm) -> None:
        super().__init__(parent, label_width=96)
        self.desk = desk
        self.add(FileField(self, _("签到表"), excel_kinds(), value=start.file), "file")
        self.add(TextField(self, _("楼层"), start.floor), "floor")
        self.add(DayField(self, _("日期"), date.fromisoformat(start.day)), "day")
        self.add(TextField(self, _("从几点"), start.first), "first")
        self.add(TextField(self, _("到几点"), start.last), "last")
        self.add(TextField(self, _("见证人"), start.witness), "witness")
        self.add(TextField(self, _("原因"), start.reason), "reason")

    def sheet(self) -> SheetForm | None:
        """The sheet as written; None where something cannot be read, which is said."""
        values = self.values()
        if values is None:
            return None
        day, file = values.pop("day"), values.pop("file")
        return SheetForm(file=str(file), day=day.isoformat(), **values)


def rejected_words(entered: SheetEntered) -> str:
    """Why nothing of a sheet was taken."""
    lines = [
        _("第 {row} 行 {column}“{value}”：{message}").format(
            row=fault.row, column=fault.column, value=fault.value, message=fault.message
        )
        for fault in entered.rejected[:SHOWN]
    ]
    rest = len(entered.rejected) - SHOWN
    if rest > 0:
        lines.append(_("另有 {count} 行").format(count=rest))
    return "\n".join((_("整张都没有导入，请改正这些行再导入："), *lines))


def save_template(desk: Desk, parent: tkinter.Misc) -> None:
    """Write an empty sign-in sheet where the clerk wants it."""
    name = filedialog.asksaveasfilename(
        parent=parent, defaultextension=".xlsx", filetypes=excel_kinds(), initialfile=_("签到表.xlsx")
    )
    if name:
        desk.ask(write_template, name, done=lambda path: desk.tell(_("空白签到表已存到 {path}").format(path=path)))


class SheetDialog(Dialog):
    """Take a sign-in sheet in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("导入签到表"), yes=_("导入"), width=500)

    def fill(self) -> None:
        start = SheetForm("", "", self.desk.now().date().isoformat(), "", "", "")
        self.fields = SheetFields(self.body, self.desk, start)
        self.fields.pack(fill="x")
        button(self.body, _("下载空白签到表…"), lambda: save_template(self.desk, self), "link").pack(
            anchor="w", pady=px(6)
        )

    def confirm(self) -> None:
        form = self.fields.sheet()
        if form:
            enter(self, form)


def enter(dialog: Dialog, form: SheetForm) -> None:
    """Enter a sheet from a dialog, which stays where a row of it is wrong."""

    def entered(done: SheetEntered) -> None:
        if not dialog.winfo_exists():
            return
        if done.rejected:
            dialog.say(rejected_words(done))
            return
        dialog.close()
        text = _("已导入签到表，编号 {id}，{people} 人签到")
        dialog.desk.tell(text.format(id=done.id, people=done.people))

    dialog.wait(True)
    dialog.desk.act(enter_sheet, form, done=entered, failed=dialog.say)

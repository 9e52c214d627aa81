"""Taking in a list of bank accounts: good rows are taken, the others are named with the reason."""

import tkinter
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog

from office.allowance_export import save_accounts_template
from office.bank_accounts import AccountsImported, import_accounts
from ui.desk import Desk
from ui.language import _
from ui.look import TONES, px
from ui.widgets.bits import broken, button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FileField
from ui.widgets.form import Form

WIDE = 560
MOST = 8  # lines that are said in the dialog


class AccountsDialog(Dialog):
    """`done` hears that accounts were taken in. Stays open while rows were refused."""

    def __init__(self, desk: Desk, parent: tkinter.Misc, done: Callable[[], object]) -> None:
        self._done = done
        super().__init__(desk, _("导入银行账号"), _("导入"), width=WIDE, parent=parent)

    def fill(self) -> None:
        said = label(self.body, "", muted=True)
        text = _("按模板填好工号、姓名、开户银行和银行账号，再选这个文件；Excel 和 CSV 都可以。账号一格请设为文本。")
        said.configure(text=broken(said, flow(text), WIDE))
        said.pack(fill="x", pady=(0, px(8)))
        form = self.form = Form(self.body)
        form.pack(fill="x")
        kinds = [("Excel, CSV", "*.xlsx *.xls *.xlsm *.ods *.csv")]
        self.file = form.add(FileField(form, _("账号表"), kinds), "file")
        self.template = button(self.body, _("下载模板…"), self._save_template)
        self.template.pack(anchor="e", pady=(px(8), 0))
        self.told = label(self.body, "")
        self.told.configure(foreground=TONES["late"].text)
        self.told.pack(fill="x", pady=(px(8), 0))

    def _save_template(self) -> None:
        chosen = filedialog.asksaveasfilename(
            parent=self,
            defaultextension=".xlsx",
            initialfile=_("银行账号") + ".xlsx",
            filetypes=[("Excel", "*.xlsx")],
        )
        if chosen:
            path = Path(str(chosen))
            said = _("模板已存到 {path}").format(path=path)
            self.desk.ask_closed(save_accounts_template, path, done=lambda _path: self.desk.tell(said), failed=self.say)

    def confirm(self) -> None:
        said = self.form.values()
        if said:
            self.wait(True)
            self.desk.act(import_accounts, said["file"], done=self._imported, failed=self.say)

    def _imported(self, found: AccountsImported) -> None:
        self._done()
        words = _("账号：新增 {added}，变更 {changed}，不变 {unchanged}").format(
            added=found.added, changed=found.changed, unchanged=found.unchanged
        )
        self.desk.tell(words)
        lines = [
            _("第 {row} 行 {column}：{what}").format(row=each.row, column=each.column, what=each.message)
            for each in found.rejected
        ]
        lines += found.warnings
        if not self.winfo_exists():
            return
        if not lines:
            self.close()
            return
        self.wait(False)
        more = [_("另有 {count} 处").format(count=len(lines) - MOST)] if len(lines) > MOST else []
        told = [words, *lines[:MOST], *more]
        self.told.configure(text="\n".join(broken(self.told, flow(each), WIDE) for each in told))

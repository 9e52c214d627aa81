"""The month's files: written on demand, opened from here; whom the bank's list leaves out, and taking in accounts."""

import tkinter
from functools import partial

import ttkbootstrap

from office.allowance_export import MOST_TOLD, ExportView, export_view
from office.allowance_files import write_allowance
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, TONES, px
from ui.pages.allowance.accounts_dialog import AccountsDialog
from ui.pages.allowance.links import link
from ui.widgets.bits import broken, button, flow, label, panel
from ui.widgets.dialog import Dialog

WIDE = 640
HIGH = 194  # room for the files of an edition, at 96 dpi
ENCODINGS = ("utf-8-sig", "gbk")


class ExportDialog(Dialog):
    """Stays open after writing, so that the files can be opened."""

    def __init__(self, desk: Desk, month: str) -> None:
        self.month, self._path = month, ""
        super().__init__(desk, _("导出 {month} 的补助").format(month=month), _("写文件"), width=WIDE)
        self.no.configure(text=_("关闭"))
        self.load()

    def fill(self) -> None:
        self.head = label(self.body, _("正在查看…"), muted=True)
        self.head.pack(fill="x", pady=(0, px(8)))
        self.files = panel(self.body, 10)
        self.files.configure(height=px(HIGH))
        self.files.pack_propagate(False)  # the dialog keeps its size when files appear
        self.files.pack(fill="x")
        row = tkinter.Frame(self.body, background=PAPER)
        row.pack(fill="x", pady=(px(10), 0))
        label(row, _("银行代发清单的编码"), muted=True).pack(side="left", padx=(0, px(12)))
        self.encoding = tkinter.StringVar(self, ENCODINGS[0])
        for value, text in zip(ENCODINGS, (_("UTF-8，给人看"), _("GBK，给银行的程序")), strict=True):
            made = ttkbootstrap.Radiobutton(row, text=text, value=value, variable=self.encoding)
            made.pack(side="left", padx=(0, px(16)))
        row = tkinter.Frame(self.body, background=PAPER)
        row.pack(fill="x", pady=(px(10), 0))
        self.folder = button(row, _("打开文件夹"), lambda: self.desk.open_file(self._path))
        self.folder.configure(state="disabled")
        self.folder.pack(side="right", anchor="n", padx=(px(8), 0))
        self.accounts = button(row, _("导入银行账号…"), lambda: AccountsDialog(self.desk, self, self.load))
        self.accounts.pack(side="right", anchor="n")
        self.bank = label(row, "", muted=True)
        self.bank.pack(side="left", fill="x", expand=True)
        self.problems = label(self.body, "", "small")
        self.problems.configure(foreground=TONES["late"].text, height=MOST_TOLD + 1, anchor="nw")
        self.problems.pack(fill="x", pady=(px(6), 0))

    # ------------------------------------------------------------ showing

    def load(self) -> None:
        """How the files stand."""
        self.desk.ask(export_view, self.month, done=self._show, failed=self.say, key="allowance files")

    def _show(self, view: ExportView) -> None:
        if not self.winfo_exists():
            return
        said = _("{month} {edition} 的文件写到 {folder}").format(
            month=view.month, edition=view.edition, folder=view.folder
        )
        self.head.configure(text=broken(self.head, flow(said), WIDE))
        self._show_files(view)
        bank = _("银行代发：{count} 人列入，{without} 人没有登记银行账号").format(
            count=view.paid_by_bank, without=view.without
        )
        self.bank.configure(text=bank)
        self.problems.configure(text="\n".join(view.problems))

    def _show_files(self, view: ExportView) -> None:
        for child in self.files.winfo_children():
            child.destroy()
        if not view.files:
            label(self.files, _("这一版的文件还没有写过。"), muted=True).pack(anchor="w")
        for each in view.files:
            row = tkinter.Frame(self.files, background=PAPER)
            row.pack(fill="x", pady=px(2))
            link(row, _("打开"), partial(self.desk.open_file, each.path)).pack(side="right")
            label(row, each.name).pack(side="left")
        self.folder.configure(state="normal" if view.files else "disabled")
        self._path = view.folder

    # ------------------------------------------------------------ writing

    def confirm(self) -> None:
        self.wait(True)
        self.desk.work(
            write_allowance,
            self.month,
            title=_("写 {month} 的补助文件").format(month=self.month),
            done=self._written,
            failed=self.say,
            cancelled=lambda: self.say(_("已停下；写好的文件留着")),
            changes=False,
            encoding=self.encoding.get(),
        )

    def _written(self, files: dict[str, str]) -> None:
        self.desk.tell(_("已写好 {count} 个文件").format(count=len(files)))
        if self.winfo_exists():
            self.wait(False)
            self.load()

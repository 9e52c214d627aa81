"""备份和检查: the backups that there are, one more, back to one of them; how it stands with everything else."""

import tkinter
from pathlib import Path

from office.backup_files import Kept
from office.backups import Backup, backup
from office.care_view import CareView
from office.proof import Proof, prove
from office.settings_view import Place, SettingsView
from office.sizes import size_words
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, PAPER, px
from ui.pages.settings.checks import Checks, sign_label
from ui.pages.settings.restore import RestoreDialog, kept_columns, kept_row
from ui.widgets.bits import button, flow, label, panel
from ui.widgets.sheet import Row, Sheet


class Care(tkinter.Frame):
    """Backups and where the data lies at the left, the checks at the right."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self._shown: CareView | None = None
        self._places: SettingsView | None = None
        self.columnconfigure((0, 1), weight=1, uniform="half")
        self.rowconfigure(0, weight=1)
        left = tkinter.Frame(self, background=PANEL)
        left.grid(row=0, column=0, sticky="nsew", padx=(0, px(10)))
        self._add_data(left)
        self._add_backups(left)
        self.checks = Checks(self, desk)
        self.checks.grid(row=0, column=1, sticky="nsew")

    def _add_backups(self, left: tkinter.Misc) -> None:
        paper = panel(left)
        paper.pack(fill="both", expand=True, pady=(0, px(10)))
        head = tkinter.Frame(paper, background=PAPER)
        head.pack(fill="x")
        label(head, _("备份"), "heading").pack(side="left")
        self.restore_button = button(head, _("恢复…"), self.restore)
        self.restore_button.pack(side="right")
        self.backup_button = button(head, _("立即备份"), self.back_up, "primary")
        self.backup_button.pack(side="right", padx=px(8))
        told = tkinter.Frame(paper, background=PAPER)
        told.pack(fill="x", pady=px(8))
        self.sign = sign_label(told)
        self.last = label(told, "", wrap=440)
        self.last.pack(side="left", fill="x")
        self.kept = Sheet(paper, self.desk, "backups", kept_columns(), opened=self._opened)
        self.kept.pack(fill="both", expand=True)

    def _add_data(self, left: tkinter.Misc) -> None:
        paper = panel(left)
        paper.pack(side="bottom", fill="x")
        head = tkinter.Frame(paper, background=PAPER)
        head.pack(fill="x")
        label(head, _("数据"), "heading").pack(side="left")
        button(head, _("打开数据文件夹"), lambda: self._open("home")).pack(side="right")
        button(head, _("打开公示文件夹"), lambda: self._open("published")).pack(side="right", padx=px(8))
        self.proof = button(head, _("核对全部公示"), self._prove)
        self.proof.pack(side="right")
        self.places = tkinter.Frame(paper, background=PAPER)
        self.places.pack(fill="x", pady=(px(8), 0))
        self.places.columnconfigure(2, weight=1)

    # ------------------------------------------------------------ backups

    def show(self, view: CareView) -> None:
        """How it stands with the backups."""
        if view == self._shown:
            return
        self._shown = view
        self.sign.show(view.check.state)
        lines = [view.check.said, *([view.check.remedy] if view.check.remedy else [])]
        self.last.configure(text="\n".join(flow(line) for line in lines))
        self.kept.show([kept_row(kept) for kept in view.kept])

    def back_up(self) -> None:
        """One more backup, now."""
        self.backup_button.configure(state="disabled")
        self.desk.work(
            backup, title=_("备份"), done=self._backed_up, failed=self._not_backed_up, cancelled=self._may_back_up
        )

    def _backed_up(self, made: Backup) -> None:
        self._may_back_up()
        said = _("已备份并核对：{file}（{size}）")
        self.desk.tell(said.format(file=Path(made.file).name, size=size_words(made.bytes)))

    def _not_backed_up(self, sentence: str, details: str) -> None:
        self._may_back_up()
        self.desk.trouble(sentence, details)

    def _may_back_up(self) -> None:
        self.backup_button.configure(state="normal")

    def restore(self, kept: Kept | None = None) -> None:
        """Choose a backup, see what it holds, and go back to it."""
        chosen = kept or self._selected()
        RestoreDialog(self.desk, Path(chosen.file) if chosen else None)

    def _selected(self) -> Kept | None:
        row = self.kept.selected
        return row.id if row and isinstance(row.id, Kept) else None

    def _opened(self, row: Row) -> None:
        if isinstance(row.id, Kept):
            self.restore(row.id)

    # ------------------------------------------------------------ the data

    def show_places(self, view: SettingsView) -> None:
        """Where everything lies; drawn anew only where something changed."""
        before, self._places = self._places, view
        if before and before.places == view.places:
            return
        for child in self.places.winfo_children():
            child.destroy()
        for line, place in enumerate(view.places):
            self._show_place(line, place)

    def _show_place(self, line: int, place: Place) -> None:
        label(self.places, _names()[place.name], muted=True).grid(row=line, column=0, sticky="nw", pady=px(2))
        size = label(self.places, size_words(place.size))
        size.grid(row=line, column=1, sticky="ne", padx=px(12), pady=px(2))
        label(self.places, place.path, wrap=360).grid(row=line, column=2, sticky="w", pady=px(2))

    def _open(self, which: str) -> None:
        if self._places:
            self.desk.open_file(getattr(self._places, which))

    def _prove(self) -> None:
        """Recompute every edition and say whether it comes out the same."""
        self.proof.configure(state="disabled")
        self.desk.work(
            prove,
            title=_("核对全部公示"),
            done=self._proven,
            failed=self._not_proven,
            cancelled=self._may_prove,
            changes=False,
        )

    def _proven(self, found: Proof) -> None:
        self._may_prove()
        if not found.differences:
            self.desk.tell(_("共 {count} 版公示，全部与原始记录重算的结果一致").format(count=found.editions))
            return
        said = _("共 {count} 版公示，{wrong} 版与重算的结果不一致，请保留现场并检查数据库是否被改动")
        words = said.format(count=found.editions, wrong=len(found.differences))
        self.desk.trouble(words, "\n".join(found.differences))

    def _not_proven(self, sentence: str, details: str) -> None:
        self._may_prove()
        self.desk.trouble(sentence, details)

    def _may_prove(self) -> None:
        self.proof.configure(state="normal")


def _names() -> dict[str, str]:
    return {"database": _("数据库"), "published": _("公示文件夹"), "backups": _("备份"), "logs": _("日志")}

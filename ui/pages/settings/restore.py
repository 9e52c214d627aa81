"""恢复: choose a backup, see what it holds beside what there is now, and only then go back to it."""

import tkinter
from pathlib import Path

from office.backup_files import Kept
from office.restore_check import Choice, Contents, choice, restorable
from office.restoring import restore
from office.sizes import size_words
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.settings.restored import RestoredDialog, SureDialog, moment_words
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FileField
from ui.widgets.form import Form
from ui.widgets.sheet import Column, Row, Sheet

WIDTH = 720
LIST = 190


def kept_columns() -> list[Column]:
    """Of a list of backups."""
    return [Column(_("备份时间"), 160), Column(_("大小"), 90, "e"), Column(_("说明"), 240)]


def kept_row(kept: Kept) -> Row:
    """A backup in such a list."""
    told = _("恢复以前另存的") if kept.replaced else _("备份")
    words = told if kept.readable else _("读不出，可能已经损坏")
    cells = moment_words(kept.moment), size_words(kept.bytes), words
    return Row(kept, cells, {} if kept.readable else {2: "bad"}, {1: kept.bytes})


class RestoreDialog(Dialog):
    """Works where no home can be opened, too. `file` is a backup that was chosen already."""

    def __init__(self, desk: Desk, file: Path | None = None) -> None:
        self.chosen_file = file
        self.found: Choice | None = None
        super().__init__(desk, _("从备份恢复"), yes=_("恢复"), width=WIDTH)

    def fill(self) -> None:
        place = tkinter.Frame(self.body, background=PAPER, height=px(LIST), width=px(WIDTH))
        place.pack_propagate(False)
        place.pack(fill="x")
        self.kept = Sheet(place, self.desk, "restorable", kept_columns(), chosen=self._picked)
        self.kept.pack(fill="both", expand=True)
        self.form = Form(self.body, changed=self._look, label_width=84)
        self.form.pack(fill="x", pady=(px(8), 0))
        kinds = [(_("备份"), "*.db")]
        self.file = self.form.add(FileField(self.form, _("备份文件"), kinds), "file")
        self.table = tkinter.Frame(self.body, background=PAPER)
        self.table.pack(fill="x", pady=(px(10), 0))
        self._add_table()
        told = _(
            "恢复以前先核对这份备份，再把现在的数据另存到备份文件夹。备份以后登记的内容要重新登记，打卡记录会从设备重新读取。"
        )
        label(self.body, flow(told), "small", muted=True, wrap=WIDTH).pack(fill="x", pady=(px(8), 0))
        self.after_idle(self._begin)

    def _add_table(self) -> None:
        """What the backup holds beside what there is now."""
        self.table.columnconfigure((1, 2), weight=1, uniform="side")
        heads = ("", _("这份备份"), _("现在的数据"))
        for column, head in enumerate(heads):
            label(self.table, head, "strong").grid(row=0, column=column, sticky="w", padx=(0, px(16)))
        names = (_("备份时间"), _("数据到"), _("公示"), _("人员"), _("打卡记录"))
        self.figures = []
        for line, name in enumerate(names, start=1):
            label(self.table, name, muted=True).grid(row=line, column=0, sticky="w", padx=(0, px(16)), pady=px(1))
            pair = [label(self.table, "–") for _side in (0, 1)]
            for column, each in enumerate(pair, start=1):
                each.grid(row=line, column=column, sticky="w", pady=px(1))
            self.figures.append(pair)

    def _begin(self) -> None:
        self.yes.configure(state="disabled")
        self.desk.ask_closed(restorable, done=self._list, failed=self.say)
        if self.chosen_file:
            self.file.set(self.chosen_file)

    def _list(self, found: tuple[Kept, ...]) -> None:
        if self.winfo_exists():
            self.kept.show([kept_row(kept) for kept in found])
            for kept in found:
                if self.chosen_file and Path(kept.file) == self.chosen_file:
                    self.kept.select(kept, quiet=True)

    # ------------------------------------------------------------ looked at

    def _picked(self, row: Row) -> None:
        if isinstance(row.id, Kept):
            self.file.set(Path(row.id.file))

    def _look(self) -> None:
        """A path that is a file is looked at as soon as it is whole."""
        if not hasattr(self, "figures"):
            return
        found = self.form.peek()
        path = found["file"] if found else None
        self.found = None
        self._show(None)
        self.say("")
        self.yes.configure(state="disabled")
        if path and path.exists():
            self.desk.ask_closed(choice, path, done=self._looked, failed=self._refused)

    def _refused(self, sentence: str, details: str) -> None:
        if self.winfo_exists():
            self.say(sentence, details)
            self.yes.configure(state="disabled")

    def _looked(self, found: Choice) -> None:
        if self.winfo_exists() and Path(found.chosen.file) == self.file.get():
            self.found = found
            self._show(found)
            self.yes.configure(state="normal")

    def _show(self, found: Choice | None) -> None:
        sides = (found.chosen, found.present) if found else (None, None)
        for column, side in enumerate(sides):
            for pair, text in zip(self.figures, figures(side), strict=True):
                pair[column].configure(text=text)

    # ------------------------------------------------------------ done

    def confirm(self) -> None:
        if self.found:
            SureDialog(self, self.found, self.go)

    def go(self) -> None:
        """The clerk is sure."""
        assert self.found is not None
        file = Path(self.found.chosen.file)
        self.close()
        desk = self.desk
        desk.work(restore, file, title=_("恢复"), done=lambda done: RestoredDialog(desk, done), opens=False)


def figures(side: Contents | None) -> list[str]:
    """When it was backed up, until when it goes, editions, people, punches."""
    if side is None:
        return ["–"] * 5
    editions = _("{count} 版").format(count=side.editions)
    people = _("{count} 人").format(count=side.people)
    punches = _("{count} 条").format(count=side.punches)
    until = moment_words(side.until) + (_("（演练）") if side.training else "")
    return [moment_words(side.moment), until, editions, people, punches]

"""Importing a roster: choose a file, see what would be added, changed and refused and why, then take it."""

import tkinter
from pathlib import Path

from office.excel_rows import Rejection
from office.people import Imported, import_roster
from office.people_preview import Line, Preview, preview_roster
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.tasks import Task
from ui.widgets.bits import Segments, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FileField
from ui.widgets.form import Form
from ui.widgets.sheet import Column, Row, Sheet

WIDTH = 940
KINDS = ("added", "changed", "unchanged", "rejected")
TONES = {"added": "good", "changed": "late", "unchanged": "plain", "rejected": "bad"}


def kind_word(kind: str) -> str:
    """新增, 变更, 不变, 拒收."""
    return {"added": _("新增"), "changed": _("变更"), "unchanged": _("不变"), "rejected": _("拒收")}[kind]


class ImportDialog(Dialog):
    """`path` is a file that was chosen already."""

    def __init__(self, desk: Desk, path: Path | None = None) -> None:
        self.path = path
        self.preview: Preview | None = None
        self.task: Task | None = None
        super().__init__(desk, _("导入人员名册"), yes=_("导入"), width=WIDTH)

    def fill(self) -> None:
        self.form = Form(self.body, changed=self._chosen, label_width=72)
        self.form.pack(fill="x")
        self.file = self.form.add(FileField(self.form, _("名册文件"), [("Excel", "*.xlsx *.xls *.xlsm *.ods")]), "file")
        row = tkinter.Frame(self.body, background=PAPER)
        row.pack(fill="x", pady=(px(10), px(8)))
        options = [("all", _("全部")), *((kind, kind_word(kind)) for kind in KINDS)]
        self.kinds = Segments(row, options, lambda _kind: self._show_rows())
        self.kinds.pack(side="left")
        self.told = label(row, _("先看再导入：选好文件后，这里列出每一行会怎样，还不会改动名册。"), "small", muted=True)
        self.told.pack(side="left", padx=px(12))
        place = tkinter.Frame(self.body, background=PAPER, height=px(316), width=px(WIDTH))
        place.pack_propagate(False)
        place.pack(fill="x")
        self.sheet = Sheet(place, self.desk, "people-import", _columns(), chosen=self._tell_row)
        self.sheet.pack(fill="both", expand=True)
        self.whole = label(self.body, "", "small", muted=True)
        self.whole.configure(wraplength=px(WIDTH), height=2, anchor="nw")
        self.whole.pack(fill="x", pady=(px(6), 0))
        self.after_idle(self._begin)

    def _begin(self) -> None:
        self.yes.configure(state="disabled")
        if self.path:
            self.file.set(self.path)

    # ------------------------------------------------------------ the preview

    def _chosen(self) -> None:
        """A path that is a file is looked at as soon as it is whole."""
        if not hasattr(self, "sheet"):
            return
        found = self.form.peek()
        path = found["file"] if found else None
        self.yes.configure(state="disabled")
        self.preview = None
        self.say("")
        self.yes.configure(state="disabled")
        if path and path.is_file():
            self.desk.ask(preview_roster, path, done=self._show, failed=self._refused, key="preview")

    def _refused(self, sentence: str, details: str) -> None:
        if self.winfo_exists():
            self.sheet.show(())
            self.say(sentence, details)
            self.yes.configure(state="disabled")

    def _show(self, preview: Preview) -> None:
        if not self.winfo_exists() or (self.form.peek() or {}).get("file") != preview.path:
            return  # another file was chosen since
        self.preview = preview
        for kind in KINDS:
            self.kinds.set_text(kind, f"{kind_word(kind)} {preview.counts[kind]}")
        self.kinds.mark("rejected" if preview.counts["rejected"] else "all")
        taken = preview.counts["added"] + preview.counts["changed"]
        self.yes.configure(
            text=_("导入 {count} 人").format(count=taken) if taken else _("导入"),
            state="normal" if taken else "disabled",
        )
        self.told.configure(text=self._words(preview, taken))
        self._show_rows()

    def _words(self, preview: Preview, taken: int) -> str:
        words = [] if taken else [_("没有要导入的改动")]
        if preview.counts["rejected"]:
            words.append(_("拒收的行改好后再导入一次"))
        if preview.absent:
            words.append(_("名册里另有 {count} 人不在文件里，不受影响").format(count=preview.absent))
        return _("；").join(words)

    def _show_rows(self) -> None:
        if self.preview is None:
            return
        kind = self.kinds.value
        self.whole.configure(text=_("点一行，这里写出它的全部改动或原因。"))
        rows = [(line.row, 0, _line(line)) for line in self.preview.lines if kind in (line.kind, "all")]
        if kind in ("rejected", "all"):
            rows += [(fault.row, at, _fault(fault, at)) for at, fault in enumerate(self.preview.rejected)]
        self.sheet.show([row for *_place, row in sorted(rows, key=lambda each: each[:2])])

    def _tell_row(self, row: Row) -> None:
        """What a line is too narrow for, in full."""
        self.whole.configure(text=flow(_("第 {row} 行：{what}").format(row=row.cells[0], what=row.cells[-1])))

    # ------------------------------------------------------------ taking it

    def confirm(self) -> None:
        if self.preview is None:
            self.form.values()
            return
        self.wait(True)
        title = _("导入人员名册")
        self.task = self.desk.work(
            import_roster,
            self.preview.path,
            title=title,
            done=self._done,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _failed(self, sentence: str, details: str) -> None:
        self.task = None
        self.say(sentence, details)

    def _cancelled(self) -> None:
        self.task = None
        self.desk.tell(_("已取消导入，名册没有改动"))
        self.close()

    def close(self) -> None:
        """Closing in the middle gives the import up."""
        task, self.task = self.task, None
        if task:
            self.desk.cancel(task)
        super().close()

    def _done(self, done: Imported) -> None:
        self.task = None
        self.close()
        words = _("名册已导入：新增 {added} 人，变更 {changed} 人，不变 {unchanged} 人").format(
            added=done.added, changed=done.changed, unchanged=done.unchanged
        )
        refused = len({fault.row for fault in done.rejected})
        self.desk.tell(words + (_("；拒收 {count} 行").format(count=refused) if refused else ""))


def _columns() -> list[Column]:
    return [
        Column(_("行"), 44, "e"),
        Column(_("情况"), 56, "center"),
        Column(_("工号"), 64),
        Column(_("姓名"), 124),
        Column(_("窗口单位"), 162),
        Column(_("窗口"), 70),
        Column(_("从哪天起"), 92),
        Column(_("改动或原因"), 300),
    ]


def _line(line: Line) -> Row:
    place = _("{post} {role}岗").format(post=line.post, role=line.role)
    since = "" if line.kind == "unchanged" else line.since.isoformat() if line.since else _("一直")
    cells = (str(line.row), kind_word(line.kind), line.number, line.name, line.unit, place, since, _what(line))
    return Row((line.row, 0), cells, tones={1: TONES[line.kind]}, sorts={0: line.row})


def _what(line: Line) -> str:
    said = [
        _("{field}：{before} → {after}").format(
            field=moved.label, before=moved.before or _("（空）"), after=moved.after or _("（空）")
        )
        for moved in line.moved
    ]
    if line.kind == "added" and line.until:
        said.append(_("到 {last}").format(last=line.until))
    if line.posted:
        said.append(_("{count} 天已公示，要另出新版").format(count=line.posted))
    return _("；").join(said)


def _fault(fault: Rejection, at: int) -> Row:
    told = fault.message + (_("（填的是“{value}”）").format(value=fault.value) if fault.value else "")
    cells = (str(fault.row), kind_word("rejected"), "", "", "", "", "", told)
    return Row((fault.row, at + 1), cells, tones={1: "bad"}, sorts={0: fault.row})

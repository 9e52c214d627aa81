"""Where the data lies, what the program is, and whose libraries it is made of."""

import tkinter
from functools import partial

from office.licences import libraries
from office.proof import Proof, prove
from office.settings_view import Place, SettingsView
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, PAPER, px
from ui.widgets.bits import button, flow, label, panel
from ui.widgets.sheet import Column, Row, Sheet

WRAP = 520
UNITS = ("B", "KB", "MB", "GB")


class About(tkinter.Frame):
    """The right side of the page."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self._shown: SettingsView | None = None
        self._add_data()
        self._add_program()

    def _add_data(self) -> None:
        self.data = panel(self)
        self.data.pack(fill="x")
        head = tkinter.Frame(self.data, background=PAPER)
        head.pack(fill="x")
        label(head, _("数据"), "heading").pack(side="left")
        button(head, _("打开数据文件夹"), lambda: self._open("home")).pack(side="right")
        button(head, _("打开公示文件夹"), lambda: self._open("published")).pack(side="right", padx=px(8))
        self.proof = button(head, _("核对全部公示"), self._prove)
        self.proof.pack(side="right")
        self.places = tkinter.Frame(self.data, background=PAPER)
        self.places.pack(fill="x", pady=(px(8), 0))
        self.places.columnconfigure(2, weight=1)

    def _add_program(self) -> None:
        program = panel(self)
        program.pack(fill="both", expand=True, pady=(px(10), 0))
        label(program, _("关于"), "heading").pack(fill="x")
        self.about = label(program, "", wrap=WRAP)
        self.about.pack(fill="x", pady=(px(6), px(2)))
        gpl = _(
            "所用软件和各自的许可如下。tkcalendar 是 GPL-3；pyzk 的安装包没有附许可全文，它的源代码仓库附的是 GPL。"
            "把在岗转给别人以前，请先弄清这两份许可的要求。"
        )
        licence = label(program, flow(gpl), muted=True, wrap=WRAP)
        licence.pack(fill="x", pady=(0, px(8)))
        for each in (self.about, licence):
            each.bind("<Configure>", partial(_fold, each))
        columns = [Column(_("软件"), 150), Column(_("版本"), 90), Column(_("许可"), 260)]
        self.libraries = Sheet(program, self.desk, "licences", columns)
        self.libraries.pack(fill="both", expand=True)
        rows = [
            Row(each.name, (each.name, each.version, each.licence), {2: "late"} if each.gpl else {})
            for each in libraries()
        ]
        self.libraries.show(rows)

    # ------------------------------------------------------------ the data

    def show(self, view: SettingsView) -> None:
        """Drawn anew only where something changed."""
        if view == self._shown:
            return
        self._shown = view
        for child in self.places.winfo_children():
            child.destroy()
        for line, place in enumerate(view.places):
            self._show_place(line, place)
        self.about.configure(text=_program_words(view))

    def _show_place(self, line: int, place: Place) -> None:
        label(self.places, _names()[place.name], muted=True).grid(row=line, column=0, sticky="nw", pady=px(2))
        size = label(self.places, size_words(place.size))
        size.grid(row=line, column=1, sticky="ne", padx=px(12), pady=px(2))
        label(self.places, place.path, wrap=360).grid(row=line, column=2, sticky="w", pady=px(2))

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

    def _open(self, which: str) -> None:
        if self._shown:
            self.desk.open_file(getattr(self._shown, which))


def _fold(words: tkinter.Label, event: "tkinter.Event[tkinter.Misc]") -> None:
    """Lines no longer than there is room for."""
    words.configure(wraplength=min(px(WRAP), event.width))


def _names() -> dict[str, str]:
    return {"database": _("数据库"), "published": _("公示文件夹"), "backups": _("备份"), "logs": _("日志")}


def _program_words(view: SettingsView) -> str:
    lines = [_("在岗 {version}").format(version=view.version or _("（未安装的副本）"))]
    if view.rulebook:
        text = _("现行规则：{title}（版本 {version}）")
        lines.append(text.format(title=view.rulebook, version=view.rulebook_version))
    if view.training:
        lines.append(_("这是演练用的数据，不用于真实考勤"))
    return "\n".join(flow(line) for line in lines)


def size_words(size: int) -> str:
    """12 KB, 3.4 MB."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.0f} {UNITS[unit]}" if amount >= 10 or unit == 0 else f"{amount:.1f} {UNITS[unit]}"

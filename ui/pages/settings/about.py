"""What the program is, and whose libraries it is made of."""

import tkinter
from functools import partial

from office.licences import libraries
from office.settings_view import SettingsView
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, px
from ui.widgets.bits import flow, label, panel
from ui.widgets.sheet import Column, Row, Sheet

WRAP = 1080


class About(tkinter.Frame):
    """The last part of the page."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        program = panel(self)
        program.pack(fill="both", expand=True)
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
        columns = [Column(_("软件"), 220), Column(_("版本"), 120), Column(_("许可"), 260)]
        self.libraries = Sheet(program, self.desk, "licences", columns)
        self.libraries.pack(fill="both", expand=True)
        rows = [
            Row(each.name, (each.name, each.version, each.licence), {2: "late"} if each.gpl else {})
            for each in libraries()
        ]
        self.libraries.show(rows)

    def show(self, view: SettingsView) -> None:
        """Drawn anew only where something changed."""
        words = _program_words(view)
        if self.about["text"] != words:
            self.about.configure(text=words)


def _fold(words: tkinter.Label, event: "tkinter.Event[tkinter.Misc]") -> None:
    """Lines no longer than there is room for."""
    words.configure(wraplength=min(px(WRAP), event.width))


def _program_words(view: SettingsView) -> str:
    lines = [_("在岗 {version}").format(version=view.version or _("（未安装的副本）"))]
    if view.rulebook:
        text = _("现行规则：{title}（版本 {version}）")
        lines.append(text.format(title=view.rulebook, version=view.rulebook_version))
    if view.training:
        lines.append(_("这是演练用的数据，不用于真实考勤"))
    return "\n".join(flow(line) for line in lines)

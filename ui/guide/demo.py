"""Trying the program with demo data, beside one's own and never in it; and throwing the demo away."""

import tkinter
from collections.abc import Callable
from pathlib import Path

from office.guide import Standing, build_demo, discard_demo, standing
from ui.desk import Desk
from ui.language import _
from ui.look import NAVY, NAVY_MUTED, NAVY_TEXT, PAPER, font, px
from ui.widgets.bits import badge, button, flow, label, panel

WIDTH = 244


class DemoPanel(tkinter.Frame):
    """At the right of the guide."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PAPER)
        self.desk = desk
        self.paper = panel(self, 16)
        self.paper.pack(fill="both", expand=True)
        tkinter.Frame(self.paper, background=PAPER, width=px(WIDTH)).pack()
        badge(self.paper, _("演示数据"), "leave").pack(anchor="w")
        label(self.paper, _("先试一试"), "heading").pack(anchor="w", pady=(px(8), px(6)))
        told = (
            _("一个 60 人的示范中心，3 台模拟设备，两周的打卡、请假、外出和更正，从读取到公示样样都有。"),
            _("和您自己的数据分开存放，标题写明【演示数据】，随时可以丢弃。"),
        )
        for paragraph in told:
            label(self.paper, flow(paragraph), muted=True, wrap=WIDTH).pack(anchor="w", pady=(0, px(6)))
        self.acts = tkinter.Frame(self.paper, background=PAPER)
        self.acts.pack(fill="x", pady=(px(12), 0))
        self.said = label(self.paper, "", "small", muted=True, wrap=WIDTH)
        self.said.pack(anchor="w", pady=(px(8), 0))

    def show(self, found: Standing) -> None:
        """What can be done with the demo, as it lies there or not."""
        for child in self.acts.winfo_children():
            child.destroy()
        if found.demo_there and not found.demo:
            button(self.acts, _("打开演示数据"), lambda: self.desk.restart(found.demo_place)).pack(anchor="w")
        elif not found.demo:
            self.build = button(self.acts, _("用演示数据试用"), self._build)
            self.build.pack(anchor="w")
        if found.demo_there:
            button(self.acts, _("丢弃演示数据"), lambda: discard(self.desk), "link").pack(anchor="w", pady=(px(6), 0))

    def _build(self) -> None:
        self.build.configure(state="disabled")
        self.said.configure(text=flow(_("正在建演示中心，约十几秒，建好后窗口会在演示数据上重新打开。")))
        self.desk.work(
            build_demo,
            title=_("建演示中心"),
            done=self._built,
            failed=self._failed,
            cancelled=self._again,
            opens=False,
        )

    def _built(self, place: Path) -> None:
        self.desk.restart(place)

    def _failed(self, sentence: str, details: str) -> None:
        self._again()
        self.desk.trouble(sentence, details)

    def _again(self) -> None:
        self.said.configure(text="")
        if self.build.winfo_exists():
            self.build.configure(state="normal")


def discard(desk: Desk) -> None:
    """Ask, delete the demo, and go on with one's own data."""
    question = _("演示中心的全部内容会被删除，您自己的数据不受影响。")
    if desk.confirm(_("丢弃演示数据"), question, _("丢弃")):
        desk.ask_closed(discard_demo, done=desk.restart)


class Mark(tkinter.Frame):
    """At the foot of the list of pages: that this is the demo, or that the first start is not finished yet."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=NAVY)
        self.desk = desk
        desk.ask_closed(standing, done=self._show)

    def _show(self, found: Standing) -> None:
        if found.demo:
            self._line(_("演示数据"), NAVY_TEXT, "strong")
            self._link(_("丢弃演示数据…"), lambda: discard(self.desk))
        elif found.next:
            self._link(_("继续首次设置 ›"), lambda: self.desk.go("guide"))

    def _line(self, text: str, colour: str, role: str) -> tkinter.Label:
        line = tkinter.Label(self, text=text, background=NAVY, foreground=colour, font=font(role), anchor="w")
        line.pack(fill="x")
        return line

    def _link(self, text: str, command: Callable[[], object]) -> None:
        link = self._line(text, NAVY_MUTED, "small")
        link.configure(cursor="hand2", takefocus=True, highlightthickness=1, highlightbackground=NAVY)
        for event in ("<Button-1>", "<Return>", "<space>"):
            link.bind(event, lambda _event: command())

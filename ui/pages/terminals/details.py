"""The chosen terminal: its state in a sentence, what it holds, what is wrong, and what can be done with it."""

import tkinter
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

import ttkbootstrap

from office.terminal_view import TerminalRow
from ui.language import _
from ui.look import AMBER, LINE, MUTED, PAPER, RED, TONES, px
from ui.pages.terminals import words
from ui.widgets.bits import Scrolled, badge, button, flow, label

WRAP = 500


class Acts(Protocol):
    """What the buttons do."""

    def read_one(self) -> None: ...
    def check(self) -> None: ...
    def set_clock(self) -> None: ...
    def change(self) -> None: ...
    def remove(self) -> None: ...


class Details(tkinter.Frame):
    """Drawn anew only where what it shows has changed."""

    def __init__(self, parent: tkinter.Misc, acts: Acts) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightcolor=LINE, highlightthickness=1)
        self._shown: object = None
        self.row: TerminalRow | None = None
        self.buttons: list[ttkbootstrap.Button] = []
        foot = tkinter.Frame(self, background=PAPER)
        foot.pack(side="bottom", fill="x", padx=px(12), pady=px(10))
        self._add_buttons(foot, acts)
        self.body = Scrolled(self, PAPER)
        self.body.pack(fill="both", expand=True, padx=(px(12), 1), pady=(px(10), 0))

    def _add_buttons(self, foot: tkinter.Misc, acts: Acts) -> None:
        named = ((_("读取"), acts.read_one), (_("测试连接"), acts.check), (_("校时…"), acts.set_clock))
        for text, command in (*named, (_("修改…"), acts.change)):
            self.buttons.append(button(foot, text, command))
            self.buttons[-1].pack(side="left", padx=(0, px(6)))
        self.buttons.append(button(foot, _("停用…"), acts.remove, "danger-outline"))
        self.buttons[-1].pack(side="right")

    def busy(self, busy: bool) -> None:
        """While terminals are read, nothing else is asked of them."""
        for each in self.buttons:
            each.configure(state="disabled" if busy else "normal")

    def show(self, row: TerminalRow | None, now: datetime) -> None:
        """A terminal, or none."""
        if (row, now.date()) == self._shown:
            return
        self._shown, self.row = (row, now.date()), row
        for child in self.body.inside.winfo_children():
            child.destroy()
        if row:
            self._head(row)
            self._state(row, now)
            self._figures(row, now)
            self._troubles(row, now)

    def _head(self, row: TerminalRow) -> None:
        head = tkinter.Frame(self.body.inside, background=PAPER)
        head.pack(fill="x")
        label(head, row.name, "heading").pack(side="left")
        if row.floor:
            label(head, words.floor_words(row.floor), muted=True).pack(side="left", padx=px(8))
        badge(head, f"{words.SIGNS[row.state]} {words.state_word(row)}", words.TONES[row.state]).pack(side="left")

    def _say(self, text: str, colour: str = "") -> None:
        said = label(self.body.inside, flow(text), wrap=WRAP)
        if colour:
            said.configure(foreground=colour)
        said.pack(fill="x", pady=(px(4), 0))
        said.bind("<Configure>", lambda event: said.configure(wraplength=min(px(WRAP), event.width)))

    def _state(self, row: TerminalRow, now: datetime) -> None:
        """Why it is not as it should be, and since when."""
        since = words.moment_words(row.since, now)
        if row.state == "stale":
            self._say(_("只读到 {moment}，上一个工作日还没有读全，请读取").format(moment=since), AMBER)
        elif row.state == "failing":
            self._say(_("从 {moment} 起读不到：{why}").format(moment=since, why=row.failure), RED)
        elif row.failure and row.state == "never":
            self._say(row.failure, RED)
        elif row.state == "never":
            self._say(_("登记以后还没有读取过"), MUTED)

    def _figures(self, row: TerminalRow, now: datetime) -> None:
        grid = tkinter.Frame(self.body.inside, background=PAPER)
        grid.pack(fill="x", pady=(px(8), 0))
        for at, (name, value, colour) in enumerate(_figures(row, now)):
            line, side = divmod(at, 2)
            grid.columnconfigure(side * 2 + 1, weight=1, uniform="value")
            title = label(grid, name, muted=True)
            title.grid(row=line, column=side * 2, sticky="w", padx=(0 if side == 0 else px(12), px(10)), pady=px(2))
            told = label(grid, value)
            if colour:
                told.configure(foreground=colour)
            told.grid(row=line, column=side * 2 + 1, sticky="w")
        if row.share is not None:
            self._bar(row)

    def _bar(self, row: TerminalRow) -> None:
        """How full it is; the mark stands where somebody has to look."""
        tone = TONES["late" if row.nearly_full else "cover"]
        text = _("已用记录容量 {share}%，到 80% 时提醒").format(share=row.share)
        label(self.body.inside, text, "small", muted=True).pack(fill="x", pady=(px(8), 0))
        canvas = tkinter.Canvas(self.body.inside, height=px(8), background=PAPER, highlightthickness=0)
        canvas.pack(fill="x", pady=(px(3), 0), padx=(px(1), px(12)))

        def draw(event: "tkinter.Event[tkinter.Misc]") -> None:
            canvas.delete("all")
            wide = event.width - 1
            canvas.create_rectangle(0, 0, wide, px(7), fill=tone.patch, outline="")
            canvas.create_rectangle(0, 0, max(1, wide * (row.share or 0) // 100), px(7), fill=tone.mark, outline="")
            canvas.create_line(wide * 80 // 100, 0, wide * 80 // 100, px(8), fill=MUTED)

        canvas.bind("<Configure>", draw)

    def _troubles(self, row: TerminalRow, now: datetime) -> None:
        if row.nearly_full:
            text = _("记录已用 {share}% 的容量，请先确认都已读取，再在设备菜单里清除旧记录")
            self._say(text.format(share=row.share), AMBER)
        if row.offset_wrong:
            self._say(_("时钟偏差较大：认定时已按偏差改正，公示上会写明；请校时"), AMBER)
        for lost in row.lost:
            first, last = (words.moment_words(moment, now) for moment in lost[1:3])
            self._say(_("{first} 至 {last} 的记录可能缺失").format(first=first, last=last), AMBER)
        if row.failure and row.state in ("ok", "stale"):
            text = _("上一次没有读到是 {moment}：{why}")
            self._say(text.format(moment=words.moment_words(row.failed_at, now), why=row.failure), MUTED)
        if row.problems:
            title = label(self.body.inside, _("上次读取中需要查看的"), "strong")
            title.pack(fill="x", pady=(px(8), 0))
            for text in row.problems:
                label(self.body.inside, flow(f"· {text}"), wrap=WRAP).pack(fill="x")


def _figures(row: TerminalRow, now: datetime) -> Iterator[tuple[str, str, str]]:
    capacity = f"{row.records:,} / {row.records_capacity:,}" if row.share is not None else words.fill_words(row)
    users = f"{row.users:,} / {row.users_capacity:,}" if row.users_capacity > 0 else f"{row.users:,}"
    yield _("地址"), words.place_words(row), ""
    yield _("通信密码"), str(row.comm_key) if row.comm_key else _("没有设置"), ""
    yield _("序列号"), row.serial or "–", ""
    yield _("固件"), row.firmware or "–", ""
    yield _("数据截止"), words.moment_words(row.horizon, now), ""
    yield _("最近连接"), words.moment_words(row.contact, now), ""
    yield _("记录"), capacity, AMBER if row.nearly_full else ""
    yield _("用户"), users if row.serial else "–", ""
    yield _("时钟偏差"), words.offset_words(row.offset), AMBER if row.offset_wrong else ""

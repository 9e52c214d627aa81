"""The line of the morning: the day to be posted, what it lacks, and how far the terminals are read."""

import tkinter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import ttkbootstrap

from office.board_records import Board, Morning, MorningLine
from ui.language import _
from ui.look import AMBER, GREEN, INK, LINE, MUTED, PAPER, RED, font, px
from ui.look import TONES as LOOKS
from ui.pages.today.strip_words import headline, note, reach
from ui.pages.today.timeline import Timeline
from ui.widgets.bits import button

MARKS = {
    "due": LOOKS["late"].mark,
    "late": LOOKS["bad"].mark,
    "posted": LOOKS["good"].mark,
    "changed": LOOKS["late"].mark,
    "trouble": LOOKS["bad"].mark,
}
COLOURS = {"due": AMBER, "late": RED, "posted": GREEN, "changed": AMBER, "trouble": RED}
MOST_SHARES = 4
DONE = "√"


class Acts(NamedTuple):
    """What the buttons do."""

    read: Callable[[], object]
    look: Callable[[], object]
    agree: Callable[[], object]
    publish: Callable[[], object]
    log: Callable[[], object]


class Strip(tkinter.Frame):
    """Two lines at the left for the posting, two at the right for the terminals, the buttons, and the rail below."""

    def __init__(self, parent: tkinter.Misc, acts: Acts) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightthickness=1)
        self.mark = tkinter.Frame(self, background=LINE, width=px(5))
        self.mark.pack(side="left", fill="y")
        self.rail = Timeline(self, acts.log)
        self._buttons(acts)
        self.reach, self.failing = self._lines("right", px(12))
        self.state, self.note = self._lines("left", px(12))
        self.note.configure(justify="left")
        self.note.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width))
        self._board: Board | None = None
        self._reading: dict[str, tuple[int, int]] | None = None

    def _buttons(self, acts: Acts) -> None:
        """From the right: agree, publish, look, read; the first two only while a draft waits for them."""
        box = tkinter.Frame(self, background=PAPER)
        box.pack(side="right", padx=(px(12), px(12)))
        self.read = button(box, _("读取设备"), acts.read)
        self.post = button(box, _("查看草稿"), acts.look)
        self.publish = button(box, _("立即公示"), acts.publish)
        self.agree = button(box, _("确认"), acts.agree, "primary")
        self.read.pack(side="left")
        self.post.pack(side="left", padx=(px(8), 0))

    def _lines(self, side: str, pad: int) -> tuple[tkinter.Label, tkinter.Label]:
        box = tkinter.Frame(self, background=PAPER)
        box.pack(side=side, padx=(pad, 0), pady=px(6), fill="x", expand=side == "left")  # type: ignore[arg-type]
        anchor = "w" if side == "left" else "e"
        role = "heading" if side == "left" else "body"
        first = tkinter.Label(box, background=PAPER, foreground=INK, font=font(role), anchor=anchor)  # type: ignore[arg-type]
        second = tkinter.Label(box, background=PAPER, foreground=MUTED, font=font("small"), anchor=anchor)  # type: ignore[arg-type]
        first.pack(fill="x")
        second.pack(fill="x")
        return first, second

    # ------------------------------------------------------------ the morning

    def show(self, board: Board, now: datetime, *, keeps: bool = False) -> None:
        """A board; only what reads otherwise is set. `keeps`: this window keeps the morning, or soon will."""
        self._board = board
        morning = board.morning
        wanting = morning.state == "posted" and morning.missing  # posted, and not complete
        state = "changed" if wanting else morning.state
        _set(self.state, text=headline(morning), foreground=COLOURS.get(state, INK))
        if str(self.mark["background"]) != MARKS.get(state, LINE):
            self.mark.configure(background=MARKS.get(state, LINE))
        self._show_buttons(morning, board.line.draft)
        self._show_rail(board.line, now, keeps=keeps)
        self.pass_time(now)
        if self._reading is None:
            self._show_reach(morning, now)

    def _show_rail(self, line: MorningLine, now: datetime, *, keeps: bool) -> None:
        if line.steps or line.said:
            self.rail.pack(side="bottom", fill="x", after=self.mark)
            self.rail.show(replace(line, kept=line.kept or keeps), now)
        else:
            self.rail.pack_forget()

    def _show_buttons(self, morning: Morning, draft: bool) -> None:
        words = {"posted": _("查看公示"), "changed": _("去看变化"), "trouble": _("查看当日")}
        _dress(
            self.post, words.get(morning.state, _("查看草稿")), "primary" if morning.state == "changed" else "outline"
        )
        if self._reading is None:
            _dress(self.read, _("登记设备…") if morning.state == "no_terminals" else _("读取设备"), "outline")
        _allow(self.post, bool(morning.day) and morning.state not in ("no_people", "no_terminals"))
        _dress(self.agree, _("撤回确认") if morning.agreed else _("确认"), "outline" if morning.agreed else "primary")
        for each in (self.publish, self.agree):
            if draft and not each.winfo_manager():
                each.pack(side="left", padx=(px(8), 0))
            elif not draft:
                each.pack_forget()

    def busy(self, waiting: bool) -> None:
        """While the day is confirmed or posted nothing of it can be pressed twice."""
        for each in (self.publish, self.agree):
            _allow(each, not waiting)

    def pass_time(self, now: datetime) -> None:
        """The minutes that are left."""
        if self._board:
            _set(self.note, text=note(self._board.morning, now))

    def _show_reach(self, morning: Morning, now: datetime) -> None:
        text, failing = reach(morning, now)
        _set(self.reach, text=text)
        _set(self.failing, text=failing, foreground=RED if morning.failing else MUTED)

    # ------------------------------------------------------------ reading

    def begin(self, names: tuple[str, ...]) -> None:
        """The terminals are being read; the button becomes the way out."""
        self._reading = dict.fromkeys(names, (0, 0))
        self.read.configure(text=_("停止读取"))
        _set(self.reach, text=_("正在读取设备"))
        self._show_progress()

    def progress(self, name: str, done: int, total: int) -> None:
        """How far one terminal is."""
        if self._reading is not None:
            self._reading[name] = done, total
            self._show_progress()

    def end(self, now: datetime) -> None:
        """It is over, one way or the other."""
        self._reading = None
        self.read.configure(text=_("读取设备"))
        if self._board:
            self._show_reach(self._board.morning, now)

    def _show_progress(self) -> None:
        reading = self._reading or {}
        told = "　".join(f"{name} {_share(*at)}" for name, at in reading.items())
        if len(reading) > MOST_SHARES:
            done = sum(_share(*at) == DONE for at in reading.values())
            told = _("已读 {done} / {count} 台").format(done=done, count=len(reading))
        _set(self.failing, text=told, foreground=MUTED)


def _share(done: int, total: int) -> str:
    if total <= 0:
        return "…"
    return DONE if done >= total else f"{done * 100 // total}%"


def _dress(widget: ttkbootstrap.Button, text: str, kind: str) -> None:
    if str(widget["text"]) != text:
        widget.configure(text=text, bootstyle=kind)


def _allow(widget: ttkbootstrap.Button, allowed: bool) -> None:
    state = "normal" if allowed else "disabled"
    if str(widget["state"]) != state:
        widget.configure(state=state)


def _set(widget: tkinter.Label, **values: str) -> None:
    changed = {key: value for key, value in values.items() if str(widget[key]) != value}
    if changed:
        widget.configure(**changed)

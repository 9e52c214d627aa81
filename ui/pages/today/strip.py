"""The line of the morning: the day to be posted, what it lacks, and how far the terminals are read."""

import tkinter
from collections.abc import Callable, Mapping
from datetime import datetime

import ttkbootstrap

from office.board_records import Board, Morning
from ui.language import _, day_words
from ui.look import AMBER, GREEN, INK, LINE, MUTED, PAPER, RED, font, px
from ui.look import TONES as LOOKS
from ui.widgets.bits import button, flow

MARKS = {
    "due": LOOKS["late"].mark,
    "late": LOOKS["bad"].mark,
    "posted": LOOKS["good"].mark,
    "changed": LOOKS["late"].mark,
    "trouble": LOOKS["bad"].mark,
}
COLOURS = {"due": AMBER, "late": RED, "posted": GREEN, "changed": AMBER, "trouble": RED}
MOST_MISSING = 3


class Strip(tkinter.Frame):
    """Two lines at the left for the posting, two at the right for the terminals, and the buttons."""

    def __init__(self, parent: tkinter.Misc, read: Callable[[], object], post: Callable[[], object]) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightthickness=1)
        self.mark = tkinter.Frame(self, background=LINE, width=px(5))
        self.mark.pack(side="left", fill="y")
        self.post = button(self, _("公示"), post, "primary")
        self.post.pack(side="right", padx=(px(8), px(12)))
        self.read = button(self, _("读取设备"), read)
        self.read.pack(side="right", padx=(px(12), 0))
        self.reach, self.failing = self._lines("right", px(12))
        self.state, self.note = self._lines("left", px(12))
        self.note.configure(justify="left")
        self.note.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width))
        self._board: Board | None = None
        self._reading: dict[str, tuple[int, int]] | None = None

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

    def show(self, board: Board, now: datetime) -> None:
        """A board; only what reads otherwise is set."""
        self._board = board
        morning = board.morning
        wanting = morning.state == "posted" and morning.missing  # posted, and not complete
        state = "changed" if wanting else morning.state
        _set(self.state, text=headline(morning), foreground=COLOURS.get(state, INK))
        if str(self.mark["background"]) != MARKS.get(state, LINE):
            self.mark.configure(background=MARKS.get(state, LINE))
        self._show_button(morning)
        self.pass_time(now)
        if self._reading is None:
            self._show_reach(morning, now)

    def _show_button(self, morning: Morning) -> None:
        words = {"posted": _("查看公示"), "changed": _("去看变化"), "trouble": _("查看当日")}
        open_day = morning.state in ("due", "late", "changed")
        text = words.get(morning.state, _("去公示"))
        if str(self.post["text"]) != text:
            self.post.configure(text=text, bootstyle="primary" if open_day else "outline")
        if self._reading is None:
            _name(self.read, _("登记设备…") if morning.state == "no_terminals" else _("读取设备"))
        state = "normal" if morning.day and morning.state not in ("no_people", "no_terminals") else "disabled"
        if str(self.post["state"]) != state:
            self.post.configure(state=state)

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
        told = (f"{name} {_share(*at)}" for name, at in (self._reading or {}).items())
        _set(self.failing, text="　".join(told), foreground=MUTED)


def _share(done: int, total: int) -> str:
    if total <= 0:
        return "…"
    return "√" if done >= total else f"{done * 100 // total}%"


def _name(widget: ttkbootstrap.Button, text: str) -> None:
    if str(widget["text"]) != text:
        widget.configure(text=text)


def _set(widget: tkinter.Label, **values: str) -> None:
    changed = {key: value for key, value in values.items() if str(widget[key]) != value}
    if changed:
        widget.configure(**changed)


# ---------------------------------------------------------------- its words


def headline(morning: Morning) -> str:
    """2026-11-20 星期五　待公示."""
    words: Mapping[str, str] = {
        "no_people": _("名册里还没有人"),
        "no_terminals": _("还没有登记考勤设备"),
        "nothing": _("没有要公示的日子"),
        "due": _("待公示"),
        "late": _("还没有公示"),
        "posted": _("已公示第 {edition} 版").format(edition=morning.edition),
        "changed": _("已公示第 {edition} 版，之后数据有变").format(edition=morning.edition),
        "trouble": _("不能认定"),
    }
    dated = morning.day and morning.state not in ("no_people", "no_terminals", "nothing")
    return "　".join(filter(None, (day_words(morning.day) if dated and morning.day else "", words[morning.state])))


def note(morning: Morning, now: datetime) -> str:
    """The time that is left, and what the day lacks."""
    shown = morning.missing[:MOST_MISSING]
    more = _("等 {count} 项").format(count=len(morning.missing)) if len(morning.missing) > MOST_MISSING else ""
    missing = "；".join(map(flow, shown) if morning.state == "trouble" else shown) + more
    return "　".join(filter(None, (_hurry(morning, now), missing or _complete(morning))))


def _hurry(morning: Morning, now: datetime) -> str:
    if morning.state in ("posted", "changed") and morning.posted_at:
        today = morning.posted_at.date() == now.date()
        return _("{time} 公示").format(time=f"{morning.posted_at:{'%H:%M' if today else '%m-%d %H:%M'}}")
    if morning.state not in ("due", "late") or morning.deadline is None:
        return ""
    minutes = int((morning.deadline - now).total_seconds()) // 60
    when = f"{morning.deadline:%H:%M}"
    if now > morning.deadline:
        return _("最迟 {time} 公示，已过 {minutes} 分钟").format(time=when, minutes=-minutes - 1)
    return _("最迟 {time} 公示，还有 {minutes} 分钟").format(time=when, minutes=minutes)


def _complete(morning: Morning) -> str:
    if morning.state == "no_terminals":
        return _("登记并读取设备以后才能认定，在那以前都是数据不全")
    return _("数据已齐") if morning.state in ("due", "late") else ""


def reach(morning: Morning, now: datetime) -> tuple[str, str]:
    """How far the terminals are read, and which of them are not."""
    least = morning.least
    if least is None:
        return "", ""
    if least.horizon is None:
        first = _("{name}还没有读过").format(name=least.name)
    else:
        first = _("设备读到 {time}").format(time=_moment(least.horizon, now))
    failing = "、".join(morning.failing)
    return first, _("没有读成：{names}").format(names=failing) if failing else _rest(morning)


def _rest(morning: Morning) -> str:
    """How many terminals there are, and which of them is behind the others."""
    least, count = morning.least, len(morning.terminals)
    reached = {read.horizon and f"{read.horizon:%m-%d %H:%M}" for read in morning.terminals}
    if least is None or len(reached) == 1:
        return _("共 {count} 台").format(count=count)
    return _("共 {count} 台，最早的是{name}").format(count=count, name=least.name)


def _moment(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%m-%d %H:%M}"

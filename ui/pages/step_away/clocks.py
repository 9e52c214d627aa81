"""The running clocks: one card for everybody who is away. A second changes texts and colours, nothing else."""

import tkinter
from collections.abc import Callable
from typing import NamedTuple

from office.step_away_view import Clock, Limits, StepAwayView
from ui.language import _
from ui.look import LINE, MUTED, PANEL, PAPER, SHADE, TONES, font, px
from ui.widgets.bits import Empty, Scrolled, button
from ui.words import minutes_words

BAR_HIGH = 4


class Acts(NamedTuple):
    """What a card's buttons do, each with its step-away."""

    back: Callable[[Clock], object]
    reported: Callable[[Clock], object]
    cancel: Callable[[Clock], object]


def tone_of(seconds: int, limits: Limits | None) -> str:
    """plain, late from shortly before the limit on, bad when a whole minute beyond it has passed."""
    if limits is None or limits.alarm is None or limits.over is None:
        return "away"
    if seconds >= limits.over:
        return "bad"
    return "late" if seconds >= limits.alarm else "away"


def left_words(seconds: int, limits: Limits | None) -> str:
    """How far it is to the limit, or beyond it."""
    if limits is None or limits.limit is None or limits.over is None:
        return _("离岗中")
    if seconds >= limits.over:
        return _("已超时 {minutes} 分钟").format(minutes=(seconds - limits.limit) // 60)
    if seconds >= limits.limit:
        return _("已到时限")
    return _("还剩 {time}").format(time=minutes_words(limits.limit - seconds))


class Clocks(tkinter.Frame):
    """The cards, the largest clock first."""

    def __init__(self, parent: tkinter.Misc, acts: Acts) -> None:
        super().__init__(parent, background=PANEL)
        self._acts = acts
        self.scrolled = Scrolled(self)
        self.cards: dict[int, ClockCard] = {}
        self.empty = Empty(self, _("现在没有人离岗。"))
        self._order: list[int] = []
        self.empty.pack(fill="both", expand=True)

    def show(self, view: StepAwayView, second: int) -> None:
        """Cards come and go; those that stay are not made anew."""
        how = _("在左边点选一个人，或输入工号按回车，再点“登记离岗”。") if view.limits and view.seats else ""
        self.empty.say("\n".join(filter(None, (_("现在没有人离岗。"), how))))
        order = [clock.id for clock in view.running]
        for clock in view.running:
            card = self.cards.get(clock.id)
            if card and card.clock._replace(seconds=0) != clock._replace(seconds=0):
                self.cards.pop(clock.id).destroy()
            if clock.id not in self.cards:
                self.cards[clock.id] = ClockCard(self.scrolled.inside, clock, view.limits, self._acts)
                self._order = []
        for gone in self.cards.keys() - set(order):
            self.cards.pop(gone).destroy()
        if order != self._order:
            self._put(order)
        self.tick(second)

    def _put(self, order: list[int]) -> None:
        self._order = order
        for slip in order:
            self.cards[slip].pack_forget()
            self.cards[slip].pack(fill="x", pady=(0, px(8)))
        shown, away = (self.scrolled, self.empty) if order else (self.empty, self.scrolled)
        away.pack_forget()
        shown.pack(fill="both", expand=True)

    def tick(self, second: int) -> None:
        """The second of the day it is now."""
        for card in self.cards.values():
            card.tick(second)


class ClockCard(tkinter.Frame):
    """Somebody who is away."""

    def __init__(self, parent: tkinter.Misc, clock: Clock, limits: Limits | None, acts: Acts) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightthickness=1)
        self.clock = clock
        self._limits = limits
        self._seconds = -1
        self._tone = ""
        self._time = tkinter.Label(self, font=font("figure"), width=6, pady=px(8))
        self._time.pack(side="left", fill="y")
        self._buttons(acts)
        middle = tkinter.Frame(self, background=PAPER, padx=px(10), pady=px(6))
        middle.pack(side="left", fill="both", expand=True)
        self._texts(middle)
        self._line = tkinter.Canvas(middle, height=px(BAR_HIGH), background=SHADE, highlightthickness=0)
        self._gone = self._line.create_rectangle(0, 0, 0, px(BAR_HIGH), width=0)
        self._line.bind("<Configure>", lambda _event: self._fill())
        if limits and limits.limit:
            self._line.pack(fill="x", pady=(px(4), 0))

    def _buttons(self, acts: Acts) -> None:
        row = tkinter.Frame(self, background=PAPER, padx=px(10))
        row.pack(side="right")
        self.back = button(row, _("返回"), lambda: acts.back(self.clock))
        self.back.pack(side="right")
        button(row, _("撤销"), lambda: acts.cancel(self.clock), "link").pack(side="right")
        if self._limits and self._limits.report is not None and not self.clock.reported:
            button(row, _("已报告"), lambda: acts.reported(self.clock), "link").pack(side="right")

    def _texts(self, middle: tkinter.Frame) -> None:
        clock = self.clock
        head = tkinter.Frame(middle, background=PAPER)
        head.pack(fill="x")
        tkinter.Label(head, text=clock.name or clock.number, font=font("strong"), background=PAPER).pack(side="left")
        place = "　".join(filter(None, (clock.number, f"{clock.post} {clock.role}".strip(), clock.unit)))
        self._state = tkinter.Label(head, font=font("small"), background=PAPER)
        self._state.pack(side="right")  # before the place, which may be cut off where there is little room
        self._muted(head, place).pack(side="left", padx=px(8))
        self._muted(middle, self._told()).pack(fill="x")

    def _muted(self, parent: tkinter.Misc, text: str) -> tkinter.Label:
        return tkinter.Label(parent, text=text, font=font("small"), foreground=MUTED, background=PAPER, anchor="w")

    def _told(self) -> str:
        clock, limits = self.clock, self._limits
        said = [_("{time} 起").format(time=clock.since)]
        if clock.due:
            said.append(_("最迟 {time}").format(time=clock.due))
        if clock.cover:
            said.append(_("{name}代班").format(name=clock.cover))
        if clock.reported:
            said.append(_("已报告"))
        if limits and limits.a_day is not None and clock.turn > limits.a_day:
            said.append(_("今天第 {count} 次，超过 {most} 次").format(count=clock.turn, most=limits.a_day))
        elif clock.turn > 1:
            said.append(_("今天第 {count} 次").format(count=clock.turn))
        return _("，").join(said)

    def tick(self, second: int) -> None:
        """Only what changes is touched."""
        seconds = max(0, second - self.clock.at)
        if seconds == self._seconds:
            return
        self._seconds = seconds
        self._time.configure(text=minutes_words(seconds))
        self._state.configure(text=self._state_text(seconds))
        self._fill()
        tone = tone_of(seconds, self._limits)
        if tone != self._tone:
            self._dress(tone)

    def _fill(self) -> None:
        """The line under the texts: how much of the limit is gone."""
        if self._limits and self._limits.limit:
            share = min(self._seconds / self._limits.limit, 1.0)
            self._line.coords(self._gone, 0, 0, self._line.winfo_width() * share, px(BAR_HIGH))

    def _state_text(self, seconds: int) -> str:
        limits = self._limits
        must = limits and limits.report is not None and seconds >= limits.report and not self.clock.reported
        return left_words(seconds, limits) + (" · " + _("须报告去向") if must else "")

    def _dress(self, tone: str) -> None:
        self._tone = tone
        colours = TONES[tone]
        self._time.configure(background=colours.patch, foreground=colours.text)
        self._state.configure(foreground=colours.text)
        self._line.itemconfigure(self._gone, fill=colours.mark)
        self.configure(highlightbackground=LINE if tone == "away" else colours.mark)

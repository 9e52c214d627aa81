"""The line under the seats: who is chosen, who minds the post meanwhile, and the one button."""

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap

from office.step_away_view import Clock, Seat
from ui.language import _
from ui.look import MUTED, PAPER, SHADE, font, px
from ui.pages.step_away.seats import state_words
from ui.widgets.bits import button


class Confirm(tkinter.Frame):
    """Shows a seat; its button opens a step-away, or closes the one that runs."""

    def __init__(
        self, parent: tkinter.Misc, leave: Callable[[str, str, bool], object], back: Callable[[Clock], object]
    ) -> None:
        super().__init__(parent, background=PAPER)
        self._leave, self._back = leave, back
        self.seat: Seat | None = None
        self.clock: Clock | None = None
        self.allowed = True
        tkinter.Frame(self, background=SHADE, height=1).pack(fill="x", pady=(px(6), px(8)))
        head = tkinter.Frame(self, background=PAPER)
        head.pack(fill="x")
        self.who = tkinter.Label(head, background=PAPER, font=font("strong"), anchor="w")
        self.who.pack(side="left")
        self.where = tkinter.Label(head, background=PAPER, foreground=MUTED, font=font("small"), anchor="w")
        self.where.pack(side="left", padx=px(8))
        self._row()
        self.show(None, None, ())

    def _row(self) -> None:
        row = tkinter.Frame(self, background=PAPER)
        row.pack(fill="x", pady=(px(6), 0))
        tkinter.Label(row, text=_("代班人"), background=PAPER, foreground=MUTED, font=font("body")).pack(side="left")
        self.cover = tkinter.StringVar(self)
        self.box = ttkbootstrap.Combobox(row, textvariable=self.cover, width=16)
        self.box.pack(side="left", padx=px(8))
        self.reported = tkinter.BooleanVar(self)
        self.check = ttkbootstrap.Checkbutton(row, text=_("已报告去向"), variable=self.reported)
        self.check.pack(side="left", padx=px(4))
        self.yes = button(row, _("登记离岗"), self.confirm, "primary")
        self.yes.pack(side="right")

    def show(self, seat: Seat | None, clock: Clock | None, mates: Sequence[Seat]) -> None:
        """Somebody else, or nobody; what was filled in for the same person stays."""
        if seat is None or self.seat is None or seat.number != self.seat.number:
            self.cover.set("")
            self.reported.set(False)
        self.seat, self.clock = seat, clock
        self.box.configure(values=[f"{mate.number} {mate.name}" for mate in mates if not mate.state])
        self.who.configure(text=f"{seat.name}（{seat.number}）" if seat else _("还没有选人"))
        self.where.configure(text=self._where(seat))
        self.yes.configure(
            text=_("登记返回") if clock else _("登记离岗"), state="normal" if seat and self.allowed else "disabled"
        )
        for each in (self.box, self.check):
            each.configure(state="disabled" if clock or not seat else "normal")

    def _where(self, seat: Seat | None) -> str:
        if seat is None:
            return _("点选一个人，或输入工号、姓名、拼音")
        if self.clock:
            return _("{time} 起离岗").format(time=self.clock.since)
        state = state_words().get(seat.state, "")
        return "　".join(filter(None, (f"{seat.post} {seat.role}", seat.unit, state)))

    def confirm(self) -> None:
        """Enter the step-away, or its end."""
        if self.clock:
            self._back(self.clock)
        elif self.seat and self.allowed:
            number, *_name = self.cover.get().split() or [""]
            self._leave(self.seat.number, number, self.reported.get())

"""What somebody should look at, newest first, on one canvas; each leads to its page."""

import tkinter
from collections.abc import Callable, Iterator
from datetime import datetime
from tkinter import font as tkfont

import ttkbootstrap

from office.board_records import Alert
from ui.language import _
from ui.look import ACCENT, INK, LINE, MUTED, PAPER, SHADE, TONES, font, px
from ui.pages.today.slices import Slices
from ui.widgets.bits import label, panel
from ui.widgets.wrapping import wrap

PAD = 10


class AlertList(tkinter.Frame):
    """`draws` counts the alerts drawn."""

    def __init__(self, parent: tkinter.Misc, chosen: Callable[[Alert], object], title: str = "") -> None:
        super().__init__(parent, background=PAPER)
        self._chosen = chosen
        self.alerts: tuple[Alert, ...] = ()
        self.draws = 0
        self._day = datetime.min
        self._at = -1
        self._over = -1
        self._edges: list[tuple[int, int]] = []
        self._width = 0
        frame = panel(self, 0)
        frame.pack(fill="both", expand=True)
        self._head(frame, title or _("提醒"))
        self._body(frame)
        self.slices = Slices(self)
        self._face = tkfont.nametofont(font("body"), self)
        self._bind()

    def _head(self, frame: tkinter.Frame, title: str) -> None:
        head = tkinter.Frame(frame, background=PAPER, padx=px(PAD), pady=px(6))
        head.pack(fill="x")
        label(head, title, "strong").pack(side="left")
        self.count = label(head, "", "small", muted=True)
        self.count.pack(side="left", padx=px(8))
        tkinter.Frame(frame, background=LINE, height=1).pack(fill="x")

    def _body(self, frame: tkinter.Frame) -> None:
        self.canvas = tkinter.Canvas(
            frame, background=PAPER, highlightthickness=px(1), highlightbackground=PAPER, highlightcolor=ACCENT
        )
        self.canvas.configure(takefocus=True, yscrollincrement=px(20), width=px(260))
        self.bar = ttkbootstrap.Scrollbar(frame, orient="vertical", command=self.canvas.yview)
        self.canvas.configure(yscrollcommand=self._bar_set)
        self.canvas.pack(side="left", fill="both", expand=True)

    def _bar_set(self, first: float, last: float) -> None:
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        else:
            self.bar.pack(side="right", fill="y", before=self.canvas)
        self.bar.set(first, last)

    # ------------------------------------------------------------ drawing

    def show(self, alerts: tuple[Alert, ...], now: datetime) -> None:
        """These alerts; where they are the same as before nothing is drawn."""
        width = self.canvas.winfo_width()
        if width < px(80) or (alerts, now.date(), width) == (self.alerts, self._day.date(), self._width):
            self.alerts, self._day = alerts, now
            return
        chosen = self.alerts[self._at] if 0 <= self._at < len(self.alerts) else None
        self.alerts, self._day, self._width = alerts, now, width
        self._at = alerts.index(chosen) if chosen in alerts else -1
        self.count.configure(text=str(len(alerts) or ""))
        self.slices.start(self._draw(width))

    def _draw(self, width: int) -> Iterator[object]:
        self.canvas.delete("all")
        self._edges, self._over = [], -1
        top = 0
        for at, alert in enumerate(self.alerts):
            bottom = self._alert(alert, at, top, width)
            self._edges.append((top, bottom))
            top = bottom
            self.draws += 1
            yield None
        if not self.alerts:
            self._nothing(width)
        self.canvas.configure(scrollregion=(0, 0, width, max(top, 1)))
        self._ring()

    def _alert(self, alert: Alert, at: int, top: int, width: int) -> int:
        canvas, pad = self.canvas, px(PAD)
        room = width - 2 * pad - px(6)
        left = pad + px(4)
        when = canvas.create_text(
            left, top + px(7), text=self._when(alert), anchor="nw", font=font("small"), fill=MUTED
        )
        below = canvas.bbox(when)[3] + px(1)
        text = wrap(alert.text, room, self._face.measure)
        said = canvas.create_text(left, below, text=text, anchor="nw", font=font("body"), fill=INK)
        bottom = int(canvas.bbox(said)[3]) + px(8)
        ground = canvas.create_rectangle(0, top, width, bottom, fill=PAPER, outline="", tags=f"ground{at}")
        canvas.tag_lower(ground)
        canvas.create_rectangle(0, top + px(5), px(4), bottom - px(5), fill=TONES[alert.tone].mark, outline="")
        canvas.create_line(pad, bottom, width - pad, bottom, fill=SHADE)
        return bottom + 1

    def _when(self, alert: Alert) -> str:
        """09:22 of today, 11-20 of another day, and how grave it is in a word."""
        word = {"bad": _("急"), "late": _("留意"), "unknown": _("待查")}[alert.tone]
        today = alert.at.date() == self._day.date()
        midnight = (alert.at.hour, alert.at.minute) == (0, 0)
        when = _("今天") if today and midnight else f"{alert.at:%H:%M}" if today else f"{alert.at:%m-%d}"
        return f"{when}　{word}"

    def _nothing(self, width: int) -> None:
        self.canvas.create_text(
            width // 2, px(48), text=_("没有要留意的事"), font=font("body"), fill=MUTED, width=width - px(40)
        )

    # ------------------------------------------------------------ hands

    def _bind(self) -> None:
        canvas = self.canvas
        canvas.bind("<Configure>", lambda _event: self.show(self.alerts, self._day))
        canvas.bind("<Motion>", self._moved)
        canvas.bind("<Leave>", lambda _event: self._shade(-1))
        canvas.bind("<Button-1>", self._clicked)
        canvas.bind("<Return>", lambda _event: self._open())
        canvas.bind("<Down>", lambda _event: self._step(1))
        canvas.bind("<Up>", lambda _event: self._step(-1))
        canvas.bind("<MouseWheel>", lambda event: self._scroll(-3 if event.delta > 0 else 3))
        canvas.bind("<Button-4>", lambda _event: self._scroll(-3))
        canvas.bind("<Button-5>", lambda _event: self._scroll(3))

    def _scroll(self, steps: int) -> None:
        first, last = self.canvas.yview()
        if last - first < 1:
            self.canvas.yview_scroll(steps, "units")

    def _find(self, event: "tkinter.Event[tkinter.Misc]") -> int:
        y = self.canvas.canvasy(event.y)
        return next((at for at, (top, bottom) in enumerate(self._edges) if top <= y < bottom), -1)

    def _moved(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self._shade(self._find(event))

    def _shade(self, at: int) -> None:
        if at == self._over:
            return
        for each, colour in ((self._over, PAPER), (at, SHADE)):
            if each >= 0:
                self.canvas.itemconfigure(f"ground{each}", fill=colour)
        self._over = at
        self.canvas.configure(cursor="hand2" if at >= 0 else "")

    def _clicked(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        self.canvas.focus_set()
        self._at = self._find(event)
        self._ring()
        self._open()

    def _open(self) -> None:
        if 0 <= self._at < len(self.alerts):
            self._chosen(self.alerts[self._at])

    def _step(self, steps: int) -> str:
        if self._edges:
            self._at = min(max(self._at + steps, 0), len(self._edges) - 1)
            self._ring()
            self._see(*self._edges[self._at])
        return "break"

    def _see(self, top: int, bottom: int) -> None:
        first, high = self.canvas.canvasy(0), self.canvas.winfo_height()
        if top < first or bottom > first + high:
            self.canvas.yview_moveto(max(0, top - px(20)) / max(1, self._edges[-1][1]))

    def _ring(self) -> None:
        self.canvas.delete("ring")
        if 0 <= self._at < len(self._edges):
            top, bottom = self._edges[self._at]
            self.canvas.create_rectangle(
                px(6), top + px(2), self._width - px(4), bottom - px(2), outline=ACCENT, tags="ring"
            )

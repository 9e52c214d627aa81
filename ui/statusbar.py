"""The line at the foot: what was done last, and long work with its progress and a way out."""

import tkinter
from collections.abc import Callable
from tkinter import ttk

import ttkbootstrap

from ui.language import _
from ui.look import ACCENT, MUTED, SHADE, TONES, font, px
from ui.tasks import Task

STAYS_MS = 12_000


class StatusBar(tkinter.Frame):
    """One line; empty when there is nothing to tell."""

    def __init__(self, parent: tkinter.Misc, cancel: Callable[[Task], object]) -> None:
        super().__init__(parent, background=SHADE, height=px(28))
        self.pack_propagate(False)
        self._cancel = cancel
        self._task: Task | None = None
        self._until = ""
        self.said = tkinter.Label(self, background=SHADE, foreground=MUTED, font=font("small"), anchor="w")
        self.alarm = tkinter.Label(self, font=font("small"), padx=px(10), cursor="hand2", takefocus=True)
        self.alarm.configure(highlightthickness=1, highlightbackground=SHADE, highlightcolor=ACCENT, background=SHADE)
        self.said.pack(side="left", fill="x", expand=True, padx=px(12))
        self._work = tkinter.Frame(self, background=SHADE)
        self._title = tkinter.Label(self._work, background=SHADE, foreground=MUTED, font=font("small"))
        self._title.pack(side="left", padx=px(8))
        self.bar = ttkbootstrap.Progressbar(self._work, length=px(160), mode="indeterminate")
        self.bar.pack(side="left")
        self.stop = ttk.Button(self._work, text=_("取消"), command=self._stop, style="Small.TButton")
        self.stop.pack(side="left", padx=px(8))

    def tell(self, text: str) -> None:
        """Say it for a while."""
        self.said.configure(text=text)
        if self._until:
            self.after_cancel(self._until)
        self._until = self.after(STAYS_MS, lambda: self.said.configure(text=""))

    def ring(self, count: int, tone: str) -> None:
        """How many things need somebody, in the tone of the gravest; nothing where there is none."""
        if not count:
            self.alarm.pack_forget()
            return
        colours = TONES[tone]
        self.alarm.configure(
            text=_("需处理 {count}").format(count=count), background=colours.patch, foreground=colours.text
        )
        if not self.alarm.winfo_manager():
            self.alarm.pack(side="right", fill="y", before=self.said)

    def working(self, task: Task | None) -> None:
        """Show long work, or that there is none any more."""
        self._task = task
        if task is None:
            self.bar.stop()
            self._work.pack_forget()
            return
        self._title.configure(text=task.title)
        self.bar.configure(mode="indeterminate")
        self.bar.start(40)
        self._work.pack(side="right", fill="y", before=self.said)
        self._follow(task)

    def _follow(self, task: Task) -> None:
        """The task's own listener still hears of every step."""
        listener = task.progress
        done_of: dict[str, tuple[int, int]] = {}

        def heard(label: str, done: int, total: int) -> None:
            done_of[label] = done, max(total, 1)
            self._show(sum(part / whole for part, whole in done_of.values()) / len(done_of))
            if listener:
                listener(label, done, total)

        task.progress = heard

    def _show(self, share: float) -> None:
        if str(self.bar["mode"]) == "indeterminate":
            self.bar.stop()
            self.bar.configure(mode="determinate")
        self.bar.configure(value=round(share * 100))

    def _stop(self) -> None:
        if self._task:
            self._cancel(self._task)

"""What has to be said before the figures: days not decided, days not posted, what changed; and where that leads."""

import tkinter
from collections.abc import Callable, Sequence

from ui.language import _
from ui.look import TONES, px
from ui.widgets.bits import broken, button, flow, label

EDGES = 28


class Strip(tkinter.Frame):
    """Sentences on a patch of their meaning's colour, with a button at the right."""

    def __init__(self, parent: tkinter.Misc, tone: str, action: str, command: Callable[[], object]) -> None:
        ground = TONES[tone].patch
        super().__init__(parent, background=ground, padx=px(12), pady=px(5))
        self.button = button(self, action, command)
        self.text = label(self, "", "small")
        self.text.configure(foreground=TONES[tone].text)
        self.text.pack(side="left", fill="x", expand=True)
        self._lines: tuple[str, ...] = ()
        self.bind("<Configure>", lambda _event: self._fit())

    def show(self, lines: Sequence[str], leads: bool) -> None:
        """The sentences; whether the button leads on."""
        self._lines = tuple(lines)
        if leads:
            self.button.pack(side="right", padx=(px(12), 0), before=self.text)
        else:
            self.button.pack_forget()
        self._fit()

    def _fit(self) -> None:
        beside = self.button.winfo_reqwidth() + px(12) if self.button.winfo_manager() else 0
        room = round((self.winfo_width() - beside) * 100 / px(100)) - EDGES
        if room > 0:
            told = broken(self.text, flow(_("；").join(self._lines)), room, "small")
            if self.text["text"] != told:
                self.text.configure(text=told)

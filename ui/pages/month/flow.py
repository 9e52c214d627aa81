"""Small parts one after the other, from left to right, and on in the next line where one is full."""

import tkinter
from collections.abc import Callable, Iterable

from ui.look import px
from ui.widgets.bits import ground_of

LINE_GAP = 4


class Flow(tkinter.Frame):
    """As high as its parts need in the width that there is."""

    def __init__(self, parent: tkinter.Misc, gap: int) -> None:
        super().__init__(parent, background=ground_of(parent))
        self._gap, self._wide = gap, 0
        self._parts: list[tkinter.Widget] = []
        self.bind("<Configure>", lambda event: self._place(event.width))

    def fill(self, made: Callable[[tkinter.Misc], Iterable[tkinter.Widget]]) -> None:
        """Other parts, made in here."""
        for part in self._parts:
            part.destroy()
        self._parts, self._wide = [*made(self)], 0
        self.update_idletasks()
        if not self._parts:
            self.configure(height=1)
        self._place(self.winfo_width())

    def _place(self, room: int) -> None:
        if room == self._wide:
            return
        self._wide, left, top = room, 0, 0
        for part in self._parts:
            wide, high = part.winfo_reqwidth(), part.winfo_reqheight()
            if left and left + wide > room:
                left, top = 0, top + high + px(LINE_GAP)
            part.place(x=left, y=top)
            left += wide + px(self._gap)
            self.configure(height=top + high)

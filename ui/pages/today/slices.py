"""Drawing a little at a time, so that the window never waits for a map of hundreds of posts."""

import tkinter
from collections.abc import Iterator
from time import perf_counter, thread_time

SLICE_SECONDS = 0.012


class Slices:
    """Runs steps until a slice of time is used up, and goes on when the window has had its turn."""

    def __init__(self, widget: tkinter.Misc) -> None:
        self._widget = widget
        self._steps: Iterator[object] = iter(())
        self._timer = ""
        self.longest = 0.0  # of all slices, in seconds of work

    def start(self, steps: Iterator[object]) -> None:
        """These steps in place of what was still to do."""
        self._steps = steps
        if self._timer:
            self._widget.after_cancel(self._timer)
        self._go_on()

    @property
    def busy(self) -> bool:
        return bool(self._timer)

    def _go_on(self) -> None:
        self._timer = ""
        begun, worked = perf_counter(), thread_time()
        for _ in self._steps:
            if perf_counter() - begun > SLICE_SECONDS:
                self._timer = self._widget.after(1, self._go_on)
                break
        self.longest = max(self.longest, thread_time() - worked)

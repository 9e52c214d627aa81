"""The morning goes on beside the window: a process of its own reads, drafts, posts and backs up while it is open.

It is started when the window has long been there, shares nothing with it but the database, and ends with it.
"""

import logging
import multiprocessing
import tkinter
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from office.keeping import keep_beside

START_MS = 2_000  # after the first look at what needs somebody: two cores have enough to do until then
LOOK_MS = 5_000
AGAIN_MS = 60_000
SETTLED_MS = 4_000  # by then a new process has said that it is there
log = logging.getLogger(__name__)


class Keeper:
    """The process of one window. `changed` hears that it is there, or gone."""

    def __init__(self, root: tkinter.Misc, path: Path, changed: Callable[[], object]) -> None:
        self._root, self._path, self._changed = root, path, changed
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._timer = ""
        self.deaths = 0

    def begin(self, after: int = START_MS) -> None:
        """Start it some time after the window."""
        self._in(after, self._start)

    @property
    def process(self) -> int:
        """Its number while it runs, else 0."""
        return self._process.pid or 0 if self._process and self._process.is_alive() else 0

    def stop(self) -> None:
        """End it with the window; whatever it was doing is safe to leave, as a worker's orders are."""
        if self._timer:
            self._root.after_cancel(self._timer)
            self._timer = ""
        if self._process:
            self._process.kill()
            self._process.join(5)
        if self._line:
            self._line.close()
        self._process = self._line = None

    def _in(self, milliseconds: int, what: Callable[[], object]) -> None:
        self._timer = self._root.after(milliseconds, what)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=keep_beside, args=(theirs, self._path), daemon=True, name="morning")
        self._process.start()
        theirs.close()
        self._in(SETTLED_MS, self._settled)

    def _settled(self) -> None:
        self._changed()
        self._look()

    def _look(self) -> None:
        """Where it has died another is started in a minute."""
        if self.process:
            self._in(LOOK_MS, self._look)
            return
        self.deaths += 1
        if self.deaths == 1:
            code = self._process.exitcode if self._process else None
            log.warning("the process that keeps the morning ended, exit code %s; another is started", code)
        if self._line:
            self._line.close()
        self._changed()
        self._in(AGAIN_MS, self._start)

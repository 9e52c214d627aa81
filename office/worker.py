"""The process in which the window's verbs run, so that neither a socket nor a month of data ever holds the window.

It takes orders from a pipe, one after the other, and answers with values. Killing it at any moment is the way to
cancel: every verb stores in one transaction and puts its files in place by renaming.
"""

import inspect
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from office.failures import sentence
from office.home import open_home
from store.job_runs import newest

WATCH_SECONDS = 2.0
BELOW_NORMAL_PRIORITY = 0x4000
PROGRESS_SECONDS = 0.05
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """Run a verb. One that `opens` gets the open home as its first argument, else the home's path."""

    number: int
    verb: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    opens: bool = True
    acts: bool = False  # whether whoever gave it looks at everything anew when it is done


@dataclass(frozen=True)
class Answer:
    """What became of an order. `trouble` is a sentence for the clerk, empty when it went well; `details` are for
    whoever looks after the program."""

    number: int
    result: Any = None
    trouble: str = ""
    details: str = ""


@dataclass(frozen=True)
class Step:
    """How far an order is: of what, done and in all."""

    number: int
    label: str
    done: int
    total: int


@dataclass(frozen=True)
class Changed:
    """The data was changed by somebody else: another program, the command line, the other process."""


def serve(pipe: Connection, path: Path, *, watches: bool) -> None:
    """Answer orders until the pipe closes; where it `watches`, tell of changes made elsewhere."""
    keep_log(path)
    stand_back()
    desk = _Desk(pipe, path)
    if watches:
        threading.Thread(target=desk.watch, daemon=True).start()
    try:
        while True:
            order = pipe.recv()
            desk.send(desk.answer(order))
            if desk.learnt_of_others(order):
                desk.send(Changed())
    except (EOFError, OSError):
        return  # the window is gone, in whatever way


def stand_back() -> None:
    """The window comes first on a machine of two cores: this process takes what it leaves."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL_PRIORITY)
    else:
        os.nice(5)


def keep_log(path: Path) -> None:
    """Errors of the program go to logs/zaigang.log of the home, where it has that folder."""
    folder = path / "logs"
    if folder.is_dir():
        logging.basicConfig(
            filename=folder / "zaigang.log", format="%(asctime)s %(message)s", encoding="utf-8", force=True
        )


class _Desk:
    """The orders' side of the pipe."""

    def __init__(self, pipe: Connection, path: Path) -> None:
        self.pipe, self.path = pipe, path
        self._sending = threading.Lock()
        self._stamp = _stamp(path)
        self._busy = False
        self._known: tuple[int, int] | None = None  # up to which change and which step of the morning
        self._seen: tuple[int, int] | None = None

    def learnt_of_others(self, order: Order) -> bool:
        """Whether the order, which changed nothing itself, found more than was known: somebody else was at it just
        then, and the file's time alone would not tell."""
        others = not order.acts and self._known is not None and self._seen != self._known
        self._known = self._seen
        return others

    def send(self, message: object) -> None:
        with self._sending:
            self.pipe.send(message)

    def answer(self, order: Order) -> Answer:
        """Run one order. Whatever goes wrong comes back as a value; an error of the program goes to the log too."""
        self._busy = True
        try:
            return Answer(order.number, self._run(order))
        except Exception as error:  # noqa: BLE001 - nothing may pass in silence, and nothing stops the process
            return self._failed(order, error)
        finally:
            self._stamp = _stamp(self.path)
            self._busy = False

    def _run(self, order: Order) -> Any:
        named = dict(order.named)
        if "progress" in inspect.signature(order.verb).parameters:
            named["progress"] = self._progress(order.number)
        if not order.opens:
            return order.verb(self.path, *order.arguments, **named)
        with open_home(self.path) as home:
            try:
                return order.verb(home, *order.arguments, **named)
            finally:
                self._seen = newest()

    def _progress(self, number: int) -> Callable[[str, int, int], None]:
        """Tell how far it is, not more often than the eye can follow."""
        told: dict[str, float] = {}

        def tell(label: str, done: int, total: int) -> None:
            now = monotonic()
            if done >= total or now - told.get(label, 0.0) >= PROGRESS_SECONDS:
                told[label] = now
                self.send(Step(number, label, done, total))

        return tell

    def _failed(self, order: Order, error: Exception) -> Answer:
        details = "".join(traceback.format_exception(error))
        said = sentence(error)
        if said is None:
            keep_log(self.path)  # a home made since the start has its folder now
            log.error("%s%r", order.verb.__name__, order.arguments, exc_info=error)
            said = f"程序内部出错（{type(error).__name__}），没有完成；详情已记入日志，请联系维护人员"
        return Answer(order.number, trouble=said, details=details)

    def watch(self) -> None:
        """Look at the database file now and then; its own orders are no news."""
        rest = threading.Event()
        while not rest.wait(WATCH_SECONDS):
            stamp = _stamp(self.path)
            if stamp != self._stamp and not self._busy:
                self._stamp = stamp
                try:
                    self.send(Changed())
                except OSError:
                    return


def _stamp(path: Path) -> tuple[tuple[int, int], ...]:
    """Size and time of the database and its write-ahead log; a file that is not there counts as nothing."""
    return tuple(_file_stamp(path / name) for name in ("zaigang.db", "zaigang.db-wal"))


def _file_stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return (found.st_size, found.st_mtime_ns) if found.st_size else (0, 0)

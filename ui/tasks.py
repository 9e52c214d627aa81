"""The one way off the window's thread: verbs run in worker processes, their answers arrive here as values.

A thread per worker only moves answers from the pipe to a queue; Tk drains the queue with `after`. There are two
workers: `desk` for what a clerk waits for, and `long`, started when it is first needed, for reading terminals,
imports and months. Cancelling kills the worker and starts another: what a verb has stored stays, what it has not
stored never was.
"""

import multiprocessing
import pickle
import queue
import threading
import tkinter
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from office.worker import Answer, Changed, Order, Step, serve
from ui.language import _

BUSY_MS, IDLE_MS = 15, 150
LOST = b""  # in place of an answer: the process has ended
Done = Callable[[Any], object]
Failed = Callable[[str, str], object]  # a sentence for the clerk, details for whoever looks after the program
Progress = Callable[[str, int, int], object]


@dataclass(eq=False)
class Task:
    """An order that was given, and who waits for it."""

    order: Order
    done: Done
    failed: Failed
    progress: Progress | None = None
    key: str = ""  # of several questions with one key only the newest is answered
    title: str = ""  # of long work, for the status line
    cancelled: Callable[[], object] | None = None


class _Worker:
    """A process, the pipe to it, and the orders that wait for it."""

    def __init__(self, path: Path, answers: "queue.Queue[tuple[_Worker, bytes]]", *, watches: bool) -> None:
        self.waiting: deque[Task] = deque()
        self.running: Task | None = None
        self._answers = answers
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, path), kwargs={"watches": watches}, daemon=True)
        self.process.start()
        theirs.close()
        threading.Thread(target=self._receive, args=(self.pipe,), daemon=True).start()

    def _receive(self, pipe: Connection) -> None:
        """In a thread of its own; touches nothing but the queue.

        It passes bytes on: reading objects here could set off a garbage collection, and that would end widgets and
        pictures of Tk in the wrong thread.
        """
        while True:
            try:
                self._answers.put((self, pipe.recv_bytes()))
            except (EOFError, OSError):
                self._answers.put((self, LOST))
                return

    def send_next(self) -> None:
        if self.running is None and self.waiting:
            self.running = self.waiting.popleft()
            with suppress(OSError):  # the process has ended; that is told by its end of the pipe
                self.pipe.send(self.running.order)

    def stop(self) -> None:
        """End the process at once. Safe at any moment: see office/worker.py."""
        self.process.kill()
        self.process.join(5)
        self.pipe.close()


@dataclass
class Tasks:
    """The work that is under way for one window. `changed` hears of changes made by others."""

    path: Path
    changed: Callable[[], object]
    numbers: int = 0
    root: tkinter.Misc | None = None  # until there is a window, orders are given and answers wait
    _workers: dict[str, _Worker] = field(default_factory=dict)
    _answers: "queue.Queue[tuple[_Worker, bytes]]" = field(default_factory=queue.Queue)
    _timer: str = ""

    def start(self) -> None:
        """Start the first process; it comes up while the window is made."""
        self._start("desk")

    def listen(self, root: tkinter.Misc) -> None:
        """The window is there: from now on answers are taken on its thread."""
        self.root = root
        self._listen()

    def _start(self, name: str) -> _Worker:
        worker = _Worker(self.path, self._answers, watches=name == "desk")
        self._workers[name] = worker
        return worker

    def run(self, task: Task, worker: str = "desk") -> Task:
        """Give an order; of those with the same key that still wait, this one takes the place."""
        at = self._workers.get(worker) or self._start(worker)
        if task.key:
            at.waiting = deque(each for each in at.waiting if each.key != task.key)
        at.waiting.append(task)
        at.send_next()
        self._hasten()
        return task

    def order(
        self,
        verb: Callable[..., Any],
        arguments: tuple[Any, ...],
        named: dict[str, Any],
        *,
        opens: bool = True,
        acts: bool = False,
    ) -> Order:
        self.numbers += 1
        return Order(self.numbers, verb, arguments, named, opens, acts)

    def cancel(self, task: Task) -> None:
        """Give a task up. One that runs ends with its process, and another process takes its place."""
        for name, worker in list(self._workers.items()):
            if task in worker.waiting:
                worker.waiting.remove(task)
            elif worker.running is task:
                worker.running = None
                self._replace(name, worker)
            else:
                continue
            if task.cancelled:
                task.cancelled()

    def _replace(self, name: str, worker: _Worker) -> None:
        worker.stop()
        fresh = self._start(name)
        fresh.waiting = worker.waiting
        fresh.send_next()

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return any(worker.running or worker.waiting for worker in self._workers.values())

    @property
    def long_work(self) -> Task | None:
        """What the long worker is doing."""
        return self._workers["long"].running if "long" in self._workers else None

    def stop(self) -> None:
        """End everything; for closing the window."""
        if self.root and self._timer:
            self.root.after_cancel(self._timer)
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()

    # ------------------------------------------------------------ answers, on the window's thread

    def _hasten(self) -> None:
        self._listen_in(BUSY_MS)

    def _listen_in(self, milliseconds: int) -> None:
        """One timer, not two: an answer may have led to a question, which set one."""
        if self.root is None:
            return
        if self._timer:
            self.root.after_cancel(self._timer)
        self._timer = self.root.after(milliseconds, self._listen)

    def _listen(self) -> None:
        try:
            while True:
                worker, message = self._answers.get_nowait()
                if worker in self._workers.values():  # not of a process that was stopped
                    self._take(worker, message)
        except queue.Empty:
            pass
        finally:
            if self._workers:
                self._listen_in(BUSY_MS if self.busy else IDLE_MS)

    def _take(self, worker: _Worker, message: bytes) -> None:
        if message == LOST:
            self._lost(worker)
            return
        match pickle.loads(message):
            case Changed():
                self.changed()
            case Step(_, label, done, total) if worker.running and worker.running.progress:
                worker.running.progress(label, done, total)
            case Answer() as answer:
                self._finish(worker, answer)

    def _finish(self, worker: _Worker, answer: Answer) -> None:
        task, worker.running = worker.running, None
        superseded = task is not None and task.key and any(each.key == task.key for each in worker.waiting)
        worker.send_next()
        if task is None or superseded:
            return
        if answer.trouble:
            task.failed(answer.trouble, answer.details)
        else:
            task.done(answer.result)

    def _lost(self, worker: _Worker) -> None:
        """The process ended by itself: said, and another takes its place."""
        name = next(name for name, each in self._workers.items() if each is worker)
        task, worker.running = worker.running, None
        code = worker.process.exitcode
        self._replace(name, worker)
        if task:
            task.failed(_("后台处理意外中断，这一步没有完成；请再试一次"), f"worker {name} ended, exit code {code}")

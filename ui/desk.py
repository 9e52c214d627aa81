"""What every page has at hand: asking and acting in the background, going to another page, telling the clerk.

desk.ask(day_view, day, done=self.show, key="day")       a question; the newest of a key is answered
desk.act(certify, number, at, reason, witness, done=…)   one verb that changes something; pages refresh after it
desk.work(pull, done=…, progress=…, title=_("读取设备"))   long work with progress and cancel
desk.go("leave", number="1003")                          to another page, at something
"""

import os
import subprocess
import sys
import tkinter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from office import memory
from office.clock import office_clock
from office.opening import Opened
from ui.language import _
from ui.tasks import Done, Failed, Progress, Task, Tasks

if TYPE_CHECKING:
    from office.names import Named

Verb = Callable[..., Any]


class Shell(Protocol):
    """What the desk needs of the window around it."""

    root: tkinter.Tk

    def go(self, page: str, **focus: Any) -> None: ...
    def tell(self, text: str) -> None: ...
    def trouble(self, sentence: str, details: str) -> None: ...
    def confirm(self, title: str, question: str, yes: str) -> bool: ...
    def refresh(self) -> None: ...
    def restart(self, path: Path | None = None) -> None: ...
    def working(self, task: Task | None) -> None: ...


class Desk:
    """A page's side of the window."""

    def __init__(self, shell: Shell, path: Path) -> None:
        self.shell, self.path = shell, path
        self.tasks = Tasks(path, changed=self.changed)
        self.memory = memory.recall(path)
        self.clock: Callable[[], datetime] = datetime.now
        self.people: tuple[Named, ...] = ()  # everybody on the roster today, for search fields
        self.centre, self.training = "", False
        self.keeps = False  # whether the morning goes on beside this window

    @property
    def root(self) -> tkinter.Tk:
        return self.shell.root

    def now(self) -> datetime:
        """The office time."""
        return self.clock()

    def greet(self, found: Opened) -> None:
        """The home was opened: from now on its clock and its name."""
        self.centre, self.training = found.centre, found.training
        self.clock = office_clock(found.training)

    # ------------------------------------------------------------ verbs

    def ask(self, verb: Verb, *arguments: Any, done: Done, failed: Failed | None = None, key: str = "") -> Task:
        """A question. A failure goes to `failed`, or else to the clerk."""
        return self._run(verb, arguments, done, failed, key=key)

    def ask_closed(self, verb: Verb, *arguments: Any, done: Done, failed: Failed | None = None) -> Task:
        """A question about a home that may not exist yet: the verb gets its path instead of the open home."""
        return self._run(verb, arguments, done, failed, opens=False)

    def act(
        self, verb: Verb, *arguments: Any, done: Done | None = None, failed: Failed | None = None, **named: Any
    ) -> Task:
        """One verb that changes something; when it is done, every page knows that it is stale."""

        def finished(result: Any) -> None:
            if done:
                done(result)
            self.changed()

        return self._run(verb, arguments, finished, failed, named=named, acts=True)

    def work(  # noqa: PLR0913 - a caller names what it wants
        self,
        verb: Verb,
        *arguments: Any,
        title: str,
        done: Done,
        failed: Failed | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], object] | None = None,
        opens: bool = True,
        changes: bool = True,
        **named: Any,
    ) -> Task:
        """Long work in the other process, shown in the status line with its progress and a way to cancel.

        Work that only reads says `changes=False`; no page becomes stale by it.
        """

        def finished(result: Any) -> None:
            self.shell.working(None)
            done(result)
            if changes:
                self.changed()

        def broke(sentence: str, details: str) -> None:
            self.shell.working(None)
            (failed or self.shell.trouble)(sentence, details)
            if changes:
                self.changed()  # what was stored before it broke stays

        def stopped() -> None:
            self.shell.working(None)
            if cancelled:
                cancelled()
            if changes:
                self.changed()

        order = self.tasks.order(verb, arguments, named, opens=opens, acts=True)
        task = Task(order, finished, broke, progress, title=title, cancelled=stopped)
        self.tasks.run(task, "long")
        self.shell.working(task)
        return task

    def cancel(self, task: Task) -> None:
        """Give long work up. What it stored stays."""
        self.tasks.cancel(task)

    def _run(  # noqa: PLR0913 - a caller names what it wants
        self,
        verb: Verb,
        arguments: tuple[Any, ...],
        done: Done,
        failed: Failed | None,
        *,
        key: str = "",
        opens: bool = True,
        acts: bool = False,
        named: dict[str, Any] | None = None,
    ) -> Task:
        order = self.tasks.order(verb, arguments, named or {}, opens=opens, acts=acts)
        return self.tasks.run(Task(order, done, failed or self.shell.trouble, key=key))

    # ------------------------------------------------------------ the window

    def changed(self) -> None:
        """The data changed: the page that is shown loads anew, the others when they are shown."""
        self.shell.refresh()
        self.learn_people()

    def learn_people(self) -> None:
        """Who can be searched for; after the page, which is waited for."""
        from office.names import listed

        def take(people: tuple["Named", ...]) -> None:
            self.people = people

        self.ask(listed, done=take, key="people", failed=lambda *_: None)

    def go(self, page: str, **focus: Any) -> None:
        """Show a page: today, attendance, postings, month, allowance, leave, step_away, posts, people, terminals,
        rulebook, settings."""
        self.shell.go(page, **focus)

    def tell(self, text: str) -> None:
        """A line that something is done; it goes away by itself."""
        self.shell.tell(text)

    def trouble(self, sentence: str, details: str = "") -> None:
        """Something was not done: one sentence, with details to copy."""
        self.shell.trouble(sentence, details)

    def confirm(self, title: str, question: str, yes: str) -> bool:
        """Ask before something that cannot be undone; `yes` is the word on the button."""
        return self.shell.confirm(title, question, yes)

    def restart(self, path: Path | None = None) -> None:
        """Open the window anew, on another home where one is named.

        Not before the answer that is being handled has been dealt with: whatever waits for it goes with the window.
        """
        self.root.after_idle(self.shell.restart, path)

    def remembered(self, key: str, default: Any = None) -> Any:
        return self.memory.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Kept when the window closes."""
        self.memory[key] = value

    def open_file(self, path: str | Path) -> None:
        """Open a file or folder with the program that the system has for it."""
        if not Path(path).exists():
            self.trouble(_("找不到 {path}，可能已被移走或删除；重新公示可以补写").format(path=path))
        elif sys.platform == "win32":
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            self._open_with(opener, path)

    def _open_with(self, opener: str, path: str | Path) -> None:
        try:
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            self.trouble(_("这台电脑上没有能打开它的程序，文件在 {path}").format(path=path))

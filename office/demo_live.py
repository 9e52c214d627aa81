"""The demo's terminals behind its window: they answer where the demo registered them, and fingers are laid on them as
its clock runs. They live in a process of their own, which ends with the window's.
"""

import logging
import multiprocessing
import signal
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection, wait
from pathlib import Path

from office import terminals
from office.clock import Clock, office_clock
from office.demo_punches import DemoPunch, all_punches
from office.demo_staff import staff
from office.demo_terminals import MODELS, NEARLY_RIGHT, UNREACHED, DemoTerminal, terminal_of
from office.demo_window import ENDS
from office.failures import JobError
from office.home import open_home
from store.pulls import offsets
from store.terminals import Placed

LOOPBACK = "127.0.0.1"
BACK_ON = ENDS + timedelta(minutes=18)  # when the terminal that could not be reached answers again
REST = 1.0  # seconds at most between two looks at the clock
log = logging.getLogger(__name__)


class LiveTerminals:
    """The process with the terminals, for whoever shows the window. Its clock is that of the environment."""

    def __init__(self, path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self.process = context.Process(target=serve_terminals, args=(path, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def ready(self, seconds: float) -> bool:
        """Whether they answer; waits for it so long at most."""
        try:
            return self._line.poll(seconds) and bool(self._line.recv())
        except (EOFError, OSError):
            return False

    def stop(self) -> None:
        """Take them down, at once."""
        self._line.close()
        self.process.terminate()
        self.process.join(5)


def serve_terminals(path: Path, line: Connection) -> None:
    """Be the terminals of a demo home until the parent process is gone or its end of the `line` is closed."""
    from office.worker import keep_log

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window, whose end is the end of this
    keep_log(path)
    wall = Wall(path, office_clock(training=True))
    parent = multiprocessing.parent_process()
    ends: list[Connection | int] = [line, *([parent.sentinel] if parent else [])]
    try:
        wall.hang()
        line.send(True)
        while not wait(ends, wall.look()):
            pass
    except BrokenPipeError:
        pass  # the window was closed before they answered
    except Exception:
        log.exception("the terminals of the demo")
        raise
    finally:
        wall.take_down()


@dataclass
class Wall:
    """The terminals where they hang, and how far the fingers laid on them have come."""

    path: Path
    clock: Clock
    punches: list[DemoPunch] = field(default_factory=all_punches)
    hung: dict[str, DemoTerminal] = field(default_factory=dict)
    come: datetime = datetime.min

    def hang(self) -> None:
        """Those of the demo that are still registered on this machine, holding what was punched before."""
        with open_home(self.path, self.clock) as home:
            self.come = self.clock()
            people, before = staff(), [punch for punch in self.punches if punch.at <= self.come]
            placed = {listed.placed.name: listed.placed for listed in terminals.list_terminals(home)}
            for model in MODELS:
                address = placed[model.name].address if model.name in placed else None
                if address and address.host == LOOPBACK:
                    terminal = terminal_of(model, people, self.clock)
                    terminal.port = address.port
                    _fill(terminal, before)
                    self.hung[model.name] = terminal
        self.look()

    def look(self) -> float:
        """Lay on the fingers whose time has come, and switch on what is to answer. Gives the seconds to wait."""
        now = self.clock()
        passed = [punch for punch in self.punches if self.come < punch.at <= now]
        self.come = now
        for name, terminal in self.hung.items():
            terminal.take(passed)
            if not terminal.emulator and (name != UNREACHED or now >= BACK_ON):
                self._switch_on(terminal)
        following = next((punch.at for punch in self.punches if punch.at > now), datetime.max)
        return min(REST, max(0.0, (following - self.clock()).total_seconds()))

    def _switch_on(self, terminal: DemoTerminal) -> None:
        """Where it was before; elsewhere, and registered there, where something else answers by now."""
        try:
            terminal.switch_on()
        except OSError:
            terminal.port = 0
            self._move(terminal)

    def _move(self, terminal: DemoTerminal) -> None:
        model, address = terminal.model, terminal.switch_on()
        try:
            with open_home(self.path, self.clock) as home:
                terminals.change(home, model.name, Placed(model.name, address, model.floor, None, None))
        except JobError:
            log.warning("%s is no longer registered", model.name)  # taken off by hand meanwhile

    def take_down(self) -> None:
        """Let none of them answer any more."""
        for terminal in self.hung.values():
            terminal.switch_off()


def _fill(terminal: DemoTerminal, before: list[DemoPunch]) -> None:
    """What it holds, as its clock stood then: ahead, until somebody set it between two reads of the office."""
    read = offsets(terminal.model.name)
    ahead = [moment for moment, offset in read if timedelta(seconds=offset) > NEARLY_RIGHT]
    was_set = bool(ahead) and timedelta(seconds=read[-1][1]) < NEARLY_RIGHT
    terminal.take(punch for punch in before if not was_set or punch.at <= ahead[-1])
    if was_set:
        terminal.ahead = timedelta()
        terminal.take(punch for punch in before if punch.at > ahead[-1])

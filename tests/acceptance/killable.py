"""Work in processes that can be killed, forked from this one, which has loaded the program already.

It reads orders, JSON lists of what the work is given and the seconds until the blow (or null), and answers each with
[exit code or null where the blow fell, seconds].
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Work = Callable[..., int]


class Runner:
    """Orders work one after the other from a script that serves it; `moment` is the office time of all of it."""

    def __init__(self, process: "subprocess.Popen[str]", moment: str) -> None:
        self.process, self.moment = process, moment

    def _order(self, home: Path, given: Sequence[Any], blow: float | None) -> tuple[int | None, float]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([str(home), self.moment, *given, blow]) + "\n")
        self.process.stdin.flush()
        code, seconds = json.loads(self.process.stdout.readline())
        return code, seconds

    def finish(self, home: Path, *given: Any) -> float:
        """Run it to its end; gives the seconds it took."""
        code, seconds = self._order(home, given, None)
        assert code == 0
        return seconds

    def kill(self, home: Path, *given: Any, blow: float) -> bool:
        """Run it and kill it; False where it was through before the blow."""
        code, _seconds = self._order(home, given, blow)
        assert code in (None, 0)
        return code is None


@contextmanager
def running(script: str, moment: str) -> Iterator[Runner]:
    """A runner of one of the scripts beside this file."""
    root, pipe = HERE.parents[1], subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, str(HERE / script)]
    process = subprocess.Popen(command, cwd=root, env=environment, stdin=pipe, stdout=pipe, encoding="utf-8")
    yield Runner(process, moment)
    process.kill()
    process.communicate()


def serve(loaded: Sequence[str], work: Work) -> None:
    """Load the modules named, then do what is ordered; `work` gives the exit code."""
    for name in loaded:
        import_module(name)
    for line in sys.stdin:
        *given, blow = json.loads(line)
        sys.stdout.write(json.dumps(_order(work, given, blow)) + "\n")
        sys.stdout.flush()


def _order(work: Work, given: list[Any], blow: float | None) -> tuple[int | None, float]:
    begun = time.monotonic()
    process = os.fork()
    if process == 0:
        _child(work, given)
    if blow is not None:
        time.sleep(blow)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    killed = os.WIFSIGNALED(status)
    return None if killed else os.WEXITSTATUS(status), time.monotonic() - begun


def _child(work: Work, given: list[Any]) -> None:
    code = 2
    try:
        code = work(*given)
    finally:
        os._exit(code)

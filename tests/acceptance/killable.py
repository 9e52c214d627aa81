"""Work in processes that can be killed, forked from this one, which has loaded the program already.

It reads orders, JSON lists of what the work is given and the seconds until the blow (or null), and answers each with
[exit code or null where the blow fell, seconds].
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

Work = Callable[..., int]


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

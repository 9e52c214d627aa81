"""Which programs on this machine keep the morning of a home: each leaves a small file in its logs while it runs.

It is for the eye alone: whoever works holds a lease (office/lease.py), and what is due never depends on this.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from socket import gethostname

from office.lease import is_dead, myself
from store.leases import Holder

FOLDER, NAMES = "logs", ".keeper-*.json"


@contextmanager
def keeping(path: Path) -> Iterator[None]:
    """While the block lasts this process keeps the morning of a home. A disk that refuses is no reason not to."""
    mine = path / FOLDER / f".keeper-{os.getpid()}.json"
    with suppress(OSError):
        mine.write_text(json.dumps(myself(time.time())._asdict()), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            mine.unlink(missing_ok=True)


def kept(path: Path, *, beside: int = 0) -> bool:
    """Whether anybody keeps the morning; one other than the process `beside`, where it is named. What a dead process
    left is cleared away."""
    return any(process != beside for process in [_living(file) for file in (path / FOLDER).glob(NAMES)] if process)


def _living(file: Path) -> int:
    """The process of a file where it still runs, else 0; of another machine nothing is known."""
    try:
        found = Holder(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return 0
    now = time.time()
    if found.host != gethostname():
        return 0
    if not is_dead(found._replace(expires=now + 1), now):
        return found.process
    with suppress(OSError):
        file.unlink()
    return 0


def keep_beside(line: Connection, path: Path) -> None:
    """Keep the morning beside a window, until the line to it closes."""
    from office.schedule import beside

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window, whose end is the end of this
    with keeping(path):
        beside(line, path)

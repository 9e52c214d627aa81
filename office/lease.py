"""One at a time, across the window, `serve` and the command line of one machine, and across machines.

Whoever works holds a lease in the database and renews it while he does. One whose process is gone is known at once on
the same machine, elsewhere by his not renewing. Nothing that is stored rests on this: a lease that failed would cost
work done twice, never a fact.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from office.failures import JobError
from office.home import Home
from store import leases
from store.database import StoreError
from store.leases import Holder

LASTS = 60.0  # seconds that a lease is believed without being renewed
RENEWED = 15.0
LOOKS = 0.25  # seconds between two looks of one who waits
MORNING, TERMINALS = "morning", "terminals"
TAKEN = "另一个在岗正在做同一件事，请稍候再试"


class TakenError(JobError):
    """Somebody else is at it."""


@contextmanager
def hold(home: Home, name: str, wait: float = 0.0, taken: str = TAKEN) -> Iterator[None]:
    """Hold a lease for the block, waiting so many seconds for it at most. Raises TakenError with `taken`."""
    mine = _take(home, name, wait, taken)
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(home, name, mine.token, over), daemon=True, name=f"lease-{name}")
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        with home.store.transaction():
            leases.give_back(name, mine.token)


def _take(home: Home, name: str, wait: float, taken: str) -> Holder:
    until = time.monotonic() + wait
    while True:
        with home.store.transaction():
            other = leases.holder(name)
            if other is None or is_dead(other, time.time()):
                mine = myself(time.time())
                leases.take(name, mine)
                return mine
        if time.monotonic() >= until:
            raise TakenError(taken)
        time.sleep(LOOKS)


def myself(now: float) -> Holder:
    """This process as it would hold a lease."""
    import psutil

    born = psutil.Process().create_time()
    return Holder(uuid4().hex, socket.gethostname(), os.getpid(), born, now + LASTS)


def is_held(home: Home, name: str) -> bool:
    """Whether somebody is at it."""
    with home.store.reading():
        other = leases.holder(name)
    return other is not None and not is_dead(other, time.time())


def is_dead(other: Holder, now: float) -> bool:
    """Whether a holder is gone: his lease ran out, or ends later than any lease can (a clock was set back), or his
    process on this machine is no more."""
    if not now < other.expires <= now + LASTS:
        return True
    return other.host == socket.gethostname() and not _lives(other)


def _lives(other: Holder) -> bool:
    """Numbers of processes are used again, so the hour of birth counts too."""
    import psutil

    try:
        return bool(abs(psutil.Process(other.process).create_time() - other.born) < 2)
    except psutil.Error:
        return False


def _keep(home: Home, name: str, token: str, over: threading.Event) -> None:
    """Renew until it is over. A database that is busy is asked again the next time."""
    while not over.wait(RENEWED):
        with suppress(StoreError), leases.own_connection(), home.store.transaction():
            if not leases.renew(name, token, time.time() + LASTS):
                return

"""Verbs that behave badly, for tests of the frame; they run in the window's worker processes."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from office.failures import JobError
from office.home import Home
from store.database import last_change, record_change

REFUSED = "这一天已经登记过请假，请核对后再试"


def answers(home: Home, text: str) -> str:
    return f"{text} {home.clock():%H:%M}"


def refuses(_home: Home) -> None:
    raise JobError(REFUSED)


def breaks(_home: Home) -> None:
    raise KeyError("programming error")


def dies(_home: Home) -> None:
    os._exit(3)


def changes(home: Home, act: str) -> int:
    with home.store.transaction():
        return record_change(home.clock(), "test", act)


def latest(home: Home) -> int:
    with home.store.reading():
        return last_change()


def slow(home: Home, steps: int, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Stores one change, works on for a long while, and would store another at the end."""
    changes(home, "slow begins")
    for step in range(steps):
        if progress:
            progress("1楼", step, steps)
        time.sleep(0.02)
    return changes(home, "slow ends")


def without_home(path: Path) -> str:
    return path.name


def acts(home: Path) -> list[str]:
    """What was done in a home, from its database file."""
    with sqlite3.connect(home / "zaigang.db") as connection:
        return [act for (act,) in connection.execute("SELECT act FROM change ORDER BY id")]

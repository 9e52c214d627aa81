"""A staged backup takes the place of what is there, in one transaction of SQLite's own or in one renaming.

Whoever has the database open goes on with the new one.
"""

import os
import shutil
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from store.backup import Progress
from store.database import Store, StoreError
from store.database_file import connect, force, put, said
from store.restoring import one_number
from store.tables import database

STEPS = 8  # a replacement goes on in so many steps at least: between the first two it is looked at once more
MOST = 4096
PATIENCE = 20.0  # seconds that another's writing is waited for
TIMEOUT = 5.0  # of one attempt
LOGS = ("-wal", "-journal")


class MovedError(Exception):
    """Somebody recorded something in the meantime."""


def replace(store: Store, staged: Path, unmoved: int, progress: Progress | None = None) -> None:
    """Put a staged copy in the place of the open database, in one transaction; others may have it open.

    Raises MovedError, and replaces nothing, where it has gone beyond the change `unmoved` by then.
    """
    with said(store.path), connect(staged) as source:
        _fit(source, database.connection())
        total = one_number(source, "PRAGMA page_count")
        with connect(store.path, timeout=TIMEOUT) as live, connect(store.path) as other:
            watch = _Watch(other, unmoved, progress)
            source.backup(live, pages=max(1, min(MOST, total // STEPS)), progress=watch.told, sleep=0.05)
            with suppress(sqlite3.Error):  # only tidiness: the log is folded in whenever nobody reads
                live.execute("PRAGMA busy_timeout = 0")
                live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Watch:
    """Stands by while the pages go over: after the first of them nobody else can write, so that what was recorded
    until then is seen in time."""

    def __init__(self, other: sqlite3.Connection, unmoved: int, progress: Progress | None) -> None:
        self._other, self._unmoved, self._progress = other, unmoved, progress
        self._looked, self._until = False, time.monotonic() + PATIENCE
        self._size = one_number(other, "PRAGMA page_size")

    def told(self, status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() > self._until:
                raise StoreError("busy")
            return
        if not self._looked and status == sqlite3.SQLITE_OK:
            self._looked = True
            if one_number(self._other, "SELECT COALESCE(MAX(id), 0) FROM change") != self._unmoved:
                raise MovedError
        if self._progress:
            self._progress((total - remaining) * self._size, total * self._size)


def _fit(source: sqlite3.Connection, live: sqlite3.Connection) -> None:
    """Pages of another size cannot be exchanged under somebody who has them open."""
    size = one_number(live, "PRAGMA page_size")
    if one_number(source, "PRAGMA page_size") != size:
        source.execute(f"PRAGMA page_size = {size}")
        source.execute("VACUUM")


def install(staged: Path, path: Path, aside: str) -> list[str]:
    """Put a staged copy where there is no database that could be opened. What lies there keeps standing beside, under
    names that begin with `aside`; they are given back."""
    kept = []
    for end in ("", *LOGS):
        old, new = path.with_name(f"{path.name}{end}"), path.with_name(f"{aside}{path.suffix}{end}")
        if old.exists():
            _second_name(old, new)
            kept.append(str(new))
    for end in (*LOGS, "-shm"):  # before the new one is there: it must never take an old log for its own
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    put(staged, path)
    return kept


def _second_name(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a disk that knows no second names
        shutil.copy2(old, new)
        force(new)


def let_go() -> None:
    """Close what a failed opening left open."""
    if database.obj is not None and not database.is_closed():
        database.close()

"""A database as a file among files: connections to it, whether it is whole, what it counts, putting it in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from store.database import StoreError

FILE, LABEL = "file:", "backup"  # keys of the home's table: its files, and what is known of the last backup
FACTS = {"home": f"WHERE key NOT LIKE '{FILE}%' AND key <> '{LABEL}'", "lease": "WHERE 0"}  # what of a table is no copy
MAGIC = b"SQLite format 3\0"
Counts = dict[str, int]


@contextmanager
def said(place: Path) -> Iterator[None]:
    """What SQLite refuses, as a StoreError about a file."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        known = {
            sqlite3.SQLITE_FULL: "full",
            sqlite3.SQLITE_BUSY: "busy",
            sqlite3.SQLITE_LOCKED: "busy",
            sqlite3.SQLITE_CORRUPT: "damaged",
            sqlite3.SQLITE_NOTADB: "damaged",
        }
        raise StoreError(known.get(code, "failed"), f"{place}：{error}" if code not in known else str(place)) from error


def connect(path: Path, *, timeout: float = 20.0) -> "closing[sqlite3.Connection]":
    """A connection of its own to a database file."""
    return closing(sqlite3.connect(path, isolation_level=None, timeout=timeout))


def read_only(path: Path) -> "closing[sqlite3.Connection]":
    """A connection to a file that nobody writes: no lock is taken and nothing is made beside it, so that it can be
    read from anywhere. One with a write-ahead log beside it is still in use, and is read as such."""
    still_used = _size(path.with_name(f"{path.name}-wal")) > 0
    name = path.absolute().as_posix()
    address = f"file://{'' if name.startswith('/') else '/'}{quote(name)}?mode=ro{'' if still_used else '&immutable=1'}"
    return closing(sqlite3.connect(address, uri=True, isolation_level=None))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


# ---------------------------------------------------------------- what it holds


def has_table(connection: sqlite3.Connection, table: str) -> bool:
    """Whether there is such a table."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(known, (table,)).fetchone() is not None


def count_rows(connection: sqlite3.Connection) -> Counts:
    """How many rows each table has that are facts of the office."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f'SELECT COUNT(*) FROM "{name}" {FACTS.get(name, "")}').fetchone()[0]
        for (name,) in tables
        if not name.startswith("sqlite_")
    }


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every page and index of a database is as it should be."""
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def loose_rows(connection: sqlite3.Connection) -> set[tuple[Any, ...]]:
    """The rows that refer to others that are not there."""
    return set(connection.execute("PRAGMA foreign_key_check").fetchall())


# ---------------------------------------------------------------- files


def force(file: Path) -> None:
    """Have a file's content on the disk before anything is said of it."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def put(part: Path, target: Path) -> None:
    """Give a finished file its name, and have that on the disk too."""
    part.replace(target)
    if os.name == "nt":
        return
    with suppress(OSError):  # some network folders refuse; the file itself is whole and in its place
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def discard(part: Path) -> None:
    """Take away what was not finished, and what SQLite left beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)

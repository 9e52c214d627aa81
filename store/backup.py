"""A copy of the whole database in one file that needs nothing else, and the proof that it is whole.

The copy is taken by SQLite's online backup out of one unmoving view: whoever writes meanwhile goes on writing. It holds
the home's own files (settings, rulebook) too, and a label by which it is known again.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from store.database import Store, StoreError, last_change
from store.database_file import (
    FILE,
    LABEL,
    Counts,
    connect,
    count_rows,
    discard,
    force,
    has_table,
    is_whole,
    loose_rows,
    read_only,
    said,
)
from store.tables import database

PAGES = 4096  # copied between two words of progress, 16 MB
Progress = Callable[[int, int], object]  # bytes done, bytes in all


class Copied(NamedTuple):
    """What a copy holds: rows of each table, the change it reaches to, and its size in bytes."""

    counts: Counts
    change: int
    bytes: int


def copy(
    store: Store, part: Path, files: Mapping[str, bytes], label: Mapping[str, Any], progress: Progress | None = None
) -> Copied:
    """A verified copy of the open database at `part`, with the home's files and a label in it.

    Raises StoreError: `full`, `failed` where it cannot be written, `damaged` where the database itself is, `differs`
    where the copy does not hold what was copied. What is left of a failed copy is taken away.
    """
    try:
        with store.reading(), said(store.path):
            source = database.connection()
            counts, change = count_rows(source), last_change()
            fill(source, part, progress)
        with said(part):
            seal(part, files, {**label, "change": change, "counts": counts})
            _compare(part, counts, change, store)
        force(part)
        return Copied(counts, change, part.stat().st_size)
    except BaseException:
        discard(part)
        raise


def fill(source: sqlite3.Connection, part: Path, progress: Progress | None) -> None:
    """Copy all pages of a database into a new file that needs no log beside it."""

    (size,) = source.execute("PRAGMA page_size").fetchone()

    def told(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress((total - remaining) * size, total * size)

    with said(part), connect(part) as target:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
            target.execute(f"PRAGMA {pragma}")  # nobody else knows this file yet, and it is forced to disk when done
        source.backup(target, pages=PAGES, progress=told)
        target.execute("PRAGMA journal_mode = DELETE")


def seal(part: Path, files: Mapping[str, bytes], label: Mapping[str, Any]) -> None:
    """Put the home's files and the label in; nobody holds a lease in a copy."""
    with connect(part) as target:
        target.execute("BEGIN IMMEDIATE")
        target.execute("DELETE FROM home WHERE key LIKE ? OR key = ?", (f"{FILE}%", LABEL))
        rows: list[tuple[str, bytes | str]] = [(f"{FILE}{name}", content) for name, content in files.items()]
        rows.append((LABEL, json.dumps(label, ensure_ascii=False)))
        target.executemany("INSERT INTO home (key, value) VALUES (?, ?)", rows)
        if has_table(target, "lease"):
            target.execute("DELETE FROM lease")
        target.execute("COMMIT")


def _compare(part: Path, counts: Counts, change: int, store: Store) -> None:
    """The copy as it lies on the disk: whole, and with the same in it."""
    with read_only(part) as copied:
        if not is_whole(copied):
            with store.reading():
                raise StoreError("differs" if is_whole(database.connection()) else "damaged", str(part))
        (reached,) = copied.execute("SELECT COALESCE(MAX(id), 0) FROM change").fetchone()
        if count_rows(copied) != counts or reached != change:
            raise StoreError("differs", str(part))
        loose = loose_rows(copied)
    if loose:  # a copy is true to what it was taken from
        with store.reading():
            if loose_rows(database.connection()) != loose:
                raise StoreError("differs", str(part))

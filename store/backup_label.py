"""What a backup says of itself, and what a database remembers of its last one."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store.database_file import FILE, LABEL, MAGIC, read_only
from store.tables import database


def label_of(path: Path) -> dict[str, Any]:
    """What a backup says of itself, with `created` and `training` of its home; empty where it is none or cut short.

    Quick: nothing but the head and one table is read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
        if not _is_all_there(head, path.stat().st_size):
            return {}
        with read_only(path) as kept:
            rows = dict(kept.execute("SELECT key, value FROM home WHERE key NOT LIKE ?", (f"{FILE}%",)))
        own = {key: rows.get(key, "") for key in ("created", "training")}
        return {**json.loads(rows[LABEL]), **own} if LABEL in rows else {}
    except (OSError, sqlite3.Error, ValueError):
        return {}


def _is_all_there(head: bytes, size: int) -> bool:
    page = int.from_bytes(head[16:18], "big")
    return head.startswith(MAGIC) and size == (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def recorded() -> dict[str, Any]:
    """What the database knows of its last backup; empty where it had none."""
    row = database.execute_sql("SELECT value FROM home WHERE key = ?", (LABEL,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def record(label: Mapping[str, Any]) -> None:
    """Remember it. Call inside a transaction."""
    text = json.dumps(label, ensure_ascii=False)
    database.execute_sql("INSERT OR REPLACE INTO home (key, value) VALUES (?, ?)", (LABEL, text))


def created() -> str:
    """When this home was made: by that its backups are told from those of another."""
    row = database.execute_sql("SELECT value FROM home WHERE key = 'created'").fetchone()
    return str(row[0]) if row else ""


def moment_after(change: int) -> str | None:
    """When the first change after one was made."""
    row = database.execute_sql("SELECT at FROM change WHERE id > ? ORDER BY id LIMIT 1", (change,)).fetchone()
    return str(row[0]) if row else None

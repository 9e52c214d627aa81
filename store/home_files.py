"""The home's own files while they lie in its database: a restore puts them there, whoever opens it next writes them."""

from collections.abc import Iterable, Mapping

from store.database_file import FILE
from store.tables import database


def left_files() -> dict[str, bytes]:
    """Files that are still to be written, by name."""
    rows = database.execute_sql("SELECT key, value FROM home WHERE key LIKE ?", (f"{FILE}%",)).fetchall()
    return {key.removeprefix(FILE): as_bytes(value) for key, value in rows}


def drop_left_files(names: Iterable[str]) -> None:
    """They are written. Call inside a transaction."""
    for name in names:
        database.execute_sql("DELETE FROM home WHERE key = ?", (f"{FILE}{name}",))


def file_rows(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """As the home's table keeps them."""
    return {f"{FILE}{name}": content for name, content in files.items()}


def as_bytes(value: bytes | str) -> bytes:
    """A file's content, however a database gives it."""
    return value.encode() if isinstance(value, str) else value

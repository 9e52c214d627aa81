"""The home's own files beside its database: which they are, and writing them back after a restore."""

import os
from pathlib import Path

from store.database import Store
from store.home_files import drop_left_files, left_files

FILES = ("settings.toml", "rulebook.toml")


def files_of(path: Path) -> dict[str, bytes]:
    """The home's own files, as they are."""
    return {name: (path / name).read_bytes() for name in FILES if (path / name).is_file()}


def put_files_back(path: Path, store: Store) -> None:
    """Write what a restore has left in the database to be written; one that was cut off is completed by this."""
    with store.reading():
        left = left_files()
    if not left:
        return
    for name in FILES:
        if name in left:
            write_whole(path / name, left[name])
    with store.transaction():
        drop_left_files(left)


def write_whole(file: Path, content: bytes) -> None:
    """A file whole or not at all."""
    beside = file.with_name(f".{file.name}.part")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)

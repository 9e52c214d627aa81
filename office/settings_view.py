"""The settings as their page shows them, with where the data lies and what the program is."""

import os
from dataclasses import dataclass
from pathlib import Path

from office.failures import JobError
from office.home import Home
from office.settings import SettingsForm, form_of


@dataclass(frozen=True)
class Place:
    """A part of the home: its name (database, published, backups, logs), where it lies and its size in bytes."""

    name: str
    path: str
    size: int


@dataclass(frozen=True)
class SettingsView:
    """Everything the page shows."""

    form: SettingsForm
    home: str
    published: str
    places: tuple[Place, ...]
    training: bool
    version: str
    rulebook: str
    rulebook_version: str


def settings_view(home: Home) -> SettingsView:
    """The settings, where the data lies, and what the program is."""
    from office.licences import version

    name, rulebook_version = _rulebook(home)
    return SettingsView(
        form_of(home.settings),
        str(home.path.resolve()),
        str(home.published.resolve()),
        tuple(_places(home)),
        home.training,
        version(),
        name,
        rulebook_version,
    )


def _rulebook(home: Home) -> tuple[str, str]:
    """The title and version of the rulebook in force today; the page of the rules says what is wrong with one."""
    from attendance.rulebook import RulebookError

    try:
        book = home.rulebook(home.clock().date())
    except (RulebookError, JobError):
        return "", ""
    return book.book.title, book.version


def _places(home: Home) -> list[Place]:
    database = home.path / "zaigang.db"
    beside = (database, *(database.with_name(f"{database.name}-{end}") for end in ("wal", "shm")))
    folders = {"published": home.published, "backups": home.backups, "logs": home.path / "logs"}
    return [
        Place("database", str(database.resolve()), sum(_size(file) for file in beside)),
        *(Place(name, str(path.resolve()), _size_within(path)) for name, path in folders.items()),
    ]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _size_within(folder: Path) -> int:
    return sum(_size(Path(where) / name) for where, _, names in os.walk(folder) for name in names)

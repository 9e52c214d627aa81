"""The home: one folder with the database, settings, rulebook and everything posted."""

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from office.clock import Clock, office_clock
from office.failures import JobError
from office.home_files import put_files_back
from office.settings_file import SETTINGS, SETTINGS_FILE, Settings, settings_from
from store.database import Store, give_name, last_change, own_name

if TYPE_CHECKING:
    from attendance.rulebook import Rulebook


@dataclass(frozen=True)
class Home:
    """An open home."""

    path: Path
    store: Store
    settings: Settings
    clock: Clock

    @property
    def published(self) -> Path:
        """Where postings are written."""
        return self.path / self.settings.publication

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.path / self.settings.backups

    @property
    def training(self) -> bool:
        return self.store.training

    def rulebook(self, day: date) -> "Rulebook":
        """The rulebook in force on a day: the latest adopted by then, else the file the home was made with.

        Raises RulebookError, JobError where the file is gone.
        """
        from attendance.rulebook_check import load_rulebook  # rulebooks load only where something is judged
        from store.adoptions import adoptions

        with self.store.reading():
            adopted = [each for each in adoptions(last_change()) if each.since <= day]
        return load_rulebook(adopted[-1].text if adopted else self.first_rulebook())

    def first_rulebook(self) -> str:
        """The text of the rulebook the home was made with. Raises JobError where the file is gone."""
        return _read(self.path / "rulebook.toml")


def default_home() -> Path:
    """The folder named by ZAIGANG_HOME, else the user's data folder."""
    named = os.environ.get("ZAIGANG_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("Zaigang", appauthor=False)


def author() -> str:
    """Who is at the desk, as the machine knows them."""
    try:
        return getpass.getuser()
    except OSError:
        return "unknown"


def identity(home: Home) -> str:
    """What tells this home from every other; a restored backup keeps it."""
    with home.store.reading():
        known = own_name()
    if known:
        return known
    with home.store.transaction():
        return own_name() or give_name(uuid4().hex)


def create_home(path: Path, rulebook: str, training: bool, centre: str = "") -> None:
    """Make a home. What an interrupted attempt left is completed; a finished home is refused."""
    from attendance.rulebook_check import shipped_names, shipped_text

    if rulebook not in shipped_names():
        raise JobError(f"没有名为“{rulebook}”的规则，可选：{'、'.join(shipped_names())}")
    if path.exists() and not path.is_dir():
        raise JobError(f"{path} 是文件，不是文件夹，请换一个位置", "请用 --home 指定")
    for folder in (path, *(path / name for name in ("published", "backups", "logs"))):
        folder.mkdir(parents=True, exist_ok=True)
    _write_new(path / SETTINGS_FILE, SETTINGS.format(centre=json.dumps(centre, ensure_ascii=False)))
    _write_new(path / "rulebook.toml", shipped_text(rulebook))
    Store.create(path / "zaigang.db", office_clock(training)(), training).close()


@contextmanager
def open_home(path: Path, clock: Clock | None = None) -> Iterator[Home]:
    """A home, open until the block ends; `clock` stands in for the office clock where a rehearsal moves it.

    Raises StoreError, JobError for settings that do not hold.
    """
    store = Store.open(path / "zaigang.db")
    try:
        put_files_back(path, store)
        yield Home(path, store, read_settings(path), clock or office_clock(store.training))
    finally:
        store.close()


def read_settings(path: Path) -> Settings:
    """The settings of a home. Raises JobError where they do not hold."""
    return settings_from(_read(path / SETTINGS_FILE))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except FileNotFoundError:
        raise JobError(f"找不到文件 {path}，请检查路径") from None
    except UnicodeDecodeError:
        raise JobError(f"文件 {path} 不是 UTF-8 编码，请用记事本另存为 UTF-8 后再试") from None


def read_text_file(path: Path) -> str:
    """A text file's content. Raises JobError with the remedy."""
    if path.is_dir():
        raise JobError(f"{path} 是文件夹，不是文件，请检查路径")
    return _read(path)


def _write_new(path: Path, content: str) -> None:
    if not path.exists():
        beside = path.with_name(f".{path.name}.part")
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)

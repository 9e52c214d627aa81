"""The door to the database: opening, migrating, transactions, and one error for all that can go wrong with it."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from peewee import PeeweeException, SqliteDatabase

from store.tables import Change, Home, database

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 2,  # a power cut must not cost a committed punch
    "busy_timeout": 20_000,
}
log = logging.getLogger(__name__)


class StoreError(Exception):
    """The database cannot be used; `code` says how (missing, exists, damaged, busy, full, newer), `detail` more."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@contextmanager
def _as_store_error(path: Path) -> Iterator[None]:
    try:
        yield
    except PeeweeException as error:
        text = str(error)
        log.warning("database %s: %s", path, text)
        told = " ".join(_causes(error))  # a full disk ends the transaction, so that rolling it back fails too
        known = {"locked": "busy", "full": "full", "malformed": "damaged", "not a database": "damaged"}
        raise StoreError(next((code for word, code in known.items() if word in told), "failed"), text) from error


def _causes(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield str(error)
        error = error.__context__


class Store:
    """An open database file. Only one is open in a process at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = SqliteDatabase(str(path), pragmas=PRAGMAS)
        database.initialize(self._database)

    @classmethod
    def create(cls, path: Path, now: datetime, training: bool) -> "Store":
        """A new database. Raises StoreError `exists`; a crash half-way leaves a file that `create` finishes."""
        if path.exists() and cls._is_complete(path):
            raise StoreError("exists", str(path))
        store = cls(path)
        with _as_store_error(path):
            store._database.connect(reuse_if_open=True)
            store._migrate()
            with store.transaction():
                Home.create(key="training", value="yes" if training else "no")
                Home.create(key="created", value=now.isoformat(timespec="seconds"))
        return store

    @classmethod
    def open(cls, path: Path) -> "Store":
        """An existing database, brought up to date. Raises StoreError."""
        if not path.exists():
            raise StoreError("missing", str(path))
        store = cls(path)
        with _as_store_error(path):
            store._database.connect(reuse_if_open=True)
            store._migrate()
            if Home.get_or_none(Home.key == "training") is None:
                raise StoreError("missing", str(path))
        return store

    @classmethod
    def _is_complete(cls, path: Path) -> bool:
        try:
            cls.open(path).close()
        except StoreError as error:
            if error.code == "missing":
                return False
            raise
        return True

    def close(self) -> None:
        """Give the file back; the write-ahead log is folded into it."""
        self._database.close()

    @property
    def training(self) -> bool:
        """演练: nothing in this home is meant for real."""
        return bool(Home.get_by_id("training").value == "yes")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. It takes the write lock at once (a deferred one fails under contention), so never wait
        for a terminal inside it."""
        with _as_store_error(self.path), self._database.atomic("IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unmoving view of the data."""
        with _as_store_error(self.path), self._database.atomic():
            yield

    def _migrate(self) -> None:
        """Apply what is missing; the file is copied first unless it is new."""
        applied = self._applied()
        known = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
        if set(applied) - set(known):
            raise StoreError("newer", str(self.path))
        if len(applied) == len(known):
            return
        if applied:
            self.copy_to(self.path.with_name(f"{self.path.stem}.before-{known[len(applied)]}.db"))
        from playhouse.migrations import Runner  # a tenth of a second that only a migration is worth

        Runner(self._database, str(MIGRATIONS)).up()

    def _applied(self) -> list[str]:
        if not self._database.table_exists("schema_migration"):
            return []
        return [name for (name,) in self._database.execute_sql("SELECT name FROM schema_migration ORDER BY name")]

    def copy_to(self, target: Path) -> None:
        """A copy of the database as it stands, whole or not at all."""
        self._database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(self.path, beside)
        beside.replace(target)


def record_change(now: datetime, author: str, act: str) -> int:
    """Number an act; everything it brings refers to the number. Call inside a transaction."""
    return int(Change.create(at=now.isoformat(timespec="seconds"), author=author, act=act).id)


def last_change() -> int:
    """The state everything is in now."""
    return int(Change.select(Change.id).order_by(Change.id.desc()).limit(1).scalar() or 0)


def last_moment() -> datetime | None:
    """The latest office time at which anything was recorded; None where nothing was."""
    latest = Change.select(Change.at).order_by(Change.at.desc()).limit(1).scalar()
    return datetime.fromisoformat(latest) if latest else None


def own_name() -> str:
    """What tells this database from every other; empty where it has no such name yet."""
    row = Home.get_or_none(Home.key == "id")
    return row.value if row else ""


def give_name(name: str) -> str:
    """Name it, for good. Call inside a transaction."""
    Home.create(key="id", value=name)
    return name

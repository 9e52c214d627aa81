"""Opening, migrating, transactions and the one error for everything that goes wrong."""

import sqlite3
import threading
from pathlib import Path

import pytest
from peewee import OperationalError
from store_cases import NOW

from store import database as door
from store.database import Store, StoreError, last_change, record_change
from store.entry_tables import TABLES as ENTRY_TABLES
from store.month_tables import TABLES as MONTH_TABLES
from store.morning_tables import TABLES as MORNING_TABLES
from store.tables import TABLES, Change, database


def test_commits_survive_a_power_cut_and_readers_do_not_wait(store: Store) -> None:
    assert database.pragma("synchronous") == 2
    assert database.pragma("journal_mode") == "wal"
    assert database.pragma("foreign_keys") == 1


def test_a_home_is_made_once(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        Store.create(store.path, NOW, training=False)
    assert caught.value.code == "exists"


def test_what_an_interrupted_creation_left_is_completed(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    Store.create(tmp_path / "a.db", NOW, training=True).close()
    opened = Store.open(tmp_path / "a.db")
    assert opened.training
    opened.close()


@pytest.mark.parametrize(("content", "code"), [(None, "missing"), (b"no database" * 200, "damaged"), (b"", "missing")])
def test_what_is_no_database_is_said_so(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "zaigang.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert caught.value.code == code


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        record_change(NOW, "test", "lost")
        raise ZeroDivisionError
    assert last_change() == 0


def test_four_threads_of_read_and_write_never_find_the_database_locked(store: Store) -> None:
    failures: list[StoreError] = []

    def work() -> None:
        try:
            for _ in range(15):
                with store.transaction():
                    record_change(NOW, "test", str(last_change()))
        except StoreError as error:
            failures.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [change.act for change in Change.select().order_by(Change.id)] == [str(n) for n in range(60)]


def test_a_failure_of_the_database_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError) as caught, store.transaction():
        raise OperationalError("database or disk is full")
    assert caught.value.code == "full"


@pytest.mark.parametrize("table", ["punch", "edition", "allowance_run"])
def test_what_was_read_and_what_was_posted_cannot_be_altered(store: Store, table: str) -> None:
    columns = ", ".join(name for _, name, *_ in database.execute_sql(f"PRAGMA table_info({table})"))
    values = ", ".join("1" for _ in columns.split(","))
    store.close()
    with sqlite3.connect(store.path) as other:
        other.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})")
        for attempt in (f"DELETE FROM {table}", f"UPDATE {table} SET number = 2"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(attempt)


NEXT = "from peewee import *\n\n\ndef up(migrator, db):\n    db.execute_sql('CREATE TABLE later (id INTEGER)')\n"


def test_a_migration_keeps_a_copy_of_the_file_before_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.transaction():
        record_change(NOW, "test", "before")
    store.close()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in door.MIGRATIONS.glob("[0-9]*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "9000_later.py").write_text(NEXT)
    monkeypatch.setattr(door, "MIGRATIONS", folder)
    Store.open(store.path).close()
    (copy,) = store.path.parent.glob("zaigang.before-*.db")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT act FROM change").fetchall() == [("before",)]
        assert kept.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone() == (0,)
    monkeypatch.undo()
    with pytest.raises(StoreError) as caught:
        Store.open(store.path)
    assert caught.value.code == "newer"


def test_the_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    made = {name for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    known = (*TABLES, *ENTRY_TABLES, *MORNING_TABLES, *MONTH_TABLES)
    assert {table._meta.table_name for table in known} | {"schema_migration"} == made
    for table in known:
        columns = {row[1] for row in database.execute_sql(f"PRAGMA table_info({table._meta.table_name})")}
        assert columns == {field.column_name for field in table._meta.sorted_fields}

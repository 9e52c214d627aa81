"""A copy of a database that is in use, proved whole, and its way back into the place of another."""

import gzip
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from store_cases import NOW, keep, raw, reading

from store import backup, replacing, restoring
from store.backup import Copied, copy
from store.backup_label import label_of
from store.database import MIGRATIONS, Store, StoreError, last_change, record_change
from store.database_file import count_rows
from store.home_files import drop_left_files, left_files
from store.published import Published, rows_of
from store.replacing import MovedError

FILES = {"settings.toml": "# 设置\r\ncentre = '一'\n".encode(), "rulebook.toml": b"\xef\xbb\xbfname = 'x'\n"}
LABEL = {"moment": "2026-11-21T18:30:00", "digest": "abc"}
ACT = restoring.Act(NOW.isoformat(), "test", "restore")
OLD_HOME = Path(__file__).parents[1] / "acceptance" / "old_home" / "zaigang.db.gz"


def fill(store: Store, punches: int = 2000, serial: str = "SN1") -> None:
    first = datetime(2026, 11, 2, 8, 0)
    keep(store, reading((raw(str(1000 + n % 50), first + timedelta(seconds=n)) for n in range(punches)), serial))


def act(store: Store, text: str) -> int:
    with store.transaction():
        return record_change(NOW, "test", text)


def acts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT act FROM change ORDER BY id")]


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return count_rows(connection)


def taken(store: Store, path: Path) -> Copied:
    return copy(store, path, FILES, LABEL)


def staged(file: Path, folder: Path) -> Path:
    part = folder / ".staged.part"
    restoring.stage(file, part)
    restoring.complete(part, ACT, {})
    return part


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ---------------------------------------------------------------- taking a copy


def test_a_copy_is_one_file_with_everything_in_it(store: Store, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "to").mkdir()

    made = taken(store, tmp_path / "to" / "one.db")

    assert names(tmp_path / "to") == {"one.db"}
    assert made.counts["punch"] == 2000 and made.change == last_change() == 1
    assert made.bytes == (tmp_path / "to" / "one.db").stat().st_size
    assert counts(tmp_path / "to" / "one.db") == made.counts
    assert (tmp_path / "to" / "one.db").read_bytes()[18:20] == b"\1\1"  # no write-ahead log is needed to read it
    known = label_of(tmp_path / "to" / "one.db")
    assert (known["moment"], known["change"], known["training"]) == (LABEL["moment"], 1, "no")
    assert restoring.file_in(tmp_path / "to" / "one.db", "rulebook.toml") == FILES["rulebook.toml"]  # byte for byte
    assert restoring.look_into(tmp_path / "to" / "one.db").files == ("rulebook.toml", "settings.toml")


def test_a_copy_needs_no_right_to_write_to_be_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    taken(store, tmp_path / "to" / "一 二#?.db")
    (tmp_path / "to").chmod(0o500)
    try:
        assert restoring.look_into(tmp_path / "to" / "一 二#?.db").moment == LABEL["moment"]
        assert names(tmp_path / "to") == {"一 二#?.db"}
    finally:
        (tmp_path / "to").chmod(0o700)


def test_a_copy_is_one_moment_of_a_database_that_is_being_written(store: Store, tmp_path: Path) -> None:
    """Each act brings a row to two tables: a copy that mixed moments would have more of one than of the other."""
    fill(store, 20_000)
    over, written = threading.Event(), [0]

    def write() -> None:
        with closing(sqlite3.connect(store.path, isolation_level=None, timeout=20)) as other:
            while not over.is_set():
                other.execute("BEGIN IMMEDIATE")
                other.execute("INSERT INTO change (at, author, act) VALUES ('2026-11-21T09:00:00', 'x', 'x')")
                other.execute("INSERT INTO device (serial) VALUES (?)", (f"N{written[0]}",))
                other.execute("COMMIT")
                written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [taken(store, tmp_path / f"{number}.db") for number in range(12)]
    finally:
        over.set()
        writer.join()
    assert written[0] > 50
    assert len({each.change for each in made}) > 3  # it did go on being written
    for number, each in enumerate(made):
        found = counts(tmp_path / f"{number}.db")
        assert found == each.counts
        assert found["change"] == found["device"] == each.change  # the first of each is the reading's


def test_leases_are_not_copied(store: Store, tmp_path: Path) -> None:
    with store.transaction():
        from store.leases import Holder, take

        take("morning", Holder("t", "host", 1, 1.0, 2.0))
    taken(store, tmp_path / "one.db")
    with closing(sqlite3.connect(tmp_path / "one.db")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM lease").fetchone() == (0,)


def damage(path: Path, first: int, last: int) -> None:
    """Flip every byte of some pages."""
    content = bytearray(path.read_bytes())
    content[first * 4096 : last * 4096] = bytes(byte ^ 0xFF for byte in content[first * 4096 : last * 4096])
    path.write_bytes(content)


def test_a_damaged_database_is_not_taken_for_sound(store: Store, tmp_path: Path) -> None:
    fill(store, 20_000)
    store.close()
    damage(store.path, 200, 210)
    opened = Store.open(store.path)
    with pytest.raises(StoreError) as caught:
        taken(opened, tmp_path / "one.db")
    opened.close()
    assert caught.value.code == "damaged"
    assert not list(tmp_path.glob("one.db*"))


@pytest.mark.parametrize("lost", ["DELETE FROM pull", "pages"])
def test_a_copy_that_lacks_anything_is_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """It is opened and counted as it lies on the disk: a disk may lose what was written to it."""

    def lossy(source: sqlite3.Connection, part: Path, progress: object) -> None:
        whole(source, part, progress)
        if lost == "pages":
            damage(part, 100, 110)
            return
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(lost)

    whole = backup.fill
    monkeypatch.setattr(backup, "fill", lossy)
    fill(store, 20_000)
    with pytest.raises(StoreError) as caught:
        taken(store, tmp_path / "one.db")
    assert caught.value.code == "differs"
    assert not list(tmp_path.glob("one.db*"))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk that is soon full; without the right to mount one, a limit on the size of files."""
    folder.mkdir()
    if os.system(f"mount -t tmpfs -o size={size} tmpfs {folder} 2>/dev/null") == 0:
        try:
            yield folder
        finally:
            os.system(f"umount {folder}")
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, before[1]))
    try:
        yield folder
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_nothing_is_left(store: Store, tmp_path: Path) -> None:
    fill(store, 20_000)
    with small_disk(tmp_path / "small", "256k") as folder:
        with pytest.raises(StoreError) as caught:
            taken(store, folder / "one.db")
        assert caught.value.code in ("full", "failed")
        assert names(folder) == set()
    assert taken(store, tmp_path / "one.db").counts["punch"] == 20_000  # and it works again elsewhere


# ---------------------------------------------------------------- looked into


def test_what_is_no_backup_has_no_label(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "one.db")
    whole = (tmp_path / "one.db").read_bytes()
    for name, content in {"cut": whole[:-4096], "long": whole + b"x", "text": b"nothing", "empty": b""}.items():
        (tmp_path / f"{name}.db").write_bytes(content)
        assert label_of(tmp_path / f"{name}.db") == {}
    assert label_of(tmp_path / "gone.db") == {} and label_of(tmp_path) == {}
    assert label_of(store.path) == {}  # a database, but no backup


def refused(file: Path, folder: Path) -> str:
    try:
        restoring.look_into(file)
        restoring.stage(file, folder / ".staged.part")
    except StoreError as error:
        return error.code
    return ""


def test_each_kind_of_wrong_file_is_told_from_the_others(store: Store, tmp_path: Path) -> None:
    fill(store, 20_000)
    taken(store, tmp_path / "good.db")
    whole = (tmp_path / "good.db").read_bytes()
    (tmp_path / "text.db").write_text("not a database", encoding="utf-8")
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "flipped.db").write_bytes(whole)
    damage(tmp_path / "flipped.db", 200, 201)
    for name, change in {
        "newer": "UPDATE schema_migration SET name = '9000_later' WHERE name LIKE '0001%'",
        "fewer": "DELETE FROM change WHERE id = 1",
        "unfinished": "DELETE FROM home WHERE key = 'training'",
        "other": "DROP TABLE edition",
    }.items():
        (tmp_path / f"{name}.db").write_bytes(whole)
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection:
            connection.execute(change)
            connection.commit()
    found = {path.stem: refused(path, tmp_path) for path in tmp_path.glob("*.db") if path != store.path}
    assert found == {
        **{"good": "", "text": "foreign", "cut": "damaged", "flipped": "damaged", "newer": "newer"},
        **{"fewer": "differs", "unfinished": "foreign", "other": "foreign"},
    }


def test_a_backup_that_lost_its_order_is_refused_though_all_rows_are_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    taken(store, tmp_path / "one.db")
    whole = counts(tmp_path / "one.db")
    with closing(sqlite3.connect(tmp_path / "one.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    with closing(sqlite3.connect(tmp_path / "one.db")) as connection:
        assert count_rows(connection) == whole
    with pytest.raises(StoreError) as caught:
        restoring.stage(tmp_path / "one.db", tmp_path / "staged.part")
    assert caught.value.code == "damaged"


def test_an_older_database_is_brought_up_to_date_and_stays_what_it_was(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    file.write_bytes(gzip.decompress(OLD_HOME.read_bytes()))
    before = file.read_bytes()

    part = staged(file, tmp_path)

    assert file.read_bytes() == before
    with closing(sqlite3.connect(part)) as connection:
        applied = [name for (name,) in connection.execute("SELECT name FROM schema_migration ORDER BY name")]
        assert applied == sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
        assert connection.execute("SELECT COUNT(*) FROM edition").fetchone() == (3,)
    assert names(tmp_path) == {"old.db", ".staged.part", *(each for each in names(tmp_path) if "zaigang" in each)}


# ---------------------------------------------------------------- put in place


def test_it_takes_the_place_of_a_database_that_others_have_open(store: Store, tmp_path: Path) -> None:
    act(store, "before")
    taken(store, tmp_path / "one.db")
    fill(store, 20_000)
    last = act(store, "after")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT COUNT(*) FROM punch").fetchone() == (20_000,)

        replacing.replace(store, staged(tmp_path / "one.db", tmp_path), last)

        assert reader.execute("SELECT COUNT(*) FROM punch").fetchone() == (20_000,)  # its view does not move
        reader.execute("COMMIT")
        assert reader.execute("SELECT COUNT(*) FROM punch").fetchone() == (0,)
    assert last_change() == 2  # that it was restored is recorded, too
    assert act(store, "goes on") == 3
    store.close()
    assert acts(store.path) == ["before", "restore", "goes on"]
    assert counts(store.path)["punch"] == 0


def test_what_is_recorded_in_the_last_moment_is_not_lost(store: Store, tmp_path: Path) -> None:
    act(store, "before")
    taken(store, tmp_path / "one.db")
    last = act(store, "known")
    part = staged(tmp_path / "one.db", tmp_path)
    act(store, "in the last moment")

    with pytest.raises(MovedError):
        replacing.replace(store, part, last)

    assert acts(store.path) == ["before", "known", "in the last moment"]
    replacing.replace(store, part, last + 1)
    assert acts(store.path) == ["before", "restore"]


def test_somebody_who_does_not_stop_writing_is_waited_for_and_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(store, tmp_path / "one.db")
    part = staged(tmp_path / "one.db", tmp_path)
    act(store, "stays")
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    monkeypatch.setattr(replacing, "TIMEOUT", 0.2)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            replacing.replace(store, part, 1)
        assert caught.value.code == "busy"
        other.execute("ROLLBACK")
    assert acts(store.path) == ["stays"]


def test_pages_of_another_size_are_fitted(store: Store, tmp_path: Path) -> None:
    fill(store)
    taken(store, tmp_path / "one.db")
    with closing(sqlite3.connect(tmp_path / "one.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    last = act(store, "after")

    replacing.replace(store, staged(tmp_path / "one.db", tmp_path), last)

    assert counts(store.path)["punch"] == 2000


def test_an_old_log_never_gets_into_the_new_database(store: Store, tmp_path: Path) -> None:
    """A damaged database with a write-ahead log beside it: SQLite would play that log into whatever lies there."""
    taken(store, tmp_path / "one.db")
    fill(store, 500)
    log = store.path.with_name("zaigang.db-wal").read_bytes()
    assert len(log) > 4096
    store.close()
    store.path.write_bytes(b"damaged beyond recognition" * 500)
    store.path.with_name("zaigang.db-wal").write_bytes(log)
    before = store.path.read_bytes()

    kept = replacing.install(staged(tmp_path / "one.db", tmp_path), store.path, "aside")

    assert [Path(file).name for file in kept] == ["aside.db", "aside.db-wal"]
    assert Path(kept[0]).read_bytes() == before and Path(kept[1]).read_bytes() == log
    assert counts(store.path)["punch"] == 0
    opened = Store.open(store.path)
    assert last_change() == 1
    opened.close()


def test_the_homes_files_wait_in_the_database_until_they_are_written(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "one.db")
    assert left_files() == {}
    replacing.replace(store, staged(tmp_path / "one.db", tmp_path), 0)
    assert left_files() == FILES
    with store.transaction():
        drop_left_files(FILES)
    assert left_files() == {}
    assert label_of(tmp_path / "one.db")["moment"] == LABEL["moment"]  # the backup itself keeps them


def test_published_numbers_are_those_of_editions_and_those_heard_of(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "one.db")
    part = staged(tmp_path / "one.db", tmp_path)
    day = date(2026, 11, 20)
    assert restoring.published_numbers(part) == {}
    restoring.complete(part, ACT, rows_of({day: Published(3, "恢复")}))
    assert restoring.published_numbers(part) == {day: 3}

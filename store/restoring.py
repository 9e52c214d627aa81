"""A backup on its way back: looked into, copied beside what is there, proved whole and brought up to date."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from peewee import PeeweeException, SqliteDatabase

from store.backup import Progress, fill
from store.database import MIGRATIONS, StoreError
from store.database_file import FILE, LABEL, MAGIC, connect, count_rows, force, has_table, is_whole, read_only, said
from store.home_files import as_bytes
from store.published import KEY as PUBLISHED
from store.published import published_in
from store.tables import database


class Holding(NamedTuple):
    """What a database file holds. `moment` is when it was backed up, empty where it is no backup of ours; `files` are
    the home's own that are in it."""

    moment: str
    created: str
    training: bool
    change: int
    last: str  # when its last change was made
    editions: int
    people: int
    punches: int
    files: tuple[str, ...]


# ---------------------------------------------------------------- looked into


def look_into(file: Path) -> Holding:
    """What a file holds, quickly. Raises StoreError: `missing`, `foreign` where it is no database of this program,
    `damaged`, `newer`; OSError where it cannot be read."""
    with file.open("rb") as opened:
        head = opened.read(len(MAGIC))
    if head != MAGIC:
        raise StoreError("foreign", str(file))
    with said(file), read_only(file) as held:
        _check_kind(held, file)
        return _holding(held)


def _check_kind(held: sqlite3.Connection, file: Path) -> None:
    if not (has_table(held, "home") and has_table(held, "schema_migration") and has_table(held, "edition")):
        raise StoreError("foreign", str(file))
    if not held.execute("SELECT 1 FROM home WHERE key = 'training'").fetchone():
        raise StoreError("foreign", str(file))
    applied = {name for (name,) in held.execute("SELECT name FROM schema_migration")}
    if applied - {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}:
        raise StoreError("newer", str(file))


def _holding(held: sqlite3.Connection) -> Holding:
    home = dict(held.execute("SELECT key, value FROM home WHERE key NOT LIKE ?", (f"{FILE}%",)))
    names = held.execute("SELECT key FROM home WHERE key LIKE ? ORDER BY key", (f"{FILE}%",))
    change, last = held.execute("SELECT COALESCE(MAX(id), 0), COALESCE(MAX(at), '') FROM change").fetchone()
    label = json.loads(home.get(LABEL, "{}"))
    counts = label.get("counts", {}) if label.get("change") == change else {}  # counting may take a while

    def rows(table: str) -> int:
        return int(counts[table] if table in counts else one_number(held, f"SELECT COUNT(*) FROM {table}"))

    people = "SELECT COUNT(DISTINCT number) FROM assignment WHERE ended_id IS NULL AND until IS NULL"
    about = label.get("moment", ""), home.get("created", ""), home["training"] == "yes", change, last
    files = tuple(key.removeprefix(FILE) for (key,) in names)
    return Holding(*about, rows("edition"), one_number(held, people), rows("punch"), files)


def one_number(held: sqlite3.Connection, query: str) -> int:
    """What a query for one number gives."""
    return int(held.execute(query).fetchone()[0])


# ---------------------------------------------------------------- copied beside and brought up to date


def stage(file: Path, staged: Path, progress: Progress | None = None) -> None:
    """A copy of a file, proved whole and brought up to date; the file itself is not touched.

    Raises StoreError `damaged` where the file is, `differs` where it does not hold what it says of itself.
    """
    with said(file), read_only(file) as held:
        fill(held, staged, progress)
    with said(file), read_only(staged) as copied:
        if not is_whole(copied):
            raise StoreError("damaged", str(file))
        row = copied.execute("SELECT value FROM home WHERE key = ?", (LABEL,)).fetchone()
        label = json.loads(row[0]) if row else {}
        if label and label["counts"] != count_rows(copied):
            raise StoreError("differs", str(file))
    _bring_up_to_date(staged)


def _bring_up_to_date(staged: Path) -> None:
    with said(staged), read_only(staged) as held:
        if one_number(held, "SELECT COUNT(*) FROM schema_migration") == len(list(MIGRATIONS.glob("[0-9]*.py"))):
            return
    from playhouse.migrations import Runner  # a tenth of a second that only a migration is worth

    old = SqliteDatabase(str(staged), pragmas={"foreign_keys": 1})
    try:
        Runner(old, str(MIGRATIONS)).up()
    except PeeweeException as error:
        raise StoreError("failed", f"{staged}：{error}") from error
    finally:
        old.close()
    with said(staged), read_only(staged) as brought:
        if not is_whole(brought):
            raise StoreError("differs", str(staged))


class Act(NamedTuple):
    """Who restored what when: it is recorded like everything else that is done."""

    at: str
    author: str
    act: str


def complete(staged: Path, act: Act, rows: Mapping[str, str | bytes], leases: Sequence[tuple[Any, ...]] = ()) -> None:
    """Add what there must be at once when it takes its place; leases go on being held by whoever holds them."""
    with said(staged), connect(staged) as target:
        target.execute("BEGIN IMMEDIATE")
        target.execute("DELETE FROM change WHERE at = ? AND author = ? AND act = ?", act)  # of an attempt before
        target.execute("INSERT INTO change (at, author, act) VALUES (?, ?, ?)", act)
        target.executemany("INSERT OR REPLACE INTO home (key, value) VALUES (?, ?)", rows.items())
        target.execute("DELETE FROM lease")
        if leases:
            target.executemany(f"INSERT INTO lease VALUES ({', '.join('?' * len(leases[0]))})", leases)
        target.execute("COMMIT")
    force(staged)


def leases() -> list[tuple[Any, ...]]:
    """The leases of the open database, as they stand."""
    return list(database.execute_sql("SELECT * FROM lease").fetchall())


def file_in(staged: Path, name: str) -> bytes | None:
    """One of the home's files, as a copy holds it."""
    with said(staged), read_only(staged) as held:
        row = held.execute("SELECT value FROM home WHERE key = ?", (f"{FILE}{name}",)).fetchone()
        return as_bytes(row[0]) if row else None


def latest_rulebook(staged: Path) -> str | None:
    """The text of the rulebook by which the last edition in a copy was judged."""
    last = "SELECT text FROM rulebook_text JOIN edition ON rulebook_id = version ORDER BY change_id DESC LIMIT 1"
    with said(staged), read_only(staged) as held:
        row = held.execute(last).fetchone()
        return str(row[0]) if row else None


def published_numbers(file: Path) -> dict[date, int]:
    """The last edition of each day that a database knows or has heard of."""
    with said(file), read_only(file) as held:
        days: list[tuple[int, int]] = held.execute("SELECT day, MAX(number) FROM edition GROUP BY day").fetchall()
        heard = dict(held.execute("SELECT key, value FROM home WHERE key LIKE ?", (f"{PUBLISHED}%",)).fetchall())
    found = {date.fromordinal(day): number for day, number in days}
    for day, each in published_in(heard).items():
        found[day] = max(each.number, found.get(day, 0))
    return found

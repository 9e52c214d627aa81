"""Backup, restore, doctor as they are typed: what is lost comes back, and whatever goes wrong, nothing else is lost.

Processes are killed at random moments of both; what stands afterwards is always the old or the new, whole.
"""

import gzip
import hashlib
import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from acceptance_desk import Desk, assert_whole, moment, person, published, worked

from devices.emulator import Emulator
from office import restoring
from office.backups import backup
from office.home import open_home
from office.lease import MORNING, TERMINALS, myself
from office.restoring import restore
from store import leases, replacing
from store.database import Store
from store.database_file import count_rows
from store.replacing import MovedError

NUMBERS = ("1001", "1002", "1003")
THURSDAY, FRIDAY, MONDAY = "2026-11-19", "2026-11-20", "2026-11-23"
KILLS = 30
OLD_HOME = Path(__file__).with_name("old_home")


@pytest.fixture
def centre(desk: Desk, plug_in: Callable[..., Emulator]) -> tuple[Desk, Emulator]:
    """Three people at one terminal; Thursday is posted."""
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS)
    worked(desk, terminal, THURSDAY, NUMBERS, n1002=("08:37:00", "12:10:00", "14:20:00", "17:40:00"))
    desk.ask("post", THURSDAY)
    return desk, terminal


def file_of(made: dict[str, Any]) -> Path:
    return Path(made["file"])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def facts(path: Path) -> list[str]:
    """All that a database holds; not who works on it at the moment, nor what it knows of backups and restores."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        lines = list(connection.iterdump())
    mine = [f'INSERT INTO "home" VALUES(\'{key}' for key in ("backup'", "file:", "published:")]
    kept = [line for line in lines if not line.startswith(('INSERT INTO "lease"', *mine))]
    return [
        line for line in kept if not re.search(r"'restore zaigang-[^']*'\);$|'restore (made|old|一份).*'\);$", line)
    ]


# ---------------------------------------------------------------- back and forth


def test_a_backup_says_what_it_made(centre: tuple[Desk, Emulator]) -> None:
    desk, _ = centre
    made = desk.ask("backup")
    assert set(made) == {"file", "bytes", "counts", "removed"}
    assert file_of(made).parent == desk.home / "backups" and made["bytes"] == file_of(made).stat().st_size
    assert (made["counts"]["edition"], made["counts"]["punch"], made["removed"]) == (1, 12, [])
    assert facts(file_of(made)) == facts(desk.home / "zaigang.db")
    assert "已备份并核对" in desk.run("backup").out


def test_what_is_restored_is_as_it_was_and_what_it_replaced_can_be_had_again(centre: tuple[Desk, Emulator]) -> None:
    desk, terminal = centre
    made = desk.ask("backup")
    before = facts(desk.home / "zaigang.db")
    files = {name: (desk.home / name).read_bytes() for name in ("settings.toml", "rulebook.toml")}
    worked(desk, terminal, FRIDAY, NUMBERS)
    desk.ask("post", FRIDAY)
    for name, content in files.items():
        (desk.home / name).write_bytes(content + "\n# 后来改的\n".encode())
    after = facts(desk.home / "zaigang.db")

    told = desk.ask("restore", file_of(made))

    assert (told["restored"], told["editions"]) == (made["file"], 1)
    assert facts(desk.home / "zaigang.db") == before
    assert {name: (desk.home / name).read_bytes() for name in files} == files
    assert desk.ask("verify") == {"editions": 1, "equal": 1, "differences": []}
    assert desk.ask("doctor", code=desk.run("doctor").code)["checks"][0]["state"] == "ok"

    back = desk.ask("restore", told["replaced"])

    assert back["editions"] == 2 and back["published_only"] == []
    assert facts(desk.home / "zaigang.db") == after
    assert (desk.home / "settings.toml").read_bytes().endswith("# 后来改的\n".encode())
    assert desk.ask("verify")["equal"] == 2


def test_where_somebody_records_at_the_last_moment_it_begins_anew(
    centre: tuple[Desk, Emulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = centre
    made = desk.ask("backup")
    before = facts(desk.home / "zaigang.db")
    desk.ask("duty", "add", "1002", "--date", "2026-11-21", "--shift", "周六值班")
    really, moved = replacing.replace, []

    def replace(store: Store, *words: Any) -> None:
        if not moved:
            moved.append(words)
            raise MovedError
        really(store, *words)

    monkeypatch.setattr(replacing, "replace", replace)
    told = desk.ask("restore", file_of(made))
    assert facts(desk.home / "zaigang.db") == before
    with closing(sqlite3.connect(told["replaced"])) as kept:
        assert kept.execute("SELECT COUNT(*) FROM duty").fetchone() == (1,)


@pytest.mark.parametrize("lease", [MORNING, TERMINALS])
def test_nothing_is_restored_under_somebody_who_is_at_work(
    centre: tuple[Desk, Emulator], monkeypatch: pytest.MonkeyPatch, lease: str
) -> None:
    desk, _ = centre
    made = desk.ask("backup")
    monkeypatch.setattr(restoring, "WAIT", 0.1)
    before = facts(desk.home / "zaigang.db")
    with open_home(desk.home) as home, home.store.transaction():
        leases.take(lease, myself(time.time()))
    said = desk.run("restore", file_of(made))
    assert said.code == 1 and "没有恢复" in said.err
    assert facts(desk.home / "zaigang.db") == before


def test_a_published_edition_keeps_its_number_though_the_backup_is_older(centre: tuple[Desk, Emulator]) -> None:
    """The public has seen an edition of Friday that the restored data do not know."""
    desk, terminal = centre
    made = desk.ask("backup")
    worked(desk, terminal, FRIDAY, NUMBERS)
    first = desk.ask("post", FRIDAY)
    seen = {path: path.read_bytes() for path in map(Path, first["files"].values())}

    told = desk.ask("restore", file_of(made))

    assert told["published_only"] == [{"date": FRIDAY, "edition": 1}]
    assert any("再公示时往后编号" in note for note in told["notes"])
    assert checks(desk)["published_only"]["state"] == "warn"
    desk.ask("pull")
    again = desk.ask("post", FRIDAY)
    assert again["edition"] == 2 and "以前公示到第1版" in again["reason"]
    assert {path: path.read_bytes() for path in seen} == seen  # what the public had seen still lies there
    assert all("-v2." in path for path in again["files"].values())
    assert checks(desk)["published_only"]["state"] == "ok"
    assert desk.ask("verify") == {"editions": 2, "equal": 2, "differences": []}
    third = desk.ask("post", FRIDAY)
    assert (third["edition"], third["unchanged"]) == (2, True)
    desk.ask("correction", "punch", "1002", "--at", f"{FRIDAY}T08:10", "--reason", "指纹不清", "--witness", "王芳")
    terminal.punch("1003", moment(FRIDAY, "17:50:00"))
    desk.ask("pull")
    assert desk.ask("post", FRIDAY, "--reason", "补签")["edition"] in (2, 3)
    assert all(path.exists() for path in seen)


def test_the_number_is_kept_even_where_the_folder_is_away(centre: tuple[Desk, Emulator]) -> None:
    desk, terminal = centre
    made = desk.ask("backup")
    worked(desk, terminal, FRIDAY, NUMBERS)
    desk.ask("post", FRIDAY)
    (desk.home / "published").rename(desk.home / "away")
    desk.ask("restore", file_of(made))
    rmtree(desk.home / "published", ignore_errors=True)
    (desk.home / "away").rename(desk.home / "published")
    desk.ask("pull")
    assert desk.ask("post", FRIDAY)["edition"] == 2


def checks(desk: Desk) -> dict[str, dict[str, str]]:
    document = desk.ask("doctor", code=desk.run("doctor").code)
    assert set(document) == {"checks"}
    assert all(set(each) == {"name", "state", "said", "remedy"} for each in document["checks"])
    return {each["name"]: each for each in document["checks"]}


# ---------------------------------------------------------------- a home that is broken, missing, another's


def test_a_damaged_database_is_set_aside_and_never_deleted(centre: tuple[Desk, Emulator]) -> None:
    desk, _ = centre
    made = desk.ask("backup")
    before = facts(desk.home / "zaigang.db")
    live = desk.home / "zaigang.db"
    for damaged in (b"no database" * 1000, live.read_bytes()[:-8192], _flipped(live.read_bytes()), b""):
        live.write_bytes(damaged)
        (desk.home / "settings.toml").write_text("centre = '后来的'\n", encoding="utf-8")
        known = names(desk.home)

        told = desk.ask("restore", file_of(made))

        aside = Path(told["replaced"])
        assert aside.parent == desk.home and aside.name not in known
        opens = damaged.startswith(b"SQLite") or not damaged  # then somebody may still have written to it
        assert opens or aside.read_bytes() == damaged
        assert aside.with_name(f"{aside.stem}.settings.toml").read_text(encoding="utf-8") == "centre = '后来的'\n"
        assert facts(live) == before
        assert desk.ask("verify")["equal"] == 1
        aside.rename(aside.with_suffix(f".{len(known)}"))


def test_the_folder_alone_remembers_what_a_damaged_database_published(centre: tuple[Desk, Emulator]) -> None:
    desk, terminal = centre
    made = desk.ask("backup")
    worked(desk, terminal, FRIDAY, NUMBERS)
    desk.ask("post", FRIDAY)
    (desk.home / "zaigang.db").write_bytes(b"no database" * 1000)
    desk.ask("restore", file_of(made))
    desk.ask("pull")
    assert desk.ask("post", FRIDAY)["edition"] == 2


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2 // 4096 * 4096
    return (
        content[:middle] + bytes(byte ^ 0xFF for byte in content[middle : middle + 40960]) + content[middle + 40960 :]
    )


def test_a_home_that_is_gone_comes_back(centre: tuple[Desk, Emulator], tmp_path: Path) -> None:
    desk, _ = centre
    kept = tmp_path / "usb" / "一份 备份.db"
    kept.parent.mkdir()
    kept.write_bytes(file_of(desk.ask("backup")).read_bytes())
    before = facts(desk.home / "zaigang.db")
    settings = (desk.home / "settings.toml").read_bytes()
    rmtree(desk.home)

    told = desk.ask("restore", kept)

    assert told["replaced"] is None and told["editions"] == 1
    assert facts(desk.home / "zaigang.db") == before
    assert (desk.home / "settings.toml").read_bytes() == settings
    assert {"published", "backups", "logs"} <= names(desk.home)
    assert desk.ask("verify")["equal"] == 1


def test_a_home_of_the_version_before_comes_up_to_date(desk: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old.write_bytes(gzip.decompress((OLD_HOME / "zaigang.db.gz").read_bytes()))
    told = desk.ask("restore", old)
    assert told["editions"] == 3
    assert desk.ask("verify") == {"editions": 3, "equal": 3, "differences": []}


def test_a_database_copied_by_hand_brings_a_home_to_where_there_is_none(tmp_path: Path) -> None:
    """It has no settings and no rulebook in it; those of a new home hold, and the rulebook that judged last."""
    old = tmp_path / "old.db"
    old.write_bytes(gzip.decompress((OLD_HOME / "zaigang.db.gz").read_bytes()))
    desk = Desk(tmp_path / "deep" / "home", moment(MONDAY, "20:00:00"))
    assert desk.ask("restore", old)["editions"] == 3
    assert {"settings.toml", "rulebook.toml"} <= names(desk.home)
    assert desk.ask("verify")["equal"] == 3
    assert desk.ask("assess", FRIDAY)["people"]


def test_training_and_earnest_are_not_confused_in_silence(desk: Desk, tmp_path: Path) -> None:
    earnest = Desk(tmp_path / "earnest", desk.now)
    earnest.ask("init")
    made = earnest.ask("backup")
    told = desk.ask("restore", file_of(made))
    assert [note for note in told["notes"] if "演练" in note] == ["原来是演练数据，恢复的是正式数据"]


# ---------------------------------------------------------------- refused


def test_what_will_not_do_is_refused_and_nothing_changes(centre: tuple[Desk, Emulator], tmp_path: Path) -> None:
    desk, _ = centre
    good = file_of(desk.ask("backup")).read_bytes()
    wrong = {
        "text": (b"zaigang\n" * 600, "不是在岗的备份"),
        "empty": (b"", "不是在岗的备份"),
        "cut": (good[: len(good) * 2 // 3], "损坏"),
        "flipped": (_flipped(good), "损坏"),
    }
    for name, change, said in (
        ("newer", "UPDATE schema_migration SET name = '9000_x' WHERE name LIKE '0001%'", "升级程序"),
        ("less", "DELETE FROM device", "不一样"),
        ("other", "DROP TABLE schema_migration", "不是在岗的备份"),
    ):
        (tmp_path / "made.db").write_bytes(good)
        with closing(sqlite3.connect(tmp_path / "made.db")) as connection:
            connection.executescript(f"PRAGMA foreign_keys = 0; {change};")
        wrong[name] = (tmp_path / "made.db").read_bytes(), said
    before, there = facts(desk.home / "zaigang.db"), (names(desk.home), names(desk.home / "backups"))

    for name, (content, said) in wrong.items():
        file = tmp_path / f"{name}.db"
        file.write_bytes(content)
        refused = desk.run("restore", file)
        assert refused.code == 1 and said in refused.err and str(file) in refused.err, (name, refused)
        assert file.read_bytes() == content
    for file, said in ((desk.home / "zaigang.db", "正在用的数据库"), (tmp_path, "文件夹"), (tmp_path / "x", "找不到")):
        assert said in desk.run("restore", file).err

    assert facts(desk.home / "zaigang.db") == before
    assert (names(desk.home), names(desk.home / "backups")) == there


def test_a_restore_to_nowhere_that_is_refused_leaves_nowhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home", moment(MONDAY, "20:00:00"))
    (tmp_path / "cut.db").write_bytes(gzip.decompress((OLD_HOME / "zaigang.db.gz").read_bytes())[:-8192])
    assert desk.run("restore", tmp_path / "cut.db").code == 1
    assert not desk.home.exists()


def test_a_full_disk_changes_nothing(centre: tuple[Desk, Emulator], tmp_path: Path) -> None:
    desk, _ = centre
    made = tmp_path / "made.db"
    made.write_bytes(file_of(desk.ask("backup")).read_bytes())
    size = (desk.home / "zaigang.db").stat().st_size
    for room in (1.3, 2.2, 2.6, 3.3):  # for the home alone, the staged copy, what is replaced …
        with small_disk(tmp_path / "small", int(size * room) // 1024 + 100) as small:
            full = Desk(small / "home", desk.now)
            copytree(desk.home, full.home, ignore=lambda _folder, files: [f for f in files if f.startswith("zaigang-")])
            before = facts(full.home / "zaigang.db")
            told = full.run("restore", made)
            if told.code:
                assert "磁盘已满" in told.err and "没有恢复" in told.err, told
            assert room > 3 or told.code == 1
            assert facts(full.home / "zaigang.db") == before
            assert not [name for name in names(full.home) if name.endswith(".part")]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    if os.system(f"mount -t tmpfs -o size={kilobytes}k tmpfs {folder} 2>/dev/null"):
        pytest.skip("no right to mount a small disk; tests/store/test_backup.py limits the size of files instead")
    try:
        yield folder
    finally:
        os.system(f"umount {folder}")


def test_doctor_says_what_to_do_about_a_home_that_does_not_open(centre: tuple[Desk, Emulator]) -> None:
    desk, _ = centre
    desk.ask("backup")
    live = desk.home / "zaigang.db"
    good = live.read_bytes()
    live.write_bytes(b"no database" * 1000)
    found = checks(desk)
    assert desk.run("doctor").code == 1
    assert found["database"]["state"] == "bad" and "最近的备份是 2026-11-19 21:00" in found["database"]["remedy"]
    assert {"settings", "folders", "disk", "fonts", "time_zone"} <= set(found)  # the rest is still looked at
    live.write_bytes(good)
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("UPDATE schema_migration SET name = '9000_x' WHERE name LIKE '0001%'")
        connection.commit()
    assert "升级程序" in checks(desk)["database"]["remedy"]
    rmtree(desk.home)
    assert checks(desk)["database"]["state"] == "bad"
    assert not desk.home.exists()


# ---------------------------------------------------------------- killed


def forked(work: Callable[[], object], after: float) -> bool:
    """Do something in a process of its own and kill it after some seconds; whether it was still at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def timed(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - begun


def moments(work: Callable[[], object], outcomes: Counter[str], seed: int) -> Iterator[float]:
    """Seconds after which to kill, until it was killed often enough while it worked."""
    chance = random.Random(seed)
    whole = timed(work)
    while outcomes["killed"] < KILLS:
        done = outcomes["done"]
        yield chance.random() * whole
        whole *= 0.9 if outcomes["done"] > done else 1.02  # as quick as the machine is at the moment
        assert outcomes["done"] < 5 * KILLS


def large(home: Path, rows: int, act: str) -> None:
    """Enough punches that writing them takes a while, and an act to know this state by."""
    with closing(sqlite3.connect(home / "zaigang.db")) as connection:
        connection.execute("INSERT INTO change (at, author, act) VALUES ('2026-11-20T09:00:00', 'x', ?)", (act,))
        have = connection.execute("SELECT COUNT(*) FROM punch").fetchone()[0]
        more = ((1, at, f"{at % 97}", 0, 0, 1, f"{at % 97}", 1) for at in range(have, have + rows))
        connection.executemany("INSERT INTO punch VALUES (?, ?, ?, ?, ?, ?, ?, ?)", more)
        connection.commit()


def state(path: Path) -> tuple[str, int, str]:
    """A database in short: its last act, its punches, and a sum over all of them."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        acts = [act for (act,) in connection.execute("SELECT act FROM change ORDER BY id")]
        last = [act for act in acts if not act.startswith("restore ")][-1]  # that it was restored is recorded, too
        counts = count_rows(connection) | {"change": sum(not act.startswith("restore ") for act in acts)}
        summed = hashlib.sha256(str(counts).encode())
        for row in connection.execute("SELECT SUM(at), SUM(state), SUM(verify), COUNT(DISTINCT user) FROM punch"):
            summed.update(str(row).encode())
        return last, counts["punch"], summed.hexdigest()


def test_a_backup_killed_at_any_moment_leaves_a_whole_one_or_none(desk: Desk) -> None:
    large(desk.home, 10_000, "始")
    whole_state, folder = state(desk.home / "zaigang.db"), desk.home / "backups"

    def back_up() -> None:
        with open_home(desk.home, lambda: desk.now) as home:
            backup(home)

    with desk.office_time():
        outcomes: Counter[str] = Counter()
        for after in moments(back_up, outcomes, seed=11):
            rmtree(folder)
            folder.mkdir()
            outcomes["killed" if forked(back_up, after) else "done"] += 1
            made = [path for path in folder.iterdir() if path.suffix == ".db"]
            outcomes["part"] += any(path.name.endswith(".part") for path in folder.iterdir())
            assert len(made) <= 1 and all(state(path) == whole_state for path in made)

            back_up()  # one more run, and all is as it should be
            assert all(state(path) == whole_state for path in folder.iterdir())
            assert {path.suffix for path in folder.iterdir()} == {".db"}
        assert state(desk.home / "zaigang.db") == whole_state
    assert outcomes["part"] >= 5, outcomes  # or the moments were not what they claim to be


def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new_whole(desk: Desk, tmp_path: Path) -> None:
    """Others have the database open meanwhile; the home's settings go with its database."""
    large(desk.home, 8_000, "旧")
    (desk.home / "settings.toml").write_text("centre = '旧'\n", encoding="utf-8")
    with desk.office_time():
        made = tmp_path / "made.db"
        made.write_bytes(file_of(desk.ask("backup")).read_bytes())
        large(desk.home, 4_000, "新")
        (desk.home / "settings.toml").write_text("centre = '新'\n", encoding="utf-8")
        rmtree(desk.home / "backups")
        states = {"旧": state(made), "新": state(desk.home / "zaigang.db")}
        tried = Desk(tmp_path / "tried", desk.now)

        def put_back() -> None:
            restore(tried.home, made)

        copytree(desk.home, tried.home)
        outcomes: Counter[str] = Counter()
        for after in moments(put_back, outcomes, seed=12):
            rmtree(tried.home)
            copytree(desk.home, tried.home)
            with closing(sqlite3.connect(tried.home / "zaigang.db")) as other:
                other.execute("SELECT COUNT(*) FROM change").fetchone()
                outcomes["killed" if forked(put_back, after) else "done"] += 1
            last, *_ = found = state(tried.home / "zaigang.db")
            assert found == states[last]
            with open_home(tried.home) as home:
                assert home.settings.centre == last
            assert state(tried.home / "zaigang.db") == states[last]  # and opening it moved nothing
            kept = [path for path in (tried.home / "backups").glob("*") if path.suffix == ".db"]
            assert all(state(path) == states["新"] for path in kept)
            assert kept or last == "新"  # nothing is replaced before it is backed up
            outcomes[last] += 1
            if last == "新":
                restore(tried.home, made)
                assert state(tried.home / "zaigang.db") == states["旧"]
                assert not [name for name in names(tried.home) if name.endswith(".part")]
    assert outcomes["新"] >= 5 and outcomes["旧"] >= 2, outcomes


def test_a_restore_over_a_damaged_database_killed_at_any_moment(desk: Desk, tmp_path: Path) -> None:
    large(desk.home, 8_000, "旧")
    damaged = b"no database" * 20_000
    with desk.office_time():
        made = tmp_path / "made.db"
        made.write_bytes(file_of(desk.ask("backup")).read_bytes())
        good = state(made)
        tried = Desk(tmp_path / "tried", desk.now)

        def put_back() -> None:
            restore(tried.home, made)

        def broken() -> None:
            rmtree(tried.home, ignore_errors=True)
            copytree(desk.home, tried.home)
            (tried.home / "zaigang.db").write_bytes(damaged)

        broken()
        outcomes: Counter[str] = Counter()
        for after in moments(put_back, outcomes, seed=13):
            broken()
            outcomes["killed" if forked(put_back, after) else "done"] += 1
            live = tried.home / "zaigang.db"
            if live.read_bytes() == damaged:  # never nothing at all, where a new home would be offered
                restore(tried.home, made)
            assert state(live) == good
            asides = [path for path in tried.home.glob("zaigang-damaged-*.db") if path.read_bytes() == damaged]
            assert asides
            with open_home(tried.home) as home:
                assert home.settings.centre == ""


def test_what_is_published_is_not_touched_by_any_of_it(centre: tuple[Desk, Emulator]) -> None:
    desk, _ = centre
    made = desk.ask("backup")
    before = {path: path.read_bytes() for path in published(desk.home)}
    desk.ask("restore", file_of(made))
    assert {path: path.read_bytes() for path in published(desk.home)} == before
    for path in before:
        if path.suffix in (".html", ".xlsx"):
            assert_whole(path)

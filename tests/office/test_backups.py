"""When a backup is due, which are kept, and what is said where the folder is away or its disk full."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from office import backups, health
from office.backup_files import ALWAYS, last_backup, listed, prune
from office.backup_files import backups as in_folder
from office.failures import JobError
from office.home import Home, create_home, open_home
from store.backup_label import label_of
from store.database import record_change

MONDAY = datetime(2026, 11, 23, 12, 0)
NIGHT = datetime(2026, 11, 23, 18, 30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Desk:
    """A home whose clock is set by hand."""

    def __init__(self, path: Path) -> None:
        self.path, self.now = path, MONDAY

    @contextmanager
    def open(self, now: datetime | None = None) -> Iterator[Home]:
        self.now = now or self.now
        with open_home(self.path, lambda: self.now) as home:
            yield home

    def act(self, home: Home) -> None:
        with home.store.transaction():
            record_change(home.clock(), "test", "act")

    def due(self, now: datetime) -> bool:
        with self.open(now) as home:
            return backups.due(home)

    def back_up(self, now: datetime, *, changed: bool = True) -> str:
        with self.open(now) as home:
            if changed:
                self.act(home)
            return backups.backup(home).file


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("ZAIGANG_NOW", MONDAY.isoformat())
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="示范中心")
    return Desk(tmp_path / "home")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def planted(file: Path, moment: datetime) -> Path:
    """A backup like another, of another night."""
    copy = file.with_name(f"zaigang-{moment:%Y-%m-%dT%H%M%S}.db")
    if copy != file:
        copy.write_bytes(file.read_bytes())
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            label = {**json.loads(connection.execute("SELECT value FROM home WHERE key = 'backup'").fetchone()[0])}
            label["moment"] = moment.isoformat()
            connection.execute("UPDATE home SET value = ? WHERE key = 'backup'", (json.dumps(label),))
    return copy


def settle(path: Path, **changes: str) -> None:
    from office.settings import save_settings

    with open_home(path) as home:
        save_settings(home, changes)


# ---------------------------------------------------------------- made


def test_a_backup_is_one_verified_file_and_the_database_remembers_it(desk: Desk) -> None:
    file = Path(desk.back_up(NIGHT))
    assert names(desk.path / "backups") == [file.name] == ["zaigang-2026-11-23T183000.db"]
    with desk.open() as home:
        last = last_backup(home)
        assert last is not None and (last.file, last.moment, last.readable) == (str(file), NIGHT, True)
        assert last.bytes == file.stat().st_size
        assert backups.unsaved_since(home) is None
        assert in_folder(home) == (last,)


def test_two_in_one_second_have_two_names(desk: Desk) -> None:
    files = [desk.back_up(NIGHT) for _ in range(3)]
    assert len(set(files)) == 3
    with desk.open() as home:
        assert {kept.file for kept in in_folder(home)} == set(files)


def test_only_one_is_made_at_a_time(desk: Desk) -> None:
    from office.lease import hold

    with desk.open(NIGHT) as home, hold(home, backups.LEASE), pytest.raises(JobError, match="正在备份"):
        backups.backup(home)
    assert names(desk.path / "backups") == []


def test_what_a_killed_backup_left_is_swept_away_and_anothers_is_not(desk: Desk, tmp_path: Path) -> None:
    folder = desk.path / "backups"
    with desk.open(NIGHT) as home:
        mine = folder / f".zaigang-{backups._mark(home)}-1.part"
    for left in (mine, folder / f"{mine.name}-journal", folder / ".zaigang-another-2.part", folder / "报告.docx"):
        left.write_bytes(b"x")
    file = desk.back_up(NIGHT)
    assert names(folder) == [".zaigang-another-2.part", Path(file).name, "报告.docx"]


# ---------------------------------------------------------------- due


def test_nothing_is_due_before_the_first_night_and_once_after_it(desk: Desk) -> None:
    with desk.open() as home:
        desk.act(home)
    assert [desk.due(moment) for moment in (MONDAY, NIGHT - HOUR, NIGHT, NIGHT + HOUR)] == [False, False, True, True]
    desk.back_up(NIGHT, changed=False)
    assert not desk.due(NIGHT + HOUR)
    assert not desk.due(NIGHT + DAY)  # nothing was recorded since
    with desk.open(NIGHT + HOUR) as home:
        desk.act(home)
    assert [desk.due(NIGHT + DAY - HOUR), desk.due(NIGHT + DAY)] == [False, True]


def test_a_missed_night_is_made_good_at_the_next_chance(desk: Desk) -> None:
    desk.back_up(NIGHT)
    with desk.open(NIGHT + DAY - HOUR) as home:
        desk.act(home)
    assert desk.due(NIGHT + 2 * DAY - 10 * HOUR)  # the computer was off last night
    desk.back_up(NIGHT + 2 * DAY - 10 * HOUR)
    with desk.open() as home:
        desk.act(home)
    assert not desk.due(NIGHT + 2 * DAY - HOUR)
    assert desk.due(NIGHT + 2 * DAY)


def test_changed_settings_are_something_to_back_up(desk: Desk) -> None:
    desk.back_up(NIGHT)
    assert not desk.due(NIGHT + DAY)
    settle(desk.path, centre="另一个中心")
    assert desk.due(NIGHT + DAY)
    desk.back_up(NIGHT + DAY, changed=False)
    assert not desk.due(NIGHT + 2 * DAY)


def test_a_backup_that_was_deleted_is_made_again(desk: Desk) -> None:
    file = desk.back_up(NIGHT)
    Path(file).unlink()
    assert desk.due(NIGHT + DAY)


def test_a_backup_by_a_clock_far_ahead_does_not_stop_those_that_follow(desk: Desk) -> None:
    desk.back_up(datetime(2063, 1, 1, 18, 30))
    with desk.open(NIGHT + DAY) as home:
        desk.act(home)
    assert desk.due(NIGHT + DAY)
    desk.back_up(NIGHT + DAY)
    assert not desk.due(NIGHT + DAY + HOUR)


def test_the_time_is_a_setting(desk: Desk) -> None:
    settle(desk.path, backup_time="12:30")
    with desk.open() as home:
        desk.act(home)
    assert [desk.due(MONDAY), desk.due(MONDAY + HOUR)] == [False, True]


# ---------------------------------------------------------------- kept


def test_a_hundred_nights_leave_thirty_days_and_the_ends_of_months(desk: Desk) -> None:
    first = datetime(2026, 8, 20, 18, 30)
    nights = [first + timedelta(days=n) for n in range(100)]
    first_file = Path(desk.back_up(first))
    made = {night: planted(first_file, night) for night in nights}
    for night in nights[20::7]:
        later = [made[each].rename(made[each].with_suffix(".later")) for each in nights if each > night]
        with desk.open(night) as home:
            list(prune(home))
        for file in later:
            file.rename(file.with_suffix(".db"))
    last = nights[-1]
    with desk.open(last) as home:
        gone = list(prune(home))
    assert gone and not any(Path(file).exists() for file in gone)
    ends = {datetime(2026, 8, 31, 18, 30), datetime(2026, 9, 30, 18, 30), datetime(2026, 10, 31, 18, 30)}
    staying = {night for night in nights if last - night <= 30 * DAY or night in ends}
    assert {night for night, file in made.items() if file.exists()} == staying
    assert len(names(desk.path / "backups")) == len(staying)


def test_only_what_this_home_made_is_taken_away(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setenv("ZAIGANG_NOW", (MONDAY + HOUR).isoformat())
    create_home(tmp_path / "other", "anqing-2013", training=True)
    other = Desk(tmp_path / "other")
    for path in (desk.path, other.path):
        settle(path, backups=str(shared))
    theirs = other.back_up(NIGHT - 60 * DAY)
    strange = [shared / name for name in ("zaigang-2026-01-05T183000.db", "zaigang-笔记.db", "zaigang.db")]
    for file in strange:
        file.write_bytes(b"somebody's own")
    old = [desk.back_up(NIGHT - n * DAY) for n in range(60, 50, -1)]
    desk.back_up(NIGHT)
    desk.back_up(NIGHT + HOUR)

    assert Path(theirs).exists() and all(file.exists() for file in strange)
    assert not Path(old[0]).exists()
    with desk.open() as home:
        assert theirs not in [kept.file for kept in in_folder(home)]
        assert [kept.file for kept in in_folder(home) if not kept.readable] == [str(strange[0])]
    assert theirs in [kept.file for kept in listed(shared)]  # where nobody knows whose home it is, all are shown


def test_the_newest_stay_whatever_the_clock_says(desk: Desk) -> None:
    made = [desk.back_up(NIGHT + n * DAY) for n in range(10)]
    far = desk.back_up(datetime(2063, 1, 1, 18, 30))
    left = [Path(file).name for file in (*made, far) if Path(file).exists()]
    assert len(left) >= ALWAYS and Path(far).name in left
    assert "zaigang-2026-12-02T183000.db" in left  # the last before the clock went wrong


def test_what_was_replaced_stays_for_thirty_days(desk: Desk) -> None:
    settle(desk.path, backup_days="1")
    with desk.open(NIGHT) as home:
        file, *_ = backups.take(home, home.backups, "replaced-")
    assert label_of(file)["moment"] == NIGHT.isoformat()
    for days, there in ((2, True), (29, True), (31, False)):
        with desk.open(NIGHT + days * DAY) as home:
            assert last_backup(home) is None  # it holds what was replaced, not what there is
            list(prune(home))
        assert file.exists() is there


# ---------------------------------------------------------------- away, full


def test_a_folder_that_is_away_is_said_and_not_made_elsewhere(desk: Desk, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    settle(desk.path, backups=str(usb / "备份"))
    file = desk.back_up(NIGHT)
    usb.rename(tmp_path / "unplugged")
    assert desk.due(NIGHT + DAY)
    with desk.open(NIGHT + DAY) as home, pytest.raises(JobError) as said:
        backups.backup(home)
    assert "备份文件夹" in str(said.value) and "没有备份" in str(said.value) and "移动硬盘" in str(said.value)
    assert not usb.exists()
    (tmp_path / "unplugged").rename(usb)
    assert Path(file).exists() and Path(desk.back_up(NIGHT + DAY)).exists()


def test_a_full_disk_is_one_sentence_and_nothing_is_left(desk: Desk, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if os.system(f"mount -t tmpfs -o size=100k tmpfs {small} 2>/dev/null"):
        pytest.skip("no right to mount a small disk; tests/store/test_backup.py limits the size of files instead")
    try:
        settle(desk.path, backups=str(small))
        with desk.open(NIGHT) as home:
            desk.act(home)
            with pytest.raises(JobError) as said:
                backups.backup(home)
            assert "磁盘已满" in str(said.value) and str(small) in str(said.value)
            assert backups.due(home)
        assert names(small) == []
    finally:
        os.system(f"umount {small}")


# ---------------------------------------------------------------- how old


def state(desk: Desk, now: datetime) -> str:
    with desk.open(now) as home:
        found = health.backup_check(home)
        assert (health.backup_age(home) is None) == (found.state == "ok")
        return found.state


def test_a_backup_is_old_when_something_waits_too_long_for_one(desk: Desk) -> None:
    assert state(desk, MONDAY) == "ok"  # nothing was posted: there is not much to lose yet
    desk.back_up(NIGHT)
    assert state(desk, NIGHT + 30 * DAY) == "ok"  # everything is in it
    with desk.open(NIGHT + 30 * DAY) as home:
        desk.act(home)
    states = [state(desk, NIGHT + 30 * DAY + after) for after in (HOUR, 3 * DAY, 8 * DAY)]
    assert states == ["ok", "warn", "bad"]
    desk.back_up(NIGHT + 38 * DAY)
    assert state(desk, NIGHT + 38 * DAY) == "ok"


def test_without_any_backup_postings_are_in_danger(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.open(NIGHT) as home:
        desk.act(home)
    assert state(desk, NIGHT + 2 * DAY) == "ok"
    monkeypatch.setattr(health, "_posted", lambda home: True)
    assert state(desk, NIGHT) == "ok"  # the first comes by itself within a day
    assert state(desk, NIGHT + 2 * DAY) == "bad"


def test_the_remedy_names_a_folder_that_is_away(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(health, "_posted", lambda home: True)
    with desk.open(NIGHT) as home:
        desk.act(home)
    with desk.open(NIGHT + 2 * DAY) as home:
        assert "连不上" not in health.backup_check(home).remedy
        away = replace(home, settings=replace(home.settings, backups=str(tmp_path / "disk")))
        assert str(tmp_path / "disk") in health.backup_check(away).remedy


def test_the_disk_with_the_least_room_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shutil import _ntuple_diskusage

    free = {"value": 5 << 30}
    monkeypatch.setattr(health, "disk_usage", lambda _folder: _ntuple_diskusage(1 << 40, 0, free["value"]))
    folders = {"数据": tmp_path, "备份": tmp_path / "gone"}
    assert health.disk_check(folders, 1 << 20).state == "ok"
    assert health.disk_check(folders, 2 << 30).state == "warn"  # not three times the database
    for value, expected in ((900 << 20, "warn"), (150 << 20, "bad")):
        free["value"] = value
        found = health.disk_check(folders, 1 << 20)
        assert found.state == expected and found.remedy and "数据文件夹" in found.said
    assert health.disk_check({"备份": tmp_path / "gone"}, 0).state == "warn"

"""Each look of the doctor: what is sound is said to be, what is not is found, with what to do about it."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from chinese_calendar import constants
from store_cases import raw, reading

from attendance.records import Address, Capacity
from devices.errors import TerminalError
from office import backups, doctor_machine, doctor_office, terminals
from office.doctor import doctor
from office.health import Check, worst
from office.home import Home, create_home, open_home
from office.lease import MORNING, hold
from store import leases, pulls
from store.database import record_change

NOW = datetime(2026, 3, 4, 12, 0)
UNPUBLISHED = max(day.year for day in constants.holidays) + 1  # grows with the calendar package


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZAIGANG_NOW", NOW.isoformat())
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="示范中心")
    with open_home(tmp_path / "home") as home:
        for number, name in enumerate(("F1", "F2")):
            terminals.add(home, name, Address("127.0.0.1", 4370 + number), str(number + 1))
            read(home, name)
        backups.backup(home)
    yield tmp_path / "home"
    monkeypatch.undo()
    time.tzset()


def read(home: Home, name: str, offset: int = 0, room: int = 1000, horizon: datetime = NOW) -> None:
    """A terminal was read whole."""
    log = reading([raw("1001", NOW - timedelta(hours=4))], f"SN-{name}", offset, horizon)
    found = replace(log, capacity=Capacity(0, 1000, 1, room))
    with home.store.transaction():
        change = record_change(home.clock(), "test", "pull")
        pulls.store_reading(change, pulls.Attempt(name, home.clock(), 0.1), found, [])


def looked(path: Path) -> dict[str, Check]:
    return {check.name: check for check in doctor(path)}


def states(path: Path) -> dict[str, str]:
    """What is not as it should be."""
    return {name: check.state for name, check in looked(path).items() if check.state != "ok"}


def everything(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*")}


def test_a_sound_home_is_sound_and_nothing_is_left_there(path: Path) -> None:
    before = everything(path)
    checks = doctor(path)
    assert [check for check in checks if check.state != "ok"] == []
    assert worst(checks) == "ok"
    assert {check.name for check in checks} >= {
        *("database", "migrations", "settings", "rulebook", "fonts", "folders", "clock", "time_zone", "calendar"),
        *("disk", "backup", "backup_file", "terminals", "publication", "published_only", "leases"),
    }
    assert all(check.said for check in checks)
    assert everything(path) - {"zaigang.db-wal", "zaigang.db-shm"} == before - {"zaigang.db-wal", "zaigang.db-shm"}


def test_every_trouble_has_a_remedy(path: Path) -> None:
    (path / "rulebook.toml").write_text("x =", encoding="utf-8")
    for file in (path / "backups").iterdir():
        file.unlink()
    (path / "logs").rmdir()
    (path / "logs").write_text("", encoding="utf-8")
    found = [check for check in doctor(path) if check.state != "ok"]
    assert {check.name for check in found} >= {"rulebook", "folders"}
    assert all(check.remedy or "请" in check.said for check in found)
    assert worst(found) == "bad"


# ---------------------------------------------------------------- the database


def test_a_damaged_page_is_found_and_the_rest_is_still_looked_at(path: Path) -> None:
    with open_home(path) as home:
        log = [raw(str(n % 90), NOW - timedelta(seconds=n)) for n in range(20_000)]
        with home.store.transaction():
            change = record_change(NOW, "test", "pull")
            pulls.store_reading(change, pulls.Attempt("F1", NOW, 0.1), reading(log, "SN-F1"), [])
    content = bytearray((path / "zaigang.db").read_bytes())
    content[200 * 4096 : 205 * 4096] = os.urandom(5 * 4096)
    (path / "zaigang.db").write_bytes(content)
    found = looked(path)
    assert found["database"].state == "bad" and "备份恢复" in found["database"].remedy
    assert {"settings", "rulebook", "terminals", "backup"} <= set(found)


def test_what_refers_to_nothing_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path / "zaigang.db")) as connection:
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("DELETE FROM change WHERE id = 1")
        connection.commit()
    assert "缺了所属的内容" in looked(path)["database"].said


def test_an_older_database_is_brought_up_to_date_as_by_any_other_start(path: Path) -> None:
    assert looked(path)["migrations"].state == "ok"


def test_a_database_that_is_missing_newer_or_none(path: Path) -> None:
    good = (path / "zaigang.db").read_bytes()
    (path / "zaigang.db").write_bytes(b"none" * 5000)
    found = looked(path)["database"]
    assert found.state == "bad" and "最近的备份是 2026-03-04 12:00" in found.remedy
    (path / "zaigang.db").unlink()
    assert "可以从它恢复" in looked(path)["database"].remedy
    (path / "zaigang.db").write_bytes(good)
    with closing(sqlite3.connect(path / "zaigang.db")) as connection:
        connection.execute("UPDATE schema_migration SET name = '9000_x' WHERE name LIKE '0001%'")
        connection.commit()
    assert "不要用旧的备份恢复" in looked(path)["database"].remedy


# ---------------------------------------------------------------- files


def test_settings_and_rulebook_that_do_not_hold(path: Path) -> None:
    (path / "settings.toml").write_text("read_seconds = 'x'", encoding="utf-8")
    (path / "rulebook.toml").write_text("name = 1", encoding="utf-8")
    found = looked(path)
    assert "read_seconds" in found["settings"].said and found["settings"].state == "bad"
    assert found["rulebook"].state == "bad" and "规则文件有误" in found["rulebook"].said
    assert found["terminals"].state == "ok"


def test_folders_that_are_made_when_first_written_to_are_not_missed(path: Path) -> None:
    (path / "logs").rmdir()
    assert looked(path)["folders"].state == "ok"
    assert looked(path / "nowhere")["folders"].state == "bad"


def test_a_file_where_the_publication_folder_should_be(path: Path) -> None:
    shutil.rmtree(path / "published", ignore_errors=True)
    (path / "published").write_text("", encoding="utf-8")
    found = looked(path)["publication"]
    assert found.state == "bad" and "是一个文件" in found.said


def test_a_folder_that_takes_no_files(path: Path) -> None:
    (path / "logs").rmdir()
    (path / "logs").write_text("", encoding="utf-8")
    found = looked(path)["folders"]
    assert found.state == "bad" and str(path / "logs") in found.said and "备份文件夹" not in found.said


def test_a_publication_folder_and_a_backup_folder_that_are_away(path: Path, tmp_path: Path) -> None:
    content = (path / "settings.toml").read_text(encoding="utf-8")
    for key in ("published", "backups"):
        content = content.replace(f"'{key}'", f"'{tmp_path / 'share' / key}'")
    (path / "settings.toml").write_text(content, encoding="utf-8")
    found = looked(path)
    assert found["publication"].state == "bad" and "自动补写" in found["publication"].remedy
    assert found["folders"].state == "bad" and str(tmp_path / "share" / "backups") in found["folders"].said
    assert not (tmp_path / "share").exists()


def test_a_backup_that_cannot_be_restored_any_more(path: Path) -> None:
    (file,) = (path / "backups").iterdir()
    content = bytearray(file.read_bytes())
    content[30 * 4096 : 34 * 4096] = os.urandom(4 * 4096)
    file.write_bytes(content)
    found = looked(path)["backup_file"]
    assert found.state == "bad" and str(file) in found.said


def test_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert doctor_machine.fonts_check().state == "ok"
    monkeypatch.setattr(doctor_machine.shutil, "which", lambda _name: None)
    assert doctor_machine.fonts_check().state == "warn"
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\n", encoding="utf-8")
    lister.chmod(0o755)
    monkeypatch.setattr(doctor_machine.shutil, "which", lambda _name: str(lister))
    assert "方框" in doctor_machine.fonts_check().said
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setattr(doctor_machine.sys, "platform", "win32")
    assert doctor_machine.fonts_check().state == "warn"
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "msyh.ttc").touch()
    assert doctor_machine.fonts_check().state == "ok"


def test_a_time_zone_that_is_not_beijings(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    found = looked(path)["time_zone"]
    assert found.state == "warn" and "UTC+0" in found.said


# ---------------------------------------------------------------- what the office stored


def test_one_terminals_clock_is_its_own_all_of_them_alike_are_the_computers(path: Path) -> None:
    with open_home(path) as home:
        read(home, "F1", offset=400)
        one = doctor_office.clock_check(home)
        assert one.state == "warn" and "F1设备时钟快" in one.said
        read(home, "F2", offset=-400)
        assert doctor_office.clock_check(home).state == "warn"
        read(home, "F2", offset=420)
        both = doctor_office.clock_check(home)
    assert both.state == "bad" and "像是这台电脑的时钟不对" in both.said


def test_a_reading_that_was_refused_for_the_computers_clock(path: Path) -> None:
    with open_home(path) as home, home.store.transaction():
        change = record_change(NOW, "test", "pull")
        pulls.store_failure(change, pulls.Attempt("F1", NOW, 0.1), "office_clock", "")
    assert looked(path)["clock"].state == "bad"


def test_a_clock_behind_what_is_recorded(path: Path) -> None:
    with open_home(path, lambda: NOW - timedelta(days=1)) as home:
        found = doctor_office.clock_check(home)
    assert found.state == "bad" and "比最后一次记录" in found.said


def test_terminals_that_are_silent_or_nearly_full(path: Path) -> None:
    with open_home(path) as home:
        read(home, "F1", room=1)
        with home.store.transaction():
            change = record_change(NOW, "test", "pull")
            error = TerminalError("unreachable")
            pulls.store_failure(change, pulls.Attempt("F2", NOW, 0.1), error.code, "")
        found = list(doctor_office.terminal_checks(home))
    assert [check.state for check in found] == ["warn", "warn"], found
    assert "100%" in found[0].said and "F2" in found[1].said


@pytest.mark.parametrize(
    ("now", "state", "year"),
    [
        (datetime(UNPUBLISHED - 1, 10, 30), "ok", ""),
        (datetime(UNPUBLISHED - 1, 11, 2), "warn", str(UNPUBLISHED)),
        (datetime(UNPUBLISHED, 1, 5), "bad", str(UNPUBLISHED)),
    ],
)
def test_the_calendar_of_this_year_and_in_time_of_the_next(path: Path, now: datetime, state: str, year: str) -> None:
    with open_home(path, lambda: now) as home:
        found = doctor_office.calendar_check(home)
    assert found.state == state and year in found.said


def test_who_is_at_work(path: Path) -> None:
    with open_home(path) as home, hold(home, MORNING):
        found = doctor_office.lease_check(home)
        held = leases.holder(MORNING)
    assert found.state == "ok" and f"进程 {os.getpid()} 正在公示" in found.said
    with open_home(path) as home:
        with home.store.transaction():
            leases.take(MORNING, held._replace(born=held.born - 60))
        assert "现在没有" in doctor_office.lease_check(home).said  # whoever held it was killed


def test_a_look_that_breaks_stops_no_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_home: Home) -> Check:
        raise ZeroDivisionError("program")

    monkeypatch.setattr(doctor_office, "calendar_check", breaks)
    found = looked(path)
    assert found["calendar"].state == "bad" and "没有查成" in found["calendar"].said
    assert found["leases"].state == "ok"

"""The power goes at any moment of the morning run: after one more run, folder and database are as if it had not.

Each run is a process of its own, forked from one that has loaded the program already: starting it anew would take
longer than the run, and the blows would fall into the loading.
"""

import os
import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from acceptance_desk import IN_TIME, Desk, moment, person
from killable import Runner, running

from devices.emulator import Emulator

BLOWS = int(os.environ.get("ZAIGANG_BLOWS", "40"))  # 200 take a few minutes
NUMBERS = [str(number) for number in range(1001, 1013)]
DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")
MONDAY = datetime(2026, 11, 23, 9, 50)
ATTEMPT = re.compile(r"pull:\d+")


@pytest.fixture
def runner() -> Iterator[Runner]:
    with running("morning_runner.py", MONDAY.isoformat()) as made:
        yield made


@pytest.fixture
def before(desk: Desk, plug_in: Callable[..., Emulator]) -> Path:
    """A home on Monday morning: Wednesday is posted, Thursday and Friday still wait, in one terminal or the other."""
    desk.staff(*map(person, NUMBERS))
    terminals = [plug_in("F1", NUMBERS[:6]), plug_in("F2", NUMBERS[6:])]
    for day in DAYS:
        for index, number in enumerate(NUMBERS):
            times = IN_TIME[1:] if index == len(day) % 5 else IN_TIME
            for clock in times:
                terminals[index // 6].punch(number, moment(day, clock))
    desk.now = datetime(2026, 11, 19, 9, 50)
    desk.ask("morning")
    assert [row[0] for row in desk.rows("SELECT number FROM edition")] == [1]
    desk.now = MONDAY
    return desk.home


def files(folder: Path) -> dict[str, bytes]:
    """Everything a visitor sees."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def kept(database: Path) -> dict[str, Any]:
    """What the database says. In which attempt a terminal was read is another after a power cut; that it was read, and
    how far, is not."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        editions = connection.execute(
            "SELECT day, number, document, changes, post_changes, reason, complete, notes FROM edition ORDER BY 1, 2"
        ).fetchall()
        return {
            "editions": [(*row[:2], ATTEMPT.sub("pull:", row[2]), *row[3:]) for row in editions],
            "punches": connection.execute("SELECT device, at, user, state, ordinal, number FROM punch").fetchall(),
            "units": connection.execute("SELECT COUNT(*) FROM edition_unit").fetchall(),
            "lease": connection.execute("SELECT name FROM lease").fetchall(),
        }


def phase(home: Path, backups: int) -> str:
    """How far a killed run had come."""
    with closing(sqlite3.connect(home / "zaigang.db")) as connection:
        (editions,) = connection.execute("SELECT COUNT(*) FROM edition").fetchone()
        (reads,) = connection.execute("SELECT COUNT(*) FROM pull").fetchone()
    if editions < 3:
        return "pull" if reads < 4 else "judge"
    if len(list((home / "published").rglob("*.xlsx"))) < 3:
        return "write"
    return "backup" if len(list((home / "backups").glob("*"))) > backups else "publish"


def test_power_cuts(before: Path, runner: Runner, tmp_path: Path) -> None:
    chance = random.Random(5)
    undisturbed = tmp_path / "undisturbed" / "home"
    shutil.copytree(before, undisturbed)
    backups = len(list((before / "backups").glob("*")))
    runner.finish(undisturbed)
    wanted = files(undisturbed / "published"), kept(undisturbed / "zaigang.db")
    whole = min(_whole(runner, before, tmp_path / f"whole-{turn}" / "home") for turn in range(3))
    assert len(wanted[1]["editions"]) == 3

    struck: Counter[str] = Counter()
    for turn in range(BLOWS):
        home = tmp_path / "blow" / "home"
        shutil.copytree(before, home)
        if runner.kill(home, blow=whole * chance.uniform(0.02, 1.05)):
            struck[phase(home, backups)] += 1

        runner.finish(home)

        assert files(home / "published") == wanted[0], turn
        assert kept(home / "zaigang.db") == wanted[1], turn
        assert _backups(home) >= 1
        shutil.rmtree(home.parent)
    assert struck.total() >= BLOWS // 2, struck  # a machine that is busy at first is quicker later
    assert {"pull", "judge", "write"} <= struck.keys(), struck


def _whole(runner: Runner, before: Path, home: Path) -> float:
    shutil.copytree(before, home)
    return runner.finish(home)


def _backups(home: Path) -> int:
    """The backups that can be used; a half one has another name."""
    whole = list((home / "backups").glob("zaigang-*.db"))
    for path in whole:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return len(whole)

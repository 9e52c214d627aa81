"""The power goes at any moment while a month's allowance is checked, approved or closed.

Each act is there whole or not at all and never twice, its files are whole; and the same command once more leaves home
and files as if nothing had happened. Each command is a process of its own, forked from one that has loaded the program
already: the blows would otherwise fall into the loading.
"""

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from acceptance_desk import IN_TIME, Desk, assert_whole, moment, person
from killable import Runner, running

from devices.emulator import Emulator

BLOWS = int(os.environ.get("ZAIGANG_BLOWS", "40")) // 5  # of each act
NUMBERS = [str(number) for number in range(1001, 1013)]
DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")
DECEMBER = datetime(2026, 12, 1, 10)
MONTH = "2026-11"
CHECK, APPROVE, CLOSE = (("allowance", MONTH, act, "--by", "秦主任") for act in ("--check", "--approve", "--close"))
# what is killed, and what was done before it; approving a draft checks it first
ACTS = {"check": (CHECK, ()), "approve": (APPROVE, (CHECK,)), "close": (CLOSE, (APPROVE,)), "at once": (APPROVE, ())}


@pytest.fixture
def runner() -> Iterator[Runner]:
    with running("command_runner.py", DECEMBER.isoformat()) as made:
        yield made


@pytest.fixture
def before(desk: Desk, plug_in: Callable[..., Emulator]) -> Path:
    """A home in December: three days are posted, some came late, and one was given a yellow card."""
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS)
    for day in DAYS:
        for index, number in enumerate(NUMBERS):
            for clock in ("08:37:00", *IN_TIME[1:]) if index % 5 == len(day) % 4 else IN_TIME:
                terminal.punch(number, moment(day, clock))
    desk.now = datetime(2026, 11, 23, 9)
    desk.ask("pull")
    for day in DAYS:
        desk.ask("post", day)
    desk.ask("notice", "give", "1003", "--kind", "yellow_card", "--on", DAYS[0], "--reason", "玩手机", "--by", "督查室")
    return desk.home


class Left(NamedTuple):
    """What a home holds of the month: the runs, what was done with them, the files."""

    runs: list[tuple[Any, ...]]
    acts: list[tuple[Any, ...]]
    files: dict[str, bytes]


def left(home: Path) -> Left:
    with closing(sqlite3.connect(home / "zaigang.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        runs = connection.execute("SELECT month, number, document FROM allowance_run ORDER BY 1, 2").fetchall()
        acts = connection.execute('SELECT act, "by", ended_id FROM run_act ORDER BY id').fetchall()
    folder = home / "monthly" / MONTH
    shown = sorted(path for path in folder.glob("*") if not path.name.startswith("."))
    return Left(runs, acts, {path.name: path.read_bytes() for path in shown})


def assert_files_whole(home: Path, wanted: Left) -> None:
    """Every file that somebody sees is the one it is meant to be, to the last byte."""
    for name, content in left(home).files.items():
        if name.endswith(".xlsx"):
            assert_whole(home / "monthly" / MONTH / name)
        assert content == wanted.files[name], name


@pytest.mark.parametrize("act", ACTS)
def test_killed_at_any_moment(before: Path, runner: Runner, tmp_path: Path, act: str) -> None:
    words, done = ACTS[act]
    chance = random.Random(act)
    for each in done:
        runner.finish(before, each)
    unmoved, undisturbed = left(before), tmp_path / "undisturbed"
    whole = min(_whole(runner, before, undisturbed, words) for _turn in range(3))
    wanted = left(undisturbed)
    assert len(wanted.runs) == 1 and wanted.acts != unmoved.acts and len(wanted.files) > len(unmoved.files)

    struck: Counter[str] = Counter()
    for turn in range(BLOWS):
        home = tmp_path / "blow"
        shutil.copytree(before, home)
        killed = runner.kill(home, words, blow=whole * (turn + chance.random()) / BLOWS)

        found = left(home)
        assert found.runs in (unmoved.runs, wanted.runs), turn  # whole or not at all
        steps = len(wanted.acts) - len(unmoved.acts)
        assert found.acts in [wanted.acts[: len(unmoved.acts) + step] for step in range(steps + 1)], turn
        assert bool(found.runs) == bool(found.acts), turn  # no run without its 核对
        assert_files_whole(home, wanted)
        if killed:
            struck["acted" if found.acts == wanted.acts else "not yet"] += 1

        for _again in range(2 if turn % 4 == 0 else 1):  # to complete it, and once more for nothing
            runner.finish(home, words)
            assert left(home) == wanted, turn
        shutil.rmtree(home)
    assert struck.total() >= BLOWS // 2, struck
    assert struck["acted"] and struck["not yet"], struck  # before the act and among its files


def _whole(runner: Runner, before: Path, home: Path, words: tuple[str, ...]) -> float:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(before, home)
    return runner.finish(home, words)


def test_after_the_blows_the_month_is_proved(before: Path, runner: Runner) -> None:
    """Every act struck once in its middle, one after the other in the same home."""
    for words in (CHECK, APPROVE, CLOSE):
        runner.kill(before, words, blow=0.15)
        runner.finish(before, words)
    desk = Desk(before, DECEMBER)

    proof = desk.ask("verify", MONTH)
    assert {key: proof[key] for key in ("editions", "equal", "runs", "runs_equal", "differences")} == {
        "editions": 3,
        "equal": 3,
        "runs": 1,
        "runs_equal": 1,
        "differences": [],
    }
    assert desk.ask("allowance", MONTH)["state"] == "closed"

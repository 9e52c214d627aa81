"""The morning beside the window: its process comes after the window, goes with it, and is started again."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from ui_hands import Hands

from office.attention import Watched
from office.clock import running_from, runs
from office.keeping import kept
from ui import keeper as module
from ui.keeper import Keeper

ROOT = Path(__file__).parents[2]
NIGHT = datetime(2026, 11, 24, 5, 0)  # nothing is due
PATIENCE = 60


@pytest.fixture
def beside(home: Path, tmp_path: Path, hands: Hands, monkeypatch) -> Iterator[Keeper]:
    """A keeper on another copy of the centre, at night, by a clock that runs."""
    copytree(home, tmp_path / "home")
    for name, value in running_from(NIGHT).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(module, "SETTLED_MS", 200)
    monkeypatch.setattr(module, "LOOK_MS", 50)
    monkeypatch.setattr(module, "AGAIN_MS", 200)
    changed: list[int] = []
    made = Keeper(hands.root, tmp_path / "home", lambda: changed.append(1))
    made.path, made.changes = tmp_path / "home", changed  # type: ignore[attr-defined]
    yield made
    made.stop()


def alive(pid: int) -> bool:
    try:
        return (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]) != "Z"
    except OSError:
        return False


def test_it_keeps_the_morning_and_ends_with_the_window(hands: Hands, beside: Keeper) -> None:
    assert beside.process == 0
    beside.begin(after=10)
    hands.until(lambda: beside.process and kept(beside.path), "the process")
    process = beside.process
    hands.until(lambda: beside.changes, "the pages to hear of it")
    assert not kept(beside.path, beside=process)
    beside.stop()
    assert beside.process == 0
    assert not alive(process)
    assert not kept(beside.path)


def test_one_that_dies_is_started_again_and_said_once(hands: Hands, beside: Keeper, caplog) -> None:
    caplog.set_level(logging.WARNING, "ui.keeper")
    beside.begin(after=10)
    for _ in range(2):
        process = hands.until(lambda: beside.process, "the process")
        os.kill(process, signal.SIGKILL)
        hands.until(lambda before=process: beside.process not in (0, before), "another process")
    assert beside.deaths == 2
    assert [record.getMessage() for record in caplog.records if record.name == "ui.keeper"] == [
        "the process that keeps the morning ended, exit code -9; another is started"
    ]


def test_while_the_clock_stands_still_nothing_runs(hands: Hands, monkeypatch) -> None:
    found = hands.window.beside
    hands.until(lambda: found.notices, "what goes on beside the window")
    assert found.keeper.process == 0
    assert not hands.window.desk.keeps
    assert not runs(training=True)
    assert runs(training=False)
    monkeypatch.setenv("ZAIGANG_NOW_SINCE", "2026-11-23T09:22:00")
    assert runs(training=True)


# ---------------------------------------------------------------- closing


@pytest.fixture
def closing(hands: Hands, monkeypatch) -> list[str]:
    """The window as if it kept the morning; what happens when it is closed, instead of its closing."""
    found = hands.window.beside
    hands.until(lambda: found.notices, "what goes on beside the window")
    monkeypatch.setattr(Keeper, "process", 4711)
    monkeypatch.setattr(hands.window.desk.tasks, "stop", lambda: None)
    done: list[str] = []
    monkeypatch.setattr(hands.root, "destroy", lambda: None)
    monkeypatch.setattr(found, "stop", lambda: done.append("closed"))
    return done


def close(hands: Hands, waits: bool, others: bool, key: str = "") -> list[str]:
    """Close the window and press a key in the dialog that opens; gives what it says."""
    seen: list[str] = []

    def answer() -> None:
        if not hands.dialogs():
            hands.root.after(50, answer)
            return
        seen.extend(hands.seen())
        hands.press(key)

    hands.window.beside.notices.found = Watched((), waits, others)
    if key:
        hands.root.after(50, answer)
    hands.window.close()
    return seen


def test_closing_before_the_day_is_posted_asks_once(hands: Hands, closing: list[str]) -> None:
    seen = close(hands, True, False, "Escape")
    assert any("今天的公示还没有发出，关闭以后不会自动公示" in text for text in seen)
    assert closing == []
    close(hands, True, False, "Return")
    assert closing == ["closed"]


@pytest.mark.parametrize(("waits", "others"), [(False, False), (True, True)])
def test_closing_asks_nothing_where_nothing_would_be_missed(
    hands: Hands, closing: list[str], waits: bool, others: bool
) -> None:
    close(hands, waits, others)
    assert closing == ["closed"]


def test_opening_the_window_anew_asks_nothing(hands: Hands, closing: list[str]) -> None:
    hands.window.beside.notices.found = Watched((), True, False)
    hands.window.restart()
    assert closing == ["closed"]
    hands.window.next_path = None


# ---------------------------------------------------------------- the program as it is started


def test_the_program_keeps_the_morning_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    """Also where it ends by the power of a task manager."""
    copytree(home, tmp_path / "home")
    program = subprocess.Popen(
        [sys.executable, "app.py", "--home", str(tmp_path / "home")],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("ZAIGANG_NOW")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + PATIENCE
        while not kept(tmp_path / "home"):
            assert time.monotonic() < end, "the morning is not kept"
            time.sleep(0.1)
        (file,) = (tmp_path / "home/logs").glob(".keeper-*.json")
        process = json.loads(file.read_text(encoding="utf-8"))["process"]
        assert process != program.pid
    finally:
        program.kill()
        program.communicate()
    end = time.monotonic() + PATIENCE
    while alive(process):
        assert time.monotonic() < end, "its process is left behind"
        time.sleep(0.1)
    assert not kept(tmp_path / "home")

"""`serve` in processes of its own: to the minute, one at a time, stopped and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from acceptance_desk import IN_TIME, ROOT, Desk, moment, person

from devices.emulator import Emulator
from office.clock import running_from
from office.schedule import Keeper

NUMBERS = ["1001", "1002", "1003"]
MONDAY = "2026-11-23"


@pytest.fixture
def served(desk: Desk, plug_in: Callable[..., Emulator]) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start `serve` at an office time that runs on; whatever still runs at the end is killed."""
    begun: list[subprocess.Popen[str]] = []
    desk.staff(*map(person, NUMBERS))
    started: list[datetime] = []

    def running() -> datetime:
        return desk.now + (datetime.now() - started[0] if started else timedelta())

    terminal = plug_in("F1", NUMBERS, clock=running)
    for number in NUMBERS:
        for clock in IN_TIME:
            terminal.punch(number, moment("2026-11-20", clock))

    def serve(clock: str) -> subprocess.Popen[str]:
        if not started:
            desk.now = datetime.fromisoformat(f"{MONDAY}T{clock}")
            started.append(datetime.now())
        environment = {**os.environ, **running_from(running()), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "app.py", "--home", str(desk.home), "serve"]
        pipe = subprocess.PIPE
        begun.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, encoding="utf-8"))
        return begun[-1]

    yield serve
    for process in begun:
        process.kill()
        process.communicate()


def until(true: Callable[[], object], seconds: float = 40) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def posted(desk: Desk) -> list[str]:
    return [at for (at,) in desk.rows("SELECT change.at FROM edition JOIN change ON change.id = change_id")]


def runs(desk: Desk, kind: str) -> list[str]:
    return [at for (at,) in desk.rows(f"SELECT started FROM job_run WHERE kind = '{kind}' ORDER BY id")]


def test_it_posts_at_its_minute_and_stops_when_told(desk: Desk, served: Callable[[str], subprocess.Popen[str]]) -> None:
    process = served("09:29:48")
    until(lambda: runs(desk, "read"))  # begun late: what is missing is read at once
    assert posted(desk) == []  # and nothing is posted before its time
    until(lambda: posted(desk))
    assert posted(desk)[0][:17] == f"{MONDAY}T09:30:"
    assert int(posted(desk)[0][17:]) <= 5  # not at the next look, half a minute later
    until((desk.home / "published" / "2026-11" / "2026-11-20-v1.xlsx").exists)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert out.startswith("正在值守") and "第1版" in out and "已停止" in out


def test_two_together_do_everything_once(desk: Desk, served: Callable[[str], subprocess.Popen[str]]) -> None:
    first, second = served("09:30:10"), served("09:30:10")
    until(lambda: posted(desk))
    time.sleep(3)
    assert len(posted(desk)) == 1
    assert len(runs(desk, "read")) == len(runs(desk, "post")) == 1
    assert (first.poll(), second.poll()) == (None, None)


def test_a_killed_one_is_followed_by_the_other_at_once(
    desk: Desk, served: Callable[[str], subprocess.Popen[str]]
) -> None:
    first = served("09:30:10")
    until(lambda: desk.rows("SELECT 1 FROM lease"))
    first.kill()
    first.wait()
    served("09:30:10")
    until(lambda: posted(desk))
    assert len(posted(desk)) == 1
    until(lambda: not desk.rows("SELECT 1 FROM lease"))


def test_without_a_home_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--home", str(tmp_path / "none"), "serve"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 1
    assert "还没有建立" in done.stderr


# ---------------------------------------------------------------- the clock of the machine


class Wall:
    """The machine's clocks: one can be set, the other goes on."""

    def __init__(self) -> None:
        self.set = 0.0

    def time(self) -> float:
        return time.monotonic() + 1e9 + self.set

    def monotonic(self) -> float:
        return time.monotonic()


@pytest.mark.parametrize("jump", [-3600.0, 3600.0, 8 * 3600.0])
def test_a_clock_that_is_set_or_a_sleep_does_not_stop_the_looks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """The next look would lie an hour ahead, or be an hour overdue: it is made at once."""
    from office import schedule

    wall, looks, waits = Wall(), [], []
    monkeypatch.setattr(schedule, "time", wall)
    monkeypatch.setattr(Keeper, "look", lambda self: looks.append(wall.time()))

    def stopped(_seconds: float) -> bool:
        waits.append(len(looks))
        time.sleep(0.3)
        wall.set += jump if len(waits) == 2 else 0
        return len(waits) == 4

    Keeper(desk.home).keep(stopped)
    assert waits[1] == 1 and waits[2] == 1  # one at the start, no other within half a minute
    assert waits[3] == 2  # and one when the clock jumped
    assert len(looks) == 2


def test_trouble_is_in_the_log_once_and_the_next_look_is_made(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    keeper = Keeper(desk.home, desk.clock())
    settings = desk.home / "settings.toml"
    whole = settings.read_text(encoding="utf-8")
    settings.write_text(whole.replace('"09:50"', '"9点50"'), encoding="utf-8")
    for _ in range(3):
        assert keeper.look() is None
    assert "latest_time" in keeper.trouble
    log = (desk.home / "logs" / "zaigang.log").read_text(encoding="utf-8")
    assert log.count("latest_time") == 1
    settings.write_text(whole, encoding="utf-8")
    keeper.look()
    assert keeper.trouble == ""
    assert Keeper(desk.home / "nowhere").look() is None  # a home still to be made is no trouble

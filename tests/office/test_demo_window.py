"""The demo behind a window: its clock runs on, its terminals answer and fill, and nothing of it outlives the window."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep

import pytest

from attendance.records import clock_text
from office import terminals
from office.clock import NOW, SINCE, office_clock, running_from
from office.demo import _import_staff, _make_room
from office.demo_days import INSTALLED
from office.demo_live import BACK_ON, Wall
from office.demo_staff import CENTRE, staff
from office.demo_terminals import MODELS, RehearsedClock, terminal_of
from office.demo_window import ENDS, MARKER, demo_environment, is_demo, live_terminals
from office.explain import list_punches
from office.failures import JobError
from office.home import create_home, open_home
from office.pull import pull

TODAY = ENDS.date()
PATIENCE = 15.0


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "home"
    _make_room(path)
    create_home(path, "anqing-2013", training=True, centre=CENTRE)
    clock = RehearsedClock(INSTALLED)
    with open_home(path, clock) as home:
        _import_staff(home)
        for model in MODELS:
            terminal = terminal_of(model, staff(), clock)
            terminals.add(home, model.name, terminal.switch_on(), model.floor)
            terminal.switch_off()
    return path


@pytest.fixture
def path(installed, tmp_path) -> Path:
    """A demo centre as it was installed, nothing read yet."""
    return copytree(installed, tmp_path / "home")


@contextmanager
def hanging(path, moment):
    clock = RehearsedClock(moment)
    wall = Wall(path, clock)
    try:
        wall.hang()
        yield wall, clock
    finally:
        wall.take_down()


def address(path, name):
    with open_home(path, lambda: ENDS) as home:
        return terminals.find(home, name).address


def times(home, number):
    return [clock_text(punch.stored.at)[11:] for punch in list_punches(home, TODAY, TODAY, None, number)]


def answers(at) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((at.host, at.port)) == 0


def soon(true, seconds=PATIENCE) -> bool:
    limit = monotonic() + seconds
    while not (found := true()) and monotonic() < limit:
        sleep(0.05)
    return found


# ---------------------------------------------------------------- the clock


def test_a_frozen_moment_stands_still(monkeypatch):
    monkeypatch.setenv(NOW, "2026-11-23T09:22:00")
    clock = office_clock(training=True)
    assert clock() == clock() == ENDS


def test_with_the_time_at_which_it_was_true_it_runs_on(monkeypatch):
    monkeypatch.setenv(NOW, "2026-11-23T09:22:00")
    monkeypatch.setenv(SINCE, (datetime.now() - timedelta(minutes=5)).isoformat())
    clock = office_clock(training=True)
    assert ENDS + timedelta(minutes=5) <= clock() < ENDS + timedelta(minutes=6)
    assert abs(office_clock(training=False)() - datetime.now()) < timedelta(seconds=1)


def test_a_time_that_is_none_is_said(monkeypatch):
    monkeypatch.setenv(NOW, "2026-11-23T09:22:00")
    monkeypatch.setenv(SINCE, "今天")
    with pytest.raises(JobError, match="ZAIGANG_NOW_SINCE"):
        office_clock(training=True)


def test_the_window_starts_where_the_demo_ended_or_where_it_was_left(path):
    assert is_demo(path)
    assert not is_demo(path / "published")
    first = demo_environment(path)
    assert (first[NOW], set(first)) == (ENDS.isoformat(), {NOW, SINCE})
    assert abs(datetime.fromisoformat(first[SINCE]) - datetime.now()) < timedelta(seconds=10)
    later = datetime(2026, 11, 23, 16, 40, 8)
    with open_home(path, lambda: later) as home:
        terminals.remove(home, "2楼")
    assert demo_environment(path)[NOW] == later.isoformat()


# ---------------------------------------------------------------- the terminals


def test_punches_come_as_the_clock_runs_and_one_terminal_is_silent_at_first(path):
    with hanging(path, ENDS) as (wall, clock):
        with open_home(path, clock) as home:
            assert [bool(outcome.error) for outcome in pull(home)] == [False, False, True]
            assert (times(home, "1020"), times(home, "1012")) == ([], ["08:34:21"])
        clock.now = BACK_ON
        wall.look()
        with open_home(path, clock) as home:
            assert not any(outcome.error for outcome in pull(home))
            assert (times(home, "1020"), times(home, "3012"), times(home, "2012")) == (["09:27:05"], ["09:42:42"], [])


def test_where_a_port_is_taken_the_terminal_answers_and_is_registered_elsewhere(path):
    before = address(path, "1楼")
    with socket.create_server((before.host, before.port)), hanging(path, ENDS) as (_, clock):
        after = address(path, "1楼")
        assert after != before
        with open_home(path, clock) as home:
            (outcome,) = pull(home, ["1楼"])
        assert (outcome.error, outcome.new > 1000) == ("", True)


def test_a_clock_set_right_stays_right_and_no_punch_comes_twice(path):
    with hanging(path, BACK_ON) as (wall, clock):
        with open_home(path, clock) as home:
            assert terminals.set_time(home, "3楼")[1] == 0
        clock.now = datetime(2026, 11, 23, 12, 30)
        wall.look()
        with open_home(path, clock) as home:
            (outcome,) = pull(home, ["3楼"])
            assert (outcome.offset, outcome.new > 10) == (0, True)
            seen = times(home, "3012")
    with hanging(path, clock.now) as (_, clock), open_home(path, clock) as home:
        (outcome,) = pull(home, ["3楼"])
        assert (outcome.offset, outcome.new, times(home, "3012")) == (0, 0, seen)


def test_a_terminal_taken_off_or_moved_by_hand_is_left_alone(path):
    with open_home(path, lambda: ENDS) as home:
        terminals.remove(home, "1楼")
    with hanging(path, ENDS) as (wall, _):
        assert set(wall.hung) == {"2楼", "3楼"}


# ---------------------------------------------------------------- their process


def test_they_run_beside_the_window_and_end_with_it(path, monkeypatch):
    for name, value in running_from(datetime(2026, 11, 23, 9, 27, 3)).items():
        monkeypatch.setenv(name, value)
    with live_terminals(path) as hung:
        assert hung.ready(PATIENCE)
        with open_home(path) as home:
            assert soon(lambda: not pull(home, ["1楼", "2楼"])[0].error and times(home, "1020") == ["09:27:05"])
            assert home.clock() >= datetime(2026, 11, 23, 9, 27, 5)
        gone = address(path, "1楼")
        assert answers(gone)
    assert not hung.process.is_alive()
    assert not answers(gone)


def test_a_home_that_is_no_demo_has_none(path):
    (path / MARKER).unlink()
    with live_terminals(path) as hung:
        assert hung is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphan_is_left_whatever_ends_the_window(path, end):
    script = (
        "import sys, time; from pathlib import Path; from office.demo_live import LiveTerminals\n"
        "if __name__ == '__main__':\n"
        "    hung = LiveTerminals(Path(sys.argv[1])); print(hung.ready(15), flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, **running_from(ENDS)}
    command = [sys.executable, "-c", script, str(path)]
    window = subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stdout=subprocess.PIPE)
    try:
        assert window.stdout.readline().strip() == b"True"
        gone = address(path, "1楼")
        assert answers(gone)
        window.send_signal(end)
        assert soon(lambda: not answers(gone))
    finally:
        window.kill()
        window.stdout.close()
        window.wait()

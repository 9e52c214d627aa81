"""One at a time: in this process, beside another process, and after one that was killed."""

import multiprocessing
import socket
import time
from datetime import datetime
from pathlib import Path

import pytest

from office import lease
from office.failures import JobError
from office.home import Home, create_home, open_home
from office.lease import MORNING, TakenError, hold, is_dead
from store import leases
from store.leases import Holder

NOW = datetime(2026, 11, 23, 8, 5)


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        yield opened


def put(home: Home, holder: Holder) -> None:
    with home.store.transaction():
        leases.take(MORNING, holder)


def hold_for_ever(path: Path, line: "multiprocessing.connection.Connection") -> None:
    with open_home(path) as home, hold(home, MORNING):
        line.send(True)
        time.sleep(600)


def test_only_one_and_given_back(home):
    with hold(home, MORNING):
        with pytest.raises(TakenError) as caught, hold(home, MORNING, taken="正在运行"):
            pass
        assert str(caught.value) == "正在运行"
        with hold(home, "other"):
            pass
    assert leases.holder(MORNING) is None
    with hold(home, MORNING):
        assert leases.holder(MORNING) is not None


def test_given_back_where_the_work_failed(home):
    with pytest.raises(JobError), hold(home, MORNING):
        raise JobError("没有做成")
    assert leases.holder(MORNING) is None


def test_a_killed_process_on_this_machine_holds_nothing_up(home):
    context = multiprocessing.get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=hold_for_ever, args=(home.path, theirs), daemon=True)
    process.start()
    assert line.poll(30) and line.recv()
    with pytest.raises(TakenError), hold(home, MORNING, wait=0.5):
        pass
    process.kill()
    process.join(10)
    begun = time.monotonic()
    with hold(home, MORNING):
        assert time.monotonic() - begun < 5


def test_who_is_dead():
    mine = lease.myself(now := time.time())
    assert not is_dead(mine, now)
    assert is_dead(mine, now + lease.LASTS + 1)  # not renewed for a minute
    assert is_dead(mine, now - 3600)  # promised for longer than anybody may: the clock was set back
    assert is_dead(mine._replace(process=2**22 + 7), now)  # no such process
    assert is_dead(mine._replace(born=mine.born - 60), now)  # its number was given to another
    elsewhere = mine._replace(host="another-machine", process=2**22 + 7)
    assert not is_dead(elsewhere, now)
    assert is_dead(elsewhere, now + lease.LASTS + 1)


def test_one_on_another_machine_is_waited_for_until_it_runs_out(home):
    now = time.time()
    put(home, Holder("other", "another-machine", 1, 0.0, now + 1.2))
    with pytest.raises(TakenError), hold(home, MORNING):
        pass
    with hold(home, MORNING, wait=10):
        assert time.time() >= now + 1.2
        assert leases.holder(MORNING).host == socket.gethostname()


def test_it_is_renewed_while_the_work_goes_on_and_not_when_taken_over(home, monkeypatch):
    monkeypatch.setattr(lease, "RENEWED", 0.1)
    with hold(home, MORNING):
        first = leases.holder(MORNING)
        time.sleep(0.6)
        renewed = leases.holder(MORNING)
        assert renewed.expires > first.expires and renewed.token == first.token
        thief = Holder("thief", "another-machine", 1, 0.0, time.time() + 30)
        put(home, thief)
        time.sleep(0.4)
    assert leases.holder(MORNING) == thief  # what is not ours is neither renewed nor given back


def test_a_process_that_lives_keeps_it(home):
    with hold(home, MORNING):
        held = leases.holder(MORNING)
    put(home, held._replace(expires=time.time() + 30))
    with pytest.raises(TakenError), hold(home, MORNING):
        pass

"""The office clock is wrong: what it reads by itself is not stored, and what somebody reads who looks is."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from acceptance_desk import Desk, moment, person

from devices.emulator import Emulator
from office.home import open_home
from office.lease import TERMINALS, TakenError, hold
from office.pull import Outcome, pull, pull_unwatched

NUMBERS = ["1001", "1002"]
HOUR = timedelta(hours=1)


@pytest.fixture
def two(desk: Desk, plug_in: Callable[..., Emulator]) -> list[Emulator]:
    """Two terminals that were read at eight, by a clock that was right; somebody punched since."""
    desk.staff(*map(person, NUMBERS))
    desk.now = datetime(2026, 11, 23, 8, 0)
    true = [timedelta()]
    made = [plug_in(name, NUMBERS, clock=lambda: desk.now + true[0]) for name in ("F1", "F2")]
    made[0].true = made[1].true = true  # by how much the terminals are ahead of the computer
    desk.ask("pull")
    made[0].punch("1001", moment("2026-11-23", "08:21:00"))
    return made


def read(desk: Desk, reader: Callable[..., list[Outcome]]) -> list[Outcome]:
    with open_home(desk.home, lambda: desk.now) as home:
        return reader(home)


def stored(desk: Desk) -> int:
    return len(desk.rows("SELECT 1 FROM punch"))


@pytest.mark.parametrize("wrong", [HOUR, -HOUR, 8 * HOUR])
def test_a_clock_set_wrong_reads_nothing_by_itself(desk: Desk, two: list[Emulator], wrong: timedelta) -> None:
    desk.now = datetime(2026, 11, 23, 8, 30) - wrong
    two[0].true[0] = wrong
    outcomes = read(desk, pull_unwatched)
    assert [each.code for each in outcomes] == ["office_clock", "office_clock"]
    assert "电脑的时钟" in outcomes[0].error
    assert stored(desk) == 0
    desk.now += wrong
    two[0].true[0] = timedelta()
    assert [each.error for each in read(desk, pull_unwatched)] == ["", ""]
    (offset,) = desk.rows("SELECT offset FROM pull WHERE new = 1")
    assert (stored(desk), offset) == (1, (0,))  # and the punch has the time it was made at


def test_only_one_reads_at_a_time(desk: Desk, two: list[Emulator]) -> None:
    with open_home(desk.home, lambda: desk.now) as home, hold(home, TERMINALS):
        with pytest.raises(TakenError, match="另一个在岗"):
            pull_unwatched(home, limit=1)
        with pytest.raises(TakenError):
            pull_unwatched(home, ["F1"], limit=1)
    assert stored(desk) == 0


def test_somebody_who_looks_may_read_all_the_same(desk: Desk, two: list[Emulator]) -> None:
    desk.now = datetime(2026, 11, 23, 7, 30)
    two[0].true[0] = HOUR
    assert [each.error for each in read(desk, pull)] == ["", ""]
    assert stored(desk) == 1
    assert [each.error for each in read(desk, pull_unwatched)] == ["", ""]  # it was so before; nothing jumped


def test_a_terminal_that_does_not_answer_says_its_own(desk: Desk, two: list[Emulator]) -> None:
    two[1].close()
    desk.now = datetime(2026, 11, 23, 7, 30)  # an hour back, which the other terminal alone proves
    two[0].true[0] = HOUR
    assert [each.code for each in read(desk, pull_unwatched)] == ["office_clock", "unreachable"]

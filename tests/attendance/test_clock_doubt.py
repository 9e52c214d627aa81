"""A wrong office clock is told from wrong terminals."""

from datetime import datetime, timedelta

import pytest

from attendance.clock_doubt import ClockLook, office_clock_wrong

BEFORE = datetime(2026, 11, 20, 17, 40)
NEXT = datetime(2026, 11, 23, 8, 5)


def looks(now: datetime, *pairs: tuple[int, int]) -> list[ClockLook]:
    """(offset at the read before, offset now) of each terminal."""
    return [ClockLook(now, ahead, BEFORE, was) for was, ahead in pairs]


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([(0, 3600), (3, 3604), (-5, 3590)], 3600),  # the computer is an hour behind
        ([(0, -28_800), (420, -28_380)], -28_800),  # the computer's time zone; one terminal is off by itself
        ([(0, 3600), (0, 3600), (0, 0)], 3600),  # the third was set by somebody who trusted the computer
        ([(0, 3600), (0, 0)], None),  # one terminal was set wrong
        ([(0, 3600), (0, 0), (0, 0)], None),
        ([(0, 3600), (0, 3600), (0, 3600), (0, 0), (0, 0)], None),  # two of five went on as they were
        ([(0, 3600)], None),  # one alone proves nothing
        ([(0, 3600), (0, -3600)], None),
        ([(0, 60), (0, 60)], None),  # a minute is no wrong clock
        ([(0, 599), (0, 599)], None),
        ([(0, 600), (0, 600)], 600),
        ([(3600, 0), (3600, 2)], None),  # both were set right
        ([(3600, 3600), (3600, 3601)], None),  # it was so before, and somebody had it read all the same
        ([], None),
    ],
)
def test_several_terminals_do_not_jump_alike_of_themselves(pairs, wrong):
    found = office_clock_wrong(looks(NEXT, *pairs))
    assert found == wrong if wrong is None else abs(found - wrong) <= 5


def test_one_terminal_proves_a_clock_that_went_back():
    back = BEFORE - timedelta(minutes=50)
    assert office_clock_wrong([ClockLook(back, 3600, BEFORE, 0)]) == 3600
    assert office_clock_wrong([ClockLook(back, 300, BEFORE, 0)]) is None
    assert office_clock_wrong([ClockLook(back - timedelta(hours=1), 3600, BEFORE, 0)]) is None  # both went back


def test_terminals_never_read_before_say_nothing():
    fresh = [ClockLook(NEXT, 3600), ClockLook(NEXT, 3600)]
    assert office_clock_wrong(fresh) is None
    assert office_clock_wrong([*fresh, ClockLook(NEXT, 0, BEFORE, 0)]) is None

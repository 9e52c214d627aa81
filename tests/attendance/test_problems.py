"""What a reading shows that somebody must look at, and where punches may be lost between two readings."""

from datetime import datetime, timedelta

import pytest

from attendance.problems import Held, kind_of, latest_count, lost_stretch, problems_of
from attendance.records import Capacity, RawPunch, Reading, Stretch, TerminalUser, clock_count

NOON, NIGHT = datetime(2026, 11, 20, 12), datetime(2026, 11, 20, 20)
AFTERNOON = datetime(2026, 11, 20, 14, 20)
KNOWN = frozenset({"1001"})


def raw(moment: datetime | int, number: str = "1001", state: int = 0) -> RawPunch:
    return RawPunch(number, moment if isinstance(moment, int) else clock_count(moment), state, 1, number)


def reading(*log: RawPunch, serial: str = "SN1", offset: int = 0) -> Reading:
    users = (TerminalUser(9, "9999", "张三"),)
    return Reading(serial, "", offset, NIGHT, Capacity(0, 0, len(log), 0), users, log)


@pytest.mark.parametrize(
    ("punch", "kind"),
    [
        (raw(NOON), ""),
        (raw(NIGHT + timedelta(seconds=120)), ""),
        (raw(NIGHT + timedelta(seconds=121)), "future"),
        (raw(clock_count(datetime(2026, 2, 28)) + 3 * 86400), "impossible_date"),
        (raw(NOON, "9999"), "unknown_number"),
        (raw(NOON, "uid:7"), "unknown_uid"),
        (raw(NOON, state=255), ""),
        (raw(NOON, state=7), "odd_state"),
    ],
)
def test_the_gravest_thing_wrong_with_a_record(punch: RawPunch, kind: str) -> None:
    assert kind_of(punch, KNOWN, latest_count(reading(punch))) == kind


def test_wrong_records_are_told_one_by_one_unknown_numbers_once_with_their_name() -> None:
    log = [raw(NOON, "9999"), raw(NIGHT, "9999"), raw(NOON, state=7), raw(NOON, state=8), raw(NOON)]
    told = [(problem.kind, problem.detail, problem.times) for problem in problems_of(reading(*log), KNOWN)]
    assert told == [
        ("odd_state", "1001 2026-11-20T12:00:00 7", 1),
        ("odd_state", "1001 2026-11-20T12:00:00 8", 1),
        ("unknown_number", "9999 张三", 2),
    ]


@pytest.mark.parametrize(
    ("before", "log", "known", "lost"),
    [
        (None, [raw(AFTERNOON)], 0, None),
        (Held("SN1", 8, NOON), [raw(AFTERNOON)], 8, None),
        (Held("SN1", 8, NOON), [raw(AFTERNOON)], 1, None),  # a full log dropped its oldest
        (Held("SN1", 0, NOON), [raw(AFTERNOON)], 0, None),  # it was empty before
        (Held("SN1", 8, NOON), [raw(AFTERNOON)], 0, Stretch(NOON, AFTERNOON)),
        (Held("SN1", 8, NOON), [], 0, Stretch(NOON, NIGHT)),
        (Held("SN0", 8, NOON), [raw(datetime(2026, 11, 1)), raw(AFTERNOON)], 1, Stretch(NOON, AFTERNOON)),
        (Held("SN0", 8, NIGHT), [], 0, None),  # read at the same moment
        (Held("SN0", 8, NIGHT + timedelta(hours=1)), [], 0, None),  # the office clock was ahead then
    ],
)
def test_what_was_held_before_and_is_gone_may_have_taken_punches_with_it(before, log, known, lost) -> None:
    assert lost_stretch(before, reading(*log), known) == lost


def test_the_end_of_a_loss_is_in_office_time() -> None:
    log = [raw(AFTERNOON + timedelta(minutes=7))]
    assert lost_stretch(Held("SN1", 8, NOON), reading(*log, offset=420), 0) == Stretch(NOON, AFTERNOON)

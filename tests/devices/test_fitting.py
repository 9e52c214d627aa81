"""Which record size the bytes have: exact or refused, whatever the terminal counts."""

from datetime import datetime
from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.records import Problem, RawPunch, TerminalUser, clock_count
from devices.errors import TerminalError
from devices.fitting import Counts, fit_log, fit_users

LATEST = clock_count(datetime(2026, 11, 20, 18))
YEAR_START = clock_count(datetime(2026, 1, 1))
USERS = [TerminalUser(uid, str(1000 + 7 * uid), "") for uid in range(1, 21)]

MOMENT = st.one_of(st.integers(YEAR_START, LATEST), st.integers(YEAR_START, LATEST), st.integers(1, 2**32 - 1))
ROW = st.tuples(st.sampled_from(USERS), MOMENT, st.sampled_from([0, 1, 4, 255]), st.sampled_from([0, 1, 2, 15]))


def log_bytes(rows, size, work_code=0):
    if size == 8:
        return b"".join(pack("<HBIB", user.uid, verify, at, state) for user, at, state, verify in rows)
    if size == 16:
        return b"".join(
            pack("<IIBB2xI", int(user.number), at, verify, state, work_code) for user, at, state, verify in rows
        )
    return b"".join(
        pack("<H24sBIB8x", user.uid, user.number.encode(), verify, at, state) for user, at, state, verify in rows
    )


def expected(rows, size, known=USERS):
    if size != 8:
        return [RawPunch(user.number, at, state, verify, user.number) for user, at, state, verify in rows]
    numbers = {user.uid: user.number for user in known}
    return [
        RawPunch(f"uid:{user.uid}", at, state, verify, numbers.get(user.uid, f"uid:{user.uid}"))
        for user, at, state, verify in rows
    ]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(ROW, max_size=20),
    st.sampled_from([8, 16, 40]),
    st.sampled_from([0, 0, 7]),
    st.sampled_from([USERS, USERS[:3], []]),
    st.integers(0, 50),
    st.integers(0, 3),
)
def test_lying_counts_never_make_a_wrong_log(rows, size, work_code, known, before, more):
    try:
        punches, _ = fit_log(log_bytes(rows, size, work_code), Counts(before, before + more), known, LATEST)
    except TerminalError as error:
        assert error.code == "garbled"
    else:
        assert punches == expected(rows, size, known)


REAL = st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 20)).map(clock_count)
GOOD_ROW = st.tuples(st.sampled_from(USERS), REAL, st.sampled_from([0, 1]), st.just(1))


@settings(deadline=None)
@given(st.lists(GOOD_ROW, max_size=60), st.sampled_from([8, 16, 40]), st.integers(0, 2), st.integers(0, 2))
def test_a_sound_log_is_never_refused(rows, size, early, later):
    """Also when people punch between the two counts; with one or two records that may be ambiguous."""
    counts = Counts(max(0, len(rows) - early), len(rows) + later)
    if len(rows) < 6:
        counts = Counts(len(rows), len(rows))
    punches, problems = fit_log(log_bytes(rows, size), counts, USERS, LATEST)
    assert punches == expected(rows, size) and problems == ()


ROWS = [(USERS[i % 20], YEAR_START + 100 * i, 0, 1) for i in range(30)]


def kinds(problems: tuple[Problem, ...]) -> dict[str, int]:
    return {problem.kind: problem.times for problem in problems}


def test_counts_that_are_too_low_are_overruled(record_size):
    punches, problems = fit_log(log_bytes(ROWS, record_size), Counts(0, 12), USERS, LATEST)
    assert len(punches) == 30 and kinds(problems) == {"count_low": 18}


@pytest.mark.parametrize("counts", [Counts(31, 31), Counts(60, 60), Counts(30, 29), Counts(150, 150)])
def test_counts_that_contradict_are_refused(record_size, counts):
    with pytest.raises(TerminalError, match="garbled"):
        fit_log(log_bytes(ROWS, record_size), counts, USERS, LATEST)


def test_bytes_without_structure_are_refused():
    for data in (b"\xff" * 80, b"\x01" * 79, bytes(400)):
        with pytest.raises(TerminalError, match="garbled"):
            fit_log(data, Counts(0, 1000), USERS, LATEST)


def test_an_empty_log_needs_a_count_of_zero():
    assert fit_log(b"", Counts(0, 1), USERS, LATEST) == ([], ())
    with pytest.raises(TerminalError, match="garbled"):
        fit_log(b"", Counts(3, 3), USERS, LATEST)


def test_what_is_odd_is_kept():
    february_31 = clock_count(datetime(2026, 2, 28)) + 3 * 86400
    odd = [(USERS[0], february_31, 0, 1), (USERS[1], clock_count(datetime(2063, 1, 1)), 7, 1)]
    stranger = (TerminalUser(999, "77", ""), YEAR_START, 0, 1)
    rows = [*ROWS, *odd, stranger]
    punches, problems = fit_log(log_bytes(rows, 8), Counts(33, 33), USERS, LATEST)
    assert punches == expected(rows, 8)
    assert problems == ()


def test_users_by_structure_and_count():
    short = b"".join(pack("<HB5s8sIxBhI", u.uid, 0, b"", b"", 0, 0, 0, int(u.number)) for u in USERS[:18])
    long = b"".join(pack("<HB8s24sIx7sx24s", u.uid, 0, b"", b"", 0, b"", u.number.encode()) for u in USERS[:7])
    assert len(short) == len(long) == 504
    for data, count in ((short, 18), (long, 7)):
        assert fit_users(data, Counts(count, count)) == (USERS[:count], ())
        assert kinds(fit_users(data, Counts(0, 0))[1]) == {"count_low": count}
        with pytest.raises(TerminalError, match="garbled"):
            fit_users(data, Counts(19, 19))
    assert fit_users(b"", Counts(0, 0)) == ([], ())
    with pytest.raises(TerminalError, match="garbled"):
        fit_users(b"", Counts(1, 1))

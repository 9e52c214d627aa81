"""What the office does with a terminal: read it whole, see how it is, set its clock.

A read is exact or refused, never silently wrong. The terminal stays enabled and its log stays where it is.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import monotonic, sleep
from typing import TypeVar

from attendance.records import Address, Capacity, Reading, clock_count
from devices import wire
from devices.bulk import Progress, read_bulk
from devices.errors import TerminalError
from devices.fitting import Counts, fit_log, fit_users
from devices.patience import Deadline, Patience
from devices.session import Session

__all__ = ["Patience", "Probe", "TerminalError", "probe", "read_terminal", "set_time"]

T = TypeVar("T")
Clock = Callable[[], datetime]

_PATIENCE = Patience()
_USERS = ("users", (wire.CMD_USERS, wire.FCT_USERS))
_LOG = ("log", (wire.CMD_LOG, 0))
_FINAL = ("unreachable", "wrong_key", "refused")


@dataclass(frozen=True, slots=True)
class Probe:
    """How a terminal is. `offset`: seconds, terminal clock − office clock."""

    serial: str
    firmware: str
    offset: int
    capacity: Capacity


def read_terminal(
    address: Address,
    clock: Clock,
    *,
    limit: float = 60.0,
    progress: Progress | None = None,
    patience: Patience = _PATIENCE,
) -> Reading:
    """Everything a terminal holds, exactly. TerminalError, within `limit` seconds, where that cannot be had.

    `clock` tells the office's wall-clock time. `progress(done, total)` counts the bytes of the log.
    """
    return _persist(address, limit, patience, lambda session: _read(session, clock, progress, patience.confirm))


def probe(address: Address, clock: Clock, limit: float = 20.0, *, patience: Patience = _PATIENCE) -> Probe:
    """Serial number, firmware, clock offset and fill of a terminal; its log is not read. TerminalError as above."""

    def look(session: Session) -> Probe:
        serial = session.serial()
        offset = _offset(session, clock)
        return Probe(serial, session.firmware(), offset, session.capacity())

    return _persist(address, limit, patience, look)


def set_time(address: Address, clock: Clock, limit: float = 20.0, *, patience: Patience = _PATIENCE) -> tuple[int, int]:
    """Set a terminal's clock to the office's. Its offset before and after, in seconds. TerminalError as above."""
    before: list[int] = []  # kept across sessions: once the clock is set, the old offset cannot be measured again

    def turn(session: Session) -> int:
        if not before:
            before.append(_offset(session, clock))
        until_full_second = (1_000_000 - clock().microsecond) % 1_000_000 / 1e6
        sleep(min(until_full_second, session.deadline.left))  # the terminal takes whole seconds only
        session.set_time((clock() + timedelta(milliseconds=500)).replace(microsecond=0))
        return _offset(session, clock)

    after = _persist(address, limit, patience, turn)
    return before[0], after


# ---------------------------------------------------------------- one session


def _read(session: Session, clock: Clock, progress: Progress | None, confirm: float) -> Reading:
    serial = session.serial()
    offset = _offset(session, clock)
    firmware = session.firmware()
    before, began = session.capacity(), monotonic()
    user_bytes = _bulk(session, _USERS, before.users)
    horizon = clock()
    log_bytes = _bulk(session, _LOG, before.records, progress)
    after = session.capacity()
    if session.doubtful or monotonic() - began < confirm:
        _confirm(session, user_bytes, log_bytes)
    _free(session)
    users, user_problems = fit_users(user_bytes, Counts(before.users, after.users))
    latest = clock_count(horizon + timedelta(seconds=max(offset, 0)))  # a clock that fell back leaves later punches
    punches, log_problems = fit_log(log_bytes, Counts(before.records, after.records), users, latest)
    problems = (*user_problems, *log_problems)
    return Reading(serial, firmware, offset, horizon, after, tuple(users), punches, problems)


def _bulk(
    session: Session, wanted: tuple[str, tuple[int, int]], counted: int, progress: Progress | None = None
) -> bytes:
    """All records as bytes. Some models refuse to gather what their own count says is not there."""
    try:
        return read_bulk(session, *wanted, progress)
    except TerminalError as error:
        if error.code == "refused" and counted == 0:
            return b""
        raise


def _confirm(session: Session, user_bytes: bytes, log_bytes: bytes) -> None:
    """Read again: a 16-bit sum shows most damage, not all of it. Left out where it would take long without a reason."""
    users, log = (_bulk(session, wanted, len(seen)) for wanted, seen in ((_USERS, user_bytes), (_LOG, log_bytes)))
    if users != user_bytes or not log.startswith(log_bytes):
        raise TerminalError("garbled", what="two reads")


def _offset(session: Session, clock: Clock) -> int:
    """Terminal clock − office clock in whole seconds, from the quickest of up to three questions.

    The terminal shows the second that has begun, so its time is rounded down and the difference up.
    """
    samples = []
    for _ in range(3):
        asked, start = clock(), monotonic()
        shown = session.time()
        trip, middle = monotonic() - start, asked + (clock() - asked) / 2
        samples.append((trip, ceil((shown - middle).total_seconds())))
        if trip < 0.5:
            break
    return min(samples)[1]


def _free(session: Session) -> None:
    """Let the terminal drop its buffer. The read is complete, so a refusal changes nothing."""
    with suppress(TerminalError):
        session.command(wire.CMD_FREE_DATA)


# ---------------------------------------------------------------- as many sessions as it takes


def _persist(address: Address, limit: float, patience: Patience, work: Callable[[Session], T]) -> T:
    """The result of `work` in a session that went well; a few are tried while the limit allows."""
    deadline = Deadline(limit)
    cause: TerminalError | None = None
    for left in reversed(range(patience.sessions)):
        try:
            doubtful = cause is not None and cause.code == "garbled"
            return _in_session(Session(address, deadline, patience, doubtful), work)
        except TerminalError as error:
            if not deadline.left:
                raise cause or error from None  # what went wrong first, rather than that time ran out
            if not left or error.code in _FINAL or (error.code == "silent" and not error.detail.get("heard")):
                raise
            cause = error
        sleep(min(patience.pause, deadline.left))
    raise TerminalError("refused")


def _in_session(session: Session, work: Callable[[Session], T]) -> T:
    try:
        session.open()
        return work(session)
    finally:
        session.leave()

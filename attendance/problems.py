"""What a person must look at in a reading: found, counted and named, never a reason to drop a record."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from attendance.records import (
    DAY_SECONDS,
    Problem,
    RawPunch,
    Reading,
    Stretch,
    clock_count,
    clock_text,
    clock_time,
)

STATES = frozenset({0, 1, 2, 3, 4, 5, 255})
FUTURE_SECONDS = 120  # two clocks read a moment apart may disagree by this much without a record being wrong


def kind_of(punch: RawPunch, known: frozenset[str], latest: int) -> str:
    """The gravest thing wrong with a record: impossible_date, future, unknown_uid, unknown_number, odd_state, or "".

    `latest` is the terminal's count at the time of the read; `known` are the numbers on the roster.
    """
    if clock_time(punch.at) is None:
        return "impossible_date"
    if punch.at > latest:
        return "future"
    if punch.number not in known:
        return "unknown_uid" if punch.number.startswith("uid:") else "unknown_number"
    return "" if punch.state in STATES else "odd_state"


def latest_count(reading: Reading) -> int:
    """The count after which a record lies in the future, on that terminal's own clock."""
    return clock_count(reading.horizon + timedelta(seconds=reading.offset + FUTURE_SECONDS))


def problems_of(reading: Reading, known: frozenset[str]) -> list[Problem]:
    """A reading's problems: wrong times and states one by one, unknown numbers once each with how often they occur."""
    found = [*reading.problems]
    unknown: Counter[str] = Counter()
    for punch in _suspects(reading, known):
        kind = kind_of(punch, known, latest_count(reading))
        if kind in ("unknown_number", "unknown_uid"):
            unknown[punch.number] += 1
        elif kind:
            found.append(Problem(kind, f"{punch.number} {clock_text(punch.at)} {punch.state}"))
    names = {user.number: user.name for user in reading.users}
    for number, times in sorted(unknown.items()):
        kind = "unknown_uid" if number.startswith("uid:") else "unknown_number"
        found.append(Problem(kind, f"{number} {names.get(number, '')}".rstrip(), times))
    return found


def _suspects(reading: Reading, known: frozenset[str]) -> Iterator[RawPunch]:
    """Records that may have a problem. A log repeats few days, numbers and states; looking at each once is enough."""
    latest = latest_count(reading)
    days = {punch.at // DAY_SECONDS for punch in reading.punches}
    bad_days = {day for day in days if clock_time(day * DAY_SECONDS) is None or (day + 1) * DAY_SECONDS > latest}
    bad_numbers = {punch.number for punch in reading.punches} - known
    bad_states = {punch.state for punch in reading.punches} - STATES
    if not (bad_days or bad_numbers or bad_states):
        return
    for punch in reading.punches:
        if punch.at // DAY_SECONDS in bad_days or punch.number in bad_numbers or punch.state in bad_states:
            yield punch


class Held(NamedTuple):
    """What a terminal held when it was last read whole."""

    serial: str
    records: int
    horizon: datetime


def lost_stretch(before: Held | None, reading: Reading, known: int) -> Stretch | None:
    """Where punches may have been lost since the read before: nothing that was held then is there now.

    It ends with the first punch made after that read, because from then on the device kept its log. A full log that
    drops its oldest records still knows the newest and has lost nothing.
    """
    replaced = before is not None and before.serial != reading.serial
    cleared = before is not None and before.records > 0 and known == 0
    if before is None or not (replaced or cleared):
        return None
    times = (clock_time(punch.at) for punch in reading.punches)
    since = [moment - timedelta(seconds=reading.offset) for moment in times if moment]
    last = min((moment for moment in since if before.horizon < moment < reading.horizon), default=reading.horizon)
    return Stretch(before.horizon, last) if before.horizon < last else None

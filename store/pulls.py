"""Readings of terminals: each raw punch stored once, never touched again; a read that failed is kept as such."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from attendance.problems import Held
from attendance.records import DAY_SECONDS, Problem, RawPunch, Reading, Stretch
from store.tables import Device, Pull, TerminalUser, database

INSERT = (
    "INSERT INTO punch (device, at, user, state, ordinal, verify, number, pull)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)


class Stored(NamedTuple):
    """What a reading brought: records that were new, and those known before."""

    new: int
    known: int


class Attempt(NamedTuple):
    """When a terminal was read and how long it took."""

    terminal: str
    started: datetime
    seconds: float


def store_reading(change: int, attempt: Attempt, reading: Reading, problems: Sequence[Problem]) -> Stored:
    """Store a whole reading. Records known before stay as they are: number, pull and all."""
    device = _device(reading.serial)
    pull = Pull.create(
        id=change,
        terminal=attempt.terminal,
        device=device,
        started=attempt.started.isoformat(timespec="seconds"),
        seconds=attempt.seconds,
        firmware=reading.firmware,
        offset=reading.offset,
        horizon=reading.horizon.isoformat(timespec="seconds"),
        records=len(reading.punches),
        records_capacity=reading.capacity.records_capacity,
        users=len(reading.users),
        users_capacity=reading.capacity.users_capacity,
        problems=json.dumps(problems, ensure_ascii=False),
        force_insert=True,
    )
    new = _insert(device, change, reading.punches)
    stored = Stored(new, len(reading.punches) - new)
    pull.new, pull.known = stored
    pull.save()
    _store_users(device, reading)
    return stored


def store_failure(change: int, attempt: Attempt, error: str, detail: str) -> None:
    """Keep the record of a read that failed."""
    Pull.create(
        id=change,
        terminal=attempt.terminal,
        started=attempt.started.isoformat(timespec="seconds"),
        seconds=attempt.seconds,
        error=error,
        error_detail=detail,
        force_insert=True,
    )


def _device(serial: str) -> int:
    return int(Device.get_or_create(serial=serial)[0].id)


def _insert(device: int, pull: int, punches: Sequence[RawPunch]) -> int:
    """Through the connection itself: thirteen times as fast as through the models."""
    cursor = database.connection().cursor()
    cursor.executemany(INSERT, _rows(device, pull, punches))
    return int(cursor.rowcount)


def _rows(device: int, pull: int, punches: Sequence[RawPunch]) -> Iterator[tuple[object, ...]]:
    """True repeats (one person, second and state) are told apart by an ordinal; a log repeats them in order."""
    keys = [punch[:3] for punch in punches]
    if len(set(keys)) == len(keys):
        for user, at, state, verify, number in punches:
            yield device, at, user, state, 0, verify, number, pull
        return
    seen: Counter[tuple[object, ...]] = Counter()
    for key, (user, at, state, verify, number) in zip(keys, punches, strict=True):
        yield device, at, user, state, seen[key], verify, number, pull
        seen[key] += 1


def _store_users(device: int, reading: Reading) -> None:
    TerminalUser.delete().where(TerminalUser.device == device).execute()
    rows = [{"device": device, **user._asdict()} for user in {user.uid: user for user in reading.users}.values()]
    for start in range(0, len(rows), 200):
        TerminalUser.insert_many(rows[start : start + 200]).execute()


def held_before(terminal: str) -> Held | None:
    """What a terminal held at its last whole read; None if there was none."""
    query = Pull.select(Device.serial, Pull.records, Pull.horizon).join(Device)
    whole = query.where((Pull.terminal == terminal) & (Pull.error == ""))
    row = whole.order_by(Pull.id.desc()).limit(1).scalar(as_tuple=True)
    return Held(row[0], row[1], datetime.fromisoformat(row[2])) if row else None


def first_whole_read() -> datetime | None:
    """When a terminal was first read whole; None where none was."""
    first = Pull.select(Pull.started).where(Pull.error == "").order_by(Pull.id).limit(1).scalar()
    return datetime.fromisoformat(first) if first else None


def last_clock(terminal: str) -> tuple[datetime | None, int]:
    """The office time of a terminal's latest whole read and how far its clock was ahead then; None where there was
    none."""
    whole = (Pull.terminal == terminal) & (Pull.error == "")
    row = Pull.select(Pull.horizon, Pull.offset).where(whole).order_by(Pull.id.desc()).limit(1).scalar(as_tuple=True)
    return (datetime.fromisoformat(row[0]), int(row[1])) if row else (None, 0)


def offsets(terminal: str) -> list[tuple[datetime, int]]:
    """How far ahead a terminal's clock was at each of its whole reads, in order: office time, seconds."""
    whole = Pull.select(Pull.horizon, Pull.offset).where((Pull.terminal == terminal) & (Pull.error == ""))
    rows = database.execute(whole.order_by(Pull.id))
    return [(datetime.fromisoformat(horizon), offset) for horizon, offset in rows]


def note_lost(change: int, lost: Stretch) -> None:
    """Say of a pull just stored that punches before it may be lost."""
    first, last = (moment.isoformat(timespec="seconds") for moment in lost)
    Pull.update(lost_from=first, lost_to=last).where(Pull.id == change).execute()


def greatest_offset() -> int:
    """How far any clock ever was ahead or behind, in seconds; but for those that were more than a day."""
    near = f"FROM pull WHERE offset BETWEEN {-DAY_SECONDS} AND {DAY_SECONDS}"
    ends = f"SELECT (SELECT MIN(offset) {near}), (SELECT MAX(offset) {near})"  # each an end of an index
    return max(abs(int(end or 0)) for end in database.execute_sql(ends).fetchone())


def unknown_numbers(since: datetime) -> set[str]:
    """The numbers that nobody had when they were read: what each day's last read of a terminal said of its log."""
    whole = (Pull.started >= since.isoformat()) & (Pull.error == "")
    read = sorted(database.execute(Pull.select(Pull.id, Pull.terminal, Pull.started).where(whole)))
    lasts = {(terminal, started[:10]): pull for pull, terminal, started in read}
    rows = database.execute(Pull.select(Pull.problems).where(Pull.id.in_(sorted(lasts.values()))))
    problems = (problem for (text,) in rows for problem in json.loads(text))
    return {detail.split(" ")[0] for kind, detail, *_ in problems if kind == "unknown_number"}

"""What became of reading the terminals, for the eye: last reads, failures, and what may have been lost."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import takewhile
from typing import Any, NamedTuple

from peewee import fn

from store.tables import Device, Edition, Pull, database


class WholeRead(NamedTuple):
    """A terminal's latest whole read."""

    pull: int
    started: datetime
    serial: str
    firmware: str
    horizon: datetime
    offset: int
    records: int
    records_capacity: int
    users: int
    users_capacity: int
    problems: str  # as stored


class Failure(NamedTuple):
    """A read that failed: when, the error's code and its technical words."""

    pull: int
    started: datetime
    code: str
    detail: str


class Lost(NamedTuple):
    """From when to when a terminal's punches may be lost, and the pull that found out."""

    terminal: str
    first: datetime
    last: datetime
    pull: int


def whole_reads(names: Iterable[str]) -> dict[str, WholeRead]:
    """The latest whole read of each terminal that ever had one."""
    latest = _latest(names, Pull.error == "")
    columns = (Pull.horizon, Pull.offset, Pull.records, Pull.records_capacity, Pull.users)
    more = (Pull.users_capacity, Pull.problems)
    query = Pull.select(Pull.terminal, Pull.id, Pull.started, Device.serial, Pull.firmware, *columns, *more)
    found = {}
    for name, pull, started, serial, firmware, horizon, *rest in database.execute(
        query.join(Device).where(Pull.id.in_(latest))
    ):
        moments = datetime.fromisoformat(started), serial, firmware, datetime.fromisoformat(horizon)
        found[name] = WholeRead(pull, *moments, *rest)
    return found


def failures(names: Iterable[str]) -> dict[str, Failure]:
    """The latest failed read of each terminal that ever had one."""
    latest = _latest(names, Pull.error > "")
    rows = database.execute(
        Pull.select(Pull.terminal, Pull.id, Pull.started, Pull.error, Pull.error_detail).where(Pull.id.in_(latest))
    )
    return {name: Failure(pull, datetime.fromisoformat(at), code, detail) for name, pull, at, code, detail in rows}


def _latest(names: Iterable[str], condition: Any) -> list[int]:
    """Terminal by terminal, so that the end of an index tells; all at once would go through every pull ever made."""
    found = (Pull.select(fn.MAX(Pull.id)).where((Pull.terminal == name) & condition).scalar() for name in names)
    return [pull for pull in found if pull is not None]


def failing_since(name: str, after: int) -> datetime | None:
    """The first failed read after a pull."""
    failed = (Pull.terminal == name) & (Pull.id > after) & (Pull.error != "")
    first = Pull.select(Pull.started).where(failed).order_by(Pull.id).limit(1).scalar()
    return datetime.fromisoformat(first) if first else None


class Tried(NamedTuple):
    """That a terminal was read, or could not be."""

    terminal: str
    at: datetime
    ok: bool


def tries_since(moment: datetime) -> list[Tried]:
    """Every read from a moment on, the newest first; the log of years is not looked through for them."""
    query = Pull.select(Pull.terminal, Pull.started, Pull.error).order_by(Pull.id.desc())
    since = moment.isoformat(timespec="seconds")
    recent = takewhile(lambda row: row[1] >= since, query.tuples().iterator())
    return [Tried(name, datetime.fromisoformat(at), not error) for name, at, error in recent]


def serials() -> Mapping[str, str]:
    """The terminal that each device was last read as, by serial number."""
    rows = database.execute(
        Pull.select(Device.serial, Pull.terminal).join(Device).where(Pull.error == "").order_by(Pull.id)
    )
    return dict(rows)


def lost_since(first: date) -> list[Lost]:
    """The stretches reaching past a day's midnight in which punches may be lost, oldest first."""
    rows = database.execute(
        Pull.select(Pull.id, Pull.terminal, Pull.lost_from, Pull.lost_to).where(Pull.lost_to > first.isoformat())
    )
    return [
        Lost(name, datetime.fromisoformat(begin), datetime.fromisoformat(end), pull)
        for pull, name, begin, end in sorted(rows)  # here: SQLite would go through all pulls to save the sorting
    ]


def days_with_silences(first: date, last: date) -> frozenset[date]:
    """The posted days between two (inclusive) of which some edition presumes a terminal dead."""
    within = Edition.day.between(first.toordinal(), last.toordinal())
    presumed = Edition.document.contains('"silences":[{')  # as canonical() writes it; spares taking the days apart
    rows = database.execute(Edition.select(Edition.day).where(within & presumed).distinct())
    return frozenset(date.fromordinal(day) for (day,) in rows)


def posted_between(first: date, last: date) -> dict[date, int]:
    """The posted days between two (inclusive) with the number of the edition in force."""
    within = Edition.day.between(first.toordinal(), last.toordinal())
    query = Edition.select(Edition.day, fn.MAX(Edition.number)).where(within).group_by(Edition.day)
    return {date.fromordinal(day): number for day, number in database.execute(query)}

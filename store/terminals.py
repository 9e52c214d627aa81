"""Terminals, where they answer, and what is known of them."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from attendance.records import Address, Stretch, TerminalFacts
from store.dated import ALWAYS, counts_on, day_or_none, standing
from store.tables import Device, Pull, Terminal, Worked, database


class Placed(NamedTuple):
    """A terminal: its name, place and address, and the days it counts (inclusive; None: always, open)."""

    name: str
    address: Address
    floor: str
    first: date | None
    last: date | None


class LastRead(NamedTuple):
    """A terminal's latest whole read."""

    pull: int
    serial: str
    horizon: datetime
    offset: int
    records: int
    records_capacity: int
    users: int


def _placed(row: Any) -> Placed:
    address = Address(row.host, row.port, bool(row.udp), row.comm_key)
    return Placed(row.name, address, row.floor, day_or_none(row.since), day_or_none(row.until and row.until - 1))


def terminals_on(day: date, as_of: int) -> list[Placed]:
    """The terminals that count on a day, in the order in which they were registered."""
    rows = Terminal.select().where(counts_on(Terminal, day, as_of)).order_by(Terminal.name, Terminal.since, Terminal.id)
    return _in_force({row.name: row for row in rows}, day)


def registered(day: date, as_of: int) -> list[Placed]:
    """The terminals that can be read on a day, whether they count for it yet or not."""
    begun = standing(Terminal, as_of) & (Terminal.since <= day.toordinal())
    rows = Terminal.select().where(begun).order_by(Terminal.name, Terminal.since, Terminal.id)
    return _in_force({row.name: row for row in rows}, day)


def _in_force(latest: dict[str, Any], day: date) -> list[Placed]:
    there = [row for row in latest.values() if row.until is None or row.until > day.toordinal()]
    return [_placed(row) for row in sorted(there, key=lambda row: (row.entered, row.id))]


def ever(as_of: int) -> set[str]:
    """The names of all terminals there are or were."""
    return {row.name for row in Terminal.select(Terminal.name).where(standing(Terminal, as_of))}


def add(placed: Placed, change: int) -> None:
    """A terminal from a day on."""
    address = placed.address
    Terminal.create(
        change=change,
        entered=change,
        name=placed.name,
        host=address.host,
        port=address.port,
        udp=address.udp,
        comm_key=address.comm_key,
        floor=placed.floor,
        since=placed.first.toordinal() if placed.first else ALWAYS,
    )


def remove(name: str, day: date, change: int) -> None:
    """A terminal stops counting from a day on; the version before the change keeps standing as history."""
    for row in list(
        Terminal.select().where((Terminal.name == name) & Terminal.ended.is_null() & Terminal.until.is_null())
    ):
        Terminal.update(ended=change).where(Terminal.id == row.id).execute()
        kept = {key: value for key, value in row.__data__.items() if key not in ("id", "change", "ended", "until")}
        Terminal.create(change=change, until=max(day.toordinal(), row.since), **kept)


def last_read(name: str, as_of: int) -> LastRead | None:
    """A terminal's latest whole read, None if there was none. The latest, not the one with the greatest horizon:
    a read made while the office clock stood in the future must not count for long."""
    row = (
        Pull.select(Pull, Device.serial)
        .join(Device)
        .where((Pull.terminal == name) & (Pull.id <= as_of) & (Pull.error == ""))
        .order_by(Pull.id.desc())
        .first()
    )
    if row is None:
        return None
    return LastRead(
        row.id_id,
        row.device.serial,
        datetime.fromisoformat(row.horizon),
        row.offset,
        row.records,
        row.records_capacity,
        row.users,
    )


def terminal_facts(day: date, as_of: int) -> tuple[TerminalFacts, ...]:
    """The day's terminals with how far each was read."""
    facts, lost = [], _lost(day, as_of)
    for placed in terminals_on(day, as_of):
        read = last_read(placed.name, as_of)
        horizon, offset, pull = (read.horizon, read.offset, read.pull) if read else (None, None, None)
        stretches = tuple(lost.get(placed.name, ()))
        facts.append(TerminalFacts(placed.name, placed.floor, horizon, offset, pull, stretches))
    return tuple(facts)


def _lost(day: date, as_of: int) -> dict[str, list[Stretch]]:
    """The stretches of a day in which punches may be lost, by terminal. Nothing but the stretch is asked for: told
    more, SQLite goes through all pulls instead."""
    within = (Pull.lost_from < (day + timedelta(days=1)).isoformat()) & (Pull.lost_to > day.isoformat())
    rows = database.execute(Pull.select(Pull.id, Pull.terminal, Pull.lost_from, Pull.lost_to).where(within))
    found: dict[str, list[Stretch]] = {}
    for _, name, first, last in sorted(row for row in rows if row[0] <= as_of):
        found.setdefault(name, []).append(Stretch(datetime.fromisoformat(first), datetime.fromisoformat(last)))
    return found


def last_contact(name: str) -> tuple[str, str] | None:
    """When a terminal was last tried, and the error code of that try, empty when it went well."""
    row = Pull.select(Pull.started, Pull.error).where(Pull.terminal == name).order_by(Pull.id.desc()).first()
    return (row.started, row.error) if row else None


# ---------------------------------------------------------------- decisions on silent terminals


def decide_worked(terminal: str, day: date, session: str, side: str, reason: str, change: int) -> int:
    """The office decides that a silent terminal did work in a window. Gives the decision's id."""
    row = Worked.create(
        change=change, terminal=terminal, day=day.toordinal(), session=session, side=side, reason=reason
    )
    return int(row.id)


def worked_on(day: date, as_of: int) -> list[tuple[str, str, str]]:
    """The decisions of a day: terminal, session, side."""
    rows = Worked.select().where(standing(Worked, as_of) & (Worked.day == day.toordinal()))
    return [(row.terminal, row.session, row.side) for row in rows]

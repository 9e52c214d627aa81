"""Punches as stored: a day of them to be judged, and any of them for the eye. The busy paths take plain rows."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from attendance.problems import FUTURE_SECONDS
from attendance.records import (
    DAY_SECONDS,
    PullFacts,
    Punch,
    clock_count,
    clock_time,
    day_count,
)
from store.pulls import greatest_offset
from store.tables import Device, Pull, TerminalUser, database
from store.tables import Punch as PunchTable


def punches_of(day: date, as_of: int, threshold: int) -> tuple[dict[str, list[Punch]], dict[int, PullFacts]]:
    """A day's punches by number, in office time, with the pulls that brought them.

    Where a terminal's offset exceeded `threshold` seconds it is taken out, punch by punch, as measured in the
    pull that brought it; so punches are looked for as far around the day as any offset reaches.
    """
    midnight = datetime(day.year, day.month, day.day)
    start = clock_count(midnight)
    margin = timedelta(seconds=_margin(threshold))  # 0 where no clock is wrong: then the rows are the day's own
    far_off = _far_off(as_of)
    near = _between(midnight - margin, midnight + timedelta(days=1) + margin, start, as_of)
    rows = dict.fromkeys(near)  # a row may be found both ways
    for pull, offset in far_off.items():
        shifted = midnight + timedelta(seconds=offset)
        rows |= dict.fromkeys(_between(shifted, shifted + timedelta(days=1), start, as_of, pull))
    pulls = _pull_facts({row[-2] for row in rows})
    shifts = {pull.id: pull for pull in pulls.values() if abs(pull.offset) > threshold}
    punches = map(Punch._make, rows)
    found: defaultdict[str, list[Punch]] = defaultdict(list)
    exact = not margin and not shifts
    for punch in punches if exact else _in_office_time(punches, midnight, shifts):
        found[punch.number].append(punch)
    used = pulls if exact else {punch.pull for own in found.values() for punch in own}
    return dict(found), {pull: pulls[pull] for pull in sorted(used)}


def first_punched_day(since: date) -> date | None:
    """The first day from `since` on that any terminal's own clock shows a punch for; None where there is none."""
    query = "SELECT at FROM punch WHERE device = ? AND at >= ? ORDER BY at LIMIT 1"
    devices = database.execute_sql("SELECT id FROM device ORDER BY id").fetchall()
    firsts = (database.execute_sql(query, (device, day_count(since))).fetchone() for (device,) in devices)
    moments = [moment for first in firsts if first and (moment := clock_time(first[0]))]
    return min(moments).date() if moments else None


def _in_office_time(punches: Iterable[Punch], midnight: datetime, shifts: Mapping[int, PullFacts]) -> Iterator[Punch]:
    """The day's punches among those from around it."""
    for punch in punches:
        judged = _shifted(punch, midnight, shifts[punch.pull]) if punch.pull in shifts else punch
        if 0 <= judged.second < DAY_SECONDS:
            yield judged


def _shifted(punch: Punch, midnight: datetime, pull: PullFacts) -> Punch:
    """A punch with its clock's error taken out; one of a day that does not exist belongs to no day.

    Where that would put it after the read itself, the clock was not yet wrong when the punch was made (its battery
    died later that day), and the time stays.
    """
    moment = clock_time(punch.at)
    if moment is None:
        return punch._replace(second=-1)
    if moment - timedelta(seconds=pull.offset) > pull.horizon + timedelta(seconds=FUTURE_SECONDS):
        return punch
    return punch._replace(second=int((moment - midnight).total_seconds()) - pull.offset)


def _margin(threshold: int) -> int:
    """How far a clock's error moves punches, in seconds: the greatest of all within a day, 0 if none is taken out."""
    margin = greatest_offset()
    return margin if margin > threshold else 0


def _far_off(as_of: int) -> dict[int, int]:
    """Pulls from a clock that was days wrong, as after its battery died: each is looked for on its own."""
    wrong = (Pull.offset < -DAY_SECONDS) | (Pull.offset > DAY_SECONDS)
    rows = database.execute(Pull.select(Pull.id, Pull.offset).where(wrong & (Pull.new > 0)))
    return {pull: offset for pull, offset in rows if pull <= as_of}  # here: SQLite would go through all pulls for it


def _between(
    first: datetime, last: datetime, start: int, as_of: int, pull: int | None = None
) -> Iterable[tuple[Any, ...]]:
    """The fields of punches in one stretch, seconds counted from `start`; device by device, so that the primary
    key carries the search."""
    only = "" if pull is None else f" AND pull = {pull}"
    for (device,) in database.execute_sql("SELECT id FROM device ORDER BY id").fetchall():
        yield from database.execute_sql(
            "SELECT at - ?, at, state, user, ordinal, pull, number FROM punch"
            f" WHERE device = ? AND at >= ? AND at < ? AND pull <= ?{only}",
            (start, device, clock_count(first), clock_count(last), as_of),
        )


def _pull_facts(pulls: set[int]) -> dict[int, PullFacts]:
    query = Pull.select(Pull.id, Pull.terminal, Device.serial, Pull.offset, Pull.horizon).join(Device)
    rows = database.execute(query.where(Pull.id.in_(sorted(pulls))))
    return {
        pull: PullFacts(pull, terminal, serial, offset, datetime.fromisoformat(horizon))
        for pull, terminal, serial, offset, horizon in rows
    }


def usual_users(terminal: str, day: date, as_of: int, days: int, percent: int) -> frozenset[str]:
    """Who usually punches on a terminal: at least `percent` of one's punches of the last `days` and the day itself."""
    first, last = day_count(day - timedelta(days=days)), day_count(day) + DAY_SECONDS
    rows = database.execute_sql(
        "SELECT punch.number, SUM(pull.terminal = ?), COUNT(*) FROM punch JOIN pull ON pull.id = punch.pull"
        " WHERE punch.device IN (SELECT id FROM device) AND punch.at >= ? AND punch.at < ? AND punch.pull <= ?"
        " GROUP BY punch.number",
        (terminal, first, last, as_of),
    )
    return frozenset(number for number, here, everywhere in rows if here and here * 100 >= everywhere * percent)


# ---------------------------------------------------------------- raw punches for the eye


class StoredPunch(NamedTuple):
    """A raw punch with where it came from. `at` is the terminal's own count."""

    terminal: str
    serial: str
    number: str
    user: str
    at: int
    state: int
    ordinal: int
    pull: int
    offset: int
    horizon: str


def stored_punches(
    first: int | None = None,
    last: int | None = None,
    terminal: str | None = None,
    numbers: Collection[str] = (),
    most: int | None = None,
) -> list[StoredPunch]:
    """Raw punches as stored, pull by pull, in time within each; bounds are counts, half-open. No numbers: all.

    `most`: no more than so many.
    """
    query = (
        PunchTable.select(
            Pull.terminal,
            Device.serial,
            PunchTable.number,
            PunchTable.user,
            PunchTable.at,
            PunchTable.state,
            PunchTable.ordinal,
            PunchTable.pull,
            Pull.offset,
            Pull.horizon,
        )
        .join(Pull, on=PunchTable.pull == Pull.id)
        .join(Device, on=PunchTable.device == Device.id)
        .where(PunchTable.device.in_(Device.select(Device.id)))  # so that the primary key carries the search
        .order_by(
            PunchTable.pull, PunchTable.device, PunchTable.at, PunchTable.user, PunchTable.state, PunchTable.ordinal
        )
    )
    wanted = (
        (first is not None, PunchTable.at >= first),
        (last is not None, PunchTable.at < last),
        (terminal is not None, Pull.terminal == terminal),
        (bool(numbers), PunchTable.number.in_(sorted(numbers))),
    )
    for asked, condition in wanted:
        query = query.where(condition) if asked else query
    return [StoredPunch._make(row) for row in database.execute(query.limit(most) if most else query)]


# ---------------------------------------------------------------- numbers nobody has


def numbers_seen(first: int, last: int, numbers: Collection[str]) -> dict[str, list[tuple[str, int, int, int]]]:
    """Where these numbers punched between two counts (half-open): for each terminal its name, the first and the last
    count, and how many. Device by device, so that the primary key carries the search."""
    found: defaultdict[str, list[tuple[str, int, int, int]]] = defaultdict(list)
    wanted = json.dumps(sorted(numbers))
    for (device,) in database.execute_sql("SELECT id FROM device ORDER BY id").fetchall() if numbers else ():
        rows = database.execute_sql(
            "SELECT number, first, last, many, terminal FROM (SELECT number, MIN(at) AS first, MAX(at) AS last,"
            " COUNT(*) AS many, MAX(pull) AS read FROM punch WHERE device = ? AND at >= ? AND at < ?"
            " AND number IN (SELECT value FROM json_each(?)) GROUP BY number) JOIN pull ON pull.id = read",
            (device, first, last, wanted),
        )
        for number, earliest, latest, count, terminal in rows:
            found[number].append((terminal, earliest, latest, count))
    return dict(found)


def terminal_names(numbers: Collection[str]) -> dict[str, str]:
    """What the terminals call the numbers that are enrolled under a name."""
    query = TerminalUser.select(TerminalUser.number, TerminalUser.name).where(TerminalUser.name != "")
    return {number: name for number, name in database.execute(query) if number in numbers}

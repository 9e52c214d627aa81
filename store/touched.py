"""Which posted days have to be looked at again, because of what came in since their edition.

Judging a day anew is dear and asking whether anything came is cheap. Too many days may be named here, never too few.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from peewee import fn

from attendance.records import DAY_SECONDS, clock_count
from store.entries import LOOK_BACK
from store.pulls import greatest_offset
from store.tables import Change, Edition, Pull, database


class InForce(NamedTuple):
    """The edition of a day that is in force, without its contents."""

    day: date
    number: int
    change: int
    complete: bool
    rulebook: str  # its version
    posted_at: str


def in_force(first: date, last: date) -> dict[date, InForce]:
    """The editions in force of the days between two (inclusive)."""
    shown = Edition.select(
        Edition.day, Edition.number, Edition.change, Edition.complete, Edition.rulebook, Change.at
    ).join(Change)
    within = Edition.day.between(first.toordinal(), last.toordinal())
    rows = database.execute(shown.where(within).order_by(Edition.day, Edition.number))
    return {
        date.fromordinal(day): InForce(date.fromordinal(day), number, change, bool(complete), rulebook, at)
        for day, number, change, complete, rulebook, at in rows
    }


def first_posted_day() -> date | None:
    """The first day that was ever posted."""
    found = Edition.select(fn.MIN(Edition.day)).scalar()
    return None if found is None else date.fromordinal(found)


def touched(edition: InForce) -> bool:
    """Whether anything came in since an edition that may bear on its day."""
    return _read_again(edition) or _new_punches(edition) or _entered(edition)


def _read_again(edition: InForce) -> bool:
    """A read that may settle what was open, or that unsettles what was known: clocks set back, records lost."""
    later = (Pull.id > edition.change) & (Pull.error == "")
    if not edition.complete:
        return _exists(Pull.select().where(later))
    midnight, end = edition.day.isoformat(), (edition.day + timedelta(days=1)).isoformat()
    lost = (Pull.lost_from < end) & (Pull.lost_to > midnight)
    far_off = (Pull.new > 0) & ((Pull.offset > DAY_SECONDS) | (Pull.offset < -DAY_SECONDS))
    return _exists(Pull.select().where(later & (lost | far_off | (Pull.horizon < end))))


def _new_punches(edition: InForce) -> bool:
    """As wide around the day as any terminal's clock is wrong; device by device, so that the primary key carries the
    search. Clocks that are days wrong are told of by their pulls."""
    margin = timedelta(seconds=greatest_offset())
    first = clock_count(datetime.combine(edition.day, time()) - margin)
    last = clock_count(datetime.combine(edition.day + timedelta(days=1), time()) + margin)
    found = "SELECT 1 FROM punch WHERE device = ? AND at >= ? AND at < ? AND pull > ? LIMIT 1"
    devices = database.execute_sql("SELECT id FROM device ORDER BY id").fetchall()
    return any(database.execute_sql(found, (device, first, last, edition.change)).fetchone() for (device,) in devices)


def _entered(edition: InForce) -> bool:
    """Whether anything was entered, changed or taken back since, for the day or so that it reaches it. In one question:
    it is asked of every day of a month, every minute."""
    day = edition.day.toordinal()
    halves = {"reach": (day - LOOK_BACK) * 2, "end": day * 2 + 1}
    known = {"since": edition.change, "day": day, "back": day - LOOK_BACK, **halves}
    return bool(database.execute_sql(f"SELECT {' OR '.join(ENTERED)}", known).fetchone()[0])


def _is_there(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE (change_id > :since OR ended_id > :since) AND {condition})"


NEAR = "first <= :end AND last >= :reach"
ENTERED = (
    *(_is_there(table, "day = :day") for table in ("outing", "step_away", "correction", "duty", "worked")),
    *(_is_there(table, "since <= :day") for table in ("assignment", "terminal", "adoption")),
    _is_there("leave_slip", NEAR),
    _is_there("leave_act", f"EXISTS (SELECT 1 FROM leave_slip WHERE leave_slip.id = slip_id AND {NEAR})"),
    _is_there("substitute", "first <= :day AND last >= :day"),
    _is_there("calendar_entry", "day BETWEEN :back AND :day"),
)


def _exists(query: Any) -> bool:
    return bool(query.exists())

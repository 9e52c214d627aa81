"""Numbers on the terminals that belong to nobody on the roster: a list with “who is this?”, never people by themselves.

What a terminal held stays as it is; only the roster says from which day on a number is whose.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from attendance.records import clock_count, clock_time
from office.home import Home
from office.people_on import placed
from office.people_view import last_posted
from store import roster
from store.database import last_change
from store.pulls import unknown_numbers
from store.punches import numbers_seen, terminal_names

DAYS = 92  # how far back is looked; who was last seen earlier is nobody's question any more


class Stranger(NamedTuple):
    """A number nobody has: where, when first and last, how often; `name` is what terminals call it, `likely` the 工号
    of the one person on the roster with that name."""

    number: str
    terminals: tuple[str, ...]
    first: datetime
    last: datetime
    punches: int
    name: str
    likely: str


class Strangers(NamedTuple):
    """Latest seen first. `since` is the first day that was looked at, `posted` the last posted day."""

    found: tuple[Stranger, ...]
    since: date
    posted: date | None


def strangers(home: Home) -> Strangers:
    """The unknown numbers that punched in the last three months, as the terminals' own clocks tell."""
    now = home.clock()
    since = now.date() - timedelta(days=DAYS)
    first, last = (clock_count(datetime(day.year, day.month, day.day)) for day in (since, now.date() + timedelta(2)))
    with home.store.reading():
        unknown = unknown_numbers(datetime(since.year, since.month, since.day)) - roster.known_numbers()
        seen = numbers_seen(first, last, unknown)
        names = terminal_names(seen)
        people = placed(roster.stints(last_change()), now.date())
        posted = last_posted()
    by_name: dict[str, list[str]] = {}
    for number, person in people.items():
        by_name.setdefault(person.name, []).append(number)
    each = (_stranger(number, rows, names.get(number, ""), by_name) for number, rows in seen.items())
    found = sorted(filter(None, each), key=lambda one: (one.last, one.number), reverse=True)
    return Strangers(tuple(found), since, posted)


def _stranger(
    number: str, rows: list[tuple[str, int, int, int]], name: str, by_name: dict[str, list[str]]
) -> Stranger | None:
    """None where all its punches have dates that do not exist."""
    times = [moment for _, first, last, _ in rows for moment in (clock_time(first), clock_time(last)) if moment]
    if not times:
        return None
    likely = by_name.get(name, [])
    return Stranger(
        number,
        tuple(sorted({terminal for terminal, *_ in rows})),
        min(times),
        max(times),
        sum(count for *_, count in rows),
        name,
        likely[0] if len(likely) == 1 else "",
    )


def first_day(stranger: Stranger, posted: date | None) -> date:
    """From which day a number is best given to somebody: the first it was seen on that is not posted yet."""
    first = stranger.first.date()
    return max(first, posted + timedelta(days=1)) if posted else first

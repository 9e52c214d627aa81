"""What the lists of the publication folder are made from: editions and units, without the contents of any edition."""

from datetime import date
from typing import NamedTuple

from store.tables import database


class Key(NamedTuple):
    """What tells an edition from every other. Numbers that count what was done in a home are left out: two homes that
    post the same publish the same."""

    day: date
    number: int
    posted_at: str
    complete: bool


def edition_keys() -> list[Key]:
    """All editions, oldest first. No column behind the document is asked for: to reach one the whole of it would be
    read, for every edition there ever was."""
    rows = database.execute_sql(
        "SELECT day, number, change.at, complete FROM edition JOIN change ON change.id = edition.change_id"
        " ORDER BY day, number"
    )
    return [Key(date.fromordinal(day), number, at, bool(complete)) for day, number, at, complete in rows]


def units_between(first: date, last: date) -> dict[str, date]:
    """The units that editions of the days between two (inclusive) list, each with the last of its days, by name."""
    rows = database.execute_sql(
        "SELECT unit, MAX(day) FROM edition JOIN edition_unit ON edition_unit.edition = edition.change_id"
        " WHERE day BETWEEN ? AND ? GROUP BY unit ORDER BY unit",
        (first.toordinal(), last.toordinal()),
    )
    return {unit: date.fromordinal(day) for unit, day in rows}

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


def edition_keys(first: date, last: date) -> list[Key]:
    """The editions of the days between two (inclusive), oldest first. No column behind the document is asked for: to
    reach one the whole of it would be read."""
    rows = database.execute_sql(
        "SELECT day, number, change.at, complete FROM edition JOIN change ON change.id = edition.change_id"
        " WHERE day BETWEEN ? AND ? ORDER BY day, number",
        (first.toordinal(), last.toordinal()),
    )
    return [Key(date.fromordinal(day), number, at, bool(complete)) for day, number, at, complete in rows]


def posted_days() -> list[date]:
    """Every day that was ever posted, in order. An index tells."""
    return [date.fromordinal(day) for (day,) in database.execute_sql("SELECT DISTINCT day FROM edition ORDER BY day")]


def units_between(first: date, last: date) -> dict[str, date]:
    """The units that editions of the days between two (inclusive) list, each with the last of its days, by name."""
    rows = database.execute_sql(
        "SELECT unit, MAX(day) FROM edition JOIN edition_unit ON edition_unit.edition = edition.change_id"
        " WHERE day BETWEEN ? AND ? GROUP BY unit ORDER BY unit",
        (first.toordinal(), last.toordinal()),
    )
    return {unit: date.fromordinal(day) for unit, day in rows}

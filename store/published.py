"""Editions that went out to the public and are not in this database any more, a backup having been restored.

An edition's number, once published, is never given to another: the next edition of such a day goes on from there.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from store.tables import Home

KEY = "published:"


class Published(NamedTuple):
    """The last edition of a day that is known to have been published, and what to say of the one after it."""

    number: int
    reason: str


NOTHING = Published(0, "")


def published_before(day: date) -> Published:
    """What had been published of a day when this database was restored."""
    key = f"{KEY}{day}"
    row = Home.get_or_none(Home.key == key)
    return published_in({key: row.value})[day] if row else NOTHING


def published_in(rows: Mapping[str, str]) -> dict[date, Published]:
    """By day, from rows of the home's table."""
    return {date.fromisoformat(key.removeprefix(KEY)): Published(*json.loads(value)) for key, value in rows.items()}


def rows_of(published: Mapping[date, Published]) -> dict[str, str]:
    """As the home's table keeps them."""
    return {f"{KEY}{day}": json.dumps(each, ensure_ascii=False) for day, each in published.items()}

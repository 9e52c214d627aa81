"""Editions as a list: everything but their contents."""

import json
from datetime import date
from typing import NamedTuple

from attendance.document import NotesDoc
from store.tables import Change, Edition, database
from store.touched import InForce


class Listed(NamedTuple):
    """An edition without its contents; `change` is the act that posted it, `notes` what is said of the posting."""

    day: date
    number: int
    change: int
    posted_at: str
    author: str
    complete: bool
    reason: str
    rulebook: str  # its version
    notes: NotesDoc

    @property
    def in_force(self) -> InForce:
        """As `touched` asks for it."""
        return InForce(self.day, self.number, self.change, self.complete, self.rulebook, self.posted_at)


def listed(first: date, last: date) -> list[Listed]:
    """All editions of the days between two (inclusive), oldest first."""
    shown = Edition.select(
        *(Edition.day, Edition.number, Edition.change, Change.at, Change.author),
        *(Edition.complete, Edition.reason, Edition.rulebook, Edition.notes),
    ).join(Change)
    within = Edition.day.between(first.toordinal(), last.toordinal())
    rows = database.execute(shown.where(within).order_by(Edition.day, Edition.number))
    return [
        Listed(date.fromordinal(day), number, change, at, author, bool(complete), reason, rulebook, json.loads(notes))
        for day, number, change, at, author, complete, reason, rulebook, notes in rows
    ]

"""Rulebooks adopted from a day on."""

from datetime import date
from typing import NamedTuple

from store.dated import standing
from store.entry_tables import Adoption
from store.tables import Change, RulebookText


class Adopted(NamedTuple):
    """A rulebook and the day from which it judges."""

    since: date
    name: str
    version: str
    text: str
    adopted_by: str
    adopted_at: str


def adopt(rulebook: tuple[str, str, str], since: date, change: int) -> None:
    """A rulebook (version, name, text) judges from a day on; what was adopted for the same day before is replaced."""
    version, name, text = rulebook
    RulebookText.insert(version=version, name=name, text=text).on_conflict_ignore().execute()
    same = (Adoption.since == since.toordinal()) & Adoption.ended.is_null()
    Adoption.update(ended=change).where(same).execute()
    Adoption.create(change=change, since=since.toordinal(), rulebook=version)


def adoptions(as_of: int) -> list[Adopted]:
    """The adoptions that stand, oldest day first."""
    query = Adoption.select(Adoption, RulebookText, Change).join(RulebookText).switch(Adoption)
    rows = query.join(Change, on=Adoption.change).where(standing(Adoption, as_of)).order_by(Adoption.since, Adoption.id)
    return [
        Adopted(
            date.fromordinal(row.since),
            row.rulebook.name,
            row.rulebook.version,
            row.rulebook.text,
            row.change.author,
            row.change.at,
        )
        for row in rows
    ]

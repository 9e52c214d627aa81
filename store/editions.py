"""Posted days."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from attendance.document import ChangeDoc, DayDoc, EditionDoc, NotesDoc, PostChangeDoc, canonical
from store.morning_tables import EditionUnit
from store.published import published_before
from store.tables import Change, Edition, Home, RulebookText, database


@dataclass(frozen=True)
class PostedEdition:
    """An edition as frozen, with the state of facts (`as_of`) and the rulebook text it was judged by."""

    day: date
    as_of: int
    facts_digest: str
    rulebook_text: str
    document: EditionDoc


def _load(row: Any) -> PostedEdition:
    notes: NotesDoc = json.loads(row.notes)
    return PostedEdition(
        day=date.fromordinal(row.day),
        as_of=row.change_id,
        facts_digest=row.facts_digest,
        rulebook_text=row.rulebook.text,
        document={
            "edition": row.number,
            "day": json.loads(row.document),
            "posted_at": row.change.at,
            "author": row.change.author,
            "reason": row.reason,
            "changes": json.loads(row.changes),
            "post_changes": json.loads(row.post_changes),
            "training": Home.get_by_id("training").value == "yes",
            **notes,
        },
    )


def _query() -> Any:
    return Edition.select(Edition, RulebookText, Change).join(RulebookText).switch(Edition).join(Change)


def latest_edition(day: date) -> PostedEdition | None:
    """The edition of a day that is in force."""
    row = _query().where(Edition.day == day.toordinal()).order_by(Edition.number.desc()).first()
    return _load(row) if row else None


def editions(first: date | None = None, last: date | None = None) -> Iterator[PostedEdition]:
    """All editions of the days between two days (inclusive), in order; one at a time, a year of them being large."""
    query = _query().order_by(Edition.day, Edition.number)
    if first and last:
        query = query.where(Edition.day.between(first.toordinal(), last.toordinal()))
    return (_load(row) for row in query.iterator())


def standing_days(first: date, last: date) -> Iterator[tuple[date, int, DayDoc]]:
    """Of each posted day between two (inclusive) the edition in force: its number and the day; one at a time."""
    rows = database.execute_sql(
        "SELECT day, number, document FROM edition AS one WHERE day BETWEEN ? AND ?"
        " AND number = (SELECT MAX(number) FROM edition WHERE day = one.day) ORDER BY day",
        (first.toordinal(), last.toordinal()),
    )
    return ((date.fromordinal(day), number, json.loads(document)) for day, number, document in rows)


def days_as_of(first: date, last: date, as_of: int) -> Iterator[tuple[date, int, DayDoc]]:
    """Of each day between two (inclusive) the edition that was in force at a change: its number and the day; one at a
    time."""
    rows = database.execute_sql(
        "SELECT day, number, document FROM edition AS one WHERE day BETWEEN ? AND ? AND number ="
        " (SELECT MAX(number) FROM edition WHERE day = one.day AND change_id <= ?) ORDER BY day",
        (first.toordinal(), last.toordinal(), as_of),
    )
    return ((date.fromordinal(day), number, json.loads(document)) for day, number, document in rows)


def numbers_as_of(first: date, last: date, as_of: int) -> dict[date, int]:
    """The same without the contents."""
    rows = database.execute_sql(
        "SELECT day, MAX(number) FROM edition WHERE day BETWEEN ? AND ? AND change_id <= ? GROUP BY day",
        (first.toordinal(), last.toordinal(), as_of),
    )
    return {date.fromordinal(day): number for day, number in rows}


def add_edition(
    day: date,
    rulebook: tuple[str, str, str],
    facts_digest: str,
    document: DayDoc,
    news: tuple[list[ChangeDoc], list[PostChangeDoc], str],
    change: int,
    notes: NotesDoc | None = None,
) -> EditionDoc:
    """Freeze a day as its next edition. `rulebook`: version, name, text; `news`: changes of people, posts, reason."""
    version, name, text = rulebook
    changes, posts, reason = news
    number, gone_out = _next_number(day)
    RulebookText.insert(version=version, name=name, text=text).on_conflict_ignore().execute()
    Edition.create(
        change=change,
        day=day.toordinal(),
        number=number,
        rulebook=version,
        facts_digest=facts_digest,
        complete=document["complete"],
        document=canonical(document),
        changes=canonical(changes),
        reason=reason or gone_out,
        post_changes=canonical(posts),
        notes=canonical(notes or {}),
        force_insert=True,
    )
    units = sorted({person["unit"] for person in document["people"]})
    EditionUnit.insert_many([(change, unit) for unit in units], fields=["edition", "unit"]).execute()
    return _load(_query().where(Edition.change == change).get()).document


def _next_number(day: date) -> tuple[int, str]:
    """The number of a day's next edition, and its reason where one went out before that is not known here."""
    known = Edition.select(fn.MAX(Edition.number)).where(Edition.day == day.toordinal()).scalar() or 0
    before = published_before(day)
    return max(known, before.number) + 1, before.reason if before.number > known else ""


@dataclass(frozen=True)
class EditionHeading:
    """What the list of all postings shows of an edition."""

    day: date
    number: int
    posted_at: str
    complete: bool
    reason: str


def headings() -> list[EditionHeading]:
    """All editions, oldest first, without their contents."""
    shown = Edition.select(Edition.day, Edition.number, Change.at, Edition.complete, Edition.reason).join(Change)
    rows = database.execute(shown.order_by(Edition.day, Edition.number))
    return [
        EditionHeading(date.fromordinal(day), number, at, bool(complete), reason)
        for day, number, at, complete, reason in rows
    ]


def units_of_editions(first: date, last: date) -> dict[tuple[date, int], tuple[str, ...]]:
    """The units that each edition of the days between two (inclusive) lists, in order of their names."""
    rows = database.execute(
        EditionUnit.select(Edition.day, Edition.number, EditionUnit.unit)
        .join(Edition, on=EditionUnit.edition == Edition.change)
        .where(Edition.day.between(first.toordinal(), last.toordinal()))
        .order_by(Edition.day, Edition.number, EditionUnit.unit)
    )
    found: dict[tuple[date, int], list[str]] = {}
    for day, number, unit in rows:
        found.setdefault((date.fromordinal(day), number), []).append(unit)
    return {edition: tuple(units) for edition, units in found.items()}

"""Homes of 2,000 people at five terminals with one posted month, or with a year of them.

The days of the last month are judged and frozen by the program from what was read and entered; those of the months
before are that month's, under other dates. Every month but the last is closed.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple

from attendance.calendar import official_days
from attendance.month_document import RunDoc
from attendance.records import Address, Person
from benchmarks.filling import EARLY, LATER, Filling
from benchmarks.hall import TERMINALS, UNITS, moment, number_of, person, working_days
from benchmarks.mornings import CENTRE, MORNING, Clock, Office
from benchmarks.years import Model, model_of
from office.allowances import run_of
from office.home import create_home
from store import notices, roster, runs, terminals
from store.calendar import STATE, settle_year
from store.database import record_change
from store.notices import Notice
from store.terminals import Placed

PEOPLE = 2000
WHO = range(PEOPLE)
LAST = date(2026, 11, 30)  # of the month that everything is about
MONTH = f"{LAST:%Y-%m}"
FREE = timedelta(days=14)  # no holiday is longer
SAID = "督查室"


def somebody(index: int) -> Person:
    """The people of the hall, each pair at a window of its own."""
    found = person(index)
    return found._replace(post=f"{found.post[0]}{index // 2 + 1:04}", unit=UNITS[index * len(UNITS) // PEOPLE])


def months_back(many: int) -> list[date]:
    """The last days of the last months, the latest last."""
    found = [LAST]
    while len(found) < many:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def days_of(last: date) -> list[date]:
    """The working days of the month that ends on a day."""
    return _back_to(last.replace(day=1), last)


def _back_to(first: date, last: date) -> list[date]:
    """The working days between two (inclusive)."""
    return list(takewhile(lambda day: day >= first, working_days(last + timedelta(days=1))))[::-1]


class Before(NamedTuple):
    """What the months before the last are made of: an edition and a run of the last."""

    edition: Model
    run: RunDoc


def before_of(office: Office) -> Before:
    """What a home of one month gives for those before it."""
    with office.open() as home:
        return Before(model_of(office), run_of(home, MONTH).run)


def build(path: Path, months: int = 1, before: Before | None = None) -> Office:
    """A home with so many months, on the morning after the last."""
    *closed, last = months_back(months)
    begun = days_of((*closed, last)[0])[0]
    create_home(path, "anqing-2013", training=True, centre=CENTRE)
    office = Office(path, Clock(moment(begun, 0)))
    _set_up(office)
    with office.filling() as filling:
        filling.reads(begun, EARLY, WHO)
    if before:
        with office.filling() as filling:
            version, name, text = before.edition.rulebook
            filling.insert("rulebook_text", [{"version": version, "name": name, "text": text}], "OR IGNORE")
        for end in closed:
            _copied(office, end, before.edition)
            _closed(office, end, before.run)
    _judged(office, last)
    return office


def _set_up(office: Office) -> None:
    with office.open() as home, home.store.transaction():
        change = record_change(office.clock(), "bench", "set up")
        for year in range(LAST.year - 1, LAST.year + 1):
            settle_year(year, STATE, official_days(year), change)
        for index in WHO:
            roster.assign(somebody(index), None, None, change)
        for model in TERMINALS:
            terminals.add(Placed(model.name, Address("127.0.0.1"), model.floor, None, None), change)


def _mornings(last: date) -> Iterator[tuple[date, datetime]]:
    """The working days of a month, each with the morning of the next."""
    for day, after in pairwise(_back_to(last.replace(day=1), last + FREE)):
        if day <= last:
            yield day, moment(after, 0) + MORNING


def _happened(filling: Filling, day: date, after: datetime) -> None:
    """What was read of a day, on it and on the morning after, and entered."""
    filling.reads(day, LATER, WHO)
    filling.entries(day, PEOPLE)
    filling.reads(after.date(), EARLY, WHO)


def _judged(office: Office, last: date) -> None:
    """A month as the program posts it; one in a hundred is given a yellow card."""
    for day, after in _mornings(last):
        with office.filling() as filling:
            _happened(filling, day, after)
        office.clock.now = after
        office.post(day)
    with office.open() as home, home.store.transaction():
        change = record_change(office.clock(), "bench", "notice give")
        for index in WHO[::100]:
            given = Notice(0, number_of(index), "yellow_card", last.replace(day=12), "上班时间玩手机", SAID)
            notices.add(given, change)


def _copied(office: Office, last: date, model: Model) -> None:
    """A month that has the model's day for every day."""
    with office.filling() as filling:
        for day, after in _mornings(last):
            _happened(filling, day, after)
            _post(filling, model, day, after)


def _post(filling: Filling, model: Model, day: date, after: datetime) -> None:
    (change,) = filling.changes([after], f"post {day}")
    edition = {
        "change_id": change,
        "day": day.toordinal(),
        "number": 1,
        "rulebook_id": model.rulebook[0],
        "facts_digest": model.facts_digest,
        "complete": 1,
        "document": model.document.replace(model.day, str(day)),
        "changes": "[]",
        "post_changes": "[]",
        "reason": "",
        "notes": model.notes,
    }
    filling.insert("edition", [edition])
    filling.insert("edition_unit", [{"edition": change, "unit": unit} for unit in UNITS])


def _closed(office: Office, last: date, run: RunDoc) -> None:
    """The month's allowance as somebody checked, approved and closed it."""
    *_, (_day, after) = _mornings(last)
    office.clock.now = after + timedelta(hours=1)
    days = [day.isoformat() for day in days_of(last)]
    document: RunDoc = {**run, "month": f"{last:%Y-%m}", "editions": dict.fromkeys(days, 1), "working": days}
    document |= {"notices": [], "supplements": []}
    with office.open() as home, home.store.transaction():
        frozen = record_change(office.clock(), SAID, "allowance check")
        runs.add_run(document, frozen, {})
        for act in ("checked", "approved", "closed"):
            change = frozen if act == "checked" else record_change(office.clock(), SAID, f"allowance {act}")
            runs.add_act(frozen, act, SAID, change)


def bounds(month: str) -> tuple[int, int]:
    """The ordinals of a month's first and last day."""
    first = date.fromisoformat(f"{month}-01")
    return first.toordinal(), first.replace(day=monthrange(first.year, first.month)[1]).toordinal()

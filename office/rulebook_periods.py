"""What is in force when: the rulebooks adopted, and the dated entries within each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from office.home import Home
from office.rulebook_differences import Altered, differences
from office.rulebook_labels import CHAPTERS
from office.rulebooks import adopted
from store.adoptions import Adopted


class Period(NamedTuple):
    """From when to when one set of numbers holds. `last` is None while nothing is to follow; `state`: past, current,
    coming. `by`, `at`: who adopted the rulebook and when, empty for the one the office began with."""

    first: date
    last: date | None
    title: str
    name: str
    version: str
    by: str
    at: str
    state: str
    changes: tuple[Altered, ...]


class _Source(NamedTuple):
    """A rulebook and the days for which it is the one to ask."""

    rulebook: Rulebook
    first: date
    until: date | None
    adopted: Adopted | None


def periods(home: Home) -> Iterator[Period]:
    """One period from each day on which a number changes, by an adoption or by the rulebook's own dates; oldest
    first."""
    today = home.clock().date()
    begins = [(first, source) for source in _sources(home) for first in _begins(source)]
    for place, (first, source) in enumerate(begins):
        following = begins[place + 1][0] if place + 1 < len(begins) else None
        last = following - timedelta(days=1) if following else None
        before = begins[place - 1][1].rulebook if place else None
        changes = differences((before, first - timedelta(days=1)), (source.rulebook, first)) if before else ()
        by, at = (source.adopted.adopted_by, source.adopted.adopted_at) if source.adopted else ("", "")
        state = "coming" if first > today else "past" if last and last < today else "current"
        book = source.rulebook
        yield Period(first, last, book.book.title, book.name, book.version, by, at, state, tuple(changes))


def _sources(home: Home) -> Iterator[_Source]:
    found = adopted(home)
    starts = [each.since for each in found]
    first = load_rulebook(home.first_rulebook())
    begun = _beginning(first)
    if not starts or begun < starts[0]:
        yield _Source(first, begun, starts[0] if starts else None, None)
    for each, until in zip(found, [*starts[1:], None], strict=False):
        yield _Source(load_rulebook(each.text), each.since, until, each)


def _beginning(rulebook: Rulebook) -> date:
    """The first day that a rulebook can judge."""
    book = rulebook.book
    base = [entry.since for entry in book.hours if entry.season is None and not entry.weekdays]
    return max(
        min(base),
        min(entry.since for entry in book.punctuality),
        min(entry.since for entry in book.data),
    )


def _begins(source: _Source) -> list[date]:
    """The day a source takes over, and the days within its time on which an entry of its own begins."""
    entries = [entry for section in CHAPTERS for entry in getattr(source.rulebook.book, section)]
    until = source.until or date.max
    return [source.first, *sorted({entry.since for entry in entries if source.first < entry.since < until})]

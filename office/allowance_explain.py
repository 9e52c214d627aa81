"""From the yuan to the fingerprint: a person's sum with every event counted, every clause, and every punch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from attendance.allowance import SUPPLEMENT, Tariff, lines_of, person_document, totalled
from attendance.month_document import PersonMonthDoc
from office.allowances import Run, run_numbered, run_of
from office.explain import ListedPunch, list_punches
from office.failures import JobError
from office.home import Home
from office.postings import month_bounds
from office.reckoning import Month, frozen_books, month_at
from store import runs
from store.database import last_change


@dataclass(frozen=True)
class PostedSession:
    """A session as its edition has it: when the person came and went (office time), and the result."""

    date: str
    edition: int
    session: str
    sign_in: str | None
    sign_out: str | None
    result: str


@dataclass(frozen=True)
class MonthExplanation:
    """A person's month with everything that it rests on. `edition` is the run's, None of a draft."""

    month: str
    number: str
    state: str  # draft, checked, approved, closed
    edition: int | None
    person: PersonMonthDoc
    clauses: tuple[tuple[str, str, str, str], ...]  # id, citation, text, version
    sessions: tuple[PostedSession, ...]
    punches: tuple[ListedPunch, ...]


def explain_month(
    home: Home, number: str, month: str, edition: int | None = None, run: Run | None = None
) -> MonthExplanation:
    """Why a person gets what a month's run says, or an earlier edition of it. Who has the `run` as it stands hands it
    over, so that it is not reckoned again. Raises JobError."""
    run = run_numbered(home, month, edition) if edition is not None else run or run_of(home, month)
    kept = next((person for person in run.run["people"] if person["number"] == number), None)
    if kept is None:
        raise JobError(f"{month} 的补助里没有工号 {number}，请核对工号和月份")
    first, last = month_bounds(month)
    with home.store.reading():
        as_of = last_change()
        frozen = runs.run_numbered(month, run.number, as_of) if run.number and run.state != "draft" else None
        books = frozen_books(frozen.document["books"]) if frozen else ()
        found = month_at(home, month, frozen.change if frozen else as_of, books)
    person = _whole(kept, number, found)
    punches = (*_earlier_punches(home, person, first), *list_punches(home, first, last, None, number))
    return MonthExplanation(
        month, number, run.state, run.number, person, _clauses(person, found), _sessions(number, found), punches
    )


def _earlier_punches(home: Home, person: PersonMonthDoc, first: date) -> Iterator[ListedPunch]:
    """Those of the days of earlier months that are paid or taken back now."""
    counted = {event["date"] for line in person["lines"] for event in line["events"] if event["edition"]}
    for day in sorted(map(date.fromisoformat, counted)):
        if day < first:
            yield from list_punches(home, day, day, None, person["number"])


def _whole(kept: PersonMonthDoc, number: str, found: Month) -> PersonMonthDoc:
    """The same sum with every event of it, attendance too; a run keeps only what is out of the ordinary."""
    own = found.own.get(number)
    if own is None:
        return kept
    again = person_document(own, lines_of(own, Tariff(found.terms)))
    return totalled(again, [*again["lines"], *(line for line in kept["lines"] if line["stage"] == SUPPLEMENT)])


def _clauses(person: PersonMonthDoc, found: Month) -> tuple[tuple[str, str, str, str], ...]:
    """The clauses of the lines: number, citation, text, version of the rulebook; each once."""
    books = {book.version: book for _, book in found.terms.books}
    cited = dict.fromkeys((line["clause_id"], line["rulebook"]) for line in person["lines"])
    return tuple(
        (clause, books[version].citation(clause), books[version].clauses[clause].text, version)
        for clause, version in cited
        if version in books
    )


def _sessions(number: str, found: Month) -> tuple[PostedSession, ...]:
    own = found.own.get(number)
    return tuple(
        PostedSession(
            day.date.isoformat(), day.edition, session["name"], session["in"], session["out"], session["result"]
        )
        for day in (own.days if own else ())
        for session in day.person["sessions"]
    )

"""补发 and 扣回: what a closed month comes to now, against what it paid.

A closed run never moves. What new editions, notices or revocations change in its month is paid or taken back in the
next month that is still open, and what cannot be taken there waits for the one after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from attendance.allowance import SUPPLEMENT, Tariff, brief, totalled
from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc
from attendance.pay.lines import money_text
from office.home import Home
from office.postings import month_bounds
from office.reckoning import frozen_books, month_at
from office.supplements_why import Why, brings
from store import notices
from store.editions import numbers_as_of
from store.runs import Closed, StoredRun, closed_runs, posted_months, run_of_change

NONE = Decimal(0)


@dataclass(frozen=True)
class Due:
    """What a person is owed of a closed month (or owes, where it is below nothing), and why."""

    person: PersonMonthDoc
    month: str
    before: Decimal  # what was paid for that month
    after: Decimal  # what it comes to now
    events: tuple[EventDoc, ...]
    clause: tuple[str, str, str]  # citation, id, version


@dataclass
class Supplements:
    """What goes into an open month, and what of it cannot be taken there."""

    people: list[PersonMonthDoc] = field(default_factory=list)
    owed: dict[str, dict[str, str]] = field(default_factory=dict)


def supplemented(home: Home, month: str, people: Sequence[PersonMonthDoc], as_of: int) -> Supplements:
    """The people of a month with what closed months bring into it; who is in it for that alone comes too."""
    found = Supplements()
    mine: dict[str, list[Due]] = {}
    for run in received(month, as_of):
        for due in dues(home, run, as_of):
            mine.setdefault(due.person["number"], []).append(due)
    here = {person["number"]: person for person in people}
    for number, waiting in mine.items():
        here.setdefault(number, alone(waiting[-1].person))
    found.people = [_with(here[number], mine.get(number, []), found.owed) for number in sorted(here)]
    return found


def received(month: str, as_of: int) -> list[Closed]:
    """The closed runs whose supplements go into a month: every month between is closed too, or was never posted."""
    runs = closed_runs(as_of)
    earlier = [run for run in runs if run.month < month]
    if not earlier:
        return []
    closed = {run.month for run in runs}
    waiting = posted_months(month_bounds(earlier[0].month)[0], month_bounds(month)[0]) - closed - {month}
    return [run for run in earlier if not any(run.month < each < month for each in waiting)]


def dues(home: Home, closed: Closed, as_of: int) -> Iterator[Due]:
    """Whoever a closed month comes to another sum for than it paid."""
    later = [each for each in closed_runs(as_of) if closed.month in each.supplements]
    if not later and not _moved(closed, as_of):
        return
    run = run_of_change(closed.change, as_of)
    now = month_at(home, run.month, as_of, frozen_books(run.document["books"]))
    brought = [run_of_change(each.change, as_of) for each in sorted(later, key=lambda each: each.change)]
    paid, tariff = paid_for(run, brought), Tariff(now.terms)
    frozen = {person["number"]: person for person in run.document["people"]}
    why, book = Why(run, brought, now), now.terms.book(now.terms.last)
    clause = book.citation(tariff.plan.clause), tariff.plan.clause, book.version
    for number in sorted(frozen.keys() | paid.keys() | now.own.keys()):
        own = now.own.get(number)
        before, after = paid.get(number, NONE), NONE
        person = brief(own, tariff) if own else _last_known(number, (run, *brought))
        if own:
            after = Decimal(person["total"])
        if before != after:
            yield Due(person, run.month, before, after, tuple(why.of(number)), clause)


def _last_known(number: str, known: Sequence[StoredRun]) -> PersonMonthDoc:
    """Somebody who is on no posting of the month now, as a run that paid him has him."""
    people = (person for run in known for person in run.document["people"])
    return next(person for person in people if person["number"] == number)


def _moved(run: Closed, as_of: int) -> bool:
    """Whether anything a closed month rests on is another now."""
    first, last = month_bounds(run.month)
    numbers = {day.isoformat(): number for day, number in numbers_as_of(first, last, as_of).items()}
    given = [notice.id for notice in notices.between(first, last, as_of)]
    return numbers != run.editions or given != run.notices


def paid_for(run: StoredRun, brought: Sequence[StoredRun]) -> dict[str, Decimal]:
    """By number, what a closed month paid: its own sum, and what later closed months brought."""
    paid = {
        person["number"]: Decimal(person["total"]) - Decimal(person["supplement"]) for person in run.document["people"]
    }
    for later in brought:
        for person in later.document["people"]:
            for line in person["lines"]:
                if brings(line, run.month):
                    paid[person["number"]] = paid.get(person["number"], NONE) + Decimal(line["amount"])
    return paid


# ---------------------------------------------------------------- into the open month


def alone(person: PersonMonthDoc) -> PersonMonthDoc:
    """Somebody who is in a month only for what an earlier one brings."""
    return totalled({**person, "due": "0", "attended": "0", "times": {}, "days": {}}, [])


def _with(person: PersonMonthDoc, waiting: Sequence[Due], owed: dict[str, dict[str, str]]) -> PersonMonthDoc:
    """A person with the lines of earlier months. Nobody's total goes below nothing: the rest is owed."""
    lines, left = list(person["lines"]), Decimal(person["total"])
    for due in sorted(waiting, key=lambda due: due.after < due.before):  # what is paid first: the rest is taken from it
        difference = due.after - due.before
        amount = max(difference, -left)
        left += amount
        lines.append(_line(due, amount, "" if amount == difference else "rest_later"))
        if amount != difference:
            owed.setdefault(due.month, {})[person["number"]] = money_text(amount - difference)
    return totalled(person, lines) if waiting else person


def _line(due: Due, amount: Decimal, note: str) -> LineDoc:
    citation, clause, version = due.clause
    return {
        "stage": SUPPLEMENT,
        "name": due.month,
        "title": "",
        "quantity": "",
        "unit": "",
        "rate": "0.00",
        "amount": money_text(amount),
        "note": note,
        "clause": citation,
        "clause_id": clause,
        "rulebook": version,
        "events": [*due.events],
        "before": money_text(due.before),
        "after": money_text(due.after),
    }

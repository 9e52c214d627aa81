"""补发 and 扣回: what a closed month comes to now, against what it paid.

A closed run never moves. What new editions, notices or revocations change in its month is paid or taken back in the
next month that is still open, and what cannot be taken there waits for the one after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from attendance.allowance import SUPPLEMENT, Tariff, brief, totalled
from attendance.month import OwnDay
from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc, RunDoc
from attendance.pay.lines import money_text
from office.home import Home
from office.postings import month_bounds
from office.reckoning import Month, frozen_books, month_at
from store import notices
from store.editions import editions, numbers_as_of
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
    if not _moved(closed, as_of):
        return
    run = run_of_change(closed.change, as_of)
    now = month_at(home, run.month, as_of, frozen_books(run.document["books"]))
    paid, tariff = paid_for(run, as_of), Tariff(now.terms)
    frozen = {person["number"]: person for person in run.document["people"]}
    why, book = _Why(run.document, now), now.terms.book(now.terms.last)
    clause = book.citation(tariff.plan.clause), tariff.plan.clause, book.version
    for number in sorted(frozen.keys() | now.own.keys()):
        own = now.own.get(number)
        person = brief(own, tariff) if own else frozen[number]
        before, after = paid.get(number, NONE), Decimal(person["total"]) if own else NONE
        if before != after:
            yield Due(person, run.month, before, after, tuple(why.of(number)), clause)


def _moved(run: Closed, as_of: int) -> bool:
    """Whether anything a closed month rests on is another now."""
    first, last = month_bounds(run.month)
    numbers = {day.isoformat(): number for day, number in numbers_as_of(first, last, as_of).items()}
    given = [notice.id for notice in notices.between(first, last, as_of)]
    return numbers != run.editions or given != run.notices


def paid_for(run: StoredRun, as_of: int) -> dict[str, Decimal]:
    """By number, what a closed month paid: its own sum, and what later closed months brought."""
    paid = {
        person["number"]: Decimal(person["total"]) - Decimal(person["supplement"]) for person in run.document["people"]
    }
    for later in closed_runs(as_of):
        if run.month in later.supplements:
            for person in run_of_change(later.change, as_of).document["people"]:
                brought = [Decimal(line["amount"]) for line in person["lines"] if _from(line, run.month)]
                paid[person["number"]] = paid.get(person["number"], NONE) + sum(brought, NONE)
    return paid


def _from(line: LineDoc, month: str) -> bool:
    return line["stage"] == SUPPLEMENT and line["name"] == month


# ---------------------------------------------------------------- why


class _Why:
    """Why a closed month comes to something else: by number, what moved in it since."""

    def __init__(self, closed: RunDoc, now: Month) -> None:
        self.closed, self.now = closed, now
        self.days = {day for day, number in now.editions.items() if closed["editions"].get(day.isoformat()) != number}
        self.earlier: dict[tuple[str, date], dict[str, str]] = {}
        for day in sorted(self.days):
            for posted in editions(day, day):
                if posted.document["edition"] == closed["editions"].get(day.isoformat()):
                    for person in posted.document["day"]["people"]:
                        results = {session["name"]: session["result"] for session in person["sessions"]}
                        self.earlier[person["number"], day] = results

    def of(self, number: str) -> Iterator[EventDoc]:
        """The sessions that are judged otherwise, and notices given since."""
        own = self.now.own.get(number)
        for day in own.days if own else ():
            if day.date in self.days:
                yield from self._sessions(number, day)
        for notice in self.now.notices:
            if notice.number == number and notice.id not in self.closed["notices"]:
                yield _event(notice.day, 0, "", notice.kind) | {"evidence": [f"notice:{notice.id}"]}

    def _sessions(self, number: str, day: OwnDay) -> Iterator[EventDoc]:
        earlier = self.earlier.get((number, day.date), {})
        for session in day.sessions:
            before = earlier.get(session.name, "not_listed")
            if before != session.result:
                about = [each for each in day.person["findings"] if each["session"] == session.name]
                moved = _event(day.date, day.edition, session.name, session.result)
                if about:
                    said = about[0]
                    moved |= {"minutes": said["minutes"], "clause": said["clause"], "evidence": said["evidence"]}
                yield moved | {"was": before, "was_edition": self.closed["editions"].get(day.date.isoformat(), 0)}


def _event(day: date, edition: int, session: str, code: str) -> EventDoc:
    return {
        "date": day.isoformat(),
        "edition": edition,
        "session": session,
        "code": code,
        "minutes": 0,
        "counted": "1",
        "clause": "",
        "evidence": [],
    }


# ---------------------------------------------------------------- into the open month


def alone(person: PersonMonthDoc) -> PersonMonthDoc:
    """Somebody who is in a month only for what an earlier one brings."""
    return totalled({**person, "due": "0", "attended": "0", "times": {}, "days": {}}, [])


def _with(person: PersonMonthDoc, waiting: Sequence[Due], owed: dict[str, dict[str, str]]) -> PersonMonthDoc:
    """A person with the lines of earlier months. Nobody's total goes below nothing: the rest is owed."""
    lines, left = list(person["lines"]), Decimal(person["total"])
    for due in waiting:
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

"""A month's allowance reckoned from the database as it stood at a change. Asked again, it gives the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attendance.allowance import SUPPLEMENT, Tariff, Terms, brief
from attendance.calendar import CalendarUnknown, calendar_day, working_days
from attendance.month import Decided, Noticed, OwnMonth, PostedDay, own_months
from attendance.month_document import BookDoc, OpenDoc, PersonMonthDoc, RunDoc, SumDoc
from attendance.pay.lines import money_text
from attendance.records import CalendarDay
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from office.home import Home
from office.postings import month_bounds
from store import month_decisions, notices, objections
from store.adoptions import adoptions
from store.calendar import entries, settled_years
from store.editions import days_as_of
from store.month_decisions import MonthDecision
from store.runs import rulebook_texts

Books = tuple[tuple[date, Rulebook], ...]
WEEKEND = 5


@dataclass(frozen=True)
class Month:
    """What a month is reckoned from. `texts` are the rulebooks by version, with their names."""

    terms: Terms
    own: Mapping[str, OwnMonth]
    editions: Mapping[date, int]
    notices: tuple[Noticed, ...]
    open: tuple[OpenDoc, ...]

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """The rulebooks that are used: by version, name and text."""
        return {book.version: (book.name, book.text) for _, book in self.terms.books}


def month_at(home: Home, month: str, as_of: int, books: Books = ()) -> Month:
    """A month as it stood at a change, by the rulebooks that held then or by others. Call inside a transaction or a
    reading. Raises CalendarUnknown, RulebookError, JobError."""
    first, last = month_bounds(month)
    if last.year not in settled_years(as_of):
        raise CalendarUnknown(last.year)
    known = entries(first, last, as_of)
    decisions = month_decisions.between(first, last, as_of)
    posted = [*_posted(first, last, as_of, known)]
    given = tuple(
        Noticed(each.id, each.number, each.kind, each.day, each.reason, each.by)
        for each in notices.between(first, last, as_of)
    )
    worked = working_days(first, last, known)
    editions = {day.date: day.edition for day in posted}
    unposted = tuple(day for day in worked if day not in editions)
    own = own_months(posted, given, decided_sessions(posted, decisions))
    terms = Terms(month, worked, books or books_of(home, first, last, as_of), unposted)
    return Month(terms, own, editions, given, tuple(_open(posted, decisions, as_of)))


def books_of(home: Home, first: date, last: date, as_of: int) -> Books:
    """The rulebooks that hold in a month, each with the first day of it on which it does."""
    found: dict[date, str] = {}
    adopted = [each for each in adoptions(as_of) if each.since <= last]
    if not any(each.since <= first for each in adopted):
        found[first] = home.first_rulebook()
    for each in adopted:
        found[max(each.since, first)] = each.text
    return tuple((since, load_rulebook(text)) for since, text in sorted(found.items()))


def frozen_books(books: Sequence[BookDoc]) -> Books:
    """The rulebooks that a run was frozen with."""
    texts = rulebook_texts({book["version"] for book in books})
    return tuple((date.fromisoformat(book["since"]), load_rulebook(texts[book["version"]])) for book in books)


def _posted(first: date, last: date, as_of: int, known: Mapping[date, CalendarDay]) -> Iterator[PostedDay]:
    """The posted days, each with what kind of day it is and its shifts beside the hours."""
    for day, number, document in days_as_of(first, last, as_of):
        if not document["rest"]:
            on = calendar_day(day, known)
            for person in document["people"]:
                person.pop("entries", None)  # no sum needs them, and a month of 2,000 people is held at once
            ((_, book),) = frozen_books([{"since": day.isoformat(), **document["rulebook"]}])
            beside = (name for name, shift in book.on(on).shifts.items() if not shift.instead)
            yield PostedDay(day, number, day_kind(on), document, frozenset(beside))


def day_kind(day: CalendarDay) -> str:
    """workday, makeup, rest or holiday."""
    weekend = day.date.weekday() >= WEEKEND
    if day.working:
        return "makeup" if weekend else "workday"
    return "rest" if weekend and day.source != "state" else "holiday"


# ---------------------------------------------------------------- what is not settled


def decided_sessions(posted: Sequence[PostedDay], decisions: Sequence[MonthDecision]) -> Decided:
    """How unknown sessions count where the office decided; a decision about everybody gives way to one about one, and
    an earlier to a later one."""
    found: dict[tuple[str, date, str], str] = {}
    told = sorted(decisions, key=lambda each: (bool(each.number), each.id))
    for day in posted:
        mine = [each for each in told if each.day == day.date and each.counts != "as_posted"]
        for person in day.document["people"] if mine else ():
            for session in person["sessions"]:
                for each in mine:
                    if each.number in ("", person["number"]) and each.session in ("", session["name"]):
                        found[person["number"], day.date, session["name"]] = each.counts
    return found


def _open(posted: Sequence[PostedDay], decisions: Sequence[MonthDecision], as_of: int) -> Iterator[OpenDoc]:
    """What stops an approval: unknown sessions and days under objection, each with what was decided about it."""
    objected: dict[date, list[OpenDoc]] = {}
    if posted:
        for each in objections.waiting(posted[0].date, posted[-1].date, as_of):
            found = _open_of("objection", each.number, each.day, each.session, f"objection:{each.id}")
            objected.setdefault(each.day, []).append(found)
    for day in posted:
        names = {person["number"]: person["name"] for person in day.document["people"]}
        unknown = [
            _open_of("unknown", person["number"], day.date, session["name"], "")
            for person in day.document["people"]
            for session in person["sessions"]
            if session["result"] == "unknown"
        ]
        for waiting in (*unknown, *objected.get(day.date, ())):
            waiting["name"] = names.get(waiting["number"], "")
            yield _with_decision(waiting, decisions)


def _open_of(kind: str, number: str, day: date, session: str, detail: str) -> OpenDoc:
    return {
        "kind": kind,
        "number": number,
        "name": "",
        "date": day.isoformat(),
        "session": session,
        "detail": detail,
        "decided": "",
        "reason": "",
        "by": "",
        "decision": 0,
    }


def _with_decision(waiting: OpenDoc, decisions: Sequence[MonthDecision]) -> OpenDoc:
    wanted = waiting["kind"] == "objection"
    about = [
        each
        for each in decisions
        if (each.counts == "as_posted") == wanted
        and each.day.isoformat() == waiting["date"]
        and each.number in ("", waiting["number"])
        and each.session in ("", waiting["session"])
    ]
    if not about:
        return waiting
    said = max(about, key=lambda each: (bool(each.number), each.id))
    return {**waiting, "decided": said.counts, "reason": said.reason, "by": said.by, "decision": said.id}


# ---------------------------------------------------------------- the sum of everybody


def people_of(found: Month) -> list[PersonMonthDoc]:
    """Everybody's lines, as a run keeps them. Raises AllowanceMissing."""
    tariff = Tariff(found.terms)
    return [brief(own, tariff) for own in found.own.values()]


def document_of(
    found: Month, people: Sequence[PersonMonthDoc], owed: dict[str, dict[str, str]], *, training: bool
) -> RunDoc:
    """A run as it is frozen."""
    return {
        "month": found.terms.month,
        "books": [
            {"since": since.isoformat(), "name": book.name, "version": book.version}
            for since, book in found.terms.books
        ],
        "editions": {day.isoformat(): number for day, number in found.editions.items()},
        "working": [day.isoformat() for day in found.terms.working],
        "unposted": [day.isoformat() for day in found.terms.unposted],
        "notices": [notice.id for notice in found.notices],
        "open": [*found.open],
        "supplements": sorted(
            {line["name"] for person in people for line in person["lines"] if line["stage"] == SUPPLEMENT}
        ),
        "owed": owed,
        "people": [*people],
        "units": [
            {"unit": unit, **sum_of([person for person in people if person["unit"] == unit])}
            for unit in sorted({person["unit"] for person in people})
        ],
        "sum": sum_of(people),
        "training": training,
    }


def sum_of(people: Sequence[PersonMonthDoc]) -> SumDoc:
    """What some people come to together."""
    return {
        "people": len(people),
        "gross": _added(person["gross"] for person in people),
        "deducted": _added(person["deducted"] for person in people),
        "supplement": _added(person["supplement"] for person in people),
        "total": _added(person["total"] for person in people),
    }


def _added(amounts: Iterator[str]) -> str:
    return money_text(sum(map(Decimal, amounts), Decimal(0)))

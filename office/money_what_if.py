"""What if, over money: a month's allowance by another rulebook or another rate, beside what the run says. Nothing is
kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from attendance.allowance import AllowanceMissing, Terms
from attendance.allowance_rules import Item
from attendance.calendar import calendar_day
from attendance.month import DayAt, OwnMonth, own_day
from attendance.month_document import PersonMonthDoc
from attendance.pay.lines import money_text
from attendance.rulebook import Rulebook
from office.allowances import run_of
from office.failures import JobError
from office.home import Home
from office.postings import month_bounds
from office.reckoning import Books, Month, books_of, day_kind, frozen_books, month_at, people_of
from office.what_if import Beside
from store import runs
from store.calendar import entries
from store.database import last_change

PRICED = ("rates", "bonuses", "deductions")


class PersonMoney(NamedTuple):
    """A person's month for its own sake, without what earlier months bring: as it stands, and as it would be."""

    number: str
    name: str
    unit: str
    before: str
    after: str


@dataclass(frozen=True)
class MoneyBeside:
    """A month's allowance beside itself. Totals leave out what earlier months bring."""

    month: str
    before: str
    after: str
    people: tuple[PersonMoney, ...]

    @property
    def moved(self) -> tuple[PersonMoney, ...]:
        """Those who would get another sum."""
        return tuple(person for person in self.people if person.before != person.after)


def other_rates(home: Home, month: str, amounts: Mapping[str, Decimal]) -> MoneyBeside:
    """A month, closed or not, with other amounts for items named as in the rulebook. Raises JobError."""
    before = run_of(home, month).run["people"]
    with home.store.reading():
        as_of = last_change()
        frozen = runs.latest_run(month, as_of)
        closed = frozen if frozen and frozen.state == runs.CLOSED else None
        books = frozen_books(closed.document["books"]) if closed else books_of(home, *month_bounds(month), as_of)
        priced = tuple((since, _priced(book, amounts)) for since, book in books)
        _all_known(amounts, [book for _, book in books])
        after = people_of(month_at(home, month, closed.change if closed else as_of, priced))
    return _beside(month, before, after)


def _all_known(amounts: Mapping[str, Decimal], books: Iterable[Rulebook]) -> None:
    known = {item.name: item.title for book in books for item in _items(book)}
    for name in amounts:
        if name not in known:
            told = "、".join(f"{name}（{title}）" for name, title in known.items())
            raise JobError(f"规则里没有名为“{name}”的金额，有的是：{told or '没有'}")


def _items(book: Rulebook) -> Iterable[Item]:
    """What has an amount; a deduction that takes what some days earned has none."""
    found = (item for section in PRICED for item in getattr(book.book, section))
    return [item for item in found if item.amount is not None]


def _priced(book: Rulebook, amounts: Mapping[str, Decimal]) -> Rulebook:
    """The rulebook with other amounts; its text stays what it is, for it is cited and not kept."""
    sections: dict[str, Any] = {
        section: tuple(
            replace(item, amount=amounts[item.name]) if item.name in amounts and item.amount is not None else item
            for item in getattr(book.book, section)
        )
        for section in PRICED
    }
    return Rulebook(book.text, replace(book.book, **sections))


def money_beside(home: Home, found: Beside, month: str) -> MoneyBeside | None:
    """What a month judged by another rulebook would pay by it; None where either says nothing of an allowance. A closed
    month is set beside what its days come to by the rulebooks that it was closed with."""
    first, last = month_bounds(month)
    with home.store.reading():
        as_of = last_change()
        known = entries(first, last, as_of)
        try:
            here = month_at(home, month, as_of, _closed_books(month, as_of))
            before = people_of(here)
            own = _judged(found, here, {day: day_kind(calendar_day(day, known)) for day in here.editions})
            terms = Terms(month, here.terms.working, ((first, found.rulebook),), here.terms.unposted)
            after = people_of(Month(terms, own, here.editions, here.notices, ()))
        except (AllowanceMissing, JobError):
            return None
    return _beside(month, before, after)


def _closed_books(month: str, as_of: int) -> Books:
    """The rulebooks with which a month was closed; none while it is open."""
    frozen = runs.latest_run(month, as_of)
    return frozen_books(frozen.document["books"]) if frozen and frozen.state == runs.CLOSED else ()


def _judged(found: Beside, here: Month, kinds: Mapping[date, str]) -> dict[str, OwnMonth]:
    """Everybody's month as the other rulebook judges it; what the office decided where nobody knows holds there too."""
    notices = {person.number: person.notices for person in here.own.values()}
    shifts = [shift for duty in found.rulebook.book.duty for shift in duty.shifts]
    beside = frozenset(shift.hours.name for shift in shifts if not shift.instead)
    decided = {
        (own.number, day.date, session.name): session.decided
        for own in here.own.values()
        for day in own.days
        for session in day.sessions
        if session.decided
    }
    return {
        person.number: OwnMonth(
            person.number,
            tuple(
                own_day(DayAt(day, here.editions[day], kinds[day], beside), judged, decided)
                for day, judged in person.what_if.days
            ),
            notices.get(person.number, ()),
        )
        for person in found.people
        if person.what_if.days
    }


def _beside(month: str, before: Iterable[PersonMonthDoc], after: Iterable[PersonMonthDoc]) -> MoneyBeside:
    here, there = ({person["number"]: person for person in people} for people in (before, after))
    people = tuple(
        PersonMoney(
            number,
            (there.get(number) or here[number])["name"],
            (there.get(number) or here[number])["unit"],
            _own(here.get(number)),
            _own(there.get(number)),
        )
        for number in sorted(here.keys() | there.keys())
    )
    return MoneyBeside(month, _sum(each.before for each in people), _sum(each.after for each in people), people)


def _sum(amounts: Iterable[str]) -> str:
    return money_text(sum(map(Decimal, amounts), Decimal(0)))


def _own(person: PersonMonthDoc | None) -> str:
    return money_text(Decimal(person["total"]) - Decimal(person["supplement"])) if person else "0.00"

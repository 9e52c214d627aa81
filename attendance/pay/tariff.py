"""Which entry of the rulebook holds: for an item, on a day, for somebody at a place."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from attendance.allowance_rules import AllowancePlan, Item, Rate
from attendance.document import PersonDoc
from attendance.month import DayAt
from attendance.rulebook import Rulebook

ItemT = TypeVar("ItemT", bound=Item)
SECTIONS = ("rates", "bonuses", "deductions", "steps", "forfeits")
PLACES = ("roles", "posts", "units", "groups", "floors")  # as in `place_of`


class AllowanceMissing(Exception):  # noqa: N818 - named for what it says, as the house calls it
    """The rulebook of a month says nothing about an allowance."""

    def __init__(self, month: str, rulebook: str) -> None:
        super().__init__(month, rulebook)
        self.month, self.rulebook = month, rulebook


@dataclass(frozen=True)
class Terms:
    """What a month is reckoned by: its working days, the rulebooks with the first day on which each holds, and which of
    the working days are not posted."""

    month: str
    working: tuple[date, ...]
    books: tuple[tuple[date, Rulebook], ...]
    unposted: tuple[date, ...] = ()

    @cached_property
    def last(self) -> date:
        """The month's last day: what concerns the month whole goes by it."""
        first = date.fromisoformat(f"{self.month}-01")
        return first.replace(day=monthrange(first.year, first.month)[1])

    def book(self, day: date) -> Rulebook:
        """The rulebook that holds on a day."""
        return next((book for since, book in reversed(self.books) if since <= day), self.books[0][1])


class Tariff:
    """Looks entries up, and remembers what it found: a month asks for the same few 80,000 times."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._begun: dict[tuple[str, date], dict[str, list[Item]]] = {}
        self._chosen: dict[tuple[object, ...], Item | None] = {}
        self._rates: dict[tuple[object, ...], tuple[Rate, ...]] = {}
        self._most: dict[tuple[str, tuple[str, ...]], Decimal | None] = {}
        self.working = frozenset(terms.working)

    @cached_property
    def plan(self) -> AllowancePlan:
        """How the items are put together, as it holds on the month's last day. Raises AllowanceMissing."""
        book, last = self.terms.book(self.terms.last), self.terms.last
        begun = [plan for plan in book.book.allowance if plan.since <= last]
        if not begun:
            raise AllowanceMissing(self.terms.month, book.name)
        return max(begun, key=lambda plan: plan.since)

    def items(self, section: str, day: date) -> Mapping[str, Sequence[Item]]:
        """The entries of a section that have begun by a day, by name: the narrowest and latest first."""
        if (section, day) not in self._begun:
            found: dict[str, list[Item]] = {}
            entries = [entry for entry in getattr(self.terms.book(day).book, section) if entry.since <= day]
            for entry in sorted(entries, key=lambda entry: (entry.narrow, entry.since), reverse=True):
                found.setdefault(entry.name, []).append(entry)
            self._begun[section, day] = found
        return self._begun[section, day]

    def names(self, section: str) -> list[str]:
        """The items of a section that hold on any day of the month, in the order of the rulebooks."""
        found = [entry.name for _, book in self.terms.books for entry in getattr(book.book, section)]
        return list(dict.fromkeys(found))

    def entry(self, section: str, name: str, day: date, person: PersonDoc, key: tuple[object, ...] = ()) -> Item | None:
        """The entry of an item that holds for somebody on a day; `key` is what a rate is narrowed by besides: kind of
        day, session, whether it is a shift beside the hours."""
        return self._entry(section, name, day, self.place_of(person), key)

    def _entry(
        self, section: str, name: str, day: date, place: tuple[str, ...], key: tuple[object, ...]
    ) -> Item | None:
        asked = section, name, day, place, key
        if asked not in self._chosen:
            fitting = (item for item in self.items(section, day).get(name, ()) if _fits(item, place, key))
            self._chosen[asked] = next(fitting, None)
        return self._chosen[asked]

    def rates(self, day: DayAt, place: tuple[str, ...], session: str, beside: bool) -> tuple[Rate, ...]:
        """What pays for a session: of each item the entry that holds, in their order."""
        asked = day.date, day.kind, place, session, beside
        if asked not in self._rates:
            key = day.kind, session, beside
            found = (self._entry("rates", name, day.date, place, key) for name in self.names("rates"))
            self._rates[asked] = tuple(rate for rate in found if isinstance(rate, Rate) and rate.amount)
        return self._rates[asked]

    def most(self, name: str, person: PersonDoc) -> Decimal | None:
        """What a rate comes to at most in the month, for somebody as he was placed last: the least that its entries say
        which are in force on the month's last day, whichever of them paid."""
        asked = name, self.place_of(person)
        if asked not in self._most:
            standing: dict[tuple[object, ...], Rate] = {}
            for rate in self.items("rates", self.terms.last).get(name, ()):
                if isinstance(rate, Rate) and _fits(rate, asked[1], ()):
                    standing.setdefault((rate.days, rate.shifts), rate)
            said = (rate.at_most for rate in standing.values() if rate.at_most is not None)
            self._most[asked] = min(said, default=None)
        return self._most[asked]

    @cached_property
    def forgone(self) -> frozenset[str]:
        """The rates that some deduction may take back day by day."""
        books = (book.book for _, book in self.terms.books)
        return frozenset(name for book in books for entry in book.deductions for name in entry.forgoes)

    @cached_property
    def by_month(self) -> frozenset[str]:
        """The rates that pay for the month whole."""
        return frozenset(rate.name for _, book in self.terms.books for rate in book.book.rates if rate.per == "month")

    @cached_property
    def _named(self) -> tuple[frozenset[str], ...]:
        """Of each of PLACES what any entry of the month names; whatever else it may be, nothing depends on it."""
        books = [book.book for _, book in self.terms.books]
        entries = [entry for book in books for section in SECTIONS for entry in getattr(book, section)]
        return tuple(frozenset(name for entry in entries for name in getattr(entry, field)) for field in PLACES)

    def place_of(self, person: PersonDoc) -> tuple[str, ...]:
        """What of a person makes a difference to what holds for him: of 1,000 windows the few that are named."""
        return tuple(mine if mine in named else "" for mine, named in zip(place_of(person), self._named, strict=True))

    def monthly(self, section: str, person: PersonDoc) -> list[Item]:
        """The entries that hold for the month whole, for somebody as he was placed last."""
        found = [self.entry(section, name, self.terms.last, person) for name in self.items(section, self.terms.last)]
        order = {name: place for place, name in enumerate(self.names(section))}
        return sorted((item for item in found if item), key=lambda item: order[item.name])


def place_of(person: PersonDoc) -> tuple[str, ...]:
    """What an item may be narrowed by, of a person."""
    return person["role"], person["post"], person["unit"], person["group"], person["floor"]


def _fits(item: Item, place: Sequence[str], key: tuple[object, ...]) -> bool:
    allowed = [getattr(item, field) for field in PLACES]
    here = all(not names or mine in names for names, mine in zip(allowed, place, strict=True))
    return here and (not key or _fits_session(item, *key))


def _fits_session(item: Item, kind: object, session: object, beside: object) -> bool:
    """Whether a rate is for such a session: one that names no shifts pays no shift beside the hours."""
    days, shifts = getattr(item, "days", ()), getattr(item, "shifts", ())
    return (not days or kind in days) and (session in shifts if shifts else not beside)

"""The lines of a sum, and the sum as it grows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from attendance.allowance_rules import Condition, Item
from attendance.month import OwnDay, OwnMonth, Sums, days_text
from attendance.pay.counting import Event, Measure, events, marked, total
from attendance.pay.tariff import Tariff
from attendance.rulebook import Rulebook

EARNED = frozenset({"rates", "bonuses"})  # the stages whose lines make up 应发
FINEST = Decimal("0.00000001")  # lines are exact to this; the sum is rounded to yuan and fen once
ALMOST = Decimal("0.000001")  # what a sum of such lines is exact to
NOTHING = Decimal(0)


class Line(NamedTuple):
    """One line. `amount` is signed; `rate` is yuan for each of `unit`, of a percentage what it is reckoned on."""

    stage: str
    name: str
    title: str
    quantity: str
    unit: str
    rate: Decimal
    amount: Decimal
    clause: str
    clause_id: str
    rulebook: str
    note: str = ""
    events: tuple[Event, ...] = ()


@dataclass
class Growing:
    """A person's sum while the stages add to it.

    `earned` keeps what a rate that may be forgone gave on each day, `most` the rates that come to no more than so much,
    `forgone` what of a rate was taken day by day, `kept` the part of an item that is left after what was taken in per
    cent. `told`: lines carry every event, attendance in full too.
    """

    own: OwnMonth
    tariff: Tariff
    sums: Sums
    told: bool = True
    lines: list[Line] = field(default_factory=list)
    earned: dict[tuple[str, date], Fraction] = field(default_factory=dict)
    most: dict[str, Decimal] = field(default_factory=dict)
    forgone: dict[str, Fraction] = field(default_factory=dict)
    kept: dict[str, Fraction] = field(default_factory=dict)

    @cached_property
    def marked(self) -> list[OwnDay]:
        """The days on which there is anything to count."""
        return marked(self.own)

    def events(self, counts: Collection[str], unit: str, measure: Measure = (None, None)) -> list[Event]:
        """Everything of the month that `counts` names, in order of time; see `counting.events`."""
        if not self.marked and not self.own.notices:
            return []
        return events(self.marked, self.own.notices, counts, unit, measure)

    def met(self, conditions: Iterable[Condition]) -> list[list[Event]]:
        """Of the conditions that the month meets, the events by which it does."""
        found = [(condition, self.events(condition.counts, condition.unit)) for condition in conditions]
        return [counted for condition, counted in found if condition.reached(2 * total(counted))]

    @property
    def total(self) -> Decimal:
        """What stands so far."""
        return sum((line.amount for line in self.lines), NOTHING)

    @property
    def left(self) -> Decimal:
        """What can still be taken."""
        return max(self.total, NOTHING)

    def given(self, names: Sequence[str]) -> Decimal:
        """What the named items earned; without names all that is left."""
        if not names:
            return self.left
        mine = (line.amount for line in self.lines if line.stage in EARNED and line.name in names)
        return sum(mine, NOTHING)

    def standing(self, names: Sequence[str]) -> Decimal:
        """What is left of the named items, so that nothing is taken twice; without names all that is left."""
        return min(self.left, times(Decimal(1), self._standing(names))) if names else self.left

    def _standing(self, names: Iterable[str]) -> Fraction:
        parts = (
            (Fraction(self.given((name,))) - self.forgone.get(name, 0)) * self.kept.get(name, 1)
            for name in dict.fromkeys(names)
        )
        return sum(parts, Fraction(0))

    def take(self, names: Sequence[str], amount: Decimal) -> None:
        """Remember that so much is taken from the named items alike; without names from all that there are."""
        whole = self._standing(names) if names else Fraction(self.left)
        mine = names or {line.name for line in self.lines if line.stage in EARNED}
        for name in mine if whole > 0 else ():
            self.kept[name] = self.kept.get(name, Fraction(1)) * max(1 - Fraction(amount) / whole, Fraction(0))

    def forgo(self, name: str, days: Iterable[date]) -> Fraction:
        """By how much less a rate comes to without those days, of what is left of it; no day is forgone twice."""
        before = self.earning(name)
        for day in days:
            self.earned.pop((name, day), None)
        less = before - self.earning(name)
        self.forgone[name] = self.forgone.get(name, Fraction(0)) + less
        return less * self.kept.get(name, 1)

    def earning(self, name: str) -> Fraction:
        """What a rate comes to by the days that have not been forgone."""
        earned = sum((pay for (item, _), pay in self.earned.items() if item == name), Fraction(0))
        return min(earned, Fraction(self.most.get(name, earned)))

    @property
    def book(self) -> Rulebook:
        """The rulebook by which the month whole is reckoned."""
        terms = self.tariff.terms
        return terms.book(terms.last)

    @property
    def served(self) -> int:
        """On how many working days of the month the person was on the roster, as posted."""
        return sum(day.date in self.tariff.working for day in self.own.days)


def line_of(  # noqa: PLR0913 - what stands in a line
    stage: str,
    item: Item,
    book: Rulebook,
    *,
    quantity: Fraction | str,
    unit: str,
    rate: Decimal,
    amount: Decimal,
    title: str = "",
    note: str = "",
    events: Iterable[Event] = (),
) -> Line:
    """A line by an item of a rulebook."""
    shown = quantity if isinstance(quantity, str) else days_text(quantity)
    cited = book.citation(item.clause), item.clause, book.version
    return Line(stage, item.name, title or item.title, shown, unit, rate, amount, *cited, note, tuple(events))


def times(amount: Decimal, quantity: Fraction) -> Decimal:
    """So much for each, so many times."""
    exact = amount * quantity.numerator / quantity.denominator
    return exact.quantize(FINEST, ROUND_HALF_UP).normalize() if exact else NOTHING


def percent_of(amount: Decimal, percent: int) -> Decimal:
    """So many per cent."""
    return times(amount, Fraction(percent, 100))


def money_text(amount: Decimal) -> str:
    """380.00; with more decimals only where there are more."""
    plain = f"{amount.normalize():f}" if amount else "0"
    decimals = len(plain.partition(".")[2])
    return plain if decimals > 2 else f"{amount:.2f}" if amount else "0.00"

"""The lines of a sum, and the sum as it grows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from attendance.allowance_rules import Item
from attendance.month import OwnMonth, Sums, days_text
from attendance.pay.counting import Event
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
    """A person's sum while the stages add to it. `earned` keeps what each rate gave on each day."""

    own: OwnMonth
    tariff: Tariff
    sums: Sums
    lines: list[Line] = field(default_factory=list)
    earned: dict[tuple[str, date], Fraction] = field(default_factory=dict)

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

    @property
    def book(self) -> Rulebook:
        """The rulebook by which the month whole is reckoned."""
        terms = self.tariff.terms
        return terms.book(terms.last)

    @property
    def served(self) -> int:
        """On how many working days of the month the person was on the roster, as posted."""
        mine = {day.date for day in self.own.days}
        return sum(day in mine for day in self.tariff.terms.working)


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

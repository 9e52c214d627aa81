"""What is taken off in per cent: by steps of a count, and what is forfeited."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attendance.allowance_rules import Forfeit, Item, Steps
from attendance.pay.counting import Event, total
from attendance.pay.lines import Growing, Line, line_of, percent_of

ALL = 100
ONE = 2  # in halves, as bounds are


def steps(growing: Growing) -> Iterator[Line]:
    """本中心规定 分档扣减: the more often, the larger the part that is taken, until nothing is left."""
    for entry in growing.tariff.monthly("steps", growing.own.last):
        if isinstance(entry, Steps):
            found = growing.events(entry.counts, entry.unit)
            yield from _share("steps", entry, (percent(entry, 2 * total(found)), entry.of), found, growing)


def percent(entry: Steps, counted: Fraction) -> int:
    """How many per cent so many (in halves) cost: the last row reached, and more for each beyond the last row."""
    reached = [row for row in entry.rows if counted >= row.at_least]
    if not reached:
        return 0
    beyond = (counted - reached[-1].at_least) // ONE if reached[-1] is entry.rows[-1] else 0
    return min(reached[-1].percent + beyond * entry.further, ALL)


def forfeits(growing: Growing) -> Iterator[Line]:
    """本中心规定 不发: a part or all is lost when so much is counted."""
    for entry in growing.tariff.monthly("forfeits", growing.own.last):
        if isinstance(entry, Forfeit):
            reached = growing.met(entry.when)
            found = sorted({event for each in reached for event in each})
            yield from _share("forfeits", entry, (entry.percent if reached else 0, entry.of), found, growing)


def _share(
    stage: str, entry: Item, taken: tuple[int, tuple[str, ...]], found: list[Event], growing: Growing
) -> Iterator[Line]:
    """So many per cent of what some items gave, or of what is left; never more than is left of them."""
    part, of = taken
    if not part:
        return
    base, standing = growing.given(of), growing.standing(of)
    amount = percent_of(base, part)
    note = "nothing_left" if amount > standing else ""
    taking = min(amount, standing)
    growing.take(of, taking)
    yield line_of(
        stage,
        entry,
        growing.book,
        quantity=str(part),
        unit="percent",
        rate=base,
        amount=-taking or Decimal(0),
        note=note,
        events=found,
    )

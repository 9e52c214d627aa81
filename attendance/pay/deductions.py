"""What is taken off for each time, minute or day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attendance.allowance_rules import Deduction
from attendance.document import PersonDoc
from attendance.pay.counting import Event, events, met
from attendance.pay.lines import NOTHING, Growing, Line, line_of, times
from attendance.pay.rates import limited

UNIT = {"time": "times", "minute": "times", "day": "days", "half_day": "days"}


def deductions(growing: Growing) -> Iterator[Line]:
    """本中心规定 扣款: so much for each that is counted, each by the entry that holds on its day."""
    places = {day.date: day.person for day in growing.own.days}
    for name in growing.tariff.names("deductions"):
        last = growing.tariff.entry("deductions", name, growing.tariff.terms.last, growing.own.last)
        most = last.at_most if isinstance(last, Deduction) else None
        yield from limited([*_deduction(name, places, growing)], most)


def _deduction(name: str, places: dict[date, PersonDoc], growing: Growing) -> Iterator[Line]:
    for entry, found in _counted(name, places, growing).items():
        if entry.when and not met(growing.own, entry.when):
            continue
        counted = found[entry.free :]
        if counted:
            yield _line(entry, counted, growing)


def _counted(name: str, places: dict[date, PersonDoc], growing: Growing) -> dict[Deduction, list[Event]]:
    """The events of an item by the entry that holds for each."""
    entries = [entry for _, book in growing.tariff.terms.books for entry in book.book.deductions if entry.name == name]
    found: dict[Deduction, list[Event]] = {}
    for entry in dict.fromkeys(entries):
        for event in events(growing.own, entry.counts, UNIT[entry.per]):
            place = places.get(event.date, growing.own.last)
            holds = growing.tariff.entry("deductions", name, event.date, place) is entry
            if holds and _long_enough(entry, event):
                found.setdefault(entry, []).append(_measured(entry, event))
    return found


def _long_enough(entry: Deduction, event: Event) -> bool:
    least, most = entry.minutes_from, entry.minutes_to
    return (least is None or event.minutes >= least) and (most is None or event.minutes <= most)


def _measured(entry: Deduction, event: Event) -> Event:
    """How much of the quantity an event makes: its minutes, its half-days, or as it was counted."""
    if entry.per == "minute":
        return event._replace(counted=Fraction(event.minutes))
    return event._replace(counted=2 * event.counted) if entry.per == "half_day" else event


def _line(entry: Deduction, counted: list[Event], growing: Growing) -> Line:
    book = growing.tariff.terms.book(counted[0].date)
    if entry.amount is None:
        days = sorted({event.date for event in counted})
        amount = times(Decimal(1), sum((_forgone(entry, day, growing) for day in days), Fraction(0)))
        return line_of(
            "deductions",
            entry,
            book,
            quantity=Fraction(len(days)),
            unit="day",
            rate=NOTHING,
            amount=-amount,
            note="forgoes",
            events=counted,
        )
    quantity = sum((event.counted for event in counted), Fraction(0))
    amount = times(entry.amount, quantity)
    return line_of(
        "deductions",
        entry,
        book,
        quantity=quantity,
        unit=entry.per,
        rate=entry.amount,
        amount=-amount,
        events=counted,
    )


def _forgone(entry: Deduction, day: date, growing: Growing) -> Fraction:
    """What the named rates gave on a day."""
    return sum((growing.earned.get((name, day), Fraction(0)) for name in entry.forgoes), Fraction(0))

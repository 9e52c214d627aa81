"""What is taken off for each time, minute or day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attendance.allowance_rules import Deduction
from attendance.document import PersonDoc
from attendance.pay.counting import Event
from attendance.pay.lines import NOTHING, Growing, Line, line_of, times
from attendance.pay.rates import limited

UNIT = {"time": "times", "minute": "times", "day": "days", "half_day": "half_days"}


def deductions(growing: Growing) -> Iterator[Line]:
    """本中心规定 扣款: so much for each that is counted, each by the entry that holds on its day."""
    places = {day.date: day.person for day in growing.own.days}
    for name in growing.tariff.names("deductions"):
        last = growing.tariff.entry("deductions", name, growing.tariff.terms.last, growing.own.last)
        most = last.at_most if isinstance(last, Deduction) else None
        yield from limited([*_deduction(name, places, growing)], most)


def _deduction(name: str, places: dict[date, PersonDoc], growing: Growing) -> Iterator[Line]:
    """The lines of one item. The times that are free are the first of the month, by whatever entry they count."""
    found: dict[Deduction, list[Event]] = {}
    for before, (event, entry) in enumerate(_counted(name, places, growing)):
        if before >= entry.free:
            found.setdefault(entry, []).append(_measured(entry, event))
    for entry, counted in found.items():
        if not entry.when or growing.met(entry.when):
            yield _line(entry, counted, growing)


def _counted(name: str, places: dict[date, PersonDoc], growing: Growing) -> list[tuple[Event, Deduction]]:
    """The events of an item in order of time, each with the entry that holds for it."""
    entries = [entry for _, book in growing.tariff.terms.books for entry in book.book.deductions if entry.name == name]
    found = [
        (event, entry)
        for entry in dict.fromkeys(entries)  # rulebooks that say the same count as one
        for event in growing.events(entry.counts, UNIT[entry.per], (entry.minutes_from, entry.minutes_to))
        if growing.tariff.entry("deductions", name, event.date, places.get(event.date, growing.own.last)) == entry
    ]
    return sorted(found, key=lambda each: each[0].date)


def _measured(entry: Deduction, event: Event) -> Event:
    """How much of the quantity an event makes: its minutes, its half-days, or as it was counted."""
    if entry.per == "minute":
        return event._replace(counted=Fraction(event.minutes))
    return event._replace(counted=2 * event.counted) if entry.per == "half_day" else event


def _line(entry: Deduction, counted: list[Event], growing: Growing) -> Line:
    book = growing.tariff.terms.book(counted[0].date)
    if entry.amount is None:
        days = sorted({event.date for event in counted})
        amount = times(Decimal(1), sum((growing.forgo(name, days) for name in entry.forgoes), Fraction(0)))
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

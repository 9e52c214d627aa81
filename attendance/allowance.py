"""出勤补助: a person's posted month → the lines of the sum.

The stages run in the order that the rulebook states; then the sum is not below 0, not above the cap, and rounded once.
All lines add up to the total exactly. Money is `Decimal` throughout, days are fractions, nothing is ever a float.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from attendance.document import PersonDoc
from attendance.month import OwnMonth, Sums, days_text, sums
from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc
from attendance.pay.bonuses import bonuses
from attendance.pay.counting import Event
from attendance.pay.deductions import deductions
from attendance.pay.lines import ALMOST, EARNED, NOTHING, Growing, Line, money_text
from attendance.pay.rates import rates
from attendance.pay.shares import forfeits, steps
from attendance.pay.tariff import AllowanceMissing, Tariff, Terms

__all__ = ["AllowanceMissing", "Line", "Tariff", "Terms", "allowance", "brief", "lines_of", "person_document", "reckon"]

STAGES: Mapping[str, Callable[[Growing], Iterator[Line]]] = {
    "rates": rates,
    "bonuses": bonuses,
    "deductions": deductions,
    "steps": steps,
    "forfeits": forfeits,
}
SUPPLEMENT = "supplement"  # what belongs to an earlier month


def reckon(months: Mapping[str, OwnMonth], terms: Terms) -> list[PersonMonthDoc]:
    """Everybody's month, in order of number. Raises AllowanceMissing."""
    tariff = Tariff(terms)
    return [person_document(own, lines_of(own, tariff)) for _, own in sorted(months.items())]


def allowance(own: OwnMonth, terms: Terms) -> PersonMonthDoc:
    """One person's month, every event with its line. Raises AllowanceMissing."""
    return person_document(own, lines_of(own, Tariff(terms)))


def lines_of(own: OwnMonth, tariff: Tariff, *, told: bool = True) -> list[Line]:
    """The lines of a person's sum, in the order in which they apply. Without `told` they leave out the events of
    attendance that is paid in full: a run of 2,000 people keeps what is out of the ordinary."""
    return _grown(own, tariff, told).lines


def brief(own: OwnMonth, tariff: Tariff) -> PersonMonthDoc:
    """A person's month as a run keeps it: attendance in full is told by its quantity, its days by the editions."""
    growing = _grown(own, tariff, told=False)
    return totalled(_head(own.last, growing.sums), [*map(line_document, growing.lines)])


def _grown(own: OwnMonth, tariff: Tariff, told: bool) -> Growing:
    growing = Growing(own, tariff, sums(own), told)
    for stage in tariff.plan.order:
        growing.lines.extend(STAGES[stage](growing))
    growing.lines.extend(_closing(growing))
    return growing


def _closing(growing: Growing) -> Iterator[Line]:
    """本中心规定 出勤补助: not below nothing, not above the cap, rounded once."""
    plan, total = growing.tariff.plan, growing.total
    if total < 0:
        yield _adjusted("floor", -total, growing)
        total = NOTHING
    if plan.cap is not None and total > plan.cap:
        yield _adjusted("cap", plan.cap - total, growing)
        total = plan.cap
    rounded = total.quantize(ALMOST, ROUND_HALF_UP).quantize(plan.rounding, ROUND_HALF_UP)
    if rounded != total:
        yield _adjusted("rounding", rounded - total, growing)


def _adjusted(stage: str, amount: Decimal, growing: Growing) -> Line:
    plan, book = growing.tariff.plan, growing.book
    return Line(stage, stage, "", "", "", NOTHING, amount, book.citation(plan.clause), plan.clause, book.version)


# ---------------------------------------------------------------- written down


def person_document(own: OwnMonth, lines: Iterable[Line]) -> PersonMonthDoc:
    """A person's month as plain values."""
    last, found = own.last, sums(own)
    return totalled(_head(last, found), [*map(line_document, lines)])


def _head(person: PersonDoc, found: Sums) -> PersonMonthDoc:
    return {
        "number": person["number"],
        "name": person["name"],
        "unit": person["unit"],
        "post": person["post"],
        "role": person["role"],
        "floor": person["floor"],
        "group": person["group"],
        "due": days_text(found.due),
        "attended": days_text(found.attended),
        "times": dict(sorted(found.times.items())),
        "days": {result: days_text(days) for result, days in sorted(found.days.items())},
        "lines": [],
        "gross": "0.00",
        "deducted": "0.00",
        "supplement": "0.00",
        "total": "0.00",
    }


def totalled(person: PersonMonthDoc, lines: list[LineDoc]) -> PersonMonthDoc:
    """The same person with these lines and what they come to."""
    gross, supplement, total = (
        sum((Decimal(line["amount"]) for line in lines if chosen(line["stage"])), NOTHING)
        for chosen in (EARNED.__contains__, SUPPLEMENT.__eq__, bool)
    )
    return {
        **person,
        "lines": lines,
        "gross": money_text(gross),
        "deducted": money_text(gross + supplement - total),
        "supplement": money_text(supplement),
        "total": money_text(total),
    }


def line_document(line: Line) -> LineDoc:
    """A line as plain values."""
    return {
        "stage": line.stage,
        "name": line.name,
        "title": line.title,
        "quantity": line.quantity,
        "unit": line.unit,
        "rate": money_text(line.rate),
        "amount": money_text(line.amount),
        "note": line.note,
        "clause": line.clause,
        "clause_id": line.clause_id,
        "rulebook": line.rulebook,
        "events": [*map(_event, line.events)],
    }


def _event(event: Event) -> EventDoc:
    return {
        "date": event.date.isoformat(),
        "edition": event.edition,
        "session": event.session,
        "code": event.code,
        "minutes": event.minutes,
        "counted": days_text(event.counted),
        "clause": event.clause,
        "evidence": [*event.evidence],
    }

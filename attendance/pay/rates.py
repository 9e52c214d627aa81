"""What attendance earns, session by session, each by the entry that holds on that day for that person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from attendance.allowance_rules import Rate
from attendance.month import DAY, DayAt, OwnDay, OwnSession
from attendance.pay.counting import of_session
from attendance.pay.lines import NOTHING, Growing, Line, line_of, percent_of, times
from attendance.rulebook import Rulebook

WHOLE = 100


@dataclass
class _Pay:
    """What one entry pays: for attendance, or (`kind`) for a kind of leave in per cent."""

    rate: Rate
    kind: str
    percent: int
    book: Rulebook
    parts: int = 0  # of DAY
    counted: list[tuple[OwnDay, OwnSession, int]] = field(default_factory=list)


def rates(growing: Growing) -> Iterator[Line]:
    """本中心规定 出勤补助: so much for each day or session attended, or for the month by days served."""
    paid: dict[str, list[_Pay]] = {}
    for pay in _daily(growing):
        paid.setdefault(pay.rate.name, []).append(pay)
    for name in growing.tariff.names("rates"):
        lines = [*(_line(pay) for pay in paid.get(name, ())), *_monthly(name, growing)]
        most = growing.tariff.most(name, growing.own.last)
        if most is not None:
            growing.most[name] = most
        yield from limited(lines, most)


def _daily(growing: Growing) -> Iterable[_Pay]:
    """Every session by what pays for it, in order of time."""
    found: dict[tuple[int, str, int], _Pay] = {}
    tariff = growing.tariff
    for day in growing.own.days:
        at, place = DayAt(day.date, day.edition, day.kind), tariff.place_of(day.person)
        for session in day.sessions:
            for rate in tariff.rates(at, place, session.name, session.beside):
                kind, percent = _paid(rate, session)
                if percent:
                    group = id(rate), kind, percent  # an entry is hashed by what it is: 80,000 times is too slow
                    if group not in found:
                        found[group] = _Pay(rate, kind, percent, tariff.terms.book(day.date))
                    _add(found[group], day, session, growing)
    return found.values()


def _paid(rate: Rate, session: OwnSession) -> tuple[str, int]:
    """In per cent, whether a session is paid; of leave with its kind."""
    if rate.per == "month":
        return "", 0
    if session.result == "on_time" or session.attended:
        return "", 0 if session.result in rate.unpaid else WHOLE
    family, _, kind = session.result.partition(":")
    paid = (each.percent for each in rate.leave if kind in each.kinds or family in each.kinds)
    return kind, next(paid, 0) if family == "on_leave" else 0


def _add(pay: _Pay, day: OwnDay, session: OwnSession, growing: Growing) -> None:
    """A session's part of a day; a shift beside the hours that is paid by the day is a whole one."""
    parts = DAY if pay.rate.per == "session" or session.beside else session.parts
    pay.parts += parts
    if growing.told or pay.kind:
        pay.counted.append((day, session, parts))
    if pay.rate.name in growing.tariff.forgone:
        earned, key = growing.earned, (pay.rate.name, day.date)
        more = Fraction(pay.rate.amount) * pay.percent * parts / (WHOLE * DAY)
        earned[key] = earned.get(key, Fraction(0)) + more


def _line(pay: _Pay) -> Line:
    rate, quantity, each = pay.rate, Fraction(pay.parts, DAY), percent_of(pay.rate.amount, pay.percent)
    share = "" if pay.percent == WHOLE else f" {pay.percent}%"
    found = (of_session(day, session, Fraction(parts, DAY)) for day, session, parts in pay.counted)
    return line_of(
        "rates",
        rate,
        pay.book,
        quantity=quantity,
        unit=rate.per,
        rate=each,
        amount=times(each, quantity),
        title=f"{rate.title}（{pay.kind}{share}）" if pay.kind else rate.title,
        events=found,
    )


def _monthly(name: str, growing: Growing) -> Iterator[Line]:
    """A sum for the month, by the working days served, each by the entry that holds on it."""
    if name not in growing.tariff.by_month:
        return
    terms, served, books = growing.tariff.terms, Counter[Rate](), dict[Rate, Rulebook]()
    for day in growing.own.days:
        rate = growing.tariff.entry("rates", name, day.date, day.person, ("workday", "", False))
        if isinstance(rate, Rate) and rate.per == "month" and day.date in growing.tariff.working:
            served[rate] += 1
            books.setdefault(rate, terms.book(day.date))
    for rate, days in served.items():
        part = Fraction(days, len(terms.working))
        shown = "1" if part == 1 else f"{days}/{len(terms.working)}"
        amount = times(rate.amount, part)
        yield line_of("rates", rate, books[rate], quantity=shown, unit="month", rate=rate.amount, amount=amount)


def limited(lines: list[Line], most: Decimal | None) -> Iterator[Line]:
    """Lines that together come to no more than so much, whatever their sign."""
    left = most
    for line in lines:
        if left is None or abs(line.amount) <= left:
            yield line
        else:
            yield line._replace(amount=left.copy_sign(line.amount) if left else NOTHING, note="at_most")
        left = None if left is None else max(left - abs(line.amount), NOTHING)

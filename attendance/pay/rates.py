"""What attendance earns, session by session, each by the entry that holds on that day for that person."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attendance.allowance_rules import Rate
from attendance.month import OwnDay, OwnSession
from attendance.pay.counting import Event, of_session
from attendance.pay.lines import NOTHING, Growing, Line, line_of, percent_of, times
from attendance.rulebook import Rulebook

WHOLE = 100
Group = tuple[Rate, str, int]  # an entry, the kind of leave it pays for (empty: attendance), in per cent


def rates(growing: Growing) -> Iterator[Line]:
    """本中心规定 出勤补助: so much for each day or session attended, or for the month by days served."""
    for name in growing.tariff.names("rates"):
        yield from _rate(name, growing)


def _rate(name: str, growing: Growing) -> Iterator[Line]:
    """The lines of one item; together they come to no more than the entry that was used last allows."""
    quantities: dict[Group, Fraction] = {}
    counted: dict[Group, list[Event]] = {}
    books: dict[Group, Rulebook] = {}
    for day in growing.own.days:
        for session in day.sessions:
            group = _group(name, day, session, growing)
            if group is None:
                continue
            part = _part(group[0], session)
            quantities[group] = quantities.get(group, Fraction(0)) + part
            counted.setdefault(group, []).append(of_session(day, session, part))
            books.setdefault(group, growing.tariff.terms.book(day.date))
            _remember(name, day, group, part, growing)
    most = [rate.at_most for rate, _, _ in quantities]
    yield from limited([*_daily(quantities, counted, books), *_monthly(name, growing)], most[-1] if most else None)


def _group(name: str, day: OwnDay, session: OwnSession, growing: Growing) -> Group | None:
    """By what a session is paid, if it is."""
    key = day.kind, session.name, session.beside
    rate = growing.tariff.entry("rates", name, day.date, day.person, key)
    if not isinstance(rate, Rate) or rate.per == "month" or not rate.amount:
        return None
    if session.attended:
        return None if session.result in rate.unpaid else (rate, "", WHOLE)
    family, _, kind = session.result.partition(":")
    paid = (each.percent for each in rate.leave if kind in each.kinds or family in each.kinds)
    percent = next(paid, 0) if family == "on_leave" else 0
    return (rate, kind, percent) if percent else None


def _part(rate: Rate, session: OwnSession) -> Fraction:
    """A session's part of a day; a shift beside the hours that is paid by the day is a whole one."""
    return Fraction(1) if rate.per == "session" or session.beside else session.share


def _remember(name: str, day: OwnDay, group: Group, part: Fraction, growing: Growing) -> None:
    rate, _, percent = group
    pay = Fraction(rate.amount) * part * percent / WHOLE
    growing.earned[name, day.date] = growing.earned.get((name, day.date), Fraction(0)) + pay


def _daily(
    quantities: dict[Group, Fraction], counted: dict[Group, list[Event]], books: dict[Group, Rulebook]
) -> Iterator[Line]:
    for group, quantity in quantities.items():
        rate, kind, percent = group
        title = f"{rate.title}（{kind}{'' if percent == WHOLE else f' {percent}%'}）" if kind else rate.title
        each = percent_of(rate.amount, percent)
        amount, found = times(each, quantity), counted[group]
        yield line_of(
            "rates",
            rate,
            books[group],
            quantity=quantity,
            unit=rate.per,
            rate=each,
            amount=amount,
            title=title,
            events=found,
        )


def _monthly(name: str, growing: Growing) -> Iterator[Line]:
    """A sum for the month, by the working days served."""
    terms = growing.tariff.terms
    rate = growing.tariff.entry("rates", name, terms.last, growing.own.last, ("workday", "", False))
    if isinstance(rate, Rate) and rate.per == "month" and terms.working and growing.served:
        part = Fraction(growing.served, len(terms.working))
        shown = "1" if part == 1 else f"{growing.served}/{len(terms.working)}"
        amount = times(rate.amount, part)
        yield line_of("rates", rate, growing.book, quantity=shown, unit="month", rate=rate.amount, amount=amount)


def limited(lines: list[Line], most: Decimal | None) -> Iterator[Line]:
    """Lines that together come to no more than so much, whatever their sign."""
    left = most
    for line in lines:
        if left is None or abs(line.amount) <= left:
            yield line
        else:
            yield line._replace(amount=left.copy_sign(line.amount) if left else NOTHING, note="at_most")
        left = None if left is None else max(left - abs(line.amount), NOTHING)

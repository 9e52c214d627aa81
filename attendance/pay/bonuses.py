"""What is paid for the whole month, and what takes it away."""

from collections.abc import Iterator
from fractions import Fraction

from attendance.allowance_rules import Bonus
from attendance.month import days_text
from attendance.pay.lines import NOTHING, Growing, Line, line_of, times


def bonuses(growing: Growing) -> Iterator[Line]:
    """R5 全勤奖: lost when so much is counted, else whole or by the days served or attended."""
    for bonus in growing.tariff.monthly("bonuses", growing.own.last):
        if isinstance(bonus, Bonus) and bonus.amount:
            yield _bonus(bonus, growing)


def _bonus(bonus: Bonus, growing: Growing) -> Line:
    lost = growing.met(bonus.lost_when)
    part, shown = (Fraction(0), "0") if lost else _part(bonus, growing)
    note = "lost" if lost else "not_whole_month" if not part else ""
    why = sorted({event for events in lost for event in events})
    amount = times(bonus.amount, part) if part else NOTHING
    return line_of(
        "bonuses",
        bonus,
        growing.book,
        quantity=shown,
        unit="month",
        rate=bonus.amount,
        amount=amount,
        note=note,
        events=why,
    )


def _part(bonus: Bonus, growing: Growing) -> tuple[Fraction, str]:
    """How much of it, and as it is shown: 19.5/21."""
    working = len(growing.tariff.terms.working)
    if bonus.share == "whole":
        whole = growing.served == working - len(growing.tariff.terms.unposted)
        return Fraction(whole), str(int(whole))
    days = Fraction(growing.served) if bonus.share == "served" else growing.sums.attended
    part = days / working if working else Fraction(0)
    return part, "1" if part == 1 else f"{days_text(days)}/{working}"

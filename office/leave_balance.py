"""What a person has taken of a kind of leave in a year, in words."""

from attendance.entries import Leave
from attendance.leave import Balance, days_text
from office.home import Home
from office.leave_request import balances


def balance_words(home: Home, number: str, kind: str, year: int, more: Leave | None = None) -> str:
    """年休假 2026 年：已登记 3 天，可休 5 天，还剩 2 天; `more` is a slip not filed yet, counted in.

    Raises CalendarUnknown, RulebookError.
    """
    found = next((each for each in balances(home, number, year, more) if each.kind == kind), None)
    return f"{kind} {year} 年：{_said(found, '连同这次共' if more else '已登记')}" if found else ""


def _said(balance: Balance, taken: str) -> str:
    said = f"{taken} {days_text(balance.taken)} 天"
    if balance.entitled is None or balance.left is None:
        return f"{said}，没有天数限额"
    left = f"还剩 {days_text(balance.left)} 天" if balance.left >= 0 else f"超出 {days_text(-balance.left)} 天"
    return f"{said}，可休 {days_text(balance.entitled)} 天，{left}"

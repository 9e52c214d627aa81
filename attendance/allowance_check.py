"""What a rulebook's sections about money may contradict in themselves: an item twice, a step back, a count of nothing.

Better told when the file is written than found in a month's sum.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from attendance.allowance_rules import (
    ALLOWANCE_SECTIONS,
    AllowancePlan,
    Bonus,
    Condition,
    Deduction,
    Forfeit,
    Item,
    Rate,
    Steps,
)
from attendance.assess import BESIDE, GRAVITY
from attendance.leave import days_text
from attendance.pay.counting import NOBODY_KNOWS
from attendance.rulebook import Book
from attendance.shape import Fault

ITEMS = tuple(section for section in ALLOWANCE_SECTIONS if section != "allowance")
PAID_ITEMS = ("rates", "bonuses")  # what `of` may name: the others give nothing
EVERY_CODE = BESIDE | GRAVITY.keys()
NOTICES = frozenset({"yellow_card", "notice"})
ON_LEAVE = "on_leave"
ATTENDED = frozenset(GRAVITY) - {"absent", "unknown"} | {"on_outing", "covered_elsewhere"}
MEASURED = frozenset(
    {
        "late",
        "left_early",
        "short_of_early",
        "short_of_stay",
        "outing_overrun",
        "overstayed",
        "away_unreported",
    }
)
MONTHLY_IDLE = ("days", "shifts", "unpaid", "leave", "at_most")  # say nothing of a sum for the month


def allowance_faults(book: Book) -> Iterator[Fault]:
    """Every fault of the money sections, each with its place."""
    yield from _plan_faults(book)
    yield from _names_faults(book)
    counted = _Counted(book)
    for section, check in CHECKS.items():
        for index, item in enumerate(getattr(book, section), 1):
            yield from check(f"{section}[{index}]", item, counted)


class _Counted:
    """What the rest of the rulebook gives money something to count by."""

    def __init__(self, book: Book) -> None:
        self.kinds = {kind.name for leave in book.leave for kind in leave.kinds}
        self.codes = EVERY_CODE | self.kinds | NOTICES | {ON_LEAVE}
        self.shifts = {shift.hours.name for duty in book.duty for shift in duty.shifts}
        self.daily = {rate.name for rate in book.rates if rate.per != "month"}
        self.paid = {item.name for section in PAID_ITEMS for item in getattr(book, section)}


# ---------------------------------------------------------------- plan and names


def _plan_faults(book: Book) -> Iterator[Fault]:
    used = [section for section in ITEMS if getattr(book, section)]
    if used and not book.allowance:
        yield Fault("allowance", ", ".join(used), "no_plan")
    needing = [section for section in _needing_rates(book) if book.rates]
    for index, plan in enumerate(book.allowance, 1):
        yield from _order_faults(f"allowance[{index}].order", plan, needing)


def _needing_rates(book: Book) -> Iterator[str]:
    """The stages that take a part of what was earned, and take nothing while nothing is."""
    if any(entry.forgoes for entry in book.deductions):
        yield "deductions"
    yield from (section for section in ("steps", "forfeits") if getattr(book, section))


def _order_faults(key: str, plan: AllowancePlan, needing: Iterable[str]) -> Iterator[Fault]:
    for section in needing:
        if plan.order.index(section) < plan.order.index("rates"):
            yield Fault(key, section, "before_rates")


def _names_faults(book: Book) -> Iterator[Fault]:
    """An item is one name in one section, and of two entries for the same people on the same day none could win."""
    sections: dict[str, str] = {}
    seen: set[tuple[object, ...]] = set()
    for section in ITEMS:
        for index, item in enumerate(getattr(book, section), 1):
            if sections.setdefault(item.name, section) != section:
                yield Fault(f"{section}[{index}].name", item.name, "item_elsewhere", sections[item.name])
            if _standing(item) in seen:
                yield Fault(f"{section}[{index}].name", item.name, "item_twice")
            seen.add(_standing(item))
    yield from _month_and_day(book.rates)


def _standing(item: Item) -> tuple[object, ...]:
    """For what and whom an entry is, and since when."""
    narrowing = item.roles, item.posts, item.units, item.groups, item.floors, *_of_rate(item)
    return type(item), item.name, item.since, *(frozenset(names) for names in narrowing)


def _of_rate(item: Item) -> tuple[tuple[str, ...], ...]:
    return (item.days, item.shifts) if isinstance(item, Rate) else ()


def _month_and_day(rates: Iterable[Rate]) -> Iterator[Fault]:
    """An item that is paid by the month here and by the day there would be paid twice for some days."""
    monthly: dict[str, bool] = {}
    for index, rate in enumerate(rates, 1):
        if monthly.setdefault(rate.name, rate.per == "month") != (rate.per == "month"):
            yield Fault(f"rates[{index}].per", rate.per, "month_and_day")


# ---------------------------------------------------------------- what is counted


def _counts(key: str, counts: Iterable[str], counted: _Counted) -> Iterator[Fault]:
    for code in counts:
        if code == NOBODY_KNOWS:
            yield Fault(f"{key}.counts", code, "silence_counted")
        elif code not in counted.codes:
            yield Fault(f"{key}.counts", code, "nothing_counted")


def _conditions(key: str, conditions: Iterable[Condition], counted: _Counted) -> Iterator[Fault]:
    for index, condition in enumerate(conditions, 1):
        place = f"{key}[{index}]"
        yield from _counts(place, condition.counts, counted)
        if (condition.at_least is None) == (condition.above is None):
            yield Fault(place, ", ".join(condition.counts), "one_bound")
        for name in ("at_least", "above"):
            yield from _whole_times(f"{place}.{name}", condition.unit, getattr(condition, name))


def _whole_times(key: str, unit: str, bound: int | None) -> Iterator[Fault]:
    """Bounds are in halves: days may be half, times may not."""
    if unit == "times" and bound is not None and bound % 2:
        yield Fault(key, days_text(bound), "number", "1–366")


def _items(key: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    there = sorted(known)
    yield from (Fault(key, name, "no_such_item", " / ".join(there) or "—") for name in names if name not in there)


# ---------------------------------------------------------------- the sections


def _rate_faults(key: str, rate: Rate, counted: _Counted) -> Iterator[Fault]:
    yield from (Fault(f"{key}.shifts", name, "no_such_shift") for name in rate.shifts if name not in counted.shifts)
    yield from (Fault(f"{key}.unpaid", code, "no_such_result") for code in rate.unpaid if code not in ATTENDED)
    yield from _paid_leave_faults(f"{key}.leave", rate, counted)
    if rate.per == "month":
        yield from (Fault(f"{key}.{name}", rate.name, "month_alone") for name in MONTHLY_IDLE if getattr(rate, name))


def _paid_leave_faults(key: str, rate: Rate, counted: _Counted) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, paid in enumerate(rate.leave, 1):
        for kind in paid.kinds:
            if kind not in counted.kinds | {ON_LEAVE}:
                yield Fault(f"{key}[{index}].kinds", kind, "no_such_kind")
            if kind in seen:
                yield Fault(f"{key}[{index}].kinds", kind, "twice")
            seen.add(kind)


def _bonus_faults(key: str, bonus: Bonus, counted: _Counted) -> Iterator[Fault]:
    yield from _conditions(f"{key}.lost_when", bonus.lost_when, counted)


def _deduction_faults(key: str, entry: Deduction, counted: _Counted) -> Iterator[Fault]:
    yield from _counts(key, entry.counts, counted)
    yield from _conditions(f"{key}.when", entry.when, counted)
    yield from _items(f"{key}.forgoes", entry.forgoes, counted.daily)
    yield from _per_faults(key, entry)
    if (entry.amount is None) == (not entry.forgoes):
        yield Fault(key, entry.name, "amount_or_forgoes")


def _per_faults(key: str, entry: Deduction) -> Iterator[Fault]:
    least, most = entry.minutes_from, entry.minutes_to
    if entry.per == "minute" or least is not None or most is not None:
        unmeasured = (code for code in entry.counts if code not in MEASURED)
        yield from (Fault(f"{key}.counts", code, "no_minutes") for code in unmeasured)
    if least is not None and most is not None and least > most:
        yield Fault(f"{key}.minutes_from", str(least), "minutes_order", str(most))
    if entry.free and entry.per in ("day", "half_day"):
        yield Fault(f"{key}.free", str(entry.free), "free_times")
    if entry.forgoes and entry.per != "day":
        yield Fault(f"{key}.per", entry.per, "forgoes_days")


def _steps_faults(key: str, entry: Steps, counted: _Counted) -> Iterator[Fault]:
    yield from _counts(key, entry.counts, counted)
    yield from _items(f"{key}.of", entry.of, counted.paid)
    for index, row in enumerate(entry.rows, 1):
        yield from _whole_times(f"{key}.rows[{index}].at_least", entry.unit, row.at_least)
    if any(one.at_least >= other.at_least or one.percent >= other.percent for one, other in pairwise(entry.rows)):
        shown = ", ".join(f"{days_text(row.at_least)}: {row.percent}" for row in entry.rows)
        yield Fault(f"{key}.rows", shown, "rows_order")


def _forfeit_faults(key: str, entry: Forfeit, counted: _Counted) -> Iterator[Fault]:
    yield from _conditions(f"{key}.when", entry.when, counted)
    yield from _items(f"{key}.of", entry.of, counted.paid)


CHECKS: Mapping[str, Callable[..., Iterator[Fault]]] = {
    "rates": _rate_faults,
    "bonuses": _bonus_faults,
    "deductions": _deduction_faults,
    "steps": _steps_faults,
    "forfeits": _forfeit_faults,
}

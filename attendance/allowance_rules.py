"""The sections of a rulebook about the attendance allowance (出勤补助): what is paid, what is taken off, in what order.

Amounts are written as text ("20.00"), so that no yuan is ever a binary fraction. Entries of one name are one item; on
a day, or for a person, the narrowest of its entries that fits is in force, and of equally narrow ones the latest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from attendance.chapters import optional
from attendance.sections import DATED, Dated
from attendance.shape import Key, RefusedError, Rows, halves, list_of, one_of, text, whole

STAGES = ("rates", "bonuses", "deductions", "steps", "forfeits")
KINDS_OF_DAY = ("workday", "makeup", "rest", "holiday")  # ordinary, 补班, duty on a weekend, duty on a holiday
LARGEST = Decimal(1_000_000)


@dataclass(frozen=True)
class AllowancePlan(Dated):
    """How the items are put together: stages in `order`, then not below 0, not above `cap`, rounded once."""

    order: tuple[str, ...]
    rounding: Decimal  # 0.01, 0.1 or 1 yuan, half up
    cap: Decimal | None


@dataclass(frozen=True)
class Condition:
    """So many times (`unit` times) or days of what `counts` names: finding codes, kinds of leave, on_leave, yellow_card
    and notice. Bounds are in halves, as everywhere: half-days, and twice the times."""

    counts: tuple[str, ...]
    unit: str
    at_least: int | None
    above: int | None

    def reached(self, counted: Fraction) -> bool:
        """Whether that many (in halves; a third of a day is two thirds of one) reach it."""
        return (self.at_least is None or counted >= self.at_least) and (self.above is None or counted > self.above)


@dataclass(frozen=True)
class Item(Dated):
    """What every item says of itself, and whom it is for; an empty list is for everybody."""

    name: str
    title: str
    roles: tuple[str, ...]
    posts: tuple[str, ...]
    units: tuple[str, ...]
    groups: tuple[str, ...]
    floors: tuple[str, ...]

    @property
    def narrow(self) -> int:
        """How narrowly it is meant: the narrower entry comes before the wider."""
        return sum(map(bool, (self.roles, self.posts, self.units, self.groups, self.floors)))


@dataclass(frozen=True)
class PaidLeave:
    """Kinds of leave (or results) that are paid for in part or whole, in per cent of the rate."""

    kinds: tuple[str, ...]
    percent: int


@dataclass(frozen=True)
class Rate(Item):
    """What attendance earns: per day or session attended, or per month served. `shifts` and `days` narrow it."""

    amount: Decimal
    per: str  # day, session, month
    days: tuple[str, ...]
    shifts: tuple[str, ...]
    unpaid: tuple[str, ...]  # results of attended sessions that earn nothing
    leave: tuple[PaidLeave, ...]
    at_most: Decimal | None

    @property
    def narrow(self) -> int:
        """Shifts and days are narrower than any place."""
        return super().narrow + 10 * bool(self.days) + 20 * bool(self.shifts)


@dataclass(frozen=True)
class Bonus(Item):
    """A sum for the month that what `lost_when` names takes away. `share`: whole, only who served the whole month has
    it; served, by days served; attended, by days attended."""

    amount: Decimal
    share: str
    lost_when: tuple[Condition, ...]


@dataclass(frozen=True)
class Deduction(Item):
    """So much off for each time, minute, day or half-day of what `counts` names; or (`forgoes`) what the named rates
    earned on those days. The first `free` times are let pass; `when` must be reached before anything is taken."""

    counts: tuple[str, ...]
    amount: Decimal | None
    forgoes: tuple[str, ...]
    per: str
    free: int
    minutes_from: int | None
    minutes_to: int | None
    when: tuple[Condition, ...]
    at_most: Decimal | None


@dataclass(frozen=True)
class StepRow:
    """From `at_least` times (or days, in halves) on, `percent` off."""

    at_least: int
    percent: int


@dataclass(frozen=True)
class Steps(Item):
    """Per cent off by count: the last row reached, and `further` per cent for each beyond the last row, up to all. `of`
    names the items it is reckoned on; none: all that stands so far."""

    counts: tuple[str, ...]
    unit: str
    of: tuple[str, ...]
    rows: tuple[StepRow, ...]
    further: int


@dataclass(frozen=True)
class Forfeit(Item):
    """A part, or all, of what `of` names (none: all that stands so far) is lost when any of `when` is reached."""

    when: tuple[Condition, ...]
    of: tuple[str, ...]
    percent: int


# ---------------------------------------------------------------- reading


def money(value: object) -> Decimal:
    """ "20.00": yuan, with at most two decimals, in quotation marks."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", value) or Decimal(value) > LARGEST:
        raise RefusedError("money")
    return Decimal(value)


def _rounding(value: object) -> Decimal:
    return Decimal(one_of("0.01", "0.1", "1")(value))


def _order(value: object) -> tuple[str, ...]:
    """Every stage once."""
    if not isinstance(value, list) or sorted(map(str, value)) != sorted(STAGES):
        raise RefusedError("stages", " ".join(STAGES))
    return tuple(map(str, value))


_COUNTS = Key(list_of(text()))
_NAMES = Key(list_of(text(r"[a-z][a-z0-9_]*")), ())
_PERCENT = Key(whole(0, 100))
_CONDITION = {
    "counts": _COUNTS,
    "unit": Key(one_of("times", "days"), "times"),
    "at_least": optional(halves),
    "above": optional(halves),
}
_CONDITIONS = Rows(Condition, _CONDITION)
_ITEM: Mapping[str, Key] = {
    **DATED,
    "name": Key(text(r"[a-z][a-z0-9_]*")),
    "title": Key(text()),
    **{place: Key(list_of(text()), ()) for place in ("roles", "posts", "units", "groups", "floors")},
}
_PLAN = {**DATED, "order": Key(_order), "rounding": Key(_rounding, Decimal("0.01")), "cap": optional(money)}
_RATE = {
    **_ITEM,
    "amount": Key(money),
    "per": Key(one_of("day", "session", "month")),
    "days": Key(list_of(one_of(*KINDS_OF_DAY)), ()),
    "shifts": Key(list_of(text()), ()),
    "unpaid": Key(list_of(text()), ()),
    "leave": Key(Rows(PaidLeave, {"kinds": _COUNTS, "percent": Key(whole(0, 100), 100)}), ()),
    "at_most": optional(money),
}
_BONUS = {
    **_ITEM,
    "amount": Key(money),
    "share": Key(one_of("whole", "served", "attended"), "whole"),
    "lost_when": Key(_CONDITIONS, ()),
}
_DEDUCTION = {
    **_ITEM,
    "counts": _COUNTS,
    "amount": optional(money),
    "forgoes": _NAMES,
    "per": Key(one_of("time", "minute", "day", "half_day")),
    "free": Key(whole(0, 100), 0),
    "minutes_from": optional(whole(0, 600)),
    "minutes_to": optional(whole(0, 600)),
    "when": Key(_CONDITIONS, ()),
    "at_most": optional(money),
}
_STEPS = {
    **_ITEM,
    "counts": _COUNTS,
    "unit": Key(one_of("times", "days"), "times"),
    "of": _NAMES,
    "rows": Key(Rows(StepRow, {"at_least": Key(halves), "percent": _PERCENT})),
    "further": Key(whole(0, 100), 0),
}
_FORFEIT = {**_ITEM, "when": Key(_CONDITIONS), "of": _NAMES, "percent": Key(whole(1, 100), 100)}

ALLOWANCE_SECTIONS: Mapping[str, Key] = {
    "allowance": Key(Rows(AllowancePlan, _PLAN), ()),
    "rates": Key(Rows(Rate, _RATE), ()),
    "bonuses": Key(Rows(Bonus, _BONUS), ()),
    "deductions": Key(Rows(Deduction, _DEDUCTION), ()),
    "steps": Key(Rows(Steps, _STEPS), ()),
    "forfeits": Key(Rows(Forfeit, _FORFEIT), ()),
}

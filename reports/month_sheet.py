"""考勤月报 as plain data: for every person and day of a month the signs of what was posted, and what they add up to.

The sums are those the allowance is reckoned from, so that the two never disagree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from attendance.month import WORKED, OwnDay, OwnMonth, sums
from reports.month_signs import OTHER, TONES, USUAL, Meaning, meaning_word, with_kinds
from reports.month_totals import Total, added, amounts, totals_of
from reports.order import walk
from reports.tones import Tone, gravest
from reports.words import finding_phrase, session_word

ZERO = Fraction(0)


class MonthDay(NamedTuple):
    """A column. `standing`: posted, rest, unposted (it has come and is not posted), ahead (it has not come yet)."""

    date: date
    standing: str
    working: bool
    edition: int | None = None


class Field(NamedTuple):
    """A person's day: √, or ▲√ where the morning differs from the afternoon; no signs where nothing was posted."""

    results: tuple[tuple[str, str], ...] = ()  # session and result, in order of the day
    signs: str = ""
    tone: Tone = "plain"
    note: str = ""  # 上午迟到7分钟


class MonthRow(NamedTuple):
    """A person's month; `sums` go by the sheet's totals."""

    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    fields: tuple[Field, ...]
    sums: tuple[Fraction, ...]
    settled: Fraction = ZERO  # days nobody can know that the office let count as attended


class UnitMonth(NamedTuple):
    """The people of a unit, in the order of a walk."""

    unit: str
    rows: tuple[MonthRow, ...]
    sums: tuple[Fraction, ...]


class DayMonth(NamedTuple):
    """What everybody's day adds up to."""

    day: MonthDay
    sums: tuple[Fraction, ...]


class Frame(NamedTuple):
    """What a month's sheet is made for. `editions` of the days that are posted, `made` when the last of them was."""

    month: str
    centre: str
    today: date
    working: frozenset[date]
    editions: Mapping[date, int]
    made: datetime | None
    training: bool = False


@dataclass(frozen=True)
class MonthSheet:
    """A centre's month, or with one unit alone that unit's. Everybody stands with the unit he was in last."""

    frame: Frame
    days: tuple[MonthDay, ...]
    totals: tuple[Total, ...]
    units: tuple[UnitMonth, ...]
    trend: tuple[DayMonth, ...]  # posted days, and working days that should be
    sums: tuple[Fraction, ...]
    legend: tuple[Meaning, ...]

    @property
    def month(self) -> str:
        return self.frame.month

    @property
    def people(self) -> int:
        return sum(len(unit.rows) for unit in self.units)

    @property
    def settled(self) -> Fraction:
        """The days that nobody can know and that the office let count as attended."""
        return sum((row.settled for unit in self.units for row in unit.rows), ZERO)

    @property
    def unposted(self) -> tuple[date, ...]:
        """The working days that have come and are not posted."""
        return tuple(day.date for day in self.days if day.standing == "unposted")

    def of_unit(self, unit: str) -> "MonthSheet":
        """The part that may be sent to a unit: its people alone, with the signs of the whole."""
        (mine,) = (each for each in self.units if each.unit == unit)
        return replace(self, units=(mine,), trend=(), sums=mine.sums)


def month_sheet(frame: Frame, own: Mapping[str, OwnMonth], signs: Mapping[str, str] = USUAL) -> MonthSheet:
    """Lay out everybody's posted month."""
    known = {number: sums(mine) for number, mine in own.items()}
    totals = totals_of(known.values())
    seen = {session.result for mine in own.values() for day in mine.days for session in day.sessions}
    kinds = {meaning_word(result) for result in seen if result.startswith("on_leave:")}
    signs = with_kinds(signs, kinds)
    days = tuple(_days(frame))
    rows = [
        _row(own[person["number"]], days, signs, amounts(known[person["number"]], totals))
        for person in walk(mine.last for mine in own.values())
    ]
    units = tuple(_units(rows, len(totals)))
    return MonthSheet(
        frame=frame,
        days=days,
        totals=totals,
        units=units,
        trend=tuple(_trend(days, own.values(), totals)),
        sums=added((unit.sums for unit in units), len(totals)),
        legend=tuple(_legend(signs, {meaning_word(result) for result in seen})),
    )


def _days(frame: Frame) -> Iterator[MonthDay]:
    day = date.fromisoformat(f"{frame.month}-01")
    while f"{day:%Y-%m}" == frame.month:
        edition, working = frame.editions.get(day), day in frame.working
        due = "unposted" if day < frame.today else "ahead"
        yield MonthDay(day, "posted" if edition else due if working else "rest", working, edition)
        day += timedelta(days=1)


def _row(own: OwnMonth, days: Iterable[MonthDay], signs: Mapping[str, str], found: tuple[Fraction, ...]) -> MonthRow:
    person, posted = own.last, {day.date: _field(day, signs) for day in own.days}
    fields = tuple(posted.get(day.date, Field()) for day in days)
    place = (person["unit"], person["post"], person["role"], person["floor"])
    return MonthRow(own.number, person["name"], *place, fields, found, sum(map(_settled, own.days), ZERO))


def _field(day: OwnDay, signs: Mapping[str, str]) -> Field:
    results = tuple((session.name, session.result) for session in day.sessions)
    marks = [signs.get(meaning_word(result), signs[OTHER]) for _, result in results]
    said = "，".join(
        session_word(found["session"]) + finding_phrase(found["code"], found["minutes"], found["cause"])
        for found in day.person["findings"]
    )
    shown = marks[0] if len(set(marks)) == 1 else "".join(marks)
    return Field(results, shown, gravest(result for _, result in results), said)


def _units(rows: Sequence[MonthRow], width: int) -> Iterator[UnitMonth]:
    """In the order of the walk; a unit on two floors is one."""
    place = {unit: number for number, unit in enumerate(dict.fromkeys(row.unit for row in rows))}
    for unit, mine in groupby(sorted(rows, key=lambda row: place[row.unit]), lambda row: row.unit):
        people = tuple(mine)
        yield UnitMonth(unit, people, added((row.sums for row in people), width))


def _trend(days: Iterable[MonthDay], own: Iterable[OwnMonth], totals: Sequence[Total]) -> Iterator[DayMonth]:
    found: dict[date, list[tuple[Fraction, ...]]] = {}
    for mine in own:
        for day in mine.days:
            found.setdefault(day.date, []).append(amounts(sums(OwnMonth(mine.number, (day,))), totals))
    for each in days:
        if each.standing in ("posted", "unposted"):
            yield DayMonth(each, added(found.get(each.date, ()), len(totals)))


def _legend(signs: Mapping[str, str], seen: set[str]) -> Iterator[Meaning]:
    """The usual marks of attendance, and of everything else what occurs."""
    always = ("出勤", "迟到", "早退", "缺卡", "旷工", "数据不全", "事假", "病假")
    for word, sign in signs.items():
        if word in seen or word in always:
            yield Meaning(word, sign, TONES.get(word, "leave"))


def _settled(day: OwnDay) -> Fraction:
    known = day.kind in WORKED
    return sum((each.share for each in day.sessions if known and each.result == "unknown" and each.attended), ZERO)

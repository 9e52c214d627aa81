"""A person's month as it was posted: what the monthly sheet adds up and what the allowance is reckoned from.

Only posted days are read, so that every figure leads back to an edition.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attendance.document import NOT_PRESENT, DayDoc, PersonDoc

WORKED = frozenset({"workday", "makeup"})
HALF_DAY = Fraction(1, 2)
DAY = 2520  # parts of a day: whole numbers for up to ten sessions a day, added 80,000 times a month
COUNTED = frozenset({"absent", "unknown", "on_leave"})  # what is counted in days
PAID, UNPAID = "paid", "unpaid"
Decided = Mapping[tuple[str, date, str], str]  # number, day, session → paid, unpaid, as_posted


class DayAt(NamedTuple):
    """A posted day without its people. `kind`: workday, makeup (a weekend that is worked), rest or holiday (when all
    is duty); `beside` are the duty shifts that are served beside the hours, by name."""

    date: date
    edition: int
    kind: str
    beside: frozenset[str] = frozenset()


class PostedDay(NamedTuple):
    """A posted day, as `DayAt`, with its document."""

    date: date
    edition: int
    kind: str
    document: DayDoc
    beside: frozenset[str] = frozenset()

    @property
    def at(self) -> DayAt:
        return DayAt(self.date, self.edition, self.kind, self.beside)


class Noticed(NamedTuple):
    """通报 or 黄牌警告: notice:3."""

    id: int
    number: str
    kind: str  # notice, yellow_card
    day: date
    reason: str = ""
    by: str = ""


class OwnSession(NamedTuple):
    """A session of a person. `parts` is what it makes of the day, of DAY; a shift beside the hours is no part of it."""

    name: str
    result: str
    parts: int
    beside: bool = False
    decided: str = ""

    @property
    def share(self) -> Fraction:
        """Its part of the day."""
        return Fraction(self.parts, DAY)

    @property
    def family(self) -> str:
        """on_leave of on_leave:事假."""
        return self.result.partition(":")[0]

    @property
    def attended(self) -> bool:
        """Whether the person was there, as posted, or as the office decided where nobody can know."""
        return self.family not in NOT_PRESENT or (self.result == "unknown" and self.decided == PAID)

    @property
    def counted(self) -> int:
        """What it makes of a day where days are counted; a shift beside the hours is half a day, as every session."""
        return self.parts or DAY // 2

    @property
    def days(self) -> Fraction:
        """The same in days."""
        return Fraction(self.counted, DAY)


class OwnDay(NamedTuple):
    """A person's posted day."""

    date: date
    edition: int
    kind: str
    person: PersonDoc
    sessions: tuple[OwnSession, ...]


class OwnMonth(NamedTuple):
    """A person's posted month, in order of days. Who was given a notice but is on no posting is not listed."""

    number: str
    days: tuple[OwnDay, ...]
    notices: tuple[Noticed, ...] = ()

    @property
    def last(self) -> PersonDoc:
        """Who and where the person was last."""
        return self.days[-1].person


class Sums(NamedTuple):
    """What a month adds up to. `due` and `attended` in days of working days; `times`: findings by code; `days`: absent,
    unknown and leave by kind, in days."""

    due: Fraction
    attended: Fraction
    times: Mapping[str, int]
    days: Mapping[str, Fraction]


def own_months(
    days: Iterable[PostedDay], notices: Iterable[Noticed] = (), decided: Decided | None = None
) -> dict[str, OwnMonth]:
    """Everybody's month, by number, whatever the order of the days. A day given twice counts as its later edition."""
    standing = {day.date: day for day in sorted(days, key=lambda day: (day.date, day.edition))}
    found: dict[str, list[OwnDay]] = {}
    for day in standing.values():
        for person in day.document["people"]:
            found.setdefault(person["number"], []).append(own_day(day.at, person, decided or {}))
    given: dict[str, list[Noticed]] = {}
    for notice in sorted(notices, key=lambda notice: (notice.day, notice.id)):
        given.setdefault(notice.number, []).append(notice)
    return {number: OwnMonth(number, tuple(own), tuple(given.get(number, ()))) for number, own in sorted(found.items())}


def own_day(day: DayAt, person: PersonDoc, decided: Decided) -> OwnDay:
    """One person's part of a posted day."""
    number, ordinary = person["number"], sum(session["name"] not in day.beside for session in person["sessions"])
    parts = DAY // ordinary if ordinary else 0
    sessions = tuple(
        OwnSession(
            name := session["name"],
            session["result"],
            0 if name in day.beside else parts,
            name in day.beside,
            decided.get((number, day.date, name), "") if decided else "",
        )
        for session in person["sessions"]
    )
    return OwnDay(day.date, day.edition, day.kind, person, sessions)


def sums(own: OwnMonth) -> Sums:
    """应出勤, 实出勤 and everything that is counted."""
    due = attended = 0
    times: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for day in own.days:
        worked = day.kind in WORKED
        times.update(finding["code"] for finding in day.person["findings"])
        for session in day.sessions:
            there = session.result == "on_time" or session.attended
            if session.result != "on_time" and session.family in COUNTED:
                days[session.result] += session.counted
            if worked and session.result != "rest":
                due += session.parts
                attended += session.parts if there else 0
    in_days = {result: Fraction(parts, DAY) for result, parts in days.items()}
    return Sums(Fraction(due, DAY), Fraction(attended, DAY), times, in_days)


def days_text(days: Fraction) -> str:
    """20, 20.5; thirds as they are: 20 1/3."""
    whole, rest = divmod(days, 1)
    if rest == HALF_DAY:
        return f"{whole}.5"
    return f"{whole} {rest}".removeprefix("0 ") if rest else str(whole)

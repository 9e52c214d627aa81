"""A month at a glance: for every person one code a day, as posted, or as judged now where a day is not posted yet.

What it adds up to is of posted days only, and counted as the monthly sheet and the allowance count it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.document import DayDoc, PersonDoc
from attendance.month import OwnMonth, days_text, sums
from attendance.rulebook import RulebookError
from office import days
from office.failures import sentence
from office.home import Home
from office.judging import judge
from office.names import keys, matches
from office.postings import month_bounds
from office.reckoning import Month, month_at
from reports.month_signs import meaning_word, read_signs
from reports.order import walk
from reports.tones import GRAVITY, code_tone
from reports.words import code_word
from store.database import last_change
from store.punches import first_punched_day

Progress = Callable[[str, int, int], None]

COLUMNS = ("attended", "late", "left_early", "missing", "absent", "on_leave", "unknown")
COUNTED_TIMES = {"late": "late", "left_early": "left_early", "missing_in": "missing", "missing_out": "missing"}
NOTHING = Fraction(0)
ONE = timedelta(days=1)


class GridDay(NamedTuple):
    """A column. `standing`: posted, provisional (judged now), rest, silent (nobody punched at all, so nothing is said
    of anybody), future, unknown (cannot be judged)."""

    date: date
    standing: str
    edition: int | None = None


class Mark(NamedTuple):
    """What stands in a field: a code's sign, tone and word, and in how many fields it stands."""

    code: str
    sign: str
    tone: str
    word: str
    times: int


class GridRow(NamedTuple):
    """A person's month. `cells` holds a code for each day, empty where he is not listed; `totals` go by COLUMNS, in
    times, and in days for attended, absent, on leave and unknown; they are of posted days."""

    number: str
    name: str
    unit: str
    post: str
    keys: str
    cells: tuple[str, ...]
    totals: tuple[str, ...]


class UnitSums(NamedTuple):
    """What the people of a unit, or with no unit everybody, add up to; `rate` is attended of due, empty where nothing
    is posted."""

    unit: str
    people: int
    rate: str
    due: str
    totals: tuple[str, ...]


@dataclass(frozen=True)
class MonthGrid:
    """A month of everybody who was listed on any day of it, in the order of a walk."""

    month: str
    today: date
    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...]
    marks: tuple[Mark, ...]  # that occur, the gravest first
    units: tuple[str, ...]
    troubles: tuple[str, ...]  # why days could not be judged
    sums: tuple[UnitSums, ...] = ()  # everybody's first
    worked: frozenset[date] = frozenset()  # the working days


def month_grid(home: Home, month: str, progress: Progress | None = None) -> MonthGrid:
    """Everybody's month. Days that are not posted are judged now, up to today; these are provisional."""
    today = home.clock().date()
    first, last = month_bounds(month)
    worked = frozenset(days.working_days(home, first, last))
    grid = _Grid([first + timedelta(days=ahead) for ahead in range((last - first).days + 1)], today, worked)
    with home.store.reading():
        found, grid.begun = _posted(home, month), first_punched_day(first)
        for seen, day in enumerate(grid.dates, 1):
            if found and day in found.editions:
                grid.days.append(GridDay(day, "posted", found.editions[day]))
            else:
                grid.judged(day, *_unposted(home, day, grid))
            if progress:
                progress(month, seen, len(grid.dates))
        for own in found.own.values() if found else ():
            grid.posted(own)
    return grid.finished(month, read_signs(home.settings.signs))


def _posted(home: Home, month: str) -> Month | None:
    """What is posted of a month; nothing can be where its year is not settled."""
    try:
        return month_at(home, month, last_change())
    except CalendarUnknown:
        return None


def shown_months(grid: MonthGrid, unit: str = "", typed: str = "", having: str = "") -> tuple[GridRow, ...]:
    """The rows of a unit in which everything typed is found, and of those the ones with something in a column."""
    return tuple(
        row
        for row in grid.rows
        if (not unit or row.unit == unit)
        and (not having or row.totals[COLUMNS.index(having)])
        and (not typed or matches(typed, row.number, row.name, row.keys, row.post))
    )


def _unposted(home: Home, day: date, grid: "_Grid") -> tuple[str, DayDoc | None]:
    """How a day stands that is not posted, and what would be posted now."""
    if day > grid.today:
        return "future" if day in grid.worked else "rest", None
    if grid.begun is None or day < grid.begun - ONE:  # a clock that is wrong may be a day before
        return "silent" if day in grid.worked else "rest", None
    try:
        document = judge(day, last_change(), home.rulebook(day)).document
    except (CalendarUnknown, RulebookError) as error:
        grid.troubles[sentence(error) or ""] = None
        return "unknown", None
    if document["rest"]:
        return "rest", None
    seen = any(session["in"] or session["out"] for person in document["people"] for session in person["sessions"])
    return ("provisional", document) if seen else ("silent", None)


# ---------------------------------------------------------------- the grid as it grows


@dataclass
class _Counted:
    """What posted days add up to, of a person or of a unit."""

    due: Fraction = NOTHING
    counts: dict[str, Fraction] = field(default_factory=dict)

    def add(self, column: str, much: Fraction | int) -> None:
        self.counts[column] = self.counts.get(column, NOTHING) + much

    def take(self, own: OwnMonth) -> None:
        added = sums(own)
        self.due += added.due
        self.add("attended", added.attended)
        for code in COUNTED_TIMES.keys() & added.times.keys():
            self.add(COUNTED_TIMES[code], added.times[code])
        for result, much in added.days.items():
            self.add(result.partition(":")[0], much)

    def join(self, other: "_Counted") -> None:
        self.due += other.due
        for column, much in other.counts.items():
            self.add(column, much)

    @property
    def totals(self) -> tuple[str, ...]:
        """By COLUMNS; nothing where there is nothing."""
        return tuple(days_text(self.counts[column]) if self.counts.get(column) else "" for column in COLUMNS)

    @property
    def rate(self) -> str:
        """98.3%, as the monthly sheet rounds it."""
        return f"{float(self.counts.get('attended', NOTHING) / self.due):.1%}" if self.due else ""


@dataclass
class _Grid:
    """Codes and counts by person."""

    dates: list[date]
    today: date
    worked: frozenset[date]
    days: list[GridDay] = field(default_factory=list)
    people: dict[str, PersonDoc] = field(default_factory=dict)  # as last listed
    begun: date | None = None  # of the month the first day on which anybody punched
    listed: dict[str, date] = field(default_factory=dict)  # and when that was
    cells: dict[str, dict[date, str]] = field(default_factory=dict)
    counted: dict[str, _Counted] = field(default_factory=dict)
    troubles: dict[str, None] = field(default_factory=dict)

    def judged(self, day: date, standing: str, document: DayDoc | None) -> None:
        """A day that is not posted: it is shown, and counts for nothing."""
        self.days.append(GridDay(day, standing))
        for person in document["people"] if document else ():
            self._list(day, person)

    def posted(self, own: OwnMonth) -> None:
        """A person's posted days."""
        for day in own.days:
            self._list(day.date, day.person)
        self.counted[own.number].take(own)

    def _list(self, day: date, person: PersonDoc) -> None:
        own = person["number"]
        self.cells.setdefault(own, {})[day] = worst(person)
        if day >= self.listed.get(own, day):
            self.people[own], self.listed[own] = person, day
        self.counted.setdefault(own, _Counted())

    def finished(self, month: str, signs: Mapping[str, str]) -> MonthGrid:
        people = walk(self.people.values())
        rows = tuple(self._row(person) for person in people)
        times = Counter(code for row in rows for code in row.cells if code)
        marks = sorted(times, key=lambda code: (GRAVITY[code_tone(code)], code))
        units = tuple(dict.fromkeys(person["unit"] for person in people))
        return MonthGrid(
            month=month,
            today=self.today,
            days=tuple(self.days),
            rows=rows,
            marks=tuple(
                Mark(code, field_sign(code, signs), code_tone(code), code_word(code), times[code]) for code in marks
            ),
            units=units,
            troubles=tuple(self.troubles),
            sums=tuple(self._sums(unit, rows) for unit in ("", *units)),
            worked=self.worked,
        )

    def _row(self, person: PersonDoc) -> GridRow:
        number, name = person["number"], person["name"]
        own = self.cells[number]
        cells = tuple(own.get(day) or ("" if day in self.worked else "rest") for day in self.dates)
        return GridRow(number, name, person["unit"], person["post"], keys(name), cells, self.counted[number].totals)

    def _sums(self, unit: str, rows: Iterable[GridRow]) -> UnitSums:
        own, whole = [row.number for row in rows if not unit or row.unit == unit], _Counted()
        for number in own:
            whole.join(self.counted[number])
        return UnitSums(unit, len(own), whole.rate, days_text(whole.due), whole.totals)


def worst(person: PersonDoc) -> str:
    """The code that speaks for a person's day: the gravest of his sessions' results."""
    codes = {session["result"] for session in person["sessions"]}
    return min(codes, key=lambda code: (GRAVITY[code_tone(code)], code), default="")


def field_sign(code: str, signs: Mapping[str, str]) -> str:
    """×, ▲, as the monthly sheet has it; of a kind of leave without a sign its first character."""
    word = meaning_word(code)
    return signs.get(word) or word[:1]

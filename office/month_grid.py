"""A month at a glance: for every person one code a day, as posted, or as judged now where a day is not posted yet."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.document import NOT_PRESENT, DayDoc, PersonDoc
from attendance.entries import HALVES
from attendance.rulebook import RulebookError
from office import days
from office.failures import sentence
from office.home import Home
from office.judging import judge
from office.names import keys, matches
from office.postings import month_bounds
from reports.order import walk
from reports.tones import GRAVITY, code_tone, sign
from reports.words import code_word
from store.database import last_change
from store.editions import standing_days

Progress = Callable[[str, int, int], None]

COLUMNS = ("attended", "late", "left_early", "missing", "absent", "on_leave", "unknown")
COUNTED_TIMES = {"late": "late", "left_early": "left_early", "missing_in": "missing", "missing_out": "missing"}
COUNTED_DAYS = frozenset({"absent", "on_leave", "unknown"})
PLAIN_SIGNS = {"on_time": "√", "rest": "休", "on_outing": "外", "covered_elsewhere": "值"}


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
    """A person's month. `cells` holds a code for each day, empty where he is not listed; `totals` go by COLUMNS,
    in times, and in days for attended, absent, on leave and unknown."""

    number: str
    name: str
    unit: str
    post: str
    keys: str
    cells: tuple[str, ...]
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


def month_grid(home: Home, month: str, progress: Progress | None = None) -> MonthGrid:
    """Everybody's month. Days that are not posted are judged now, up to today; these are provisional."""
    today = home.clock().date()
    first, last = month_bounds(month)
    worked = frozenset(days.working_days(home, first, last))
    grid = _Grid([first + timedelta(days=ahead) for ahead in range((last - first).days + 1)], today, worked)
    for seen, (day, standing, number, document) in enumerate(_days(home, grid), 1):
        grid.take(day, standing, number, document)
        if progress:
            progress(month, seen, len(grid.dates))
    return grid.finished(month)


def shown_months(grid: MonthGrid, unit: str = "", typed: str = "") -> tuple[GridRow, ...]:
    """The rows of a unit in which everything typed is found."""
    return tuple(
        row
        for row in grid.rows
        if (not unit or row.unit == unit) and (not typed or matches(typed, row.number, row.name, row.keys, row.post))
    )


Judged = tuple[date, str, int | None, DayDoc | None]


def _days(home: Home, grid: "_Grid") -> Iterator[Judged]:
    """Each day with how it stands; every edition is loaded once."""
    with home.store.reading():
        posted = standing_days(grid.dates[0], grid.dates[-1])
        ahead = next(posted, None)
        for day in grid.dates:
            if ahead and ahead[0] == day:
                yield day, "posted", ahead[1], ahead[2]
                ahead = next(posted, None)
            else:
                yield _unposted(home, day, grid)


def _unposted(home: Home, day: date, grid: "_Grid") -> Judged:
    if day > grid.today:
        return day, "future" if day in grid.worked else "rest", None, None
    try:
        document = judge(day, last_change(), home.rulebook(day)).document
    except (CalendarUnknown, RulebookError) as error:
        grid.troubles[sentence(error) or ""] = None
        return day, "unknown", None, None
    if document["rest"]:
        return day, "rest", None, None
    seen = any(session["in"] or session["out"] for person in document["people"] for session in person["sessions"])
    return (day, "provisional", None, document) if seen else (day, "silent", None, None)


# ---------------------------------------------------------------- the grid as it grows


@dataclass
class _Grid:
    """Codes and counts by person, filled day by day, so that no two days are held at once."""

    dates: list[date]
    today: date
    worked: frozenset[date]
    days: list[GridDay] = field(default_factory=list)
    people: dict[str, PersonDoc] = field(default_factory=dict)  # as last listed
    cells: dict[str, dict[date, str]] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    troubles: dict[str, None] = field(default_factory=dict)

    def take(self, day: date, standing: str, number: int | None, document: DayDoc | None) -> None:
        self.days.append(GridDay(day, standing, number))
        for person in document["people"] if document else ():
            own = person["number"]
            self.people[own] = person
            self.cells.setdefault(own, {})[day] = worst(person)
            _count(person, self.counts.setdefault(own, Counter()))

    def finished(self, month: str) -> MonthGrid:
        people = walk(self.people.values())
        rows = tuple(self._row(person) for person in people)
        times = Counter(code for row in rows for code in row.cells if code)
        marks = sorted(times, key=lambda code: (GRAVITY[code_tone(code)], code))
        return MonthGrid(
            month=month,
            today=self.today,
            days=tuple(self.days),
            rows=rows,
            marks=tuple(Mark(code, field_sign(code), code_tone(code), code_word(code), times[code]) for code in marks),
            units=tuple(dict.fromkeys(person["unit"] for person in people)),
            troubles=tuple(self.troubles),
        )

    def _row(self, person: PersonDoc) -> GridRow:
        number, name = person["number"], person["name"]
        own, counts = self.cells[number], self.counts[number]
        cells = tuple(own.get(day) or ("" if day in self.worked else "rest") for day in self.dates)
        totals = tuple(_total(column, counts[column]) for column in COLUMNS)
        return GridRow(number, name, person["unit"], person["post"], keys(name), cells, totals)


def worst(person: PersonDoc) -> str:
    """The code that speaks for a person's day: the gravest of his sessions' results."""
    codes = {session["result"] for session in person["sessions"]}
    return min(codes, key=lambda code: (GRAVITY[code_tone(code)], code), default="")


def field_sign(code: str) -> str:
    """×, ▲, of leave the first character of its kind; nothing is said by colour alone."""
    family, _, kind = code.partition(":")
    return sign(code) or PLAIN_SIGNS.get(family) or kind[:1] or code_word(code)[:1]


def _count(person: PersonDoc, counts: Counter[str]) -> None:
    """Findings in times, absence, leave and attendance in half-days; no day has more than two."""
    for finding in person["findings"]:
        if finding["code"] in COUNTED_TIMES:
            counts[COUNTED_TIMES[finding["code"]]] += 1
    results = [session["result"].partition(":")[0] for session in person["sessions"]]
    attended = sum(result not in NOT_PRESENT for result in results)
    counts["attended"] += min(attended, len(HALVES))
    for family in COUNTED_DAYS.intersection(results):
        counts[family] += min(results.count(family), len(HALVES))


def _total(column: str, count: int) -> str:
    """Times as they are, half-days as days: 0.5; nothing where there is nothing."""
    return f"{count / 2 if column in COUNTED_DAYS or column == 'attended' else count:g}" if count else ""

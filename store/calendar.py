"""The office's calendar: the state's published days, copied once per year so that they stay, and the office's own."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from attendance.calendar import CalendarUnknown, calendar_day
from attendance.records import CalendarDay
from store.dated import standing
from store.tables import CalendarEntry, CalendarYear

OFFICE: Literal["office"] = "office"
STATE: Literal["state"] = "state"


def settled_years(as_of: int) -> dict[int, str]:
    """The years whose calendar is known, and who settled them: state or office."""
    return {row.year: row.source for row in CalendarYear.select().where(standing(CalendarYear, as_of))}


def settle_year(year: int, source: str, days: Iterable[CalendarDay], change: int) -> None:
    """A year's calendar is published or confirmed; its exceptional days are kept."""
    CalendarYear.update(ended=change).where((CalendarYear.year == year) & CalendarYear.ended.is_null()).execute()
    CalendarYear.create(change=change, year=year, source=source)
    for day in days:
        _enter(day, change)


def set_day(day: CalendarDay, change: int) -> None:
    """The office's own word on a day takes the place of its earlier word."""
    _withdraw(day.date, change)
    _enter(day, change)


def clear_day(day: date, change: int) -> bool:
    """Take the office's word on a day back; False where it had none."""
    return _withdraw(day, change) > 0


def _enter(day: CalendarDay, change: int) -> None:
    CalendarEntry.create(
        change=change,
        day=day.date.toordinal(),
        working=day.working,
        follows=day.follows,
        reason=day.reason,
        source=day.source,
    )


def _withdraw(day: date, change: int) -> int:
    mine = (CalendarEntry.day == day.toordinal()) & (CalendarEntry.source == OFFICE) & CalendarEntry.ended.is_null()
    return int(CalendarEntry.update(ended=change).where(mine).execute())


def entries(first: date, last: date, as_of: int) -> dict[date, CalendarDay]:
    """Exceptional days between two days (inclusive); the office's word comes before the state's."""
    return _days(first, last, standing(CalendarEntry, as_of))


def published(first: date, last: date, as_of: int) -> dict[date, CalendarDay]:
    """The state's exceptional days alone, also where the office says otherwise."""
    return _days(first, last, standing(CalendarEntry, as_of) & (CalendarEntry.source == STATE))


def _days(first: date, last: date, condition: Any) -> dict[date, CalendarDay]:
    within = CalendarEntry.day.between(first.toordinal(), last.toordinal())
    found = {}
    rows = CalendarEntry.select().where(condition & within)
    for row in sorted(rows, key=lambda row: (row.source == OFFICE, row.id)):
        day = date.fromordinal(row.day)
        found[day] = CalendarDay(
            day, bool(row.working), row.follows, row.reason, OFFICE if row.source == OFFICE else STATE
        )
    return found


def calendar_on(day: date, as_of: int) -> CalendarDay:
    """Whether a day is worked. Raises CalendarUnknown while its year is not settled and the office has not said."""
    own = entries(day, day, as_of)
    if day not in own and day.year not in settled_years(as_of):
        raise CalendarUnknown(day.year)
    return calendar_day(day, own)

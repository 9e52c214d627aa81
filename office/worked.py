"""The worked half-days of a stretch, by the office's calendar and the rulebook in force on each day."""

from collections.abc import Iterator
from datetime import date, timedelta

from attendance.calendar import CalendarUnknown, calendar_day
from attendance.entries import HalfDay
from attendance.leave import worked_halves
from attendance.records import CalendarDay
from attendance.rulebook import RulesOfDay
from attendance.rulebook_check import load_rulebook
from office import days
from office.home import Home
from store import calendar
from store.adoptions import adoptions
from store.database import last_change


def halves_between(home: Home, first: date, last: date) -> list[HalfDay]:
    """The worked half-days of the days between two (inclusive). Raises CalendarUnknown, RulebookError."""
    return worked_halves(days_between(home, first, last))


def days_between(home: Home, first: date, last: date) -> Iterator[tuple[CalendarDay, RulesOfDay]]:
    """Every day between two (inclusive) with its rules."""
    for year in range(first.year, last.year + 1):
        days.settle(home, year)
    with home.store.reading():
        as_of = last_change()
        known, own = calendar.settled_years(as_of), calendar.entries(first, last, as_of)
        adopted = adoptions(as_of)
    base = home.rulebook(date.min)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if day not in own and day.year not in known:
            raise CalendarUnknown(day.year)
        texts = [each.text for each in adopted if each.since <= day]
        of_day = calendar_day(day, own)
        yield of_day, (load_rulebook(texts[-1]) if texts else base).on(of_day)

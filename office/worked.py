"""The worked half-days of a stretch, by the office's calendar and the rulebook in force on each day."""

from collections.abc import Iterator
from datetime import date, timedelta

from attendance.calendar import CalendarUnknown, calendar_day
from attendance.entries import HalfDay
from attendance.leave import worked_halves
from attendance.records import CalendarDay
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.rulebook_check import load_rulebook
from office import days
from office.home import Home
from store import calendar
from store.adoptions import adoptions
from store.database import last_change


def halves_between(home: Home, first: date, last: date, *, provisional: bool = False) -> list[HalfDay]:
    """The worked half-days of the days between two (inclusive). Raises CalendarUnknown, RulebookError.

    Provisionally, the weekdays of a year that is not published yet are taken for worked; who asks so must say so.
    """
    return worked_halves(_days_between(home, first, last, provisional))


def unknown_years(home: Home, first: date, last: date) -> list[int]:
    """The years between two days whose calendar is neither published nor confirmed."""
    years = range(first.year, last.year + 1)
    for year in years:
        days.settle(home, year)
    with home.store.reading():
        known = calendar.settled_years(last_change())
    return [year for year in years if year not in known]


def _days_between(home: Home, first: date, last: date, provisional: bool) -> Iterator[tuple[CalendarDay, RulesOfDay]]:
    unknown = unknown_years(home, first, last)
    with home.store.reading():
        as_of = last_change()
        own, adopted = calendar.entries(first, last, as_of), adoptions(as_of)
    made_with: Rulebook | None = None  # read once: a year's half-days are asked for while a slip is being written
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if day not in own and day.year in unknown and not provisional:
            raise CalendarUnknown(day.year)
        texts = [each.text for each in adopted if each.since <= day]
        of_day = calendar_day(day, own)
        if texts:
            rulebook = load_rulebook(texts[-1])
        else:
            rulebook = made_with = made_with or home.rulebook(day)
        yield of_day, rulebook.on(of_day)

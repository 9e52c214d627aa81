"""The office's calendar: what the state published, what the office says itself, and what is not yet known."""

from collections.abc import Sequence
from datetime import date

from attendance import calendar as attendance_calendar
from attendance.calendar import CalendarUnknown, official_days
from attendance.records import CalendarDay
from office.failures import JobError, typed
from office.home import Home, author
from store import calendar
from store.database import last_change, record_change


def settle(home: Home, year: int) -> None:
    """Take a year's published calendar into the home, once, so that it never changes under a posted day."""
    with home.store.reading():
        if year in calendar.settled_years(last_change()):
            return
    try:
        days = official_days(year)
    except CalendarUnknown:
        return  # judging a day of that year says so
    with home.store.transaction():
        if year not in calendar.settled_years(last_change()):
            calendar.settle_year(year, calendar.STATE, days, record_change(home.clock(), "在岗", f"calendar {year}"))


def confirm(home: Home, year: int) -> None:
    """The office confirms the calendar of a year that is not published: Monday to Friday and its own days hold."""
    settle(home, year)
    with home.store.transaction():
        if year in calendar.settled_years(last_change()):
            raise JobError(f"{year} 年的工作日历已经确定，不需要再确认；个别日子可以单独更改", "calendar set")
        calendar.settle_year(
            year, calendar.OFFICE, (), record_change(home.clock(), author(), f"calendar confirm {year}")
        )


def set_day(home: Home, day: date, working: bool, follows: int | None, reason: str) -> CalendarDay:
    """The office's own day: closed, open, or open with another weekday's hours."""
    own = CalendarDay(day, working, day.weekday() if follows is None else follows, reason, "office")
    with home.store.transaction():
        calendar.set_day(own, record_change(home.clock(), author(), f"calendar set {day}"))
    return own


def clear_day(home: Home, day: date, reason: str = "") -> None:
    """Take the office's own word on a day back."""
    act = f"calendar clear {day}" + (f": {reason}" if reason else "")
    with home.store.transaction():
        if not calendar.clear_day(day, record_change(home.clock(), author(), act)):
            raise JobError(f"{day} 没有本中心自己的安排，不需要撤销")


def year_entries(home: Home, year: int) -> tuple[str, list[CalendarDay]]:
    """Who settled a year (state, office, or empty) and its exceptional days in order."""
    settle(home, year)
    with home.store.reading():
        as_of = last_change()
        found = calendar.entries(date(year, 1, 1), date(year, 12, 31), as_of)
        return calendar.settled_years(as_of).get(year, ""), [found[day] for day in sorted(found)]


def missing_year(home: Home) -> int | None:
    """This year where its calendar is missing; next year, weeks before it is needed."""
    today = home.clock().date()
    if not settled(home, today.year):
        return today.year
    if (today.month, today.day) < home.settings.calendar_warning or settled(home, today.year + 1):
        return None
    return today.year + 1


def missing_year_sentence(year: int) -> str:
    """What there is to do about a year without a calendar."""
    return f"{year} 年的放假安排还没有；国务院办公厅公布后请更新程序，或者逐日录入以后确认，确认之前不认定那一年的考勤"


def warnings(home: Home) -> list[str]:
    """A calendar that is missing, as the command line says it."""
    year = missing_year(home)
    return [typed(missing_year_sentence(year), f"calendar set、calendar confirm {year}")] if year else []


def working_days(home: Home, first: date, last: date) -> Sequence[date]:
    """The working days between two days (inclusive); in a year that is not settled yet, Monday to Friday and the
    office's own days."""
    for year in range(first.year, last.year + 1):
        settle(home, year)
    with home.store.reading():
        return attendance_calendar.working_days(first, last, calendar.entries(first, last, last_change()))


def settled(home: Home, year: int) -> bool:
    """Whether a year's calendar is known."""
    settle(home, year)
    with home.store.reading():
        return year in calendar.settled_years(last_change())

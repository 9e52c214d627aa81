"""The duty roster of a month as the page shows it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.chapters import Shift
from attendance.rulebook import RulebookError
from attendance.writing import minute_text
from office import days
from office.failures import JobError, sentence
from office.home import Home
from office.people_on import placed
from office.postings import month_bounds
from office.templates import write_duty_template
from store import roster
from store.calendar import calendar_on
from store.database import last_change
from store.duties import duties_between


class DutyRow(NamedTuple):
    """Somebody's shift on a day; `hours` is empty where the rulebook no longer knows the shift."""

    id: int
    day: date
    working: bool | None  # None while the calendar of the year is not known
    occasion: str  # 国庆节, 补班
    number: str
    name: str
    unit: str
    post: str
    shift: str
    hours: str


class ShiftRow(NamedTuple):
    """A shift that the rulebook knows, and what it means for the day."""

    name: str
    hours: str
    instead: bool
    opens: bool
    elsewhere: bool


@dataclass(frozen=True)
class DutyView:
    """The month's duties by day; `shifts` are those in force at its end."""

    month: str
    today: date
    rows: tuple[DutyRow, ...]
    shifts: tuple[ShiftRow, ...]
    trouble: str = ""

    @property
    def people(self) -> int:
        """How many people are on duty in the month."""
        return len({row.number for row in self.rows})


def duty_view(home: Home, month: str) -> DutyView:
    """The duty roster of 2026-11."""
    first, last = month_bounds(month)
    days.settle(home, first.year)
    shifts, trouble = _shifts(home, last)
    with home.store.reading():
        now = last_change()
        stints = roster.stints(now)
        duties = duties_between(first, last, now)
        people = {day: placed(stints, day) for day in {duty.day for duty in duties}}
        calendar = {day: _calendar(day, now) for day in people}
    rows = []
    for duty in duties:
        person = people[duty.day].get(duty.number)
        known = (person.name, person.unit, person.post) if person else ("", "", "")
        hours = _hours(shifts[duty.shift]) if duty.shift in shifts else ""
        rows.append(DutyRow(duty.id, duty.day, *calendar[duty.day], duty.number, *known, duty.shift, hours))
    told = tuple(ShiftRow(name, _hours(s), s.instead, s.opens, s.elsewhere) for name, s in shifts.items())
    return DutyView(month, home.clock().date(), tuple(rows), told, trouble)


def save_duty_template(_home: Home, path: Path) -> Path:
    """An empty duty roster to fill in, where the clerk said; the file of that name that he let go is replaced."""
    if path.suffix.lower() == ".xlsx" and path.is_file():
        path.unlink()
    return write_duty_template(path)


def _shifts(home: Home, day: date) -> tuple[dict[str, Shift], str]:
    """The shifts of a day; which day of the week it is does not matter for them."""
    try:
        rulebook = home.rulebook(day)
        with home.store.reading():
            return rulebook.on(calendar_on(day, last_change())).shifts, ""
    except (CalendarUnknown, RulebookError, JobError) as error:
        return {}, sentence(error) or ""


def _calendar(day: date, as_of: int) -> tuple[bool | None, str]:
    try:
        found = calendar_on(day, as_of)
    except CalendarUnknown:
        return None, ""
    return found.working, found.reason


def _hours(shift: Shift) -> str:
    """09:00–12:00."""
    return f"{minute_text(shift.hours.start * 60)}–{minute_text(shift.hours.end * 60)}"

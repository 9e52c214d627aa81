"""A day as the attendance page shows it: as posted, and what a new edition would say differently now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.document import DayDoc, EditionDoc, totals
from attendance.rulebook import RulebookError
from office import days, postings, publication
from office.day_rows import DayRow, day_rows, kinds_of
from office.failures import JobError, sentence
from office.home import Home
from office.summary import exception_lines
from reports.notices import change_text, data_line, post_change_text
from reports.order import session_names, walk
from reports.vacancies import vacancies, vacancy_text
from store.database import last_change
from store.duties import duties_between
from store.editions import headings, latest_edition

NEAR = timedelta(days=40)  # longer than any holiday


class Heading(NamedTuple):
    """An edition without its contents."""

    number: int
    posted_at: str
    author: str
    reason: str


@dataclass(frozen=True)
class DayView:
    """A day, ready to be laid out.

    `standing`: future, rest, empty (nobody on the roster), unposted, posted, changed (a new edition would differ).
    """

    day: date
    today: date
    before: date | None  # the nearest days on which there is something to see
    after: date | None
    standing: str = "unposted"
    occasion: str = ""
    trouble: str = ""  # why the day cannot be judged now
    edition: Heading | None = None
    complete: bool = False
    sessions: tuple[str, ...] = ()
    rows: tuple[DayRow, ...] = ()
    units: tuple[str, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()  # every kind there is to choose from, with its people
    totals: Mapping[str, int] = field(default_factory=dict)
    reach: str = ""  # how far the data reach
    notes: tuple[str, ...] = ()  # terminals presumed dead, sign-in sheets
    vacancies: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)  # of the edition: xlsx, html
    folder: str = ""


def day_view(home: Home, day: date | None = None) -> DayView:
    """The day, or with none given the last working day before today. What cannot be judged is a view that says why."""
    today = home.clock().date()
    day = day or last_working_day(home, today)
    before, after = _neighbours(home, day, today)
    view = DayView(day, today, before, after, folder=str(home.published.resolve()))
    if day > today:
        return replace(view, standing="future", trouble=f"{day} 还没有到，还没有可以看的考勤")
    with home.store.reading():
        posted = latest_edition(day)
    now, trouble = _now(home, day)
    view = replace(view, trouble=trouble)
    if posted:
        return _posted(home, view, posted.document, now)
    return _judged(view, now) if now else view


# ---------------------------------------------------------------- which day


def last_working_day(home: Home, today: date) -> date:
    """The last working day before a day; the day itself where there was none for long."""
    worked = days.working_days(home, today - NEAR, today - timedelta(days=1))
    return worked[-1] if worked else today


def _neighbours(home: Home, day: date, today: date) -> tuple[date | None, date | None]:
    """The nearest days that are worked, have somebody on duty, or are posted; none that has not come."""
    first, last = day - NEAR, day + NEAR
    seen = set(days.working_days(home, first, last))
    with home.store.reading():
        seen |= {duty.day for duty in duties_between(first, last, last_change())}
        seen |= {heading.day for heading in headings() if first <= heading.day <= last}
    before, after = [each for each in seen if each < day], [each for each in seen if day < each <= today]
    return max(before, default=None), min(after, default=None)


# ---------------------------------------------------------------- what was posted, and what would be


def _now(home: Home, day: date) -> tuple[DayDoc | None, str]:
    """The day as judged now, or the sentence why it cannot be."""
    try:
        return postings.assess(home, day)[0], ""
    except (JobError, CalendarUnknown, RulebookError) as error:
        return None, sentence(error) or ""


def _judged(view: DayView, now: DayDoc) -> DayView:
    if now["rest"]:
        return replace(view, standing="rest", occasion=now["occasion"])
    rows = day_rows(now, {}, frozenset())
    return replace(_laid_out(view, now, rows), standing="unposted" if rows else "empty")


def _posted(home: Home, view: DayView, edition: EditionDoc, now: DayDoc | None) -> DayView:
    """An edition, with a mark on everybody of whom a new one would say something else."""
    day = edition["day"]
    moved = now is not None and not same_posting(day, now)
    differs, told = would_differ(day, now) if now and moved else ({}, ())
    corrected = frozenset(change["number"] for change in edition["changes"])
    return replace(
        _laid_out(view, day, day_rows(day, differs, corrected)),
        standing="changed" if moved else "posted",
        edition=heading(edition),
        changes=told,
        files=publication.files_of(home, view.day, edition["edition"]),
    )


def would_differ(before: DayDoc, now: DayDoc) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """What a new edition would say differently: by number, and all of it in the order of a posting."""
    by_number: dict[str, list[str]] = {}
    moved = changes(before, now)
    for change in moved:
        by_number.setdefault(change["number"], []).append(change_text(change))
    return by_number, (*map(change_text, moved), *map(post_change_text, post_changes(before, now)))


def heading(edition: EditionDoc) -> Heading:
    """An edition's number, and who posted it when and why."""
    return Heading(edition["edition"], edition["posted_at"], edition["author"], edition["reason"])


def _laid_out(view: DayView, day: DayDoc, rows: tuple[DayRow, ...]) -> DayView:
    people = day["people"]
    return replace(
        view,
        occasion=day["occasion"],
        complete=day["complete"],
        sessions=tuple(session_names(people)),
        rows=rows,
        units=tuple(dict.fromkeys(person["unit"] for person in walk(people))),
        kinds=kinds_of(rows),
        totals=totals(people),
        reach=data_line(day["terminals"]),
        notes=tuple(exception_lines(day)),
        vacancies=tuple(vacancy_text(*found) for found in vacancies(day)),
    )

"""The page 月报: the month at a glance, how far it is posted, what it adds up to, and one person's month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from attendance.month import Noticed, OwnDay, days_text, sums
from office.failures import JobError
from office.home import Home
from office.month_grid import MonthGrid, Progress, field_sign, month_grid, worst
from office.month_sheet import FOLDER, files_of
from office.reckoning import month_at
from reports.judgement import verdict_cell, verdict_text
from reports.month_signs import read_signs
from reports.tones import code_tone
from store.database import last_change
from store.touched import first_posted_day

EARLY = 5  # until this day of a month the one before is the month that is seen to
NOTICE_WORDS = {"yellow_card": "黄牌警告", "notice": "通报"}
PRESENT = frozenset({"on_time", "rest", ""})


class Posting(NamedTuple):
    """How far a month is posted, in working days. `waiting` have passed and are not posted, the first of them being
    `first_waiting`; `ahead` are today and what is to come."""

    working: int
    posted: int
    waiting: int
    ahead: int
    first_waiting: date | None


@dataclass(frozen=True)
class MonthView:
    """A month. `last` is the month that goes on, beyond which there is none."""

    month: str
    last: str
    posting: Posting
    grid: MonthGrid
    folder: str
    files: Mapping[str, str]  # the sheets that have been made, by unit; of everybody by the empty one


def month_view(home: Home, month: str = "", progress: Progress | None = None) -> MonthView:
    """A month of everybody; with none named the one that is to be seen to. Long work."""
    month = month or due_month(home)
    grid = month_grid(home, month, progress)
    return MonthView(
        month=month,
        last=f"{home.clock():%Y-%m}",
        posting=_posting(grid),
        grid=grid,
        folder=str((home.path / FOLDER / month).resolve()),
        files=files_of(home, month, grid.units),
    )


def due_month(home: Home) -> str:
    """This month; in its first days the one before, where anything of that was posted."""
    today = home.clock().date()
    before = today.replace(day=1) - timedelta(days=1)
    with home.store.reading():
        begun = first_posted_day()
    early = today.day <= EARLY and begun is not None and begun <= before
    return f"{before if early else today:%Y-%m}"


def _posting(grid: MonthGrid) -> Posting:
    working = [day for day in grid.days if day.date in grid.worked]
    posted = sum(day.standing == "posted" for day in working)
    waiting = [day.date for day in working if day.standing != "posted" and day.date < grid.today]
    ahead = len(working) - posted - len(waiting)
    return Posting(len(working), posted, len(waiting), ahead, min(waiting, default=None))


# ---------------------------------------------------------------- one person


class DayLine(NamedTuple):
    """A posted day of a person: the sign and tone of its field, and what was found. `ordinary`: nothing to tell."""

    date: date
    edition: int
    sign: str
    tone: str
    text: str
    ordinary: bool


class Counted(NamedTuple):
    """late, 2 times; on_leave:事假, 1.5 days. `per`: time, day."""

    code: str
    much: str
    per: str
    tone: str


@dataclass(frozen=True)
class PersonMonth:
    """A person's posted month: the days, and what is counted of them."""

    month: str
    number: str
    name: str
    unit: str
    post: str
    due: str
    attended: str
    days: tuple[DayLine, ...]
    counted: tuple[Counted, ...]
    notices: tuple[str, ...]


def person_month(home: Home, number: str, month: str) -> PersonMonth:
    """One person's month as posted. Raises JobError where no posting of the month lists him."""
    with home.store.reading():
        own = month_at(home, month, last_change()).own.get(number)
    if own is None:
        raise JobError(f"{month} 还没有公示过工号 {number} 的考勤，公示以后这里才有")
    person, added, signs = own.last, sums(own), read_signs(home.settings.signs)
    return PersonMonth(
        *(month, number, person["name"], person["unit"], person["post"]),
        due=days_text(added.due),
        attended=days_text(added.attended),
        days=tuple(_day_line(day, signs) for day in own.days),
        counted=(*_times(added.times), *_days(added.days)),
        notices=tuple(map(_notice, own.notices)),
    )


def _notice(notice: Noticed) -> str:
    return f"{notice.day} {NOTICE_WORDS[notice.kind]}：{notice.reason}"


def _day_line(day: OwnDay, signs: Mapping[str, str]) -> DayLine:
    code, cell = worst(day.person), verdict_cell(day.person)
    ordinary = not day.person["findings"] and code in PRESENT
    return DayLine(day.date, day.edition, field_sign(code, signs), cell.tone, verdict_text(day.person), ordinary)


def _times(times: Mapping[str, int]) -> list[Counted]:
    """What was found, in times; absence is told in days."""
    told = {code: many for code, many in times.items() if code not in ("absent", "unknown")}
    return [Counted(code, str(many), "time", code_tone(code)) for code, many in sorted(told.items())]


def _days(days: Mapping[str, Fraction]) -> list[Counted]:
    return [Counted(code, days_text(much), "day", code_tone(code)) for code, much in sorted(days.items())]

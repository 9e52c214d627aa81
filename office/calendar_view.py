"""The calendar of a year as the window shows it, and the office's own days in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from attendance.calendar import CalendarUnknown, official_days
from attendance.records import CalendarDay
from office import days
from office.failures import JobError
from office.home import Home
from store import calendar
from store.database import last_change
from store.editions import headings

WEEKDAYS = "一二三四五六日"
STATES = {
    "state": "国务院办公厅已公布这一年的放假安排。",
    "office": "本中心已确认这一年的日历：周一至周五上班，另加逐日设置的日子。",
    "": "这一年的放假安排还没有公布，本中心也没有确认；确认以前不认定这一年的考勤。",
}


class DayCell(NamedTuple):
    """A day of the calendar. `kind`: workday, weekend, holiday, make_up, own_open, own_closed, unknown. `follows` is
    the weekday whose hours apply, where it is another's; `restored` is what the day falls back to without the office's
    own word, empty where it has none."""

    date: date
    kind: str
    working: bool
    reason: str
    follows: int | None
    posted: bool
    restored: str
    sentence: str


@dataclass(frozen=True)
class YearView:
    """A year, month by month. `source`: state, office, or empty while nobody settled it."""

    year: int
    source: str
    sentence: str
    months: tuple[tuple[DayCell, ...], ...]
    working: int
    own: int
    today: date


def calendar_view(home: Home, year: int) -> YearView:
    """Every day of a year: worked or not, and why."""
    days.settle(home, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    with home.store.reading():
        as_of = last_change()
        source = calendar.settled_years(as_of).get(year, "")
        entries = calendar.entries(first, last, as_of)
        published = calendar.published(first, last, as_of)
        posted = {heading.day for heading in headings()}
    cells = [
        _cell(day, source, entries.get(day), published, day in posted)
        for day in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    ]
    return YearView(
        year=year,
        source=source,
        sentence=STATES[source] + _published_since(year, source, entries),
        months=tuple(tuple(cell for cell in cells if cell.date.month == month) for month in range(1, 13)),
        working=sum(cell.working for cell in cells),
        own=sum(entry.source == "office" for entry in entries.values()),
        today=home.clock().date(),
    )


def _published_since(year: int, source: str, entries: Mapping[date, CalendarDay]) -> str:
    """That the state published a year after the office had confirmed it, and how many days it says otherwise."""
    if source != "office":
        return ""
    try:
        official = official_days(year)
    except CalendarUnknown:
        return ""
    other = [day for day in official if _plain(entries.get(day.date), day.date).working != day.working]
    told = f"国务院办公厅后来公布的安排有 {len(other)} 天与此不同，请逐日核对：" if other else ""
    return told + "、".join(f"{day.date.month}月{day.date.day}日" for day in other) + ("。" if other else "")


def _plain(entry: CalendarDay | None, day: date) -> CalendarDay:
    return entry or CalendarDay(day, day.weekday() < 5, day.weekday())


def _cell(
    day: date, source: str, entry: CalendarDay | None, published: Mapping[date, CalendarDay], posted: bool
) -> DayCell:
    """A day with what it is, and in one sentence why."""
    own = entry is not None and entry.source == "office"
    if entry is None and not source:
        return DayCell(day, "unknown", False, "", None, posted, "", f"{_named(day)}：还没有确定")
    of = _plain(entry, day)
    follows = of.follows if of.follows != day.weekday() else None
    restored = _told(published.get(day), day, source) if own else ""
    sentence = f"{_named(day)}：{_arranged(of)}" + (f"，按星期{WEEKDAYS[follows]}的作息" if follows is not None else "")
    who = "（本中心设置）" if own else ""
    return DayCell(day, _kind(of), of.working, of.reason, follows, posted, restored, sentence + who)


def _kind(of: CalendarDay) -> str:
    match of.source:
        case "office":
            return "own_open" if of.working else "own_closed"
        case "state":
            return "make_up" if of.working else "holiday"
    return "workday" if of.working else "weekend"


def _told(published: CalendarDay | None, day: date, source: str) -> str:
    return _arranged(_plain(published, day)) if published or source else "还没有确定"


def _arranged(of: CalendarDay) -> str:
    """上班，补班（国庆节调休）; 休息，国庆节."""
    return f"{'上班' if of.working else '休息'}" + (f"，{of.reason}" if of.reason else "")


def _named(day: date) -> str:
    return f"{day} 星期{WEEKDAYS[day.weekday()]}"


# ---------------------------------------------------------------- the office's own days


def set_own_day(home: Home, day: date, working: bool, follows: int | None, reason: str) -> str:
    """The office closes a day, or opens it, perhaps with another weekday's hours. Gives what to say.

    Raises JobError without a reason.
    """
    if not reason.strip():
        raise JobError("请写明事由，例如“线路检修，全天不上班”；公示表上会印出来")
    own = days.set_day(home, day, working, follows if working else None, reason.strip())
    return f"已定：{_named(day)}{_arranged(own)}。{_standing(home, day)}"


def clear_own_day(home: Home, day: date, reason: str = "") -> str:
    """Take the office's word on a day back. Gives what to say. Raises JobError where it had none."""
    days.clear_day(home, day, reason.strip())
    with home.store.reading():
        as_of = last_change()
        source = calendar.settled_years(as_of).get(day.year, "")
        told = _told(calendar.entries(day, day, as_of).get(day), day, source)
    return f"已撤销本中心对 {_named(day)}的设置，恢复为：{told}。{_standing(home, day)}"


def confirm_year(home: Home, year: int) -> str:
    """The office confirms a year that is not published. Gives what to say. Raises JobError where it is settled."""
    days.settle(home, year)
    with home.store.reading():
        if year in calendar.settled_years(last_change()):
            raise JobError(f"{year} 年的工作日历已经确定，不需要再确认；个别日子请在日历上点那一天更改")
    days.confirm(home, year)
    return f"已确认 {year} 年：周一至周五上班，加上本中心逐日设置的日子。国务院公布以后请逐日核对。"


def _standing(home: Home, day: date) -> str:
    """That a posted day stays as it is posted."""
    with home.store.reading():
        posted = any(heading.day == day for heading in headings())
    return "这一天已经公示，公示内容不变；要更正，请重新公示这一天并写明原因。" if posted else ""

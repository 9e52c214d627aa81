"""The sections of a rulebook that every one must have: clauses, hours, punctuality, data.

Number, date and clause stand together: a section is a list of dated entries, each naming its clause, and the entry
with the latest `from` not after the day is in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from attendance.entries import HALVES, Half
from attendance.records import CalendarDay
from attendance.shape import Key, Rows, day, month_day, one_of, pair, text, time_of_day, whole, words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Clause:
    """One clause of the regulation: judged by a rule of the program, or by hand for the reason given."""

    id: str
    place: str
    since: date
    text: str
    document: str
    rule: str
    by_hand: str


@dataclass(frozen=True)
class Dated:
    """A section's entry: in force from a day on, by a clause."""

    since: date
    clause: str


@dataclass(frozen=True)
class SessionHours:
    """A session's hours in minutes; windows only where the regulation sets them itself, both ends included.

    `half` is the half-day of leave that the session is, `both` where it is the whole day; by default its name says.
    """

    name: str
    start: int
    end: int
    sign_in: tuple[int, int] | None
    sign_out: tuple[int, int] | None
    half: str = ""

    @property
    def halves(self) -> tuple[Half, ...]:
        """The half-days of leave that the session makes up."""
        said = self.half or self.name
        return tuple(half for half in HALVES if half == said) or HALVES


@dataclass(frozen=True)
class Hours(Dated):
    """Hours of work, all year or in a season (inclusive, may span New Year), every day or on some weekdays."""

    season: tuple[MonthDay, MonthDay] | None
    weekdays: tuple[str, ...]
    sessions: tuple[SessionHours, ...]

    def applies(self, calendar_day: CalendarDay) -> bool:
        in_season = self.season is None or _in_season(calendar_day.date, *self.season)
        return in_season and (not self.weekdays or WEEKDAYS[calendar_day.follows] in self.weekdays)


def _in_season(of: date, first: MonthDay, last: MonthDay) -> bool:
    today = of.month, of.day
    return first <= today <= last if first <= last else today >= first or today <= last


@dataclass(frozen=True)
class Punctuality(Dated):
    """Minutes early and late, and how exactly times are compared."""

    early_minutes: int
    stay_minutes: int
    absent_after: int
    resolution: str
    fold_seconds: int
    window_before: int
    window_after: int


@dataclass(frozen=True)
class DataRules(Dated):
    """When data are good enough to judge by."""

    terminals: str
    offset_seconds: int
    silent_people: int
    usual_days: int
    usual_percent: int


DATED: Mapping[str, Key] = {"from": Key(day), "clause": Key(text())}
SESSION: Mapping[str, Key] = {
    "name": Key(text()),
    "start": Key(time_of_day),
    "end": Key(time_of_day),
    "sign_in": Key(pair(time_of_day), None),
    "sign_out": Key(pair(time_of_day), None),
    "half": Key(one_of("am", "pm", "both"), ""),
}
CLAUSE: Mapping[str, Key] = {
    "id": Key(text()),
    "place": Key(text()),
    "from": Key(day),
    "text": Key(text()),
    "document": Key(text(), ""),
    "rule": Key(text(), ""),
    "by_hand": Key(text(), ""),
}
HOURS: Mapping[str, Key] = {
    **DATED,
    "season": Key(pair(month_day), None),
    "weekdays": Key(words(*WEEKDAYS), ()),
    "sessions": Key(Rows(SessionHours, SESSION)),
}
PUNCTUALITY: Mapping[str, Key] = {
    **DATED,
    "early_minutes": Key(whole(0, 120)),
    "stay_minutes": Key(whole(0, 120)),
    "absent_after": Key(whole(1, 600)),
    "resolution": Key(one_of("minute", "second")),
    "fold_seconds": Key(whole(0, 600)),
    "window_before": Key(whole(0, 480)),
    "window_after": Key(whole(0, 480)),
}
DATA: Mapping[str, Key] = {
    **DATED,
    "terminals": Key(one_of("all", "floor")),
    "offset_seconds": Key(whole(1, 3600)),
    "silent_people": Key(whole(1, 1000)),
    "usual_days": Key(whole(1, 366)),
    "usual_percent": Key(whole(1, 100)),
}

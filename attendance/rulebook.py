"""A rulebook: the regulation of one centre as a dated TOML file, checked whole before it judges anybody.

Number, date and clause stand together: every section is a list of dated entries, each naming its clause,
and the entry with the latest `from` not after the day is in force. `Rulebook.on(day)` gives that day's rules
as plain numbers.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from attendance.records import CalendarDay, Session
from attendance.shape import Fault, Key, Rows, day, month_day, one_of, pair, text, time_of_day, whole, words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = 60

MonthDay = tuple[int, int]


class RulebookError(Exception):
    """A rulebook that cannot judge; `faults` holds every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.key}: {fault.kind} ({fault.value})" for fault in faults))
        self.faults = tuple(faults)


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
    """A session's hours in minutes; windows only where the regulation sets them itself."""

    name: str
    start: int
    end: int
    sign_in: tuple[int, int] | None
    sign_out: tuple[int, int] | None


@dataclass(frozen=True)
class Hours(Dated):
    """Hours of work, all year or in a season (inclusive, may span New Year), every day or on some weekdays."""

    season: tuple[MonthDay, MonthDay] | None
    weekdays: tuple[str, ...]
    sessions: tuple[SessionHours, ...]

    def applies(self, calendar_day: CalendarDay) -> bool:
        in_season = self.season is None or _in_season(calendar_day.date, *self.season)
        return in_season and (not self.weekdays or WEEKDAYS[calendar_day.follows] in self.weekdays)


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


@dataclass(frozen=True)
class Book:
    """A rulebook file as it stands."""

    name: str
    title: str
    document: str
    clauses: tuple[Clause, ...]
    hours: tuple[Hours, ...]
    punctuality: tuple[Punctuality, ...]
    data: tuple[DataRules, ...]


_DATED = {"from": Key(day), "clause": Key(text())}
_SESSION = {
    "name": Key(text()),
    "start": Key(time_of_day),
    "end": Key(time_of_day),
    "sign_in": Key(pair(time_of_day), None),
    "sign_out": Key(pair(time_of_day), None),
}
_CLAUSE = {
    "id": Key(text()),
    "place": Key(text()),
    "from": Key(day),
    "text": Key(text()),
    "document": Key(text(), ""),
    "rule": Key(text(), ""),
    "by_hand": Key(text(), ""),
}
_HOURS = _DATED | {
    "season": Key(pair(month_day), None),
    "weekdays": Key(words(*WEEKDAYS), ()),
    "sessions": Key(Rows(SessionHours, _SESSION)),
}
_PUNCTUALITY = _DATED | {
    "early_minutes": Key(whole(0, 120)),
    "stay_minutes": Key(whole(0, 120)),
    "absent_after": Key(whole(1, 600)),
    "resolution": Key(one_of("minute", "second")),
    "fold_seconds": Key(whole(0, 600)),
    "window_before": Key(whole(0, 480)),
    "window_after": Key(whole(0, 480)),
}
_DATA = _DATED | {
    "terminals": Key(one_of("all", "floor")),
    "offset_seconds": Key(whole(1, 3600)),
    "silent_people": Key(whole(1, 1000)),
    "usual_days": Key(whole(1, 366)),
    "usual_percent": Key(whole(1, 100)),
}
BOOK: Mapping[str, Key] = {
    "name": Key(text(r"[a-z0-9][a-z0-9_-]*")),
    "title": Key(text()),
    "document": Key(text()),
    "clauses": Key(Rows(Clause, _CLAUSE)),
    "hours": Key(Rows(Hours, _HOURS)),
    "punctuality": Key(Rows(Punctuality, _PUNCTUALITY)),
    "data": Key(Rows(DataRules, _DATA)),
}

DatedT = TypeVar("DatedT", bound=Dated)


@dataclass(frozen=True)
class RulesOfDay:
    """The rulebook as it stands on one day: sessions in seconds, numbers, clause ids."""

    sessions: tuple[Session, ...]
    punctuality: Punctuality
    data: DataRules
    resolution: int  # seconds that times are truncated to


@dataclass(frozen=True)
class Rulebook:
    """A checked rulebook. `version` names its exact text."""

    text: str
    book: Book

    @cached_property
    def version(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        return self.book.name

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.book.clauses}

    def citation(self, clause: str) -> str:
        """The clause as a clerk cites it: 宜政务[2013]28号 第五条第1款."""
        found = self.clauses[clause]
        return f"{found.document or self.book.document} {found.place}"

    def on(self, calendar_day: CalendarDay) -> RulesOfDay:
        """The rules in force on a day. Raises RulebookError for a day before the rulebook begins."""
        of = calendar_day.date
        punctuality = _in_force(self.book.punctuality, of, "punctuality")
        hours = _narrowest([entry for entry in self.book.hours if entry.applies(calendar_day)], of)
        return RulesOfDay(
            sessions=tuple(sessions_of(_in_force(hours, of, "hours"), punctuality)),
            punctuality=punctuality,
            data=_in_force(self.book.data, of, "data"),
            resolution=MINUTE if punctuality.resolution == "minute" else 1,
        )


def _in_season(of: date, first: MonthDay, last: MonthDay) -> bool:
    today = of.month, of.day
    return first <= today <= last if first <= last else today >= first or today <= last


def _in_force(entries: Sequence[DatedT], of: date, section: str) -> DatedT:
    begun = [entry for entry in entries if entry.since <= of]
    if not begun:
        raise RulebookError([Fault(section, of.isoformat(), "not_begun")])
    return max(begun, key=lambda entry: entry.since)


def _narrowest(hours: Sequence[Hours], of: date) -> list[Hours]:
    """Of the hours that apply, those for some weekdays come before a season's, and these before all year's."""

    def width(entry: Hours) -> tuple[bool, bool]:
        return not entry.weekdays, entry.season is None

    begun = [entry for entry in hours if entry.since <= of]
    narrowest = min(map(width, begun), default=None)
    return [entry for entry in begun if width(entry) == narrowest]


def sessions_of(hours: Hours, rules: Punctuality) -> Iterator[Session]:
    """Sessions with due times and windows in seconds; two windows that would overlap meet in the gap's middle."""
    for index, session in enumerate(hours.sessions):
        before = hours.sessions[index - 1] if index else None
        after = hours.sessions[index + 1] if index + 1 < len(hours.sessions) else None
        middle = (session.start + session.end) * MINUTE // 2
        in_from, in_to = _seconds(session.sign_in) or (_reach_back(session, before, rules), middle)
        out_from, out_to = _seconds(session.sign_out) or (middle, _reach_on(session, after, rules))
        yield Session(
            name=session.name,
            start=session.start * MINUTE,
            end=session.end * MINUTE,
            due_in=(session.start - rules.early_minutes) * MINUTE,
            due_out=(session.end + rules.stay_minutes) * MINUTE,
            in_from=in_from,
            in_to=in_to,
            out_from=out_from,
            out_to=out_to,
        )


def _seconds(window: tuple[int, int] | None) -> tuple[int, int] | None:
    return window and (window[0] * MINUTE, window[1] * MINUTE)


def _meeting(before: SessionHours, after: SessionHours, rules: Punctuality) -> int | None:
    """Where the windows of two neighbouring sessions meet, if their gap is shorter than both reach."""
    if after.start - before.end >= rules.window_after + rules.window_before:
        return None
    return (before.end + after.start) * MINUTE // 2


def _reach_back(session: SessionHours, before: SessionHours | None, rules: Punctuality) -> int:
    meeting = _meeting(before, session, rules) if before else None
    return (session.start - rules.window_before) * MINUTE if meeting is None else meeting


def _reach_on(session: SessionHours, after: SessionHours | None, rules: Punctuality) -> int:
    meeting = _meeting(session, after, rules) if after else None
    return (session.end + rules.window_after) * MINUTE if meeting is None else meeting

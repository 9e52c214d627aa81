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

from attendance.allowance_rules import (
    ALLOWANCE_SECTIONS,
    AllowancePlan,
    Bonus,
    Deduction,
    Forfeit,
    Rate,
    Steps,
)
from attendance.chapters import (
    CHAPTERS,
    ContradictionRules,
    CorrectionRules,
    CoverRules,
    DutyRules,
    LeaveRules,
    OutingRules,
    Role,
    Shift,
    StepAwayRules,
    Threshold,
)
from attendance.records import CalendarDay, Session
from attendance.sections import (
    CLAUSE,
    DATA,
    HOURS,
    PUNCTUALITY,
    Clause,
    DataRules,
    Dated,
    Hours,
    Punctuality,
    SessionHours,
)
from attendance.shape import Fault, Key, Rows, text

MINUTE = 60


class RulebookError(Exception):
    """A rulebook that cannot judge; `faults` holds every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.key}: {fault.kind} ({fault.value})" for fault in faults))
        self.faults = tuple(faults)


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
    roles: tuple[Role, ...] = ()
    leave: tuple[LeaveRules, ...] = ()
    outings: tuple[OutingRules, ...] = ()
    step_away: tuple[StepAwayRules, ...] = ()
    cover: tuple[CoverRules, ...] = ()
    corrections: tuple[CorrectionRules, ...] = ()
    contradictions: tuple[ContradictionRules, ...] = ()
    duty: tuple[DutyRules, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    allowance: tuple[AllowancePlan, ...] = ()
    rates: tuple[Rate, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    steps: tuple[Steps, ...] = ()
    forfeits: tuple[Forfeit, ...] = ()


BOOK: Mapping[str, Key] = {
    "name": Key(text(r"[a-z0-9][a-z0-9_-]*")),
    "title": Key(text()),
    "document": Key(text()),
    "clauses": Key(Rows(Clause, CLAUSE)),
    "hours": Key(Rows(Hours, HOURS)),
    "punctuality": Key(Rows(Punctuality, PUNCTUALITY)),
    "data": Key(Rows(DataRules, DATA)),
    **CHAPTERS,
    **ALLOWANCE_SECTIONS,
}

DatedT = TypeVar("DatedT", bound=Dated)


@dataclass(frozen=True)
class RulesOfDay:
    """The rulebook as it stands on one day: sessions in seconds, numbers, clause ids."""

    sessions: tuple[Session, ...]
    hours: tuple[SessionHours, ...]  # what the sessions were made from
    punctuality: Punctuality
    data: DataRules
    resolution: int  # seconds that times are truncated to
    leave: LeaveRules | None
    outings: OutingRules | None
    step_away: StepAwayRules | None
    cover: CoverRules | None
    corrections: CorrectionRules | None
    contradictions: ContradictionRules | None
    duty: DutyRules | None
    thresholds: tuple[Threshold, ...]

    @property
    def shifts(self) -> dict[str, Shift]:
        """The duty shifts by name."""
        return {shift.hours.name: shift for shift in self.duty.shifts} if self.duty else {}


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
        of, book = calendar_day.date, self.book
        punctuality = _in_force(book.punctuality, of, "punctuality")
        hours = _in_force(_narrowest([entry for entry in book.hours if entry.applies(calendar_day)], of), of, "hours")
        return RulesOfDay(
            sessions=tuple(sessions_of(hours.sessions, punctuality)),
            hours=hours.sessions,
            punctuality=punctuality,
            data=_in_force(book.data, of, "data"),
            resolution=MINUTE if punctuality.resolution == "minute" else 1,
            leave=_latest(book.leave, of),
            outings=_latest(book.outings, of),
            step_away=_latest(book.step_away, of),
            cover=_latest(book.cover, of),
            corrections=_latest(book.corrections, of),
            contradictions=_latest(book.contradictions, of),
            duty=_latest(book.duty, of),
            thresholds=tuple(
                found
                for name in dict.fromkeys(entry.name for entry in book.thresholds)
                if (found := _latest([entry for entry in book.thresholds if entry.name == name], of))
            ),
        )

    def role_title(self, role: str) -> str:
        """组长 for group_leader; a role the rulebook does not know is shown as it stands."""
        return next((known.title for known in self.book.roles if known.name == role), role)


def _latest(entries: Sequence[DatedT], of: date) -> DatedT | None:
    return max((entry for entry in entries if entry.since <= of), key=lambda entry: entry.since, default=None)


def _in_force(entries: Sequence[DatedT], of: date, section: str) -> DatedT:
    found = _latest(entries, of)
    if found is None:
        raise RulebookError([Fault(section, of.isoformat(), "not_begun")])
    return found


def _narrowest(hours: Sequence[Hours], of: date) -> list[Hours]:
    """Of the hours that apply, those for some weekdays come before a season's, and these before all year's."""

    def width(entry: Hours) -> tuple[bool, bool]:
        return not entry.weekdays, entry.season is None

    begun = [entry for entry in hours if entry.since <= of]
    narrowest = min(map(width, begun), default=None)
    return [entry for entry in begun if width(entry) == narrowest]


def sessions_of(hours: Sequence[SessionHours], rules: Punctuality) -> Iterator[Session]:
    """Sessions with due times and windows in seconds; two windows that would overlap meet in the gap's middle."""
    for index, session in enumerate(hours):
        before = hours[index - 1] if index else None
        after = hours[index + 1] if index + 1 < len(hours) else None
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
            halves=session.halves,
        )


def _seconds(window: tuple[int, int] | None) -> tuple[int, int] | None:
    """A window that the regulation names holds its last minute too."""
    return window and (window[0] * MINUTE, (window[1] + 1) * MINUTE)


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

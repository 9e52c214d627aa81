"""The sections of a rulebook that a regulation may or may not have: leave, outings, step-aways, cover, corrections,
contradictions, duty, and what counts up over a month or a year.

A chapter that a rulebook leaves out is not judged at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from attendance.entries import Step
from attendance.sections import DATED, SESSION, Dated, SessionHours
from attendance.shape import Key, Reader, RefusedError, Rows, halves, list_of, one_of, text, whole, yes_no

# ---------------------------------------------------------------- leave

SIGNING = re.compile(r"([a-z_]+(?:\|[a-z_]+)*) (approve|opinion|file)")


@dataclass(frozen=True)
class Role:
    """Somebody who signs, by the name commands use and the title slips print."""

    name: str
    title: str


@dataclass(frozen=True)
class LeaveKind:
    """A kind of leave; `days_a_year` in half-days, None where the regulation sets none."""

    name: str
    days_a_year: int | None


@dataclass(frozen=True)
class ChainRow:
    """Who signs a leave of a certain length (in half-days; None: open), for some applicants or kinds only.

    Applicants are the titles (职务) on the roster. 以上 is `at_least`, 以内 is `at_most`.
    """

    applicants: tuple[str, ...]
    kinds: tuple[str, ...]
    at_least: int | None
    above: int | None
    at_most: int | None
    below: int | None
    steps: tuple[Step, ...]

    def covers(self, length: int) -> bool:
        """Whether a leave of so many half-days is signed by this row."""
        long_enough = (self.at_least is None or length >= self.at_least) and (self.above is None or length > self.above)
        short_enough = (self.at_most is None or length <= self.at_most) and (self.below is None or length < self.below)
        return long_enough and short_enough

    @property
    def bounds(self) -> tuple[int, ...]:
        """The lengths at which it begins and ends."""
        return tuple(b for b in (self.at_least, self.above, self.at_most, self.below) if b is not None)


@dataclass(frozen=True)
class LeaveRules(Dated):
    """请假: kinds and chains; `filing_days`, `closing_days` in working days, None where there is no limit or duty."""

    kinds: tuple[LeaveKind, ...]
    chains: tuple[ChainRow, ...]
    filing_days: int | None
    closing_days: int | None
    handover: bool


def _step(value: object) -> Step:
    """ "group_leader approve", "chief_representative|business_section opinion"."""
    match = SIGNING.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise RefusedError("signing")
    return Step(tuple(match[1].split("|")), match[2])


_KIND = {"name": Key(text()), "days_a_year": Key(halves, None)}
_CHAIN = {
    "applicants": Key(list_of(text()), ()),
    "kinds": Key(list_of(text()), ()),
    **{bound: Key(halves, None) for bound in ("at_least", "above", "at_most", "below")},
    "steps": Key(list_of(_step)),
}
_LEAVE = {
    **DATED,
    "kinds": Key(Rows(LeaveKind, _KIND)),
    "chains": Key(Rows(ChainRow, _CHAIN)),
    "filing_days": Key(whole(0, 60), None),
    "closing_days": Key(whole(0, 10), None),
    "handover": Key(yes_no, False),
}

# ---------------------------------------------------------------- within a day


@dataclass(frozen=True)
class ReportRow:
    """To whom an outing of at most so many minutes is reported; None: any length."""

    at_most: int | None
    roles: tuple[str, ...]


@dataclass(frozen=True)
class OutingRules(Dated):
    """临时外出: to whom it is reported, by its length."""

    reports: tuple[ReportRow, ...]


@dataclass(frozen=True)
class StepAwayRules(Dated):
    """离岗告知. What the regulation does not limit is None; `by_keys`: the terminal's break keys open and close."""

    limit_minutes: int | None
    alarm_minutes: int
    a_day: int | None
    report_minutes: int | None
    by_keys: bool


@dataclass(frozen=True)
class CoverRules(Dated):
    """AB岗 and 空岗. `away`: of a step-away beyond its limit the part beyond counts as vacant, or the whole."""

    named: bool
    two_posts: bool
    away: str
    least_minutes: int


@dataclass(frozen=True)
class CorrectionRules(Dated):
    """补签: within how many working days, and how often a month; None where there is no limit."""

    punch_days: int | None
    punches_a_month: int | None
    sheet_days: int | None


@dataclass(frozen=True)
class ContradictionRules(Dated):
    """记录矛盾: punches on two floors within so many seconds are looked at; None: they are not."""

    distant_seconds: int | None


@dataclass(frozen=True)
class Shift:
    """A duty shift. `instead` of the day's own sessions or beside them; `opens`: the window is open meanwhile;
    `elsewhere`: served away from the terminals, without punches."""

    hours: SessionHours
    instead: bool
    opens: bool
    elsewhere: bool


@dataclass(frozen=True)
class DutyRules(Dated):
    """值班: the shifts there are."""

    shifts: tuple[Shift, ...]


@dataclass(frozen=True)
class Threshold(Dated):
    """What so many findings, absent days or days of leave in a month or year lead to.

    `counts` holds finding codes, or kinds of leave where `unit` is leave_days. The bounds are in halves, as every
    number of days here is: half-days, and twice the times.
    """

    name: str
    title: str
    counts: tuple[str, ...]
    unit: str
    per: str
    at_least: int | None
    above: int | None

    def reached(self, counted: int) -> bool:
        """Whether that many lead to it."""
        return (self.at_least is None or counted >= self.at_least) and (self.above is None or counted > self.above)


def _shift(**values: object) -> Shift:
    flags = {name: bool(values.pop(name)) for name in ("instead", "opens", "elsewhere")}
    return Shift(SessionHours(**values), **flags)  # type: ignore[arg-type]


_SHIFT = {**SESSION, "instead": Key(yes_no, False), "opens": Key(yes_no, True), "elsewhere": Key(yes_no, False)}
_MINUTES = whole(1, 600)


def optional(read: Reader) -> Key:
    """A key that may be left out: then there is no such limit."""
    return Key(read, None)


CHAPTERS: Mapping[str, Key] = {
    "roles": Key(Rows(Role, {"name": Key(text(r"[a-z_]+")), "title": Key(text())}), ()),
    "leave": Key(Rows(LeaveRules, _LEAVE), ()),
    "outings": Key(
        Rows(
            OutingRules,
            {
                **DATED,
                "reports": Key(
                    Rows(ReportRow, {"at_most": optional(_MINUTES), "roles": Key(list_of(text(r"[a-z_]+")))})
                ),
            },
        ),
        (),
    ),
    "step_away": Key(
        Rows(
            StepAwayRules,
            {
                **DATED,
                "limit_minutes": optional(_MINUTES),
                "alarm_minutes": Key(whole(0, 60), 0),
                "a_day": optional(whole(1, 100)),
                "report_minutes": optional(_MINUTES),
                "by_keys": Key(yes_no, False),
            },
        ),
        (),
    ),
    "cover": Key(
        Rows(
            CoverRules,
            {
                **DATED,
                "named": Key(yes_no),
                "two_posts": Key(yes_no),
                "away": Key(one_of("beyond", "whole")),
                "least_minutes": Key(_MINUTES),
            },
        ),
        (),
    ),
    "corrections": Key(
        Rows(
            CorrectionRules,
            {
                **DATED,
                "punch_days": optional(whole(0, 60)),
                "punches_a_month": optional(whole(0, 100)),
                "sheet_days": optional(whole(0, 60)),
            },
        ),
        (),
    ),
    "contradictions": Key(Rows(ContradictionRules, {**DATED, "distant_seconds": optional(whole(1, 3600))}), ()),
    "duty": Key(Rows(DutyRules, {**DATED, "shifts": Key(Rows(_shift, _SHIFT))}), ()),
    "thresholds": Key(
        Rows(
            Threshold,
            {
                **DATED,
                "name": Key(text(r"[a-z_]+")),
                "title": Key(text()),
                "counts": Key(list_of(text())),
                "unit": Key(one_of("times", "absent_days", "leave_days")),
                "per": Key(one_of("month", "year")),
                "at_least": optional(halves),
                "above": optional(halves),
            },
        ),
        (),
    ),
}

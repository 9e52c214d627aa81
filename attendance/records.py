"""The words of the house as frozen records: what was read, what is known of a day, what was found.

Nothing here acts. A terminal's time is kept as the terminal's own *count* (see `clock_count`), because
that keeps impossible dates such as 31 February exactly as they were read and still sorts like time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from attendance.entries import HALVES, NOTHING, Entries, Entry, Half, Leave, Mark, Outing, StepAway

DAY_SECONDS = 86400
CLOCK_EPOCH_YEAR = 2000


# ---------------------------------------------------------------- a terminal's clock


def clock_count(moment: datetime) -> int:
    """A wall-clock time as ZKTeco terminals count it: seconds, every month being 31 days long.

    Within one day the count is linear: `clock_count(t) - clock_count(midnight)` is seconds since midnight.
    """
    days = ((moment.year - CLOCK_EPOCH_YEAR) * 12 + moment.month - 1) * 31 + moment.day - 1
    return days * DAY_SECONDS + moment.hour * 3600 + moment.minute * 60 + moment.second


def day_count(day: date) -> int:
    """The count of a day's midnight."""
    return clock_count(datetime.combine(day, time()))


def _count_parts(count: int) -> tuple[int, int, int, int, int, int]:
    days, seconds = divmod(count, DAY_SECONDS)
    months, day = divmod(days, 31)
    year, month = divmod(months, 12)
    return CLOCK_EPOCH_YEAR + year, month + 1, day + 1, seconds // 3600, seconds // 60 % 60, seconds % 60


def clock_time(count: int) -> datetime | None:
    """The wall-clock time of a terminal's count; None when the terminal holds a date that does not exist."""
    try:
        return datetime(*_count_parts(count))
    except ValueError:
        return None


def clock_text(count: int) -> str:
    """A count as text, `2026-11-20T08:21:07`, also when the date does not exist (`2026-02-31T…`)."""
    year, month, day, hour, minute, second = _count_parts(count)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


# ---------------------------------------------------------------- what a terminal gives


class RawPunch(NamedTuple):
    """One record of a terminal's log, as read. A named tuple: a log holds a hundred thousand of them.

    `user` is the terminal's own key of the person and part of the punch's identity: the user id, or
    `uid:17` in 8-byte logs, which know only the internal slot. `number` is the user id that the slot
    stood for when it was read; it stays `uid:17` where the terminal no longer knows that slot.
    """

    user: str
    at: int  # the terminal's count, see clock_count
    state: int  # the state key: 0 check-in, 1 check-out, 2 break-out, 3 break-in, 4/5 overtime, 255 undefined
    verify: int  # how the person was recognised: finger, card, password …
    number: str


class TerminalUser(NamedTuple):
    """A user as enrolled on a terminal."""

    uid: int
    number: str
    name: str


class Problem(NamedTuple):
    """Something in the data that a person must look at; never a reason to stop, never dropped.

    Kinds: impossible_date, future, unknown_number, unknown_uid, odd_state, count_low, replaced, log_cleared.
    """

    kind: str
    detail: str
    times: int = 1  # how many records it stands for


@dataclass(frozen=True, slots=True)
class Capacity:
    """How full a terminal is, as it counts itself."""

    users: int
    users_capacity: int
    records: int
    records_capacity: int


@dataclass(frozen=True, slots=True)
class Address:
    """Where a terminal answers. `comm_key` is the numeric communication key, 0 where none is set."""

    host: str
    port: int = 4370
    udp: bool = False
    comm_key: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One whole read of one terminal: everything its log held at `horizon`."""

    serial: str
    firmware: str
    offset: int  # seconds, terminal clock − office clock, measured before anything else
    horizon: datetime  # office time just before the log was asked for
    capacity: Capacity
    users: tuple[TerminalUser, ...]
    punches: Sequence[RawPunch]
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- what is known of a day


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Whether a day is worked, and why. `follows` is the weekday (0 = Monday) whose hours apply."""

    date: date
    working: bool
    follows: int
    reason: str = ""  # 国庆节, 补班, or the office's own words; empty on an ordinary day
    source: Literal["weekday", "state", "office"] = "weekday"


class Person(NamedTuple):
    """工作人员 as assigned on one day. A named tuple: a day of 2,000 people is read in milliseconds."""

    number: str
    name: str
    unit: str
    post: str
    role: str  # A or B
    group: str
    floor: str
    title: str
    terminal_number: str  # the user id on the terminals


class Punch(NamedTuple):
    """打卡记录 as judged. `second` is office time in seconds since the day's midnight."""

    second: int
    at: int  # as read, the terminal's count
    state: int
    user: str
    ordinal: int  # true repeats of one person, second and state count 0, 1, 2 …
    pull: int  # the first pull that brought it
    number: str  # the user id that `user` stood for when it was read


@dataclass(frozen=True, slots=True)
class PullFacts:
    """What a pull says about the punches it brought first."""

    id: int
    terminal: str
    serial: str
    offset: int
    horizon: datetime


class Stretch(NamedTuple):
    """From one office time to another."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class TerminalFacts:
    """A terminal on the day: `horizon` is None while it was never read; `pull` is the read that gave it.

    In `lost` stretches of the day punches may be missing although it was read: it was replaced, or its log cleared.
    """

    name: str
    floor: str = ""
    horizon: datetime | None = None
    offset: int | None = None
    pull: int | None = None
    lost: tuple[Stretch, ...] = ()


Side = Literal["in", "out"]


class Window(NamedTuple):
    """One side of one session: the stretch of the day in which that punch is looked for."""

    session: str
    side: Side


@dataclass(frozen=True, slots=True)
class DayFacts:
    """Everything a day is judged by. The same facts and the same rulebook give the same findings."""

    day: CalendarDay
    people: tuple[Person, ...]
    punches: Mapping[str, Sequence[Punch]]  # by number on the terminal, also of people nobody knows
    pulls: Mapping[int, PullFacts]
    terminals: tuple[TerminalFacts, ...]
    usual: Mapping[str, frozenset[str]] = field(default_factory=dict)  # terminal → terminal numbers of usual users
    worked: frozenset[tuple[str, Window]] = frozenset()  # the office decided: that terminal did work then
    entries: Entries = NOTHING


class Session(NamedTuple):
    """班次时段 of one day, in seconds since midnight. Windows are half-open."""

    name: str
    start: int
    end: int
    due_in: int
    due_out: int
    in_from: int
    in_to: int
    out_from: int
    out_to: int
    halves: tuple[Half, ...] = HALVES  # the half-days of leave that it makes up


class Doubt(NamedTuple):
    """Why a session cannot be judged: terminals not read past it, or presumed dead in one of its windows."""

    cause: Literal["not_read", "silent_terminal"]
    terminals: tuple[str, ...]


Seen = Punch | Mark  # what shows that somebody was there: a punch, or a witness


class SessionDay(NamedTuple):
    """One person's session: what serves it, and the doubt that lies on it, if any.

    `doubt` is what more data could change for the person; `whole` names the pulls that prove the terminals
    were read to the end, the evidence on which an absence rests. `away` is the result of a session wholly excused
    (on_leave:事假, on_outing, covered_elsewhere); `waived` are the sides on which no punch is asked for; `basis`
    are the entries that say so.
    """

    session: Session
    sign_in: Seen | None
    sign_out: Seen | None
    doubt: Doubt | None
    whole: tuple[int, ...]
    away: str = ""
    waived: tuple[Side, ...] = ()
    basis: tuple[Entry, ...] = ()


class Slips(NamedTuple):
    """A person's entries of the day. `unclosed` are leaves that should have been closed by today and were not."""

    leaves: tuple[Leave, ...] = ()
    outings: tuple[Outing, ...] = ()
    aways: tuple[StepAway, ...] = ()
    unclosed: tuple[Leave, ...] = ()


NO_SLIPS = Slips()


class PersonDay(NamedTuple):
    """One person's day, ready for the rules. `punches` are all of the day, `floors` the places of their terminals."""

    person: Person
    date: date
    sessions: tuple[SessionDay, ...]
    punches: Sequence[Punch] = ()
    slips: Slips = NO_SLIPS
    floors: Mapping[int, str] = {}


# ---------------------------------------------------------------- what was found


Fact = Punch | Entry | int | str  # a punch, something entered, a pull's id, a terminal's name


class Finding(NamedTuple):
    """认定: what a rule says, the clause it rests on and the facts that prove it.

    `minutes` is 0 where the code has none. `cause` tells an `absent` (no_punch, late, left_early), an `unknown`
    (not_read, silent_terminal) and the like apart. `evidence` holds punches, entries, pull ids and terminal names.
    """

    code: str
    session: str
    minutes: int
    clause: str
    evidence: tuple[Fact, ...] = ()
    cause: str = ""


class Verdict(NamedTuple):
    """A person's session, judged. `result` is what excuses it, else the gravest finding's code, else on_time."""

    day: SessionDay
    result: str


class PersonVerdict(NamedTuple):
    """A person's judged day."""

    person: Person
    sessions: tuple[Verdict, ...]
    findings: tuple[Finding, ...]


class Reason(NamedTuple):
    """Why somebody who holds a post was not there: absent, not_yet, left, on_outing, stepped_away, own_post,
    on_leave:…, covered_elsewhere; `not_due` where the person has no session then."""

    number: str
    name: str
    why: str


class Vacancy(NamedTuple):
    """空岗: nobody of a post was there, in seconds since midnight; `reasons` say of each where he was."""

    session: str
    first: int
    last: int
    clause: str
    reasons: tuple[Reason, ...]
    evidence: tuple[Fact, ...]


class PostVerdict(NamedTuple):
    """A post's judged day."""

    post: str
    unit: str
    floor: str
    vacancies: tuple[Vacancy, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """A terminal presumed dead: read whole, yet without a punch where its usual users should have punched."""

    terminal: str
    window: Window
    people: tuple[str, ...]  # numbers of the usual users who have no punch there


@dataclass(frozen=True, slots=True)
class Assessment:
    """A day, judged. `complete` is False while anybody is unknown or a terminal is not read past the day."""

    day: CalendarDay
    rulebook: str
    version: str
    complete: bool
    terminals: tuple[TerminalFacts, ...]
    read: frozenset[str]  # names of the terminals read past the day's last window
    silences: tuple[Silence, ...]
    people: tuple[PersonVerdict, ...]
    posts: tuple[PostVerdict, ...] = ()

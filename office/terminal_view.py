"""What the page of the terminals shows: each with its state, and reading them with every outcome in words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from attendance.calendar import CalendarUnknown
from attendance.records import Problem
from attendance.rulebook import RulebookError
from office import days
from office.failures import JobError
from office.home import Home
from office.pull import Outcome, Progress, pull
from office.terminal_check import failure_words
from office.terminal_words import offset_words, problem_words
from store import contacts, terminals
from store.calendar import calendar_on
from store.contacts import Failure, Lost, WholeRead
from store.database import last_change
from store.terminals import Placed

NEARLY_FULL = 80  # percent of a terminal's capacity
LOST_DAYS = 60  # how long a loss is shown
LOOK_BACK = 15  # days in which a working day is looked for
USUAL_OFFSET = 60  # seconds, where no rulebook can be read
MOST_PROBLEMS = 50  # as many as an eye reads


@dataclass(frozen=True)
class TerminalRow:
    """A terminal as the page shows it. `state`: ok, stale, failing, never; `since` is when that began."""

    name: str
    floor: str
    host: str
    port: int
    udp: bool
    comm_key: int
    state: str
    since: datetime | None
    contact: datetime | None  # when it was last tried
    read: datetime | None  # when it was last read whole
    horizon: datetime | None
    failure: str = ""  # the last failure in words, also where it works again
    failed_at: datetime | None = None
    serial: str = ""
    firmware: str = ""
    users: int = 0
    users_capacity: int = 0
    records: int = 0
    records_capacity: int = 0
    share: int | None = None  # of the capacity of records, in percent
    nearly_full: bool = False
    offset: int | None = None
    offset_wrong: bool = False  # more than the rulebook leaves in the times
    problems: tuple[str, ...] = ()  # of the last whole read, in words
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True)
class TerminalView:
    """The terminals that count today."""

    today: date
    rows: tuple[TerminalRow, ...]


def terminal_view(home: Home) -> TerminalView:
    """All terminals from what the store knows; no socket is touched."""
    return TerminalView(home.clock().date(), terminal_rows(home))


def terminal_rows(home: Home) -> tuple[TerminalRow, ...]:
    """The terminals that count today, each with its state."""
    today, (due, threshold) = home.clock().date(), _expected(home)
    with home.store.reading():
        placed = terminals.registered(today, last_change())
        names = [each.name for each in placed]
        reads, failed = contacts.whole_reads(names), contacts.failures(names)
        lost = contacts.lost_since(today - timedelta(days=LOST_DAYS))
        rows = [_row(each, reads.get(each.name), failed.get(each.name), due) for each in placed]
    filled = (_filled(row, reads[row.name], threshold) if row.name in reads else row for row in rows)
    return tuple(replace(row, lost=tuple(one for one in lost if one.terminal == row.name)) for row in filled)


def _row(placed: Placed, read: WholeRead | None, failure: Failure | None, due: datetime) -> TerminalRow:
    address = placed.address
    state, since = _state(placed.name, read, failure, due)
    tried = [each.started for each in (read, failure) if each]
    return TerminalRow(
        placed.name,
        placed.floor,
        address.host,
        address.port,
        address.udp,
        address.comm_key,
        state,
        since,
        max(tried, default=None),
        read.started if read else None,
        read.horizon if read else None,
        failure_words(failure.code, failure.detail, address) if failure else "",
        failure.started if failure else None,
    )


def _filled(row: TerminalRow, read: WholeRead, most: int) -> TerminalRow:
    share = read.records * 100 // read.records_capacity if read.records_capacity > 0 else None
    return replace(
        row,
        serial=read.serial,
        firmware=read.firmware,
        users=read.users,
        users_capacity=read.users_capacity,
        records=read.records,
        records_capacity=read.records_capacity,
        share=share,
        nearly_full=share is not None and share >= NEARLY_FULL,
        offset=read.offset,
        offset_wrong=abs(read.offset) > most,
        problems=_problems([Problem(*each) for each in json.loads(read.problems)]),
    )


def _problems(found: Sequence[Problem]) -> tuple[str, ...]:
    rest = len(found) - MOST_PROBLEMS
    return (*problem_words(found[:MOST_PROBLEMS]), *([f"另有 {rest} 项，见原始记录"] if rest > 0 else []))


def _state(name: str, read: WholeRead | None, failure: Failure | None, due: datetime) -> tuple[str, datetime | None]:
    """Failing counts from the first failure since the last whole read; stale from where the data ends."""
    last = read.pull if read else 0
    if failure and failure.pull > last:
        return ("failing" if read else "never"), contacts.failing_since(name, last)
    if read is None:
        return "never", None
    return ("stale", read.horizon) if read.horizon < due else ("ok", None)


def _expected(home: Home) -> tuple[datetime, int]:
    """Up to when every terminal should have been read, the end of the last working day before today; and the
    greatest offset that the rulebook leaves in the times."""
    now = home.clock()
    try:
        day = days.working_days(home, now.date() - timedelta(days=LOOK_BACK), now.date() - timedelta(days=1))[-1]
        with home.store.reading():
            of_day = calendar_on(day, last_change())
        rules = home.rulebook(day).on(of_day)
        end = max(session.out_to for session in rules.sessions)
    except (CalendarUnknown, RulebookError, JobError, IndexError, ValueError):
        return now - timedelta(days=1), USUAL_OFFSET  # the page of the rules says what is wrong with them
    return datetime.combine(day, time()) + timedelta(seconds=end), rules.data.offset_seconds


# ---------------------------------------------------------------- reading them now


@dataclass(frozen=True)
class ReadResult:
    """How one terminal's read ended, ready to be told."""

    name: str
    ok: bool
    sentence: str
    problems: tuple[str, ...]
    seconds: float
    new: int = 0
    known: int = 0
    offset: int | None = None
    horizon: datetime | None = None


def read_now(home: Home, names: Sequence[str] = (), progress: Progress | None = None) -> tuple[ReadResult, ...]:
    """Read the named terminals, or all, side by side; what one gave is kept whatever becomes of the others.

    `progress(terminal, bytes done, bytes in all)`. Raises JobError where none is registered or a name is unknown.
    """
    outcomes = pull(home, names, progress)
    with home.store.reading():
        placed = {each.name: each for each in terminals.registered(home.clock().date(), last_change())}
        failed = contacts.failures([one.terminal for one in outcomes if one.error])
    return tuple(_result(one, failed.get(one.terminal), placed[one.terminal]) for one in outcomes)


def _result(one: Outcome, failure: Failure | None, placed: Placed) -> ReadResult:
    if one.error:
        said = failure_words(failure.code, failure.detail, placed.address) if failure else one.error
        return ReadResult(one.terminal, False, said, (), one.seconds)
    said = f"新 {one.new} 条，已有 {one.known} 条，时钟{offset_words(one.offset or 0)}"
    problems = _problems(one.problems)
    return ReadResult(one.terminal, True, said, problems, one.seconds, one.new, one.known, one.offset, one.horizon)

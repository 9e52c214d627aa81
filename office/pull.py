"""Reading the terminals: side by side, each with its own outcome, each stored as soon as it is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from attendance.clock_doubt import ClockLook, office_clock_wrong
from attendance.problems import Held, lost_stretch, problems_of
from attendance.records import Problem, Reading
from devices.errors import TerminalError
from devices.terminal import read_terminal
from office.failures import JobError, command, terminal_sentence
from office.home import Home, author
from office.lease import TERMINALS, hold
from store import pulls, roster, terminals
from store.database import last_change, record_change
from store.terminals import Placed

Progress = Callable[[str, int, int], None]  # terminal, bytes done, bytes in all


@dataclass(frozen=True)
class Outcome:
    """How one terminal's read ended. `error` is a sentence, empty when it went well; `code` names it and `command` may
    then be typed."""

    terminal: str
    started: datetime
    seconds: float
    error: str = ""
    command: str = ""
    code: str = ""
    serial: str = ""
    records: int = 0
    records_capacity: int = 0
    new: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = ()
    offset: int | None = None
    horizon: datetime | None = None


class _Read(NamedTuple):
    """A read that came to an end in its thread: a reading, or why there is none."""

    started: datetime
    seconds: float
    reading: Reading | None = None
    failure: TerminalError | None = None


TAKEN = "设备正在由另一个在岗读取，等了很久还没有读完；请稍候再试"
Running = dict[Future[_Read], Placed]


def pull(home: Home, names: Sequence[str] = (), progress: Progress | None = None) -> list[Outcome]:
    """Read the named terminals, or all. What one gave is stored whatever becomes of the others.

    Raises JobError where no terminal is registered, a name is unknown, or somebody else reads for too long; a
    terminal that cannot be read is an outcome, not an error.
    """

    def store(running: Running) -> dict[str, Outcome]:
        return {running[done].name: _store(home, running[done], done.result()) for done in as_completed(running)}

    limit = home.settings.read_seconds
    return _pulled(home, names, progress, (limit, limit + 30.0), store)


def pull_unwatched(home: Home, names: Sequence[str] = (), limit: int = 0) -> list[Outcome]:
    """Read as `pull` does, with nobody there to see that the office clock is wrong: where it is, nothing is stored.

    A reading taken by a wrong clock would move every punch it brings. `limit` is how many seconds a terminal may take,
    and how long somebody else who reads is waited for. Raises TakenError where he takes longer.
    """

    def store(running: Running) -> dict[str, Outcome]:
        read = {placed.name: done.result() for done, placed in running.items()}
        wrong = _clock_wrong(home, read)
        if wrong is not None:
            refused = TerminalError("office_clock", seconds=wrong)
            read = {name: one._replace(reading=None, failure=one.failure or refused) for name, one in read.items()}
        return {placed.name: _store(home, placed, read[placed.name]) for placed in running.values()}

    seconds = limit or home.settings.read_seconds
    return _pulled(home, names, None, (seconds, float(seconds)), store)


def _pulled(
    home: Home,
    names: Sequence[str],
    progress: Progress | None,
    times: tuple[int, float],
    store: Callable[[Running], dict[str, Outcome]],
) -> list[Outcome]:
    """`times`: how many seconds a terminal may take, and how many somebody else is waited for."""
    wanted = _wanted(home, names)
    limit, wait = times
    with (
        hold(home, TERMINALS, wait, TAKEN),
        ThreadPoolExecutor(max_workers=len(wanted), thread_name_prefix="pull") as pool,
    ):
        outcomes = store({pool.submit(_read, home, placed, limit, progress): placed for placed in wanted})
    return [outcomes[placed.name] for placed in wanted]


def _clock_wrong(home: Home, read: Mapping[str, _Read]) -> int | None:
    with home.store.reading():
        looks = [
            ClockLook(one.reading.horizon, one.reading.offset, *pulls.last_clock(name))
            for name, one in read.items()
            if one.reading
        ]
    return office_clock_wrong(looks)


def _wanted(home: Home, names: Sequence[str]) -> list[Placed]:
    with home.store.reading():
        placed = {terminal.name: terminal for terminal in terminals.registered(home.clock().date(), last_change())}
    if not placed:
        raise JobError("还没有登记考勤设备，请先登记一台", "terminal add 名称 地址")
    for name in names:
        if name not in placed:
            raise JobError(f"没有名为“{name}”的设备，已登记的有：{'、'.join(placed)}")
    return [placed[name] for name in dict.fromkeys(names)] or list(placed.values())


def _read(home: Home, placed: Placed, limit: int, progress: Progress | None) -> _Read:
    """In a thread of its own; touches no database."""
    started, begin = home.clock(), monotonic()

    def report(done: int, total: int) -> None:
        if progress:
            progress(placed.name, done, total)

    try:
        reading = read_terminal(placed.address, home.clock, limit=limit, progress=report)
    except TerminalError as failure:
        return _Read(started, round(monotonic() - begin, 2), failure=failure)
    return _Read(started, round(monotonic() - begin, 2), reading)


def _store(home: Home, placed: Placed, read: _Read) -> Outcome:
    attempt = pulls.Attempt(placed.name, read.started, read.seconds)
    with home.store.transaction():
        change = record_change(home.clock(), author(), f"pull {placed.name}")
        if read.reading:
            return _store_reading(change, attempt, read.reading)
        failure = read.failure or TerminalError("broken")
        pulls.store_failure(change, attempt, failure.code, str(failure))
    return Outcome(*attempt, error=terminal_sentence(failure), command=command(failure), code=failure.code)


def _store_reading(change: int, attempt: pulls.Attempt, reading: Reading) -> Outcome:
    before = pulls.held_before(attempt.terminal)
    problems = problems_of(reading, roster.known_numbers())
    stored = pulls.store_reading(change, attempt, reading, problems)
    problems += _gaps(before, reading, stored)
    lost = lost_stretch(before, reading, stored.known)
    if lost:
        pulls.note_lost(change, lost)
    return Outcome(
        *attempt,
        serial=reading.serial,
        records=len(reading.punches),
        records_capacity=reading.capacity.records_capacity,
        new=stored.new,
        known=stored.known,
        problems=tuple(problems),
        offset=reading.offset,
        horizon=reading.horizon,
    )


def _gaps(before: Held | None, reading: Reading, stored: pulls.Stored) -> Iterator[Problem]:
    """Punches may be lost where a terminal was replaced or its log cleared since the last read."""
    if before and before.serial != reading.serial:
        yield Problem("replaced", f"{before.serial} → {reading.serial}")
    elif before and stored.known < before.records:
        yield Problem("log_cleared", f"{before.records} → {stored.known}")

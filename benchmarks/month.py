"""A month of 2,000 people paid and proved, with that month alone in the home and with a year of them, against reading
the same rows bare: no rule applied, nothing added up.

An allowance rests on the month's editions, its proof on everything that was read and entered. The memory is that of a
process which does this and nothing else, less what it had when its home was open.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from attendance.records import day_count
from benchmarks.measure import interleaved, report
from benchmarks.mornings import Office
from benchmarks.twelve import MONTH, PEOPLE, SAID, before_of, build
from office.allowances import check, run_of, verify_runs
from office.postings import month_bounds, verify
from store.database_file import connect, count_rows

ROUNDS = 3
DAYS_OF_A_COUNT = 31 * 86_400  # as terminals count, every month has 31 days
POSTED = "SELECT document FROM edition WHERE day BETWEEN ? AND ? ORDER BY day, number"
FROZEN = "SELECT document FROM allowance_run ORDER BY change_id DESC LIMIT 1"
READ = "SELECT * FROM punch WHERE device = ? AND at >= ? AND at < ? ORDER BY at"
SLIPS = "SELECT * FROM leave_slip JOIN leave_act ON slip_id = leave_slip.id WHERE first <= ? AND last >= ?"
OF_DAYS = ("outing", "step_away", "correction", "duty", "worked", "notice", "month_decision", "calendar_entry")
FIRST, LAST = month_bounds(MONTH)
Work = Callable[[Office], object]


def main() -> None:
    """Both are made, then compared."""
    with TemporaryDirectory() as folder:
        begun = perf_counter()
        one = build(Path(folder) / "one")
        twelve = build(Path(folder) / "twelve", 12, before_of(one))
        _tell(twelve, perf_counter() - begun)
        offices = {"one month": one, "twelve months": twelve}
        _compare("an allowance run", offices, editions, paid)
        for office in offices.values():
            with office.open() as home:
                check(home, MONTH, SAID)
        _compare("a month verified", offices, facts, proved)


def _compare(what: str, offices: Mapping[str, Office], bare: Work, whole: Work) -> None:
    """Both homes in turn, each beside the same rows of its own read bare; then the memory that it takes."""
    works = {
        f"{name}: {told}": partial(work, office)
        for told, work in (("the rows read bare", bare), (what, whole))
        for name, office in offices.items()
    }
    report(f"{what}, {PEOPLE:,} people", interleaved(works, ROUNDS))
    for name, office in offices.items():
        print(f"  {name + ': memory at most':<44} {_peak(office, whole):9.1f} MB", flush=True)


# ---------------------------------------------------------------- the rows bare


def editions(office: Office) -> int:
    """The month's posted days as plain values, one at a time."""
    with closing(sqlite3.connect(office.path / "zaigang.db")) as held:
        within = FIRST.toordinal(), LAST.toordinal()
        return sum(len(json.loads(document)["people"]) for (document,) in held.execute(POSTED, within))


def facts(office: Office) -> int:
    """Everything that the month's days were judged by, the posted days themselves, and their run."""
    with closing(sqlite3.connect(office.path / "zaigang.db")) as held:
        rows = sum(1 for _ in _facts(held))
        (document,) = held.execute(FROZEN).fetchone()
    return rows + len(json.loads(document)["people"]) + editions(office)


def _facts(held: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for (device,) in held.execute("SELECT id FROM device").fetchall():
        yield from held.execute(READ, (device, day_count(FIRST), day_count(FIRST) + DAYS_OF_A_COUNT))
    for table in OF_DAYS:
        yield from held.execute(
            f"SELECT * FROM {table} WHERE day BETWEEN ? AND ?", (FIRST.toordinal(), LAST.toordinal())
        )
    yield from held.execute(SLIPS, (LAST.toordinal() * 2 + 1, FIRST.toordinal() * 2))
    yield from held.execute("SELECT * FROM assignment")
    yield from held.execute("SELECT * FROM pull WHERE started BETWEEN ? AND ?", (f"{FIRST}", f"{LAST}T24"))


# ---------------------------------------------------------------- the work


def paid(office: Office) -> None:
    """The month's allowance, reckoned anew."""
    with office.open() as home:
        run = run_of(home, MONTH)
    assert (len(run.run["people"]), run.run["supplements"]) == (PEOPLE, [])


def proved(office: Office) -> None:
    """Every edition of the month and its run."""
    with office.open() as home:
        found, runs = verify(home, MONTH), verify_runs(home, MONTH)
    assert found == (len(run_days(office)), [])
    assert runs == (1, [])


def run_days(office: Office) -> list[int]:
    """The days that are posted."""
    with closing(sqlite3.connect(office.path / "zaigang.db")) as held:
        within = FIRST.toordinal(), LAST.toordinal()
        return [day for (day,) in held.execute("SELECT day FROM edition WHERE day BETWEEN ? AND ?", within)]


# ---------------------------------------------------------------- memory


def _peak(office: Office, work: Work) -> float:
    """How much more a process of its own needs than with its home just opened, in megabytes."""
    ours, theirs = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_measured, args=(theirs, office, work))
    process.start()
    found = float(ours.recv())
    process.join()
    return found


def _measured(told: Connection, office: Office, work: Work) -> None:
    with office.open():
        before = _resident()
    work(office)
    told.send(_resident() - before)


def _resident() -> float:
    """The most that this process has needed so far. What getrusage tells begins with the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return float(status.partition("VmHWM:")[2].split()[0]) / 1024


def _tell(office: Office, seconds: float) -> None:
    with connect(office.path / "zaigang.db") as connection:
        counts = count_rows(connection)
    size = (office.path / "zaigang.db").stat().st_size
    print(f"twelve months of {PEOPLE:,} people, {size / 1e6:.0f} MB; both homes made in {seconds:.0f} s")
    print("  in all:", ", ".join(f"{name} {rows:,}" for name, rows in counts.items() if rows > 1000))


if __name__ == "__main__":
    main()

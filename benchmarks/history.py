"""The same mornings of two homes: one begun a quarter ago, and one with ten years behind it (20 million punches).

Both have the same 500 people, five terminals, last quarter of reads and last month of postings. Every round is a
morning, done in the one and in the other in turn. What is left out of it, because it must grow, is the backup; it is
told apart. `python -m benchmarks.history 2000000`, or ZAIGANG_PUNCHES, makes it ten years of fewer punches; how slow it
could be with all of them is then extrapolated, as if whatever is slower came from the punches and grew with them.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.filling import IN_A_LOG
from benchmarks.hall import PEOPLE, moment, working_days
from benchmarks.mornings import FIRST, Office, Parts, backed_up, build, mornings
from benchmarks.wall import Wall
from benchmarks.years import WHOLE, Years, model_of
from office import morning
from office.attention import watch
from office.backups import backup
from office.board import board
from office.home import Home
from office.schedule import Keeper
from store.database_file import connect, count_rows

ROUNDS = 9
WHOLE_MORNING = f"the morning of {PEOPLE} people by hand, no backup"
BACKUP = "a backup, made and verified (it must grow)"
PARTS = {
    "  terminals read and stored": "office.morning_acts.pull",
    "  the day's draft judged": "office.morning.drafts",
    "  judged again and frozen": "office.morning_acts.freeze",
    "  files brought up to date": "office.publication.deliver",
}
Seconds = dict[str, list[float]]


def wanted() -> int:
    """How many punches, unless they are named."""
    return int(os.environ.get("ZAIGANG_PUNCHES", WHOLE))


def main(punches: int) -> None:
    evening = moment(next(working_days(FIRST)), 20 * 3600)
    with TemporaryDirectory() as folder, Wall(evening, IN_A_LOG) as wall:
        begun = perf_counter()
        young = build(Path(folder) / "young", wall.addresses)
        years = Years(punches, model_of(young))
        old = build(Path(folder) / "old", wall.addresses, years.fill)
        _tell(old, years.punches, perf_counter() - begun)
        found: dict[Office, Seconds] = {young: {}, old: {}}
        for at, now in enumerate(mornings(ROUNDS)):
            wall.show(now)
            for office in (young, old) if at % 2 == 0 else (old, young):
                office.clock.now = now
                for name, took in _morning(office):
                    found[office].setdefault(name, []).append(took)
        _report(found[young], found[old], years.punches)
        _report({BACKUP: [_backup(young)]}, {BACKUP: [_backup(old)]}, WHOLE)


def _morning(office: Office) -> Iterator[tuple[str, float]]:
    """A morning by hand; then a look of the schedule that has just begun, and of one that looked before; then what the
    window asks for."""
    parts = Parts(PARTS)
    with office.open() as home, parts.watched():
        backed_up(home)
        yield WHOLE_MORNING, _seconds(lambda: _posted(home))
    yield from parts.seconds.items()
    office.clock.now += timedelta(minutes=1)
    keeper = Keeper(office.path, office.clock)
    yield "a look with nothing due, the first", _seconds(lambda: _idle(keeper))
    yield "a look with nothing due, later", min(_seconds(lambda: _idle(keeper)) for _ in range(3))
    with office.open() as home:
        yield "the window: what needs somebody, the first", _seconds(lambda: watch(home))
        yield "the window: what needs somebody, later", min(_seconds(lambda: watch(home)) for _ in range(3))
        yield "the window: the board of today", _seconds(lambda: board(home))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _posted(home: Home) -> None:
    done = morning.run(home)
    assert done.done, done
    assert len(done.days) == 1


def _idle(keeper: Keeper) -> None:
    assert keeper.look() is None
    assert not keeper.trouble


def _backup(office: Office) -> float:
    with office.open() as home:
        return _seconds(lambda: backup(home))


# ---------------------------------------------------------------- told


def _tell(office: Office, punches: int, seconds: float) -> None:
    size = (office.path / "zaigang.db").stat().st_size
    with connect(office.path / "zaigang.db") as connection:
        counts = count_rows(connection)
    print(f"{punches:,} punches in former years, {size / 1e9:.2f} GB; both homes made in {seconds:.0f} s")
    print("  in all:", ", ".join(f"{name} {rows:,}" for name, rows in counts.items() if rows > 1000))


def _report(young: Seconds, old: Seconds, punches: int) -> None:
    print(f"  {'':<48}{'begun lately':>14}{'with history':>14}")
    for name, found in young.items():
        base, later = median(found), median(old[name])
        line = f"  {name:<48}{base * 1000:11.1f} ms{later * 1000:11.1f} ms {later / base:6.2f} ×"
        if punches < 0.95 * WHOLE:
            line += f"  {1 + max(0, later / base - 1) * WHOLE / punches:6.2f} × with {WHOLE:,} at most"
        print(line)
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else wanted())

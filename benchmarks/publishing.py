"""From "publish" to files that everybody sees, for 500 people at five terminals that hold 20,000 records each, against
reading the slowest of the terminals.

Every round is a morning of its own. The terminals are emulated, each in a process of its own: they answer at once and
share this machine's processors with the program, so that a real terminal makes the ratios smaller.
"""

from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from attendance.records import Address
from benchmarks.filling import IN_A_LOG
from benchmarks.hall import PEOPLE, TERMINALS, moment, working_days
from benchmarks.measure import report
from benchmarks.mornings import FIRST, Clock, Office, Parts, backed_up, build, mornings
from benchmarks.wall import Wall
from devices.terminal import read_terminal
from office import morning, publication
from office.home import Home
from office.morning_desk import publish_now
from office.pull import pull

ROUNDS = 7
SLOWEST = "the slowest terminal read, nothing stored"
WHOLE = "the morning by hand, to visible files"
PARTS = {
    "  all five read side by side and stored": "office.morning_acts.pull",
    "  judged and frozen": "office.morning_acts.freeze",
    "  pages, workbook and lists": "office.publication.deliver",
}
PUBLISH = "published by a click, to visible files"
FREEZE, FILES = "  of it judged and frozen", "  of it pages, workbook and lists"


def main() -> None:
    found: dict[str, list[float]] = {}
    evening = moment(next(working_days(FIRST)), 20 * 3600)
    with TemporaryDirectory() as folder, Wall(evening, IN_A_LOG) as wall:
        office = build(Path(folder) / "home", wall.addresses)
        for at, now in enumerate(mornings(2 * ROUNDS)):
            office.clock.now = now
            wall.show(now)
            seconds = _slowest(wall.addresses, office.clock)
            measured = _morning(office) if at % 2 == 0 else _publish(office)
            for name, took in {SLOWEST: seconds, **measured}.items():
                found.setdefault(name, []).append(took)
    title = f"publishing a day of {PEOPLE} people, {len(TERMINALS)} terminals of {IN_A_LOG:,} records"
    report(title, {name: median(each) for name, each in found.items()})


def _slowest(addresses: list[Address], clock: Clock) -> float:
    """One after the other, each for itself."""
    seconds = []
    for address in addresses:
        begun = perf_counter()
        read_terminal(address, clock)
        seconds.append(perf_counter() - begun)
    return max(seconds)


def _morning(office: Office) -> dict[str, float]:
    parts = Parts(PARTS)
    with office.open() as home, parts.watched():
        backed_up(home)
        begun = perf_counter()
        done = morning.run(home)
        whole = perf_counter() - begun
        assert done.done and len(done.days) == 1
        _assert_visible(home, next(iter(done.days)))
    return {WHOLE: whole, **parts.seconds}


def _publish(office: Office) -> dict[str, float]:
    parts = Parts({FREEZE: "office.morning_desk.freeze", FILES: "office.morning_desk.deliver"})
    with office.open() as home:
        pull(home)
        day = next(working_days(office.clock.now.date()))
        with parts.watched():
            begun = perf_counter()
            publish_now(home, day)
            whole = perf_counter() - begun
        _assert_visible(home, day)
    return {PUBLISH: whole, **parts.seconds}


def _assert_visible(home: Home, day: date) -> None:
    assert publication.files_of(home, day, 1).keys() == {"html", "xlsx"}
    assert f"{day}-v1.html" in publication.index_path(home).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

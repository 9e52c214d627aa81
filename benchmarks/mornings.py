"""A home of the hall with a month of posted days behind it, and its next mornings."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from pathlib import Path
from pkgutil import resolve_name
from time import perf_counter
from typing import Any
from unittest.mock import patch

from attendance.document import EditionDoc
from attendance.records import Address
from benchmarks.filling import EARLY, LATER, Filling
from benchmarks.hall import PEOPLE, TERMINALS, moment, person, working_days
from office import days, publication
from office.home import Home, create_home, open_home
from office.postings import freeze
from office.publication_folder import Folder
from office.publication_plan import Due
from reports.index import Whose
from reports.unit_pages import unit_file
from store import backup_label, roster, terminals
from store.database import last_change, record_change
from store.terminals import Placed

FIRST = date(2026, 11, 19)  # the first morning that is still to come
YEAR_END = date(2026, 12, 31)  # as far as the calendar is known
READ, POSTED = 60, 22  # working days before it that were read, and of them posted
MORNING = timedelta(hours=9, minutes=30)
CENTRE = "示范市政务服务中心"


@dataclass
class Clock:
    """An office clock that stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, eq=False)
class Office:
    """A home and its clock."""

    path: Path
    clock: Clock

    @contextmanager
    def open(self) -> Iterator[Home]:
        """Open the home, as every process that looks at it does."""
        with open_home(self.path, self.clock) as home:
            yield home

    @contextmanager
    def filling(self) -> Iterator[Filling]:
        """Rows put into it past the program, in one go."""
        with closing(sqlite3.connect(self.path / "zaigang.db")) as connection, connection:
            connection.execute("PRAGMA journal_mode = OFF")  # nobody else has it open, and nothing is lost
            connection.execute("PRAGMA synchronous = OFF")
            yield Filling(connection)

    def post(self, day: date) -> None:
        """Judge a day and freeze it, on the morning after it."""
        with self.open() as home:
            freeze(home, day)


Before = Callable[[Office], object]


def build(path: Path, addresses: Sequence[Address], before: Before = lambda _office: None) -> Office:
    """A home as it is on the evening before `FIRST`; `before` fills in what is older than its last quarter."""
    create_home(path, "anqing-2013", training=True, centre=CENTRE)
    office = Office(path, Clock(datetime(2016, 1, 4, 8)))
    _set_up(office, addresses)
    before(office)
    read = list(islice(working_days(FIRST), READ))[::-1]
    for at, day in enumerate(read):
        office.clock.now = moment(day, 0) + MORNING
        with office.filling() as filling:
            filling.reads(day, EARLY)
        if at > READ - POSTED:
            office.post(read[at - 1])
        with office.filling() as filling:
            filling.reads(day, LATER)
            filling.entries(day)
            filling.runs(day)
    with office.open() as home, placeholders():
        publication.deliver(home)
    return office


def _set_up(office: Office, addresses: Sequence[Address]) -> None:
    with office.open() as home:
        days.settle(home, FIRST.year)
        with home.store.transaction():
            change = record_change(office.clock(), "bench", "set up")
            for index in range(PEOPLE):
                roster.assign(person(index), None, None, change)
            for model, address in zip(TERMINALS, addresses, strict=True):
                terminals.add(Placed(model.name, address, model.floor, None, None), change)


@contextmanager
def placeholders() -> Iterator[None]:
    """Editions are published as files that say nothing: those of former years are never opened again, and to make them
    would take hours. The lists that lead to them are real."""

    def write(folder: Folder, _whose: Whose, due: Due, known: dict[int, EditionDoc], **_: Any) -> None:
        units = {each["unit"] for each in known[due.key.number]["day"]["people"]}
        beside = folder.root / due.month / due.name
        beside.mkdir(parents=True, exist_ok=True)
        for file in (*(beside / unit_file(unit) for unit in units), beside.with_name(f"{due.name}.html")):
            file.write_bytes(b"-")
        beside.with_name(f"{due.name}.xlsx").write_bytes(b"-")

    with patch("office.publication_run.write_edition", write):
        yield


def mornings(count: int) -> list[datetime]:
    """The next mornings, each at the time for posting."""
    later = list(takewhile(lambda day: day >= FIRST, working_days(YEAR_END)))
    return [moment(day, 0) + MORNING for day in later[::-1][:count]]


def backed_up(home: Home) -> None:
    """As if the night's backup had been made, so that a morning does not begin with it."""
    evening = home.clock().replace(hour=18, minute=30) - timedelta(days=1)
    file = home.backups / f"zaigang-{evening:%Y-%m-%dT%H%M%S}.db"
    file.write_bytes(b"")
    with home.store.transaction():
        backup_label.record({"moment": evening.isoformat(), "change": last_change(), "digest": "", "file": file.name})


class Parts:
    """How long the parts of some work take: of each the name, and what is called for it."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self.seconds: dict[str, float] = {}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count the calls within the block."""
        self.seconds = dict.fromkeys(self._places, 0.0)
        with ExitStack() as stack:
            for name, place in self._places.items():
                stack.enter_context(patch(place, self._timed(name, resolve_name(place))))
            yield

    def _timed(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            begun = perf_counter()
            try:
                return original(*given, **named)
            finally:
                self.seconds[name] += perf_counter() - begun

        return timed

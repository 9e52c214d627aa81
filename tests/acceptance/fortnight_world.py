"""An office for a fortnight in fast motion: one true time, a computer with a clock of its own that is switched off,
sleeps and is set wrong, three terminals on real sockets, a network share and a disk. One place holds the clock.
"""

import io
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from acceptance_desk import enrolled, person, roster

import app
from attendance.document import canonical
from devices.emulator import Emulator
from office import terminals
from office.home import Home, open_home
from office.schedule import Keeper
from store.editions import editions

INSTALLED = datetime(2026, 11, 6, 18, 30)
WORKED = [date(2026, 11, day) for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20)]
FLOORS = {"1": "1楼", "2": "2楼", "3": "3楼"}
NUMBERS = {floor: [f"{floor}{index:03}" for index in range(1, 5)] for floor in FLOORS}
SATURDAY = 5
MINUTE, HALF = timedelta(minutes=1), timedelta(minutes=30)
ATTEMPT = re.compile(r"pull:\d+")
POSTED = "SELECT edition.day, number, change.at FROM edition JOIN change ON change.id = change_id ORDER BY change.id"


def punches() -> list[tuple[datetime, str, str]]:
    """(true time, number, floor) of every finger laid on; now and then one is late, leaves early, or is missing."""
    found = []
    for at, day in enumerate(WORKED):
        for floor, numbers in NUMBERS.items():
            for index, number in enumerate(numbers):
                turn = (at * 5 + index * 3 + int(floor)) % 17
                times = ["08:20:11", "12:07:30", "14:21:05", "17:38:40"]
                if turn == 3:
                    times[0] = "08:41:10"
                if turn == 7:
                    times[3] = "17:12:00"
                if turn == 11:
                    del times[2]
                found += [(datetime.fromisoformat(f"{day}T{clock}"), number, floor) for clock in times]
    return sorted(found)


@dataclass
class Wall:
    """The terminals: what is punched stays in their logs whether anybody reads them or not."""

    clock: Callable[[], datetime]
    logs: dict[str, list[tuple[str, datetime, int]]] = field(default_factory=lambda: {floor: [] for floor in FLOORS})
    on: dict[str, Emulator] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    def switch_on(self, floor: str) -> None:
        users = enrolled(NUMBERS[floor])
        port = self.ports.get(floor, 0)
        self.on[floor] = Emulator(f"SN{floor}", users=users, log=self.logs[floor], clock=self.clock, port=port).start()
        self.ports[floor] = self.on[floor].address.port

    def switch_off(self, floor: str) -> None:
        self.on.pop(floor).close()

    def take(self, number: str, floor: str, at: datetime) -> None:
        """A finger is laid on; a terminal without power takes it on its battery."""
        self.logs[floor].append((number, at, 0))
        if floor in self.on:
            self.on[floor].punch(number, at, 0)


@dataclass
class World:
    """Everything there is. `true` is the time; the computer shows `true + shift`."""

    home: Path
    true: datetime = INSTALLED
    shift: timedelta = timedelta()
    keepers: list[Keeper] = field(default_factory=list)
    come: int = 0
    ran: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wall = Wall(lambda: self.true)
        self.punches = punches()

    def office(self) -> datetime:
        """What the computer's clock shows: the one place where the accelerated clock is put in."""
        return self.true + self.shift

    def set_up(self) -> None:
        """The home, the roster and the terminals, as an office would."""
        self._command("init", "--training", "--centre", "江城市政务服务中心")
        people = [person(number, 楼层=floor) for floor, numbers in NUMBERS.items() for number in numbers]
        self._command("staff", "import", str(roster(self.home.parent / "roster.xlsx", people)))
        for floor in FLOORS:
            self.wall.switch_on(floor)
        with self.opened() as home:
            for floor, name in FLOORS.items():
                terminals.add(home, name, self.wall.on[floor].address, floor)

    def _command(self, *words: str) -> None:
        before = os.environ.get("ZAIGANG_NOW")
        os.environ["ZAIGANG_NOW"] = self.office().isoformat()
        try:
            with redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.TextIOWrapper(io.BytesIO())):
                assert app.main(["--home", str(self.home), *words]) == 0, words
        finally:
            os.environ.pop("ZAIGANG_NOW")
            if before is not None:
                os.environ["ZAIGANG_NOW"] = before

    def opened(self) -> Any:
        return open_home(self.home, self.office)

    # -------------------------------------------------------- the computer

    def start(self, programs: int = 1) -> None:
        """Switch the computer on, with so many programs that keep the morning."""
        self.keepers = [Keeper(self.home, self.office, self.ran.append) for _ in range(programs)]

    def stop(self) -> None:
        """Switch it off, or let it sleep."""
        self.keepers = []

    def go(self, until: datetime, quiet: timedelta = HALF, *, looks: bool = True) -> None:
        """Time passes, minute by minute in the morning; whatever keeps the morning looks each time."""
        while self.true < until:
            step = quiet if quiet > HALF or not self._busy() else MINUTE
            self.true = min(self.true.replace(second=0) + step, until)
            while self.come < len(self.punches) and self.punches[self.come][0] <= self.true:
                at, number, floor = self.punches[self.come]
                self.wall.take(number, floor, at)
                self.come += 1
            for keeper in self.keepers if looks else ():
                keeper.look()

    def _busy(self) -> bool:
        """In the morning, by the sun or by the computer."""
        morning = any(time(8, 44) <= moment.time() < time(9, 52) for moment in (self.true, self.office()))
        return bool(self.keepers) and self.true.weekday() < SATURDAY and morning

    # -------------------------------------------------------- what came of it

    def editions(self) -> list[tuple[str, int, str]]:
        """(day, edition, when it was posted by the computer's clock), in the order of posting."""
        with sqlite3.connect(self.home / "zaigang.db") as connection:
            rows = connection.execute(POSTED).fetchall()
        return [(f"{date.fromordinal(day):%m-%d}", number, at[5:16]) for day, number, at in rows]

    def findings(self) -> dict[str, str]:
        """What stands of each day, as one text: people with their sessions and findings, posts. In which attempt a
        terminal was read differs from one fortnight to the other."""
        with self.opened() as home:
            standing = {found.document["day"]["date"]: found.document["day"] for found in _editions(home)}
        texts = {day: canonical([document["people"], document["posts"]]) for day, document in standing.items()}
        return {day: ATTEMPT.sub("pull:", text) for day, text in texts.items()}

    def late(self) -> dict[str, str]:
        """The days that were posted late, and why."""
        with self.opened() as home:
            found = [(each.document["day"]["date"], each.document.get("late")) for each in _editions(home)]
        return {day[5:]: late["why"] for day, late in found if late}


def _editions(home: Home) -> Iterator[Any]:
    with home.store.reading():
        yield from list(editions())


def end(world: World) -> None:
    """Everything off."""
    world.stop()
    for floor in list(world.wall.on):
        world.wall.switch_off(floor)

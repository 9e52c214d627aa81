"""The demo's clock and its emulated terminals, which can be switched off and on and are read over real sockets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from attendance.records import Address, Person, TerminalUser
from devices.emulator import Emulator
from office.clock import Clock
from office.demo_punches import STRANGER, DemoPunch


class RehearsedClock:
    """The office clock of a rehearsal: it stands still until somebody sets it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Model:
    """A terminal on a floor, how it behaves, and how far its clock is ahead."""

    name: str
    floor: str
    serial: str
    manners: dict[str, Any]
    ahead: timedelta = timedelta()


MODELS = (
    Model("1楼", "1", "CGJL210160011", {"record_size": 40}),
    Model("2楼", "2", "AF4C192460227", {"record_size": 16, "udp": True}),
    Model("3楼", "3", "OIN7040057090", {"record_size": 8, "comm_key": 2013}, timedelta(minutes=7, seconds=2)),
)
UNREACHED = "3楼"  # cannot be reached on the last morning, and again when the demo ends
NEARLY_RIGHT = timedelta(seconds=30)


@dataclass
class DemoTerminal:
    """One terminal with the people enrolled on it. What it holds outlives its being switched off."""

    model: Model
    clock: Clock
    users: tuple[TerminalUser, ...]
    ahead: timedelta  # of its clock: as it was hung, until somebody sets it right
    log: list[tuple[str, datetime, int]] = field(default_factory=list)
    emulator: Emulator | None = None
    port: int = 0

    def switch_on(self) -> Address:
        """Answer, and after a power cut at the same address as before. Raises OSError where that is taken."""
        ahead = self.ahead
        self.emulator = Emulator(
            self.model.serial,
            users=self.users,
            log=self.log,
            clock=lambda: self.clock() + ahead,
            port=self.port,
            encoding="gb18030",  # as terminals made for China hold names
            **self.model.manners,
        ).start()
        self.port = self.emulator.address.port
        return self.emulator.address

    def switch_off(self) -> None:
        """Answer no more."""
        if self.emulator:
            self._look_at_clock()
            self.emulator.close()
            self.emulator = None

    def take(self, punches: Iterable[DemoPunch]) -> None:
        """Keep the punches of this floor, at the time that its own clock shows."""
        self._look_at_clock()
        for punch in punches:
            if punch.floor == self.model.floor:
                self.log.append((punch.number, punch.at + self.ahead, punch.state))
                if self.emulator:
                    self.emulator.punch(*self.log[-1])

    def _look_at_clock(self) -> None:
        """Whether somebody set it."""
        if self.emulator and abs(self.emulator.time() - self.clock()) < NEARLY_RIGHT:
            self.ahead = timedelta()


def terminal_of(model: Model, people: Iterable[Person], clock: Clock) -> DemoTerminal:
    """A terminal with its floor's people; on the first floor with everybody, and somebody who is on no roster."""
    ground = model.floor == "1"
    names = {person.terminal_number: person.name for person in people if ground or person.floor == model.floor}
    if ground:
        names[STRANGER] = "保洁员"
    users = tuple(TerminalUser(uid, number, name) for uid, (number, name) in enumerate(names.items(), 1))
    return DemoTerminal(model, clock, users, model.ahead)

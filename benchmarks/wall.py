"""The terminals of the hall, each in a process of its own as they are machines of their own."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from types import TracebackType

from attendance.records import Address
from benchmarks.hall import TERMINALS, fingers, moment, number_of, users, variant, working_days
from devices.emulator import Emulator


class Wall:
    """Five terminals that hold their last records before a moment; `show` lets their clocks run on to another."""

    def __init__(self, now: datetime, records: int) -> None:
        self._lines: list[Connection] = []
        self._processes: list[Process] = []
        for place in range(len(TERMINALS)):
            mine, theirs = Pipe()
            process = Process(target=hang, args=(place, now, records, theirs), daemon=True)
            process.start()
            theirs.close()
            self._lines.append(mine)
            self._processes.append(process)
        self.addresses: list[Address] = [line.recv() for line in self._lines]

    def show(self, now: datetime) -> None:
        """It is so late now; what was laid on them until then is in their logs."""
        for line in self._lines:
            line.send(now)
        for line in self._lines:
            line.recv()

    def __enter__(self) -> "Wall":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for line, process in zip(self._lines, self._processes, strict=True):
            line.close()
            process.join(5)


def hang(place: int, now: datetime, records: int, line: Connection) -> None:
    """Be one of them until the other end of the line is closed."""
    model, shown = TERMINALS[place], [now]
    with Emulator(
        model.serial,
        users=users(),
        log=last_records(place, now, records),
        clock=lambda: shown[0],
        record_size=model.record_size,
        udp=model.udp,
    ) as emulator:
        line.send(emulator.address)
        try:
            while True:
                later = line.recv()
                for number, at in between(place, shown[0], later):
                    emulator.punch(number, at)
                shown[0] = later
                line.send(True)
        except EOFError:
            return


def last_records(place: int, now: datetime, records: int) -> list[tuple[str, datetime]]:
    """So many of the last ones, in time."""
    found: list[tuple[str, datetime]] = []
    for day in working_days(now.date() + timedelta(days=1)):
        found = [each for each in of_day(place, day) if each[1] <= now] + found
        if len(found) >= records:
            return found[-records:]
    raise AssertionError


def between(place: int, before: datetime, now: datetime) -> list[tuple[str, datetime]]:
    """Those that came meanwhile."""
    days = takewhile(lambda day: day >= before.date(), working_days(now.date() + timedelta(days=1)))
    return [each for day in reversed(list(days)) for each in of_day(place, day) if before < each[1] <= now]


def of_day(place: int, day: date) -> list[tuple[str, datetime]]:
    """What a terminal's log gets on a working day."""
    mine = (finger for finger in fingers(variant(day)) if finger.terminal == place)
    return [(number_of(finger.index), moment(day, finger.second)) for finger in mine]

"""A store on disk and readings to put into it."""

from collections.abc import Iterable
from datetime import datetime

from attendance.records import Capacity, Person, RawPunch, Reading, clock_count
from store import pulls
from store.database import Store, record_change

NOW = datetime(2026, 11, 21, 8, 45)


def raw(number: str, moment: datetime, state: int = 0, user: str = "") -> RawPunch:
    return RawPunch(user or number, clock_count(moment), state, 1, number)


def reading(log: Iterable[RawPunch], serial: str = "SN1", offset: int = 0, horizon: datetime = NOW) -> Reading:
    held = tuple(log)
    return Reading(serial, "6.60", offset, horizon, Capacity(0, 1000, len(held), 100_000), (), held)


def keep(store: Store, read: Reading, terminal: str = "F1") -> pulls.Stored:
    with store.transaction():
        change = record_change(NOW, "test", "pull")
        return pulls.store_reading(change, pulls.Attempt(terminal, NOW, 0.1), read, [])


def worker(number: str, unit: str = "市公安局", terminal_number: str = "") -> Person:
    return Person(number, f"员工{number}", unit, "A01", "A", "", "1", "", terminal_number or number)

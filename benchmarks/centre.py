"""A large centre in a store: 2,000 people at two terminals, five days of punches."""

import random
from datetime import date, datetime
from pathlib import Path

from attendance.calendar import official_days
from attendance.records import Address, Capacity, Person, RawPunch, Reading, clock_count
from store import pulls, roster, terminals
from store.calendar import settle_year
from store.database import Store, record_change
from store.terminals import Placed

PEOPLE = 2000
DAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 21, 8)
TIMES = ((8, 10), (12, 3), (14, 10), (17, 33))


def build(path: Path) -> Store:
    """Most people in time, some a little late or short."""
    store = Store.create(path, NOW, training=True)
    with store.transaction():
        change = record_change(NOW, "bench", "set up")
        settle_year(2026, "state", official_days(2026), change)
        for index in range(PEOPLE):
            roster.assign(_person(index), None, None, change)
        for name in ("F1", "F2"):
            terminals.add(Placed(name, Address("127.0.0.1"), "", None, None), change)
    for half, name in enumerate(("F1", "F2")):
        with store.transaction():
            change = record_change(NOW, "bench", f"pull {name}")
            pulls.store_reading(change, pulls.Attempt(name, NOW, 1.0), _reading(name, half), [])
    return store


def _person(index: int) -> Person:
    number = str(10001 + index)
    return Person(number, f"人员{index}", "市公安局", f"A{index // 2}", "AB"[index % 2], "一组", "1", "", number)


def _reading(name: str, half: int) -> Reading:
    chance = random.Random(half)
    log = [
        RawPunch(number, clock_count(datetime(2026, 11, day, hour, minute + chance.randrange(18))), 0, 1, number)
        for day in range(16, 21)
        for number in (str(10001 + index) for index in range(half, PEOPLE, 2))
        for hour, minute in TIMES
    ]
    log.sort(key=lambda punch: punch.at)
    return Reading(f"SN-{name}", "", 3, NOW, Capacity(0, 0, len(log), 0), (), log)

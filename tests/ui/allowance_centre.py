"""The small centre of six people with posted days, for tests of what the month comes to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

import attendance_centre as centre
from attendance_centre import FRIDAY, THURSDAY

from office.day_corrections import certify_missed
from office.home import Home, create_home, open_home
from office.morning_desk import publish_now

MONDAY = datetime(2026, 11, 23, 9, 22)
DECEMBER = datetime(2026, 12, 2, 9, 30)
MONTH, NEXT_MONTH = "2026-11", "2026-12"


@contextmanager
def at(path: Path, moment: datetime = MONDAY) -> Iterator[Home]:
    """The home, open at a moment."""
    with open_home(path, lambda: moment) as home:
        yield home


def two_days(path: Path) -> Path:
    """Thursday and Friday, posted."""
    centre.build(path)
    with at(path) as home:
        for day in (THURSDAY, FRIDAY):
            publish_now(home, day)
    return path


def half_unread(path: Path) -> Path:
    """Friday posted while the terminal of the second floor was never read."""
    create_home(path, "anqing-2013", training=True, centre="测试中心")
    with at(path, datetime(2026, 11, 19, 16)) as home:
        centre._people(home)
    with at(path, centre.NOW) as home:
        centre.read(home, "1楼", 0)
        publish_now(home, FRIDAY)
    return path


def correct(home: Home) -> None:
    """1002 came in time after all, and the day gets a new edition."""
    certify_missed(home, "1002", FRIDAY, time(8, 20), "指纹没有识别", "周组长")
    publish_now(home, FRIDAY, "补签")

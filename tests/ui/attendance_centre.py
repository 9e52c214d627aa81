"""A centre of six people with two days of punches, for the attendance page: made in a moment, without terminals."""

from datetime import date, datetime, timedelta
from pathlib import Path

from attendance.entries import HalfDay
from attendance.records import Address, Capacity, Person, RawPunch, Reading, clock_count
from office.day_posting import post_day
from office.home import Home, create_home, open_home
from office.leave import Pen, sign
from office.leave_request import Wish, request
from office.outings import close_outing, open_outing
from store import pulls, roster, terminals
from store.database import record_change
from store.terminals import Placed

THURSDAY, FRIDAY, SATURDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 45)
FAST = 420  # seconds by which the terminal of the second floor is ahead
USUAL = ("08:20:11", "12:08:00", "14:15:00", "17:40:00")
PEOPLE = (
    ("1001", "张伟", "市公安局", "A01", "A", "1"),
    ("1002", "王芳", "市公安局", "A01", "B", "1"),
    ("1003", "赵敏", "市公安局", "A02", "A", "1"),
    ("2001", "李娜", "市医疗保障局", "B01", "A", "2"),
    ("2002", "单国强", "市医疗保障局", "B01", "B", "2"),
    ("2003", "陈静", "市医疗保障局", "B02", "A", "2"),
)
# on Friday: 1002 comes 7 minutes late, 2001 forgets to sign out, 2003 is on leave, 1003 is out, 2002 leaves early
ON_FRIDAY = {
    "1001": USUAL,
    "1002": ("08:37:12", *USUAL[1:]),
    "1003": USUAL,
    "2001": USUAL[:3],
    "2002": (*USUAL[:3], "17:21:00"),
    "2003": (),
}


def build(path: Path) -> Path:
    """The home, read on Saturday morning; nothing is posted."""
    create_home(path, "anqing-2013", training=True, centre="安庆市政务服务中心")
    with open_home(path, lambda: datetime(2026, 11, 19, 16)) as home:
        _people(home)
        slip = request(
            home, Wish("2003", "事假", HalfDay(FRIDAY, "am"), HalfDay(FRIDAY, "pm"), reason="家中有事")
        ).leave
        sign(home, slip.id, Pen("group_leader", "周组长", THURSDAY, "同意"))
        sign(home, slip.id, Pen("supervision_head", "秦主任", THURSDAY, "同意"))
    with open_home(path, lambda: datetime.combine(FRIDAY, datetime.min.time()) + timedelta(hours=18)) as home:
        out = open_outing(home, "1003", at(FRIDAY, "15:00:00"), at(FRIDAY, "15:30:00"), "送材料")
        close_outing(home, out.outing.id, at(FRIDAY, "15:40:00"))
    with open_home(path, lambda: NOW) as home:
        read(home, "1楼", 0)
        read(home, "2楼", FAST)
    return path


def _people(home: Home) -> None:
    with home.store.transaction():
        change = record_change(home.clock(), "test", "staff")
        for number, name, unit, post, role, floor in PEOPLE:
            roster.assign(Person(number, name, unit, post, role, "", floor, "", number), None, None, change)
        for floor in "12":
            terminals.add(Placed(f"{floor}楼", Address("127.0.0.1"), floor, None, None), change)


def read(home: Home, terminal: str, offset: int) -> None:
    """Everything the terminal holds, on its own clock."""
    own = {number for number, *_, floor in PEOPLE if terminal.startswith(floor)}
    made = [(number, at(THURSDAY, time)) for number in own for time in USUAL]
    made += [(number, at(FRIDAY, time)) for number in own for time in ON_FRIDAY[number]]
    shown = sorted((moment + timedelta(seconds=offset), number) for number, moment in made)
    log = tuple(RawPunch(number, clock_count(moment), 0, 1, number) for moment, number in shown)
    with home.store.transaction():
        change = record_change(home.clock(), "test", f"pull {terminal}")
        reading = Reading(f"SN{terminal[0]}", "6.60", offset, home.clock(), Capacity(0, 0, len(log), 0), (), log)
        pulls.store_reading(change, pulls.Attempt(terminal, home.clock(), 0.1), reading, [])


def at(day: date, time: str) -> datetime:
    """2026-11-20 08:20:11."""
    return datetime.fromisoformat(f"{day}T{time}")


def post_both(path: Path) -> None:
    """Thursday posted on Friday, Friday on Saturday."""
    for day in (THURSDAY, FRIDAY):
        with open_home(path, lambda: NOW) as home:
            post_day(home, day)

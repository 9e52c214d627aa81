"""A hall of 500 people at five terminals over many days: who is there, and which fingers are laid on what a day."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from attendance.calendar import calendar_day, official_days
from attendance.records import CalendarDay, Person, TerminalUser

PEOPLE, TO_A_TERMINAL, TO_A_UNIT = 500, 100, 25
EVERYBODY = range(PEOPLE)
UNITS = (
    *("市公安局", "市民政局", "市司法局", "市财政局", "市人力资源和社会保障局", "市医疗保障局", "市卫生健康委员会"),
    *("市退役军人事务局", "市不动产登记中心", "市税务局", "市住房公积金管理中心", "市自然资源和规划局"),
    *("市生态环境局", "市住房和城乡建设局", "市交通运输局", "市水利局", "市市场监督管理局", "市行政审批局"),
    *("市供电公司", "市水务公司"),
)
SURNAMES, NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳敏静磊洋艳勇军杰娟涛明超霞平刚桂丽强"
TIMES = ((482, 20), (726, 14), (842, 20), (1056, 14))  # from which minute on, and for how many, fingers are laid on
VARIANTS = 23  # days that differ; after them they come again


class Model(NamedTuple):
    """A terminal: its name, floor, and how it writes its log."""

    name: str
    floor: str
    record_size: int
    udp: bool = False

    @property
    def serial(self) -> str:
        return f"HALL{TERMINALS.index(self):09}"


TERMINALS = (
    Model("一楼东", "1", 40),
    Model("一楼西", "1", 16),
    Model("二楼东", "2", 40, udp=True),
    Model("二楼西", "2", 8),
    Model("三楼", "3", 40),
)


def terminal_of(index: int) -> int:
    """The terminal that a person uses."""
    return index // TO_A_TERMINAL % len(TERMINALS)


def number_of(index: int) -> str:
    return str(10001 + index)


def person(index: int) -> Person:
    """Everybody from the 501st on was there in former years only."""
    place = index % PEOPLE
    floor = TERMINALS[terminal_of(index)].floor
    name = SURNAMES[index % 20] + NAMES[index // 20 % 20] + NAMES[index * 7 % 20]
    post = f"{'ABC'[int(floor) - 1]}{place // 2 + 1:03}"
    number = number_of(index)
    return Person(number, name, UNITS[place // TO_A_UNIT], post, "AB"[place % 2], f"第{floor}组", floor, "", number)


def users() -> list[TerminalUser]:
    """Everybody is enrolled everywhere."""
    return [TerminalUser(index + 1, number_of(index), person(index).name) for index in range(PEOPLE)]


def user_of(index: int, model: Model) -> str:
    """A person as a terminal's log names him."""
    return f"uid:{index + 1}" if model.record_size == 8 else number_of(index)


class Finger(NamedTuple):
    """Laid on a terminal: which, by whom, at which second of the day."""

    terminal: int
    index: int
    second: int


def variant(day: date) -> int:
    """Which of the days that differ a working day is."""
    return day.toordinal() % VARIANTS


@cache
def fingers(seed: int, who: range = EVERYBODY) -> tuple[Finger, ...]:
    """Those of a working day, in time."""
    chance = random.Random(seed)
    found = [
        Finger(terminal_of(index), index, (start + _minutes(chance, at, spread)) * 60 + chance.randrange(60))
        for index in who
        for at, (start, spread) in enumerate(TIMES)
        if chance.random() > 0.01
    ]
    return tuple(sorted(found, key=lambda finger: finger.second))


def _minutes(chance: random.Random, at: int, spread: int) -> int:
    """Mostly in time; one in 25 comes late or leaves early."""
    minutes = chance.randrange(spread)
    odd = chance.random() < 0.04
    return (minutes + 14 if at % 2 == 0 else minutes - 14) if odd else minutes


def working_days(back_from: date) -> Iterator[date]:
    """The working days before a day, the latest first."""
    day = back_from - timedelta(days=1)
    while True:
        if calendar_day(day, _published(day.year)).working:
            yield day
        day -= timedelta(days=1)


@cache
def _published(year: int) -> dict[date, CalendarDay]:
    return {known.date: known for known in official_days(year)}


def moment(day: date, second: int) -> datetime:
    """A second of a day."""
    return datetime(day.year, day.month, day.day) + timedelta(seconds=second)

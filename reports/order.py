"""The order of a sheet: a walk through the centre.

By floor, then by unit (units follow their first post), then by post, A before B. Numbers inside names count as
numbers, so 2楼 comes before 10楼 and A2 before A10.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from attendance.document import PersonDoc, PostDoc

DIGITS = "零一二三四五六七八九"
NUMBER = re.compile(rf"(\d+|[{DIGITS}]?十?[{DIGITS}]?)")
BELOW_GROUND = re.compile(r"-\d+")
NaturalKey = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=10_000)
def natural_key(text: str) -> NaturalKey:
    """Numbers by their value, also Chinese ones; everything else as text, after the numbers."""
    parts = enumerate(NUMBER.split(text))
    return tuple((0, _value(part), "") if place % 2 else (1, 0, part) for place, part in parts if part)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (DIGITS.index(tens) or 1) * 10 * bool(ten) + DIGITS.index(ones)


def _floor_key(floor: str) -> NaturalKey:
    return ((0, int(floor), ""),) if BELOW_GROUND.fullmatch(floor) else natural_key(floor)


def walk(people: Iterable[PersonDoc]) -> list[PersonDoc]:
    """People in the order of the sheet; whoever has no floor or post comes last."""
    people = list(people)
    first: dict[tuple[str, str], tuple[bool, NaturalKey]] = {}
    for person in people:
        unit, post = (person["floor"], person["unit"]), (not person["post"], natural_key(person["post"]))
        first[unit] = min(first.get(unit, post), post)

    def place(person: PersonDoc) -> tuple[object, ...]:
        floor, unit, post = person["floor"], person["unit"], person["post"]
        where = (not floor, _floor_key(floor), first[floor, unit], unit, not post, natural_key(post))
        return (*where, person["role"], natural_key(person["number"]))

    return sorted(people, key=place)


def place_key(post: PostDoc) -> tuple[object, ...]:
    """Posts in the same order: by floor, then by name."""
    return not post["floor"], _floor_key(post["floor"]), natural_key(post["post"])


def floor_name(floor: str) -> str:
    """3楼, 地下1层; a floor that is not a number is called what the roster calls it."""
    if BELOW_GROUND.fullmatch(floor):
        return f"地下{floor[1:]}层"
    return f"{floor}楼" if floor.isdecimal() else floor or "未分楼层"


def session_names(people: Iterable[PersonDoc]) -> list[str]:
    """The sessions of the day, in the order in which they are due."""
    due: dict[str, str] = {}
    for session in (session for person in people for session in person["sessions"]):
        due[session["name"]] = min(due.get(session["name"], session["due_in"]), session["due_in"])
    return sorted(due, key=due.__getitem__)

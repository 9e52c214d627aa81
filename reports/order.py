"""The order of a sheet: a walk through the centre.

By floor, then by unit (units follow their first post), then by post, A before B. Numbers inside names count as
numbers, so 2楼 comes before 10楼 and A2 before A10.
"""

import re
from collections.abc import Iterable

from attendance.document import PersonDoc

NATURAL = re.compile(r"(\d+)")
CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> NaturalKey:
    parts = NATURAL.split(text.translate(CHINESE_DIGITS))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def walk(people: Iterable[PersonDoc]) -> list[PersonDoc]:
    """People in the order of the sheet; whoever has no floor or post comes last."""
    people = list(people)
    first: dict[tuple[str, str], tuple[bool, NaturalKey]] = {}
    for person in people:
        unit, post = (person["floor"], person["unit"]), (not person["post"], natural_key(person["post"]))
        first[unit] = min(first.get(unit, post), post)

    def place(person: PersonDoc) -> tuple[object, ...]:
        floor, unit, post = person["floor"], person["unit"], person["post"]
        where = (not floor, natural_key(floor), first[floor, unit], unit, not post, natural_key(post))
        return (*where, person["role"], natural_key(person["number"]))

    return sorted(people, key=place)


def session_names(people: Iterable[PersonDoc]) -> list[str]:
    """The sessions of the day, in the order in which they are due."""
    due: dict[str, str] = {}
    for session in (session for person in people for session in person["sessions"]):
        due[session["name"]] = min(due.get(session["name"], session["due_in"]), session["due_in"])
    return sorted(due, key=due.__getitem__)

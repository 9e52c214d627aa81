"""Putting somebody at a post from a day on, and what that would mean, said before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from attendance.records import Person
from office import people_edit
from office.failures import JobError
from office.home import Home
from office.people_edit import Entered
from office.people_on import placed
from office.post_view import place_of
from store import roster
from store.database import last_change
from store.editions import headings


@dataclass(frozen=True)
class Wanted:
    """Who is to hold which side of which post, from when on."""

    number: str
    post: str
    role: str
    since: date


def assign(home: Home, wanted: Wanted) -> Entered:
    """Somebody holds a post from a day on; unit, group and floor are those of the post. Raises JobError."""
    with home.store.reading():
        place = _place(wanted)
    return people_edit.move(
        home,
        wanted.number,
        wanted.since,
        unit=place.unit,
        post=wanted.post,
        role=wanted.role,
        group=place.group,
        floor=place.floor,
    )


def look(home: Home, wanted: Wanted) -> tuple[str, ...]:
    """What the assignment would mean, in sentences; changes nothing. Raises JobError where there is no such post."""
    with home.store.reading():
        _place(wanted)
        people = placed(roster.stints(last_change()), wanted.since)
        posted = len({heading.day for heading in headings() if heading.day >= wanted.since})
    told = f"这期间已公示的 {posted} 天不会自动改变，认定有变化的要重新公示" if posted else ""
    return (*_meant(people, wanted), *filter(None, (told,)))


def _place(wanted: Wanted) -> Person:
    found = place_of(wanted.post, roster.stints(last_change()), wanted.since)
    if found is None:
        raise JobError(f"还没有岗位“{wanted.post}”，请核对；新的岗位在“人员”页给人填上窗口即可")
    return found


def _meant(people: dict[str, Person], wanted: Wanted) -> Iterator[str]:
    person = people.get(wanted.number)
    if person is None:
        yield f"工号 {wanted.number} 在 {wanted.since} 不在名册里"
        return
    here = [p.name for p in people.values() if (p.post, p.role) == (wanted.post, wanted.role) and p != person]
    if (person.post, person.role) == (wanted.post, wanted.role):
        yield f"{person.name}已经是 {wanted.post} 的 {wanted.role} 岗"
        return
    yield f"{person.name}从 {person.post} 的 {person.role} 岗调到 {wanted.post} 的 {wanted.role} 岗"
    if here:
        yield f"{wanted.post} 的 {wanted.role} 岗还有{'、'.join(here)}，如果是接替，请把原来的人也调走"
    left = [p for p in people.values() if (p.post, p.role) == (person.post, person.role) and p != person]
    if not left:
        yield f"{person.post} 的 {person.role} 岗从那天起没有人"

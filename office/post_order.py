"""Posts, units and floors in the order of a walk through the centre, as the posted sheets have them."""

from collections.abc import Iterable
from typing import cast

from attendance.document import PersonDoc
from attendance.records import Person
from reports.order import walk


def people_in_order(people: Iterable[Person]) -> list[Person]:
    """By floor, unit and post, A before B."""
    people = list(people)
    known = {person.number: person for person in people}
    return [known[each["number"]] for each in walk(cast(PersonDoc, person._asdict()) for person in people)]


def posts_in_order(people: Iterable[Person]) -> tuple[str, ...]:
    """The posts that people hold."""
    return tuple(dict.fromkeys(person.post for person in people_in_order(people) if person.post))


def floors_of(floors: Iterable[str]) -> tuple[str, ...]:
    """Each floor once, as they come."""
    return tuple(dict.fromkeys(floors))

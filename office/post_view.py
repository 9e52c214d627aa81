"""The posts as the page shows them: who holds which on a day, and the history of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from attendance.entries import Substitute
from attendance.records import Person
from office.home import Home
from office.people_on import placed
from office.post_order import floors_of, people_in_order
from store import roster
from store.database import last_change
from store.duties import substitutes_between
from store.roster import Stint

ALWAYS, FOREVER = date(2000, 1, 1), date(2199, 12, 31)


class Holder(NamedTuple):
    """Somebody at a post."""

    number: str
    name: str


class PostRow(NamedTuple):
    """A post on a day; `lacks` names the sides that nobody holds."""

    post: str
    unit: str
    floor: str
    a: tuple[Holder, ...]
    b: tuple[Holder, ...]
    substitutes: tuple[Holder, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class PostsView:
    """All posts of a day in the order of a walk."""

    day: date
    today: date
    floors: tuple[str, ...]
    posts: tuple[PostRow, ...]

    @property
    def lacking(self) -> tuple[int, int]:
        """At how many posts nobody is A, and nobody is B."""
        return tuple(sum(side in post.lacks for post in self.posts) for side in "AB")  # type: ignore[return-value]


class Assigned(NamedTuple):
    """A line of a post's history; `when`: past, now or later, seen from the day."""

    number: str
    name: str
    role: str
    first: date | None
    last: date | None
    when: str


class Named(NamedTuple):
    """A substitute by name; `post` is where the person belongs."""

    id: int
    number: str
    name: str
    unit: str
    post: str
    first: date
    last: date
    when: str


@dataclass(frozen=True)
class PostDetail:
    """One post: its row, everybody who ever held it, latest first, and its substitutes."""

    day: date
    row: PostRow
    group: str
    history: tuple[Assigned, ...]
    substitutes: tuple[Named, ...]


def post_view(home: Home, day: date) -> PostsView:
    """The posts as assigned on a day."""
    with home.store.reading():
        now = last_change()
        people = placed(roster.stints(now), day)
        named = substitutes_between(day, day, now)
    rows = tuple(_rows(people, named))
    return PostsView(day, home.clock().date(), floors_of(row.floor for row in rows), rows)


def post_detail(home: Home, post: str, day: date) -> PostDetail | None:
    """One post as of a day; None where nobody ever held it."""
    with home.store.reading():
        now = last_change()
        stints = roster.stints(now)
        named = [each for each in substitutes_between(ALWAYS, FOREVER, now) if each.post == post]
    place = place_of(post, stints, day)
    if place is None:
        return None
    history = sorted(_history(post, stints, day), key=lambda line: line.first or date.min, reverse=True)
    people = placed(stints, day)
    held = [row for row in _rows(people, [each for each in named if each.first <= day <= each.last], post)]
    row = held[0] if held else PostRow(post, place.unit, place.floor, (), (), (), ("A", "B"))
    return PostDetail(day, row, place.group, tuple(history), tuple(_named(named, stints, day)))


# ---------------------------------------------------------------- a day


def _rows(people: Mapping[str, Person], named: Sequence[Substitute], only: str = "") -> Iterator[PostRow]:
    held: dict[str, list[Person]] = {}
    for person in people_in_order(people.values()):
        if person.post and only in ("", person.post):
            held.setdefault(person.post, []).append(person)
    for post, mine in held.items():
        a, b = (tuple(Holder(p.number, p.name) for p in mine if p.role == role) for role in "AB")
        guests = [people[each.number] for each in named if each.post == post and each.number in people]
        lacks = tuple(side for side, holders in (("A", a), ("B", b)) if not holders)
        substitutes = tuple(dict.fromkeys(Holder(guest.number, guest.name) for guest in guests))
        yield PostRow(post, mine[0].unit, mine[0].floor, a, b, substitutes, lacks)


# ---------------------------------------------------------------- one post


def in_force(mine: Sequence[Stint]) -> Iterator[tuple[Person, date | None, date | None]]:
    """A person's places with the days on which each is in force: it ends where the next begins."""
    for stint, following in zip(mine, [*mine[1:], None], strict=True):
        before = following.first - timedelta(days=1) if following and following.first else None
        last = min((day for day in (stint.last, before) if day), default=None)
        if stint.first is None or last is None or stint.first <= last:
            yield stint.person, stint.first, last


def _history(post: str, stints: Mapping[str, Sequence[Stint]], day: date) -> Iterator[Assigned]:
    for mine in stints.values():
        lines = [(person, first, last) for person, first, last in in_force(mine) if person.post == post]
        for person, first, last in _joined(lines):
            yield Assigned(person.number, person.name, person.role, first, last, _when(first, last, day))


def _joined(
    lines: Iterable[tuple[Person, date | None, date | None]],
) -> list[tuple[Person, date | None, date | None]]:
    """Places that follow each other without a change of side are one: a new title is no new assignment."""
    found: list[tuple[Person, date | None, date | None]] = []
    for person, first, last in lines:
        if found:
            before, since, until = found[-1]
            if before.role == person.role and until and first and until + timedelta(days=1) == first:
                found[-1] = person, since, last
                continue
        found.append((person, first, last))
    return found


def _when(first: date | None, last: date | None, day: date) -> str:
    if first and first > day:
        return "later"
    return "past" if last and last < day else "now"


def place_of(post: str, stints: Mapping[str, Sequence[Stint]], day: date) -> Person | None:
    """Somebody of a post, on the day or else the latest there was: the post lies where he does. None where nobody
    ever held it."""
    found = [
        (first is None or first <= day, last is None or last >= day, first or date.min, person.role == "A", person)
        for mine in stints.values()
        for person, first, last in in_force(mine)
        if person.post == post
    ]
    return max(found, key=lambda each: (each[0] and each[1], *each[:4]))[-1] if found else None


def _named(named: Sequence[Substitute], stints: Mapping[str, list[Stint]], day: date) -> Iterator[Named]:
    for each in sorted(named, key=lambda known: (known.first, known.id), reverse=True):
        person = placed(stints, max(each.first, min(day, each.last))).get(each.number)
        known = (person.name, person.unit, person.post) if person else ("", "", "")
        yield Named(each.id, each.number, *known, each.first, each.last, _when(each.first, each.last, day))

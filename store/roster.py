"""People and their assignments."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from attendance.numbers import shortened
from attendance.records import Person
from store.dated import ALWAYS, counts_on, day_or_none, standing
from store.tables import Assignment, Change, Edition, database

COLUMNS = ("number", "name", "unit", "post", "role", "group", "floor", "title", "terminal_number")
_FIELDS = [getattr(Assignment, column) for column in COLUMNS]


class Stint(NamedTuple):
    """A person's place, from and until which day (both inclusive; None: always, open)."""

    person: Person
    first: date | None
    last: date | None


def people_on(day: date, as_of: int) -> tuple[Person, ...]:
    """Everybody who counts on a day, by number, as assigned on it."""
    rows = (
        Assignment.select(*_FIELDS, Assignment.until)
        .where(counts_on(Assignment, day, as_of))
        .order_by(Assignment.number, Assignment.since, Assignment.id)
    )
    latest = {row[0]: row for row in database.execute(rows)}
    ordinal = day.toordinal()
    return tuple(Person._make(row[:-1]) for row in latest.values() if row[-1] is None or row[-1] > ordinal)


def stints(as_of: int, numbers: Collection[str] = ()) -> dict[str, list[Stint]]:
    """All assignments as they stand, oldest first, by number; of some people only, where named."""
    condition = standing(Assignment, as_of)
    if numbers:
        condition &= Assignment.number.in_(sorted(numbers))
    query = (
        Assignment.select(*_FIELDS, Assignment.since, Assignment.until)
        .where(condition)
        .order_by(Assignment.number, Assignment.since, Assignment.id)
    )
    found: dict[str, list[Stint]] = {}
    for *person, since, until in database.execute(query):
        last = day_or_none(until and until - 1)
        found.setdefault(person[0], []).append(Stint(Person._make(person), day_or_none(since), last))
    return found


def how_many(as_of: int) -> int:
    """How many people are on the roster, or once were."""
    return int(Assignment.select(Assignment.number).where(standing(Assignment, as_of)).distinct().count())


def post_mates(numbers: Collection[str], as_of: int) -> frozenset[str]:
    """These people and everybody who ever shared a post with one of them."""
    posts = Assignment.select(Assignment.post).where(
        standing(Assignment, as_of) & Assignment.number.in_(sorted(numbers))
    )
    mates = Assignment.select(Assignment.number).where(standing(Assignment, as_of) & Assignment.post.in_(posts))
    return frozenset(number for (number,) in database.execute(mates)) | frozenset(numbers)


def assign(person: Person, first: date | None, last: date | None, change: int) -> None:
    """Put a person in a place from a day on. A version of the same first day is superseded."""
    since = first.toordinal() if first else ALWAYS
    same = (Assignment.number == person.number) & (Assignment.since == since) & Assignment.ended.is_null()
    before = Assignment.get_or_none(same)
    Assignment.update(ended=change).where(same).execute()
    Assignment.create(
        change=change,
        entered=before.entered if before else change,
        since=since,
        until=last.toordinal() + 1 if last else None,
        **person._asdict(),
    )


def known_numbers() -> frozenset[str]:
    """Every user id on terminals that belongs, or once belonged, to somebody on the roster."""
    numbers = _all_numbers()
    return numbers | shortened(numbers).keys()


def _all_numbers() -> frozenset[str]:
    rows = Assignment.select(Assignment.terminal_number).where(Assignment.ended.is_null()).distinct()
    return frozenset(number for (number,) in database.execute(rows))


def numbers_on_terminals(number: str) -> frozenset[str]:
    """The user ids a person has, or once had, on terminals; none where nobody has that 工号."""
    rows = Assignment.select(Assignment.terminal_number).where(
        (Assignment.number == number) & Assignment.ended.is_null()
    )
    numbers = frozenset(found for (found,) in database.execute(rows))
    return numbers | {short for short, whole in shortened(_all_numbers()).items() if whole in numbers}


def withdraw(number: str, first: date | None, change: int) -> None:
    """Take a person's place from a day on back; what it was before that day goes on."""
    since = first.toordinal() if first else ALWAYS
    same = (Assignment.number == number) & (Assignment.since == since) & Assignment.ended.is_null()
    Assignment.update(ended=change).where(same).execute()


def was_posted(number: str, first: date | None) -> bool:
    """Whether a posted day was judged with a person's place from a day on."""
    since = first.toordinal() if first else ALWAYS
    place = Assignment.get((Assignment.number == number) & (Assignment.since == since) & Assignment.ended.is_null())
    judged = (Edition.day >= since) & (Edition.change > place.entered)
    if since == ALWAYS:  # it does not count for a day that was posted before it was entered
        judged &= Edition.number == 1
    if place.until:
        judged &= Edition.day < place.until
    return bool(Edition.select().where(judged).exists())


def entered(number: str, as_of: int) -> list[tuple[Stint, str, str]]:
    """A person's assignments as they stand, oldest first, each with when it was last entered and by whom."""
    query = (
        Assignment.select(*_FIELDS, Assignment.since, Assignment.until, Change.at, Change.author)
        .join(Change, on=Assignment.change == Change.id)
        .where(standing(Assignment, as_of) & (Assignment.number == number))
        .order_by(Assignment.since, Assignment.id)
    )
    found = []
    for *person, since, until, at, author in database.execute(query):
        last = day_or_none(until and until - 1)
        found.append((Stint(Person._make(person), day_or_none(since), last), at, author))
    return found

"""Today so far: who is where, post by post, in the order of a walk through the centre."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from attendance.now import Counts, Moment, Standing, counts
from attendance.now_posts import PostNow, loose, next_turn, posts_now
from attendance.now_posts import Seat as Sitting
from attendance.now_reach import quiet_terminals, second_of
from attendance.records import DayFacts
from attendance.rulebook import Rulebook
from office import days
from office.board_records import Seat, Tile
from office.home import Home
from office.judging import with_usual
from office.names import keys
from office.post_order import people_in_order
from store.calendar import calendar_on
from store.database import last_change
from store.days import day_facts


@dataclass(frozen=True)
class Today:
    """The day up to now, and its posts."""

    moment: Moment
    posts: tuple[PostNow, ...]

    @property
    def facts(self) -> DayFacts:
        return self.moment.facts

    @property
    def counts(self) -> Counts:
        return counts(self.moment.people.values())

    def at(self, second: int) -> datetime:
        """A second of the day as a moment."""
        return datetime.combine(self.facts.day.date, time()) + timedelta(seconds=second)

    def at_or_none(self, second: int | None) -> datetime | None:
        return None if second is None else self.at(second)

    @property
    def turns(self) -> datetime:
        """When the clock alone changes something, at the latest at midnight."""
        turn = next_turn(self.moment, self.posts)
        return self.at(24 * 3600 if turn is None else turn)

    @property
    def phase(self) -> tuple[str, str]:
        """What most people are in: rest, before, open, break, after; and the session at hand."""
        if not self.moment.people:
            return "rest", ""
        off = Counter(each.kind for each in self.moment.people.values() if each.where == "off")
        at_hand = Counter(each.session for each in self.moment.people.values() if each.where != "off")
        if at_hand.total() < off.total() or not at_hand:
            return off.most_common(1)[0][0], ""
        session = at_hand.most_common(1)[0][0]
        starts = [s.start for s in self.moment.rules.sessions if s.name == session]
        return ("before" if starts and self.moment.now < starts[0] else "open"), session


def today_so_far(home: Home, now: datetime) -> Today:
    """Everything known of today. Raises CalendarUnknown, RulebookError, JobError."""
    day = now.date()
    days.settle(home, day.year)
    rulebook = home.rulebook(day)
    with home.store.reading():
        facts = _facts(now, rulebook, last_change())
    moment = Moment(facts, rulebook, second_of(facts, now))
    return Today(moment, posts_now(moment))


def _facts(now: datetime, rulebook: Rulebook, as_of: int) -> DayFacts:
    rules = rulebook.on(calendar_on(now.date(), as_of))
    facts = day_facts(now.date(), as_of, rules.data.offset_seconds)
    quiet = quiet_terminals(facts, rules, second_of(facts, now)) if facts.day.working else frozenset[str]()
    return with_usual(facts, rules, quiet, as_of)


# ---------------------------------------------------------------- the map


def tiles(today: Today) -> tuple[Tile, ...]:
    """The posts of today, floor by floor; at the end of a floor those of it who hold no post."""
    people = [each.person for each in today.moment.people.values()]
    ranks = {person.number: rank for rank, person in enumerate(people_in_order(people))}
    made = [*_posts(today, ranks), *_loose(today, ranks)]
    floors = list(dict.fromkeys(tile.floor for _, tile in sorted(made, key=lambda each: each[0])))
    made.sort(key=lambda each: (floors.index(each[1].floor), not each[1].post, each[0]))
    return tuple(tile for _, tile in made)


def _posts(today: Today, ranks: dict[str, int]) -> Iterator[tuple[int, Tile]]:
    for post in today.posts:
        seats = tuple(_seat(today, sitting, post.post) for sitting in post.seats)
        own = [ranks[seat.number] for seat in seats if seat.role != "substitute"]
        since, known = today.at_or_none(post.since), today.at_or_none(post.known)
        yield min(own, default=0), Tile(post.post, post.unit, post.floor, post.state, seats, since, known)


def _loose(today: Today, ranks: dict[str, int]) -> Iterator[tuple[int, Tile]]:
    for each in loose(today.moment):
        seat = _seat(today, Sitting(each, ""), "")
        yield ranks[seat.number], Tile("", each.person.unit, each.person.floor, "loose", (seat,))


def _seat(today: Today, sitting: Sitting, post: str) -> Seat:
    standing = sitting.standing
    person = standing.person
    return Seat(
        number=person.number,
        name=person.name,
        role=sitting.role,
        where=standing.where,
        kind=standing.kind,
        since=today.at_or_none(standing.since),
        limit=today.at_or_none(standing.limit),
        alarm=today.at_or_none(standing.alarm),
        over=today.at_or_none(standing.over),
        late=standing.late,
        known=today.at_or_none(standing.known),
        terminals=standing.terminals,
        slip=standing.entry.id if standing.entry else 0,
        cover=_name(today, standing),
        covering=sitting.covering,
        home_post=person.post if person.post != post else "",
        keys=keys(person.name),
    )


def _name(today: Today, standing: Standing) -> str:
    """The name of who stands in."""
    cover = today.moment.people.get(standing.cover)
    return cover.person.name if cover else standing.cover


def units_of(found: Sequence[Tile]) -> tuple[str, ...]:
    """Each unit once, in the order of the map."""
    return tuple(dict.fromkeys(tile.unit for tile in found))

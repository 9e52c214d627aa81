"""Who holds which post now, by whom it is covered, and which posts are certainly empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from attendance.chapters import CoverRules
from attendance.now import Moment, Standing
from attendance.now_reach import deadline
from attendance.posts import ALL_DAY, place_of, post_days
from attendance.presence import Span, common
from attendance.rulebook import MINUTE
from attendance.rules.cover import Holder, PostDay

PostState = Literal[
    "closed",  # not in its opening hours
    "staffed",
    "unknown",  # nobody is known to be there, and somebody may be
    "vacant",
    "empty",  # nobody is there, and the rulebook has no rule on that
]
MAYBE = frozenset({"unknown", "waiting", "signed_out"})


class Seat(NamedTuple):
    """Somebody who holds a post: as A, B, or substitute. `covering` where he is there and no A is."""

    standing: Standing
    role: str
    covering: bool = False


class PostNow(NamedTuple):
    """A post. Of a vacant one: since when nobody was there, and up to when that is known; seconds of the day."""

    post: str
    unit: str
    floor: str
    state: PostState
    seats: tuple[Seat, ...]
    since: int | None = None
    known: int | None = None


def posts_now(moment: Moment) -> tuple[PostNow, ...]:
    """Every post of the day in order of name."""
    posts = post_days(moment.centre, moment.facts, moment.rules)
    look = _Look(moment, dict(_minders(moment)))
    return tuple(look.post(post) for post in posts.values())


def loose(moment: Moment) -> tuple[Standing, ...]:
    """Who holds no post."""
    return tuple(each for each in moment.people.values() if not each.person.post)


def _minders(moment: Moment) -> Iterator[tuple[str, Holder]]:
    """Who minds a post while somebody has stepped away; from another post he is not among its holders yet."""
    for away in moment.people.values():
        minder = moment.people.get(away.cover) if away.where == "stepped_away" else None
        if minder and away.person.post != minder.person.post:
            yield away.person.post, Holder(minder.person.number, minder.person.name, ALL_DAY, True)


def is_here(standing: Standing, now: int) -> bool:
    """Whether somebody is at his post; a step-away counts as that while it is within its limit."""
    return standing.where == "present" or (standing.where == "stepped_away" and not standing.is_over(now))


def may_be_here(standing: Standing, now: int) -> bool:
    """Whether that is open: also of somebody who should be back, because a return may just not be entered."""
    due_back = standing.limit is not None and now >= standing.limit and standing.where in ("stepped_away", "on_outing")
    return standing.where in MAYBE or due_back


class _Look:
    """Every post under the eyes of one moment."""

    def __init__(self, moment: Moment, minders: Mapping[str, Holder]) -> None:
        self.moment, self.now, self.minders = moment, moment.now, minders
        self.cover: CoverRules | None = moment.rules.cover

    def post(self, post: PostDay) -> PostNow:
        opening = self.opening(post)
        seats = self.seats(post, opening or (self.now, self.now + 1))
        state, since, known = self.state(opening, seats)
        return PostNow(post.post, *place_of(post, self.moment.centre), state, seats, since, known)

    def opening(self, post: PostDay) -> Span | None:
        """The opening hours that go on, or come next."""
        return next((span for _, span in sorted(post.opening, key=lambda each: each[1]) if self.now < span[1]), None)

    def seats(self, post: PostDay, opening: Span) -> tuple[Seat, ...]:
        at = max(self.now, opening[0])
        minder = self.minders.get(post.post)
        holders = [h for h in post.holders if common([(at, at + 1)], h.spans)] + ([minder] if minder else [])
        seats = [self.seat(holder) for holder in {holder.number: holder for holder in reversed(holders)}.values()]
        seats.sort(key=lambda seat: (seat.role == "substitute", seat.role, seat.standing.person.number))
        led = any(seat.role == "A" and is_here(seat.standing, self.now) for seat in seats)
        return tuple(
            seat._replace(covering=not led and seat.role != "A" and is_here(seat.standing, self.now)) for seat in seats
        )

    def seat(self, holder: Holder) -> Seat:
        standing = self.moment.people[holder.number]
        return Seat(standing, "substitute" if holder.guest else standing.person.role)

    def state(self, opening: Span | None, seats: Sequence[Seat]) -> tuple[PostState, int | None, int | None]:
        if opening is None or self.now < opening[0]:
            return "closed", None, None
        able = [seat.standing for seat in seats if seat.role != "substitute" or self.free(seat.standing)]
        if any(is_here(each, self.now) for each in able):
            return "staffed", None, None
        if any(may_be_here(each, self.now) for each in able):
            return "unknown", None, None
        return self.empty(opening, able)

    def empty(self, opening: Span, able: Sequence[Standing]) -> tuple[PostState, int | None, int | None]:
        """Nobody of a post is there: whether that has lasted long enough, as far as the terminals are read."""
        if self.cover is None:
            return "empty", None, None
        since = max([opening[0], *(each.since or 0 for each in able if each.where == "on_outing")])
        known = min([self.now, *(each.known or 0 for each in able if each.where == "not_yet")])
        certain = known - since >= self.cover.least_minutes * MINUTE
        return ("vacant" if certain else "unknown"), since, known

    def free(self, standing: Standing) -> bool:
        """Whether somebody from another post may mind this one: where nobody holds two, his own must be held."""
        if self.cover is None or self.cover.two_posts:
            return True
        own = (m for m in self.moment.people.values() if m.person.post == standing.person.post)
        return any(is_here(mate, self.now) for mate in own if mate.person.number != standing.person.number)


# ---------------------------------------------------------------- when it will be otherwise


def next_turn(moment: Moment, posts: Sequence[PostNow]) -> int | None:
    """The next second of the day at which the mere passing of time changes something; None where nothing comes."""
    turns = {turn for known in moment.centre.values() for turn in _turns(moment, known.day.person.number)}
    least = moment.rules.cover.least_minutes * MINUTE if moment.rules.cover else 0
    turns |= {post.since + least for post in posts if post.since is not None}
    return min((turn for turn in turns if turn > moment.now), default=None)


def _turns(moment: Moment, number: str) -> Iterator[int]:
    known, standing = moment.centre[number], moment.people[number]
    for day, due in zip(known.day.sessions, known.due, strict=True):
        yield from (day.session.in_from, deadline(day.session.due_in, moment.rules), *due)
    for gap in known.gaps:
        yield from (gap.first, gap.last)
    yield from (step.at for step in known.steps)
    yield from (turn for turn in (standing.alarm, standing.over) if turn is not None)

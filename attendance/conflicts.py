"""What stands in the way of a leave while it is being written: no cover, a cover who is away, an empty window."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from attendance.chapters import CoverRules
from attendance.entries import HalfDay, Leave, Substitute
from attendance.leave import Balance, covers, stands


class Conflict(NamedTuple):
    """Kinds: no_cover, cover_away, cover_holds_post, post_vacant, over_entitlement, calendar_unknown.

    `first` to `last` are worked half-days; `number` is whose (or which year), `amount` the half-days beyond an
    entitlement.
    """

    kind: str
    number: str = ""
    first: HalfDay | None = None
    last: HalfDay | None = None
    amount: int = 0


@dataclass(frozen=True)
class Around:
    """What a request is looked at against: `halves` are the worked half-days it takes, `posts_on` says who holds
    which post on a half-day's date, `leaves` are everybody's."""

    halves: Sequence[HalfDay]
    posts_on: Callable[[HalfDay], Mapping[str, str]]  # 工号 → post
    leaves: Mapping[str, Sequence[Leave]]
    substitutes: Sequence[Substitute]
    rules: CoverRules | None
    balance: Balance | None


def conflicts(leave: Leave, around: Around) -> Iterator[Conflict]:
    """Every conflict of a request, in the order in which an approver asks for them."""
    if around.rules:
        if around.rules.named and not leave.cover:
            yield Conflict("no_cover")
        if leave.cover:
            yield from _cover(leave, around)
        vacant = [half for half in around.halves if not left_at_post(leave, half, around)]
        yield from (Conflict("post_vacant", "", *stretch) for stretch in _stretches(vacant, around.halves))
    if around.balance and around.balance.left is not None and around.balance.left < 0:
        yield Conflict("over_entitlement", leave.number, amount=-around.balance.left)


def _cover(leave: Leave, around: Around) -> Iterator[Conflict]:
    away = [half for half in around.halves if _away(leave.cover, half, around) or not _there(leave.cover, half, around)]
    yield from (Conflict("cover_away", leave.cover, *stretch) for stretch in _stretches(away, around.halves))
    if around.rules and not around.rules.two_posts:
        busy = [half for half in around.halves if half not in away and _bound(leave, half, around)]
        yield from (Conflict("cover_holds_post", leave.cover, *stretch) for stretch in _stretches(busy, around.halves))


def _slips_on(number: str, half: HalfDay, around: Around) -> list[Leave]:
    return [slip for slip in around.leaves.get(number, ()) if stands(slip) and covers(slip, half)]


def _away(number: str, half: HalfDay, around: Around) -> bool:
    return bool(_slips_on(number, half, around))


def _there(number: str, half: HalfDay, around: Around) -> bool:
    """Whether a person is on the roster at all by then."""
    return number in around.posts_on(half)


def _bound(leave: Leave, half: HalfDay, around: Around) -> bool:
    """Whether the cover is needed at another post, because nobody else of it is there."""
    posts = around.posts_on(half)
    own = posts[leave.cover]
    mates = [number for number, post in posts.items() if post == own and number != leave.cover]
    return own != posts.get(leave.number) and all(_away(mate, half, around) for mate in mates)


def left_at_post(leave: Leave, half: HalfDay, around: Around) -> frozenset[str]:
    """Who is left at the applicant's post, as far as they are there: its other holders, its substitutes, the cover,
    and whoever stands in for another holder who is away as well."""
    posts = around.posts_on(half)
    own = posts.get(leave.number, "")
    members = {number for number, post in posts.items() if post == own}
    named = {s.number for s in around.substitutes if s.post == own and s.first <= half.date <= s.last}
    slips = [leave, *(slip for mate in members - {leave.number} for slip in _slips_on(mate, half, around))]
    covering = {slip.cover for slip in slips if not _must_stay(slip, half, around)}
    holders = (members | named | covering) - {leave.number, ""}
    return frozenset(number for number in holders if _there(number, half, around) and not _away(number, half, around))


def _must_stay(slip: Leave, half: HalfDay, around: Around) -> bool:
    """Whether the rulebook keeps a slip's cover at his own post."""
    two_posts = around.rules is None or around.rules.two_posts
    return not two_posts and slip.cover in around.posts_on(half) and _bound(slip, half, around)


def _stretches(some: Iterable[HalfDay], of: Sequence[HalfDay]) -> Iterator[tuple[HalfDay, HalfDay]]:
    """Half-days that follow one another among the worked ones, as from and to."""
    chosen = set(some)
    for is_chosen, run in groupby(of, key=chosen.__contains__):
        if is_chosen:
            halves = list(run)
            yield halves[0], halves[-1]

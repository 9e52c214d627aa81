"""When each post was covered by whom, on a day as posted or as it would be judged now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from attendance import coverage as pure
from attendance.calendar import CalendarUnknown
from attendance.records import DayFacts
from attendance.rulebook import MINUTE, Rulebook, RulebookError
from attendance.rulebook_check import load_rulebook
from attendance.writing import minute_text
from office import days
from office.failures import sentence
from office.home import Home
from office.judging import load_facts
from office.post_order import floors_of, posts_in_order
from store.database import last_change
from store.editions import latest_edition

NEAR, ONE_DAY = timedelta(days=40), timedelta(days=1)  # no holiday is longer


class Where(NamedTuple):
    """Where a holder of the post was: `here`, what is not known of him, or the reasons of a vacancy."""

    number: str
    name: str
    role: str  # A, B or substitute
    why: tuple[str, ...]


class Part(NamedTuple):
    """A stretch of the opening hours; `state` as in attendance.coverage. Only a vacant one has a clause."""

    session: str
    first: int
    last: int
    begin: str  # 08:30
    end: str
    minutes: int
    state: str
    people: tuple[Where, ...]
    clause: str = ""
    text: str = ""


class PostBar(NamedTuple):
    """A post's day; minutes that were vacant, and those of which nothing is known."""

    post: str
    unit: str
    floor: str
    parts: tuple[Part, ...]
    vacant: int
    unknown: int


@dataclass(frozen=True)
class Coverage:
    """A day's posts in the order of a walk. `standing`: future, rest, silent (the rulebook judges no cover), empty,
    judged, posted; `trouble` says why the day cannot be judged."""

    day: date
    today: date
    standing: str
    floor: str = ""
    floors: tuple[str, ...] = ()
    edition: int | None = None
    occasion: str = ""
    trouble: str = ""
    before: date | None = None  # the nearest working days
    after: date | None = None
    first: int = 0  # the opening hours of all posts, in seconds of the day
    last: int = 0
    posts: tuple[PostBar, ...] = ()

    @property
    def vacant(self) -> tuple[int, int]:
        """How many posts were vacant, and for how many minutes."""
        found = [post.vacant for post in self.posts if post.vacant]
        return len(found), sum(found)

    @property
    def unclear(self) -> int:
        """At how many posts it is not known of some time whether anybody was there."""
        return sum(bool(post.unknown) for post in self.posts)


def coverage(home: Home, day: date | None = None, floor: str = "") -> Coverage:
    """The posts of a floor, or of all; with no day given those of the last working day before today. A day that cannot
    be judged is one that says why."""
    today = home.clock().date()
    day = day or _worked_before(home, today) or today
    try:
        view = Coverage(day, today, "future", before=_worked_before(home, day), after=_worked_after(home, day, today))
        return view if day > today else _judged(home, view, floor)
    except (CalendarUnknown, RulebookError) as error:
        return Coverage(day, today, "judged", trouble=sentence(error) or "")


def _worked_before(home: Home, day: date) -> date | None:
    return max(days.working_days(home, day - NEAR, day - ONE_DAY), default=None)


def _worked_after(home: Home, day: date, today: date) -> date | None:
    return min(days.working_days(home, day + ONE_DAY, min(day + NEAR, today)), default=None)


def _judged(home: Home, view: Coverage, floor: str) -> Coverage:
    day = view.day
    days.settle(home, day.year)
    own = home.rulebook(day)
    with home.store.reading():
        posted = latest_edition(day)
        as_of = posted.as_of if posted else last_change()
        rulebook = load_rulebook(posted.rulebook_text) if posted else own
        facts = load_facts(day, as_of, rulebook)
    found = pure.coverage(facts, rulebook, floor)
    edition = posted.document["edition"] if posted else None
    standing = "posted" if posted else "judged"
    view = replace(view, standing=standing, floor=floor, edition=edition, occasion=facts.day.reason)
    return _laid_out(view, found, facts, rulebook) if found else replace(view, standing=_why_none(facts, rulebook))


def _why_none(facts: DayFacts, rulebook: Rulebook) -> str:
    if not facts.day.working and not facts.entries.duties:
        return "rest"
    return "silent" if rulebook.on(facts.day).cover is None else "empty"


def _laid_out(view: Coverage, found: Sequence[pure.PostCoverage], facts: DayFacts, rulebook: Rulebook) -> Coverage:
    spans = [span for post in found for _, span in post.opening]
    by_post = {post.post: post for post in found}
    shown = [by_post[post] for post in posts_in_order(facts.people) if post in by_post]
    return replace(
        view,
        standing=view.standing if spans else "rest",
        floors=floors_of(post.floor for post in shown),
        first=min((first for first, _ in spans), default=0),
        last=max((last for _, last in spans), default=0),
        posts=tuple(_bar(post, rulebook) for post in shown if view.floor in ("", post.floor)),
    )


def _bar(post: pure.PostCoverage, rulebook: Rulebook) -> PostBar:
    parts = tuple(_part(stretch, rulebook) for stretch in post.stretches)
    return PostBar(post.post, post.unit, post.floor, parts, _minutes(parts, "vacant"), _minutes(parts, "unknown"))


def _minutes(parts: Iterable[Part], state: str) -> int:
    return sum(part.minutes for part in parts if part.state == state)


def _part(stretch: pure.Stretch, rulebook: Rulebook) -> Part:
    clause = stretch.vacancy.clause if stretch.vacancy else ""
    return Part(
        session=stretch.session,
        first=stretch.first,
        last=stretch.last,
        begin=minute_text(stretch.first),
        end=minute_text(stretch.last),
        minutes=(stretch.last - stretch.first) // MINUTE,
        state=stretch.state,
        people=tuple(Where(*person) for person in stretch.people),
        clause=rulebook.citation(clause) if clause else "",
        text=rulebook.clauses[clause].text if clause else "",
    )

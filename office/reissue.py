"""Posted days that would come out otherwise now: a new edition is offered, never made by itself."""

from dataclasses import dataclass
from datetime import date

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.rulebook import RulebookError
from office.board_morning import MOST_LOOKS, past
from office.failures import JobError
from office.home import Home
from office.judging import judge
from store.database import last_change
from store.editions import latest_edition
from store.touched import InForce, touched


@dataclass(frozen=True)
class Reissue:
    """A day, the number its new edition would get, and how many people and posts it would change."""

    day: date
    edition: int
    people: int
    posts: int


def reissues(home: Home) -> list[Reissue]:
    """The days of the last month for which a new edition is called for, newest first; only so many are looked at."""
    posted = [each for _, each in sorted(past(home).editions.items(), reverse=True)]
    found = [reissue_of(home, each) for each in [each for each in posted if may_differ(home, each)][:MOST_LOOKS]]
    return [each for each in found if each]


def may_differ(home: Home, edition: InForce) -> bool:
    """Whether anything came in since an edition, or its rules are others; cheap, and says yes too often."""
    try:
        version = home.rulebook(edition.day).version
    except (RulebookError, JobError):
        return False  # said where that day is judged
    with home.store.reading():
        return version != edition.rulebook or touched(edition)


def reissue_of(home: Home, edition: InForce) -> Reissue | None:
    """What a new edition would change; None where it would say the same."""
    try:
        rulebook = home.rulebook(edition.day)
        with home.store.reading():
            now = judge(edition.day, last_change(), rulebook).document
            posted = latest_edition(edition.day)
    except (CalendarUnknown, RulebookError, JobError):
        return None
    if posted is None or same_posting(posted.document["day"], now):
        return None
    before = posted.document["day"]
    people = len({change["number"] for change in changes(before, now)})
    return Reissue(edition.day, edition.number + 1, people, len(post_changes(before, now)))

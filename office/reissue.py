"""Posted days that would come out otherwise now: a new edition is offered, never made by itself.

Judging a day anew is dear. What a process found out of a day holds until something comes in that may bear on it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.document import DayDoc
from attendance.rulebook import RulebookError
from office import days
from office.failures import JobError
from office.home import Home
from office.judging import judge
from store.database import last_change
from store.editions import latest_edition
from store.touched import InForce, touched

MOST_LOOKS = 8  # posted days judged anew at one time, the newest first


@dataclass(frozen=True)
class Reissue:
    """A day, the number its new edition would get, and how many people and posts it would change."""

    day: date
    edition: int
    people: int
    posts: int


class Look(NamedTuple):
    """An edition as it was when its day was last judged anew: what it was judged by, and what came of it."""

    edition: InForce
    judged: InForce
    found: Reissue | None


_LOOKS: dict[tuple[Path, date], Look] = {}


def reissues(home: Home, editions: dict[date, InForce]) -> list[Reissue]:
    """Of posted days those for which a new edition is called for, newest first; only so many are looked at."""
    posted = [each for _, each in sorted(editions.items(), reverse=True)]
    wanted = [each for each in posted if may_differ(home, each)][:MOST_LOOKS]
    return [found for each in wanted if (found := reissue_of(home, each))]


def may_differ(home: Home, edition: InForce) -> bool:
    """Whether anything came in since an edition, or its rules are others; cheap, and says yes too often."""
    try:
        version = home.rulebook(edition.day).version
    except (RulebookError, JobError):
        return False  # said where that day is judged
    with home.store.reading():
        return version != edition.rulebook or touched(edition)


def reissue_of(home: Home, edition: InForce) -> Reissue | None:
    """What a new edition would change; None where it would say the same, or the day cannot be judged."""
    key = home.path, edition.day
    known = _LOOKS.get(key)
    if known is None or known.edition != edition or may_differ(home, known.judged):
        try:
            known = _LOOKS[key] = _look(home, edition)
        except (CalendarUnknown, RulebookError, JobError):
            return None
    return known.found


def judged(home: Home, day: date) -> DayDoc:
    """A day as it is now. Raises CalendarUnknown, RulebookError, JobError."""
    rulebook = home.rulebook(day)
    days.settle(home, day.year)
    with home.store.reading():
        return judge(day, last_change(), rulebook).document


def _look(home: Home, edition: InForce) -> Look:
    """Judge a day anew, at the state that is noted with it."""
    rulebook = home.rulebook(edition.day)
    with home.store.reading():
        state = last_change()
    document = judged(home, edition.day)
    by = edition._replace(change=state, complete=document["complete"], rulebook=rulebook.version)
    return Look(edition, by, _compared(home, edition, document))


def _compared(home: Home, edition: InForce, now: DayDoc) -> Reissue | None:
    with home.store.reading():
        posted = latest_edition(edition.day)
    if posted is None or same_posting(posted.document["day"], now):
        return None
    before = posted.document["day"]
    people = len({change["number"] for change in changes(before, now)})
    return Reissue(edition.day, edition.number + 1, people, len(post_changes(before, now)))

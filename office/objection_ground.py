"""What a decision about an objection rests on: the verdict as posted, as it stands, and as it would be judged now."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attendance.changes import changes
from attendance.document import ChangeDoc, DayDoc, EditionDoc, FindingDoc, PersonDoc
from office import postings
from office.failures import JobError
from office.home import Home
from store.editions import editions
from store.objections import Objection

POSTS, LINKS, SAME = "posts", "links", "same"


@dataclass(frozen=True)
class Ground:
    """The edition objected to, the one in force, and the day as judged now. What upholding the objection would come
    to: `posts` a new edition, `links` the one that put it right already, or nothing, everything being the `same`."""

    objected: EditionDoc
    in_force: EditionDoc
    now: DayDoc
    outcome: str
    edition: int | None  # the number of the edition that it leads to


def ground(home: Home, objection: Objection) -> Ground:
    """Judge the day of an objection. Raises JobError, CalendarUnknown, RulebookError."""
    now, _ = postings.assess(home, objection.day)
    with home.store.reading():
        known = [posted.document for posted in editions(objection.day, objection.day)]
    objected, in_force = known[objection.edition - 1], known[-1]
    if moved(in_force["day"], now, objection):
        return Ground(objected, in_force, now, POSTS, in_force["edition"] + 1)
    right = put_right(known[objection.edition - 1 :], objection)
    return Ground(objected, in_force, now, LINKS if right else SAME, right)


def put_right(known: Sequence[EditionDoc], objection: Objection) -> int | None:
    """The edition after the one objected to (the first of these) by which the verdict became what it is; None where
    it is what it was."""
    if not moved(known[0]["day"], known[-1]["day"], objection):
        return None
    steps = pairwise(known)
    return [later["edition"] for earlier, later in steps if moved(earlier["day"], later["day"], objection)][-1]


def moved(before: DayDoc, after: DayDoc, objection: Objection) -> bool:
    """Whether two days say different things of what is objected to."""
    if verdict_changes(before, after, objection):
        return True
    return not objection.session and _of_the_day(before, objection) != _of_the_day(after, objection)


def verdict_changes(before: DayDoc, after: DayDoc, objection: Objection) -> list[ChangeDoc]:
    """What one day says differently from another of the person, in the session objected to or in any."""
    told = changes(_alone(before, objection.number), _alone(after, objection.number))
    return [change for change in told if objection.session in ("", change["session"])]


def _alone(day: DayDoc, number: str) -> DayDoc:
    return {**day, "people": [person for person in day["people"] if person["number"] == number]}


def _of_the_day(day: DayDoc, objection: Objection) -> list[tuple[str, int]]:
    """The findings that belong to no session of the person's."""
    person = person_in(day, objection.number)
    if person is None:
        return []
    names = {session["name"] for session in person["sessions"]}
    return [_said(finding) for finding in person["findings"] if finding["session"] not in names]


def _said(finding: FindingDoc) -> tuple[str, int]:
    return finding["code"], finding["minutes"]


def person_in(day: DayDoc, number: str) -> PersonDoc | None:
    """What a day says of somebody; None where he is not listed."""
    return next((person for person in day["people"] if person["number"] == number), None)


def listed_in(edition: EditionDoc, number: str) -> PersonDoc:
    """What an edition says of somebody. Raises JobError where he is not listed."""
    person = person_in(edition["day"], number)
    if person is None:
        day, which = edition["day"]["date"], edition["edition"]
        raise JobError(f"{day} 第{which}版公示的名单里没有工号 {number}，请核对工号和日期")
    return person

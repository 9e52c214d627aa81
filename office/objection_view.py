"""What the window shows before an objection is registered, and before it is decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from attendance.changes import changes
from attendance.document import EditionDoc, PersonDoc, SessionDoc
from office import turns
from office.failures import JobError
from office.home import Home
from office.objection_ground import POSTS, Ground, ground, listed_in, person_in
from office.objection_list import find, of_day
from reports.judgement import of_session, verdict_text
from reports.tones import code_tone
from reports.words import SIDE_NAMES, SIDES, code_word, finding_phrase
from store.editions import latest_edition
from store.objections import Objection

ONE = timedelta(days=1)
NOT_LISTED = "不在名单里"


class Period(NamedTuple):
    """Until when an edition hears objections, and how many working days are left after today."""

    until: date
    left: int
    over: bool


class Compared(NamedTuple):
    """A session, or (where it is empty) what belongs to none: what was posted of it, and what would be now."""

    session: str
    posted: str
    now: str


@dataclass(frozen=True)
class PostedPerson:
    """What the edition in force says of somebody, and the objections to the day that he raised."""

    day: date
    number: str
    name: str
    unit: str
    edition: int
    verdict: str
    sessions: tuple[str, ...]
    period: Period | None
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Look:
    """An objection before its decision. What upholding it would come to (`outcome`): it `posts` a new edition, or
    `links` the one by which it was put right already, or nothing could be upheld, all being the `same`.

    `others`: how many other changes a new edition would bring with it.
    """

    objection: Objection
    unit: str
    in_force: int
    posted: str
    now: str
    compared: tuple[Compared, ...]
    outcome: str
    edition: int | None
    others: int


def period(home: Home, day: date) -> Period | None:
    """The period of the edition of a day that is in force; None where it names none, or nothing is posted."""
    with home.store.reading():
        posted = latest_edition(day)
    return _period(home, posted.document) if posted else None


def _period(home: Home, edition: EditionDoc) -> Period | None:
    named = edition.get("objections_until")
    if named is None:
        return None
    until, today = date.fromisoformat(named), home.clock().date()
    left = len(turns.worked_days(home, today + ONE, until)) if until > today else 0
    return Period(until, left, until < today)


def posted_person(home: Home, number: str, day: date) -> PostedPerson:
    """What somebody may object to. Raises JobError where the day is not posted or he is not listed."""
    with home.store.reading():
        posted = latest_edition(day)
    if posted is None:
        raise JobError(f"{day} 还没有公示，公示以后才能登记申诉")
    edition, person = posted.document, listed_in(posted.document, number)
    return PostedPerson(
        *(day, number, person["name"], person["unit"], edition["edition"], verdict_text(person)),
        tuple(session["name"] for session in person["sessions"]),
        _period(home, edition),
        tuple(each for each in of_day(home, day) if each.number == number),
    )


def look_at(home: Home, objection: int) -> Look:
    """What the decider has to see: what was posted, and what the facts say now. Raises JobError, CalendarUnknown,
    RulebookError."""
    found = find(home, objection)
    seen = ground(home, found)
    person, now = listed_in(seen.objected, found.number), person_in(seen.now, found.number)
    return Look(
        found,
        person["unit"],
        in_force=seen.in_force["edition"],
        posted=verdict_text(person),
        now=verdict_text(now) if now else NOT_LISTED,
        compared=tuple(compared(person, now)),
        outcome=seen.outcome,
        edition=seen.edition,
        others=_others(seen, found.number),
    )


def _others(seen: Ground, number: str) -> int:
    if seen.outcome != POSTS:
        return 0
    return sum(change["number"] != number for change in changes(seen.in_force["day"], seen.now))


# ---------------------------------------------------------------- side by side


def compared(before: PersonDoc, after: PersonDoc | None) -> Iterator[Compared]:
    """A person's day session by session, as posted and as judged now."""
    later = {session["name"]: session for session in after["sessions"]} if after else {}
    earlier = {session["name"]: session for session in before["sessions"]}
    for name in dict.fromkeys((*earlier, *later)):
        yield Compared(name, _said(before, earlier.get(name)), _said(after, later.get(name)))
    rest = _of_the_day(before), _of_the_day(after)
    if any(rest):
        yield Compared("", *(said or "无" for said in rest))


def _said(person: PersonDoc | None, session: SessionDoc | None) -> str:
    """迟到7分钟（08:37:12 签到，12:08:00 签退）."""
    if person is None or session is None:
        return NOT_LISTED
    found = [finding_phrase(f["code"], f["minutes"], f["cause"]) for f in of_session(person, session["name"])]
    if not found or code_tone(session["result"]) == "leave":
        found.insert(0, code_word(session["result"]))
    times = [f"{session[side]} {SIDES[side]}" for side in SIDE_NAMES if session[side]]
    return "、".join(found) + (f"（{'，'.join(times)}）" if times else "")


def _of_the_day(person: PersonDoc | None) -> str:
    """The findings that belong to no session."""
    if person is None:
        return ""
    names = {session["name"] for session in person["sessions"]}
    rest = [finding for finding in person["findings"] if finding["session"] not in names]
    return "、".join(finding_phrase(f["code"], f["minutes"], f["cause"]) for f in rest)

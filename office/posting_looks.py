"""What deserves a look in a draft before it is posted: what nobody knows, what contradicts itself, what is new."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from attendance.document import DayDoc, FindingDoc, PersonDoc
from office import postings
from office.home import Home
from reports.order import walk
from reports.tones import GRAVITY, code_tone
from reports.vacancies import reasons_text, vacancies
from reports.words import cause_word, code_word, finding_phrase, session_word
from store.edition_list import Listed, listed
from store.editions import latest_edition

MOST_ONE_BY_ONE = 8  # people of whom nothing is known, before they are told of together
LOOK_BACK = 30  # posted days
LEAST_DAYS = 5  # before that many are posted, everything happens for the first time
REACH = timedelta(days=90)
ALWAYS = ("contradiction", "leave_not_closed", "unknown")  # looked at whether or not they are new

Pair = tuple[str, str]  # 工号 and code
_seen: dict[tuple[str, int, str], frozenset[Pair]] = {}  # of editions, which are frozen: read once in a process


class Look(NamedTuple):
    """A line. `kind`: unknown, contradiction, leave_not_closed, first, vacant; `code` is the finding. `focus` leads to
    where it can be seen on `page`."""

    kind: str
    code: str
    who: str  # 工号, or the post
    name: str
    text: str
    page: str
    focus: tuple[tuple[str, Any], ...]


def draft_looks(home: Home, day: date) -> tuple[Look, ...]:
    """What deserves a look in the draft of a day. The first time it takes a while: a month of postings is read.

    Raises JobError, CalendarUnknown, RulebookError.
    """
    return looks(home, postings.assess(home, day)[0])


def looks(home: Home, day: DayDoc) -> tuple[Look, ...]:
    """Everything that deserves a look in a judged day, the gravest first."""
    when = date.fromisoformat(day["date"])
    people = walk(day["people"])
    known = seen_before(home, when)
    return (
        *_unknown(people, when),
        *_of_people(people, when, "contradiction"),
        *sorted(_firsts(people, when, known), key=lambda look: GRAVITY[code_tone(look.code)]),
        *_of_people(people, when, "leave_not_closed"),
        *_vacant(day, when),
    )


# ---------------------------------------------------------------- findings


def _person(kind: str, finding: FindingDoc, person: PersonDoc, when: date) -> Look:
    focus = (("day", when), ("number", person["number"]))
    return Look(kind, finding["code"], person["number"], person["name"], _said(finding), "attendance", focus)


def _said(finding: FindingDoc) -> str:
    """上午旷工（无打卡记录）."""
    return (session_word(finding["session"]) if finding["session"] else "") + _phrase(finding)


def _phrase(finding: FindingDoc) -> str:
    return finding_phrase(finding["code"], finding["minutes"], finding["cause"])


def _of_people(people: Iterable[PersonDoc], when: date, code: str) -> Iterator[Look]:
    """A finding that is the same in several sessions is one line."""
    for person in people:
        found: dict[str, list[FindingDoc]] = {}
        for each in person["findings"]:
            if each["code"] == code:
                found.setdefault(_phrase(each), []).append(each)
        for phrase, alike in found.items():
            sessions = "、".join(session_word(each["session"]) for each in alike if each["session"])
            yield _person(code, alike[0], person, when)._replace(text=sessions + phrase)


def _firsts(people: Iterable[PersonDoc], when: date, known: frozenset[Pair] | None) -> Iterator[Look]:
    """A finding that nobody has seen of the person for long is more often a mistake than others."""
    if known is None:
        return
    for person in people:
        codes: dict[str, FindingDoc] = {}
        for finding in person["findings"]:
            codes.setdefault(finding["code"], finding)
        for code, finding in codes.items():
            if code not in ALWAYS and (person["number"], code) not in known:
                yield _person("first", finding, person, when)


def seen_before(home: Home, day: date) -> frozenset[Pair] | None:
    """What was found of whom on the last posted days before a day; None where these are too few to tell."""
    with home.store.reading():
        newest = {each.day: each for each in listed(day - REACH, day - timedelta(days=1))}
        recent = list(newest.values())[-LOOK_BACK:]
        found = [_pairs(str(home.path), each) for each in recent]
    return frozenset().union(*found) if len(recent) >= LEAST_DAYS else None


def _pairs(home: str, edition: Listed) -> frozenset[Pair]:
    key = home, edition.change, edition.posted_at
    if key not in _seen:
        posted = latest_edition(edition.day)
        people = posted.document["day"]["people"] if posted else []
        _seen[key] = frozenset((person["number"], each["code"]) for person in people for each in person["findings"])
    return _seen[key]


# ---------------------------------------------------------------- what nobody knows


def _unknown(people: Iterable[PersonDoc], when: date) -> Iterator[Look]:
    """One by one where they are few, else together by what is missing."""
    causes: dict[str, list[tuple[PersonDoc, FindingDoc]]] = {}
    for person in people:
        found = next((each for each in person["findings"] if each["code"] == "unknown"), None)
        if found:
            causes.setdefault(_why(found), []).append((person, found))
    for why, concerned in causes.items():
        if len(concerned) <= MOST_ONE_BY_ONE:
            yield from (_person("unknown", each, person, when)._replace(text=why) for person, each in concerned)
        else:
            focus = (("day", when), ("finding", "unknown"))
            yield Look("unknown", "unknown", "", f"{len(concerned)} 人", why, "attendance", focus)


def _why(finding: FindingDoc) -> str:
    """3楼设备未读全."""
    names = [fact.removeprefix("terminal:") for fact in finding["evidence"] if fact.startswith("terminal:")]
    return "、".join(names) + (cause_word("unknown", finding["cause"]) or code_word("unknown"))


# ---------------------------------------------------------------- posts


def _vacant(day: DayDoc, when: date) -> Iterator[Look]:
    for post, vacancy in vacancies(day):
        focus = (("section", "cover"), ("post", post["post"]), ("day", when))
        text = f"{vacancy['from']}–{vacancy['to']}（{reasons_text(vacancy)}）"
        yield Look("vacant", "post_vacant", post["post"], "", text, "posts", focus)

"""The days of the page of postings: which wait, which are posted, and what is to be seen to of each. Nothing is judged
here; whether an edition would come out otherwise now is asked of `differing`, a few days at a time."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from attendance.document import totals
from office.home import Home
from office.publication import pending
from office.reissue import may_differ, reissue_of
from office.turns import at, turn_of, waiting, worked_days
from store.calendar import entries
from store.confirmations import confirmed
from store.database import last_change
from store.duties import duties_between
from store.edition_list import Listed, listed
from store.editions import latest_edition
from store.objections import between
from store.touched import first_posted_day, in_force

RECENT = timedelta(days=40)
ONE = timedelta(days=1)


class PostingRow(NamedTuple):
    """A day. `state`: later (its turn is still to come), draft (it is posted today), late (its time has passed),
    posted.

    `late` is why an edition came too late, as its posting froze it; `unknown` counts the people of whom the edition in
    force says nothing, None where it is complete. `moved` says that something came in since that may bear on it.
    """

    day: date
    state: str
    turn: date | None = None
    occasion: str = ""
    edition: int = 0
    posted_at: datetime | None = None
    late: str = ""
    unknown: int | None = None
    objections: int = 0
    confirmed: bool = False
    moved: bool = False


@dataclass(frozen=True)
class PostingList:
    """The days of a month, or with none named of the last weeks, the newest first. `months` are those to choose from;
    `known` is the state of the data, as a number that grows."""

    today: date
    month: str
    months: tuple[str, ...]
    rows: tuple[PostingRow, ...]
    known: int
    folder: str  # of publication


def posting_list(home: Home, month: str = "") -> PostingList:
    """The days that are posted or wait to be."""
    today = home.clock().date()
    first, last = _span(month, today)
    with home.store.reading():
        begun, known = first_posted_day(), last_change()
    rows = sorted((*_posted(home, first, last), *_open(home, first, last)), key=lambda row: row.day, reverse=True)
    return PostingList(today, month, _months(begun, today), tuple(rows), known, str(home.published.resolve()))


def _span(month: str, today: date) -> tuple[date, date]:
    """The days shown; today is not over yet."""
    if not month:
        return today - RECENT, today - ONE
    first = date.fromisoformat(f"{month}-01")
    return first, min(first.replace(day=monthrange(first.year, first.month)[1]), today - ONE)


def _months(begun: date | None, today: date) -> tuple[str, ...]:
    """Every month since the first posting, the newest first."""
    month, found = today.replace(day=1), [f"{today:%Y-%m}"]
    while begun and month > begun:
        month = (month - ONE).replace(day=1)
        found.append(f"{month:%Y-%m}")
    return tuple(found)


# ---------------------------------------------------------------- posted


def _posted(home: Home, first: date, last: date) -> Iterator[PostingRow]:
    with home.store.reading():
        editions = listed(first, last)
        objections = Counter(each.day for each in between(first, last) if each.state == "open")
        occasions = _occasions(first, last)
    late = {each.day: each.notes["late"]["why"] for each in editions if "late" in each.notes}
    for day, each in {each.day: each for each in editions}.items():  # the newest of each day
        yield PostingRow(
            *(day, "posted", None, occasions.get(day, ""), each.number, datetime.fromisoformat(each.posted_at)),
            late=late.get(day, ""),
            unknown=None if each.complete else _unknown(home, each),
            objections=objections[day],
            moved=may_differ(home, each.in_force),
        )


def _unknown(home: Home, edition: Listed) -> int:
    with home.store.reading():
        posted = latest_edition(edition.day)
    return totals(posted.document["day"]["people"])["unknown"] if posted else 0


def _occasions(first: date, last: date) -> Mapping[date, str]:
    """What the calendar says of days out of the ordinary: 补班."""
    return {day: entry.reason for day, entry in entries(first, last, last_change()).items()}


# ---------------------------------------------------------------- not posted


def _open(home: Home, first: date, last: date) -> Iterator[PostingRow]:
    """Days that wait, and those forgotten so long ago that nothing posts them by itself any more."""
    turns = {turn.day: turn.on for turn in waiting(home)}
    now = home.clock()
    worked = worked_days(home, first, last)
    with home.store.reading():
        begun = min((day for day in (first_posted_day(), *turns) if day), default=None)
        served = {duty.day for duty in duties_between(first, last, last_change())}
        posted, agreed = in_force(first, last), confirmed(turns, last_change())
        occasions = _occasions(first, last)
    for day in sorted(worked | served):
        if first <= day <= last and day not in posted and begun and day >= begun:
            turn = turns.get(day) or turn_of(home, day)
            state = standing(now, turn, home.settings.deadline_time)
            yield PostingRow(day, state, turn, occasions.get(day, ""), confirmed=day in agreed)


def standing(now: datetime, turn: date, deadline: int) -> str:
    """How a day stands that is not posted, by the working day on whose morning it is."""
    if turn > now.date():
        return "later"
    return "draft" if now <= at(turn, deadline) else "late"


# ---------------------------------------------------------------- files


class Waiting(NamedTuple):
    """How many editions are not in the publication folder yet, and whether that is away."""

    editions: int
    away: bool


def files_waiting(home: Home) -> Waiting:
    """Asked by itself: a share that is gone may take its time to say so."""
    return Waiting(pending(home), not home.published.is_dir())


# ---------------------------------------------------------------- a closer look


def differing(home: Home, days: tuple[date, ...]) -> dict[date, int]:
    """Of how many people or posts a new edition would say something else, for each of these posted days; 0 where it
    would be the same. Each is judged anew."""
    found: dict[date, int] = {}
    for day in days:
        with home.store.reading():
            edition = in_force(day, day).get(day)
        again = reissue_of(home, edition) if edition else None
        found[day] = (again.people or again.posts or 1) if again else 0
    return found

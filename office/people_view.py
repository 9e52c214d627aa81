"""The roster as the window shows it: who is here, who has left or is still to come, and one person's history."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from attendance.records import Person
from office import discipline
from office.discipline import Notice
from office.home import Home
from office.names import keys
from office.people_fields import LABELS
from store import roster
from store.database import last_change
from store.editions import headings
from store.roster import Stint

SUGGESTED = ("unit", "post", "group", "floor", "title")


class Row(NamedTuple):
    """Somebody on the roster as he stands on the day: his place then, else his last one or the one to come.

    `state`: here, left, coming. `since` and `until` are the days of that place; `then` says what is entered for later,
    `leaving` is the last day that is entered and has not passed.
    """

    number: str
    name: str
    unit: str
    post: str
    role: str
    group: str
    floor: str
    title: str
    terminal_number: str
    since: date | None
    until: date | None
    state: str
    then: str
    leaving: date | None
    keys: str


class Board(NamedTuple):
    """The roster on a day. `posted` is the last posted day, `known` what stands in each column already."""

    day: date
    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    posted: date | None
    known: Mapping[str, tuple[str, ...]]


class Moved(NamedTuple):
    """A field that changed: its label, what it was, what it is."""

    label: str
    before: str
    after: str


class Held(NamedTuple):
    """A place in somebody's history: from and until which day he really held it, what was different from the one
    before, and when it was entered by whom. `back`: he had been away before it."""

    person: Person
    first: date | None
    last: date | None
    moved: tuple[Moved, ...]
    back: bool
    entered_at: str
    author: str


class History(NamedTuple):
    """Somebody's places, latest first. `withdrawable` says whether the latest may be taken back; `posted` is the last
    posted day; `notices` are the 通报 and 黄牌警告 given to him, latest first, those taken back too."""

    number: str
    held: tuple[Held, ...]
    withdrawable: bool
    posted: date | None
    notices: tuple[Notice, ...] = ()


def people_view(home: Home, day: date | None = None) -> Board:
    """Everybody who is, was or will be on the roster, by 工号."""
    day = day or home.clock().date()
    with home.store.reading():
        known = roster.stints(last_change())
        posted = last_posted()
    rows = tuple(_row(known[number], day) for number in sorted(known))
    counts = {state: sum(row.state == state for row in rows) for state in ("here", "left", "coming")}
    return Board(day, rows, counts, posted, {field: _values(rows, field) for field in SUGGESTED})


def last_posted() -> date | None:
    """The last day that is posted. Call inside a reading."""
    return max((heading.day for heading in headings()), default=None)


def posted_note(since: date | None, posted: date | None) -> str:
    """What a date that reaches back to posted days means, said before it is entered."""
    if since is None or posted is None or since > posted:
        return ""
    return f"已公示到 {posted}。{since} 到那天的公示不会自己变，要改请到“考勤”另出新版"


def _values(rows: Sequence[Row], field: str) -> tuple[str, ...]:
    return tuple(sorted({getattr(row, field) for row in rows if row.state != "left"} - {""}))


def _row(mine: Sequence[Stint], day: date) -> Row:
    begun = [stint for stint in mine if stint.first is None or stint.first <= day]
    stint = begun[-1] if begun else mine[0]
    later = mine[len(begun) :] if begun else mine[1:]
    state = "coming" if not begun else "left" if stint.last and stint.last < day else "here"
    until = _real_last(stint, later[0] if later else None)
    leaving = mine[-1].last if mine[-1].last and mine[-1].last >= day else None
    then = _then(stint, later, state)
    return Row(*stint.person, stint.first, until, state, then, leaving, keys(stint.person.name))


def _real_last(stint: Stint, following: Stint | None) -> date | None:
    """A place ends where the next begins, if not before."""
    ends = [stint.last] if stint.last else []
    if following and following.first:
        ends.append(following.first - timedelta(days=1))
    return min(ends, default=None)


def _then(stint: Stint, later: Sequence[Stint], state: str) -> str:
    if later:
        following = later[0]
        old, new = stint.person, following.person
        where = f"{new.role}岗" if new.post == old.post and new.role != old.role else new.post
        return f"{following.first} 回到 {where}" if state == "left" else f"{following.first} 调到 {where}"
    return f"{stint.last} 调离" if stint.last and state != "left" else ""


# ---------------------------------------------------------------- one person


def history(home: Home, number: str) -> History:
    """Somebody's places; none where nobody has that 工号."""
    with home.store.reading():
        entered = roster.entered(number, last_change())
        posted = last_posted()
        held = tuple(_held(entered, index) for index in reversed(range(len(entered))))
        withdrawable = len(entered) > 1 or bool(entered and not roster.was_posted(number, entered[0][0].first))
        given = discipline.notices(home, number=number)[::-1]
    return History(number, held, withdrawable, posted, given)


def _held(entered: Sequence[tuple[Stint, str, str]], index: int) -> Held:
    stint, at, author = entered[index]
    before = entered[index - 1][0] if index else None
    following = entered[index + 1][0] if index + 1 < len(entered) else None
    back = bool(before and before.last and stint.first and before.last < stint.first - timedelta(days=1))
    moved = moves(before.person, stint.person) if before else ()
    return Held(stint.person, stint.first, _real_last(stint, following), moved, back, at, author)


def moves(before: Person, after: Person) -> tuple[Moved, ...]:
    """The fields in which somebody's place differs from another, in the order of the roster's columns."""
    return tuple(
        Moved(LABELS[field], old, new)
        for field, old, new in zip(Person._fields, before, after, strict=True)
        if old != new
    )

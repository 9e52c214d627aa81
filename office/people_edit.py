"""People changed by hand, always dated: who is added, corrected, moved to another post, or leaves.

A correction without a date counts from the day after the last posted one, so that no posted day changes. A date that
the office gives itself may reach back; the posted days it touches are named, and stay until a new edition is posted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypedDict, Unpack

from attendance.records import Person
from office.failures import JobError
from office.home import Home, author
from office.people_fields import changed_person, read_person
from office.people_on import placed
from store import roster
from store.database import last_change, record_change
from store.editions import headings
from store.roster import Stint

Known = Mapping[str, Sequence[Stint]]


class Place(TypedDict, total=False):
    """Where somebody works; what is left out stays as it is."""

    unit: str
    post: str
    role: str
    group: str
    floor: str
    title: str


class Fields(Place, total=False):
    """Everything of a person but the 工号."""

    name: str
    terminal_number: str


class Entered(NamedTuple):
    """What was entered: from which day it counts, the posted days that only a new edition will change, and what the
    clerk should look at."""

    number: str
    since: date | None
    posted: tuple[date, ...] = ()
    notes: tuple[str, ...] = ()


def entered_words(entered: Entered) -> str:
    """What to tell the clerk once it is entered; empty where there is nothing to look at."""
    told = list(entered.notes)
    if entered.posted:
        named = "、".join(day.isoformat() for day in entered.posted[:3])
        more = f" 等 {len(entered.posted)} 天" if len(entered.posted) > 3 else ""
        told.insert(0, f"{named}{more}已公示，公示不会自己变，要改请到“考勤”另出新版")
    return "；".join(told)


# ---------------------------------------------------------------- the verbs


def add(home: Home, number: str, since: date | None = None, **fields: Unpack[Fields]) -> Entered:
    """Put somebody new on the roster. Without a date it counts from always, except for days already posted."""
    person = read_person({"number": number, **fields})
    with home.store.transaction():
        known = roster.stints(last_change())
        if person.number in known:
            raise JobError(_already(person.number, known[person.number][-1], home.clock().date()))
        _refuse_shared(known, person, since, None)
        roster.assign(person, since, None, _record(home, "add", person.number))
        return _entered(home, known, person, since, since, None)


def edit(home: Home, number: str, since: date | None = None, **fields: Unpack[Fields]) -> Entered:
    """Correct what is wrong with somebody. Without a date it counts from the day after the last posted one.

    A move entered for later takes the correction too, in every field in which it agreed with what was wrong.
    """
    with home.store.transaction():
        known = roster.stints(last_change())
        mine = _mine(known, number)
        first = since or _after_posted(_in_force(mine, home.clock().date()))
        base = _begun(mine, first) if first else mine[0]
        if base.last and first and first > base.last:
            raise JobError(f"{_who(base)}在岗的日子都已公示，要更正请写明从哪一天起")
        person = changed_person(base.person, fields)
        _refuse_shared(known, person, first, base.last)
        change = _record(home, "edit", number)
        roster.assign(person, first, base.last, change)
        for later in _later(mine, first):
            roster.assign(_corrected(later.person, base.person, person), later.first, later.last, change)
        return _entered(home, known, person, first, first, base.last)


def move(home: Home, number: str, since: date, **place: Unpack[Place]) -> Entered:
    """Somebody works elsewhere from a day on, or comes back after having left."""
    with home.store.transaction():
        known = roster.stints(last_change())
        mine = _mine(known, number)
        base = _begun(mine, since)
        for later in _later(mine, since):
            raise JobError(_moved_before(later))
        back = base.last is not None and base.last < since
        person = base.person if back and not place else _moved(base.person, place, back)
        last = None if back else base.last
        _refuse_shared(known, person, since, last)
        roster.assign(person, since, last, _record(home, "move", number))
        return _entered(home, known, person, since, since, last)


def leave(home: Home, number: str, last_day: date | None) -> Entered:
    """Somebody's last day; None takes back one that has not passed yet."""
    with home.store.transaction():
        known = roster.stints(last_change())
        latest = _mine(known, number)[-1]
        _refuse_last_day(latest, last_day, home.clock().date())
        _refuse_shared(known, latest.person, latest.first, last_day)
        roster.assign(latest.person, latest.first, last_day, _record(home, "leave", number))
        days = sorted(day for day in (last_day, latest.last) if day)
        until = days[1] if len(days) > 1 else None
        return _entered(home, known, latest.person, latest.first, days[0] + timedelta(days=1), until)


def arrive(home: Home, number: str, first: date) -> Entered:
    """Correct the day from which somebody is on the roster."""
    with home.store.transaction():
        known = roster.stints(last_change())
        earliest, *later = _mine(known, number)
        if earliest.first == first:
            raise JobError(f"{_who(earliest)}的到岗日就是 {first}，没有改动")
        for stint in later:
            if stint.first and stint.first <= first:
                raise JobError(_moved_before(stint))
        if earliest.last and earliest.last < first:
            raise JobError(f"{_who(earliest)}在 {earliest.last} 调离，到岗日不能晚于这一天")
        _refuse_shared(known, earliest.person, first, earliest.last)
        change = _record(home, "arrive", number)
        roster.withdraw(number, earliest.first, change)
        roster.assign(earliest.person, first, earliest.last, change)
        begins = sorted((earliest.first or date.min, first))
        return _entered(home, known, earliest.person, first, begins[0], begins[1] - timedelta(days=1))


def withdraw(home: Home, number: str, first: date | None) -> Entered:
    """Take back somebody's latest move, or somebody entered by mistake who stands on no posted day."""
    with home.store.transaction():
        known = roster.stints(last_change())
        mine = _mine(known, number)
        latest = mine[-1]
        if latest.first != first:
            raise JobError(f"{_who(latest)}的安排刚才改过，请刷新后再看")
        if len(mine) == 1 and roster.was_posted(number, first):
            raise JobError(f"{_who(latest)}已经列在公示里，不能撤销；不再上班的请登记调离")
        if len(mine) > 1:
            _refuse_shared(known, mine[-2].person, mine[-2].first, mine[-2].last)
        roster.withdraw(number, first, _record(home, "withdraw", number))
        return _entered(home, known, latest.person, first, first, latest.last)


# ---------------------------------------------------------------- what stands


def _who(stint: Stint) -> str:
    return f"{stint.person.name}（工号 {stint.person.number}）"


def _mine(known: Known, number: str) -> Sequence[Stint]:
    if number not in known:
        raise JobError(f"名册里没有工号 {number}，请核对")
    return known[number]


def _in_force(mine: Sequence[Stint], day: date) -> Stint:
    """The stint of a day; before the first or after the last, that one."""
    begun = [stint for stint in mine if stint.first is None or stint.first <= day]
    return begun[-1] if begun else mine[0]


def _begun(mine: Sequence[Stint], day: date) -> Stint:
    base = _in_force(mine, day)
    if base.first and base.first > day:
        raise JobError(f"{_who(base)}从 {base.first} 起才在名册里，请写这一天或更晚的日子")
    return base


def _later(mine: Sequence[Stint], day: date | None) -> Iterator[Stint]:
    return (stint for stint in mine if stint.first and (day is None or stint.first > day))


def _after_posted(base: Stint) -> date | None:
    """The first day of a stint that no posted day stands in the way of."""
    posted = [heading.day for heading in headings()]
    if not posted:
        return base.first
    free = max(posted) + timedelta(days=1)
    return max(base.first, free) if base.first else free


def _corrected(later: Person, wrong: Person, right: Person) -> Person:
    return Person._make(new if own == old else own for own, old, new in zip(later, wrong, right, strict=True))


def _moved_before(stint: Stint) -> str:
    return f"{_who(stint)}已登记从 {stint.first} 起在 {stint.person.post}，请先撤销那次调岗，或换一个日子"


def _moved(person: Person, place: Place, back: bool) -> Person:
    try:
        return changed_person(person, place)
    except JobError:
        if back and all(getattr(person, field) == value for field, value in place.items()):
            return person
        raise


def _already(number: str, latest: Stint, today: date) -> str:
    gone = latest.last is not None and latest.last < today
    remedy = "他回来上班请用“回岗”" if gone else "同一个人请用“修改”或“调岗”"
    return f"工号 {number} 已经是{latest.person.name}（{latest.person.unit}），{remedy}，不是同一个人请换一个工号"


def _refuse_last_day(latest: Stint, last_day: date | None, today: date) -> None:
    if last_day == latest.last:
        raise JobError(f"{_who(latest)}的调离日没有改动" if last_day else f"{_who(latest)}没有登记调离，不需要撤销")
    if last_day and latest.first and last_day < latest.first:
        raise JobError(
            f"{_who(latest)}从 {latest.first} 起在 {latest.person.post}，"
            "最后一天不能早于这一天；如果那次调岗记错了，请先撤销它"
        )
    if last_day is None and latest.last and latest.last < today:
        raise JobError(f"{_who(latest)}已在 {latest.last} 调离，回来上班请用“回岗”写明从哪一天起")


# ---------------------------------------------------------------- clashes


def _spans(mine: Sequence[Stint]) -> Iterator[tuple[Stint, date, date]]:
    """Each stint with the days on which it is in force: it ends where the next begins."""
    for stint, following in zip(mine, [*mine[1:], None], strict=True):
        ends = [stint.last or date.max]
        if following and following.first:
            ends.append(following.first - timedelta(days=1))
        yield stint, stint.first or date.min, min(ends)


def _refuse_shared(known: Known, person: Person, first: date | None, last: date | None) -> None:
    """Two people cannot have one number on the terminals at the same time."""
    for number, mine in known.items():
        for stint, begin, end in _spans(mine) if number != person.number else ():
            if stint.person.terminal_number != person.terminal_number:
                continue
            if begin <= (last or date.max) and (first or date.min) <= end:
                raise JobError(
                    f"机号 {person.terminal_number} 已经属于{_who(stint)}，两人不能共用，"
                    "请核对机号，或先给他改机号、登记调离"
                )


def _entered(
    home: Home, known: Known, person: Person, since: date | None, first: date | None, last: date | None
) -> Entered:
    """The result of an act that changes the days from `first` to `last`."""
    days = {heading.day for heading in headings() if first and first <= heading.day <= (last or date.max)}
    return Entered(person.number, since, tuple(sorted(days)), tuple(_notes(home, known, person, since)))


def _notes(home: Home, known: Known, person: Person, since: date | None) -> Iterator[str]:
    """Who else holds the same side of the post then: allowed, as the import allows it, but seldom meant."""
    there = placed({number: list(mine) for number, mine in known.items()}, since or home.clock().date())
    others = [
        f"{other.name}（{number}）"
        for number, other in sorted(there.items())
        if number != person.number and (other.post, other.role) == (person.post, person.role)
    ]
    if others:
        yield f"{person.post} 的 {person.role}岗还有{'、'.join(others)}，请核对"


def _record(home: Home, act: str, number: str) -> int:
    return record_change(home.clock(), author(), f"staff {act} {number}")

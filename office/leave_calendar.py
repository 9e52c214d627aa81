"""The calendar of leave: who is away on which half-days, and to whom that leaves the window."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from attendance.calendar import calendar_day
from attendance.conflicts import Around, left_at_post
from attendance.entries import HalfDay, Leave, Substitute
from attendance.leave import covers, days_text, excuses, half_after, stands
from attendance.records import CalendarDay, Person
from office.home import Home
from office.leave_rows import Desk, half_now, short
from office.people_on import placed
from office.worked import halves_between
from store import leaves, roster
from store.calendar import entries
from store.database import last_change
from store.duties import substitutes_between


class CalendarColumn(NamedTuple):
    """A day; of its halves: whether they are worked, how many are away, and at how many posts nobody is left."""

    date: date
    reason: str
    worked: tuple[bool, bool]
    away: tuple[int, int]
    empty: tuple[int, int]


class Span(NamedTuple):
    """A slip as far as it lies in the days shown; `sure` once all who must have signed it."""

    slip: int
    kind: str
    state: str
    sure: bool
    first: HalfDay
    last: HalfDay


class Left(NamedTuple):
    """Who is left at the post in a stretch of worked half-days; nobody where `who` is empty."""

    first: HalfDay
    last: HalfDay
    who: tuple[str, ...]


class AwayRow(NamedTuple):
    """Somebody who is away. `cover` says who is left at his post, `alone` when nobody is."""

    number: str
    name: str
    unit: str
    post: str
    role: str
    days: str
    spans: tuple[Span, ...]
    left: tuple[Left, ...]
    cover: str
    alone: str


class LeaveCalendar(NamedTuple):
    """The days in order, and those who are away by post."""

    today: date
    columns: tuple[CalendarColumn, ...]
    rows: tuple[AwayRow, ...]
    empty_posts: tuple[str, ...]


def leave_calendar(home: Home, first: date, last: date) -> LeaveCalendar:
    """Who is away between two days (inclusive); withdrawn and refused slips aside."""
    with home.store.reading():
        now = last_change()
        slips = [filed.leave for filed in leaves.between(first, last, now) if stands(filed.leave)]
        substitutes = substitutes_between(first, last, now)
        own = entries(first, last, now)
        stints = roster.stints(now)
    worked = halves_between(home, first, last, provisional=True)
    desk = Desk(home, stints, worked, half_now(home.clock()))
    month = _Month(desk, (first, last), _by_number(slips), substitutes)
    rows = sorted((month.row(number) for number in month.leaves), key=lambda row: (row.post, row.role, row.number))
    empty = tuple(dict.fromkeys(f"{row.post} {row.alone}" for row in rows if row.alone))
    return LeaveCalendar(home.clock().date(), tuple(month.columns(rows, own)), tuple(rows), empty)


def _by_number(slips: Iterable[Leave]) -> dict[str, list[Leave]]:
    found: dict[str, list[Leave]] = {}
    for leave in slips:
        found.setdefault(leave.number, []).append(leave)
    return found


class _Roster:
    """The roster of a day, by 工号 and by post."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.people = people
        self.members: dict[str, list[str]] = {}
        for number, person in people.items():
            self.members.setdefault(person.post, []).append(number)

    def posts_of(self, numbers: Iterable[str]) -> dict[str, str]:
        """工号 → post of these people and of all who share a post with them: all that a leave is looked at against."""
        posts = {self.people[number].post for number in numbers if number in self.people}
        return {number: post for post in posts for number in self.members[post]}


@dataclass
class _Month:
    """The days shown, with everybody's leave in them."""

    desk: Desk
    days: tuple[date, date]
    leaves: Mapping[str, Sequence[Leave]]
    substitutes: Sequence[Substitute]

    def __post_init__(self) -> None:
        wanted = {half.date for half in self.desk.worked} if self.leaves else set()
        self.rosters = {day: _Roster(placed(self.desk.stints, day)) for day in wanted}

    def row(self, number: str) -> AwayRow:
        mine = self.leaves[number]
        person = self.desk.person(number, max(mine[0].first.date, self.days[0]))
        halves = [half for half in self.desk.worked if any(covers(leave, half) for leave in mine)]
        left = tuple(self._left(person, mine, halves)) if person else ()
        return AwayRow(
            number,
            person.name if person else "",
            person.unit if person else "",
            person.post if person else "",
            person.role if person else "",
            days_text(len(halves)),
            tuple(self._span(leave) for leave in mine),
            left,
            _cover_words(left),
            "、".join(_span_words(each) for each in left if not each.who),
        )

    def _span(self, leave: Leave) -> Span:
        last = leave.last
        if leave.closed is not None and leave.closed <= last:
            last = max(half for half in self._halves_of(leave) if half < leave.closed)
        first, end = HalfDay(self.days[0], "am"), HalfDay(self.days[1], "pm")
        state = self.desk.state(leave)
        return Span(leave.id, leave.kind, state, excuses(leave), max(first, leave.first), min(end, last))

    def _halves_of(self, leave: Leave) -> Iterator[HalfDay]:
        half = leave.first
        while half <= leave.last:
            yield half
            half = half_after(half)

    def _left(self, person: Person, mine: Sequence[Leave], halves: Sequence[HalfDay]) -> Iterator[Left]:
        """Stretch by stretch; a new one begins where somebody else is left, or worked half-days lie between."""
        place = {half: at for at, half in enumerate(self.desk.worked)}
        told = [(half, place[half] - at, self._who(person, mine, half)) for at, half in enumerate(halves)]
        for (_, who), run in groupby(told, key=lambda each: each[1:]):
            stretch = [half for half, _, _ in run]
            yield Left(stretch[0], stretch[-1], who)

    def _who(self, person: Person, mine: Sequence[Leave], half: HalfDay) -> tuple[str, ...]:
        leave = next(leave for leave in mine if covers(leave, half))
        of_day = self.rosters[half.date]
        named = [substitute.number for substitute in self.substitutes if substitute.post == person.post]
        slips = [slip for mate in of_day.members.get(person.post, ()) for slip in self.leaves.get(mate, ())]
        posts = of_day.posts_of((leave.number, leave.cover, *named, *(slip.cover for slip in slips)))
        _, rules = self.desk.rules(leave.first.date)
        around = Around([half], lambda _: posts, self.leaves, self.substitutes, rules.cover, None)
        there = left_at_post(leave, half, around)
        return tuple(_label(of_day.people[each], person.post) for each in sorted(there))

    def columns(self, rows: Iterable[AwayRow], own: Mapping[date, CalendarDay]) -> Iterator[CalendarColumn]:
        """Every day shown."""
        worked = set(self.desk.worked)
        away = Counter(half for mine in self.leaves.values() for half in worked if any(covers(x, half) for x in mine))
        empty = Counter(half for half, _ in {(half, row.post) for row in rows for half in worked if _alone(row, half)})
        for ahead in range((self.days[1] - self.days[0]).days + 1):
            day = self.days[0] + timedelta(days=ahead)
            am, pm = HalfDay(day, "am"), HalfDay(day, "pm")
            reason = calendar_day(day, own).reason
            yield CalendarColumn(
                day, reason, (am in worked, pm in worked), (away[am], away[pm]), (empty[am], empty[pm])
            )


def _alone(row: AwayRow, half: HalfDay) -> bool:
    return any(not left.who and left.first <= half <= left.last for left in row.left)


def _label(person: Person, post: str) -> str:
    return f"{person.name}（{person.role}岗）" if person.post == post else f"{person.name}（{person.post} 顶岗）"


def _span_words(left: Left) -> str:
    first, last = left.first, left.last
    if first == last:
        return short(first)
    if first.date == last.date:
        return f"{first.date:%m-%d} 全天"
    return f"{short(first)} 至 {short(last)}"


def _cover_words(left: Sequence[Left]) -> str:
    """Who is left; with when, where that changes."""
    if len({each.who for each in left}) == 1:
        return "、".join(left[0].who) or "无人"
    return "；".join(f"{_span_words(each)} {'、'.join(each.who) or '无人'}" for each in left)

"""The step-aways as the page shows them: who is away now, who may go, and those of a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.document import time_text
from attendance.entries import Outing, StepAway
from attendance.leave import covers, excuses
from attendance.records import Person
from attendance.rulebook import MINUTE, Rulebook, RulebookError, RulesOfDay
from office import days
from office.day_times import second_of
from office.failures import JobError, sentence
from office.home import Home
from office.leave_rows import half_now
from office.people_on import placed
from office.post_order import people_in_order
from office.step_away_rows import AwayDay, AwayRow, differs, named
from store import absences, leaves, roster
from store.calendar import calendar_on
from store.database import last_change
from store.editions import latest_edition


class Limits(NamedTuple):
    """What the rulebook says of step-aways; seconds, None where it sets no such limit. From `over` on a whole minute
    beyond the limit has passed, which is what is found; `alarm` is shortly before the limit."""

    limit: int | None
    alarm: int | None
    over: int | None
    report: int | None
    a_day: int | None
    clause: str
    text: str


class Clock(NamedTuple):
    """Somebody who is away: `seconds` are those gone by now."""

    id: int
    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    at: int  # second of the day
    since: str  # 10:02:15
    due: str  # 10:17:15, when he must be back; empty without a limit
    seconds: int
    cover: str  # the name
    reported: bool
    turn: int  # how many times he has gone today


class Seat(NamedTuple):
    """Somebody on the roster today; `state`: empty, away, on_leave or on_outing."""

    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    state: str


@dataclass(frozen=True)
class StepAwayView:
    """Now, and a day. `limits` is None where the rulebook has no such chapter; `differs`: what was posted of the day
    is not what would be found now."""

    now: datetime
    day: date
    limits: Limits | None = None
    running: tuple[Clock, ...] = ()
    seats: tuple[Seat, ...] = ()
    rows: tuple[AwayRow, ...] = ()
    edition: int | None = None
    differs: bool = False
    trouble: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def floors(self) -> tuple[str, ...]:
        """The floors with people, as one walks them."""
        return tuple(dict.fromkeys(seat.floor for seat in self.seats))


def step_away_view(home: Home, day: date) -> StepAwayView:
    """Who is away now, and the step-aways of a day; what cannot be judged is a view that says why."""
    now = home.clock()
    view = StepAwayView(now, day)
    try:
        days.settle(home, now.year)
        days.settle(home, day.year)
        with home.store.reading():
            view = _now(home, view)
            return _of_day(home, view)
    except (CalendarUnknown, RulebookError, JobError) as error:
        return replace(view, trouble=sentence(error) or "")


# ---------------------------------------------------------------- now


def _now(home: Home, view: StepAwayView) -> StepAwayView:
    people, today, as_of = placed(roster.stints(last_change()), view.today), view.today, last_change()
    slips = absences.between(StepAway, today, today, as_of)
    view = replace(view, seats=tuple(_seats(people, _states(view.now, slips, as_of))))
    rulebook, rules = _rules(home, today, as_of)
    limits = _limits(rulebook, rules)
    running = sorted((slip for slip in slips if slip.closed is None), key=lambda slip: (slip.at, slip.id))
    turns = [slip.number for slip in slips]
    clocks = tuple(_clock(slip, people, view.now, limits, turns) for slip in running)
    return replace(view, limits=limits, running=clocks)


def _rules(home: Home, day: date, as_of: int) -> tuple[Rulebook, RulesOfDay]:
    rulebook = home.rulebook(day)
    return rulebook, rulebook.on(calendar_on(day, as_of))


def _limits(rulebook: Rulebook, rules: RulesOfDay) -> Limits | None:
    numbers = rules.step_away
    if numbers is None:
        return None
    limit, clause = numbers.limit_minutes, rulebook.clauses[numbers.clause]
    return Limits(
        limit=None if limit is None else limit * MINUTE,
        alarm=None if limit is None else (limit - numbers.alarm_minutes) * MINUTE,
        over=None if limit is None else (limit + 1) * MINUTE,
        report=None if numbers.report_minutes is None else numbers.report_minutes * MINUTE,
        a_day=numbers.a_day,
        clause=rulebook.citation(numbers.clause),
        text=clause.text,
    )


def _clock(
    slip: StepAway, people: Mapping[str, Person], now: datetime, limits: Limits | None, turns: list[str]
) -> Clock:
    person = people.get(slip.number)
    limit = limits.limit if limits else None
    return Clock(
        id=slip.id,
        number=slip.number,
        name=person.name if person else "",
        unit=person.unit if person else "",
        post=person.post if person else "",
        role=person.role if person else "",
        floor=person.floor if person else "",
        at=slip.at,
        since=time_text(slip.at),
        due="" if limit is None else time_text(slip.at + limit),
        seconds=max(0, second_of(now) - slip.at),
        cover=named(slip.cover, people),
        reported=slip.reported,
        turn=turns.count(slip.number),
    )


def _states(now: datetime, slips: Iterable[StepAway], as_of: int) -> dict[str, str]:
    """Why somebody is not there now, as far as it was entered."""
    half, second = half_now(now), second_of(now)
    filed = (known.leave for known in leaves.between(half.date, half.date, as_of))
    out = absences.between(Outing, half.date, half.date, as_of)
    return {
        **{leave.number: "on_leave" for leave in filed if excuses(leave) and covers(leave, half)},
        **{each.number: "on_outing" for each in out if each.at <= second and each.closed is None},
        **{slip.number: "away" for slip in slips if slip.closed is None},
    }


def _seats(people: Mapping[str, Person], states: Mapping[str, str]) -> Iterator[Seat]:
    for each in people_in_order(people.values()):
        yield Seat(each.number, each.name, each.unit, each.post, each.role, each.floor, states.get(each.number, ""))


# ---------------------------------------------------------------- a day


def _of_day(home: Home, view: StepAwayView) -> StepAwayView:
    as_of = last_change()
    posted = latest_edition(view.day)
    rulebook, rules = _rules(home, view.day, as_of)
    people = placed(roster.stints(as_of), view.day)
    slips = absences.between(StepAway, view.day, view.day, as_of)
    rows = AwayDay(view.day, view.now, rulebook, rules, people, as_of).rows(slips)
    edition = posted.document["edition"] if posted else None
    return replace(view, rows=tuple(rows), edition=edition, differs=posted is not None and differs(posted, rows))

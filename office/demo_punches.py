"""Two working weeks of believable punches, the same every time: habits, slips, a power cut, and some noise."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from attendance.records import Person, Session

MORNING = time(8, 45)  # when the office reads the terminals
POWER_CUT = date(2026, 11, 18), "2", "am"  # the day, the floor, the session
WALKED_DOWN = frozenset({"2003", "2011", "2016"})  # who then punched on the first floor; the others signed a sheet
FAST_CLOCK = (date(2026, 11, 20), "3004", "am"), 150  # late by two minutes; by the terminal's clock it would be nine
LATE_ON_PAPER = (POWER_CUT[0], "2010", "am"), 180
ON_LEAVE = {"1003": (date(2026, 11, 18), date(2026, 11, 19)), "3016": (date(2026, 11, 17),)}  # or asked for it
SATURDAY, ON_DUTY = date(2026, 11, 14), ("1007", "3013")
PAPER = "签到表"  # where somebody signed instead of laying a finger on
STRANGER = "9001"  # enrolled on a terminal, not on the roster
SEED = 2013


class DemoPunch(NamedTuple):
    """A finger on a terminal: `at` is office time, `floor` where the terminal hangs, `number` as enrolled there.

    A line of the sign-in sheet has the floor PAPER and the 工号.
    """

    at: datetime
    floor: str
    number: str
    state: int


Key = tuple[date, str, str]  # day, person's number, session
Times = tuple[int | None, int | None]  # seconds of the day: came, left
Slip = Callable[[Session, Random, Times], Times]

SLIPS: tuple[tuple[int, Slip], ...] = (  # how often it happens in the two weeks, and what it makes of a session
    (12, lambda s, r, t: (s.start + r.randrange(60, 900), t[1])),  # late
    (9, lambda s, r, t: (s.due_in + r.randrange(60, s.start - s.due_in), t[1])),  # short_of_early
    (6, lambda s, r, t: (t[0], s.end - r.randrange(60, 1500))),  # left_early
    (7, lambda s, r, t: (t[0], s.end + r.randrange(s.due_out - s.end - 60))),  # short_of_stay
    (4, lambda _s, _r, t: (None, t[1])),  # missing_in
    (6, lambda _s, _r, t: (t[0], None)),  # missing_out
    (3, lambda _s, _r, _t: (None, None)),  # absent, no_punch
    (2, lambda s, r, t: (s.start + r.randrange(1860, 3600), t[1])),  # absent, late
    (2, lambda s, r, t: (t[0], s.end - r.randrange(1920, 3600))),  # absent, left_early
)


def demo_punches(
    people: Sequence[Person], days: Sequence[date], sessions: Sequence[Session], duty: Session
) -> list[DemoPunch]:
    """Everybody's punches in order of time, and those of Saturday's `duty`.

    The last day is there for the morning read only; nobody slips on it.
    """
    random = Random(SEED)
    habits = {person.number: (random.uniform(4, 18), random.uniform(1, 9)) for person in people}
    slips = _slips(people, days[:-1], sessions, random)
    found: list[DemoPunch] = []
    for day in days:
        found += _stranger(day, random)
        for person in people:
            for session in sessions:
                times = _ordinary(session, habits[person.number], random)
                slip = slips.get((day, person.number, session.name))
                found += _fingers(person, day, session.name, slip(session, random, times) if slip else times, random)
    for person in people:
        if person.number in ON_DUTY:
            times = _ordinary(duty, habits[person.number], random)
            found += _fingers(person, SATURDAY, duty.name, times, random)
    return sorted(found)


def _slips(
    people: Sequence[Person], days: Sequence[date], sessions: Sequence[Session], random: Random
) -> dict[Key, Slip]:
    """Who slips when: as often as SLIPS says, spread over the days, never two at once."""
    deck = [slip for times, slip in SLIPS for _ in range(times)]
    random.shuffle(deck)
    places = random.sample([(person.number, session.name) for person in people for session in sessions], len(deck))
    slips = {
        (days[turn % len(days)], *place): slip for turn, (place, slip) in enumerate(zip(places, deck, strict=True))
    }
    away = [(day, number, s.name) for number, off in ON_LEAVE.items() for day in off for s in sessions]
    return slips | dict((_late(*FAST_CLOCK), _late(*LATE_ON_PAPER))) | dict.fromkeys(away, _nobody)


def _late(key: Key, seconds: int) -> tuple[Key, Slip]:
    return key, lambda session, _, times: (session.start + seconds, times[1])


def _nobody(_session: Session, _random: Random, _times: Times) -> Times:
    return None, None


def _ordinary(session: Session, habit: tuple[float, float], random: Random) -> Times:
    """In time, each in their own way: some always early, some at the last moment."""
    early = max(0.5, random.gauss(habit[0], 3))
    late = min(max(0.2, random.gauss(habit[1], 2)), 25)
    return session.due_in - round(early * 60), session.due_out + round(late * 60)


def _fingers(person: Person, day: date, session: str, times: Times, random: Random) -> Iterator[DemoPunch]:
    """What the terminals hold of it, now and then with a repeat or a wrong key; paper where the power was off."""
    floor = person.floor
    if (day, floor, session) == POWER_CUT:
        floor = "1" if person.number in WALKED_DOWN else PAPER
    for state, second in enumerate(times):
        if second is None:
            continue
        at = datetime.combine(day, time()) + timedelta(seconds=second)
        if floor == PAPER:
            yield DemoPunch(at, PAPER, person.number, state)
            continue
        pressed = random.choice((1 - state, 255)) if random.random() < 0.02 else state
        yield DemoPunch(at, floor, person.terminal_number, pressed)
        if random.random() < 0.03:
            again = at + timedelta(seconds=random.randrange(2, 45))
            yield DemoPunch(again, floor, person.terminal_number, pressed)


def _stranger(day: date, random: Random) -> Iterator[DemoPunch]:
    """Somebody who is not on the roster tidies up three mornings a week."""
    if day.weekday() in (0, 2, 4):
        yield DemoPunch(datetime.combine(day, time(7, random.randrange(40, 55))), "1", STRANGER, 0)

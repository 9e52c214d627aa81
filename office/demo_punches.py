"""Three working weeks of believable punches, the same every time: habits, slips, a power cut, and some noise.

Two weeks are read and posted; of the third, the demo's own week, the first morning is half over when the demo ends.
Everybody's session has a chance of its own, so that whatever is added elsewhere leaves it as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from attendance.records import CalendarDay, Person, Session
from attendance.rulebook import sessions_of
from attendance.rulebook_check import load_rulebook, shipped_text
from office.demo_leaves import on_leave
from office.demo_staff import staff

RULEBOOK = "anqing-2013"
DAYS = tuple(date(2026, 11, day) for day in (*range(9, 14), *range(16, 21)))  # all of them worked
TODAY = date(2026, 11, 23)  # the demo's own morning
WEEK = tuple(date(2026, 11, day) for day in range(23, 28))
MORNING = time(8, 45)  # when the office reads the terminals
POWER_CUT = date(2026, 11, 18), "2", "am"  # the day, the floor, the session
WALKED_DOWN = frozenset({"2003", "2011", "2016"})  # who then punched on the first floor; the others signed a sheet
FAST_CLOCK = (date(2026, 11, 20), "3004", "am"), 150  # late by two minutes; by the terminal's clock it would be nine
LATE_ON_PAPER = (POWER_CUT[0], "2010", "am"), 180
SHIFT, GUARD = "周六值班", "他处值守"
SATURDAY, ON_DUTY = date(2026, 11, 14), ("1007", "3013")
ON_GUARD = {TODAY: "1023", date(2026, 11, 24): "2015", date(2026, 11, 25): "3013"}  # elsewhere, where no terminal hangs
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


Key = tuple[date, str, str]  # day, 工号, session
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


def _at(hour: int, minute: int, second: int) -> Slip:
    came = (hour * 60 + minute) * 60 + second
    return lambda _s, _r, times: (came, times[1])


def _late(seconds: int) -> Slip:
    return lambda session, _, times: (session.start + seconds, times[1])


def _nobody(_session: Session, _random: Random, _times: Times) -> Times:
    return None, None


CHOSEN: dict[Key, Slip] = {
    FAST_CLOCK[0]: _late(FAST_CLOCK[1]),
    LATE_ON_PAPER[0]: _late(LATE_ON_PAPER[1]),
    (TODAY, "1012", "am"): _at(8, 34, 21),
    (TODAY, "2002", "am"): _at(8, 41, 5),
    (TODAY, "2019", "am"): _at(8, 27, 10),
    (TODAY, "3005", "am"): _at(9, 3, 20),
    # not there yet when the demo ends: two come a little later, one does not come
    (TODAY, "1020", "am"): _at(9, 27, 5),
    (TODAY, "3012", "am"): _at(9, 35, 40),
    (TODAY, "2012", "am"): _nobody,
    (TODAY, "2012", "pm"): _nobody,
}


def all_punches() -> list[DemoPunch]:
    """Everybody's punches of the three weeks in order of time, and those of one Saturday's duty."""
    rulebook, people = load_rulebook(shipped_text(RULEBOOK)), staff()
    rules = rulebook.on(CalendarDay(DAYS[0], True, DAYS[0].weekday()))
    saturday = rulebook.on(CalendarDay(SATURDAY, False, SATURDAY.weekday()))
    (duty,) = sessions_of([saturday.shifts[SHIFT].hours], saturday.punctuality)
    random = Random(SEED)
    habits = {person.number: (random.uniform(4, 18), random.uniform(1, 9)) for person in people}
    slips = _slips(people, rules.sessions, random) | CHOSEN
    found = [stranger for day in (*DAYS, *WEEK) for stranger in _stranger(day)]
    for person in people:
        worked = [(day, session) for day in (*DAYS, *WEEK) for session in rules.sessions]
        worked += [(SATURDAY, duty)] if person.number in ON_DUTY else []
        for day, session in worked:
            key = day, person.number, session.name
            chance = Random(f"{SEED} {day} {person.number} {session.name}")
            times = slips.get(key, _as_ever)(session, chance, _ordinary(session, habits[person.number], chance))
            if not _away(*key):
                found += _fingers(person, day, session.name, times, chance)
    return sorted(found)


def _away(day: date, number: str, session: str) -> bool:
    return on_leave(day, number, session) or ON_GUARD.get(day) == number


def _slips(people: Sequence[Person], sessions: Sequence[Session], random: Random) -> dict[Key, Slip]:
    """Who slips when in the two weeks: as often as SLIPS says, spread over the days, never two at once."""
    deck = [slip for times, slip in SLIPS for _ in range(times)]
    random.shuffle(deck)
    places = random.sample([(person.number, session.name) for person in people for session in sessions], len(deck))
    return {(DAYS[turn % len(DAYS)], *place): slip for turn, (place, slip) in enumerate(zip(places, deck, strict=True))}


def _as_ever(_session: Session, _random: Random, times: Times) -> Times:
    return times


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


def _stranger(day: date) -> Iterator[DemoPunch]:
    """Somebody who is not on the roster tidies up three mornings a week."""
    if day.weekday() in (0, 2, 4):
        minute = Random(f"{SEED} {day}").randrange(40, 55)
        yield DemoPunch(datetime.combine(day, time(7, minute)), "1", STRANGER, 0)

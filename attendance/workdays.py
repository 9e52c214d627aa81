"""Facts → person days: which punches serve which session, what excuses it, and what is not yet known about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attendance.chapters import Shift
from attendance.doubts import Doubts
from attendance.entries import Duty, Entry, Mark
from attendance.excuses import Excuse, Excused, excused
from attendance.leave import unclosed
from attendance.records import (
    NO_SLIPS,
    DayFacts,
    Person,
    PersonDay,
    Seen,
    Session,
    SessionDay,
    Side,
    Silence,
    Slips,
)
from attendance.rulebook import MINUTE, RulesOfDay, sessions_of

Serving = tuple[Seen | None, Seen | None]


Afternoon = Callable[[date], bool]


def person_days(
    facts: DayFacts, rules: RulesOfDay, silences: Sequence[Silence], afternoon: Afternoon = lambda _: True
) -> Iterator[PersonDay]:
    """The day of everybody who is due, in the order of `facts.people`; on a rest day those on duty.

    `afternoon` tells of a working day before whether it was worked after noon.
    """
    doubts = Doubts(facts, rules, silences)
    floors = _floors(facts)
    entries = facts.entries
    for person in facts.people:
        duties = entries.duties.get(person.number, ()) if entries.duties else ()
        if facts.day.working or duties:
            punches = facts.punches.get(person.terminal_number, ())
            slips = _slips(person, facts, rules, afternoon) if entries else NO_SLIPS
            sessions = _sessions(person, facts, rules, (duties, slips, doubts))
            if sessions:
                yield PersonDay(person, facts.day.date, sessions, punches, slips, floors)


def _floors(facts: DayFacts) -> Mapping[int, str]:
    """Which floor each pull's punches were made on."""
    places = {terminal.name: terminal.floor for terminal in facts.terminals}
    return {pull.id: places.get(pull.terminal, "") for pull in facts.pulls.values()}


def _slips(person: Person, facts: DayFacts, rules: RulesOfDay, afternoon: Afternoon) -> Slips:
    entries, number, due = facts.entries, person.number, rules.leave.closing_days if rules.leave else None
    leaves, outings = entries.leaves.get(number, ()), entries.outings.get(number, ())
    aways = entries.aways.get(number, ())
    if not (leaves or outings or aways):
        return NO_SLIPS
    judged = leaves and due is not None and facts.day.working
    days = [*reversed(entries.earlier), facts.day.date]
    late = unclosed(leaves, days, due or 0, afternoon) if judged else ()
    return Slips(leaves, outings, aways, late)


def _sessions(
    person: Person, facts: DayFacts, rules: RulesOfDay, own: tuple[Sequence[Duty], Slips, Doubts]
) -> tuple[SessionDay, ...]:
    duties, slips, doubts = own
    punches = facts.punches.get(person.terminal_number, ())
    marks = facts.entries.marks.get(person.number, ())
    fold = rules.punctuality.fold_seconds
    if not duties and slips is NO_SLIPS and not marks:
        return tuple(SessionDay(s, *_pair(punches, s, fold), *doubts.of(person, s)) for s in rules.sessions)
    seen: Sequence[Seen] = (*punches, *marks)
    serving = [(free, _pair(seen, free.session, fold)) for free in _due(facts, rules, duties, slips)]
    return tuple(
        SessionDay(free.session, *found, *doubts.of(person, free.session), free.away, free.waived, free.basis)
        for free, found in _joined(serving)
    )


def _due(facts: DayFacts, rules: RulesOfDay, duties: Sequence[Duty], slips: Slips) -> list[Excused]:
    """A person's sessions, the day's own and those of duty, after what excuses them."""
    shifts = [(duty, rules.shifts[duty.shift]) for duty in duties if duty.shift in rules.shifts]
    served = [shift for _, shift in shifts if not shift.elsewhere]
    own = () if not facts.day.working or any(shift.instead for shift in served) else rules.hours
    hours = sorted((*own, *(shift.hours for shift in served)), key=lambda session: session.start)
    sessions = tuple(sessions_of(hours, rules.punctuality)) if served or not facts.day.working else rules.sessions
    elsewhere = tuple(_elsewhere(duty, shift) for duty, shift in shifts if shift.elsewhere)
    if not sessions:
        sessions = tuple(sessions_of([shift.hours for _, shift in shifts], rules.punctuality))
    return [excused(session, facts.day.date, slips, elsewhere) for session in sessions]


def _elsewhere(duty: Duty, shift: Shift) -> Excuse:
    first, last = shift.hours.start * MINUTE, shift.hours.end * MINUTE
    return Excuse(first, last, "covered_elsewhere", Entry("duty", duty.id), True, True)


def _joined(serving: Sequence[tuple[Excused, Serving]]) -> list[tuple[Excused, Serving]]:
    """Sessions that touch are one stretch of work: nobody punches between them, if anything was seen of him at all."""
    waived: dict[int, list[Side]] = {}
    for index, ((before, seen), (after, seen_after)) in enumerate(pairwise(serving)):
        touch = after.session.due_in <= before.session.due_out and not before.away and not after.away
        if touch and any((*seen, *seen_after, *_beyond(serving, index))):
            waived.setdefault(index, []).append("out")
            waived.setdefault(index + 1, []).append("in")
    return [
        (free._replace(waived=(*free.waived, *waived.get(index, ()))), found)
        for index, (free, found) in enumerate(serving)
    ]


def _beyond(serving: Sequence[tuple[Excused, Serving]], index: int) -> Iterator[Seen | None]:
    """What was seen in the rest of a stretch of work that goes on before and after a seam."""
    for at in (index - 1, index + 2):
        if 0 <= at < len(serving):
            yield from serving[at][1]


def _pair(seen: Sequence[Seen], session: Session, fold: int) -> Serving:
    """The first in the sign-in window and the last in the sign-out window.

    Two that lie within `fold` seconds of each other are one act and serve the sign-in only. The sign-out is
    the last of repeated punches, not the first: who punched again was still there.
    """
    sign_in = sign_out = None
    for each in seen:
        second = each.second
        if session.in_from <= second < session.in_to and (sign_in is None or _before(each, sign_in)):
            sign_in = each
        if session.out_from <= second < session.out_to and (sign_out is None or _before(sign_out, each)):
            sign_out = each
    if sign_in and sign_out and abs(sign_out.second - sign_in.second) <= fold:
        sign_out = None
    return sign_in, sign_out


def _before(one: Seen, other: Seen) -> bool:
    """One order for all that was seen; of one second, a punch comes before what a witness says."""
    if type(one) is type(other):
        return tuple(one) < tuple(other)
    return (one.second, isinstance(one, Mark)) < (other.second, isinstance(other, Mark))

"""Where everybody is at a moment of a day that is still going on.

Nothing is judged here: a day is judged when it is over. Sessions, punches, excuses and step-aways are those that the
rules read; only the question is another one, who is there now. Who has no punch is `not_yet` from the due time on,
and only where every terminal he may use was read past it; otherwise he is `unknown`.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from attendance.assess import days_due
from attendance.entries import Entry, HalfDay
from attendance.leave import covers, excuses, stands
from attendance.now_reach import Reach, deadline, early_silences
from attendance.posts import centre_of
from attendance.presence import Gap, Presence, Span
from attendance.records import DayFacts, Person, SessionDay
from attendance.rulebook import MINUTE, Rulebook
from attendance.rules.punctuality import truncated
from attendance.step_aways import Stepped

Where = Literal[
    "off",  # no session at hand: before the day, between sessions, after the last
    "waiting",  # the sign-in window is open, the time due has not come, no punch is known
    "present",
    "elsewhere",  # on duty elsewhere
    "not_yet",
    "on_leave",
    "on_outing",
    "stepped_away",
    "signed_out",  # a punch in the sign-out window, before the end: whether he left is not known
    "unknown",
]


class Standing(NamedTuple):
    """Where somebody is; times are seconds of the day.

    `kind` is the kind of leave (of not_yet: the leave that is asked for and not in force), of `off` before, break or
    after, of `unknown` its cause: not_read, lost, silent_terminal with the `terminals`. `since` is when he came or
    went, `limit` by when he must be back, `over` from when on he is late for that. `known` is up to when his terminals
    are read today.
    """

    person: Person
    where: Where
    session: str = ""
    kind: str = ""
    since: int | None = None
    limit: int | None = None
    alarm: int | None = None
    over: int | None = None
    late: int = 0
    known: int | None = None
    terminals: tuple[str, ...] = ()
    entry: Entry | None = None
    cover: str = ""

    def is_over(self, now: int) -> bool:
        """Whether he should have been back."""
        return self.over is not None and now >= self.over


class Counts(NamedTuple):
    """应到 实到 未到 请假 离岗 数据不全, in persons with a session at hand, and those of them who are not due yet.

    Everybody due counts once: due = present + not_yet + on_leave + away + unknown + waiting. `present` holds who is on
    duty elsewhere, as in a posting; `away` outings, step-aways, and who signed out before the end.
    """

    due: int = 0
    present: int = 0
    not_yet: int = 0
    on_leave: int = 0
    away: int = 0
    unknown: int = 0
    waiting: int = 0
    late: int = 0  # of those present


COLUMN: Mapping[str, str] = {
    "waiting": "waiting",
    "present": "present",
    "elsewhere": "present",
    "not_yet": "not_yet",
    "on_leave": "on_leave",
    "on_outing": "away",
    "stepped_away": "away",
    "signed_out": "away",
    "unknown": "unknown",
}


def counts(people: Iterable[Standing]) -> Counts:
    """Everybody who is due, counted."""
    due = [each for each in people if each.where != "off"]
    columns = [COLUMN[each.where] for each in due]
    counted = {column: columns.count(column) for column in set(COLUMN.values())}
    return Counts(len(due), **counted, late=sum(each.late > 0 for each in due))


# ---------------------------------------------------------------- people


class Moment:
    """A day up to now: `people` by number, and the presumptions made."""

    def __init__(self, facts: DayFacts, rulebook: Rulebook, now: int) -> None:
        self.facts, self.now = facts, now
        self.rules = rulebook.on(facts.day)
        self.silences = early_silences(facts, self.rules, now) if facts.day.working else ()
        self.centre = centre_of(days_due(facts, rulebook, self.rules)[1], self.rules)
        self._reach = Reach(facts, self.rules, self.silences)

    @cached_property
    def people(self) -> dict[str, Standing]:
        """Everybody who has a session today, by number."""
        return {number: self.standing(known) for number, known in self.centre.items()}

    def standing(self, known: Presence) -> Standing:
        """Where somebody is."""
        person = known.day.person
        at_hand = self.at_hand(known)
        if at_hand is None:
            return Standing(person, "off", kind=self._off(known))
        day, due = at_hand
        told = self._excused(known, due) or self._out(known, due) or self._stepped(known, day)
        found = told or self._seen(known, day) or self._unseen(known, day)
        return found._replace(session=day.session.name, known=self._reach.known(person))

    def at_hand(self, known: Presence) -> tuple[SessionDay, Span] | None:
        """The session that goes on, or the next one once its sign-in window is open."""
        for day, due in zip(known.day.sessions, known.due, strict=True):
            if self.now < due[1]:
                return (day, due) if self.now >= min(day.session.in_from, due[0]) else None
        return None

    def _off(self, known: Presence) -> str:
        if self.now < known.due[0][0]:
            return "before"
        return "break" if self.now < known.due[-1][1] else "after"

    def _excused(self, known: Presence, due: Span) -> Standing | None:
        """On leave, out, or on duty elsewhere; before the session, what holds at its start."""
        moment = max(self.now, due[0])
        for gap in known.gaps:
            where = _excuse(gap)
            if where and gap.first <= moment < gap.last:
                return self._by_gap(known, gap, where)
        return None

    def _by_gap(self, known: Presence, gap: Gap, where: Where) -> Standing:
        entry = next((fact for fact in gap.evidence if isinstance(fact, Entry)), None)
        leave = next((slip for slip in known.day.slips.leaves if entry == Entry("leave", slip.id)), None)
        limit = self._expected(known, entry) if where == "on_outing" else None
        return Standing(
            known.day.person,
            where,
            kind=leave.kind if leave else "",
            since=gap.first,
            limit=limit,
            over=limit and deadline(limit, self.rules),
            entry=entry,
            cover=leave.cover if leave else "",
        )

    @staticmethod
    def _expected(known: Presence, entry: Entry | None) -> int | None:
        """By when somebody who is out has to be back; None where the return is entered."""
        mine = (out for out in known.day.slips.outings if entry == Entry("outing", out.id) and out.closed is None)
        return next((out.back for out in mine), None)

    def _out(self, known: Presence, due: Span) -> Standing | None:
        """Out, and not back when expected: until the return is entered or shows at a terminal."""
        for out in known.day.slips.outings:
            overdue = out.closed is None and due[0] < out.back < due[1] and out.back <= self.now
            if overdue and not any(punch.second >= out.back for punch in known.day.punches):
                limit, entry = out.back, Entry("outing", out.id)
                over = deadline(limit, self.rules)
                return Standing(known.day.person, "on_outing", since=out.at, limit=limit, over=over, entry=entry)
        return None

    def _stepped(self, known: Presence, day: SessionDay) -> Standing | None:
        running = [s for s in known.steps if s.closed is None and s.session == day.session.name and s.at <= self.now]
        return self._running(known.day.person, running[-1]) if running else None

    def _running(self, person: Person, step: Stepped) -> Standing:
        """Opened at the desk it has a limit; by the terminal's key the return may simply not be read yet."""
        entry = next((fact for fact in step.evidence if isinstance(fact, Entry)), None)
        numbers = self.rules.step_away
        minutes = numbers.limit_minutes if numbers and entry else None
        if numbers is None or minutes is None:
            return Standing(person, "stepped_away", since=step.at, entry=entry, cover=step.cover)
        limit = step.at + minutes * MINUTE
        alarm, over = limit - numbers.alarm_minutes * MINUTE, limit + MINUTE  # beyond it when a whole minute has passed
        return Standing(
            person, "stepped_away", since=step.at, limit=limit, alarm=alarm, over=over, entry=entry, cover=step.cover
        )

    def _seen(self, known: Presence, day: SessionDay) -> Standing | None:
        came, left, session = day.sign_in, day.sign_out, day.session
        free = "in" in day.waived
        if came is None and left is None and not free:
            return None
        first = came or left
        late = 0 if free or first is None else max(0, truncated(first, self.rules) - session.start) // MINUTE
        gone = left is not None and (came is not None or free) and truncated(left, self.rules) < session.end
        if left and gone and "out" not in day.waived and left.second > _last_return(known):
            return Standing(known.day.person, "signed_out", since=left.second, late=late)
        return Standing(known.day.person, "present", since=first and first.second, late=late)

    def _unseen(self, known: Presence, day: SessionDay) -> Standing:
        person, by = known.day.person, deadline(day.session.due_in, self.rules)
        if self.now < by:
            return Standing(person, "waiting", limit=day.session.due_in)
        doubt = self._reach.doubt(person, day, by)
        if doubt:
            return Standing(person, "unknown", kind=doubt[0], terminals=doubt[1])
        wanted = self._asked_for(known, day)
        return Standing(person, "not_yet", kind=wanted[0], since=day.session.start, entry=wanted[1])

    def _asked_for(self, known: Presence, day: SessionDay) -> tuple[str, Entry | None]:
        """The leave that would excuse the session, were it in force."""
        halves = [HalfDay(self.facts.day.date, half) for half in day.session.halves]
        for slip in known.day.slips.leaves:
            if stands(slip) and not excuses(slip) and any(covers(slip, half) for half in halves):
                return slip.kind, Entry("leave", slip.id)
        return "", None


EXCUSES: Mapping[str, Where] = {"on_leave": "on_leave", "on_outing": "on_outing", "covered_elsewhere": "elsewhere"}


def _excuse(gap: Gap) -> Where | None:
    return EXCUSES.get(gap.why.partition(":")[0])


def _last_return(known: Presence) -> int:
    """The last return entered at the desk: a punch before it shows no leaving."""
    closed = [out.closed for out in known.day.slips.outings] + [away.closed for away in known.day.slips.aways]
    return max((second for second in closed if second is not None), default=-1)

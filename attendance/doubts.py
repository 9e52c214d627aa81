"""What is not yet known: terminals not read past a session, punches lost, terminals presumed dead."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial

from attendance.entries import HalfDay
from attendance.leave import covers, excuses
from attendance.records import (
    DayFacts,
    Doubt,
    Person,
    Seen,
    Session,
    Side,
    Silence,
    TerminalFacts,
    Window,
)
from attendance.rulebook import RulesOfDay

SIDES: tuple[Side, Side] = ("in", "out")


def moment(facts: DayFacts, second: int) -> datetime:
    """A second of the day as office time."""
    return datetime.combine(facts.day.date, time()) + timedelta(seconds=second)


def read_past(facts: DayFacts, terminal: TerminalFacts, second: int) -> bool:
    """Whether a terminal is known to have been read completely up to a second of the day."""
    return terminal.horizon is not None and terminal.horizon >= moment(facts, second)


def whole(facts: DayFacts, terminal: TerminalFacts, session: Session) -> bool:
    """Whether all punches that a terminal took in a session are known: read past it, and none lost in it.

    What the office decided (that it worked, and that nothing is missing) settles a loss.
    """
    settled = {(terminal.name, Window(session.name, side)) for side in SIDES} <= facts.worked
    return read_past(facts, terminal, session.out_to) and (settled or not lost_in(facts, terminal, session))


def lost_in(facts: DayFacts, terminal: TerminalFacts, session: Session) -> bool:
    """Whether punches of a session may be lost on a terminal."""
    first, last = moment(facts, session.in_from), moment(facts, session.out_to)
    return any(stretch.first < last and stretch.last > first for stretch in terminal.lost)


def usable(person: Person, terminals: Sequence[TerminalFacts], rules: RulesOfDay) -> Sequence[TerminalFacts]:
    """The terminals on which a person's punch may lie: all, or the own floor's where the rulebook says so."""
    if rules.data.terminals == "all":
        return terminals
    return [terminal for terminal in terminals if terminal.floor == person.floor] or terminals


class Doubts:
    """What lies in doubt for whom; worked out once for a session and floor, not for every person."""

    def __init__(self, facts: DayFacts, rules: RulesOfDay, silences: Sequence[Silence]) -> None:
        self._facts, self._rules = facts, rules
        self._unread: dict[tuple[str, Session], tuple[Doubt | None, tuple[int, ...]]] = {}
        self._silent: dict[tuple[str, str], tuple[str, ...]] = {}
        for silence in silences:
            for number in silence.people:
                key = number, silence.window.session
                self._silent[key] = tuple(dict.fromkeys((*self._silent.get(key, ()), silence.terminal)))

    def of(self, person: Person, session: Session) -> tuple[Doubt | None, tuple[int, ...]]:
        """The doubt on a person's session, and the pulls that prove its terminals were read whole."""
        unread, whole = self._reads(person, session)
        silent = None if unread else self._silent.get((person.number, session.name))
        return (Doubt("silent_terminal", silent) if silent else unread), whole

    def _reads(self, person: Person, session: Session) -> tuple[Doubt | None, tuple[int, ...]]:
        key = person.floor, session
        if key not in self._unread:
            self._unread[key] = self._look(person, session)
        return self._unread[key]

    def _look(self, person: Person, session: Session) -> tuple[Doubt | None, tuple[int, ...]]:
        terminals = usable(person, self._facts.terminals, self._rules)
        unread = tuple(t.name for t in terminals if not whole(self._facts, t, session))
        proof = tuple(t.pull for t in terminals if t.pull is not None and t.name not in unread)
        # without a single terminal nothing was read either
        return (Doubt("not_read", unread) if unread or not terminals else None), proof


# ---------------------------------------------------------------- terminals presumed dead


def windows(rules: RulesOfDay) -> Iterator[tuple[Window, int, int]]:
    """Every window of the day with its first and last second, half-open."""
    for session in rules.sessions:
        yield Window(session.name, "in"), session.in_from, session.in_to
        yield Window(session.name, "out"), session.out_from, session.out_to


def silent_windows(facts: DayFacts, rules: RulesOfDay) -> list[tuple[str, Window]]:
    """Terminals read past a window, yet without a single punch in it, unless the office decided they worked."""
    waiting = {terminal.name: _unheard(facts, terminal, rules) for terminal in facts.terminals}
    for punches in facts.punches.values():
        for punch in punches:
            mine = waiting.get(facts.pulls[punch.pull].terminal)
            if mine:
                for window in [key for key, (first, last) in mine.items() if first <= punch.second < last]:
                    del mine[window]
    return [(name, window) for name, unheard in waiting.items() for window in unheard]


def _unheard(facts: DayFacts, terminal: TerminalFacts, rules: RulesOfDay) -> dict[Window, tuple[int, int]]:
    return {
        window: (first, last)
        for window, first, last in windows(rules)
        if read_past(facts, terminal, last) and (terminal.name, window) not in facts.worked
    }


def silences(facts: DayFacts, rules: RulesOfDay) -> tuple[Silence, ...]:
    """The presumption: silent where at least `silent_people` of the usual users have no punch anywhere.

    Nobody is asked for who was excused by leave, nor where a witnessed sign-in sheet says who was there.
    """
    found = []
    bounds = {window: (first, last) for window, first, last in windows(rules)}
    halves = {session.name: [HalfDay(facts.day.date, half) for half in session.halves] for session in rules.sessions}
    for terminal, window in silent_windows(facts, rules):
        usual = facts.usual.get(terminal, frozenset())
        missing = partial(_missing, facts, *bounds[window], halves[window.session])
        people = tuple(p.number for p in facts.people if p.terminal_number in usual and missing(p))
        if len(people) >= rules.data.silent_people:
            found.append(Silence(terminal, window, people))
    return tuple(found)


def _missing(facts: DayFacts, first: int, last: int, halves: Sequence[HalfDay], person: Person) -> bool:
    """Whether nothing at all is known of a person in a window."""
    leaves = [leave for leave in facts.entries.leaves.get(person.number, ()) if excuses(leave)]
    if leaves and all(any(covers(leave, half) for leave in leaves) for half in halves):
        return False
    seen: Sequence[Seen] = (*facts.punches.get(person.terminal_number, ()), *facts.entries.marks.get(person.number, ()))
    on_sheet = any(s.floor == person.floor and s.first < last and s.last >= first for s in facts.entries.sheets)
    return not on_sheet and not any(first <= each.second < last for each in seen)

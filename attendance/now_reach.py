"""How far the terminals are read at a moment of a day that goes on, and which of them seem dead so far."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from attendance.doubts import silences, silent_windows, usable, whole
from attendance.records import DayFacts, Person, SessionDay, Silence, TerminalFacts
from attendance.rulebook import RulesOfDay

FAR = datetime.max


def second_of(facts: DayFacts, moment: datetime) -> int:
    """A moment as a second of the day, negative before it."""
    return int((moment - datetime.combine(facts.day.date, time())).total_seconds())


def early_silences(facts: DayFacts, rules: RulesOfDay, now: int) -> tuple[Silence, ...]:
    """Terminals to be presumed dead although the sign-in window goes on: read past the time due without a punch.

    A dead terminal would else make a whole floor look absent for the two hours until its window ends.
    """
    return tuple(found for each, cut in _so_far(facts, rules, now) for found in silences(each, cut))


def _so_far(facts: DayFacts, rules: RulesOfDay, now: int) -> Iterator[tuple[DayFacts, RulesOfDay]]:
    """Each terminal by itself, its sign-in windows cut where it was read to."""
    for terminal in facts.terminals:
        read = min(now, second_of(facts, terminal.horizon)) if terminal.horizon else -1
        cut = [s._replace(in_to=min(s.in_to, read)) for s in rules.sessions if read >= deadline(s.due_in, rules)]
        if cut:
            yield replace(facts, terminals=(terminal,)), replace(rules, sessions=tuple(cut))


def deadline(due: int, rules: RulesOfDay) -> int:
    """The first second at which somebody due is late for it."""
    return due - due % rules.resolution + rules.resolution


def quiet_terminals(facts: DayFacts, rules: RulesOfDay, now: int) -> frozenset[str]:
    """The terminals whose usual users must be known to say whether they are dead."""
    return frozenset(name for each, cut in _so_far(facts, rules, now) for name, _ in silent_windows(each, cut))


class Reach:
    """How far the terminals are read that somebody may use; worked out once for a floor."""

    def __init__(self, facts: DayFacts, rules: RulesOfDay, silent: Sequence[Silence]) -> None:
        self.facts, self.rules = facts, rules
        self._known: dict[str, int | None] = {}
        self._silent: dict[tuple[str, str], tuple[str, ...]] = {}
        for each in silent:
            for number in each.people:
                key = number, each.window.session
                self._silent[key] = (*self._silent.get(key, ()), each.terminal)

    def terminals(self, person: Person) -> Sequence[TerminalFacts]:
        return usable(person, self.facts.terminals, self.rules)

    def known(self, person: Person) -> int | None:
        """The second up to which all of them are read; None where one was not read today."""
        if person.floor not in self._known:
            read = [second_of(self.facts, t.horizon) if t.horizon else -1 for t in self.terminals(person)]
            least = min(read, default=-1)
            self._known[person.floor] = least if least >= 0 else None
        return self._known[person.floor]

    def doubt(self, person: Person, day: SessionDay, by: int) -> tuple[str, tuple[str, ...]] | None:
        """Why it is not known whether somebody came by a second: the cause and the terminals."""
        known = self.known(person)
        if known is None or known < by:
            return "not_read", tuple(t.name for t in self.terminals(person) if not self._past(t, by))
        read = [(t.name, replace(t, horizon=FAR)) for t in self.terminals(person)]
        lost = tuple(name for name, terminal in read if not whole(self.facts, terminal, day.session))
        if lost:
            return "lost", lost
        silent = self._silent.get((person.number, day.session.name))
        return ("silent_terminal", silent) if silent else None

    def _past(self, terminal: TerminalFacts, second: int) -> bool:
        return terminal.horizon is not None and second_of(self.facts, terminal.horizon) >= second

"""Load a day → judge it → its posted form. What `assess`, `post`, `explain` and `verify` have in common."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from attendance.assess import assess
from attendance.document import DayDoc, facts_digest
from attendance.doubts import silent_windows
from attendance.numbers import shortened
from attendance.records import DayFacts
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.writing import day_document
from store.calendar import calendar_on
from store.days import day_facts
from store.punches import usual_users


@dataclass(frozen=True)
class Judged:
    """A judged day with what it was judged by."""

    facts: DayFacts
    document: DayDoc

    @property
    def digest(self) -> str:
        return facts_digest(self.facts)


def load_facts(day: date, as_of: int, rulebook: Rulebook) -> DayFacts:
    """A day's facts as they stood at a change; who usually uses a terminal is only asked of silent ones."""
    rules = rulebook.on(calendar_on(day, as_of))
    facts = day_facts(day, as_of, rules.data.offset_seconds)
    silent = {terminal for terminal, _ in silent_windows(facts, rules)} if facts.day.working else set()
    return with_usual(facts, rules, silent, as_of)


def with_usual(facts: DayFacts, rules: RulesOfDay, silent: Collection[str], as_of: int) -> DayFacts:
    """The facts with the usual users of the terminals named."""
    day, data = facts.day.date, rules.data
    usual = {name: usual_users(name, day, as_of, data.usual_days, data.usual_percent) for name in silent}
    whole = shortened([person.terminal_number for person in facts.people])
    own = {name: frozenset(whole.get(number, number) for number in numbers) for name, numbers in usual.items()}
    return replace(facts, usual={name: numbers or _of_floor(facts, name) for name, numbers in own.items()})


def _of_floor(facts: DayFacts, terminal: str) -> frozenset[str]:
    """Where a terminal has no history at all, the people of its floor are taken for its usual users."""
    floor = next((known.floor for known in facts.terminals if known.name == terminal), "")
    return frozenset(person.terminal_number for person in facts.people if floor and person.floor == floor)


def judge(day: date, as_of: int, rulebook: Rulebook) -> Judged:
    """Judge a day as it stood at a change. Call inside a transaction or a reading."""
    facts = load_facts(day, as_of, rulebook)
    return Judged(facts, day_document(assess(facts, rulebook), facts, rulebook))

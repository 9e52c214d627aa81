"""The rules: one file per chapter, one signature for all of a kind.

A day rule takes a person's day and the rules in force on it and yields findings: numbers and codes, never
sentences. The cover rules take a post's day, or a person's day with everybody's presence. A clause of a rulebook
names the chapter that judges it; `hours` and `data` are clauses that set the numbers which the rules read.
"""

from collections.abc import Callable, Iterator

from attendance.records import Finding, PersonDay
from attendance.rulebook import RulesOfDay
from attendance.rules.contradictions import contradictions
from attendance.rules.leave import leave
from attendance.rules.outings import outings
from attendance.rules.punctuality import punctuality
from attendance.rules.step_away import step_away

DayRule = Callable[[PersonDay, RulesOfDay], Iterator[Finding]]

DAY_RULES: dict[str, DayRule] = {
    "punctuality": punctuality,
    "leave": leave,
    "outings": outings,
    "step_away": step_away,
    "contradictions": contradictions,
}
RULE_NAMES = frozenset(DAY_RULES) | {"hours", "data", "cover", "corrections", "duty", "thresholds", "allowance"}

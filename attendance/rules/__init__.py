"""The rules: one file per chapter, one signature for all.

A day rule takes a person's day and the rules in force on it and yields findings: numbers and codes, never
sentences. A clause of a rulebook names the rule that judges it; `hours` and `data` are clauses that set the
numbers which the rules read.
"""

from collections.abc import Callable, Iterator

from attendance.records import Finding, PersonDay
from attendance.rulebook import RulesOfDay
from attendance.rules.punctuality import punctuality

DayRule = Callable[[PersonDay, RulesOfDay], Iterator[Finding]]

DAY_RULES: dict[str, DayRule] = {"punctuality": punctuality}
RULE_NAMES = frozenset(DAY_RULES) | {"hours", "data"}

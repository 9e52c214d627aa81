"""What a person's findings and leave of a month or a year add up to, and the thresholds this reaches.

It reads posted days only, so that every count leads back to an edition.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from attendance.chapters import Threshold
from attendance.document import PersonDoc
from attendance.entries import HALVES


class Tally(NamedTuple):
    """`times`: findings by code. `halves`: half-days by session result, absent, on_leave:病假 and the like."""

    times: Mapping[str, int]
    halves: Mapping[str, int]


NONE = Tally({}, {})


def tally(people_days: Iterable[tuple[date, PersonDoc]]) -> Tally:
    """Add up one person's days. A session is half a day and no day more than a whole one; of a day given twice the
    later edition counts."""
    times: Counter[str] = Counter()
    halves: Counter[str] = Counter()
    for day in dict(people_days).values():
        times.update(finding["code"] for finding in day["findings"])
        for result, sessions in Counter(session["result"] for session in day["sessions"]).items():
            halves[result] += min(sessions, len(HALVES))
    return Tally(times, halves)


def together(one: Tally, other: Tally) -> Tally:
    """Two tallies of different days as one."""
    return Tally(Counter(one.times) + Counter(other.times), Counter(one.halves) + Counter(other.halves))


def counted(found: Tally, threshold: Threshold) -> int:
    """What a threshold counts, in halves as its bounds are: half-days, or twice the times."""
    if threshold.unit == "times":
        return 2 * sum(found.times.get(code, 0) for code in threshold.counts)
    prefix = "on_leave:" if threshold.unit == "leave_days" else ""
    return sum(found.halves.get(prefix + name, 0) for name in threshold.counts)


def reached(found: Tally, thresholds: Iterable[Threshold], per: str) -> list[Threshold]:
    """The thresholds of a month, or of a year, that the tally of that month or year reaches."""
    return [known for known in thresholds if known.per == per and known.reached(counted(found, known))]

"""The days still to be posted, as they would be judged now."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from attendance.calendar import CalendarUnknown
from attendance.changes import posting_digest
from attendance.document import DayDoc, totals
from attendance.rulebook import RulebookError
from office import days
from office.failures import JobError, sentence
from office.home import Home
from office.judging import judge
from office.morning_plan import Draft, Office
from office.turns import Turn, waiting, works
from store.calendar import calendar_on
from store.confirmations import confirmed
from store.database import last_change
from store.duties import duties_between
from store.job_runs import runs_on
from store.terminals import registered

EVENING = 20 * 60  # where no rulebook says when a day ends
T = TypeVar("T")


@dataclass
class Watch:
    """What one process remembers between two looks: what it worked out already, and when it last looked after files.

    It saves work only; what is due never depends on it.
    """

    known: dict[str, tuple[object, Any]] = field(default_factory=dict)
    files: datetime | None = None

    def once(self, name: str, state: object, make: Callable[[], T]) -> T:
        """What `make` gives, made anew only in another state."""
        if name not in self.known or self.known[name][0] != state:
            self.known[name] = state, make()
        found: T = self.known[name][1]
        return found


def office_now(home: Home, watch: Watch | None = None) -> Office:
    """The time, the day and the settings that the plan goes by."""
    now = home.clock()
    today = now.date()
    state = today, last_change()
    day = (watch or Watch()).once("day", state, lambda: _day(home, today))
    with home.store.reading():
        reads = tuple(run for run in runs_on(today, today) if run.kind == "read")
    return Office(now, *day, home.settings, reads)


def _day(home: Home, today: date) -> tuple[bool, bool, bool, int]:
    with home.store.reading():
        served = bool(duties_between(today, today, last_change()))
        hung = bool(registered(today, last_change()))
    return works(home, today), served, hung, _day_end(home, today)


def _day_end(home: Home, today: date) -> int:
    """The minute of the day after which no session takes a punch any more."""
    try:
        with home.store.reading():
            calendar_day = calendar_on(today, last_change())
        sessions = home.rulebook(today).on(calendar_day).sessions
    except (CalendarUnknown, RulebookError, JobError):
        return EVENING
    return min(max((session.out_to for session in sessions), default=EVENING * 60) // 60 + 1, 24 * 60 - 1)


def drafts(home: Home, watch: Watch | None = None) -> list[Draft]:
    """Every day that waits, oldest first; judged anew only where something was entered or read since."""
    state = home.clock().date(), last_change()
    found = (watch or Watch()).once("drafts", state, lambda: [_draft(home, turn) for turn in waiting(home)])
    with home.store.reading():
        agreed = confirmed([draft.day for draft in found], state[1])
    return [
        replace(draft, confirmed=draft.day in agreed and agreed[draft.day].digest == draft.digest) for draft in found
    ]


def _draft(home: Home, turn: Turn) -> Draft:
    try:
        rulebook = home.rulebook(turn.day)
        days.settle(home, turn.day.year)
        with home.store.reading():
            document = judge(turn.day, last_change(), rulebook).document
    except (CalendarUnknown, RulebookError, JobError) as error:
        return Draft(turn, trouble=sentence(error) or str(error))
    return draft_of(turn, document)


def draft_of(turn: Turn, document: DayDoc) -> Draft:
    """A judged day as the plan sees it."""
    if not document["people"]:
        return Draft(turn, trouble=f"{turn.day} 的名册里没有人，没有可公示的内容；请先导入名册")
    short = tuple(each["name"] for each in document["terminals"] if not each["read"])
    return Draft(turn, posting_digest(document), document["complete"], totals(document["people"])["unknown"], short)

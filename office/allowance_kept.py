"""A month's run as it was reckoned last, kept while nothing has changed: for a big centre reckoning takes seconds, and
the window asks again and again. One run in a process; nothing that acts relies on it."""

from collections.abc import Hashable

from office.allowances import Run, run_of
from office.home import Home
from store.database import last_change, last_moment

_last: dict[str, tuple[Hashable, Run]] = {}


def run_kept(home: Home, month: str) -> Run:
    """As `run_of`. Raises JobError, CalendarUnknown, RulebookError."""
    known = _last.get("run")
    if known and known[0] == _state(home, month):
        return known[1]
    run = run_of(home, month)
    _last["run"] = _state(home, month), run  # as it is now: reckoning may have settled the calendar
    return run


def _state(home: Home, month: str) -> Hashable:
    """Everything a run depends on."""
    with home.store.reading():
        reached = last_change(), last_moment()
    return str(home.path), month, reached, home.clock().date(), home.first_rulebook()

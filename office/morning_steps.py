"""Where this morning stands, step by step: the line of the morning, from what is stored."""

import time
from datetime import datetime

from office.board_records import Morning, MorningLine, Step
from office.home import Home
from office.keeping import kept
from office.lease import MORNING, TERMINALS, is_dead
from office.morning_line import Known, line
from office.turns import at, works
from store.contacts import tries_since
from store.editions import headings
from store.leases import holder


def steps(home: Home) -> tuple[Step, ...]:
    """The steps of today, in their order; none on a day of rest."""
    from office.board_morning import morning, past
    from office.terminal_view import terminal_rows
    from store import roster
    from store.database import last_change

    with home.store.reading():
        people = roster.how_many(last_change())
    return line_of(home, morning(home, past(home), terminal_rows(home), people)).steps


def line_of(home: Home, head: Morning) -> MorningLine:
    """The line of the morning, where it stands at `head`."""
    now = home.clock()
    with home.store.reading():
        tries = tries_since(at(now.date(), 0))
        busy = frozenset(name for name in (MORNING, TERMINALS) if _is_held(name))
        posted = _first_posted(head)
    return line(Known(now, home.settings, head, works(home, now.date()), kept(home.path), tries, posted, busy))


def _is_held(name: str) -> bool:
    found = holder(name)
    return found is not None and not is_dead(found, time.time())


def _first_posted(head: Morning) -> datetime | None:
    """When the day was first posted; later editions have their own reasons."""
    if head.edition is None or head.edition == 1:
        return head.posted_at
    first = (each.posted_at for each in headings() if (each.day, each.number) == (head.day, 1))
    return next(map(datetime.fromisoformat, first), head.posted_at)

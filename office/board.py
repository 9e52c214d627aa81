"""Everything the page of today shows, decided, counted and put in order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from attendance.calendar import CalendarUnknown
from attendance.rulebook import RulebookError
from office.board_alerts import (
    calendar_alerts,
    people_alerts,
    posting_alerts,
    stranger_alerts,
    terminal_alerts,
)
from office.board_leaves import leave_alerts
from office.board_morning import Past, differences, morning, past, past_alerts
from office.board_records import Alert, Board, Morning, Tile
from office.board_today import Today, tiles, today_so_far, units_of
from office.failures import JobError, sentence
from office.home import Home
from office.terminal_view import TerminalRow, terminal_rows
from store import roster
from store.database import last_change


def board(home: Home) -> Board:
    """Today as it is now. What cannot be judged is a board that says why."""
    now = home.clock()
    rows, found = terminal_rows(home), past(home)
    known, people = _roster(home)
    head = morning(home, found, rows, people)
    today, trouble = _today(home, now)
    shown = tiles(today) if today else ()
    alerts = _alerts(home, now, head, found, (rows, known, today, shown))
    base = Board(now, head, alerts=newest_first(alerts), trouble=trouble)
    return _with_today(base, today, shown) if today else base


def second_look(home: Home) -> tuple[Alert, ...]:
    """Posted days before the last that would come out otherwise now; they are judged anew, so it takes a while."""
    return differences(home, past(home))


def _roster(home: Home) -> tuple[frozenset[str], int]:
    with home.store.reading():
        return roster.known_numbers(), len(roster.stints(last_change()))


def _today(home: Home, now: datetime) -> tuple[Today | None, str]:
    try:
        return today_so_far(home, now), ""
    except (CalendarUnknown, RulebookError, JobError) as error:
        return None, sentence(error) or ""


def _with_today(base: Board, today: Today, shown: Sequence[Tile]) -> Board:
    from dataclasses import replace

    day = today.facts.day
    phase, session = today.phase
    return replace(
        base,
        rest=not day.working,
        occasion=day.reason,
        counts=today.counts,
        phase=phase,
        session=session,
        tiles=tuple(shown),
        floors=tuple(dict.fromkeys(tile.floor for tile in shown)),
        units=units_of(shown),
        turns=today.turns,
    )


Known = tuple[Sequence[TerminalRow], frozenset[str], Today | None, Sequence[Tile]]


def _alerts(home: Home, now: datetime, head: Morning, found: Past, known: Known) -> Iterator[Alert]:
    rows, numbers, today, shown = known
    yield from terminal_alerts(rows, today, now)
    yield from people_alerts(shown, now)
    yield from posting_alerts(head)
    yield from past_alerts(found, now)
    yield from stranger_alerts(home, numbers, now)
    yield from calendar_alerts(home, now)
    try:
        yield from leave_alerts(home, now)
    except (CalendarUnknown, RulebookError, JobError):
        return  # the day cannot be judged either, and that is said


def newest_first(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """In the order in which they are shown."""
    return tuple(sorted(alerts, key=lambda alert: alert.at, reverse=True))

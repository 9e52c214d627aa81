"""Everything the page of today shows, decided, counted and put in order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from attendance.calendar import CalendarUnknown
from attendance.rulebook import RulebookError
from office.attention import needs
from office.board_alerts import changed_alerts, people_alerts, silence_alerts, stranger_alerts
from office.board_differences import differences
from office.board_leaves import leave_alerts
from office.board_morning import morning, past
from office.board_records import Alert, Board, Morning, Tile
from office.board_today import Today, tiles, today_so_far, units_of
from office.failures import JobError, sentence
from office.home import Home
from office.morning_steps import line_of
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
    alerts = _alerts(home, now, head, (rows, known, today, shown))
    line = line_of(home, head)
    turns = next((step.at for step in line.steps if step.at > now), None)
    base = Board(now, head, line, alerts=newest_first(alerts), trouble=trouble, turns=turns)
    return _with_today(base, today, shown) if today else base


def second_look(home: Home) -> tuple[Alert, ...]:
    """Posted days before the last that would come out otherwise now; they are judged anew, so it takes a while."""
    return differences(home, past(home))


def _roster(home: Home) -> tuple[frozenset[str], int]:
    with home.store.reading():
        return roster.known_numbers(), roster.how_many(last_change())


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
        turns=min(filter(None, (base.turns, today.turns))),
    )


Known = tuple[Sequence[TerminalRow], frozenset[str], Today | None, Sequence[Tile]]


def _alerts(home: Home, now: datetime, head: Morning, known: Known) -> Iterator[Alert]:
    rows, numbers, today, shown = known
    yield from needs(home, rows)
    yield from silence_alerts(today) if today else ()
    yield from people_alerts(shown, now)
    yield from changed_alerts(head)
    yield from stranger_alerts(home, numbers, now)
    try:
        yield from leave_alerts(home, now)
    except (CalendarUnknown, RulebookError, JobError):
        return  # the day cannot be judged either, and that is said


def newest_first(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """In the order in which they are shown."""
    return tuple(sorted(alerts, key=lambda alert: alert.at, reverse=True))

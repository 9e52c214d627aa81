"""Everything a day is judged by, as it stood at a change."""

from datetime import date

from attendance.numbers import shortened
from attendance.records import DayFacts, Window
from store.calendar import calendar_on
from store.entries import entries_on
from store.punches import punches_of
from store.roster import people_on
from store.terminals import terminal_facts, worked_on


def day_facts(day: date, as_of: int, threshold: int) -> DayFacts:
    """The facts of a day but for the usual users of silent terminals, which are asked for when one is silent.

    `threshold` is the greatest offset in seconds that is left in the times. Raises CalendarUnknown.
    """
    calendar_day, entries = calendar_on(day, as_of), entries_on(day, as_of)
    if not calendar_day.working and not entries.duties:
        return DayFacts(calendar_day, (), {}, {}, terminal_facts(day, as_of))
    people = people_on(day, as_of)
    punches, pulls = punches_of(day, as_of, threshold)
    for short, number in shortened([person.terminal_number for person in people]).items():
        if short in punches:
            punches[number] = punches.get(number, []) + punches.pop(short)
    worked = frozenset(
        (terminal, Window(session, "in" if side == "in" else "out"))
        for terminal, session, side in worked_on(day, as_of)
    )
    return DayFacts(
        day=calendar_day,
        people=people,
        punches=punches,
        pulls=pulls,
        terminals=terminal_facts(day, as_of),
        worked=worked,
        entries=entries,
    )

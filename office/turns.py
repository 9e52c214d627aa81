"""第五条第1款: a day is posted on the morning of the next working day, before the deadline. Which days still wait, when
each has its turn, and what is to be said of one that comes too late."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from attendance.document import LateDoc, NotesDoc
from office import days
from office.home import Home
from store import job_runs
from store.database import last_change
from store.duties import duties_between
from store.editions import latest_edition
from store.published import published_before
from store.pulls import first_whole_read
from store.punches import first_punched_day
from store.touched import first_posted_day, in_force

LOOK_BACK = timedelta(days=92)  # days forgotten for longer are posted by hand
LEFT_OUT = timedelta(days=15)
LONGEST_REST = timedelta(days=15)  # days in a row without work are fewer, in any year so far
ONE = timedelta(days=1)


class Turn(NamedTuple):
    """A day that is still to be posted, and the working day on whose morning it is."""

    day: date
    on: date


def at(day: date, minute: int) -> datetime:
    """A minute of a day as a moment."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def works(home: Home, day: date) -> bool:
    """Whether the office works on a day; where its calendar is not known, whether its weekday says so."""
    return day in worked_days(home, day, day)


def worked_days(home: Home, first: date, last: date) -> set[date]:
    """The working days between two (inclusive); in a year whose calendar is not known, the days from Monday to
    Friday."""
    return set(days.working_days(home, first, last))


def turn_of(home: Home, day: date) -> date:
    """The next working day after a day."""
    return _next(day, worked_days(home, day + ONE, day + LONGEST_REST))


def _next(day: date, worked: set[date]) -> date:
    return min((other for other in worked if other > day), default=day + LONGEST_REST)


def waiting(home: Home) -> list[Turn]:
    """The days still to be posted whose turn has come, in order: working days, and others on which somebody was on
    duty. Before the office began there was nothing to post, and a day that was passed over long ago, later ones being
    posted, is for somebody to decide about.
    """
    today = home.clock().date()
    begun = _begun(home, today)
    if begun is None:
        return []
    first, last = max(begun, today - LOOK_BACK), today - ONE
    worked = worked_days(home, first, last + LONGEST_REST)
    with home.store.reading():
        posted = in_force(first, last).keys()
        served = {duty.day for duty in duties_between(first, last, last_change())}
    missed_since = min(max(posted, default=first), today - LEFT_OUT)
    open_days = sorted({day for day in worked | served if max(first, missed_since) <= day <= last} - posted)
    return [turn for turn in (Turn(day, _next(day, worked)) for day in open_days) if turn.on <= today]


def _begun(home: Home, today: date) -> date | None:
    """The first day that was ever posted. Where none was, the first on which fingers were laid on the terminals, but
    no earlier than the working day before they were first read: a day of which nothing is known is nobody's absence.
    """
    with home.store.reading():
        posted, read = first_posted_day(), first_whole_read()
    if posted is not None or read is None:
        return posted
    before = min(read.date(), today)
    first = max(worked_days(home, before - LONGEST_REST, before - ONE), default=before)
    with home.store.reading():
        return first_punched_day(first)


# ---------------------------------------------------------------- what is said of a posting


def notes_of(home: Home, day: date) -> NotesDoc:
    """What is said of the posting of a day that would be made now: that it is late, and until when objections are
    heard."""
    notes: NotesDoc = {}
    late = _late(home, day)
    until = last_day_to_object(home, home.clock().date())
    if late:
        notes["late"] = late
    if until:
        notes["objections_until"] = until.isoformat()
    return notes


def last_day_to_object(home: Home, posted: date) -> date | None:
    """So many working days from the day after the posting; None where the office hears none, or no calendar says."""
    wanted = home.settings.objection_days
    if not wanted:
        return None
    reach = posted + timedelta(days=2 * wanted) + LONGEST_REST
    last = days.working_days(home, posted + ONE, reach)[wanted - 1]
    return last if days.settled(home, last.year) else None


def _late(home: Home, day: date) -> LateDoc | None:
    now = home.clock()
    turn = turn_of(home, day)
    due = at(turn, home.settings.deadline_time)
    if now <= due:
        return None
    with home.store.reading():
        if latest_edition(day) or published_before(day).number:
            return None  # a later edition has its own reason, also where the first went out before a restore
        return {"due": due.isoformat(), "why": _why_late(home, day, turn, due)}


def _why_late(home: Home, day: date, turn: date, due: datetime) -> str:
    """What the morning's own record says of that day: nothing after the time of posting, where no program ran then."""
    if not job_runs.any_run():
        return "by_hand"
    begin = at(turn, home.settings.publish_time)
    mine = [run for run in job_runs.runs_on(turn, turn) if begin <= run.ended <= due]
    said = [run.detail["why"] for run in mine if run.kind == "post" and run.detail["date"] == str(day)]
    if not mine:
        return "not_running"
    return said[-1] if said and said[-1] in ("unconfirmed", "trouble") else "failed"

"""The days still to be posted, as they would be judged now."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from attendance.calendar import CalendarUnknown
from attendance.document import DayDoc, digest, totals
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

EVENING = 20 * 60  # where no rulebook says when a day ends


@dataclass
class Watch:
    """What one process remembers between two looks: drafts judged already, and when it last looked after files.

    It saves work only; what is due never depends on it.
    """

    judged: dict[date, tuple[object, Draft]] = field(default_factory=dict)
    files: datetime | None = None


def office_now(home: Home) -> Office:
    """The time, the day and the settings that the plan goes by."""
    now = home.clock()
    today = now.date()
    with home.store.reading():
        served = bool(duties_between(today, today, last_change()))
    return Office(now, works(home, today), served, home.settings, _day_end(home, today))


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
    """Every day that waits, oldest first."""
    turns = waiting(home)
    with home.store.reading():
        agreed = confirmed([turn.day for turn in turns], last_change())
    found = [_draft(home, turn, watch or Watch()) for turn in turns]
    return [
        _with_confirmation(draft, draft.day in agreed and agreed[draft.day].digest == draft.digest) for draft in found
    ]


def _with_confirmation(draft: Draft, agreed: bool) -> Draft:
    from dataclasses import replace

    return replace(draft, confirmed=True) if agreed and draft.digest else draft


def _draft(home: Home, turn: Turn, watch: Watch) -> Draft:
    """Judged anew only where something was entered or read since, or the rules are others."""
    try:
        rulebook = home.rulebook(turn.day)
        days.settle(home, turn.day.year)
        with home.store.reading():
            state = last_change()
            known = watch.judged.get(turn.day)
            if known and known[0] == (state, rulebook.version, turn.on):
                return known[1]
            document = judge(turn.day, state, rulebook).document
    except (CalendarUnknown, RulebookError, JobError) as error:
        return Draft(turn, trouble=sentence(error) or str(error))
    draft = draft_of(turn, document)
    watch.judged = {day: kept for day, kept in watch.judged.items() if day >= turn.day - timedelta(days=92)}
    watch.judged[turn.day] = ((state, rulebook.version, turn.on), draft)
    return draft


def draft_of(turn: Turn, document: DayDoc) -> Draft:
    """A judged day as the plan sees it."""
    if not document["people"]:
        return Draft(turn, trouble=f"{turn.day} 的名册里没有人，没有可公示的内容；请先导入名册")
    short = tuple(each["name"] for each in document["terminals"] if not each["read"])
    return Draft(turn, digest(document), document["complete"], totals(document["people"])["unknown"], short)


"""第五条第1款, "every morning before 10:00": what the clock and the data allow at this minute. Pure; nothing is stored,
so whatever was missed is simply still due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.settings_file import Settings
from office.turns import Turn, at
from store.job_runs import Run


@dataclass(frozen=True)
class Draft:
    """A day still to be posted, as it would be judged now.

    `short` are the terminals not read past it; `confirmed` says that somebody looked at exactly this draft. Where it
    cannot be judged, `trouble` says why.
    """

    turn: Turn
    digest: str = ""
    complete: bool = False
    unknown: int = 0
    short: tuple[str, ...] = ()
    confirmed: bool = False
    trouble: str = ""

    @property
    def day(self) -> date:
        return self.turn.day


@dataclass(frozen=True)
class Office:
    """What the plan goes by: the time, whether the office works today (or somebody is on duty), whether it has a
    terminal, the minute of today after which no finger is laid on one any more, the settings, and the reads of today
    so far."""

    now: datetime
    works: bool
    duty: bool
    terminals: bool
    day_end: int
    settings: Settings
    reads: tuple[Run, ...] = ()

    def today(self, minute: int) -> datetime:
        """A minute of today."""
        return at(self.now.date(), minute)


def held_back(draft: Draft, office: Office, *, by_hand: bool = False) -> str:
    """Why a day is not posted yet: rest, trouble, early, incomplete, unconfirmed; empty where it may be.

    Nobody waits for data longer than to the latest time; what is unknown then is posted as unknown. Done by hand, the
    hand is the confirmation.
    """
    if not office.works:
        return "rest"
    if draft.trouble:
        return "trouble"
    begun, agreed = by_hand or _reached(draft, office, "draft"), by_hand or draft.confirmed
    if not begun:
        return "early"
    if not draft.complete and not (_reached(draft, office, "latest") and (by_hand or _tried(draft, office))):
        return "incomplete"
    if not agreed and not office.settings.publish_alone:
        return "unconfirmed"
    return "" if agreed or _reached(draft, office, "publish") else "early"


def _reached(draft: Draft, office: Office, step: str) -> bool:
    """Whether draft, publish or latest time of the day's own morning has come."""
    minute: int = getattr(office.settings, f"{step}_time")
    return office.now >= at(draft.turn.on, minute)


def _tried(draft: Draft, office: Office) -> bool:
    """Whether what is missing was asked for today. Where not one terminal answered, it may be this computer that has
    just been switched on and has no network yet: then it takes two attempts."""
    mine = [run for run in office.reads if run.ended <= office.now and _asked(run) & set(draft.short)]
    answered = any(terminal["ok"] for run in mine for terminal in run.detail["terminals"])
    return not draft.short or answered or len(mine) >= 2


def _asked(run: Run) -> set[str]:
    return {terminal["name"] for terminal in run.detail["terminals"]}


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Read:
    """Terminals to be read now; all where none is named. `why`: fixed, through (the day), retry."""

    why: str
    names: tuple[str, ...] = ()


def read_due(office: Office, drafts: Iterable[Draft]) -> Read | None:
    """The read that is due, by the reads of today so far."""
    if not office.terminals or not (office.works or office.duty):
        return None
    whole = [run.started for run in office.reads if not run.detail.get("names")]
    passed = [moment for moment in _fixed(office) if moment <= office.now]
    if passed and not any(started >= passed[-1] for started in whole):
        return Read("fixed")
    if _through(office, whole):
        return Read("through")
    missing = tuple(dict.fromkeys(name for draft in drafts for name in draft.short))
    return Read("retry", missing) if missing and _again(office, [run.started for run in office.reads]) else None


def _fixed(office: Office) -> list[datetime]:
    """The times set by the office, and the end of the day, after which nothing of it is missing."""
    return sorted({office.today(minute) for minute in (*office.settings.read_times, office.day_end)})


def _through(office: Office, whole: Sequence[datetime]) -> bool:
    every = office.settings.read_every
    if not every or not office.today(office.settings.read_times[0]) <= office.now <= office.today(office.day_end):
        return False
    return _since(office.now, whole, timedelta(minutes=every))


def _again(office: Office, started: Sequence[datetime]) -> bool:
    """What is missing is asked for again from the first read to the end of the morning."""
    first, last = office.settings.read_times[0], office.settings.deadline_time
    within = office.today(first) <= office.now <= office.today(last)
    return within and _since(office.now, started, timedelta(minutes=office.settings.retry_every))


def _since(now: datetime, moments: Sequence[datetime], span: timedelta) -> bool:
    """Whether the last of the moments lies so long ago; moments to come, seen by a clock since set back, do not
    count."""
    last = max((moment for moment in moments if moment <= now), default=None)
    return last is None or now - last >= span


# ---------------------------------------------------------------- the next time to look


def next_moment(office: Office) -> datetime:
    """The next minute of the settings at which something may be due; the morning after, where today has none left."""
    settings = office.settings
    steps = (*settings.read_times, settings.draft_time, settings.publish_time, settings.latest_time)
    minutes = sorted({*steps, office.day_end, settings.backup_time})
    following = [office.today(minute) for minute in minutes if office.today(minute) > office.now]
    return following[0] if following else office.today(minutes[0]) + timedelta(days=1)


def read_limit(office: Office, drafts: Iterable[Draft]) -> int:
    """How many seconds a terminal may take: what the settings say, but never past the latest time of a day that
    waits, or once that has come, past a minute before the deadline."""
    settings = office.settings
    ends = (office.today(settings.latest_time), office.today(settings.deadline_time) - timedelta(minutes=1))
    end = next((end for end in ends if end > office.now), None)
    if end is None or not any(draft.short for draft in drafts):
        return settings.read_seconds
    return max(SHORTEST, min(settings.read_seconds, int((end - office.now).total_seconds())))


SHORTEST = 5

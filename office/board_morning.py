"""How far the morning is: the day to be posted, what it still lacks, and whether it would come out otherwise now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from attendance.calendar import CalendarUnknown
from attendance.changes import posting_digest, same_posting
from attendance.document import DayDoc, TerminalDoc, totals
from attendance.rulebook import RulebookError
from office import days
from office.board_records import Morning, Read
from office.failures import JobError, sentence
from office.home import Home
from office.reissue import judged, may_differ
from office.terminal_view import TerminalRow
from office.turns import at, turn_of
from reports.words import session_word
from store.confirmations import confirmed
from store.database import last_change
from store.editions import latest_edition
from store.touched import InForce, in_force

LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True)
class Past:
    """The month before today: `due` is the last working day, `editions` are the postings in force."""

    due: date | None
    editions: dict[date, InForce]


def past(home: Home) -> Past:
    """What was posted of the month before today."""
    today = home.clock().date()
    first, last = today - LOOK_BACK, today - timedelta(days=1)
    worked = days.working_days(home, first, last)
    with home.store.reading():
        return Past(worked[-1] if worked else None, in_force(first, last))


# ---------------------------------------------------------------- the line at the head


def morning(home: Home, found: Past, rows: Sequence[TerminalRow], people: int) -> Morning:
    """Where the morning stands."""
    read = tuple(Read(row.name, row.state, row.horizon) for row in rows)
    turn = turn_of(home, found.due) if found.due else home.clock().date()
    deadline = at(turn, home.settings.deadline_time)
    base = Morning("nothing", found.due, deadline=deadline, terminals=read, turn=turn)
    if not people or not rows:
        return replace(base, state="no_terminals" if people else "no_people")
    if found.due is None:
        return base
    standing = found.editions.get(found.due)
    if standing and not may_differ(home, standing):
        return replace(_posted(base, standing, "posted"), missing=tuple(_missing_then(home, standing)))
    try:
        document = judged(home, found.due)
    except (CalendarUnknown, RulebookError, JobError) as error:
        return replace(base, state="trouble", missing=(sentence(error) or "",))
    return _changed(base, standing, document) if standing else _draft(home, base, document)


def _draft(home: Home, base: Morning, document: DayDoc) -> Morning:
    """A day that is still to be posted."""
    late = base.deadline is not None and home.clock() > base.deadline
    shown = posting_digest(document)
    return replace(
        base,
        state="late" if late else "due",
        missing=tuple(_missing(document)),
        complete=document["complete"],
        digest=shown,
        unknown=totals(document["people"])["unknown"],
        short=tuple(terminal["name"] for terminal in document["terminals"] if not terminal["read"]),
        agreed=_agreed(home, date.fromisoformat(document["date"]), shown),
    )


def _agreed(home: Home, day: date, shown: str) -> str:
    """Who confirmed exactly this draft."""
    with home.store.reading():
        agreed = confirmed([day], last_change()).get(day)
    return agreed.by if agreed and agreed.digest == shown else ""


def _changed(base: Morning, standing: InForce, document: DayDoc) -> Morning:
    posted = latest_edition(standing.day)
    differs = posted is not None and not same_posting(posted.document["day"], document)
    return replace(_posted(base, standing, "changed" if differs else "posted"), missing=tuple(_missing(document)))


def _missing_then(home: Home, standing: InForce) -> Iterator[str]:
    """What a day lacked when it was posted, and still lacks."""
    if not standing.complete:
        with home.store.reading():
            posted = latest_edition(standing.day)
        yield from _missing(posted.document["day"]) if posted else ()


def _posted(base: Morning, standing: InForce, state: str) -> Morning:
    posted = datetime.fromisoformat(standing.posted_at)
    return replace(base, state=state, edition=standing.number, posted_at=posted, complete=standing.complete)


def _missing(day: DayDoc) -> Iterator[str]:
    """What keeps a day from being complete, in a sentence each."""
    unknown = totals(day["people"])["unknown"]
    if unknown:
        yield f"数据不全 {unknown} 人"
    alike: dict[str, list[str]] = {}
    for terminal in day["terminals"]:
        if not terminal["read"]:
            alike.setdefault(_unread(terminal), []).append(terminal["name"])
    yield from (f"{'、'.join(names)}{why}" for why, names in alike.items())
    for name, session in dict.fromkeys((each["terminal"], each["session"]) for each in day["silences"]):
        yield f"{name}{session_word(session)}疑似停电，待认定"


def _unread(terminal: TerminalDoc) -> str:
    if terminal["horizon"] is None:
        return "还没有读过"
    if terminal["lost"]:
        return "的记录可能有缺失"
    return f"只读到 {datetime.fromisoformat(terminal['horizon']):%m-%d %H:%M}"


def short_day(day: date) -> str:
    """11-20."""
    return f"{day:%m-%d}"

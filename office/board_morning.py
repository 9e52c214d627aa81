"""How far the morning is: the day to be posted, what it still lacks, and posted days that would come out otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.document import DayDoc, TerminalDoc, totals
from attendance.rulebook import RulebookError
from office import days
from office.board_records import Alert, Morning, Read
from office.failures import JobError, sentence
from office.home import Home
from office.judging import judge
from office.terminal_view import TerminalRow
from reports.words import session_word
from store.database import last_change
from store.duties import duties_between
from store.editions import latest_edition
from store.touched import InForce, first_posted_day, in_force, touched

LOOK_BACK = timedelta(days=31)
MOST_LOOKS = 8  # posted days judged anew at one time, the newest first


@dataclass(frozen=True)
class Past:
    """The month before today: `due` is the last working day, `forgotten` are days that were left out before it."""

    due: date | None
    editions: dict[date, InForce]
    forgotten: tuple[date, ...]


def past(home: Home) -> Past:
    """What was posted. Before the first posting nothing was left out."""
    today = home.clock().date()
    first, last = today - LOOK_BACK, today - timedelta(days=1)
    worked = days.working_days(home, first, last)
    with home.store.reading():
        editions, begun = in_force(first, last), first_posted_day()
        served = {duty.day for duty in duties_between(first, last, last_change())}
    due = worked[-1] if worked else None
    open_days = sorted({*worked, *served} - {due} - editions.keys())
    return Past(due, editions, tuple(day for day in open_days if begun is not None and day > begun))


# ---------------------------------------------------------------- the line at the head


def morning(home: Home, found: Past, rows: Sequence[TerminalRow], people: int) -> Morning:
    """Where the morning stands."""
    now = home.clock()
    read = tuple(Read(row.name, row.state, row.horizon) for row in rows)
    deadline = datetime.combine(now.date(), time()) + timedelta(minutes=home.settings.deadline_time)
    base = Morning("nothing", found.due, deadline=deadline, terminals=read)
    if not people or not rows:
        return _with(base, state="no_terminals" if people else "no_people")
    if found.due is None:
        return base
    standing = found.editions.get(found.due)
    if standing and not _may_differ(home, standing):
        return _with(_posted(base, standing, "posted"), missing=tuple(_missing_then(home, standing)))
    try:
        document = _judged(home, found.due)
    except (CalendarUnknown, RulebookError, JobError) as error:
        return _with(base, state="trouble", missing=(sentence(error) or "",))
    return _judged_morning(base, standing, document, now)


def _judged_morning(base: Morning, standing: InForce | None, document: DayDoc, now: datetime) -> Morning:
    missing = tuple(_missing(document))
    if standing is None:
        late = base.deadline is not None and now > base.deadline
        return _with(base, state="late" if late else "due", missing=missing)
    posted = latest_edition(standing.day)
    differs = posted is not None and not same_posting(posted.document["day"], document)
    return _with(_posted(base, standing, "changed" if differs else "posted"), missing=missing)


def _missing_then(home: Home, standing: InForce) -> Iterator[str]:
    """What a day lacked when it was posted, and still lacks."""
    if not standing.complete:
        with home.store.reading():
            posted = latest_edition(standing.day)
        yield from _missing(posted.document["day"]) if posted else ()


def _posted(base: Morning, standing: InForce, state: str) -> Morning:
    at = datetime.fromisoformat(standing.posted_at)
    return _with(base, state=state, edition=standing.number, posted_at=at)


def _with(morning: Morning, **values: object) -> Morning:
    from dataclasses import replace

    return replace(morning, **values)  # type: ignore[arg-type]


def _judged(home: Home, day: date) -> DayDoc:
    rulebook = home.rulebook(day)
    days.settle(home, day.year)
    with home.store.reading():
        return judge(day, last_change(), rulebook).document


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


# ---------------------------------------------------------------- posted days that would come out otherwise


def past_alerts(found: Past, now: datetime) -> Iterator[Alert]:
    """Days that were left out of posting."""
    for day in found.forgotten:
        at = datetime.combine(day + timedelta(days=1), time())
        text = f"{short_day(day)} 还没有公示"
        yield Alert(min(at, now), "unposted", "bad", text, "attendance", (("day", day),))


def differences(home: Home, found: Past) -> tuple[Alert, ...]:
    """Posted days before the last of which a new edition would say something else."""
    earlier = [each for day, each in sorted(found.editions.items(), reverse=True) if day != found.due]
    wanted = [each for each in earlier if _may_differ(home, each)][:MOST_LOOKS]
    return tuple(alert for each in wanted for alert in _difference(home, each))


def _may_differ(home: Home, edition: InForce) -> bool:
    try:
        rulebook = home.rulebook(edition.day)
    except (RulebookError, JobError):
        return False  # said where today is judged
    with home.store.reading():
        return rulebook.version != edition.rulebook or touched(edition)


def _difference(home: Home, edition: InForce) -> Iterator[Alert]:
    try:
        now = _judged(home, edition.day)
    except (CalendarUnknown, RulebookError, JobError):
        return
    with home.store.reading():
        posted = latest_edition(edition.day)
    if posted is None or same_posting(posted.document["day"], now):
        return
    before = posted.document["day"]
    moved = len({change["number"] for change in changes(before, now)}) or len(post_changes(before, now))
    what = f"{moved} 人" if changes(before, now) else f"{moved} 个岗位"
    yield difference_alert(edition, what, home.clock())


def difference_alert(edition: InForce, what: str, now: datetime) -> Alert:
    """A new edition is called for."""
    text = f"{short_day(edition.day)} 公示以后有新的数据，{what}的认定会变；核对后可另出第{edition.number + 1}版"
    at = max(datetime.fromisoformat(edition.posted_at), now - LOOK_BACK)
    return Alert(at, "differs", "late", text, "attendance", (("day", edition.day),))


def short_day(day: date) -> str:
    """11-20."""
    return f"{day:%m-%d}"

"""Posting a day from the window: what it would say before it is confirmed, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from attendance.changes import same_posting
from attendance.document import DayDoc, PersonDoc, totals
from office import postings
from office.day_view import would_differ
from office.failures import JobError
from office.home import Home
from office.posting_reason import suggested_reason
from office.summary import exception_lines
from reports.notices import data_line
from reports.order import walk
from store.editions import latest_edition


@dataclass(frozen=True)
class Preview:
    """What posting a day would come to. `edition` is the number it would get; None where it would get none, and
    `why_not` says why."""

    day: date
    edition: int | None
    why_not: str
    totals: dict[str, int]
    complete: bool
    reach: str
    notes: tuple[str, ...]
    changes: tuple[str, ...]  # against the edition that stands
    unknown: tuple[str, ...] = ()  # of whom nothing is known
    reason: str = ""  # what came in since the edition that stands, as far as the two tell

    @property
    def needs_reason(self) -> bool:
        """A new edition says why; a first one has nothing to correct."""
        return self.edition is not None and self.edition > 1


def preview(home: Home, day: date) -> Preview:
    """A day as it would be posted now. Raises JobError for a day that has not come, CalendarUnknown, RulebookError."""
    now, _ = postings.assess(home, day)
    with home.store.reading():
        standing = latest_edition(day)
    before = standing.document if standing else None
    why_not = _why_not(now, before["day"] if before else None, before["edition"] if before else 0)
    return Preview(
        day,
        None if why_not else (before["edition"] if before else 0) + 1,
        why_not,
        totals(now["people"]),
        now["complete"],
        data_line(now["terminals"]),
        tuple(exception_lines(now)),
        would_differ(before["day"], now)[1] if before and not why_not else (),
        tuple(f"{person['number']} {person['name']}" for person in walk(now["people"]) if _unknown(person)),
        suggested_reason(before["day"], now) if before and not why_not else "",
    )


def _unknown(person: PersonDoc) -> bool:
    return any(session["result"] == "unknown" for session in person["sessions"])


def _why_not(now: DayDoc, before: DayDoc | None, number: int) -> str:
    if before is not None:
        same = same_posting(before, now)
        return f"现在的认定与第{number}版相同，不需要公示新的一版" if same else ""
    if now["rest"]:
        return f"{now['date']} 是休息日（{now['occasion'] or '周末'}），没有人值班，不用公示"
    return "" if now["people"] else f"{now['date']} 的名册里没有人，没有可公示的内容；请先在“人员”页导入名册"


class PostedDay(NamedTuple):
    """What was posted: the edition and its files."""

    day: date
    edition: int
    unchanged: bool
    files: dict[str, str]


def post_day(home: Home, day: date, reason: str = "") -> PostedDay:
    """Post a day, or a new edition of it; where nothing changed, missing files are written again. Raises JobError."""
    if not reason.strip() and preview(home, day).needs_reason:
        raise JobError("请写明更正原因：新的一版要说明为什么更正，原因会写在公示上")
    posted = postings.post(home, day, reason)
    if posted.edition is None:
        raise JobError(_why_not(posted.day, None, 0))
    return PostedDay(day, posted.edition["edition"], posted.unchanged, posted.files)

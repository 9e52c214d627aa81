"""One day on the page of postings: a draft with what it lacks and when it will be posted, or its editions. What in a
draft deserves a look is asked of `posting_looks`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.document import DayDoc, EditionDoc, totals
from attendance.rulebook import RulebookError
from office import postings, publication
from office.drafts import draft_of, office_now
from office.failures import JobError, sentence
from office.home import Home
from office.morning_plan import Draft
from office.objection_list import of_day
from office.objection_view import Period, period
from office.posting_compare import Comparison, now_differs
from office.posting_list import standing
from office.posting_when import when_sentence
from office.publication_plan import plan_of
from office.reissue import may_differ
from office.summary import exception_lines
from office.turns import Turn, turn_of, waiting
from reports.notices import change_texts, data_line
from store.confirmations import confirmed
from store.database import last_change
from store.editions import editions
from store.objections import Objection
from store.touched import in_force

KINDS = ("html", "xlsx")  # of a posting's files


class Agreed(NamedTuple):
    """Who confirmed a draft and when; `holds` while the draft is still the one that was confirmed."""

    by: str
    at: datetime
    holds: bool


class EditionShown(NamedTuple):
    """An edition. `late` is why it came too late and `due` when it should have come; `changes` is in how many places it
    differs from the one before; `files` are those that stand in the folder, `waiting` that some are still to come."""

    number: int
    posted_at: datetime
    author: str
    complete: bool
    unknown: int
    reason: str
    changes: int
    late: str
    due: datetime | None
    objections_until: date | None
    files: Mapping[str, str]
    waiting: bool


@dataclass(frozen=True)
class PostingDetail:
    """`state`: nothing (not over yet, or a rest day), later, draft, late, posted; `trouble` says why the day cannot be
    judged, or that there is nothing. Figures are of the draft, or of the edition in force."""

    day: date
    state: str
    turn: date | None = None
    occasion: str = ""
    trouble: str = ""
    complete: bool = False
    totals: Mapping[str, int] = field(default_factory=dict)
    reach: str = ""
    notes: tuple[str, ...] = ()
    # a draft
    when: str = ""
    digest: str = ""
    ready: bool = False  # its turn has come, and it can be confirmed
    agreed: Agreed | None = None
    # editions, the newest first
    editions: tuple[EditionShown, ...] = ()
    now: Comparison | None = None  # what a new edition would say differently
    objections: tuple[Objection, ...] = ()
    period: Period | None = None  # in which objections are heard


def posting_detail(home: Home, day: date) -> PostingDetail:
    """A day that waits or is posted. What cannot be judged is a view that says why."""
    with home.store.reading():
        found = [each.document for each in editions(day, day)]
    base = PostingDetail(day, "posted")
    return _posted(home, base, found) if found else _draft(home, base)


# ---------------------------------------------------------------- posted


def _posted(home: Home, base: PostingDetail, found: Sequence[EditionDoc]) -> PostingDetail:
    standing_now = found[-1]
    with home.store.reading():
        edition = in_force(base.day, base.day)[base.day]
    moved = now_differs(home, base.day, edition.number, standing_now["day"]) if may_differ(home, edition) else None
    shown = tuple(_shown(home, each) for each in reversed(found))
    figures = _figures(base, standing_now["day"])
    objections = of_day(home, base.day)
    return replace(figures, editions=shown, now=moved, objections=objections, period=period(home, base.day))


def _shown(home: Home, edition: EditionDoc) -> EditionShown:
    late, until = edition.get("late"), edition.get("objections_until")
    day, number = edition["day"], edition["edition"]
    files = publication.files_of(home, date.fromisoformat(day["date"]), number) if home.published.is_dir() else {}
    return EditionShown(
        number,
        datetime.fromisoformat(edition["posted_at"]),
        edition["author"],
        day["complete"],
        totals(day["people"])["unknown"],
        edition["reason"],
        len(change_texts(edition)),
        late["why"] if late else "",
        datetime.fromisoformat(late["due"]) if late else None,
        date.fromisoformat(until) if until else None,
        files,
        len(files) < len(KINDS) and day["date"][:7] in plan_of(home).months,
    )


def _figures(base: PostingDetail, day: DayDoc) -> PostingDetail:
    return replace(
        base,
        occasion=day["occasion"],
        complete=day["complete"],
        totals=totals(day["people"]),
        reach=data_line(day["terminals"]),
        notes=tuple(exception_lines(day)),
    )


# ---------------------------------------------------------------- not posted yet


def _draft(home: Home, base: PostingDetail) -> PostingDetail:
    day, now = base.day, home.clock()
    if day >= now.date():
        return replace(base, state="nothing", trouble=f"{day} 还没有过完，过完以后才有草稿")
    turn = next((turn for turn in waiting(home) if turn.day == day), None)
    on = turn.on if turn else turn_of(home, day)
    base = replace(base, turn=on, state=standing(now, on, home.settings.deadline_time))
    try:
        document, _ = postings.assess(home, day)
    except (JobError, CalendarUnknown, RulebookError) as error:
        return replace(base, trouble=sentence(error) or str(error))
    if document["rest"]:
        why = f"{day} 是休息日（{document['occasion'] or '周末'}），没有人值班，不用公示"
        return replace(base, state="nothing", trouble=why)
    return _judged(home, base, draft_of(Turn(day, on), document), document, waits=turn is not None)


def _judged(home: Home, base: PostingDetail, draft: Draft, document: DayDoc, *, waits: bool) -> PostingDetail:
    with home.store.reading():
        found = confirmed([base.day], last_change()).get(base.day)
    agreed = Agreed(found.by, datetime.fromisoformat(found.at), found.digest == draft.digest) if found else None
    plan = replace(draft, confirmed=agreed is not None and agreed.holds)
    return replace(
        _figures(base, document),
        trouble=draft.trouble,
        when=when_sentence(plan, office_now(home)) if waits or base.state == "later" else "",
        digest=draft.digest,
        ready=waits and not draft.trouble,
        agreed=agreed,
    )

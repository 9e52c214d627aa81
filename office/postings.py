"""Judging a day, posting it, and proving later that nothing in it has moved."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from attendance.changes import changes, post_changes, same_posting
from attendance.document import ChangeDoc, DayDoc, EditionDoc, NotesDoc, PostChangeDoc, canonical, totals
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from office import days, publication
from office.failures import JobError, file_sentence
from office.home import Home, author
from office.judging import Judged, judge
from office.turns import notes_of
from store.database import last_change, record_change
from store.editions import PostedEdition, add_edition, editions, headings, latest_edition


@dataclass(frozen=True)
class Posted:
    """What posting a day came to. A rest day has no edition; `unchanged` means that the edition stood already."""

    day: DayDoc
    edition: EditionDoc | None = None
    unchanged: bool = False
    files: dict[str, str] = field(default_factory=dict)

    @property
    def totals(self) -> dict[str, int]:
        """应到 实到 迟到 …, in persons."""
        return totals(self.day["people"])


def assess(home: Home, day: date) -> tuple[DayDoc, int | None]:
    """A day as it would be judged now, and the number of the edition that stands. Posts nothing.

    Raises JobError for a day that has not come, CalendarUnknown, RulebookError.
    """
    _begun(home, day)
    rulebook = home.rulebook(day)
    days.settle(home, day.year)
    with home.store.reading():
        standing = latest_edition(day)
        judged = judge(day, last_change(), rulebook)
    return judged.document, standing.document["edition"] if standing else None


def post(home: Home, day: date, reason: str = "") -> Posted:
    """Post a day, or a new edition of it where something changed; that needs a reason.

    Raises JobError for a day that has not come or a missing reason, CalendarUnknown, RulebookError.
    """
    posted = freeze(home, day, reason)
    if posted.edition is None:
        return posted
    return replace(posted, files=_publish(home, posted.edition, is_new=not posted.unchanged))


def freeze(home: Home, day: date, reason: str = "") -> Posted:
    """The edition alone, as `post` makes it, without its files."""
    _begun(home, day)
    rulebook = home.rulebook(day)
    days.settle(home, day.year)
    notes = notes_of(home, day)
    with home.store.transaction():
        edition, judged = _post(home, day, rulebook, reason.strip(), notes)
        standing = edition or _standing(day)
    return Posted(standing["day"], standing, edition is None) if standing else Posted(judged.document)


def _standing(day: date) -> EditionDoc | None:
    posted = latest_edition(day)
    return posted.document if posted else None


def _publish(home: Home, edition: EditionDoc, *, is_new: bool) -> dict[str, str]:
    """The files of an edition that is frozen already: where they cannot be written, posting again writes them."""
    try:
        return publication.publish(home, edition, is_new=is_new)
    except OSError as error:
        day, number = edition["day"]["date"], edition["edition"]
        raise JobError(
            f"{day} 第{number}版已经定下，但公示文件没有写成。{file_sentence(error)}；排除以后再公示一次这一天即可补写",
            f"再运行一次 post {day}",
        ) from error


def _begun(home: Home, day: date) -> None:
    if day > home.clock().date():
        raise JobError(f"{day} 还没有到，不能认定；请核对日期")


def _post(home: Home, day: date, rulebook: Rulebook, reason: str, notes: NotesDoc) -> tuple[EditionDoc | None, Judged]:
    """The new edition, None where there is nothing to post: a rest day, or nothing changed."""
    standing = latest_edition(day)
    judged = judge(day, last_change(), rulebook)
    news: list[ChangeDoc] = []
    moved: list[PostChangeDoc] = []
    if standing is None:
        if judged.document["rest"]:
            return None, judged
        if not judged.document["people"]:
            raise JobError(f"{day} 的名册里没有人，没有可公示的内容；请先导入名册", "staff import")
    else:
        before = standing.document["day"]
        if same_posting(before, judged.document):
            return None, judged
        if not reason:
            number = standing.document["edition"]
            said = f"{day} 已经公示第{number}版，现在的认定有变化；请写明更正原因再公示"
            raise JobError(said, f"post {day} --reason 更正原因")
        news, moved = changes(before, judged.document), post_changes(before, judged.document)
    change = record_change(home.clock(), author(), f"post {day}")
    text = rulebook.version, rulebook.name, rulebook.text
    return add_edition(day, text, judged.digest, judged.document, (news, moved, reason), change, notes), judged


# ---------------------------------------------------------------- proof


@dataclass(frozen=True)
class Difference:
    """An edition that a recomputation does not give again: where it first differs."""

    date: str
    edition: int
    what: str


def verify(
    home: Home, month: str | None = None, progress: Callable[[str, int, int], None] | None = None
) -> tuple[int, list[Difference]]:
    """Recompute every edition (of a month, 2026-11) from raw facts and its own rulebook; gives how many there are
    and those that come out differently."""
    count, differences = 0, []
    with home.store.reading():
        known = len(headings())
        for posted in editions(*(month_bounds(month) if month else (None, None))):
            count += 1
            if progress:
                progress(posted.day.isoformat(), count, known)
            what = _difference(posted)
            if what:
                differences.append(Difference(posted.day.isoformat(), posted.document["edition"], what))
    return count, differences


def month_bounds(month: str) -> tuple[date, date]:
    """The first and last day of 2026-11."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _difference(posted: PostedEdition) -> str:
    judged = judge(posted.day, posted.as_of, load_rulebook(posted.rulebook_text))
    before = posted.document["day"]
    if judged.digest != posted.facts_digest:
        return "facts"
    if canonical(judged.document) == canonical(before):
        return ""
    moved = changes(before, judged.document)
    return f"{moved[0]['number']} {moved[0]['session']}" if moved else "document"

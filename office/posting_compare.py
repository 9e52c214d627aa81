"""Two editions of a day side by side, or the one in force beside what would be posted now."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.document import DayDoc
from attendance.rulebook import RulebookError
from office import postings
from office.failures import JobError
from office.home import Home
from office.posting_reason import suggested_reason
from reports.notices import vacant_phrase
from reports.words import detail_phrase
from store.editions import editions

NOW = 0  # in place of an edition's number


class Difference(NamedTuple):
    """What is said otherwise: of a person's session, as codes of results, or of a post, in words. `detail` is what
    else moved."""

    number: str
    name: str
    session: str
    before: str
    after: str
    detail: str
    post: str = ""


@dataclass(frozen=True)
class Comparison:
    """`same` where nobody's posting is another; then there may still be other figures, of terminals. `reason` is what
    explains it, as far as the two tell."""

    day: date
    before: int
    after: int
    same: bool
    rows: tuple[Difference, ...]
    reason: str

    @property
    def people(self) -> int:
        """How many people it concerns."""
        return len({row.number for row in self.rows if row.number})

    @property
    def posts(self) -> int:
        return sum(1 for row in self.rows if row.post)


def compare(home: Home, day: date, before: int, after: int = NOW) -> Comparison:
    """What one edition says differently from another. Raises JobError, CalendarUnknown, RulebookError."""
    with home.store.reading():
        known = {found.document["edition"]: found.document["day"] for found in editions(day, day)}
    for number in {before, after} - {NOW}:
        if number not in known:
            raise JobError(f"{day} 没有第{number}版，请刷新以后再选")
    now = postings.assess(home, day)[0] if NOW in (before, after) else None
    documents = [now if number == NOW else known[number] for number in (before, after)]
    first, last = (document for document in documents if document is not None)
    return comparison(day, (before, first), (after, last))


def comparison(day: date, before: tuple[int, DayDoc], after: tuple[int, DayDoc]) -> Comparison:
    """The same of two judgements that are at hand, each with its number."""
    (number, first), (other, last) = before, after
    rows = (*_of_people(first, last), *_of_posts(first, last))
    return Comparison(day, number, other, same_posting(first, last), rows, suggested_reason(first, last))


def _of_people(before: DayDoc, after: DayDoc) -> list[Difference]:
    return [
        Difference(
            *(each["number"], each["name"], each["session"], each["from"], each["to"]), detail_phrase(each["detail"])
        )
        for each in changes(before, after)
    ]


def _of_posts(before: DayDoc, after: DayDoc) -> list[Difference]:
    return [
        Difference("", "", "", vacant_phrase(each["from"]), vacant_phrase(each["to"]), "", each["post"])
        for each in post_changes(before, after)
    ]


def now_differs(home: Home, day: date, number: int, posted: DayDoc) -> Comparison | None:
    """What a new edition would say differently from the one in force; None where it would say the same, or where the
    day cannot be judged now."""
    try:
        now = postings.assess(home, day)[0]
    except (JobError, CalendarUnknown, RulebookError):
        return None
    found = comparison(day, (number, posted), (NOW, now))
    return None if found.same else found

"""Why a closed month comes to something else now: what moved in it since it was last settled with a person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attendance.allowance import SUPPLEMENT
from attendance.changes import NOT_LISTED
from attendance.month import OwnDay
from attendance.month_document import EventDoc, LineDoc
from office.postings import month_bounds
from office.reckoning import Month
from store import notices
from store.editions import days_as_of, numbers_as_of
from store.runs import StoredRun

REVOKED = "revoked"  # of a notice that was taken back


def brings(line: LineDoc, month: str) -> bool:
    """Whether a line is what an earlier month brings."""
    return line["stage"] == SUPPLEMENT and line["name"] == month


class _Then:
    """What a closed month rested on at a change: editions by day, results by person and day, notices."""

    def __init__(self, first: date, last: date, change: int) -> None:
        self.change = change
        self.editions = numbers_as_of(first, last, change)
        self.notices = {notice.id: notice for notice in notices.between(first, last, change)}
        self.results: dict[tuple[str, date], dict[str, str]] = {}

    def read(self, moved: Iterable[date]) -> None:
        """The results of the days that moved since."""
        for each in moved:
            for day, _, document in days_as_of(each, each, self.change):
                for person in document["people"]:
                    found = {session["name"]: session["result"] for session in person["sessions"]}
                    self.results[person["number"], day] = found


class Why:
    """Why a closed month comes to something else: by number, what moved in it since it was last settled with him."""

    def __init__(self, closed: StoredRun, brought: Sequence[StoredRun], now: Month) -> None:
        self.bounds, self.now = month_bounds(closed.month), now
        self.settled = {number: run.change for run in brought for number in _settled(run, closed.month)}
        self.told = {number: run.change for run in brought for number in _told(run, closed.month)}
        self.closed = closed.change
        self.then: dict[int, _Then] = {}
        self.standing = {notice.id for notice in now.notices}

    def of(self, number: str) -> Iterator[EventDoc]:
        """What moved since the month was settled with him; where all of that is as it was then (a card was given, taken
        back in part, and revoked), what moved since he was told of it last."""
        settled = self.settled.get(number, self.closed)
        found = [*self._since(number, settled)]
        return iter(found or self._since(number, self.told.get(number, settled)))

    def _since(self, number: str, change: int) -> Iterator[EventDoc]:
        """The sessions that are judged otherwise, and notices given and revoked since a change."""
        then = self._at(change)
        own = self.now.own.get(number)
        mine = {day.date: day for day in own.days} if own else {}
        for day in sorted({*mine, *(day for who, day in then.results if who == number)}):
            if self.now.editions.get(day, 0) != then.editions.get(day, 0):
                yield from self._sessions(number, day, mine.get(day), then)
        for notice in self.now.notices:
            if notice.number == number and notice.id not in then.notices:
                yield _event(notice.day, 0, "", notice.kind) | {"evidence": [f"notice:{notice.id}"]}
        for given in then.notices.values():
            if given.number == number and given.id not in self.standing:
                revoked = _event(given.day, 0, "", REVOKED) | {"evidence": [f"notice:{given.id}"]}
                yield revoked | {"was": given.kind, "was_edition": 0}

    def _at(self, change: int) -> _Then:
        if change not in self.then:
            then = _Then(*self.bounds, change)
            both = {*then.editions, *self.now.editions}
            then.read(day for day in both if then.editions.get(day) != self.now.editions.get(day))
            self.then[change] = then
        return self.then[change]

    def _sessions(self, number: str, day: date, own: OwnDay | None, then: _Then) -> Iterator[EventDoc]:
        earlier = then.results.get((number, day), {})
        edition, was = self.now.editions.get(day, 0), then.editions.get(day, 0)
        now = {session.name: session.result for session in own.sessions} if own else {}
        for name in dict.fromkeys((*now, *earlier)):
            before, after = earlier.get(name, NOT_LISTED), now.get(name, NOT_LISTED)
            if before != after:
                moved = _event(day, edition, name, after)
                about = [each for each in own.person["findings"] if each["session"] == name] if own else []
                if about:
                    said = about[0]
                    moved |= {"minutes": said["minutes"], "clause": said["clause"], "evidence": said["evidence"]}
                yield moved | {"was": before, "was_edition": was}


def _settled(run: StoredRun, month: str) -> Iterator[str]:
    """The numbers of those to whom, or from whom, a closed run brought all that a month before it still owed."""
    owing = run.document["owed"].get(month, {})
    return (number for number in _told(run, month) if number not in owing)


def _told(run: StoredRun, month: str) -> Iterator[str]:
    """The numbers of those whose sum in a run has a line about an earlier month."""
    for person in run.document["people"]:
        if any(brings(line, month) for line in person["lines"]):
            yield person["number"]


def _event(day: date, edition: int, session: str, code: str) -> EventDoc:
    return {
        "date": day.isoformat(),
        "edition": edition,
        "session": session,
        "code": code,
        "minutes": 0,
        "counted": "1",
        "clause": "",
        "evidence": [],
    }

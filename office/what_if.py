"""What if: a posted month under another rulebook, beside what was posted. Nothing is posted, nothing is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from attendance.changes import changes
from attendance.chapters import Threshold
from attendance.document import ChangeDoc, DayDoc, PersonDoc, totals
from attendance.records import CalendarDay
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from attendance.thresholds import NONE, Tally, reached, tally, together
from office import days
from office.failures import JobError
from office.home import Home, read_text_file
from office.judging import judge
from office.postings import month_bounds
from store.editions import PostedEdition, editions, headings

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Sums:
    """What a month came to: sessions by result (leave by its kind) and findings by code; vacancies of posts."""

    results: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    minutes: Counter[str] = field(default_factory=Counter)

    def add(self, people: Iterable[PersonDoc]) -> None:
        for person in people:
            self.results.update(session["result"] for session in person["sessions"])
            self.findings.update(finding["code"] for finding in person["findings"])
            for finding in person["findings"]:
                self.minutes[finding["code"]] += finding["minutes"]


@dataclass(frozen=True)
class OwnMonth:
    """One side of a person's month, day by day; `reached` are the thresholds that it, or the year with it, comes to."""

    days: list[tuple[date, PersonDoc]] = field(default_factory=list)
    reached: list[Threshold] = field(default_factory=list)

    @property
    def sums(self) -> Sums:
        sums = Sums()
        sums.add(person for _, person in self.days)
        return sums


@dataclass(frozen=True)
class PersonBeside:
    """A person's month as posted and under the other rulebook, with the sessions that come out differently."""

    number: str
    name: str
    unit: str
    posted: OwnMonth = field(default_factory=OwnMonth)
    what_if: OwnMonth = field(default_factory=OwnMonth)
    changes: list[tuple[str, ChangeDoc]] = field(default_factory=list)  # with the date


@dataclass(frozen=True)
class Beside:
    """A month beside itself. `not_posted` are working days without a posting, which are left out."""

    rulebook: Rulebook
    days: tuple[str, ...]
    not_posted: tuple[str, ...]
    people: tuple[PersonBeside, ...]
    totals: tuple[dict[str, int], dict[str, int]]  # 人次 by column, posted and under the other rulebook
    vacancies: tuple[int, int]
    sums: tuple[Sums, Sums]


def what_if(home: Home, path: Path, month: str) -> Beside:
    """Judge the month's posted days by another rulebook, from the facts they were posted on.

    Raises JobError where no day of the month is posted, RulebookError.
    """
    return beside(home, load_rulebook(read_text_file(path)), month)


def beside(home: Home, rulebook: Rulebook, month: str, progress: Progress | None = None) -> Beside:
    """The same by a rulebook that is no file. Raises JobError where no day of the month is posted."""
    first, last = month_bounds(month)
    people: dict[str, PersonBeside] = {}
    counted: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    vacancies, sums, posted_days = [0, 0], (Sums(), Sums()), []
    with home.store.reading():
        expected = len({heading.day for heading in headings() if first <= heading.day <= last})
        for done, posted in enumerate(latest_editions(first, last), 1):
            if progress:
                progress(f"试算 {posted.day}", done, expected)
            both = posted.document["day"], judge(posted.day, posted.as_of, rulebook).document
            posted_days.append(posted.day)
            for side, day in enumerate(both):
                counted[side].update(totals(day["people"]))
                vacancies[side] += sum(len(post["vacant"]) for post in day["posts"])
                sums[side].add(day["people"])
            _beside(people, both)
    if not posted_days:
        raise JobError(f"{month} 还没有公示过，没有可比较的；请先公示", "post")
    with home.store.reading():
        _count_up(home, people, rulebook, posted_days[-1])
    until = min(last, home.clock().date())
    worked = days.working_days(home, first, until) if until >= first else ()
    return Beside(
        rulebook=rulebook,
        days=tuple(day.isoformat() for day in posted_days),
        not_posted=tuple(day.isoformat() for day in worked if day not in posted_days),
        people=tuple(people[number] for number in sorted(people)),
        totals=(dict(counted[0]), dict(counted[1])),
        vacancies=(vacancies[0], vacancies[1]),
        sums=sums,
    )


def _count_up(home: Home, people: dict[str, PersonBeside], other: Rulebook, last: date) -> None:
    """What the month's counts lead to on either side, by its own rulebook as it stands on the last posted day; a
    year's thresholds count the days posted since January with it."""
    day = CalendarDay(last, True, last.weekday())
    here, there = home.rulebook(last).on(day).thresholds, other.on(day).thresholds
    yearly = any(known.per == "year" for known in (*here, *there))
    before = _since_january(last.replace(day=1)) if yearly else {}
    for number, person in people.items():
        for month, thresholds in ((person.posted, here), (person.what_if, there)):
            own = tally(month.days)
            month.reached.extend(reached(own, thresholds, "month"))
            month.reached.extend(reached(together(own, before.get(number, NONE)), thresholds, "year"))


def _since_january(until: date) -> dict[str, Tally]:
    """By number, what the posted days of the year before a month add up to."""
    found: dict[str, Tally] = {}
    if until.month > 1:
        for posted in latest_editions(until.replace(month=1), until - timedelta(days=1)):
            for person in posted.document["day"]["people"]:
                more = tally([(posted.day, person)])
                found[person["number"]] = together(found.get(person["number"], NONE), more)
    return found


def latest_editions(first: date, last: date) -> Iterator[PostedEdition]:
    """The edition in force of each day, one at a time."""
    standing = None
    for posted in editions(first, last):
        if standing and standing.day != posted.day:
            yield standing
        standing = posted
    if standing:
        yield standing


def _beside(people: dict[str, PersonBeside], both: tuple[DayDoc, DayDoc]) -> None:
    for side, day in enumerate(both):
        for person in day["people"]:
            number = person["number"]
            known = people.setdefault(number, PersonBeside(number, person["name"], person["unit"]))
            (known.what_if if side else known.posted).days.append((date.fromisoformat(day["date"]), person))
    for change in changes(*both):
        if change["from"] != change["to"] or change["detail"]:
            people[change["number"]].changes.append((both[0]["date"], change))

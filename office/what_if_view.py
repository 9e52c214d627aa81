"""What if, as the window shows it: a posted month under changed numbers or another rulebook, beside what was posted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from attendance.changes import changes as changes_of
from attendance.changes import post_changes
from attendance.document import ChangeDoc
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from office.home import Home, read_text_file
from office.judging import judge
from office.money_what_if import MoneyBeside, money_beside
from office.postings import month_bounds
from office.rulebook_change import adopted_after, changed_text, posted_from
from office.what_if import Beside, OwnMonth, PersonBeside, Progress, beside, latest_editions
from reports.words import COUNTS, change_phrase, code_word, detail_phrase, session_word
from store.editions import headings


class Sum(NamedTuple):
    """One sum of the month: as posted, and as it would be; the allowance is in yuan."""

    word: str
    posted: int | Decimal
    other: int | Decimal


class Moved(NamedTuple):
    """A session that would come out differently."""

    date: date
    session: str
    before: str
    after: str


class PersonMoved(NamedTuple):
    """Somebody whose month would be another; `reached` tells thresholds that only one side comes to, `paid` the
    allowance where it would be another sum."""

    number: str
    name: str
    unit: str
    moved: tuple[Moved, ...]
    reached: str
    paid: str = ""


@dataclass(frozen=True)
class Trial:
    """A month beside itself, ready to show."""

    month: str
    title: str
    days: int
    not_posted: tuple[str, ...]
    sums: tuple[Sum, ...]
    people: tuple[PersonMoved, ...]
    sentence: str


def try_file(home: Home, path: Path, month: str, progress: Progress | None = None) -> Trial:
    """A posted month under another rulebook. Nothing is posted, nothing is kept. Raises JobError, RulebookError."""
    return _trial(home, load_rulebook(read_text_file(path)), month, progress)


def try_change(home: Home, changes: Mapping[str, str], month: str, progress: Progress | None = None) -> Trial:
    """A posted month with these fields (by key) changed from its first day on. Raises JobError."""
    first, _ = month_bounds(month)
    return _trial(home, load_rulebook(changed_text(home, changes, first)), month, progress)


def _trial(home: Home, rulebook: Rulebook, month: str, progress: Progress | None) -> Trial:
    found = beside(home, rulebook, month, progress)
    money = money_beside(home, found, month)
    paid = {each.number: f"{each.before} → {each.after}" for each in money.moved} if money else {}
    told = (_person(person)._replace(paid=paid.get(person.number, "")) for person in found.people)
    people = tuple(person for person in told if person.moved or person.reached or person.paid)
    moved = f"已公示的 {len(found.days)} 天里，有 {len(people)} 人的认定或者补助不同。"
    return Trial(
        month=month,
        title=rulebook.book.title,
        days=len(found.days),
        not_posted=found.not_posted,
        sums=(*_sums(found), *_money_sum(money)),
        people=people,
        sentence=(moved if people else "没有人的认定不同。") + "这里只是试算，什么也没有公示。",
    )


def _sums(found: Beside) -> Iterator[Sum]:
    """The sums of a posting, then those findings that it does not sum, then vacancies."""
    posted, other = found.totals
    yield from (Sum(word, posted.get(code, 0), other.get(code, 0)) for code, word in COUNTS.items())
    codes = dict.fromkeys((*found.sums[0].findings, *found.sums[1].findings))
    for code in codes:
        if code not in COUNTS and code not in ("missing_in", "missing_out"):
            yield Sum(code_word(code), found.sums[0].findings[code], found.sums[1].findings[code])
    yield Sum("空岗", *found.vacancies)


def _money_sum(money: MoneyBeside | None) -> Iterator[Sum]:
    if money:
        yield Sum("出勤补助（元）", Decimal(money.before), Decimal(money.after))


def _person(person: PersonBeside) -> PersonMoved:
    moved = tuple(_moved(day, change) for day, change in person.changes)
    return PersonMoved(person.number, person.name, person.unit, moved, _reached(person))


def _moved(day: str, change: ChangeDoc) -> Moved:
    same = change["from"] == change["to"] and change["detail"]
    before, after = (change_phrase(change["from"]), change_phrase(change["to"]))
    if same:
        before, _, after = detail_phrase(change["detail"]).rpartition("；")[2].partition(" → ")
    return Moved(date.fromisoformat(day), session_word(change["session"]), before, after)


def _reached(person: PersonBeside) -> str:
    before, after = _titles(person.posted), _titles(person.what_if)
    return "" if before == after else f"{before or '无'} → {after or '无'}"


def _titles(month: OwnMonth) -> str:
    return "、".join(each.title for each in month.reached)


# ---------------------------------------------------------------- posted days after a change


@dataclass(frozen=True)
class Differing:
    """Of the days posted from a day on, those that a new edition would judge differently."""

    posted: int
    days: tuple[date, ...]
    sentence: str


def days_differing(home: Home, changes: Mapping[str, str], since: date, progress: Progress | None = None) -> Differing:
    """Which posted days a change would judge differently, from the facts they were posted on. Raises JobError."""
    rulebook = load_rulebook(changed_text(home, changes, since))
    following = adopted_after(home, since)
    other, posted, expected = [], 0, posted_from(home, since, following)
    with home.store.reading():
        for standing in latest_editions(since, date.max):
            if following and standing.day >= following.since:
                break
            posted += 1
            if progress:
                progress(f"试算 {standing.day}", posted, expected)
            both = standing.document["day"], judge(standing.day, standing.as_of, rulebook).document
            if changes_of(*both) or post_changes(*both):
                other.append(standing.day)
    told = f"其中 {len(other)} 天的认定会不同" if other else "认定都不变"
    return Differing(posted, tuple(other), f"自 {since} 起已公示的 {posted} 天，重新公示的话{told}。")


def posted_months(home: Home) -> tuple[str, ...]:
    """The months in which something is posted, newest first."""
    with home.store.reading():
        return tuple(sorted({f"{heading.day:%Y-%m}" for heading in headings()}, reverse=True))

"""Silent terminals and lost stretches that wait for the office's decision: it worked, or a sign-in sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.calendar import CalendarUnknown
from attendance.doubts import lost_in, silences, whole
from attendance.records import DayFacts, Session, TerminalFacts
from attendance.rulebook import RulebookError, RulesOfDay
from office import days, terminals
from office.day_times import short_time
from office.failures import JobError
from office.home import Home
from office.judging import load_facts
from store import contacts
from store.database import last_change

DAYS = 31  # how far back is looked
UNPOSTED = 7  # and for days without an edition, which have to be judged


@dataclass(frozen=True)
class Waiting:
    """A terminal's session of which the office must say whether it worked. `cause`: silent, lost."""

    terminal: str
    floor: str
    day: date
    session: str
    sides: tuple[str, ...]
    people: int  # how many are 数据不全 for it
    cause: str
    edition: int | None  # the edition in force, None while the day is not posted
    first: str  # from when to when a sign-in sheet would stand in, 06:30
    last: str


def waiting(home: Home) -> tuple[Waiting, ...]:
    """What waits of the last month, newest first. Days without an edition are judged for it."""
    today = home.clock().date()
    first = today - timedelta(days=DAYS)
    with home.store.reading():
        posted = contacts.posted_between(first, today)
        wanted = {*contacts.days_with_silences(first, today), *_days_lost(first, today)}
    began = min(posted, default=today)
    recent = {day for back in range(UNPOSTED + 1) if (day := today - timedelta(days=back)) not in posted}
    return tuple(
        each
        for day in sorted(wanted | recent, reverse=True)
        for each in _of_day(home, day, posted.get(day), day in wanted or day >= began)
    )


def _days_lost(first: date, last: date) -> Iterator[date]:
    for lost in contacts.lost_since(first):
        begin, end = max(lost.first.date(), first), min(lost.last.date(), last)
        yield from (begin + timedelta(days=ahead) for ahead in range((end - begin).days + 1))


def _of_day(home: Home, day: date, edition: int | None, in_use: bool) -> list[Waiting]:
    """A day's, or none where the day cannot be judged: that is said where it is.

    A day without a single punch counts only where the program was `in_use`, not before the office took it up.
    """
    try:
        rulebook = home.rulebook(day)
        days.settle(home, day.year)
        with home.store.reading():
            facts = load_facts(day, last_change(), rulebook)
        rules = rulebook.on(facts.day)
    except (CalendarUnknown, RulebookError, JobError):
        return []
    if not (facts.day.working and (in_use or facts.punches)):
        return []
    return [*_silent(facts, rules, edition), *_lost(facts, rules, edition)]


def _silent(facts: DayFacts, rules: RulesOfDay, edition: int | None) -> Iterator[Waiting]:
    found = silences(facts, rules)
    floors = {terminal.name: terminal.floor for terminal in facts.terminals}
    for name, session in dict.fromkeys((each.terminal, each.window.session) for each in found):
        mine = [each for each in found if (each.terminal, each.window.session) == (name, session)]
        sides = tuple(each.window.side for each in mine)
        people = len({number for each in mine for number in each.people})
        hours = next(each for each in rules.sessions if each.name == session)
        yield Waiting(
            name, floors[name], facts.day.date, session, sides, people, "silent", edition, *_stretch(hours, sides)
        )


def _lost(facts: DayFacts, rules: RulesOfDay, edition: int | None) -> Iterator[Waiting]:
    for terminal in facts.terminals:
        for session in rules.sessions:
            if lost_in(facts, terminal, session) and not whole(facts, terminal, session):
                sides = ("in", "out")
                yield Waiting(
                    terminal.name,
                    terminal.floor,
                    facts.day.date,
                    session.name,
                    sides,
                    _of_floor(facts, terminal),
                    "lost",
                    edition,
                    *_stretch(session, sides),
                )


def _of_floor(facts: DayFacts, terminal: TerminalFacts) -> int:
    return sum(person.floor == terminal.floor for person in facts.people)


def _stretch(session: Session, sides: Sequence[str]) -> tuple[str, str]:
    first = session.in_from if "in" in sides else session.out_from
    last = session.out_to if "out" in sides else session.in_to
    return short_time(first), short_time(last)


def decide_worked(home: Home, name: str, day: date, session: str, reason: str) -> int:
    """The office decides that the terminal worked: who has no punch is judged. Gives how many sides were decided.

    Raises JobError where no ground is written, or nothing is in doubt any more.
    """
    if not reason.strip():
        raise JobError("请写明依据，例如：已查看设备和监控，当天通电正常")
    return len(terminals.decide_worked(home, name, day, session, reason))

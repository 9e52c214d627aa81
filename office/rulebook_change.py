"""Changing numbers of the rulebook from a day on: a dated entry more, adopted from that day.

Days before keep the rules they had, and posted days stay as they are posted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.calendar import CalendarUnknown
from attendance.rulebook import Rulebook
from office import days
from office.failures import JobError
from office.home import Home
from office.rulebook_differences import Altered, where
from office.rulebook_faults import FieldFault
from office.rulebook_fields import Field, Spot, replaced_on
from office.rulebook_labels import CHAPTERS
from office.rulebook_plan import SAME_CLAUSE, Basis, Plan, begun, plan_change
from office.rulebooks import adopt_text, adopted
from store.adoptions import Adopted
from store.calendar import calendar_on
from store.database import last_change
from store.editions import headings

# ---------------------------------------------------------------- what may be changed


@dataclass(frozen=True)
class Entry:
    """An entry in force: its clause and its fields. `title` tells it from others of the chapter."""

    title: str
    citation: str
    text: str
    since: date
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter's entries in force."""

    code: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Changeable:
    """Everything a clerk may change, as it stands on a day."""

    day: date
    title: str
    name: str
    version: str
    chapters: tuple[Chapter, ...]


def changeable(home: Home, day: date) -> Changeable:
    """Every number and choice in force on a day, chapter by chapter. Raises JobError before the rulebook begins."""
    rulebook = home.rulebook(day)
    found = begun(rulebook, day)
    chapters = []
    for code, title in CHAPTERS.items():
        own = [spot for spot in found if spot.of.section == code]
        entries = {spot.of.place: spot.of for spot in own}
        if own:
            chapters.append(Chapter(code, title, tuple(_entry(of.place, own, rulebook) for of in entries.values())))
    return Changeable(day, rulebook.book.title, rulebook.name, rulebook.version, tuple(chapters))


def _entry(index: int, found: Sequence[Spot], rulebook: Rulebook) -> Entry:
    own = [spot for spot in found if spot.of.place == index]
    of = own[0].of
    clause = rulebook.clauses[of.entry.clause]
    return Entry(
        where(of), rulebook.citation(clause.id), clause.text, of.entry.since, tuple(spot.field for spot in own)
    )


# ---------------------------------------------------------------- what a change comes to


@dataclass(frozen=True)
class Look:
    """What a change would come to: faults, or every value from → to. `posted` days since then keep what they are."""

    faults: tuple[FieldFault, ...]
    altered: tuple[Altered, ...]
    notes: tuple[str, ...]
    posted: int


@dataclass(frozen=True)
class Changed:
    """A rulebook in force from a day on."""

    since: date
    name: str
    version: str
    posted: int
    sentence: str


def look_change(home: Home, changes: Mapping[str, str], since: date, basis: Basis = SAME_CLAUSE) -> Look:
    """What changing these fields (by key) from a day on would come to. Changes nothing."""
    rulebook = home.rulebook(since)
    plan = plan_change(rulebook, changes, since, basis)
    plan.faults.extend(FieldFault("", said) for said in year_fault(home, since))
    following = adopted_after(home, since)
    posted = posted_from(home, since, following)
    notes = (*_notes(rulebook, plan, since, following), *posted_note(since, posted)) if plan.altered else ()
    return Look(tuple(plan.faults), tuple(plan.altered), notes, posted)


def change_rule(
    home: Home, changes: Mapping[str, str], since: date, basis: Basis = SAME_CLAUSE, reason: str = ""
) -> Changed:
    """Change these fields (by key) from a day on; days before keep theirs, posted days stay as they are posted.

    Raises JobError with every fault.
    """
    for said in year_fault(home, since):
        raise JobError(said)
    with home.store.transaction():
        plan = _sound(plan_change(home.rulebook(since), changes, since, basis))
        told = "；".join(each.sentence for each in plan.altered)
        book = adopt_text(home, plan.text, since, " ".join(filter(None, (told, reason.strip())))).rulebook
    posted = posted_from(home, since, adopted_after(home, since))
    sentence = f"自 {since} 起改了 {len(plan.altered)} 项，此前的日子不变。{''.join(posted_note(since, posted))}"
    return Changed(since, book.name, book.version, posted, sentence)


def changed_text(home: Home, changes: Mapping[str, str], since: date) -> str:
    """The rulebook's text as the change would make it, adopted nowhere. Raises JobError with every fault."""
    return _sound(plan_change(home.rulebook(since), changes, since, SAME_CLAUSE)).text


def _sound(plan: Plan) -> Plan:
    if plan.faults:
        raise JobError("；".join(fault.sentence for fault in plan.faults))
    return plan


def year_fault(home: Home, since: date) -> tuple[str, ...]:
    """That rules cannot begin in a year whose calendar nobody has settled."""
    days.settle(home, since.year)
    with home.store.reading():
        try:
            calendar_on(since, last_change())
        except CalendarUnknown:
            told = f"{since.year} 年的放假安排还没有公布，本中心也没有确认"
            return (f"{told}，规则不能从这一年起；请先在日历里确认这一年，或者选早一些的日期",)
    return ()


def adopted_after(home: Home, day: date) -> Adopted | None:
    """The rulebook that takes over next after a day."""
    return next((each for each in adopted(home) if each.since > day), None)


def posted_from(home: Home, since: date, following: Adopted | None) -> int:
    """How many days are posted from a day on, until another rulebook takes over."""
    until = following.since if following else date.max
    with home.store.reading():
        return len({heading.day for heading in headings() if since <= heading.day < until})


def posted_note(since: date, posted: int) -> tuple[str, ...]:
    """That posted days stay, where there are any."""
    note = f"自 {since} 起已有 {posted} 天公示，公示内容不变；要按新规定更正，请逐日重新公示并写明原因。"
    return (note,) if posted else ()


def until_note(following: Adopted | None) -> tuple[str, ...]:
    """That another rulebook is to take over, where one is."""
    if following is None:
        return ()
    last = following.since - timedelta(days=1)
    return (
        f"{following.since} 起另有已采用的规则（{following.name}，版本 {following.version}），所以只到 {last} 为止；"
        f"以后也要这样的，请从 {following.since} 再改一次。",
    )


def _notes(rulebook: Rulebook, plan: Plan, since: date, following: Adopted | None) -> Iterator[str]:
    """How long the change lasts, where something else is to come after it."""
    yield from until_note(following)
    for of in dict.fromkeys(spot.of for spot in plan.spots):
        until = replaced_on(rulebook, of, since)
        if until and not (following and following.since <= until):
            yield f"{CHAPTERS[of.section]}自 {until} 起另有规定，所以只到 {until - timedelta(days=1)} 为止。"

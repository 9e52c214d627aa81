"""The step-aways of a day with what is found of each: those entered at the desk, and those of the terminals' keys."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from attendance.assess import days_due
from attendance.entries import Entry, StepAway
from attendance.records import Finding, Person, PersonDay
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.rules.step_away import step_away
from attendance.step_aways import stepped
from office.day_times import second_of, short_time
from office.judging import load_facts
from store.editions import PostedEdition

CODES = frozenset({"overstayed", "away_unclosed", "away_unreported", "away_too_often"})


class Found(NamedTuple):
    """A finding of a step-away."""

    code: str
    minutes: int


class AwayRow(NamedTuple):
    """A step-away of the day. `id` is 0 where the terminal's keys made it; `state`: open, closed, unclosed;
    `judged` is False where no session judges it (yet)."""

    id: int
    number: str
    name: str
    unit: str
    post: str
    at: str
    closed: str
    seconds: int | None
    cover: str  # the name
    reported: bool
    state: str
    judged: bool
    findings: tuple[Found, ...]


class AwayDay(NamedTuple):
    """What the rows of a day are made from."""

    day: date
    now: datetime
    rulebook: Rulebook
    rules: RulesOfDay
    people: Mapping[str, Person]
    as_of: int

    def rows(self, slips: Sequence[StepAway]) -> list[AwayRow]:
        """Those still open first, the others in time. Call inside a reading."""
        keys = self.rules.step_away is not None and self.rules.step_away.by_keys
        begun = self.day <= self.now.date() and (slips or keys)
        found, pressed = self._judged(keys) if begun else ({}, [])
        rows = [*(self._entered(slip, found.get(slip.id)) for slip in slips), *pressed]
        return sorted(rows, key=lambda row: (row.state != "open", row.at, row.number))

    def _judged(self, keys: bool) -> tuple[dict[int, tuple[Found, ...]], list[AwayRow]]:
        """What is found of the entered ones by their number, and the rows that the keys made."""
        found: dict[int, tuple[Found, ...]] = {}
        pressed: list[AwayRow] = []
        facts = load_facts(self.day, self.as_of, self.rulebook)
        for mine in days_due(facts, self.rulebook, self.rules)[1]:
            if mine.slips.aways or keys:
                for entry, row in self._of_person(mine):
                    if entry is None:
                        pressed.append(row)
                    else:
                        found[entry] = row.findings
        return found, pressed

    def _of_person(self, mine: PersonDay) -> Iterator[tuple[int | None, AwayRow]]:
        """A person's step-aways as judged; who may be back any moment, the session not being read, is not."""
        findings = list(step_away(mine, self.rules))
        open_ended = {session.session.name for session in mine.sessions if session.doubt}
        for step in stepped(mine, self.rules):
            entry = next((fact.id for fact in step.evidence if isinstance(fact, Entry)), None)
            if step.closed is not None or step.session not in open_ended:
                yield entry, _pressed(mine.person, step.at, step.closed, tuple(_found(findings, step.evidence)))

    def _entered(self, slip: StepAway, found: tuple[Found, ...] | None) -> AwayRow:
        person = self.people.get(slip.number)
        running = slip.closed is None and slip.day == self.now.date()
        end = slip.closed if slip.closed is not None else second_of(self.now) if running else None
        return AwayRow(
            id=slip.id,
            number=slip.number,
            name=person.name if person else "",
            unit=person.unit if person else "",
            post=person.post if person else "",
            at=short_time(slip.at),
            closed="" if slip.closed is None else short_time(slip.closed),
            seconds=None if end is None else max(0, end - slip.at),
            cover=named(slip.cover, self.people),
            reported=slip.reported,
            state="open" if running else "unclosed" if slip.closed is None else "closed",
            judged=found is not None,
            findings=found or (),
        )


def named(number: str, people: Mapping[str, Person]) -> str:
    """The name of who minds the post; empty for nobody."""
    return people[number].name if number in people else number


def differs(posted: PostedEdition, rows: Sequence[AwayRow]) -> bool:
    """Whether what was posted of the step-aways is not what would be found now."""
    now = sorted((row.number, found.code, found.minutes) for row in rows for found in row.findings)
    then = sorted(
        (person["number"], finding["code"], finding["minutes"])
        for person in posted.document["day"]["people"]
        for finding in person["findings"]
        if finding["code"] in CODES
    )
    return now != then


def _found(findings: Sequence[Finding], evidence: tuple[object, ...]) -> Iterator[Found]:
    return (Found(each.code, each.minutes) for each in findings if each.evidence == evidence)


def _pressed(person: Person, at: int, closed: int | None, found: tuple[Found, ...]) -> AwayRow:
    back, state = ("", "unclosed") if closed is None else (short_time(closed), "closed")
    seconds = None if closed is None else closed - at
    own = person.number, person.name, person.unit, person.post
    return AwayRow(0, *own, short_time(at), back, seconds, "", False, state, True, found)

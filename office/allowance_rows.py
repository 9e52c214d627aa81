"""The rows of the window's page of the allowance, and what chosen ones come to."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from attendance.month_document import PersonMonthDoc, RunDoc, SumDoc
from office.names import keys, matches
from store.runs import Act

NOTHING = Decimal(0)


class Sums(NamedTuple):
    """Of some people; money as text with two decimals."""

    people: int
    gross: str = "0.00"
    deducted: str = "0.00"
    supplement: str = "0.00"
    total: str = "0.00"


class PersonRow(NamedTuple):
    """A person's line of the sheet."""

    number: str
    name: str
    unit: str
    keys: str
    due: str
    attended: str
    gross: str
    deducted: str
    supplement: str
    total: str


class StepDone(NamedTuple):
    """A step that was taken, by whom and when."""

    act: str
    by: str
    at: datetime


class RunShown(NamedTuple):
    """An edition of a month's run, in the list of all."""

    month: str
    number: int
    state: str
    sums: Sums
    steps: tuple[StepDone, ...]


class OpenRow(NamedTuple):
    """A session of which nothing is known, or a day under objection, whose number is `objection`. `decision` is the
    number of what was decided; 0: there is none."""

    kind: str
    number: str
    name: str
    unit: str
    day: date
    session: str
    objection: str
    decided: str
    reason: str
    by: str
    decision: int

    @property
    def key(self) -> str:
        """What it is, whatever becomes of it."""
        return f"{self.day}/{self.number}/{self.session}/{self.kind}"


def person_row(person: PersonMonthDoc) -> PersonRow:
    """A person's line."""
    return PersonRow(
        *(person["number"], person["name"], person["unit"], keys(person["name"])),
        *(person["due"], person["attended"], person["gross"], person["deducted"]),
        *(person["supplement"], person["total"]),
    )


def sums_shown(total: SumDoc) -> Sums:
    """The sums as a run keeps them."""
    return Sums(total["people"], total["gross"], total["deducted"], total["supplement"], total["total"])


def steps_done(acts: Iterable[Act]) -> tuple[StepDone, ...]:
    """What was done with a run."""
    return tuple(StepDone(act.act, act.by, datetime.fromisoformat(act.at)) for act in acts)


def open_rows(run: RunDoc) -> Iterator[OpenRow]:
    """What has to be decided."""
    units = {person["number"]: person["unit"] for person in run["people"]}
    for each in run["open"]:
        yield OpenRow(
            *(each["kind"], each["number"], each["name"], units.get(each["number"], "")),
            *(date.fromisoformat(each["date"]), each["session"], each["detail"].partition(":")[2]),
            *(each["decided"], each["reason"], each["by"]),
            decision=each["decision"],
        )


def chosen_rows(
    rows: Iterable[PersonRow], unit: str = "", typed: str = "", deducted: bool = False
) -> tuple[PersonRow, ...]:
    """The rows of a unit in which everything typed is found; only those from whom something is taken off, if wanted."""
    return tuple(
        row
        for row in rows
        if (not unit or row.unit == unit)
        and (not deducted or Decimal(row.deducted) > NOTHING)
        and (not typed or matches(typed, row.number, row.name, row.keys, row.unit))
    )


def sums_of(rows: Iterable[PersonRow]) -> Sums:
    """What people come to together."""
    listed = list(rows)
    return Sums(
        len(listed),
        *(f"{sum((Decimal(amount) for amount in column), NOTHING):.2f}" for column in _columns(listed)),
    )


def _columns(rows: list[PersonRow]) -> Iterator[list[str]]:
    yield [row.gross for row in rows]
    yield [row.deducted for row in rows]
    yield [row.supplement for row in rows]
    yield [row.total for row in rows]

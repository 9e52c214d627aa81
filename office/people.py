"""The roster: taking a file in, and showing who is where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from office.failures import JobError
from office.home import Home, author
from store import roster
from store.database import last_change, record_change
from store.roster import Stint

if TYPE_CHECKING:  # reading Excel is loaded only where a file is read
    from office.roster import Rejection, RosterFile, RosterRow


@dataclass(frozen=True)
class Imported:
    """What an import came to, in rows; the good rows are taken whatever the others are."""

    added: int
    changed: int
    unchanged: int
    rejected: "tuple[Rejection, ...]"


def import_roster(home: Home, path: Path) -> Imported:
    """Take a roster in: new people are added, known ones (by 工号) moved. Raises JobError where it is no roster.

    A change without a date of its own counts from today, so that days before it stay what they were.
    """
    from office.roster import read_roster
    from office.roster_values import ExcelError

    try:
        file = read_roster(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with home.store.transaction():
        known = roster.stints(last_change())
        rows, rejected = takeable(file, known)
        change = record_change(home.clock(), author(), f"staff import {path.name}")
        for row in rows:
            counts[_take(row, known.get(row.person.number, []), home.clock().date(), change)] += 1
    return Imported(**counts, rejected=rejected)


def takeable(
    file: "RosterFile", known: dict[str, list[Stint]]
) -> "tuple[tuple[RosterRow, ...], tuple[Rejection, ...]]":
    """The rows that can be taken beside the roster as it stands, and every fault of the others."""
    clashes = list(_taken_numbers(file.rows, known))
    refused = {clash.row for clash in clashes}
    rejected = sorted((*file.rejected, *clashes), key=lambda rejection: rejection.row)
    return tuple(row for row in file.rows if row.row not in refused), tuple(rejected)


def _taken_numbers(rows: "Iterable[RosterRow]", known: dict[str, list[Stint]]) -> "Iterator[Rejection]":
    """Rows that would take the terminal number of somebody who is not in the file."""
    from office.roster import Rejection

    mentioned = {row.person.number for row in rows}
    holders = {stints[-1].person.terminal_number: number for number, stints in known.items() if stints[-1].last is None}
    for row in rows:
        holder = holders.get(row.person.terminal_number)
        if holder and holder not in mentioned:
            yield Rejection(
                row.row,
                "机号",
                row.person.terminal_number,
                f"这个机号已经属于工号 {holder}，请先给他填终止日或改机号，再重新导入",
            )


def _take(row: "RosterRow", stints: list[Stint], today: date, change: int) -> str:
    """Enter a row; says what it was: added, changed or unchanged."""
    kind, first = decided(row, stints, today)
    if kind != "unchanged":
        roster.assign(row.person, first, row.end, change)
    return kind


def decided(row: "RosterRow", stints: list[Stint], today: date) -> tuple[str, date | None]:
    """What a row is, added, changed or unchanged, and from which day on it counts."""
    if not stints:
        return "added", row.start
    current = stints[-1]
    first = row.start if row.start and row.start not in {stint.first for stint in stints} else None
    if row.person == current.person and first is None and row.end == current.last:
        return "unchanged", current.first
    comes_back = current.last is not None and current.last < today and row.end is None
    goes_on = row.person == current.person and not comes_back
    return "changed", first or (current.first if goes_on else today)


def list_people(home: Home, day: date | None = None) -> list[Stint]:
    """Everybody on the roster, by number, as assigned on a day (today); who has left or not yet come is included."""
    day = day or home.clock().date()
    with home.store.reading():
        known = roster.stints(last_change())
    return [_on(stints, day) for _, stints in sorted(known.items())]


def _on(stints: list[Stint], day: date) -> Stint:
    begun = [stint for stint in stints if stint.first is None or stint.first <= day]
    return begun[-1] if begun else stints[0]


def write_template(path: Path) -> None:
    """An empty roster to fill in, and on a second sheet what each column wants. Refuses to write over a file.

    The examples stand on the second sheet only, so that none of them is ever imported as a person.
    """
    if path.exists():
        raise JobError(f"{path} 已经存在，不会覆盖，请换一个文件名")
    if path.suffix.lower() != ".xlsx":
        raise JobError(f"模板是 Excel 文件，文件名请以 .xlsx 结尾（现在是 {path.name}）")
    from office.roster import TEMPLATE_NOTES, TEMPLATE_ROWS
    from reports.excel import template
    from reports.publish import publish

    header, *examples = TEMPLATE_ROWS
    notes = [
        (column, note + _example(values)) for (column, note), *values in zip(TEMPLATE_NOTES, *examples, strict=True)
    ]
    publish(path.parent, path.name, template([header], notes))


def _example(values: Iterable[str]) -> str:
    known = "、".join(dict.fromkeys(filter(None, values)))
    return f"例：{known}。" if known else ""

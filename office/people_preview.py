"""What an import of a roster would do, before anything is written: the same decisions as the import itself."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from office.failures import JobError
from office.home import Home
from office.people import decided, takeable, write_template
from office.people_view import Moved, moves
from store import roster
from store.database import last_change
from store.editions import headings
from store.roster import Stint

if TYPE_CHECKING:  # reading Excel is loaded only where a file is read
    from office.excel_rows import Rejection
    from office.roster import RosterRow


class Line(NamedTuple):
    """A row that can be taken: added, changed or unchanged, from which day on (None: always), and what changes.

    `posted` counts the posted days it reaches back to, which only new editions will change.
    """

    row: int
    number: str
    name: str
    unit: str
    post: str
    role: str
    kind: str
    since: date | None
    until: date | None
    moved: tuple[Moved, ...]
    posted: int


class Preview(NamedTuple):
    """What would be taken and what refused, in the order of the file; `absent` counts the people of today's roster
    whom the file does not name, and who stay as they are."""

    path: Path
    lines: tuple[Line, ...]
    rejected: "tuple[Rejection, ...]"
    counts: dict[str, int]
    absent: int


def preview_roster(home: Home, path: Path) -> Preview:
    """Read a roster and say what importing it would come to. Writes nothing; JobError where it is no roster."""
    from office.roster import read_roster
    from office.roster_values import ExcelError

    try:
        file = read_roster(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    today = home.clock().date()
    with home.store.reading():
        known = roster.stints(last_change())
        posted = sorted({heading.day for heading in headings()})
        rows, rejected = takeable(file, known)
    lines = tuple(_line(row, known.get(row.person.number, []), today, posted) for row in rows)
    counts = {kind: sum(line.kind == kind for line in lines) for kind in ("added", "changed", "unchanged")}
    counts["rejected"] = len({fault.row for fault in rejected})
    return Preview(path, lines, rejected, counts, _absent(rows, known, today))


def _line(row: "RosterRow", mine: list[Stint], today: date, posted: list[date]) -> Line:
    kind, first = decided(row, mine, today)
    person = row.person
    moved = _moved(row, mine[-1], first) if kind == "changed" else ()
    reached = [day for day in posted if first and day >= first] if kind != "unchanged" else []
    return Line(
        row.row,
        person.number,
        person.name,
        person.unit,
        person.post,
        person.role,
        kind,
        first,
        row.end,
        moved,
        len(_really_changed(reached, row, mine)),
    )


def _really_changed(days: list[date], row: "RosterRow", mine: list[Stint]) -> list[date]:
    """Of the posted days of the new place, those on which he stood elsewhere, or only one of the two holds."""
    if not mine or row.person != mine[-1].person or (mine[-1].first and days and days[0] < mine[-1].first):
        return [day for day in days if row.end is None or day <= row.end]
    old, new = mine[-1].last or date.max, row.end or date.max
    return [day for day in days if min(old, new) < day <= max(old, new)]


def _moved(row: "RosterRow", current: Stint, first: date | None) -> tuple[Moved, ...]:
    moved = moves(current.person, row.person)
    if row.end != current.last:
        moved += (Moved("终止日", _day(current.last), _day(row.end)),)
    return moved or (Moved("起始日", _day(current.first), _day(first)),)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _absent(rows: "tuple[RosterRow, ...]", known: dict[str, list[Stint]], today: date) -> int:
    named = {row.person.number for row in rows}
    here = {number for number, mine in known.items() if mine[-1].last is None or mine[-1].last >= today}
    return len(here - named)


def save_roster_template(_home: Path, path: Path) -> Path:
    """An empty roster to fill in, where the clerk said; the file of that name that he let go is replaced."""
    if path.suffix.lower() == ".xlsx" and path.is_file():
        path.unlink()
    write_template(path)
    return path

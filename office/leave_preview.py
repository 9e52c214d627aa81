"""A month of leave slips from Excel: what each row would come to, and taking the file in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attendance.entries import HalfDay
from attendance.leave import days_text
from office.failures import JobError
from office.home import Home
from office.leave_import import ImportedLeave, take
from office.leave_request import Requested
from office.leave_words import conflict_sentence, names_of
from store import roster
from store.database import last_change

if TYPE_CHECKING:
    from office.excel_rows import Rejection
    from office.pull import Progress
    from office.slip_rows import LeaveFile


class PreviewRow(NamedTuple):
    """A row of the file. `verdict`: added, known or rejected; of a rejected one the column, its value and why."""

    row: int
    verdict: str
    number: str = ""
    name: str = ""
    kind: str = ""
    first: HalfDay | None = None
    last: HalfDay | None = None
    days: str = ""
    column: str = ""
    value: str = ""
    message: str = ""


class LeavePreview(NamedTuple):
    """A file row by row, as Excel numbers them, and how many rows there are of each verdict."""

    file: str
    rows: tuple[PreviewRow, ...]
    added: int
    known: int
    rejected: int
    conflicts: int


class _NotMeantError(Exception):
    """Ends a transaction so that nothing of it stays."""


def preview_leaves(home: Home, path: Path, progress: "Progress | None" = None) -> LeavePreview:
    """What importing a file would do, row by row, writing nothing. Raises JobError where it is no such file.

    The rows are really taken, one on top of the other as at an import, in a transaction that is then rolled back.
    """
    file = _read(path)
    found: list[LeavePreview] = []
    with _undone(home):
        found.append(_preview(home, path, file, take(home, file.rows, file.rejected, progress)))
    return found[0]


def import_slips(home: Home, path: Path, progress: "Progress | None" = None) -> LeavePreview:
    """Take the good rows of a file in; says of each row what became of it. Raises JobError."""
    file = _read(path)
    return _preview(home, path, file, take(home, file.rows, file.rejected, progress))


@contextmanager
def _undone(home: Home) -> Iterator[None]:
    try:
        with home.store.transaction():
            yield
            raise _NotMeantError
    except _NotMeantError:
        pass


def _read(path: Path) -> "LeaveFile":
    from office.roster_values import ExcelError
    from office.slip_rows import read_leave_slips

    try:
        return read_leave_slips(path)
    except ExcelError as error:
        raise JobError(str(error)) from None


def _preview(home: Home, path: Path, file: "LeaveFile", done: ImportedLeave) -> LeavePreview:
    faults: dict[int, list[Rejection]] = {}
    for fault in done.rejected:
        faults.setdefault(fault.row, []).append(fault)
    names = _names(home, file)
    slips = {(each.leave.number, each.leave.first, each.leave.last): each for each in done.added}
    rows = {row: _refused(PreviewRow(row, "rejected"), mine) for row, mine in faults.items()}
    for read in file.rows:
        slip = slips.get((read.number, read.first, read.last))
        name = read.name or names.get(read.number, "")
        row = PreviewRow(read.row, "known", read.number, name, read.kind, read.first, read.last)
        rows[read.row] = _refused(row, faults[read.row]) if read.row in faults else _taken(home, row, slip)
    return _counted(path, [rows[row] for row in sorted(rows)], sum(bool(each.conflicts) for each in done.added))


def _names(home: Home, file: "LeaveFile") -> dict[str, str]:
    with home.store.reading():
        stints = roster.stints(last_change(), {row.number for row in file.rows})
    return {number: mine[-1].person.name for number, mine in stints.items()}


def _taken(home: Home, row: PreviewRow, slip: Requested | None) -> PreviewRow:
    if slip is None:
        return row._replace(message="已经登记过，不重复登记")
    told = _told(home, slip)
    return row._replace(verdict="added", name=slip.person.name, days=days_text(slip.halves), message=told)


def _refused(row: PreviewRow, faults: "Sequence[Rejection]") -> PreviewRow:
    """A row that cannot be taken: every column at fault, its value, and what to do."""
    return row._replace(
        verdict="rejected",
        column="、".join(dict.fromkeys(fault.column for fault in faults)),
        value="、".join(fault.value for fault in faults if fault.value),
        message="；".join(fault.message for fault in faults),
    )


def _told(home: Home, found: Requested) -> str:
    names = names_of(home, found.conflicts, found.leave.first.date)
    return "；".join(conflict_sentence(each, names) for each in found.conflicts)


def _counted(path: Path, rows: Sequence[PreviewRow], conflicts: int) -> LeavePreview:
    verdicts = Counter(row.verdict for row in rows)
    return LeavePreview(path.name, tuple(rows), verdicts["added"], verdicts["known"], verdicts["rejected"], conflicts)

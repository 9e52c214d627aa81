"""Taking in a month of leave slips from Excel: each row is requested, signed and closed as if typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attendance.calendar import CalendarUnknown
from attendance.leave import open_steps, stands
from attendance.rulebook import RulebookError
from office import leave
from office.failures import JobError, sentence
from office.home import Home
from office.leave import Pen
from office.leave_request import Requested, Wish, request
from office.people_on import person_on
from store import leaves
from store.database import last_change

if TYPE_CHECKING:
    from office.excel_rows import Rejection
    from office.pull import Progress
    from office.slip_rows import LeaveRow


@dataclass(frozen=True)
class ImportedLeave:
    """What an import came to; the good rows are taken whatever the others are. `conflicts` say of which slip."""

    added: tuple[Requested, ...]
    unchanged: int
    rejected: "tuple[Rejection, ...]"


def import_leaves(home: Home, path: Path) -> ImportedLeave:
    """Take a file of leave slips in. Raises JobError where it is none."""
    from office.roster_values import ExcelError
    from office.slip_rows import read_leave_slips

    try:
        file = read_leave_slips(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    return take(home, file.rows, file.rejected)


def take(
    home: Home,
    rows: "Sequence[LeaveRow]",
    rejected: "Sequence[Rejection]" = (),
    progress: "Progress | None" = None,
) -> ImportedLeave:
    """Take rows in, each whole or not at all; a slip that is there already is left as it is."""
    from office.excel_rows import Rejection

    faults, added, unchanged = list(rejected), [], 0
    for at, row in enumerate(rows, start=1):
        if progress:
            progress("请假单", at, len(rows))
        if _known(home, row):
            unchanged += 1
            continue
        try:
            added.append(_take(home, row))
        except (JobError, CalendarUnknown, RulebookError) as error:
            faults.append(Rejection(row.row, "工号", row.number, sentence(error) or ""))
    return ImportedLeave(tuple(added), unchanged, tuple(sorted(faults, key=lambda fault: fault.row)))


def _known(home: Home, row: "LeaveRow") -> bool:
    with home.store.reading():
        found = leaves.between(row.first.date, row.last.date, last_change(), [row.number])
    same = (row.kind, row.first, row.last)
    return any(stands(f.leave) and (f.leave.kind, f.leave.first, f.leave.last) == same for f in found)


def _take(home: Home, row: "LeaveRow") -> Requested:
    """All of a row or nothing: what is wrong with a signature must not leave a slip without it."""
    with home.store.transaction():
        person = person_on(row.number, row.first.date)
        if row.name and row.name != person.name:
            raise JobError(f"工号 {row.number} 在名册里是{person.name}，不是{row.name}，请核对")
        wish = Wish(
            row.number,
            row.kind,
            row.first,
            row.last,
            row.cover,
            row.reason,
            row.filed or min(row.first.date, home.clock().date()),
        )
        requested = request(home, wish)
        slip = requested.leave.id
        steps = open_steps(requested.leave)
        if row.signers and row.signed_on:
            if len(row.signers) != len(steps):
                raise JobError(f"这张单子要 {len(steps)} 人依次签字，审批人写了 {len(row.signers)} 人，请写齐或都不写")
            for step, by in zip(steps, row.signers, strict=True):
                leave.sign(home, slip, Pen(step.roles[0], by, row.signed_on, row.opinion))
        if row.closed:
            leave.close(home, slip, row.closed, row.closed_half)
    return requested

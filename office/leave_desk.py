"""What a clerk does to leave slips at the window: one verb a button, each saying in a sentence what came of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from attendance.entries import Half, HalfDay
from attendance.leave import days_text
from office import leave
from office.failures import JobError
from office.home import Home
from office.leave import Pen, Standing
from office.leave_look import Draft
from office.leave_request import Requested, request
from office.leave_words import span_words, standing_text
from office.slips import write_leave_slip, write_outing_slip
from office.templates import write_leave_template

SLIPS = "slips"


class SlipDone(NamedTuple):
    """The slip something was done to, and what came of it."""

    slip: int
    said: str


def file_slip(home: Home, draft: Draft, scan: Path | None = None) -> SlipDone:
    """File a new slip. Raises JobError."""
    wish = draft.wish()
    if wish is None:
        raise JobError("请假人、假别、开始和结束日期都要填写，请补上再保存")
    return _filed(request(home, replace(wish, scan=scan)))


def extend_slip(home: Home, slip: int, last: HalfDay, reason: str = "", cover: str | None = None) -> SlipDone:
    """File a slip that goes straight on. Raises JobError."""
    return _filed(leave.extend(home, slip, last, reason, cover))


def _filed(found: Requested) -> SlipDone:
    of = found.leave
    span = span_words(of.first, of.last)
    said = f"已登记请假 {of.id}：{found.person.name} {of.kind} {span}，{days_text(found.halves)} 天"
    return SlipDone(of.id, said)


def sign_slip(home: Home, slip: int, pen: Pen) -> SlipDone:
    """Record the signature that is due. Raises JobError."""
    return _stands(home, leave.sign(home, slip, pen))


def reject_slip(home: Home, slip: int, pen: Pen) -> SlipDone:
    """Record that the leave was refused. Raises JobError."""
    return _stands(home, leave.reject(home, slip, pen))


def hand_over_slip(home: Home, slip: int, by: str) -> SlipDone:
    """Record who took the work over. Raises JobError."""
    return _stands(home, leave.hand_over(home, slip, by))


def close_slip(home: Home, slip: int, on: date, half: Half | None = None) -> SlipDone:
    """销假. Raises JobError."""
    return _stands(home, leave.close(home, slip, on, half))


def cancel_slip(home: Home, slip: int) -> SlipDone:
    """Withdraw a slip. Raises JobError."""
    return _stands(home, leave.cancel(home, slip))


def undo_slip(home: Home, slip: int) -> SlipDone:
    """Take back what was entered last. Raises JobError."""
    return _stands(home, leave.undo(home, slip))


def _stands(home: Home, found: Standing) -> SlipDone:
    return SlipDone(found.leave.id, standing_text(found, home.rulebook(found.leave.first.date)))


# ---------------------------------------------------------------- on paper


def print_leave_slip(home: Home, slip: int) -> Path:
    """The slip as an Excel file to be opened and printed. Raises JobError."""
    return write_leave_slip(home, slip, _fresh(home, f"请假单-{slip}"))


def print_outing_slip(home: Home, slip: int) -> Path:
    """The outing slip as an Excel file to be opened and printed. Raises JobError."""
    return write_outing_slip(home, slip, _fresh(home, f"外出单-{slip}"))


def leave_template(home: Home) -> Path:
    """An empty month of slips to be filled in and imported. Raises JobError."""
    return write_leave_template(_fresh(home, "请假表模板"))


def _fresh(home: Home, name: str) -> Path:
    """A file for a slip in the home. The one printed before is replaced, unless it is still open in Excel."""
    folder = home.path / SLIPS
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.xlsx"
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return folder / f"{name}-{home.clock():%Y%m%d-%H%M%S}.xlsx"
    return path

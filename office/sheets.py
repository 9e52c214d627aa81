"""Sign-in sheets and certified punches as a page shows and enters them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from office import corrections
from office.corrections import Certified, SheetEntered, Stretch
from office.day_times import short_time
from office.failures import JobError
from office.home import Home
from store import roster
from store.database import last_change


@dataclass(frozen=True)
class SheetForm:
    """A sign-in sheet as a clerk writes it: text, as typed."""

    file: str
    floor: str
    day: str
    first: str
    last: str
    witness: str
    reason: str = ""


@dataclass(frozen=True)
class CorrectionRow:
    """A correction as the page lists it. `kind`: punch, sheet; `lines` are the people and times of a sheet."""

    id: int
    kind: str
    day: date
    first: str
    last: str
    number: str
    name: str
    floor: str
    witness: str
    reason: str
    revoked: str
    entered_by: str
    entered_at: str
    lines: tuple[tuple[str, str, str], ...] = ()  # number, name, time


def correction_rows(home: Home, first: date, last: date) -> tuple[CorrectionRow, ...]:
    """The corrections of the days between two (inclusive), the latest entered first."""
    found = corrections.list_corrections(home, first, last)
    with home.store.reading():
        names = {number: stints[-1].person.name for number, stints in roster.stints(last_change()).items()}
    return tuple(_row(each, names) for each in reversed(found))


def _row(one: Certified, names: Mapping[str, str]) -> CorrectionRow:
    return CorrectionRow(
        one.id,
        one.kind,
        one.day,
        short_time(one.first),
        short_time(one.last),
        one.number,
        names.get(one.number, ""),
        one.floor,
        one.witness,
        one.reason,
        one.revoked,
        one.entered_by,
        one.entered_at.replace("T", " ")[5:16],
        tuple((number, names.get(number, ""), short_time(second)) for number, second in one.lines),
    )


def enter_sheet(home: Home, form: SheetForm) -> SheetEntered:
    """Take a sign-in sheet in, whole or not at all: the rows that are wrong are in the result. Raises JobError."""
    if not form.file.strip():
        raise JobError("请先选择签到表文件，空白表可以用“写出模板”得到")
    if not form.witness.strip():
        raise JobError("请写明见证人，例如值班领导的姓名")
    if not form.floor.strip():
        raise JobError("请写明签到表是哪一层楼的")
    stretch = Stretch(form.floor, _moment(form.day, form.first), _moment(form.day, form.last))
    return corrections.import_sheet(home, Path(form.file.strip()), stretch, form.witness, form.reason)


def _moment(day: str, time: str) -> datetime:
    try:
        return datetime.fromisoformat(f"{date.fromisoformat(day.strip())}T{time.strip().replace('：', ':'):0>5}")
    except ValueError:
        raise JobError(f"“{day} {time}”不是日期和时间，请写成 2026-03-04 和 08:30") from None


def revoke(home: Home, correction: int, reason: str) -> None:
    """Take a certified punch, or a sheet as a whole, back. Raises JobError."""
    if not reason.strip():
        raise JobError("请写明撤销的原因")
    corrections.revoke(home, correction, reason)


def write_template(_home: Home, file: str) -> str:
    """An empty sign-in sheet; gives its path. Raises JobError, also where a file lies there already."""
    from office.templates import write_sheet_template

    return str(write_sheet_template(Path(file)))

"""考勤月报: a month as posted, and its workbooks, one of the centre and one to send to each unit.

They lie in the home, `monthly/2026-11/`; written again they replace what is there, each whole or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from office import days
from office.failures import JobError
from office.home import Home
from office.postings import month_bounds
from office.reckoning import month_at
from reports.month_layout import PaperSize
from reports.month_sheet import Frame, MonthSheet
from reports.month_sheet import month_sheet as laid_out
from reports.month_signs import read_signs
from reports.publish import publish
from reports.unit_pages import unit_file, unit_name
from store.database import last_change
from store.edition_keys import edition_keys

Progress = Callable[[str, int, int], None]
FOLDER = "monthly"
UNITS = "窗口单位"
SUBJECT = "考勤月报"
PAPERS: tuple[PaperSize, ...] = ("A4", "A3")


@dataclass(frozen=True)
class MonthFiles:
    """What was written. `workbook` is the centre's, None where only units were asked for."""

    sheet: MonthSheet
    folder: str
    workbook: str | None
    units: Mapping[str, str]


def month_sheet(home: Home, month: str) -> MonthSheet:
    """A month as it is posted now; without any posting it has no units. Raises CalendarUnknown, RulebookError."""
    first, last = month_bounds(month)
    days.settle(home, first.year)
    with home.store.reading():
        found = month_at(home, month, last_change())
        keys = edition_keys(first, last)
    posted = [key.posted_at for key in keys if found.editions.get(key.day) == key.number]
    frame = Frame(
        month=month,
        centre=home.settings.centre,
        today=home.clock().date(),
        working=frozenset(found.terms.working),
        editions=found.editions,
        made=datetime.fromisoformat(max(posted)) if posted else None,
        training=home.training,
    )
    return laid_out(frame, found.own, read_signs(home.settings.signs))


def write_month(
    home: Home, month: str, paper: str = "A4", units: Sequence[str] = (), progress: Progress | None = None
) -> MonthFiles:
    """Write the centre's workbook and every unit's; with units named theirs alone. Raises JobError."""
    size = next((known for known in PAPERS if known == paper.upper()), None)
    if size is None:
        raise JobError(f"纸张只能是 A4 或者 A3，没有“{paper}”")
    sheet = month_sheet(home, month)
    if not sheet.units:
        raise JobError(f"{month} 还没有公示过，月报只按公示汇总；请先公示")
    wanted = _wanted(sheet, units)
    from reports.excel_month import month_workbook, unit_workbook  # openpyxl takes a while to load

    tell = progress or (lambda _label, _done, _total: None)
    folder, whole, written = home.path / FOLDER / month, None, {}
    tell(SUBJECT, 0, len(wanted) + 1)
    if not units:
        whole = str(publish(folder, whole_name(month), month_workbook(sheet, size)).resolve())
    for done, unit in enumerate(wanted, 1):
        tell(unit_name(unit), done, len(wanted) + 1)
        content = unit_workbook(sheet, unit, size)
        written[unit] = str(publish(folder, unit_path(unit, month), content).resolve())
    tell(SUBJECT, len(wanted) + 1, len(wanted) + 1)
    return MonthFiles(sheet, str(folder.resolve()), whole, written)


def _wanted(sheet: MonthSheet, units: Sequence[str]) -> list[str]:
    known = [unit.unit for unit in sheet.units]
    for unit in units:
        if unit not in known:
            raise JobError(f"{sheet.month} 的公示里没有单位“{unit}”，有的是：{'、'.join(map(unit_name, known))}")
    return [unit for unit in known if not units or unit in units]


def whole_name(month: str) -> str:
    """The centre's workbook."""
    return f"{SUBJECT} {month}.xlsx"


def unit_path(unit: str, month: str) -> str:
    """A unit's workbook; its name says whose and which it is wherever it is sent."""
    return f"{UNITS}/{unit_file(unit).removesuffix('.html')} {SUBJECT} {month}.xlsx"


def files_of(home: Home, month: str, units: Sequence[str]) -> dict[str, str]:
    """The workbooks that lie there: by unit, of the centre by the empty name."""
    folder = home.path / FOLDER / month
    places = {"": folder / whole_name(month), **{unit: folder / unit_path(unit, month) for unit in units}}
    return {unit: str(place.resolve()) for unit, place in places.items() if place.is_file()}

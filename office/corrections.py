"""Corrections 补签 and sign-in sheets: a witness's word beside the punches. No punch is ever touched."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendance.chapters import CorrectionRules
from attendance.records import Person
from attendance.rulebook import sessions_of
from office.day_times import clock_words, second_of, short_time, time_text
from office.failures import JobError
from office.home import Home, author
from office.leave_request import rules_on
from office.people_on import person_on, placed
from office.worked import halves_between
from store import corrections, roster
from store.calendar import calendar_on
from store.corrections import Certified
from store.database import last_change, record_change
from store.duties import duties_between

if TYPE_CHECKING:  # reading Excel is loaded only where a file is read
    from office.excel_rows import Rejection
    from office.slip_rows import SheetRow

__all__ = [
    "Certified",
    "SheetEntered",
    "Stretch",
    "certify",
    "enter_sheet",
    "import_sheet",
    "list_corrections",
    "revoke",
]


@dataclass(frozen=True)
class SheetEntered:
    """A sign-in sheet as entered; with any row rejected nothing of it is kept and `id` is None."""

    id: int | None
    people: int
    rejected: "tuple[Rejection, ...]" = ()


def certify(home: Home, number: str, at: datetime, reason: str, witness: str) -> Certified:
    """A missed punch is certified by a witness. Raises JobError, also where the rulebook's limit is passed."""
    if not reason.strip() or not witness.strip():
        raise JobError("请写明漏打卡的原因和证明人", "--reason 原因 --witness 证明人")
    if at > home.clock():
        raise JobError(f"补签的时间 {clock_words(at)} 还没有到，请核对")
    rules = _rules(home, at.date())
    _within(home, at.date(), rules.punch_days, "补签")
    second = second_of(at)
    _serves(home, number, at)
    with home.store.transaction():
        person_on(number, at.date())
        _within_month(number, at.date(), rules)
        _refuse_twice(number, at)
        slip = Certified(0, "punch", number, "", at.date(), second, second, reason.strip(), witness.strip())
        number_given = corrections.add(slip, record_change(home.clock(), author(), f"correction punch {number}"))
        return corrections.find(number_given) or slip


def _serves(home: Home, number: str, at: datetime) -> None:
    """A certified punch outside every sign-in and sign-out window would change nothing and mislead."""
    _, rules = rules_on(home, at.date())
    with home.store.reading():
        now = last_change()
        sessions = rules.sessions if calendar_on(at.date(), now).working else ()
        duties = {duty.shift for duty in duties_between(at.date(), at.date(), now) if duty.number == number}
    served = [shift.hours for name, shift in rules.shifts.items() if name in duties]
    windows = [*sessions, *sessions_of(served, rules.punctuality)]
    second = second_of(at)
    if not any(w.in_from <= second < w.in_to or w.out_from <= second < w.out_to for w in windows):
        raise JobError(f"{clock_words(at)} 不在当天任何一个签到或签退时段里，补签不会起作用，请核对时间")


def _rules(home: Home, day: date) -> CorrectionRules:
    _, rules = rules_on(home, day)
    if rules.corrections is None:
        raise JobError(f"{day} 的规则没有补签的规定，不能补签；需要时请在规则里加上", "规则文件的 corrections 一段")
    return rules.corrections


def _within(home: Home, day: date, limit: int | None, what: str) -> None:
    """Working days after the day itself; 0 is the day itself."""
    today = home.clock().date()
    if limit is None or today <= day:
        return
    if limit == 0:
        raise JobError(f"规则规定{what}应当在当天办理，{day} 已经过去，不能登记")
    late = len({half.date for half in halves_between(home, day + timedelta(days=1), today)})
    if late > limit:
        raise JobError(f"规则规定{what}应当在 {limit} 个工作日内办理，{day} 到今天已过 {late} 个工作日，不能登记")


def _within_month(number: str, day: date, rules: CorrectionRules) -> None:
    if rules.punches_a_month is None:
        return
    last = day.replace(day=monthrange(day.year, day.month)[1])
    had = corrections.counted(number, day.replace(day=1), last, last_change())
    if had >= rules.punches_a_month:
        raise JobError(f"工号 {number} 在 {day:%Y-%m} 已补签 {had} 次，规则限每月 {rules.punches_a_month} 次，不能登记")


def _refuse_twice(number: str, at: datetime) -> None:
    for other in corrections.between(at.date(), at.date()):
        if (other.number, other.first) == (number, second_of(at)) and not other.revoked:
            raise JobError(f"工号 {number} 在 {clock_words(at)} 已经补签（编号 {other.id}），不需要再登记")


# ---------------------------------------------------------------- sign-in sheets


@dataclass(frozen=True)
class Stretch:
    """Where and when a sheet stood in for the terminals: a floor, from and to on one day."""

    floor: str
    first: datetime
    last: datetime


def import_sheet(home: Home, path: Path, stretch: Stretch, witness: str, reason: str = "") -> SheetEntered:
    """Take in a sign-in sheet from Excel. Raises JobError where it is none."""
    from office.roster_values import ExcelError
    from office.slip_rows import read_sign_in_sheet

    try:
        file = read_sign_in_sheet(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    return enter_sheet(home, file.rows, stretch, (witness, reason), file.rejected)


def enter_sheet(
    home: Home,
    rows: "Sequence[SheetRow]",
    stretch: Stretch,
    said: tuple[str, str],
    rejected: "Sequence[Rejection]" = (),
) -> SheetEntered:
    """Enter a sheet as a whole, or with any fault in it nothing. `said`: the witness and the reason.

    Raises JobError for a stretch that cannot be right, or past the rulebook's limit.
    """
    witness, reason = (text.strip() for text in said)
    floor = _floor(home, stretch, witness)
    with home.store.transaction():
        _refuse_same(stretch, floor)
        people = placed(roster.stints(last_change()), stretch.first.date())
        faults = [*rejected, *(fault for row in rows if (fault := _fault(row, stretch, floor, people)))]
        if faults:
            return SheetEntered(None, 0, tuple(sorted(faults, key=lambda fault: fault.row)))
        sheet = Certified(
            0,
            "sheet",
            "",
            floor,
            stretch.first.date(),
            second_of(stretch.first),
            second_of(stretch.last),
            reason,
            witness,
            tuple((row.number, row.second) for row in rows),
        )
        change = record_change(home.clock(), author(), f"correction sheet {floor}")
        return SheetEntered(corrections.add(sheet, change), len({row.number for row in rows}))


def _refuse_same(stretch: Stretch, floor: str) -> None:
    """One sheet entered twice could not be taken back as a whole."""
    day, mine = stretch.first.date(), (floor, second_of(stretch.first), second_of(stretch.last))
    for other in corrections.between(day, day):
        if other.kind == "sheet" and not other.revoked and (other.floor, other.first, other.last) == mine:
            raise JobError(f"{floor} 楼这段时间的签到表已有，编号 {other.id}；要换一张，请先撤销它再导入")


def _floor(home: Home, stretch: Stretch, witness: str) -> str:
    """The floor as on the roster, of a stretch that can be."""
    from office.roster_values import CellError
    from office.roster_values import floor as read_floor

    if not witness:
        raise JobError("请写明见证人", "--witness 见证人")
    if stretch.first.date() != stretch.last.date() or stretch.last <= stretch.first:
        raise JobError(
            f"签到表的起止（{clock_words(stretch.first)} 至 {clock_words(stretch.last)}）应当在同一天，先起后止，请改正"
        )
    if stretch.first > home.clock():
        raise JobError(f"签到表的时间 {clock_words(stretch.first)} 还没有到，请核对")
    try:
        floor = read_floor(stretch.floor)
    except CellError as error:
        raise JobError(f"楼层“{stretch.floor}”不对，{error}") from None
    day = stretch.first.date()
    _within(home, day, _rules(home, day).sheet_days, "交签到表")
    return floor


def _fault(row: "SheetRow", stretch: Stretch, floor: str, people: Mapping[str, Person]) -> "Rejection | None":
    from office.excel_rows import Rejection

    person = people.get(row.number)
    if person is None:
        return Rejection(row.row, "工号", row.number, "当天的名册里没有这个工号，请改正后重新导入")
    if row.name and row.name != person.name:
        known = person.name
        return Rejection(row.row, "姓名", row.name, f"工号 {row.number} 在名册里是{known}，请核对后重新导入")
    if row.day not in (None, stretch.first.date()):
        return Rejection(row.row, "签到时间", str(row.day), f"不是签到表那天（{stretch.first.date()}），请改正")
    if person.floor != floor:
        return Rejection(row.row, "工号", row.number, f"这个人不在 {floor} 楼，请核对楼层或删去这一行后重新导入")
    if not second_of(stretch.first) <= row.second <= second_of(stretch.last):
        told = f"{short_time(second_of(stretch.first))} 至 {short_time(second_of(stretch.last))}"
        return Rejection(row.row, "签到时间", short_time(row.second), f"不在签到表的时间（{told}）里，请改正后重新导入")
    return None


# ---------------------------------------------------------------- both


def revoke(home: Home, correction: int, reason: str) -> Certified:
    """Take a certified punch, or a sheet as a whole, back. Raises JobError."""
    if not reason.strip():
        raise JobError("请写明撤销的原因", "--reason 撤销的原因")
    with home.store.transaction():
        found = corrections.find(correction)
        if found is None:
            raise JobError(f"没有编号为 {correction} 的补签或签到表，请看补签的列表", "correction list")
        if found.revoked:
            raise JobError(f"编号 {correction} 已经撤销（{found.revoked}）")
        change = record_change(home.clock(), author(), f"correction revoke {correction}")
        corrections.revoke(correction, reason.strip(), change)
    return found._replace(revoked=reason.strip())


def list_corrections(home: Home, first: date, last: date) -> list[Certified]:
    """The certified punches and sheets of the days between two (inclusive), revoked ones too."""
    with home.store.reading():
        return corrections.between(first, last)


def correction_document(found: Certified) -> dict[str, Any]:
    """A correction for a script."""
    return {
        "id": found.id,
        "kind": found.kind,
        "number": found.number or None,
        "floor": found.floor or None,
        "date": found.day.isoformat(),
        "from": time_text(found.first),
        "to": time_text(found.last),
        "reason": found.reason,
        "witness": found.witness,
        "lines": [{"number": number, "time": time_text(second)} for number, second in found.lines],
        "revoked": found.revoked or None,
        "entered_by": found.entered_by or None,
        "entered_at": found.entered_at or None,
    }

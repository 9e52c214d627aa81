"""Outings 临时外出 within a day: reported with the expected return, closed with the real one."""

from dataclasses import dataclass
from datetime import date, datetime

from attendance.entries import Outing
from attendance.records import Person
from attendance.rulebook import MINUTE, RulesOfDay
from office.day_times import clock_words, refuse_future, second_of
from office.failures import JobError
from office.home import Home, author
from office.leave_request import rules_on
from office.people_on import person_on, placed
from store import absences, roster
from store.database import last_change, record_change


@dataclass(frozen=True)
class Listed:
    """An outing with whose it is, and to whom it had to be reported."""

    outing: Outing
    person: Person | None
    report_to: tuple[str, ...]  # roles of the rulebook
    titles: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def open_outing(home: Home, number: str, at: datetime, back: datetime, reason: str) -> Listed:
    """Report an outing. Raises JobError for what cannot be right."""
    if at.date() != back.date():
        raise JobError(f"外出（{at.date()}）和预计返回（{back.date()}）不在同一天；跨天的请登记请假", "leave request")
    if back <= at:
        raise JobError(f"预计返回 {clock_words(back)} 不晚于外出 {clock_words(at)}，请改正")
    if not reason.strip():
        raise JobError("请填写外出事由", "--reason 事由")
    _, rules = rules_on(home, at.date())
    if rules.outings is None:
        raise JobError(f"{at.date()} 的规则没有临时外出的规定，请在规则里加上", "规则文件的 outings 一段")
    slip = Outing(0, number, at.date(), second_of(at), second_of(back), None, reason.strip())
    with home.store.transaction():
        person = person_on(number, at.date())
        _refuse_overlap(slip)
        found = absences.open_slip(slip, record_change(home.clock(), author(), f"outing open {number}"))
    return _listed(home, slip._replace(id=found), person, rules)


def _refuse_overlap(slip: Outing) -> None:
    for other in absences.between(Outing, slip.day, slip.day, last_change()):
        end = other.back if other.closed is None else other.closed
        if other.number == slip.number and other.at < slip.back and slip.at < end:
            raise JobError(
                f"工号 {slip.number} 当天已有外出（编号 {other.id}），时间重叠；"
                f"已经返回的请先给编号 {other.id} 的外出登记返回",
                f"outing close {other.id}",
            )


def _listed(home: Home, outing: Outing, person: Person | None, rules: RulesOfDay) -> Listed:
    minutes = (outing.back - outing.at) // MINUTE
    reports = rules.outings.reports if rules.outings else ()
    roles = next((row.roles for row in reports if row.at_most is None or minutes <= row.at_most), ())
    rulebook = home.rulebook(outing.day)
    whole = [s.name for s in rules.sessions if outing.at <= s.start and s.end <= outing.back]
    warnings = ("外出占满了半天，半天以上的应当请假；如是公事外出请核对",) if whole else ()
    return Listed(outing, person, roles, tuple(map(rulebook.role_title, roles)), warnings)


def close_outing(home: Home, slip: int, at: datetime) -> Listed:
    """Enter the return. Raises JobError."""
    with home.store.transaction():
        outing = _find(slip)
        if outing.closed is not None:
            raise JobError(f"编号 {slip} 的外出已登记返回；登记错了请撤销后重新登记", f"outing cancel {slip}")
        if at.date() != outing.day or second_of(at) <= outing.at:
            raise JobError(f"返回时间 {clock_words(at)} 应当在外出当天（{outing.day}）、外出之后，请改正")
        refuse_future(home, at, "返回时间")
        closed = outing._replace(closed=second_of(at))
        absences.put(closed, record_change(home.clock(), author(), f"outing close {slip}"))
    return _of(home, closed)


def cancel_outing(home: Home, slip: int) -> None:
    """An outing entered by mistake stops counting. Raises JobError."""
    with home.store.transaction():
        _find(slip)
        absences.withdraw(Outing, slip, record_change(home.clock(), author(), f"outing cancel {slip}"))


def find_outing(home: Home, slip: int) -> Listed:
    """An outing by its number. Raises JobError."""
    with home.store.reading():
        outing = _find(slip)
    return _of(home, outing)


def _find(slip: int) -> Outing:
    found = absences.find(Outing, slip, last_change())
    if found is None:
        raise JobError(f"没有编号为 {slip} 的外出登记，请刷新后再看", "outing list")
    return found


def _of(home: Home, outing: Outing) -> Listed:
    _, rules = rules_on(home, outing.day)
    person = placed(roster.stints(last_change()), outing.day).get(outing.number)
    return _listed(home, outing, person, rules)


def list_outings(home: Home, day: date) -> list[Listed]:
    """The outings of a day, those still open first."""
    with home.store.reading():
        found = absences.between(Outing, day, day, last_change())
    return [_of(home, outing) for outing in sorted(found, key=lambda outing: outing.closed is not None)]

"""Step-aways 离岗告知: opened and closed at the desk, with a running clock."""

from dataclasses import dataclass
from datetime import date, datetime, time

from attendance.chapters import StepAwayRules
from attendance.entries import StepAway
from attendance.records import Person
from attendance.rulebook import MINUTE
from office.day_times import clock_words, refuse_future, second_of, short_time
from office.failures import JobError
from office.home import Home, author
from office.leave_request import rules_on
from office.people_on import person_on, placed
from store import absences, roster
from store.database import last_change, record_change


@dataclass(frozen=True)
class Running:
    """A step-away and its clock: seconds away (so far, while it is open today) and seconds left to the limit.

    `alarm` is on from shortly before the limit on; `over` when whole minutes beyond it have passed.
    """

    away: StepAway
    person: Person | None
    seconds: int | None
    left: int | None
    alarm: bool
    over: bool
    must_report: bool
    due: str = ""  # 10:15, when he must be back; empty where there is no limit


def open_away(home: Home, number: str, at: datetime, cover: str = "", reported: bool = False) -> Running:
    """Somebody leaves the post for a while. Raises JobError for what cannot be right."""
    _rules(home, at.date())
    refuse_future(home, at, "离岗时间")
    slip = StepAway(0, number, at.date(), second_of(at), None, cover, reported)
    with home.store.transaction():
        person_on(number, at.date())
        if cover:
            _check_cover(number, cover, at.date())
        for other in absences.between(StepAway, at.date(), at.date(), last_change()):
            if other.number == number and (other.closed is None or other.closed > slip.at >= other.at):
                said = f"工号 {number} 已有离岗登记（编号 {other.id}），请先登记返回"
                raise JobError(said, f"away close {other.id}")
        found = absences.open_slip(slip, record_change(home.clock(), author(), f"away open {number}"))
    return _of(home, slip._replace(id=found))


def open_now(home: Home, number: str, cover: str = "", reported: bool = False) -> Running:
    """Somebody leaves the post this moment. Raises JobError."""
    return open_away(home, number, _this_second(home), cover, reported)


def close_now(home: Home, slip: int) -> Running:
    """Somebody is back this moment. Raises JobError."""
    return close_away(home, slip, _this_second(home))


def _this_second(home: Home) -> datetime:
    return home.clock().replace(microsecond=0)


def close_at(home: Home, slip: int, at: time) -> Running:
    """Somebody was back at a time of the day on which he had left. Raises JobError."""
    with home.store.transaction():
        return close_away(home, slip, datetime.combine(_find(slip).day, at))


def enter_away(
    home: Home, number: str, day: date, times: tuple[time, time], cover: str = "", reported: bool = False
) -> Running:
    """A step-away that is over, entered afterwards from paper, from and to. Raises JobError."""
    at, closed = (datetime.combine(day, each) for each in times)
    with home.store.transaction():
        opened = open_away(home, number, at, cover, reported)
        return close_away(home, opened.away.id, closed)


def _check_cover(number: str, cover: str, day: date) -> None:
    if cover == number:
        raise JobError(f"代班人不能是离岗人自己（工号 {number}），请改正")
    person_on(cover, day)


def _rules(home: Home, day: date) -> StepAwayRules:
    _, rules = rules_on(home, day)
    if rules.step_away is None:
        raise JobError(f"{day} 的规则没有离岗告知的规定，请在规则里加上", "规则文件的 step_away 一段")
    return rules.step_away


def close_away(home: Home, slip: int, at: datetime) -> Running:
    """Enter the return. Raises JobError."""
    with home.store.transaction():
        away = _find(slip)
        if away.closed is not None:
            raise JobError(f"编号 {slip} 的离岗已登记返回；登记错了请撤销后重新登记", f"away cancel {slip}")
        if at.date() != away.day or second_of(at) <= away.at:
            raise JobError(f"返回时间 {clock_words(at)} 应当在离岗当天（{away.day}）、离岗之后，请改正")
        refuse_future(home, at, "返回时间")
        closed = away._replace(closed=second_of(at))
        absences.put(closed, record_change(home.clock(), author(), f"away close {slip}"))
    return _of(home, closed)


def mark_reported(home: Home, slip: int) -> Running:
    """Who is away has told where he is, as the rulebook asks for of longer ones. Raises JobError."""
    with home.store.transaction():
        told = _find(slip)._replace(reported=True)
        absences.put(told, record_change(home.clock(), author(), f"away reported {slip}"))
    return _of(home, told)


def cancel_away(home: Home, slip: int) -> None:
    """A step-away entered by mistake stops counting. Raises JobError."""
    with home.store.transaction():
        _find(slip)
        absences.withdraw(StepAway, slip, record_change(home.clock(), author(), f"away cancel {slip}"))


def _find(slip: int) -> StepAway:
    found = absences.find(StepAway, slip, last_change())
    if found is None:
        raise JobError(f"没有编号为 {slip} 的离岗登记，可能已经撤销，请看离岗登记的列表", "away list")
    return found


def _of(home: Home, away: StepAway) -> Running:
    rules = _rules(home, away.day)
    person = placed(roster.stints(last_change()), away.day).get(away.number)
    seconds = _seconds(away, home.clock())
    limit, report = rules.limit_minutes, rules.report_minutes
    left = None if limit is None or seconds is None else limit * MINUTE - seconds
    running = away.closed is None and left is not None
    return Running(
        away=away,
        person=person,
        seconds=seconds,
        left=left,
        alarm=running and left is not None and left <= rules.alarm_minutes * MINUTE,
        over=limit is not None and seconds is not None and seconds // MINUTE > limit,
        must_report=report is not None and not away.reported and seconds is not None and seconds // MINUTE >= report,
        due="" if limit is None else short_time(away.at + limit * MINUTE),
    )


def _seconds(away: StepAway, now: datetime) -> int | None:
    """How long; None where it was never closed and the day is over, or it has not begun."""
    if away.closed is not None:
        return away.closed - away.at
    return max(0, second_of(now) - away.at) if now.date() == away.day else None


def list_aways(home: Home, day: date) -> list[Running]:
    """The step-aways of a day: open ones first, the longest before the others."""
    with home.store.reading():
        found = absences.between(StepAway, day, day, last_change())
    return [_of(home, away) for away in sorted(found, key=lambda away: (away.closed is not None, away.at))]

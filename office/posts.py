"""Who else holds a post: named substitutes, and duty shifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attendance.calendar import CalendarUnknown
from attendance.chapters import Shift
from attendance.entries import Duty, Substitute
from attendance.records import Person
from attendance.rulebook import RulebookError, RulesOfDay
from attendance.sections import SessionHours
from office import days
from office.failures import JobError, sentence
from office.home import Home, author
from office.leave_request import rules_on
from office.people_on import person_on, placed
from store import duties, roster
from store.calendar import calendar_on
from store.database import last_change, record_change

if TYPE_CHECKING:
    from office.excel_rows import Rejection


def name_substitute(home: Home, number: str, post: str, first: date, last: date) -> Substitute:
    """Somebody also holds a post for a while. Raises JobError for what cannot be right."""
    if last < first:
        raise JobError(f"顶岗结束（{last}）早于开始（{first}），请改正")
    with home.store.transaction():
        person = person_on(number, first)
        posts = {known.post for known in placed(roster.stints(last_change()), first).values()}
        if post not in posts:
            raise JobError(
                f"{first} 的名册里没有岗位“{post}”，请核对；岗位就是名册里的窗口，如 {min(posts, default='A01')}"
            )
        if person.post == post:
            raise JobError(f"工号 {number} 本来就在岗位 {post}，不需要再指定")
        slip = Substitute(0, number, post, first, last)
        change = record_change(home.clock(), author(), f"cover {number} {post}")
        return slip._replace(id=duties.add_substitute(slip, change))


def list_substitutes(home: Home, first: date, last: date) -> list[tuple[Substitute, Person | None]]:
    """The substitutes of the days between two (inclusive)."""
    with home.store.reading():
        now = last_change()
        stints = roster.stints(now)
        found = duties.substitutes_between(first, last, now)
    return [(named, placed(stints, named.first).get(named.number)) for named in found]


def remove_substitute(home: Home, substitute: int) -> None:
    """Take a substitute's name back. Raises JobError."""
    with home.store.transaction():
        change = record_change(home.clock(), author(), f"covers remove {substitute}")
        if not duties.remove_substitute(substitute, change):
            raise JobError(f"没有编号为 {substitute} 的临时顶岗，可能已经撤销，请看临时顶岗的列表", "covers list")


# ---------------------------------------------------------------- duty


@dataclass(frozen=True)
class Rostered:
    """What an import of a duty roster came to, in rows; the good rows are taken whatever the others are."""

    added: int
    unchanged: int
    rejected: "tuple[Rejection, ...]"


def add_duty(home: Home, number: str, day: date, shift: str) -> Duty:
    """Put a person on a shift of a day. Raises JobError for what cannot be right."""
    _, rules = rules_on(home, day)
    with home.store.transaction():
        slip = _checked(number, day, shift, rules)
        change = record_change(home.clock(), author(), f"duty add {number} {day}")
        return slip._replace(id=duties.add_duty(slip, change))


def _checked(number: str, day: date, shift: str, rules: RulesOfDay, name: str = "") -> Duty:
    person = person_on(number, day)
    if name and name != person.name:
        raise JobError(f"工号 {number} 在名册里是{person.name}，不是{name}，请核对")
    known = rules.shifts
    if shift not in known:
        if not known:
            raise JobError(f"{day} 的规则还没有值班班次，请在规则里加上", "规则文件的 duty 一段")
        raise JobError(f"{day} 没有值班班次“{shift}”，可选：{'、'.join(known)}")
    _refuse_overlap(number, day, known[shift], rules)
    return Duty(0, number, day, shift)


def _refuse_overlap(number: str, day: date, chosen: Shift, rules: RulesOfDay) -> None:
    """Nobody serves two shifts at once, nor one that runs into the hours of the day it is served beside."""
    for other in duties.duties_between(day, day, last_change()):
        if (
            other.number == number
            and other.shift in rules.shifts
            and _overlap(rules.shifts[other.shift].hours, chosen.hours)
        ):
            raise JobError(
                f"工号 {number} 在 {day} 已排“{other.shift}”（编号 {other.id}），和“{chosen.hours.name}”时间重叠"
            )
    beside = not chosen.instead and not chosen.elsewhere and calendar_on(day, last_change()).working
    if beside and any(_overlap(session, chosen.hours) for session in rules.hours):
        raise JobError(f"{day} 的“{chosen.hours.name}”和当天的作息时间重叠，请换一个班次；夏令时和平时的班次可能不同")


def _overlap(one: SessionHours, other: SessionHours) -> bool:
    return one.start < other.end and other.start < one.end


def import_duties(home: Home, path: Path) -> Rostered:
    """Take a duty roster in from Excel. Raises JobError where it is none."""
    from office.excel_rows import Rejection
    from office.roster_values import ExcelError
    from office.slip_rows import read_duty_roster

    try:
        file = read_duty_roster(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    rejected = list(file.rejected)
    added = unchanged = 0
    for year in {row.day.year for row in file.rows}:
        days.settle(home, year)
    with home.store.transaction():
        change = record_change(home.clock(), author(), f"duty import {path.name}")
        for row in file.rows:
            if _known(row.number, row.day, row.shift):
                unchanged += 1
                continue
            try:
                rules = rules_on(home, row.day)[1]
                duties.add_duty(_checked(row.number, row.day, row.shift, rules, row.name), change)
                added += 1
            except (JobError, CalendarUnknown, RulebookError) as error:
                rejected.append(Rejection(row.row, "班次", row.shift, sentence(error) or ""))
    return Rostered(added, unchanged, tuple(sorted(rejected, key=lambda fault: fault.row)))


def _known(number: str, day: date, shift: str) -> bool:
    found: Sequence[Duty] = duties.duties_between(day, day, last_change())
    return any((duty.number, duty.shift) == (number, shift) for duty in found)


def remove_duty(home: Home, duty: int) -> None:
    """Take a person off a shift. Raises JobError."""
    with home.store.transaction():
        if not duties.remove_duty(duty, record_change(home.clock(), author(), f"duty remove {duty}")):
            raise JobError(f"没有编号为 {duty} 的值班，可能已经撤销，请看值班表", "duty list")


def list_duties(home: Home, first: date, last: date) -> list[tuple[Duty, Person | None]]:
    """The duty roster of the days between two (inclusive)."""
    with home.store.reading():
        now = last_change()
        stints = roster.stints(now)
        found = duties.duties_between(first, last, now)
    return [(duty, placed(stints, duty.day).get(duty.number)) for duty in found]

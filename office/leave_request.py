"""Asking for leave 请假: what a slip would come to, what stands in its way, and filing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from attendance import leave as leaves_of
from attendance.chapters import LeaveRules
from attendance.conflicts import Around, Conflict, conflicts
from attendance.entries import HalfDay, Leave
from attendance.leave import Balance
from attendance.records import Person
from attendance.rulebook import Rulebook, RulesOfDay
from office import days
from office.failures import JobError
from office.home import Home, author
from office.leave_words import half_words, kept_scan
from office.people_on import person_on, placed
from office.worked import halves_between, unknown_years
from store import leaves, roster
from store.calendar import calendar_on
from store.database import last_change, record_change
from store.duties import substitutes_between
from store.leaves import Request

REACH = timedelta(days=60)  # leaves further apart than this never adjoin: no holiday is so long


@dataclass(frozen=True)
class Wish:
    """What a slip asks for."""

    number: str
    kind: str
    first: HalfDay
    last: HalfDay
    cover: str = ""
    reason: str = ""
    filed: date | None = None
    scan: Path | None = None


@dataclass(frozen=True)
class Requested:
    """A slip as filed: its own half-days, those counted together with adjoining leave, and what stands in its way."""

    leave: Leave
    person: Person
    halves: int
    counted: int
    conflicts: tuple[Conflict, ...]


# ---------------------------------------------------------------- requesting


def request(home: Home, wish: Wish) -> Requested:
    """File a slip. Raises JobError for what cannot be right, CalendarUnknown, RulebookError."""
    days.settle(home, wish.first.date.year)
    with home.store.transaction():  # looked at and filed in one, so that two desks cannot file the same leave
        looked = look(home, wish)
        change = record_change(home.clock(), author(), f"leave request {wish.number}")
        scan = kept_scan(home, wish.scan, change)
        slip = leaves.add(Request(looked.leave, looked.counted, scan), change)
    return Requested(looked.leave._replace(id=slip), looked.person, looked.halves, looked.counted, looked.conflicts)


def look(home: Home, wish: Wish) -> Requested:
    """What a request would come to, filing nothing; the form asks this while it is being written."""
    filed = wish.filed or home.clock().date()
    if filed > home.clock().date():
        raise JobError(f"申请日期 {filed} 还没有到，请核对")
    if wish.last < wish.first:
        raise JobError(f"结束（{half_words(wish.last)}）早于开始（{half_words(wish.first)}），请改正")
    rulebook, rules = rules_on(home, wish.first.date)
    with home.store.reading():
        person = person_on(wish.number, wish.first.date)
        _check_cover(wish)
        others = _others(wish.number, wish.first, wish.last)
    chapter = _chapter(rulebook, rules, wish)
    _refuse_overlap(wish, others)
    near = [other for other in others if leaves_of.stands(other)]
    worked = halves_between(
        home,
        min([wish.first.date, *(other.first.date for other in near)]),
        max([wish.last.date, *(other.last.date for other in near)]),
        provisional=True,
    )
    own = leaves_of.within(wish.first, wish.last, worked)
    if not own:
        span = f"{half_words(wish.first)} 至 {half_words(wish.last)}"
        raise JobError(f"{span} 没有工作日，不需要请假，请核对日期；值班日不能来的请撤销值班", "duty remove")
    _check_filing(home, chapter, wish.first.date, filed)
    counted = leaves_of.length_together(wish.first, wish.last, near, worked)
    chain = leaves_of.chain(chapter, wish.kind, person.title, counted)
    slip = Leave(
        0, wish.number, wish.kind, wish.first, wish.last, wish.cover, filed, chain, chapter.handover, wish.reason
    )
    return Requested(slip, person, len(own), counted, conflicts_of(home, slip, own, rules))


def rules_on(home: Home, day: date) -> tuple[Rulebook, RulesOfDay]:
    """The rulebook in force on a day and its rules then. Raises CalendarUnknown, RulebookError."""
    days.settle(home, day.year)
    rulebook = home.rulebook(day)
    with home.store.reading():
        return rulebook, rulebook.on(calendar_on(day, last_change()))


def _chapter(rulebook: Rulebook, rules: RulesOfDay, wish: Wish) -> LeaveRules:
    if rules.leave is None:
        raise JobError(
            f"{wish.first.date} 的规则（{rulebook.book.title}）没有请假的规定，请在规则里加上", "规则文件的 leave 一段"
        )
    kinds = [kind.name for kind in rules.leave.kinds]
    if wish.kind not in kinds:
        raise JobError(f"没有“{wish.kind}”这种假，可选：{'、'.join(kinds)}")
    return rules.leave


def _check_cover(wish: Wish) -> None:
    if wish.cover == wish.number:
        raise JobError(f"顶岗人不能是请假人自己（工号 {wish.number}），请改正")
    if wish.cover and wish.cover not in roster.stints(last_change(), [wish.cover]):
        raise JobError(f"名册里没有工号 {wish.cover}，请核对顶岗人")


def _others(number: str, first: HalfDay, last: HalfDay) -> list[Leave]:
    found = leaves.between(first.date - REACH, last.date + REACH, last_change(), [number])
    return [filed.leave for filed in found]


def _refuse_overlap(wish: Wish, others: Iterable[Leave]) -> None:
    for other in others:
        end = other.last if other.closed is None else min(other.last, _before(other.closed))
        if leaves_of.stands(other) and other.first <= wish.last and wish.first <= end:
            raise JobError(
                f"工号 {wish.number} 在 {half_words(other.first)} 至 {half_words(end)} 已有请假（编号 {other.id}），"
                f"不能重复；要改请先撤销编号 {other.id} 的请假",
                f"leave cancel {other.id}",
            )


def _before(half: HalfDay) -> HalfDay:
    return HalfDay(half.date, "am") if half.half == "pm" else HalfDay(half.date - timedelta(days=1), "pm")


def _check_filing(home: Home, rules: LeaveRules, first: date, filed: date) -> None:
    """补假 within the rulebook's limit, counted in working days after the first day of the leave."""
    if rules.filing_days is None or filed <= first:
        return
    late = len({half.date for half in halves_between(home, first + timedelta(days=1), filed)})
    if late > rules.filing_days:
        raise JobError(
            f"{first} 的假最迟在 {rules.filing_days} 个工作日内补办，{filed} 已是第 {late} 个工作日，不能登记；"
            "请按规定另行处理，申请日期有误请改正",
            "--filed 申请日期",
        )


def conflicts_of(home: Home, slip: Leave, own: Sequence[HalfDay], rules: RulesOfDay) -> tuple[Conflict, ...]:
    """What stands in the way of a slip, filed or not; `own` are its worked half-days."""
    with home.store.reading():
        now = last_change()
        around = [filed.leave for filed in leaves.between(slip.first.date, slip.last.date, now)]
        substitutes = substitutes_between(slip.first.date, slip.last.date, now)
        mates = roster.post_mates([slip.number], now)
        covers = {leave.cover for leave in (slip, *around) if leave.cover and leave.number in mates}
        asked = {*mates, *covers, *(each.number for each in substitutes)}
        stints = roster.stints(now, roster.post_mates(asked, now))
    posts = {half.date: {n: p.post for n, p in placed(stints, half.date).items()} for half in own}
    looked_at = Around(
        halves=own,
        posts_on=lambda half: posts[half.date],
        leaves=_by_number(around),
        substitutes=substitutes,
        rules=rules.cover,
        balance=_balance_with(home, slip, rules),
    )
    unknown = (Conflict("calendar_unknown", str(year)) for year in unknown_years(home, slip.first.date, slip.last.date))
    return (*conflicts(slip, looked_at), *unknown)


def _by_number(found: Iterable[Leave]) -> dict[str, list[Leave]]:
    ordered = sorted(found, key=lambda leave: leave.number)
    return {number: list(mine) for number, mine in groupby(ordered, key=lambda leave: leave.number)}


def _balance_with(home: Home, slip: Leave, rules: RulesOfDay) -> Balance | None:
    """What would be left of the kind's yearly entitlement; None where there is none."""
    if rules.leave is None or leaves_of.entitlement(rules.leave, slip.kind) is None:
        return None
    found = balances(home, slip.number, slip.first.date.year, slip)
    return next(balance for balance in found if balance.kind == slip.kind)


def balances(home: Home, number: str, year: int, more: Leave | None = None) -> list[Balance]:
    """What a person has taken of each kind in a year (until its last known day), and what is left."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    with home.store.reading():
        mine = [filed.leave for filed in leaves.between(first, last, last_change(), [number])]
    mine += [more] if more else []
    spans = [leave for leave in mine if leaves_of.stands(leave)]
    _, rules = rules_on(home, min(last, max([home.clock().date(), *(leave.first.date for leave in spans)])))
    if rules.leave is None:
        return []
    worked = {
        half
        for leave in spans
        for half in halves_between(home, max(first, leave.first.date), min(last, leave.last.date), provisional=True)
    }
    return leaves_of.balances(rules.leave, spans, sorted(worked))

"""Outings as the window shows them: those who are out now on top, and a day's list."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.entries import Outing
from attendance.records import Person
from attendance.rulebook import MINUTE, RulebookError, RulesOfDay
from office import outings
from office.day_times import second_of, short_time
from office.home import Home
from office.leave_request import rules_on
from office.outings import Listed
from office.people_on import placed
from store import absences, roster
from store.database import last_change
from store.roster import Stint

LOOK_BACK = timedelta(days=31)


class OutingRow(NamedTuple):
    """An outing. `state`: out, overdue (out beyond the time expected), back, back_late; `minutes` beyond it."""

    id: int
    number: str
    name: str
    unit: str
    post: str
    day: date
    at: str
    back: str
    closed: str
    state: str
    minutes: int
    reason: str
    report_to: str
    said: str  # 还有 12 分钟, 超时 5 分钟, 前一天未登记返回


class OutingBoard(NamedTuple):
    """Those still out, the longest overdue first; the day's list in time; and when a minute more changes it."""

    out: tuple[OutingRow, ...]
    rows: tuple[OutingRow, ...]
    day: date
    now: datetime
    refusal: str = ""  # why none can be entered today


def outing_board(home: Home, day: date | None = None) -> OutingBoard:
    """Who is out now, whatever the day he left, and the outings of a day (today)."""
    now = home.clock()
    day = day or now.date()
    with home.store.reading():
        as_of = last_change()
        recent = absences.between(Outing, now.date() - LOOK_BACK, now.date(), as_of)
        of_day = absences.between(Outing, day, day, as_of)
        stints = roster.stints(as_of) if recent or of_day else {}
    rows = _Rows(home, stints, now)
    still_out = rows.of(outing for outing in recent if outing.closed is None)
    out = sorted(still_out, key=lambda row: (row.day, -row.minutes, row.back))
    return OutingBoard(tuple(out), tuple(rows.of(of_day)), day, now, _refusal(home, now.date()))


def _refusal(home: Home, today: date) -> str:
    """A rulebook may know no outings; said before somebody fills in the form."""
    try:
        rulebook, rules = rules_on(home, today)
    except (CalendarUnknown, RulebookError):
        return ""  # told when it is tried
    return "" if rules.outings else f"现行规则（{rulebook.book.title}）没有临时外出的规定，请在规则里加上临时外出的规定"


class _Rows:
    """Makes rows; the roster and each day's rules are asked for once."""

    def __init__(self, home: Home, stints: dict[str, list[Stint]], now: datetime) -> None:
        self.home, self.stints, self.now = home, stints, now
        self.days: dict[date, RulesOfDay | None] = {}
        self.titles: dict[str, str] = {}

    def of(self, found: Iterable[Outing]) -> Iterator[OutingRow]:
        return map(self._row, found)

    def _row(self, outing: Outing) -> OutingRow:
        mine = self.stints.get(outing.number, [])
        person: Person | None = placed({outing.number: mine}, outing.day).get(outing.number)
        state, minutes, said = _standing(outing, self.now)
        return OutingRow(
            outing.id,
            outing.number,
            person.name if person else "",
            person.unit if person else "",
            person.post if person else "",
            outing.day,
            short_time(outing.at),
            short_time(outing.back),
            "" if outing.closed is None else short_time(outing.closed),
            state,
            minutes,
            outing.reason,
            self._report_to(outing),
            said,
        )

    def _report_to(self, outing: Outing) -> str:
        rules = self._rules(outing.day)
        if rules is None or rules.outings is None:
            return ""
        minutes = (outing.back - outing.at) // MINUTE
        roles = next((row.roles for row in rules.outings.reports if row.at_most is None or minutes <= row.at_most), ())
        return "、".join(self.titles[role] for role in roles)

    def _rules(self, day: date) -> RulesOfDay | None:
        if day not in self.days:
            try:
                rulebook, self.days[day] = rules_on(self.home, day)
            except (CalendarUnknown, RulebookError):
                self.days[day] = None
            else:
                self.titles |= {role.name: role.title for role in rulebook.book.roles}
        return self.days[day]


def _standing(outing: Outing, now: datetime) -> tuple[str, int, str]:
    """The state, the minutes beyond the time expected, and what there is to say."""
    if outing.closed is not None:
        beyond = max(0, (outing.closed - outing.back) // MINUTE)
        return ("back_late", beyond, f"晚回 {beyond} 分钟") if beyond else ("back", 0, "按时返回")
    if outing.day < now.date():
        return "overdue", 24 * 60 * (now.date() - outing.day).days, f"{outing.day:%m-%d} 外出至今没有登记返回"
    left = outing.back // MINUTE - second_of(now) // MINUTE
    return ("out", 0, f"还有 {left} 分钟") if left >= 0 else ("overdue", -left, f"超过预计 {-left} 分钟")


# ---------------------------------------------------------------- what is done


def report_outing(home: Home, number: str, at: datetime, back: datetime, reason: str) -> str:
    """Somebody goes out; gives what to tell him. Raises JobError."""
    found = outings.open_outing(home, number, at, back, reason)
    told = f"，应报告{'、'.join(found.titles)}" if found.titles else ""
    return "。".join([f"{_name(found)}外出已登记，预计 {back:%H:%M} 返回{told}", *found.warnings])


def return_outing(home: Home, slip: int, at: datetime) -> str:
    """He is back; gives what to tell him. Raises JobError."""
    found = outings.close_outing(home, slip, at)
    beyond = (second_of(at) - found.outing.back) // MINUTE
    return f"{_name(found)} {at:%H:%M} 返回已登记" + (f"，比预计晚 {beyond} 分钟" if beyond > 0 else "")


def withdraw_outing(home: Home, slip: int) -> str:
    """An outing entered by mistake stops counting. Raises JobError."""
    outings.cancel_outing(home, slip)
    return f"编号 {slip} 的外出登记已撤销"


def _name(found: Listed) -> str:
    return found.person.name if found.person else found.outing.number

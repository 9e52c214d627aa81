"""Leave slips as rows ready to lay out: where each stands, how long it is, and what is due next in words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from attendance.entries import HalfDay, Leave
from attendance.leave import after_the_fact, days_text, half_after, open_steps, state
from attendance.records import Person
from attendance.rulebook import Rulebook, RulesOfDay
from office.home import Home
from office.leave_request import rules_on
from office.leave_words import half_words, step_words
from office.people_on import placed
from office.worked import halves_between
from store import roster
from store.database import last_change
from store.leaves import Filed
from store.roster import Stint

NOON = 12
# in the order in which a clerk sees to them
ORDER = ("to_close", "pending", "handover", "in_force", "over", "closed", "rejected", "cancelled")
WAITING = ("to_close", "pending", "handover")  # something is still to be done about them


class SlipRow(NamedTuple):
    """A leave slip in a list. `state` is a code of ORDER; `next` says what is due, or where it stands."""

    id: int
    number: str
    name: str
    unit: str
    post: str
    role: str
    kind: str
    first: HalfDay
    last: HalfDay
    days: str
    cover: str
    cover_name: str
    state: str
    next: str
    filed: date
    after_the_fact: bool
    reason: str


def half_now(moment: datetime) -> HalfDay:
    """The half-day a moment lies in."""
    return HalfDay(moment.date(), "am" if moment.hour < NOON else "pm")


@dataclass
class Desk:
    """What making rows needs, loaded once for many slips."""

    home: Home
    stints: dict[str, list[Stint]]
    worked: Sequence[HalfDay]
    now: HalfDay

    @classmethod
    def for_slips(cls, home: Home, slips: Iterable[Leave]) -> "Desk":
        """Everything up to a month beyond the last day of any, so that the return can be told."""
        now = half_now(home.clock())
        firsts = [now.date, *(leave.first.date for leave in slips)]
        lasts = [now.date, *(max(leave.last, leave.closed or leave.last).date for leave in slips)]
        until = date.fromordinal(max(lasts).toordinal() + 31)
        worked = halves_between(home, min(firsts), until, provisional=True)
        with home.store.reading():
            return cls(home, roster.stints(last_change()), worked, now)

    def __post_init__(self) -> None:
        self._rulebooks: dict[date, tuple[Rulebook, RulesOfDay]] = {}
        self._people: dict[date, dict[str, Person]] = {}

    def rules(self, day: date) -> tuple[Rulebook, RulesOfDay]:
        """The rulebook and the rules of a day, asked for once."""
        if day not in self._rulebooks:
            self._rulebooks[day] = rules_on(self.home, day)
        return self._rulebooks[day]

    def person(self, number: str, day: date) -> Person | None:
        """Who has a 工号 on a day."""
        mine = self.stints.get(number)
        return placed({number: mine}, day).get(number) if mine else None

    def halves(self, leave: Leave) -> int:
        """How many worked half-days it takes; closed early, fewer."""
        end = bisect_right(self.worked, leave.last)
        if leave.closed is not None:
            end = min(end, bisect_left(self.worked, leave.closed))
        return max(0, end - bisect_left(self.worked, leave.first))

    def back(self, leave: Leave) -> HalfDay:
        """The first worked half-day after it."""
        at = bisect_right(self.worked, leave.last)
        return self.worked[at] if at < len(self.worked) else half_after(leave.last)

    def state(self, leave: Leave) -> str:
        """Where it stands; over: it has ended and the rulebook asks for no closing; to_close: it does."""
        found = state(leave)
        if found != "in_force" or self.now <= leave.last:
            return found
        _, rules = self.rules(leave.first.date)
        return "to_close" if rules.leave and rules.leave.closing_days is not None else "over"

    def next(self, leave: Leave, standing: str) -> str:
        """What is due next."""
        said = {
            "pending": self._signature,
            "handover": lambda leave: "工作交接确认" + self._begun(leave),
            "to_close": lambda leave: f"销假，{short(self.back(leave))}应到岗",
            "in_force": self._running,
            "closed": lambda leave: f"{short(leave.closed)}回岗" if leave.closed else "",
            "rejected": _refused,
        }
        return said[standing](leave) if standing in said else ""

    def _signature(self, leave: Leave) -> str:
        steps = open_steps(leave)
        more = f"，另 {len(steps) - 1} 人" if len(steps) > 1 else ""
        return step_words(steps[0], self.rules(leave.first.date)[0]) + more + self._begun(leave)

    def _begun(self, leave: Leave) -> str:
        return "，假已开始" if leave.first <= self.now else ""

    def _running(self, leave: Leave) -> str:
        if self.now < leave.first:
            return f"{short(leave.first)}起休假"
        return f"休假中，{short(self.back(leave))}应到岗"

    def row(self, filed: Filed) -> SlipRow:
        """A slip as a row."""
        leave = filed.leave
        person = self.person(leave.number, leave.first.date)
        cover = self.person(leave.cover, leave.first.date) if leave.cover else None
        standing = self.state(leave)
        return SlipRow(
            id=leave.id,
            number=leave.number,
            name=person.name if person else "",
            unit=person.unit if person else "",
            post=person.post if person else "",
            role=person.role if person else "",
            kind=leave.kind,
            first=leave.first,
            last=leave.last,
            days=days_text(self.halves(leave)),
            cover=leave.cover,
            cover_name=cover.name if cover else "",
            state=standing,
            next=self.next(leave, standing),
            filed=leave.filed,
            after_the_fact=after_the_fact(leave),
            reason=leave.reason,
        )


def _refused(leave: Leave) -> str:
    last = next((each for each in leave.signatures if each.act == "reject"), None)
    return f"{last.by} {last.on:%m-%d} 不批准" if last else ""


def short(half: HalfDay) -> str:
    """11-20 上午: a list's year stands above it."""
    return half_words(half)[5:]

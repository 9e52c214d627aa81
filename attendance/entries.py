"""What the office enters by hand, as frozen records: leave, outings, step-aways, certified punches, covers, duty.

None of them edits a punch; each is a fact of its own beside the punches. Times of a day are seconds since its
midnight; a leave is counted in half-days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Half = Literal["am", "pm"]
HALVES: tuple[Half, Half] = ("am", "pm")


class HalfDay(NamedTuple):
    """上午 or 下午 of a day. Half-days sort in time."""

    date: date
    half: Half


class Entry(NamedTuple):
    """The name of an entered fact, as evidence: leave:12, outing:3, away:7, correction:2, cover:1, duty:5."""

    kind: str
    id: int


class Step(NamedTuple):
    """One signature that a leave needs; any one of `roles` may give it."""

    roles: tuple[str, ...]
    act: str  # approve, opinion, file


class Signature(NamedTuple):
    """A signature given, as it stands on the slip."""

    role: str
    act: str  # approve, opinion, file, reject
    by: str
    on: date
    opinion: str = ""


class Leave(NamedTuple):
    """请假, from one half-day to another, both included. `chain` is what it needed when it was requested."""

    id: int
    number: str
    kind: str
    first: HalfDay
    last: HalfDay
    cover: str  # 工号 of who stands in, empty where nobody was named
    filed: date
    chain: tuple[Step, ...]
    handover: bool = False  # the rulebook wants the hand-over confirmed before it is in force
    reason: str = ""
    signatures: tuple[Signature, ...] = ()
    handed_over: str = ""  # who confirmed the hand-over
    closed: HalfDay | None = None  # 销假: back at work from this half-day on
    cancelled: bool = False


class Outing(NamedTuple):
    """临时外出 within a day: from, expected back, and back; `closed` is None while the return is not entered."""

    id: int
    number: str
    day: date
    at: int
    back: int
    closed: int | None = None
    reason: str = ""


class StepAway(NamedTuple):
    """离岗告知: from and back; `cover` minds the post meanwhile, `reported` where it had to be told."""

    id: int
    number: str
    day: date
    at: int
    closed: int | None = None
    cover: str = ""
    reported: bool = False


class Mark(NamedTuple):
    """A punch certified by a witness (补签), or one line of a sign-in sheet (签到表); `entry` names which."""

    second: int
    entry: Entry
    witness: str


class Sheet(NamedTuple):
    """A witnessed sign-in sheet that stood in for the terminals of a floor from `first` to `last`."""

    id: int
    floor: str
    day: date
    first: int
    last: int
    witness: str


class Substitute(NamedTuple):
    """临时顶岗: a person who also holds a post for a while; days inclusive."""

    id: int
    number: str
    post: str
    first: date
    last: date


class Duty(NamedTuple):
    """A person's duty shift on a day; the rulebook gives the shift its hours."""

    id: int
    number: str
    day: date
    shift: str


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything entered by hand that bears on one day; by number where it belongs to a person.

    `leaves` also holds those that ended shortly before, because their closing may fall due on the day; `earlier`
    are the working days before it, latest first, as far back as that needs.
    """

    leaves: Mapping[str, tuple[Leave, ...]] = field(default_factory=dict)
    outings: Mapping[str, tuple[Outing, ...]] = field(default_factory=dict)
    aways: Mapping[str, tuple[StepAway, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    duties: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict)
    earlier: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        mine = self.leaves, self.outings, self.aways, self.marks, self.sheets, self.substitutes, self.duties
        return any(mine)


NOTHING = Entries()

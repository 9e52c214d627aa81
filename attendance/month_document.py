"""The frozen form of an allowance run: plain JSON values, what `allowance --json` prints and a run keeps.

Money is text with its decimals ("380.00"), never a binary fraction; days and quantities are text too ("20.5").
"""

from typing import NotRequired, TypedDict


class EventDoc(TypedDict):
    """One thing that was counted for a line: a finding, an absent or leave session, a yellow card, a changed day."""

    date: str  # 2026-11-20
    edition: int  # of that day's posting; 0 for a notice
    session: str  # am, pm …; empty for a notice
    code: str  # late, absent, on_leave:事假, yellow_card, on_time …
    minutes: int
    counted: str  # how much of the line's quantity it makes: "1", "0.5", "7"
    clause: str  # by which it was found: 宜政务[2013]28号 第五条第1款; empty for attendance in order
    evidence: list[str]  # punch:…, pull:…, leave:12, notice:3
    was: NotRequired[str]  # of a supplement: what the day's edition said when its month was closed
    was_edition: NotRequired[int]


class LineDoc(TypedDict):
    """One line of the sum. All `amount`s of a person add up to `total` exactly.

    stage: rates, bonuses, deductions, steps, forfeits, floor, cap, rounding, supplement.
    """

    stage: str
    name: str  # the item's name in the rulebook; of a supplement its month, 2026-10
    title: str  # 出勤补助, 全勤奖, 迟到扣款 …
    quantity: str  # 20.5
    unit: str  # day, session, month, time, minute, half_day, percent; empty
    rate: str  # yuan for each of `unit`; of a percentage what it is reckoned on
    amount: str  # signed
    note: str  # code: lost, not_whole_month, at_most, nothing_left, forgoes, rest_later; empty
    clause: str  # citation: 本中心规定 出勤补助
    clause_id: str
    rulebook: str  # version of the rulebook it is by
    events: list[EventDoc]  # what was counted; of rates a run keeps only what was paid otherwise than in full
    before: NotRequired[str]  # of a supplement: what its month paid, with earlier supplements
    after: NotRequired[str]  # and what it comes to by the editions of now


class PersonMonthDoc(TypedDict):
    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    group: str
    due: str  # 应出勤, days
    attended: str  # 实出勤, days
    times: dict[str, int]  # late, left_early, missing_in …: how often
    days: dict[str, str]  # absent, unknown, on_leave:事假 …: in days
    lines: list[LineDoc]
    gross: str  # 应发: what is earned
    deducted: str  # 扣款: what is taken off, not negative
    supplement: str  # 补发/扣回, signed
    total: str  # 实发 = gross - deducted + supplement


class BookDoc(TypedDict):
    """A rulebook and the first day of the month on which it holds."""

    since: str
    name: str
    version: str


class OpenDoc(TypedDict):
    """What stops the approval until it is decided."""

    kind: str  # unknown, objection
    number: str
    name: str
    date: str
    session: str  # empty: the whole day
    detail: str  # of an objection its number: 申诉 3
    decided: str  # "", paid, unpaid, as_posted
    reason: str
    by: str
    decision: int  # the number of the decision; 0 while there is none


class SumDoc(TypedDict):
    people: int
    gross: str
    deducted: str
    supplement: str
    total: str


class UnitSumDoc(SumDoc):
    unit: str


class RunDoc(TypedDict):
    """A month's allowance. `editions`: the posted edition of each day that it rests on."""

    month: str
    books: list[BookDoc]
    editions: dict[str, int]
    working: list[str]  # the working days of the month
    unposted: list[str]  # those of them that are not posted, also those that have not come yet
    notices: list[int]  # the notices that stood, by their numbers
    open: list[OpenDoc]
    supplements: list[str]  # the closed months that bring something into this one
    owed: dict[str, dict[str, str]]  # earlier month → number → what is still to be recovered
    people: list[PersonMonthDoc]  # in order of number
    units: list[UnitSumDoc]
    sum: SumDoc
    training: bool


class ActDoc(TypedDict):
    act: str  # checked, approved, closed
    by: str
    at: str  # 2026-12-01T09:12:00


class RunStateDoc(TypedDict):
    """A run with where it stands."""

    run: RunDoc
    number: int | None  # 第N版; None while nothing is frozen
    state: str  # draft, checked, approved, closed
    stale: bool  # what was checked differs from what would be reckoned now
    acts: list[ActDoc]

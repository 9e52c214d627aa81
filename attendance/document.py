"""The posted form of a judged day: plain JSON values, the shape `assess --json` prints and an edition freezes.

Reports, explanations and comparisons read this form, so that an edition can be shown again, years later,
exactly as it was posted.
"""

from collections.abc import Callable, Iterable
from typing import NotRequired, TypedDict

SessionDoc = TypedDict(
    "SessionDoc",
    {
        "name": str,  # am, pm, or the rulebook's own
        "due_in": str,  # 08:25
        "due_out": str,
        "in": str | None,  # 08:21:07, office time
        "out": str | None,
        "in_raw": NotRequired[str],  # 2026-11-20T08:28:07 on the terminal's clock, where its error was taken out
        "out_raw": NotRequired[str],
        "result": str,
    },
)


class FindingDoc(TypedDict):
    code: str
    minutes: int
    session: str
    clause: str  # the citation: 宜政务[2013]28号 第五条第1款
    clause_id: str
    evidence: list[str]  # punch:…, pull:…, terminal:…
    cause: str


class PersonDoc(TypedDict):
    number: str
    name: str
    unit: str
    post: str
    role: str
    group: str
    floor: str
    sessions: list[SessionDoc]
    findings: list[FindingDoc]


class TerminalDoc(TypedDict):
    name: str
    floor: str
    horizon: str | None  # 2026-11-20T18:05:00
    offset_s: int | None
    corrected: bool  # the clock's error was taken out of this day's times
    read: bool  # read past the day's last window


class SilenceDoc(TypedDict):
    terminal: str
    session: str
    side: str  # in, out
    people: list[str]


class RulebookDoc(TypedDict):
    name: str
    version: str


class PostDoc(TypedDict):
    post: str
    vacant: list[list[str]]


class DayDoc(TypedDict):
    """A judged day. `rest` days carry no people."""

    date: str
    rest: bool
    reason: str  # 国庆节, 补班 …
    rulebook: RulebookDoc
    complete: bool
    terminals: list[TerminalDoc]
    silences: list[SilenceDoc]
    people: list[PersonDoc]
    posts: list[PostDoc]


ChangeDoc = TypedDict(
    "ChangeDoc",
    {
        "number": str,
        "name": str,
        "session": str,  # empty where the person came or went
        "from": str,  # a result; with minutes where only they moved: late 7
        "to": str,
        "detail": str,  # what else of the session moved, as shown on the sheet: in 08:20:11 → 08:18:02
    },
)


class EditionDoc(TypedDict):
    """第N版: a frozen day and the act of posting it."""

    edition: int
    day: DayDoc
    posted_at: str  # 2026-11-21T08:50:12
    author: str
    reason: str
    changes: list[ChangeDoc]
    training: bool  # 演练: everything it shows is marked so


PRESENT_UNTIL_SHOWN = frozenset({"absent", "unknown", "rest"})

# The columns of the totals: what a person's codes and results must hold to count in them.
COUNTED: dict[str, Callable[[set[str]], bool]] = {
    "due": lambda codes: bool(codes - {"rest"}),
    "present": lambda codes: any(not code.startswith("on_leave") for code in codes - PRESENT_UNTIL_SHOWN),
    "late": lambda codes: "late" in codes,
    "left_early": lambda codes: "left_early" in codes,
    "missing": lambda codes: bool(codes & {"missing_in", "missing_out"}),
    "absent": lambda codes: "absent" in codes,
    "on_leave": lambda codes: any(code.startswith("on_leave") for code in codes),
    "unknown": lambda codes: "unknown" in codes,
}


def totals(people: Iterable[PersonDoc]) -> dict[str, int]:
    """应到 实到 迟到 早退 缺卡 旷工 请假 数据不全, counted in persons. A person may count in several columns."""
    counted = dict.fromkeys(COUNTED, 0)
    for person in people:
        codes = {session["result"] for session in person["sessions"]} | {f["code"] for f in person["findings"]}
        for column, counts in COUNTED.items():
            counted[column] += counts(codes)
    return counted

"""The posted form of a judged day: plain JSON values, the shape `assess --json` prints and an edition freezes.

Reports, explanations and comparisons read this form, so that an edition can be shown again, years later,
exactly as it was posted.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import NotRequired, TypedDict

from attendance.entries import Entries
from attendance.records import DayFacts, PullFacts, Punch, clock_text

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
        "in_certified": NotRequired[str],  # correction:3, where no punch but a witness says so
        "out_certified": NotRequired[str],
        "basis": NotRequired[list[str]],  # leave:12, outing:3, duty:5: what excuses it, or a part of it
        "result": str,
    },
)


EntryDoc = TypedDict(
    "EntryDoc",
    {
        "id": str,  # leave:12
        "kind": str,  # leave, outing, away, correction, duty
        "what": str,  # the kind of leave, the reason of an outing, the witness, the shift
        "from": str,  # 2026-11-20:am of a leave, 09:30:00 otherwise
        "to": str | None,  # of an outing when it was expected back; None where nothing ended it
        "back": NotRequired[str | None],  # of a leave and an outing: the return that was entered
        "state": NotRequired[str],  # of a leave: pending, rejected, handover, in_force, closed
        "cover": NotRequired[str],
        "signed": NotRequired[list[str]],  # of a leave: group_leader 张组长 2026-11-18
        "after_the_fact": NotRequired[bool],
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
    entries: NotRequired[list[EntryDoc]]  # what the office entered that bears on the day


class TerminalDoc(TypedDict):
    name: str
    floor: str
    horizon: str | None  # 2026-11-20T18:05:00
    offset_s: int | None
    corrected: bool  # the clock's error was taken out of this day's times
    lost: list[list[str]]  # from and to when punches may be lost: the device was replaced, or its log cleared
    read: bool  # read past the day's last window


class SilenceDoc(TypedDict):
    terminal: str
    session: str
    side: str  # in, out
    people: list[str]


class RulebookDoc(TypedDict):
    name: str
    version: str


class ReasonDoc(TypedDict):
    number: str
    name: str
    why: str  # absent, not_yet, left, on_outing, stepped_away, own_post, not_due, on_leave:…, covered_elsewhere


VacancyDoc = TypedDict(
    "VacancyDoc",
    {
        "code": str,  # post_vacant
        "session": str,
        "from": str,  # 10:05
        "to": str,
        "minutes": int,
        "clause": str,
        "clause_id": str,
        "reasons": list[ReasonDoc],  # of everybody who holds the post, where he was
        "evidence": list[str],
    },
)


class PostDoc(TypedDict):
    post: str
    unit: str
    floor: str
    vacant: list[list[str]]  # [["10:05", "10:25"]]
    findings: list[VacancyDoc]


SheetDoc = TypedDict(
    "SheetDoc", {"id": str, "floor": str, "from": str, "to": str, "witness": str, "people": int}
)  # a sign-in sheet in force


class DayDoc(TypedDict):
    """A judged day. `rest` days carry no people."""

    date: str
    rest: bool
    occasion: str  # 国庆节, 补班 …
    rulebook: RulebookDoc
    complete: bool
    terminals: list[TerminalDoc]
    silences: list[SilenceDoc]
    people: list[PersonDoc]
    posts: list[PostDoc]
    sheets: NotRequired[list[SheetDoc]]


PostChangeDoc = TypedDict("PostChangeDoc", {"post": str, "from": list[list[str]], "to": list[list[str]]})

ChangeDoc = TypedDict(
    "ChangeDoc",
    {
        "number": str,
        "name": str,
        "session": str,
        "from": str,  # a result, or not_listed where the person was not in that edition
        "to": str,
        "detail": str,  # what else moved: 签到 08:20:11 → 08:18:02；late 7 → late 5
    },
)


class LateDoc(TypedDict):
    """A day posted after its time, and why: not_running, unconfirmed, trouble, failed, by_hand."""

    due: str  # 2026-11-23T10:00:00
    why: str


class NotesDoc(TypedDict):
    """What is said of the posting itself, frozen with it."""

    late: NotRequired[LateDoc]
    objections_until: NotRequired[str]  # 2026-11-26, the last day on which an objection is heard


class EditionDoc(NotesDoc):
    """第N版: a frozen day and the act of posting it."""

    edition: int
    day: DayDoc
    posted_at: str  # 2026-11-21T08:50:12
    author: str
    reason: str
    changes: list[ChangeDoc]
    post_changes: list[PostChangeDoc]
    training: bool  # 演练: everything it shows is marked so


NOT_PRESENT = frozenset({"absent", "unknown", "rest", "on_leave"})

# The columns of the totals: what a person's session results and finding codes must hold to count in them.
COUNTED: dict[str, Callable[[set[str], set[str]], bool]] = {
    "due": lambda results, _: bool(results - {"rest"}),
    "present": lambda results, _: bool(results - NOT_PRESENT),
    "late": lambda results, codes: "late" in results | codes,
    "left_early": lambda results, codes: "left_early" in results | codes,
    "missing": lambda results, codes: bool((results | codes) & {"missing_in", "missing_out"}),
    "absent": lambda results, _: "absent" in results,
    "on_leave": lambda results, _: "on_leave" in results,
    "unknown": lambda results, _: "unknown" in results,
}


def totals(people: Iterable[PersonDoc]) -> dict[str, int]:
    """应到 实到 迟到 早退 缺卡 旷工 请假 数据不全, counted in persons. A person may count in several columns."""
    counted = dict.fromkeys(COUNTED, 0)
    for person in people:
        results = {session["result"].partition(":")[0] for session in person["sessions"]}
        codes = {finding["code"] for finding in person["findings"]}
        for column, counts in COUNTED.items():
            counted[column] += counts(results, codes)
    return counted


def punch_id(punch: Punch, pull: PullFacts) -> str:
    """A punch's name for ever: its natural key, readable without the database."""
    return raw_punch_id(pull.serial, punch.user, punch.at, punch.state, punch.ordinal)


def raw_punch_id(serial: str, user: str, at: int, state: int, ordinal: int) -> str:
    """punch:SERIAL/user/2026-11-20T08:21:07/state, with /1, /2 … for true repeats."""
    repeat = f"/{ordinal}" if ordinal else ""
    return f"punch:{serial}/{user}/{clock_text(at)}/{state}{repeat}"


def time_text(second: int) -> str:
    """Seconds since midnight as 08:21:07."""
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def canonical(document: object) -> str:
    """One text for one content, whatever the order in which it was built."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: object) -> str:
    """The fingerprint of a document's content."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def entries_digest(entries: Entries) -> object:
    """What was entered, whatever the order; a day on which nothing was has none, so that it stays what it was."""
    personal = entries.leaves, entries.outings, entries.aways, entries.marks, entries.duties
    return [
        *({number: sorted(map(repr, found)) for number, found in each.items()} for each in personal),
        sorted(map(repr, (*entries.sheets, *entries.substitutes))),
        list(map(str, entries.earlier)) if entries.leaves else [],
    ]


def facts_digest(facts: DayFacts) -> str:
    """The fingerprint of what a day was judged by, whatever the order in which the facts came."""
    known: dict[str, object] = {"entries": entries_digest(facts.entries)} if facts.entries else {}
    return digest(
        known
        | {
            "day": [str(value) for value in (facts.day.date, facts.day.working, facts.day.follows, facts.day.reason)],
            "people": sorted(facts.people),
            "punches": {number: sorted(punches) for number, punches in facts.punches.items()},
            "pulls": sorted((pull.id, pull.terminal, pull.serial, pull.offset) for pull in facts.pulls.values()),
            "terminals": sorted((t.name, t.floor, str(t.horizon), t.pull or 0, str(t.lost)) for t in facts.terminals),
            "usual": {terminal: sorted(numbers) for terminal, numbers in facts.usual.items()},
            "worked": sorted(facts.worked),
        }
    )

"""The posted form of a judged day: plain JSON values, the shape `assess --json` prints and an edition freezes.

Reports, explanations and comparisons read this form, so that an edition can be shown again, years later,
exactly as it was posted.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from attendance.records import (
    Assessment,
    DayFacts,
    Fact,
    Finding,
    PersonVerdict,
    PullFacts,
    Punch,
    TerminalFacts,
    Verdict,
    clock_text,
    day_count,
)
from attendance.rulebook import Rulebook

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


class PostDoc(TypedDict):
    post: str
    vacant: list[list[str]]


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


@dataclass(frozen=True)
class _Writer:
    """Turns one assessment into its document."""

    facts: DayFacts
    rulebook: Rulebook
    midnight: int  # the day's, as a terminal's count
    threshold: int

    def person(self, verdict: PersonVerdict) -> PersonDoc:
        person = verdict.person
        return {
            "number": person.number,
            "name": person.name,
            "unit": person.unit,
            "post": person.post,
            "role": person.role,
            "group": person.group,
            "floor": person.floor,
            "sessions": [self.session(session) for session in verdict.sessions],
            "findings": [self.finding(finding) for finding in verdict.findings],
        }

    def session(self, verdict: Verdict) -> SessionDoc:
        session, sign_in, sign_out = verdict.day.session, verdict.day.sign_in, verdict.day.sign_out
        document: SessionDoc = {
            "name": session.name,
            "due_in": time_text(session.due_in)[:5],
            "due_out": time_text(session.due_out)[:5],
            "in": time_text(sign_in.second) if sign_in else None,
            "out": time_text(sign_out.second) if sign_out else None,
            "result": verdict.result,
        }
        if sign_in and self.corrected(sign_in):
            document["in_raw"] = clock_text(sign_in.at)
        if sign_out and self.corrected(sign_out):
            document["out_raw"] = clock_text(sign_out.at)
        return document

    def corrected(self, punch: Punch) -> bool:
        return punch.at - self.midnight != punch.second

    def finding(self, finding: Finding) -> FindingDoc:
        return {
            "code": finding.code,
            "minutes": finding.minutes,
            "session": finding.session,
            "clause": self.rulebook.citation(finding.clause),
            "clause_id": finding.clause,
            "evidence": [self.fact(fact) for fact in finding.evidence],
            "cause": finding.cause,
        }

    def fact(self, fact: Fact) -> str:
        if isinstance(fact, Punch):
            return punch_id(fact, self.facts.pulls[fact.pull])
        return f"pull:{fact}" if isinstance(fact, int) else f"terminal:{fact}"

    def terminal(self, terminal: TerminalFacts, read: bool) -> TerminalDoc:
        """The offset that stood in this day's times; where it brought none, the latest measured."""
        offsets = [pull.offset for pull in self.facts.pulls.values() if pull.terminal == terminal.name]
        offset = max(offsets, key=abs, default=terminal.offset)
        return {
            "name": terminal.name,
            "floor": terminal.floor,
            "horizon": terminal.horizon.isoformat(timespec="seconds") if terminal.horizon else None,
            "offset_s": offset,
            "corrected": bool(offsets) and abs(offset or 0) > self.threshold,
            "lost": [[moment.isoformat(timespec="seconds") for moment in stretch] for stretch in terminal.lost],
            "read": read,
        }


def day_document(assessment: Assessment, facts: DayFacts, rulebook: Rulebook) -> DayDoc:
    """An assessment in its posted form."""
    writer = _Writer(facts, rulebook, day_count(facts.day.date), rulebook.on(facts.day).data.offset_seconds)
    return {
        "date": assessment.day.date.isoformat(),
        "rest": not assessment.day.working,
        "occasion": assessment.day.reason,
        "rulebook": {"name": assessment.rulebook, "version": assessment.version},
        "complete": assessment.complete,
        "terminals": [writer.terminal(terminal, terminal.name in assessment.read) for terminal in assessment.terminals],
        "silences": [
            {"terminal": s.terminal, "session": s.window.session, "side": s.window.side, "people": list(s.people)}
            for s in assessment.silences
        ],
        "people": [writer.person(verdict) for verdict in assessment.people],
        "posts": [],
    }


def canonical(document: object) -> str:
    """One text for one content, whatever the order in which it was built."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: object) -> str:
    """The fingerprint of a document's content."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def facts_digest(facts: DayFacts) -> str:
    """The fingerprint of what a day was judged by, whatever the order in which the facts came."""
    return digest(
        {
            "day": [str(value) for value in (facts.day.date, facts.day.working, facts.day.follows, facts.day.reason)],
            "people": sorted(facts.people),
            "punches": {number: sorted(punches) for number, punches in facts.punches.items()},
            "pulls": sorted((pull.id, pull.terminal, pull.serial, pull.offset) for pull in facts.pulls.values()),
            "terminals": sorted((t.name, t.floor, str(t.horizon), t.pull or 0, str(t.lost)) for t in facts.terminals),
            "usual": {terminal: sorted(numbers) for terminal, numbers in facts.usual.items()},
            "worked": sorted(facts.worked),
        }
    )

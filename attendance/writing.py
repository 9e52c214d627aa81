"""Writing an assessment down in its posted form."""

from collections.abc import Iterator
from dataclasses import dataclass

from attendance.document import (
    DayDoc,
    EntryDoc,
    FindingDoc,
    PersonDoc,
    PostDoc,
    SessionDoc,
    SheetDoc,
    TerminalDoc,
    VacancyDoc,
    punch_id,
    time_text,
)
from attendance.entries import Entries, Entry, HalfDay, Leave, Sheet
from attendance.leave import after_the_fact, state
from attendance.records import (
    Assessment,
    DayFacts,
    Fact,
    Finding,
    PersonVerdict,
    PostVerdict,
    Punch,
    Seen,
    TerminalFacts,
    Vacancy,
    Verdict,
    clock_text,
    day_count,
)
from attendance.rulebook import MINUTE, Rulebook


def minute_text(second: int) -> str:
    """10:05; with its seconds where it is no whole minute."""
    return time_text(second) if second % MINUTE else time_text(second)[:5]


def half_text(half: HalfDay) -> str:
    """2026-11-20:am, as it is typed."""
    return f"{half.date}:{half.half}"


def entry_id(entry: Entry) -> str:
    """leave:12."""
    return f"{entry.kind}:{entry.id}"


@dataclass(frozen=True)
class _Writer:
    """Turns one assessment into its document."""

    facts: DayFacts
    rulebook: Rulebook
    midnight: int  # the day's, as a terminal's count
    threshold: int

    def person(self, verdict: PersonVerdict) -> PersonDoc:
        person = verdict.person
        document: PersonDoc = {
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
        entries = [*self.entries(verdict)] if self.facts.entries else []
        if entries:
            document["entries"] = entries
        return document

    def entries(self, verdict: PersonVerdict) -> Iterator[EntryDoc]:
        """What bears on the day: entries of it, and a leave before it that a finding rests on."""
        told = {
            fact.id for f in verdict.findings for fact in f.evidence if isinstance(fact, Entry) and fact.kind == "leave"
        }
        day = self.facts.day.date
        for leave in self.facts.entries.leaves.get(verdict.person.number, ()):
            if state(leave) != "cancelled" and (leave.id in told or leave.first.date <= day <= leave.last.date):
                yield _leave(leave)
        yield from _of_the_day(verdict.person.number, self.facts.entries)

    def session(self, verdict: Verdict) -> SessionDoc:
        day, sign_in, sign_out = verdict.day, verdict.day.sign_in, verdict.day.sign_out
        document: SessionDoc = {
            "name": day.session.name,
            "due_in": time_text(day.session.due_in)[:5],
            "due_out": time_text(day.session.due_out)[:5],
            "in": time_text(sign_in.second) if sign_in else None,
            "out": time_text(sign_out.second) if sign_out else None,
            "result": verdict.result,
        }
        if sign_in:
            document |= self.beside("in", sign_in)  # type: ignore[typeddict-item]
        if sign_out:
            document |= self.beside("out", sign_out)  # type: ignore[typeddict-item]
        if day.basis:
            document["basis"] = [entry_id(entry) for entry in day.basis]
        return document

    def beside(self, side: str, seen: Seen) -> dict[str, str]:
        """What must be said of a time: that a witness gives it, or what the terminal's wrong clock showed."""
        if not isinstance(seen, Punch):
            return {f"{side}_certified": entry_id(seen.entry)}
        return {f"{side}_raw": clock_text(seen.at)} if seen.at - self.midnight != seen.second else {}

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
        if isinstance(fact, Entry):
            return entry_id(fact)
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

    def post(self, verdict: PostVerdict) -> PostDoc:
        return {
            "post": verdict.post,
            "unit": verdict.unit,
            "floor": verdict.floor,
            "vacant": [[minute_text(vacancy.first), minute_text(vacancy.last)] for vacancy in verdict.vacancies],
            "findings": [self.vacancy(vacancy) for vacancy in verdict.vacancies],
        }

    def vacancy(self, vacancy: Vacancy) -> VacancyDoc:
        return {
            "code": "post_vacant",
            "session": vacancy.session,
            "from": minute_text(vacancy.first),
            "to": minute_text(vacancy.last),
            "minutes": (vacancy.last - vacancy.first) // MINUTE,
            "clause": self.rulebook.citation(vacancy.clause),
            "clause_id": vacancy.clause,
            "reasons": [{"number": r.number, "name": r.name, "why": r.why} for r in vacancy.reasons],
            "evidence": [self.fact(fact) for fact in vacancy.evidence],
        }

    def sheet(self, sheet: Sheet) -> SheetDoc:
        entry = Entry("correction", sheet.id)
        signed = sum(any(mark.entry == entry for mark in marks) for marks in self.facts.entries.marks.values())
        return {
            "id": entry_id(entry),
            "floor": sheet.floor,
            "from": minute_text(sheet.first),
            "to": minute_text(sheet.last),
            "witness": sheet.witness,
            "people": signed,
        }


def day_document(assessment: Assessment, facts: DayFacts, rulebook: Rulebook) -> DayDoc:
    """An assessment in its posted form."""
    writer = _Writer(facts, rulebook, day_count(facts.day.date), rulebook.on(facts.day).data.offset_seconds)
    document: DayDoc = {
        "date": assessment.day.date.isoformat(),
        "rest": not assessment.day.working and not assessment.people,
        "occasion": assessment.day.reason,
        "rulebook": {"name": assessment.rulebook, "version": assessment.version},
        "complete": assessment.complete,
        "terminals": [writer.terminal(terminal, terminal.name in assessment.read) for terminal in assessment.terminals],
        "silences": [
            {"terminal": s.terminal, "session": s.window.session, "side": s.window.side, "people": list(s.people)}
            for s in assessment.silences
        ],
        "people": [writer.person(verdict) for verdict in assessment.people],
        "posts": [writer.post(verdict) for verdict in assessment.posts],
    }
    if facts.entries.sheets:
        document["sheets"] = [writer.sheet(sheet) for sheet in facts.entries.sheets]
    return document


# ---------------------------------------------------------------- what was entered


def _of_the_day(number: str, entries: Entries) -> Iterator[EntryDoc]:
    for outing in entries.outings.get(number, ()):
        yield {
            "id": f"outing:{outing.id}",
            "kind": "outing",
            "what": outing.reason,
            "from": time_text(outing.at),
            "to": time_text(outing.back),
            "back": None if outing.closed is None else time_text(outing.closed),
        }
    for away in entries.aways.get(number, ()):
        yield {
            "id": f"away:{away.id}",
            "kind": "away",
            "what": "",
            "from": time_text(away.at),
            "to": None if away.closed is None else time_text(away.closed),
            "cover": away.cover,
        }
    for mark in entries.marks.get(number, ()):
        seen = time_text(mark.second)
        yield {"id": entry_id(mark.entry), "kind": "correction", "what": mark.witness, "from": seen, "to": seen}
    for duty in entries.duties.get(number, ()):
        yield {"id": f"duty:{duty.id}", "kind": "duty", "what": duty.shift, "from": str(duty.day), "to": str(duty.day)}


def _leave(leave: Leave) -> EntryDoc:
    return {
        "id": f"leave:{leave.id}",
        "kind": "leave",
        "what": leave.kind,
        "from": half_text(leave.first),
        "to": half_text(leave.last),
        "back": half_text(leave.closed) if leave.closed else None,
        "state": state(leave),
        "cover": leave.cover,
        "signed": [f"{s.role} {s.by} {s.on}" for s in leave.signatures],
        "after_the_fact": after_the_fact(leave),
    }

"""A person's day with everything it rests on, as the attendance page shows it beside the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from attendance.document import EditionDoc, PersonDoc
from office.day_line import TimeLine, own_vacancies, time_line, used_as
from office.day_reasons import Why, reasons
from office.day_rows import Shown, shown
from office.day_times import short_time
from office.explain import ExplainedPunch, Explanation, StandsIn, explain
from office.home import Home
from office.objection_words import objection_text
from reports.entries import CERTIFIED, ON_SHEET, Register, register
from reports.judgement import of_session, side_cell, terminal_time, verdict_cell
from reports.notices import change_text
from reports.vacancies import reasons_text
from reports.words import SIDE_NAMES, SIDES, Side, session_word
from store import corrections
from store.corrections import Certified
from store.editions import editions


class SessionShown(NamedTuple):
    """A session: what was due, and what was seen."""

    name: str
    due_in: str
    sign_in: Shown
    due_out: str
    sign_out: Shown


class PunchShown(NamedTuple):
    """A punch: the time it was judged by, what the terminal had where that differs, and what it served as."""

    time: str
    raw: str
    terminal: str
    used: str
    state: int
    pull: int
    id: str


class EntryShown(NamedTuple):
    """Something entered. `revocable` is the number of a certified punch that can be taken back; what is not `counted`
    was entered after the edition was posted."""

    id: str
    kind: str
    text: str
    counted: bool = True
    revocable: int | None = None


class EditionShown(NamedTuple):
    """An edition of the day, with what it changed about the person."""

    number: int
    posted_at: str
    author: str
    reason: str
    changes: tuple[str, ...]


class MissingPunch(NamedTuple):
    """A side of a session without a punch, and when it was due."""

    session: str
    side: Side
    due: str


@dataclass(frozen=True)
class ExplainedDay:
    """A person's day. `edition` is None while the day is not posted: then it is what would be posted now."""

    day: date
    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    edition: int | None
    verdict: Shown
    sessions: tuple[SessionShown, ...]
    reasons: tuple[Why, ...]
    line: TimeLine
    clauses: tuple[tuple[str, str], ...]  # citation, text
    punches: tuple[PunchShown, ...]
    entries: tuple[EntryShown, ...]
    stands_in: tuple[str, ...]
    vacancies: tuple[str, ...]
    history: tuple[EditionShown, ...]  # the latest first
    missing: tuple[MissingPunch, ...]
    certifiable: bool  # the rulebook of the day knows certified punches
    rulebook: str
    objections: tuple[str, ...] = ()  # a line each, whatever became of them


def explained(home: Home, number: str, day: date) -> ExplainedDay:
    """The posted verdict on a person's day, or the one that would be posted now. Raises JobError."""
    found = explain(home, number, day)
    person, entered = found.person, register(found.day)
    with home.store.reading():
        history = [_edition(posted.document, number) for posted in editions(day, day)]
        certified = {f"correction:{each.id}": each for each in corrections.between(day, day)}
    clauses = dict.fromkeys((citation, text) for _, citation, text in (*found.clauses, *found.post_clauses))
    book = found.day["rulebook"]
    return ExplainedDay(
        *(day, number, person["name"], person["unit"], person["post"], person["role"], person["floor"]),
        edition=found.edition,
        verdict=shown(verdict_cell(person)),
        sessions=tuple(_sessions(person, entered)),
        reasons=tuple(reasons(person, found.sessions, entered, found.rules.punctuality.absent_after)),
        line=time_line(found, entered),
        clauses=tuple(clauses),
        punches=tuple(_punch(punch, found) for punch in found.punches),
        entries=(*_entries(person, entered, certified), *_entered_since(person, certified)),
        stands_in=tuple(map(_standing_in, found.stands_in)),
        vacancies=tuple(
            f"{post} {vacancy['from']}–{vacancy['to']}，{vacancy['minutes']} 分钟（{reasons_text(vacancy)}）"
            for post, vacancy in own_vacancies(found.day, number)
        ),
        history=tuple(reversed(history)),
        missing=tuple(_missing(person)),
        certifiable=found.rules.corrections is not None,
        rulebook=f"{book['name']} {book['version']}",
        objections=tuple(map(objection_text, found.objections)),
    )


def _sessions(person: PersonDoc, entered: Register) -> Iterator[SessionShown]:
    for session in person["sessions"]:
        found = of_session(person, session["name"])
        came, left = (shown(side_cell(session, found, side, entered.certified(session, side))) for side in SIDE_NAMES)
        yield SessionShown(session["name"], session["due_in"], came, session["due_out"], left)


def _punch(punch: ExplainedPunch, found: Explanation) -> PunchShown:
    day = found.day["date"]
    time = terminal_time(punch.corrected, day)
    raw = terminal_time(punch.raw, day) if punch.raw != punch.corrected else ""
    used = "、".join(f"{session_word(session['name'])}{SIDES[side]}" for session, side in used_as(found.person, time))
    return PunchShown(time, raw, punch.terminal, used, punch.state, punch.pull, punch.id)


def _missing(person: PersonDoc) -> Iterator[MissingPunch]:
    """The sides without a punch of sessions that are not excused, where a finding or a doubt says so."""
    for session in person["sessions"]:
        codes = {finding["code"] for finding in of_session(person, session["name"])}
        if codes & {"absent", "unknown", "missing_in", "missing_out"}:
            for side, due in zip(SIDE_NAMES, (session["due_in"], session["due_out"]), strict=True):
                if session[side] is None:
                    yield MissingPunch(session["name"], side, due)


def _standing_in(found: StandsIn) -> str:
    return f"{found.post}（替{found.name}）" if found.name else found.post


def _edition(edition: EditionDoc, number: str) -> EditionShown:
    moved = tuple(change_text(change) for change in edition["changes"] if change["number"] == number)
    return EditionShown(edition["edition"], edition["posted_at"], edition["author"], edition["reason"], moved)


# ---------------------------------------------------------------- what was entered


def _entries(person: PersonDoc, entered: Register, certified: Mapping[str, Certified]) -> Iterator[EntryShown]:
    """What the edition counted; a certified punch that was taken back since says so."""
    for entry in person.get("entries", []):
        found, text = certified.get(entry["id"]), entered.full_phrase(entry)
        if found and found.revoked:
            text += f"；已撤销（{found.revoked}），尚未进入公示"
        yield EntryShown(entry["id"], entry["kind"], text, revocable=_revocable(found))


def _revocable(found: Certified | None) -> int | None:
    return found.id if found and found.kind == "punch" and not found.revoked else None


def _entered_since(person: PersonDoc, certified: Mapping[str, Certified]) -> Iterator[EntryShown]:
    """Certified punches and sheets of the person that the edition does not know yet."""
    known = {entry["id"] for entry in person.get("entries", [])}
    for id, found in certified.items():
        if id not in known and not found.revoked:
            for second in _seconds(found, person["number"]):
                word = CERTIFIED if found.kind == "punch" else ON_SHEET
                text = f"{word} {short_time(second)}（证明人{found.witness}，{found.reason}）；尚未进入公示"
                yield EntryShown(id, "correction", text, False, _revocable(found))


def _seconds(found: Certified, number: str) -> Iterable[int]:
    if found.kind == "punch":
        return [found.first] if found.number == number else []
    return [second for own, second in found.lines if own == number]

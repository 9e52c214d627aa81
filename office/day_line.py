"""A person's day on a line: sessions and windows as bars, due times as ticks, punches as dots, absences hatched."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from attendance.document import DayDoc, EntryDoc, PersonDoc, SessionDoc, VacancyDoc
from attendance.records import DAY_SECONDS, Session
from office.day_times import second_of
from office.explain import ExplainedPunch, Explanation
from reports.entries import Register
from reports.tones import code_tone
from reports.vacancies import reasons_text, vacancies
from reports.words import SIDE_NAMES, SIDES, Side, finding_phrase, session_word

HOUR = 3600
MARGIN = HOUR // 2


class Bar(NamedTuple):
    """A stretch of the day in seconds since midnight. `kind`: session, in, out, leave, outing, away, vacant."""

    first: int
    last: int
    kind: str
    tone: str
    label: str


class Tick(NamedTuple):
    """A due time."""

    second: int
    label: str


class Dot(NamedTuple):
    """Something seen of the person. `kind`: used, unused, certified."""

    second: int
    kind: str
    label: str


class TimeLine(NamedTuple):
    """Everything on the line between two whole hours."""

    first: int
    last: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]


def time_line(found: Explanation, entered: Register) -> TimeLine:
    """A person's day as it is drawn."""
    person, day = found.person, found.day
    bars = (*_windows(found.sessions), *_sessions(person, found.sessions), *_absences(person, entered, found.sessions))
    bars = (*bars, *_vacant(day, person["number"]))
    dots = (*_punches(person, found.punches, day["date"]), *_certified(person, entered))
    shown = [bar for bar in bars if bar.kind not in {"in", "out"}]
    seen = [dot.second for dot in dots]
    first = min((*(bar.first for bar in shown), *seen), default=8 * HOUR)
    last = max((*(bar.last for bar in shown), *seen), default=18 * HOUR)
    begin = max(0, (first - MARGIN) // HOUR * HOUR)
    end = min(DAY_SECONDS, -(-(last + MARGIN) // HOUR) * HOUR)
    return TimeLine(begin, end, bars, tuple(_ticks(found.sessions)), dots)


def own_vacancies(day: DayDoc, number: str) -> list[tuple[str, VacancyDoc]]:
    """The vacant stretches of the posts that a person held, with the post."""
    return [
        (post["post"], vacancy)
        for post, vacancy in vacancies(day)
        if any(reason["number"] == number for reason in vacancy["reasons"])
    ]


def used_as(person: PersonDoc, text: str) -> list[tuple[SessionDoc, Side]]:
    """The sides of sessions that a punch of that time (08:20:11) serves."""
    return [
        (session, side)
        for session in person["sessions"]
        for side in SIDE_NAMES
        if session[side] == text and not certified_by(session, side)
    ]


def certified_by(session: SessionDoc, side: Side) -> str:
    """The correction that gives a time, empty where a punch does."""
    return (session.get("in_certified") if side == "in" else session.get("out_certified")) or ""


def second_at(text: str) -> int:
    """Seconds since midnight of 08:20 or 08:20:11."""
    return second_of(datetime.combine(date.min, time.fromisoformat(text)))


# ---------------------------------------------------------------- what stands on it


def _windows(sessions: Iterable[Session]) -> Iterator[Bar]:
    for session in sessions:
        word = session_word(session.name)
        yield Bar(session.in_from, session.in_to, "in", "plain", f"{word}签到时段")
        yield Bar(session.out_from, session.out_to, "out", "plain", f"{word}签退时段")


def _sessions(person: PersonDoc, sessions: Sequence[Session]) -> Iterator[Bar]:
    results = {session["name"]: session["result"] for session in person["sessions"]}
    for session in sessions:
        result = results.get(session.name, "rest")
        label = f"{session_word(session.name)} {finding_phrase(result.partition(':')[0])}"
        yield Bar(session.start, session.end, "session", code_tone(result), label)


def _ticks(sessions: Iterable[Session]) -> Iterator[Tick]:
    for session in sessions:
        yield Tick(session.due_in, "应到")
        yield Tick(session.due_out, "应离")


def _absences(person: PersonDoc, entered: Register, sessions: Sequence[Session]) -> Iterator[Bar]:
    """Outings and step-aways between their times; a leave over the sessions that it excuses."""
    excused = {(fact, session["name"]) for session in person["sessions"] for fact in session.get("basis", [])}
    for entry in person.get("entries", []):
        label = entered.phrase(entry)
        if entry["kind"] == "leave":
            for session in sessions:
                if (entry["id"], session.name) in excused:
                    yield Bar(session.start, session.end, "leave", "leave", label)
        elif entry["kind"] in {"outing", "away"}:
            tone = "leave" if entry["kind"] == "outing" else "other"
            yield Bar(second_at(entry["from"]), _until(entry, sessions), entry["kind"], tone, label)


def _until(entry: EntryDoc, sessions: Sequence[Session]) -> int:
    """When the person was back; what was not closed lasts to the end of its session."""
    end, first = entry.get("back") or entry["to"], second_at(entry["from"])
    if end:
        return second_at(end)
    return next((session.end for session in sessions if first < session.end), first + HOUR)


def _vacant(day: DayDoc, number: str) -> Iterator[Bar]:
    for post, vacancy in own_vacancies(day, number):
        label = f"空岗 {post} {vacancy['from']}–{vacancy['to']}（{reasons_text(vacancy)}）"
        yield Bar(second_at(vacancy["from"]), second_at(vacancy["to"]), "vacant", "absent", label)


def _punches(person: PersonDoc, punches: Iterable[ExplainedPunch], day: str) -> Iterator[Dot]:
    for punch in punches:
        text = punch.corrected.removeprefix(f"{day}T")
        served = used_as(person, text)
        words = "、".join(f"{session_word(session['name'])}{SIDES[side]}" for session, side in served)
        yield Dot(
            second_at(text), "used" if served else "unused", f"{text} {punch.terminal}" + (f" {words}" if words else "")
        )


def _certified(person: PersonDoc, entered: Register) -> Iterator[Dot]:
    for session in person["sessions"]:
        for side in SIDE_NAMES:
            at, word = session[side], entered.certified(session, side)
            if at and word:
                yield Dot(second_at(at), "certified", f"{at} {word}")

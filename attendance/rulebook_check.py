"""Reading a rulebook: TOML text → a checked `Rulebook`, or every fault it has."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from attendance.allowance_check import allowance_faults
from attendance.allowance_rules import ALLOWANCE_SECTIONS
from attendance.chapter_check import SECTIONS, chapter_faults
from attendance.records import Session
from attendance.rulebook import BOOK, Book, Rulebook, RulebookError, sessions_of
from attendance.rules import RULE_NAMES
from attendance.sections import Punctuality, SessionHours
from attendance.shape import Fault, read_table

SHIPPED = Path(__file__).parent / "rulebooks"


@lru_cache(maxsize=64)  # editions ask for the same few texts again and again
def load_rulebook(text: str) -> Rulebook:
    """A rulebook from its TOML text.

    Raises RulebookError with every fault found: key, value and what is wrong with it.
    """
    text = text.replace("\r\n", "\n")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError([_syntax_fault(error)]) from None
    faults: list[Fault] = []
    values = read_table(table, BOOK, faults)
    if faults:
        raise RulebookError(faults)
    book = Book(**values)
    faults += _contradictions(book)
    if faults:
        raise RulebookError(faults)
    return Rulebook(text, book)


def _syntax_fault(error: tomllib.TOMLDecodeError) -> Fault:
    """Where the file stops being TOML."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    return Fault(":".join(place.groups()) if place else "", "", "syntax", str(error).split(" (at ")[0])


def shipped_names() -> list[str]:
    """The rulebooks that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def shipped_text(name: str) -> str:
    """The text of a shipped rulebook. Raises FileNotFoundError."""
    return (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")


def _contradictions(book: Book) -> Iterator[Fault]:
    """What the types cannot see: clauses that nothing judges, hours that overlap, windows out of order."""
    known = {clause.id for clause in book.clauses}
    yield from _clause_faults(book)
    for section in (*SECTIONS, *ALLOWANCE_SECTIONS):
        for index, entry in enumerate(getattr(book, section), 1):
            if entry.clause not in known:
                yield Fault(f"{section}[{index}].clause", entry.clause, "no_such_clause")
    yield from _dates_twice(book)
    if not any(entry.season is None and not entry.weekdays for entry in book.hours):
        yield Fault("hours", "", "no_base_hours")
    for index, hours in enumerate(book.hours, 1):
        yield from _hours_faults(f"hours[{index}]", hours.sessions, book.punctuality)
    yield from chapter_faults(book)
    yield from allowance_faults(book)
    for index, duty in enumerate(book.duty, 1):
        for number, shift in enumerate(duty.shifts, 1):
            yield from _hours_faults(f"duty[{index}].shifts[{number}]", (shift.hours,), book.punctuality)


def _dates_twice(book: Book) -> Iterator[Fault]:
    """Two entries of one day: nobody could say which is in force."""
    for section in (*SECTIONS, "allowance"):
        seen = set()
        for index, entry in enumerate(getattr(book, section), 1):
            key = entry.since, *(str(getattr(entry, name, "")) for name in ("season", "weekdays", "name"))
            if key in seen:
                yield Fault(f"{section}[{index}].from", entry.since.isoformat(), "twice")
            seen.add(key)


def _clause_faults(book: Book) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, clause in enumerate(book.clauses):
        key = f"clauses[{index + 1}]"
        if clause.id in seen:
            yield Fault(f"{key}.id", clause.id, "twice")
        seen.add(clause.id)
        if bool(clause.rule) == bool(clause.by_hand):
            yield Fault(key, clause.id, "rule_or_by_hand")
        if clause.rule and clause.rule not in RULE_NAMES:
            yield Fault(f"{key}.rule", clause.rule, "no_such_rule")


def _hours_faults(key: str, sessions: Sequence[SessionHours], punctuality: Sequence[Punctuality]) -> Iterator[Fault]:
    names = [session.name for session in sessions]
    if len(set(names)) < len(names):
        yield Fault(f"{key}.sessions", ", ".join(names), "twice")
    yield from (
        Fault(f"{key}.sessions[{number}]", session.name, "start_after_end")
        for number, session in enumerate(sessions, 1)
        if session.start >= session.end
    )
    for before, after in pairwise(sessions):
        if after.start < before.end:
            yield Fault(f"{key}.sessions", f"{before.name}, {after.name}", "sessions_overlap")
    for rules in punctuality:
        found = list(sessions_of(sessions, rules))
        yield from (
            Fault(f"{key}.sessions", f"{early.name}, {late.name}", "stay_longer_than_gap")
            for early, late in pairwise(found)
            if early.due_out > late.due_in
        )
        yield from _window_faults(key, found)


def _window_faults(key: str, sessions: Sequence[Session]) -> Iterator[Fault]:
    """Windows must follow one another, else one punch could serve two of them; and hold their due times."""
    edges = [(s.name, window) for s in sessions for window in ((s.in_from, s.in_to), (s.out_from, s.out_to))]
    for name, (first, last) in edges:
        if first >= last:
            yield Fault(f"{key}.sessions", name, "window_empty")
    for (name, window), (_, following) in pairwise(edges):
        if following[0] < window[1]:
            yield Fault(f"{key}.sessions", name, "windows_overlap")
    for session in sessions:
        if not (
            session.in_from <= session.due_in < session.in_to and session.out_from <= session.due_out < session.out_to
        ):
            yield Fault(f"{key}.sessions", session.name, "due_outside_window")

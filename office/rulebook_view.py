"""The rulebook as the window shows it: every chapter's numbers in words with clause and text, and what is in force
when."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from attendance.allowance_rules import STAGES, AllowancePlan
from attendance.rulebook import Rulebook
from attendance.sections import Clause
from office.home import Home
from office.rulebook_differences import where
from office.rulebook_fields import Standing, standing
from office.rulebook_labels import CHAPTERS
from office.rulebook_periods import Period, periods
from office.rulebook_plan import begun
from office.rulebook_text import readable

BY_HAND = "人工认定"


class ClauseText(NamedTuple):
    """A clause as it is cited, its words, and why a person judges it where one does. `cited`: a number in force rests
    on it."""

    citation: str
    text: str
    reason: str
    cited: bool


class Paragraph(NamedTuple):
    """What is in force of a chapter: its numbers in words, since when, by which clause."""

    title: str
    lines: tuple[str, ...]
    since: date
    citation: str


class ChapterText(NamedTuple):
    """A chapter to read."""

    code: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    clauses: tuple[ClauseText, ...]


@dataclass(frozen=True)
class RulebookView:
    """The rulebook of a day, whole."""

    day: date
    title: str
    document: str
    name: str
    version: str
    chapters: tuple[ChapterText, ...]
    missing: tuple[str, ...]
    periods: tuple[Period, ...]


def rulebook_view(home: Home, day: date) -> RulebookView:
    """The rules in force on a day in readable form, and the time line of all rules. Raises JobError, RulebookError."""
    rulebook = home.rulebook(day)
    begun(rulebook, day)
    found = [*standing(rulebook, day)]
    clauses = [clause for clause in rulebook.book.clauses if clause.since <= day]
    told = {of.section for of in found} | {clause.rule for clause in clauses}
    chapters = [_chapter(code, found, clauses, rulebook) for code in _in_order(found) if code in told]
    by_hand = tuple(_clause(clause, rulebook, found) for clause in clauses if clause.by_hand)
    if by_hand:
        chapters.append(ChapterText("by_hand", BY_HAND, (), by_hand))
    book = rulebook.book
    return RulebookView(
        day=day,
        title=book.title,
        document=book.document,
        name=rulebook.name,
        version=rulebook.version,
        chapters=tuple(chapters),
        missing=tuple(title for code, title in CHAPTERS.items() if code not in told and code not in STAGES),
        periods=tuple(periods(home)),
    )


# ---------------------------------------------------------------- chapters


def _in_order(found: list[Standing]) -> list[str]:
    """The chapters; those about the allowance in the order in which they are applied."""
    plan = next((of.entry for of in found if isinstance(of.entry, AllowancePlan)), None)
    own = [code for code in CHAPTERS if code not in STAGES]
    return [*own, *(plan.order if plan else STAGES)]


def _chapter(code: str, found: list[Standing], clauses: list[Clause], rulebook: Rulebook) -> ChapterText:
    return ChapterText(
        code,
        CHAPTERS[code],
        tuple(_paragraph(of, rulebook) for of in found if of.section == code),
        tuple(_clause(clause, rulebook, found) for clause in clauses if clause.rule == code),
    )


def _paragraph(of: Standing, rulebook: Rulebook) -> Paragraph:
    return Paragraph(where(of), tuple(readable(of.entry, rulebook)), of.entry.since, rulebook.citation(of.entry.clause))


def _clause(clause: Clause, rulebook: Rulebook, found: list[Standing]) -> ClauseText:
    """A clause whose number a later entry replaced is shown as no longer cited; one that never was cited is its own
    reason to be there."""
    cited = any(of.entry.clause == clause.id for of in found)
    once = any(entry.clause == clause.id for section in CHAPTERS for entry in getattr(rulebook.book, section))
    return ClauseText(rulebook.citation(clause.id), clause.text, clause.by_hand, cited or not once)

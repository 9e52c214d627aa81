"""A rulebook file of the centre's own: what it says differently, adopting it from a day on, and writing one out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendance.records import CalendarDay
from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook
from office.failures import JobError, fault_sentence, file_words
from office.home import Home, read_text_file
from office.rulebook_change import Changed, adopted_after, posted_from, posted_note, until_note, year_fault
from office.rulebook_differences import Altered, ClausesBeside, clause_differences, differences
from office.rulebooks import adopt

NO_CLAUSES = ClausesBeside((), (), ())


@dataclass(frozen=True)
class FileLook:
    """What adopting a file from a day on would come to: its faults, or what it says differently."""

    faults: tuple[str, ...]
    title: str = ""
    name: str = ""
    version: str = ""
    altered: tuple[Altered, ...] = ()
    clauses: ClausesBeside = NO_CLAUSES
    notes: tuple[str, ...] = ()
    posted: int = 0


def look_file(home: Home, path: Path, since: date) -> FileLook:
    """Check a file and compare it with what is in force on a day. Adopts nothing. Raises JobError for no text file."""
    try:
        rulebook = load_rulebook(read_text_file(path))
        rulebook.on(CalendarDay(since, True, since.weekday()))
    except RulebookError as error:
        return FileLook(tuple(map(fault_sentence, error.faults)))
    unknown = year_fault(home, since)
    if unknown:
        return FileLook(unknown)
    before, following = home.rulebook(since), adopted_after(home, since)
    posted = posted_from(home, since, following)
    return FileLook(
        faults=(),
        title=rulebook.book.title,
        name=rulebook.name,
        version=rulebook.version,
        altered=tuple(differences((before, since), (rulebook, since))),
        clauses=clause_differences(before, rulebook),
        notes=(*until_note(following), *posted_note(since, posted)),
        posted=posted,
    )


def adopt_file(home: Home, path: Path, since: date) -> Changed:
    """Adopt a file from a day on; days before keep theirs. Raises JobError, RulebookError."""
    for said in year_fault(home, since):
        raise JobError(said)
    book = adopt(home, path, since).rulebook
    posted = posted_from(home, since, adopted_after(home, since))
    sentence = f"自 {since} 起采用 {book.book.title}（{book.name}），此前不变。{''.join(posted_note(since, posted))}"
    return Changed(since, book.name, book.version, posted, sentence)


def export_rulebook(home: Home, day: date, path: Path) -> Path:
    """Write the text that is in force on a day into a file. Raises JobError where that cannot be done."""
    content = home.rulebook(day).text
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise JobError(f"没有写成 {path}（{file_words(error)}），请另选一个可以写入的文件夹") from None
    return path

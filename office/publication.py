"""Postings as files: a workbook and a page for each edition, and the list of them all."""

from datetime import date, datetime
from pathlib import Path

from attendance.document import EditionDoc
from office.home import Home
from store.editions import editions, headings


def file_names(day: str, edition: int) -> dict[str, str]:
    """Where an edition's files lie in the publication folder."""
    return {kind: f"{day[:7]}/{day}-v{edition}.{kind}" for kind in ("xlsx", "html")}


def files_of(home: Home, day: date, edition: int) -> dict[str, str]:
    """The files of an edition that stand in the folder, by kind."""
    paths = {kind: home.published / name for kind, name in file_names(day.isoformat(), edition).items()}
    return {kind: str(path.resolve()) for kind, path in paths.items() if path.exists()}


def publish(home: Home, edition: EditionDoc, *, is_new: bool) -> dict[str, str]:
    """Write a new edition's files, and whatever is missing of those before it and of the list of postings.

    So what a run that was cut off left unwritten is made good. A new edition takes the place of any file that lies
    there, from another home perhaps. Gives the edition's paths by kind. Raises OSError where the folder cannot be
    written; nothing half-written stands there.
    """
    if is_new:
        _write(home, edition)
    for missing in _unpublished(home):
        _write(home, missing)
    _write_index(home)
    names = file_names(edition["day"]["date"], edition["edition"])
    return {kind: str((home.published / name).resolve()) for kind, name in names.items()}


def _unpublished(home: Home) -> list[EditionDoc]:
    """Editions whose files do not all stand in the folder."""
    gone = {
        (heading.day, heading.number)
        for heading in headings()
        for name in file_names(heading.day.isoformat(), heading.number).values()
        if not (home.published / name).exists()
    }
    return [
        found.document
        for day in sorted({day for day, _ in gone})
        for found in editions(day, day)
        if (day, found.document["edition"]) in gone
    ]


def _write(home: Home, edition: EditionDoc) -> None:
    from reports.excel import workbook  # openpyxl takes a while to load, and only a posting needs it
    from reports.page import posting_page
    from reports.posting import posting_tables
    from reports.publish import publish as place

    tables = posting_tables(edition, home.settings.centre)
    names = file_names(edition["day"]["date"], edition["edition"])
    place(home.published, names["html"], posting_page(tables, "../index.html").encode())
    place(home.published, names["xlsx"], workbook(tables, datetime.fromisoformat(edition["posted_at"])))


def _write_index(home: Home) -> None:
    from reports.index import Entry, index_page
    from reports.publish import publish as place

    entries = []
    for heading in headings():
        names = file_names(heading.day.isoformat(), heading.number)
        day = heading.day.isoformat()
        entries.append(
            Entry(
                day, heading.number, heading.posted_at, heading.complete, names["html"], names["xlsx"], heading.reason
            )
        )
    content = index_page(entries, home.settings.centre, home.training).encode()
    index = home.published / "index.html"
    if not index.exists() or index.read_bytes() != content:
        place(home.published, index.name, content)


def index_path(home: Home) -> Path:
    """The list of all postings."""
    return (home.published / "index.html").resolve()

"""The files of an edition: a page for each unit, the page of all of it, and the workbook."""

from datetime import date, datetime

from attendance.document import EditionDoc
from office.publication_folder import Folder
from office.publication_plan import Due
from reports.index import Whose
from reports.page import Around, Way, posting_page
from reports.posting import posting_tables
from reports.public import for_the_public
from reports.unit_pages import unit_file, unit_name, unit_tables
from reports.words import month_words
from store.editions import editions


def documents(day: date) -> dict[int, EditionDoc]:
    """Every edition of a day, by its number."""
    return {found.document["edition"]: found.document for found in editions(day, day)}


def write_edition(folder: Folder, whose: Whose, due: Due, known: dict[int, EditionDoc], *, pages_alone: bool) -> None:
    """Write an edition's files; the workbook never changes, so that it may be left where it stands."""
    public = for_the_public(known[due.key.number])
    tables = posting_tables(public, whose.centre)
    for unit in units_of(public):
        around = _around_unit(due, unit, unit in units_of(known[due.newest]))
        page = posting_page(unit_tables(public, whose.centre, unit), around)
        folder.put(f"{due.month}/{due.name}/{unit_file(unit)}", page.encode(), through=due.month)
    folder.put(f"{due.month}/{due.name}.html", posting_page(tables, _around(due, units_of(public))).encode())
    if not pages_alone:
        from reports.excel import workbook  # openpyxl takes a while to load, and only a posting needs it

        folder.put(f"{due.month}/{due.name}.xlsx", workbook(tables, datetime.fromisoformat(public["posted_at"])))


def units_of(edition: EditionDoc) -> list[str]:
    """The units that an edition lists, in order of their names."""
    return sorted({person["unit"] for person in edition["day"]["people"]})


def _around(due: Due, units: list[str]) -> Around:
    down = [Way(f"{due.name}/{unit_file(unit)}", unit_name(unit)) for unit in units]
    return Around(_up(due, ""), _newer(due, ""), down)


def _up(due: Due, above: str) -> list[Way]:
    return [Way(f"{above}../index.html", "全部公示"), Way(f"{above}index.html", f"{month_words(due.month)}公示")]


def _newer(due: Due, path: str) -> Way | None:
    """Where an edition was replaced, the way to the one that took its place."""
    if due.key.number == due.newest:
        return None
    words = f"本页是第{due.key.number}版，已被第{due.newest}版替代。点此查看第{due.newest}版"
    return Way(path or f"{due.key.day}-v{due.newest}.html", words)


def _around_unit(due: Due, unit: str, still_there: bool) -> Around:
    newest = f"../{due.key.day}-v{due.newest}"
    newer = _newer(due, f"{newest}/{unit_file(unit)}" if still_there else f"{newest}.html")
    own = Way(f"../../units/{unit_file(unit)}", f"{unit_name(unit)}的全部公示")
    return Around([*_up(due, "../"), Way(f"../{due.name}.html", "本日全部单位"), own], newer)

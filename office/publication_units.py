"""The lists of the units in the publication folder: units/市公安局.html has a unit's days of the latest year and leads
to those of earlier ones, each in a folder of its own. So ten years of history make no list longer than a year."""

from collections.abc import Iterable, Iterator, Mapping

from office.publication_folder import Folder
from office.publication_plan import Due, Plan, span_of
from reports.index import unit_page, units_page
from reports.listing import Entry
from reports.page import Way
from reports.unit_pages import unit_file
from store.edition_keys import units_between
from store.editions import units_of_editions

UNITS = "units"


def unit_list(unit: str, year: str = "") -> str:
    """Where a unit's list lies; with a year, that of a year gone by."""
    return "/".join(filter(None, (UNITS, year, unit_file(unit))))


def write_units(folder: Folder, plan: Plan, there: Mapping[str, Iterable[str]], changed: set[str]) -> None:
    """Write the lists of whoever is in the years that changed, and the list of all units. `there`: of each month the
    editions that stand in the folder."""
    dues = _by_year(plan, there)
    found = {year: units_between(*span_of(due.month for due in mine)) for year, mine in dues.items()}
    for name, page in _lists(plan, dues, found, changed):
        folder.update(name, page.encode())
    latest = {unit: str(last) for listed in found.values() for unit, last in listed.items()}
    folder.update(f"{UNITS}/index.html", units_page(plan.whose, dict(sorted(latest.items()))).encode())


def _by_year(plan: Plan, there: Mapping[str, Iterable[str]]) -> dict[str, list[Due]]:
    """Years in order."""
    found: dict[str, list[Due]] = {}
    for month in sorted(there):
        found.setdefault(month[:4], []).extend(due for due in plan.months[month] if due.name in there[month])
    return {year: dues for year, dues in found.items() if dues}


def _lists(
    plan: Plan, dues: Mapping[str, list[Due]], found: Mapping[str, Iterable[str]], changed: set[str]
) -> Iterator[tuple[str, str]]:
    """Each list's name and content."""
    *earlier, latest = dues
    for year in (year for year in earlier if year in changed):
        mine = _of_units(dues[year])
        for unit in found[year]:
            back = [Way(f"../{unit_file(unit)}", "最近一年")]
            yield unit_list(unit, year), _page(plan, unit, year, mine.get(unit, []), back, "../../")
    mine = _of_units(dues[latest])
    for unit in sorted({unit for year in dues if year in changed for unit in found[year]}):
        others = [Way(f"{year}/{unit_file(unit)}", f"{year}年") for year in reversed(earlier) if unit in found[year]]
        yield unit_list(unit), _page(plan, unit, latest, mine.get(unit, []), others, "../")


def _of_units(dues: list[Due]) -> dict[str, list[Due]]:
    """The editions that list each unit."""
    named = units_of_editions(*span_of(due.month for due in dues))
    found: dict[str, list[Due]] = {}
    for due in dues:
        for unit in named.get((due.key.day, due.key.number), ()):
            found.setdefault(unit, []).append(due)
    return found


def _page(plan: Plan, unit: str, year: str, dues: Iterable[Due], others: list[Way], up: str) -> str:
    entries = [
        Entry(
            *(str(due.key.day), due.key.number, due.key.posted_at, due.key.complete),
            html=f"{up}{due.month}/{due.name}/{unit_file(unit)}",
            newest=due.newest,
        )
        for due in dues
    ]
    return unit_page(plan.whose, unit, year, entries, others, up)

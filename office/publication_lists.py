"""The lists of the publication folder, made anew from what stands in it: months, units, and the whole."""

from collections.abc import Iterable

from office.publication_folder import Folder
from office.publication_plan import Plan, span_of
from office.publication_units import write_units
from reports.index import Kept, Month, index_page, month_page
from reports.listing import Entry
from store.edition_list import listed

INDEX = "index.html"
Standing = dict[str, dict[str, str]]  # of each month the editions in the folder, each with the state it stands in


def month_list(month: str) -> str:
    """Where the list of a month lies."""
    return f"{month}/{INDEX}"


def write_month(folder: Folder, plan: Plan, month: str, standing: dict[str, str]) -> None:
    """The list of a month, of the editions that stand in the folder. What it says of them is how a later run knows
    what was written, so it comes after them."""
    states = {due.name: standing[due.name] for due in plan.months[month] if due.name in standing}
    if states:
        page = month_page(plan.whose, month, _month_entries(plan, month, states, ""), states)
        folder.update(month_list(month), page.encode())


def write_index(folder: Folder, plan: Plan, standing: Standing, *, whole: bool) -> None:
    """The list of all, and where it has to change first the lists of the units. It comes last: as long as it says
    what it should, nothing else needs looking at."""
    there = {month: names for month, names in sorted(standing.items()) if names}
    if not there:
        return
    states = {month: plan.state(month) for month in there if _is_whole(plan, month, there[month])}
    said = folder.read(INDEX)
    page = _index(plan, there, states).encode()
    if page == said and not whole:
        return
    before = {} if whole else folder.marks(INDEX)
    changed = {month for month in there.keys() | before.keys() if before.get(month) != states.get(month, "")}
    write_units(folder, plan, there, _years(there) if _years(there) != _years(before) else _years(changed))
    if page != said:
        folder.put(INDEX, page)


def _years(months: Iterable[str]) -> set[str]:
    return {month[:4] for month in months}


def _is_whole(plan: Plan, month: str, names: dict[str, str]) -> bool:
    return all(names.get(due.name) == due.state for due in plan.months[month])


def _index(plan: Plan, there: Standing, states: dict[str, str]) -> str:
    found = {month: [due for due in plan.months[month] if due.name in there[month]] for month in there}
    months = [Month(month, len({due.key.day for due in dues}), len(dues)) for month, dues in found.items()]
    days = [str(due.key.day) for dues in found.values() for due in dues]
    kept = Kept(months[::-1], min(days, default=""), max(days, default=""), bool(plan.dropped), plan.for_months)
    latest = max(there, default="")
    entries = _month_entries(plan, latest, there[latest], f"{latest}/") if latest else []
    return index_page(plan.whose, kept, entries, dict(reversed(states.items())))


def _month_entries(plan: Plan, month: str, there: Iterable[str], below: str) -> list[Entry]:
    newest = {due.name: due.newest for due in plan.months[month] if due.name in there}
    found = {f"{each.day}-v{each.number}": each for each in listed(*span_of([month]))}
    return [
        Entry(
            *(str(each.day), each.number, each.posted_at, each.complete),
            html=f"{below}{name}.html",
            xlsx=f"{below}{name}.xlsx",
            reason=each.reason,
            late=each.notes["late"]["why"] if "late" in each.notes else "",
            newest=newest[name],
        )
        for name, each in found.items()
        if name in newest
    ]

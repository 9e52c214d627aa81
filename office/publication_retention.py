"""Taking down what is kept no longer: only files that this program made, of editions it knows, and folders left empty.
The database keeps everything."""

from office.publication_folder import Folder
from office.publication_lists import INDEX
from office.publication_plan import Plan, dues_of, span_of
from office.publication_units import UNITS, unit_list
from reports.unit_pages import unit_file
from store.edition_keys import units_between
from store.editions import units_of_editions


def take_down(folder: Folder, plan: Plan) -> None:
    """Take down the months that are kept no longer, after the lists have ceased to lead there. Cut off in the middle it
    goes on the next time, since a month's folder goes last."""
    gone = sorted(folder.names().intersection(plan.dropped))
    if gone:
        _units(folder, plan)
    for month in gone:
        _month(folder, month)


def _units(folder: Folder, plan: Plan) -> None:
    """The lists of units that nothing kept names any more, and of years that have no month left."""
    kept = units_between(*span_of(plan.months)) if plan.months else {}
    for year in sorted({month[:4] for month in plan.dropped}):
        left = [month for month in plan.months if month[:4] == year]
        still = units_between(*span_of(left)) if left else {}
        for unit in units_between(*span_of(month for month in plan.dropped if month[:4] == year)):
            if unit not in still:
                folder.remove(unit_list(unit, year))
            if unit not in kept:
                folder.remove(unit_list(unit))
        if not left:
            folder.remove_empty(f"{UNITS}/{year}")


def _month(folder: Folder, month: str) -> None:
    units = units_of_editions(*span_of([month]))
    for due in dues_of([month]):
        for unit in units.get((due.key.day, due.key.number), ()):
            folder.remove(f"{month}/{due.name}/{unit_file(unit)}")
        folder.remove_empty(f"{month}/{due.name}")
        for kind in ("html", "xlsx"):
            folder.remove(f"{month}/{due.name}.{kind}")
    folder.remove(f"{month}/{INDEX}")
    folder.remove_empty(month)

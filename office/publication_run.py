"""Bringing the publication folder up to date: what is missing in it is found by looking at it, never remembered.

So it is all the same whether the program was killed in the middle, the share was away, came back empty or as it was
last week, or a clerk deleted a file. One run does the work at a time, by a lease; whatever kills it, the next one
leaves the folder as if nothing had happened.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from attendance.document import EditionDoc
from office.publication_folder import Folder
from office.publication_lists import INDEX, Standing, month_list, write_index, write_month
from office.publication_pages import documents, write_edition
from office.publication_plan import Due, Plan, month_of, span_of
from office.publication_retention import take_down
from office.publication_units import UNITS
from reports.unit_pages import unit_file
from store.editions import units_of_editions

RECENT = 2  # months that are looked at each time
LABEL = "公示文件"
Progress = Callable[[str, int, int], object]


# ---------------------------------------------------------------- looking


@dataclass
class Look:
    """What is in the folder: of each month the editions that stand there, and those that are to be written."""

    standing: Standing = field(default_factory=dict)
    missing: dict[str, list[Due]] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)  # those that were looked into
    unlisted: bool = False  # the list of all does not say yet what it should

    def waiting(self) -> int:
        return sum(map(len, self.missing.values()))


def look(folder: Folder, plan: Plan, *, whole: bool = False, also: str = "") -> Look:
    """Look into the latest months and those of which the list of all says something else than it should; or into
    every month. Raises OSError where the folder is away."""
    said, there = folder.marks(INDEX), folder.names()
    wanted = {month: plan.state(month) for month in plan.months}
    found = Look(unlisted=said != wanted)
    for place, month in enumerate(reversed(plan.months)):
        doubtful = said.get(month) != wanted[month] or month not in there
        if whole or doubtful or place < RECENT or month == also:
            _look_into(folder, plan, month, found, whole=whole)
        else:
            found.standing[month] = {due.name: due.state for due in plan.months[month]}
    return found


def _look_into(folder: Folder, plan: Plan, month: str, found: Look, *, whole: bool) -> None:
    names, said = folder.names(month), folder.marks(month_list(month))
    units = units_of_editions(*span_of([month]))
    standing = {}
    for due in plan.months[month]:
        mine = units.get((due.key.day, due.key.number), ())
        wanted = {f"{due.name}.html", f"{due.name}.xlsx", *([due.name] if mine else [])}
        if due.name in said and wanted <= names and not (whole and _lacks_units(folder, due, mine)):
            standing[due.name] = said[due.name]
    found.months.add(month)
    found.standing[month] = standing
    found.missing[month] = [due for due in plan.months[month] if standing.get(due.name) != due.state]


def _lacks_units(folder: Folder, due: Due, units: Iterable[str]) -> bool:
    return not {unit_file(unit) for unit in units} <= folder.names(f"{due.month}/{due.name}")


# ---------------------------------------------------------------- writing


class LostError(Exception):
    """The folder is away, or full: nothing more can be written now."""


@dataclass
class Run:
    """One look and what came of it. `faults`: what could not be written; all else was, if the folder is there."""

    plan: Plan
    folder: Folder
    progress: Progress | None = None
    found: Look = field(default_factory=Look)
    faults: list[OSError] = field(default_factory=list)
    total: int = 0

    def bring(self, *, whole: bool = False, anew: tuple[date, int] | None = None) -> None:
        """Write what is missing: the latest months first, in which people look, then those before; in each the oldest
        day first. `anew` is an edition that is written whatever lies there, by its day and number."""
        try:
            with self._going_on(always=False):
                self.folder.make()
                self.found = look(self.folder, self.plan, whole=whole, also=month_of(anew[0]) if anew else "")
            if anew:
                self._doubt(*anew)
            self.total = self.found.waiting()
            self._write(whole)
        except LostError:
            return
        if not self.faults:
            with self._going_on():
                take_down(self.folder, self.plan)
            self.folder.tidy("", UNITS, *self.found.months)

    @contextmanager
    def _going_on(self, *, always: bool = True) -> Iterator[None]:
        """A file that cannot be written holds up no other."""
        try:
            yield
        except OSError as error:
            self.faults.append(error)
            if not always or self.folder.is_lost(error):
                raise LostError from error

    def _doubt(self, day: date, number: int) -> None:
        for due in self.plan.months.get(month_of(day), []):
            if (due.key.day, due.key.number) == (day, number):
                self.found.standing[due.month].pop(due.name, None)
                self.found.missing[due.month] = sorted({*self.found.missing[due.month], due})

    def _write(self, whole: bool) -> None:
        recent = [month for month in self.plan.months if month in self.found.months][-RECENT:]
        before = sorted(self.found.months - set(recent))
        for months in filter(None, (recent, before)):
            for month in months:
                self._month(month)
            last = months is before or not before
            with self._going_on():
                write_index(self.folder, self.plan, self.found.standing, whole=whole and last)
                self.folder.settle()

    def _month(self, month: str) -> None:
        for day, dues in groupby(tuple(self.found.missing[month]), lambda due: due.key.day):
            known = documents(day)
            for due in sorted(dues, reverse=True):  # so that no page leads to one that is not there yet
                with self._going_on():
                    self._edition(due, known)
        with self._going_on():
            self.folder.settle()  # the list of the month says of them that they are there
            write_month(self.folder, self.plan, month, self.found.standing[month])

    def _edition(self, due: Due, known: dict[int, EditionDoc]) -> None:
        standing, missing = self.found.standing[due.month], self.found.missing[due.month]
        stamp = standing.get(due.name, "").partition("/")[0]
        write_edition(self.folder, self.plan.whose, due, known, pages_alone=stamp == due.stamp)
        standing[due.name] = due.state
        missing.remove(due)
        if self.progress:
            self.progress(LABEL, self.total - self.found.waiting(), self.total)

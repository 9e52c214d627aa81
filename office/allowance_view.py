"""A month's allowance as the window shows it: where the run stands, everybody's sums, what is still to be decided."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from attendance.calendar import CalendarUnknown
from attendance.capitals import capitals
from attendance.rulebook import RulebookError
from office.allowance_kept import run_kept
from office.allowance_rows import (
    OpenRow,
    PersonRow,
    RunShown,
    StepDone,
    Sums,
    open_rows,
    person_row,
    steps_done,
    sums_shown,
)
from office.allowances import Run, RunHeading, run_list, run_numbered
from office.failures import JobError, sentence
from office.home import Home
from reports.allowance_words import yuan
from store.touched import first_posted_day

NEXT = {"draft": "check", "checked": "approve", "approved": "close", "closed": ""}
ONE = timedelta(days=1)


@dataclass(frozen=True)
class AllowanceView:
    """A month. `number` is the edition of the run, None where it is reckoned now; `step` is what comes next, empty
    where nothing does; an `old` edition is only to be looked at. Where there is no run, `trouble` says why, and
    `missing` that it is the rulebook which says nothing of an allowance."""

    month: str
    months: tuple[str, ...]
    today: date
    folder: str
    runs: tuple[RunShown, ...]
    trouble: str = ""
    missing: bool = False
    number: int | None = None
    state: str = "draft"
    stale: bool = False
    old: bool = False
    step: str = ""
    steps: tuple[StepDone, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[PersonRow, ...] = ()
    units: tuple[str, ...] = ()
    sums: Sums = field(default_factory=lambda: Sums(0))
    capitals: str = ""
    open: tuple[OpenRow, ...] = ()

    @property
    def undecided(self) -> int:
        """How many of the open days wait for a decision."""
        return sum(not each.decided for each in self.open)


def allowance_view(home: Home, month: str = "", number: int | None = None) -> AllowanceView:
    """A month's run; with no month the one that is due, with a number that edition as it was frozen."""
    today, runs = home.clock().date(), run_list(home)
    months = _months(home, today, runs)
    month = month or _due(months, runs)
    months = tuple(sorted({*months, month}, reverse=True))  # a link may lead to one that has not begun
    folder = str((home.path / "monthly" / month).resolve())
    empty = AllowanceView(month, months, today, folder, tuple(map(_listed, runs)))
    try:
        run = run_kept(home, month) if number is None else run_numbered(home, month, number)
    except (JobError, CalendarUnknown, RulebookError) as error:
        return replace(empty, trouble=sentence(error) or str(error), missing=_says_nothing(home, month))
    newest = next((each.number for each in runs if each.month == month), None)
    return _filled(run, empty, old=number is not None and number != newest)


def _filled(run: Run, empty: AllowanceView, old: bool) -> AllowanceView:
    document = run.run
    total = sums_shown(document["sum"])
    return replace(
        empty,
        number=None if run.stale else run.number,
        state=run.state,
        stale=run.stale,
        old=old,
        step="" if old else NEXT[run.state],
        steps=() if run.stale else steps_done(run.acts),
        warnings=(*_moved(run, empty), *run.warnings),
        rows=tuple(map(person_row, document["people"])),
        units=tuple(each["unit"] for each in document["units"]),
        sums=total,
        capitals=capitals(Decimal(total.total)),
        open=tuple(open_rows(document)),
    )


def _moved(run: Run, view: AllowanceView) -> Iterator[str]:
    """That what was checked no longer holds, and what it came to."""
    before = next((each for each in view.runs if (each.month, each.number) == (run.month, run.number)), None)
    if run.stale and before:
        yield (
            f"第{before.number}版（实发合计 {yuan(before.sums.total)} 元）核对以后，公示、申诉、通报或者规则有变化；"
            "下面是按现在的公示算出的，请看过以后重新核对"
        )


def _listed(run: RunHeading) -> RunShown:
    return RunShown(run.month, run.number, run.state, sums_shown(run.sum), steps_done(run.acts))


# ---------------------------------------------------------------- which month


def _months(home: Home, today: date, runs: Iterable[RunHeading]) -> tuple[str, ...]:
    """Every month since the first posting, and those of which there is a run, the newest first."""
    with home.store.reading():
        begun = first_posted_day()
    found, month = {f"{today:%Y-%m}", *(run.month for run in runs)}, today.replace(day=1)
    while begun and month > begun:
        month = (month - ONE).replace(day=1)
        found.add(f"{month:%Y-%m}")
    return tuple(sorted(found, reverse=True))


def _due(months: tuple[str, ...], runs: Iterable[RunHeading]) -> str:
    """The month before the one that goes on, while it is not closed; else the one that goes on."""
    closed = {run.month for run in runs if run.state == "closed"}
    return months[1] if len(months) > 1 and months[1] not in closed else months[0]


def _says_nothing(home: Home, month: str) -> bool:
    """Whether the rulebook has no section of an allowance that is in force in the month."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return not any(plan.since <= last for plan in home.rulebook(last).book.allowance)

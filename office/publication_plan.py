"""What ought to stand in the publication folder: every edition whose month is kept, as it ought to be said now."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from office.home import Home
from reports.index import Whose
from reports.marks import state_of
from store.edition_keys import Key, edition_keys, posted_days

FORM = 1  # raise it when what published files say or look like changes: all of them are then written again


class Due(NamedTuple):
    """An edition that ought to stand there; `newest` is the edition of its day that is in force."""

    key: Key
    newest: int

    @property
    def name(self) -> str:
        """Of its files, without their kind."""
        return f"{self.key.day}-v{self.key.number}"

    @property
    def month(self) -> str:
        return month_of(self.key.day)

    @property
    def stamp(self) -> str:
        """Which edition it is, and in which form it is published."""
        return state_of((FORM, self.name, self.key.posted_at, self.key.complete))

    @property
    def state(self) -> str:
        """What its pages depend on; they also say which edition took its place."""
        return f"{self.stamp}/{self.newest}"


@dataclass(frozen=True)
class Plan:
    """Months in order, each with its editions in order; `dropped` are the months kept no longer."""

    whose: Whose
    months: dict[str, list[Due]]
    dropped: tuple[str, ...]
    for_months: int

    def state(self, month: str) -> str:
        """What the lists of a month depend on."""
        return state_of((FORM, self.whose.title(""), *((due.name, due.state) for due in self.months[month])))

    def editions(self) -> int:
        """How many ought to stand there."""
        return sum(map(len, self.months.values()))


def plan_of(home: Home) -> Plan:
    """From the database and the settings alone, so that it is the same whoever asks."""
    with home.store.reading():
        months = list(dict.fromkeys(map(month_of, posted_days())))
        since = _first_kept(months[-1], home.settings.publication_months) if months else ""
        kept = [month for month in months if month >= since]
        dues = dues_of(kept) if kept else []
    return Plan(
        Whose(home.settings.centre, home.training),
        {month: list(mine) for month, mine in groupby(dues, lambda due: due.month)},
        tuple(month for month in months if month < since),
        home.settings.publication_months,
    )


def dues_of(months: Iterable[str]) -> list[Due]:
    """The editions of some months that follow one another, in order."""
    keys = edition_keys(*span_of(months))
    newest = {key.day: key.number for key in keys}  # they come in order
    return [Due(key, newest[key.day]) for key in keys]


def _first_kept(latest: str, for_months: int) -> str:
    """The month that many before the latest one posted. Counted from there and not from the clock: a clock that runs
    years ahead must not empty the folder."""
    if not for_months:
        return ""
    count = int(latest[:4]) * 12 + int(latest[5:]) - 1 - for_months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def month_of(day: date) -> str:
    """2026-11."""
    return day.isoformat()[:7]


def span_of(months: Iterable[str]) -> tuple[date, date]:
    """The first day of the first and the last day of the last of some months."""
    ordered = sorted(months)
    first, last = (date.fromisoformat(f"{month}-01") for month in (ordered[0], ordered[-1]))
    return first, last.replace(day=monthrange(last.year, last.month)[1])

"""Allowance runs: each frozen as it was reckoned, with what was done with it since. A run is never changed."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from attendance.document import canonical
from attendance.month_document import RunDoc, SumDoc
from store.dated import standing
from store.month_tables import AllowanceRun, RunAct
from store.tables import Change, RulebookText, database

CLOSED = "closed"
BASIS = {  # what a run rests on, and whether its rows may be ended
    "edition": False,
    "month_decision": True,
    "notice": True,
    "objection": True,
    "objection_decision": True,
    "adoption": True,
    "calendar_entry": True,
    "calendar_year": True,
    "run_act": True,
}


class Act(NamedTuple):
    """核对, 核准 or 封账: by whom and when."""

    act: str  # checked, approved, closed
    by: str
    at: str
    change: int


class StoredRun(NamedTuple):
    """第N版 of a month. `change` is also the state of all facts that it was reckoned from."""

    change: int
    month: str
    number: int
    document: RunDoc
    acts: tuple[Act, ...]

    @property
    def state(self) -> str:
        """checked, approved, closed: what was done last."""
        return self.acts[-1].act


class Heading(NamedTuple):
    """A run without its people."""

    change: int
    month: str
    number: int
    sum: SumDoc
    acts: tuple[Act, ...]


def month_count(month: str) -> int:
    """Months counted: 2026-11 → 2026 × 12 + 10."""
    year, number = map(int, month.split("-"))
    return year * 12 + number - 1


def month_named(count: int) -> str:
    """The month of a count."""
    return f"{count // 12:04}-{count % 12 + 1:02}"


def add_run(document: RunDoc, change: int, texts: dict[str, tuple[str, str]]) -> int:
    """Freeze a run as its month's next number; `texts`: of each rulebook's version its name and text."""
    month = month_count(document["month"])
    for version, (name, text) in texts.items():
        RulebookText.insert(version=version, name=name, text=text).on_conflict_ignore().execute()
    known = AllowanceRun.select(AllowanceRun.number).where(AllowanceRun.month == month)
    number = int(known.order_by(AllowanceRun.number.desc()).limit(1).scalar() or 0) + 1
    AllowanceRun.create(
        change=change,
        month=month,
        number=number,
        sums=canonical(document["sum"]),
        basis=canonical([document["editions"], document["notices"], document["supplements"]]),
        document=canonical(document),
        force_insert=True,
    )
    return number


def add_act(run: int, act: str, by: str, change: int) -> None:
    """Keep what was done with a run."""
    RunAct.create(change=change, run=run, act=act, by=by)


def latest_run(month: str, as_of: int) -> StoredRun | None:
    """The run of a month that counts at a change: the latest."""
    mine = (AllowanceRun.month == month_count(month)) & (AllowanceRun.change <= as_of)
    row = AllowanceRun.select().where(mine).order_by(AllowanceRun.number.desc()).first()
    return _stored(row, as_of) if row else None


def run_numbered(month: str, number: int, as_of: int) -> StoredRun | None:
    """An earlier run of a month."""
    mine = (AllowanceRun.month == month_count(month)) & (AllowanceRun.number == number)
    row = AllowanceRun.get_or_none(mine)
    return _stored(row, as_of) if row else None


class Closed(NamedTuple):
    """A closed run without its people: what it rests on, and the earlier months that it pays supplements for."""

    change: int
    month: str
    editions: dict[str, int]
    notices: list[int]
    supplements: list[str]


def closed_runs(as_of: int) -> list[Closed]:
    """The runs that are closed at a change, oldest month first."""
    rows = database.execute_sql(
        "SELECT change_id, month, basis FROM allowance_run WHERE change_id IN"
        " (SELECT run_id FROM run_act WHERE act = ? AND change_id <= ? AND (ended_id IS NULL OR ended_id > ?))"
        " ORDER BY month",
        (CLOSED, as_of, as_of),
    ).fetchall()
    return [Closed(change, month_named(month), *json.loads(basis)) for change, month, basis in rows]


def run_of_change(change: int, as_of: int) -> StoredRun:
    """A run by its change."""
    return _stored(AllowanceRun.get_by_id(change), as_of)


def _stored(row: Any, as_of: int) -> StoredRun:
    return StoredRun(
        row.change_id, month_named(row.month), row.number, json.loads(row.document), _acts(row.change_id, as_of)
    )


def _acts(run: int, as_of: int) -> tuple[Act, ...]:
    query = RunAct.select(RunAct, Change).join(Change, on=RunAct.change)
    rows: Iterable[Any] = query.where((RunAct.run == run) & standing(RunAct, as_of)).order_by(RunAct.id)
    return tuple(Act(row.act, row.by or row.change.author, row.change.at, row.change_id) for row in rows)


def last_act(month: str) -> str:
    """What was done last with the latest run of a month: checked, approved, closed; empty where there is none."""
    row = database.execute_sql(
        "SELECT act FROM run_act WHERE run_id = (SELECT change_id FROM allowance_run WHERE month = ?"
        " ORDER BY number DESC LIMIT 1) AND ended_id IS NULL ORDER BY id DESC LIMIT 1",
        (month_count(month),),
    ).fetchone()
    return str(row[0]) if row else ""


def run_headings(as_of: int) -> list[Heading]:
    """All runs, the newest month first, without their people."""
    rows = database.execute_sql(
        "SELECT change_id, month, number, sums FROM allowance_run"
        " WHERE change_id <= ? ORDER BY month DESC, number DESC",
        (as_of,),
    ).fetchall()
    return [
        Heading(change, month_named(month), number, json.loads(sums), _acts(change, as_of))
        for change, month, number, sums in rows
    ]


def moved(after: int, until: int, run: int) -> bool:
    """Whether anything that a run rests on came or went between two changes; what was done with the run itself does
    not count."""
    for table, goes in BASIS.items():
        own = " AND run_id <> ?" if table == "run_act" else ""
        ended = " OR (ended_id > ? AND ended_id <= ?)" if goes else ""
        asked = (after, until, *((after, until) if goes else ()), *((run,) if own else ()))
        query = f"SELECT 1 FROM {table} WHERE ((change_id > ? AND change_id <= ?){ended}){own} LIMIT 1"
        if database.execute_sql(query, asked).fetchone():
            return True
    return False


def rulebook_texts(versions: set[str]) -> dict[str, str]:
    """The texts of rulebooks by which something was frozen."""
    rows = RulebookText.select().where(RulebookText.version.in_(versions))
    return {row.version: row.text for row in rows}


def posted_months(first: date, last: date) -> set[str]:
    """The months between two days in which any day is posted."""
    rows = database.execute_sql(
        "SELECT DISTINCT day FROM edition WHERE day BETWEEN ? AND ?", (first.toordinal(), last.toordinal())
    )
    return {f"{date.fromordinal(day):%Y-%m}" for (day,) in rows}

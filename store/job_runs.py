"""What ran in the mornings: one row a step, written when it is done."""

import json
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import fn

from store.database import last_change
from store.morning_tables import JobRun


class Run(NamedTuple):
    """A step that ran. `kind`: read, draft, post, files, backup; `outcome`: ok, waiting, failed, clock."""

    kind: str
    day: date
    started: datetime
    ended: datetime
    outcome: str
    detail: dict[str, Any]


def add_run(run: Run) -> int:
    """Keep it. Call inside a transaction."""
    made = JobRun.create(
        kind=run.kind,
        day=run.day.toordinal(),
        started=run.started.isoformat(timespec="seconds"),
        ended=run.ended.isoformat(timespec="seconds"),
        outcome=run.outcome,
        detail=json.dumps(run.detail, ensure_ascii=False),
    )
    return int(made.id)


def runs_on(first: date, last: date) -> list[Run]:
    """The steps of the office days between two (inclusive), in the order in which they ended."""
    rows = JobRun.select().where(JobRun.day.between(first.toordinal(), last.toordinal())).order_by(JobRun.id)
    return [_run(row) for row in rows]


def last_run(kind: str, outcome: str = "ok") -> Run | None:
    """The latest step of a kind that ended so."""
    mine = (JobRun.kind == kind) & (JobRun.outcome == outcome)
    row = JobRun.select().where(mine).order_by(JobRun.id.desc()).first()
    return _run(row) if row else None


def any_run() -> bool:
    """Whether anything ever ran by itself here."""
    return bool(JobRun.select().exists())


def newest() -> tuple[int, int]:
    """The last change and the last step of the morning: what a window goes by."""
    return last_change(), int(JobRun.select(fn.MAX(JobRun.id)).scalar() or 0)


def forget_before(day: date) -> int:
    """Drop what ran before a day; it has served its purpose. Gives how many rows."""
    return int(JobRun.delete().where(JobRun.day < day.toordinal()).execute())


def _run(row: Any) -> Run:
    moments = datetime.fromisoformat(row.started), datetime.fromisoformat(row.ended)
    return Run(row.kind, date.fromordinal(row.day), *moments, row.outcome, json.loads(row.detail))

"""Postings as files for everybody to see: pages, workbooks, and the lists that lead to them."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from attendance.document import EditionDoc
from office.failures import JobError
from office.home import Home
from office.lease import TakenError, hold
from office.publication_folder import Folder, StrangersError
from office.publication_lists import INDEX
from office.publication_plan import Plan, plan_of
from office.publication_run import Progress, Run, look
from store import job_runs

LEASE = "files"
WAIT, LONG_WAIT = 5.0, 60.0  # seconds that another who writes files is waited for, by nobody and by a clerk
TAKEN = "另一个在岗正在写公示文件，请稍候再试；已经定下的公示不会丢"


class Delivered(NamedTuple):
    """How many files were written, how many editions are not in the folder yet (at least 1 where anything is the
    matter), and what is the matter with it."""

    written: int
    waiting: int
    said: str = ""


def file_names(day: str, edition: int) -> dict[str, str]:
    """Where an edition's files lie in the publication folder."""
    return {kind: f"{day[:7]}/{day}-v{edition}.{kind}" for kind in ("xlsx", "html")}


def files_of(home: Home, day: date, edition: int) -> dict[str, str]:
    """The files of an edition that stand in the folder, by kind."""
    paths = {kind: home.published / name for kind, name in file_names(day.isoformat(), edition).items()}
    return {kind: str(path.resolve()) for kind, path in paths.items() if path.exists()}


def index_path(home: Home) -> Path:
    """The list of all postings."""
    return (home.published / INDEX).resolve()


def publish(home: Home, edition: EditionDoc, *, is_new: bool) -> dict[str, str]:
    """Write a new edition's files, and whatever else is missing in the folder, of what a run left that was cut off.

    A new edition takes the place of any file that lies there, from another home perhaps. Gives the edition's paths by
    kind; none where its month is kept no longer. Raises OSError where the folder cannot be written, nothing
    half-written stands there then; TakenError.
    """
    day, number = date.fromisoformat(edition["day"]["date"]), edition["edition"]
    with hold(home, LEASE, LONG_WAIT, TAKEN):
        run = Run(plan_of(home), Folder(home))
        run.bring(anew=(day, number) if is_new else None)
    if run.faults:
        said = run.folder.sentence(run.faults[0])
        raise JobError(said) if isinstance(run.faults[0], StrangersError) else run.faults[0]
    return files_of(home, day, number)


def deliver(home: Home, progress: Progress | None = None, *, whole: bool = False) -> Delivered:
    """Bring the folder up to date: write what is missing, take down what is kept no longer. Whatever is the matter with
    the folder is said; the rest waits for the next time. `whole` looks at every file there should be."""
    if not plan_of(home).months:
        return Delivered(0, 0)
    try:
        with hold(home, LEASE, WAIT, TAKEN):
            run = Run(plan_of(home), Folder(home), progress)
            run.bring(whole=whole)
    except TakenError:
        return Delivered(0, pending(home))
    if not run.faults:
        return Delivered(run.folder.written, 0)
    waiting = run.found.waiting() if run.found.standing else _since_last_time(home, run.plan)
    return Delivered(run.folder.written, max(waiting, 1), run.folder.sentence(run.faults[0]))


def pending(home: Home) -> int:
    """How many editions are not in the folder yet, as far as a look into its latest months tells; 1 where they all are
    but its lists do not lead there."""
    plan = plan_of(home)
    folder = Folder(home)
    try:
        folder.owner()
        found = look(folder, plan)
    except OSError:
        return _since_last_time(home, plan)
    return found.waiting() or int(found.unlisted)


def _since_last_time(home: Home, plan: Plan) -> int:
    """The folder being away, the editions made since it was last brought up to date; as far as is known."""
    with home.store.reading():
        last = job_runs.last_run("files")
    keys = [due.key for dues in plan.months.values() for due in dues]
    new = [key for key in keys if last is None or datetime.fromisoformat(key.posted_at) >= last.started]
    return max(len(new), 1) if keys else 0

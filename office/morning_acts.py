"""The acts of a morning run, each noted when it is done: reading, posting, files, backup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from attendance.document import EditionDoc
from office import backups, morning_log, publication
from office.drafts import Watch, office_now
from office.failures import JobError, sentence
from office.home import Home
from office.lease import TakenError
from office.morning_plan import Draft, Office, Read, held_back, read_limit
from office.postings import freeze
from office.publication import Delivered
from office.pull import Outcome, pull, pull_unwatched
from store import job_runs
from store.database import StoreError
from store.job_runs import Run
from store.pulls import first_whole_read

BACKUP_AGAIN = timedelta(hours=1)  # after one that failed


@dataclass(frozen=True)
class DayOutcome:
    """What became of a day that waited: posted, or held back and `why` (rest, early, incomplete, unconfirmed,
    trouble)."""

    day: date
    turn: date
    why: str = ""
    said: str = ""
    edition: EditionDoc | None = None
    short: tuple[str, ...] = ()
    unknown: int = 0

    @property
    def posted(self) -> bool:
        return self.edition is not None


@dataclass
class MorningRun:
    """What one run did. `trouble` are sentences about what somebody must see to."""

    now: datetime
    rest: bool
    read: list[Outcome] = field(default_factory=list)
    days: dict[date, DayOutcome] = field(default_factory=dict)
    files: Delivered | None = None
    backup: str = ""
    trouble: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether every day whose turn has come is posted and its files stand in the folder."""
        posted = all(outcome.posted or outcome.why == "rest" for outcome in self.days.values())
        return posted and not self.trouble and not (self.files and self.files.waiting)


# ---------------------------------------------------------------- reading


def read(home: Home, done: MorningRun, due: Read, waiting: Sequence[Draft]) -> None:
    """Read the terminals; no longer than the days that wait can bear. By hand a clock that looks wrong is believed."""
    started = home.clock()
    if due.why == "hand":
        outcomes = pull(home)
    else:
        try:
            outcomes = pull_unwatched(home, due.names, read_limit(office_now(home), waiting))
        except TakenError:
            return  # somebody else reads, and what he brings is there at the next look
    done.read += outcomes
    wrong = any(outcome.code == "office_clock" for outcome in outcomes)
    failed = any(outcome.error for outcome in outcomes)
    detail = {
        "why": due.why,
        "names": list(due.names),
        "terminals": [
            {"name": each.terminal, "ok": not each.error, "new": each.new, "error": each.error} for each in outcomes
        ],
    }
    _note(home, started, "read", "clock" if wrong else "failed" if failed else "ok", detail)


def doubt_all(home: Home, done: MorningRun) -> None:
    """That nothing waits says nothing where no terminal was ever read."""
    with home.store.reading():
        known = first_whole_read() is not None
    if not known:
        done.trouble.append("还没有一台设备读成过，没有打卡记录可以认定；请先让设备连得上，再运行一次")


# ---------------------------------------------------------------- posting


def post(home: Home, done: MorningRun, found: Sequence[Draft], *, by_hand: bool) -> list[date]:
    """Post what may be posted, oldest first; one day that cannot be does not keep the others back."""
    made = []
    office = office_now(home)
    for draft in found:
        why = held_back(draft, office, by_hand=by_hand)
        outcome = _freeze(home, draft) if not why else DayOutcome(*draft.turn, why, draft.trouble)
        done.days[draft.day] = _described(outcome, draft)
        if outcome.posted:
            made.append(draft.day)
    return made


def _described(outcome: DayOutcome, draft: Draft) -> DayOutcome:
    from dataclasses import replace

    return replace(outcome, short=draft.short, unknown=draft.unknown)


def _freeze(home: Home, draft: Draft) -> DayOutcome:
    started = home.clock()
    try:
        edition = freeze(home, draft.day).edition
    except Exception as error:
        said = sentence(error)
        if said is None or isinstance(error, StoreError):
            raise
        return DayOutcome(*draft.turn, "trouble", said)
    if edition is None:  # nothing to post after all: its calendar was changed meanwhile
        return DayOutcome(*draft.turn, "rest")
    detail = {"date": str(draft.day), "edition": edition["edition"], "complete": edition["day"]["complete"]}
    _note(home, started, "post", "ok", detail | {"late": "late" in edition, "unknown": draft.unknown})
    return DayOutcome(*draft.turn, edition=edition)


def say_drafts(home: Home, office: Office, found: Sequence[Draft]) -> None:
    """Note the drafts that can be looked at now, and what keeps a day back."""
    for draft, kind, detail in unsaid(home, office, found):
        _note(home, office.now, kind, "ok" if kind == "draft" else "waiting", {"date": str(draft.day), **detail})


def unsaid(home: Home, office: Office, found: Sequence[Draft]) -> list[tuple[Draft, str, dict[str, Any]]]:
    """What today's record does not say yet: that a draft is ready to be looked at, and why a day is kept back."""
    if not office.works or office.now < office.today(office.settings.draft_time):
        return []
    with home.store.reading():
        said = job_runs.runs_on(office.now.date(), office.now.date())
    drafted = {run.detail["date"] for run in said if run.kind == "draft"}
    kept = {(run.detail["date"], run.detail["why"]) for run in said if run.kind == "post" and run.outcome == "waiting"}
    news: list[tuple[Draft, str, dict[str, Any]]] = []
    for draft in found:
        why = held_back(draft, office)
        if str(draft.day) not in drafted and not draft.trouble:
            detail = {"complete": draft.complete, "unknown": draft.unknown, "short": list(draft.short)}
            news.append((draft, "draft", detail))
        if why and why != "early" and (str(draft.day), why) not in kept:
            news.append((draft, "post", {"why": why, "said": draft.trouble, "short": list(draft.short)}))
    return news


# ---------------------------------------------------------------- files and backup


def files_due(home: Home, office: Office, watch: Watch) -> bool:
    """The folder is looked at when a program starts, and every few minutes while something waits for it."""
    again = timedelta(minutes=office.settings.retry_every)
    if watch.files is not None and abs(office.now - watch.files) < again:
        return False
    if publication.pending(home) > 0:
        return True  # until it was tried, whoever asks
    watch.files = office.now
    return False


def deliver_files(home: Home, watch: Watch, done: MorningRun, *, whole: bool = False) -> None:
    """Write what the folder lacks, of the last months or of all; the same trouble is noted once."""
    started = watch.files = home.clock()
    done.files = found = publication.deliver(home, whole=whole)
    if found.said and found.said not in done.trouble:
        done.trouble.append(found.said)
    before = job_runs.runs_on(started.date(), started.date())
    last = next((run for run in reversed(before) if run.kind == "files"), None)
    if found.written or (found.said and (last is None or last.detail["said"] != found.said)):
        outcome = "waiting" if found.waiting else "ok"
        _note(home, started, "files", outcome, {"written": found.written, "waiting": found.waiting, "said": found.said})


def backup_due(home: Home, office: Office, found: Sequence[Draft]) -> bool:
    """Not while the morning is under way: a day that waits for its time or its data comes first."""
    if any(held_back(draft, office) in ("", "early", "incomplete") for draft in found):
        return False
    failed = [run for run in _runs(office, "backup") if run.outcome == "failed" and run.started <= office.now]
    if failed and office.now - failed[-1].started < BACKUP_AGAIN:
        return False
    return backups.due(home)


def back_up(home: Home, done: MorningRun) -> None:
    """Back the database up; where it fails the morning is none the worse, and somebody is told."""
    started = home.clock()
    try:
        made = backups.backup(home)
    except (JobError, OSError, StoreError) as error:
        said = sentence(error) or ""
        done.trouble.append(f"备份没有做成：{said}")
        _note(home, started, "backup", "failed", {"said": said})
        return
    done.backup = str(made.file)
    _note(home, started, "backup", "ok", {"file": made.file, "bytes": made.bytes, "said": ""})


# ---------------------------------------------------------------- the record


def _runs(office: Office, kind: str) -> list[Run]:
    today = office.now.date()
    return [run for run in job_runs.runs_on(today, today) if run.kind == kind]


def _note(home: Home, started: datetime, kind: str, outcome: str, detail: dict[str, Any]) -> None:
    step = Run(kind, started.date(), started, home.clock(), outcome, detail)
    with home.store.transaction():
        job_runs.add_run(step)
    morning_log.write(home, [step])

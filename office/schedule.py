"""The schedule: look at the morning every half minute and at each of its minutes, for as long as the program runs.

APScheduler calls the looks one after another and drops none for being late. What is due is not its business: see
office/morning.py.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from office import morning, morning_log
from office.clock import Clock
from office.drafts import Watch, office_now
from office.failures import JobError, sentence
from office.home import open_home
from office.keeping import keeping
from office.lease import MORNING, is_held
from office.morning_acts import MorningRun
from office.morning_plan import next_moment
from office.worker import keep_log, stand_back
from store.database import StoreError

EVERY = 30  # seconds between two looks
ATTEND = timedelta(minutes=10)  # between two looks at what needs somebody, where nothing is done
JUMP = 5.0  # seconds that the wall clock may run apart from the machine's own before a sleep or a set clock is meant
log = logging.getLogger(__name__)


@dataclass
class Keeper:
    """Keeps the morning of one home. `clock` stands in for the office clock where a rehearsal moves it; `told` hears
    of every run that did something."""

    path: Path
    clock: Clock | None = None
    told: Callable[[MorningRun], object] = lambda _run: None
    watch: Watch = field(default_factory=Watch)
    runs: int = 0
    trouble: str = ""
    attended: datetime | None = None
    following: datetime | None = None  # machine time, UTC, of the next exact minute

    def look(self) -> MorningRun | None:
        """One look. Whatever goes wrong is in the log, once, and does not end the keeping."""
        try:
            with open_home(self.path, self.clock) as home:
                done = morning.look(home, self.watch)
                office = office_now(home, self.watch)
                if (done or self._again(office.now)) and not is_held(home, MORNING):  # half done is no news
                    morning_log.attend(home)
            self.following = datetime.now(UTC) + (next_moment(office) - office.now)
            self.trouble = ""
        except Exception as error:  # noqa: BLE001 - the next look may well succeed
            self._failed(error)
            return None
        if done:
            self.runs += 1
            self.told(done)
        return done

    def _again(self, now: datetime) -> bool:
        """Whether it is time to look at what needs somebody, with nothing done."""
        if self.attended is not None and abs(now - self.attended) < ATTEND:
            return False
        self.attended = now
        return True

    def _failed(self, error: Exception) -> None:
        """What is only missing or busy is said as such; an error of the program with its trace."""
        said = sentence(error)
        if isinstance(error, StoreError) and error.code == "missing":
            return  # the home is still to be made
        if (said or repr(error)) != self.trouble:
            self.trouble = said or repr(error)
            with suppress(OSError):  # the disk of the log may be the trouble
                keep_log(self.path)
            log.error("morning: %s", self.trouble, exc_info=None if isinstance(error, JobError) else error)

    def keep(self, stopped: Callable[[float], bool]) -> None:
        """Look until `stopped`, which is asked to wait so many seconds, says so."""
        jobs = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler = BackgroundScheduler(timezone=UTC, job_defaults=jobs, executors={"default": ThreadPoolExecutor(1)})
        scheduler.add_job(lambda: self._timed(scheduler), IntervalTrigger(seconds=EVERY, timezone=UTC), id="look")
        scheduler.start()
        _hasten(scheduler)
        drift = _drift()
        try:
            while not stopped(EVERY):
                now = _drift()
                if abs(now - drift) > JUMP:
                    _hasten(scheduler)
                drift = now
                scheduler.wakeup()  # after a sleep nothing else would
        finally:
            scheduler.shutdown()  # what is under way is finished

    def _timed(self, scheduler: BackgroundScheduler) -> None:
        """A look, and the next one at the very minute at which something may be due."""
        self.look()
        if self.following and self.following < datetime.now(UTC) + timedelta(seconds=EVERY):
            exact = DateTrigger(self.following + timedelta(milliseconds=50), timezone=UTC)
            scheduler.add_job(self.look, exact, id="exact", replace_existing=True)


def _hasten(scheduler: BackgroundScheduler) -> None:
    """Look at once: at the start, and where the clock jumped."""
    scheduler.modify_job("look", next_run_time=datetime.now(UTC))


def _drift() -> float:
    """Wall clock minus the machine's own; it moves when the clock is set, and when the machine slept."""
    return time.time() - time.monotonic()


def serve(path: Path, stop: threading.Event, told: Callable[[MorningRun], object]) -> int:
    """Keep the morning until told to stop; gives how many runs did something. Raises StoreError, JobError where the
    home cannot be opened."""
    with open_home(path):
        keep_log(path)
    keeper = Keeper(path, told=told)
    with keeping(path):
        keeper.keep(stop.wait)
    return keeper.runs


def beside(line: Connection, path: Path) -> None:
    """Keep the morning beside a window, until the line to it closes."""
    keep_log(path)
    stand_back()

    def stopped(seconds: float) -> bool:
        try:
            return line.poll(seconds) and line.recv() is None
        except (EOFError, OSError):
            return True

    Keeper(path).keep(stopped)

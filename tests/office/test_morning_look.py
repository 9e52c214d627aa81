"""The looks of a morning one after the other: what is read, posted, written and noted, and what is not twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY

from office import backups, days, morning, morning_acts
from office.drafts import Watch
from office.failures import JobError
from office.home import Home, create_home, open_home
from office.lease import MORNING, TakenError, hold
from office.morning_acts import MorningRun
from office.pull import Outcome
from store import job_runs
from store.database import StoreError
from store.editions import headings
from store.job_runs import Run

MONDAY = date(2026, 11, 23)
FLOORS = ("1楼", "2楼")


class Office:
    """A centre of two floors, read on Saturday but for the second floor; now it is Monday."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.now = datetime(2026, 11, 19, 16)
        create_home(path, "anqing-2013", training=True, centre="测试中心")
        self.home: Home = stack.enter_context(open_home(path, lambda: self.now))
        centre._people(self.home)
        self.now = centre.NOW
        centre.read(self.home, "1楼", 0)
        backups.backup(self.home)
        self.watch = Watch()
        self.asked: list[tuple[str, ...]] = []
        self.dead: dict[str, str] = {}  # terminals that give nothing, and why

    def pull(self, home: Home, names: tuple[str, ...] = (), _limit: int = 0) -> list[Outcome]:
        """In place of the terminals."""
        self.asked.append(tuple(names))
        return [self._read(home, name) for name in names or FLOORS]

    def _read(self, home: Home, name: str) -> Outcome:
        if name in self.dead:
            return Outcome(name, self.now, 1.0, error="没有读成", code=self.dead[name])
        centre.read(home, name, 0)
        return Outcome(name, self.now, 1.0)

    def look(self, clock: str, day: date = MONDAY) -> MorningRun | None:
        self.now = datetime.fromisoformat(f"{day}T{clock}")
        return morning.look(self.home, self.watch)

    def posted(self) -> list[date]:
        with self.home.store.reading():
            return [heading.day for heading in headings()]

    def runs(self, kind: str) -> list[Run]:
        with self.home.store.reading():
            return [run for run in job_runs.runs_on(MONDAY, self.now.date()) if run.kind == kind]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with ExitStack() as stack:
        made = Office(tmp_path / "home", stack)
        monkeypatch.setattr(morning_acts, "pull_unwatched", made.pull)
        yield made


# ---------------------------------------------------------------- read and posted


def test_what_comes_in_between_two_looks_is_seen(office: Office) -> None:
    """One program looks all morning, and remembers what it worked out no longer than it holds."""
    office.dead["2楼"] = "unreachable"
    office.look("09:30")
    assert office.posted() == []
    office.dead.clear()
    office.look("09:33")
    assert office.asked == [(), ("2楼",)]
    assert [run.detail["names"] for run in office.runs("read")] == [[], ["2楼"]]  # the second was no read of all
    assert office.posted() == [FRIDAY]
    assert office.look("09:34") is None


def test_a_day_that_the_office_closes_meanwhile_is_one_of_rest(office: Office) -> None:
    office.look("08:05")
    days.set_day(office.home, MONDAY, False, None, "停电检修")
    done = office.look("09:31")
    assert done is None or done.rest
    assert (len(office.asked), office.posted()) == (1, [])


def test_why_a_day_waits_is_noted_once_and_not_before_its_time(office: Office) -> None:
    office.dead["2楼"] = "unreachable"
    office.look("08:50")
    office.look("08:51")
    assert [run.detail["why"] for run in office.runs("post")] == ["incomplete"]
    assert [run.detail["complete"] for run in office.runs("draft")] == [False]
    office.dead.clear()
    office.look("08:54")
    assert office.look("08:55") is None  # it is whole now and waits for nothing but its time, of which nothing is noted
    assert [run.outcome for run in office.runs("post")] == ["waiting"]
    office.look("09:30")
    assert [run.outcome for run in office.runs("post")] == ["waiting", "ok"]


def test_a_day_that_cannot_be_frozen_says_why_and_a_full_disk_ends_the_look(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [JobError("规则文件有误"), JobError("规则文件有误"), StoreError("full")]

    def refused(*_: object) -> None:
        raise errors.pop(0)

    monkeypatch.setattr(morning_acts, "freeze", refused)
    done = office.look("09:30")
    assert done is not None
    assert (done.days[FRIDAY].why, done.days[FRIDAY].said) == ("trouble", "规则文件有误")
    errors[:-1] = []
    with pytest.raises(StoreError):
        office.look("09:31")


def test_a_clock_that_is_wrong_is_noted_as_such(office: Office) -> None:
    office.dead = dict.fromkeys(FLOORS, "office_clock")
    office.look("08:05")
    office.dead = dict.fromkeys(FLOORS, "unreachable")
    office.look("08:45")
    office.dead.clear()
    office.look("09:30")
    assert [run.outcome for run in office.runs("read")] == ["clock", "failed", "ok"]


def test_somebody_else_who_works_or_reads_is_no_trouble(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object) -> list[Outcome]:
        raise TakenError("设备正在由另一个在岗读取")

    monkeypatch.setattr(morning_acts, "pull_unwatched", taken)
    done = office.look("08:45")
    assert done is not None and (done.read, done.trouble) == ([], [])
    assert office.runs("read") == []  # so it is still due
    with hold(office.home, MORNING):
        assert office.look("08:46") is None


# ---------------------------------------------------------------- files


def test_a_folder_that_comes_back_is_filled_within_minutes(office: Office, tmp_path: Path) -> None:
    share = tmp_path / "share"
    office.home = replace(office.home, settings=replace(office.home.settings, publication=str(share / "公示")))
    done = office.look("09:30")
    assert office.posted() == [FRIDAY]
    assert done is not None and done.files is not None and done.files.waiting == 1
    assert office.look("09:31") is None  # not at every look
    again = office.look("09:33")
    assert again is not None and again.files is not None and again.files.waiting == 1
    assert len(office.runs("files")) == 1  # the same trouble is noted once
    share.mkdir()
    written = office.look("09:36")
    assert written is not None and written.files is not None and (written.files.waiting, written.done) == (0, True)
    assert (share / "公示" / "2026-11" / "2026-11-20-v1.xlsx").is_file()
    assert [run.outcome for run in office.runs("files")] == ["waiting", "ok"]


# ---------------------------------------------------------------- backup


def test_the_backup_waits_for_the_morning_and_a_failed_one_for_an_hour(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refused(_home: Home) -> backups.Backup:
        tried.append(f"{office.now:%H:%M}")
        raise JobError("备份文件夹不在")

    monkeypatch.setattr(backups, "backup", refused)
    office.dead["2楼"] = "unreachable"
    for clock in ("08:05", "08:50", "09:30"):
        office.look(clock)
    assert tried == []  # a day still waits for its time, or for its data
    office.dead.clear()
    done = office.look("09:33")
    assert office.posted() == [FRIDAY]
    assert done is not None and done.trouble == ["备份没有做成：备份文件夹不在"]
    assert (tried, done.done) == (["09:33"], False)
    for clock in ("09:34", "10:32:59", "10:33"):
        office.look(clock)
    assert tried == ["09:33", "10:33"]


def test_what_ran_is_remembered_for_more_than_a_year(office: Office) -> None:
    office.look("09:30")
    ran = len(office.runs("read"))
    office.look("09:30", MONDAY + timedelta(days=399))
    with office.home.store.reading():
        assert ran == len([run for run in job_runs.runs_on(MONDAY, MONDAY) if run.kind == "read"]) == 1
    office.look("10:30", MONDAY + timedelta(days=401))
    with office.home.store.reading():
        assert job_runs.runs_on(MONDAY, MONDAY) == []

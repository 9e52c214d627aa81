"""The line of the morning: what is said of each step at every minute, and where it comes from."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from acceptance_desk import enrolled

from attendance.records import Person
from devices.emulator import Emulator
from office import days, postings, terminals
from office.board_records import Morning, Read, Step
from office.home import Home, create_home, open_home
from office.keeping import keeping, kept
from office.lease import MORNING, TERMINALS, hold, myself
from office.morning_line import Known, line
from office.morning_steps import steps
from office.pull import pull
from office.settings_file import Settings, settings_from
from store import roster
from store.contacts import Tried
from store.database import record_change

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
SETTINGS = settings_from("")
NAMES = ("1楼", "2楼", "3楼")


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"{MONDAY}T{time}")


def head(state: str = "due", **values: object) -> Morning:
    reads = tuple(Read(name, "ok", None) for name in NAMES)
    return replace(Morning(state, FRIDAY, deadline=moment("10:00"), terminals=reads, turn=MONDAY, digest="d"), **values)


def tried(*told: str) -> list[Tried]:
    """ "08:05 1楼", with a ! where it could not be read."""
    return [Tried(name.rstrip("!"), moment(time), not name.endswith("!")) for time, name in map(str.split, told)]


def known(now: str, shown: Morning | None = None, tries: Sequence[Tried] = (), **values: object) -> Known:
    base = Known(moment(now), SETTINGS, shown or head(short=("3楼",), unknown=6), True, True, tries)
    return replace(base, **values)


def told(found: Known) -> dict[str, tuple[str, str]]:
    """What is said of every step, by its time and kind."""
    return {f"{step.at:%H:%M} {step.kind}": (step.state, step.said) for step in line(found).steps}


NONE_READ = "1楼、2楼等 3 台没有读成，每 3 分钟再试"
AT_0805 = tried("08:05 1楼", "08:05 2楼", "08:05 3楼!")


# ---------------------------------------------------------------- reading


def test_before_the_morning_everything_comes() -> None:
    found = told(known("07:30"))
    assert list(found) == [
        "08:05 read", "08:45 read", "08:50 draft", "09:30 read", "09:30 publish", "09:50 latest", "10:00 deadline",
    ]  # fmt: skip
    assert {state for state, _said in found.values()} == {"coming"}
    assert found["09:30 publish"][1] == "数据齐了就公示"
    assert found["09:50 latest"][1] == "不全也公示"


@pytest.mark.parametrize(
    ("now", "tries", "expected"),
    [
        ("08:05:20", [], ("waiting", "马上读取")),
        ("08:09", [], ("missed", "没有读取")),
        ("08:06", tried("08:05 1楼", "08:05 2楼", "08:05 3楼"), ("done", "已读 3 台")),
        ("08:20", tried("08:05 1楼", "08:05 2楼", "08:14 3楼"), ("done", "08:14 已读 3 台")),
        ("08:06", AT_0805, ("failed", "3楼没有读成，每 3 分钟再试")),
        (
            "08:06",
            tried("08:05 1楼!", "08:05 2楼!", "08:05 3楼!"),
            ("failed", "1楼、2楼等 3 台没有读成，每 3 分钟再试"),
        ),
        ("08:50", AT_0805, ("failed", "3楼没有读成")),  # the next time has come, and tells how it goes on
        ("08:20", tried("08:05 1楼", "08:05 2楼"), ("missed", "3楼没有读取")),
        ("08:20", tried("07:50 1楼", "07:50 2楼", "07:50 3楼"), ("missed", "没有读取")),
    ],
)
def test_a_time_of_reading(now: str, tries: list[Tried], expected: tuple[str, str]) -> None:
    assert told(known(now, tries=tries))["08:05 read"] == expected


def test_what_is_read_late_counts_for_the_last_time_alone() -> None:
    found = told(known("11:02", head("posted", edition=1), tried("11:00 1楼", "11:00 2楼", "11:00 3楼")))
    assert [found[f"{time} read"] for time in ("08:05", "08:45", "09:30")] == [
        ("missed", "没有读取"),
        ("missed", "没有读取"),
        ("done", "11:00 已读 3 台"),
    ]


def test_a_read_through_the_day_that_fails_does_not_undo_the_morning() -> None:
    tries = tried("09:30 1楼", "09:30 2楼", "09:30 3楼", "15:00 3楼!")
    assert told(known("15:01", tries=tries))["09:30 read"] == ("done", "已读 3 台")


def test_nothing_is_promised_where_nobody_keeps_the_morning() -> None:
    found = line(known("08:06", tries=AT_0805, kept=False))
    assert found.said == "没有程序在自动读取和公示，要靠手动"
    assert found.steps[0].said == "3楼没有读成"
    assert told(known("08:05:20", kept=False))["08:05 read"] == ("missed", "没有读取")
    assert line(known("08:06", tries=AT_0805)).said == ""


def test_reading_that_goes_on_is_told() -> None:
    assert told(known("08:06", tries=AT_0805, busy=frozenset({TERMINALS})))["08:05 read"] == ("running", "正在读取")


# ---------------------------------------------------------------- draft and posting

INCOMPLETE, COMPLETE = head(short=("3楼",), unknown=6), head(complete=True)
ALONE_NOT = settings_from("publish_alone = false")


@pytest.mark.parametrize(
    ("shown", "now", "step", "expected"),
    [
        (INCOMPLETE, "08:51", "08:50 draft", ("done", "数据不全 6 人")),
        (head(short=("3楼",)), "08:51", "08:50 draft", ("done", "等3楼的数据")),
        (COMPLETE, "08:51", "08:50 draft", ("done", "数据已齐")),
        (head(complete=True, agreed="李"), "08:51", "08:50 draft", ("done", "已确认")),
        (head("trouble"), "08:51", "08:50 draft", ("failed", "不能认定")),
        (INCOMPLETE, "09:31", "09:30 publish", ("waiting", "等3楼的数据")),
        (head(unknown=2), "09:31", "09:30 publish", ("waiting", "数据不全 2 人")),
        (COMPLETE, "09:30:05", "09:30 publish", ("waiting", "马上公示")),
        (INCOMPLETE, "09:52", "09:30 publish", ("missed", "没有公示")),
        (INCOMPLETE, "09:50:05", "09:50 latest", ("waiting", "马上公示")),
        (head("trouble"), "09:51", "09:50 latest", ("failed", "不能认定")),
        (head("late"), "10:05", "10:00 deadline", ("failed", "还没有公示")),
        (head("nothing"), "09:51", "09:30 publish", ("off", "没有要公示的")),
    ],
)
def test_the_day_that_is_to_be_posted(shown: Morning, now: str, step: str, expected: tuple[str, str]) -> None:
    assert told(known(now, shown))[step] == expected


def test_nothing_goes_out_without_a_word_where_the_office_wants_one() -> None:
    before = told(known("09:00", COMPLETE, settings=ALONE_NOT))
    assert before["09:30 publish"] == ("coming", "确认以后公示")
    assert before["09:50 latest"] == ("coming", "确认以后公示")
    assert told(known("09:31", COMPLETE, settings=ALONE_NOT))["09:30 publish"] == ("waiting", "等人确认")
    assert told(known("09:51", INCOMPLETE, settings=ALONE_NOT))["09:50 latest"] == ("waiting", "等人确认")
    agreed = head(short=("3楼",), unknown=6, agreed="李")
    assert told(known("09:20", agreed, settings=ALONE_NOT))["09:30 publish"] == ("coming", "已确认，齐了就公示")
    assert told(known("09:51", agreed, settings=ALONE_NOT))["09:50 latest"] == ("waiting", "马上公示")


def test_posting_that_goes_on_is_told_and_one_that_nobody_does() -> None:
    assert told(known("09:31", COMPLETE, busy=frozenset({MORNING})))["09:30 publish"] == ("running", "正在公示")
    assert told(known("09:31", COMPLETE, kept=False))["09:30 publish"] == ("missed", "没有自动公示")


POSTED = head("posted", edition=1, complete=True)


@pytest.mark.parametrize(
    ("shown", "posted", "publish", "latest", "deadline"),
    [
        (POSTED, "09:30:02", ("done", "已公示第1版"), ("off", "用不着"), ("done", "按时公示")),
        (POSTED, "09:12", ("done", "09:12 已公示第1版"), ("off", "用不着"), ("done", "按时公示")),
        (POSTED, "09:41", ("done", "09:41 已公示第1版"), ("off", "用不着"), ("done", "按时公示")),
        (
            replace(POSTED, complete=False),
            "09:50:01",
            ("off", "数据没有等齐"),
            ("done", "已公示第1版，数据不全"),
            ("done", "按时公示"),
        ),
        (POSTED, "10:12", ("off", "数据没有等齐"), ("done", "10:12 已公示第1版"), ("failed", "晚了 12 分钟")),
        (
            replace(POSTED, edition=2),
            "09:30",
            ("done", "已公示，现为第2版"),
            ("off", "用不着"),
            ("done", "按时公示"),
        ),
    ],
)
def test_a_day_that_is_posted(shown: Morning, posted: str, publish: object, latest: object, deadline: object) -> None:
    found = told(known("10:20", shown, posted=moment(posted)))
    assert (found["09:30 publish"], found["09:50 latest"], found["10:00 deadline"]) == (publish, latest, deadline)


def test_what_can_be_done_about_a_draft() -> None:
    assert not line(known("08:49", COMPLETE)).draft
    assert line(known("08:50", COMPLETE)).draft
    assert not line(known("10:20", POSTED, posted=moment("09:30"))).draft
    assert not line(known("08:55", head("trouble", digest=""))).draft


def test_a_day_of_rest_has_no_steps() -> None:
    saturday = replace(known("09:00"), now=datetime(2026, 11, 21, 9), works=False)
    found = line(saturday)
    assert (found.steps, found.rest) == ((), True)
    assert found.said == "今天休息，早上不公示；11-20 在 11-23 早上公示"
    assert line(replace(saturday, head=POSTED)).said == "今天休息，早上不公示"


def test_a_home_that_has_nothing_yet_has_no_steps() -> None:
    assert line(known("09:00", head("no_people"))).steps == ()
    assert line(known("09:00", head("no_terminals"))).steps == ()


# ---------------------------------------------------------------- from what is stored


class Office:
    """A small centre with two terminals, of which one can be switched off."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        create_home(path, "anqing-2013", training=True)
        self.now = datetime(2026, 11, 20, 18, 30)
        self.home: Home = stack.enter_context(open_home(path, lambda: self.now))
        with self.home.store.transaction():
            change = record_change(self.now, "test", "staff")
            for number, floor in (("1001", "1"), ("2001", "2")):
                roster.assign(Person(number, number, "单位", "", "A", "", floor, "", number), None, None, change)
        self.hung = {floor: self._hang(floor, stack) for floor in ("1", "2")}

    def _hang(self, floor: str, stack: ExitStack) -> Emulator:
        number = f"{floor}001"
        hung = Emulator(f"SN{floor}", users=enrolled([number]), clock=lambda: self.now)
        for time in ("08:20:00", "12:10:00", "14:20:00", "17:40:00"):
            hung.punch(number, datetime.fromisoformat(f"{FRIDAY}T{time}"))
        stack.enter_context(hung)
        terminals.add(self.home, f"{floor}楼", hung.address, floor)
        return hung

    def read(self, time: str) -> tuple[Step, ...]:
        self.now = moment(time)
        pull(self.home)
        self.now += timedelta(seconds=5)
        return steps(self.home)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path / "home", stack)


def step(found: Sequence[Step], kind: str) -> Step:
    """The latest of a kind that has begun."""
    return [each for each in found if each.kind == kind and each.state != "coming"][-1]


def test_the_morning_of_a_small_centre(office: Office) -> None:
    office.now = moment("07:00")
    assert {each.state for each in steps(office.home)} == {"coming"}
    address = office.hung["2"].address
    office.hung["2"].close()
    failed = office.read("08:05")
    assert (step(failed, "read").state, step(failed, "read").said) == ("failed", "2楼没有读成")  # nobody keeps it
    with keeping(office.home.path):
        assert step(steps(office.home), "read").said == "2楼没有读成，每 3 分钟再试"
        with hold(office.home, TERMINALS):
            assert step(steps(office.home), "read").state == "running"
    office.now = moment("08:51")
    assert step(steps(office.home), "draft").said == "数据不全 1 人"
    with Emulator("SN2", users=enrolled(["2001"]), clock=lambda: office.now, port=address.port) as again:
        again.punch("2001", datetime(2026, 11, 20, 8, 20))
        read = office.read("08:53")
    assert step(read, "read") == Step("read", moment("08:45"), "done", "08:53 已读 2 台")
    office.now = moment("09:31")
    waiting = step(steps(office.home), "publish")
    assert waiting.state in ("waiting", "missed")
    postings.freeze(office.home, FRIDAY)
    done = steps(office.home)
    assert (step(done, "publish").state, step(done, "deadline").said) == ("done", "按时公示")


def test_the_first_edition_decides_whether_it_was_on_time(office: Office) -> None:
    office.read("08:05")
    office.now = moment("09:30")
    postings.freeze(office.home, FRIDAY)
    office.now = moment("11:00")
    from office import corrections

    corrections.certify(office.home, "1001", datetime(2026, 11, 20, 8, 0), "漏打", "组长")
    postings.freeze(office.home, FRIDAY, "更正")
    found = steps(office.home)
    assert step(found, "deadline").said == "按时公示"


def test_on_a_day_the_office_closes_nothing_is_scheduled(office: Office) -> None:
    days.set_day(office.home, MONDAY, False, None, "停电")
    office.now = moment("09:00")
    assert steps(office.home) == ()


# ---------------------------------------------------------------- who keeps it


def test_who_keeps_the_morning_is_known_while_he_lives(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    assert not kept(tmp_path)
    with keeping(tmp_path):
        assert kept(tmp_path)
        assert not kept(tmp_path, beside=os.getpid())
        assert kept(tmp_path, beside=1)
    assert not kept(tmp_path)
    dead, me = tmp_path / "logs/.keeper-999999.json", myself(0)._asdict()
    for found in (me | {"process": 999999}, me | {"born": 1.0}, me | {"host": "elsewhere"}, {}, []):
        dead.write_text(json.dumps(found), encoding="utf-8")
        assert not kept(tmp_path), found
    dead.write_text("", encoding="utf-8")
    assert not kept(tmp_path)
    dead.write_text(json.dumps(me | {"process": 999999}), encoding="utf-8")
    kept(tmp_path)
    assert not dead.exists()  # what a killed process left is cleared away


def test_settings_without_a_file_are_those_of_the_issue() -> None:
    assert isinstance(SETTINGS, Settings)
    assert SETTINGS.read_times == (485, 525, 570)

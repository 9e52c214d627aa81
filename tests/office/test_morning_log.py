"""The morning log: sentences that a clerk reads, each event once, a file a month."""

from datetime import date, datetime
from pathlib import Path

import pytest

from office import attention, morning_log
from office.board_records import Alert
from office.home import Home, create_home, open_home
from office.morning import MorningRun
from office.publication import Delivered
from office.pull import Outcome
from store.job_runs import Run

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 8, 5, 2)
DONE = datetime(2026, 11, 23, 8, 5, 12)
AWAY = "连不上设备，请检查设备电源和网线，核对地址和端口"
READ = {
    "why": "fixed",
    "names": [],
    "terminals": [
        {"name": "1楼", "ok": True, "new": 42, "error": ""},
        {"name": "2楼", "ok": True, "new": 0, "error": ""},
        {"name": "3楼", "ok": False, "new": 0, "error": AWAY},
    ],
}


def run(kind: str, outcome: str, **detail: object) -> Run:
    return Run(kind, MONDAY, AT, DONE, outcome, detail)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", lambda: DONE) as opened:
        yield opened


def lines(home: Home, month: str = "2026-11") -> list[str]:
    return (home.path / f"logs/早上-{month}.log").read_text(encoding="utf-8").splitlines()


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            run("read", "failed", **READ),
            "读取设备：1楼 42 条新记录，2楼 0 条新记录，"
            "3楼 没有读成（连不上设备、请检查设备电源和网线、核对地址和端口）",
        ),
        (
            run("read", "ok", why="retry", names=["1楼"], terminals=READ["terminals"][:1]),
            "读取设备（再试）：1楼 42 条新记录",
        ),
        (run("read", "ok", terminals=[{"name": "1楼", "ok": True}]), "读取设备：1楼 已读"),
        (
            run("read", "clock", **READ),
            "读取设备：这台电脑的时钟好像不对，和设备差得太多，读到的没有用；请核对电脑的日期、时间和时区",
        ),
        (
            run("draft", "ok", date="2026-11-20", complete=True, unknown=0, short=[]),
            "草稿：2026-11-20 可以看了，数据已齐",
        ),
        (
            run("draft", "ok", date="2026-11-20", complete=False, unknown=6, short=["3楼"]),
            "草稿：2026-11-20 可以看了，数据不全 6 人，等3楼的数据",
        ),
        (
            run("post", "ok", date="2026-11-20", edition=1, complete=True, late=False, unknown=0),
            "公示：2026-11-20 第1版已公示",
        ),
        (
            run("post", "ok", date="2026-11-20", edition=1, complete=False, late=True, unknown=6),
            "公示：2026-11-20 第1版已公示，数据不全 6 人，晚于规定时间",
        ),
        (
            run("post", "waiting", date="2026-11-20", why="incomplete", said="", short=["3楼"]),
            "公示：2026-11-20 还没有公示，数据不全，还在等3楼",
        ),
        (
            run("post", "waiting", date="2026-11-20", why="unconfirmed", said="", short=[]),
            "公示：2026-11-20 还没有公示，等人确认",
        ),
        (
            run("post", "waiting", date="2026-11-20", why="trouble", said="规则文件 {有误}", short=[]),
            "公示：2026-11-20 还没有公示，规则文件 {有误}",
        ),
        (run("files", "ok", written=1, waiting=0, said=""), "公示文件夹：写好 1 个文件"),
        (
            run("files", "waiting", written=0, waiting=2, said="公示文件夹连不上"),
            "公示文件夹：还有 2 版没有写成，公示文件夹连不上",
        ),
        (run("backup", "ok", file="zaigang-2026-11-23.db", bytes=1, said=""), "备份：zaigang-2026-11-23.db"),
        (run("backup", "failed", said="磁盘已满"), "备份没有做成：磁盘已满"),
        (run("other", "ok"), "other：ok"),
    ],
)  # fmt: skip
def test_a_step_in_a_sentence(step: Run, said: str) -> None:
    assert morning_log.sentence_of(step) == said
    assert morning_log.line_of(step) == f"2026-11-23 08:05:12 {said}"


def test_a_whole_run_in_lines() -> None:
    done = MorningRun(DONE, False)
    done.read = [Outcome("1楼", AT, 1.0, new=42), Outcome("3楼", AT, 1.0, error="连不上设备")]
    done.files, done.backup, done.trouble = Delivered(3, 0), "zaigang.db", ["磁盘已满"]
    assert list(morning_log.run_lines(done)) == [
        "2026-11-23 08:05:12 读取设备：1楼 42 条新记录",
        "2026-11-23 08:05:12 读取设备：3楼 连不上设备",
        "2026-11-23 08:05:12 公示文件夹：写好 3 个文件",
        "2026-11-23 08:05:12 备份：zaigang.db",
        "2026-11-23 08:05:12 没有做成：磁盘已满",
    ]


# ---------------------------------------------------------------- the file


def test_lines_are_added_to_the_file_of_the_month(home: Home) -> None:
    morning_log.write(home, [run("files", "ok", written=1)])
    morning_log.write(home, ["第一行\n第二行", run("backup", "ok", file="x")])
    morning_log.write(home, [])
    assert lines(home) == [
        "2026-11-23 08:05:12 公示文件夹：写好 1 个文件",
        "2026-11-23 08:05:12 第一行 第二行",
        "2026-11-23 08:05:12 备份：x",
    ]
    assert morning_log.latest(home) == str(home.path / "logs/早上-2026-11.log")


def test_months_of_more_than_a_year_ago_go(home: Home) -> None:
    folder = home.path / "logs"
    for name in ("早上-2025-10.log", "早上-2025-11.log", "早上-2026-10.log", "早上-记事.log", "zaigang.log"):
        (folder / name).write_text("x", encoding="utf-8")
    morning_log.write(home, ["新的一月"])
    left = {file.name for file in folder.iterdir()}
    assert left >= {"早上-2025-11.log", "早上-2026-10.log", "早上-2026-11.log", "早上-记事.log", "zaigang.log"}
    assert "早上-2025-10.log" not in left


def test_there_is_no_file_before_anything_ran(home: Home) -> None:
    assert morning_log.latest(home) is None


def test_a_disk_that_refuses_does_not_stop_the_morning(home: Home) -> None:
    (home.path / "logs").rename(home.path / "moved")
    (home.path / "logs").write_text("in the way", encoding="utf-8")
    morning_log.write(home, ["谁也写不进去"])
    morning_log.attend(home)


# ---------------------------------------------------------------- what needs somebody


def test_alerts_are_noted_when_they_come_and_when_they_go_each_once(home: Home, monkeypatch) -> None:
    silent = Alert(AT, "terminal", "bad", "3楼设备自 08:05 起没有读成", "terminals", (("name", "3楼"),))
    standing: list[Alert] = [silent]
    monkeypatch.setattr(attention, "attention", lambda _home: tuple(standing))
    for _ in range(3):
        morning_log.attend(home)  # another program notes it no second time either: it is kept beside the log
    standing[0] = silent._replace(text="3楼设备自 08:05 起没有读成，数据只到 11-20")
    morning_log.attend(home)
    standing.clear()
    morning_log.attend(home)
    morning_log.attend(home)
    standing.append(silent)
    morning_log.attend(home)
    assert [line.partition(" 08:05:12 ")[2] for line in lines(home)] == [
        "请留意：3楼设备自 08:05 起没有读成",
        "3楼设备恢复正常",
        "请留意：3楼设备自 08:05 起没有读成",
    ]


def test_a_spoilt_note_of_what_was_told_is_no_trouble(home: Home) -> None:
    (home.path / "logs/.told.json").write_text("{", encoding="utf-8")
    morning_log.attend(home)

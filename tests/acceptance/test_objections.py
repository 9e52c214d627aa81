"""An objection from the counter to the new edition, by commands; and a decision that is struck dead at any moment."""

import random
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from acceptance_desk import ROOT, Desk, assert_whole, moment, moved, person, published, sheets, words_of, worked

FRIDAY = "2026-11-20"
MONDAY = datetime(2026, 11, 23, 9, 30)
ROUNDS = 8
TEXT = ("--text", "那天按时到了，指纹没有识别", "--by", "员1002")
RIGHT = ("--at", "2026-11-20T08:20", "--reason", "指纹没有识别", "--witness", "李四")
UPHELD = ("--upheld", "--reason", "监控可以证明", "--by", "秦主任")


@pytest.fixture
def office(desk: Desk, plug_in) -> Desk:
    """Friday is posted on Monday morning; 1002 came at 08:37."""
    numbers = ["1001", "1002"]
    desk.staff(*map(person, numbers))
    terminal = plug_in("F1", numbers)
    worked(desk, terminal, FRIDAY, numbers, n1002=("08:37:12", "12:10:00", "14:20:00", "17:40:00"))
    desk.now = MONDAY
    desk.ask("post", FRIDAY)
    return desk


def object_to(office: Desk, *words: str, code: int = 0):
    return office.ask("objection", "open", "1002", FRIDAY, "--session", "am", *TEXT, *words, code=code)


def editions(office: Desk) -> int:
    return office.ask("verify")["editions"]


def test_from_the_objection_to_the_new_edition(office: Desk) -> None:
    made = object_to(office)
    assert made == {
        "id": 1,
        "number": "1002",
        "name": "员1002",
        "date": FRIDAY,
        "edition": 1,
        "session": "am",
        "said": "那天按时到了，指纹没有识别",
        "by": "员1002",
        "on": "2026-11-23",
        "until": "2026-11-26",
        "late": False,
        "state": "open",
        "decision": None,
        "withdrawn": None,
        "entered_by": made["entered_by"],
        "entered_at": "2026-11-23T09:30:00",
    }
    assert office.ask("objection", "list", "--open") == {"objections": [made]}

    refused = office.ask("objection", "decide", 1, *UPHELD, code=1)["error"]
    assert refused.startswith("现在的认定与第1版相同；先把更正的事实登记好")
    assert editions(office) == 1

    office.ask("correction", "punch", "1002", *RIGHT)
    office.now = moment("2026-11-24", "10:00:00")
    done = office.ask("objection", "decide", 1, *UPHELD)
    decision = {"upheld": True, "reason": "监控可以证明", "by": "秦主任", "on": "2026-11-24", "edition": 2}
    assert (done["state"], done["decision"], done["posted"]) == ("upheld", decision, True)
    for path in done["files"].values():
        assert_whole(Path(path))
    everything = "\n".join(words_of(rows) for rows in sheets(done["files"]["xlsx"]).values())
    assert "更正原因：申诉 1 成立：监控可以证明" in everything

    posted = office.ask("post", FRIDAY)
    assert (posted["edition"], posted["unchanged"]) == (2, True)
    assert moved(posted) == [("1002", "am", "late", "on_time")]
    assert office.ask("verify") == {"editions": 2, "equal": 2, "differences": []}

    explained = office.ask("explain", "1002", FRIDAY)
    assert [one["decision"] for one in explained["objections"]] == [decision]
    told = office.run("explain", "1002", FRIDAY).out.splitlines()
    assert (
        "申诉 1：员1002 2026-11-23 对第1版上午的认定提出“那天按时到了，指纹没有识别”；"
        "成立，见第2版（秦主任 2026-11-24：监控可以证明）"
    ) in told
    assert office.ask("explain", "1001", FRIDAY)["objections"] == []
    assert "申诉" not in office.run("explain", "1001", FRIDAY).out


def test_a_rejected_one_leads_to_no_edition(office: Desk) -> None:
    object_to(office, "--on", "2026-11-23")
    rejected = ("--rejected", "--reason", "监控显示 08:37 到岗", "--by", "秦主任")
    office.ask("correction", "punch", "1002", *RIGHT)  # even where a new edition would say something else
    done = office.ask("objection", "decide", 1, *rejected)
    assert (done["state"], done["decision"]["edition"], done["posted"], done["files"]) == ("rejected", None, False, {})
    assert editions(office) == 1
    said = office.run("explain", "1002", FRIDAY).out
    assert "不成立（秦主任 2026-11-23：监控显示 08:37 到岗）" in said
    again = office.run("objection", "decide", 1, *UPHELD)
    assert (again.code, again.out) == (1, "")
    assert "已于 2026-11-23 定为不成立" in again.err


def test_a_late_one_is_registered_and_says_so(office: Desk) -> None:
    office.now = moment("2026-11-27", "09:00:00")
    said = office.run("objection", "open", "1002", FRIDAY, *TEXT)
    assert said.code == 0
    assert said.out == "已登记申诉，编号 1：1002 员1002 2026-11-20 第1版。\n"
    assert said.err == "注意：申诉期到 2026-11-26 为止，这件申诉 2026-11-27 才提出，已按逾期登记\n"
    (one,) = office.ask("objection", "list", "--month", "2026-11")["objections"]
    assert (one["late"], one["session"]) == (True, None)
    listed = office.run("objection", "list").out
    assert "2026-11-27（逾期）" in listed and "全天" in listed and "尚未作出决定" in listed
    assert office.ask("objection", "list", "--month", "2026-12") == {"objections": []}


def test_one_that_is_taken_back_stays_in_the_list(office: Desk) -> None:
    object_to(office)
    twice = object_to(office, code=1)["error"]
    assert twice == "工号 1002 对 2026-11-20 上午认定的申诉已经登记（编号 1），正等决定，不需要再登记"
    gone = office.ask("objection", "withdraw", 1, "--reason", "看错了日期", "--by", "员1002")
    assert gone["withdrawn"] == {"reason": "看错了日期", "by": "员1002", "on": "2026-11-23"}
    assert gone["decision"] is None
    assert [one["state"] for one in office.ask("objection", "list")["objections"]] == ["withdrawn"]
    assert office.ask("objection", "list", "--open") == {"objections": []}
    assert object_to(office)["id"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "1002", FRIDAY, "--by", "员1002"), "--text"),
        (("open", "1002", "11-20", *TEXT), "不是日期"),
        (("decide", "1", "--reason", "理由", "--by", "秦主任"), "--upheld"),
        (("decide", "1", "--upheld", "--rejected", "--reason", "理由", "--by", "秦主任"), "不能和"),
        (("decide", "1", "--upheld", "--by", "秦主任"), "--reason"),
        (("decide", "one", "--upheld", "--reason", "理由", "--by", "秦主任"), "不是整数"),
        (("withdraw", "1", "--reason", "看错了"), "--by"),
        (("list", "--month", "11"), "不是月份"),
    ],
)
def test_wrong_usage(desk: Desk, words: tuple[str, ...], said: str) -> None:
    answer = desk.run("objection", *words)
    assert answer.code == 2
    assert said in answer.err.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "1002", "2026-11-19", *TEXT), "2026-11-19 还没有公示，公示以后才能登记申诉"),
        (("open", "7777", FRIDAY, *TEXT), "2026-11-20 第1版公示的名单里没有工号 7777"),
        (("open", "1002", FRIDAY, "--session", "noon", *TEXT), "有的是：上午（am）、下午（pm）"),
        (("open", "1002", FRIDAY, "--text", " ", "--by", "员1002"), "请写明申诉的内容"),
        (("open", "1002", FRIDAY, "--edition", "3", *TEXT), "没有第3版公示"),
        (("decide", "5", *UPHELD), "没有编号为 5 的申诉，请看申诉的列表（命令行：objection list）"),
        (("decide", "5", "--rejected", "--reason", " ", "--by", "秦主任"), "请写明作出决定的理由"),
        (("withdraw", "5", "--reason", "看错了", "--by", "员1002"), "没有编号为 5 的申诉"),
    ],
)
def test_what_cannot_be_done_is_one_line(office: Desk, words: tuple[str, ...], said: str) -> None:
    answer = office.run("objection", *words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert said in answer.err
    assert office.ask("objection", "list") == {"objections": []}


# ---------------------------------------------------------------- struck dead


def start(desk: Desk) -> "subprocess.Popen[bytes]":
    with desk.office_time():
        return subprocess.Popen(
            [sys.executable, ROOT / "app.py", "--home", desk.home, "objection", "decide", "1", *UPHELD, "--json"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def names(desk: Desk) -> set[str]:
    """Everything in the publication folder, what nobody is meant to see included."""
    return {path.name for path in (desk.home / "published").rglob("*")}


def integrity(desk: Desk) -> str:
    return str(desk.rows("PRAGMA integrity_check")[0][0])


def test_a_decision_killed_at_any_shareis_completed_by_one_more(office: Desk, tmp_path: Path) -> None:
    """The edition is there with its decision, or neither is; once more makes both and the files, never a third one."""
    object_to(office)
    office.ask("correction", "punch", "1002", *RIGHT)
    tried = Desk(tmp_path / "tried", office.now)
    shutil.copytree(office.home, tried.home)
    begin = monotonic()
    assert start(tried).wait(timeout=60) == 0
    whole = monotonic() - begin
    expected = {path.relative_to(tried.home) for path in published(tried.home)}
    chance = random.Random(5)
    moments = [0.4 + 0.65 * (turn + chance.random()) / ROUNDS for turn in range(ROUNDS)]  # before that it still loads
    seen = set()
    for share in (0.05, *moments, None):
        shutil.rmtree(tried.home)
        shutil.copytree(office.home, tried.home)
        before = names(tried)
        process = start(tried)
        if share is None:  # while it writes the files
            while process.poll() is None and names(tried) <= before:
                pass
        else:
            sleep(share * whole)
        process.kill()
        process.wait(timeout=60)

        with sqlite3.connect(tried.home / "zaigang.db") as connection:
            (made,), (decided,) = (
                connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
                for table in ("edition", "objection_decision")
            )
        assert (made, decided) in {(1, 0), (2, 1)}
        seen.add(decided)

        done = tried.ask("objection", "decide", "1", *UPHELD)

        assert (done["state"], done["decision"]["edition"], done["posted"]) == ("upheld", 2, not decided)
        assert {path.relative_to(tried.home) for path in published(tried.home)} == expected
        for path in published(tried.home):
            assert_whole(path)
        assert tried.ask("verify") == {"editions": 2, "equal": 2, "differences": []}
    assert seen == {0, 1}  # some blows fell before, some after
    assert integrity(tried) == "ok"

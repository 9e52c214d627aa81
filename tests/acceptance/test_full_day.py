"""A day with everything on it, under the default rulebook: posted, explained, proved, and corrected five times.

Friday 2026-11-20, worked 08:30–12:00 and 14:30–17:30; due five minutes early and late. What each of the fifteen did,
and what the regulation says of it, stands in `VERDICTS`, worked out by hand.
"""

import shutil
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from acceptance_desk import (
    Desk,
    Document,
    by_number,
    enrolled,
    found,
    moment,
    moved,
    person,
    results,
    row_of,
    sheet,
    sheets,
    vacant,
    words_of,
)

from devices.emulator import Emulator

WEDNESDAY, THURSDAY, FRIDAY, MONDAY = "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"
NIGHT = moment(FRIDAY, "21:00:00")
AHEAD = {"F1": 0, "F2": 0, "F3": 420}  # seconds; floor 3's clock is seven minutes fast
USUAL = ("08:20:00", "12:06:00", "14:20:00", "17:36:00")

PUNCTUALITY = "宜政务[2013]28号 第五条第1款"
LEAVE = OUTING = "宜政务[2013]28号 第五条第2款"
COVER = "宜政务[2013]28号 第五条第5款"
AWAY = "本中心规定 离岗告知"

PEOPLE = [
    person("1001", 姓名="王芳", 窗口="A01", 楼层="1"),
    person("1002", 姓名="钱二", 窗口="A02", 楼层="1"),
    person("1003", 姓名="李四", 窗口="A02", 岗位="B", 楼层="1"),
    person("1004", 姓名="赵六", 窗口="A03", 楼层="1"),
    person("1005", 姓名="陈七", 窗口="A04", 楼层="1"),
    person("1006", 姓名="孙八", 窗口="A05", 楼层="1"),
    person("1007", 姓名="周九", 窗口="A05", 岗位="B", 楼层="1"),
    person("2001", 姓名="吴一", 窗口="B01", 楼层="2"),
    person("2002", 姓名="郑二", 窗口="B01", 岗位="B", 楼层="2"),
    person("2003", 姓名="冯三", 窗口="B02", 楼层="2"),
    person("2004", 姓名="褚四", 窗口="B03", 楼层="2"),
    person("2005", 姓名="卫五", 窗口="B04", 楼层="2"),
    person("3001", 姓名="蒋一", 窗口="C01", 楼层="3"),
    person("3002", 姓名="沈二", 窗口="C01", 岗位="B", 楼层="3"),
    person("3003", 姓名="韩三", 窗口="C02", 楼层="3"),
]
NUMBERS = [str(each["工号"]) for each in PEOPLE]

# When they punched, in true time; floor 3's terminal wrote it seven minutes later. Who is not here: as usual.
PUNCHES = {
    "1001": (),
    "1002": ("08:37:20", *USUAL[1:]),
    "1006": USUAL[2:],
    "2001": USUAL[1:],
    "2002": USUAL[1:],
    "2003": USUAL[1:],
    "2004": ("09:12:00", *USUAL[1:]),
    "2005": ("08:15:00", *USUAL[1:]),
    "3001": ("08:24:30", *USUAL[1:]),
    "3002": ("08:31:00", *USUAL[1:]),
    "3003": (*USUAL[:3], "17:34:00"),
}
SIGNED = (("2001", "吴一", "08:24"), ("2002", "郑二", "08:27"), ("2003", "冯三", "08:36:40"))

# number: result of the morning and of the afternoon; findings: session, code, minutes, cause, clause, evidence;
# what the published sheet says of it
Verdict = tuple[tuple[str, str], list[tuple[str, str, int, str, str, list[str]]], str]
VERDICTS: dict[str, Verdict] = {
    # a day's leave, signed by the group leader and the head of supervision; the B of A02 stands in
    "1001": (("on_leave:事假", "on_leave:事假"), [], "全天事假"),
    # 08:37 is seven minutes after 08:30
    "1002": (
        ("late", "on_time"),
        [("am", "late", 7, "", PUNCTUALITY, [f"punch:SN-F1/1002/{FRIDAY}T08:37:20/0"])],
        "上午迟到7分钟",
    ),
    # he holds A02 and A01 all day, and A02 alone until 08:37: that one person holds two posts is allowed
    "1003": (("on_time", "on_time"), [], "正常"),
    # 10:00:00 to 10:18:30 are 18 whole minutes, three beyond 15
    "1004": (("overstayed", "on_time"), [("am", "overstayed", 3, "", AWAY, ["away:1"])], "上午离岗超时3分钟"),
    # expected at 16:00, back at 16:25
    "1005": (
        ("on_time", "outing_overrun"),
        [("pm", "outing_overrun", 25, "", OUTING, ["outing:1"])],
        "下午外出超时25分钟",
    ),
    # two days of leave, Thursday and Friday, signed by three; that he was back on Friday afternoon nobody entered yet
    "1006": (("on_leave:年休假", "on_leave:年休假"), [], "全天年休假"),
    "1007": (("on_time", "on_time"), [], "正常"),
    # the terminal of floor 2 had no power; the sheet says when they came
    "2001": (("on_time", "on_time"), [], "正常"),
    # 08:27 is before 08:30, and two minutes after 08:25
    "2002": (
        ("short_of_early", "on_time"),
        [("am", "short_of_early", 2, "", PUNCTUALITY, ["correction:1"])],
        "上午未提前到岗2分钟",
    ),
    # 08:36:40 counts as 08:36
    "2003": (("late", "on_time"), [("am", "late", 6, "", PUNCTUALITY, ["correction:1"])], "上午迟到6分钟"),
    # he did not sign; 09:12, when there was power again, is 42 minutes late, and 30 are an absence
    "2004": (
        ("absent", "on_time"),
        [("am", "absent", 42, "late", PUNCTUALITY, [f"punch:SN-F2/2004/{FRIDAY}T09:12:00/0"])],
        "上午旷工（迟到达到旷工标准，42分钟）",
    ),
    # he did not sign either, but had come before the power went
    "2005": (("on_time", "on_time"), [], "正常"),
    # the terminal showed 08:31:30, a minute late; it was 08:24:30
    "3001": (("on_time", "on_time"), [], "正常"),
    # it showed 08:38; he was one minute late, not eight
    "3002": (
        ("late", "on_time"),
        [("am", "late", 1, "", PUNCTUALITY, [f"punch:SN-F3/3002/{FRIDAY}T08:38:00/0"])],
        "上午迟到1分钟",
    ),
    # it showed 17:41, which would have been in order; at 17:34 a minute is missing to 17:35
    "3003": (
        ("on_time", "short_of_stay"),
        [("pm", "short_of_stay", 1, "", PUNCTUALITY, [f"punch:SN-F3/3003/{FRIDAY}T17:41:00/0"])],
        "下午未延时离岗1分钟",
    ),
}
# A01 and A05 have whoever stands in for the leave, A02 and C01 the other of the two; the others were held by one.
VACANT = {
    "A03": [["10:15", "10:18"]],  # the notice on the desk holds the post for 15 minutes
    "A04": [["15:00", "16:25"]],
    "B02": [["08:30", "08:36"]],
    "B03": [["08:30", "09:12"]],
}
WHY_VACANT = {
    "A03": ("am", 3, [("1004", "stepped_away")], ["away:1"]),
    "A04": ("pm", 85, [("1005", "on_outing")], ["outing:1"]),
    "B02": ("am", 6, [("2003", "not_yet")], ["correction:1"]),
    "B03": ("am", 42, [("2004", "not_yet")], [f"punch:SN-F2/2004/{FRIDAY}T09:12:00/0"]),
}


# ---------------------------------------------------------------- the day


def enter(desk: Desk) -> None:
    """What the office entered by Friday night, in the order in which it came to its desk."""
    desk.now = moment(WEDNESDAY, "16:00:00")
    two_days = desk.leave("1006", "年休假", THURSDAY, FRIDAY, cover="1007")
    desk.sign(two_days["id"], "group_leader", "supervision_head", "deputy_director")
    desk.now = moment(THURSDAY, "16:00:00")
    day = desk.leave("1001", "事假", FRIDAY, cover="1003")
    desk.sign(day["id"], "group_leader", "supervision_head")
    desk.now = NIGHT
    desk.ask("away", "open", "1004", "--at", f"{FRIDAY}T10:00:00")
    desk.ask("away", "close", "1", "--at", f"{FRIDAY}T10:18:30")
    out = ("--at", f"{FRIDAY}T15:00", "--back", f"{FRIDAY}T16:00", "--reason", "送材料")
    desk.ask("outing", "open", "1005", *out)
    desk.ask("outing", "close", "1", "--at", f"{FRIDAY}T16:25")
    signed = sheet(desk.home / "签到表.xlsx", ("工号", "姓名", "签到时间"), *SIGNED)
    stretch = ("--floor", "2", "--from", f"{FRIDAY}T08:20", "--to", f"{FRIDAY}T09:10")
    taken = desk.ask("correction", "sheet", signed, *stretch, "--witness", "周主任", "--reason", "二楼停电")
    assert taken == {"id": 1, "people": 3, "rejected": []}


def work(terminals: dict[str, Emulator]) -> None:
    """Everybody on the terminal of the own floor."""
    for number in NUMBERS:
        name = f"F{number[0]}"
        for time in PUNCHES.get(number, USUAL):
            terminals[name].punch(number, moment(FRIDAY, time) + timedelta(seconds=AHEAD[name]))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The office on Friday night, the day posted. The terminals are gone: nothing after this needs them."""
    desk = Desk(tmp_path_factory.mktemp("full") / "home", NIGHT)
    desk.ask("init", "--training")
    desk.staff(*PEOPLE)
    with ExitStack() as running:
        terminals = {}
        for name, ahead in AHEAD.items():
            terminal = Emulator(f"SN-{name}", users=enrolled(NUMBERS), clock=desk.clock(ahead))
            terminals[name] = running.enter_context(terminal)
            desk.register(name, terminal, "--floor", name[1])
        work(terminals)
        read = desk.ask("pull")["terminals"]
    assert [(each["name"], each["offset_s"]) for each in read] == list(AHEAD.items())
    enter(desk)
    posted = desk.ask("post", FRIDAY)
    assert (posted["edition"], posted["unchanged"]) == (1, False)
    return desk


@pytest.fixture(scope="module")
def posted(full: Desk) -> Document:
    """The edition as posted."""
    return full.ask("post", FRIDAY)


@pytest.fixture
def desk(full: Desk, tmp_path: Path) -> Desk:
    """A copy of that office, for what changes something."""
    shutil.copytree(full.home, tmp_path / "home")
    return Desk(tmp_path / "home", NIGHT)


# ---------------------------------------------------------------- the verdicts


@pytest.mark.parametrize("number", NUMBERS)
def test_verdict(posted: Document, number: str) -> None:
    (morning, afternoon), findings, _ = VERDICTS[number]

    judged = by_number(posted)[number]

    assert results(judged) == {"am": morning, "pm": afternoon}
    said = [(f["session"], f["code"], f["minutes"], f["cause"], f["clause"], f["evidence"]) for f in judged["findings"]]
    assert said == findings


def test_totals(posted: Document) -> None:
    """15 due, two of them on leave all day; late are 1002, 2003 and 3002; 2004 was absent for half of it."""
    assert posted["totals"] == {
        "due": 15,
        "present": 13,
        "late": 3,
        "left_early": 0,
        "missing": 0,
        "absent": 1,
        "on_leave": 2,
        "unknown": 0,
    }
    assert posted["complete"] is True


def test_vacant_posts(posted: Document) -> None:
    assert vacant(posted) == VACANT
    assert len(posted["posts"]) == 11
    for post in posted["posts"]:
        for vacancy in post["findings"]:
            session, minutes, reasons, evidence = WHY_VACANT[post["post"]]
            assert (vacancy["session"], vacancy["minutes"], vacancy["code"]) == (session, minutes, "post_vacant")
            assert [(each["number"], each["why"]) for each in vacancy["reasons"]] == reasons
            assert (vacancy["clause"], vacancy["evidence"]) == (COVER, evidence)


def test_what_excuses_and_certifies_is_named(posted: Document) -> None:
    people = by_number(posted)

    assert [session["basis"] for session in people["1001"]["sessions"]] == [["leave:2"], ["leave:2"]]
    assert [session["basis"] for session in people["1006"]["sessions"]] == [["leave:1"], ["leave:1"]]
    signed = [people[number]["sessions"][0] for number, _, _ in SIGNED]
    assert [(each["in"], each["in_certified"]) for each in signed] == [
        ("08:24:00", "correction:1"),
        ("08:27:00", "correction:1"),
        ("08:36:40", "correction:1"),
    ]
    assert "in_certified" not in people["2005"]["sessions"][0]


def test_the_wrong_clock_is_taken_out_and_told(posted: Document) -> None:
    morning = by_number(posted)["3001"]["sessions"][0]

    assert (morning["in"], morning["in_raw"]) == ("08:24:30", f"{FRIDAY}T08:31:30")
    assert [(t["name"], t["offset_s"], t["corrected"], t["read"]) for t in posted["terminals"]] == [
        ("F1", 0, False, True),
        ("F2", 0, False, True),
        ("F3", 420, True, True),
    ]
    assert "in_raw" not in by_number(posted)["1003"]["sessions"][0]


def test_the_sheet_is_told(posted: Document) -> None:
    assert posted["sheets"] == [
        {"id": "correction:1", "floor": "2", "from": "08:20", "to": "09:10", "witness": "周主任", "people": 3}
    ]


# ---------------------------------------------------------------- explained

PUNCTUAL = {"5-1"}
EXPLAINED = {  # number: clauses, entries, how many punches
    "1001": ({"5-2"}, ["leave:2"], 0),
    "1002": (PUNCTUAL, [], 4),
    "1003": (PUNCTUAL, [], 4),
    "1004": (PUNCTUAL | {"away"}, ["away:1"], 4),
    "1005": (PUNCTUAL | {"5-2-outing"}, ["outing:1"], 4),
    "1006": ({"5-2"}, ["leave:1"], 2),
    "1007": (PUNCTUAL, [], 4),
    "2001": (PUNCTUAL, ["correction:1"], 3),
    "2002": (PUNCTUAL, ["correction:1"], 3),
    "2003": (PUNCTUAL, ["correction:1"], 3),
    "2004": (PUNCTUAL, [], 4),
    "2005": (PUNCTUAL, [], 4),
    "3001": (PUNCTUAL, [], 4),
    "3002": (PUNCTUAL, [], 4),
    "3003": (PUNCTUAL, [], 4),
}
POST_OF = {str(each["工号"]): str(each["窗口"]) for each in PEOPLE}


@pytest.mark.parametrize("number", NUMBERS)
def test_explained(full: Desk, number: str) -> None:
    """From the verdict to the clauses, what was entered, and the fingerprints."""
    clauses, entries, punches = EXPLAINED[number]

    explained = full.ask("explain", number, FRIDAY)
    told = full.run("explain", number, FRIDAY).out

    assert explained["edition"] == 1
    assert {clause["id"] for clause in explained["clauses"]} >= clauses
    assert {clause["id"] for clause in explained["clauses"]} <= clauses | {"5-5"}
    assert [entry["id"] for entry in explained.get("entries", [])] == entries
    assert len(explained["punches"]) == punches
    assert explained["vacant"] == VACANT.get(POST_OF[number], [])
    for clause in explained["clauses"]:
        assert clause["citation"] in told and clause["text"] in told
    for named in (*entries, *(punch["id"] for punch in explained["punches"])):
        assert named in told
    assert VERDICTS[number][2].removeprefix("全天") in told


def test_an_explained_punch_shows_both_times(full: Desk) -> None:
    first = full.ask("explain", "3002", FRIDAY)["punches"][0]

    assert {key: first[key] for key in ("id", "terminal", "raw", "corrected")} == {
        "id": f"punch:SN-F3/3002/{FRIDAY}T08:38:00/0",
        "terminal": "F3",
        "raw": f"{FRIDAY}T08:38:00",
        "corrected": f"{FRIDAY}T08:31:00",
    }


def test_an_explained_leave_shows_who_signed(full: Desk) -> None:
    (entry,) = full.ask("explain", "1006", FRIDAY)["entries"]

    assert (entry["from"], entry["to"], entry["cover"], entry["state"]) == (
        f"{THURSDAY}:am",
        f"{FRIDAY}:pm",
        "1007",
        "in_force",
    )
    assert entry["signed"] == [
        f"{role} 签字人{role} {WEDNESDAY}" for role in ("group_leader", "supervision_head", "deputy_director")
    ]


# ---------------------------------------------------------------- published


def test_the_published_workbook_names_each_verdict(posted: Document) -> None:
    book = sheets(posted["files"]["xlsx"])
    page = Path(posted["files"]["html"]).read_text(encoding="utf-8")

    for number, (_, findings, told) in VERDICTS.items():
        row = "\n".join(row_of(book["公示"], number))
        words = told.replace("年休假", "请假").replace("事假", "请假")  # of what kind is not for everybody's eyes
        assert words in row, (number, row)
        assert words in page
        for *_, clause, evidence in findings:
            assert clause in row
            assert all(fact in words_of(book["认定依据"]) for fact in evidence)
    assert "签到表" in "\n".join(row_of(book["公示"], "2001"))
    assert "李四顶岗" in "\n".join(row_of(book["公示"], "1001"))
    assert "08:31:30" in "\n".join(row_of(book["公示"], "3001"))


def test_the_published_workbook_tells_what_was_the_matter(posted: Document) -> None:
    book = sheets(posted["files"]["xlsx"])
    posting, empty = words_of(book["公示"]), book["空岗"]

    for words in ("2楼 08:20–09:10", "按签到表认定", "3人签到", "F3设备时钟快7分00秒"):
        assert words in posting
    for post, stretches in VACANT.items():
        row = "\n".join(row_of(empty, post))
        for first, last in stretches:
            assert first in row and last in row
    assert all(post not in words_of(empty) for post in ("A01", "A02", "A05", "B01", "B04", "C01", "C02"))


def test_it_is_proved(full: Desk) -> None:
    assert full.ask("verify") == {"editions": 1, "equal": 1, "differences": []}


# ---------------------------------------------------------------- corrected


def next_edition(desk: Desk, number: int, reason: str) -> Document:
    """The edition that late entries make: not without a reason, then proved with all before it."""
    before = desk.rows("SELECT day, number, document FROM edition ORDER BY number")
    refused = desk.run("post", FRIDAY)
    assert refused.code == 1 and "--reason" in refused.err
    edition = desk.ask("post", FRIDAY, "--reason", reason)
    assert (edition["edition"], edition["unchanged"], edition["reason"]) == (number, False, reason)
    assert desk.rows("SELECT day, number, document FROM edition ORDER BY number")[:-1] == before
    assert desk.ask("verify") == {"editions": number, "equal": number, "differences": []}
    assert desk.ask("post", FRIDAY)["unchanged"] is True
    return edition


def test_the_sheet_is_revoked(desk: Desk) -> None:
    """Without it nothing shows when the three came; nobody else is touched, not even the fourth of their floor."""
    desk.ask("correction", "revoke", "1", "--reason", "表上的字不是本人签的")

    second = next_edition(desk, 2, "签到表作废")

    assert moved(second) == [
        ("2001", "am", "on_time", "missing_in"),
        ("2002", "am", "short_of_early", "missing_in"),
        ("2003", "am", "late", "missing_in"),
    ]
    # when 2003 came is not known any more, and what is not known leaves no window empty
    assert second["post_changes"] == [{"post": "B02", "from": [["08:30", "08:36"]], "to": []}]
    assert "sheets" not in second
    for number in NUMBERS:
        if number not in ("2001", "2002", "2003"):
            assert results(by_number(second)[number]) == dict(zip(("am", "pm"), VERDICTS[number][0], strict=True))
    page = Path(second["files"]["html"]).read_text(encoding="utf-8")
    assert "签到表作废" in page and "第2版" in page


def test_a_leave_filed_after_the_fact(desk: Desk) -> None:
    """补假 of 2004's morning, covered by 2005; he had punched in it at 09:12, which a human must look at."""
    desk.now = moment(MONDAY, "08:40:00")
    filed = desk.leave("2004", "病假", f"{FRIDAY}:am", f"{FRIDAY}:am", cover="2005")
    assert (filed["days"], filed["after_the_fact"]) == ("0.5", True)
    desk.sign(filed["id"], "group_leader", "supervision_head")

    second = next_edition(desk, 2, "褚四补假")

    morning, afternoon = moved(second)
    assert morning == ("2004", "am", "absent", "on_leave:病假")
    assert afternoon == ("2004", "pm", "on_time", "on_time")  # back in the afternoon, and nobody closed the leave
    assert found(by_number(second)["2004"]) == [
        ("pm", "leave_not_closed", 0, ""),
        ("am", "contradiction", 0, "punched_on_leave"),
    ]
    assert second["post_changes"] == [{"post": "B03", "from": [["08:30", "09:12"]], "to": []}]
    assert "补假" in "\n".join(row_of(sheets(second["files"]["xlsx"])["公示"], "2004"))

    desk.ask("leave", "close", filed["id"], "--on", f"{FRIDAY}:pm")
    third = next_edition(desk, 3, "褚四销假")

    assert moved(third) == [("2004", "pm", "on_time", "on_time")]
    assert found(by_number(third)["2004"]) == [("am", "contradiction", 0, "punched_on_leave")]


def test_a_leave_cancelled(desk: Desk) -> None:
    """1001 did not take the leave after all, and was not there either; nobody stands in for a leave that is none."""
    desk.ask("leave", "cancel", "2")

    second = next_edition(desk, 2, "王芳请假撤销")

    assert moved(second) == [("1001", session, "on_leave:事假", "absent") for session in ("am", "pm")]
    assert found(by_number(second)["1001"]) == [("am", "absent", 0, "no_punch"), ("pm", "absent", 0, "no_punch")]
    assert second["post_changes"] == [{"post": "A01", "from": [], "to": [["08:30", "12:00"], ["14:30", "17:30"]]}]


def test_a_leave_closed_early(desk: Desk) -> None:
    """1006 was back on Friday afternoon, as his fingerprints say."""
    desk.ask("leave", "close", "1", "--on", f"{FRIDAY}:pm")

    second = next_edition(desk, 2, "孙八提前返岗")

    assert moved(second) == [("1006", "pm", "on_leave:年休假", "on_time")]
    assert second["post_changes"] == []


def test_one_correction_after_the_other(desk: Desk) -> None:
    """Each edition says what it changes of the one before, and of that only."""
    desk.ask("correction", "revoke", "1", "--reason", "表上的字不是本人签的")
    next_edition(desk, 2, "签到表作废")
    desk.ask("leave", "cancel", "2")
    third = next_edition(desk, 3, "王芳请假撤销")
    assert {number for number, *_ in moved(third)} == {"1001"}
    for number, time in (("2001", "08:24"), ("2002", "08:27")):
        said = ("--reason", "停电", "--witness", "周主任")
        desk.ask("correction", "punch", number, "--at", f"{FRIDAY}T{time}", *said)
    fourth = next_edition(desk, 4, "两人补签")

    assert moved(fourth) == [
        ("2001", "am", "missing_in", "on_time"),
        ("2002", "am", "missing_in", "short_of_early"),
    ]
    desk.ask("outing", "cancel", "1")
    desk.ask("away", "cancel", "1")
    fifth = next_edition(desk, 5, "外出、离岗登记错了人")

    assert moved(fifth) == [("1004", "am", "overstayed", "on_time"), ("1005", "pm", "outing_overrun", "on_time")]
    assert fifth["post_changes"] == [
        {"post": "A03", "from": VACANT["A03"], "to": []},
        {"post": "A04", "from": VACANT["A04"], "to": []},
    ]
    assert len(desk.rows("SELECT * FROM punch")) == sum(len(PUNCHES.get(number, USUAL)) for number in NUMBERS)

"""The month's money at the command line: from posted days to a closed run, and what becomes of corrections after it.

October 2026 has 18 working days: 8 and 9, Saturday 10 (made up for the National Day), 12–16, 19–23, 26–30. By the
default rulebook a day is 20 yuan, being late costs 5, and whoever is absent for a day gets nothing that month.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from acceptance_desk import ROOT, Desk, Document, by_number, enrolled, moment, person

from attendance.rulebook_check import shipped_text
from devices.emulator import Emulator
from office.attention_money import money_alerts
from office.home import open_home

OCTOBER = [date(2026, 10, day) for day in (8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)]
NOVEMBER = [date(2026, 11, 2), date(2026, 11, 3)]
DECEMBER = [date(2026, 12, 1)]
USUAL = ("08:20:00", "12:10:00", "14:20:00", "17:40:00")
PEOPLE = [
    person("1001", 姓名="王芳", 窗口="A01"),
    person("1002", 姓名="钱二", 窗口="A02"),
    person("1003", 姓名="李四", 窗口="A03", 窗口单位="市税务局"),
    person("1004", 姓名="赵六", 窗口="A04", 窗口单位="市税务局"),
    person("1005", 姓名="陈七", 窗口="A05", 起始日="2026-10-19"),
]
NUMBERS = [str(each["工号"]) for each in PEOPLE]
# Who punched otherwise than usual. 1003 left a sign-out away once (the first is let pass), 1004 was away on the 16th
OTHERWISE = {
    ("1002", date(2026, 10, 13)): ("08:37:20", *USUAL[1:]),
    ("1002", date(2026, 10, 14)): ("08:37:20", *USUAL[1:]),
    ("1002", date(2026, 10, 15)): ("08:37:20", *USUAL[1:]),
    ("1003", date(2026, 10, 20)): USUAL[:3],
    ("1004", date(2026, 10, 16)): (),
}
TOTALS = {"1001": "360.00", "1002": "345.00", "1003": "360.00", "1004": "0.00", "1005": "200.00"}


def punched(terminal: Emulator) -> None:
    """What the terminal holds of all those days."""
    for day in (*OCTOBER, *NOVEMBER, *DECEMBER):
        for number in NUMBERS if day >= date(2026, 10, 19) else NUMBERS[:4]:
            for time in OTHERWISE.get((number, day), USUAL):
                terminal.punch(number, moment(f"{day}", time))


@pytest.fixture(scope="module")
def posted_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October, two days of November and one of December: read and posted."""
    desk = Desk(tmp_path_factory.mktemp("allowance") / "home", datetime(2026, 12, 1, 21, 0))
    desk.settle_in()
    desk.staff(*PEOPLE)
    with Emulator("SN-F1", users=enrolled(NUMBERS), clock=desk.clock()) as terminal:
        desk.register("F1", terminal)
        punched(terminal)
        desk.ask("pull")
    for day in (*OCTOBER, *NOVEMBER, *DECEMBER):
        desk.ask("post", day)
    return desk.home


@pytest.fixture
def desk(posted_home: Path, tmp_path: Path) -> Desk:
    home = copytree(posted_home, tmp_path / "home")
    return Desk(home, datetime(2026, 12, 1, 21, 0))


def totals(run: Document) -> dict[str, str]:
    return {each["number"]: each["total"] for each in run["people"]}


def amounts(each: Document) -> Decimal:
    return sum((Decimal(line["amount"]) for line in each["lines"]), Decimal(0))


def closed(desk: Desk, month: str) -> Document:
    desk.ask("allowance", month, "--approve", "--by", "孙主任")
    return desk.ask("allowance", month, "--close", "--by", "周会计")


# ---------------------------------------------------------------- a month


def test_a_month_is_paid_from_its_posted_days(desk: Desk) -> None:
    run = desk.ask("allowance", "2026-10")
    assert totals(run) == TOTALS
    assert run["total"] == "1265.00" == run["sum"]["total"]
    assert (run["state"], run["number"], run["waiting"], run["unposted"]) == ("draft", None, [], [])
    assert all(amounts(each) == Decimal(each["total"]) for each in run["people"])
    assert {unit["unit"]: unit["total"] for unit in run["units"]} == {"市公安局": "905.00", "市税务局": "360.00"}
    qian = by_number(run)["1002"]
    assert [(line["stage"], line["quantity"], line["rate"], line["amount"]) for line in qian["lines"]] == [
        ("rates", "18", "20.00", "360.00"),
        ("deductions", "3", "5.00", "-15.00"),
    ]
    assert [event["date"] for event in qian["lines"][1]["events"]] == ["2026-10-13", "2026-10-14", "2026-10-15"]


def test_every_line_leads_to_clause_edition_and_punch(desk: Desk) -> None:
    told = desk.ask("explain", "1002", "2026-10")
    assert amounts(told) == Decimal("345.00") == Decimal(told["total"])
    late = next(line for line in told["lines"] if line["stage"] == "deductions")
    event = late["events"][0]
    assert (event["date"], event["edition"], event["code"], event["minutes"]) == ("2026-10-13", 1, "late", 7)
    assert event["clause"] == "宜政务[2013]28号 第五条第1款"
    assert "punch:SN-F1/1002/2026-10-13T08:37:20/0" in event["evidence"]
    assert event["evidence"][0] in {punch["id"] for punch in told["punches"]}
    assert late["clause_id"] in {clause["id"] for clause in told["clauses"]}
    assert len({each["date"] for each in told["sessions"]}) == 18
    said = desk.run("explain", "1002", "2026-10").out
    for part in ("345.00", "迟到", "10-13", "第1版", "08:37:20", "出勤补助", "360.00"):
        assert part in said, part


def test_draft_checked_approved_closed(desk: Desk) -> None:
    too_soon = desk.run("allowance", "2026-10", "--close")
    assert too_soon.code == 1
    assert "还没有核对" in too_soon.err
    run = desk.ask("allowance", "2026-10", "--check", "--by", "李核对")
    assert (run["state"], run["number"]) == ("checked", 1)
    assert desk.run("allowance", "2026-10", "--close").code == 1
    run = desk.ask("allowance", "2026-10", "--approve", "--by", "孙主任")
    run = desk.ask("allowance", "2026-10", "--approve", "--by", "孙主任")  # once more changes nothing
    run = desk.ask("allowance", "2026-10", "--close", "--by", "周会计")
    assert run["state"] == "closed"
    assert [(act["act"], act["by"]) for act in run["acts"]] == [
        ("checked", "李核对"),
        ("approved", "孙主任"),
        ("closed", "周会计"),
    ]
    assert desk.run("allowance", "2026-10", "--check").code == 1
    assert desk.ask("allowance", "2026-10", "--close")["acts"] == run["acts"]
    assert desk.ask("verify", "2026-10") == {
        "editions": 18,
        "equal": 18,
        "runs": 1,
        "runs_equal": 1,
        "differences": [],
    }


def test_what_moved_after_the_check_must_be_checked_anew(desk: Desk) -> None:
    desk.ask("allowance", "2026-10", "--check")
    desk.ask("correction", "punch", "1002", "--at", "2026-10-15T08:21", "--reason", "指纹没有识别", "--witness", "赵六")
    assert desk.ask("allowance", "2026-10")["stale"] is False  # only what is posted counts
    desk.ask("post", "2026-10-15", "--reason", "补签")
    stale = desk.ask("allowance", "2026-10")
    assert (stale["state"], stale["stale"], totals(stale)["1002"]) == ("draft", True, "350.00")
    refused = desk.run("allowance", "2026-10", "--close")
    assert refused.code == 1
    assert "重新核对" in refused.err
    run = desk.ask("allowance", "2026-10", "--approve")
    assert (run["number"], run["state"], totals(run)["1002"]) == (2, "approved", "350.00")
    runs = desk.ask("allowance", "2026-10", "--runs")["runs"]
    assert [(each["number"], each["state"], each["total"]) for each in runs] == [
        (2, "approved", "1270.00"),
        (1, "replaced", "1265.00"),
    ]
    assert totals(desk.ask("allowance", "2026-10", "--edition", 1))["1002"] == "345.00"


def test_a_month_that_is_over_and_not_closed_needs_somebody(desk: Desk) -> None:
    def told() -> list[str]:
        with desk.office_time(), open_home(desk.home) as home:
            return [each.text for each in money_alerts(home, home.clock())]

    desk.now = datetime(2026, 11, 2, 9, 0)
    assert told() == ["10月的出勤补助还没有封账，现在是草稿"]
    desk.ask("allowance", "2026-10", "--approve")
    assert told() == ["10月的出勤补助还没有封账，现在是已核准"]
    desk.ask("allowance", "2026-10", "--close")
    assert told() == []
    desk.now = datetime(2026, 10, 31, 9, 0)
    assert told() == []  # nothing of September is posted


# ---------------------------------------------------------------- what is not settled


def test_a_day_under_objection_stops_the_approval(desk: Desk) -> None:
    made = desk.ask("objection", "open", "1002", "2026-10-15", "--session", "am", "--text", "机器坏了", "--by", "钱二")
    refused = desk.run("allowance", "2026-10", "--approve")
    assert refused.code == 1
    assert "2026-10-15" in refused.err
    assert "申诉" in refused.err
    assert desk.ask("allowance", "2026-10")["waiting"][0]["detail"] == f"objection:{made['id']}"
    decided = "--decide", "2026-10-15:am", "--number", "1002", "--as", "as_posted"
    desk.ask("allowance", "2026-10", *decided, "--reason", "月底要发，先按公示", "--by", "孙主任")
    run = desk.ask("allowance", "2026-10", "--approve")
    assert (run["state"], run["open"][0]["decided"]) == ("approved", "as_posted")
    assert desk.ask("verify", "2026-10")["runs_equal"] == desk.ask("verify", "2026-10")["runs"]


@pytest.fixture
def with_unknown(tmp_path: Path) -> Iterator[Desk]:
    """A week of November; a second terminal that everybody may use was never read."""
    desk = Desk(tmp_path / "home", datetime(2026, 11, 6, 21, 0))
    desk.settle_in()
    desk.staff(*PEOPLE[:2])
    with ExitStack() as running:
        for name in ("F1", "F2"):
            terminal = running.enter_context(Emulator(f"SN-{name}", users=enrolled(NUMBERS), clock=desk.clock()))
            desk.register(name, terminal)
            for day in range(2, 7) if name == "F1" else ():
                for number, time in ((number, time) for number in NUMBERS[:2] for time in USUAL):
                    if (number, day) != ("1002", 4):
                        terminal.punch(number, moment(f"2026-11-0{day}", time))
        desk.ask("pull", "F1")
        for day in range(2, 7):
            desk.ask("post", f"2026-11-0{day}")
        yield desk


def test_unknown_days_stop_the_approval_until_decided(with_unknown: Desk) -> None:
    desk = with_unknown
    run = desk.ask("allowance", "2026-11")
    assert [(each["kind"], each["date"], each["session"], each["number"]) for each in run["waiting"]] == [
        ("unknown", "2026-11-04", "am", "1002"),
        ("unknown", "2026-11-04", "pm", "1002"),
    ]
    assert totals(run) == {"1001": "100.00", "1002": "80.00"}
    assert any("没有过完" in warning for warning in run["warnings"])
    refused = desk.run("allowance", "2026-11", "--approve")
    assert refused.code == 1
    assert "数据不全" in refused.err
    bad = desk.run("allowance", "2026-11", "--decide", "2026-11-05", "--as", "paid", "--reason", "x", "--by", "y")
    assert bad.code == 1
    assert "没有数据不全" in bad.err
    other_month = desk.run(
        "allowance", "2026-10", "--decide", "2026-11-04", "--as", "paid", "--reason", "x", "--by", "y"
    )
    assert "2026-11-04 不在 2026-10" in other_month.err
    for counts, expected in (("unpaid", "80.00"), ("paid", "100.00")):
        about = "--decide", "2026-11-04", "--number", "1002", "--as", counts
        made = desk.ask("allowance", "2026-11", *about, "--reason", "窗口有人作证", "--by", "孙主任")
        assert totals(desk.ask("allowance", "2026-11"))["1002"] == expected
    session = "--decide", "2026-11-04:am", "--number", "1002", "--as", "unpaid"
    desk.ask("allowance", "2026-11", *session, "--reason", "上午没有人见到", "--by", "孙主任")
    assert totals(desk.ask("allowance", "2026-11"))["1002"] == "90.00"
    made = desk.ask(
        "allowance", "2026-11", *about, "--reason", "又有两人作证", "--by", "孙主任"
    )  # the later one counts
    assert totals(desk.ask("allowance", "2026-11"))["1002"] == "100.00"
    for each in (made["id"], made["id"] - 1):
        desk.ask("allowance", "2026-11", "--undecide", each)
    assert len(desk.ask("allowance", "2026-11")["waiting"]) == 2
    desk.ask("allowance", "2026-11", *about, "--reason", "窗口有人作证", "--by", "孙主任")
    same = desk.ask("what-if", ROOT / "attendance" / "rulebooks" / "anqing-2013.toml", "2026-11")["money"]
    assert (same["posted"], same["what_if"]) == ("200.00", "200.00")  # what is decided holds by any rulebook
    assert desk.ask("allowance", "2026-11", "--approve")["state"] == "approved"
    told = desk.ask("verify", "2026-11")
    assert (told["runs"], told["runs_equal"]) == (1, 1)


# ---------------------------------------------------------------- after closing


def test_a_correction_after_closing_is_paid_in_the_next_open_month_and_taken_back_after_it(desk: Desk) -> None:
    october = closed(desk, "2026-10")
    assert totals(desk.ask("allowance", "2026-11")) == dict.fromkeys(NUMBERS, "40.00")
    made = desk.ask(
        *("correction", "punch", "1002", "--at", "2026-10-15T08:21", "--reason", "指纹没有识别", "--witness", "赵六")
    )
    desk.ask("post", "2026-10-15", "--reason", "补签：指纹没有识别")
    again = desk.ask("allowance", "2026-10")
    assert json.dumps(again["people"]) == json.dumps(october["people"])  # the closed run stands as it is
    november = by_number(desk.ask("allowance", "2026-11"))
    assert {number: each["total"] for number, each in november.items()} == {
        **dict.fromkeys(NUMBERS, "40.00"),
        "1002": "45.00",
    }
    line = november["1002"]["lines"][-1]
    assert (line["stage"], line["name"], line["amount"]) == ("supplement", "2026-10", "5.00")
    assert (line["before"], line["after"]) == ("345.00", "350.00")
    (event,) = line["events"]
    assert (event["date"], event["session"], event["was"], event["code"]) == ("2026-10-15", "am", "late", "on_time")
    assert (event["was_edition"], event["edition"]) == (1, 2)
    assert "补发" in desk.run("explain", "1002", "2026-11").out
    closed(desk, "2026-11")
    assert totals(desk.ask("allowance", "2026-12"))["1002"] == "20.00"  # paid once

    desk.ask("correction", "revoke", made["id"], "--reason", "证明有误")
    desk.ask("post", "2026-10-15", "--reason", "证明有误")
    december = by_number(desk.ask("allowance", "2026-12"))["1002"]
    assert (december["total"], december["supplement"], december["lines"][-1]["before"]) == ("15.00", "-5.00", "350.00")
    told = desk.ask("verify")
    assert (told["runs"], told["runs_equal"], told["differences"]) == (2, 2, [])


def test_who_is_gone_gets_what_is_owed_and_nothing_else(desk: Desk) -> None:
    closed(desk, "2026-10")
    desk.staff({**PEOPLE[1], "终止日": "2026-11-01"})
    for day in NOVEMBER:
        desk.ask("post", day, "--reason", "调离")
    assert "1002" not in totals(desk.ask("allowance", "2026-11"))
    desk.ask("correction", "punch", "1002", "--at", "2026-10-15T08:21", "--reason", "指纹没有识别", "--witness", "赵六")
    desk.ask("post", "2026-10-15", "--reason", "补签")
    gone = by_number(desk.ask("allowance", "2026-11"))["1002"]
    assert [(line["stage"], line["amount"]) for line in gone["lines"]] == [("supplement", "5.00")]
    assert (gone["total"], gone["due"], gone["attended"]) == ("5.00", "0", "0")
    assert "补发" in desk.run("explain", "1002", "2026-11").out


def test_what_cannot_be_taken_back_at_once_waits_and_nobody_pays_in(desk: Desk) -> None:
    sheet = [
        desk.ask("correction", "punch", "1004", "--at", f"2026-10-16T{time}", "--reason", "停电", "--witness", "王芳")
        for time in ("08:20", "12:10", "14:20", "17:40")
    ]
    desk.ask("post", "2026-10-16", "--reason", "停电补签")
    closed(desk, "2026-10")
    for each in sheet:
        desk.ask("correction", "revoke", each["id"], "--reason", "查明不在岗")
    desk.ask("post", "2026-10-16", "--reason", "查明不在岗")  # 360 was paid, nothing is due
    november = by_number(desk.ask("allowance", "2026-11"))["1004"]
    assert (november["total"], november["supplement"], november["lines"][-1]["note"]) == (
        "0.00",
        "-40.00",
        "rest_later",
    )
    run = closed(desk, "2026-11")
    assert run["owed"] == {"2026-10": {"1004": "320.00"}}
    assert any("1004" in warning for warning in run["warnings"])
    december = by_number(desk.ask("allowance", "2026-12"))["1004"]
    assert (december["total"], december["supplement"], december["lines"][-1]["note"]) == (
        "0.00",
        "-20.00",
        "rest_later",
    )
    assert closed(desk, "2026-12")["owed"] == {"2026-10": {"1004": "300.00"}}
    assert desk.ask("verify")["runs_equal"] == 3


def test_a_yellow_card_takes_the_month_and_one_after_closing_is_taken_back(desk: Desk) -> None:
    card = (
        "notice",
        "give",
        "1001",
        "--kind",
        "yellow_card",
        "--on",
        "2026-10-20",
        "--reason",
        "上班炒股",
        "--by",
        "督查室",
    )
    desk.ask(*card)
    run = desk.ask("allowance", "2026-10")
    assert totals(run) == {**TOTALS, "1001": "0.00"}
    assert by_number(run)["1001"]["lines"][-1]["events"][0]["code"] == "yellow_card"
    closed(desk, "2026-10")
    desk.ask("notice", "revoke", "1", "--reason", "查无此事", "--by", "督查室")
    assert totals(desk.ask("allowance", "2026-11"))["1001"] == "400.00"
    assert desk.ask("verify")["runs_equal"] == 1


def card(desk: Desk, number: str, day: str) -> int:
    words = "--kind", "yellow_card", "--on", day, "--reason", "上班炒股", "--by", "督查室"
    made = desk.ask("notice", "give", number, *words)
    return int(made["id"])


def brought(desk: Desk, month: str, number: str) -> Document:
    """The one line of an earlier month in somebody's sum."""
    mine = by_number(desk.ask("allowance", month))[number]
    (line,) = (line for line in mine["lines"] if line["stage"] == "supplement")
    assert amounts(mine) == Decimal(mine["total"])
    return line


def test_what_was_taken_for_a_card_that_is_revoked_later_is_paid_back(desk: Desk) -> None:
    closed(desk, "2026-10")
    given = card(desk, "1001", "2026-10-20")
    assert closed(desk, "2026-11")["owed"] == {"2026-10": {"1001": "320.00"}}  # 40 are taken
    desk.ask("notice", "revoke", given, "--reason", "查无此事", "--by", "督查室")
    line = brought(desk, "2026-12", "1001")  # October is as it was when it was closed, and yet 40 are missing
    assert (line["before"], line["after"], line["amount"]) == ("320.00", "360.00", "40.00")
    assert "10-20 星期二 黄牌警告已撤销（通报单 1）" in desk.run("explain", "1001", "2026-12").out
    closed(desk, "2026-12")
    assert desk.ask("verify")["runs_equal"] == 3


def test_a_supplement_says_what_moved_since_the_one_before(desk: Desk) -> None:
    closed(desk, "2026-10")
    at = "--at", "2026-10-15T08:21", "--reason", "指纹没有识别", "--witness", "赵六"
    made = desk.ask("correction", "punch", "1002", *at)
    desk.ask("post", "2026-10-15", "--reason", "补签")
    closed(desk, "2026-11")
    desk.ask("correction", "revoke", made["id"], "--reason", "证明有误")
    desk.ask("post", "2026-10-15", "--reason", "证明有误")
    (event,) = brought(desk, "2026-12", "1002")["events"]
    assert (event["was"], event["was_edition"], event["code"], event["edition"]) == ("on_time", 2, "late", 3)
    said = desk.run("explain", "1002", "2026-12").out
    assert "上午由正常改为迟到7分钟" in said
    assert "打卡 F1 08:37:20" in said  # also of an earlier month, in words


def test_who_is_no_longer_listed_on_a_day_of_a_closed_month_is_told_which(desk: Desk) -> None:
    closed(desk, "2026-10")
    desk.staff(person("1003", 姓名="李四", 窗口="A03", 窗口单位="市税务局", 终止日="2026-10-29"))
    desk.ask("post", "2026-10-30", "--reason", "名册更正")
    line = brought(desk, "2026-11", "1003")
    assert line["amount"] == "-20.00"
    assert {(each["date"], each["was"], each["code"]) for each in line["events"]} == {
        ("2026-10-30", "on_time", "not_listed")
    }
    assert "上午、下午由正常改为未列入" in desk.run("explain", "1003", "2026-11").out


def test_what_one_month_brings_pays_for_what_another_takes(desk: Desk) -> None:
    of_november = card(desk, "1001", "2026-11-02")
    closed(desk, "2026-10")
    closed(desk, "2026-11")  # nothing, for the card
    card(desk, "1001", "2026-10-20")  # 360 to be taken back
    desk.ask("notice", "revoke", of_november, "--reason", "查无此事", "--by", "督查室")  # 40 to be paid
    run = desk.ask("allowance", "2026-12")
    assert totals(run)["1001"] == "0.00"
    assert run["owed"] == {"2026-10": {"1001": "300.00"}}  # 360 less 40 and the 20 of December


# ---------------------------------------------------------------- trials and proof


def test_another_rate_on_a_closed_month_is_only_tried(desk: Desk) -> None:
    closed(desk, "2026-10")
    before = desk.dump()
    money = desk.ask("allowance", "2026-10", "--rate", "base=25.00")["money"]
    assert (money["posted"], money["what_if"]) == ("1265.00", "1585.00")
    assert {each["number"]: each["what_if"] for each in money["people"]}["1001"] == "450.00"
    assert desk.dump() == before
    assert desk.run("allowance", "2026-10", "--rate", "nothing=1").code == 1
    assert desk.run("allowance", "2026-10", "--rate", "base=free").code == 1
    assert "1,000,000" in desk.run("allowance", "2026-10", "--rate", "base=1e999999").err
    assert "第0版" in desk.run("allowance", "2026-10", "--edition", "0").err


def test_another_rulebook_says_what_it_would_pay(desk: Desk, tmp_path: Path) -> None:
    from acceptance_desk import rulebook

    other = rulebook(
        tmp_path / "other.toml", ("absent_after = 30", "absent_after = 5"), ('amount = "20.00"', 'amount = "30.00"')
    )
    money = desk.ask("what-if", other, "2026-10")["money"]
    assert money["posted"] == "1265.00"
    tried = {each["number"]: each["what_if"] for each in money["people"]}
    assert tried["1001"] == "540.00"
    assert Decimal(tried["1002"]) < Decimal("540.00") - 3 * 15  # three mornings are absent then


def test_what_has_no_amount_is_given_none(desk: Desk) -> None:
    """A deduction that takes what some days earned is no amount that could be another."""
    (desk.home / "rulebook.toml").write_text(shipped_text("yongzhou-fund-2010"), encoding="utf-8")
    refused = desk.run("allowance", "2026-10", "--rate", "days_lost=5.00")
    assert refused.code == 1
    assert "days_lost（" not in refused.err
    assert "post_pay（" in refused.err


def test_a_closed_month_is_tried_beside_the_rulebook_it_was_closed_with(desk: Desk, tmp_path: Path) -> None:
    from acceptance_desk import rulebook

    closed(desk, "2026-10")
    other = rulebook(tmp_path / "other.toml", ('amount = "20.00"', 'amount = "30.00"'))
    before = desk.ask("what-if", other, "2026-10")["money"]
    assert before["posted"] == "1265.00"
    desk.ask("rulebook", "adopt", other, "--from", "2026-10-01")  # too late for October's money
    assert desk.ask("what-if", other, "2026-10")["money"] == before


def test_a_run_that_was_tampered_with_is_found(desk: Desk) -> None:
    import sqlite3

    closed(desk, "2026-10")
    with sqlite3.connect(desk.home / "zaigang.db") as database:
        (trigger,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'allowance_run_no_update'").fetchone()
        database.execute("DROP TRIGGER allowance_run_no_update")
        database.execute("UPDATE allowance_run SET document = replace(document, '\"345.00\"', '\"945.00\"')")
        database.execute(trigger)
    told = desk.ask("verify", "2026-10", code=1)
    assert (told["runs"], told["runs_equal"]) == (1, 0)
    assert told["differences"] == [{"month": "2026-10", "run": 1, "what": "1002 945.00 → 345.00"}]


def test_a_month_that_cannot_be_reckoned_says_why(desk: Desk) -> None:
    nothing = desk.run("allowance", "2026-09")
    assert nothing.code == 1
    assert "还没有公示" in nothing.err
    (desk.home / "rulebook.toml").write_text(
        _without_money((desk.home / "rulebook.toml").read_text(encoding="utf-8")), encoding="utf-8"
    )
    bare = desk.run("allowance", "2026-10")
    assert bare.code == 1
    assert "没有补助标准" in bare.err
    desk.ask("rulebook", "allowance", "--from", "2026-10-01")
    assert totals(desk.ask("allowance", "2026-10")) == TOTALS
    assert desk.run("explain", "9999", "2026-10").code == 1


def _without_money(text: str) -> str:
    """A rulebook as homes had it before there was money in it."""
    import tomlkit

    document = tomlkit.parse(text)
    for section in ("allowance", "rates", "bonuses", "deductions", "steps", "forfeits"):
        document.pop(section, None)
    clauses = document["clauses"]
    assert isinstance(clauses, list)
    document["clauses"] = [clause for clause in clauses if clause.get("rule") != "allowance"]
    return tomlkit.dumps(document)


def test_the_order_in_which_days_are_posted_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    first = desk.ask("allowance", "2026-10")
    again = Desk(tmp_path / "again", datetime(2026, 12, 1, 21, 0))
    again.settle_in()
    again.staff(*PEOPLE)
    with Emulator("SN-F1", users=enrolled(NUMBERS), clock=again.clock()) as terminal:
        again.register("F1", terminal)
        punched(terminal)
        again.ask("pull")
    for day in reversed(OCTOBER):
        again.ask("post", day)
    second = again.ask("allowance", "2026-10")
    keys = [key for key in first if key != "files"]
    assert {key: first[key] for key in keys} == {key: second[key] for key in keys}

"""The life of a leave slip 请假: who must sign it, what it excuses, how it ends; and a month of slips, as a script.

Default rulebook: half a day the group leader approves and the supervision office files; from one day on the group
leader's opinion and the head of supervision's approval; from two days on the deputy director signs as well.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from acceptance_desk import (
    IN_TIME,
    Desk,
    Document,
    by_number,
    found,
    moment,
    moved,
    person,
    results,
    rulebook,
    sheet,
    sheets,
    vacant,
    words_of,
    worked,
)

from devices.emulator import Emulator

Plug = Callable[..., Emulator]
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-11-{day}" for day in range(16, 21))
NEXT_MONDAY, NEXT_TUESDAY = "2026-11-23", "2026-11-24"
MORNING, AFTERNOON = IN_TIME[:2], IN_TIME[2:]

HALF = [("group_leader", "approve"), ("supervision_head", "file")]
DAY = [("group_leader", "opinion"), ("supervision_head", "approve")]
TWO = [("group_leader", "opinion"), ("supervision_head", "opinion"), ("deputy_director", "approve")]
ROLES = {length: [role for role, _ in chain] for length, chain in (("half", HALF), ("day", DAY), ("two", TWO))}
CLAUSE = "宜政务[2013]28号 第五条第2款"

# A01 has 1001 and 1002, A02 only 1003, A03 has 1004 and 1005
PEOPLE = (
    person("1001", 姓名="王芳", 窗口="A01"),
    person("1002", 姓名="李四", 窗口="A01", 岗位="B"),
    person("1003", 姓名="赵六", 窗口="A02"),
    person("1004", 姓名="陈七", 窗口="A03"),
    person("1005", 姓名="孙八", 窗口="A03", 岗位="B"),
)


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk.staff(*PEOPLE)
    return desk


def signing(slip: Document) -> list[tuple[str, str]]:
    return [(step["role"], step["act"]) for step in slip["chain"]]


def listed(desk: Desk, slip: int) -> Document:
    return next(each for each in desk.ask("leave", "list")["leaves"] if each["id"] == slip)


# ---------------------------------------------------------------- who signs, by length

LENGTHS = [
    # from, to, days, who signs
    (f"{WEDNESDAY}:am", f"{WEDNESDAY}:am", "0.5", HALF),
    (f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm", "0.5", HALF),
    (WEDNESDAY, WEDNESDAY, "1", DAY),
    (f"{WEDNESDAY}:am", f"{WEDNESDAY}:pm", "1", DAY),
    (f"{WEDNESDAY}:pm", f"{THURSDAY}:am", "1", DAY),
    (WEDNESDAY, f"{THURSDAY}:am", "1.5", DAY),
    (f"{WEDNESDAY}:pm", THURSDAY, "1.5", DAY),
    (WEDNESDAY, THURSDAY, "2", TWO),
    (f"{WEDNESDAY}:pm", f"{FRIDAY}:am", "2", TWO),
    (WEDNESDAY, FRIDAY, "3", TWO),
    # over a weekend
    (f"{FRIDAY}:pm", f"{NEXT_MONDAY}:am", "1", DAY),
    (FRIDAY, NEXT_MONDAY, "2", TWO),
    (FRIDAY, "2026-11-22", "1", DAY),
    # over the National Day holiday, 1 to 7 October: Wednesday before, Thursday after
    ("2026-09-30:pm", "2026-10-08:am", "1", DAY),
    ("2026-09-30", "2026-10-08", "2", TWO),
    # Saturday 10 October is worked for it, Sunday the 11th is not
    ("2026-10-10", "2026-10-10", "1", DAY),
    ("2026-10-09", "2026-10-11", "2", TWO),
    ("2026-10-09", "2026-10-12", "3", TWO),
]


@pytest.mark.parametrize(("first", "last", "days", "chain"), LENGTHS, ids=lambda value: str(value)[:13])
def test_the_chain_by_working_days(office: Desk, first: str, last: str, days: str, chain: list[Any]) -> None:
    slip = office.leave("1001", "事假", first, last, cover="1002")

    assert (slip["days"], slip["counted_days"], signing(slip)) == (days, days, chain)
    assert (slip["id"], slip["state"], slip["conflicts"]) == (1, "pending", [])


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-21", "2026-11-22"), ("2026-10-01", "2026-10-07"), ("2026-10-11", "2026-10-11")],
    ids=["weekend", "holiday", "the Sunday after the make-up Saturday"],
)
def test_a_leave_without_a_working_day_is_none(office: Desk, first: str, last: str) -> None:
    refused = office.run("leave", "request", "1001", "--kind", "事假", "--from", first, "--to", last)

    assert refused.code == 1 and "没有工作日" in refused.err
    assert office.ask("leave", "list")["leaves"] == []


# ---------------------------------------------------------------- who signs, with leave that adjoins

ADJOINING = [
    # slips before (from, to), then the one asked for: its own days, the days counted together, who signs
    ([(f"{WEDNESDAY}:am", f"{WEDNESDAY}:am")], (f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm"), "0.5", "1", DAY),
    ([(f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm")], (f"{WEDNESDAY}:am", f"{WEDNESDAY}:am"), "0.5", "1", DAY),
    ([(WEDNESDAY, WEDNESDAY)], (THURSDAY, THURSDAY), "1", "2", TWO),
    ([(WEDNESDAY, WEDNESDAY)], (f"{THURSDAY}:am", f"{THURSDAY}:am"), "0.5", "1.5", DAY),
    # one afternoon at work between the two
    ([(f"{WEDNESDAY}:am", f"{WEDNESDAY}:am")], (f"{THURSDAY}:am", f"{THURSDAY}:am"), "0.5", "0.5", HALF),
    ([(WEDNESDAY, WEDNESDAY)], (f"{THURSDAY}:pm", f"{THURSDAY}:pm"), "0.5", "0.5", HALF),
    # what fills a gap counts with both sides
    ([(WEDNESDAY, WEDNESDAY), (FRIDAY, FRIDAY)], (THURSDAY, THURSDAY), "1", "3", TWO),
    # Friday and Monday, with nothing but the weekend between
    ([(FRIDAY, FRIDAY)], (NEXT_MONDAY, NEXT_MONDAY), "1", "2", TWO),
    ([(NEXT_MONDAY, NEXT_MONDAY)], (FRIDAY, FRIDAY), "1", "2", TWO),
    ([(f"{FRIDAY}:pm", f"{FRIDAY}:pm")], (f"{NEXT_MONDAY}:am", f"{NEXT_MONDAY}:am"), "0.5", "1", DAY),
    ([(f"{FRIDAY}:am", f"{FRIDAY}:am")], (NEXT_MONDAY, NEXT_MONDAY), "1", "1", DAY),
    # the last day before the holiday and the first after it
    ([("2026-09-30", "2026-09-30")], ("2026-10-08", "2026-10-08"), "1", "2", TWO),
    ([("2026-09-30:pm", "2026-09-30:pm")], ("2026-10-08:am", "2026-10-08:am"), "0.5", "1", DAY),
    # Friday and Monday with a worked Saturday between them do not adjoin; the Saturday adjoins both
    ([("2026-10-09", "2026-10-09")], ("2026-10-12", "2026-10-12"), "1", "1", DAY),
    ([("2026-10-09", "2026-10-09")], ("2026-10-10", "2026-10-10"), "1", "2", TWO),
    ([("2026-10-10", "2026-10-10")], ("2026-10-12", "2026-10-12"), "1", "2", TWO),
]


@pytest.mark.parametrize(("before", "asked", "days", "counted", "chain"), ADJOINING)
def test_leave_that_adjoins_counts_together(
    office: Desk, before: list[tuple[str, str]], asked: tuple[str, str], days: str, counted: str, chain: list[Any]
) -> None:
    for kind, slip in zip(("事假", "病假"), before, strict=False):  # of whatever kind
        office.leave("1001", kind, *slip, cover="1002")
    office.leave("1003", "事假", asked[0], asked[1])  # somebody else's counts for nobody

    slip = office.leave("1001", "事假", *asked, cover="1002")

    assert (slip["days"], slip["counted_days"], signing(slip)) == (days, counted, chain)


@pytest.mark.parametrize("end", ["cancel", "reject", "close"])
def test_leave_that_was_not_taken_counts_for_nothing(office: Desk, end: str) -> None:
    """Withdrawn, refused, or closed early so that a day was worked between the two."""
    office.leave("1001", "事假", WEDNESDAY, THURSDAY, cover="1002")
    if end == "close":
        office.sign(1, *ROLES["two"])
    words = {
        "cancel": ["cancel", 1],
        "reject": ["reject", 1, "--role", "group_leader", "--by", "张组长", "--on", FRIDAY],
        "close": ["close", 1, "--on", f"{THURSDAY}:am"],
    }
    office.ask("leave", *words[end])

    slip = office.leave("1001", "事假", FRIDAY, cover="1002")

    assert (slip["counted_days"], signing(slip)) == ("1", DAY)


def test_two_leaves_at_once_are_refused(office: Desk) -> None:
    office.leave("1001", "事假", WEDNESDAY, f"{THURSDAY}:am", cover="1002")

    asked = ("leave", "request", "1001", "--kind", "病假", "--from", f"{THURSDAY}:am", "--to", FRIDAY)
    refused = office.run(*asked)

    assert refused.code == 1
    assert all(word in refused.err for word in ("编号 1", f"{THURSDAY} 上午", "leave cancel 1"))
    office.ask("leave", "cancel", 1)
    assert office.ask(*asked)["id"] == 2


# ---------------------------------------------------------------- signing


def approve(desk: Desk, slip: int, role: str, *words: object, code: int = 0) -> Document:
    by = ("--by", f"签字人{role}", "--on", f"{desk.now:%Y-%m-%d}")
    return desk.ask("leave", "approve", slip, "--role", role, *by, *words, code=code)


def test_signatures_in_their_order(office: Desk) -> None:
    office.leave("1001", "年休假", NEXT_MONDAY, NEXT_TUESDAY, cover="1002")

    for done, role in enumerate(ROLES["two"]):
        for wrong in {*ROLES["two"], "window_head"} - {role}:
            refused = approve(office, 1, wrong, code=1)
            assert "请按顺序" in refused["error"] and role in refused["error"]
        standing = approve(office, 1, role)
        assert [step["role"] for step in standing["open"]] == ROLES["two"][done + 1 :]
        assert standing["state"] == ("in_force" if done == 2 else "pending")
    again = approve(office, 1, "deputy_director", code=1)

    assert "已批准" in again["error"]
    acts = listed(office, 1)["acts"]
    assert [(act["role"], act["act"], act["by"], act["on"]) for act in acts] == [
        (role, act, f"签字人{role}", FRIDAY) for role, act in TWO
    ]
    assert all(act["entered_by"] and act["entered_at"].startswith(FRIDAY) for act in acts)


def test_half_a_day_is_in_force_with_the_group_leader_and_filed_after(office: Desk) -> None:
    office.leave("1001", "事假", f"{NEXT_MONDAY}:am", f"{NEXT_MONDAY}:am", cover="1002")

    assert approve(office, 1, "group_leader")["state"] == "in_force"
    assert approve(office, 1, "supervision_head")["state"] == "in_force"

    assert [(act["role"], act["act"]) for act in listed(office, 1)["acts"]] == HALF


def test_nothing_is_filed_that_nobody_approved(office: Desk) -> None:
    """经组长批准后报督查室备案: the filing comes after the approval."""
    office.leave("1001", "事假", f"{NEXT_MONDAY}:am", f"{NEXT_MONDAY}:am", cover="1002")

    refused = approve(office, 1, "supervision_head", code=1)

    assert "group_leader" in refused["error"]
    assert listed(office, 1)["acts"] == []


def test_opinion_and_scan_are_kept(office: Desk, tmp_path: Path) -> None:
    slip_scan, page = tmp_path / "请假单.JPG", tmp_path / "签字.pdf"
    slip_scan.write_bytes(b"\xff\xd8 the slip")
    page.write_bytes(b"%PDF the signatures")
    office.leave("1001", "事假", NEXT_MONDAY, NEXT_MONDAY, "--reason", "搬家", "--scan", slip_scan, cover="1002")
    approve(office, 1, "group_leader", "--opinion", "同意，工作已安排", "--scan", page)
    slip_scan.unlink()
    page.unlink()

    kept = listed(office, 1)

    assert (kept["reason"], kept["acts"][0]["opinion"]) == ("搬家", "同意，工作已安排")
    assert (office.home / kept["scan"]).read_bytes() == b"\xff\xd8 the slip"
    assert (office.home / kept["acts"][0]["scan"]).read_bytes() == b"%PDF the signatures"
    assert kept["scan"].endswith(".jpg") and kept["acts"][0]["scan"].endswith(".pdf")


def test_a_scan_that_cannot_be_read_leaves_no_slip(office: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "空.jpg"
    empty.touch()
    for scan in (tmp_path / "没有.jpg", empty):
        asked = ("leave", "request", "1001", "--kind", "事假", "--from", FRIDAY, "--to", FRIDAY, "--scan", scan)
        refused = office.run(*asked)
        assert refused.code == 1 and scan.name in refused.err
    assert office.ask("leave", "list")["leaves"] == []


def test_a_refused_leave_is_over(office: Desk) -> None:
    office.leave("1001", "事假", NEXT_MONDAY, NEXT_TUESDAY, cover="1002")
    approve(office, 1, "group_leader")
    refusal = ("--role", "supervision_head", "--by", "李督查", "--on", FRIDAY, "--opinion", "人手不足")

    refused = office.ask("leave", "reject", 1, *refusal)

    assert refused["state"] == "rejected"
    assert (refused["acts"][-1]["act"], refused["acts"][-1]["opinion"]) == ("reject", "人手不足")
    assert "未批准" in approve(office, 1, "deputy_director", code=1)["error"]
    assert "未批准" in office.ask("leave", "close", 1, "--on", NEXT_MONDAY, code=1)["error"]


# ---------------------------------------------------------------- what a slip excuses


@pytest.fixture
def clock_in(office: Desk, plug_in: Plug) -> Callable[..., Document]:
    """One day at the office of five: who punched when, the terminal read that night, and the day as judged."""
    numbers = [str(each["工号"]) for each in PEOPLE]
    terminal = plug_in("F1", numbers)
    return lambda day, **times: worked(office, terminal, day, numbers, **times)


def ask_on(desk: Desk, day: str, number: str, first: str, last: str = "", cover: str = "", kind: str = "事假") -> int:
    """A slip asked for on a day; gives its number."""
    desk.now = moment(day, "16:00:00")
    return int(desk.leave(number, kind, first, last, cover=cover)["id"])


UNAPPROVED = ["pending", "rejected"]


@pytest.mark.parametrize("cause", UNAPPROVED)
def test_what_was_not_approved_excuses_nothing(office: Desk, clock_in: Callable[..., Document], cause: str) -> None:
    slip = ask_on(office, TUESDAY, "1001", WEDNESDAY, THURSDAY, "1002")
    office.sign(slip, "group_leader", "supervision_head")  # the deputy director did not
    if cause == "rejected":
        office.ask("leave", "reject", slip, "--role", "deputy_director", "--by", "张", "--on", TUESDAY)

    day = by_number(clock_in(WEDNESDAY, n1001=()))["1001"]

    assert results(day) == {"am": "absent", "pm": "absent"}
    assert sorted(found(day)) == [
        ("am", "absent", 0, "no_punch"),
        ("am", "leave_unapproved", 0, cause),
        ("pm", "absent", 0, "no_punch"),
        ("pm", "leave_unapproved", 0, cause),
    ]
    unapproved = [f for f in day["findings"] if f["code"] == "leave_unapproved"]
    assert [(f["clause"], f["evidence"]) for f in unapproved] == [(CLAUSE, [f"leave:{slip}"])] * 2
    told = office.run("explain", "1001", WEDNESDAY).out
    assert "手续不全" in told and {"pending": "审批未完", "rejected": "未批准"}[cause] in told


def test_what_was_withdrawn_is_not_there_at_all(office: Desk, clock_in: Callable[..., Document]) -> None:
    slip = ask_on(office, TUESDAY, "1001", WEDNESDAY, cover="1002")
    office.sign(slip, *ROLES["day"])
    office.ask("leave", "cancel", slip)

    day = by_number(clock_in(WEDNESDAY, n1001=()))["1001"]

    assert found(day) == [("am", "absent", 0, "no_punch"), ("pm", "absent", 0, "no_punch")]
    assert day.get("entries", []) == []


def test_who_came_all_the_same_needs_no_approval(office: Desk, clock_in: Callable[..., Document]) -> None:
    """Half-signed leave of a whole day: late in the morning is said to be unapproved, the afternoon was in order."""
    ask_on(office, TUESDAY, "1001", WEDNESDAY, cover="1002")

    day = by_number(clock_in(WEDNESDAY, n1001=("08:37:00", *IN_TIME[1:])))["1001"]

    assert results(day) == {"am": "late", "pm": "on_time"}
    assert found(day) == [("am", "late", 7, ""), ("am", "leave_unapproved", 0, "pending")]


def test_approved_leave_excuses_its_half_day(office: Desk, clock_in: Callable[..., Document]) -> None:
    slip = ask_on(office, TUESDAY, "1001", f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm", "1002", "病假")
    office.sign(slip, *ROLES["half"])

    day = by_number(clock_in(WEDNESDAY, n1001=MORNING))["1001"]

    assert results(day) == {"am": "on_time", "pm": "on_leave:病假"}
    assert found(day) == []


def test_a_leave_waits_for_its_hand_over(office: Desk, clock_in: Callable[..., Document], tmp_path: Path) -> None:
    """Where the rulebook wants the work handed over, the signatures alone excuse nothing."""
    file = rulebook(tmp_path / "r.toml", ("closing_days = 0 ", "handover = true\nclosing_days = 0 "))
    office.ask("rulebook", "adopt", file, "--from", MONDAY)
    slip = ask_on(office, TUESDAY, "1001", WEDNESDAY, cover="1002")
    assert office.sign(slip, *ROLES["day"])["state"] == "handover"

    waiting = by_number(clock_in(WEDNESDAY, n1001=()))["1001"]
    handed = office.ask("leave", "handover", slip, "--by", "李四")
    settled = by_number(office.ask("assess", WEDNESDAY))["1001"]

    assert [cause for _, code, _, cause in found(waiting) if code == "leave_unapproved"] == ["handover"] * 2
    assert (handed["state"], handed["acts"][-1]["by"]) == ("in_force", "李四")
    assert results(settled) == {"am": "on_leave:事假", "pm": "on_leave:事假"}
    assert found(settled) == []


# ---------------------------------------------------------------- closing 销假


def not_closed(day: Document) -> list[tuple[str, str, list[str]]]:
    """The leaves that were not closed: whose, in which session he was back, which slip."""
    return [
        (each["number"], finding["session"], finding["evidence"])
        for each in day["people"]
        for finding in each["findings"]
        if finding["code"] == "leave_not_closed"
    ]


def taken(desk: Desk, asked: str, first: str, last: str, length: str) -> int:
    """An approved leave of 1001."""
    slip = ask_on(desk, asked, "1001", first, last, "1002")
    desk.sign(slip, *ROLES[length])
    return slip


def test_a_leave_not_closed_is_found_on_the_day_of_the_return_only(
    office: Desk, clock_in: Callable[..., Document]
) -> None:
    slip = taken(office, TUESDAY, WEDNESDAY, "", "day")

    days = {day: clock_in(day, **({"n1001": ()} if day == WEDNESDAY else {})) for day in (WEDNESDAY, THURSDAY, FRIDAY)}

    assert not_closed(days[WEDNESDAY]) == []
    assert not_closed(days[THURSDAY]) == [("1001", "am", [f"leave:{slip}"])]
    assert not_closed(days[FRIDAY]) == []
    thursday = by_number(days[THURSDAY])["1001"]
    assert (results(thursday), thursday["findings"][0]["clause"]) == ({"am": "on_time", "pm": "on_time"}, CLAUSE)


@pytest.mark.parametrize(("closed", "expected"), [(THURSDAY, 0), (FRIDAY, 1)], ids=["that day", "a day late"])
def test_closed_the_same_day_or_too_late(
    office: Desk, clock_in: Callable[..., Document], closed: str, expected: int
) -> None:
    slip = taken(office, TUESDAY, WEDNESDAY, "", "day")
    clock_in(WEDNESDAY, n1001=())
    clock_in(THURSDAY)
    clock_in(FRIDAY)

    standing = office.ask("leave", "close", slip, "--on", closed)

    assert standing["state"] == "closed"
    assert len(not_closed(office.ask("assess", THURSDAY))) == expected
    assert not_closed(office.ask("assess", FRIDAY)) == []


@pytest.mark.parametrize(
    ("first", "last", "length", "due", "session"),
    [
        (f"{WEDNESDAY}:am", f"{WEDNESDAY}:am", "half", WEDNESDAY, "pm"),  # back the same afternoon
        (f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm", "half", THURSDAY, "am"),
        (FRIDAY, FRIDAY, "day", NEXT_MONDAY, "am"),
        (FRIDAY, "2026-11-22", "day", NEXT_MONDAY, "am"),
        ("2026-09-30", "2026-09-30", "day", "2026-10-08", "am"),
        ("2026-10-09", "2026-10-09", "day", "2026-10-10", "am"),
    ],
    ids=["morning", "afternoon", "weekend", "to the Sunday", "holiday", "make-up Saturday"],
)
def test_when_a_leave_falls_due(
    office: Desk, clock_in: Callable[..., Document], first: str, last: str, length: str, due: str, session: str
) -> None:
    slip = taken(office, first[:10], first, last, length)
    begin = date.fromisoformat(first[:10])
    around = [str(begin + timedelta(days=ahead)) for ahead in range((date.fromisoformat(due) - begin).days + 2)]

    found_on = {day: not_closed(clock_in(day, n1001=())) for day in around}

    assert {day: said for day, said in found_on.items() if said} == {due: [("1001", session, [f"leave:{slip}"])]}


def test_closing_days_give_time(office: Desk, clock_in: Callable[..., Document], tmp_path: Path) -> None:
    """closing_days = 1: back on Friday, to be closed by Monday."""
    file = rulebook(tmp_path / "r.toml", ("closing_days = 0 ", "closing_days = 1 "))
    office.ask("rulebook", "adopt", file, "--from", MONDAY)
    taken(office, TUESDAY, THURSDAY, "", "day")

    found_on = {day: len(not_closed(clock_in(day))) for day in (FRIDAY, NEXT_MONDAY, NEXT_TUESDAY)}

    assert found_on == {FRIDAY: 0, NEXT_MONDAY: 1, NEXT_TUESDAY: 0}


def test_an_early_return(office: Desk, clock_in: Callable[..., Document]) -> None:
    """Three days asked for, back on the second afternoon: the rest is judged like any other day."""
    slip = taken(office, TUESDAY, WEDNESDAY, FRIDAY, "two")
    clock_in(WEDNESDAY, n1001=())
    clock_in(THURSDAY, n1001=AFTERNOON)
    clock_in(FRIDAY, n1001=())

    office.ask("leave", "close", slip, "--on", f"{THURSDAY}:pm")

    days = {day: results(office.people(day)["1001"]) for day in (WEDNESDAY, THURSDAY, FRIDAY)}
    assert days == {
        WEDNESDAY: {"am": "on_leave:事假", "pm": "on_leave:事假"},
        THURSDAY: {"am": "on_leave:事假", "pm": "on_time"},
        FRIDAY: {"am": "absent", "pm": "absent"},
    }
    assert listed(office, slip)["days"] == "1.5"
    assert all(not_closed(office.ask("assess", day)) == [] for day in days)


@pytest.mark.parametrize(
    ("last", "on", "days", "state"),
    [
        (THURSDAY, THURSDAY, "2", "closed"),
        (THURSDAY, f"{THURSDAY}:am", "1", "closed"),
        (THURSDAY, f"{THURSDAY}:pm", "1.5", "closed"),
        (THURSDAY, FRIDAY, "2", "closed"),
        (f"{THURSDAY}:am", THURSDAY, "1.5", "closed"),
        (f"{THURSDAY}:am", f"{THURSDAY}:pm", "1.5", "closed"),
    ],
)
def test_closed_on_its_last_day_it_was_taken_to_the_end(
    office: Desk, last: str, on: str, days: str, state: str
) -> None:
    """Of a leave that began on Wednesday; who was back on its last day already says in which half."""
    slip = taken(office, TUESDAY, WEDNESDAY, last, "two" if last == THURSDAY else "day")
    office.now = moment(FRIDAY, "08:40:00")

    office.ask("leave", "close", slip, "--on", on)

    assert (listed(office, slip)["days"], listed(office, slip)["state"]) == (days, state)


def test_a_return_needs_a_day_that_has_come_after_the_beginning(office: Desk) -> None:
    slip = taken(office, THURSDAY, FRIDAY, NEXT_MONDAY, "two")

    for wrong, word in ((NEXT_TUESDAY, "还没有到"), (FRIDAY, "leave cancel"), (f"{FRIDAY}:am", "leave cancel")):
        refused = office.run("leave", "close", slip, "--on", wrong)
        assert refused.code == 1 and word in refused.err, refused
    assert listed(office, slip)["state"] == "in_force"


# ---------------------------------------------------------------- extending, after the fact, undoing


def test_an_extension_goes_straight_on(office: Desk, clock_in: Callable[..., Document]) -> None:
    """A day approved by two; the second day makes two together, and needs the deputy director as well."""
    slip = taken(office, TUESDAY, WEDNESDAY, "", "day")
    office.now = moment(WEDNESDAY, "17:00:00")
    longer = office.ask("leave", "extend", slip, "--to", THURSDAY)
    assert (longer["from"], longer["to"], longer["days"], longer["counted_days"], signing(longer)) == (
        f"{THURSDAY}:am",
        f"{THURSDAY}:pm",
        "1",
        "2",
        TWO,
    )
    assert listed(office, longer["id"])["cover"] == "1002"
    office.sign(longer["id"], "group_leader", "supervision_head")
    half_signed = by_number(clock_in(THURSDAY, n1001=()))["1001"]

    approve(office, longer["id"], "deputy_director")
    signed = by_number(office.ask("assess", THURSDAY))["1001"]
    friday = clock_in(FRIDAY)

    assert results(half_signed) == {"am": "absent", "pm": "absent"}
    # the first slip went on in the second, so it was not to be closed; the second was, on Friday
    assert (results(signed), found(signed)) == ({"am": "on_leave:事假", "pm": "on_leave:事假"}, [])
    assert not_closed(friday) == [("1001", "am", [f"leave:{longer['id']}"])]


def test_an_extension_must_be_longer(office: Desk) -> None:
    slip = taken(office, TUESDAY, WEDNESDAY, THURSDAY, "two")

    for until in (THURSDAY, f"{THURSDAY}:am", WEDNESDAY):
        refused = office.run("leave", "extend", slip, "--to", until)
        assert refused.code == 1 and "leave close" in refused.err
    assert len(office.ask("leave", "list")["leaves"]) == 1


FILED = [
    # the day of the leave, the day it was filed, 补假, taken where three working days are allowed
    (MONDAY, "2026-11-13", False, True),
    (MONDAY, MONDAY, False, True),
    (MONDAY, TUESDAY, True, True),
    (MONDAY, THURSDAY, True, True),
    (MONDAY, FRIDAY, True, False),
    (THURSDAY, "2026-11-22", True, True),
    (THURSDAY, NEXT_TUESDAY, True, True),
    (THURSDAY, "2026-11-25", True, False),
    ("2026-09-30", "2026-10-10", True, True),
    ("2026-09-30", "2026-10-11", True, True),
    ("2026-09-30", "2026-10-12", True, False),
]


@pytest.mark.parametrize(("day", "filed", "late", "allowed"), FILED)
def test_leave_filed_after_the_fact(
    office: Desk, tmp_path: Path, day: str, filed: str, late: bool, allowed: bool
) -> None:
    """补假: within the rulebook's limit, counted in working days, and always marked."""
    file = rulebook(tmp_path / "r.toml", ("closing_days = 0 ", "filing_days = 3\nclosing_days = 0 "))
    office.ask("rulebook", "adopt", file, "--from", "2026-09-01")
    office.now = moment("2026-11-27", "09:00:00")
    words = ("leave", "request", "1001", "--kind", "病假", "--from", day, "--to", day, "--filed", filed)

    asked = office.ask(*words, "--cover", "1002", code=0 if allowed else 1)

    if allowed:
        assert asked["after_the_fact"] is late
        assert listed(office, 1)["filed"] == filed
    else:
        assert "3 个工作日" in asked["error"] and filed in asked["error"]
        assert office.ask("leave", "list")["leaves"] == []


def test_without_a_limit_any_day_may_be_filed_late(office: Desk) -> None:
    """The default regulation sets none; the slip says that it came late."""
    office.leave("1001", "病假", "2026-03-04", "2026-03-04", cover="1002")

    assert listed(office, 1)["after_the_fact"] is True
    assert "补假" in office.run("leave", "list").out


def test_what_was_entered_last_is_undone(office: Desk) -> None:
    slip = taken(office, THURSDAY, FRIDAY, "", "day")
    office.now = moment(NEXT_MONDAY, "09:00:00")
    office.ask("leave", "close", slip, "--on", NEXT_MONDAY)

    states = [office.ask("leave", "undo", slip)["state"] for _ in range(3)]
    nothing = office.ask("leave", "undo", slip, code=1)

    assert states == ["in_force", "pending", "pending"]
    assert listed(office, slip)["acts"] == []
    assert "leave cancel" in nothing["error"]
    assert office.sign(slip, *ROLES["day"])["state"] == "in_force"


@pytest.mark.parametrize("end", ["cancel", "reject"])
def test_a_leave_ended_by_mistake_comes_back(office: Desk, end: str) -> None:
    office.leave("1001", "事假", NEXT_MONDAY, cover="1002")
    refusal = ("--role", "group_leader", "--by", "张组长", "--on", FRIDAY) if end == "reject" else ()
    office.ask("leave", end, 1, *refusal)

    assert office.ask("leave", "undo", 1)["state"] == "pending"


# ---------------------------------------------------------------- conflicts

CONFLICTS = [
    # who, his cover, slips of others before it (who, from, to), then kinds with the words an approver reads
    ("1001", "1002", [], []),
    ("1003", "1001", [], []),  # from another window: one may hold two posts
    ("1001", "", [], [("no_cover", "没有写明顶岗人")]),
    ("1003", "", [], [("no_cover", "没有写明顶岗人"), ("post_vacant", f"{WEDNESDAY} 上午 至 {THURSDAY} 下午")]),
    (
        "1001",
        "1002",
        [("1002", THURSDAY, THURSDAY)],
        [("cover_away", f"李四（1002）在 {THURSDAY} 上午 至 {THURSDAY} 下午"), ("post_vacant", THURSDAY)],
    ),
    (
        "1001",
        "1003",
        [("1003", f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm")],
        [("cover_away", f"赵六（1003）在 {WEDNESDAY} 下午")],  # 1002 is there, so the window is not empty
    ),
    ("1001", "1003", [("1002", WEDNESDAY, THURSDAY)], []),
    ("1004", "", [("1005", THURSDAY, FRIDAY)], [("no_cover", ""), ("post_vacant", f"{THURSDAY} 上午")]),
]


@pytest.mark.parametrize(("who", "cover", "others", "expected"), CONFLICTS)
def test_what_stands_in_the_way_is_told_while_it_is_written(
    office: Desk, who: str, cover: str, others: list[tuple[str, str, str]], expected: list[tuple[str, str]]
) -> None:
    for number, first, last in others:
        office.leave(number, "事假", first, last)

    slip = office.leave(who, "事假", WEDNESDAY, THURSDAY, cover=cover)

    assert [conflict["kind"] for conflict in slip["conflicts"]] == [kind for kind, _ in expected]
    for conflict, (_, words) in zip(slip["conflicts"], expected, strict=True):
        assert words in conflict["detail"]
    assert slip["id"] == len(others) + 1  # it is filed: the approver decides


def test_the_approver_reads_the_conflicts(office: Desk) -> None:
    told = office.run("leave", "request", "1003", "--kind", "事假", "--from", WEDNESDAY, "--to", WEDNESDAY)

    assert told.code == 0
    assert "请审批人注意：没有写明顶岗人" in told.out
    assert f"请审批人注意：窗口在 {WEDNESDAY} 上午 至 {WEDNESDAY} 下午 没有人值守" in told.out


def test_a_cover_who_holds_a_post_where_one_may_not_hold_two(office: Desk, tmp_path: Path) -> None:
    office.ask("rulebook", "adopt", rulebook(tmp_path / "r.toml", ("two_posts = true ", "two_posts = false ")), *SINCE)

    alone = office.leave("1001", "事假", WEDNESDAY, cover="1003")  # nobody else is at A02
    spare = office.leave("1004", "事假", WEDNESDAY, cover="1002")  # nobody is left at A01 either, with 1001 away

    assert [conflict["kind"] for conflict in alone["conflicts"]] == ["cover_holds_post"]
    assert "赵六（1003）" in alone["conflicts"][0]["detail"]
    assert [conflict["kind"] for conflict in spare["conflicts"]] == ["cover_holds_post"]


SINCE = ("--from", "2026-01-01")


@pytest.mark.parametrize(
    ("cover", "words"), [("7777", "没有工号 7777"), ("1001", "不能是请假人自己")], ids=["unknown", "himself"]
)
def test_a_cover_who_cannot_be(office: Desk, cover: str, words: str) -> None:
    dates = ("--from", WEDNESDAY, "--to", WEDNESDAY)
    refused = office.run("leave", "request", "1001", "--kind", "事假", *dates, "--cover", cover)

    assert refused.code == 1 and words in refused.err
    assert office.ask("leave", "list")["leaves"] == []


def test_a_cover_who_has_left_by_then_is_away(office: Desk) -> None:
    office.staff({**PEOPLE[1], "终止日": WEDNESDAY})

    slip = office.leave("1001", "事假", WEDNESDAY, THURSDAY, cover="1002")

    assert [conflict["kind"] for conflict in slip["conflicts"]] == ["cover_away", "post_vacant"]
    assert THURSDAY in slip["conflicts"][0]["detail"] and WEDNESDAY not in slip["conflicts"][0]["detail"]


# ---------------------------------------------------------------- balances


def balances(desk: Desk, *words: str) -> dict[str, tuple[str, str | None, str | None]]:
    """Of 1001: taken, entitled and left, of the kinds of which there is anything to say."""
    said = desk.ask("leave", "list", "--number", "1001", *words)["balances"]
    return {
        each["kind"]: (each["taken"], each["entitled"], each["left"])
        for each in said
        if each["taken"] != "0" or each["entitled"]
    }


def test_balances_of_a_year(office: Desk, tmp_path: Path) -> None:
    """Five days of annual leave a year; what was withdrawn or not taken is not counted, what is asked for is."""
    file = rulebook(tmp_path / "r.toml", ('{ name = "年休假" }', '{ name = "年休假", days_a_year = 5 }'))
    office.ask("rulebook", "adopt", file, *SINCE)
    assert balances(office) == {"年休假": ("0", "5", "5")}
    office.leave("1001", "年休假", "2026-03-02", "2026-03-04", cover="1002")
    office.leave("1001", "事假", "2026-04-01:pm", "2026-04-01:pm", cover="1002")
    withdrawn = office.leave("1001", "年休假", "2026-05-11", "2026-05-15", cover="1002")
    office.ask("leave", "cancel", withdrawn["id"])
    office.leave("1002", "年休假", "2026-03-09", cover="1001")  # somebody else's
    assert balances(office) == {"年休假": ("3", "5", "2"), "事假": ("0.5", None, None)}

    fits = office.leave("1001", "年休假", "2026-06-01", "2026-06-02", cover="1002")
    beyond = office.leave("1001", "年休假", "2026-07-01", "2026-07-02:am", cover="1002")

    assert fits["conflicts"] == []
    assert [(c["kind"], "1.5 天" in c["detail"]) for c in beyond["conflicts"]] == [("over_entitlement", True)]
    assert balances(office)["年休假"] == ("6.5", "5", "-1.5")
    office.sign(beyond["id"], *ROLES["day"])
    office.ask("leave", "close", beyond["id"], "--on", "2026-07-02:am")
    assert balances(office)["年休假"] == ("6", "5", "-1")


def test_a_leave_over_new_year_counts_in_both_years(office: Desk) -> None:
    """31 December 2025; then 4 January 2026, a Sunday that was worked, and the 5th."""
    office.leave("1001", "年休假", "2025-12-31", "2026-01-05", cover="1002")

    assert balances(office, "--month", "2025-12")["年休假"][0] == "1"
    assert balances(office, "--month", "2026-01")["年休假"][0] == "2"
    assert balances(office)["年休假"][0] == "2"  # this year's


# ---------------------------------------------------------------- a Friday without an afternoon

FRIDAY_HOURS = """[[hours]]
from = 2013-10-23
clause = "hours"
weekdays = ["fri"]
sessions = [{ name = "am", start = "08:30", end = "12:00" }]

[[hours]]"""


@pytest.fixture
def short_fridays(office: Desk, tmp_path: Path) -> Desk:
    """A rulebook under which nobody works on Friday afternoons."""
    office.ask("rulebook", "adopt", rulebook(tmp_path / "r.toml", ("[[hours]]", FRIDAY_HOURS)), *SINCE)
    return office


def test_a_friday_afternoon_that_is_not_worked_takes_no_leave(short_fridays: Desk) -> None:
    over = short_fridays.leave("1001", "事假", THURSDAY, FRIDAY, cover="1002")
    until_monday = short_fridays.leave("1002", "事假", f"{FRIDAY}:am", f"{NEXT_MONDAY}:am", cover="1001")
    dates = ("--from", f"{FRIDAY}:pm", "--to", f"{FRIDAY}:pm")
    none = short_fridays.run("leave", "request", "1003", "--kind", "事假", *dates)

    assert (over["days"], signing(over)) == ("1.5", DAY)
    assert (until_monday["days"], signing(until_monday)) == ("1", DAY)
    assert none.code == 1 and "没有工作日" in none.err


def test_nothing_is_worked_between_a_friday_morning_and_monday(short_fridays: Desk) -> None:
    short_fridays.leave("1001", "事假", f"{FRIDAY}:am", f"{FRIDAY}:am", cover="1002")

    monday = short_fridays.leave("1001", "事假", NEXT_MONDAY, cover="1002")

    assert (monday["days"], monday["counted_days"], signing(monday)) == ("1", "1.5", DAY)


def test_a_leave_over_such_a_friday_is_judged(short_fridays: Desk, clock_in: Callable[..., Document]) -> None:
    slip = taken(short_fridays, WEDNESDAY, THURSDAY, FRIDAY, "day")
    clock_in(THURSDAY, n1001=())

    friday = clock_in(FRIDAY, **{f"n{1001 + index}": MORNING if index else () for index in range(5)})
    monday = clock_in(NEXT_MONDAY)

    assert results(by_number(friday)["1001"]) == {"am": "on_leave:事假"}
    assert results(by_number(friday)["1002"]) == {"am": "on_time"}
    assert not_closed(friday) == []
    assert not_closed(monday) == [("1001", "am", [f"leave:{slip}"])]


def test_a_leave_of_such_a_friday_morning_ends_on_monday(
    short_fridays: Desk, clock_in: Callable[..., Document]
) -> None:
    """Nobody can be back on a Friday afternoon on which nobody works: it falls due on Monday."""
    slip = taken(short_fridays, THURSDAY, f"{FRIDAY}:am", f"{FRIDAY}:am", "half")

    friday = clock_in(FRIDAY, **{f"n{1001 + index}": MORNING if index else () for index in range(5)})
    monday = clock_in(NEXT_MONDAY)

    assert not_closed(friday) == []
    assert not_closed(monday) == [("1001", "am", [f"leave:{slip}"])]


# ---------------------------------------------------------------- what was posted meanwhile


@pytest.mark.parametrize("later", ["closed", "filed", "cancelled after it was refused"])
def test_what_follows_in_the_ordinary_course_changes_no_posted_day(
    office: Desk, clock_in: Callable[..., Document], later: str
) -> None:
    """Wednesday is posted on Wednesday night; that the leave is closed on Thursday morning says nothing else of it."""
    ask_on(office, TUESDAY, "1001", f"{WEDNESDAY}:pm", f"{WEDNESDAY}:pm", "1002")
    if later.startswith("cancelled"):
        office.ask("leave", "reject", 1, "--role", "group_leader", "--by", "张组长", "--on", TUESDAY)
    else:
        office.sign(1, "group_leader")
    clock_in(WEDNESDAY, n1001=IN_TIME if later.startswith("cancelled") else MORNING)
    office.ask("post", WEDNESDAY)
    office.now = moment(THURSDAY, "08:40:00")
    if later == "closed":
        office.ask("leave", "close", 1, "--on", THURSDAY)
    elif later == "filed":
        approve(office, 1, "supervision_head")
    else:
        office.ask("leave", "cancel", 1)

    again = office.run("post", WEDNESDAY, "--json")

    assert again.code == 0, again.err
    assert (again.document["edition"], again.document["unchanged"]) == (1, True)


def test_a_leave_long_over_does_not_stand_in_a_later_day(office: Desk, clock_in: Callable[..., Document]) -> None:
    """A slip of Tuesday, closed on Wednesday: Friday's explanation says nothing of it."""
    slip = taken(office, MONDAY, TUESDAY, "", "day")
    clock_in(TUESDAY, n1001=())
    clock_in(WEDNESDAY)
    office.ask("leave", "close", slip, "--on", WEDNESDAY)
    clock_in(FRIDAY)

    explained = office.ask("explain", "1001", FRIDAY)

    assert (explained["findings"], explained.get("entries", [])) == ([], [])


# ---------------------------------------------------------------- on paper


def printed(path: Path) -> str:
    """All text of the only sheet of a printed slip."""
    (rows,) = sheets(path).values()
    return words_of(rows)


def test_a_printed_slip_waits_for_its_signatures(office: Desk, tmp_path: Path) -> None:
    slip = ask_on(office, TUESDAY, "1001", WEDNESDAY, f"{THURSDAY}:am", "1002")
    approve(office, slip, "group_leader", "--opinion", "同意，请李四顶岗")

    answer = office.ask("leave", "slip", slip, tmp_path / "请假单.xlsx")
    text = printed(Path(answer["file"]))

    for words in ("王芳", "1001", "A01", "事假", "2026年11月18日上午", "2026年11月19日上午", "1.5", "李四", "演练"):
        assert words in text
    for title, act in (("组长", "签署意见"), ("督查室负责人", "批准")):
        assert f"{title}\n（{act}）" in text
    assert "中心副主任\n" not in text
    assert "同意，请李四顶岗" in text and "签字人group_leader" in text and "2026年11月17日" in text
    assert "签字人supervision_head" not in text


def test_a_printed_slip_overwrites_nothing(office: Desk, tmp_path: Path) -> None:
    office.leave("1001", "事假", FRIDAY, cover="1002")
    there = tmp_path / "请假单.xlsx"
    there.write_bytes(b"something else")

    refused = office.run("leave", "slip", 1, there)

    assert refused.code == 1 and "已经存在" in refused.err
    assert there.read_bytes() == b"something else"


# ---------------------------------------------------------------- from Excel

COLUMNS = (
    *("工号", "姓名", "假别", "开始日", "开始时段", "结束日", "结束时段", "顶岗人", "事由", "申请日"),
    *("审批人", "审批日", "审批意见", "销假日", "销假时段"),
)


def slip_row(number: str, kind: str, first: str, last: str, **cells: object) -> tuple[object, ...]:
    given = {"工号": number, "假别": kind, "开始日": first, "结束日": last, **cells}
    return tuple(given.get(column, "") for column in COLUMNS)


GOOD = [
    slip_row(
        "1001",
        "事假",
        MONDAY,
        MONDAY,
        姓名="王芳",
        开始时段="上午",
        结束时段="上午",
        顶岗人="1002",
        事由="看病",
        申请日="2026-11-13",
        审批人="张组长",
        审批日="2026-11-13",
        审批意见="同意",
        销假日=MONDAY,
        销假时段="下午",
    ),
    slip_row("1003", "年休假", WEDNESDAY, THURSDAY, 审批人="张组长、李督查、王主任", 审批日=TUESDAY, 申请日=TUESDAY),
    slip_row("1004", "病假", FRIDAY, FRIDAY, 顶岗人="1005"),
]
BAD = [
    (slip_row("7777", "事假", MONDAY, MONDAY), "没有工号 7777"),
    (slip_row("1005", "放假", "2026-11-02", "2026-11-02"), "没有“放假”这种假"),
    (slip_row("1005", "事假", "2026-11-03", "2026-11-03", 审批人="张组长", 审批日=MONDAY), "2 人依次签字"),
    (slip_row("1005", "事假", TUESDAY, MONDAY), "早于开始"),
    (slip_row("1005", "事假", "2026-11-04", "2026-11-04", 姓名="别人"), "孙八"),
    (slip_row("1005", "事假", "2026-11-21", "2026-11-22"), "没有工作日"),
    (slip_row("1005", "事假", FRIDAY, FRIDAY, 审批人="张、李", 审批日=FRIDAY, 销假日="2026-11-27"), "还没有到"),
    (slip_row("1005", "事假", "2026-11-05", "2026-11-05", 审批人="张、李", 审批日="2026-11-27"), "还没有到"),
    (slip_row("1002", "事假", MONDAY, MONDAY, 顶岗人="张三"), "应填工号"),
    (slip_row("1005", "事假", "2026-11-09", "11月31日"), "结束日"),
]


def test_a_month_of_slips_from_excel(office: Desk, tmp_path: Path) -> None:
    """Each row as if typed in, signed and closed; the good ones are taken, of the bad ones nothing."""
    file = sheet(tmp_path / "请假.xlsx", COLUMNS, *GOOD, *(row for row, _ in BAD))

    done = office.ask("leave", "import", file, code=1)

    assert (done["added"], done["unchanged"]) == (3, 0)
    assert {fault["row"] for fault in done["rejected"]} == {2 + len(GOOD) + index for index in range(len(BAD))}
    for index, (_, words) in enumerate(BAD):
        said = [fault["message"] for fault in done["rejected"] if fault["row"] == 2 + len(GOOD) + index]
        assert words in "".join(said), (said, words)
    kept = office.ask("leave", "list")["leaves"]
    assert [(each["number"], each["from"], each["to"], each["days"], each["state"]) for each in kept] == [
        ("1001", f"{MONDAY}:am", f"{MONDAY}:am", "0.5", "closed"),
        ("1003", f"{WEDNESDAY}:am", f"{THURSDAY}:pm", "2", "in_force"),
        ("1004", f"{FRIDAY}:am", f"{FRIDAY}:pm", "1", "pending"),
    ]
    assert [act["by"] for act in kept[1]["acts"]] == ["张组长", "李督查", "王主任"]
    assert (kept[0]["filed"], kept[0]["reason"], kept[0]["cover"]) == ("2026-11-13", "看病", "1002")
    assert [(each["number"], [c["kind"] for c in each["conflicts"]]) for each in done["leaves"]] == [
        ("1001", []),
        ("1003", ["no_cover", "post_vacant"]),
        ("1004", []),
    ]


def test_closed_in_excel_is_closed_as_if_typed(office: Desk, tmp_path: Path) -> None:
    """Three days, 销假日 the last of them and no half: as with leave close, the leave was taken to its end."""
    signed = {"审批人": "张组长、李督查、王主任", "审批日": TUESDAY}
    row = slip_row("1003", "年休假", WEDNESDAY, FRIDAY, 顶岗人="1001", 销假日=FRIDAY, **signed)
    office.ask("leave", "import", sheet(tmp_path / "请假.xlsx", COLUMNS, row))
    typed = taken(office, TUESDAY, WEDNESDAY, FRIDAY, "two")
    office.now = moment(FRIDAY, "17:30:00")
    office.ask("leave", "close", typed, "--on", FRIDAY)

    assert [(each["days"], each["state"]) for each in office.ask("leave", "list")["leaves"]] == [("3", "closed")] * 2


def test_importing_the_same_slips_again_changes_nothing(office: Desk, tmp_path: Path) -> None:
    file = sheet(tmp_path / "请假.xlsx", COLUMNS, *GOOD)
    office.ask("leave", "import", file)
    before = office.ask("leave", "list")

    again = office.ask("leave", "import", file)

    assert (again["added"], again["unchanged"], again["rejected"]) == (0, 3, [])
    assert office.ask("leave", "list") == before


def test_one_row_of_a_year_nobody_knows_spoils_no_other(office: Desk, tmp_path: Path) -> None:
    """A typing error in a year is a fault of its row."""
    odd = [slip_row("1005", "事假", f"{year}-03-04", f"{year}-03-04") for year in (2035, 2012)]
    file = sheet(tmp_path / "请假.xlsx", COLUMNS, GOOD[0], odd[0], GOOD[1], odd[1], GOOD[2])

    said = office.run("leave", "import", file, "--json")

    assert said.code == 1
    assert said.document.get("added") == 3, said.err
    assert [fault["row"] for fault in said.document["rejected"]] == [3, 5]


def test_the_template_can_be_filled_in(office: Desk, tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    office.ask("leave", "template", file)
    (headers, *_), *_ = sheets(file).values()

    filled = sheet(
        tmp_path / "请假.xlsx", headers, [dict(zip(COLUMNS, GOOD[2], strict=True))[name] for name in headers]
    )

    assert office.ask("leave", "import", filled)["added"] == 1
    assert office.ask("leave", "import", file, code=1)["error"]  # an empty form holds nothing


# ---------------------------------------------------------------- a month, as a script

LATE = ("08:37:00", *IN_TIME[1:])
STAFF = [
    person(
        f"{floor}00{place}", 窗口=f"{'ABC'[floor - 1]}0{(place + 1) // 2}", 岗位="AB"[(place + 1) % 2], 楼层=str(floor)
    )
    for floor in (1, 2, 3)
    for place in (1, 2, 3, 4, 5)
]  # five on each floor: 1001 and 1002 at A01, 1003 and 1004 at A02, 1005 alone at A03, and so on

# When, and what is typed. "=> name" keeps the number that a slip is given, {name} is that number.
SCRIPT = """
02T08:30 leave request 2003 --kind 调休 --from {m}-02:pm --to {m}-02:pm --cover 2004 => compensation
02T08:35 leave approve {compensation} --role group_leader --by 张组长 --on {m}-02
02T16:00 leave approve {compensation} --role supervision_head --by 李督查 --on {m}-02
03T08:10 leave close {compensation} --on {m}-03
03T09:00 leave request 1001 --kind 年休假 --from {m}-04 --to {m}-06 --cover 1002 => annual
03T09:05 leave approve {annual} --role group_leader --by 张组长 --on {m}-03
03T09:30 leave approve {annual} --role supervision_head --by 李督查 --on {m}-03
03T10:00 outing open 1005 --at {m}-03T10:00 --back {m}-03T11:00 --reason 送件 => short_outing
03T10:51 outing close {short_outing} --at {m}-03T10:50
03T11:00 leave approve {annual} --role deputy_director --by 王主任 --on {m}-03
05T09:00 away open 3005 --at {m}-05T09:00:00 => just_in_time
05T09:16 away close {just_in_time} --at {m}-05T09:15:59
06T10:00 duty add 1002 --date {m}-07 --shift 周六值班 => saturday_one
06T10:01 duty add 2002 --date {m}-07 --shift 周六值班 => saturday_two
06T10:02 duty add 3002 --date {m}-14 --shift 周六值班 => saturday_three
06T14:00 leave request 3004 --kind 年休假 --from {m}-09 --to {m}-11 --cover 3003 => too_long
06T14:05 leave approve {too_long} --role group_leader --by 张组长 --on {m}-06
06T14:10 leave approve {too_long} --role supervision_head --by 李督查 --on {m}-06
06T14:15 leave approve {too_long} --role deputy_director --by 王主任 --on {m}-06
09T08:00 leave close {annual} --on {m}-09
09T20:00 correction punch 1004 --at {m}-09T08:24 --reason 指纹不清 --witness 王芳 => certified
10T08:00 leave request 1003 --kind 病假 --from {m}-10:am --to {m}-10:am --cover 1004 => sick
10T08:20 leave approve {sick} --role group_leader --by 张组长 --on {m}-10
10T08:30 leave approve {sick} --role supervision_head --by 李督查 --on {m}-10
10T14:30 leave close {sick} --on {m}-10:pm
11T08:00 leave close {too_long} --on {m}-11:am
11T15:00 outing open 1005 --at {m}-11T15:00 --back {m}-11T16:00 --reason 取件 => long_outing
11T16:12 outing close {long_outing} --at {m}-11T16:10
11T17:00 leave request 2005 --kind 事假 --from {m}-12 --to {m}-12 => alone
11T17:05 leave approve {alone} --role group_leader --by 张组长 --on {m}-11
11T17:10 leave approve {alone} --role supervision_head --by 李督查 --on {m}-11
13T08:00 leave close {alone} --on {m}-13
13T11:00 correction sheet {sheet} --floor 3 --from {m}-13T08:15 --to {m}-13T09:00 --witness 周主任 => sheet_three
16T09:00 leave request 3001 --kind 公出 --from {m}-17 --to {m}-18 --cover 3002 => errand
16T09:01 leave approve {errand} --role group_leader --by 张组长 --on {m}-16
16T09:02 leave approve {errand} --role supervision_head --by 李督查 --on {m}-16
16T09:03 leave approve {errand} --role deputy_director --by 王主任 --on {m}-16
16T09:10 away open 3005 --at {m}-16T09:00:00 => too_late
16T09:17 away close {too_late} --at {m}-16T09:16:00
16T17:00 duty add 1003 --date {m}-17 --shift 午间值班 => noon
19T08:30 correction punch 2002 --at {m}-18T17:36 --reason 忘记 --witness 员2001 => forgotten
19T14:40 outing open 2001 --at {m}-19T14:40 --back {m}-19T15:30 --reason 开会 => open_outing
20T09:00 leave close {errand} --on {m}-20
23T10:00 cover 1004 --post A03 --from {m}-23 --to {m}-27 => substitute
23T11:00 leave request 3003 --kind 事假 --from {m}-24 --to {m}-24 --cover 3004 => half_signed
23T11:30 leave approve {half_signed} --role group_leader --by 张组长 --on {m}-23
23T16:00 duty add 2004 --date {m}-24 --shift 他处值守 => elsewhere
24T10:00 leave request 1005 --kind 事假 --from {m}-25 --to {m}-25 => unnamed
24T10:10 leave approve {unnamed} --role group_leader --by 张组长 --on {m}-24
24T10:20 leave approve {unnamed} --role supervision_head --by 李督查 --on {m}-24
25T09:00 leave request 3005 --kind 事假 --from {m}-27 --to {m}-27 --cover 3004 => not_taken
25T09:10 leave approve {not_taken} --role group_leader --by 张组长 --on {m}-25
25T09:20 leave approve {not_taken} --role supervision_head --by 李督查 --on {m}-25
25T16:00 away open 3002 --at {m}-25T16:00 => never_closed
26T08:30 leave close {unnamed} --on {m}-26
26T09:00 leave cancel {not_taken}
26T15:00 away open 2003 --at {m}-26T15:00 --cover 2004 => covered
26T15:22 away close {covered} --at {m}-26T15:21:30
"""
MONTH = "2026-11"
WORKED = [day for day in range(1, 31) if date(2026, 11, day).weekday() < 5]  # no holiday in November
SATURDAYS = [7, 14]  # with somebody on duty
NONE: tuple[str, ...] = ()

# Who did not punch as usual, by day of the month; and what is found that is not simply on time.
UNUSUAL = {
    (2, "2003"): MORNING,
    (3, "2002"): LATE,
    **{(day, "1001"): NONE for day in (4, 5, 6)},
    (7, "1002"): ("08:50:00", "12:06:00"),
    (7, "2002"): ("09:10:00", "12:06:00"),
    (9, "3004"): NONE,
    (10, "3004"): NONE,
    (9, "1004"): IN_TIME[1:],
    (10, "1003"): AFTERNOON,
    (12, "2005"): NONE,
    **{(13, f"300{place}"): IN_TIME[1:] for place in (1, 2, 3, 4, 5)},
    (17, "1003"): ("08:20:00", "17:40:00"),
    (17, "3001"): NONE,
    (18, "3001"): NONE,
    (18, "2002"): IN_TIME[:3],
    (20, "3004"): (*IN_TIME[:3], "17:20:00"),
    (24, "2004"): NONE,
    (24, "3003"): NONE,
    (25, "1005"): NONE,
    (27, "1002"): (*IN_TIME[:3], "17:33:00"),
}
ON_SHEET = (("3001", "08:20"), ("3002", "08:24"), ("3003", "08:26"), ("3004", "08:31"))
ON_TIME = {"am": "on_time", "pm": "on_time"}


def all_day(result: str) -> dict[str, str]:
    return {"am": result, "pm": result}


RESULTS: dict[tuple[int, str], dict[str, str]] = {
    (2, "2003"): {"am": "on_time", "pm": "on_leave:调休"},
    (3, "2002"): {"am": "late", "pm": "on_time"},
    **{(day, "1001"): all_day("on_leave:年休假") for day in (4, 5, 6)},
    (7, "1002"): {"周六值班": "on_time"},
    (7, "2002"): {"周六值班": "late"},
    **{(day, "3004"): all_day("on_leave:年休假") for day in (9, 10)},
    (10, "1003"): {"am": "on_leave:病假", "pm": "on_time"},
    (11, "1005"): {"am": "on_time", "pm": "outing_overrun"},
    (12, "2005"): all_day("on_leave:事假"),
    (13, "3003"): {"am": "short_of_early", "pm": "on_time"},
    (13, "3004"): {"am": "late", "pm": "on_time"},
    (13, "3005"): {"am": "missing_in", "pm": "on_time"},
    (14, "3002"): {"周六值班": "absent"},
    (16, "3005"): {"am": "overstayed", "pm": "on_time"},
    (17, "1003"): {"am": "on_time", "午间值班": "on_time", "pm": "on_time"},
    **{(day, "3001"): all_day("on_leave:公出") for day in (17, 18)},
    (18, "2002"): {"am": "on_time", "pm": "missing_out"},
    (19, "2001"): {"am": "on_time", "pm": "outing_overrun"},
    (20, "3004"): {"am": "on_time", "pm": "left_early"},
    (24, "2004"): all_day("covered_elsewhere"),
    (24, "3003"): all_day("absent"),
    (25, "1005"): all_day("on_leave:事假"),
    (25, "3002"): {"am": "on_time", "pm": "away_unclosed"},
    (26, "2003"): {"am": "on_time", "pm": "overstayed"},
    (27, "1002"): {"am": "on_time", "pm": "short_of_stay"},
}
FINDINGS: dict[tuple[int, str], list[tuple[str, str, int, str]]] = {
    (3, "2002"): [("am", "late", 7, "")],
    (7, "2002"): [("周六值班", "late", 10, "")],
    (11, "1005"): [("pm", "outing_overrun", 10, "")],
    (12, "2005"): [("am", "leave_without_cover", 0, ""), ("pm", "leave_without_cover", 0, "")],
    (13, "3003"): [("am", "short_of_early", 1, "")],
    (13, "3004"): [("am", "late", 1, "")],
    (13, "3005"): [("am", "missing_in", 0, "")],
    (14, "3002"): [("周六值班", "absent", 0, "no_punch")],
    (16, "3005"): [("am", "overstayed", 1, "")],
    (18, "2002"): [("pm", "missing_out", 0, "")],
    (19, "2001"): [("pm", "outing_overrun", 0, "not_closed")],
    (19, "3001"): [("am", "leave_not_closed", 0, "")],
    (20, "3004"): [("pm", "left_early", 10, "")],
    (24, "3003"): [
        ("am", "absent", 0, "no_punch"),
        ("am", "leave_unapproved", 0, "pending"),
        ("pm", "absent", 0, "no_punch"),
        ("pm", "leave_unapproved", 0, "pending"),
    ],
    (25, "3002"): [("pm", "away_unclosed", 0, "")],
    (26, "2003"): [("pm", "overstayed", 6, "")],
    (27, "1002"): [("pm", "short_of_stay", 2, "")],
}
VACANT = {
    3: {"A03": [["10:00", "10:50"]]},
    7: {"B01": [["09:00", "09:10"]]},
    11: {"A03": [["15:00", "16:10"]]},
    12: {"B03": [["08:30", "12:00"], ["14:30", "17:30"]]},
    14: {"C01": [["09:00", "12:00"]]},
    16: {"C03": [["09:15", "09:16"]]},
}


def on_day(day: int) -> str:
    return f"{MONTH}-{day:02}"


def punch_day(terminal: Emulator, day: int) -> None:
    """Everybody as usual, but for what is said above; on Saturdays only those of whom something is said."""
    for each in STAFF:
        usual = IN_TIME if day in WORKED else NONE
        for time in UNUSUAL.get((day, str(each["工号"])), usual):
            terminal.punch(str(each["工号"]), moment(on_day(day), time))


def assert_as_worked_out(posted: Document, day: int) -> None:
    people = by_number(posted)
    due = [str(each["工号"]) for each in STAFF if day in WORKED or (day, str(each["工号"])) in RESULTS]
    assert sorted(people) == due
    for number, each in people.items():
        assert results(each) == RESULTS.get((day, number), ON_TIME), (day, number, each)
        assert sorted(found(each)) == FINDINGS.get((day, number), []), (day, number)
    assert vacant(posted) == VACANT.get(day, {}), day


def test_a_month_as_a_script(desk: Desk, plug_in: Plug, tmp_path: Path) -> None:
    """Every entry typed when it came, every day posted on its night; in the end nothing has moved."""
    names: dict[str, object] = {"m": MONTH, "sheet": sheet(tmp_path / "签到.xlsx", ("工号", "签到时间"), *ON_SHEET)}
    desk.now = moment(on_day(1), "12:00:00")
    desk.staff(*STAFF)
    terminal = plug_in("F1", [each["工号"] for each in STAFF])
    steps = [line.split(maxsplit=1) for line in SCRIPT.strip().splitlines()]

    for day in sorted((*WORKED, *SATURDAYS)):
        punch_day(terminal, day)
        for when, words in steps:
            if int(when[:2]) == day:
                desk.now = moment(on_day(day), when[3:])
                typed, _, name = words.partition(" => ")
                answer = desk.ask(*typed.format(**names).split())
                names |= {name: answer["id"]} if name else {}
        desk.now = moment(on_day(day), "21:00:00")
        desk.ask("pull")
        posted = desk.ask("post", on_day(day))
        assert (posted["edition"], posted["unchanged"], posted["complete"]) == (1, False, True)
        assert_as_worked_out(posted, day)

    again = desk.ask("post", on_day(18), "--reason", "员2002补签")
    assert moved(again) == [("2002", "pm", "missing_out", "on_time")]
    for day in (*WORKED, *SATURDAYS):
        second = desk.ask("post", on_day(day))
        assert (second["unchanged"], second["edition"]) == (True, 2 if day == 18 else 1), day
    assert desk.ask("verify", MONTH) == {"editions": 24, "equal": 24, "differences": []}
    leaves = desk.ask("leave", "list", "--month", MONTH)["leaves"]
    assert [(each["number"], each["days"], each["state"]) for each in leaves] == [
        ("2003", "0.5", "closed"),
        ("1001", "3", "closed"),
        ("3004", "2", "closed"),
        ("1003", "0.5", "closed"),
        ("2005", "1", "closed"),
        ("3001", "2", "closed"),
        ("3003", "1", "pending"),
        ("1005", "1", "closed"),
        ("3005", "1", "cancelled"),
    ]

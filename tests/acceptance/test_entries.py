"""What the office enters beside the punches: outings, step-aways, covers, duty, certified punches, sign-in sheets.

Friday 2026-11-20, worked 08:30–12:00 and 14:30–17:30. A01 has 1001 and 1002, the other posts one person each; those
whose number begins with 2 are on the second floor.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

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

from attendance.rulebook_check import SHIPPED
from devices.emulator import Emulator

Plug = Callable[..., Emulator]
ClockIn = Callable[..., Document]
THURSDAY, FRIDAY, SATURDAY, MONDAY = "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-23"
HOLIDAY = "2026-10-01"
ALWAYS = ("--from", "2026-01-01")
PEOPLE = (
    person("1001", 姓名="王芳", 窗口="A01", 楼层="1"),
    person("1002", 姓名="李四", 窗口="A01", 岗位="B", 楼层="1"),
    person("1003", 姓名="赵六", 窗口="A02", 楼层="1"),
    person("2001", 姓名="吴一", 窗口="B01", 楼层="2"),
    person("2002", 姓名="郑二", 窗口="B02", 楼层="2"),
)
NUMBERS = [str(each["工号"]) for each in PEOPLE]
ON_TIME = {"am": "on_time", "pm": "on_time"}


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk.staff(*PEOPLE)
    return desk


@pytest.fixture
def clock_in(office: Desk, plug_in: Plug) -> ClockIn:
    terminal = plug_in("F1", NUMBERS, words=["--floor", "1"])
    return lambda day, **times: worked(office, terminal, day, NUMBERS, **times)


def at(clock: str, day: str = FRIDAY) -> str:
    return f"{day}T{clock}"


def step_away(desk: Desk, number: str, left: str, back: str = "", *words: str) -> int:
    """Somebody leaves the post, and comes back where a time is given."""
    slip = int(desk.ask("away", "open", number, "--at", at(left), *words)["id"])
    if back:
        desk.ask("away", "close", slip, "--at", at(back))
    return slip


def go_out(desk: Desk, number: str, left: str, expected: str, back: str = "") -> int:
    out = ("--at", at(left), "--back", at(expected), "--reason", "送件")
    slip = int(desk.ask("outing", "open", number, *out)["id"])
    if back:
        desk.ask("outing", "close", slip, "--at", at(back))
    return slip


# ---------------------------------------------------------------- step-aways: the running clock


@pytest.mark.parametrize(
    ("after", "left", "alarm", "over", "word"),
    [
        ("00:00", 900, False, False, ""),
        ("13:59", 61, False, False, ""),
        ("14:00", 60, True, False, "快到时限"),
        ("15:00", 0, True, False, "快到时限"),
        ("15:59", -59, True, False, "快到时限"),
        ("16:00", -60, True, True, "超时"),
    ],
)
def test_the_countdown(office: Desk, after: str, left: int, alarm: bool, over: bool, word: str) -> None:
    """At most fifteen minutes, the alarm one minute before; a minute counts when it is whole."""
    office.now = moment(FRIDAY, "10:00:00")
    step_away(office, "1003", "10:00:00")
    minutes, seconds = map(int, after.split(":"))
    office.now += timedelta(minutes=minutes, seconds=seconds)

    (running,) = office.ask("away", "list")["aways"]
    told = office.run("away", "list").out

    assert (running["seconds"], running["left_s"]) == (minutes * 60 + seconds, left)
    assert (running["alarm"], running["over"], running["closed"]) == (alarm, over, None)
    assert "未返回" in told and f"{minutes}:{after[-2:]}" in told
    assert word in told and ("超时" in told, "快到时限" in told) == (over, alarm and not over)


@pytest.mark.parametrize(("back", "over"), [("10:15:00", False), ("10:15:59", False), ("10:16:00", True)])
def test_a_closed_step_away_runs_no_more(office: Desk, back: str, over: bool) -> None:
    step_away(office, "1003", "10:00:00", back)

    (closed,) = office.ask("away", "list", "--date", FRIDAY)["aways"]

    length = int((moment(FRIDAY, back) - moment(FRIDAY, "10:00:00")).total_seconds())
    assert (closed["seconds"], closed["closed"], closed["alarm"], closed["over"]) == (length, back, False, over)


def test_a_step_away_of_yesterday_runs_no_more(office: Desk) -> None:
    step_away(office, "1003", "10:00:00")
    office.now = moment(SATURDAY, "09:00:00")

    (forgotten,) = office.ask("away", "list", "--date", FRIDAY)["aways"]

    assert (forgotten["seconds"], forgotten["left_s"], forgotten["alarm"]) == (None, None, False)
    assert office.ask("away", "list")["aways"] == []


def test_open_ones_are_listed_first_the_longest_before(office: Desk) -> None:
    office.now = moment(FRIDAY, "11:00:00")
    for number, left, back in (("1001", "10:00", "10:05"), ("1002", "10:40", ""), ("1003", "10:20", "")):
        step_away(office, number, left, back)

    assert [each["number"] for each in office.ask("away", "list")["aways"]] == ["1003", "1002", "1001"]


def test_nobody_leaves_twice_at_once(office: Desk) -> None:
    slip = step_away(office, "1003", "10:00")

    refused = office.run("away", "open", "1003", "--at", at("10:10"))
    office.ask("away", "close", slip, "--at", at("10:10"))
    inside = office.run("away", "open", "1003", "--at", at("10:05"))

    assert refused.code == 1 and f"away close {slip}" in refused.err
    assert inside.code == 1
    assert step_away(office, "1003", "10:10") != slip


# ---------------------------------------------------------------- step-aways: judged


@pytest.mark.parametrize(
    ("back", "findings", "empty"),
    [
        ("10:14:59", [], []),
        ("10:15:00", [], []),
        ("10:15:59", [], []),
        ("10:16:00", [("am", "overstayed", 1, "")], [["10:15", "10:16"]]),
        ("10:33:20", [("am", "overstayed", 18, "")], [["10:15", "10:33"]]),
        ("12:20:00", [("am", "away_unclosed", 0, "")], []),  # closed after work: nobody knows when he was back
        ("", [("am", "away_unclosed", 0, "")], []),
    ],
)
def test_a_step_away_judged(
    office: Desk, clock_in: ClockIn, back: str, findings: list[tuple[str, str, int, str]], empty: list[list[str]]
) -> None:
    slip = step_away(office, "1003", "10:00:00", back)

    day = clock_in(FRIDAY)

    judged = by_number(day)["1003"]
    assert found(judged) == findings
    assert all(f["evidence"] == [f"away:{slip}"] and f["clause"] == "本中心规定 离岗告知" for f in judged["findings"])
    assert vacant(day) == ({"A02": empty} if empty else {})


def test_a_step_away_cancelled_is_none(office: Desk, clock_in: ClockIn) -> None:
    office.ask("away", "cancel", step_away(office, "1003", "10:00", "10:40"))

    assert found(by_number(clock_in(FRIDAY))["1003"]) == []
    assert office.ask("away", "list", "--date", FRIDAY)["aways"] == []


def test_nobody_is_away_from_the_post_at_noon(office: Desk, clock_in: ClockIn) -> None:
    """12:20 to 12:50, when nobody is at work: no minute of it is one of the post's."""
    step_away(office, "1003", "12:20", "12:50")

    day = clock_in(FRIDAY)

    assert found(by_number(day)["1003"]) == [] and vacant(day) == {}


def test_a_named_cover_keeps_the_window_open(office: Desk, clock_in: ClockIn) -> None:
    """He overstayed all the same; but the window was not empty."""
    step_away(office, "1003", "10:00", "10:40", "--cover", "1001")

    day = clock_in(FRIDAY)

    assert found(by_number(day)["1003"]) == [("am", "overstayed", 25, "")]
    assert vacant(day) == {}


@pytest.mark.parametrize(
    ("back", "reported", "minutes"),
    [("10:09:59", False, None), ("10:10:00", False, 10), ("10:10:00", True, None), ("10:40:00", False, 40)],
)
def test_ten_minutes_or_more_are_reported_by_the_police(
    office: Desk, clock_in: ClockIn, back: str, reported: bool, minutes: int | None
) -> None:
    """R4 15: from ten minutes on it must be said where one goes; how long one may stay is not limited."""
    office.ask("rulebook", "adopt", SHIPPED / "changzhou-police.toml", *ALWAYS)
    slip = step_away(office, "1003", "10:00:00", back, *(["--reported"] if reported else []))

    (listed,) = office.ask("away", "list", "--date", FRIDAY)["aways"]
    judged = by_number(clock_in(FRIDAY))["1003"]

    assert (listed["must_report"], listed["left_s"], listed["over"]) == (minutes is not None, None, False)
    unreported = [(f["minutes"], f["evidence"]) for f in judged["findings"] if f["code"] == "away_unreported"]
    assert unreported == ([] if minutes is None else [(minutes, [f"away:{slip}"])])
    assert not [f for f in judged["findings"] if f["code"] == "overstayed"]


def test_how_many_a_day(office: Desk, clock_in: ClockIn, tmp_path: Path) -> None:
    file = rulebook(tmp_path / "r.toml", ("alarm_minutes = 1 ", "a_day = 2\nalarm_minutes = 1 "))
    office.ask("rulebook", "adopt", file, *ALWAYS)
    slips = [step_away(office, "1003", left, left[:-1] + "5") for left in ("09:00", "10:00", "15:00")]

    judged = by_number(clock_in(FRIDAY))["1003"]

    assert [(f["code"], f["session"], f["evidence"]) for f in judged["findings"]] == [
        ("away_too_often", "pm", [f"away:{slips[-1]}"])
    ]


# ---------------------------------------------------------------- step-aways by the terminal's keys

OUT, BACK = 2, 3
KEYS = [
    # what 1003 pressed beside the usual four, and what it comes to
    ([("10:00:00", OUT), ("10:15:59", BACK)], [], []),
    ([("10:00:00", OUT), ("10:16:00", BACK)], [("am", "overstayed", 1, "")], [["10:15", "10:16"]]),
    ([("10:00:00", OUT), ("10:05:00", 0)], [], []),  # the wrong key for the return
    ([("10:00:00", OUT)], [("am", "away_unclosed", 0, "")], []),
    ([("10:00:00", BACK)], [], []),
    ([("15:00:00", OUT), ("15:20:00", BACK)], [("pm", "overstayed", 5, "")], [["15:15", "15:20"]]),
]


@pytest.mark.parametrize(("pressed", "findings", "empty"), KEYS)
@pytest.mark.parametrize("by_keys", [True, False])
def test_step_aways_by_the_keys(
    office: Desk,
    plug_in: Plug,
    tmp_path: Path,
    by_keys: bool,
    pressed: list[tuple[str, int]],
    findings: list[tuple[str, str, int, str]],
    empty: list[list[str]],
) -> None:
    """Where the rulebook says so the keys for going out and coming back count; elsewhere they are a hint only."""
    file = rulebook(
        tmp_path / "r.toml", ("alarm_minutes = 1 ", f"by_keys = {str(by_keys).lower()}\nalarm_minutes = 1 ")
    )
    office.ask("rulebook", "adopt", file, *ALWAYS)
    terminal = plug_in("F1", NUMBERS)
    for clock, key in pressed:
        terminal.punch("1003", moment(FRIDAY, clock), key)

    day = worked(office, terminal, FRIDAY, NUMBERS)

    judged = by_number(day)["1003"]
    assert found(judged) == (findings if by_keys else [])
    assert vacant(day) == ({"A02": empty} if empty and by_keys else {})
    evidence = [f"punch:SN-F1/1003/{at(clock)}/{key}" for clock, key in pressed]
    assert all(f["evidence"] == evidence for f in judged["findings"])
    assert [(s["in"], s["out"]) for s in judged["sessions"]] == [IN_TIME[:2], IN_TIME[2:]]


def test_a_wrong_key_at_the_sign_in_opens_nothing(office: Desk, plug_in: Plug, tmp_path: Path) -> None:
    file = rulebook(tmp_path / "r.toml", ("alarm_minutes = 1 ", "by_keys = true\nalarm_minutes = 1 "))
    office.ask("rulebook", "adopt", file, *ALWAYS)
    terminal = plug_in("F1", NUMBERS)
    terminal.punch("1003", moment(FRIDAY, "08:31:00"), OUT)  # late by a minute, and the wrong key
    for clock in IN_TIME[1:]:
        terminal.punch("1003", moment(FRIDAY, clock))

    judged = by_number(worked(office, terminal, FRIDAY, NUMBERS, n1003=()))["1003"]

    assert found(judged) == [("am", "late", 1, "")]


# ---------------------------------------------------------------- outings


@pytest.mark.parametrize(
    ("back", "findings", "empty"),
    [
        ("15:50", [], [["15:00", "15:50"]]),
        ("16:00:00", [], [["15:00", "16:00"]]),
        ("16:00:59", [], [["15:00", "16:00"]]),
        ("16:01:00", [("pm", "outing_overrun", 1, "")], [["15:00", "16:01"]]),
        ("16:25:30", [("pm", "outing_overrun", 25, "")], [["15:00", "16:25"]]),
        ("", [("pm", "outing_overrun", 0, "not_closed")], [["15:00", "16:00"]]),
    ],
)
def test_an_outing_judged(
    office: Desk, clock_in: ClockIn, back: str, findings: list[tuple[str, str, int, str]], empty: list[list[str]]
) -> None:
    slip = go_out(office, "1003", "15:00", "16:00", back)

    day = clock_in(FRIDAY)

    judged = by_number(day)["1003"]
    assert found(judged) == findings
    assert all(f["evidence"] == [f"outing:{slip}"] for f in judged["findings"])
    assert vacant(day) == {"A02": empty}  # he went in order, and nobody was there


@pytest.mark.parametrize(
    ("left", "expected", "back", "times", "morning"),
    [
        ("08:30", "10:00", "09:50", IN_TIME[1:], "on_time"),  # straight to the errand: nobody asks for a sign-in
        ("08:20", "10:00", "09:50", IN_TIME[1:], "on_time"),
        ("11:00", "12:00", "12:00", (IN_TIME[0], *IN_TIME[2:]), "on_time"),
        ("08:30", "12:00", "12:00", IN_TIME[2:], "on_outing"),
        ("10:00", "11:00", "10:50", IN_TIME[1:], "missing_in"),  # he was to be there before it
    ],
)
def test_an_outing_excuses_its_part_of_the_session(
    office: Desk, clock_in: ClockIn, left: str, expected: str, back: str, times: tuple[str, ...], morning: str
) -> None:
    go_out(office, "1003", left, expected, back)

    judged = by_number(clock_in(FRIDAY, n1003=times))["1003"]

    assert results(judged) == {"am": morning, "pm": "on_time"}


def test_an_outing_of_half_a_day_should_be_a_leave(office: Desk) -> None:
    out = ("--at", at("08:30"), "--back", at("12:00"), "--reason", "开会")

    whole = office.ask("outing", "open", "1003", *out)
    told = office.run("outing", "open", "1001", *out)

    assert "请假" in whole["warnings"][0]
    assert told.code == 0 and "半天" in told.err  # a warning beside the answer
    assert office.ask("outing", "open", "1002", "--at", at("09:00"), *out[2:])["warnings"] == []


@pytest.mark.parametrize(
    ("book", "until", "roles"),
    [
        ("anqing-2013", "11:00", ["window_head", "group_leader"]),
        ("yonghe-town-2017", "11:00", ["window_head"]),  # up to two hours
        ("yonghe-town-2017", "11:01", ["centre"]),
    ],
)
def test_to_whom_an_outing_is_reported(office: Desk, book: str, until: str, roles: list[str]) -> None:
    office.ask("rulebook", "adopt", SHIPPED / f"{book}.toml", *ALWAYS)

    out = office.ask("outing", "open", "1003", "--at", at("09:00"), "--back", at(until), "--reason", "送件")

    assert out["report_to"] == roles


def test_outings_do_not_overlap(office: Desk) -> None:
    first = go_out(office, "1003", "09:00", "10:00")
    again = ("outing", "open", "1003", "--at", at("09:30"), "--back", at("11:00"), "--reason", "送件")

    refused = office.run(*again)
    office.ask("outing", "close", first, "--at", at("09:30"))
    taken = office.ask(*again)

    assert refused.code == 1 and f"outing close {first}" in refused.err
    assert [(o["id"], o["closed"]) for o in office.ask("outing", "list", "--date", FRIDAY)["outings"]] == [
        (taken["id"], None),  # those still open come first
        (first, "09:30:00"),
    ]


def test_an_outing_cancelled_is_none(office: Desk, clock_in: ClockIn) -> None:
    office.ask("outing", "cancel", go_out(office, "1003", "15:00", "16:00", "17:00"))

    day = clock_in(FRIDAY)

    assert found(by_number(day)["1003"]) == [] and vacant(day) == {}


def test_a_printed_outing_slip(office: Desk, tmp_path: Path) -> None:
    slip = go_out(office, "1003", "15:00", "16:00", "16:25")

    (rows,) = sheets(office.ask("outing", "slip", slip, tmp_path / "外出单.xlsx")["file"]).values()

    text = words_of(rows)
    for words in ("赵六", "1003", "A02", "2026年11月20日", "15:00", "16:00", "16:25", "送件", "窗口负责人", "组长"):
        assert words in text
    assert office.run("outing", "slip", slip, tmp_path / "外出单.xlsx").code == 1  # it overwrites nothing


# ---------------------------------------------------------------- who stands in


def away_all_day(desk: Desk, number: str, cover: str = "") -> int:
    """An approved leave of Friday."""
    desk.now = moment(THURSDAY, "16:00:00")
    slip = desk.leave(number, "事假", FRIDAY, cover=cover)
    desk.sign(slip["id"], "group_leader", "supervision_head")
    return int(slip["id"])


ALL_DAY = [["08:30", "12:00"], ["14:30", "17:30"]]


def test_a_substitute_holds_the_post(office: Desk, clock_in: ClockIn) -> None:
    """1003's post for a day; his leave names nobody, but somebody was there."""
    away_all_day(office, "1003")
    named = office.ask("cover", "1001", "--post", "A02", "--from", FRIDAY, "--to", FRIDAY)

    covered = clock_in(FRIDAY, n1003=())
    listed = office.ask("covers", "list", "--month", "2026-11")["covers"]
    office.ask("covers", "remove", named["id"])
    alone = office.ask("assess", FRIDAY)

    assert [(c["id"], c["number"], c["post"], c["from"], c["to"]) for c in listed] == [
        (named["id"], "1001", "A02", FRIDAY, FRIDAY)
    ]
    assert vacant(covered) == {} and found(by_number(covered)["1003"]) == []
    assert vacant(alone) == {"A02": ALL_DAY}
    assert found(by_number(alone)["1003"]) == [(s, "leave_without_cover", 0, "") for s in ("am", "pm")]


def test_a_substitute_counts_on_his_days_only(office: Desk, clock_in: ClockIn) -> None:
    away_all_day(office, "1003")
    office.ask("cover", "1001", "--post", "A02", "--from", "2026-11-16", "--to", THURSDAY)

    assert vacant(clock_in(FRIDAY, n1003=())) == {"A02": ALL_DAY}


@pytest.mark.parametrize("two_posts", [True, False])
def test_one_may_hold_two_posts_or_not(office: Desk, clock_in: ClockIn, tmp_path: Path, two_posts: bool) -> None:
    """2001 stands in for 1003, with nobody else at his own window."""
    file = rulebook(tmp_path / "r.toml", ("two_posts = true ", f"two_posts = {str(two_posts).lower()} "))
    office.ask("rulebook", "adopt", file, *ALWAYS)
    away_all_day(office, "1003", "2001")

    assert vacant(clock_in(FRIDAY, n1003=())) == ({} if two_posts else {"A02": ALL_DAY})


def test_a_cover_who_did_not_come_contradicts_the_slip(office: Desk, clock_in: ClockIn) -> None:
    slip = away_all_day(office, "1003", "2001")

    day = clock_in(FRIDAY, n1003=(), n2001=IN_TIME[2:])

    judged = by_number(day)["1003"]
    assert results(judged) == {"am": "on_leave:事假", "pm": "on_leave:事假"}
    assert found(judged) == [("am", "contradiction", 0, "cover_absent")]
    assert judged["findings"][0]["evidence"][0] == f"leave:{slip}"
    assert vacant(day) == {"A02": ALL_DAY[:1], "B01": ALL_DAY[:1]}


def test_a_cover_who_was_on_leave_himself_contradicts_the_slip(office: Desk, clock_in: ClockIn) -> None:
    away_all_day(office, "2001", "2002")
    away_all_day(office, "1003", "2001")

    day = clock_in(FRIDAY, n1003=(), n2001=())

    assert found(by_number(day)["1003"]) == [(session, "contradiction", 0, "cover_away") for session in ("am", "pm")]
    assert vacant(day) == {"A02": ALL_DAY}  # 2002 holds B01


# ---------------------------------------------------------------- duty


def test_a_saturday_on_duty(office: Desk, clock_in: ClockIn) -> None:
    """09:00 to 12:00; only those on duty are judged, and only their windows are open."""
    for number in ("1003", "2001"):
        office.ask("duty", "add", number, "--date", SATURDAY, "--shift", "周六值班")
    nobody = dict.fromkeys((f"n{number}" for number in NUMBERS), ())

    day = clock_in(SATURDAY, **{**nobody, "n1003": ("08:55:00", "12:05:00"), "n2001": ("09:03:00", "12:06:00")})

    assert day["rest"] is False
    people = by_number(day)
    assert {number: results(each) for number, each in people.items()} == {
        "1003": {"周六值班": "on_time"},
        "2001": {"周六值班": "late"},
    }
    assert found(people["2001"]) == [("周六值班", "late", 3, "")]
    assert [(s["due_in"], s["due_out"]) for s in people["1003"]["sessions"]] == [("08:55", "12:05")]
    assert vacant(day) == {"B01": [["09:00", "09:03"]]}
    assert office.ask("post", SATURDAY)["edition"] == 1


def test_duty_taken_off_makes_it_a_day_of_rest_again(office: Desk, clock_in: ClockIn) -> None:
    duty = office.ask("duty", "add", "1003", "--date", SATURDAY, "--shift", "周六值班")
    assert office.ask("duty", "list", "--month", "2026-11")["duties"][0]["name"] == "赵六"

    office.ask("duty", "remove", duty["id"])

    office.now = moment(SATURDAY, "21:00:00")
    assert office.ask("assess", SATURDAY)["rest"] is True
    assert office.ask("duty", "list")["duties"] == []


def test_a_holiday_on_duty(office: Desk, clock_in: ClockIn) -> None:
    office.ask("duty", "add", "1003", "--date", HOLIDAY, "--shift", "节假日值班")

    day = clock_in(HOLIDAY, **dict.fromkeys((f"n{number}" for number in NUMBERS), ()))

    assert (day["rest"], day["occasion"]) == (False, "国庆节")
    assert found(by_number(day)["1003"]) == [("节假日值班", "absent", 0, "no_punch")]
    assert vacant(day) == {"A02": [["09:00", "12:00"]]}


def test_noon_duty_joins_the_day(office: Desk, clock_in: ClockIn) -> None:
    """12:00 to 14:30, between morning and afternoon: whoever stays punches in the morning and in the evening."""
    office.ask("duty", "add", "1003", "--date", FRIDAY, "--shift", "午间值班")

    day = clock_in(FRIDAY, n1003=("08:20:00", "17:40:00"))

    assert results(by_number(day)["1003"]) == {"am": "on_time", "午间值班": "on_time", "pm": "on_time"}
    assert vacant(day) == {}


def test_duty_on_a_floor_takes_the_place_of_the_day(office: Desk, clock_in: ClockIn) -> None:
    """第八条: 08:00 to 17:00, due five minutes before and after."""
    office.ask("duty", "add", "1003", "--date", FRIDAY, "--shift", "楼层值班")

    judged = by_number(clock_in(FRIDAY, n1003=("07:57:00", "17:05:00")))["1003"]

    assert results(judged) == {"楼层值班": "short_of_early"}
    assert found(judged) == [("楼层值班", "short_of_early", 2, "")]


def test_duty_elsewhere_asks_for_no_punch(office: Desk, clock_in: ClockIn) -> None:
    duty = office.ask("duty", "add", "1003", "--date", FRIDAY, "--shift", "他处值守")

    day = clock_in(FRIDAY, n1003=())

    judged = by_number(day)["1003"]
    assert results(judged) == {"am": "covered_elsewhere", "pm": "covered_elsewhere"}
    assert [session["basis"] for session in judged["sessions"]] == [[f"duty:{duty['id']}"]] * 2
    assert vacant(day) == {"A02": ALL_DAY}


def test_duty_of_one_person_does_not_overlap(office: Desk) -> None:
    office.ask("duty", "add", "1003", "--date", SATURDAY, "--shift", "周六值班")

    for shift in ("周六值班", "节假日值班"):
        refused = office.run("duty", "add", "1003", "--date", SATURDAY, "--shift", shift)
        assert refused.code == 1 and "已排“周六值班”（编号 1）" in refused.err
    assert office.ask("duty", "add", "1003", "--date", SATURDAY, "--shift", "午间值班")["id"]


def test_duty_does_not_run_into_the_hours_of_the_day(office: Desk) -> None:
    """A Saturday's shift on a Friday is a slip of the pen: at 09:00 everybody is at work anyway."""
    refused = office.run("duty", "add", "1003", "--date", FRIDAY, "--shift", "周六值班")

    assert refused.code == 1 and all(word in refused.err for word in (FRIDAY, "周六值班", "作息时间"))
    assert office.ask("duty", "list")["duties"] == []


DUTY_ROWS = [
    (("1003", "赵六", SATURDAY, "周六值班"), ""),
    (("7777", "", SATURDAY, "周六值班"), "没有工号 7777"),
    (("2001", "吴一", SATURDAY, "周日值班"), "没有值班班次“周日值班”"),
    (("2001", "别人", SATURDAY, "周六值班"), "吴一"),
    (("2002", "", "2026-02-30", "周六值班"), "日期"),
    (("1003", "赵六", SATURDAY, "周六值班"), "第 2 行重复"),
    (("1003", "", SATURDAY, "节假日值班"), "时间重叠"),
    (("2001", "吴一", "2026-11-28", "周六值班"), ""),
]


def test_a_duty_roster_from_excel(office: Desk, tmp_path: Path) -> None:
    file = sheet(tmp_path / "值班.xlsx", ("工号", "姓名", "日期", "班次"), *(row for row, _ in DUTY_ROWS))

    done = office.ask("duty", "import", file, code=1)

    assert [fault["row"] for fault in done["rejected"]] == [3, 4, 5, 6, 7, 8]
    for fault in done["rejected"]:
        words = DUTY_ROWS[fault["row"] - 2][1]
        assert words in fault["message"] or words == fault["column"], (fault, words)
    assert (done["added"], done["unchanged"]) == (2, 0)
    duties = office.ask("duty", "list")["duties"]
    assert [(each["number"], each["date"], each["shift"]) for each in duties] == [
        ("1003", SATURDAY, "周六值班"),
        ("2001", "2026-11-28", "周六值班"),
    ]


def test_one_duty_of_a_year_nobody_knows_spoils_no_other(office: Desk, tmp_path: Path) -> None:
    """A typing error in a year is a fault of its row."""
    lines = [("1003", SATURDAY, "周六值班"), ("1001", "2035-03-04", "周六值班"), ("2001", SATURDAY, "周六值班")]
    file = sheet(tmp_path / "值班.xlsx", ("工号", "日期", "班次"), *lines)

    said = office.run("duty", "import", file, "--json")

    assert said.code == 1
    assert said.document.get("added") == 2, said.err
    assert [fault["row"] for fault in said.document["rejected"]] == [3]


def test_the_duty_template_can_be_filled_in_twice(office: Desk, tmp_path: Path) -> None:
    office.ask("duty", "template", tmp_path / "模板.xlsx")
    (headers, *_), *_ = sheets(tmp_path / "模板.xlsx").values()
    row = {"工号": "1003", "姓名": "赵六", "日期": SATURDAY, "班次": "周六值班"}
    filled = sheet(tmp_path / "值班.xlsx", headers, [row[name] for name in headers])

    first, second = (office.ask("duty", "import", filled) for _ in range(2))

    assert (first["added"], first["unchanged"]) == (1, 0)
    assert (second["added"], second["unchanged"]) == (0, 1)


# ---------------------------------------------------------------- certified punches


def certify(desk: Desk, number: str, moment_text: str, code: int = 0) -> Document:
    said = ("--reason", "指纹不清", "--witness", "值班领导")
    return desk.ask("correction", "punch", number, "--at", moment_text, *said, code=code)


def test_a_certified_punch_stands_where_the_punch_is_missing(office: Desk, clock_in: ClockIn) -> None:
    assert results(by_number(clock_in(FRIDAY, n1003=IN_TIME[1:]))["1003"])["am"] == "missing_in"

    entered = certify(office, "1003", at("08:24"))
    judged = office.people(FRIDAY)["1003"]
    listed = office.ask("correction", "list", "--month", "2026-11")["corrections"]
    office.ask("correction", "revoke", entered["id"], "--reason", "查无此事")
    revoked = office.people(FRIDAY)["1003"]

    assert results(judged) == ON_TIME and found(judged) == []
    assert (judged["sessions"][0]["in"], judged["sessions"][0]["in_certified"]) == ("08:24:00", "correction:1")
    assert [(each["kind"], each["witness"], each["reason"], each["revoked"]) for each in listed] == [
        ("punch", "值班领导", "指纹不清", None)
    ]
    assert results(revoked)["am"] == "missing_in"
    assert office.ask("correction", "list")["corrections"][0]["revoked"] == "查无此事"


def test_a_certified_punch_may_be_late_too(office: Desk, clock_in: ClockIn) -> None:
    certify(office, "1003", at("08:33"))

    judged = by_number(clock_in(FRIDAY, n1003=IN_TIME[1:]))["1003"]

    assert found(judged) == [("am", "late", 3, "")]
    assert judged["findings"][0]["evidence"] == ["correction:1"]


CERTIFIED_ON = [
    # the day of the punch, when it is entered, taken
    (FRIDAY, f"{FRIDAY}T08:30:00", True),
    (FRIDAY, f"{FRIDAY}T23:59:00", True),
    (FRIDAY, f"{MONDAY}T08:00:00", False),
    (THURSDAY, f"{FRIDAY}T08:00:00", False),
    (FRIDAY, f"{SATURDAY}T08:00:00", False),  # 当天 is Friday
]


@pytest.mark.parametrize(("day", "entered", "taken"), CERTIFIED_ON)
def test_a_missed_punch_is_explained_the_same_day(office: Desk, day: str, entered: str, taken: bool) -> None:
    """R5: a missed punch explained the same day counts as present."""
    office.ask("rulebook", "adopt", SHIPPED / "yongzhou-fund-2010.toml", *ALWAYS)
    office.now = datetime.fromisoformat(entered)

    answer = certify(office, "1003", at("08:10", day), code=0 if taken else 1)

    if not taken:
        assert "当天" in answer["error"] and day in answer["error"]
    assert len(office.ask("correction", "list")["corrections"]) == taken


@pytest.mark.parametrize(("entered", "taken"), [(SATURDAY, True), (MONDAY, True), ("2026-11-24", False)])
def test_a_working_day_to_explain_it(office: Desk, tmp_path: Path, entered: str, taken: bool) -> None:
    edit = ('clause = "corrections"\n\n# ---- 记录矛盾', 'clause = "corrections"\npunch_days = 1\n\n# ---- 记录矛盾')
    office.ask("rulebook", "adopt", rulebook(tmp_path / "r.toml", edit), *ALWAYS)
    office.now = moment(entered, "08:00:00")

    answer = certify(office, "1003", at("08:10"), code=0 if taken else 1)

    assert taken or "1 个工作日内" in answer["error"]


def test_so_many_a_month(office: Desk, tmp_path: Path) -> None:
    """Two a month; one that was revoked does not count, nor does another's, nor another month's."""
    edit = (
        'clause = "corrections"\n\n# ---- 记录矛盾',
        'clause = "corrections"\npunches_a_month = 2\n\n# ---- 记录矛盾',
    )
    office.ask("rulebook", "adopt", rulebook(tmp_path / "r.toml", edit), *ALWAYS)
    certify(office, "2001", at("08:20", THURSDAY))
    certify(office, "1003", at("08:20", "2026-10-30"))
    first = certify(office, "1003", at("08:20", "2026-11-18"))
    certify(office, "1003", at("08:20", THURSDAY))

    refused = certify(office, "1003", at("08:20"), code=1)
    office.ask("correction", "revoke", first["id"], "--reason", "登记错了")
    taken = certify(office, "1003", at("08:20"))

    assert "每月 2 次" in refused["error"] and "2026-11" in refused["error"]
    assert taken["id"] > first["id"]


def test_what_cannot_be_certified(office: Desk) -> None:
    certify(office, "1003", at("08:20"))

    for number, moment_text, words in (
        ("1003", at("08:20"), "已经补签"),
        ("1003", f"{MONDAY}T08:20", "还没有到"),
        ("7777", at("08:20"), "没有工号 7777"),
    ):
        assert words in certify(office, number, moment_text, code=1)["error"]
    assert len(office.ask("correction", "list")["corrections"]) == 1


# ---------------------------------------------------------------- sign-in sheets

STRETCH = ("--floor", "2", "--from", at("08:20"), "--to", at("09:10"), "--witness", "周主任", "--reason", "停电")


def take_sheet(desk: Desk, folder: Path, *rows: tuple[object, ...], code: int = 0) -> Document:
    file = sheet(folder / "签到表.xlsx", ("工号", "姓名", "签到时间"), *rows)
    return desk.ask("correction", "sheet", file, *STRETCH, code=code)


GOOD_LINE = ("2001", "吴一", "08:24")
BAD_LINES = [
    (("7777", "", "08:24"), "工号", "没有这个工号"),
    (("1003", "赵六", "08:24"), "工号", "不在 2 楼"),
    (("2002", "别人", "08:24"), "姓名", "郑二"),
    (("2002", "郑二", "08:19:59"), "签到时间", "08:20"),
    (("2002", "郑二", "09:11"), "签到时间", "09:10"),
    (("2002", "郑二", "八点多"), "签到时间", "8:24"),
    (("2002", "郑二", ""), "签到时间", "没有填写"),
    (("2001", "吴一", "08:24"), "签到时间", "第 2 行重复"),
    (("2002", "郑二", datetime(2026, 11, 19, 8, 24)), "签到时间", "不是签到表那天"),  # another day's sheet
]


@pytest.mark.parametrize(("line", "column", "words"), BAD_LINES)
def test_a_sheet_with_a_bad_line_is_not_kept_at_all(
    office: Desk, tmp_path: Path, line: tuple[object, ...], column: str, words: str
) -> None:
    refused = take_sheet(office, tmp_path, GOOD_LINE, line, code=1)
    told = office.run("correction", "sheet", tmp_path / "签到表.xlsx", *STRETCH)

    assert (refused["id"], refused["people"]) == (None, 0)
    assert [(fault["row"], fault["column"]) for fault in refused["rejected"]] == [(3, column)]
    assert words in refused["rejected"][0]["message"]
    assert told.code == 1 and "整张没有导入" in told.out and "第 3 行" in told.out
    assert office.ask("correction", "list")["corrections"] == []


def test_times_as_excel_writes_them(office: Desk, tmp_path: Path) -> None:
    """A time cell, a date with its time, and text; both ends of the stretch are in it; who signs twice counts once."""
    lines = [
        ("2001", "", time(8, 20)),
        ("2001", "", datetime(2026, 11, 20, 9, 10)),
        ("2002", "", "8:24:30"),
    ]

    taken = take_sheet(office, tmp_path, *lines)

    assert taken == {"id": 1, "people": 2, "rejected": []}
    (kept,) = office.ask("correction", "list")["corrections"]
    assert kept["lines"] == [
        {"number": "2001", "time": "08:20:00"},
        {"number": "2001", "time": "09:10:00"},
        {"number": "2002", "time": "08:24:30"},
    ]
    assert (kept["kind"], kept["floor"], kept["from"], kept["to"]) == ("sheet", "2", "08:20:00", "09:10:00")


def test_a_sheet_stands_in_for_a_dead_terminal_and_is_revoked_as_a_whole(
    desk: Desk, plug_in: Plug, tmp_path: Path
) -> None:
    """Six people on the second floor, its terminal dead all morning: nobody knows anything until there is a sheet."""
    numbers = [f"200{place}" for place in range(1, 7)]
    desk.staff(*(person(number, 楼层="2") for number in numbers))
    terminal = plug_in("F2", numbers, words=["--floor", "2"])
    silent = worked(desk, terminal, FRIDAY, numbers, **{f"n{number}": IN_TIME[1:] for number in numbers})
    assert {results(each)["am"] for each in silent["people"]} == {"unknown"}
    desk.ask("post", FRIDAY)

    take_sheet(desk, tmp_path, *((number, "", f"08:2{place}") for place, number in enumerate(numbers[:5], 3)))
    second = desk.ask("post", FRIDAY, "--reason", "停电，按签到表")
    desk.ask("correction", "revoke", 1, "--reason", "作废")
    third = desk.ask("post", FRIDAY, "--reason", "签到表作废")

    # 08:23 to 08:25 in time, 08:26 and 08:27 after it; the sixth did not sign and has no excuse left
    became = dict(zip(numbers, ["on_time"] * 3 + ["short_of_early"] * 2 + ["missing_in"], strict=True))
    assert moved(second) == [(number, "am", "unknown", result) for number, result in became.items()]
    assert moved(third) == [(number, "am", result, "unknown") for number, result in became.items()]
    assert desk.ask("verify") == {"editions": 3, "equal": 3, "differences": []}


def test_a_sheet_comes_within_its_days(office: Desk, tmp_path: Path) -> None:
    edit = ('clause = "corrections"\n\n# ---- 记录矛盾', 'clause = "corrections"\nsheet_days = 1\n\n# ---- 记录矛盾')
    office.ask("rulebook", "adopt", rulebook(tmp_path / "r.toml", edit), *ALWAYS)
    office.now = moment("2026-11-24", "09:00:00")

    refused = take_sheet(office, tmp_path, GOOD_LINE, code=1)
    office.now = moment(MONDAY, "09:00:00")
    taken = take_sheet(office, tmp_path, GOOD_LINE)

    assert "1 个工作日内" in refused["error"] and "签到表" in refused["error"]
    assert taken["people"] == 1


def test_the_sheet_template_can_be_filled_in(office: Desk, tmp_path: Path) -> None:
    office.ask("correction", "template", tmp_path / "模板.xlsx")
    (headers, *_), *_ = sheets(tmp_path / "模板.xlsx").values()

    assert tuple(headers) == ("工号", "姓名", "签到时间")
    assert take_sheet(office, tmp_path, GOOD_LINE)["people"] == 1


# ---------------------------------------------------------------- contradictions


@pytest.mark.parametrize(("then", "contradicts"), [("14:21:00", True), ("14:21:01", False)])
def test_two_floors_within_a_minute(office: Desk, plug_in: Plug, then: str, contradicts: bool) -> None:
    first = plug_in("F1", NUMBERS, words=["--floor", "1"])
    second = plug_in("F2", NUMBERS, words=["--floor", "2"])
    second.punch("1003", moment(FRIDAY, then))

    judged = by_number(worked(office, first, FRIDAY, NUMBERS))["1003"]

    assert results(judged) == ON_TIME  # for a human to look at; nothing is decided by it
    assert found(judged) == ([("pm", "contradiction", 0, "two_terminals")] if contradicts else [])
    if contradicts:
        assert judged["findings"][0]["evidence"] == [
            f"punch:SN-F1/1003/{at('14:20:00')}/0",
            f"punch:SN-F2/1003/{at(then)}/0",
        ]


def test_punched_while_on_leave(office: Desk, clock_in: ClockIn) -> None:
    slip = away_all_day(office, "1001", "1002")

    judged = by_number(clock_in(FRIDAY, n1001=("09:30:00",)))["1001"]

    assert results(judged) == {"am": "on_leave:事假", "pm": "on_leave:事假"}
    assert found(judged) == [("am", "contradiction", 0, "punched_on_leave")]
    assert judged["findings"][0]["evidence"] == [f"punch:SN-F1/1001/{at('09:30:00')}/0", f"leave:{slip}"]


# ---------------------------------------------------------------- what all entries have in common

EVERY_ENTRY = {
    "leave": f"leave request 1001 --kind 事假 --from {MONDAY} --to {MONDAY} --cover 1002",
    "outing": f"outing open 1001 --at {at('15:00')} --back {at('16:00')} --reason 送件",
    "away": f"away open 1001 --at {at('10:00')}",
    "certified punch": f"correction punch 1001 --at {at('08:20')} --reason 指纹不清 --witness 王芳",
    "sheet": f"correction sheet {{sheet}} --floor 2 --from {at('08:20')} --to {at('09:10')} --witness 周主任",
    "cover": f"cover 1001 --post A02 --from {FRIDAY} --to {FRIDAY}",
    "duty": f"duty add 1001 --date {SATURDAY} --shift 周六值班",
}


@pytest.mark.parametrize("entry", EVERY_ENTRY)
def test_every_entry_says_its_number(office: Desk, tmp_path: Path, entry: str) -> None:
    file = sheet(tmp_path / "签到表.xlsx", ("工号", "签到时间"), ("2001", "08:24"))

    answer = office.run(*EVERY_ENTRY[entry].format(sheet=file).split())

    assert answer.code == 0 and "编号 1" in answer.out, answer


def test_no_entry_ever_changes_a_punch(office: Desk, clock_in: ClockIn, tmp_path: Path) -> None:
    clock_in(FRIDAY)
    office.ask("post", FRIDAY)
    table = "SELECT * FROM punch ORDER BY device, at, user, state, ordinal"
    before = office.rows(table)
    assert len(before) == 4 * len(NUMBERS)
    file = sheet(tmp_path / "签到表.xlsx", ("工号", "签到时间"), ("2001", "08:24"))

    for words in EVERY_ENTRY.values():
        assert office.ask(*words.format(sheet=file).split())["id"] == (2 if "sheet" in words else 1)
    office.ask("outing", "close", 1, "--at", at("16:30"))
    office.ask("away", "close", 1, "--at", at("10:40"))
    office.sign(1, "group_leader", "supervision_head")
    office.ask("post", FRIDAY, "--reason", "各项登记")
    for words in ("correction revoke 1 --reason 错", "correction revoke 2 --reason 错", "outing cancel 1"):
        office.ask(*words.split())
    for words in ("away cancel 1", "leave cancel 1", "covers remove 1", "duty remove 1"):
        office.ask(*words.split())
    office.ask("post", FRIDAY, "--reason", "都撤销了")

    assert office.rows(table) == before
    assert office.ask("verify") == {"editions": 3, "equal": 3, "differences": []}
    assert found(office.people(FRIDAY)["1001"]) == []


@pytest.mark.parametrize(
    ("words", "chapter"),
    [
        (EVERY_ENTRY["outing"], "outings"),
        (EVERY_ENTRY["away"], "step_away"),
        (EVERY_ENTRY["duty"], "duty"),
    ],
)
def test_what_the_regulation_does_not_know_is_not_entered(office: Desk, words: str, chapter: str) -> None:
    """R6 has four windows to punch in, leave, and nothing else; the answer says which chapter to add."""
    office.ask("rulebook", "adopt", SHIPPED / "municipal-four-punch.toml", *ALWAYS)

    refused = office.run(*words.split())

    assert refused.code == 1 and f"{chapter} 一段" in refused.err

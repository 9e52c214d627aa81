"""Silence is never absence: terminals that were off, dead or wrong about the time, up to the posted sheet."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from acceptance_desk import (
    Desk,
    Document,
    by_number,
    enrolled,
    found,
    moment,
    person,
    results,
    row_of,
    sheets,
    words_of,
)

from devices.emulator import Emulator

FRIDAY = "2026-11-20"
WHOLE_DAY = ("08:20:00", "12:10:00", "14:20:00", "17:40:00")
Plug = Callable[..., Emulator]


def page(posted: Document) -> str:
    return Path(posted["files"]["html"]).read_text(encoding="utf-8")


def head(posted: Document) -> str:
    """What the workbook says above its rows."""
    rows = sheets(posted["files"]["xlsx"])["公示"]
    names = next(index for index, row in enumerate(rows) if "工号" in row)
    return words_of(rows[:names])


def work(terminal: Emulator, number: str, day: str, *times: str, ahead: int = 0) -> None:
    """Punches at these office times, as a terminal whose clock is ahead by some seconds records them."""
    for time in times:
        terminal.punch(number, moment(day, time) + timedelta(seconds=ahead))


# ---------------------------------------------------------------- a terminal that is off

ON_F1 = ("1001", "1002", "1003")  # in order on F1: nothing on F2 could make it worse
LATE_ON_F1 = "1004"  # may have punched in time on F2
ON_F2 = ("2001", "2002", "2003")  # in order on F2, which is off
LATE_ON_F2 = "2004"
NOWHERE = "2005"
DOUBTFUL = {LATE_ON_F1, *ON_F2, LATE_ON_F2, NOWHERE}


@pytest.fixture
def f2_off(desk: Desk, plug_in: Plug) -> Emulator:
    """F1 read in the evening; F2 registered, full of punches and without current. F2's port stays its own."""
    everybody = [*ON_F1, LATE_ON_F1, *ON_F2, LATE_ON_F2, NOWHERE]
    desk.staff(*map(person, everybody))
    f1 = plug_in("F1", everybody)
    for number in ON_F1:
        work(f1, number, FRIDAY, *WHOLE_DAY)
    work(f1, LATE_ON_F1, FRIDAY, "08:37:00", *WHOLE_DAY[1:])
    f2 = Emulator("SN-F2", users=enrolled(everybody), clock=desk.clock())
    desk.register("F2", f2)
    port = f2.address.port
    f2.close()
    assert desk.ask("pull", code=1)["terminals"][1]["ok"] is False
    back = Emulator("SN-F2", users=enrolled(everybody), clock=desk.clock(), port=port)
    for number in ON_F2:
        work(back, number, FRIDAY, *WHOLE_DAY)
    work(back, LATE_ON_F2, FRIDAY, "08:37:00", *WHOLE_DAY[1:])
    return back


def test_nobody_is_absent_while_a_terminal_is_off(desk: Desk, f2_off: Emulator) -> None:
    f2_off.close()
    posted = desk.ask("post", FRIDAY)

    people = by_number(posted)
    assert {number for number, each in people.items() if "unknown" in results(each).values()} == DOUBTFUL
    assert "absent" not in {code for each in people.values() for _, code, _, _ in found(each)}
    assert results(people[LATE_ON_F1]) == {"am": "unknown", "pm": "on_time"}
    assert all(results(people[number]) == {"am": "on_time", "pm": "on_time"} for number in ON_F1)
    (finding,) = [f for f in people[NOWHERE]["findings"] if f["session"] == "am"]
    assert (finding["code"], finding["cause"], finding["evidence"]) == ("unknown", "not_read", ["terminal:F2"])


def test_the_posting_says_what_is_not_known(desk: Desk, f2_off: Emulator) -> None:
    f2_off.close()
    posted = desk.ask("post", FRIDAY)

    terminals = {terminal["name"]: terminal for terminal in posted["terminals"]}
    assert (terminals["F1"]["read"], terminals["F2"]["read"], terminals["F2"]["horizon"]) == (True, False, None)
    assert (posted["edition"], posted["complete"], posted["totals"]["unknown"]) == (1, False, len(DOUBTFUL))
    assert posted["totals"]["absent"] == 0
    for text in (head(posted), page(posted)):
        assert f"数据不全{len(DOUBTFUL)}人" in text
        assert "F2未读全" in text
    rows = sheets(posted["files"]["xlsx"])["公示"]
    for number in DOUBTFUL:
        assert "数据不全" in words_of([row_of(rows, number)])
        assert "F2" in words_of([row_of(rows, number)])
    assert "旷工" not in words_of([row_of(rows, NOWHERE)])
    index = (desk.home / "published" / "index.html").read_text(encoding="utf-8")
    assert "数据不全" in index


def test_edition_two_changes_exactly_who_was_unknown(desk: Desk, f2_off: Emulator) -> None:
    first = desk.ask("post", FRIDAY)
    with f2_off:
        desk.ask("pull")

    refused = desk.run("post", FRIDAY)
    assert (refused.code, refused.out) == (1, "")
    assert "第1版" in refused.err and "--reason" in refused.err
    assert desk.ask("assess", FRIDAY)["edition"] == 1  # nothing was posted by that

    second = desk.ask("post", FRIDAY, "--reason", "F2 恢复供电后读回")

    assert (second["edition"], second["unchanged"], second["reason"]) == (2, False, "F2 恢复供电后读回")
    assert {change["number"] for change in second["changes"]} == DOUBTFUL
    told = {(c["number"], c["session"]): (c["from"], c["to"]) for c in second["changes"]}
    assert told[LATE_ON_F1, "am"] == ("unknown", "late")
    assert (LATE_ON_F1, "pm") not in told
    assert told[NOWHERE, "am"] == told[NOWHERE, "pm"] == ("unknown", "absent")
    assert all(told[number, session] == ("unknown", "on_time") for number in ON_F2 for session in ("am", "pm"))
    assert second["totals"] == {**first["totals"], **second["totals"], "unknown": 0, "absent": 1, "late": 2}
    corrections = sheets(second["files"]["xlsx"])["更正"]
    assert {row[2] for row in corrections if row[2].isdecimal()} == DOUBTFUL
    for text in (head(second), page(second)):
        assert "F2 恢复供电后读回" in text
        assert "替代第1版" in text
    assert [path for path in first["files"].values() if not Path(path).exists()] == []  # the first stays readable


def test_posting_again_without_change_makes_nothing(desk: Desk, f2_off: Emulator) -> None:
    desk.ask("post", FRIDAY)
    with f2_off:
        desk.ask("pull")
    second = desk.ask("post", FRIDAY, "--reason", "F2 恢复供电后读回")
    before = {path: path.stat().st_mtime_ns for path in (desk.home / "published").rglob("*")}

    for words in ((), ("--reason", "再次公示")):
        again = desk.ask("post", FRIDAY, *words)
        assert (again["edition"], again["unchanged"], again["reason"]) == (2, True, "F2 恢复供电后读回")
        assert again["files"] == second["files"]

    assert {path: path.stat().st_mtime_ns for path in (desk.home / "published").rglob("*")} == before
    assert desk.ask("verify") == {"editions": 2, "equal": 2, "differences": []}


def test_reading_again_changes_no_posted_day(desk: Desk, f2_off: Emulator) -> None:
    """A log that holds nothing new cannot be a reason for a new edition, also where somebody was absent."""
    with f2_off:
        desk.ask("pull")
        assert desk.ask("post", FRIDAY)["totals"]["absent"] == 1
        desk.now += timedelta(hours=12)
        assert [one["new"] for one in desk.ask("pull")["terminals"]] == [0, 0]

    again = desk.run("post", FRIDAY, "--json")

    assert again.code == 0, again.err
    assert (again.document["edition"], again.document["unchanged"]) == (1, True)


@pytest.mark.parametrize(
    ("read_at", "morning"), [("13:15:00", "absent"), ("13:14:59", "unknown")], ids=["past the window", "a second short"]
)
def test_a_session_is_judged_once_its_last_window_was_read(
    desk: Desk, plug_in: Plug, read_at: str, morning: str
) -> None:
    """The morning's sign-out window ends at 13:15, in the middle of the break."""
    desk.staff(person("1001"))
    plug_in("F1", ["1001"])
    desk.now = moment(FRIDAY, read_at)
    desk.ask("pull")

    assert results(desk.people(FRIDAY)["1001"]) == {"am": morning, "pm": "unknown"}


def test_without_any_terminal_all_are_unknown(desk: Desk) -> None:
    desk.staff(person("1001"))

    assert results(desk.people(FRIDAY)["1001"]) == {"am": "unknown", "pm": "unknown"}


def test_floor_rulebook_lets_only_the_own_floor_count(desk: Desk, plug_in: Plug) -> None:
    """With terminals = "floor", a dead terminal on the second floor leaves the first floor's people judged."""
    rulebook = desk.home / "rulebook.toml"
    text = rulebook.read_text(encoding="utf-8")
    assert 'terminals = "all"' in text
    rulebook.write_text(text.replace('terminals = "all"', 'terminals = "floor"'), encoding="utf-8")
    desk.staff(person("1001", 楼层="1"), person("2001", 楼层="2"))
    plug_in("F1", ["1001"], words=["--floor", "1"])
    plug_in("F2", ["2001"], words=["--floor", "2"])
    desk.ask("pull", "F1")

    people = desk.people(FRIDAY)

    assert results(people["1001"]) == {"am": "absent", "pm": "absent"}
    assert results(people["2001"]) == {"am": "unknown", "pm": "unknown"}


# ---------------------------------------------------------------- a terminal that was read whole and holds no morning

WEEK = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")
STAYED_AWAY = "2001"  # a usual user of the terminal that had current


def dead_morning(desk: Desk, plug_in: Plug, usual: int) -> list[str]:
    """A week on two terminals; on Friday morning F1 had no current. Gives the numbers of F1's usual users."""
    ours, others = [str(1001 + i) for i in range(usual)], [str(2001 + i) for i in range(6)]
    desk.staff(*map(person, ours + others))
    f1, f2 = plug_in("F1", ours + others), plug_in("F2", ours + others)
    for day in (*WEEK, FRIDAY):
        for number in ours:
            work(f1, number, day, *(WHOLE_DAY[2:] if day == FRIDAY else WHOLE_DAY))
        for number in others:
            if (number, day) != (STAYED_AWAY, FRIDAY):
                work(f2, number, day, *WHOLE_DAY)
    desk.ask("pull")
    return ours


def test_a_terminal_without_a_morning_leaves_its_users_unknown(desk: Desk, plug_in: Plug) -> None:
    ours = dead_morning(desk, plug_in, usual=5)

    posted = desk.ask("post", FRIDAY)

    people = by_number(posted)
    for number in ours:
        assert found(people[number]) == [("am", "unknown", 0, "silent_terminal")]
        assert people[number]["findings"][0]["evidence"] == ["terminal:F1"]
    assert not any(found(each) for number, each in people.items() if number not in (*ours, STAYED_AWAY))
    assert posted["complete"] is False
    assert posted["silences"] == [
        {"terminal": "F1", "session": "am", "side": side, "people": ours} for side in ("in", "out")
    ]
    for text in (head(posted), page(posted)):
        assert "数据不全5人" in text
        assert "F1在上午签到时段没有任何打卡记录" in text
        assert "疑似停电" in text


def test_fewer_than_five_without_a_punch_are_judged(desk: Desk, plug_in: Plug) -> None:
    ours = dead_morning(desk, plug_in, usual=4)

    judged = desk.ask("assess", FRIDAY)

    people = by_number(judged)
    assert [found(people[number]) for number in ours] == [[("am", "absent", 0, "no_punch")]] * 4
    assert (judged["silences"], judged["complete"]) == ([], True)


def test_who_usually_punches_elsewhere_is_judged(desk: Desk, plug_in: Plug) -> None:
    """F1 was dead, but who usually stands at F2, which was not, and has no punch there was not there."""
    dead_morning(desk, plug_in, usual=5)

    people = desk.people(FRIDAY)

    assert found(people["1001"]) == [("am", "unknown", 0, "silent_terminal")]
    assert found(people[STAYED_AWAY]) == [("am", "absent", 0, "no_punch"), ("pm", "absent", 0, "no_punch")]


def test_the_office_decides_that_a_silent_terminal_worked(desk: Desk, plug_in: Plug) -> None:
    ours = dead_morning(desk, plug_in, usual=5)
    desk.ask("post", FRIDAY)

    desk.ask("terminal", "worked", "F1", "--date", FRIDAY, "--session", "am", "--reason", "已查看监控，当天通电")

    second = desk.ask("post", FRIDAY, "--reason", "F1 经核实当天通电")
    people = by_number(second)
    assert [found(people[number]) for number in ours] == [[("am", "absent", 0, "no_punch")]] * 5
    assert {(c["number"], c["session"], c["from"], c["to"]) for c in second["changes"]} == {
        (number, "am", "unknown", "absent") for number in ours
    }
    assert (second["silences"], second["edition"]) == ([], 2)
    assert desk.ask("verify")["differences"] == []


# ---------------------------------------------------------------- a clock that is wrong

CLOCK_CASES = {
    "1001": ("08:21:07", "12:07:40", "14:22:00", "17:36:00"),
    "1002": ("08:31:00", "12:05:00", "14:25:59", "17:29:59"),
    "1003": ("09:00:00", "12:04:59", "14:26:00", "17:35:00"),
    "1004": ("06:30:00", "13:14:59", "13:16:30", "19:29:59"),
    "1005": (),
}


def verdicts(desk: Desk, plug_in: Plug, ahead: int, **manners: object) -> Document:
    """The day of CLOCK_CASES, punched on a terminal whose clock is ahead, read and posted."""
    desk.staff(*map(person, CLOCK_CASES))
    terminal = plug_in("F1", CLOCK_CASES, ahead, **manners)
    for number, times in CLOCK_CASES.items():
        work(terminal, number, FRIDAY, *times, ahead=ahead)
    (outcome,) = desk.ask("pull")["terminals"]
    assert outcome["offset_s"] == ahead
    return desk.ask("post", FRIDAY)


def essence(posted: Document) -> dict[str, object]:
    """Times and verdicts without what belongs to the terminal's own clock."""
    return {
        number: (found(each), [(s["in"], s["out"], s["result"]) for s in each["sessions"]])
        for number, each in by_number(posted).items()
    }


@pytest.mark.parametrize("ahead", [420, -420, 61, -61, 20 * 3600, -20 * 3600], ids=lambda ahead: f"{ahead}s")
def test_a_wrong_clock_does_not_change_a_verdict(desk: Desk, plug_in: Plug, ahead: int) -> None:
    posted = verdicts(desk, plug_in, ahead)

    assert essence(posted) == {
        "1001": ([], [("08:21:07", "12:07:40", "on_time"), ("14:22:00", "17:36:00", "on_time")]),
        "1002": (
            [("am", "late", 1, ""), ("pm", "left_early", 1, "")],
            [("08:31:00", "12:05:00", "late"), ("14:25:59", "17:29:59", "left_early")],
        ),
        "1003": (
            [("am", "absent", 30, "late"), ("pm", "short_of_early", 1, "")],
            [("09:00:00", "12:04:59", "absent"), ("14:26:00", "17:35:00", "short_of_early")],
        ),
        "1004": ([], [("06:30:00", "13:14:59", "on_time"), ("13:16:30", "19:29:59", "on_time")]),
        "1005": (
            [("am", "absent", 0, "no_punch"), ("pm", "absent", 0, "no_punch")],
            [(None, None, "absent"), (None, None, "absent")],
        ),
    }
    assert posted["terminals"][0]["corrected"] is True


@pytest.mark.parametrize("ahead", [60, -60])
def test_a_minute_stays_in_the_times(desk: Desk, plug_in: Plug, ahead: int) -> None:
    posted = verdicts(desk, plug_in, ahead)

    shown = moment(FRIDAY, "08:21:07") + timedelta(seconds=ahead)
    session = by_number(posted)["1001"]["sessions"][0]
    assert (session["in"], "in_raw" in session) == (f"{shown:%H:%M:%S}", False)
    assert posted["terminals"][0]["corrected"] is False
    assert "已扣除" not in head(posted)


def test_both_times_are_shown(desk: Desk, plug_in: Plug) -> None:
    posted = verdicts(desk, plug_in, 420)

    session = by_number(posted)["1001"]["sessions"][0]
    assert (session["in"], session["in_raw"]) == ("08:21:07", f"{FRIDAY}T08:28:07")
    assert (session["out"], session["out_raw"]) == ("12:07:40", f"{FRIDAY}T12:14:40")
    book = sheets(posted["files"]["xlsx"])
    row = words_of([row_of(book["公示"], "1002")])
    assert "08:31" in row and "08:38:00" in row
    evidence = words_of([row_of(book["认定依据"], "1002")])
    assert "08:31:00" in evidence and "08:38:00" in evidence
    for text in (head(posted), page(posted)):
        assert "F1设备时钟快7分00秒，已扣除" in text
    explained = desk.ask("explain", "1001", FRIDAY)["punches"][0]
    assert (explained["raw"], explained["corrected"]) == (f"{FRIDAY}T08:28:07", f"{FRIDAY}T08:21:07")
    told = desk.run("explain", "1001", FRIDAY).out
    assert "08:28:07" in told and "08:21:07" in told
    raw = desk.ask("punches", "--number", "1001")["punches"][0]
    assert raw["time"] == f"{FRIDAY}T08:28:07"  # the store holds what the terminal held


def test_a_punch_keeps_the_offset_of_the_pull_that_brought_it_first(desk: Desk, plug_in: Plug) -> None:
    """A clock set right later does not move what was read while it was wrong."""
    posted = verdicts(desk, plug_in, 420)

    after = desk.ask("terminal", "set-time", "F1")
    assert after == {"name": "F1", "offset_before_s": 420, "offset_after_s": 0}
    (outcome,) = desk.ask("pull")["terminals"]

    assert (outcome["offset_s"], outcome["new"]) == (0, 0)
    again = desk.ask("post", FRIDAY)
    assert (again["unchanged"], essence(again)) == (True, essence(posted))


@pytest.mark.parametrize(("record_size", "udp"), [(40, False), (8, True)])
def test_a_clock_that_fell_back_to_the_year_2000(desk: Desk, plug_in: Plug, record_size: int, udp: bool) -> None:
    """A dead battery: the log holds last week's true times and, from Friday on, those of 2000-01-01."""
    desk.staff(*map(person, CLOCK_CASES))
    awake = moment(FRIDAY, "06:00:00")
    back = (datetime(2000, 1, 1) - awake).total_seconds()
    ahead = [0.0]
    terminal = plug_in(
        "F1", CLOCK_CASES, clock=lambda: desk.now + timedelta(seconds=ahead[0]), record_size=record_size, udp=udp
    )
    for number in CLOCK_CASES:
        work(terminal, number, "2026-11-19", *WHOLE_DAY)
    desk.now = moment("2026-11-19", "21:00:00")
    desk.ask("pull")
    desk.ask("post", "2026-11-19")
    ahead[0] = back
    for number, times in CLOCK_CASES.items():
        work(terminal, number, FRIDAY, *times, ahead=int(back))
    desk.now = moment(FRIDAY, "21:00:00")

    (outcome,) = desk.ask("pull")["terminals"]
    posted = desk.ask("post", FRIDAY)

    assert outcome["offset_s"] == back
    assert found(by_number(posted)["1001"]) == []
    assert found(by_number(posted)["1002"]) == [("am", "late", 1, ""), ("pm", "left_early", 1, "")]
    session = by_number(posted)["1001"]["sessions"][0]
    assert (session["in"], session["in_raw"]) == ("08:21:07", "2000-01-01T02:21:07")
    assert "2000-01-01 02:21:07" in words_of([row_of(sheets(posted["files"]["xlsx"])["公示"], "1001")])
    assert "已扣除" in head(posted)
    assert desk.ask("post", "2026-11-19")["unchanged"] is True
    assert desk.ask("verify") == {"editions": 2, "equal": 2, "differences": []}


def test_punches_made_before_the_battery_died_are_no_absence(desk: Desk, plug_in: Plug) -> None:
    """At noon the clock fell back to 2000-01-01; the morning's punches are there, with the right time, and unread.

    The offset of the pull is not theirs. Whatever is made of them, nobody was absent who punched.
    """
    desk.staff(person("1001"), person("1002"))
    back = int((datetime(2000, 1, 1) - moment(FRIDAY, "13:00:00")).total_seconds())
    terminal = plug_in("F1", ["1001", "1002"], back)
    for number in ("1001", "1002"):
        work(terminal, number, FRIDAY, *WHOLE_DAY[:2])
        work(terminal, number, FRIDAY, *WHOLE_DAY[2:], ahead=back)
    desk.ask("pull")

    people = desk.people(FRIDAY)

    assert [results(each)["pm"] for each in people.values()] == ["on_time", "on_time"]
    assert "absent" not in [results(each)["am"] for each in people.values()]


# ---------------------------------------------------------------- the publication folder


def test_what_is_missing_in_the_folder_is_made_good_and_a_strange_file_replaced(desk: Desk, plug_in: Plug) -> None:
    """A list of postings that a crash left behind, pages somebody deleted, a file of another home."""
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    for time in ("08:20:00", "12:10:00", "14:20:00", "17:40:00"):
        terminal.punch("1001", moment(FRIDAY, time))
    desk.ask("pull")
    published = desk.home / "published"
    strange = published / "2026-11" / f"{FRIDAY}-v1.html"
    strange.parent.mkdir(parents=True)
    strange.write_text("another home", "utf-8")
    desk.ask("post", FRIDAY)
    index = (published / "index.html").read_bytes()
    assert "1001" in strange.read_text("utf-8") and FRIDAY.encode() in index

    (published / "index.html").write_bytes(b"<html>an older list</html>")
    strange.unlink()

    assert desk.ask("post", FRIDAY)["unchanged"]
    assert (published / "index.html").read_bytes() == index
    assert "1001" in strange.read_text("utf-8")


# ---------------------------------------------------------------- logs that lose what was not yet read


def afternoons(posted: Document) -> dict[str, str]:
    return {number: results(entry)["pm"] for number, entry in by_number(posted).items()}


@pytest.mark.parametrize("how", ["cleared", "replaced"])
def test_what_went_with_a_cleared_log_or_a_replaced_device_is_no_absence(desk: Desk, plug_in: Plug, how: str) -> None:
    """Read at noon; emptied in the afternoon before it was read again. Who punched then has nothing to show."""
    desk.staff(person("1001"), person("1002"))
    terminal = plug_in("F1", ["1001", "1002"])
    for number in ("1001", "1002"):
        terminal.punch(number, moment(FRIDAY, "08:20:00"))
        terminal.punch(number, moment(FRIDAY, "12:10:00"))
    desk.now = datetime(2026, 11, 20, 13, 20)
    desk.ask("pull")
    terminal.replace_log()
    if how == "replaced":
        terminal.manners.serial = "SN-NEW"
    terminal.punch("1002", moment(FRIDAY, "17:40:00"))
    desk.now = datetime(2026, 11, 20, 21, 0)
    desk.ask("pull")

    posted = desk.ask("post", FRIDAY)

    assert afternoons(posted) == {"1001": "unknown", "1002": "unknown"}
    assert posted["terminals"][0]["lost"] == [["2026-11-20T13:20:00", "2026-11-20T17:40:00"]]
    assert "11月20日 13:20至11月20日 17:40的记录可能缺失" in page(posted)

    worked = ("terminal", "worked", "F1", "--date", FRIDAY, "--reason", "已查明下午没有漏记", "--session")
    assert "不需要认定" in desk.run(*worked, "am").err  # nothing of the morning was lost
    desk.ask(*worked, "pm")
    second = desk.ask("post", FRIDAY, "--reason", "已查明下午没有漏记")
    assert afternoons(second) == {"1001": "absent", "1002": "missing_in"}
    assert desk.ask("verify")["differences"] == []

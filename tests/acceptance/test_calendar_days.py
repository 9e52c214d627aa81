"""Which days are judged, and by which hours: the state's days, the seasons, the office's own, and years to come."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from acceptance_desk import Desk, Document, by_number, found, moment, person, published, results
from chinese_calendar import constants

from devices.emulator import Emulator

Plug = Callable[..., Emulator]
IN_TIME = ("08:20:00", "12:10:00", "14:20:00", "17:40:00")
UNPUBLISHED = max(day.year for day in constants.holidays) + 1  # grows with the calendar package


def at_work(desk: Desk, plug_in: Plug, day: str, *times: str) -> None:
    """1001 punches at these times of a day, and the terminal is read that night."""
    desk.now = moment(day, "22:00:00")
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    for time in times:
        terminal.punch("1001", moment(day, time))
    desk.ask("pull")


def hours(day: Document) -> dict[str, tuple[str, str]]:
    return {s["name"]: (s["due_in"], s["due_out"]) for s in by_number(day)["1001"]["sessions"]}


# ---------------------------------------------------------------- the state's days


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2026-10-01", "国庆节"), ("2026-11-21", ""), ("2026-02-17", "春节")],
    ids=["holiday", "Saturday", "spring festival"],
)
def test_a_rest_day_posts_nothing(desk: Desk, plug_in: Plug, day: str, reason: str) -> None:
    at_work(desk, plug_in, day, "09:00:00")

    for command in ("assess", "post"):
        answer = desk.ask(command, day)
        assert (answer["rest"], answer["occasion"], answer["people"], answer["edition"]) == (True, reason, [], None)
    told = desk.run("post", day)

    assert told.code == 0 and "休息日" in told.out
    assert published(desk.home) == []
    assert desk.ask("verify")["editions"] == 0
    refused = desk.run("explain", "1001", day)
    assert refused.code == 1 and "休息日" in refused.err


def test_a_make_up_saturday_is_judged(desk: Desk, plug_in: Plug) -> None:
    at_work(desk, plug_in, "2026-10-10", "08:37:00", "12:10:00")

    posted = desk.ask("post", "2026-10-10")

    assert (posted["rest"], posted["edition"]) == (False, 1)
    assert "补班（国庆节调休）" in Path(posted["files"]["html"]).read_text(encoding="utf-8")
    assert desk.ask("assess", "2026-10-10")["occasion"] == "补班（国庆节调休）"
    assert found(by_number(posted)["1001"]) == [("am", "late", 7, ""), ("pm", "absent", 0, "no_punch")]


@pytest.mark.parametrize(
    ("day", "afternoon"),
    [
        ("2026-05-29", ("14:25", "17:35")),
        ("2026-06-01", ("14:55", "18:05")),
        ("2026-07-06", ("14:55", "18:05")),
        ("2026-09-30", ("14:55", "18:05")),
        ("2026-10-09", ("14:25", "17:35")),
    ],
)
def test_summer_hours(desk: Desk, day: str, afternoon: tuple[str, str]) -> None:
    desk.now = moment(day, "22:00:00")
    desk.staff(person("1001"))

    assert hours(desk.ask("assess", day)) == {"am": ("08:25", "12:05"), "pm": afternoon}


def test_a_summer_afternoon_is_judged_by_summer_hours(desk: Desk, plug_in: Plug) -> None:
    at_work(desk, plug_in, "2026-07-06", "08:20:00", "12:10:00", "14:56:00", "17:59:00")

    assert found(desk.people("2026-07-06")["1001"]) == [
        ("pm", "short_of_early", 1, ""),
        ("pm", "left_early", 1, ""),
    ]


# ---------------------------------------------------------------- the office's own days


def test_a_day_the_office_closed(desk: Desk, plug_in: Plug) -> None:
    at_work(desk, plug_in, "2026-11-20")
    assert results(desk.people("2026-11-20")["1001"]) == {"am": "absent", "pm": "absent"}

    desk.ask("calendar", "set", "2026-11-20", "closed", "--reason", "线路检修")

    closed = desk.ask("post", "2026-11-20")
    assert (closed["rest"], closed["occasion"], closed["edition"]) == (True, "线路检修", None)
    desk.ask("calendar", "clear", "2026-11-20")
    assert desk.ask("assess", "2026-11-20")["rest"] is False


def test_a_saturday_the_office_opened(desk: Desk, plug_in: Plug) -> None:
    at_work(desk, plug_in, "2026-11-21", "08:31:00")
    desk.ask("calendar", "set", "2026-11-21", "open", "--reason", "办件高峰")

    posted = desk.ask("post", "2026-11-21")

    assert posted["rest"] is False
    assert "办件高峰" in Path(posted["files"]["html"]).read_text(encoding="utf-8")
    assert results(by_number(posted)["1001"]) == {"am": "missing_out", "pm": "absent"}


def test_the_office_comes_before_the_state(desk: Desk, plug_in: Plug) -> None:
    at_work(desk, plug_in, "2026-10-01", *IN_TIME)
    desk.ask("calendar", "set", "2026-10-01", "open", "--reason", "值班")
    assert results(desk.people("2026-10-01")["1001"]) == {"am": "on_time", "pm": "on_time"}

    desk.ask("calendar", "clear", "2026-10-01")

    again = desk.ask("assess", "2026-10-01")
    assert (again["rest"], again["occasion"]) == (True, "国庆节")  # the state's day was never lost


FRIDAY_HOURS = """
[[hours]]
from = 2026-01-01
clause = "hours"
weekdays = ["fri"]
sessions = [
    { name = "am", start = "08:30", end = "12:00" },
    { name = "pm", start = "14:30", end = "16:30" },
]
"""


def test_a_day_follows_another_weekday(desk: Desk) -> None:
    rulebook = desk.home / "rulebook.toml"
    rulebook.write_text(rulebook.read_text(encoding="utf-8") + FRIDAY_HOURS, encoding="utf-8")
    desk.now = moment("2026-11-21", "22:00:00")
    desk.staff(person("1001"))
    desk.ask("calendar", "set", "2026-11-21", "open", "--like", "fri", "--reason", "补周五")
    desk.ask("calendar", "set", "2026-11-20", "open", "--like", "mon", "--reason", "按周一作息")

    assert hours(desk.ask("assess", "2026-11-21"))["pm"] == ("14:25", "16:35")
    assert hours(desk.ask("assess", "2026-11-20"))["pm"] == ("14:25", "17:35")
    assert hours(desk.ask("assess", "2026-11-13"))["pm"] == ("14:25", "16:35")


def test_a_posted_day_that_is_closed_later(desk: Desk, plug_in: Plug) -> None:
    """What was posted stays; that the day was none becomes an edition of its own, with its reason."""
    at_work(desk, plug_in, "2026-11-20", "08:37:00")
    desk.ask("post", "2026-11-20")
    desk.ask("calendar", "set", "2026-11-20", "closed", "--reason", "线路检修")

    assert desk.run("post", "2026-11-20").code == 1  # needs a reason
    second = desk.ask("post", "2026-11-20", "--reason", "当天线路检修，不上班")

    assert (second["edition"], second["rest"], second["people"]) == (2, True, [])
    assert {(c["number"], c["session"], c["to"]) for c in second["changes"]} == {
        ("1001", "am", "not_listed"),
        ("1001", "pm", "not_listed"),
    }
    assert desk.ask("verify") == {"editions": 2, "equal": 2, "differences": []}


# ---------------------------------------------------------------- years that are not published


def first_monday(year: int) -> str:
    day = next(day for day in range(4, 11) if datetime(year, 1, day).weekday() == 0)
    return f"{year}-01-{day:02}"


def test_an_unpublished_year_is_refused_until_the_office_confirms_it(desk: Desk, plug_in: Plug) -> None:
    day = first_monday(UNPUBLISHED)
    at_work(desk, plug_in, day, *IN_TIME)
    for command in (("assess", day), ("post", day), ("explain", "1001", day)):
        refused = desk.run(*command)
        assert (refused.code, refused.out) == (1, "")
        assert f"{UNPUBLISHED} 年" in refused.err
    assert published(desk.home) == []

    desk.ask("calendar", "confirm", UNPUBLISHED)

    assert results(by_number(desk.ask("post", day))["1001"]) == {"am": "on_time", "pm": "on_time"}
    assert desk.ask("calendar", "show", UNPUBLISHED)["source"] == "office"
    assert desk.run("calendar", "confirm", UNPUBLISHED).code == 1  # once is enough


def test_a_day_the_office_entered_is_judged_in_an_unpublished_year(desk: Desk) -> None:
    day = first_monday(UNPUBLISHED)
    desk.now = moment(day, "22:00:00")
    desk.staff(person("1001"))
    desk.ask("calendar", "set", day, "open", "--reason", "按国务院通知")

    assert desk.ask("assess", day)["rest"] is False


def test_the_warning_comes_weeks_before_the_year(desk: Desk) -> None:
    word = f"{UNPUBLISHED} 年的放假安排还没有"
    day = f"{UNPUBLISHED - 1}-10-30"
    desk.now = moment(f"{UNPUBLISHED - 1}-10-31", "10:00:00")
    assert word not in desk.run("assess", day).err

    desk.now = moment(f"{UNPUBLISHED - 1}-11-01", "10:00:00")
    warned = desk.run("assess", day, "--json")

    assert word in warned.err and f"calendar confirm {UNPUBLISHED}" in warned.err
    assert warned.code == 0 and warned.document["date"] == day  # a warning spoils neither exit code nor document
    desk.ask("calendar", "confirm", UNPUBLISHED)
    assert word not in desk.run("assess", day).err


def test_confirming_a_published_year_is_refused(desk: Desk) -> None:
    desk.ask("calendar", "show", 2026)

    assert desk.run("calendar", "confirm", 2026).code == 1


def test_confirming_a_published_year_before_anything_else_keeps_its_holidays(desk: Desk) -> None:
    """`confirm` on a new home must not settle Monday to Friday over a calendar that the program knows."""
    desk.run("calendar", "confirm", 2026)
    desk.staff(person("1001"))

    assert desk.ask("assess", "2026-10-01")["rest"] is True
    assert desk.ask("assess", "2026-10-10")["rest"] is False

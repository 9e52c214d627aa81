"""People and terminals come, move and go by days; a day that was posted stays what it was."""

from collections.abc import Callable

import pytest
from acceptance_desk import Desk, by_number, moment, person, results

from devices.emulator import Emulator

Plug = Callable[..., Emulator]
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"
IN_TIME = ("08:20:00", "12:10:00", "14:20:00", "17:40:00")


def work(terminal: Emulator, numbers: str, *days: str) -> None:
    """Whole days in order, for numbers parted by spaces."""
    for number in numbers.split():
        for day in days:
            for time in IN_TIME:
                terminal.punch(number, moment(day, time))


@pytest.fixture
def terminal(desk: Desk, plug_in: Plug) -> Emulator:
    """Office and terminal on Friday night; 1001 and 1002 worked from Tuesday to Friday."""
    plugged = plug_in("F1", [str(1001 + index) for index in range(9)])
    work(plugged, "1001 1002", TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    return plugged


def numbers(desk: Desk, day: str) -> list[str]:
    return sorted(desk.people(day))


def assert_stands(desk: Desk, day: str) -> None:
    """A posted day that nothing has touched: posting again is no new edition, recomputing gives it again."""
    again = desk.ask("post", day)
    assert (again["unchanged"], again["edition"]) == (True, 1)
    assert desk.ask("verify")["differences"] == []


# ---------------------------------------------------------------- people who move


@pytest.mark.parametrize("first_day", ["", TUESDAY], ids=["undated", "with its 起始日"])
def test_who_is_moved_today_stands_yesterday_where_he_stood(desk: Desk, terminal: Emulator, first_day: str) -> None:
    before = person("1001", 窗口="A01", 窗口单位="市公安局", 起始日=first_day)
    desk.staff(before, person("1002"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    moved = desk.staff({**before, "窗口": "C12", "窗口单位": "市人社局", "岗位": "B"})

    assert (moved["added"], moved["changed"], moved["unchanged"]) == (0, 1, 0)
    assert_stands(desk, THURSDAY)
    yesterday, today = desk.people(THURSDAY)["1001"], desk.people(FRIDAY)["1001"]
    assert (yesterday["post"], yesterday["unit"], yesterday["role"]) == ("A01", "市公安局", "A")
    assert (today["post"], today["unit"], today["role"]) == ("C12", "市人社局", "B")
    assert desk.people(WEDNESDAY)["1001"]["post"] == "A01"  # not posted yet, and before the move all the same


def test_who_gets_another_number_on_the_terminals_keeps_the_punches_of_the_old_one(
    desk: Desk, terminal: Emulator
) -> None:
    desk.staff(person("1001"), person("1002"))
    work(terminal, "1009", FRIDAY)
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    desk.staff(person("1001", 机号="1009"))

    assert_stands(desk, THURSDAY)
    assert results(desk.people(WEDNESDAY)["1001"]) == {"am": "on_time", "pm": "on_time"}
    assert results(desk.people(FRIDAY)["1001"]) == {"am": "on_time", "pm": "on_time"}
    today = desk.ask("explain", "1001", FRIDAY)["punches"]
    assert {punch["id"].split("/")[1] for punch in today} == {"1009"}


def test_importing_the_same_roster_again_changes_nothing(desk: Desk, terminal: Emulator) -> None:
    people = [person("1001", 起始日=TUESDAY, 终止日="2026-12-31"), person("1002")]
    assert desk.staff(*people)["added"] == 2
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    again = desk.staff(*people)

    assert (again["added"], again["changed"], again["unchanged"], again["rejected"]) == (0, 0, 2, [])
    assert_stands(desk, THURSDAY)


# ---------------------------------------------------------------- people who come and go


def test_first_and_last_day(desk: Desk, terminal: Emulator) -> None:
    desk.staff(person("1001"), person("1002", 起始日=WEDNESDAY, 终止日=THURSDAY), person("1003", 起始日=FRIDAY))
    desk.ask("pull")

    assert numbers(desk, TUESDAY) == ["1001"]
    assert numbers(desk, WEDNESDAY) == ["1001", "1002"]
    assert numbers(desk, THURSDAY) == ["1001", "1002"]  # the last day is worked
    assert numbers(desk, FRIDAY) == ["1001", "1003"]
    assert desk.run("explain", "1002", FRIDAY).code == 1


def test_a_dated_move(desk: Desk, terminal: Emulator) -> None:
    desk.staff(person("1001", 窗口="A01", 起始日=TUESDAY))
    desk.staff(person("1001", 窗口="B02", 起始日=THURSDAY))
    desk.ask("pull")

    posts = {day: desk.people(day)["1001"]["post"] for day in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)}

    assert posts == {TUESDAY: "A01", WEDNESDAY: "A01", THURSDAY: "B02", FRIDAY: "B02"}


def test_who_has_left_is_not_judged_after(desk: Desk, terminal: Emulator) -> None:
    desk.staff(person("1001"), person("1002"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    desk.staff(person("1002", 终止日=THURSDAY))

    assert_stands(desk, THURSDAY)
    assert numbers(desk, THURSDAY) == ["1001", "1002"]
    assert numbers(desk, FRIDAY) == ["1001"]


def test_a_last_day_taken_back_leaves_posted_days_alone(desk: Desk, terminal: Emulator) -> None:
    desk.staff(person("1001"), person("1002", 终止日=TUESDAY))
    desk.ask("pull")
    desk.ask("post", TUESDAY)
    desk.ask("post", THURSDAY)

    desk.staff(person("1002"))

    assert numbers(desk, FRIDAY) == ["1001", "1002"]
    for day, there in ((TUESDAY, ["1001", "1002"]), (THURSDAY, ["1001"])):
        assert_stands(desk, day)
        assert numbers(desk, day) == there


def test_who_comes_back_was_not_there_in_between(desk: Desk, terminal: Emulator) -> None:
    """A later change counts from its day on: who is entered again on Friday did not miss Wednesday."""
    desk.staff(person("1001"), person("1002", 终止日=TUESDAY))
    desk.ask("pull")

    desk.staff(person("1002"))

    assert {day: "1002" in numbers(desk, day) for day in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)} == {
        TUESDAY: True,
        WEDNESDAY: False,
        THURSDAY: False,
        FRIDAY: True,
    }


def test_who_is_added_does_not_appear_on_a_posted_day(desk: Desk, terminal: Emulator) -> None:
    desk.staff(person("1001"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    desk.staff(person("1002"))

    assert_stands(desk, THURSDAY)
    assert numbers(desk, THURSDAY) == ["1001"]
    assert numbers(desk, WEDNESDAY) == ["1001", "1002"]  # entered without a date: from always, on days not posted
    assert numbers(desk, FRIDAY) == ["1001", "1002"]


def test_a_date_that_reaches_back_makes_an_edition_with_its_reason(desk: Desk, terminal: Emulator) -> None:
    """What the office says of a posted day on purpose is a correction like any other."""
    desk.staff(person("1001"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)
    desk.staff(person("1002", 起始日=WEDNESDAY))

    assert desk.run("post", THURSDAY).code == 1
    second = desk.ask("post", THURSDAY, "--reason", "名册漏登")

    assert sorted(by_number(second)) == ["1001", "1002"]
    assert {(c["number"], c["from"], c["to"]) for c in second["changes"]} == {("1002", "not_listed", "on_time")}


# ---------------------------------------------------------------- terminals that come and go


def test_a_terminal_added_later_leaves_posted_days_alone(desk: Desk, terminal: Emulator, plug_in: Plug) -> None:
    desk.staff(person("1001"), person("1002"), person("1003"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)

    plug_in("F2", ["1001"])

    assert_stands(desk, THURSDAY)
    assert [t["name"] for t in desk.ask("post", THURSDAY)["terminals"]] == ["F1"]
    assert results(desk.people(THURSDAY)["1003"]) == {"am": "absent", "pm": "absent"}
    # a day that was not posted may have punches on it, which were never read
    assert results(desk.people(FRIDAY)["1003"]) == {"am": "unknown", "pm": "unknown"}


def test_a_terminal_counts_from_its_first_day(desk: Desk, terminal: Emulator, plug_in: Plug) -> None:
    desk.staff(person("1001"), person("1003"))
    plug_in("F2", ["1001"], words=["--from", FRIDAY])
    desk.ask("pull", "F1")

    assert results(desk.people(THURSDAY)["1003"]) == {"am": "absent", "pm": "absent"}
    assert results(desk.people(FRIDAY)["1003"]) == {"am": "unknown", "pm": "unknown"}


def test_a_terminal_registered_after_today_was_posted_can_be_read(
    desk: Desk, terminal: Emulator, plug_in: Plug
) -> None:
    """It counts for no posted day, but it is there: it can be listed, tried and read, and not registered twice."""
    desk.staff(person("1001"))
    desk.ask("pull")
    desk.ask("post", FRIDAY)

    plug_in("F2", ["1001"])

    assert [t["name"] for t in desk.ask("terminal", "list")["terminals"]] == ["F1", "F2"]
    assert [t["name"] for t in desk.ask("pull")["terminals"]] == ["F1", "F2"]
    assert desk.run("terminal", "add", "F2", "127.0.0.1:1").code == 1


def test_a_terminal_removed_today_still_counts_yesterday(desk: Desk, terminal: Emulator, plug_in: Plug) -> None:
    desk.staff(person("1001"), person("1002"))
    f2 = plug_in("F2", ["1001", "1002"])
    desk.ask("pull")
    desk.ask("post", WEDNESDAY)
    punches = desk.ask("punches")["punches"]
    desk.staff(person("1003"))
    desk.now = moment(FRIDAY, "08:00:00")

    desk.ask("terminal", "remove", "F2")

    f2.close()
    assert_stands(desk, WEDNESDAY)
    assert [t["name"] for t in desk.ask("assess", WEDNESDAY)["terminals"]] == ["F1", "F2"]
    assert [t["name"] for t in desk.ask("assess", FRIDAY)["terminals"]] == ["F1"]
    assert desk.ask("punches")["punches"] == punches  # what it brought stays
    assert [t["name"] for t in desk.ask("pull")["terminals"]] == ["F1"]


def test_a_posted_day_waits_for_a_terminal_that_was_removed_since(
    desk: Desk, terminal: Emulator, plug_in: Plug
) -> None:
    """F2 was never read on Wednesday. Taking it away on Friday makes nobody absent on Wednesday."""
    desk.staff(person("1001"), person("1003"))
    f2 = plug_in("F2", ["1003"])
    desk.ask("pull", "F1")
    posted = by_number(desk.ask("post", WEDNESDAY))
    assert results(posted["1003"]) == {"am": "unknown", "pm": "unknown"}

    desk.ask("terminal", "remove", "F2")
    f2.close()

    assert_stands(desk, WEDNESDAY)
    assert results(desk.people(THURSDAY)["1003"]) == {"am": "unknown", "pm": "unknown"}  # not posted: the same


def test_a_terminal_replaced_under_its_name(desk: Desk, terminal: Emulator, plug_in: Plug) -> None:
    """Removed and registered anew at another address, it counts on with all that it brought before."""
    desk.staff(person("1001"), person("1002"))
    desk.ask("pull")
    desk.ask("post", THURSDAY)
    desk.ask("terminal", "remove", "F1")
    new = plug_in("F1", ["1001", "1002"])
    work(new, "1001 1002", FRIDAY)
    desk.ask("pull")

    assert_stands(desk, THURSDAY)
    assert results(desk.people(WEDNESDAY)["1001"]) == {"am": "on_time", "pm": "on_time"}
    assert results(desk.people(FRIDAY)["1002"]) == {"am": "on_time", "pm": "on_time"}


def test_a_day_without_anybody_on_the_roster_is_not_posted(desk: Desk) -> None:
    said = desk.run("post", FRIDAY)
    assert said.code == 1
    assert "名册里没有人" in said.err and "staff import" in said.err
    assert desk.ask("verify")["editions"] == 0

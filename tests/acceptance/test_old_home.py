"""A home that the program before this one made: it opens, nothing posted in it moves, and it takes the new entries.

`old_home/` is such a home, kept as it was: six people on two floors, the second floor's terminal seven minutes ahead.
On Thursday 2026-11-19 that terminal was read after the first posting, so Thursday has two editions; 1002 came at
08:37. On Friday 2001 came at 08:37, and 1004 moved to A03. Saturday the 28th is a working day of the centre's own.
"""

import gzip
import sqlite3
from pathlib import Path

import pytest
from acceptance_desk import Desk, by_number, found, moment, results

from attendance.rulebook_check import SHIPPED

KEPT = Path(__file__).with_name("old_home")
FILES = ("zaigang.db", "rulebook.toml", "settings.toml")
THURSDAY, FRIDAY, MONDAY, TUESDAY = "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24"


@pytest.fixture
def old(tmp_path: Path) -> Desk:
    """The old home, untouched by this program so far; it is Monday night."""
    home = tmp_path / "home"
    home.mkdir()
    for name in FILES:
        (home / name).write_bytes(gzip.decompress((KEPT / f"{name}.gz").read_bytes()))
    return Desk(home, moment(MONDAY, "20:00:00"))


def editions(desk: Desk) -> list[tuple[object, ...]]:
    """What was frozen of every edition by the version before."""
    return desk.rows(
        "SELECT day, number, facts_digest, rulebook_id, document, change_id, reason FROM edition ORDER BY 1, 2"
    )


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_it_opens_and_every_edition_is_proved(old: Desk) -> None:
    assert old.ask("verify") == {"editions": 3, "equal": 3, "differences": []}
    assert [each["number"] for each in old.ask("staff", "list")["people"]] == [
        *("1001", "1002", "1003", "1004"),
        *("2001", "2002"),
    ]
    assert [each["name"] for each in old.ask("terminal", "list")["terminals"]] == ["F1", "F2"]


def test_bringing_it_up_to_date_leaves_what_was_there(old: Desk) -> None:
    assert "leave_slip" not in tables(old.home / "zaigang.db")  # or it would not be a home of the version before
    before, punches = editions(old), old.rows("SELECT * FROM punch ORDER BY 1, 2, 3, 4, 5")
    assert len(before) == 3 and len(punches) == 48

    old.ask("verify")

    assert "leave_slip" in tables(old.home / "zaigang.db")
    assert editions(old) == before
    assert old.rows("SELECT * FROM punch ORDER BY 1, 2, 3, 4, 5") == punches


def test_the_old_file_is_kept_beside(old: Desk) -> None:
    original = (old.home / "zaigang.db").read_bytes()

    old.ask("verify")

    assert original in [path.read_bytes() for path in old.home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("day", "edition"), [(THURSDAY, 2), (FRIDAY, 1)])
def test_a_posted_day_stays_as_it_was(old: Desk, day: str, edition: int) -> None:
    again = old.ask("post", day)

    assert (again["edition"], again["unchanged"]) == (edition, True)
    assert all(Path(path).is_file() for path in again["files"].values())  # the files were not brought along
    late = by_number(again)["1002" if day == THURSDAY else "2001"]
    assert results(late) == {"am": "late", "pm": "on_time"}
    assert found(late) == [("am", "late", 7, "")]
    assert again["posts"] == []  # its rulebook had no word on vacancy
    judged = old.people(day)
    assert judged == by_number(again)
    assert old.ask("verify")["equal"] == 3


def test_a_posted_verdict_is_explained(old: Desk) -> None:
    explained = old.ask("explain", "2001", FRIDAY)

    assert (explained["edition"], explained["post"], explained["role"]) == (1, "B01", "A")
    assert explained["findings"][0]["clause"] == "宜政务[2013]28号 第五条第1款"
    late = explained["punches"][0]
    assert (late["raw"], late["corrected"]) == (f"{FRIDAY}T08:44:11", f"{FRIDAY}T08:37:11")  # seven minutes ahead
    assert [
        (each["post"], each["role"]) for each in (old.ask("explain", "1004", day) for day in (THURSDAY, FRIDAY))
    ] == [
        ("A02", "B"),
        ("A03", "A"),
    ]


def test_the_centres_own_days_are_kept(old: Desk) -> None:
    days = {each["date"]: each for each in old.ask("calendar", "show", "2026")["days"]}

    assert (days["2026-11-28"]["working"], days["2026-11-28"]["follows"]) == (True, "fri")


def test_its_old_rulebook_has_no_leave_until_one_is_adopted(old: Desk) -> None:
    """The file in the home is the centre's own and is not exchanged behind its back; adopting the new one is a word."""
    asked = ("leave", "request", "1001", "--kind", "事假", "--from", TUESDAY, "--to", TUESDAY, "--cover", "1002")
    refused = old.run(*asked)
    assert refused.code == 1 and "没有请假的规定" in refused.err and "leave" in refused.err

    adopted = old.ask("rulebook", "adopt", SHIPPED / "anqing-2013.toml", "--from", MONDAY)

    assert adopted["posted_days"] == 0
    assert old.ask(*asked)["id"] == 1
    monday = old.ask("post", MONDAY)
    assert monday["rulebook"]["version"] == adopted["version"]
    assert {post["post"] for post in monday["posts"]} == {"A01", "A02", "A03", "B01"}
    assert all(results(each) == {"am": "unknown", "pm": "unknown"} for each in monday["people"])  # nothing was read
    for day, edition in ((THURSDAY, 2), (FRIDAY, 1)):
        again = old.ask("post", day)
        assert (again["edition"], again["unchanged"]) == (edition, True)
    assert old.ask("verify") == {"editions": 4, "equal": 4, "differences": []}


def test_an_entry_on_a_day_it_had_posted_makes_an_edition(old: Desk) -> None:
    """A missed punch certified after the move to this version needs a rulebook with such a rule on that day."""
    old.ask("rulebook", "adopt", SHIPPED / "anqing-2013.toml", "--from", THURSDAY)
    certified = (
        "correction",
        "punch",
        "1002",
        "--at",
        f"{THURSDAY}T08:24",
        "--reason",
        "指纹不清",
        "--witness",
        "王芳",
    )
    old.ask(*certified)

    third = old.ask("post", THURSDAY, "--reason", "采用新规则，1002补签")

    assert third["edition"] == 3
    assert [(c["number"], c["session"], c["from"], c["to"]) for c in third["changes"]] == [
        ("1002", "am", "late", "on_time")
    ]
    assert old.ask("verify") == {"editions": 4, "equal": 4, "differences": []}

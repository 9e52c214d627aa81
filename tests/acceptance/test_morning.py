"""`morning` by hand: whatever happened in the night, one command, one answer."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import pytest
from acceptance_desk import IN_TIME, Desk, Document, enrolled, moment, person, published

from devices.emulator import Emulator

NUMBERS = ["1001", "1002", "1003", "2001", "2002"]
MONDAY = "2026-11-23"


@pytest.fixture
def floors(desk: Desk, plug_in: Callable[..., Emulator]) -> list[Emulator]:
    """Two floors that punched from Wednesday to Friday; the terminals were never read."""
    desk.staff(*map(person, NUMBERS))
    terminals = [plug_in("F1", NUMBERS[:3]), plug_in("F2", NUMBERS[3:])]
    for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
        punch(terminals, day, NUMBERS)
    return terminals


def punch(terminals: list[Emulator], day: str, numbers: Iterable[str]) -> None:
    for number in numbers:
        for clock in IN_TIME:
            terminals[number > "2000"].punch(number, moment(day, clock))


def at(desk: Desk, clock: str, day: str = MONDAY) -> None:
    desk.now = datetime.fromisoformat(f"{day}T{clock}")


def states(answer: Document) -> list[tuple[str, str, str | None]]:
    return [(day["date"], day["state"], day["why"]) for day in answer["days"]]


def editions(desk: Desk) -> list[tuple[int, int]]:
    return desk.rows("SELECT day, number FROM edition ORDER BY change_id")


def test_the_first_morning(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "08:31")
    answer = desk.ask("morning")
    assert (answer["rest"], answer["done"]) == (False, True)
    assert [(each["name"], each["ok"], each["new"]) for each in answer["terminals"]] == [
        ("F1", True, 36),
        ("F2", True, 24),
    ]
    assert states(answer) == [("2026-11-20", "posted", None)]  # the office begins with its last working day
    day = answer["days"][0]
    assert (day["edition"], day["complete"], day["late"], day["unknown"]) == (1, True, None, 0)
    assert all(Path(path).is_file() for path in day["files"].values())
    assert answer["files"]["waiting"] == 0
    assert desk.ask("verify") == {"editions": 1, "equal": 1, "differences": []}

    again = desk.ask("morning")
    assert (again["days"], again["done"], len(editions(desk))) == ([], True, 1)
    assert desk.run("morning").out.count("没有等待公示的日子") == 1


def test_at_half_past_eight_a_terminal_does_not_answer(desk: Desk, floors: list[Emulator]) -> None:
    """Nobody is called absent for it: the day waits for the terminal, and at the latest time it is posted as it is."""
    floors[1].close()
    at(desk, "08:31")
    answer = desk.ask("morning", code=1)
    assert [each["ok"] for each in answer["terminals"]] == [True, False]
    assert states(answer) == [("2026-11-20", "waiting", "incomplete")]
    assert answer["days"][0]["missing"] == ["F2"]
    assert editions(desk) == []
    said = desk.run("morning")
    assert said.code == 1
    assert "2026-11-20 没有公示：等F2的数据，到 09:50 仍不全就照实公示" in said.out

    at(desk, "09:49:59")
    assert states(desk.ask("morning", code=1)) == [("2026-11-20", "waiting", "incomplete")]
    at(desk, "09:50")
    late = desk.ask("morning")
    assert states(late) == [("2026-11-20", "posted", None)]
    assert (late["days"][0]["complete"], late["days"][0]["unknown"]) == (False, 2)
    shown = {
        each["number"]: {s["result"] for s in each["sessions"]} for each in desk.ask("post", "2026-11-20")["people"]
    }
    assert shown["1001"] == {"on_time"}
    assert shown["2001"] == shown["2002"] == {"unknown"}


def test_the_terminal_comes_back_and_a_new_edition_is_offered(desk: Desk, floors: list[Emulator]) -> None:
    address = floors[1].address
    floors[1].close()
    at(desk, "09:50")
    assert states(desk.ask("morning")) == [("2026-11-20", "posted", None)]
    days = ("2026-11-18", "2026-11-19", "2026-11-20")
    log = [(number, moment(day, clock), 0) for day in days for number in NUMBERS[3:] for clock in IN_TIME]
    with Emulator("SN-F2", users=enrolled(NUMBERS[3:]), log=log, clock=desk.clock(), port=address.port):
        at(desk, "10:20")
        answer = desk.ask("morning")
        assert answer["reissue"] == [{"date": "2026-11-20", "edition": 2, "people": 2, "posts": 0}]
        assert len(editions(desk)) == 1  # offered, not made
        assert any("可另出第2版" in each["text"] for each in answer["attention"])
        second = desk.ask("post", "2026-11-20", "--reason", "二楼设备通电后补读")
        assert {change["number"] for change in second["changes"]} == {"2001", "2002"}
        assert desk.ask("morning")["reissue"] == []


def test_three_days_off_are_made_good_in_order_each_by_itself(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "09:00", "2026-11-19")
    assert states(desk.ask("morning")) == [("2026-11-18", "posted", None)]
    at(desk, "11:00")
    answer = desk.ask("morning")
    assert states(answer) == [("2026-11-19", "posted", None), ("2026-11-20", "posted", None)]
    assert [day["late"] for day in answer["days"]] == [
        {"due": "2026-11-20T10:00:00", "why": "not_running"},
        {"due": "2026-11-23T10:00:00", "why": "not_running"},
    ]
    for day, due in (("2026-11-19", "2026年11月20日 10:00"), ("2026-11-20", "2026年11月23日 10:00")):
        page = (desk.home / "published" / "2026-11" / f"{day}-v1.html").read_text(encoding="utf-8")
        assert due in page and "2026年11月23日 11:00" in page  # when it should have been, and when it was
    assert desk.ask("post", "2026-11-20")["late"]["why"] == "not_running"


def test_on_a_rest_day_nothing_is_done(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "11:00", "2026-11-21")
    answer = desk.ask("morning")
    assert (answer["rest"], answer["done"], answer["terminals"], answer["days"]) == (True, True, [], [])
    assert editions(desk) == []
    assert "休息" in desk.run("morning").out


def test_a_duty_saturday_is_posted_on_monday(desk: Desk, floors: list[Emulator]) -> None:
    desk.ask("duty", "add", "1001", "--date", "2026-11-21", "--shift", "周六值班")
    for clock in ("08:20", "11:40"):
        floors[0].punch("1001", moment("2026-11-21", clock))
    at(desk, "09:00")
    assert states(desk.ask("morning")) == [("2026-11-20", "posted", None), ("2026-11-21", "posted", None)]


def test_a_folder_that_is_away_keeps_no_edition_back(desk: Desk, floors: list[Emulator], tmp_path: Path) -> None:
    share = tmp_path / "share"
    settings = desk.home / "settings.toml"
    content = settings.read_text(encoding="utf-8")
    settings.write_text(
        content.replace("publication = 'published'", f"publication = '{share / '公示'}'"), encoding="utf-8"
    )
    at(desk, "09:00")
    answer = desk.ask("morning", code=1)
    assert states(answer) == [("2026-11-20", "posted", None)]
    assert (answer["files"]["waiting"], answer["done"]) == (1, False)
    assert len(answer["trouble"]) == 1 and str(share) in answer["trouble"][0]
    assert not share.exists()
    share.mkdir()
    again = desk.ask("morning")
    assert (again["files"]["waiting"], again["done"], len(editions(desk))) == (0, True, 1)
    assert (share / "公示" / "2026-11" / "2026-11-20-v1.xlsx").is_file()
    assert published(desk.home) == []


def test_a_day_that_cannot_be_judged_does_not_keep_the_others_back(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "09:00", "2026-11-19")
    desk.ask("morning")
    book = desk.home / "rulebook.toml"
    whole = book.read_text(encoding="utf-8")
    book.write_text(whole.replace("absent_after", "absent_afterwards", 1), encoding="utf-8")
    at(desk, "09:00")
    answer = desk.ask("morning", code=1)
    assert {(day["state"], day["why"]) for day in answer["days"]} == {("waiting", "trouble")}
    assert all("absent_afterwards" in day["message"] for day in answer["days"])
    book.write_text(whole, encoding="utf-8")
    assert desk.ask("morning")["done"]


def test_an_objection_that_waits_is_told_until_it_is_decided(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "09:00")
    desk.ask("morning")
    made = desk.ask("objection", "open", "1001", "2026-11-20", "--text", "我签到了", "--by", "张三")
    told = [each["text"] for each in desk.ask("morning")["attention"] if each["kind"] == "objection"]
    assert told == ["员1001（1001）对 11-20 的认定有异议，等候决定"]
    desk.ask("objection", "decide", made["id"], "--rejected", "--reason", "监控里没有", "--by", "李督查")
    assert [each for each in desk.ask("morning")["attention"] if each["kind"] == "objection"] == []


def test_terminals_that_were_never_read_are_no_quiet_morning(desk: Desk, floors: list[Emulator]) -> None:
    for terminal in floors:
        terminal.close()
    at(desk, "09:00")
    answer = desk.ask("morning", code=1)
    assert (answer["days"], answer["done"]) == ([], False)
    assert "没有一台设备读成过" in answer["trouble"][0]


def test_without_terminals_or_people(desk: Desk) -> None:
    at(desk, "09:00")
    assert "登记" in desk.ask("morning", code=1)["error"]


def test_what_ran_is_kept_and_can_be_read(desk: Desk, floors: list[Emulator]) -> None:
    at(desk, "08:31")
    desk.ask("morning")
    kinds = [kind for (kind,) in desk.rows("SELECT kind FROM job_run ORDER BY id")]
    assert kinds[:3] == ["read", "post", "files"]
    (log,) = (desk.home / "logs").glob("*2026-11.log")
    told = log.read_text(encoding="utf-8")
    assert "2026-11-23 08:31" in told and "F1" in told and "第1版" in told

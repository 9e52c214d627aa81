"""Raw punches: every record of a terminal's log is stored once, as it was first read, and nothing takes it away."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from acceptance_desk import Desk, Document, enrolled, found, moment, person

from attendance.records import TerminalUser, clock_count
from devices.emulator import Emulator

Plug = Callable[..., Emulator]
FRIDAY = "2026-11-20"
NUMBERS = [str(1001 + index) for index in range(12)]
FEBRUARY_31 = clock_count(datetime(2026, 3, 1)) - 86400 + 8 * 3600  # a terminal counts 31 days to every month


def pulled(desk: Desk) -> Document:
    (outcome,) = desk.ask("pull")["terminals"]
    return dict(outcome)


def counted(outcome: Document) -> dict[str, int]:
    """How many records each kind of problem stands for."""
    kinds: Counter[str] = Counter()
    for problem in outcome["problems"]:
        kinds[problem["kind"]] += problem["times"]
    return dict(kinds)


def stored(desk: Desk, *words: object) -> list[tuple[str, str, int]]:
    return sorted((p["number"], p["time"], p["state"]) for p in desk.ask("punches", *words)["punches"])


def held(terminal: Emulator) -> list[tuple[str, str, int]]:
    """What the terminal's log holds, for comparison with `stored`."""
    return sorted((stamp.number, as_text(stamp.at), stamp.state) for stamp in terminal.log)


def as_text(count: int) -> str:
    days, second = divmod(count, 86400)
    months, day = divmod(days, 31)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"{2000 + months // 12}-{months % 12 + 1:02}-{day + 1:02}T{clock}"


def random_punches(terminal: Emulator, count: int, seed: int) -> None:
    random = Random(seed)
    for _ in range(count):
        at = datetime(2026, 11, 2, 8, 0) + timedelta(seconds=random.randrange(15 * 86400))
        terminal.punch(random.choice(NUMBERS), at, random.choice((0, 1, 255)))


# ---------------------------------------------------------------- once


@pytest.mark.parametrize(("record_size", "udp"), [(40, False), (16, False), (8, True)])
def test_a_log_read_twenty_times_is_stored_once(desk: Desk, plug_in: Plug, record_size: int, udp: bool) -> None:
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS, record_size=record_size, udp=udp)
    random_punches(terminal, 300, seed=record_size)

    news = []
    for again in range(20):
        if again in (5, 6, 11):  # the log grows between two reads
            random_punches(terminal, 7, seed=again)
        outcome = pulled(desk)
        news.append(outcome["new"])
        assert outcome["new"] + outcome["known"] == outcome["records"] == len(terminal.log)

    assert news == [300, 0, 0, 0, 0, 7, 7, 0, 0, 0, 0, 7, *[0] * 8]
    assert stored(desk) == held(terminal)


def test_true_repeats_within_a_second_are_all_kept(desk: Desk, plug_in: Plug) -> None:
    """Somebody with two fingers on two readers: the records are equal, and still there are three of them."""
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    for _ in range(3):
        terminal.punch("1001", moment(FRIDAY, "08:20:00"))
    terminal.punch("1001", moment(FRIDAY, "08:20:00"), 1)

    assert [pulled(desk)["new"], pulled(desk)["new"]] == [4, 0]

    ids = [punch["id"] for punch in desk.ask("punches")["punches"]]
    name = f"punch:SN-F1/1001/{FRIDAY}T08:20:00"
    assert ids == [f"{name}/0", f"{name}/0/1", f"{name}/0/2", f"{name}/1"]
    terminal.punch("1001", moment(FRIDAY, "08:20:00"))  # one more, read later
    assert pulled(desk)["new"] == 1
    assert f"{name}/0/3" in [punch["id"] for punch in desk.ask("punches")["punches"]]


# ---------------------------------------------------------------- odd records are kept and said


def test_a_record_from_the_future_hides_nothing(desk: Desk, plug_in: Plug) -> None:
    """A clock that once stood in 2063 leaves a record behind for ever; later reads must still bring what is new."""
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    terminal.punch("1001", moment(FRIDAY, "08:20:00"))
    terminal.punch("1001", datetime(2063, 5, 1, 8, 0))
    desk.now = moment(FRIDAY, "10:00:00")

    outcome = pulled(desk)

    assert set(counted(outcome)) == {"future"}
    assert outcome["horizon"] == f"{FRIDAY}T10:00:00"  # how far was read, not how far records reach
    assert {p["time"]: p["problem"] for p in desk.ask("punches")["punches"]} == {
        f"{FRIDAY}T08:20:00": None,
        "2063-05-01T08:00:00": "future",
    }
    for time in ("12:10:00", "14:20:00", "17:40:00"):
        terminal.punch("1001", moment(FRIDAY, time))
    desk.now = moment(FRIDAY, "21:00:00")
    again = pulled(desk)
    assert (again["new"], again["known"], again["horizon"]) == (3, 2, f"{FRIDAY}T21:00:00")
    assert found(desk.people(FRIDAY)["1001"]) == []


def test_a_date_that_does_not_exist(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    terminal.punch("1001", FEBRUARY_31)
    terminal.punch("1001", moment(FRIDAY, "08:20:00"))

    first, second = pulled(desk), pulled(desk)

    assert set(counted(first)) == {"impossible_date"}
    assert (first["new"], second["new"], second["known"]) == (2, 0, 2)
    assert [(p["time"], p["problem"]) for p in desk.ask("punches")["punches"]] == [
        ("2026-02-31T08:00:00", "impossible_date"),
        (f"{FRIDAY}T08:20:00", None),
    ]
    assert desk.ask("assess", "2026-03-02")["rest"] is False  # the day after that never was can be judged


def test_strangers_and_odd_states(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001", "9001"])
    terminal.punch("1001", moment(FRIDAY, "08:20:00"), 77)
    terminal.punch("9001", moment(FRIDAY, "08:21:00"))
    terminal.punch("9001", moment(FRIDAY, "08:22:00"))

    outcome = pulled(desk)

    assert set(counted(outcome)) == {"odd_state", "unknown_number"}
    assert [p["problem"] for p in desk.ask("punches")["punches"]] == ["odd_state", "unknown_number", "unknown_number"]
    session = desk.people(FRIDAY)["1001"]["sessions"][0]
    assert session["in"] == "08:20:00"  # the state key is a hint: the time decides
    desk.staff(person("9001"))  # who was forgotten on the roster is no stranger any more
    assert [p["problem"] for p in desk.ask("punches", "--number", "9001")["punches"]] == [None, None]
    assert desk.people(FRIDAY)["9001"]["sessions"][0]["in"] == "08:21:00"


def test_every_odd_record_is_counted_once(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001", "9001"])
    terminal.punch("1001", moment(FRIDAY, "08:20:00"), 77)
    terminal.punch("1001", moment(FRIDAY, "08:20:10"), 78)
    terminal.punch("1001", datetime(2063, 5, 1, 8, 0))
    for second in range(4):
        terminal.punch("9001", moment(FRIDAY, f"08:21:0{second}"))
    for second in range(3):
        terminal.punch("1001", FEBRUARY_31 + second)

    assert counted(pulled(desk)) == {"odd_state": 2, "future": 1, "unknown_number": 4, "impossible_date": 3}


# ---------------------------------------------------------------- the past stays


def test_a_replaced_terminal_keeps_its_past(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"))
    old = plug_in("F1", ["1001"])
    for time in ("08:20:00", "12:10:00"):
        old.punch("1001", moment(FRIDAY, time))
    pulled(desk)
    port = old.address.port
    old.close()

    with Emulator("SN-NEW", users=enrolled(["1001"]), clock=desk.clock(), port=port) as new:
        for time in ("08:20:00", "14:20:00", "17:40:00"):  # one of them in the same second as on the old one
            new.punch("1001", moment(FRIDAY, time))
        outcome = pulled(desk)

    assert (outcome["serial"], outcome["new"], outcome["known"]) == ("SN-NEW", 3, 0)
    assert counted(outcome) == {"replaced": 1}
    assert Counter(p["serial"] for p in desk.ask("punches")["punches"]) == {"SN-F1": 2, "SN-NEW": 3}
    assert found(desk.people(FRIDAY)["1001"]) == []


def test_a_cleared_log_keeps_its_past(desk: Desk, plug_in: Plug) -> None:
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS)
    random_punches(terminal, 200, seed=1)
    pulled(desk)
    before = stored(desk)
    terminal.replace_log([("1001", moment(FRIDAY, "08:20:00"))])

    outcome = pulled(desk)

    assert (outcome["records"], outcome["new"], outcome["known"]) == (1, 1, 0)
    assert counted(outcome) == {"log_cleared": 1}
    assert stored(desk) == sorted([*before, ("1001", f"{FRIDAY}T08:20:00", 0)])
    terminal.replace_log()
    assert pulled(desk)["records"] == 0
    assert len(stored(desk)) == 201


# ---------------------------------------------------------------- terminals that know only slots


def test_a_deleted_user_keeps_the_number_first_read(desk: Desk, plug_in: Plug) -> None:
    """An 8-byte log names slots. Once the person is deleted the terminal itself cannot tell whose it was."""
    desk.staff(person("1001"), person("1002"))
    terminal = plug_in("F1", ["1001", "1002"], record_size=8)
    terminal.punch("1001", moment(FRIDAY, "08:20:00"))
    terminal.punch("1002", moment(FRIDAY, "08:21:00"))
    pulled(desk)
    before = desk.ask("punches")["punches"]
    terminal.delete_user("1001")
    terminal.punch("1002", moment(FRIDAY, "12:10:00"))

    outcome = pulled(desk)

    assert (outcome["new"], outcome["known"]) == (1, 2)
    after = desk.ask("punches")["punches"]
    assert after[:2] == before
    assert [punch["number"] for punch in after] == ["1001", "1002", "1002"]
    assert desk.people(FRIDAY)["1001"]["sessions"][0]["in"] == "08:20:00"


def test_a_slot_given_to_somebody_else_keeps_the_numbers_first_read(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"), person("1002"), person("1003"))
    terminal = plug_in("F1", ["1001", "1002"], record_size=8)
    terminal.punch("1001", moment(FRIDAY, "08:20:00"))
    terminal.punch("1002", moment(FRIDAY, "08:21:00"))
    pulled(desk)
    slot = next(user.uid for user in terminal.users.values() if user.number == "1001")
    terminal.users[slot] = TerminalUser(slot, "1003", "员1003")
    terminal.punch("1001", moment(FRIDAY, "12:10:00"))  # the finger is 1003's now, the slot the same

    outcome = pulled(desk)

    assert (outcome["new"], outcome["known"]) == (1, 2)
    assert stored(desk) == [
        ("1001", f"{FRIDAY}T08:20:00", 0),
        ("1002", f"{FRIDAY}T08:21:00", 0),
        ("1003", f"{FRIDAY}T12:10:00", 0),
    ]
    sessions = {number: each["sessions"][0] for number, each in desk.people(FRIDAY).items()}
    assert (sessions["1001"]["in"], sessions["1001"]["out"]) == ("08:20:00", None)
    assert (sessions["1003"]["in"], sessions["1003"]["out"]) == (None, "12:10:00")


def test_a_slot_deleted_before_the_first_read_is_kept_and_said(desk: Desk, plug_in: Plug) -> None:
    desk.staff(person("1001"), person("1002"))
    terminal = plug_in("F1", ["1001", "1002"], record_size=8)
    for number, time in (("1001", "08:20:00"), ("1002", "08:21:00"), ("1002", "12:10:00")):
        terminal.punch(number, moment(FRIDAY, time))
    terminal.delete_user("1001")

    outcome = pulled(desk)

    assert (outcome["new"], counted(outcome)) == (3, {"unknown_uid": 1})
    strange = [punch for punch in desk.ask("punches")["punches"] if punch["problem"]]
    assert [(p["number"], p["time"], p["problem"]) for p in strange] == [
        ("uid:11", f"{FRIDAY}T08:20:00", "unknown_uid")
    ]

"""The main job on a week of 60 people: every verdict equals a calculation that shares no code with the program."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from acceptance_desk import Desk, Document, by_number, found, moment, person, results

from devices.emulator import Emulator

DAYS = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20")
FRIDAY = DAYS[-1]

# ---------------------------------------------------------------- each boundary, by hand
#
# What the regulation says at the second: one side of a session, the other side being in order.

ARRIVALS = [
    # time on the terminal, session, expected code and minutes
    ("08:24:59", "am", "", 0),
    ("08:25:00", "am", "", 0),
    ("08:25:59", "am", "", 0),
    ("08:26:00", "am", "short_of_early", 1),
    ("08:29:59", "am", "short_of_early", 4),
    ("08:30:00", "am", "short_of_early", 5),
    ("08:30:59", "am", "short_of_early", 5),
    ("08:31:00", "am", "late", 1),
    ("08:59:59", "am", "late", 29),
    ("09:00:00", "am", "absent", 30),
    ("10:14:59", "am", "absent", 104),
    ("06:30:00", "am", "", 0),
    ("06:29:59", "am", "missing_in", 0),
    ("10:15:00", "am", "missing_in", 0),
    ("14:24:59", "pm", "", 0),
    ("14:25:00", "pm", "", 0),
    ("14:25:59", "pm", "", 0),
    ("14:26:00", "pm", "short_of_early", 1),
    ("14:30:00", "pm", "short_of_early", 5),
    ("14:30:59", "pm", "short_of_early", 5),
    ("14:31:00", "pm", "late", 1),
    ("14:59:59", "pm", "late", 29),
    ("15:00:00", "pm", "absent", 30),
    ("13:15:00", "pm", "", 0),
    ("15:59:59", "pm", "absent", 89),
    ("16:00:00", "pm", "missing_in", 0),
    ("13:14:59", "pm", "missing_in", 0),
]
DEPARTURES = [
    ("12:05:59", "am", "", 0),
    ("12:05:00", "am", "", 0),
    ("12:04:59", "am", "short_of_stay", 1),
    ("12:00:00", "am", "short_of_stay", 5),
    ("11:59:59", "am", "left_early", 1),
    ("11:59:00", "am", "left_early", 1),
    ("11:31:00", "am", "left_early", 29),
    ("11:30:59", "am", "absent", 30),
    ("11:30:00", "am", "absent", 30),
    ("10:15:00", "am", "absent", 105),
    ("13:14:59", "am", "", 0),
    ("17:35:59", "pm", "", 0),
    ("17:35:00", "pm", "", 0),
    ("17:34:59", "pm", "short_of_stay", 1),
    ("17:30:00", "pm", "short_of_stay", 5),
    ("17:29:59", "pm", "left_early", 1),
    ("17:01:00", "pm", "left_early", 29),
    ("17:00:59", "pm", "absent", 30),
    ("19:29:59", "pm", "", 0),
    ("19:30:00", "pm", "missing_out", 0),
    ("15:59:59", "pm", "missing_out", 0),
    ("13:15:00", "am", "missing_out", 0),
    ("10:14:59", "am", "missing_out", 0),
]
IN_ORDER = {("am", "in"): "08:20:00", ("am", "out"): "12:10:00", ("pm", "in"): "14:20:00", ("pm", "out"): "17:40:00"}
BOUNDARIES = [("in", *row) for row in ARRIVALS] + [("out", *row) for row in DEPARTURES]


def test_every_boundary_second(desk: Desk, plug_in: Callable[..., Emulator]) -> None:
    numbers = [str(1001 + index) for index in range(len(BOUNDARIES))]
    desk.staff(*map(person, numbers))
    terminal = plug_in("F1", numbers)
    for number, (side, time, session, _, _) in zip(numbers, BOUNDARIES, strict=True):
        for place, usual in IN_ORDER.items():
            terminal.punch(number, moment(FRIDAY, time if place == (session, side) else usual))
    desk.ask("pull")

    judged = desk.people(FRIDAY)

    causes = {("in", "absent"): "late", ("out", "absent"): "left_early"}
    expected = {
        f"{number} {side} {time}": [(session, code, minutes, causes.get((side, code), ""))] if code else []
        for number, (side, time, session, code, minutes) in zip(numbers, BOUNDARIES, strict=True)
    }
    said = {
        f"{number} {side} {time}": found(judged[number])
        for number, (side, time, _, _, _) in zip(numbers, BOUNDARIES, strict=True)
    }
    assert said == expected


# ---------------------------------------------------------------- the week, by a naive calculation

NUMBERS = ["0042", *(str(1001 + index) for index in range(59))]
ON_TERMINAL = {number: "1942" if number == "0042" else number for number in NUMBERS}
HOURS = {"am": ("08:30", "12:00"), "pm": ("14:30", "17:30")}
MINUTE = timedelta(minutes=1)

SIGN_INS = {
    "am": "08:24:59 08:25:00 08:25:59 08:26:00 08:30:00 08:30:59 08:31:00 08:59:59 09:00:00 06:30:00 06:29:59 10:14:59",
    "pm": "14:24:59 14:25:00 14:25:59 14:26:00 14:30:00 14:30:59 14:31:00 14:59:59 15:00:00 13:15:00 15:59:59",
}
SIGN_OUTS = {
    "am": "12:05:00 12:04:59 12:00:00 11:59:59 11:31:00 11:30:59 11:30:00 12:05:59 10:15:00 13:13:59",
    "pm": "17:35:00 17:34:59 17:30:00 17:29:59 17:01:00 17:00:59 17:00:00 17:35:59 16:00:00 19:29:59 19:30:00",
}
Log = list[tuple[str, datetime]]


def naive_windows(day: str) -> dict[tuple[str, str], tuple[datetime, datetime]]:
    """From and to, half-open, of each window: 120 minutes out, to the midpoint; neighbours meet in the gap's middle."""
    am, am_end, pm, pm_end = (moment(day, time) for name in HOURS for time in HOURS[name])
    reach = 120 * MINUTE
    am_last, pm_first = am_end + reach, pm - reach
    if pm_first < am_last:
        am_last = pm_first = am_end + (pm - am_end) / 2
    return {
        ("am", "in"): (am - reach, am + (am_end - am) / 2),
        ("am", "out"): (am + (am_end - am) / 2, am_last),
        ("pm", "in"): (pm_first, pm + (pm_end - pm) / 2),
        ("pm", "out"): (pm + (pm_end - pm) / 2, pm_end + reach),
    }


def naive_session(day: str, name: str, punches: list[datetime]) -> list[tuple[str, int, str]]:
    """Code, minutes, cause of everything that is to be said of a session."""
    windows = naive_windows(day)
    ins = [at for at in punches if windows[name, "in"][0] <= at < windows[name, "in"][1]]
    outs = [at for at in punches if windows[name, "out"][0] <= at < windows[name, "out"][1]]
    came, left = min(ins, default=None), max(outs, default=None)
    if came and left and left - came <= timedelta(seconds=60):
        left = None  # somebody who pressed twice, not somebody who came and went
    if not came and not left:
        return [("absent", 0, "no_punch")]
    start, end = (moment(day, time) for time in HOURS[name])
    late = (came.replace(second=0) - start) // MINUTE if came else None
    early = (end - left.replace(second=0)) // MINUTE if left else None
    for minutes, cause in ((late, "late"), (early, "left_early")):
        if minutes is not None and minutes >= 30:
            return [("absent", minutes, cause)]
    return [
        *naive_side(late, "late", "short_of_early", "missing_in"),
        *naive_side(early, "left_early", "short_of_stay", "missing_out"),
    ]


def naive_side(minutes: int | None, grave: str, slight: str, missing: str) -> list[tuple[str, int, str]]:
    """`minutes` too late or too early, by the hours themselves; five before that are due, too."""
    if minutes is None:
        return [(missing, 0, "")]
    if minutes > 0:
        return [(grave, minutes, "")]
    return [(slight, minutes + 5, "")] if minutes > -5 else []


def in_two_places(logs: dict[str, Log], number: str, day: str) -> int:
    """How often one person punched on both terminals, floors apart, within a minute."""
    own = sorted((at, name) for name, log in logs.items() for key, at in log if key == number and str(at.date()) == day)
    return sum(one[1] != two[1] and two[0] - one[0] <= MINUTE for one, two in pairwise(own))


def naive_day(day: str, punches: list[datetime]) -> list[tuple[str, str, int, str]]:
    return [(name, *each) for name in HOURS for each in naive_session(day, name, punches)]


def random_week(random: Random) -> dict[str, Log]:
    """Both terminals' logs: punches at boundaries and anywhere, missing, repeated, in the wrong place."""
    logs: dict[str, Log] = {"F1": [], "F2": []}
    for day in DAYS:
        for number in NUMBERS:
            home, away = ("F1", "F2") if NUMBERS.index(number) % 2 else ("F2", "F1")
            for at in random_day(day, random):
                logs[home if random.random() < 0.85 else away].append((ON_TERMINAL[number], at))
    return logs


def random_day(day: str, random: Random) -> list[datetime]:
    if random.random() < 0.03:
        return []
    punches = []
    for name, (start, end) in HOURS.items():
        for side, middle, boundaries in (("in", start, SIGN_INS[name]), ("out", end, SIGN_OUTS[name])):
            punches += random_side(day, side, middle, boundaries.split(), random)
    if random.random() < 0.05:  # who hangs around: far from any due time
        punches.append(moment(day, "00:00:00") + timedelta(seconds=random.randrange(86400)))
    return punches


def random_side(day: str, side: str, middle: str, boundaries: list[str], random: Random) -> list[datetime]:
    kind = random.choices(("usual", "boundary", "near", "none", "repeated"), (40, 35, 12, 6, 7))[0]
    if kind == "none":
        return []
    if kind == "boundary":
        return [moment(day, random.choice(boundaries))]
    spread = (-900, -300) if side == "in" else (300, 900)
    spread = spread if kind != "near" else (-2700, 2700)
    at = moment(day, f"{middle}:00") + timedelta(seconds=random.randrange(*spread))
    repeats = [at + timedelta(seconds=random.choice((0, 3, 59, 60, 61)))] if kind == "repeated" else []
    return [at, *repeats]


def read_week(desk: Desk, plug_in: Callable[..., Emulator], logs: dict[str, Log]) -> list[Document]:
    """Two terminals as different as they come; the second's clock is wrong by as much as may stay in the times."""
    terminals = [
        plug_in("F1", ON_TERMINAL.values(), words=["--floor", "1"], record_size=40),
        plug_in("F2", ON_TERMINAL.values(), 60, ["--floor", "2"], record_size=8, udp=True, comm_key=123456),
    ]
    for terminal, log in zip(terminals, logs.values(), strict=True):
        terminal.replace_log(log)
    for name, log in logs.items():  # one after the other, so that pulls bear the same numbers each time
        (outcome,) = desk.ask("pull", name)["terminals"]
        assert outcome["new"] == outcome["records"] == len(log)
    return [desk.ask("assess", day) for day in DAYS]


@pytest.fixture
def week_desk(desk: Desk) -> Desk:
    desk.now = datetime(2026, 11, 21, 8, 0)
    people = [person(number, 机号=ON_TERMINAL[number], 楼层=str(1 + int(number) % 2)) for number in NUMBERS]
    desk.staff(*people)
    return desk


@pytest.mark.parametrize("seed", [1, 2])
def test_a_week_equals_the_naive_calculation(week_desk: Desk, plug_in: Callable[..., Emulator], seed: int) -> None:
    logs = random_week(Random(seed))

    days = read_week(week_desk, plug_in, logs)

    everything = logs["F1"] + logs["F2"]
    seen: dict[str, int] = {}
    for day, judged in zip(DAYS, days, strict=True):
        assert (judged["date"], judged["complete"], judged["silences"]) == (day, True, [])
        people = by_number(judged)
        assert sorted(people) == sorted(NUMBERS)
        for number in NUMBERS:
            own = [at for key, at in everything if key == ON_TERMINAL[number] and at.date() == date.fromisoformat(day)]
            expected = naive_day(day, own)
            judged_so = [each for each in found(people[number]) if each[1] != "contradiction"]
            assert judged_so == expected, (day, number, sorted(own))
            assert len(judged_so) + in_two_places(logs, ON_TERMINAL[number], day) == len(found(people[number]))
            assert results(people[number]) == {name: gravest(expected, name) for name in HOURS}
            for _, code, _, _ in expected:
                seen[code] = seen.get(code, 0) + 1
    every_code = {"late", "short_of_early", "left_early", "short_of_stay", "missing_in", "missing_out", "absent"}
    assert {code for code, times in seen.items() if times >= 10} == every_code  # or the week shows too little


def gravest(said: list[tuple[str, str, int, str]], name: str) -> str:
    order = ("absent", "missing_in", "missing_out", "late", "left_early", "short_of_early", "short_of_stay", "on_time")
    return min([code for session, code, _, _ in said if session == name] or ["on_time"], key=order.index)


def test_the_order_of_a_log_does_not_matter(
    week_desk: Desk, plug_in: Callable[..., Emulator], tmp_path_factory: pytest.TempPathFactory
) -> None:
    logs = random_week(Random(3))
    shuffled = {name: Random(4).sample(log, len(log)) for name, log in logs.items()}
    assert all(shuffled[name] != log for name, log in logs.items())
    in_order = read_week(week_desk, plug_in, logs)
    week_desk.home = tmp_path_factory.mktemp("second") / "home"
    week_desk.ask("init", "--training")
    people = [person(number, 机号=ON_TERMINAL[number], 楼层=str(1 + int(number) % 2)) for number in NUMBERS]
    week_desk.staff(*people)

    assert read_week(week_desk, plug_in, shuffled) == in_order


# ---------------------------------------------------------------- repeats


def test_repeats_within_a_minute_are_one_act(desk: Desk, plug_in: Callable[..., Emulator]) -> None:
    """Pressed twice around the middle of a session, one has come or gone, not both. 61 seconds are two acts."""
    desk.staff(person("1001"), person("1002"))
    terminal = plug_in("F1", ["1001", "1002"])
    for number, second in (("1001", "10:15:30"), ("1002", "10:15:31")):
        terminal.punch(number, moment(FRIDAY, "10:14:30"))
        terminal.punch(number, moment(FRIDAY, second))
    desk.ask("pull")

    people = desk.people(FRIDAY)

    sessions = {number: each["sessions"][0] for number, each in people.items()}
    assert (sessions["1001"]["in"], sessions["1001"]["out"]) == ("10:14:30", None)
    assert (sessions["1002"]["in"], sessions["1002"]["out"]) == ("10:14:30", "10:15:31")
    assert len(desk.ask("punches")["punches"]) == 4  # all of them stay in the store


def test_two_punches_where_two_sessions_meet_serve_one_each(desk: Desk, plug_in: Callable[..., Emulator]) -> None:
    """Folding them would take a punch away from somebody who has made both; more data must never do that."""
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    for time in ("08:20:00", "13:14:50", "13:15:10", "17:40:00"):
        terminal.punch("1001", moment(FRIDAY, time))
    desk.ask("pull")

    morning, afternoon = desk.people(FRIDAY)["1001"]["sessions"]

    assert (morning["out"], afternoon["in"]) == ("13:14:50", "13:15:10")
    assert (morning["result"], afternoon["result"]) == ("on_time", "on_time")


def test_no_module_of_the_judgement_is_used_here() -> None:
    """The calculation above must stay independent: this file may not borrow from the rooms that it checks."""
    imported = [
        line.split()[1]
        for line in Path(__file__).read_text("utf-8").splitlines()
        if line.startswith(("import ", "from "))
    ]
    assert not [name for name in imported if name.split(".")[0] in ("attendance", "store", "office", "reports")]

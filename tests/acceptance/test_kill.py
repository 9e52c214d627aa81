"""The process dies at any moment, again and again: nothing half-done is ever seen, and the next run completes the work.

Each round kills a real process with SIGKILL somewhere between its start and its end. The moments are drawn from all
of that time, evenly, so that some fall before the first byte, some into the transaction and some between two files.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from acceptance_desk import ROOT, Desk, assert_whole, person, published, sheet

from devices.emulator import Emulator

ROUNDS = 50
RECORDS = 20_000
NUMBERS = [str(1001 + index) for index in range(60)]
MONDAY = datetime(2026, 11, 16, 21, 0)


def start(desk: Desk, *words: str) -> "subprocess.Popen[bytes]":
    """A command in a process of its own."""
    with desk.office_time():
        return subprocess.Popen(
            [sys.executable, ROOT / "app.py", "--home", desk.home, *words, "--json"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def seconds(desk: Desk, *words: str) -> float:
    """How long a command takes from its start to its end."""
    begin = monotonic()
    assert start(desk, *words).wait(timeout=60) == 0
    return monotonic() - begin


def moments(whole: float, seed: int) -> Iterator[float]:
    """Seconds after which to kill, a random one from each fiftieth of the time, in random order."""
    chance = random.Random(seed)
    drawn = [(index + chance.random()) / ROUNDS * whole * 1.05 for index in range(ROUNDS)]
    return iter(chance.sample(drawn, ROUNDS))


def killed(desk: Desk, after: float, *words: str) -> bool:
    """Start a command and kill it; whether it was still running."""
    process = start(desk, *words)
    sleep(after)
    process.kill()
    return process.wait(timeout=60) != 0


def integrity(home: Path) -> str:
    with sqlite3.connect(home / "zaigang.db") as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


# ---------------------------------------------------------------- pull


def natural_keys(terminal: Emulator) -> list[tuple[str, int, int, int]]:
    """What must be stored of a log: user, time, state, and which of several equal records it is."""
    seen: Counter[tuple[str, int, int]] = Counter()
    keys = []
    for stamp in terminal.log:
        key = stamp.number, stamp.at, stamp.state
        keys.append((*key, seen[key]))
        seen[key] += 1
    return sorted(keys)


def test_pull_killed_at_any_moment(desk: Desk, plug_in: Callable[..., Emulator], tmp_path: Path) -> None:
    chance = random.Random(1)
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS)
    first = datetime(2026, 1, 1, 8, 0)
    for _ in range(RECORDS):
        at = first + timedelta(seconds=chance.randrange(300 * 86400))
        terminal.punch(chance.choice(NUMBERS), at, chance.choice((0, 1)))
    terminal.punch(terminal.log[-1].number, terminal.log[-1].at, terminal.log[-1].state)  # a true repeat
    expected = natural_keys(terminal)
    tried = Desk(tmp_path / "tried", desk.now)
    shutil.copytree(desk.home, tried.home)
    whole = seconds(tried, "pull")

    outcomes: Counter[str] = Counter()
    for after in moments(whole, seed=2):
        shutil.rmtree(tried.home)
        shutil.copytree(desk.home, tried.home)
        interrupted = killed(tried, after, "pull")
        (count,) = tried.rows("SELECT COUNT(*) FROM punch")[0]
        assert count in (0, len(expected))  # a log is stored whole or not at all
        outcomes["interrupted" if interrupted else "done"] += 1
        outcomes["stored" if count else "empty"] += 1

        (again,) = tried.ask("pull")["terminals"]

        assert again["new"] + again["known"] == again["records"] == len(expected)
        assert again["known"] == count
        assert sorted(tried.rows("SELECT user, at, state, ordinal FROM punch")) == expected
        assert integrity(tried.home) == "ok"
    assert outcomes["interrupted"] >= ROUNDS // 2, outcomes  # or the moments were not what they claim to be


# ---------------------------------------------------------------- post


def edition_numbers(desk: Desk) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for day, number in desk.rows("SELECT day, number FROM edition ORDER BY day, number"):
        found.setdefault(datetime.fromordinal(day).date().isoformat(), []).append(number)
    return found


def assert_nothing_half_written(desk: Desk) -> None:
    """All that a visitor sees is whole, and the list of postings leads to files that are there."""
    for path in published(desk.home):
        assert_whole(path)
    index = desk.home / "published" / "index.html"
    if index.exists():
        for part in index.read_text(encoding="utf-8").split('href="')[1:]:
            assert (index.parent / part.split('"')[0]).exists()


def test_post_killed_at_any_moment(desk: Desk, plug_in: Callable[..., Emulator]) -> None:
    """Twenty-five days, each posted and then corrected after a punch that came later; every posting is killed once."""
    desk.now = MONDAY
    desk.staff(*map(person, NUMBERS))
    terminal = plug_in("F1", NUMBERS)
    days = [f"{MONDAY - timedelta(weeks=week, days=-day):%Y-%m-%d}" for week in range(1, 6) for day in range(5)]
    days = [day for day in sorted(days) if not desk.ask("assess", day)["rest"]][: ROUNDS // 2]
    assert len(days) == ROUNDS // 2
    spare = f"{MONDAY:%Y-%m-%d}"
    for day in (*days, spare):
        for number in NUMBERS[1:]:
            for time in ("08:20", "12:10", "14:20", "17:40"):
                terminal.punch(number, datetime.fromisoformat(f"{day}T{time}:00"))
    desk.ask("pull")
    whole = seconds(desk, "post", spare)

    outcomes: Counter[str] = Counter()
    for turn, after in enumerate(moments(whole, seed=3)):
        day, edition = days[turn // 2], 1 + turn % 2
        if edition == 2:
            terminal.punch(NUMBERS[0], datetime.fromisoformat(f"{day}T08:20:00"))
            desk.ask("pull")
        before = edition_numbers(desk)
        words = ["post", day, *(["--reason", "补读"] if edition == 2 else [])]

        interrupted = killed(desk, after, *words)

        assert_nothing_half_written(desk)
        made = edition_numbers(desk)
        assert made in (
            before,
            {**before, day: list(range(1, edition + 1))},
        )  # this edition or none, and no other day's
        outcomes["interrupted" if interrupted else "done"] += 1
        outcomes["made" if made != before else "none"] += 1

        posted = desk.ask(*words)

        assert (posted["edition"], posted["unchanged"]) == (edition, made != before)
        assert all(Path(path).is_file() for path in posted["files"].values())
        assert_nothing_half_written(desk)
    assert outcomes["interrupted"] >= ROUNDS // 2, outcomes
    assert edition_numbers(desk) == {**{day: [1, 2] for day in days}, spare: [1]}
    names = {path.name for path in published(desk.home)}
    assert names == {"index.html", "市公安局.html"} | {
        f"{day}-v{number}.{kind}"
        for day, numbers in edition_numbers(desk).items()
        for number in numbers
        for kind in ("xlsx", "html")
    }
    assert desk.ask("verify") == {"editions": ROUNDS + 1, "equal": ROUNDS + 1, "differences": []}
    assert integrity(desk.home) == "ok"


def names_in(*folders: Path) -> set[str]:
    """Everything there, what nobody is meant to see included."""
    return {path.name for folder in folders if folder.exists() for path in folder.iterdir()}


def test_post_killed_while_it_writes_a_file(desk: Desk, plug_in: Callable[..., Emulator]) -> None:
    """The moments above seldom fall into a write, which is short. Here the blow comes when a new name is seen."""
    chance = random.Random(4)
    desk.now = MONDAY
    desk.staff(*map(person, NUMBERS))
    plug_in("F1", NUMBERS)
    desk.ask("pull")
    days = [f"2026-11-{day:02}" for day in range(2, 14) if not desk.ask("assess", f"2026-11-{day:02}")["rest"]]
    month = desk.home / "published" / "2026-11"
    halves = 0
    for day in days:
        watched = [month] if chance.random() < 0.7 else [month.parent]  # the posting's files, or the list of them all
        before = names_in(*watched)
        process = start(desk, "post", day)
        while process.poll() is None and names_in(*watched) <= before:
            pass
        sleep(chance.choice((0, 0, 0, 0.0002, 0.001)))
        process.kill()
        process.wait(timeout=60)

        assert_nothing_half_written(desk)
        halves += any(name.endswith(".part") for name in names_in(month, month.parent))
        posted = desk.ask("post", day)
        assert (posted["edition"], posted["unchanged"]) == (1, True)  # the edition comes before its files
        assert_nothing_half_written(desk)

    assert halves > 0  # some blow did hit a file half written, which no visitor saw
    left = [path for folder in (month, month.parent) for path in folder.iterdir() if path.name.endswith(".part")]
    for path in left:
        os.utime(path, (0, 0))  # a half that somebody may still be writing is left alone; these are old
    desk.ask("post", f"{MONDAY:%Y-%m-%d}")
    assert [path for path in left if path.exists()] == []


# ---------------------------------------------------------------- init


def test_init_killed_leaves_a_home_that_init_completes(tmp_path: Path) -> None:
    """A home half made is no home yet: the same command makes it whole."""
    desk = Desk(tmp_path / "home", MONDAY)
    whole = seconds(desk, "init", "--training")
    for after in (whole * share for share in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)):
        shutil.rmtree(desk.home)
        killed(desk, after, "init", "--training")

        assert desk.run("init", "--training").code in (0, 1)  # 1: it had been completed before the blow
        assert desk.ask("staff", "list") == {"people": []}
        assert desk.ask("init", "--training", code=1)["error"]
        assert integrity(desk.home) == "ok"


# ---------------------------------------------------------------- what is entered by hand


def test_leave_import_killed_at_any_moment(desk: Desk, tmp_path: Path) -> None:
    """Each slip is there once with both its signatures, or not at all; one more run brings those that are missing."""
    desk.now = MONDAY
    desk.staff(*(person(number) for number in NUMBERS[:24]))
    header = "工号", "假别", "开始日", "结束日", "申请日", "审批人", "审批日"
    rows = [
        (number, "事假", "2026-11-18", "2026-11-18", "2026-11-16", "张组长、李督查", "2026-11-16")
        for number in NUMBERS[:24]
    ]
    file = sheet(tmp_path / "leave.xlsx", header, *rows)
    before = (desk.home / "zaigang.db").read_bytes()
    words = "leave", "import", str(file)
    whole = seconds(desk, *words)
    interrupted = 0
    for after in list(moments(whole, seed=3))[:8]:
        for left in desk.home.glob("zaigang.db*"):
            left.unlink()
        (desk.home / "zaigang.db").write_bytes(before)

        interrupted += killed(desk, after, *words)

        assert integrity(desk.home) == "ok"
        signed = dict(
            desk.rows(
                "SELECT s.id, COUNT(a.id) FROM leave_slip s LEFT JOIN leave_act a ON a.slip_id = s.id GROUP BY s.id"
            )
        )
        assert set(signed.values()) <= {2}
        again = desk.ask(*words)
        assert (again["added"] + again["unchanged"], again["unchanged"]) == (24, len(signed))
        assert desk.rows("SELECT COUNT(*), COUNT(DISTINCT number) FROM leave_slip") == [(24, 24)]
    assert interrupted >= 2

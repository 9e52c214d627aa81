"""A fortnight in which everything that can happen to a computer, a terminal, a share, a disk and a clock happens: every
day is posted once an edition, as early as it can be, none before its data allow it, and with the findings of a
fortnight in which nothing happened.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fortnight_world import WORKED, World, end

from office import postings, publication
from office.board_morning import past
from office.home import Home
from office.reissue import reissues
from office.settings import save_settings
from store.job_runs import runs_on

END = datetime(2026, 11, 23, 14, 0)
LOOKS = ("08:05", "08:45", "08:50", "09:30", "09:50", "19:35")


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same office, and nothing happens to it."""
    world = World(tmp_path_factory.mktemp("quiet") / "home")
    world.set_up()
    world.start()
    for day in (date(2026, 11, 9) + timedelta(days=ahead) for ahead in range(15)):
        for clock in LOOKS:
            moment = datetime.fromisoformat(f"{day}T{clock}")
            if moment < END:
                world.go(moment - timedelta(minutes=1), quiet=timedelta(days=1), looks=False)
                world.go(moment, quiet=timedelta(days=1))
    yield world
    end(world)


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of its own for the home, so small that it can be filled."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Not a byte is left."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue  # and then by smaller pieces
    return ballast


def test_the_undisturbed_fortnight(undisturbed: World) -> None:
    turns = [10, 11, 12, 13, 16, 17, 18, 19, 20, 23]
    days = [f"{day:%m-%d}" for day in WORKED]
    assert undisturbed.editions() == [(day, 1, f"11-{turn:02}T09:30") for day, turn in zip(days, turns, strict=True)]
    assert undisturbed.late() == {}
    assert {keeper.trouble for keeper in undisturbed.keepers} == {""}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="a disk that can be filled takes root to mount")
def test_a_fortnight_in_which_everything_happens(tmp_path: Path, undisturbed: World) -> None:
    with small_disk(tmp_path / "disk") as disk:
        world = World(disk / "home")
        share = tmp_path / "share"
        share.mkdir()
        world.set_up()
        with world.opened() as home:
            save_settings(home, {"publication": str(share / "公示")})
        try:
            _live_through(world, share, disk)
            _check(world, undisturbed, share)
        finally:
            end(world)


def _live_through(world: World, share: Path, disk: Path) -> None:
    away = share.with_name("share-away")
    world.start()
    world.go(at(9, "07:50"))
    world.go(at(11, "09:29"))
    world.stop()  # the power goes a minute before the posting
    world.go(at(11, "11:04"))
    world.start()
    world.go(at(11, "11:05"))
    world.go(at(11, "18:00"))
    world.stop()  # and the computer stays off until Monday at eleven
    world.go(at(16, "10:59"))
    world.start()
    world.go(at(16, "11:00"))
    world.go(at(17, "08:00"))
    world.start(programs=2)  # the window and `serve` together
    world.go(at(17, "08:49"))
    world.stop()  # it sleeps through the time of posting
    world.go(at(17, "09:40"))
    world.start(programs=2)
    world.go(at(17, "17:00"))
    world.wall.switch_off("2")  # the second floor's terminal is dead for two days
    world.go(at(19, "09:00"))
    share.rename(away)  # the share vanishes
    world.go(at(19, "13:00"))
    assert publication_waits(world) > 0
    away.rename(share)
    world.go(at(19, "17:00"))
    world.wall.switch_on("2")
    world.go(at(20, "09:00"))
    _accept_what_is_offered(world)
    world.go(at(20, "09:25"))
    ballast = fill(disk)
    world.go(at(20, "09:44"))
    ballast.unlink()
    world.go(at(23, "09:10"))
    world.shift = -timedelta(hours=1)  # somebody sets the computer's clock back
    world.go(at(23, "12:00"))
    world.shift = timedelta()
    world.go(END)


def publication_waits(world: World) -> int:
    with world.opened() as home:
        return publication.pending(home)


def _accept_what_is_offered(world: World) -> None:
    """The clerk looks at what late data would change, and posts it."""
    with world.opened() as home:
        offered = reissues(home, past(home).editions)
        assert [(f"{each.day:%m-%d}", each.edition) for each in offered] == [("11-18", 2), ("11-17", 2)]
        for each in offered:
            postings.post(home, each.day, "2楼设备修复，补读")
        assert reissues(home, past(home).editions) == []


def _check(world: World, undisturbed: World, share: Path) -> None:
    assert world.editions() == [
        ("11-09", 1, "11-10T09:30"),
        ("11-10", 1, "11-11T11:05"),  # the first minute after the power came back
        ("11-11", 1, "11-16T11:00"),  # the first minute after four days off; in order, each by itself
        ("11-12", 1, "11-16T11:00"),
        ("11-13", 1, "11-16T11:00"),
        ("11-16", 1, "11-17T09:41"),  # the first minute awake
        ("11-17", 1, "11-18T09:50"),  # the latest time: the second floor is unknown
        ("11-18", 1, "11-19T09:50"),
        ("11-18", 2, "11-20T09:00"),
        ("11-17", 2, "11-20T09:00"),
        ("11-19", 1, "11-20T09:45"),  # the first minute in which the disk could take it
        ("11-20", 1, "11-23T09:30"),  # half past nine by the computer's clock, whatever the sun says
    ]
    assert world.late() == dict.fromkeys(("11-10", "11-11", "11-12", "11-13"), "not_running")
    assert world.findings() == undisturbed.findings()
    assert {keeper.trouble for keeper in world.keepers} == {""}
    with world.opened() as home:
        assert postings.verify(home) == (12, [])
        assert publication.pending(home) == 0
        monday = [
            (f"{run.started:%H:%M}", run.outcome) for run in runs_on(END.date(), END.date()) if run.kind == "read"
        ]
    refused = [clock for clock, outcome in monday if outcome == "clock"]
    assert refused and all("08:10" <= clock <= "11:00" for clock in refused)  # what a wrong clock read was not stored
    assert monday[0][1] == "ok" and monday[-1] == ("14:00", "ok")
    with world.opened() as home:
        _published(home, share / "公示")


def _published(home: Home, folder: Path) -> None:
    """Every edition lies in the folder, and nothing half."""
    wanted = {f"{day}-v1" for day in map(str, WORKED)} | {"2026-11-17-v2", "2026-11-18-v2"}
    assert {path.stem for path in folder.glob("2026-11/*.xlsx")} == wanted
    assert {path.stem for path in folder.glob("2026-11/2026*.html")} == wanted
    assert list(folder.rglob("*.part")) == []
    unknown = (folder / "2026-11/2026-11-17-v1.html").read_text(encoding="utf-8")
    assert "数据不全" in unknown and "旷工" not in unknown.partition("认定依据")[0].partition("符号")[0]
    assert home.published == folder

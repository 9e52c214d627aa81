"""One folder, one home: postings of another, one for training perhaps, are never replaced."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from acceptance_desk import IN_TIME, Desk, moment, person

from devices.emulator import Emulator

FRIDAY = "2026-11-20"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    found = tmp_path / "share" / "公示"
    found.mkdir(parents=True)
    return found


def publish_to(desk: Desk, folder: Path) -> None:
    settings = desk.home / "settings.toml"
    content = settings.read_text(encoding="utf-8")
    settings.write_text(content.replace("publication = 'published'", f"publication = '{folder}'"), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_another_homes_folder_is_left_alone(
    desk: Desk, plug_in: Callable[..., Emulator], share: Path, tmp_path: Path
) -> None:
    desk.staff(person("1001"))
    terminal = plug_in("F1", ["1001"])
    for clock in IN_TIME:
        terminal.punch("1001", moment(FRIDAY, clock))
    other = Desk(tmp_path / "other", desk.now)
    other.ask("init", "--training")
    other.staff(person("1001", 姓名="别人"))
    other.register("F1", terminal)
    for each in (desk, other):
        publish_to(each, share)
        each.now = datetime(2026, 11, 23, 9, 0)
    assert desk.ask("morning")["done"]
    before = tree(share)

    answer = other.ask("morning", code=1)
    assert answer["days"][0]["state"] == "posted"  # its own edition stands; only its files have no place
    assert answer["files"]["waiting"] == 1
    assert "另一套在岗数据的公示" in answer["trouble"][0]
    refused = other.ask("post", FRIDAY, code=1)
    assert "另一套在岗数据的公示" in refused["error"]
    assert tree(share) == before
    checks = other.run("doctor", "--json").document["checks"]
    assert [each["said"] for each in checks if each["name"] == "publication" and each["state"] == "ok"] == []

    copytree(desk.home, tmp_path / "moved")  # the same home on a new computer
    moved = Desk(tmp_path / "moved", desk.now)
    assert moved.ask("morning")["done"]
    for path in (*share.iterdir(),):  # what the sentence says to do
        rmtree(path) if path.is_dir() else path.unlink()
    assert other.ask("morning")["done"]
    assert "别人" in (share / "2026-11" / f"{FRIDAY}-v1.html").read_text(encoding="utf-8")

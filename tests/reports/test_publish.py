import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reports.publish import place, publish

SIZE = 4_000_000
ROOT = Path(__file__).parents[2]
LOOP = f"""
import itertools, pathlib, sys
from reports.publish import publish
for turn in itertools.cycle(b"abcdefgh"):
    publish(pathlib.Path(sys.argv[1]), "2026-11/day.html", bytes([turn]) * {SIZE})
    print("published", flush=True)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_published_in_its_folder(tmp_path: Path):
    path = publish(tmp_path, "2026-11/2026-11-20-v1.html", b"one")
    assert path == tmp_path / "2026-11" / "2026-11-20-v1.html"
    assert path.read_bytes() == b"one" and names(path.parent) == ["2026-11-20-v1.html"]


def test_a_newer_content_replaces_the_older(tmp_path: Path):
    publish(tmp_path, "index.html", b"a longer one")
    assert publish(tmp_path, "index.html", b"two").read_bytes() == b"two"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_it(tmp_path: Path):
    assert publish(tmp_path, "index.html", b"x").stat().st_mode & 0o044 == 0o044 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["../x.html", "/x.html", "a/../../x", ".x.part", "", "C:/x", "a\\b", "a/.hidden"])
def test_names_outside_the_folder_or_in_disguise_are_refused(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="文件名"):
        publish(tmp_path, name, b"x")
    assert names(tmp_path) == []


def test_a_full_disk_leaves_the_older_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish(tmp_path, "index.html", b"older")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, "index.html", b"newer")
    assert names(tmp_path) == ["index.html"] and (tmp_path / "index.html").read_bytes() == b"older"


def test_a_place_that_cannot_be_taken_leaves_no_rubbish(tmp_path: Path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(OSError):
        publish(tmp_path, "index.html", b"x")
    assert names(tmp_path) == ["index.html"]


def abandon(folder: Path) -> None:
    """Makes every half in a folder an hour old."""
    for half in folder.glob(".*"):
        os.utime(half, (half.stat().st_mtime - 3600,) * 2)


def test_leftovers_of_a_crash_are_swept_and_nothing_else(tmp_path: Path):
    for name in (".zaigang-0123.part", ".profile", "index.part", "old.html"):
        (tmp_path / name).write_bytes(b"half")
    abandon(tmp_path)
    (tmp_path / ".zaigang-4567.part").write_bytes(b"somebody is writing this")
    publish(tmp_path, "index.html", b"x")
    assert names(tmp_path) == [".profile", ".zaigang-4567.part", "index.html", "index.part", "old.html"]


def test_writers_side_by_side_do_not_sweep_each_other_away(tmp_path: Path):
    def write(turn: int) -> bytes:
        return publish(tmp_path, f"{turn % 3}.html", bytes([turn]) * 5000).read_bytes()

    with ThreadPoolExecutor(3) as pool:
        contents = list(pool.map(write, range(120)))
    assert all(len(content) == 5000 and len(set(content)) == 1 for content in contents)
    assert names(tmp_path) == ["0.html", "1.html", "2.html"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not of Windows")
def test_a_kill_in_the_middle_never_shows_half_a_file(tmp_path: Path):
    chance, seen = random.Random(20261120), 0
    for _ in range(12):
        loop = subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert loop.stdout is not None and loop.stdout.readline() == b"published\n"
        time.sleep(chance.uniform(0.005, 0.06))
        loop.send_signal(signal.SIGKILL)
        loop.wait()
        loop.stdout.close()
        for published in tmp_path.glob("2026-11/[!.]*"):
            content, seen = published.read_bytes(), seen + 1
            assert len(content) == SIZE and content.count(content[:1]) == SIZE
    assert seen == 12
    assert len(names(tmp_path / "2026-11")) > 1  # the kills did hit writes
    abandon(tmp_path / "2026-11")
    publish(tmp_path, "2026-11/day.html", b"whole")
    assert names(tmp_path / "2026-11") == ["day.html"]


# ---------------------------------------------------------------- into a folder that may be away


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        place(tmp_path / "share", "2026-11/index.html", b"x")
    assert names(tmp_path) == []


def test_what_lies_within_a_folder_is_made(tmp_path: Path):
    assert place(tmp_path, "a/b/c.html", b"x") == tmp_path / "a" / "b" / "c.html"
    assert place(tmp_path, "a/b/c.html", b"y").read_bytes() == b"y"


def test_the_half_may_stand_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a").mkdir()
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(tmp_path.rglob(".*")))
    seen: list[Path] = []
    place(tmp_path, "a/b/c.html", b"x", through="a")
    assert [path.parent for path in seen] == [tmp_path / "a"] and names(tmp_path / "a") == ["b"]

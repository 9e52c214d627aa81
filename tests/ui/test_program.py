"""The program as it is started: with a window, without a screen, as the demo."""

import os
import subprocess
import sys
import time
import tkinter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def start(*words: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "app.py", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture
def watcher() -> Iterator[tkinter.Tk]:
    """Another program on the same screen, which sees what else is there."""
    root = tkinter.Tk(className="watcher")
    root.withdraw()
    yield root
    root.destroy()


def others(watcher: tkinter.Tk) -> set[str]:
    return {name for name in watcher.winfo_interps() if not name.startswith("watcher")}


def children_of(pid: int) -> set[int]:
    """The processes below a process, from the system's own list."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == pid and parts[0] != "Z":
            found.add(int(stat.parent.name))
    return found | {each for child in found for each in children_of(child)}


def alive(pid: int) -> bool:
    try:
        return (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]) != "Z"
    except OSError:
        return False


def wait_until(holds: object, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


def test_without_a_command_the_window_opens_and_leaves_nothing_behind(home: Path, watcher: tkinter.Tk) -> None:
    """On a demo home the terminals answer too; all of it ends with the program, however that ends."""
    before = others(watcher)
    program = start("--home", str(home))
    try:
        wait_until(lambda: others(watcher) - before or program.poll() is not None, "the window")
        assert program.poll() is None
        wait_until(lambda: len(children_of(program.pid)) >= 2, "a worker and the terminals")
        below = children_of(program.pid)
    finally:
        program.kill()  # the power of a task manager
        program.communicate()
    wait_until(lambda: not any(alive(pid) for pid in below), "its processes to end")


def test_without_a_screen_it_says_so(home: Path) -> None:
    program = start("--home", str(home), DISPLAY="")
    out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (1, "")
    assert "没有可用的显示屏" in err
    assert "Traceback" not in err


def test_the_window_takes_no_json() -> None:
    program = start("--json")
    out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (2, "")
    assert "窗口" in err


def test_the_demo_opens_its_window(tmp_path: Path, watcher: tkinter.Tk) -> None:
    """`demo --window` prints what `demo` prints, and then the window is there."""
    before = others(watcher)
    program = start("--home", str(tmp_path / "demo"), "demo", "--window")
    try:
        wait_until(lambda: others(watcher) - before or program.poll() is not None, "the window of the demo")
        assert program.poll() is None
    finally:
        program.kill()
        out, _err = program.communicate()
    assert "index.html" in out

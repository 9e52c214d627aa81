"""The window stays alive while three terminals are read and 2,000 people are judged.

A probe in the event loop measures the longest time between two of its turns. What the machine, busy with other tests,
kept the thread waiting for a processor is not the window's doing and is taken off, as the system's scheduler counts
it. The screen's own process waits too, so the best of a few rounds counts: what the window itself did to block would
be there in every round.
"""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from ui_hands import Hands

from attendance.records import Address, TerminalUser
from benchmarks.centre import NOW, PEOPLE
from benchmarks.starting import large_home
from devices.emulator import Emulator
from office import terminals
from office.home import open_home
from office.pull import pull

LIMIT, ROUNDS = 0.050, 5
RECORDS = 20_000


def serve(pipe: Connection) -> None:
    """Three terminals with long logs, in a process of their own as real ones are on machines of their own."""
    users = [TerminalUser(index + 1, str(10001 + index), "") for index in range(PEOPLE)]
    log = [
        (str(10001 + index % PEOPLE), datetime(2026, 11, 1 + index // 2000, 8, index % 60)) for index in range(RECORDS)
    ]
    emulators = [Emulator(f"SN{at}", users=users, log=log, clock=lambda: NOW) for at in range(3)]
    for emulator in emulators:
        emulator.start()
    pipe.send([emulator.address for emulator in emulators])
    pipe.recv()


@pytest.fixture(scope="module")
def addresses() -> Iterator[list[Address]]:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    yield ours.recv()
    process.kill()
    process.join()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, addresses: list[Address]) -> Path:
    path = large_home(tmp_path_factory.mktemp("large") / "home")
    with open_home(path) as opened:
        for name in ("F1", "F2"):
            terminals.remove(opened, name, date(2026, 11, 20))
        for at, address in enumerate(addresses):
            terminals.add(opened, f"大厅{at}", address)
    return path


def waited() -> float:
    """How long this thread has waited for a processor so far, in seconds; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class Probe:
    """Turns of the event loop, and the longest time between two of them."""

    def __init__(self, hands: Hands) -> None:
        self.root, self.longest, self.turns = hands.root, 0.0, 0
        self._last, self._waited = time.perf_counter(), waited()
        self._turn()

    def _turn(self) -> None:
        now, kept = time.perf_counter(), waited()
        self.longest = max(self.longest, now - self._last - (kept - self._waited))
        self._last, self._waited, self.turns = now, kept, self.turns + 1
        self._timer = self.root.after(1, self._turn)

    def stop(self) -> float:
        self.root.after_cancel(self._timer)
        return self.longest


def test_the_probe_sees_a_block(hands: Hands) -> None:
    probe = Probe(hands)
    hands.root.after(20, lambda: time.sleep(0.08))
    for _ in range(40):
        hands.root.update()
        time.sleep(0.002)
    assert probe.stop() >= 0.08


def test_the_event_loop_is_never_blocked_for_50_ms(hands: Hands) -> None:
    page = hands.go("attendance")
    hands.until(lambda: len(page.days.sheet.rows) == PEOPLE)
    blocks = []
    for _ in range(ROUNDS):
        blocks.append(_longest_block(hands))
        if blocks[-1] < LIMIT:
            break
    assert min(blocks) < LIMIT, [f"{block * 1000:.0f} ms" for block in blocks]


def _longest_block(hands: Hands) -> float:
    """Read all terminals, judge and show the day of 2,000 people meanwhile, and show it again when they are read."""
    outcomes: list[object] = []
    desk = hands.window.desk
    probe = Probe(hands)
    desk.work(pull, title="读取设备", done=outcomes.extend)
    loaded = hands.window.pages["attendance"]
    loaded.load()
    while not outcomes or desk.tasks.busy:  # as mainloop does
        hands.root.tk.dooneevent(0)
    longest = probe.stop()
    assert len(outcomes) == 3
    assert {outcome.error for outcome in outcomes} == {""}  # type: ignore[attr-defined]
    assert probe.turns > 20
    return longest

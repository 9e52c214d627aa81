"""Closing the window, and what it remembers when it opens again. One window at a time: each test opens its own."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import ui_verbs
from ui_hands import Hands

Open = Callable[[], Hands]


@pytest.fixture
def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the window on the demo centre; whatever is open at the end is closed."""
    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-23T09:22:00")
    made: list[Hands] = []

    def open_it() -> Hands:
        made.append(Hands.open(home))
        return made[-1]

    yield open_it
    for hands in made:
        hands.leave()
        assert hands.errors == []


def test_closing_in_the_middle_of_long_work_asks_once(home: Path, opened: Open) -> None:
    second = opened()
    before = len(ui_verbs.acts(home))
    second.window.desk.work(ui_verbs.slow, 10_000, title="读取设备", done=print)
    second.until(lambda: len(ui_verbs.acts(home)) > before, "the work to begin")
    workers = [worker.process for worker in second.window.desk.tasks._workers.values()]
    second.root.after(300, lambda: second.press("Escape"))
    second.window.close()
    assert second.alive  # the clerk thought better of it
    second.root.after(300, lambda: second.press("Return"))
    second.window.close()
    assert not second.alive
    assert not any(process.is_alive() for process in workers)
    assert ui_verbs.acts(home)[before:] == ["slow begins"]


def test_the_last_page_and_widths_are_remembered(home: Path, opened: Open) -> None:
    second = opened()
    second.go("people")
    second.window.desk.remember("widths:of-a-table", [80, 90])
    second.leave()
    kept = json.loads((home / "window.json").read_text(encoding="utf-8"))
    assert (kept["page"], kept["widths:of-a-table"]) == ("people", [80, 90])
    third = opened()
    assert third.window.front == "people"
    third.leave()


def test_a_spoilt_memory_is_no_reason_not_to_open(home: Path, opened: Open) -> None:
    (home / "window.json").write_text("{", encoding="utf-8")
    second = opened()
    assert second.window.front == "today"
    second.leave()

"""The frame itself: background work, trouble, cancelling, closing, the keyboard, what is remembered."""

import tkinter
from pathlib import Path
from typing import Any

import pytest
import ui_verbs
from ui_hands import Hands

from office.home import open_home


def ask(hands: Hands, verb: Any, *arguments: Any) -> Any:
    """A verb's answer, waited for."""
    heard: list[Any] = []
    hands.window.desk.ask(verb, *arguments, done=heard.append, failed=lambda *said: heard.append(said))
    hands.until(lambda: heard, verb.__name__)
    return heard[0]


# ---------------------------------------------------------------- questions and acts


def test_a_question_is_answered_at_the_office_time(hands: Hands) -> None:
    assert ask(hands, ui_verbs.answers, "现在") == "现在 09:22"


def test_of_several_questions_with_one_key_the_newest_is_answered(hands: Hands) -> None:
    heard: list[str] = []
    for text in ("一", "二", "三"):
        hands.window.desk.ask(ui_verbs.answers, text, done=heard.append, key="same")
    hands.settle()
    assert heard == ["三 09:22"]


def test_a_refusal_is_one_sentence(hands: Hands) -> None:
    said, details = ask(hands, ui_verbs.refuses)
    assert said == ui_verbs.REFUSED
    assert "Traceback" not in said
    assert "JobError" in details  # for whoever looks after the program


def test_trouble_is_shown_with_details_to_copy(hands: Hands) -> None:
    hands.window.desk.ask(ui_verbs.refuses, done=print)
    hands.wait_for(ui_verbs.REFUSED)
    assert not hands.sees("Traceback")
    hands.click("详情")
    assert hands.sees("JobError")
    hands.click("复制详情")
    assert "JobError" in hands.root.clipboard_get()
    hands.press("Escape")
    assert hands.dialogs() == []


def test_an_error_of_the_program_reaches_log_and_clerk(hands: Hands, home: Path) -> None:
    said, details = ask(hands, ui_verbs.breaks)
    assert said.startswith("程序内部出错（KeyError）")
    assert "programming error" in details
    assert "programming error" in (home / "logs/zaigang.log").read_text(encoding="utf-8")


def test_an_error_in_the_window_reaches_log_and_clerk(hands: Hands, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ZeroDivisionError("in a callback")

    hands.root.after(1, broken)
    hands.wait_for("程序内部出错")
    hands.press("Return")
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]
    assert len(hands.errors) == 1
    hands.errors.clear()
    caplog.clear()


def test_what_goes_wrong_again_and_again_is_told_once(hands: Hands) -> None:
    for _ in range(3):
        hands.window.desk.ask(ui_verbs.refuses, done=print)
    hands.settle()
    assert len(hands.dialogs()) == 1
    hands.press("Escape")
    hands.window.desk.ask(ui_verbs.refuses, done=print)
    hands.wait_for(ui_verbs.REFUSED)  # after it was read, it is told again
    hands.press("Escape")


def test_a_worker_that_dies_is_replaced_and_said(hands: Hands) -> None:
    said, _details = ask(hands, ui_verbs.dies)
    assert "意外中断" in said
    assert ask(hands, ui_verbs.answers, "又来") == "又来 09:22"


def test_an_act_makes_every_page_stale_and_the_front_one_load(hands: Hands) -> None:
    hands.go("people")
    page = hands.go("terminals")
    loads: list[int] = []
    load, page.load = page.load, lambda: loads.append(1)
    try:
        hands.window.desk.act(ui_verbs.changes, "by hand")
        hands.until(lambda: loads)
        assert hands.window.pages["people"].stale
    finally:
        page.load = load


def test_a_change_made_elsewhere_is_noticed(hands: Hands, home: Path) -> None:
    page = hands.go("terminals")
    hands.settle()
    loads: list[int] = []
    load, page.load = page.load, lambda: loads.append(1)
    try:
        with open_home(home) as opened:
            ui_verbs.changes(opened, "command line")
        hands.until(lambda: loads, "the page to load by itself")
    finally:
        page.load = load


# ---------------------------------------------------------------- long work


def test_long_work_shows_progress_and_can_be_cancelled(hands: Hands, home: Path) -> None:
    before = len(ui_verbs.acts(home))
    stopped: list[int] = []
    steps: list[tuple[str, int, int]] = []
    hands.window.desk.work(
        ui_verbs.slow,
        10_000,
        title="读取设备",
        done=print,
        progress=lambda *step: steps.append(step),
        cancelled=lambda: stopped.append(1),
    )
    hands.until(lambda: len(steps) > 2, "progress")
    assert hands.sees("读取设备")
    assert steps[-1][0] == "1楼"
    hands.click(hands.window.status.stop)
    hands.until(lambda: stopped)
    hands.settle()
    assert not hands.sees("读取设备")
    assert ui_verbs.acts(home)[before:] == ["slow begins"]  # what was stored stays, what was not never was
    assert ask(hands, ui_verbs.answers, "还在") == "还在 09:22"
    heard: list[int] = []
    hands.window.desk.work(ui_verbs.slow, 1, title="再来", done=heard.append)
    hands.until(lambda: heard, "the next long work")


def test_a_clerk_goes_on_while_long_work_runs(hands: Hands) -> None:
    task = hands.window.desk.work(ui_verbs.slow, 10_000, title="读取设备", done=print)
    assert ask(hands, ui_verbs.answers, "不用等") == "不用等 09:22"
    assert hands.window.desk.tasks.long_work is task
    hands.window.desk.cancel(task)
    hands.settle()


# ---------------------------------------------------------------- keyboard


def test_pages_are_reached_by_keyboard(hands: Hands) -> None:
    for key, name in zip((*"1234567890", "minus", "equal"), hands.window.navigation.entries, strict=True):
        hands.press(f"Control-Key-{key}", hands.root)
        assert hands.window.front == name
    entry = hands.window.navigation.entries["leave"]
    hands.press("Return", entry)
    assert hands.window.front == "leave"
    hands.settle()


def test_every_page_of_the_list_is_seen_on_the_lowest_window(hands: Hands) -> None:
    """Below them stand the demo's mark, the clock and the day."""
    root, entries = hands.root, [*hands.window.navigation.entries.values()]
    assert len(entries) == 12
    root.attributes("-zoomed", False)
    hands.settle()
    root.geometry("{}x{}+0+0".format(*root.minsize()))
    try:
        hands.until(lambda: root.winfo_height() <= root.minsize()[1], "the low window")
        hands.until(lambda: entries[0].winfo_height() < 34, "the entries to stand closer")
        last = entries[-1].winfo_rooty() + entries[-1].winfo_height()
        foot = [child.winfo_rooty() for child in hands.window.navigation.winfo_children()[-3:]]
        assert last <= min(foot)
    finally:
        root.attributes("-zoomed", True)
        hands.settle()


def test_the_search_field_is_reached_by_keyboard(hands: Hands) -> None:
    for name in ("attendance", "month", "leave", "people"):
        page = hands.go(name)
        hands.press("Control-f", hands.root)
        assert hands.root.focus_get() is page.search, name


def test_the_window_loads_anew_by_f5(hands: Hands) -> None:
    page = hands.go("terminals")
    loads: list[int] = []
    load, page.load = page.load, lambda: loads.append(1)
    hands.press("F5", hands.root)
    page.load = load
    assert loads == [1]


def test_everything_that_can_be_pressed_is_reached_by_tab(hands: Hands) -> None:
    """Going round with Tab comes by every button and entry of the page that can be used."""
    from tkinter import ttk

    for name in hands.window.navigation.entries:
        page = hands.go(name)
        round_trip = _tab_round(hands.root)
        for widget in hands.widgets(page):
            usable = isinstance(widget, (ttk.Button, ttk.Entry)) and str(widget.cget("state")) not in {"disabled"}
            assert not usable or str(widget) in round_trip, (name, widget, hands.seen(widget))


def _tab_round(root: tkinter.Misc) -> set[str]:
    seen: set[str] = set()
    widget: tkinter.Misc | None = root
    while widget is not None and str(widget) not in seen:
        seen.add(str(widget))
        widget = widget.tk_focusNext()
    return seen


def test_training_is_marked_in_the_title(hands: Hands) -> None:
    assert hands.root.title().startswith("【演示数据】")

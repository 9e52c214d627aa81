"""The strip of the morning on a small centre whose Friday is still to be posted: looked at, confirmed, posted."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ui_hands import Hands

from attendance.records import Person, TerminalUser
from devices.emulator import Emulator
from office import terminals
from office.home import create_home, open_home
from office.morning_desk import publish_now
from office.pull import pull
from store import roster
from store.confirmations import confirmed
from store.database import last_change, record_change
from store.touched import in_force

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
OPEN = "2026-11-23T08:55:00"
Open = Callable[..., tuple[Hands, Any]]


def centre(path: Path, *, whole: bool) -> None:
    """Two people on two terminals; of a centre that is not `whole` the second was last read on Friday at noon."""
    create_home(path, "anqing-2013", training=True, centre="小中心")
    now = [datetime(2026, 11, 20, 12, 30)]
    with ExitStack() as stack:
        home = stack.enter_context(open_home(path, lambda: now[0]))
        with home.store.transaction():
            change = record_change(now[0], "test", "staff")
            for number, name, floor in (("1001", "王芳", "1"), ("2001", "赵敏", "2")):
                person = Person(number, name, "市民政局", f"A{floor}", "A", "", floor, "", number)
                roster.assign(person, None, None, change)
        for floor in ("1", "2"):
            hung = Emulator(f"SN{floor}", users=[TerminalUser(1, f"{floor}001", "")], clock=lambda: now[0])
            for time in ("08:20:00", "12:10:00"):
                hung.punch(f"{floor}001", datetime.fromisoformat(f"{FRIDAY}T{time}"))
            stack.enter_context(hung)
            terminals.add(home, f"{floor}楼", hung.address, floor)
        pull(home)
        now[0] = datetime(2026, 11, 23, 8, 45)
        publish_now(home, FRIDAY - timedelta(days=1))
        pull(home, () if whole else ("1楼",))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Windows on such centres, at a time."""
    made: list[Hands] = []
    before = os.environ.get("ZAIGANG_NOW")

    def open_at(now: str = OPEN, *, whole: bool = False) -> tuple[Hands, Any]:
        centre(tmp_path / "home", whole=whole)
        os.environ["ZAIGANG_NOW"] = now
        hands = Hands.open(tmp_path / "home", "today")
        made.append(hands)
        return hands, hands.window.pages["today"]

    yield open_at
    for hands in made:
        assert hands.errors == []
        hands.leave()
    os.environ.pop("ZAIGANG_NOW")
    if before is not None:
        os.environ["ZAIGANG_NOW"] = before


def posted(page: Any) -> bool:
    with open_home(page.desk.path) as home, home.store.reading():
        return FRIDAY in in_force(FRIDAY, FRIDAY)


def agreed(page: Any) -> bool:
    with open_home(page.desk.path) as home, home.store.reading():
        return FRIDAY in confirmed([FRIDAY], last_change())


def answer(hands: Hands, key: str, seen: list[str] | None = None) -> None:
    """Press a key in the dialog that is about to open, when it is there; what it says is noted."""

    def look() -> None:
        if not hands.dialogs():
            hands.root.after(50, look)
            return
        if seen is not None:
            seen.extend(hands.seen())
        hands.press(key)

    hands.root.after(50, look)


def said(page: Any) -> dict[str, str]:
    return {f"{step.at:%H:%M} {step.kind}": step.said for step in page.board.line.steps}


def test_an_incomplete_day_is_posted_only_after_its_gaps_were_named(opened: Open, monkeypatch) -> None:
    hands, page = opened()
    assert hands.sees("2026-11-20 星期五　待公示", page)
    assert hands.sees("最迟 10:00 公示，还有 65 分钟　数据不全 2 人；2楼只读到 11-20 12:30", page)
    assert said(page)["08:45 read"] == "2楼没有读取"
    assert said(page)["08:50 draft"] == "数据不全 2 人"
    led: list[Any] = []
    with monkeypatch.context() as patched:
        patched.setattr(hands.window.desk, "go", lambda to, **focus: led.append((to, focus)))
        hands.click("查看草稿")
    assert led == [("postings", {"day": FRIDAY})]
    seen: list[str] = []
    answer(hands, "Escape", seen)
    hands.click("立即公示")
    assert any("· 数据不全 2 人· 2楼只读到 11-20 12:30现在公示" in text for text in seen)
    assert not posted(page)
    answer(hands, "Return")
    hands.click("立即公示")
    hands.wait_for("2026-11-20 星期五　已公示第 1 版")
    assert posted(page)
    assert not page.strip.publish.winfo_ismapped()
    assert said(page)["09:30 publish"] == "08:55 已公示第1版，数据不全"
    hands.click("查看公示")
    hands.settle()
    assert hands.window.front == "postings"
    assert hands.window.pages["postings"].day == FRIDAY


def test_a_draft_that_waits_for_data_is_confirmed_and_that_is_taken_back(opened: Open) -> None:
    hands, page = opened()
    hands.click("确认")
    hands.wait_for("待公示，已确认")
    assert agreed(page)
    assert not posted(page)
    assert said(page)["08:50 draft"] == "已确认"
    hands.click("撤回确认")
    hands.until(lambda: not agreed(page), "the word to be taken back")
    hands.settle()
    assert hands.sees("确认", page.strip)


def test_a_complete_draft_is_posted_when_it_is_confirmed(opened: Open) -> None:
    hands, page = opened(whole=True)
    assert said(page)["08:50 draft"] == "数据已齐"
    hands.click("确认")
    hands.wait_for("2026-11-20 星期五　已公示第 1 版")
    assert posted(page)


def test_a_draft_that_changed_under_the_hand_is_not_confirmed(opened: Open) -> None:
    hands, page = opened()
    from dataclasses import replace

    page.posting.board = replace(page.board, morning=replace(page.board.morning, digest="another"))
    hands.click("确认")
    hands.wait_for("草稿刚刚变了")
    assert not agreed(page)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to go")
    assert str(page.strip.agree["state"]) == "normal"


def test_before_the_draft_there_is_nothing_to_confirm(opened: Open) -> None:
    hands, page = opened("2026-11-23T08:46:00")
    assert not page.strip.agree.winfo_ismapped()
    assert hands.sees("09:50 最迟公示", page)
    assert said(page)["09:30 publish"] == "数据齐了就公示"


def test_on_a_day_of_rest_nothing_is_promised(opened: Open) -> None:
    hands, page = opened("2026-11-28T09:00:00")
    assert page.board.line.rest
    assert hands.sees("今天休息，早上不公示", page.strip)
    assert not page.strip.agree.winfo_ismapped()
    assert hands.sees("11-30 10:00 前公示", page.strip)

"""Homes that are not as one would wish: broken settings, large letters, chapters and calendars that are not there."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ui_hands import Hands

from attendance.records import Person
from office.home import create_home, open_home
from store import roster
from store.database import record_change

MORNING = "2026-11-23T08:31:00"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people, no terminal, and a rulebook that knows neither stepping away nor posts nor duty; the path is odd."""
    path = tmp_path_factory.mktemp("odd") / "在岗 数据 (一)"
    create_home(path, "municipal-four-punch", training=True, centre="自治州人民政府政务服务与公共资源交易管理中心")
    with open_home(path) as home, home.store.transaction():
        change = record_change(home.clock(), "test", "fill")
        for number, name, role in (("1001", "𠮷田", "A"), ("1002", "汪㐂顺", "B")):
            roster.assign(Person(number, name, "公安局", "A01", role, "", "1", "", number), None, None, change)
    return path


@pytest.fixture
def window() -> Iterator[Callable[..., Hands]]:
    """Opens a window on a home, at an office time."""
    before, made = os.environ.get("ZAIGANG_NOW"), []

    def open_on(path: Path, now: str = MORNING) -> Hands:
        os.environ["ZAIGANG_NOW"] = now
        made.append(Hands.open(path, "today"))
        made[-1].settle()
        return made[-1]

    yield open_on
    for hands in made:
        hands.leave()
        assert hands.errors == []
    os.environ.pop("ZAIGANG_NOW")
    if before is not None:
        os.environ["ZAIGANG_NOW"] = before


def state(button: Any) -> str:
    return str(button["state"])


def test_what_a_rulebook_lacks_is_said_and_nothing_is_offered_that_would_fail(
    bare: Path, window: Callable[..., Hands]
) -> None:
    hands = window(bare)
    strip = hands.window.pages["today"].strip
    assert (strip.read["text"], strip.note["text"][:8]) == ("登记设备…", "登记并读取设备以")
    page = hands.go("step_away")
    assert "没有“离岗告知”一章" in page.rule["text"]
    assert (state(page.late), state(page.confirm.yes)) == ("disabled", "disabled")
    assert page.list.sheet.table.get_column_widths()[:2] == [76, 56]  # also without a row
    assert not page.seats.bar.winfo_ismapped()
    hands.go("posts")
    hands.click("值班表")
    hands.settle()
    hands.wait_for("没有“值班”一章")
    assert state(hands.find("排班…")) == "disabled"
    hands.click("在岗覆盖")
    hands.settle()
    hands.wait_for("没有“AB岗”一章")


def test_a_year_without_a_calendar_is_not_an_empty_roster(bare: Path, window: Callable[..., Hands]) -> None:
    hands = window(bare, "2027-01-05T08:31:00")
    hands.go("step_away")
    assert hands.sees("2027") and not hands.sees("名册里还没有人")


def test_settings_that_do_not_hold_are_told_with_the_way_back(bare: Path, window: Callable[..., Hands]) -> None:
    settings = bare / "settings.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace("read_seconds = 60", 'read_seconds = "sixty"'), encoding="utf-8")
    hands = window(bare)
    hands.wait_for("read_seconds")
    hands.click(hands.window.navigation.entries["people"])
    assert hands.sees("数据没有打开") and hands.sees(str(bare).replace(" ", "\u00a0"))
    settings.write_text(good, encoding="utf-8")
    hands.click("重新打开")
    hands.until(lambda: not hands.alive, "the window to close")
    assert hands.window.next_path == bare
    assert "unopened" not in window(bare).window.pages


def test_large_letters_stay_on_the_smallest_screen(bare: Path, window: Callable[..., Hands]) -> None:
    settings = bare / "settings.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('text_size = "standard"', 'text_size = "large"'), encoding="utf-8"
    )
    hands = window(bare)
    root, post = hands.root, hands.window.pages["today"].strip.post
    assert root.winfo_width() <= root.winfo_screenwidth() and root.winfo_height() <= root.winfo_screenheight()
    assert post.winfo_rootx() + post.winfo_width() <= root.winfo_screenwidth()
    centre = hands.window.navigation.centre
    assert centre.winfo_reqwidth() <= centre.winfo_width()
    assert _pages_clear_of_the_clock(hands)
    root.attributes("-zoomed", False)
    hands.settle()
    root.geometry("{}x{}+0+0".format(*root.minsize()))
    hands.until(lambda: root.winfo_height() <= root.minsize()[1], "the lowest window")
    hands.settle()
    assert _pages_clear_of_the_clock(hands)


def _pages_clear_of_the_clock(hands: Hands) -> bool:
    """Whether the last page of the list stands above the clock, with what is marked over it."""
    navigation = hands.window.navigation
    last = [*navigation.entries.values()][-1]
    return last.winfo_rooty() + last.winfo_height() <= min(
        child.winfo_rooty() for child in navigation.winfo_children()[-3:]
    )

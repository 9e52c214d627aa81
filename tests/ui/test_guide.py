"""The first start by hand: four steps from nothing, left and taken up again; the demo opened and thrown away."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from ui_hands import Hands

from attendance.records import TerminalUser
from devices.emulator import Emulator
from office.guide import make_home, standing
from office.home import open_home
from office.roster import ROSTER_HEADERS
from reports.excel import template


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "在岗"


@pytest.fixture
def windows():
    """Opens windows on homes, and closes what is still open."""
    made: list[Hands] = []

    def open_on(path: Path) -> Hands:
        made.append(Hands.open(path))
        made[-1].settle()
        return made[-1]

    yield open_on
    errors = [error for hands in made for error in hands.errors]
    for hands in made:
        hands.leave()
    assert errors == []


def guide(hands: Hands) -> Any:
    return hands.window.pages["guide"]


def step(hands: Hands, name: str) -> Any:
    return next(step for step in guide(hands).steps if step.name == name)


def unfolded(hands: Hands) -> list[str]:
    return [step.name for step in guide(hands).steps if step.body.winfo_ismapped()]


def reopened(hands: Hands) -> Path | None:
    """The home on which the window opens again."""
    hands.until(lambda: not hands.alive, "the window to close")
    return hands.window.next_path


def answer(hands, key):
    """Answer the question that the next click asks, as soon as it has the keyboard."""

    def look():
        asked = hands.root.grab_current()
        if asked is None:
            hands.root.after(30, look)
        else:
            hands.press(key, asked)

    hands.root.after(30, look)


def test_nothing_is_there_until_the_centre_has_a_name(windows, home):
    hands = windows(home)
    assert (hands.window.front, unfolded(hands)) == ("guide", ["home"])
    hands.click(hands.window.navigation.entries["people"])
    hands.click(step(hands, "terminals").heading)
    assert (hands.window.front, unfolded(hands)) == ("guide", ["home"])
    hands.wait_for("街道便民服务中心AB岗工作制")
    hands.click("建立")
    hands.wait_for("请填写中心名称")
    assert not home.exists()
    hands.type("示范区政务服务中心", step(hands, "home").centre.entry)
    hands.click("街道便民服务中心AB岗工作制")
    hands.click("只作演练")
    hands.press("Return", step(hands, "home").centre.entry)
    assert reopened(hands) == home
    with open_home(home) as made:
        assert made.training
    assert (standing(home).next, standing(home).centre) == ("roster", "示范区政务服务中心")
    assert standing(home).rulebook == "街道便民服务中心AB岗工作制"


def test_a_home_that_cannot_be_made_is_told_and_the_name_kept(windows, home):
    hands = windows(home)
    home.write_text("a file is in the way")
    hands.type("示范区政务服务中心", step(hands, "home").centre.entry)
    hands.press("Return")
    hands.wait_for("是文件，不是文件夹")
    assert step(hands, "home").centre.get() == "示范区政务服务中心" and home.is_file()


def test_roster_terminals_and_reading_follow_and_can_be_left_in_between(windows, home, tmp_path):
    make_home(home, "anqing-2013", "示范区政务服务中心")
    book = tmp_path / "名册.xlsx"
    row = ("1001", "张三", "市公安局", "A01", "A", "", "1", "", "", "", "")
    book.write_bytes(template((ROSTER_HEADERS, row), ()))
    with Emulator("S1", users=[TerminalUser(1, "1001", "张三")]) as terminal:
        hands = windows(home)
        assert unfolded(hands) == ["roster"]
        hands.click("导入…")
        hands.until(hands.dialogs)
        hands.dialogs()[-1].file.set(book)
        hands.wait_for("导入 1 人")
        hands.click("导入 1 人")
        hands.until(lambda: not hands.dialogs() and unfolded(hands) == ["terminals"], "the next step")
        assert (standing(home).people, standing(home).next) == (1, "terminals")

        hands.click(step(hands, "reading").heading)
        assert hands.sees("还没有登记设备") and str(step(hands, "reading").read["state"]) == "disabled"
        hands.click(step(hands, "terminals").heading)
        hands.click("登记设备…")
        hands.until(hands.dialogs)
        fields = {field.key: field for field in hands.dialogs()[-1].form.fields}
        fields["name"].set("一楼东")
        fields["host"].set("127.0.0.1")
        fields["port"].set(str(terminal.address.port))
        hands.press("Return", fields["name"].entry)
        hands.until(lambda: not hands.dialogs() and standing(home).terminals == 1, "the terminal")
        hands.settle()
        assert unfolded(hands) == ["terminals"]  # there may be more

        hands.click(step(hands, "reading").heading)
        hands.click("读取全部设备")
        hands.wait_for("√ 一楼东：0 条打卡记录")
        hands.settle()
    assert (standing(home).next, standing(home).read) == ("", 1)
    hands.wait_for("四步都做好了。")
    with open_home(home) as opened:
        assert not opened.training
    hands.click("进入“今日”")
    hands.settle()
    assert hands.window.front == "today"


def test_a_first_start_that_was_left_is_found_again_at_the_foot_of_the_pages(windows, home):
    make_home(home, "anqing-2013", "示范区政务服务中心")
    hands = windows(home)
    hands.go("people")
    hands.wait_for("名册还是空的")
    hands.click("继续首次设置 ›")
    hands.settle()
    assert (hands.window.front, unfolded(hands)) == ("guide", ["roster"])


def test_the_demo_is_built_beside_and_can_be_cancelled(windows, home):
    hands = windows(home)
    hands.click("用演示数据试用")
    hands.wait_for("正在建演示中心")
    hands.click(hands.window.status.stop)
    hands.wait_gone("正在建演示中心")
    assert str(guide(hands).demo.build["state"]) == "normal"
    assert not home.exists() and not standing(home).demo_there


def test_the_demo_is_opened_marked_and_thrown_away(windows, home, demo, monkeypatch):
    place = home.with_name("在岗-demo")
    copytree(demo, place)
    hands = windows(home)
    hands.click("打开演示数据")
    assert reopened(hands) == place

    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-23T09:22:00")
    hands = windows(place)
    assert hands.root.title().startswith("【演示数据】")
    answer(hands, "Escape")
    hands.click("丢弃演示数据…")
    assert place.exists()
    answer(hands, "Return")
    hands.click("丢弃演示数据…")
    assert reopened(hands) == home
    assert not place.exists()

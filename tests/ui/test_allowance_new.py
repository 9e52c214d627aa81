"""The page of the allowance of other centres: whose rulebook says nothing of one, of whose days much is unknown."""

import os
from datetime import datetime

import attendance_centre as centre
from ui_hands import Hands

from office.allowance_view import allowance_view
from office.home import create_home, open_home
from office.morning_desk import publish_now


def test_it_says_what_is_missing_and_puts_it_right(tmp_path, monkeypatch):
    path = tmp_path / "home"
    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-19T16:00:00")
    create_home(path, "street-centre-ab", training=True, centre="街道中心")
    with open_home(path, lambda: datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as opened:
        centre._people(opened)
    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-23T09:22:00")
    with open_home(path, lambda: datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as opened:
        publish_now(opened, centre.FRIDAY)
    hands = Hands.open(path, "allowance")
    try:
        hands.wait_for("没有补助标准")
        assert not hands.window.pages["allowance"].top.step.winfo_ismapped()
        hands.root.after(50, lambda: hands.click("加上"))
        hands.click("加上补助标准…")
        hands.wait_for("应发（元）")
        hands.settle()
        assert hands.window.pages["allowance"].top.step.winfo_ismapped()
        with open_home(path, lambda: datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as opened:
            assert opened.rulebook(centre.FRIDAY).book.rates
            assert not allowance_view(opened, "2026-11").trouble
        assert hands.errors == []
    finally:
        hands.leave()


def test_one_decision_settles_everybody_of_an_unknown_session(tmp_path, monkeypatch):
    path = tmp_path / "half"
    create_home(path, "anqing-2013", training=True, centre="测试中心")
    with open_home(path, lambda: datetime(2026, 11, 19, 16)) as opened:
        centre._people(opened)
    with open_home(path, lambda: centre.NOW) as opened:
        centre.read(opened, "1楼", 0)
        publish_now(opened, centre.FRIDAY)
    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-23T09:22:00")
    hands = Hands.open(path, "allowance")
    try:
        hands.settle()
        page, waiting = hands.window.pages["allowance"], view_of(path).undecided
        hands.click(page.warned.button)
        assert page.tabs.value == "open" and len(page.open_days.sheet.rows) == waiting
        row = page.open_days.row
        mine = [each for each in page.view.open if each.session == row.session]
        hands.click(page.open_days.decide)
        hands.settle()
        dialog = hands.dialogs()[-1]
        hands.click(dialog.yes)
        hands.wait_for("请选择按出勤计或不计")
        hands.click("按出勤计：没有记录不等于没来，照发")
        hands.click(f"这一天同样情况的 {len(mine)} 人都这样定")
        hands.type("停电，看过监控", into=dialog.reason.area)
        hands.type("秦主任", into=dialog.by.entry)
        hands.click(dialog.yes)
        hands.until(lambda: not hands.dialogs())
        hands.settle()
        found = view_of(path)
        assert found.undecided == waiting - len(mine) > 0
        decided = {(each.number, each.decided, each.by) for each in found.open if each.session == row.session}
        assert decided == {(each.number, "paid", "秦主任") for each in mine}
        assert hands.errors == []
    finally:
        hands.leave()


def view_of(path):
    with open_home(path, lambda: datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as opened:
        return allowance_view(opened)

"""The page of postings where nothing was ever posted."""

import os
from datetime import datetime

import attendance_centre as centre
from ui_hands import Hands

from office.home import create_home, open_home


def test_it_says_what_comes_first(tmp_path, monkeypatch):
    path = tmp_path / "new"
    monkeypatch.setenv("ZAIGANG_NOW", "2026-11-23T09:22:00")
    create_home(path, "anqing-2013", training=True, centre="新中心")
    with open_home(path, lambda: datetime.fromisoformat(os.environ["ZAIGANG_NOW"])) as opened:
        centre._people(opened)
    hands = Hands.open(path, "postings")
    try:
        hands.wait_for("还没有公示过")
        hands.click("去读取设备")
        hands.settle()
        assert hands.window.front == "terminals"
        assert hands.errors == []
    finally:
        hands.leave()

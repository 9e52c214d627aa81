"""核对: the window recomputes every posting, and names the one that does not come out again."""

import sqlite3
from pathlib import Path

from ui_hands import Hands

FIRST_PAGE = "settings"


def test_every_posting_is_proved_or_named(hands: Hands, home: Path) -> None:
    hands.go("settings")
    hands.click("备份和检查")
    hands.click("核对全部公示")
    hands.wait_for("共 14 版公示，全部与原始记录重算的结果一致")
    hands.settle()
    with sqlite3.connect(home / "zaigang.db") as connection:  # somebody was at the raw facts, past what guards them
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'punch'")
        for (guard,) in guards.fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("DELETE FROM punch WHERE at = (SELECT MIN(at) FROM punch)")
    hands.click("核对全部公示")
    hands.wait_for("1 版与重算的结果不一致")
    hands.click("详情")
    assert hands.sees("2026-11-09 第1版")
    hands.press("Escape")

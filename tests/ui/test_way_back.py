"""A database that cannot be opened any more: the window says so, and leads back to a backup."""

from pathlib import Path

import pytest
from ui_hands import Hands

from office.backups import backup
from office.home import create_home, open_home
from store.database import record_change


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A home with one backup, whose database was damaged since."""
    path = tmp_path / "home"
    create_home(path, "anqing-2013", training=True, centre="示范中心")
    with open_home(path) as home:
        with home.store.transaction():
            record_change(home.clock(), "test", "kept")
        backup(home)
    (path / "zaigang.db").write_bytes(b"damaged" * 1000)
    return path


def test_a_damaged_database_has_a_way_back(damaged: Path, display: None) -> None:
    hands = Hands.open(damaged)
    try:
        hands.wait_for("数据没有打开")
        hands.click("从备份恢复…")
        hands.settle()
        (dialog,) = hands.dialogs()
        hands.click_row(dialog.kept, dialog.kept.rows[0].id)
        hands.until(lambda: str(dialog.yes["state"]) == "normal", "the backup to be looked at")
        hands.click(dialog.yes)
        hands.wait_for("现在的数据读不出")
        hands.click("恢复并重新打开")
        hands.wait_for("没有删除")
        hands.press("Return")
        hands.until(lambda: not hands.alive, "the window to close")
        assert hands.window.next_path == damaged
    finally:
        hands.leave()
    with open_home(damaged) as home:
        assert home.settings.centre == "示范中心"
        acts = home.store._database.execute_sql("SELECT act FROM change ORDER BY id").fetchall()
    assert acts[0] == ("kept",) and acts[1][0].startswith("restore zaigang-")
    assert [path.read_bytes() for path in damaged.glob("zaigang-damaged-*.db")] == [b"damaged" * 1000]

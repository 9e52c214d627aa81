"""设置 by hand: what is typed is saved, what will not do is said and kept, another look needs another window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ui_hands import Hands

from office.home import create_home, open_home, read_settings
from ui.pages.settings import SettingsPage
from ui.pages.settings.about import size_words


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small home of its own, whose window opens on this page."""
    path = tmp_path_factory.mktemp("settings") / "home"
    create_home(path, "anqing-2013", training=True, centre="示范中心")
    with open_home(path) as opened:
        from attendance.records import Person
        from store import roster
        from store.database import record_change

        with opened.store.transaction():
            change = record_change(opened.clock(), "test", "staff")
            roster.assign(Person("1001", "王芳", "公安局", "A01", "A", "", "1", "", "1001"), None, None, change)
    (path / "window.json").write_text('{"page": "settings"}', encoding="utf-8")
    return path


@pytest.fixture
def page(hands: Hands) -> Iterator[SettingsPage]:
    page = hands.go("settings")
    yield page
    page.undo()
    hands.settle()


def write(hands: Hands, page: SettingsPage, key: str, text: str) -> None:
    hands.type(text, page.fields[key].entry, clear=True)


def test_it_shows_the_settings_and_where_the_data_lies(hands: Hands, page: SettingsPage, home: Path) -> None:
    assert page.typed() == vars(page.view.form)
    assert page.fields["centre"].get() == "示范中心"
    for text in ("08:05 08:45 09:30", "简体中文", "标准", str(home / "zaigang.db"), "0.1.0", "演练"):
        hands.wait_for(text)
    names = [row.cells[0] for row in page.about.libraries.rows]
    assert names[:2] == ["pyzk", "tkcalendar"] and "openpyxl" in names
    assert str(page.save_button["state"]) == "disabled"  # there is nothing to save


def test_what_is_typed_is_saved_and_comments_stay(hands: Hands, page: SettingsPage, home: Path) -> None:
    write(hands, page, "centre", "安庆市政务服务中心")
    write(hands, page, "read_seconds", "90")
    hands.click("保存")
    hands.wait_for("设置已保存")
    hands.settle()
    assert (read_settings(home).centre, read_settings(home).read_seconds) == ("安庆市政务服务中心", 90)
    assert "# 读一台设备最多等多少秒" in (home / "settings.toml").read_text(encoding="utf-8")
    assert page.changes == {} and str(page.save_button["state"]) == "disabled"
    assert not page.again.winfo_ismapped()


def test_what_will_not_do_is_said_and_kept(hands: Hands, page: SettingsPage, home: Path) -> None:
    before = (home / "settings.toml").read_bytes()
    write(hands, page, "centre", "别的名称")
    write(hands, page, "latest_time", "09:00")
    hands.click("保存")
    hands.wait_for("没有保存：“最迟公示的时间”")
    assert page.typed()["latest_time"] == "09:00" and page.typed()["centre"] == "别的名称"
    assert (home / "settings.toml").read_bytes() == before
    hands.press("F5")  # a reload does not take away what is being typed
    hands.settle()
    assert page.typed()["centre"] == "别的名称"
    hands.click("恢复原样")
    hands.wait_gone("没有保存")
    assert page.typed() == vars(page.view.form)


def test_a_folder_that_cannot_be_written_is_refused(hands: Hands, page: SettingsPage, home: Path) -> None:
    write(hands, page, "publication", str(home / "zaigang.db"))
    hands.click("保存")
    hands.wait_for("是文件，不是文件夹")
    assert read_settings(home).publication == "published"
    hands.click("恢复原样")


def test_the_folder_is_chosen(
    hands: Hands, page: SettingsPage, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.fields.filedialog.askdirectory", lambda **_: str(tmp_path))
    hands.click("选择…")
    assert page.typed()["publication"] == str(tmp_path)
    hands.click("保存")
    hands.wait_for("设置已保存")
    hands.settle()
    assert read_settings(home).publication == str(tmp_path)
    shown = []
    monkeypatch.setattr(page.desk, "open_file", shown.append)
    hands.click("打开公示文件夹")
    hands.click("打开数据文件夹")
    assert shown == [str(tmp_path), str(home)]


@pytest.mark.parametrize(("size", "words"), [(0, "0 B"), (999, "999 B"), (1024, "1.0 KB"), (50 << 20, "50 MB")])
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


def test_another_look_needs_another_window(
    hands: Hands, page: SettingsPage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.fields["text_size"].box.set("大")
    page.fields["language"].box.set("English")
    hands.click("保存")
    hands.wait_for("立即重新打开")
    hands.settle()
    assert (read_settings(home).text_size, read_settings(home).language) == ("large", "en")
    closed = []
    monkeypatch.setattr(hands.window, "close", lambda: closed.append(hands.window.next_path))
    hands.click("立即重新打开")
    assert closed == [home]

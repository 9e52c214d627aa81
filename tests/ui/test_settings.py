"""设置 by hand: what is typed is saved, what will not do is said and kept, another look needs another window."""

import tkinter
from collections.abc import Iterator
from pathlib import Path

import pytest
from ui_hands import Hands

from office.backups import backup
from office.home import create_home, open_home, read_settings
from office.sizes import size_words
from store.database import record_change
from ui.look import px
from ui.pages.settings.page import SettingsPage
from ui.widgets.fields import TextField
from ui.widgets.form import Form


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small home of its own, whose window opens on this page."""
    path = tmp_path_factory.mktemp("settings") / "home"
    create_home(path, "anqing-2013", training=True, centre="示范中心")
    with open_home(path) as opened:
        from attendance.records import Person
        from store import roster

        with opened.store.transaction():
            change = record_change(opened.clock(), "test", "staff")
            roster.assign(Person("1001", "王芳", "公安局", "A01", "A", "", "1", "", "1001"), None, None, change)
    (path / "window.json").write_text('{"page": "settings"}', encoding="utf-8")
    return path


@pytest.fixture
def page(hands: Hands) -> Iterator[SettingsPage]:
    page = hands.go("settings")
    turn(hands, page, "form")
    yield page
    if hands.alive:
        page.undo()
        hands.settle()


def turn(hands: Hands, page: SettingsPage, part: str) -> None:
    hands.click(page.parts.parts[part])
    hands.settle()


def write(hands: Hands, page: SettingsPage, key: str, text: str) -> None:
    hands.type(text, page.fields[key].entry, clear=True)


def test_it_shows_the_settings_and_where_the_data_lies(hands: Hands, page: SettingsPage, home: Path) -> None:
    assert page.typed() == vars(page.view.form)
    assert page.fields["centre"].get() == "示范中心"
    assert set(page.fields) == set(vars(page.view.form))  # every setting has its field
    for text in ("08:05 08:45 09:30", "简体中文", "标准", "到时间自动公示", "18:30"):
        hands.wait_for(text)
    turn(hands, page, "care")
    hands.wait_for(str(home / "zaigang.db"))
    turn(hands, page, "about")
    for text in ("0.1.0", "演练"):
        hands.wait_for(text)
    names = [row.cells[0] for row in page.about.libraries.rows]
    assert names[:2] == ["pyzk", "tkcalendar"] and "openpyxl" in names
    assert str(page.save_button["state"]) == "disabled"  # there is nothing to save


def test_a_hint_is_broken_where_its_form_is_narrow(hands: Hands, page: SettingsPage) -> None:
    narrow = tkinter.Toplevel(hands.root, width=px(320), height=px(200))
    narrow.pack_propagate(False)
    form = Form(narrow)
    form.add(TextField(form, "保留几个月"), "months")
    form.hint("文件夹里只留最近这些月的公示，0 为一直保留；数据库里的不受影响")
    form.pack(fill="x")
    hint = form.winfo_children()[-1]
    hands.until(lambda: hint.winfo_ismapped() and hint.winfo_reqwidth() <= hint.winfo_width(), "a whole hint")
    narrow.destroy()


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
    turn(hands, page, "care")
    monkeypatch.setattr(page.desk, "open_file", shown.append)
    hands.click("打开公示文件夹")
    hands.click("打开数据文件夹")
    assert shown == [str(tmp_path), str(home)]


def test_what_happens_without_anybody_is_chosen(hands: Hands, page: SettingsPage, home: Path) -> None:
    page.fields["publish_alone"].box.set("等人确认以后才公示")
    write(hands, page, "objection_days", "5")
    write(hands, page, "backup_days", "60")
    hands.click("保存")
    hands.wait_for("设置已保存")
    hands.settle()
    settings = read_settings(home)
    assert (settings.publish_alone, settings.objection_days, settings.backup_days) == (False, 5, 60)


# ---------------------------------------------------------------- backups


def test_what_is_typed_stays_while_one_looks_at_the_backups(hands: Hands, page: SettingsPage) -> None:
    write(hands, page, "centre", "还没有保存")
    turn(hands, page, "care")
    assert not page.save_button.winfo_ismapped()
    turn(hands, page, "form")
    assert page.typed()["centre"] == "还没有保存" and page.save_button.winfo_ismapped()


def test_a_backup_is_made_by_a_click(hands: Hands, page: SettingsPage, home: Path) -> None:
    before = len(list((home / "backups").iterdir()))
    turn(hands, page, "care")
    hands.click("立即备份")
    hands.wait_for("已备份并核对")
    hands.settle()
    assert len(list((home / "backups").iterdir())) == before + 1
    hands.until(lambda: len(page.care.kept.rows) == before + 1, "the list of backups")
    assert hands.sees("以后没有新的内容") and str(page.care.backup_button["state"]) == "normal"


def test_a_folder_that_is_away_is_said(hands: Hands, page: SettingsPage, home: Path, tmp_path: Path) -> None:
    settings = (home / "settings.toml").read_text(encoding="utf-8")
    away = settings.replace("backups = 'backups'", f"backups = '{tmp_path / 'usb' / 'b'}'")
    (home / "settings.toml").write_text(away, encoding="utf-8")
    try:
        turn(hands, page, "care")
        hands.wait_for("连不上")
        hands.click("立即备份")
        hands.wait_for("没有备份；请接上移动硬盘")
        hands.press("Escape")
    finally:
        (home / "settings.toml").write_text(settings, encoding="utf-8")
        hands.settle()


def test_the_checks_say_what_to_do(hands: Hands, page: SettingsPage, home: Path) -> None:
    (home / "logs").rename(home / "logs.away")
    (home / "logs").write_text("", encoding="utf-8")
    try:
        turn(hands, page, "care")
        hands.click(page.care.checks.start)
        hands.wait_for("检查了")
        hands.settle()
        texts = hands.seen(page.care.checks.list)
    finally:
        (home / "logs").unlink()
        (home / "logs.away").rename(home / "logs")
    assert texts[0] == "✕" and "不能写文件" in texts[1] and "写入权限" in texts[2]  # what is bad comes first
    assert "数据库完好" in texts and "✓" in texts


def test_a_backup_is_looked_at_and_what_will_not_do_is_refused(
    hands: Hands, page: SettingsPage, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.db").write_text("no backup", encoding="utf-8")
    before = (home / "zaigang.db").read_bytes()
    turn(hands, page, "care")
    hands.click("恢复…")
    hands.settle()
    (dialog,) = hands.dialogs()
    assert str(dialog.yes["state"]) == "disabled"  # nothing is chosen yet
    hands.type(str(tmp_path / "x.db"), dialog.file.entry)
    hands.wait_for("不是在岗的备份")
    assert str(dialog.yes["state"]) == "disabled"
    dialog.file.set(None)
    hands.click_row(dialog.kept, dialog.kept.rows[0].id)
    hands.until(lambda: str(dialog.yes["state"]) == "normal", "the backup to be looked at")
    assert hands.sees("1 人") and not hands.sees("不是在岗的备份")
    hands.click(dialog.yes)
    hands.wait_for("整个换成")
    hands.press("Escape")
    assert hands.dialogs() == [dialog]
    hands.press("Escape")
    assert (home / "zaigang.db").read_bytes() == before


def test_a_restore_by_clicks_brings_the_backup_back_and_opens_anew(
    hands: Hands, page: SettingsPage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_home(home) as opened:
        made = Path(backup(opened).file)
        with opened.store.transaction():
            record_change(opened.clock(), "test", "after the backup")
    closed = []
    monkeypatch.setattr(hands.window, "close", lambda: closed.append(hands.window.next_path))
    turn(hands, page, "care")
    hands.press("F5")
    hands.until(lambda: any(Path(row.id.file) == made for row in page.care.kept.rows), "the new backup")
    kept = next(row.id for row in page.care.kept.rows if Path(row.id.file) == made)
    hands.click_row(page.care.kept, kept, double=True)
    hands.settle()
    hands.until(lambda: str(hands.dialogs()[-1].yes["state"]) == "normal", "the backup to be looked at")
    hands.click(hands.dialogs()[-1].yes)
    hands.wait_for("整个换成")
    hands.click("恢复并重新打开")
    hands.wait_for("原来的数据另存在")
    assert closed == []
    hands.press("Return")
    hands.until(lambda: closed, "the window to open anew")
    assert closed == [home]
    with open_home(home) as opened:
        acts = opened.store._database.execute_sql("SELECT act FROM change").fetchall()
    assert ("after the backup",) not in acts
    assert list((home / "backups").glob("zaigang-replaced-*.db"))


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

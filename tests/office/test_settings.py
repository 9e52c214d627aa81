"""Settings: shown as text, saved without losing a comment, refused with the key and the remedy."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from office.failures import JobError
from office.home import Home, create_home, open_home
from office.licences import libraries, version
from office.opening import language_of, larger_of
from office.settings import (
    LABELS,
    SettingsForm,
    check_folder,
    form_of,
    save_settings,
)
from office.settings_file import SETTINGS, settings_from
from office.settings_view import settings_view
from reports.month_signs import read_signs, signs_text

NOW = datetime(2026, 11, 20, 21, 0)
OLD = """\
# 本中心的设置，张三改过
centre = '安庆市政务服务中心'   # 单引号
read_seconds = 90
"""


@pytest.fixture
def path(tmp_path) -> Path:
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="安庆市政务服务中心")
    return tmp_path / "home"


@pytest.fixture
def home(path):
    with open_home(path, lambda: NOW) as opened:
        yield opened


def written(home: Home) -> str:
    return (home.path / "settings.toml").read_text(encoding="utf-8")


def table(home: Home) -> dict[str, object]:
    return tomllib.loads(written(home))


def test_a_new_home_holds_every_setting_with_its_default(home):
    assert set(table(home)) == set(LABELS) == set(SettingsForm.__dataclass_fields__)
    assert home.settings == settings_from("centre = '安庆市政务服务中心'")  # what the file says is what is left out
    assert form_of(home.settings) == SettingsForm(
        "安庆市政务服务中心", "published", "60", "11-01", "08:05 08:45 09:30", "08:50", "09:30", "09:50", "10:00",
        "yes", "30", "3", "3", "24", "backups", "18:30", "30", signs_text(), "zh_CN", "standard",
    )  # fmt: skip


def test_an_old_home_opens_and_keeps_its_comments(home):
    (home.path / "settings.toml").write_text(OLD, encoding="utf-8")
    saved = save_settings(home, {"read_seconds": "120", "language": "en", "centre": "安庆市政务服务中心"})
    assert (saved.changed, saved.restart) == (("read_seconds", "language"), True)
    content = written(home)
    assert content.startswith(OLD.replace("90", "120"))  # the untouched line stays as it was, quotes and all
    assert '# 窗口的语言：zh_CN 简体中文，en 英文\nlanguage = "en"' in content
    assert "text_size" not in content  # what nobody set is not written
    assert not list(home.path.glob(".settings*"))
    with open_home(home.path) as again:
        assert (again.settings.read_seconds, again.settings.language, again.settings.publish_time) == (120, "en", 570)


def test_what_is_typed_is_understood(home):
    saved = save_settings(
        home,
        {
            "read_times": "8:05、08:45，9:40",
            "draft_time": " ８：５０ ",
            "read_seconds": "４５",
            "calendar_warning": "10-15",
        },
    )
    assert set(saved.changed) == {"read_times", "draft_time", "read_seconds", "calendar_warning"} - {"draft_time"}
    assert not saved.restart
    found = table(home)
    assert (found["read_times"], found["read_seconds"]) == (["08:05", "08:45", "09:40"], 45)
    for line in SETTINGS.splitlines():
        assert not line.startswith("#") or line in written(home)


def test_the_signs_of_the_month_are_kept_as_typed(home):
    assert save_settings(home, {"signs": " 迟到L  早退Z、事假＋ "}).changed == ("signs",)
    assert table(home)["signs"] == "迟到L  早退Z、事假＋"  # wide letters and signs are not made narrow
    with open_home(home.path) as again:
        signs = read_signs(again.settings.signs)
    assert (signs["迟到"], signs["早退"], signs["事假"], signs["旷工"]) == ("L", "Z", "＋", "×")


def test_nothing_changed_writes_nothing(home):
    before = (home.path / "settings.toml").stat().st_mtime_ns
    assert save_settings(home, vars(form_of(home.settings))).changed == ()
    assert (home.path / "settings.toml").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"read_seconds": "1"}, ["“读一台设备最多等的秒数”", "5–3600"]),
        ({"read_seconds": "一分钟"}, ["一分钟", "整数"]),
        ({"calendar_warning": "13-01"}, ["“提醒下一年放假安排的日子”", "月日"]),
        ({"publish_time": "25:00"}, ["“公示的时间”", '写成 "08:30"']),
        ({"read_times": ""}, ["“读设备的时间”"]),
        ({"read_times": "09:00 08:00"}, ["“读设备的时间”", "从早到晚"]),
        ({"read_times": "08:05 10:00"}, ["10:00", "不能晚于", "最迟公示的时间（09:50）"]),
        ({"draft_time": "08:00"}, ["“出草稿的时间”", "应当晚于", "读设备的时间（08:05）"]),
        ({"publish_time": "08:40"}, ["“公示的时间”", "出草稿的时间（08:50）"]),
        ({"latest_time": "09:30"}, ["“最迟公示的时间”", "公示的时间（09:30）"]),
        ({"language": "fr"}, ["“语言”", "zh_CN / en"]),
        ({"publication": " "}, ["“公示文件夹”"]),
        ({"signs": "迟到○"}, ["“月报的符号”", "○ 既表示迟到又表示事假", "不同的符号"]),
        ({"signs": "迟到A 迟到B"}, ["“月报的符号”", "“迟到”写了两次"]),
        ({"signs": "迟到▲ 早退"}, ["“月报的符号”", "“早退”", "迟到▲"]),
        ({"colour": "red"}, ["colour", "请检查拼写"]),
    ],
)
def test_what_will_not_do_is_refused_with_key_and_remedy(home, changes, words):
    before = written(home)
    with pytest.raises(JobError) as refused:
        save_settings(home, {"centre": "别的中心", **changes})
    for word in ("没有保存", *words):
        assert word in str(refused.value)
    assert written(home) == before


@pytest.mark.parametrize("wrong", ["read_second = 60", "latest_time = '08:00'", "text_size = 'huge'", "centre = '"])
def test_a_file_that_does_not_hold_stops_the_home(path, wrong):
    (path / "settings.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(JobError, match=r"settings\.toml"), open_home(path):
        pass
    assert (language_of(path), larger_of(path)) == ("zh_CN", 1.0)


def test_the_windows_look_is_known_before_the_home_opens(home):
    assert (language_of(home.path), larger_of(home.path)) == ("zh_CN", 1.0)
    save_settings(home, {"language": "en", "text_size": "large"})
    assert (language_of(home.path), larger_of(home.path)) == ("en", 1.2)
    assert language_of(home.path / "nowhere") == "zh_CN"


def test_a_publication_folder_is_tried_before_it_is_taken(home, tmp_path):
    share = tmp_path / "公示"
    assert save_settings(home, {"publication": str(share)}).changed == ("publication",)
    assert list(share.iterdir()) == []  # tried, and nothing left there
    with open_home(home.path) as again:
        assert again.published == share
    (tmp_path / "file").write_text("", encoding="utf-8")
    for wrong in (tmp_path / "file", tmp_path / "a" / "b", tmp_path / "file" / "c"):
        with pytest.raises(JobError, match="另选一个文件夹"):
            check_folder(home, str(wrong))
        with pytest.raises(JobError, match="另选一个文件夹"):
            save_settings(home, {"publication": str(wrong)})
    assert table(home)["publication"] == str(share)


def test_the_view_tells_where_the_data_lies_and_what_the_program_is(home, path):
    view = settings_view(home)
    assert view.home == str(path.resolve()) and view.training
    places = {place.name: place for place in view.places}
    assert list(places) == ["database", "published", "backups", "logs"]
    assert places["database"].size > 10_000 and places["published"].size == 0
    assert (view.version, view.rulebook) == (version(), "安庆市政务服务中心大厅管理实施细则")
    (path / "rulebook.toml").unlink()
    assert settings_view(home).rulebook == ""


def test_licences_name_the_gpl_first():
    found = {each.name: each for each in libraries()}
    assert [each.name for each in libraries() if each.gpl] == ["pyzk", "tkcalendar"] == list(found)[:2]
    assert found["tkcalendar"].licence == "GPLv3" and found["pyzk"].licence.startswith("GPL")
    assert found["openpyxl"].licence == "MIT" and all(each.version for each in found.values())
    assert list(found)[-1] == "Python"

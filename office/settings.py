"""What the office sets for itself: shown, checked, and written back without losing a comment."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from attendance.shape import Fault
from office.failures import JobError, fault_sentence, file_words
from office.home import Home, read_text_file
from office.settings_file import (
    SETTINGS,
    SETTINGS_FILE,
    Settings,
    day_minute,
    read_settings_text,
)

LABELS = {
    "centre": "中心名称",
    "publication": "公示文件夹",
    "read_seconds": "读一台设备最多等的秒数",
    "calendar_warning": "提醒下一年放假安排的日子",
    "read_times": "读设备的时间",
    "draft_time": "出草稿的时间",
    "publish_time": "公示的时间",
    "latest_time": "最迟公示的时间",
    "deadline_time": "公示的期限",
    "publish_alone": "没有人确认也公示",
    "read_every": "隔多少分钟读一次设备",
    "retry_every": "隔多少分钟再试",
    "objection_days": "申诉的工作日数",
    "publication_months": "公示保留的月数",
    "backups": "备份文件夹",
    "backup_time": "备份的时间",
    "backup_days": "备份保留的天数",
    "signs": "月报的符号",
    "language": "语言",
    "text_size": "字的大小",
}
WHOLE = frozenset({"read_seconds", "read_every", "retry_every", "objection_days", "publication_months", "backup_days"})
YES_NO = frozenset({"publish_alone"})
RESTART = frozenset({"language", "text_size"})  # what the window takes up only when it opens anew


@dataclass(frozen=True)
class SettingsForm:
    """The settings as text, ready for the fields of a form and as typed into them."""

    centre: str
    publication: str
    read_seconds: str
    calendar_warning: str
    read_times: str
    draft_time: str
    publish_time: str
    latest_time: str
    deadline_time: str
    publish_alone: str  # yes, no
    read_every: str
    retry_every: str
    objection_days: str
    publication_months: str
    backups: str
    backup_time: str
    backup_days: str
    signs: str
    language: str
    text_size: str


@dataclass(frozen=True)
class Saved:
    """What saving came to: the keys that changed, and whether the window must open anew for some of them."""

    changed: tuple[str, ...]
    restart: bool


def form_of(settings: Settings) -> SettingsForm:
    """Settings as a clerk reads and writes them."""
    month, day = settings.calendar_warning
    return SettingsForm(
        settings.centre,
        settings.publication,
        str(settings.read_seconds),
        f"{month:02}-{day:02}",
        " ".join(day_minute(each) for each in settings.read_times),
        day_minute(settings.draft_time),
        day_minute(settings.publish_time),
        day_minute(settings.latest_time),
        day_minute(settings.deadline_time),
        "yes" if settings.publish_alone else "no",
        str(settings.read_every),
        str(settings.retry_every),
        str(settings.objection_days),
        str(settings.publication_months),
        settings.backups,
        day_minute(settings.backup_time),
        str(settings.backup_days),
        settings.signs,
        settings.language,
        settings.text_size,
    )


# ---------------------------------------------------------------- saved


def save_settings(home: Home, changes: Mapping[str, str]) -> Saved:
    """Put what a form says in the settings file; comments, order and everything else in it stay.

    Raises JobError with every key that will not do and its remedy; then nothing is written.
    """
    content = read_text_file(home.path / SETTINGS_FILE)
    before, _ = read_settings_text(content)
    wanted = {key: _value(key, text) for key, text in changes.items()}
    after = _edited(content, wanted)
    values, faults = read_settings_text(after)
    if faults:
        raise JobError("没有保存：" + "；".join(_sentence(fault) for fault in faults))
    changed = tuple(key for key in LABELS if values[key] != before.get(key))
    for key in ("publication", "backups"):
        if key in changed:
            check_folder(home, values[key])
    if changed:
        _write(home.path / SETTINGS_FILE, after)
    return Saved(changed, bool(RESTART & set(changed)))


def _value(key: str, text: str) -> Any:
    """A field's text as the settings file holds it; what is no such value stays text, and is refused as it stands."""
    text = text.strip()
    if key in ("centre", "publication", "backups", "signs"):
        return text
    plain = unicodedata.normalize("NFKC", text)
    if key in YES_NO:
        return {"yes": True, "no": False}.get(plain, text)
    if key in WHOLE:
        return int(plain) if plain.isdecimal() else text
    if key == "read_times":
        return [_time(each) for each in plain.replace("、", " ").replace(",", " ").split()]
    return _time(plain) if key.endswith("_time") else plain


def _time(text: str) -> str:
    """8:05 is meant as 08:05."""
    return f"0{text}" if text[1:2] == ":" else text


def _edited(content: str, wanted: Mapping[str, Any]) -> str:
    import tomlkit

    document = tomlkit.parse(content)
    comments = _comments()
    for key, value in wanted.items():
        if key not in document and key in comments:
            document.add(tomlkit.nl())
            document.add(tomlkit.comment(comments[key]))
        if document.get(key) != value:
            document[key] = value
    return tomlkit.dumps(document)


def _comments() -> dict[str, str]:
    """The line that explains a key, as in a new file; an old one gets it with the key."""
    pairs = pairwise(SETTINGS.splitlines())
    return {
        key.split(" =")[0]: said.removeprefix("# ") for said, key in pairs if said.startswith("# ") and " = " in key
    }


def _sentence(fault: Fault) -> str:
    limit = fault.limit
    for key, label in LABELS.items():
        limit = limit.replace(key, label)
    said = fault_sentence(fault._replace(key=f"“{LABELS.get(fault.key, fault.key)}”", limit=limit))
    return said.replace("” 的时间 ", "” ").replace("” ", "”").replace("晚于 ", "晚于")  # a label stands in for a key


def _write(path: Path, content: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def check_folder(home: Home, folder: str) -> str:
    """A folder to publish or back up in, tried by writing to it; gives its full path.

    Raises JobError with the remedy.
    """
    place = home.path / folder.strip()
    probe = place / ".在岗写入测试"
    if place.exists() and not place.is_dir():
        raise JobError(f"{place} 是文件，不是文件夹，请另选一个文件夹")
    try:
        place.mkdir(exist_ok=True)
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise JobError(
            f"不能往 {place} 里写文件（{file_words(error)}）；"
            "请检查文件夹是否存在、这台电脑是否有写入权限，或另选一个文件夹"
        ) from None
    return str(place.resolve())

"""settings.toml: what stands in it, what each key may be, and what holds where one is left out."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from attendance.shape import (
    Fault,
    Key,
    RefusedError,
    list_of,
    month_day,
    one_of,
    read_table,
    text,
    time_of_day,
    whole,
    yes_no,
)
from office.failures import JobError, fault_sentence
from reports.month_signs import read_signs, signs_text

SETTINGS_FILE = "settings.toml"
_TEXT = """\
# 在岗的设置。改完保存即可，下一次操作生效。

# 本中心名称，写在公示表的标题里
centre = {centre}

# 公示文件夹；可以写局域网共享文件夹的完整路径，路径用单引号，例如 '\\\\server\\公示'
publication = 'published'

# 读一台设备最多等多少秒
read_seconds = 60

# 每年从哪天起提醒下一年的放假安排还没有公布
calendar_warning = "11-01"

# 早上几点读设备，从早到晚
read_times = ["08:05", "08:45", "09:30"]

# 早上几点出公示草稿
draft_time = "08:50"

# 早上几点公示前一个工作日
publish_time = "09:30"

# 最迟几点必须公示，到时数据不全也公示
latest_time = "09:50"

# 每天公示的期限，窗口按它倒数
deadline_time = "10:00"

# 到公示时间没有人确认，也自动公示：true 是，false 等人确认
publish_alone = true

# 工作时间里每隔多少分钟读一次设备，0 为只在上面的时间读
read_every = 30

# 早上缺数据、连不上设备或者公示文件夹时，每隔多少分钟再试
retry_every = 3

# 公示以后几个工作日内可以申诉，0 为公示上不写
objection_days = 3

# 公示文件夹里保留最近多少个月的公示，0 为一直保留；数据库里的不受影响
publication_months = 24

# 备份文件夹；最好写另一块硬盘或者共享文件夹的完整路径
backups = 'backups'

# 每天几点备份，那时没有开机的，下一次开机补
backup_time = "18:30"

# 备份保留多少天；每月最后一份一直保留
backup_days = 30

# 考勤月报的符号：名称后面写一个符号，用空格分开；别的假用它的第一个字，没有写的用程序自己的
signs = "{signs}"

# 窗口的语言：zh_CN 简体中文，en 英文
language = "zh_CN"

# 窗口里字的大小：standard 标准，large 大
text_size = "standard"
"""
SETTINGS = _TEXT.replace("{signs}", signs_text())


def month_signs(value: object) -> str:
    """迟到▲ 早退▼, as `reports.month_signs` reads it."""
    if not isinstance(value, str):
        raise RefusedError("text")
    read_signs(value)
    return " ".join(value.split())


_SHAPE = {
    "centre": Key(text(r".*"), ""),
    "publication": Key(text(), "published"),
    "read_seconds": Key(whole(5, 3600), 60),
    "calendar_warning": Key(month_day, (11, 1)),
    "read_times": Key(list_of(time_of_day), (485, 525, 570)),
    "draft_time": Key(time_of_day, 530),
    "publish_time": Key(time_of_day, 570),
    "latest_time": Key(time_of_day, 590),
    "deadline_time": Key(time_of_day, 600),
    "publish_alone": Key(yes_no, True),
    "read_every": Key(whole(0, 240), 30),
    "retry_every": Key(whole(1, 60), 3),
    "objection_days": Key(whole(0, 30), 3),
    "publication_months": Key(whole(0, 600), 24),
    "backups": Key(text(), "backups"),
    "backup_time": Key(time_of_day, 1110),
    "backup_days": Key(whole(1, 3660), 30),
    "signs": Key(month_signs, signs_text()),
    "language": Key(one_of("zh_CN", "en"), "zh_CN"),
    "text_size": Key(one_of("standard", "large"), "standard"),
}


@dataclass(frozen=True)
class Settings:
    """What the office set for itself. Times of the morning are minutes since midnight."""

    centre: str
    publication: str
    read_seconds: int
    calendar_warning: tuple[int, int]
    read_times: tuple[int, ...]
    draft_time: int
    publish_time: int
    latest_time: int
    deadline_time: int
    publish_alone: bool
    read_every: int
    retry_every: int
    objection_days: int
    publication_months: int
    backups: str
    backup_time: int
    backup_days: int
    signs: str
    language: str
    text_size: str


def settings_from(content: str) -> Settings:
    """Settings from their file's text; what is left out has its default. Raises JobError with every fault."""
    values, faults = read_settings_text(content)
    if faults:
        raise JobError(f"设置文件 {SETTINGS_FILE} 有误：" + "；".join(fault_sentence(fault) for fault in faults))
    return Settings(**values)


def read_settings_text(content: str) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a settings file by key, and what is wrong with it. Raises JobError where it is no TOML."""
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 个字附近" if place else "最后一行"
        remedy = "请改正后再试，多半是少了引号、等号或者括号"
        raise JobError(f"设置文件 {SETTINGS_FILE} 写法有误：{where}不对，{remedy}") from None
    faults: list[Fault] = []
    values = read_table(table, _SHAPE, faults)
    if not faults:
        faults += _disorder(values)
    return values, faults


def _disorder(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Times of the morning that do not follow one another."""
    reads = values["read_times"]
    if list(reads) != sorted(set(reads)):
        yield Fault("read_times", "、".join(map(day_minute, reads)), "times_order")
    steps = ("draft_time", "publish_time", "latest_time", "deadline_time")
    for earlier, later in (("read_times", "draft_time"), *pairwise(steps)):
        first = min(reads) if earlier == "read_times" else values[earlier]
        if values[later] <= first:
            yield Fault(later, day_minute(values[later]), "time_too_early", f"{earlier}（{day_minute(first)}）")
    if max(reads) > values["latest_time"]:
        limit = f"latest_time（{day_minute(values['latest_time'])}）"
        yield Fault("read_times", day_minute(max(reads)), "time_too_late", limit)


def day_minute(minute: int) -> str:
    """510 → 08:30."""
    return f"{minute // 60:02}:{minute % 60:02}"

"""The field's Chinese words for the codes of a posted day, and its ways of writing dates and times."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from attendance.document import COUNTED

CODES: Mapping[str, str] = {
    "on_time": "正常",
    "late": "迟到",
    "short_of_early": "未提前到岗",
    "left_early": "早退",
    "short_of_stay": "未延时离岗",
    "missing_in": "签到缺卡",
    "missing_out": "签退缺卡",
    "absent": "旷工",
    "unknown": "数据不全",
    "on_leave": "请假",
    "on_outing": "临时外出",
    "covered_elsewhere": "他处值守",
    "rest": "休息",
    "overstayed": "离岗超时",
    "away_unclosed": "离岗未销",
    "away_unreported": "离岗未报告",
    "away_too_often": "离岗次数超限",
    "outing_overrun": "外出超时",
    "post_vacant": "空岗",
    "leave_without_cover": "请假无顶岗",
    "leave_not_closed": "未销假",
    "leave_unapproved": "手续不全",
    "contradiction": "记录矛盾",
    "conduct": "违纪",
}
CAUSES: Mapping[tuple[str, str], str] = {
    ("absent", "no_punch"): "无打卡记录",
    ("absent", "late"): "迟到达到旷工标准",
    ("absent", "left_early"): "早退达到旷工标准",
    ("unknown", "not_read"): "设备未读全",
    ("unknown", "silent_terminal"): "设备疑似停电",
    ("outing_overrun", "not_closed"): "未登记返回",
    ("leave_unapproved", "pending"): "审批未完",
    ("leave_unapproved", "rejected"): "未批准",
    ("leave_unapproved", "handover"): "未确认工作交接",
    ("contradiction", "punched_on_leave"): "请假期间有打卡",
    ("contradiction", "two_terminals"): "几乎同时在两个楼层打卡",
    ("contradiction", "cover_away"): "顶岗人本人也不在岗",
    ("contradiction", "cover_absent"): "顶岗人没有到岗",
}
LASTED = frozenset({"away_unreported"})  # its minutes say how long it lasted, not by how much it was too long
WHEREABOUTS: Mapping[str, str] = {  # where somebody was while his post was vacant
    "absent": "未到岗",
    "not_yet": "尚未到岗",
    "left": "已离岗",
    "on_outing": "外出",
    "stepped_away": "离岗超时",
    "own_post": "在本人岗位",
    "not_due": "不在班",
    "on_leave": "请假",
    "covered_elsewhere": "他处值守",
    "excused": "外出或请假",
}
LATE: Mapping[str, str] = {  # why a day was posted after its time
    "not_running": "到期限时程序没有运行（电脑没有开机或者程序没有启动）",
    "unconfirmed": "到期限时没有人确认",
    "trouble": "到期限时还不能认定",
    "failed": "到期限时没有办成",
    "by_hand": "没有按时办理",
}
SESSIONS: Mapping[str, str] = {
    "am": "上午",
    "pm": "下午",
    "noon": "午间",
    "evening": "晚间",
    "night": "夜间",
    "day": "全天",
    "duty": "值班",
}
Side = Literal["in", "out"]
SIDE_NAMES: tuple[Side, Side] = ("in", "out")
ACTS: Mapping[str, str] = {"approve": "批准", "opinion": "签署意见", "file": "备案"}
SIDES: Mapping[str, str] = {"in": "签到", "out": "签退"}
COUNTS: Mapping[str, str] = dict(
    zip(COUNTED, ("应到", "实到", "迟到", "早退", "缺卡", "旷工", "请假", "数据不全"), strict=True)
)
WEEKDAYS = "一二三四五六日"
NOTHING_SAID = {"": "未列入", "not_listed": "未列入"}  # of somebody who came or went
LATIN_WORD = re.compile(r"\b([a-z_]+)(?: (\d+)(?![\d:]))?(?![\w:])")


def code_word(code: str) -> str:
    """A finding's or result's word. `on_leave:事假` is its kind; a code nobody knows is shown as it stands."""
    family, _, kind = code.partition(":")
    if family == "on_leave" and kind:
        return kind
    return CODES.get(family, family) + (f"（{kind}）" if kind else "")


def cause_word(code: str, cause: str) -> str:
    """Why somebody is absent or unknown, e.g. 无打卡记录; empty where no cause was given."""
    return CAUSES.get((code, cause), cause)


def finding_phrase(code: str, minutes: int = 0, cause: str = "") -> str:
    """迟到7分钟, 旷工（无打卡记录）, 旷工（迟到达到旷工标准，42分钟）."""
    why, long = cause_word(code, cause), f"{minutes}分钟" if minutes else ""
    if not why and code not in LASTED:
        return code_word(code) + long
    said = "，".join(filter(None, (why, long)))
    return code_word(code) + (f"（{said}）" if said else "")


def late_word(why: str) -> str:
    """Why a day was posted late."""
    return LATE.get(why, why)


def whereabouts(why: str) -> str:
    """Where somebody was while his post was vacant: 未到岗, 事假 of `on_leave:事假`."""
    family, _, kind = why.partition(":")
    return kind or WHEREABOUTS.get(family, family)


def change_phrase(result: str) -> str:
    """A change's `from` or `to`: a result, with its minutes where it has some (`late 7`)."""
    if result in NOTHING_SAID:
        return NOTHING_SAID[result]
    code, space, minutes = result.rpartition(" ")
    return finding_phrase(code, int(minutes)) if space and minutes.isdecimal() else code_word(result)


def detail_phrase(detail: str) -> str:
    """A change's detail with its codes in Chinese: 签到 08:37:11 → 08:35:02；late 7 → late 5."""
    return LATIN_WORD.sub(_detail_word, detail)


def _detail_word(found: re.Match[str]) -> str:
    word, minutes = found[1], int(found[2] or 0)
    return finding_phrase(word, minutes) if word in CODES else found[0].replace(word, SIDES.get(word, word), 1)


def session_word(session: str) -> str:
    """上午, 下午; a rulebook's own session names are shown as it gives them."""
    return SESSIONS.get(session, session)


@lru_cache(1024)  # lists name the same days and moments again and again
def day_words(day: str) -> str:
    """2026年11月20日 星期五."""
    when = date.fromisoformat(day)
    return f"{when.year}年{when.month}月{when.day}日 星期{WEEKDAYS[when.weekday()]}"


def month_words(month: str) -> str:
    """2026年11月, from 2026-11 or any day of it."""
    return f"{int(month[:4])}年{int(month[5:7])}月"


def date_words(day: str) -> str:
    """2026年11月20日."""
    return day_words(day).partition(" ")[0]


@lru_cache(1024)
def moment_words(moment: str) -> str:
    """2026年11月21日 08:50."""
    when = datetime.fromisoformat(moment)
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"


def short_moment(moment: str) -> str:
    """11月20日 18:05."""
    when = datetime.fromisoformat(moment)
    return f"{when.month}月{when.day}日 {when:%H:%M}"


def short_day(day: str) -> str:
    """11月20日."""
    when = date.fromisoformat(day)
    return f"{when.month}月{when.day}日"


def half_words(half: str) -> str:
    """11月18日上午, from 2026-11-18:am."""
    day, _, part = half.partition(":")
    return short_day(day) + session_word(part)


def span_words(first: str, last: str) -> str:
    """11月18日上午至20日下午, from two half-days; what both have in common is said once."""
    (day, _, half), (last_day, _, last_half) = first.partition(":"), last.partition(":")
    if day == last_day:
        return short_day(day) + (session_word(half) if half == last_half else "")
    end = half_words(last)
    if day[:7] == last_day[:7]:
        end = end.partition("月")[2]
    elif day[:4] != last_day[:4]:
        end = f"{last_day[:4]}年{end}"
    return f"{half_words(first)}至{end}"


def length_words(seconds: int) -> str:
    """7分02秒, 1小时00分00秒: how far a clock is off."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}小时{minutes:02}分{left:02}秒"
    return f"{minutes}分{left:02}秒" if minutes else f"{left}秒"

"""Words, signs and tones of the codes that verbs give, in the window's language.

A sign stands beside every colour, so that nothing is said by colour alone.
"""

from collections.abc import Mapping

from ui.language import _


def _words() -> Mapping[str, str]:
    return {
        "on_time": _("正常"),
        "late": _("迟到"),
        "short_of_early": _("未提前到岗"),
        "left_early": _("早退"),
        "short_of_stay": _("未延时离岗"),
        "missing_in": _("签到缺卡"),
        "missing_out": _("签退缺卡"),
        "absent": _("旷工"),
        "unknown": _("数据不全"),
        "on_leave": _("请假"),
        "on_outing": _("临时外出"),
        "covered_elsewhere": _("他处值守"),
        "rest": _("休息"),
        "overstayed": _("离岗超时"),
        "away_unclosed": _("离岗未销"),
        "away_unreported": _("离岗未报告"),
        "away_too_often": _("离岗次数超限"),
        "outing_overrun": _("外出超时"),
        "post_vacant": _("空岗"),
        "leave_without_cover": _("请假无顶岗"),
        "leave_not_closed": _("未销假"),
        "leave_unapproved": _("手续不全"),
        "contradiction": _("记录矛盾"),
        "conduct": _("违纪"),
    }


TONES: Mapping[str, str] = {
    "on_time": "plain",
    "late": "late",
    "short_of_early": "late",
    "left_early": "late",
    "short_of_stay": "late",
    "missing_in": "late",
    "missing_out": "late",
    "absent": "bad",
    "unknown": "unknown",
    "on_leave": "leave",
    "on_outing": "away",
    "covered_elsewhere": "cover",
    "rest": "rest",
}
SIGNS: Mapping[str, str] = {
    "on_time": "√",
    "late": "▲",
    "short_of_early": "△",
    "left_early": "▼",
    "short_of_stay": "▽",
    "missing_in": "○",
    "missing_out": "○",
    "absent": "×",
    "unknown": "?",
    "on_leave": "◇",
    "on_outing": "→",
    "covered_elsewhere": "◎",
    "rest": "",
}


def code_word(code: str) -> str:
    """A result's or finding's word; `on_leave:事假` is its kind, as the rulebook names it."""
    known, _colon, kind = code.partition(":")
    if known == "on_leave" and kind:
        return kind
    return _words().get(known, known) + (f"（{kind}）" if kind else "")


def tone_of(code: str) -> str:
    """The tone of a code; findings without one of their own are bad news."""
    return TONES.get(code.partition(":")[0], "bad")


def sign_of(code: str) -> str:
    """The sign of a code: √ ▲ × …"""
    return SIGNS.get(code.partition(":")[0], "●")


def session_word(session: str) -> str:
    """上午, 下午; a rulebook's own session names are shown as it gives them."""
    words = {
        "am": _("上午"),
        "pm": _("下午"),
        "noon": _("午间"),
        "evening": _("晚间"),
        "night": _("夜间"),
        "day": _("全天"),
        "duty": _("值班"),
    }
    return words.get(session, session)


def minutes_words(seconds: int) -> str:
    """12:05, a clock's minutes and seconds; hours run on in minutes."""
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60:02}:{abs(seconds) % 60:02}"


def floor_word(floor: str) -> str:
    """1楼, 地下1层; a floor that is no number is called what the roster calls it."""
    if floor.startswith("-") and floor[1:].isdecimal():
        return _("地下{floor}层").format(floor=floor[1:])
    if floor.isdecimal():
        return _("{floor}楼").format(floor=floor)
    return floor or _("未分楼层")

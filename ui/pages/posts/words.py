"""The words of posts: floors, who covers, and where somebody was."""

from collections.abc import Iterable
from datetime import date

from ui.language import _
from ui.words import code_word


def state_word(state: str) -> str:
    """By whom a post was covered."""
    words = {
        "A": _("A岗在岗"),
        "B": _("B岗在岗"),
        "both": _("A、B岗都在岗"),
        "substitute": _("顶岗人在岗"),
        "unknown": _("数据不全"),
        "vacant": _("空岗"),
        "brief": _("短暂无人"),
    }
    return words[state]


def role_word(role: str) -> str:
    """A岗, B岗, 顶岗."""
    return _("顶岗人") if role == "substitute" else _("{role}岗").format(role=role)


def where_words(why: Iterable[str]) -> str:
    """Where somebody was: 在岗, 签退缺卡, 事假."""
    return _("、").join(map(_where, why))


def _where(why: str) -> str:
    words = {
        "here": _("在岗位上"),
        "not_read": _("设备未读全"),
        "silent_terminal": _("设备疑似停电"),
        "outing_unclosed": _("外出未登记返回"),
        "absent": _("未到岗"),
        "not_yet": _("尚未到岗"),
        "left": _("已离岗"),
        "on_outing": _("外出"),
        "stepped_away": _("离岗超时"),
        "own_post": _("在本人岗位"),
        "not_due": _("不在班"),
    }
    return words.get(why) or code_word(why)


def span_words(first: date | None, last: date | None) -> str:
    """2026-11-01 至 2026-12-31; open on a side where there is no day."""
    if first is None and last is None:
        return _("一直")
    if last is None:
        return _("{first} 起").format(first=first)
    if first is None:
        return _("至 {last}").format(last=last)
    return _("{first} 至 {last}").format(first=first, last=last)

"""Words and tones of leave slips and outings, and half-days as the page writes them."""

from collections.abc import Mapping
from datetime import date

from ui.language import _

STATE_TONES: Mapping[str, str] = {
    "to_close": "bad",
    "pending": "late",
    "handover": "late",
    "in_force": "leave",
    "over": "plain",
    "closed": "plain",
    "rejected": "rest",
    "cancelled": "rest",
}
OUTING_TONES: Mapping[str, str] = {"out": "away", "overdue": "bad", "back": "plain", "back_late": "late"}
VERDICT_TONES: Mapping[str, str] = {"added": "good", "known": "rest", "rejected": "bad"}


def state_word(state: str) -> str:
    """待签, 生效 …; empty stands for all."""
    return {
        "waiting": _("待办"),
        "": _("全部"),
        "to_close": _("待销假"),
        "pending": _("待签"),
        "handover": _("待交接"),
        "in_force": _("生效"),
        "over": _("已休完"),
        "closed": _("已销假"),
        "rejected": _("已驳回"),
        "cancelled": _("已撤销"),
    }[state]


def outing_word(state: str) -> str:
    """外出中, 超时未回 …"""
    return {"out": _("外出中"), "overdue": _("超时未回"), "back": _("已返回"), "back_late": _("晚回")}[state]


def verdict_word(verdict: str) -> str:
    """What becomes of a row of a file."""
    return {"added": _("将登记"), "known": _("已有"), "rejected": _("拒收")}[verdict]


def half_word(half: str) -> str:
    """上午 or 下午."""
    return _("上午") if half == "am" else _("下午")


def half_text(half: tuple[date, str]) -> str:
    """11-20 上午."""
    return f"{half[0]:%m-%d} {half_word(half[1])}"


def span_text(first: tuple[date, str], last: tuple[date, str]) -> str:
    """11-20 上午 – 11-21 下午, as short as it is clear."""
    if first == last:
        return half_text(first)
    if first[0] == last[0]:
        return f"{first[0]:%m-%d} {_('全天')}"
    return f"{half_text(first)} – {half_text(last)}"


def long_span(first: tuple[date, str], last: tuple[date, str]) -> str:
    """2026-11-20 上午 至 2026-11-21 下午."""
    one, other = (f"{each[0].isoformat()} {half_word(each[1])}" for each in (first, last))
    return one if first == last else _("{first} 至 {last}").format(first=one, last=other)


def person_text(name: str, number: str) -> str:
    """王芳（1001）; a number alone where nobody has it."""
    return f"{name}（{number}）" if name else number

"""What the strip of the morning says: the day and its state, the time that is left, and how far the terminals are."""

from collections.abc import Mapping
from datetime import datetime

from office.board_records import Morning
from ui.language import _, day_words
from ui.widgets.bits import flow

MOST_MISSING, MOST_NAMES = 3, 3


def headline(morning: Morning) -> str:
    """2026-11-20 星期五　待公示."""
    words: Mapping[str, str] = {
        "no_people": _("名册里还没有人"),
        "no_terminals": _("还没有登记考勤设备"),
        "nothing": _("没有要公示的日子"),
        "due": _("待公示，已确认") if morning.agreed else _("待公示"),
        "late": _("还没有公示"),
        "posted": _("已公示第 {edition} 版").format(edition=morning.edition),
        "changed": _("已公示第 {edition} 版，之后数据有变").format(edition=morning.edition),
        "trouble": _("不能认定"),
    }
    dated = morning.day and morning.state not in ("no_people", "no_terminals", "nothing")
    return "　".join(filter(None, (day_words(morning.day) if dated and morning.day else "", words[morning.state])))


def note(morning: Morning, now: datetime) -> str:
    """The time that is left, and what the day lacks."""
    shown = morning.missing[:MOST_MISSING]
    more = _("等 {count} 项").format(count=len(morning.missing)) if len(morning.missing) > MOST_MISSING else ""
    missing = "；".join(map(flow, shown) if morning.state == "trouble" else shown) + more
    return "　".join(filter(None, (_hurry(morning, now), missing or _complete(morning))))


def _hurry(morning: Morning, now: datetime) -> str:
    if morning.state in ("posted", "changed") and morning.posted_at:
        today = morning.posted_at.date() == now.date()
        return _("{time} 公示").format(time=f"{morning.posted_at:{'%H:%M' if today else '%m-%d %H:%M'}}")
    if morning.state not in ("due", "late") or morning.deadline is None:
        return ""
    if morning.deadline.date() != now.date():
        return _("{time} 前公示").format(time=f"{morning.deadline:%m-%d %H:%M}")
    minutes = int((morning.deadline - now).total_seconds()) // 60
    when = f"{morning.deadline:%H:%M}"
    if now > morning.deadline:
        return _("最迟 {time} 公示，已过 {minutes} 分钟").format(time=when, minutes=-minutes - 1)
    return _("最迟 {time} 公示，还有 {minutes} 分钟").format(time=when, minutes=minutes)


def _complete(morning: Morning) -> str:
    if morning.state == "no_terminals":
        return _("登记并读取设备以后才能认定，在那以前都是数据不全")
    return _("数据已齐") if morning.state in ("due", "late") else ""


def reach(morning: Morning, now: datetime) -> tuple[str, str]:
    """How far the terminals are read, and which of them are not."""
    least = morning.least
    if least is None:
        return "", ""
    if least.horizon is None:
        first = _("{name}还没有读过").format(name=least.name)
    else:
        first = _("设备读到 {time}").format(time=_moment(least.horizon, now))
    failing = "、".join(morning.failing[:MOST_NAMES])
    if len(morning.failing) > MOST_NAMES:
        failing = _("{names}等 {count} 台").format(names=failing, count=len(morning.failing))
    return first, _("没有读成：{names}").format(names=failing) if failing else _rest(morning)


def _rest(morning: Morning) -> str:
    """How many terminals there are, and which of them is behind the others."""
    least, count = morning.least, len(morning.terminals)
    reached = {read.horizon and f"{read.horizon:%m-%d %H:%M}" for read in morning.terminals}
    if least is None or len(reached) == 1:
        return _("共 {count} 台").format(count=count)
    return _("共 {count} 台，最早的是{name}").format(count=count, name=least.name)


def _moment(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%m-%d %H:%M}"

"""The words of the terminals' page."""

from datetime import datetime, timedelta

from office.terminal_view import TerminalRow
from office.terminal_waiting import Waiting
from ui.language import _, day_words
from ui.words import floor_word, session_word

TONES = {"ok": "good", "stale": "late", "failing": "bad", "never": "unknown"}
SIGNS = {"ok": "√", "stale": "▲", "failing": "×", "never": "○"}


def moment_words(moment: datetime | None, today: datetime) -> str:
    """09:20 of today, 11-20 18:05 of this year, else with its year."""
    if moment is None:
        return "–"
    if moment.date() == today.date():
        return f"{moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == today.year else f"{moment:%Y-%m-%d %H:%M}"


def state_word(row: TerminalRow) -> str:
    """已读全, 没有读全 …"""
    words = {
        "ok": _("已读全"),
        "stale": _("没有读全"),
        "failing": _("连不上"),
        "never": _("从未读到"),
    }
    return words[row.state]


def state_words(row: TerminalRow, today: datetime) -> str:
    """The state with its sign and since when: × 连不上，11-20 18:05 起."""
    word = f"{SIGNS[row.state]} {state_word(row)}"
    if row.since is None or row.state == "ok":
        return word
    return _("{state}，{moment} 起").format(state=word, moment=moment_words(row.since, today))


def offset_words(seconds: int | None) -> str:
    """快 7 分 2 秒; in the table that is all that counts of a clock."""
    if seconds is None:
        return "–"
    if seconds == 0:
        return _("一致")
    words = _("快 {length}") if seconds > 0 else _("慢 {length}")
    return words.format(length=_length(abs(seconds)))


def _length(seconds: int) -> str:
    span = timedelta(seconds=seconds)
    if span.days:
        return _("{days} 天 {hours} 小时").format(days=span.days, hours=span.seconds // 3600)
    if seconds >= 3600:
        return _("{hours} 小时 {minutes} 分").format(hours=seconds // 3600, minutes=seconds // 60 % 60)
    if seconds >= 60:
        return _("{minutes} 分 {seconds} 秒").format(minutes=seconds // 60, seconds=seconds % 60)
    return _("{seconds} 秒").format(seconds=seconds)


def place_words(row: TerminalRow) -> str:
    """192.168.1.201:4370 UDP."""
    return f"{row.host}:{row.port}{' UDP' if row.udp else ''}"


def fill_words(row: TerminalRow) -> str:
    """1,008 · 1%."""
    if row.share is None:
        return f"{row.records:,}" if row.serial else "–"
    return f"{row.records:,} · {row.share}%"


def floor_words(floor: str) -> str:
    """1 楼; nothing where none is entered."""
    return floor_word(floor) if floor else "–"


def waiting_words(one: Waiting) -> str:
    """What the office has to decide of a session."""
    words = {
        "silent": _("{terminal} {day} {session}没有一条记录，常用它的 {people} 人没有打卡，疑似停电，先记数据不全"),
        "lost": _("{terminal} {day} {session}的记录可能缺失（设备换过或被清空），先记数据不全"),
    }
    session = _session_words(one)
    return words[one.cause].format(terminal=one.terminal, day=day_words(one.day), session=session, people=one.people)


def _session_words(one: Waiting) -> str:
    """上午, or 上午的签到时段 where only that side is silent."""
    session = session_word(one.session)
    if one.cause == "lost" or len(one.sides) == 2:
        return session
    side = _("签到时段") if one.sides == ("in",) else _("签退时段")
    return _("{session}的{side}").format(session=session, side=side)


def problem_word(kind: str) -> str:
    """What is wrong with a raw punch."""
    words = {
        "": "",
        "impossible_date": _("日期不存在"),
        "future": _("时间在将来"),
        "unknown_number": _("名册里没有这个号码"),
        "unknown_uid": _("设备上已删除的用户"),
        "odd_state": _("状态键不明"),
    }
    return words.get(kind, kind)


def key_word(state: int) -> str:
    """The key that was pressed; a hint only, times decide."""
    words = {
        0: _("签到"),
        1: _("签退"),
        2: _("外出"),
        3: _("返回"),
        4: _("加班签到"),
        5: _("加班签退"),
    }
    return f"{state} {words[state]}" if state in words else str(state)

"""What the board's codes are called on the map, and in which tone."""

from collections.abc import Callable, Mapping
from datetime import datetime

from office.board_records import Board, Seat, Tile
from ui.language import _
from ui.words import minutes_words, session_word

Said = tuple[str, str]  # text, tone


def seat_words(seat: Seat, now: datetime) -> Said:
    """在岗, 未到, 外出 10:00 回, 12:34 of a running step-away …"""
    return _SEATS[seat.where](seat, now)


def _present(seat: Seat, _now: datetime) -> Said:
    if seat.covering:
        return _("顶岗"), "cover"
    if seat.late:
        return _("迟到 {minutes} 分").format(minutes=seat.late), "late"
    return _("在岗"), "good"


def _not_yet(seat: Seat, _now: datetime) -> Said:
    return (_("未到·假未批"), "bad") if seat.kind else (_("未到"), "bad")


def _on_outing(seat: Seat, now: datetime) -> Said:
    if seat.limit is None:
        return _("外出中"), "away"
    if seat.over and now >= seat.over:
        return _("外出未回"), "late"
    return _("外出 {time} 回").format(time=f"{seat.limit:%H:%M}"), "away"


def _stepped_away(seat: Seat, now: datetime) -> Said:
    if seat.limit is None:
        return _("离岗 {time}").format(time=f"{seat.since:%H:%M}" if seat.since else ""), "away"
    left = minutes_words(int((seat.limit - now).total_seconds()))
    if seat.over and now >= seat.over:
        return _("超时 {time}").format(time=left), "bad"
    return _("离岗 {time}").format(time=left), "late" if seat.alarm and now >= seat.alarm else "away"


def _signed_out(seat: Seat, _now: datetime) -> Said:
    return _("已签退 {time}").format(time=f"{seat.since:%H:%M}" if seat.since else ""), "unknown"


def _off(seat: Seat, _now: datetime) -> Said:
    words = {"before": _("未上班"), "break": _("班间休息"), "after": _("已下班")}
    return words.get(seat.kind, ""), "rest"


_SEATS: Mapping[str, Callable[[Seat, datetime], Said]] = {
    "present": _present,
    "elsewhere": lambda _seat, _now: (_("他处值守"), "cover"),
    "waiting": lambda _seat, _now: (_("未到时间"), "rest"),
    "not_yet": _not_yet,
    "on_leave": lambda seat, _now: (seat.kind or _("请假"), "leave"),
    "on_outing": _on_outing,
    "stepped_away": _stepped_away,
    "signed_out": _signed_out,
    "unknown": lambda _seat, _now: (_("数据不全"), "unknown"),
    "off": _off,
}


def role_words(role: str) -> str:
    """A, B, 顶."""
    return _("顶") if role == "substitute" else role


def is_running(seat: Seat) -> bool:
    """Whether a clock runs on a seat."""
    return seat.where == "stepped_away" and seat.limit is not None


# ---------------------------------------------------------------- a seat in full, under the map


def seat_line(tile: Tile, seat: Seat) -> str:
    """Who it is, and what is known of where he is."""
    who = _("{name}（{number}）").format(name=seat.name, number=seat.number)
    place = f"{tile.post} {role_words(seat.role)}" if tile.post else ""
    own = _("本岗 {post}").format(post=seat.home_post) if seat.home_post else ""
    return "　".join(filter(None, (place, who, own, _more(seat))))


def _more(seat: Seat) -> str:
    since, limit = _clock(seat.since), _clock(seat.limit)
    told = {
        "present": _("{time} 签到").format(time=since) if since else "",
        "waiting": _("{time} 应到").format(time=limit),
        "not_yet": _("没有打卡，他的设备读到 {time}").format(time=_clock(seat.known)),
        "on_outing": _("{time} 外出，{limit} 应返回").format(time=since, limit=limit or "—"),
        "stepped_away": _("{time} 离岗，{limit} 应返回").format(time=since, limit=limit or "—"),
        "signed_out": _("{time} 已打签退卡").format(time=since),
        "unknown": _unknown(seat),
    }.get(seat.where, "")
    asked = _("{kind}还没有批准").format(kind=seat.kind) if seat.where == "not_yet" and seat.kind else ""
    cover = _("顶岗人 {name}").format(name=seat.cover) if seat.cover else ""
    return "　".join(filter(None, (told, asked, cover)))


def _unknown(seat: Seat) -> str:
    names = "、".join(seat.terminals)
    words = {
        "silent_terminal": _("{names}疑似停电"),
        "lost": _("{names}的记录可能有缺失"),
    }
    return words.get(seat.kind, _("{names}还没有读到他应到的时刻")).format(names=names or _("考勤设备"))


def tile_line(tile: Tile) -> str:
    """A post in full."""
    said = {
        "vacant": _("空岗，{since} 起（数据到 {known}）").format(since=_clock(tile.since), known=_clock(tile.known)),
        "unknown": _("有没有人在岗还不清楚"),
        "empty": _("没有人在岗"),
        "closed": _("不在开放时间"),
    }
    return "　".join(filter(None, (tile.post, tile.unit, said.get(tile.state, ""))))


def _clock(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


# ---------------------------------------------------------------- the day


def phase_words(board: Board) -> str:
    """What part of the day it is."""
    session = session_word(board.session)
    if board.rest and board.phase == "rest":
        return _("今天休息（{why}）").format(why=board.occasion or _("周末"))
    words = {
        "before": _("{session}还没有开始").format(session=session) if session else _("还没有上班"),
        "open": _("{session}班").format(session=session),
        "break": _("班间休息"),
        "after": _("今天已下班"),
    }
    duty = _("休息日值班") if board.rest else ""
    return "　".join(filter(None, (duty, words.get(board.phase, ""))))

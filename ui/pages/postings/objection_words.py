"""Words of objections: how one stands, whose it is, and how long objections are heard."""

from collections.abc import Mapping

from office.objection_view import Period
from office.objections import Objection
from ui.language import _, day_words
from ui.words import session_word

TONES: Mapping[str, str] = {"open": "late", "upheld": "good", "rejected": "unknown", "withdrawn": "rest"}


def state_word(found: Objection) -> str:
    """等待决定; 成立 · 第2版 …"""
    if found.decision and found.decision.upheld:
        return _("成立 · 第{edition}版").format(edition=found.decision.edition)
    words = {"open": _("等待决定"), "rejected": _("不成立"), "withdrawn": _("已撤回")}
    return words[found.state]


def which_session(session: str) -> str:
    """上午, or 全天."""
    return session_word(session) if session else _("全天")


def in_time_word(found: Objection) -> str:
    """期限内, 逾期; nothing where the posting names no period."""
    if found.until is None:
        return ""
    return _("逾期") if found.late else _("期限内")


def heading_words(found: Objection) -> str:
    """申诉 3　1002 王芳　2026-11-20 星期五 上午."""
    who = f"{found.number} {found.name}　{day_words(found.day)} {which_session(found.session)}"
    return _("申诉 {id}").format(id=found.id) + f"　{who}"


def period_words(period: Period | None) -> str:
    """申诉期到 2026-11-26，还剩 2 个工作日."""
    if period is None:
        return _("公示上没有写申诉期")
    if period.over:
        return _("申诉期已过（到 {day}）").format(day=period.until)
    if period.left:
        return _("申诉期到 {day}，还剩 {count} 个工作日").format(day=period.until, count=period.left)
    return _("申诉期今天（{day}）截止").format(day=period.until)

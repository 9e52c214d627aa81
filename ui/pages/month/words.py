"""The month's own words: headings of totals, how far it is posted, and what its legend says of days."""

from datetime import date, timedelta

from office.month_view import Counted, MonthView
from ui.language import _
from ui.words import code_word


def column_word(column: str) -> str:
    """The heading of a month's total."""
    own = {"attended": _("出勤"), "missing": _("缺卡"), "unknown": _("不全")}
    return own.get(column) or code_word(column)


def card_word(column: str) -> str:
    """What a card counts, and in what."""
    return {
        "rate": _("出勤率"),
        "late": _("迟到人次"),
        "left_early": _("早退人次"),
        "missing": _("缺卡次数"),
        "absent": _("旷工天数"),
        "on_leave": _("请假天数"),
        "unknown": _("不全天数"),
    }[column]


def posting_words(view: MonthView) -> str:
    """21 个工作日　已公示 15 天　还有 4 天没有到."""
    posting = view.posting
    said = [
        _("{count} 个工作日").format(count=posting.working),
        _("已公示 {count} 天").format(count=posting.posted),
    ]
    if posting.ahead:
        said.append(_("还有 {count} 天没有到").format(count=posting.ahead))
    return "　".join(said)


def waiting_words(view: MonthView) -> str:
    """2 天没有公示 ›, empty where none is missing."""
    count = view.posting.waiting
    return _("{count} 天没有公示，不计入 ›").format(count=count) if count else ""


def counted_words(counted: Counted) -> str:
    """迟到 2 次, 事假 1.5 天."""
    told = _("{word} {count} 天") if counted.per == "day" else _("{word} {count} 次")
    return told.format(word=code_word(counted.code), count=counted.much)


def month_beside(month: str, by: int) -> str:
    """2026-12 after 2026-11."""
    first = date.fromisoformat(f"{month}-01")
    return f"{first + timedelta(days=31) if by > 0 else first - timedelta(days=1):%Y-%m}"

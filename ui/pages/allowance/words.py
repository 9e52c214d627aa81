"""The page's own words: where a run stands, what a step means, how a day was decided."""

from datetime import date, datetime

from office.allowance_rows import OpenRow
from ui.language import _, weekday
from ui.words import session_word

STATES = ("draft", "checked", "approved", "closed")
STEPS = ("check", "approve", "close")
TONES = {"draft": "cover", "checked": "away", "approved": "leave", "closed": "good"}
PEOPLE, OPEN, RUNS = "people", "open", "runs"


def state_word(state: str) -> str:
    """草稿, 已核对, 已核准, 已封账; of an edition that a newer one replaced, 已被代替."""
    words = {
        "draft": _("草稿"),
        "checked": _("已核对"),
        "approved": _("已核准"),
        "closed": _("已封账"),
        "replaced": _("已被代替"),
    }
    return words.get(state, state)


def step_word(step: str) -> str:
    """核对, 核准, 封账."""
    return {"check": _("核对"), "approve": _("核准"), "close": _("封账")}.get(step, step)


def meaning(step: str) -> str:
    """What a step means, said before it is taken."""
    return {
        "check": _("核对：把现在算出的结果定为一版。这以后公示有变化，数字不会悄悄改变，会提示重新核对。"),
        "approve": _("核准：同意按这一版发放。核准以后公示有变化，要重新核对、重新核准。"),
        "close": _("封账：这个月就此定下，不能撤销。以后这个月有日子更正，差额在下一个没有封账的月份补发或扣回。"),
    }[step]


def edition_word(number: int | None) -> str:
    """第1版; while nothing is frozen, 现算."""
    return _("现算") if number is None else _("第{number}版").format(number=number)


def moment(at: datetime) -> str:
    """12-01 09:12."""
    return f"{at:%m-%d %H:%M}"


def short_day(day: date) -> str:
    """11-17 星期二."""
    return f"{day:%m-%d} {weekday(day)}"


def open_word(row: OpenRow) -> str:
    """数据不全, 申诉 3."""
    return _("数据不全") if row.kind == "unknown" else _("申诉 {number}").format(number=row.objection)


def session_or_day(session: str) -> str:
    """上午, or the whole day."""
    return session_word(session) if session else _("全天")


def decided_word(decided: str) -> str:
    """未定, 按出勤计, 不计, 先按公示计发."""
    words = {"": _("未定"), "paid": _("按出勤计"), "unpaid": _("不计"), "as_posted": _("先按公示计发")}
    return words.get(decided, decided)


def tab_word(tab: str, count: int) -> str:
    """人员 68, 未定的日子 3, 历次 2."""
    word = {PEOPLE: _("人员"), OPEN: _("未定的日子"), RUNS: _("历次")}[tab]
    return f"{word} {count}" if count else word


def yuan(amount: str) -> str:
    """1,234.50 of 1234.50, with a blank in the place of nothing."""
    whole, _point, cents = amount.removeprefix("-").partition(".")
    sign = "-" if amount.startswith("-") else ""
    return f"{sign}{int(whole):,}.{cents}"


def blank_nought(amount: str) -> str:
    """As `yuan`; what is nothing is not written, so that what is something can be seen."""
    return "" if not amount.strip("-0.") else yuan(amount)

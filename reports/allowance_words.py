"""The words of an allowance run: its stages, states and notes, how a line was reckoned, what was counted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from attendance.month_document import ActDoc, EventDoc, LineDoc, PersonMonthDoc
from reports.words import change_phrase, date_words, finding_phrase, session_word

UNITS: Mapping[str, str] = {
    "day": "天",
    "session": "个时段",
    "month": "个月",
    "time": "次",
    "minute": "分钟",
    "half_day": "个半天",
    "percent": "%",
}
NOTES: Mapping[str, str] = {
    "lost": "有下列情况，不发",
    "not_whole_month": "没有做满整月，不发",
    "at_most": "超过上限，按上限算",
    "nothing_left": "扣到 0 为止，不再往下扣",
    "forgoes": "这些天的这几项不发",
    "rest_later": "本月不够扣的，留到以后扣回",
}
STAGES: Mapping[str, str] = {
    "rates": "出勤",
    "bonuses": "奖励",
    "deductions": "扣款",
    "steps": "分档扣减",
    "forfeits": "不发",
    "floor": "不低于 0",
    "cap": "封顶",
    "rounding": "四舍五入",
    "supplement": "补发扣回",
}
WHY: Mapping[str, str] = {
    "floor": "不足 0 的按 0 计",
    "cap": "超过封顶的部分不发",
    "rounding": "最后一次四舍五入",
    "supplement": "封账以后这个月有更正，差额在本月补发或扣回",
}
NOTICES: Mapping[str, str] = {"yellow_card": "黄牌警告", "notice": "通报"}
STATES: Mapping[str, str] = {"draft": "草稿", "checked": "已核对", "approved": "已核准", "closed": "已封账"}
DECIDED: Mapping[str, str] = {"paid": "照发", "unpaid": "不发", "as_posted": "按公示"}
OPEN: Mapping[str, str] = {"unknown": "数据不全", "objection": "有申诉"}
MOST_DECIMALS = 4  # of a number of days that is shown: a third of a day


def line_title(line: LineDoc) -> str:
    """出勤补助; of a line that is no item of the rulebook what it does."""
    if line["title"]:
        return line["title"]
    if line["stage"] == "supplement" and line["name"]:
        return f"{line['name']} 补扣"
    return STAGES.get(line["stage"], line["name"])


def reckoned(line: LineDoc) -> str:
    """20.5 天 × 20.00 元; 410.00 元的 10%.

    Of a bonus that is lost what it would be; of an earlier month what it paid and what it comes to now.
    """
    if line.get("after"):
        return f"已发 {yuan(line['before'])} 元，应为 {yuan(line['after'])} 元"
    quantity, unit, rate = line["quantity"], line["unit"], yuan(line["rate"] or "0")
    if not unit or not quantity:
        return ""
    if quantity == "0" and unit == "month":
        return f"本来有 {rate} 元"
    if unit == "percent":
        return f"{rate} 元的 {quantity}%" if line["rate"] else f"{quantity}%"
    counted = f"{quantity} {UNITS.get(unit, unit)}"
    return f"{counted} × {rate} 元" if Decimal(line["rate"] or 0) else counted


def remark(line: LineDoc) -> str:
    """Why a line is as it is, where that is not plain."""
    return "；".join(filter(None, (WHY.get(line["stage"], ""), NOTES.get(line["note"], line["note"]))))


def notice_words(event: EventDoc) -> str:
    """黄牌警告, 黄牌警告已撤销; empty of anything else."""
    if event["code"] == "revoked":
        return f"{NOTICES[event['was']]}已撤销"
    return NOTICES.get(event["code"], "")


def event_words(event: EventDoc) -> str:
    """上午迟到7分钟, 事假, 黄牌警告; of a day that was put right also what it was: 上午旷工 → 正常."""
    code = event["code"]
    if noticed := notice_words(event):
        return noticed
    said = finding_phrase(code, event["minutes"]) if event["minutes"] else change_phrase(code)
    was = f"{change_phrase(event['was'])} → " if event.get("was") else ""
    return (session_word(event["session"]) if event["session"] else "") + was + said


def sum_words(person: PersonMonthDoc) -> str:
    """应发 410.00 − 扣款 30.00 ＝ 实发 380.00 元."""
    later = Decimal(person["supplement"])
    said = f"应发 {yuan(person['gross'])} − 扣款 {yuan(person['deducted'])}"
    if later:
        said += f" {'＋ 补发' if later > 0 else '− 扣回'} {yuan(str(abs(later)))}"
    return f"{said} ＝ 实发 {yuan(person['total'])} 元"


def yuan(amount: str) -> str:
    """1,234.50; more decimals only where there are more."""
    value = Decimal(amount)
    finer = len(f"{value.normalize():f}".partition(".")[2]) > 2
    return f"{value.normalize():,f}" if finer else f"{value:,.2f}"


def edition_words(number: int | None, state: str) -> str:
    """草稿; 第1版 已核准."""
    return STATES["draft"] if number is None else f"第{number}版 {STATES.get(state, state)}"


def act_of(acts: Sequence[ActDoc], act: str) -> ActDoc | None:
    """The latest act of a kind."""
    return next((each for each in reversed(acts) if each["act"] == act), None)


def act_words(acts: Sequence[ActDoc], act: str) -> str:
    """张三 2026年12月1日; empty while nobody did it."""
    found = act_of(acts, act)
    return f"{found['by']}　{date_words(found['at'][:10])}" if found else ""


def number_of(text: str) -> int | Decimal | str:
    """20.5 of "20.5", a third as it is nearest; a text that is no number stays what it is."""
    try:
        value = sum((Fraction(part) for part in text.split()), Fraction(0))
    except (ValueError, ZeroDivisionError, InvalidOperation):
        return text
    if not text.strip():
        return text
    nearest = round(Decimal(value.numerator) / value.denominator, MOST_DECIMALS)
    return int(nearest) if nearest == int(nearest) else nearest.normalize()

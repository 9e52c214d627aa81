"""A rulebook's chapters in readable form: every number with its clause and the day from which it applies."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from attendance.allowance_rules import AllowancePlan, Condition, Item, StepRow
from attendance.chapters import (
    ChainRow,
    CorrectionRules,
    CoverRules,
    DutyRules,
    LeaveRules,
    OutingRules,
    StepAwayRules,
    Threshold,
)
from attendance.entries import Step
from attendance.leave import days_text
from attendance.rulebook import Rulebook
from attendance.sections import Dated
from office.rulebook_money_words import item_title, money_lines
from reports.words import ACTS, code_word

CHAPTERS = {
    "leave": "请假",
    "outings": "临时外出",
    "step_away": "离岗告知",
    "cover": "AB岗",
    "corrections": "补签",
    "contradictions": "记录矛盾",
    "duty": "值班",
    "thresholds": "按次数、天数累计",
    "allowance": "补助",
    "rates": "补助：出勤",
    "bonuses": "补助：奖励",
    "deductions": "补助：扣款",
    "steps": "补助：分档扣减",
    "forfeits": "补助：不发",
}
HALF_DAYS = ("at_least", "above", "at_most", "below", "days_a_year")  # counted in half-days inside the program


def chapters_document(rulebook: Rulebook) -> dict[str, Any]:
    """The chapters for a script, in the file's own keys."""
    book = rulebook.book
    found: dict[str, Any] = {"roles": [{"name": role.name, "title": role.title} for role in book.roles]}
    for chapter in CHAPTERS:
        found[chapter] = [
            {"citation": rulebook.citation(entry.clause), **_plain(entry)} for entry in getattr(book, chapter)
        ]
    return found


def _plain(value: Any) -> Any:
    """A section's entry as JSON values."""
    if isinstance(value, Step):
        return {"role": value.roles[0], "act": value.act, **({"or": list(value.roles[1:])} if value.roles[1:] else {})}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    halved = isinstance(value, ChainRow | Condition | StepRow) or "days_a_year" in named
    days = HALF_DAYS if halved else ()
    return {
        "from" if name == "since" else name: str(each)
        if name == "since"
        else days_text(each)
        if name in days and each is not None
        else _plain(each)
        for name, each in named.items()
    }


# ---------------------------------------------------------------- for the eye


def chapter_lines(rulebook: Rulebook) -> Iterator[str]:
    """Each chapter under its name, and who signs by which name in commands."""
    if rulebook.book.roles:
        yield ""
        yield "签字的人（命令里 --role 用的名称）"
        yield f"  {'，'.join(f'{role.title} {role.name}' for role in rulebook.book.roles)}"
    for chapter, word in CHAPTERS.items():
        entries: tuple[Dated, ...] = getattr(rulebook.book, chapter)
        if entries:
            yield ""
            yield word
        for entry in entries:
            if isinstance(entry, Item):
                yield f"  {item_title(entry)}"
            for line in entry_lines(entry, rulebook):
                yield f"  {line}"
            yield f"    自 {entry.since}　{rulebook.citation(entry.clause)}"


def entry_lines(entry: Dated, rulebook: Rulebook) -> Iterator[str]:
    """A chapter's entry in words, line by line."""
    match entry:
        case LeaveRules():
            yield from _leave(entry, rulebook)
        case OutingRules():
            for row in entry.reports:
                length = f"{row.at_most} 分钟以内" if row.at_most else "其余" if len(entry.reports) > 1 else "外出"
                yield f"{length}：报告{'、'.join(map(rulebook.role_title, row.roles))}"
        case DutyRules():
            for shift in entry.shifts:
                hours = shift.hours
                yield f"{hours.name} {_clock(hours.start)}–{_clock(hours.end)}" + _manner(shift)
        case Threshold():
            yield _threshold(entry)
        case AllowancePlan() | Item():
            yield from money_lines(entry, rulebook)
        case _:
            yield "，".join(_numbers(entry)) or "没有期限和次数的限制"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _manner(shift: Any) -> str:
    told = [
        word
        for word, holds in (
            ("代替当天作息", shift.instead),
            ("窗口不算开放", not shift.opens),
            ("不要求打卡", shift.elsewhere),
        )
        if holds
    ]
    return f"（{'，'.join(told)}）" if told else ""


def _leave(rules: LeaveRules, rulebook: Rulebook) -> Iterator[str]:
    for row in rules.chains:
        applicants = f"{'、'.join(row.applicants)}本人，" if row.applicants else ""
        whose = applicants + (f"{'、'.join(row.kinds)}，" if row.kinds else "")
        steps = "，".join("或".join(map(rulebook.role_title, step.roles)) + ACTS[step.act] for step in row.steps)
        yield f"{whose}{chain_length(row)}：{steps}"
    limited = [f"{kind.name} {days_text(kind.days_a_year)} 天" for kind in rules.kinds if kind.days_a_year]
    yield f"假别：{'、'.join(kind.name for kind in rules.kinds)}" + (f"；一年：{'、'.join(limited)}" if limited else "")
    if rules.filing_days is not None:
        yield f"补假：假期开始后 {rules.filing_days} 个工作日内"
    if rules.closing_days is not None:
        yield "销假：回岗当天" if rules.closing_days == 0 else f"销假：回岗后 {rules.closing_days} 个工作日内"
    if rules.handover:
        yield "工作交接确认以后请假才生效"


BOUNDS = (("at_least", "{} 天以上"), ("above", "超过 {} 天"), ("at_most", "{} 天以内"), ("below", "不足 {} 天"))


def chain_length(row: ChainRow) -> str:
    """How long a leave must be for a row of the chain: 1 天以上、不足 2 天."""
    told = [words.format(days_text(getattr(row, name))) for name, words in BOUNDS if getattr(row, name)]
    return "、".join(told) or "不论长短"


def _threshold(entry: Threshold) -> str:
    bound = entry.at_least if entry.at_least is not None else entry.above
    word = "以上" if entry.at_least is not None else "（不含）以上"
    unit = {"times": "次", "absent_days": "天旷工", "leave_days": "天假"}[entry.unit]
    amount = days_text(bound or 0)
    counts = "、".join(entry.counts if entry.unit == "leave_days" else map(code_word, entry.counts))
    return f"{'一个月' if entry.per == 'month' else '一年'}{counts} {amount} {unit}{word}：{entry.title}"


def _numbers(entry: Dated) -> Iterator[str]:
    told: tuple[tuple[object, str], ...]
    match entry:
        case StepAwayRules():
            told = (
                (entry.limit_minutes, f"最多 {entry.limit_minutes} 分钟"),
                (entry.limit_minutes and entry.alarm_minutes, f"到时前 {entry.alarm_minutes} 分钟提醒"),
                (entry.a_day, f"一天最多 {entry.a_day} 次"),
                (entry.report_minutes, f"{entry.report_minutes} 分钟以上须报告去向"),
                (entry.by_keys, "也用考勤机的外出、返回键登记"),
            )
        case CoverRules():
            told = (
                (entry.named, "请假须写明顶岗人"),
                (True, "一人可以顶两岗" if entry.two_posts else "一人不能顶两岗"),
                (True, f"没有人在岗满 {entry.least_minutes} 分钟为空岗"),
                (True, "离岗超时的，" + ("整段算空岗" if entry.away == "whole" else "超过时限的部分算空岗")),
            )
        case CorrectionRules():
            told = (
                (entry.punch_days == 0, "补签：当天"),
                (entry.punch_days, f"补签：{entry.punch_days} 个工作日内"),
                (entry.punches_a_month is not None, f"每月最多 {entry.punches_a_month} 次"),
                (entry.sheet_days is not None, f"签到表 {entry.sheet_days} 个工作日内交"),
            )
        case _:
            seconds = getattr(entry, "distant_seconds", None)
            told = ((seconds, f"同一人 {seconds} 秒之内在两个楼层打卡"),)
    yield from (words for holds, words in told if holds)

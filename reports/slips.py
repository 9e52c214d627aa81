"""请假单 and 临时外出登记单: what stands in them, and their boxes on the page.

Days are written 2026-11-18, half-days 2026-11-18:am, times 09:30 or 09:30:00. What is empty is left to be filled in
by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.notices import TRAINING
from reports.paper import Box, Form, Strip, laid_out
from reports.words import ACTS, day_words, session_word

WIDTHS = (14, 15, 12, 14, 10, 20)
LAST = len(WIDTHS)
ROW = 30.0  # points
DONE: Mapping[str, str] = {"approve": "同意，批准。", "opinion": "同意。", "file": "已备案。"}
NOT_APPROVED = "不批准。"
NO_NAME = "　" * 9
NO_DAY = "　　　　年　　月　　日"
NO_HALF = "　　年　　月　　日　午"
NO_TIME = "　　时　　分"
OR = "\n或"
HANDED_OVER = "本岗位工作已经交接清楚。"


@dataclass(frozen=True, slots=True)
class SlipStep:
    """One step of the approval chain: any one of `titles` (组长) may sign. `by` and `on` are empty until it is."""

    titles: tuple[str, ...]
    act: str  # approve, opinion, file
    opinion: str = ""
    by: str = ""
    on: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class LeaveSlip:
    """请假单. `cover` and `handed_over` are names, `clause` is the citation; `notes` are further remarks."""

    id: str
    centre: str
    name: str
    number: str
    unit: str
    post: str
    title: str  # 职务
    kind: str  # 事假
    first: str = ""  # 2026-11-18:am
    last: str = ""
    days: str = ""  # 2.5
    reason: str = ""
    filed: str = ""  # 2026-11-17
    cover: str = ""
    handed_over: str = ""
    steps: tuple[SlipStep, ...] = ()
    closed: str = ""  # 2026-11-21:am
    closed_by: str = ""
    after_the_fact: bool = False
    notes: tuple[str, ...] = ()
    clause: str = ""
    clause_text: str = ""
    training: bool = False


@dataclass(frozen=True, slots=True)
class SlipReport:
    """Somebody to whom an outing is reported: any one of `titles`."""

    titles: tuple[str, ...]
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class OutingSlip:
    """临时外出登记单."""

    id: str
    centre: str
    name: str
    number: str
    unit: str
    post: str
    day: str = ""  # 2026-11-20
    at: str = ""  # 09:30
    back: str = ""
    closed: str = ""
    reason: str = ""
    reports: tuple[SlipReport, ...] = ()
    notes: tuple[str, ...] = ()
    clause: str = ""
    clause_text: str = ""
    training: bool = False


# ---------------------------------------------------------------- words


def _day(day: str, blank: str = NO_DAY) -> str:
    return day_words(day).partition(" ")[0] if day else blank


def _half(half: str) -> str:
    day, _, part = half.partition(":")
    return _day(day) + session_word(part) if half else NO_HALF


def _period(slip: LeaveSlip) -> str:
    return f"自 {_half(slip.first)} 至 {_half(slip.last)}，共 {slip.days or '　　'} 天"


def _signing(word: str, by: str = "", on: str = "") -> str:
    return f"{word}：{by or NO_NAME}　　{_day(on)}"


def _said(step: SlipStep) -> str:
    """What was written; where a signature was entered without words, the act says it."""
    if step.refused:
        return NOT_APPROVED + step.opinion
    return step.opinion or (DONE.get(step.act, "") if step.by else "")


# ---------------------------------------------------------------- strips


def _fields(*pairs: tuple[str, str], height: float = ROW) -> Strip:
    """Label and value three times over the six columns; with two pairs the first value takes three of them."""
    places = ((1, 2, 3), (5, 6, 1)) if len(pairs) == 2 else ((1, 2, 1), (3, 4, 1), (5, 6, 1))
    boxes = [
        box
        for (label, value), (left, right, across) in zip(pairs, places, strict=True)
        for box in (Box("label", label, left), Box("value", value, right, across))
    ]
    return Strip(height, tuple(boxes))


def _wide(label: str, text: str, share: int = 0, most: float = 60) -> Strip:
    return Strip(ROW, (Box("label", label, 1), Box("text", text, 2, LAST - 1)), share, most)


def _signed(label: str, said: str, signing: str, height: float = 30, most: float = 110) -> Iterator[Strip]:
    """What is said above, the line for the signature below, the label beside both."""
    yield Strip(height, (Box("label", label, 1, 1, 2), Box("opinion", said, 2, LAST - 1)), 1, most)
    yield Strip(28, (Box("signing", signing, 2, LAST - 1),))


def _head(slip: LeaveSlip | OutingSlip, title: str) -> Iterator[Strip]:
    if slip.training:
        yield Strip(24, (Box("alert", "演练：本单由演练数据生成，不作为任何依据。", 1, LAST),))
    if slip.centre:
        yield Strip(26, (Box("centre", slip.centre, 1, LAST),))
    yield Strip(42, (Box("title", f"{TRAINING if slip.training else ''}{title}", 1, LAST),))
    yield Strip(22, (Box("number", f"编号：{slip.id or NO_NAME}", 1, LAST),))


def _tail(slip: LeaveSlip | OutingSlip, notes: tuple[str, ...]) -> Iterator[Strip]:
    yield _wide("备注", "；".join(notes), 1, 50)
    if slip.clause:
        text = f"：{slip.clause_text}" if slip.clause_text else "。"
        yield Strip(22, (Box("note", f"依据：{slip.clause}{text}", 1, LAST),))


def _form(slip: LeaveSlip | OutingSlip, title: str, strips: Iterator[Strip]) -> Form:
    return Form(title, f"{TRAINING if slip.training else ''}{title}", WIDTHS, laid_out(strips, WIDTHS))


# ---------------------------------------------------------------- the two slips


def leave_layout(slip: LeaveSlip) -> Form:
    """工作人员请假审批单: one row for each step of the chain, as signed so far."""
    title = "工作人员请假审批单"
    return _form(slip, title, _leave(slip, title))


def _leave(slip: LeaveSlip, title: str) -> Iterator[Strip]:
    late = ("补假：假期开始以后提交",) if slip.after_the_fact else ()
    yield from _head(slip, title)
    yield _fields(("姓名", slip.name), ("工号", slip.number), ("职务", slip.title))
    yield _fields(("窗口单位", slip.unit), ("岗位", slip.post))
    yield _fields(("假别", slip.kind + ("（补假）" if slip.after_the_fact else "")), ("提交日期", _day(slip.filed, "")))
    yield _wide("请假时间", _period(slip))
    yield from _signed("请假事由", slip.reason, _signing("申请人签字"), most=80)
    yield Strip(
        34,
        (
            Box("label", "顶岗人", 1),
            Box("value", slip.cover, 2),
            Box("label", "顶岗人签字", 3),
            Box("value", "", 4, LAST - 3),
        ),
    )
    yield from _signed("工作交接\n确认", HANDED_OVER, _signing("确认人签字", slip.handed_over), 26, 40)
    for step in slip.steps:
        label = f"{OR.join(step.titles)}\n（{ACTS.get(step.act, step.act)}）"
        yield from _signed(label, _said(step), _signing("签字", step.by, step.on))
    yield Strip(
        34,
        (
            Box("label", "销假", 1),
            Box("label", "回岗时间", 2),
            Box("value", _half(slip.closed), 3, 2),
            Box("label", "经办人", 5),
            Box("value", slip.closed_by, 6),
        ),
    )
    yield from _tail(slip, (*late, *slip.notes))


def outing_layout(slip: OutingSlip) -> Form:
    """临时外出登记单: to whom it is reported, and when he was back."""
    title = "临时外出登记单"
    return _form(slip, title, _outing(slip, title))


def _outing(slip: OutingSlip, title: str) -> Iterator[Strip]:
    yield from _head(slip, title)
    yield _fields(("姓名", slip.name), ("工号", slip.number), ("岗位", slip.post))
    yield _fields(("窗口单位", slip.unit), ("日期", _day(slip.day, "")))
    yield from _signed("外出事由", slip.reason, _signing("申请人签字"), most=80)
    times = (("外出时间", slip.at), ("预计返回", slip.back), ("实际返回", slip.closed))
    yield _fields(*((label, time[:5] or NO_TIME) for label, time in times), height=36)
    for report in slip.reports:
        label = f"{OR.join(report.titles)}\n（报告对象）"
        yield from _signed(label, "", _signing("签字", report.by, report.on), 26, 40)
    yield from _tail(slip, slip.notes)

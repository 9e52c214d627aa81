"""Leave in words, and the scans of its slips."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attendance.conflicts import Conflict
from attendance.entries import HALVES, Half, HalfDay, Step
from attendance.leave import State, after_the_fact, days_text, open_steps
from attendance.rulebook import Rulebook
from office.failures import JobError
from office.home import Home
from office.people_on import placed
from reports.words import ACTS
from store import roster
from store.database import last_change

if TYPE_CHECKING:
    from office.leave import Standing
    from office.leave_request import Requested

HALF_WORDS = {"am": "上午", "pm": "下午"}
SCANS = "scans"
LARGEST_SCAN = 20_000_000


def half_day(typed: tuple[date, str], default: str) -> HalfDay:
    """A half-day as typed; where no half was named, the default."""
    day, half = typed
    return HalfDay(day, "pm" if (half or default) == "pm" else "am")


def half_if_named(typed: tuple[date, str]) -> tuple[date, Half | None]:
    """A day as typed, with its half where one was named."""
    day, half = typed
    return day, next((known for known in HALVES if known == half), None)


def half_words(half: HalfDay) -> str:
    """2026-11-20 上午."""
    return f"{half.date} {HALF_WORDS[half.half]}"


def span_words(first: HalfDay, last: HalfDay) -> str:
    """2026-11-20 上午 至 2026-11-20 下午; one half-day alone stands alone."""
    return half_words(first) if first == last else f"{half_words(first)} 至 {half_words(last)}"


STATES: dict[State, str] = {
    "cancelled": "已撤销",
    "rejected": "未批准",
    "pending": "审批未完",
    "handover": "等待工作交接确认",
    "in_force": "已批准",
    "closed": "已销假",
}


def step_words(step: Step, rulebook: Rulebook) -> str:
    """组长签署意见, 首席代表或业务科批准."""
    return "或".join(map(rulebook.role_title, step.roles)) + ACTS[step.act]


def names_of(home: Home, found: Iterable[Conflict], day: date) -> dict[str, str]:
    """The names of those whom conflicts mention."""
    wanted = {conflict.number for conflict in found if conflict.number}
    if not wanted:
        return {}
    with home.store.reading():
        people = placed(roster.stints(last_change(), wanted), day)
    return {number: people[number].name for number in wanted if number in people}


def requested_text(found: "Requested", told: Sequence[Mapping[str, str]], rulebook: Rulebook) -> str:
    """A slip just filed, as the clerk and the approver read it."""
    leave = found.leave
    together = f"，连同相邻的请假共 {days_text(found.counted)} 天" if found.counted != found.halves else ""
    needed = [*(step_words(step, rulebook) for step in leave.chain), *(["工作交接确认"] if leave.handover else [])]
    lines = [
        f"已登记请假，编号 {leave.id}：{found.person.name}（{leave.number}）{leave.kind} "
        f"{span_words(leave.first, leave.last)}，{days_text(found.halves)} 天{together}"
        + ("（补假）" if after_the_fact(leave) else ""),
        f"需要：{'，'.join(needed)}",
        *(f"请审批人注意：{each['detail']}" for each in told),
    ]
    return "\n".join(lines)


def standing_text(found: "Standing", rulebook: Rulebook) -> str:
    """Where a slip stands, and what it still needs."""
    leave, name = found.leave, found.person.name if found.person else found.leave.number
    head = f"请假 {leave.id}（{name} {leave.kind} {span_words(leave.first, leave.last)}）{STATES[found.state]}"
    missing = [step_words(step, rulebook) for step in open_steps(leave)]
    if found.state == "closed" and leave.closed:
        return f"{head}，自 {half_words(leave.closed)} 起回岗。"
    return f"{head}，还需要{'，'.join(missing)}。" if found.state == "pending" else f"{head}。"


def conflict_sentence(conflict: Conflict, names: dict[str, str]) -> str:
    """A conflict as the approver reads it."""
    who = f"{names.get(conflict.number, '')}（{conflict.number}）"
    when = span_words(conflict.first, conflict.last) if conflict.first and conflict.last else ""
    return {
        "no_cover": "没有写明顶岗人",
        "cover_away": f"顶岗人{who}在 {when} 本人也不在岗",
        "cover_holds_post": f"顶岗人{who}在 {when} 要守自己的岗位，规则不许一人顶两岗",
        "post_vacant": f"窗口在 {when} 没有人值守",
        "calendar_unknown": f"{conflict.number} 年的放假安排还没有公布，那一年的天数先按周一至周五计算，公布后请核对",
        "over_entitlement": f"超出本年度可休天数 {days_text(conflict.amount)} 天",
    }[conflict.kind]


def kept_scan(home: Home, scan: Path | None, change: int) -> str:
    """Copy a scanned slip into the home, whole or not at all; gives its name there. Raises JobError."""
    if scan is None:
        return ""
    try:
        content = scan.read_bytes()
    except OSError as error:
        raise JobError(f"打不开扫描件“{scan}”，请检查文件名和读取权限") from error
    if not content or len(content) > LARGEST_SCAN:
        raise JobError(f"扫描件“{scan.name}”是空的或大于 20 MB，请重新扫描")
    from reports.publish import publish

    suffix = scan.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,5}", scan.suffix.lower()) else ""
    name = f"{change}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    return publish(home.path / SCANS, name, content).relative_to(home.path).as_posix()

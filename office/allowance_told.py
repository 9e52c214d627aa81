"""A month's run for scripts and for the eye."""

from collections.abc import Iterable
from typing import Any

from office.allowances import Run, RunHeading, open_words
from office.money_what_if import MoneyBeside
from reports.allowance_words import STATES

REPLACED = "已由后一版代替"


def run_document(found: Run, files: dict[str, str]) -> dict[str, Any]:
    """Everything of a run, its state and its files."""
    return {
        **found.run,
        "number": found.number,
        "state": found.state,
        "stale": found.stale,
        "acts": [_act(each) for each in found.acts],
        "total": found.run["sum"]["total"],
        "waiting": [*found.waiting],
        "warnings": [*found.warnings],
        "files": files,
    }


def _act(act: Any) -> dict[str, str]:
    return {"act": act.act, "by": act.by, "at": act.at}


def head_lines(found: Run) -> list[str]:
    """Which edition it is and who did what with it."""
    edition = f" 第{found.number}版" if found.number and not found.stale else ""
    moved = f"；第{found.number}版核对以后有变化，以下是现在算出的" if found.stale else ""
    lines = [f"{found.month} 出勤补助{edition}：{STATES[found.state]}{moved}"]
    return lines + [f"  {STATES[each.act]}：{each.by} {each.at.replace('T', ' ')}" for each in found.acts]


def foot_lines(found: Run) -> list[str]:
    """The sums, and what must still be decided."""
    sums = found.run["sum"]
    brought = f"，补扣 {sums['supplement']}" if found.run["supplements"] else ""
    return [
        f"合计 {sums['people']} 人，应发 {sums['gross']}，扣款 {sums['deducted']}{brought}，实发 {sums['total']} 元",
        *(f"未定，核准以前要决定：{open_words(each)}" for each in found.waiting),
    ]


def heading_document(each: RunHeading) -> dict[str, Any]:
    """A run in the list of all."""
    return {"number": each.number, "state": each.state, **each.sum, "acts": [_act(act) for act in each.acts]}


def heading_row(each: RunHeading) -> tuple[object, ...]:
    """版次 状态 人数 实发合计 经办人."""
    return (
        f"第{each.number}版",
        STATES.get(each.state, REPLACED),
        each.sum["people"],
        each.sum["total"],
        each.acts[-1].by,
    )


def money_document(found: MoneyBeside) -> dict[str, Any]:
    """A month's money beside itself."""
    return {
        "posted": found.before,
        "what_if": found.after,
        "people": [
            {"number": each.number, "name": each.name, "unit": each.unit, "posted": each.before, "what_if": each.after}
            for each in found.people
        ],
    }


def money_head(found: MoneyBeside) -> str:
    """The totals side by side."""
    return f"{found.month} 补助合计（不含补发、扣回）：{found.before} → {found.after} 元，{len(found.moved)} 人不同"


def money_rows(found: MoneyBeside, most: int) -> Iterable[tuple[str, ...]]:
    """Whoever would get another sum: 工号 姓名 单位 现在 试算."""
    return found.moved[:most]

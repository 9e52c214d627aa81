"""allowance: a month's run from draft to closed; and why somebody gets what he gets."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import a_half, a_month, a_number, command
from cli.output import Answer, columns

if TYPE_CHECKING:
    from office.allowances import Run
    from office.home import Home

MOST = 40  # people told on the screen; the document has them all


def add(group: Any) -> None:
    parser = command(group, "allowance", run, "一个月的出勤补助：草稿、核对、核准、封账")
    parser.add_argument("month", type=a_month, metavar="MONTH")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--check", action="store_true", help="核对：把现在算出的定为一版")
    act.add_argument("--approve", action="store_true", help="核准；还没有核对的先核对")
    act.add_argument("--close", action="store_true", help="封账；以后的更正在下一个月补发或扣回")
    act.add_argument("--decide", metavar="D", type=a_half, help="决定未定的一天怎样计，如 2026-11-20:am")
    act.add_argument("--undecide", metavar="ID", type=a_number, help="收回一个决定")
    act.add_argument("--rate", action="append", metavar="NAME=AMOUNT", help="试算：换一个金额会怎样，什么也不保存")
    act.add_argument("--runs", action="store_true", help="列出这个月的各版")
    act.add_argument("--edition", type=a_number, metavar="N", help="看第几版")
    parser.add_argument("--by", default="", metavar="NAME", help="经办人")
    parser.add_argument("--number", default="", metavar="NUMBER", help="决定谁的，不写是那天所有人")
    parser.add_argument(
        "--as", dest="counts", default="", metavar="HOW", help="paid 按出勤计，unpaid 不计，as_posted 按公示"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="这样决定的理由")
    parser.add_argument("--encoding", default="utf-8-sig", metavar="NAME", help="银行清单的编码，如 gbk")


def run(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        if arguments.rate:
            return _trial(home, arguments)
        if arguments.runs:
            return _runs(home, arguments.month)
        if arguments.decide or arguments.undecide:
            return _decide(home, arguments)
        return _shown(home, _acted(home, arguments), arguments)


def _acted(home: "Home", arguments: argparse.Namespace) -> "Run":
    from office import allowances

    month, by = arguments.month, arguments.by
    if arguments.edition:
        return allowances.run_numbered(home, month, arguments.edition)
    if arguments.check:
        return allowances.check(home, month, by)
    if arguments.close:
        return allowances.close(home, month, by)
    found = allowances.run_of(home, month)
    if not arguments.approve:
        return found
    if found.state == "draft":
        allowances.check(home, month, by)
    return allowances.approve(home, month, by)


def _shown(home: "Home", found: "Run", arguments: argparse.Namespace) -> Answer:
    from office.allowance_files import write_allowance

    files = {} if arguments.edition else write_allowance(home, arguments.month, encoding=arguments.encoding)
    document = {
        **found.run,
        "number": found.number,
        "state": found.state,
        "stale": found.stale,
        "acts": [{"act": each.act, "by": each.by, "at": each.at} for each in found.acts],
        "total": found.run["sum"]["total"],
        "waiting": [*found.waiting],
        "warnings": [*found.warnings],
        "files": files,
    }
    return Answer(document, lambda: _text(found, files), warnings=found.warnings)


def _text(found: "Run", files: dict[str, str]) -> str:
    from office.allowance_words import STATES
    from office.allowances import open_words

    run, edition = found.run, f" 第{found.number}版" if found.number else ""
    moved = "；核对以后有变化，以下是现在算出的" if found.stale else ""
    sums = run["sum"]
    lines = [f"{run['month']} 出勤补助{edition}：{STATES[found.state]}{moved}"]
    lines += [f"  {STATES.get(each.act, each.act)}：{each.by} {each.at.replace('T', ' ')}" for each in found.acts]
    rows = [
        (
            p["number"],
            p["name"],
            p["unit"],
            p["due"],
            p["attended"],
            p["gross"],
            p["deducted"],
            p["supplement"],
            p["total"],
        )
        for p in run["people"][:MOST]
    ]
    titles = ("工号", "姓名", "单位", "应出勤", "实出勤", "应发", "扣款", "补扣", "实发")
    lines.append(columns(titles, rows))
    lines += [f"另有 {len(run['people']) - MOST} 人，用 --json 查看"] if len(run["people"]) > MOST else []
    lines.append(f"合计 {sums['people']} 人，应发 {sums['gross']}，扣款 {sums['deducted']}，实发 {sums['total']} 元")
    lines += [f"未定，核准以前要决定：{open_words(each)}" for each in found.waiting]
    return "\n".join((*lines, *(f"{path}" for path in files.values())))


def _runs(home: "Home", month: str) -> Answer:
    from office.allowance_words import STATES
    from office.allowances import run_list

    found = [each for each in run_list(home) if each.month == month]
    document = {
        "month": month,
        "runs": [
            {
                "number": each.number,
                "state": each.state,
                **each.sum,
                "acts": [{"act": act.act, "by": act.by, "at": act.at} for act in each.acts],
            }
            for each in found
        ],
    }
    rows = [
        (
            f"第{each.number}版",
            STATES.get(each.state, "已由后一版代替"),
            each.sum["people"],
            each.sum["total"],
            each.acts[-1].by,
        )
        for each in found
    ]
    return Answer(document, lambda: columns(("版次", "状态", "人数", "实发合计", "经办人"), rows))


def _decide(home: "Home", arguments: argparse.Namespace) -> Answer:
    from office.allowance_decide import COUNTS, decide, take_back_decision

    if arguments.undecide:
        take_back_decision(home, arguments.undecide)
        return Answer({"id": arguments.undecide}, f"已收回决定 {arguments.undecide}。")
    day, session = arguments.decide
    about = arguments.number, day, session, arguments.counts, arguments.reason, arguments.by
    made = decide(home, *about)
    who = f"工号 {arguments.number}" if arguments.number else "所有人"
    document = {"id": made, "number": arguments.number, "date": day.isoformat(), "session": session}
    return Answer(
        {**document, "counts": arguments.counts}, f"已决定（编号 {made}）：{day} {who}{COUNTS[arguments.counts]}。"
    )


def _trial(home: "Home", arguments: argparse.Namespace) -> Answer:
    from decimal import Decimal, InvalidOperation

    from office.failures import JobError
    from office.money_what_if import other_rates

    amounts = {}
    for each in arguments.rate:
        name, _, amount = each.partition("=")
        try:
            amounts[name] = Decimal(amount)
        except InvalidOperation:
            raise JobError(f"“{each}”不对，请写成 名称=金额，例如 base=25.00") from None
        if not amounts[name].is_finite() or amounts[name] < 0:
            raise JobError(f"“{each}”的金额不对，应当是不小于 0 的数")
    found = other_rates(home, arguments.month, amounts)
    return Answer({"month": found.month, "money": money_document(found)}, lambda: money_text(found))


def money_document(found: Any) -> dict[str, Any]:
    """A month's money beside itself, for scripts."""
    return {
        "posted": found.before,
        "what_if": found.after,
        "people": [
            {"number": each.number, "name": each.name, "unit": each.unit, "posted": each.before, "what_if": each.after}
            for each in found.people
        ],
    }


def money_text(found: Any) -> str:
    """The totals side by side, and whoever would get another sum."""
    head = f"{found.month} 补助合计（不含补发、扣回）：{found.before} → {found.after} 元，{len(found.moved)} 人不同"
    rows = [(each.number, each.name, each.unit, each.before, each.after) for each in found.moved[:MOST]]
    return "\n".join((head, *([columns(("工号", "姓名", "单位", "现在", "试算"), rows)] if rows else [])))

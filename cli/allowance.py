"""allowance: a month's run from draft to closed; and why somebody gets what he gets."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import a_half, a_month, a_number, command
from cli.output import Answer, columns

if TYPE_CHECKING:
    from office.allowances import Run
    from office.home import Home
    from office.money_what_if import MoneyBeside

KEYS = ("number", "name", "unit", "due", "attended", "gross", "deducted", "supplement", "total")
TITLES = ("工号", "姓名", "单位", "应出勤", "实出勤", "应发", "扣款", "补扣", "实发")
MOST_YUAN = 1_000_000
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
        if arguments.decide or arguments.undecide is not None:
            return _decide(home, arguments)
        return _shown(home, _acted(home, arguments), arguments)


def _acted(home: "Home", arguments: argparse.Namespace) -> "Run":
    from office import allowances

    month, by = arguments.month, arguments.by
    if arguments.edition is not None:
        return allowances.run_numbered(home, month, arguments.edition)
    if arguments.check:
        return allowances.check(home, month, by)
    if arguments.close:
        return allowances.close(home, month, by)
    found = allowances.run_of(home, month)
    if not arguments.approve:
        return found
    if found.state == "draft":
        allowances.refuse_undecided(found.run)  # before anything is frozen
        allowances.check(home, month, by)
    return allowances.approve(home, month, by)


def _shown(home: "Home", found: "Run", arguments: argparse.Namespace) -> Answer:
    from office.allowance_files import write_allowance
    from office.allowance_told import foot_lines, head_lines, run_document

    files = (
        {}
        if arguments.edition is not None
        else write_allowance(home, arguments.month, encoding=arguments.encoding, run=found)
    )

    def text() -> str:
        people = found.run["people"]
        rows = [[person[key] for key in KEYS] for person in people[:MOST]]  # type: ignore[literal-required]
        more = [f"另有 {len(people) - MOST} 人，用 --json 查看"] if len(people) > MOST else []
        return "\n".join((*head_lines(found), columns(TITLES, rows), *more, *foot_lines(found), *files.values()))

    return Answer(run_document(found, files), text, warnings=found.warnings)


def _runs(home: "Home", month: str) -> Answer:
    from office.allowance_told import heading_document, heading_row
    from office.allowances import run_list

    found = [each for each in run_list(home) if each.month == month]
    document = {"month": month, "runs": [heading_document(each) for each in found]}
    titles = ("版次", "状态", "人数", "实发合计", "经办人")
    return Answer(document, lambda: columns(titles, map(heading_row, found)))


def _decide(home: "Home", arguments: argparse.Namespace) -> Answer:
    from office.allowance_decide import COUNTS, decide, take_back_decision
    from office.failures import JobError

    if arguments.undecide is not None:
        take_back_decision(home, arguments.undecide)
        return Answer({"id": arguments.undecide}, f"已收回决定 {arguments.undecide}。")
    day, session = arguments.decide
    if f"{day:%Y-%m}" != arguments.month:
        raise JobError(f"{day} 不在 {arguments.month}，请核对月份和日期")
    about = arguments.number, day, session, arguments.counts, arguments.reason, arguments.by
    made = decide(home, *about)
    who = f"工号 {arguments.number}" if arguments.number else "所有人"
    document = {"id": made, "number": arguments.number, "date": day.isoformat(), "session": session}
    return Answer(
        {**document, "counts": arguments.counts}, f"已决定（编号 {made}）：{day} {who}{COUNTS[arguments.counts]}。"
    )


def _trial(home: "Home", arguments: argparse.Namespace) -> Answer:
    from decimal import Decimal, InvalidOperation

    from office.allowance_told import money_document
    from office.failures import JobError
    from office.money_what_if import other_rates

    amounts = {}
    for each in arguments.rate:
        name, _, amount = each.partition("=")
        try:
            amounts[name] = Decimal(amount)
        except InvalidOperation:
            raise JobError(f"“{each}”不对，请写成 名称=金额，例如 base=25.00") from None
        if not amounts[name].is_finite() or not 0 <= amounts[name] <= MOST_YUAN:
            raise JobError(f"“{each}”的金额不对，应当是 0 到 {MOST_YUAN:,} 的数")
    found = other_rates(home, arguments.month, amounts)
    return Answer({"month": found.month, "money": money_document(found)}, lambda: money_text(found))


def money_text(found: "MoneyBeside") -> str:
    """The totals side by side, and whoever would get another sum."""
    from office.allowance_told import money_head, money_rows

    rows = [*money_rows(found, MOST)]
    return "\n".join((money_head(found), *([columns(("工号", "姓名", "单位", "现在", "试算"), rows)] if rows else [])))

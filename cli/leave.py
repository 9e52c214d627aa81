"""leave: requests and what happens to them."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import a_date, a_half, a_month, a_number, command, family
from cli.output import Answer, columns

if TYPE_CHECKING:
    from office.leave_request import Requested


def add(group: Any) -> None:
    leave = family(group, "leave", "请假")
    _add_request(leave)
    _add_acts(leave)
    parser = command(leave, "list", list_all, "列出请假")
    parser.add_argument("--month", type=a_month, metavar="M")
    parser.add_argument("--number", default="", metavar="N", help="工号；同时列出本年各种假的天数")
    command(leave, "template", template, "写出请假表模板").add_argument("file", metavar="FILE")
    command(leave, "import", import_file, "导入一批请假单").add_argument("file", metavar="FILE")
    parser = command(leave, "slip", slip, "写出可打印的请假单")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("file", metavar="FILE", help="文件名 .xlsx")


def _add_request(leave: Any) -> None:
    parser = command(leave, "request", request, "登记请假")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("--kind", required=True, metavar="假别", help="事假、病假、年休假……")
    parser.add_argument("--from", dest="first", type=a_half, required=True, metavar="D[:am|:pm]")
    parser.add_argument("--to", dest="last", type=a_half, required=True, metavar="D[:am|:pm]", help="含")
    parser.add_argument("--cover", default="", metavar="NUMBER", help="顶岗人的工号")
    parser.add_argument("--reason", default="", metavar="TEXT", help="事由")
    parser.add_argument("--filed", type=a_date, metavar="D", help="申请日期，默认今天")
    parser.add_argument("--scan", type=Path, metavar="FILE", help="请假单的扫描件")


def _add_acts(leave: Any) -> None:
    for name, run, about in (("approve", approve, "登记签字：批准、签署意见或备案"), ("reject", reject, "登记不批准")):
        parser = command(leave, name, run, about)
        parser.add_argument("id", type=a_number, metavar="ID", help="请假编号")
        parser.add_argument("--role", required=True, metavar="ROLE", help="group_leader 等，见 rulebook show")
        parser.add_argument("--by", required=True, metavar="NAME", help="签字人")
        parser.add_argument("--on", type=a_date, required=True, metavar="D", help="签字日期")
        parser.add_argument("--opinion", default="", metavar="TEXT", help="意见")
        parser.add_argument("--scan", type=Path, metavar="FILE", help="签字页的扫描件")
    parser = command(leave, "handover", handover, "登记工作交接确认")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("--by", required=True, metavar="NAME", help="接手人")
    parser = command(leave, "close", close, "销假")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("--on", type=a_half, required=True, metavar="D[:am|:pm]", help="何时起回岗；只写最后一天为休满")
    parser = command(leave, "extend", extend, "续假：从原来结束处接着登记一张")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("--to", dest="last", type=a_half, required=True, metavar="D[:am|:pm]")
    parser.add_argument("--cover", metavar="NUMBER")
    parser.add_argument("--reason", default="", metavar="TEXT")
    for name, run, about in (("cancel", cancel, "撤销请假"), ("undo", undo, "撤回最近一次登记的签字、交接或销假")):
        command(leave, name, run, about).add_argument("id", type=a_number, metavar="ID")


def _requested(home: Any, found: "Requested") -> Answer:
    from office.leave_documents import request_document
    from office.leave_words import names_of, requested_text

    document = request_document(found, names_of(home, found.conflicts, found.leave.first.date))
    rulebook = home.rulebook(found.leave.first.date)
    return Answer(document, requested_text(found, document["conflicts"], rulebook))


def request(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.leave_request import Wish
    from office.leave_request import request as file
    from office.leave_words import half_day

    wish = Wish(
        arguments.number,
        arguments.kind,
        half_day(arguments.first, "am"),
        half_day(arguments.last, "pm"),
        arguments.cover,
        arguments.reason,
        arguments.filed,
        arguments.scan,
    )
    with open_home(Path(arguments.home)) as home:
        return _requested(home, file(home, wish))


def extend(arguments: argparse.Namespace) -> Answer:
    from office import leave
    from office.home import open_home
    from office.leave_words import half_day

    with open_home(Path(arguments.home)) as home:
        found = leave.extend(home, arguments.id, half_day(arguments.last, "pm"), arguments.reason, arguments.cover)
        return _requested(home, found)


def _moved(arguments: argparse.Namespace, act: Any) -> Answer:
    """Do something about a slip and say where it stands then."""
    from office.home import open_home
    from office.leave_documents import standing_document
    from office.leave_words import standing_text

    with open_home(Path(arguments.home)) as home:
        found = act(home)
        return Answer(standing_document(found), standing_text(found, home.rulebook(found.leave.first.date)))


def approve(arguments: argparse.Namespace) -> Answer:
    from office import leave

    return _moved(arguments, lambda home: leave.sign(home, arguments.id, _pen(arguments)))


def reject(arguments: argparse.Namespace) -> Answer:
    from office import leave

    return _moved(arguments, lambda home: leave.reject(home, arguments.id, _pen(arguments)))


def _pen(arguments: argparse.Namespace) -> Any:
    from office.leave import Pen

    return Pen(arguments.role, arguments.by, arguments.on, arguments.opinion, arguments.scan)


def handover(arguments: argparse.Namespace) -> Answer:
    from office import leave

    return _moved(arguments, lambda home: leave.hand_over(home, arguments.id, arguments.by))


def close(arguments: argparse.Namespace) -> Answer:
    from office import leave
    from office.leave_words import half_if_named

    return _moved(arguments, lambda home: leave.close(home, arguments.id, *half_if_named(arguments.on)))


def cancel(arguments: argparse.Namespace) -> Answer:
    from office import leave

    return _moved(arguments, lambda home: leave.cancel(home, arguments.id))


def undo(arguments: argparse.Namespace) -> Answer:
    from office import leave

    return _moved(arguments, lambda home: leave.undo(home, arguments.id))


def list_all(arguments: argparse.Namespace) -> Answer:
    from office import leave
    from office.home import open_home
    from office.leave_documents import balance_documents, standing_document
    from office.leave_request import balances
    from office.leave_words import STATES
    from office.postings import month_bounds

    with open_home(Path(arguments.home)) as home:
        today = home.clock().date()
        first, last = month_bounds(arguments.month) if arguments.month else (date(2000, 1, 1), date(2199, 12, 31))
        found = leave.list_leaves(home, first, last, arguments.number)
        year = first.year if arguments.month else today.year
        kept = balances(home, arguments.number, year) if arguments.number else []
        lengths = [leave.length(home, each.leave) for each in found]
    document: dict[str, Any] = {
        "leaves": [{**standing_document(each), "days": days} for each, days in zip(found, lengths, strict=True)]
    }
    if arguments.number:
        document["balances"] = balance_documents(kept, year)

    def text() -> str:
        rows = [
            (
                one["id"],
                one["number"],
                one["name"],
                one["kind"],
                one["from"],
                one["to"],
                one["days"],
                one["cover"],
                STATES[one["state"]] + ("（补假）" if one["after_the_fact"] else ""),
            )
            for one in document["leaves"]
        ]
        shown = columns(("编号", "工号", "姓名", "假别", "自", "至", "天数", "顶岗人", "状态"), rows)
        taken = [
            f"{each['kind']} {each['taken']} 天" + (f"（剩 {each['left']} 天）" if each["left"] is not None else "")
            for each in document.get("balances", [])
            if each["taken"] != "0" or each["entitled"] is not None
        ]
        return shown + (f"\n{year} 年：{'，'.join(taken)}" if taken else "")

    return Answer(document, text)


def template(arguments: argparse.Namespace) -> Answer:
    from office.templates import write_leave_template

    path = write_leave_template(Path(arguments.file))
    return Answer({"file": str(path)}, f"模板已写到 {path}，填好后用 leave import 导入。")


def import_file(arguments: argparse.Namespace) -> Answer:
    from cli.output import rejections
    from office.home import open_home
    from office.leave_documents import request_document
    from office.leave_import import import_leaves
    from office.leave_words import names_of

    with open_home(Path(arguments.home)) as home:
        done = import_leaves(home, Path(arguments.file))
        added = [request_document(each, names_of(home, each.conflicts, each.leave.first.date)) for each in done.added]
    document, lines = rejections(arguments.file, done.rejected)
    head = f"新增 {len(done.added)}，已有 {done.unchanged}，拒收 {len({fault.row for fault in done.rejected})} 行。"
    told = [
        f"  请假 {one['id']}（工号 {one['number']}）：{conflict['detail']}"
        for one in added
        for conflict in one["conflicts"]
    ]
    return Answer(
        {"added": len(done.added), "unchanged": done.unchanged, "leaves": added, **document},
        "\n".join([head, *lines, *(["请审批人注意：", *told] if told else [])]),
        1 if done.rejected else 0,
    )


def slip(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.slips import write_leave_slip

    with open_home(Path(arguments.home)) as home:
        path = write_leave_slip(home, arguments.id, Path(arguments.file))
    return Answer({"id": arguments.id, "file": str(path)}, f"请假单已写到 {path}，可以打印签字。")

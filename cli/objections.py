"""objection: somebody objects to a posted verdict, and what the office decides of it."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_month, a_number, command, family
from cli.output import Answer, columns


def add(group: Any) -> None:
    objection = family(group, "objection", "申诉：对公示的认定有异议")
    parser = command(objection, "open", open_one, "登记一件申诉")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("date", type=a_date, metavar="DATE", help="对哪一天的认定")
    parser.add_argument("--session", default="", metavar="NAME", help="时段，如 am、pm；不写是全天")
    parser.add_argument("--text", required=True, metavar="TEXT", help="申诉的内容")
    parser.add_argument("--by", required=True, metavar="NAME", help="提出申诉的人")
    parser.add_argument("--on", type=a_date, metavar="D", help="哪天提出，默认今天")
    parser.add_argument("--edition", type=a_number, metavar="N", help="对第几版，默认提出那天有效的一版")
    parser = command(objection, "decide", decide, "对申诉作出决定；成立的公示新的一版")
    parser.add_argument("id", type=a_number, metavar="ID")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--upheld", dest="upheld", action="store_true", help="成立，更正的事实要先登记好")
    either.add_argument("--rejected", dest="upheld", action="store_false", help="不成立")
    _act(parser, "作出决定的人", "作出决定的理由")
    parser.add_argument("--on", type=a_date, metavar="D", help="哪天决定，默认今天")
    parser = command(objection, "withdraw", withdraw, "撤回一件还没有决定的申诉")
    parser.add_argument("id", type=a_number, metavar="ID")
    _act(parser, "撤回申诉的人", "撤回的原因")
    parser = command(objection, "list", list_all, "列出申诉")
    parser.add_argument("--month", type=a_month, metavar="M", help="对哪个月的认定")
    parser.add_argument("--open", dest="only_open", action="store_true", help="只列还没有决定的")


def _act(parser: argparse.ArgumentParser, by: str, reason: str) -> None:
    parser.add_argument("--reason", required=True, metavar="TEXT", help=reason)
    parser.add_argument("--by", required=True, metavar="NAME", help=by)


def open_one(arguments: argparse.Namespace) -> Answer:
    from office import objections
    from office.home import open_home
    from office.objection_words import objection_document

    with open_home(Path(arguments.home)) as home:
        made = objections.register(
            home,
            *(arguments.number, arguments.date, arguments.session, arguments.text, arguments.by, arguments.on),
            edition=arguments.edition,
        )
    one = objection_document(made.objection)
    text = f"已登记申诉，编号 {one['id']}：{one['number']} {one['name']} {one['date']} 第{one['edition']}版。"
    return Answer(one, text, warnings=(made.warning,) if made.warning else ())


def decide(arguments: argparse.Namespace) -> Answer:
    from office import objections
    from office.home import open_home
    from office.objection_words import objection_document

    act = arguments.id, arguments.upheld, arguments.reason, arguments.by, arguments.on
    with open_home(Path(arguments.home)) as home:
        done = objections.decide(home, *act)
    document = {**objection_document(done.objection), "posted": done.posted, "files": done.files}
    return Answer(document, lambda: _decided(done), warnings=(done.warning,) if done.warning else ())


def _decided(done: Any) -> str:
    from office.objection_words import objection_text

    return "\n".join((f"{objection_text(done.objection)}。", *(f"  {path}" for path in done.files.values())))


def withdraw(arguments: argparse.Namespace) -> Answer:
    from office import objections
    from office.home import open_home
    from office.objection_words import objection_document

    with open_home(Path(arguments.home)) as home:
        found = objections.withdraw(home, arguments.id, arguments.by, arguments.reason)
    return Answer(objection_document(found), f"申诉 {found.id} 已撤回；登记的内容仍然保留。")


def list_all(arguments: argparse.Namespace) -> Answer:
    from office import objections
    from office.home import open_home
    from office.objection_words import objection_document, outcome_text, session_text
    from office.postings import month_bounds

    first, last = month_bounds(arguments.month) if arguments.month else (None, None)
    with open_home(Path(arguments.home)) as home:
        found = objections.listing(home, first, last, open_only=arguments.only_open)
    rows = [
        (
            *(one.id, one.day, f"第{one.edition}版", one.number, one.name, session_text(one), one.said, one.by),
            f"{one.on}{'（逾期）' if one.late else ''}",
            outcome_text(one),
        )
        for one in found
    ]
    titles = ("编号", "日期", "版次", "工号", "姓名", "时段", "内容", "提出人", "提出日", "结果")
    return Answer({"objections": [objection_document(one) for one in found]}, lambda: columns(titles, rows))

"""notice: 通报 and 黄牌警告, which the month's allowance counts."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_month, a_number, command, family
from cli.output import Answer, columns


def add(group: Any) -> None:
    notice = family(group, "notice", "通报和黄牌警告")
    parser = command(notice, "give", give, "登记一次通报或黄牌警告")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    kinds = "yellow_card 黄牌警告，notice 通报"
    parser.add_argument("--kind", required=True, choices=("yellow_card", "notice"), help=kinds)
    parser.add_argument("--on", type=a_date, required=True, metavar="D", help="哪一天作出")
    _act(parser, "事由", "由谁作出")
    parser = command(notice, "revoke", revoke, "撤销一次通报或黄牌警告")
    parser.add_argument("id", type=a_number, metavar="ID")
    _act(parser, "撤销的原因", "由谁撤销")
    parser = command(notice, "list", list_all, "列出通报和黄牌警告")
    parser.add_argument("--month", type=a_month, metavar="M", help="哪个月的")
    parser.add_argument("--number", metavar="N", help="谁的，写工号")


def _act(parser: argparse.ArgumentParser, reason: str, by: str) -> None:
    parser.add_argument("--reason", required=True, metavar="TEXT", help=reason)
    parser.add_argument("--by", required=True, metavar="NAME", help=by)


def give(arguments: argparse.Namespace) -> Answer:
    from office.discipline import KIND_WORDS, give_notice, notice_document
    from office.home import open_home

    said = arguments.number, arguments.kind, arguments.on, arguments.reason, arguments.by
    with open_home(Path(arguments.home)) as home:
        one = notice_document(give_notice(home, *said))
    what = KIND_WORDS[one["kind"]]
    return Answer(one, f"已登记{what}，编号 {one['id']}：{one['number']} {one['name']} {one['date']}。")


def revoke(arguments: argparse.Namespace) -> Answer:
    from office.discipline import KIND_WORDS, notice_document, revoke_notice
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        one = notice_document(revoke_notice(home, arguments.id, arguments.reason, arguments.by))
    return Answer(one, f"编号 {one['id']} 的{KIND_WORDS[one['kind']]}已撤销；登记的内容仍然保留。")


def list_all(arguments: argparse.Namespace) -> Answer:
    from office.discipline import KIND_WORDS, notice_document, notices
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = notices(home, arguments.month, arguments.number)
    rows = [
        (
            *(one.id, one.day, one.number, one.name, KIND_WORDS[one.kind], one.reason, one.by),
            f"已撤销（{one.revoked_by}：{one.revoked}）" if one.revoked else "",
        )
        for one in found
    ]
    titles = ("编号", "日期", "工号", "姓名", "种类", "事由", "作出", "")
    return Answer({"notices": [notice_document(one) for one in found]}, lambda: columns(titles, rows))

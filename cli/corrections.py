"""correction: certified punches and sign-in sheets."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from cli.arguments import a_moment, a_month, a_number, command, family
from cli.output import Answer, columns


def add(group: Any) -> None:
    correction = family(group, "correction", "补签和签到表")
    parser = command(correction, "punch", punch, "补签一次漏打卡")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("--at", type=a_moment, required=True, metavar="T", help="应当打卡的时间")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="漏打卡的原因")
    parser.add_argument("--witness", required=True, metavar="NAME", help="证明人")
    parser = command(correction, "sheet", sheet, "导入停电或设备故障时的签到表")
    parser.add_argument("file", metavar="FILE", help="签到表 .xlsx：工号、签到时间")
    parser.add_argument("--floor", required=True, metavar="N", help="楼层")
    parser.add_argument("--from", dest="first", type=a_moment, required=True, metavar="T")
    parser.add_argument("--to", dest="last", type=a_moment, required=True, metavar="T")
    parser.add_argument("--witness", required=True, metavar="NAME", help="见证人")
    parser.add_argument("--reason", default="", metavar="TEXT", help="停电、设备故障……")
    parser = command(correction, "revoke", revoke, "撤销一次补签，或整张签到表")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("--reason", required=True, metavar="TEXT")
    command(correction, "list", list_all, "列出补签和签到表").add_argument("--month", type=a_month, metavar="M")
    command(correction, "template", template, "写出签到表模板").add_argument("file", metavar="FILE")


def punch(arguments: argparse.Namespace) -> Answer:
    from office import corrections
    from office.corrections import correction_document
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = corrections.certify(home, arguments.number, arguments.at, arguments.reason, arguments.witness)
    one = correction_document(found)
    return Answer(
        one, f"已补签，编号 {one['id']}：工号 {one['number']} {one['date']} {one['from']}，原始打卡没有改动。"
    )


def sheet(arguments: argparse.Namespace) -> Answer:
    from office import corrections
    from office.corrections import Stretch
    from office.home import open_home

    stretch = Stretch(arguments.floor, arguments.first, arguments.last)
    with open_home(Path(arguments.home)) as home:
        done = corrections.import_sheet(home, Path(arguments.file), stretch, arguments.witness, arguments.reason)
    rejected = [{"row": f.row, "column": f.column, "value": f.value, "message": f.message} for f in done.rejected]
    document = {"id": done.id, "people": done.people, "rejected": rejected}
    if rejected:
        lines = [f"  {arguments.file} 第 {f.row} 行 {f.column}“{f.value}”：{f.message}" for f in done.rejected]
        return Answer(document, "\n".join(("签到表有误，整张没有导入：", *lines)), 1)
    return Answer(document, f"已导入签到表，编号 {done.id}，{done.people} 人签到。撤销用 correction revoke。")


def revoke(arguments: argparse.Namespace) -> Answer:
    from office import corrections
    from office.corrections import correction_document
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        one = correction_document(corrections.revoke(home, arguments.id, arguments.reason))
    what = "签到表（整张）" if one["kind"] == "sheet" else "补签"
    return Answer(one, f"已撤销编号 {one['id']} 的{what}。")


def list_all(arguments: argparse.Namespace) -> Answer:
    from office import corrections
    from office.corrections import correction_document
    from office.home import open_home
    from office.postings import month_bounds

    first, last = month_bounds(arguments.month) if arguments.month else (date(2000, 1, 1), date(2199, 12, 31))
    with open_home(Path(arguments.home)) as home:
        found = [correction_document(each) for each in corrections.list_corrections(home, first, last)]
    rows = [
        (
            one["id"],
            "签到表" if one["kind"] == "sheet" else "补签",
            one["date"],
            one["from"] if one["kind"] == "punch" else f"{one['from'][:5]}–{one['to'][:5]}",
            one["number"] or f"{one['floor']} 楼 {len(one['lines'])} 次",
            one["witness"],
            one["reason"],
            f"已撤销：{one['revoked']}" if one["revoked"] else "",
        )
        for one in found
    ]
    titles = ("编号", "种类", "日期", "时间", "工号或楼层", "证明人", "原因", "")
    return Answer({"corrections": found}, lambda: columns(titles, rows))


def template(arguments: argparse.Namespace) -> Answer:
    from office.templates import write_sheet_template

    path = write_sheet_template(Path(arguments.file))
    return Answer({"file": str(path)}, f"模板已写到 {path}，填好后用 correction sheet 导入。")

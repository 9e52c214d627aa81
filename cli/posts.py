"""cover, covers, duty: who holds a post beside those assigned to it."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_month, a_number, command, family
from cli.output import Answer, columns, rejections

ALWAYS = date(2000, 1, 1), date(2199, 12, 31)


def add(group: Any) -> None:
    parser = command(group, "cover", cover, "指定临时顶岗")
    parser.add_argument("number", metavar="NUMBER", help="顶岗人的工号")
    parser.add_argument("--post", required=True, metavar="POST", help="岗位，即名册里的窗口")
    parser.add_argument("--from", dest="first", type=a_date, required=True, metavar="D")
    parser.add_argument("--to", dest="last", type=a_date, required=True, metavar="D", help="含")
    covers = family(group, "covers", "已指定的临时顶岗")
    command(covers, "list", list_covers, "列出临时顶岗").add_argument("--month", type=a_month, metavar="M")
    command(covers, "remove", remove_cover, "撤销临时顶岗").add_argument("id", type=a_number, metavar="ID")
    duty = family(group, "duty", "值班")
    parser = command(duty, "add", add_duty, "排一个人值班")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("--date", type=a_date, required=True, metavar="D")
    parser.add_argument("--shift", required=True, metavar="NAME", help="班次，见 rulebook show")
    command(duty, "import", import_duty, "导入值班表").add_argument("file", metavar="FILE")
    command(duty, "template", template, "写出值班表模板").add_argument("file", metavar="FILE")
    command(duty, "list", list_duty, "列出值班").add_argument("--month", type=a_month, metavar="M")
    command(duty, "remove", remove_duty, "撤销一个值班").add_argument("id", type=a_number, metavar="ID")


def _bounds(month: str | None) -> tuple[date, date]:
    from office.postings import month_bounds

    return month_bounds(month) if month else ALWAYS


def cover(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = posts.name_substitute(home, arguments.number, arguments.post, arguments.first, arguments.last)
    document = {
        "id": found.id,
        "number": found.number,
        "post": found.post,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
    }
    return Answer(
        document, f"已指定，编号 {found.id}：{found.number} {found.first} 至 {found.last} 顶岗 {found.post}。"
    )


def list_covers(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = posts.list_substitutes(home, *_bounds(arguments.month))
    covers = [
        {
            "id": named.id,
            "number": named.number,
            "name": person.name if person else None,
            "post": named.post,
            "from": named.first.isoformat(),
            "to": named.last.isoformat(),
        }
        for named, person in found
    ]
    rows = [tuple(one.values()) for one in covers]
    return Answer({"covers": covers}, lambda: columns(("编号", "工号", "姓名", "岗位", "自", "至"), rows))


def remove_cover(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        posts.remove_substitute(home, arguments.id)
    return Answer({"id": arguments.id}, f"已撤销编号 {arguments.id} 的临时顶岗。")


def add_duty(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = posts.add_duty(home, arguments.number, arguments.date, arguments.shift)
    document = {"id": found.id, "number": found.number, "date": found.day.isoformat(), "shift": found.shift}
    return Answer(document, f"已排班，编号 {found.id}：工号 {found.number} {found.day} {found.shift}。")


def import_duty(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        done = posts.import_duties(home, Path(arguments.file))
    refused, lines = rejections(arguments.file, done.rejected)
    head = f"新增 {done.added}，已有 {done.unchanged}，拒收 {len({fault.row for fault in done.rejected})} 行。"
    document = {"added": done.added, "unchanged": done.unchanged, **refused}
    return Answer(document, "\n".join((head, *lines)), 1 if done.rejected else 0)


def template(arguments: argparse.Namespace) -> Answer:
    from office.templates import write_duty_template

    path = write_duty_template(Path(arguments.file))
    return Answer({"file": str(path)}, f"模板已写到 {path}，填好后用 duty import 导入。")


def list_duty(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = posts.list_duties(home, *_bounds(arguments.month))
    duties = [
        {
            "id": duty.id,
            "number": duty.number,
            "name": person.name if person else None,
            "date": duty.day.isoformat(),
            "shift": duty.shift,
        }
        for duty, person in found
    ]
    rows = [tuple(one.values()) for one in duties]
    return Answer({"duties": duties}, lambda: columns(("编号", "工号", "姓名", "日期", "班次"), rows))


def remove_duty(arguments: argparse.Namespace) -> Answer:
    from office import posts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        posts.remove_duty(home, arguments.id)
    return Answer({"id": arguments.id}, f"已撤销编号 {arguments.id} 的值班。")

"""staff: the roster."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import command, family
from cli.output import Answer, columns, rejections


def add(group: Any) -> None:
    staff = family(group, "staff", "人员名册")
    command(staff, "template", template, "写出名册模板").add_argument("file", metavar="FILE", help="模板文件 .xlsx")
    command(staff, "import", import_file, "导入名册").add_argument("file", metavar="FILE", help="名册文件 .xlsx")
    command(staff, "list", list_all, "列出人员")


def template(arguments: argparse.Namespace) -> Answer:
    from office.people import write_template

    path = Path(arguments.file)
    write_template(path)
    return Answer({"file": str(path.resolve())}, f"模板已写到 {path.resolve()}，填好后用 staff import 导入。")


def import_file(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.people import import_roster

    with open_home(Path(arguments.home)) as home:
        imported = import_roster(home, Path(arguments.file))
    refused, lines = rejections(arguments.file, imported.rejected)
    rows = len({fault.row for fault in imported.rejected})
    head = f"新增 {imported.added}，变更 {imported.changed}，未变 {imported.unchanged}，拒收 {rows} 行。"
    counts = {"added": imported.added, "changed": imported.changed, "unchanged": imported.unchanged}
    return Answer({**counts, **refused}, "\n".join((head, *lines)), 1 if rows else 0)


def list_all(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.people import list_people

    with open_home(Path(arguments.home)) as home:
        stints = list_people(home)
    people = [
        {
            **stint.person._asdict(),
            "from": stint.first and stint.first.isoformat(),
            "until": stint.last and stint.last.isoformat(),
        }
        for stint in stints
    ]
    titles = ("工号", "姓名", "窗口单位", "窗口", "岗位", "组", "楼层", "职务", "机号", "起始日", "终止日")
    return Answer({"people": people}, lambda: columns(titles, [tuple(person.values()) for person in people]))

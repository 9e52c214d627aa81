"""account: the bank accounts that allowances are paid to."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import command, family
from cli.output import Answer, columns, rejections


def add(group: Any) -> None:
    account = family(group, "account", "银行账号")
    command(account, "template", template, "写出银行账号表的模板").add_argument(
        "file", metavar="FILE", help="模板文件 .xlsx"
    )
    command(account, "import", import_file, "导入银行账号").add_argument(
        "file", metavar="FILE", help="账号表 .xlsx 或 .csv"
    )
    command(account, "list", list_all, "列出银行账号，中间几位不显示；--json 给出全部数字")


def template(arguments: argparse.Namespace) -> Answer:
    from office.bank_accounts import write_template

    path = write_template(Path(arguments.file))
    return Answer({"file": str(path)}, f"模板已写到 {path}，填好后用 account import 导入。")


def import_file(arguments: argparse.Namespace) -> Answer:
    from office.bank_accounts import import_accounts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        imported = import_accounts(home, Path(arguments.file))
    refused, lines = rejections(arguments.file, imported.rejected)
    rows = len({fault.row for fault in imported.rejected})
    head = f"新增 {imported.added}，变更 {imported.changed}，未变 {imported.unchanged}，拒收 {rows} 行。"
    counts = {"added": imported.added, "changed": imported.changed, "unchanged": imported.unchanged}
    document = {**counts, **refused, "warnings": [*imported.warnings]}
    return Answer(document, "\n".join((head, *lines)), 1 if rows else 0, imported.warnings)


def list_all(arguments: argparse.Namespace) -> Answer:
    from office.bank_accounts import list_accounts
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = list_accounts(home)
    document = {
        "accounts": [
            {
                "number": each.number,
                "name": each.name,
                "unit": each.unit,
                "holder": each.holder,
                "bank": each.bank,
                "account": each.account,
                "entered_by": each.entered_by,
                "entered_at": each.entered_at,
            }
            for each in found
        ]
    }
    titles = ("工号", "姓名", "单位", "户名", "开户银行", "账号")
    rows = [(each.number, each.name, each.unit, each.holder, each.bank, each.masked) for each in found]
    return Answer(document, lambda: columns(titles, rows))

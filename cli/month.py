"""month: the monthly attendance sheet, for the centre and for each unit."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import a_month, command
from cli.output import Answer, columns

if TYPE_CHECKING:
    from office.month_sheet import MonthFiles


def add(group: Any) -> None:
    parser = command(group, "month", month, "考勤月报：全中心一份，每个窗口单位一份")
    parser.add_argument("month", type=a_month, metavar="MONTH")
    parser.add_argument("--paper", default="A4", choices=("A4", "A3"), help="打印用的纸，不写是 A4")
    parser.add_argument("--unit", action="append", default=[], metavar="NAME", help="只要这个单位的，可以写几次")


def month(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.month_sheet import write_month
    from office.month_told import month_document

    with open_home(Path(arguments.home)) as home:
        files = write_month(home, arguments.month, arguments.paper, arguments.unit)
    return Answer(month_document(files), lambda: _text(files))


def _text(files: "MonthFiles") -> str:
    from office.month_told import summary_lines

    heads, rows, notes = summary_lines(files)
    return "\n".join([columns(heads, rows), *notes])

"""rulebook, calendar: what is judged by."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_year, command, family
from cli.output import Answer, columns

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add(group: Any) -> None:
    rulebook = family(group, "rulebook", "规则")
    command(rulebook, "show", show, "显示现行规则")
    command(rulebook, "check", check, "检查一个规则文件").add_argument("file", metavar="FILE")
    calendar = family(group, "calendar", "工作日历")
    command(calendar, "show", show_year, "显示一年的放假、补班和本中心自己的日子").add_argument("year", type=a_year)
    parser = command(calendar, "set", set_day, "定本中心自己的日子")
    parser.add_argument("date", type=a_date, metavar="D")
    parser.add_argument("kind", choices=("closed", "open"), help="closed 不上班，open 上班")
    parser.add_argument("--like", choices=WEEKDAYS, help="按星期几的作息，如 fri")
    parser.add_argument("--reason", default="", metavar="事由")
    command(calendar, "clear", clear_day, "撤销本中心自己的日子").add_argument("date", type=a_date, metavar="D")
    command(calendar, "confirm", confirm, "确认还没有公布的年份").add_argument("year", type=a_year)


def show(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.rulebooks import describe

    with open_home(Path(arguments.home)) as home:
        described = describe(home.rulebook())
    return Answer(described.document, described.text)


def check(arguments: argparse.Namespace) -> Answer:
    from office.rulebooks import check_file

    checked = check_file(Path(arguments.file))
    return Answer(checked.document, checked.text, 0 if checked.document["ok"] else 1)


def show_year(arguments: argparse.Namespace) -> Answer:
    from office import days
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        source, entries = days.year_entries(home, arguments.year)
    document = {
        "year": arguments.year,
        "source": source or None,
        "days": [
            {
                "date": day.date.isoformat(),
                "working": day.working,
                "follows": WEEKDAYS[day.follows],
                "reason": day.reason,
                "source": day.source,
            }
            for day in entries
        ],
    }
    known = {"state": "国务院已公布", "office": "本中心已确认"}.get(source, "尚未公布，也没有确认")
    rows = [
        (day.date, "上班" if day.working else "放假", day.reason, "本中心" if day.source == "office" else "国务院")
        for day in entries
    ]
    titles = ("日期", "安排", "事由", "依据")
    return Answer(document, lambda: f"{arguments.year} 年：{known}\n{columns(titles, rows)}")


def set_day(arguments: argparse.Namespace) -> Answer:
    from office import days
    from office.home import open_home

    follows = WEEKDAYS.index(arguments.like) if arguments.like else None
    with open_home(Path(arguments.home)) as home:
        day = days.set_day(home, arguments.date, arguments.kind == "open", follows, arguments.reason)
    document = {"id": day.date.isoformat(), "date": day.date.isoformat(), "working": day.working}
    return Answer(document, f"已定：{day.date} {'上班' if day.working else '不上班'}。")


def clear_day(arguments: argparse.Namespace) -> Answer:
    from office import days
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        days.clear_day(home, arguments.date)
    return Answer({"date": arguments.date.isoformat()}, f"已撤销 {arguments.date} 的安排。")


def confirm(arguments: argparse.Namespace) -> Answer:
    from office import days
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        days.confirm(home, arguments.year)
    return Answer(
        {"year": arguments.year},
        f"已确认 {arguments.year} 年：周一至周五上班，加上本中心自己定的日子。国务院公布后请用 calendar set 逐日核对。",
    )

"""rulebook, calendar: what is judged by."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_month, a_year, command, family
from cli.output import Answer, columns

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add(group: Any) -> None:
    rulebook = family(group, "rulebook", "规则")
    command(rulebook, "show", show, "显示现行规则")
    command(rulebook, "check", check, "检查一个规则文件").add_argument("file", metavar="FILE")
    parser = command(rulebook, "adopt", adopt, "从某天起采用一个规则文件，那天以前仍按原来的规则")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--from", dest="since", type=a_date, required=True, metavar="DATE")
    parser = command(rulebook, "allowance", begin_money, "给还没有补助标准的规则加上随程序的补助标准")
    parser.add_argument("--from", dest="since", type=a_date, required=True, metavar="DATE")
    parser = command(group, "what-if", what_if, "假如按另一个规则文件，一个月会怎样；什么也不公示")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("month", type=a_month, metavar="MONTH")
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
    from office.rulebooks import adopted, describe

    with open_home(Path(arguments.home)) as home:
        described = describe(home.rulebook(home.clock().date()))
        found = adopted(home)
    document = described.document | {
        "adopted": [{"from": each.since.isoformat(), "name": each.name, "version": each.version} for each in found]
    }
    lines = [f"  自 {each.since} 起：{each.name}（版本 {each.version}，{each.adopted_by} 采用）" for each in found]
    told = ["", "采用的规则", "  此前：数据文件夹里的 rulebook.toml", *lines] if lines else []
    return Answer(document, "\n".join((described.text, *told)))


def check(arguments: argparse.Namespace) -> Answer:
    from office.rulebooks import check_file

    checked = check_file(Path(arguments.file))
    return Answer(checked.document, checked.text, 0 if checked.document["ok"] else 1)


def adopt(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.rulebooks import adopt as take

    with open_home(Path(arguments.home)) as home:
        done = take(home, Path(arguments.file), arguments.since)
    book = done.rulebook
    document = {
        "id": book.version,
        "name": book.name,
        "version": book.version,
        "from": done.since.isoformat(),
        "posted_days": done.posted,
    }
    again = f"那天以后已有 {done.posted} 天公示过，需要时请逐日重新 post。" if done.posted else ""
    return Answer(
        document, f"自 {done.since} 起采用 {book.book.title}（{book.name}，版本 {book.version}），此前不变。{again}"
    )


def begin_money(arguments: argparse.Namespace) -> Answer:
    from office.allowance_start import begin_allowance
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        done = begin_allowance(home, arguments.since)
    book = done.rulebook
    document = {"id": book.version, "name": book.name, "version": book.version, "from": done.since.isoformat()}
    told = (
        f"自 {done.since} 起的规则已加上补助标准（{book.name}，版本 {book.version}）；金额是举例，请换成本中心的标准。"
    )
    return Answer(document, told)


def what_if(arguments: argparse.Namespace) -> Answer:
    from cli.allowance import money_text
    from office.allowance_told import money_document
    from office.home import open_home
    from office.money_what_if import money_beside
    from office.what_if import what_if as look
    from office.what_if_words import beside_document, beside_text

    with open_home(Path(arguments.home)) as home:
        found = look(home, Path(arguments.file), arguments.month)
        money = money_beside(home, found, arguments.month)
    document = beside_document(found, arguments.month) | {"money": money_document(money) if money else None}

    def text() -> str:
        told = [beside_text(found, arguments.month), *([money_text(money)] if money else [])]
        return "\n".join(told)

    return Answer(document, text)


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

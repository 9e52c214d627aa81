"""terminal, pull, punches."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_number, command, family
from cli.output import Answer, columns
from office.terminal_words import WRONG


def add(group: Any) -> None:
    terminal = family(group, "terminal", "考勤设备")
    parser = command(terminal, "add", add_one, "登记设备")
    parser.add_argument("name", metavar="NAME", help="名称，例如 一楼东")
    parser.add_argument("address", metavar="HOST[:PORT]", help="地址，端口默认 4370")
    parser.add_argument("--floor", default="", metavar="N", help="所在楼层")
    parser.add_argument("--udp", action="store_true", help="用 UDP 连接（旧设备）")
    parser.add_argument("--comm-key", type=a_number, default=0, metavar="N", help="通信密码，没有设置就不写")
    parser.add_argument("--from", dest="first", type=a_date, metavar="D", help="从哪天起使用，不写为一直")
    command(terminal, "list", list_all, "列出设备")
    command(terminal, "test", test, "试连设备").add_argument("name", metavar="NAME")
    command(terminal, "set-time", set_time, "先读取记录，再把设备时钟校到本机时间").add_argument("name", metavar="NAME")
    parser = command(terminal, "remove", remove, "停用设备，已读的记录保留")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--from", dest="first", type=a_date, metavar="D", help="从哪天起停用，默认今天")
    parser = command(terminal, "worked", worked, "认定疑似停电的设备当时工作正常")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--date", type=a_date, required=True, metavar="D")
    parser.add_argument("--session", required=True, metavar="时段", help="am 上午，pm 下午")
    parser.add_argument("--reason", required=True, metavar="依据")

    parser = command(group, "pull", pull, "读取考勤设备")
    parser.add_argument("names", nargs="*", metavar="NAME", help="只读这些设备")
    parser = command(group, "punches", punches, "列出原始打卡记录")
    parser.add_argument("--from", dest="first", type=a_date, metavar="D", help="从哪天起")
    parser.add_argument("--to", dest="last", type=a_date, metavar="D", help="到哪天止（含）")
    parser.add_argument("--terminal", metavar="NAME")
    parser.add_argument("--number", metavar="N", help="工号或机号")


def add_one(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    address = terminals.parse_address(arguments.address, arguments.udp, arguments.comm_key)
    with open_home(Path(arguments.home)) as home:
        placed = terminals.add(home, arguments.name, address, arguments.floor, arguments.first)
    document = {
        "id": placed.name,
        "name": placed.name,
        "host": address.host,
        "port": address.port,
        "udp": address.udp,
        "floor": placed.floor,
    }
    return Answer(
        document,
        f"已登记 {placed.name}（{address.host}:{address.port}）。用 terminal test {placed.name} 试连，用 pull 读取。",
    )


def list_all(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        listed = terminals.list_terminals(home)
    document = {
        "terminals": [
            {
                "name": one.placed.name,
                "host": one.placed.address.host,
                "port": one.placed.address.port,
                "udp": one.placed.address.udp,
                "floor": one.placed.floor,
                "serial": one.read.serial if one.read else None,
                "horizon": one.read.horizon.isoformat(timespec="seconds") if one.read else None,
                "offset_s": one.read.offset if one.read else None,
                "records": one.read.records if one.read else None,
                "records_capacity": one.read.records_capacity if one.read else None,
                "last_contact": one.contact[0] if one.contact else None,
                "last_error": one.contact[1] or None if one.contact else None,
            }
            for one in listed
        ]
    }
    rows = [
        (
            one["name"],
            f"{one['host']}:{one['port']}{' UDP' if one['udp'] else ''}",
            one["floor"],
            one["serial"],
            one["horizon"] or "从未读取",
            one["offset_s"],
            one["records"],
            one["last_contact"],
        )
        for one in document["terminals"]
    ]
    titles = ("名称", "地址", "楼层", "序列号", "数据截止", "时钟偏差秒", "记录数", "最近连接")
    return Answer(document, lambda: columns(titles, rows))


def test(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        probe = terminals.test(home, arguments.name)
    document = {
        "name": arguments.name,
        "ok": True,
        "serial": probe.serial,
        "firmware": probe.firmware,
        "offset_s": probe.offset,
        "users": probe.capacity.users,
        "records": probe.capacity.records,
        "records_capacity": probe.capacity.records_capacity,
    }
    return Answer(
        document,
        f"{arguments.name} 连接正常：序列号 {probe.serial}，时钟偏差 {probe.offset} 秒，"
        f"用户 {probe.capacity.users}，记录 {probe.capacity.records}/{probe.capacity.records_capacity}。",
    )


def set_time(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        before, after = terminals.set_time(home, arguments.name)
    document = {"name": arguments.name, "offset_before_s": before, "offset_after_s": after}
    return Answer(document, f"{arguments.name} 时钟偏差原为 {before} 秒，校时后为 {after} 秒。")


def remove(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        day = terminals.remove(home, arguments.name, arguments.first)
    return Answer(
        {"name": arguments.name, "from": day.isoformat()},
        f"{arguments.name} 从 {day} 起停用；以前读到的记录都保留，那天以前的日子仍按有这台设备认定。",
    )


def worked(arguments: argparse.Namespace) -> Answer:
    from office import terminals
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        ids = terminals.decide_worked(home, arguments.name, arguments.date, arguments.session, arguments.reason)
    return Answer(
        {"id": ids[0], "ids": ids},
        f"已记录：{arguments.name} 在 {arguments.date} {arguments.session} 工作正常。重新 post 这一天即按缺卡认定。",
    )


def pull(arguments: argparse.Namespace) -> Answer:
    from cli.progress import bars
    from office import days
    from office.failures import typed
    from office.home import open_home
    from office.pull import pull as read

    with open_home(Path(arguments.home)) as home:
        with nullcontext() if arguments.json else bars() as progress:
            outcomes = read(home, arguments.names, progress)
        warnings = tuple(days.warnings(home))
    document = {
        "terminals": [
            {
                "name": one.terminal,
                "ok": not one.error,
                "error": typed(one.error, one.command) or None,
                "serial": one.serial or None,
                "records": one.records,
                "new": one.new,
                "known": one.known,
                "problems": [problem._asdict() for problem in one.problems],
                "offset_s": one.offset,
                "horizon": one.horizon.isoformat(timespec="seconds") if one.horizon else None,
                "seconds": one.seconds,
            }
            for one in outcomes
        ],
        "warnings": list(warnings),
    }
    lines = []
    for one in outcomes:
        if one.error:
            lines.append(f"✕ {one.terminal}：{typed(one.error, one.command)}")
            continue
        lines.append(
            f"√ {one.terminal}：记录 {one.records} 条，新 {one.new}，已有 {one.known}，时钟偏差 {one.offset} 秒，"
            f"数据截止 {one.horizon:%Y-%m-%d %H:%M:%S}"
        )
        lines += [f"    需要查看：{WRONG.get(p.kind, p.kind)} {p.detail}（{p.times} 条）" for p in one.problems[:20]]
        if len(one.problems) > 20:
            lines.append(f"    另有 {len(one.problems) - 20} 项，用 punches 查看")
    return Answer(document, "\n".join(lines), 1 if any(one.error for one in outcomes) else 0, warnings)


def punches(arguments: argparse.Namespace) -> Answer:
    from office.explain import list_punches
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        listed = list_punches(home, arguments.first, arguments.last, arguments.terminal, arguments.number)
    document = {
        "punches": [
            {
                "id": one.id,
                "terminal": one.stored.terminal,
                "serial": one.stored.serial,
                "number": one.stored.number,
                "time": one.time,
                "state": one.stored.state,
                "problem": one.problem or None,
            }
            for one in listed
        ]
    }
    rows = [
        (one["terminal"], one["serial"], one["number"], one["time"], one["state"], WRONG.get(str(one["problem"]), ""))
        for one in document["punches"]
    ]
    return Answer(document, lambda: columns(("设备", "序列号", "号码", "设备时间", "状态", "问题"), rows))

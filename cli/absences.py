"""outing, away: absences within a day."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import a_date, a_moment, a_number, command, family
from cli.output import Answer, columns

if TYPE_CHECKING:
    from office.outings import Listed
    from office.step_aways import Running


def add(group: Any) -> None:
    outing = family(group, "outing", "临时外出")
    parser = command(outing, "open", open_outing, "登记外出")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("--at", type=a_moment, required=True, metavar="T", help="外出时间")
    parser.add_argument("--back", type=a_moment, required=True, metavar="T", help="预计返回时间")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="事由")
    _common(outing, close_outing, cancel_outing, list_outings)
    parser = command(outing, "slip", slip, "写出可打印的外出单")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("file", metavar="FILE", help="文件名 .xlsx")
    away = family(group, "away", "离岗告知")
    parser = command(away, "open", open_away, "登记离岗")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("--at", type=a_moment, required=True, metavar="T", help="离岗时间")
    parser.add_argument("--cover", default="", metavar="NUMBER", help="代班人的工号")
    parser.add_argument("--reported", action="store_true", help="已按规定报告去向")
    _common(away, close_away, cancel_away, list_aways)


def _common(noun: Any, close: Any, cancel: Any, list_all: Any) -> None:
    parser = command(noun, "close", close, "登记返回")
    parser.add_argument("id", type=a_number, metavar="ID")
    parser.add_argument("--at", type=a_moment, required=True, metavar="T", help="返回时间")
    command(noun, "cancel", cancel, "撤销登记错的一条").add_argument("id", type=a_number, metavar="ID")
    command(noun, "list", list_all, "列出一天的登记").add_argument("--date", type=a_date, metavar="D", help="默认今天")


# ---------------------------------------------------------------- outings


def _outing(found: "Listed") -> dict[str, Any]:
    from office.day_times import time_text

    outing = found.outing
    return {
        "id": outing.id,
        "number": outing.number,
        "name": found.person.name if found.person else None,
        "date": outing.day.isoformat(),
        "at": time_text(outing.at),
        "back": time_text(outing.back),
        "closed": None if outing.closed is None else time_text(outing.closed),
        "reason": outing.reason,
        "report_to": list(found.report_to),
        "warnings": list(found.warnings),
    }


def open_outing(arguments: argparse.Namespace) -> Answer:
    from office import outings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = outings.open_outing(home, arguments.number, arguments.at, arguments.back, arguments.reason)
    one = _outing(found)
    told = f"应报告{'、'.join(found.titles)}。" if found.titles else ""
    return Answer(
        one,
        f"已登记外出，编号 {one['id']}：{one['name']} {one['at'][:5]} 至 {one['back'][:5]}。{told}",
        warnings=found.warnings,
    )


def close_outing(arguments: argparse.Namespace) -> Answer:
    from office import outings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        one = _outing(outings.close_outing(home, arguments.id, arguments.at))
    late = "，超过预计时间" if str(one["closed"])[:5] > one["back"][:5] else ""
    return Answer(one, f"已登记返回：{one['name']} {str(one['closed'])[:5]}{late}。")


def cancel_outing(arguments: argparse.Namespace) -> Answer:
    from office import outings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        outings.cancel_outing(home, arguments.id)
    return Answer({"id": arguments.id}, f"已撤销编号 {arguments.id} 的外出登记。")


def list_outings(arguments: argparse.Namespace) -> Answer:
    from office import outings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        day: date = arguments.date or home.clock().date()
        found = [_outing(each) for each in outings.list_outings(home, day)]
    rows = [
        (one["id"], one["number"], one["name"], one["at"], one["back"], one["closed"] or "未返回", one["reason"])
        for one in found
    ]
    titles = ("编号", "工号", "姓名", "外出", "预计返回", "返回", "事由")
    return Answer({"date": day.isoformat(), "outings": found}, lambda: columns(titles, rows))


def slip(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.slips import write_outing_slip

    with open_home(Path(arguments.home)) as home:
        path = write_outing_slip(home, arguments.id, Path(arguments.file))
    return Answer({"id": arguments.id, "file": str(path)}, f"外出单已写到 {path}，可以打印签字。")


# ---------------------------------------------------------------- step-aways


def _away(found: "Running") -> dict[str, Any]:
    from office.day_times import time_text

    away = found.away
    return {
        "id": away.id,
        "number": away.number,
        "name": found.person.name if found.person else None,
        "date": away.day.isoformat(),
        "at": time_text(away.at),
        "closed": None if away.closed is None else time_text(away.closed),
        "cover": away.cover or None,
        "reported": away.reported,
        "seconds": found.seconds,
        "left_s": found.left,
        "alarm": found.alarm,
        "over": found.over,
        "must_report": found.must_report,
    }


def open_away(arguments: argparse.Namespace) -> Answer:
    from office import step_aways
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = step_aways.open_away(home, arguments.number, arguments.at, arguments.cover, arguments.reported)
    one = _away(found)
    due = f"最迟 {found.due} 返回，" if found.due else ""
    return Answer(one, f"已登记离岗，编号 {one['id']}：{one['name']} {one['at'][:5]} 起，{due}返回用 away close。")


def close_away(arguments: argparse.Namespace) -> Answer:
    from office import step_aways
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        one = _away(step_aways.close_away(home, arguments.id, arguments.at))
    over = "，超过时限" if one["over"] else ""
    report = "，应当报告去向而没有报告" if one["must_report"] else ""
    return Answer(one, f"已登记返回：{one['name']} 离岗 {_length(one['seconds'])}{over}{report}。")


def _length(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def cancel_away(arguments: argparse.Namespace) -> Answer:
    from office import step_aways
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        step_aways.cancel_away(home, arguments.id)
    return Answer({"id": arguments.id}, f"已撤销编号 {arguments.id} 的离岗登记。")


def list_aways(arguments: argparse.Namespace) -> Answer:
    from office import step_aways
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        day: date = arguments.date or home.clock().date()
        found = [_away(each) for each in step_aways.list_aways(home, day)]
    rows = [
        (
            one["id"],
            one["number"],
            one["name"],
            one["at"],
            one["closed"] or "未返回",
            _length(one["seconds"]),
            "超时" if one["over"] else "快到时限" if one["alarm"] else "",
            one["cover"],
        )
        for one in found
    ]
    titles = ("编号", "工号", "姓名", "离岗", "返回", "时长", "", "代班人")
    return Answer({"date": day.isoformat(), "aways": found}, lambda: columns(titles, rows))

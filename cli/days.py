"""assess, post, explain, verify: a day and what it rests on."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import a_date, a_date_or_month, a_month, command
from cli.output import Answer, columns


def add(group: Any) -> None:
    command(group, "assess", assess, "认定一天，不公示").add_argument("date", type=a_date, metavar="DATE")
    parser = command(group, "post", post, "公示一天；认定有变化时公示新的一版")
    parser.add_argument("date", type=a_date, metavar="DATE")
    parser.add_argument("--reason", default="", metavar="TEXT", help="更正原因")
    parser = command(group, "explain", explain, "说明一个人一天的认定、一个月的补助从何而来")
    parser.add_argument("number", metavar="NUMBER", help="工号")
    parser.add_argument("date", type=a_date_or_month, metavar="DATE|MONTH")
    parser = command(group, "verify", verify, "用原始记录重算每一版公示、每一版补助并核对")
    parser.add_argument("month", nargs="?", type=a_month, metavar="MONTH")


def assess(arguments: argparse.Namespace) -> Answer:
    from office import days, postings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        day, edition = postings.assess(home, arguments.date)
        warnings = tuple(days.warnings(home))

    def text() -> str:
        from office.summary import day_text

        return day_text(day, edition)

    return Answer({**day, "edition": edition}, text, warnings=warnings)


def post(arguments: argparse.Namespace) -> Answer:
    from office import days, postings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        posted = postings.post(home, arguments.date, arguments.reason)
        warnings = tuple(days.warnings(home))
    edition = posted.edition
    document = {**posted.day, "edition": edition["edition"] if edition else None, "unchanged": posted.unchanged}
    if edition:
        document |= {
            "posted_at": edition["posted_at"],
            "author": edition["author"],
            "reason": edition["reason"],
            "changes": edition["changes"],
            "post_changes": edition["post_changes"],
            "late": edition.get("late"),
            "objections_until": edition.get("objections_until"),
            "training": edition["training"],
            "totals": posted.totals,
            "files": posted.files,
        }

    def text() -> str:
        from office.summary import posted_text

        return posted_text(posted)

    return Answer(document, text, warnings=warnings)


def explain(arguments: argparse.Namespace) -> Answer:
    if isinstance(arguments.date, str):
        return explain_month(arguments)
    from office.explain import explain as look
    from office.home import open_home
    from office.objection_words import objection_document

    with open_home(Path(arguments.home)) as home:
        found = look(home, arguments.number, arguments.date)
    document = {
        **found.person,
        "date": found.day["date"],
        "edition": found.edition,
        "rulebook": found.day["rulebook"],
        "terminals": found.day["terminals"],
        "vacant": found.post["vacant"] if found.post else [],
        "post_clauses": [{"id": id, "citation": citation, "text": text} for id, citation, text in found.post_clauses],
        "objections": [objection_document(objection) for objection in found.objections],
        "stands_in": [{"id": e.id, "post": e.post, "number": e.number or None} for e in found.stands_in],
        "clauses": [{"id": id, "citation": citation, "text": text} for id, citation, text in found.clauses],
        "punches": [
            {
                "id": punch.id,
                "terminal": punch.terminal,
                "raw": punch.raw,
                "corrected": punch.corrected,
                "state": punch.state,
                "pull": punch.pull,
            }
            for punch in found.punches
        ],
    }

    def text() -> str:
        from office.summary import explanation_text

        return explanation_text(found)

    return Answer(document, text)


def explain_month(arguments: argparse.Namespace) -> Answer:
    from office.allowance_explain import explain_month as look
    from office.allowance_person import shown
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        found = look(home, arguments.number, arguments.date)
    document = {
        **found.person,
        "month": found.month,
        "state": found.state,
        "edition": found.edition,
        "clauses": [
            {"id": id, "citation": citation, "text": text, "rulebook": version}
            for id, citation, text, version in found.clauses
        ],
        "sessions": [
            {
                "date": each.date,
                "edition": each.edition,
                "session": each.session,
                "in": each.sign_in,
                "out": each.sign_out,
                "result": each.result,
            }
            for each in found.sessions
        ],
        "punches": [
            {"id": each.id, "terminal": each.stored.terminal, "time": each.time, "state": each.stored.state}
            for each in found.punches
        ],
    }
    return Answer(document, lambda: shown(found).story)


def verify(arguments: argparse.Namespace) -> Answer:
    from office import allowances, postings
    from office.home import open_home

    with open_home(Path(arguments.home)) as home:
        count, differences = postings.verify(home, arguments.month)
        runs, moved = allowances.verify_runs(home, arguments.month)
    document = {
        "editions": count,
        "equal": count - len(differences),
        **({"runs": runs, "runs_equal": runs - len(moved)} if runs else {}),
        "differences": [
            *({"date": d.date, "edition": d.edition, "what": d.what} for d in differences),
            *({"month": d.month, "run": d.number, "what": d.what} for d in moved),
        ],
    }
    paid = f"、{runs} 版补助" if runs else ""
    if not differences and not moved:
        return Answer(document, f"共 {count} 版公示{paid}，全部与原始记录重算结果一致。")
    rows = [(d.date, f"第{d.edition}版", d.what) for d in differences]
    rows += [(d.month, f"补助第{d.number}版", d.what) for d in moved]
    wrong = len(differences) + len(moved)
    lines = f"共 {count} 版公示{paid}，{wrong} 版与重算结果不一致，请保留现场并检查数据库是否被改动：\n"
    return Answer(document, lambda: lines + columns(("日期", "版次", "第一处不同"), rows), 1)

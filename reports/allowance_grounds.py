"""What an allowance run rests on: the clauses it names, and the editions, decisions and acts behind it."""

from collections import Counter
from collections.abc import Iterator

from attendance.month_document import OpenDoc, RunDoc
from reports.allowance_sheet import Paid, day_and_session
from reports.allowance_words import DECIDED, OPEN, yuan
from reports.table import Cell, Column, Line, Row, Section, Table
from reports.words import day_words, moment_words, month_words

ACTS = {"checked": "核对", "approved": "核准", "closed": "封账", "withdrawn": "撤回"}


def clause_table(paid: Paid) -> Table:
    """条款: every clause that is named, with its text and how often, and the rulebooks of the month."""
    columns = (
        Column("条款", 24, 44),
        Column("内容", 40, 90),
        Column("规则版本", 14, 20),
        Column("引用次数", 10, 10, "center"),
    )
    books = tuple(Line(f"{book['since']} 起按“{book['name']}”，版本 {book['version']}") for book in paid.run["books"])
    sections = (Section("", tuple(_clauses(paid))),)
    return Table("条款", "引用的条款和规则版本", columns, sections, books, empty="没有引用任何条款。", foot=paid.foot)


def _clauses(paid: Paid) -> Iterator[Row]:
    texts = {(clause.citation, clause.version): clause.text for clause in paid.clauses}
    known = {citation: (text, version) for (citation, version), text in texts.items()}
    for (citation, version), times in sorted(_cited(paid.run).items()):
        text, its_version = (texts.get((citation, version), ""), version) if version else known.get(citation, ("", ""))
        yield Cell(citation), Cell(text or known.get(citation, ("", ""))[0]), Cell(its_version), Cell(times)


def _cited(run: RunDoc) -> Counter[tuple[str, str]]:
    """By citation and version; an event names no version, and counts for what its line's rulebook has."""
    found: Counter[tuple[str, str]] = Counter()
    for line in (line for person in run["people"] for line in person["lines"]):
        if line["clause"]:
            found[line["clause"], line["rulebook"]] += 1
        for event in line["events"]:
            if event["clause"]:
                found[event["clause"], ""] += 1
    return found


def ground_table(paid: Paid) -> Table:
    """依据: which edition of each day, what is not posted, what was decided, who did what."""
    columns = (Column("日期", 22, 26), Column("事项", 20, 40), Column("结果", 12, 20), Column("说明", 30, 70))
    return Table(
        "依据",
        f"{month_words(paid.run['month'])}出勤补助的依据",
        columns,
        tuple(section for section in _sections(paid) if section.rows),
        empty="没有可以列出的依据。",
        foot=paid.foot,
    )


def _sections(paid: Paid) -> Iterator[Section]:
    run = paid.run
    working = set(run["working"])
    acts = (
        (Cell(moment_words(act["at"])), Cell(ACTS.get(act["act"], act["act"])), Cell(""), Cell(act["by"]))
        for act in paid.acts
    )
    yield Section("办理", tuple(acts))
    unposted = (
        (Cell(day_words(day)), Cell("工作日"), Cell("没有公示", "unknown"), Cell("没有计入")) for day in run["unposted"]
    )
    yield Section("没有公示的工作日", tuple(unposted))
    yield Section("要决定的和已经决定的", tuple(map(_open, run["open"])))
    yield Section("以前月份还没有扣回的", tuple(_owed(run)))
    yield Section(
        "计入的公示", tuple(_edition(day, number, working) for day, number in sorted(run["editions"].items()))
    )


def _edition(day: str, number: int, working: set[str]) -> Row:
    kind = "工作日" if day in working else "休息日值班"
    return Cell(day_words(day)), Cell(kind), Cell(f"第{number}版", "changed" if number > 1 else "plain"), Cell("")


def _open(each: OpenDoc) -> Row:
    who = f"{each['name']}（{each['number']}）" if each["number"] else "当天所有人"
    what = f"{OPEN.get(each['kind'], each['kind'])} {each['detail'].partition(':')[2]}".strip()
    result = Cell(DECIDED.get(each["decided"], each["decided"])) if each["decided"] else Cell("没有决定", "unknown")
    why = "，".join(filter(None, (each["reason"], each["by"])))
    return Cell(day_and_session(each["date"], each["session"])), Cell(f"{who} {what}"), result, Cell(why)


def _owed(run: RunDoc) -> Iterator[Row]:
    names = {person["number"]: person["name"] for person in run["people"]}
    for month, owed in sorted(run["owed"].items()):
        for number, amount in sorted(owed.items()):
            who = f"{names.get(number, '')}（{number}）"
            yield Cell(month_words(month)), Cell(who), Cell(yuan(amount)), Cell("留到以后扣回")

"""What the demo did, in two tables: the editions it posted, and what was entered by hand with what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from attendance.document import DayDoc, EditionDoc, PersonDoc, totals
from office import posts
from office.demo_punches import MORNING
from office.home import Home
from office.postings import Posted
from reports.entries import register
from reports.judgement import verdict_text
from reports.measure import display_width
from reports.notices import vacant_phrase
from reports.vacancies import vacancies, vacancy_text
from reports.words import COUNTS, WEEKDAYS, change_phrase, session_word

COUNTED = ("late", "left_early", "missing", "absent", "unknown")
SCREEN = 79

# ---------------------------------------------------------------- the editions


def editions_table(posted: Sequence[Posted]) -> Iterator[str]:
    """A line for each edition, in the order in which they were posted."""
    yield f"每个工作日 {MORNING:%H:%M} 读取设备，公示前一个工作日（人数）："
    yield _row("日期", "版次", [COUNTS[code] for code in COUNTED])
    for one in posted:
        if one.edition:
            counted = totals(one.day["people"])
            figures = [str(counted[code]) for code in COUNTED]
            yield _row(_short_day(one.day), f"第{one.edition['edition']}版", figures, _remark(one.edition))


def _row(day: str, edition: str, figures: Sequence[str], remark: str = "") -> str:
    counts = "".join(f"{_room(figure, 6)}{figure}" for figure in figures[:-1])
    last = f"{_room(figures[-1], 10)}{figures[-1]}"
    return f"  {day}{_room(day, 12)}{edition}{_room(edition, 6)}{counts}{last}  {remark}".rstrip()


def _room(text: str, width: int) -> str:
    return " " * (width - display_width(text))


def _short_day(day: DayDoc) -> str:
    when = date.fromisoformat(day["date"])
    return f"{when.month:02}-{when.day:02} 周{WEEKDAYS[when.weekday()]}"


def _remark(edition: EditionDoc) -> str:
    """Why a day is not complete, was posted again, or was posted at all."""
    day = edition["day"]
    if edition["reason"]:
        return edition["reason"]
    if all(_on_duty(person) for person in day["people"]):
        return f"值班 {len(day['people'])} 人"
    unread = [f"{terminal['name']}设备没有读到" for terminal in day["terminals"] if not terminal["read"]]
    silent = [f"{silence['terminal']}{session_word(silence['session'])}疑似停电" for silence in day["silences"]]
    return "，".join(dict.fromkeys((*unread, *silent)))


def _on_duty(person: PersonDoc) -> bool:
    return any(entry["kind"] == "duty" for entry in person.get("entries", []))


# ---------------------------------------------------------------- what was entered


class Entered(NamedTuple):
    """Something entered by hand, told once, on the first day it bears on; `result` is the verdict it led to."""

    date: str
    who: str
    what: str
    result: str


def entered(home: Home, posted: Sequence[Posted]) -> list[Entered]:
    """Everything entered, day by day, as the last edition of each day has it."""
    told: dict[str, Entered] = {}
    last = {one.edition["day"]["date"]: one.edition for one in posted if one.edition}
    first = {one.edition["day"]["date"]: one.day for one in reversed(posted) if one.edition}
    for day in sorted(last):
        for key, found in (*_slips(last[day]), *_sheets(first[day], last[day])):
            told.setdefault(key, found)
    return sorted((*told.values(), *_substitutes(home, last), *_vacant(last)), key=lambda found: found.date)


def _slips(edition: EditionDoc) -> Iterator[tuple[str, Entered]]:
    day = edition["day"]
    names = register(day)
    for person in day["people"]:
        for entry in person.get("entries", []):
            if entry["id"] not in names.sheets:
                said = Entered(day["date"], person["name"], names.phrase(entry), _result(edition, person))
                yield entry["id"], said


def _result(edition: EditionDoc, person: PersonDoc) -> str:
    for change in edition["changes"]:
        if change["number"] == person["number"]:
            before, after = change_phrase(change["from"]), change_phrase(change["to"])
            return f"{before}改为{after}（第{edition['edition']}版）"
    return verdict_text(person)


def _sheets(before: DayDoc, edition: EditionDoc) -> Iterator[tuple[str, Entered]]:
    """A sheet is told by how many people it freed of doubt."""
    day = edition["day"]
    doubtful = [totals(each["people"])["unknown"] for each in (before, day)]
    for sheet in day.get("sheets", []):
        what = f"签到表 {sheet['from']}–{sheet['to']}（见证人{sheet['witness']}）"
        result = f"数据不全{doubtful[0]}人改为{doubtful[1]}人（第{edition['edition']}版）"
        yield sheet["id"], Entered(day["date"], f"{sheet['floor']}楼", what, result)


def _substitutes(home: Home, last: Mapping[str, EditionDoc]) -> Iterator[Entered]:
    for each, person in posts.list_substitutes(home, date.fromisoformat(min(last)), date.fromisoformat(max(last))):
        day, name = each.first.isoformat(), person.name if person else each.number
        post = next(post for post in last[day]["day"]["posts"] if post["post"] == each.post)
        yield Entered(day, name, f"临时顶岗 {each.post}", f"{each.post} {vacant_phrase(post['vacant'])}")


def _vacant(last: Mapping[str, EditionDoc]) -> Iterator[Entered]:
    for day, edition in last.items():
        for post, vacancy in vacancies(edition["day"]):
            yield Entered(day, "", vacancy_text(post, vacancy), "")


def entered_table(told: Sequence[Entered]) -> Iterator[str]:
    """A line for each, or two where one does not hold it."""
    yield "登记（手工录入的单子和表）→ 认定："
    for each in told:
        line = f"  {each.date[5:]} " + " ".join(filter(None, (each.who, each.what)))
        result = f"→ {each.result}" if each.result else ""
        if display_width(f"{line} {result}") <= SCREEN:
            yield f"{line} {result}".rstrip()
        else:
            yield from (line, f"        {result}")

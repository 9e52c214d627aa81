"""Showing and checking rulebooks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from attendance.rulebook import Rulebook, RulebookError
from attendance.rulebook_check import load_rulebook
from attendance.sections import Hours
from office import days
from office.failures import fault_sentence
from office.home import Home, author, read_text_file
from office.rulebook_words import chapter_lines, chapters_document
from store import adoptions
from store.adoptions import Adopted
from store.calendar import calendar_on
from store.database import last_change, record_change
from store.editions import headings

SESSIONS = {"am": "上午", "pm": "下午"}
WEEKDAYS = {"mon": "周一", "tue": "周二", "wed": "周三", "thu": "周四", "fri": "周五", "sat": "周六", "sun": "周日"}


@dataclass(frozen=True)
class Adopting:
    """A rulebook that judges from a day on; `posted` counts the days since then that are posted by another."""

    rulebook: Rulebook
    since: date
    posted: int


def adopt(home: Home, path: Path, since: date) -> Adopting:
    """A rulebook is in force from a day on; days before stay with the one before. Raises JobError, RulebookError."""
    return adopt_text(home, read_text_file(path), since)


def adopt_text(home: Home, content: str, since: date, why: str = "") -> Adopting:
    """The same of a rulebook's text; `why` goes into the record of acts. Raises RulebookError, CalendarUnknown."""
    rulebook = load_rulebook(content)
    days.settle(home, since.year)
    with home.store.transaction():
        rulebook.on(calendar_on(since, last_change()))  # it must have begun by then
        act = f"rulebook adopt {rulebook.name} {since}" + (f": {why}" if why else "")
        change = record_change(home.clock(), author(), act)
        adoptions.adopt((rulebook.version, rulebook.name, rulebook.text), since, change)
        posted = {heading.day for heading in headings() if heading.day >= since}
    return Adopting(rulebook, since, len(posted))


def adopted(home: Home) -> list[Adopted]:
    """The rulebooks adopted, oldest first; before the first of them the file rulebook.toml is in force."""
    with home.store.reading():
        return adoptions.adoptions(last_change())


@dataclass(frozen=True)
class Described:
    """The same for a script and for the eye."""

    document: dict[str, Any]
    text: str


def check_file(path: Path) -> Described:
    """Whether a file is a rulebook; every fault with key, value and remedy. Raises JobError where it cannot be read."""
    content = read_text_file(path)
    try:
        rulebook = load_rulebook(content)
    except RulebookError as error:
        faults = [{"key": fault.key, "value": fault.value, "message": fault_sentence(fault)} for fault in error.faults]
        lines = [f"{path} 有 {len(faults)} 处错误：", *(f"  {fault['message']}" for fault in faults)]
        return Described({"ok": False, "faults": faults}, "\n".join(lines))
    document = {"ok": True, "name": rulebook.name, "version": rulebook.version, "faults": []}
    return Described(document, f"{path} 正确：{rulebook.book.title}（{rulebook.name}，版本 {rulebook.version}）。")


def describe(rulebook: Rulebook) -> Described:
    """A rulebook in readable form, every number with its clause and the day from which it applies."""
    book = rulebook.book
    document = {
        "name": rulebook.name,
        "version": rulebook.version,
        "title": book.title,
        "document": book.document,
        "clauses": [
            {
                "id": clause.id,
                "citation": rulebook.citation(clause.id),
                "from": clause.since.isoformat(),
                "text": clause.text,
                "rule": clause.rule or None,
                "by_hand": clause.by_hand or None,
            }
            for clause in book.clauses
        ],
        "hours": [_hours(entry, rulebook) for entry in book.hours],
        "punctuality": [
            {
                "from": entry.since.isoformat(),
                "citation": rulebook.citation(entry.clause),
                "early_minutes": entry.early_minutes,
                "stay_minutes": entry.stay_minutes,
                "absent_after": entry.absent_after,
                "resolution": entry.resolution,
                "fold_seconds": entry.fold_seconds,
                "window_before": entry.window_before,
                "window_after": entry.window_after,
            }
            for entry in book.punctuality
        ],
        "data": [
            {
                "from": entry.since.isoformat(),
                "citation": rulebook.citation(entry.clause),
                "terminals": entry.terminals,
                "offset_seconds": entry.offset_seconds,
                "silent_people": entry.silent_people,
                "usual_days": entry.usual_days,
                "usual_percent": entry.usual_percent,
            }
            for entry in book.data
        ],
    }
    return Described(document | chapters_document(rulebook), "\n".join(_lines(rulebook)))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _hours(entry: Hours, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "from": entry.since.isoformat(),
        "citation": rulebook.citation(entry.clause),
        "season": [f"{month:02}-{day:02}" for month, day in entry.season] if entry.season else None,
        "weekdays": list(entry.weekdays),
        "sessions": [
            {"name": session.name, "start": _clock(session.start), "end": _clock(session.end)}
            for session in entry.sessions
        ],
    }


def _lines(rulebook: Rulebook) -> list[str]:
    book = rulebook.book
    lines = [f"{book.title}（{book.document}）", f"名称 {rulebook.name}，版本 {rulebook.version}", "", "作息时间"]
    lines += [f"  {_hours_words(entry)}　自 {entry.since}　{rulebook.citation(entry.clause)}" for entry in book.hours]
    lines += ["", "到岗离岗"]
    for entry in book.punctuality:
        lines.append(
            f"  提前 {entry.early_minutes} 分钟到，推迟 {entry.stay_minutes} 分钟走；迟到或早退满 {entry.absent_after} "
            f"分钟记旷工　自 {entry.since}　{rulebook.citation(entry.clause)}"
        )
    lines += chapter_lines(rulebook)
    lines += ["", "条款"]
    for clause in book.clauses:
        judged = "程序认定" if clause.rule else f"人工认定：{clause.by_hand}"
        lines += [f"  {rulebook.citation(clause.id)}（{judged}）", f"    {clause.text}"]
    return lines


def _hours_words(entry: Hours) -> str:
    return f"{season_words(entry)} {sessions_words(entry)}"


def season_words(entry: Hours) -> str:
    """When the hours apply: 全年, 6月1日至9月30日周五."""
    season = "全年"
    if entry.season:
        (month, day), (last_month, last_day) = entry.season
        season = f"{month}月{day}日至{last_month}月{last_day}日"
    return season + "".join(WEEKDAYS[day] for day in entry.weekdays)


def sessions_words(entry: Hours) -> str:
    """上午 08:30–12:00，下午 14:30–17:30."""
    return "，".join(
        f"{SESSIONS.get(session.name, session.name)} {_clock(session.start)}–{_clock(session.end)}"
        for session in entry.sessions
    )

"""A month beside itself, for scripts and for the eye."""

from typing import Any

from office.what_if import Beside, OwnMonth, PersonBeside, Sums
from reports.words import COUNTS, change_phrase, code_word, session_word

MOST = 40  # people told on the screen; the document has them all


def beside_document(found: Beside, month: str) -> dict[str, Any]:
    """Per person and in total: what was posted, what it would be, and every session that comes out differently."""
    posted, other = found.totals
    return {
        "month": month,
        "rulebook": {"name": found.rulebook.name, "version": found.rulebook.version},
        "days": list(found.days),
        "not_posted": list(found.not_posted),
        "totals": {
            "posted": {**posted, **_sums(found.sums[0]), "vacancies": found.vacancies[0]},
            "what_if": {**other, **_sums(found.sums[1]), "vacancies": found.vacancies[1]},
        },
        "people": [_person(person) for person in found.people],
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "results": dict(sorted(sums.results.items())),
        "findings": dict(sorted(sums.findings.items())),
        "minutes": {code: minutes for code, minutes in sorted(sums.minutes.items()) if minutes},
    }


def _person(person: PersonBeside) -> dict[str, Any]:
    return {
        "number": person.number,
        "name": person.name,
        "unit": person.unit,
        "posted": _month(person.posted),
        "what_if": _month(person.what_if),
        "changes": [{"date": day, **change} for day, change in person.changes],
    }


def _month(month: OwnMonth) -> dict[str, Any]:
    """`thresholds` are what the month's counts lead to."""
    return {**_sums(month.sums), "thresholds": [{"name": each.name, "title": each.title} for each in month.reached]}


def beside_text(found: Beside, month: str) -> str:
    """The totals side by side, and the people for whom something would be different."""
    book = found.rulebook
    lines = [
        f"{month}：{len(found.days)} 天已公示，按 {book.book.title}（{book.name}，{book.version}）试算，没有公示。",
        *([f"  还没有公示、没有计入：{'、'.join(found.not_posted)}"] if found.not_posted else []),
        "合计（人次）：已公示 → 试算",
    ]
    posted, other = found.totals
    lines += [f"  {word} {posted.get(code, 0)} → {other.get(code, 0)}" for code, word in COUNTS.items()]
    codes = dict.fromkeys((*found.sums[0].findings, *found.sums[1].findings))
    lines += [
        f"  {code_word(code)} {found.sums[0].findings[code]} → {found.sums[1].findings[code]}"
        for code in codes
        if code not in COUNTS
    ]
    lines.append(f"  空岗 {found.vacancies[0]} → {found.vacancies[1]}")
    moved = [person for person in found.people if person.changes]
    lines.append(f"认定不同的有 {len(moved)} 人：" if moved else "没有人的认定不同。")
    for person in moved[:MOST]:
        lines.append(f"  {person.number} {person.name}（{person.unit}）{len(person.changes)} 处：{_first(person)}")
    lines += [
        f"  {person.number} {person.name}：{_titles(person.posted) or '无'} → {_titles(person.what_if) or '无'}"
        for person in found.people
        if _titles(person.posted) != _titles(person.what_if)
    ]
    more = [f"  另有 {len(moved) - MOST} 人，用 --json 查看"] if len(moved) > MOST else []
    return "\n".join((*lines, *more))


def _titles(month: OwnMonth) -> str:
    return "、".join(each.title for each in month.reached)


def _first(person: PersonBeside) -> str:
    day, change = person.changes[0]
    return f"{day} {session_word(change['session'])} {change_phrase(change['from'])} → {change_phrase(change['to'])}"

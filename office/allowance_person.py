"""One person's allowance as the counter is told it: every line of the sum, what was counted for it, by which clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from attendance.month_document import LineDoc
from office.allowance_explain import MonthExplanation, explain_month
from office.allowance_kept import run_kept
from office.allowance_words import CountedDay, Known, Seen, attended_words, counted_days, signed
from office.home import Home
from reports.allowance_words import edition_words, line_title, reckoned, remark, sum_words, yuan
from reports.words import month_words


class LineShown(NamedTuple):
    """A line of the sum. `key` stays the same while the run changes; `days` are what was counted."""

    key: str
    title: str
    amount: str  # signed
    taken: bool  # it makes the sum smaller
    how: str  # 20.5 天 × 20.00 元
    clause: str
    text: str
    version: str
    days: tuple[CountedDay, ...]


@dataclass(frozen=True)
class PersonShown:
    """Why a person gets what he gets."""

    month: str
    number: str
    name: str
    unit: str
    seat: str
    run: str  # 第1版 已核准
    total: str
    sums: str
    attended: str
    lines: tuple[LineShown, ...]
    story: str = ""  # all of it as text, to be copied


def person_allowance(home: Home, number: str, month: str, edition: int | None = None) -> PersonShown:
    """A person's month, of a run as it stands or of an earlier edition. Raises JobError."""
    run = run_kept(home, month) if edition is None else None
    return shown(explain_month(home, number, month, edition, run))


def shown(found: MonthExplanation) -> PersonShown:
    """An explanation as the window shows it."""
    person, known = found.person, _known(found)
    texts = {id: text for id, _citation, text, _version in found.clauses}
    role = f"{person['role']}岗" if person["role"] else ""
    made = PersonShown(
        *(found.month, person["number"], person["name"], person["unit"], f"{person['post']} {role}".strip()),
        run=edition_words(None if found.state == "draft" else found.edition, found.state),
        total=yuan(person["total"]),
        sums=sum_words(person),
        attended=attended_words(person),
        lines=tuple(_line(at, line, texts, known) for at, line in enumerate(person["lines"])),
    )
    return replace(made, story="\n".join(_story(made)))


def _known(found: MonthExplanation) -> Known:
    sessions = {(each.date, each.session): Seen(each.sign_in, each.sign_out) for each in found.sessions}
    return Known(sessions, {each.id: (each.stored.terminal, each.time) for each in found.punches})


def _line(at: int, line: LineDoc, texts: Mapping[str, str], known: Known) -> LineShown:
    return LineShown(
        key=f"{at}:{line['stage']}:{line['name']}",
        title=line_title(line),
        amount=signed(line["amount"]),
        taken=line["amount"].startswith("-"),
        how="；".join(filter(None, (reckoned(line), remark(line)))),
        clause=line["clause"],
        text=texts.get(line["clause_id"], ""),
        version=line["rulebook"],
        days=counted_days(line, known),
    )


def _story(person: PersonShown) -> Iterator[str]:
    """What a person may take home on paper."""
    who = "，".join(filter(None, (person.number, person.unit, person.seat)))
    yield f"{person.name}（{who}）{month_words(person.month)}补助 {person.total} 元（{person.run}）"
    yield person.attended
    for at, line in enumerate(person.lines, 1):
        yield f"{at}. {line.title} {line.amount} 元" + (f"（{line.how}）" if line.how else "")
        yield from (f"   {_day(day)}" for day in line.days)
        if line.clause:
            yield f"   依据：{line.clause} {line.text}（规则版本 {line.version}）"
    yield person.sums


def _day(day: CountedDay) -> str:
    edition = f"公示第{day.edition}版" if day.edition else ""
    notes = "；".join(filter(None, (day.counted, edition, *day.clauses, *day.rests)))
    return f"{day.head} {day.text}" + (f"（{notes}）" if notes else "")

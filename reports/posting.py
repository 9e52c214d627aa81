"""The posting of a day: an edition as it was frozen, laid out as tables. Nothing is judged here."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from attendance.document import DayDoc, EditionDoc, PersonDoc, totals
from reports import notices
from reports.entries import Register, register
from reports.evidence import WHO, changes_table, evidence_table, who
from reports.judgement import clauses, of_session, remarks, side_cell, verdict_cell
from reports.order import floor_name, session_names, walk
from reports.table import Cell, Column, Count, Row, Section, Table
from reports.tones import code_tone
from reports.vacancies import vacancies, vacancy_table
from reports.words import COUNTS, SIDE_NAMES, SIDES, session_word

VERDICT = (Column("认定", 20, 32), Column("依据", 14, 16), Column("备注", 14, 26))
COUNT_CODES = {"missing": "missing_in", "due": "on_time", "present": "on_time"}  # whose tone a count borrows


def posting_tables(edition: EditionDoc, centre: str, whole: DayDoc | None = None) -> tuple[Table, ...]:
    """公示, 空岗 where a post was vacant, 认定依据, and 更正 where the edition changes something.

    `whole` is the day that the edition's is a part of, where it is: whoever stands in may be of another unit.
    """
    people, entered = walk(edition["day"]["people"]), register(whole or edition["day"])
    tables = [_posting(edition, centre, people, entered)]
    if vacancies(edition["day"]):
        tables.append(vacancy_table(edition, centre, entered))
    tables.append(evidence_table(edition, centre, people, entered))
    if edition["changes"] or edition.get("post_changes"):
        tables.append(changes_table(edition, centre))
    return tuple(tables)


def _post(person: PersonDoc) -> str:
    role = f"{person['role']}岗" if person["role"] in {"A", "B"} else person["role"]
    return " ".join(filter(None, (person["post"], role)))


def _times(person: PersonDoc, names: Iterable[str], entered: Register) -> Iterator[Cell]:
    sessions = {session["name"]: session for session in person["sessions"]}
    for name in names:
        found, session = of_session(person, name), sessions.get(name)
        for side in SIDE_NAMES:
            if session:
                yield side_cell(session, found, side, entered.certified(session, side))
            else:
                yield Cell("—", "muted")


def _person_row(
    names: list[str], day: str, changed: frozenset[str], entered: Register
) -> Callable[[int, PersonDoc], Row]:
    def row(number: int, person: PersonDoc) -> Row:
        moved = person["number"] in changed
        remark = Cell(remarks(person, day, moved, entered), "changed" if moved else "plain")
        last = (verdict_cell(person), Cell(clauses(person)), remark)
        return (*who(number, person), Cell(_post(person)), *_times(person, names, entered), *last)

    return row


def _by_floor(people: list[PersonDoc], row: Callable[[int, PersonDoc], Row]) -> tuple[Section, ...]:
    numbered = [(person["floor"], row(number, person)) for number, person in enumerate(people, 1)]
    floors = [(floor, tuple(found for _, found in rows)) for floor, rows in groupby(numbered, lambda pair: pair[0])]
    if len(floors) == 1:
        return (Section("", floors[0][1]),)
    return tuple(Section(f"{floor_name(floor)}（{len(rows)}人）", rows) for floor, rows in floors)


def _totals(people: Iterable[PersonDoc]) -> tuple[Count, ...]:
    counted = totals(people)
    return tuple(
        Count(word, counted[key], code_tone(COUNT_CODES.get(key, key)) if counted[key] else "plain")
        for key, word in COUNTS.items()
    )


def _posting(edition: EditionDoc, centre: str, people: list[PersonDoc], entered: Register) -> Table:
    names = session_names(people)
    times = tuple(Column(session_word(name) + word, 10, 12, "center") for name in names for word in SIDES.values())
    changed = frozenset(change["number"] for change in edition["changes"])
    day = edition["day"]
    return Table(
        name="公示",
        title=notices.title(edition, centre),
        above=notices.above(edition),
        columns=(*WHO, Column("岗位", 8, 14, "center"), *times, *VERDICT),
        sections=_by_floor(people, _person_row(names, day["date"], changed, entered)),
        totals=_totals(people),
        below=notices.below(edition),
        empty=f"本日休息{'：' + day['occasion'] if day['occasion'] else ''}。" if day["rest"] else "本日没有应到人员。",
        foot=notices.foot(edition, centre),
    )

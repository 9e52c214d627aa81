"""A judged day as rows: what stands in each field of a person, and the kinds of finding by which rows are chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attendance.document import COUNTED, DayDoc, PersonDoc, SessionDoc
from office.names import keys, matches
from reports.entries import CERTIFIED, ON_SHEET, Register, register
from reports.judgement import of_session, remarks, side_cell, verdict_cell
from reports.order import session_names, walk
from reports.table import Cell
from reports.tones import GRAVITY
from reports.words import SIDE_NAMES, code_word

TROUBLE, CHANGED = "trouble", "changed"
ALWAYS = (TROUBLE, "late", "left_early", "missing", "absent", "unknown", "on_leave")  # to choose from on every day
SHORT = {CERTIFIED: "补", ON_SHEET: "表"}  # beside a time, where a field is narrow
UNKNOWN, SHORT_UNKNOWN = code_word("unknown"), "不全"
IN_ORDER = frozenset({"due", "present"})
MISSING = frozenset({"missing_in", "missing_out"})


class Shown(NamedTuple):
    """What a field shows, its tone, and the same in full words."""

    text: str
    tone: str = "plain"
    note: str = ""


class DayRow(NamedTuple):
    """A person's day as a row. `times` holds sign-in and sign-out of each session of the day."""

    number: str
    name: str
    unit: str
    post: str
    role: str
    floor: str
    keys: str  # of the name, for a search
    times: tuple[Shown, ...]
    verdict: Shown
    remarks: str
    kinds: frozenset[str]
    gravity: int  # 0 is the gravest
    differs: tuple[str, ...]  # what a new edition would say differently of the person


def day_rows(day: DayDoc, differs: Mapping[str, Sequence[str]], corrected: frozenset[str]) -> tuple[DayRow, ...]:
    """Everybody's row, the gravest first, then in the order of a walk through the centre.

    `differs`: by number, what would change; `corrected`: numbers of whom the edition already changed something.
    """
    people, entered = walk(day["people"]), register(day)
    names = session_names(people)
    rows = [
        DayRow(
            *(person["number"], person["name"], person["unit"], person["post"], person["role"], person["floor"]),
            keys(person["name"]),
            tuple(_times(person, names, entered)),
            shown(verdict_cell(person)),
            remarks(person, day["date"], person["number"] in corrected, entered),
            _kinds(person, person["number"] in differs),
            GRAVITY[verdict_cell(person).tone],
            tuple(differs.get(person["number"], ())),
        )
        for person in people
    ]
    return tuple(sorted(rows, key=lambda row: row.gravity))


def shown(cell: Cell) -> Shown:
    """A sheet's field as the window shows it."""
    return Shown(cell.text, cell.tone, cell.note)


def _times(person: PersonDoc, names: Iterable[str], entered: Register) -> Iterable[Shown]:
    sessions: dict[str, SessionDoc] = {session["name"]: session for session in person["sessions"]}
    for name in names:
        session, found = sessions.get(name), of_session(person, name)
        for side in SIDE_NAMES:
            if session is None:
                yield Shown("—", "muted")
            else:
                certified = entered.certified(session, side)
                yield _narrow(shown(side_cell(session, found, side, SHORT.get(certified, certified))))


def _narrow(field: Shown) -> Shown:
    """The verdict and the note say 数据不全 in full."""
    return field._replace(text=field.text.replace(UNKNOWN, SHORT_UNKNOWN))


def _kinds(person: PersonDoc, differs: bool) -> frozenset[str]:
    """Under what a person is found: the columns of the totals that count him, and the codes that none of them has."""
    results = {session["result"].partition(":")[0] for session in person["sessions"]}
    codes = {finding["code"] for finding in person["findings"]}
    counted = {column for column, counts in COUNTED.items() if column not in IN_ORDER and counts(results, codes)}
    other = {code for code in codes if code not in COUNTED and code not in MISSING}
    marks = {mark for mark, holds in ((TROUBLE, bool(codes)), (CHANGED, differs)) if holds}
    return frozenset(counted | other | marks)


def kinds_of(rows: Iterable[DayRow]) -> tuple[tuple[str, int], ...]:
    """What can be chosen, with how many people each: the usual kinds, then what else occurs, most frequent first."""
    counts = Counter(kind for row in rows for kind in row.kinds)
    others = sorted(counts.keys() - set(ALWAYS), key=lambda kind: (kind != CHANGED, -counts[kind], kind))
    return tuple((kind, counts[kind]) for kind in (*ALWAYS, *others))


def shown_rows(rows: Iterable[DayRow], unit: str = "", kind: str = "", typed: str = "") -> tuple[DayRow, ...]:
    """The rows of a unit and of a kind in which everything typed is found."""
    return tuple(
        row
        for row in rows
        if (not unit or row.unit == unit)
        and (not kind or kind in row.kinds)
        and (not typed or matches(typed, row.number, row.name, row.keys, row.post))
    )

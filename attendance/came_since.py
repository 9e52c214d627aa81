"""What must have come in between two judgements of a day, told from the two alone."""

from collections.abc import Iterator
from typing import NamedTuple

from attendance.changes import PLACE, TIMES, changes
from attendance.document import DayDoc, PersonDoc

Entered = dict[str, tuple[str, object]]  # leave:12 → its kind, and all that is said of it


class Came(NamedTuple):
    """`kind`: read, settled (a silent terminal was decided on), sheet, the kind of an entry, punches, roster, calendar,
    rulebook. `what` names it, `many` says of how many people or slips, `at` up to when a terminal is read now."""

    kind: str
    what: tuple[str, ...] = ()
    many: int = 0
    at: str = ""


def came_since(before: DayDoc, after: DayDoc) -> list[Came]:
    """What explains that the later judgement says something else; empty where nothing of this kind does."""
    return [*_read(before, after), *_settled(before, after), *_sheets(before, after), *_of_people(before, after)]


def _read(before: DayDoc, after: DayDoc) -> Iterator[Came]:
    known = {terminal["name"]: terminal["read"] for terminal in before["terminals"]}
    for terminal in after["terminals"]:
        if terminal["read"] and not known.get(terminal["name"], False):
            yield Came("read", (terminal["name"],), 1, terminal["horizon"] or "")


def _settled(before: DayDoc, after: DayDoc) -> Iterator[Came]:
    silent = {each["terminal"] for each in after["silences"]}
    floors = {sheet["floor"] for sheet in after.get("sheets", [])}
    signed = {terminal["name"] for terminal in after["terminals"] if terminal["floor"] in floors}
    names = dict.fromkeys(each["terminal"] for each in before["silences"])
    names = dict.fromkeys(name for name in names if name not in silent and name not in signed)
    if names:
        yield Came("settled", tuple(names), len(names))


def _sheets(before: DayDoc, after: DayDoc) -> Iterator[Came]:
    known = {sheet["id"] for sheet in before.get("sheets", [])}
    floors = [sheet["floor"] for sheet in after.get("sheets", []) if sheet["id"] not in known]
    if floors:
        yield Came("sheet", tuple(dict.fromkeys(floors)), len(floors))


def _of_people(before: DayDoc, after: DayDoc) -> Iterator[Came]:
    earlier, later = _people(before), _people(after)
    moved = dict.fromkeys(change["number"] for change in changes(before, after))
    sheets = {sheet["id"] for day in (before, after) for sheet in day.get("sheets", [])}
    yield from _entries(_entered(earlier, moved, sheets), _entered(later, moved, sheets))
    placed = [number for number in moved if _place(earlier.get(number)) != _place(later.get(number))]
    if before["rest"] != after["rest"] or before["occasion"] != after["occasion"]:
        yield Came("calendar")
    elif placed:
        yield Came("roster", (), len(placed))
    if before["rulebook"] != after["rulebook"]:
        yield Came("rulebook", (after["rulebook"]["name"],))
    punched = [number for number in moved if _punched(earlier.get(number), later.get(number))]
    if punched and not any(_read(before, after)):
        yield Came("punches", (), len(punched))


def _people(day: DayDoc) -> dict[str, PersonDoc]:
    return {person["number"]: person for person in day["people"]}


def _entered(people: dict[str, PersonDoc], numbers: dict[str, None], sheets: set[str]) -> Entered:
    """What was entered for these people, but for their lines on sign-in sheets."""
    return {
        entry["id"]: (entry["kind"], entry)
        for number in numbers
        if number in people
        for entry in people[number].get("entries", [])
        if entry["id"] not in sheets
    }


def _entries(before: Entered, after: Entered) -> Iterator[Came]:
    counts: dict[str, int] = {}
    for entry in before | after:
        if before.get(entry) != after.get(entry):
            kind = (after.get(entry) or before[entry])[0]
            counts[kind] = counts.get(kind, 0) + 1
    yield from (Came(kind, (), count) for kind, count in counts.items())


def _place(person: PersonDoc | None) -> list[str] | None:
    return [person[key] for key in PLACE] if person else None  # type: ignore[literal-required]


def _punched(before: PersonDoc | None, after: PersonDoc | None) -> bool:
    """Whether a time is another that no witness gives."""
    if before is None or after is None:
        return False
    pairs = zip(before["sessions"], after["sessions"], strict=False)
    return any(
        first[side] != last[side] and f"{side}_certified" not in {**first, **last}  # type: ignore[literal-required]
        for first, last in pairs
        for side in TIMES
    )

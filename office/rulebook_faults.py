"""A rulebook's faults said to somebody who changed a field in a form: which field, its value, what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from attendance.rulebook import Rulebook
from attendance.shape import Fault, RefusedError
from office.failures import fault_sentence
from office.rulebook_fields import Field, Spot, Standing, naming
from office.rulebook_labels import CHAPTERS, FAULTS
from reports.words import session_word


class FieldFault(NamedTuple):
    """What is wrong with a field, by its key; an empty key means the change as a whole."""

    key: str
    sentence: str


def field_fault(field: Field, text: str, refused: RefusedError) -> FieldFault:
    """A value that a field does not take."""
    fault = Fault(field.label, text, refused.kind, refused.limit or field.limits)
    return FieldFault(field.key, _sentence(fault))


def _sentence(fault: Fault) -> str:
    template = FAULTS.get(fault.kind)
    return template.format(**fault._asdict()) if template else fault_sentence(fault)


def said_to_form(faults: Iterable[Fault], changed: Sequence[Spot], rulebook: Rulebook, since: date) -> list[FieldFault]:
    """The checker's faults in the words of the form, each beside the field that brought it where one did."""
    places = _places(changed, rulebook, since)
    found = []
    for fault in faults:
        key, name = _place(fault.key, places)
        own = [spot.field.key for spot in changed]
        said = _sentence(fault._replace(key=name, value="、".join(map(session_word, fault.value.split(", ")))))
        found.append(FieldFault(key or (own[0] if len(own) == 1 else ""), said))
    return list(dict.fromkeys(found))


def _places(changed: Sequence[Spot], rulebook: Rulebook, since: date) -> dict[str, tuple[str, str]]:
    """By the checker's key: the field there, and what it is called."""
    places: dict[str, tuple[str, str]] = {}
    for section, title in CHAPTERS.items():
        entries = getattr(rulebook.book, section)
        places[section] = "", title
        for number, entry in enumerate(entries, 1):
            places[f"{section}[{number}]"] = "", _titled(title, naming(entry))
        fresh = _fresh(changed, section, since)
        for number, of in enumerate(fresh, len(entries) + 1):
            places[f"{section}[{number}]"] = "", _titled(title, naming(of.entry))
        index = {of.place: number for number, of in enumerate(fresh, len(entries))}
        for spot in changed:
            if spot.of.section == section:
                at = index.get(spot.of.place, spot.of.place) + 1
                places.update({f"{section}[{at}]{_dotted(path)}": _named(spot) for path in spot.paths})
    return places


def _fresh(changed: Sequence[Spot], section: str, since: date) -> list[Standing]:
    """The entries that were copied, in the order in which the copies stand in the file."""
    own = {spot.of.place: spot.of for spot in changed if spot.of.section == section}
    return [of for of in own.values() if of.entry.since < since]


def _named(spot: Spot) -> tuple[str, str]:
    return spot.field.key, spot.field.label


def _titled(title: str, name: str) -> str:
    return f"{title}（{name}）" if name else title


def _dotted(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)


def _place(key: str, places: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The field or the chapter that a key lies in: the longest that it begins with."""
    return next((places[known] for known in _longest_first(places) if key.startswith(known)), ("", key))


def _longest_first(places: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield from sorted(places, key=len, reverse=True)

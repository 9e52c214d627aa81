"""What a clerk may change in a rulebook: every number and choice in force on a day, with where it stands in the text.

The limits are read from the rulebook's own shape, so that a field allows exactly what the checker does.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from attendance.allowance_rules import Item
from attendance.chapters import Threshold
from attendance.rulebook import Rulebook
from attendance.sections import Dated, Hours
from attendance.shape import REQUIRED, Reader, RefusedError, Rows
from office.rulebook_chains import Path
from office.rulebook_labels import CHAPTERS, CHOICES
from office.rulebook_money_words import item_title, scope_words
from office.rulebook_sites import Choice, sites
from office.rulebooks import season_words

KINDS = {
    "number": "number",
    "time": "time",
    "halves": "days",
    "money": "money",
    "not_one_of": "choice",
    "yes_no": "choice",
}


@dataclass(frozen=True)
class Field:
    """One number or choice as a form shows it. `kind`: number, days, time, money or choice; `empty` is what no value
    means, empty text where there must be one."""

    key: str
    label: str
    value: str
    kind: str
    unit: str = ""
    limits: str = ""
    empty: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()

    def told(self, value: str) -> str:
        """A value in words: 5 分钟, 不限, 全部设备."""
        if not value:
            return self.empty
        word = next((choice.word for choice in self.choices if choice.value == value), value)
        return f"{word}{self.unit}" if self.unit == "%" else f"{word} {self.unit}".rstrip()


class Standing(NamedTuple):
    """An entry in force, with its place in the section. Entries of one series replace one another by date."""

    section: str
    place: int
    entry: Dated
    series: str


class Spot(NamedTuple):
    """A field and where its value stands: at which paths of which entry. `read` refuses what the checker would."""

    field: Field
    of: Standing
    paths: tuple[Path, ...]
    read: Reader


def standing(rulebook: Rulebook, day: date) -> Iterator[Standing]:
    """Of every section the entries in force on a day: one of each season, of each threshold, and one of the rest."""
    for section in CHAPTERS:
        latest: dict[str, Standing] = {}
        for index, entry in enumerate(getattr(rulebook.book, section)):
            known = latest.get(series_of(entry))
            if entry.since <= day and (known is None or entry.since > known.entry.since):
                latest[series_of(entry)] = Standing(section, index, entry, series_of(entry))
        yield from latest.values()


def series_of(entry: Dated) -> str:
    """What an entry is one of: hours of a season, a threshold of a name."""
    match entry:
        case Hours():
            return season_words(entry)
        case Threshold():
            return entry.name
        case Item():
            return " ".join(filter(None, (entry.name, scope_words(entry))))
    return ""


def naming(entry: Dated) -> str:
    """Which of a chapter's several entries one is, for the eye."""
    return item_title(entry) if isinstance(entry, Item) else series_of(entry)


def replaced_on(rulebook: Rulebook, of: Standing, day: date) -> date | None:
    """From when, after a day, another entry takes an entry's place."""
    entries = [each for each in getattr(rulebook.book, of.section) if series_of(each) == of.series]
    return min((each.since for each in entries if each.since > day), default=None)


def spots(rulebook: Rulebook, day: date) -> list[Spot]:
    """All that may be changed of what is in force on a day."""
    table = tomllib.loads(rulebook.text)
    return [spot for each in standing(rulebook, day) for spot in _spots(each, table, rulebook)]


def _spots(of: Standing, table: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Spot]:
    raw = table[of.section][of.place]
    prefix = ".".join(filter(None, (of.section, of.series)))
    for name, paths, key, label, choices in sites(of.section, of.entry, raw, rulebook):
        assert not isinstance(key.read, Rows)
        kind, limits = _asked(key.read)
        value = shown(_found(raw, paths[0], key.default))
        if kind == "money" and value:
            value = yuan(value)
        words = choices or tuple(Choice(each, CHOICES[each]) for each in limits.split(" / ") if each in CHOICES)
        field = Field(
            key=f"{prefix}.{name}",
            label=label.name,
            value=value,
            kind="choice" if choices else kind,
            unit=label.unit,
            limits="" if words else limits,
            empty=label.empty if key.default is None else "",
            hint=label.hint,
            choices=words,
        )
        yield Spot(field, of, paths, key.read)


def _asked(read: Reader) -> tuple[str, str]:
    """What kind of value a reader takes, and within which limits: it says so when it refuses."""
    try:
        read(object())
    except RefusedError as refused:
        limits = "yes / no" if refused.kind == "yes_no" else "0.5–366" if refused.kind == "halves" else refused.limit
        return KINDS.get(refused.kind, "choice"), limits
    return "choice", ""


def _found(raw: Any, path: Path, default: object) -> Any:
    for step in path:
        if isinstance(step, str) and step not in raw:
            return None if default is REQUIRED else default
        raw = raw[step]
    return raw


def yuan(text: str) -> str:
    """20 → 20.00, so that one amount is always written one way."""
    return f"{Decimal(text):.2f}"


def shown(value: Any) -> str:
    """A value of the file as a field holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)

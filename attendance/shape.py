"""Reading TOML tables against a declared shape: every fault is found, each with key, value and kind.

A validating library would do, at a fifth of a second for every command's start; this is the part we need.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One fault: `key` as in the file (`hours[2].sessions[1].start`), the `value` there, the `kind`, a `limit`."""

    key: str
    value: str
    kind: str
    limit: str = ""


class RefusedError(Exception):
    """A single value that will not do; `kind` and `limit` as in Fault."""

    def __init__(self, kind: str, limit: str = "") -> None:
        super().__init__(kind)
        self.kind, self.limit = kind, limit


Reader = Callable[[object], Any]
REQUIRED = object()


@dataclass(frozen=True)
class Key:
    """A key of a table: how its value is read, and what stands where it is left out."""

    read: "Reader | Rows"
    default: object = REQUIRED


@dataclass(frozen=True)
class Rows:
    """A list of tables of one shape, each made into a record."""

    make: Callable[..., Any]
    shape: Mapping[str, Key]


def text(pattern: str = r".*\S.*") -> Reader:
    """Text that matches the pattern whole; by default anything but blank."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise RefusedError("text")
        if not re.fullmatch(pattern, value, re.DOTALL):
            raise RefusedError("text" if not value.strip() else "bad_name")
        return value

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number within limits, both included."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise RefusedError("number", f"{least}–{most}")
        if not least <= value <= most:
            raise RefusedError("out_of_range", f"{least}–{most}")
        return value

    return read


def one_of(*choices: str) -> Reader:
    """One of the named words."""

    def read(value: object) -> str:
        if value not in choices:
            raise RefusedError("not_one_of", " / ".join(choices))
        return str(value)

    return read


def day(value: object) -> date:
    """A TOML date: 2013-10-23, without quotation marks."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RefusedError("date")
    return value


def time_of_day(value: object) -> int:
    """ "08:30" → 510, minutes since midnight."""
    match = re.fullmatch(r"(\d\d):(\d\d)", value) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise RefusedError("time")
    return int(match[1]) * 60 + int(match[2])


def month_day(value: object) -> tuple[int, int]:
    """ "06-01" → (6, 1)."""
    try:
        found = date.fromisoformat(f"2024-{value}")  # a leap year, so that 02-29 is a day
    except ValueError:
        raise RefusedError("month_day") from None
    return found.month, found.day


def pair(read: Reader) -> Reader:
    """A list of exactly two values."""

    def read_pair(value: object) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            raise RefusedError("pair")
        return read(value[0]), read(value[1])

    return read_pair


def words(*choices: str) -> Reader:
    """A list of named words."""
    read_one = one_of(*choices)

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise RefusedError("not_one_of", " / ".join(choices))
        return tuple(read_one(word) for word in value)

    return read


def list_of(read_one: Reader) -> Reader:
    """A list that is not empty."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise RefusedError("list")
        return tuple(read_one(each) for each in value)

    return read


def yes_no(value: object) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise RefusedError("yes_no")
    return value


def halves(value: object) -> int:
    """Days in steps of a half, 0.5, 1, 2 → half-days 1, 2, 4."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 366 or value * 2 % 1:
        raise RefusedError("halves")
    return int(value * 2)


def read_table(table: object, shape: Mapping[str, Key], faults: list[Fault], place: str = "") -> dict[str, Any]:
    """The values of a table by key; what is wrong is added to `faults` and left out."""
    if not isinstance(table, dict):
        faults.append(Fault(place, shown(table), "table"))
        return {}
    prefix = f"{place}." if place else ""
    faults += [Fault(prefix + key, shown(value), "unknown_key") for key, value in table.items() if key not in shape]
    values = {}
    for name, key in shape.items():
        if name in table:
            values[name] = _value(table[name], key.read, faults, prefix + name)
        elif key.default is REQUIRED:
            faults.append(Fault(prefix + name, "", "missing"))
        else:
            values[name] = key.default
    return values


def _value(value: object, read: Reader | Rows, faults: list[Fault], place: str) -> Any:
    if isinstance(read, Rows):
        return _rows(value, read, faults, place)
    try:
        return read(value)
    except RefusedError as refused:
        faults.append(Fault(place, shown(value), refused.kind, refused.limit))
        return None


def _rows(value: object, rows: Rows, faults: list[Fault], place: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        faults.append(Fault(place, shown(value), "empty"))
        return ()
    made = []
    for number, table in enumerate(value, 1):
        before = len(faults)
        values = read_table(table, rows.shape, faults, f"{place}[{number}]")
        if len(faults) == before:
            made.append(rows.make(**{"since" if key == "from" else key: found for key, found in values.items()}))
    return tuple(made)


def shown(value: object) -> str:
    """A value as a message quotes it."""
    quoted = str(value)
    return quoted if len(quoted) <= 60 else quoted[:57] + "…"

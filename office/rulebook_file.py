"""Writing a change into a rulebook's text: a dated entry more, everything else, comments too, as it was.

The one place that knows the editing library. What it wrote is read back and compared with what was meant.
"""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple

import tomlkit
from tomlkit.items import AoT, Comment, Table, Whitespace

Path = tuple[str | int, ...]


class Edit(NamedTuple):
    """Values of one entry: set at their paths, or taken out where None. `fresh`: in a copy that begins on the day."""

    section: str
    place: int
    fresh: bool
    values: Mapping[Path, object]


class NotWritableError(Exception):
    """The text is written in a way that cannot be edited without touching more than was asked."""


def edited(text: str, edits: Sequence[Edit], clauses: Sequence[Mapping[str, object]], since: date) -> str:
    """The text with new entries from a day on, and with clauses added or, where the id stands already, replaced.

    Raises NotWritableError.
    """
    wanted, document = tomllib.loads(text), tomlkit.parse(text)
    for table in (wanted, document):
        for clause in clauses:
            _put_clause(table["clauses"], clause)
        for edit in edits:
            _put_entry(table[edit.section], edit, since)
    written = tomlkit.dumps(document)
    try:
        same = tomllib.loads(written) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise NotWritableError
    return written


def _put_clause(clauses: Any, clause: Mapping[str, object]) -> None:
    standing = next((each for each in clauses if each["id"] == clause["id"]), None)
    if standing is None:
        _append(clauses, _as_table(clauses, clause))
    else:
        standing.update(clause)


def _as_table(rows: Any, values: Mapping[str, object]) -> Any:
    """A new row of the kind that the rows are made of: plain, between braces, or under a heading of its own."""
    if isinstance(rows, AoT):
        made: Any = tomlkit.table()
    elif isinstance(rows, tomlkit.items.Array):
        made = tomlkit.inline_table()
    else:
        return dict(values)
    made.update(values)
    return made


def _put_entry(entries: Any, edit: Edit, since: date) -> None:
    entry = entries[edit.place]
    if edit.fresh:
        entry = deepcopy(entry)
        _cut_tail(entry)
        entry["from"] = since
    for path, value in edit.values.items():
        _put_value(entry, path, value)
    if edit.fresh:
        _append(entries, entry)


def _put_value(entry: Any, path: Path, value: object) -> None:
    *way, last = path
    for step in way:
        entry = entry[step]
    if value is None:
        entry.pop(last, None)
        return
    before = entry[last] if isinstance(last, int) or last in entry else None
    entry[last] = value
    _keep_column(entry, last, before)


def _keep_column(entry: Any, key: Any, before: Any) -> None:
    """The comment behind a value stays in its column."""
    if isinstance(entry, Table) and before is not None:
        item = entry[key]
        wider = len(item.as_string()) - len(before.as_string())
        blank = item.trivia.comment_ws
        if item.trivia.comment and wider:
            item.trivia.comment_ws = " " * max(len(blank) - wider, 1)


def _append(rows: Any, row: Any) -> None:
    """A new row behind the last one; the next chapter's heading, which the library counts to the last, stays last."""
    tail = _cut_tail(rows[-1]) if isinstance(rows, AoT) else []
    if isinstance(rows, AoT):
        rows[-1].add(tomlkit.nl())
    rows.append(row)
    for _, item in tail:
        rows[-1].add(item)


def _cut_tail(row: Any) -> list[tuple[Any, Any]]:
    """Take the blank lines and comments behind a table's last value away, and give them."""
    while isinstance(row, Table) and row.value.body and isinstance(row.value.body[-1][1], Table | AoT):
        inner = row.value.body[-1][1]
        row = inner[-1] if isinstance(inner, AoT) else inner
    tail: list[tuple[Any, Any]] = []
    if isinstance(row, Table):
        body = row.value.body
        while body and isinstance(body[-1][1], Whitespace | Comment):
            tail.insert(0, body.pop())
    return tail

"""Tables as one HTML page that stands alone: no script, nothing loaded, readable by a screen reader and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from reports.style import style_sheet
from reports.table import Cell, Column, Count, Line, Section, Table, printable, total_text

BROAD = 16  # a column that may be so wide has a line of a card for itself
PADDING = 2  # of a cell, left and right, in half-width characters


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a neighbouring page. Paths have forward slashes."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Around:
    """What leads away from a posting: up to the lists, on to the edition that took its place, down to its units."""

    up: Sequence[Way] = ()
    newer: Way | None = None
    units: Sequence[Way] = ()


ALONE = Around()


def posting_page(tables: Sequence[Table], around: Around = ALONE) -> str:
    """The tables one below the other."""
    up = [link(way.path, way.words) for way in around.up]
    jumps = [f'<a href="#t{number}">{text(table.name)}</a>' for number, table in enumerate(tables)]
    body = "".join(_section(number, table) for number, table in enumerate(tables))
    top = f'<nav aria-label="目录">{"".join(up + jumps)}</nav>\n{_units(around.units)}'
    labels = "".join(_labels(number, table) for number, table in enumerate(tables))
    return document(tables[0].title, f"{top}<main>\n{_newer(around.newer)}{body}</main>\n", labels)


def _units(units: Sequence[Way]) -> str:
    if not units:
        return ""
    items = "".join(f"<li>{link(way.path, way.words)}</li>" for way in units)
    summary = f"<summary>各单位的公示（{len(units)}个）</summary>"
    return f'<nav aria-label="各单位"><details>{summary}<ul class="units">{items}</ul></details></nav>\n'


def _newer(newer: Way | None) -> str:
    return f'<p class="alert" role="note">{link(newer.path, newer.words)}</p>\n' if newer else ""


def _labels(number: int, table: Table) -> str:
    """On a narrow screen a row is a card, and each of its fields says itself which column it is of."""
    field = f"#t{number} td:nth-child"
    labels = "".join(f'{field}({at})::before{{content:"{_quoted(column.title)}"}}' for at, column in _numbered(table))
    broad = ",".join(f"{field}({at})" for at, column in _numbered(table) if column.most >= BROAD)
    labels += f"{broad}{{grid-column:1/-1}}" if broad else ""
    return f"@media screen and (max-width:40rem){{{labels}}}\n"


def _numbered(table: Table) -> Iterator[tuple[int, Column]]:
    return enumerate(table.columns, 1)


def _quoted(title: str) -> str:
    """A text within a style sheet; titles hold what a rulebook calls its shifts."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in printable(title))


def document(title: str, body: str, style: str = "", head: str = "") -> str:
    """A whole page around a body."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}'
        f"<title>{text(title)}</title>\n<style>{style_sheet()}{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def text(value: str) -> str:
    """Text for an element or an attribute; names may hold anything."""
    return escape(printable(value))


def link(path: str, words: str, label: str = "") -> str:
    """A link to a neighbouring file. `path` uses forward slashes; what a URL cannot hold is percent-encoded.

    `label` is what a screen reader says, where the words alone would not tell one link from the next.
    """
    spoken = f' aria-label="{text(label)}"' if label else ""
    address = "/".join(map(_in_address, path.split("/")))
    return f'<a href="{address}"{spoken}>{text(words)}</a>'


@lru_cache(1024)  # lists of a year lead to few folders and files, thousands of times
def _in_address(part: str) -> str:
    return escape(quote(part))


def column_group(widths: Sequence[int]) -> str:
    """Each column's share of the whole width, the same as on the Excel sheet."""
    padded = [width + PADDING for width in widths]
    shares = "".join(f'<col style="width:{width / sum(padded):.1%}">' for width in padded)
    return f"<colgroup>{shares}</colgroup>\n"


# ---------------------------------------------------------------- a table


def _section(number: int, table: Table) -> str:
    level = "h1" if number == 0 else "h2"
    return (
        f'<section id="t{number}" aria-labelledby="h{number}">\n<{level} id="h{number}">{text(table.title)}</{level}>\n'
        f"{_lines(table.above)}{_totals(table.totals)}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(table.name)}">\n{_table(table)}</div>\n'
        f"{_lines(table.below)}</section>\n"
    )


def _lines(lines: Iterable[Line]) -> str:
    return "".join(f'<p class="{line.kind}">{text(line.text)}</p>\n' for line in lines)


def _totals(totals: Iterable[Count]) -> str:
    counts = "".join(f'<div class="{c.tone}"><dt>{text(c.word)}</dt><dd>{c.number}</dd></div>' for c in totals)
    return f'<dl class="totals" aria-label="合计（人）">{counts}</dl>\n' if counts else ""


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{text(column.title)}</th>' for column in table.columns)
    bodies = "".join(_body(section, table.columns) for section in table.sections if section.rows) or _empty(table)
    head = f"<caption>{text(table.title)}</caption>\n{column_group(table.widths())}<thead><tr>{heads}</tr></thead>\n"
    return f"<table>{head}{bodies}{_foot(table)}</table>\n"


def _empty(table: Table) -> str:
    cell = f'<td class="center muted" colspan="{len(table.columns)}">{text(table.empty)}</td>'
    return f"<tbody><tr>{cell}</tr></tbody>\n"


def _body(section: Section, columns: Sequence[Column]) -> str:
    return f"<tbody>\n{''.join(_body_rows(section, columns))}</tbody>\n"


def _body_rows(section: Section, columns: Sequence[Column]) -> Iterator[str]:
    if section.title:
        yield f'<tr><th scope="rowgroup" colspan="{len(columns)}">{text(section.title)}</th></tr>\n'
    for row in section.rows:
        yield f"<tr>{''.join(_cell(cell, column) for cell, column in zip(row, columns, strict=True))}</tr>\n"


def _cell(cell: Cell, column: Column) -> str:
    classes = [*(["center"] if column.align == "center" else []), *([cell.tone] if cell.tone != "plain" else [])]
    kind = f' class="{" ".join(classes)}"' if classes else ""
    note = f' title="{text(cell.note)}"' if cell.note else ""
    if column.names_row:
        return f'<th scope="row"{kind}{note}>{text(cell.text)}</th>'
    return f"<td{kind}{note}>{text(cell.text)}</td>"


def _foot(table: Table) -> str:
    if not table.totals:
        return ""
    return f'<tfoot><tr><td colspan="{len(table.columns)}">{text(total_text(table.totals))}</td></tr></tfoot>\n'

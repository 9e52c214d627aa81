"""The list of everything published: days and editions, newest first, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.notices import TRAINING
from reports.page import column_group, document, link, text
from reports.words import day_words, moment_words, month_words

HEADS = ("日期", "版次", "文件", "状态", "公布时间")
WIDTHS = (20, 8, 14, 38, 20)


@dataclass(frozen=True, slots=True)
class Entry:
    """One published edition. Paths are relative to the list, with forward slashes; empty where there is no file."""

    date: str  # 2026-11-20
    edition: int
    posted_at: str  # 2026-11-21T08:50:12
    complete: bool
    html: str
    xlsx: str
    reason: str = ""  # why the edition was made, for all but the first


def index_page(entries: Iterable[Entry], centre: str, training: bool) -> str:
    """published/index.html: the current edition of each day in bold, replaced ones marked as such."""
    ordered = sorted(entries, key=lambda entry: (entry.date, entry.edition), reverse=True)
    newest: dict[str, int] = {}
    for entry in ordered:
        newest.setdefault(entry.date, entry.edition)
    title = f"{TRAINING if training else ''}{centre}考勤公示目录"
    months = "".join(_month(month, list(found), newest) for month, found in groupby(ordered, lambda e: e.date[:7]))
    warning = '<p class="alert">演练：以下均为演练数据，不作为任何依据。</p>\n' if training else ""
    return document(title, f"<main>\n<h1>{text(title)}</h1>\n{warning}{months or '<p>尚无公示。</p>'}</main>\n")


def _month(month: str, entries: list[Entry], newest: dict[str, int]) -> str:
    rows = "".join(_row(entry, newest[entry.date]) for entry in entries)
    name = month_words(month)
    heads = "".join(f'<th scope="col">{word}</th>' for word in HEADS)
    return (
        f'<section aria-labelledby="m{month}">\n<h2 id="m{month}">{name}</h2>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">\n'
        f'<table class="listing"><caption>{name}考勤公示</caption>\n'
        f"{column_group(WIDTHS)}<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n</section>\n"
    )


def _row(entry: Entry, newest: int) -> str:
    day = day_words(entry.date)
    files = [(entry.html, "网页"), (entry.xlsx, "Excel")]
    old = ' class="old"' if entry.edition < newest else ""
    links = "".join(link(path, words, f"{words} {day} 第{entry.edition}版") for path, words in files if path)
    return (
        f'<tr{old}><th scope="row">{day}</th><td class="center">第{entry.edition}版</td>'
        f'<td class="center">{links}</td><td>{_state(entry, newest)}</td>'
        f'<td class="center">{moment_words(entry.posted_at)}</td></tr>\n'
    )


def _state(entry: Entry, newest: int) -> str:
    states = [f"已被第{newest}版替代" if entry.edition < newest else "<b>现行</b>"]
    if entry.reason:
        states.append(f"更正原因：{text(entry.reason)}")
    if not entry.complete:
        states.append('<span class="warn">？数据不全</span>')
    return "；".join(states)

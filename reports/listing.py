"""Editions as a table of links: the days of a month, or those of a unit. Newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.page import Way, column_group, link, text
from reports.words import date_words, day_words, late_word, moment_words

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
    xlsx: str = ""
    reason: str = ""  # why the edition was made, for all but the first
    late: str = ""  # why it was posted late
    newest: int = 0  # the edition of that day that is in force

    @property
    def replaced(self) -> bool:
        return self.edition < self.newest


def listing(entries: Sequence[Entry], name: str) -> str:
    """The table, in a region of that name; the current edition of each day in bold, replaced ones marked as such."""
    ordered = sorted(entries, key=lambda entry: (entry.date, entry.edition), reverse=True)
    return region(name, table(name, HEADS, WIDTHS, map(_row, ordered)))


def region(name: str, content: str) -> str:
    """What may be wider than a screen."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{text(name)}">\n{content}</div>\n'


def table(caption: str, heads: Iterable[str], widths: Sequence[int], rows: Iterable[str]) -> str:
    """A listing of ready rows."""
    named = "".join(f'<th scope="col">{text(word)}</th>' for word in heads)
    return (
        f'<table class="listing"><caption>{text(caption)}</caption>\n{column_group(widths)}'
        f"<thead><tr>{named}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
    )


def trail(ways: Iterable[Way]) -> str:
    """The way back."""
    return f'<nav aria-label="目录">{"".join(link(way.path, way.words) for way in ways)}</nav>\n'


def training_alert(training: bool) -> str:
    """演练 is said before anything else."""
    return '<p class="alert">演练：以下均为演练数据，不作为任何依据。</p>\n' if training else ""


def _row(entry: Entry) -> str:
    day = day_words(entry.date)
    old = ' class="old"' if entry.replaced else ""
    files = [(entry.html, "网页"), (entry.xlsx, "Excel")]
    links = " ".join(link(path, words, f"{words} {day} 第{entry.edition}版") for path, words in files if path)
    return (
        f'<tr{old}><th scope="row">{day}</th><td class="center">第{entry.edition}版</td>'
        f'<td class="center">{links}</td><td class="broad">{"；".join(_state(entry))}</td>'
        f'<td class="center" data-label="公布时间">{moment_words(entry.posted_at)}</td></tr>\n'
    )


def _state(entry: Entry) -> Iterator[str]:
    yield f"已被第{entry.newest}版替代" if entry.replaced else "<b>现行</b>"
    if entry.late:
        yield f'<span class="warn">迟公布</span>：{text(late_word(entry.late))}'
    if entry.reason:
        yield f"更正原因：{text(entry.reason)}"
    if not entry.complete:
        yield '<span class="warn">？数据不全</span>'


def reach(first: str, last: str) -> str:
    """2024年11月20日至2026年11月20日."""
    return date_words(first) if first == last else f"{date_words(first)}至{date_words(last)}"

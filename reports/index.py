"""The lists of what is published: the whole, a month, the units, a unit. Plain pages, no script, relative links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.listing import Entry, listing, reach, region, table, trail, training_alert
from reports.marks import mark
from reports.notices import TRAINING
from reports.page import Way, document, link, text
from reports.unit_pages import unit_file, unit_name
from reports.words import date_words, month_words

UP = Way("../index.html", "全部公示")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose lists these are."""

    centre: str
    training: bool

    def title(self, subject: str) -> str:
        return f"{TRAINING if self.training else ''}{self.centre}{subject}"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of postings: 2026-11, its days and its editions."""

    month: str
    days: int
    editions: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What the folder holds: its months, newest first, the first and the last day, what was taken down, how long
    a posting stays (0: for ever)."""

    months: Sequence[Month]
    first: str
    last: str
    taken_down: bool
    for_months: int


def index_page(whose: Whose, kept: Kept, latest: Sequence[Entry], states: Mapping[str, str]) -> str:
    """index.html: the days of the latest month, every month, and the way to the units."""
    title = whose.title("考勤公示目录")
    body = f"{_latest(latest)}{_months(kept.months)}" if kept.months else "<p>尚无公示。</p>\n"
    ways = trail([Way("units/index.html", "按单位查看")]) if kept.months else ""
    return _page(whose, title, ways, _said(kept) + body, mark(states))


def month_page(whose: Whose, month: str, entries: Sequence[Entry], states: Mapping[str, str]) -> str:
    """2026-11/index.html: the days and editions of a month."""
    name = f"{month_words(month)}考勤公示"
    ways = trail([UP, Way("../units/index.html", "按单位查看")])
    return _page(whose, whose.title(name), ways, listing(entries, name), mark(states))


def units_page(whose: Whose, units: Mapping[str, str]) -> str:
    """units/index.html: every unit, and the last day on which it was posted."""
    rows = (
        f'<tr><th scope="row">{link(unit_file(unit), unit_name(unit))}</th>'
        f'<td class="center" data-label="最近一次公示">{date_words(last)}</td></tr>\n'
        for unit, last in units.items()
    )
    content = table("各单位的考勤公示", ("窗口单位", "最近一次公示"), (40, 20), rows)
    return _page(whose, whose.title("各单位考勤公示"), trail([UP]), region("各单位的考勤公示", content))


def unit_page(whose: Whose, unit: str, year: str, entries: Sequence[Entry], others: Sequence[Way], up: str) -> str:
    """units/市公安局.html, or that of an earlier year in a folder of its own: every day of a unit in a year. `others`
    are the lists of its other years, `up` is the way to the folder's top."""
    name = f"{unit_name(unit)} {year}年考勤公示"
    years = f'<nav aria-label="各年">{"".join(link(way.path, way.words) for way in others)}</nav>\n' if others else ""
    ways = trail([Way(f"{up}index.html", UP.words), Way(f"{up}units/index.html", "各单位")])
    return _page(whose, whose.title(f" {name}" if whose.centre else name), ways, _days(entries, name) + years)


def _days(entries: Sequence[Entry], name: str) -> str:
    return listing(entries, name) if entries else "<p>这一年还没有公示。</p>\n"


def _page(whose: Whose, title: str, ways: str, body: str, head: str = "") -> str:
    main = f"<main>\n<h1>{text(title)}</h1>\n{training_alert(whose.training)}{body}</main>\n"
    return document(title, ways + main, head=head)


def _said(kept: Kept) -> str:
    """Until when what is kept."""
    parts = [f"公示日期：{reach(kept.first, kept.last)}。"] if kept.months else []
    parts.append(f"公示文件保留最近{kept.for_months}个月。" if kept.for_months else "公示文件一直保留。")
    parts += ["更早的公示已按保存期限撤下。"] if kept.taken_down else []
    return f'<p class="muted">{"".join(parts)}</p>\n'


def _latest(entries: Sequence[Entry]) -> str:
    name = month_words(entries[0].date)
    return f"<section>\n<h2>{name}</h2>\n{listing(entries, f'{name}考勤公示')}</section>\n"


def _months(months: Iterable[Month]) -> str:
    rows = (
        f'<tr><th scope="row">{link(f"{each.month}/index.html", month_words(each.month))}</th>'
        f'<td class="center">{each.days}天</td><td class="center">{each.editions}版</td></tr>\n'
        for each in months
    )
    content = table("各月考勤公示", ("月份", "公示天数", "版数"), (30, 15, 15), rows)
    return f"<section>\n<h2>各月</h2>\n{region('各月考勤公示', content)}</section>\n"

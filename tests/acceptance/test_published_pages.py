"""The published pages in a real browser: clicked through, on a telephone, on paper, and for who cannot see them."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from acceptance_browser import Browser, browser
from posting_samples import change, every_kind, leave, outing, person, post, session, terminal, vacancy
from posting_samples import day as day_of
from publication_home import at_work, freeze, make, post_weeks

from office.publication import deliver
from store.database import record_change
from store.editions import add_edition

FRIDAY = date(2026, 11, 20)
LONG = "市人力资源和社会保障局社会保险经办服务中心政务服务大厅综合受理窗口"
TELEPHONE, DESK, PAPER = 360, 1366, 1047  # CSS pixels; an A4 sheet on its side is 277 mm wide within its margins


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months, with a day on which everything happened, posted too late and corrected since."""
    path = make(tmp_path_factory.mktemp("pages") / "home")
    with at_work(path) as home:
        post_weeks(home, date(2026, 10, 29), date(2026, 11, 19))
        for number in (1, 2):
            _busy_day(home, number)
        freeze(home, date(2026, 11, 23), late={"due": "2026-11-24T10:00:00", "why": "not_running"})
        deliver(home)
    return path / "published"


def _busy_day(home: Any, number: int) -> None:
    """Every finding there is, names that wrap, and terminals that were not read."""
    people = [*every_kind(), person("100200300400", "阿卜杜拉·买买提江·热合曼", unit=LONG, floor="2")]
    people += [person(str(2000 + index), unit=LONG, post=f"B{index}", floor="2") for index in range(40)]
    people[0]["entries"] = [outing(), leave(to="2026-11-20:am")]
    people[1]["sessions"].append(session("周六及节假日值班", due=("09:00", "11:00")))
    gone = vacancy(
        "10:05", "10:25", 20, ("1001", "张三", "absent"), ("1002", "李四", "on_outing"), evidence=["leave:12"]
    )
    fields = {"posts": [post("A01", gone)], "complete": False, "terminals": [terminal("F1"), terminal("F2", None)]}
    changes = [change(str(1001 + at), "张三", "am", "unknown", "late 7", "in 08:37:11 → 08:35:02") for at in range(12)]
    news = (
        (changes, [{"post": "A01", "from": [], "to": [["10:05", "10:25"]]}], "F2设备读回")
        if number > 1
        else ([], [], "")
    )
    notes: Any = {"objections_until": "2026-11-26"}
    if number == 1:
        notes["late"] = {"due": "2026-11-23T10:00:00", "why": "unconfirmed"}
    with home.store.transaction():
        done = record_change(home.clock(), "王芳", "post")
        add_edition(FRIDAY, ("v1", "anqing-2013", "x"), "digest", day_of(people, **fields), news, done, notes)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Browser]:
    """The tab, on a screen of an office; whatever a page complains about fails the test."""
    chromium.on_paper(0)
    chromium.screen(DESK, 768)
    chromium.complaints.clear()
    yield chromium
    assert chromium.complaints == []


PAGES = (
    "index.html",
    "2026-11/index.html",
    f"2026-11/{FRIDAY}-v1.html",
    f"2026-11/{FRIDAY}-v2.html",
    f"2026-11/{FRIDAY}-v2/{LONG}.html",
    f"2026-11/{FRIDAY}-v1/市公安局.html",
    "2026-11/2026-11-23-v1.html",
    "units/index.html",
    "units/市公安局.html",
)
every_page = pytest.mark.parametrize("name", PAGES)


def test_all_pages_are_of_a_kind_that_is_looked_at_here(folder: Path) -> None:
    kinds = {re.sub(r"[\d-]+(v\d)?", "#", str(page.relative_to(folder).parent)) for page in folder.rglob("*.html")}
    assert kinds == {re.sub(r"[\d-]+(v\d)?", "#", str(Path(name).parent)) for name in PAGES}


# ---------------------------------------------------------------- by clicks


def test_from_the_list_by_clicks_to_a_unit_and_back(tab: Browser, folder: Path) -> None:
    tab.open(folder / "index.html")
    tab.click("2026年11月")
    assert tab.where() == folder / "2026-11" / "index.html"
    tab.click("网页 2026年11月20日 星期五 第2版")
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2.html"
    tab.toggle("各单位的公示（2个）")
    tab.click(LONG)
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2" / f"{LONG}.html"
    assert LONG in tab.ask("() => document.querySelector('h1').textContent")
    tab.click("本日全部单位")
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2.html"
    tab.click("2026年11月公示")
    tab.click("全部公示")
    assert tab.where() == folder / "index.html"


def test_the_latest_days_are_one_click_away(tab: Browser, folder: Path) -> None:
    tab.open(folder / "index.html")
    tab.click("网页 2026年11月20日 星期五 第1版")
    tab.click("本页是第1版，已被第2版替代。点此查看第2版")
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2.html"


def test_a_unit_finds_all_its_days(tab: Browser, folder: Path) -> None:
    tab.open(folder / "index.html")
    tab.click("按单位查看")
    tab.click("市公安局")
    assert tab.where() == folder / "units" / "市公安局.html"
    tab.click("网页 2026年11月20日 星期五 第1版")
    tab.click("本页是第1版，已被第2版替代。点此查看第2版")
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2" / "市公安局.html"
    tab.click("市公安局的全部公示")
    assert tab.where() == folder / "units" / "市公安局.html"


def test_on_a_telephone_too(tab: Browser, folder: Path) -> None:
    tab.screen(TELEPHONE, 740)
    tab.open(folder / "index.html")
    tab.click("网页 2026年11月20日 星期五 第2版")
    tab.toggle("各单位的公示（2个）")
    tab.click("市公安局")
    assert tab.where() == folder / "2026-11" / f"{FRIDAY}-v2" / "市公安局.html"


# ---------------------------------------------------------------- on a telephone

STICKS_OUT = """() => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect(), hidden = getComputedStyle(each).clipPath !== 'none';
  const within = each.closest('thead, caption');
  return !hidden && !(within && getComputedStyle(within).clipPath !== 'none') && box.width > 0
    && (box.right > innerWidth + 0.5 || box.left < -0.5 || each.scrollWidth > each.clientWidth + 1
    && getComputedStyle(each).display !== 'inline');
}).map(each => each.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll('body *')].filter(each => each.checkVisibility() && each.innerText
  && parseFloat(getComputedStyle(each).fontSize) < 11.5).map(each => each.outerHTML.slice(0, 120))"""


@every_page
@pytest.mark.parametrize("width", [320, TELEPHONE])
def test_nothing_scrolls_sideways_on_a_telephone(tab: Browser, folder: Path, name: str, width: int) -> None:
    tab.screen(width, 740)
    tab.open(folder / name)
    assert tab.ask("() => document.documentElement.scrollWidth") == width
    assert tab.ask(STICKS_OUT) == []
    assert tab.ask(SMALL) == []


def test_each_field_says_itself_what_it_is_on_a_telephone(tab: Browser, folder: Path) -> None:
    tab.screen(TELEPHONE, 740)
    tab.open(folder / "2026-11" / f"{FRIDAY}-v2.html")
    labels = tab.ask(
        """() => [...document.querySelectorAll('#t0 tbody tr:nth-child(3) td')]
          .filter(each => each.checkVisibility()).map(each => getComputedStyle(each, '::before').content)"""
    )
    assert labels[:4] == ['"窗口单位"', '"工号"', '"岗位"', '"上午签到"'] and '"认定"' in labels
    assert '"周六及节假日值班签到"' in labels


# ---------------------------------------------------------------- on paper

TOO_WIDE = """() => [...document.querySelectorAll('table, td, th, p, h1, h2')].filter(each => {
  const box = each.getBoundingClientRect();
  return each.checkVisibility() && getComputedStyle(each).clipPath === 'none'
    && (box.right > innerWidth + 0.5 || each.scrollWidth > each.clientWidth + 1);
}).map(each => each.outerHTML.slice(0, 120))"""


@every_page
def test_it_prints_on_one_page_wide(tab: Browser, folder: Path, name: str) -> None:
    tab.open(folder / name)
    tab.on_paper(PAPER)
    assert tab.ask("() => document.documentElement.scrollWidth") == PAPER
    assert tab.ask(TOO_WIDE) == []
    assert tab.ask("() => [...document.querySelectorAll('nav')].filter(each => each.checkVisibility()).length") == 0

    printed = tab.pdf()

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}  # A4 on its side
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", printed)) <= 12


def test_a_page_of_paper_holds_so_many_rows(tab: Browser, folder: Path) -> None:
    """Not one row a page, and no empty pages between the tables."""
    tab.open(folder / "2026-11" / f"{FRIDAY}-v2.html")
    assert 4 <= len(re.findall(rb"/Type /Page\b", tab.pdf())) <= 11


# ---------------------------------------------------------------- for who cannot see them

STRUCTURE = """() => {
  const all = words => [...document.querySelectorAll(words)];
  const levels = all('h1, h2, h3, h4, h5, h6').map(each => +each.tagName[1]);
  const name = each => (each.getAttribute('aria-label') || each.textContent).trim();
  return {
    lang: document.documentElement.lang, title: document.title, h1: all('h1').length, main: all('main').length,
    skipped: levels.filter((level, at) => level > (at ? levels[at - 1] : 0) + 1),
    nameless: all('a').filter(each => !name(each)).length,
    alike: all('.listing a').map(name),
    unlabelled: all('nav, [role=region]').filter(each => !each.getAttribute('aria-label')).length,
    scopeless: all('th').filter(each => !each.scope).length,
    tables: all('table').length, captions: all('table > caption').length,
    headless: all('tbody tr').filter(each => !each.querySelector('th[scope], td[colspan]')).length,
    unreachable: all('.scroll').filter(each => each.tabIndex !== 0).length,
    twice: all('[id]').map(each => each.id),
    viewport: all('meta[name=viewport]').length,
  };
}"""


@every_page
def test_its_structure_is_there_for_a_screen_reader(tab: Browser, folder: Path, name: str) -> None:
    tab.open(folder / name)
    found = tab.ask(STRUCTURE)
    assert (found["lang"], found["h1"], found["main"], found["viewport"]) == ("zh-CN", 1, 1, 1)
    assert "考勤公示" in found["title"]
    for fault in ("skipped", "nameless", "unlabelled", "scopeless", "headless", "unreachable"):
        assert not found[fault], (fault, found)
    assert found["tables"] == found["captions"] > 0
    for words in ("alike", "twice"):
        assert max(Counter(found[words]).values(), default=1) == 1, words


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_a_table_stays_a_table(tab: Browser, folder: Path, width: int) -> None:
    """Also where its rows are laid out as cards."""
    tab.screen(width, 740)
    tab.open(folder / "2026-11" / f"{FRIDAY}-v2.html")
    roles = Counter(
        node["role"]["value"] for node in tab.call("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]
    )
    assert roles["table"] == 4 and roles["rowheader"] > 60 and roles["columnheader"] > 30


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(part => { const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const ground = each => { for (let at = each; at; at = at.parentElement) {
    const colour = rgb(getComputedStyle(at).backgroundColor); if (colour[3] === 255) return colour; }
    return [255, 255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), poor = new Set(); let seen = 0;
  while (walker.nextNode()) { const each = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !each.checkVisibility()) continue;
    seen++; const [one, other] = [light(rgb(getComputedStyle(each).color)), light(ground(each))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.add(ratio.toFixed(2) + ' ' + each.outerHTML.slice(0, 100)); }
  return {seen, poor: [...poor]};
}"""


@every_page
@pytest.mark.parametrize("width", [TELEPHONE, DESK, 0])
def test_every_word_stands_out_from_its_ground(tab: Browser, folder: Path, name: str, width: int) -> None:
    tab.screen(width or DESK, 740)
    tab.open(folder / name)
    tab.on_paper(0 if width else PAPER)
    found = tab.ask(CONTRAST)
    assert found["poor"] == [] and found["seen"] > 10


def test_the_checks_notice_what_is_wrong(tab: Browser, folder: Path) -> None:
    """A check that finds nothing has to be one that would."""
    tab.open(folder / "index.html")
    tab.ask(
        """() => { document.querySelector('h1').style.color = '#999';
          document.querySelector('th').removeAttribute('scope');
          document.querySelector('h2').outerHTML = '<h4>x</h4>'; document.querySelector('a').textContent = '';
          const wide = document.createElement('p'); wide.style.width = '3000px'; wide.textContent = 'x';
          document.querySelector('main').append(wide); }"""
    )
    assert len(tab.ask(CONTRAST)["poor"]) == 1
    found = tab.ask(STRUCTURE)
    assert (found["scopeless"], found["skipped"], found["nameless"]) == (1, [4], 1)
    wide = '<p style="width: 3000px;">x</p>'
    assert wide in tab.ask(STICKS_OUT) and tab.ask(TOO_WIDE) == [wide]


def test_a_complaint_of_a_page_is_heard(chromium: Browser, folder: Path) -> None:
    chromium.open(folder / "index.html")
    chromium.complaints.clear()
    chromium.ask(
        "() => { console.error('x'); setTimeout(() => { throw new Error('y'); }); new Image().src = 'no.png'; }"
    )
    chromium.ask("() => new Promise(done => setTimeout(done, 200))")
    chromium.open(folder / "index.html")
    assert len(chromium.complaints) >= 3

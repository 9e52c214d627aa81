from page_tree import Tree
from posting_samples import CENTRE

from reports.index import Kept, Month, Whose, index_page, month_page, unit_page, units_page
from reports.listing import Entry
from reports.marks import mark, marked, state_of
from reports.page import Way

WHOSE = Whose(CENTRE, training=False)
NEWEST = {"2026-11-20": 3}


def entry(date: str, number: int, complete: bool = True, **fields: object) -> Entry:
    paths = {"html": f"{date[:7]}/{date}-v{number}.html", "xlsx": f"{date[:7]}/{date}-v{number}.xlsx"}
    known = {**paths, "newest": NEWEST.get(date, 1)}
    return Entry(date, number, f"{date}T09:00:00", complete, **(known | fields))


ENTRIES = [
    entry("2026-11-20", 1, complete=False),
    entry("2026-11-20", 3, reason="签到表补录"),
    entry("2026-11-20", 2),
    entry("2026-11-19", 1, complete=False, late="not_running"),
]
MONTHS = (Month("2026-11", 2, 4), Month("2026-10", 21, 23))
KEPT = Kept(MONTHS, "2026-10-09", "2026-11-20", taken_down=False, for_months=24)


def month(entries=ENTRIES, whose=WHOSE) -> Tree:
    return Tree(month_page(whose, "2026-11", entries, {}))


def index(kept=KEPT, latest=ENTRIES, whose=WHOSE) -> Tree:
    return Tree(index_page(whose, kept, latest, {}))


def paragraphs(tree: Tree) -> str:
    return "\n".join(e["text"] for e in tree.all("p"))


# ---------------------------------------------------------------- a month


def test_the_newest_day_and_edition_come_first():
    rows = [e["text"] for e in month().all("tr") if "日期" not in e["text"]]
    assert [row[:18] for row in rows] == [
        "2026年11月20日 星期五第3版",
        "2026年11月20日 星期五第2版",
        "2026年11月20日 星期五第1版",
        "2026年11月19日 星期四第1版",
    ]


def test_replaced_incomplete_and_late_editions_are_marked():
    states = [e["text"] for e in month().all("td", **{"class": "broad"})]
    assert states == [
        "现行；更正原因：签到表补录",
        "已被第3版替代",
        "已被第3版替代；？数据不全",
        "现行；迟公布：到期限时程序没有运行（电脑没有开机或者程序没有启动）；？数据不全",
    ]
    bold = [e["text"] for e in month().all("b")]
    assert bold == ["现行", "现行"]


def test_links_are_percent_encoded_and_tell_themselves_apart():
    tree = month([entry("2026-11-20", 1, html='2026-11/公示 "1"#?.html', xlsx="")])
    link = tree.all("a")[-1]
    assert link["href"] == "2026-11/%E5%85%AC%E7%A4%BA%20%221%22%23%3F.html"
    assert link["text"] == "网页" and link["aria-label"] == "网页 2026年11月20日 星期五 第1版"


def test_reasons_are_escaped_and_training_is_said():
    tree = month([entry("2026-11-20", 2, reason="<i>x</i>")], Whose(CENTRE, training=True))
    assert not tree.all("i") and "<i>x</i>" in tree.all("tr")[1]["text"]
    assert tree.all("h1")[0]["text"].startswith("【演练】") and tree.all("p", **{"class": "alert"})


def test_a_month_leads_back_and_to_the_units():
    assert [a["href"] for a in month().all("nav")[0:1] and month().all("a")[:2]] == [
        "../index.html",
        "../units/index.html",
    ]


# ---------------------------------------------------------------- the whole


def test_the_list_of_all_shows_the_latest_days_and_every_month():
    tree = index()
    assert [e["text"] for e in tree.all("h1")] == [f"{CENTRE}考勤公示目录"]
    assert [e["text"] for e in tree.all("h2")] == ["2026年11月", "各月"]
    hrefs = [a["href"] for a in tree.all("a")]
    assert hrefs[0] == "units/index.html" and hrefs[1] == "2026-11/2026-11-20-v3.html"
    assert hrefs[-2:] == ["2026-11/index.html", "2026-10/index.html"]
    rows = [e["text"] for e in tree.all("tr")]
    assert rows[-2:] == ["2026年11月2天4版", "2026年10月21天23版"]


def test_it_says_until_when_what_is_kept():
    said = paragraphs(index())
    assert "2026年10月9日至2026年11月20日" in said and "保留最近24个月" in said and "撤下" not in said
    assert "更早的公示已按保存期限撤下" in paragraphs(index(Kept(MONTHS, "2026-10-09", "2026-11-20", True, 1)))
    assert "一直保留" in paragraphs(index(Kept(MONTHS, "2026-10-09", "2026-11-20", False, 0)))


def test_an_empty_list_says_so():
    assert "尚无公示" in paragraphs(index(Kept((), "", "", False, 24), ()))


def test_nothing_needs_a_script_or_another_file():
    for tree in (index(), month(), Tree(units_page(WHOSE, {"市公安局": "2026-11-20"}))):
        assert not tree.all("script") and not tree.all("link") and not tree.all("img")
        assert tree.all("html", lang="zh-CN") and len(tree.all("h1")) == 1
        assert len(tree.all("table")) == len(tree.all("caption"))


# ---------------------------------------------------------------- units


def test_every_unit_has_a_link():
    tree = Tree(units_page(WHOSE, {"市公安局": "2026-11-20", "<b>": "2026-10-30"}))
    assert [e["text"] for e in tree.all("th", scope="row")] == ["市公安局", "<b>"]
    assert "2026年10月30日" in tree.all("tr")[2]["text"]
    assert tree.all("a")[1]["href"] == "%E5%B8%82%E5%85%AC%E5%AE%89%E5%B1%80.html"


def test_a_unit_has_its_days_and_leads_to_other_years():
    found = [entry("2026-11-20", 1, html="../2026-11/2026-11-20-v1/x.html", xlsx="")]
    tree = Tree(unit_page(WHOSE, "市公安局", "2026", found, [Way("2025/x.html", "2025年")], "../"))
    assert tree.all("h1")[0]["text"] == f"{CENTRE} 市公安局 2026年考勤公示"
    assert [a["href"] for a in tree.all("a")] == [
        "../index.html",
        "../units/index.html",
        "../2026-11/2026-11-20-v1/x.html",
        "2025/x.html",
    ]
    nothing = Tree(unit_page(WHOSE, "", "2027", [], [], "../"))
    assert "这一年还没有公示" in paragraphs(nothing) and "未填单位" in nothing.all("h1")[0]["text"]


# ---------------------------------------------------------------- what a page says of itself


def test_a_page_says_what_it_was_made_from():
    states = {"2026-11-20-v1": "abc/2", "2026-11-20-v2": "def/2"}
    assert marked(month_page(WHOSE, "2026-11", ENTRIES, states)) == states
    assert marked(mark({})) == {} == marked("<html>another page</html>")


def test_a_state_is_another_whenever_a_part_is():
    assert state_of(("a", 1)) == state_of(("a", "1")) != state_of(("a1",)) != state_of(("a", 2))

from html.parser import HTMLParser

from posting_samples import CENTRE, change, edition, every_kind, person, terminal

from reports.index import Entry, index_page
from reports.page import posting_page
from reports.posting import posting_tables

VOID = {"meta", "col", "br"}


class Tree(HTMLParser):
    """Every element with its attributes and text; fails on tags that do not close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[dict] = []
        self.elements: list[dict] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag: str, **attributes: str) -> list[dict]:
        return [e for e in self.elements if e["tag"] == tag and attributes.items() <= e.items()]


def page(people, **fields) -> str:
    return posting_page(posting_tables(edition(people, **fields), CENTRE), "../index.html")


def test_the_page_is_whole_and_stands_alone():
    text = page(every_kind(), number=2, changes=[change("1001", "张三", "am", "unknown", "on_time")])
    tree = Tree(text)
    assert text.startswith("<!DOCTYPE html>") and tree.all("html", lang="zh-CN")
    assert not tree.all("script") and not tree.all("link") and not tree.all("img")
    assert not [e for e in tree.elements if "src" in e] and "url(" not in text and "@import" not in text
    assert len(tree.all("table")) == len(tree.all("caption")) == 3
    assert [a["href"] for a in tree.all("a")] == ["../index.html", "#t0", "#t1", "#t2"]
    assert {f"t{i}" for i in range(3)} <= {e["id"] for e in tree.all("section")}


def test_every_field_is_named_by_its_row_and_column():
    tree = Tree(page(every_kind()))
    assert len(tree.all("th", scope="row")) == 12 + sum(len(found["findings"]) for found in every_kind())
    assert [e["text"] for e in tree.all("th", scope="col")][:5] == ["序号", "窗口单位", "姓名", "工号", "岗位"]
    assert "张三" in [e["text"] for e in tree.all("th", scope="row")]


def test_every_row_fills_the_table():
    tree = Tree(page([*every_kind(), person("2001", floor="2")]))
    heads = len([e for e in tree.all("th", scope="col")]) - 10
    spans = [e["colspan"] for e in tree.elements if "colspan" in e]
    assert heads == 12 and spans == ["12", "12", "12"]  # two floors and the totals
    assert [e["text"] for e in tree.all("th", scope="rowgroup")] == ["1楼（12人）", "2楼（1人）"]


def test_colour_never_stands_alone():
    cells = [e for e in Tree(page(every_kind())).all("td") if e.get("class") == "center late"]
    assert [e["text"] for e in cells] == ["▲ 08:37"]
    assert cells[0]["title"] == "迟到7分钟，08:37:12"


def test_markup_in_names_is_shown_not_obeyed():
    evil = '<script>alert("1")</script>&amp;\'"><b>'
    tree = Tree(page([person("1", evil, unit=evil, post=evil)], author=evil))
    assert not tree.all("script") and not tree.all("b")
    assert tree.all("th", scope="row")[0]["text"] == evil
    assert [e for e in tree.all("td") if e["text"] == evil]


def test_control_characters_do_not_reach_the_page():
    assert "\x00" not in page([person("1", "a\x00b")]) and "a\ufffdb" in page([person("1", "a\x00b")])
    page([person("1", "\ud800")]).encode()


def test_totals_stand_in_front_as_a_list():
    tree = Tree(page(every_kind()))
    words, numbers = [e["text"] for e in tree.all("dt")], [e["text"] for e in tree.all("dd")]
    assert dict(zip(words, numbers, strict=True))["旷工"] == "2"


def test_the_alert_is_marked():
    fields = {"complete": False, "terminals": [terminal("F2", None)]}
    alerts = Tree(page(every_kind(), day_fields=fields)).all("p", **{"class": "alert"})
    assert len(alerts) == 1 and "数据不全不等于缺勤" in alerts[0]["text"]


def test_an_empty_table_says_why():
    assert "本日没有需要说明的认定。" in page([person("1")])


def test_same_edition_same_page():
    assert page(every_kind()) == page(every_kind())


# ---------------------------------------------------------------- the list of postings


def entry(date: str, number: int, complete: bool = True, **fields: str) -> Entry:
    paths = {"html": f"{date[:7]}/{date}-v{number}.html", "xlsx": f"{date[:7]}/{date}-v{number}.xlsx"}
    return Entry(date, number, f"{date}T09:00:00", complete, **(paths | fields))


ENTRIES = [
    entry("2026-10-30", 1),
    entry("2026-11-20", 1, complete=False),
    entry("2026-11-20", 3, reason="签到表补录"),
    entry("2026-11-20", 2),
    entry("2026-11-19", 1, complete=False),
]


def listed(entries=ENTRIES, training=False) -> Tree:
    return Tree(index_page(entries, CENTRE, training))


def test_the_newest_day_and_edition_come_first_month_by_month():
    tree = listed()
    assert [e["text"] for e in tree.all("h2")] == ["2026年11月", "2026年10月"]
    rows = [e["text"] for e in tree.all("tr") if "日期" not in e["text"]]
    assert [row[:18] for row in rows] == [
        "2026年11月20日 星期五第3版",
        "2026年11月20日 星期五第2版",
        "2026年11月20日 星期五第1版",
        "2026年11月19日 星期四第1版",
        "2026年10月30日 星期五第1版",
    ]


def test_replaced_and_incomplete_editions_are_marked():
    states = [e["text"] for e in listed().all("td") if "现行" in e["text"] or "替代" in e["text"]]
    assert states == [
        "现行；更正原因：签到表补录",
        "已被第3版替代",
        "已被第3版替代；？数据不全",
        "现行；？数据不全",
        "现行",
    ]


def test_links_are_percent_encoded_and_tell_themselves_apart():
    tree = listed([entry("2026-11-20", 1, html='2026-11/公示 "1"#?.html', xlsx="")])
    links = tree.all("a")
    assert [a["href"] for a in links] == ["2026-11/%E5%85%AC%E7%A4%BA%20%221%22%23%3F.html"]
    assert links[0]["text"] == "网页" and links[0]["aria-label"] == "网页 2026年11月20日 星期五 第1版"


def test_reasons_are_escaped_and_training_is_said():
    tree = listed([entry("2026-11-20", 2, reason="<i>x</i>")], training=True)
    assert not tree.all("i") and "<i>x</i>" in tree.all("tr")[1]["text"]
    assert tree.all("h1")[0]["text"].startswith("【演练】") and tree.all("p", **{"class": "alert"})


def test_an_empty_list_says_so():
    assert "尚无公示" in index_page([], CENTRE, False)

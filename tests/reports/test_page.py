import pytest
from page_tree import Tree
from posting_samples import CENTRE, change, edition, every_kind, person, session, terminal

from reports.page import Around, Way, posting_page
from reports.posting import posting_tables


def page(people, **fields) -> str:
    around = Around(up=[Way("../index.html", "全部公示")])
    return posting_page(posting_tables(edition(people, **fields), CENTRE), around)


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


# ---------------------------------------------------------------- the way to other pages


def test_a_replaced_edition_says_so_at_its_head_and_leads_on():
    newer = Way("2026-11-20-v2.html", "本页是第1版，已被第2版替代")
    tree = Tree(posting_page(posting_tables(edition([person("1")]), CENTRE), Around(newer=newer)))
    (alert,) = tree.all("p", role="note")
    assert alert["class"] == "alert" and alert["text"] == newer.words
    assert newer.path in [a["href"] for a in tree.all("a")]
    spoken = [e["tag"] for e in tree.elements if e["tag"] in ("p", "h1")]
    assert spoken[0] == "p" and len(tree.all("h1")) == 1


def test_units_are_a_list_of_links_that_opens():
    units = [Way("v1/市公安局.html", "市公安局"), Way("v1/a-1.html", 'A"<局>')]
    tree = Tree(posting_page(posting_tables(edition([person("1")]), CENTRE), Around(units=units)))
    assert tree.all("summary")[0]["text"] == "各单位的公示（2个）"
    assert [e["text"] for e in tree.all("li")] == ["市公安局", 'A"<局>']
    assert [a["href"] for a in tree.all("a")][2:] == ["v1/%E5%B8%82%E5%85%AC%E5%AE%89%E5%B1%80.html", "v1/a-1.html"]


def test_what_a_rulebook_calls_its_shifts_breaks_no_style():
    shift = session('x"}</style><b>', due=("09:00", "12:00"))
    tree = Tree(page([person("1", "", shift)]))
    assert not tree.all("b") and len(tree.all("style")) == 1
    assert r'content:"x\22 \7d \3c \2f style\3e \3c b\3e 签到"' in tree.all("style")[0]["text"]


def test_nobody_outside_is_told_of_it():
    assert Tree(page([person("1")])).all("meta", name="robots", content="noindex")


# ---------------------------------------------------------------- late, and to be objected to


def head(**fields) -> list[str]:
    return [line.text for line in posting_tables(edition([person("1")], **fields), CENTRE)[0].above]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("not_running", "到期限时程序没有运行（电脑没有开机或者程序没有启动）"),
        ("unconfirmed", "到期限时没有人确认"),
        ("trouble", "到期限时还不能认定"),
        ("failed", "到期限时没有办成"),
        ("by_hand", "没有按时办理"),
        ("of_old", "of_old"),
    ],
)
def test_a_late_posting_says_so_and_why(why, said):
    late = {"due": "2026-11-23T10:00:00", "why": why}
    told = head(late=late, posted_at="2026-11-25T08:52:10")
    expected = f"本公示应于2026年11月23日 10:00前公布，实际于2026年11月25日 08:52公布；原因：{said}。"
    assert told[1] == expected
    assert expected in page([person("1")], late=late, posted_at="2026-11-25T08:52:10")


def test_until_when_it_may_be_objected_to():
    said = "对认定有异议的，请在 2026年11月26日 前（含当日）向督查室提出。"
    assert head(objections_until="2026-11-26")[1] == said
    assert said in page([person("1")], objections_until="2026-11-26")
    assert not any("异议" in line or "本公示应于" in line for line in head())

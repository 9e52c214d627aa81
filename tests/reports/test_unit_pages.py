"""What of an edition is published, and the part of it that is one unit's."""

import re

import pytest
from posting_samples import (
    CENTRE,
    certified,
    change,
    day,
    edition,
    finding,
    leave,
    on_leave,
    outing,
    person,
    post,
    session,
    terminal,
    vacancy,
)

from reports.posting import posting_tables
from reports.public import for_the_public
from reports.unit_pages import unit_file, unit_tables

SHEET = {"id": "correction:5", "floor": "2", "from": "08:20", "to": "09:10", "witness": "孙督查", "people": 23}
PRIVATE = ("病假", "事假", "产检", "孙督查", "王五", "11月18日", "23日")


def ill() -> dict:
    """On sick leave with a cover, and everything about it that is nobody's business."""
    entry = leave(what="病假", to="2026-11-23:pm")
    return person("1001", "张三", *on_leave("病假", "am", "pm")) | {"entries": [entry]}


def everything() -> dict:
    out = person("1003", "赵六") | {"entries": [outing(what="陪妻子产检")]}
    signed = person("1004", "钱七", session("am", "08:24:00") | {"in_certified": "correction:2"})
    signed["entries"] = [certified(2, "08:24:00")]
    vacant = post("A01", vacancy("08:30", "09:00", 30, ("1001", "张三", "on_leave:病假")))
    return edition(
        [ill(), person("1002", "李四"), out, signed],
        number=2,
        day_fields={"posts": [vacant], "sheets": [SHEET]},
        changes=[
            change("1001", "张三", "am", "absent", "on_leave:病假"),
            change("1001", "张三", "pm", "on_leave:事假", "on_leave:病假"),
        ],
    )


def words(tables) -> str:
    lines = [line.text for table in tables for line in (*table.above, *table.below)]
    cells = [text for table in tables for row in table.rows() for cell in row for text in (cell.text, cell.note)]
    return "\n".join((*lines, *cells))


# ---------------------------------------------------------------- for everybody's eyes


def test_nothing_but_name_unit_post_and_verdict_is_published():
    said = words(posting_tables(for_the_public(everything()), CENTRE))
    assert not [word for word in PRIVATE if word in said], said
    for told in ("全天请假", "李四顶岗", "张三 请假", "外出 09:30–11:00（11:20返回）", "08:24 补签", "按签到表认定"):
        assert told in said
    assert all(word in words(posting_tables(everything(), CENTRE)) for word in ("病假", "王五", "孙督查"))


def test_who_signed_a_leave_is_not_even_handed_on():
    someone = ill()
    someone["entries"][0]["signed"] = ["周组长 2026-11-19"]
    assert "周组长" not in str(for_the_public(edition([someone])))


def test_the_frozen_edition_stays_what_it_was():
    frozen = everything()
    for_the_public(frozen)
    assert frozen == everything()


def test_a_change_from_one_kind_of_leave_to_another_is_still_a_change():
    public = for_the_public(everything())
    assert [(c["from"], c["to"], c["detail"]) for c in public["changes"]] == [
        ("absent", "on_leave", ""),
        ("on_leave", "on_leave", "请假登记有更正"),
    ]
    assert "请假（请假登记有更正）" in words(posting_tables(public, CENTRE))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (leave(), "请假（11月20日，李四顶岗）"),
        (leave(to="2026-11-20:am"), "请假（11月20日上午，李四顶岗）"),
        (leave(back="2026-11-20:pm", state="closed"), "请假（11月20日，李四顶岗，11月20日下午返岗）"),
        (leave(back="2026-11-19:pm", state="closed"), "请假（11月20日，李四顶岗）"),
        (leave(after_the_fact=True, state="pending"), "请假（补假，11月20日，李四顶岗，审批未完）"),
        (leave(to="2026-11-19:pm"), "请假（11月18日上午至19日下午，李四顶岗）"),  # over, and held against him
    ],
)
def test_of_a_leave_only_the_day_itself_is_told(entry, said):
    someone = person("1001", "张三", session("am"), finding("leave_not_closed", "am", evidence=("leave:12",)))
    someone |= {"entries": [entry]}
    table = posting_tables(for_the_public(edition([someone, person("1002", "李四")])), CENTRE)[0]
    assert next(table.rows())[-1].text == said


def test_a_posting_of_before_there_were_entries_is_published_as_it_was():
    old = edition([person("1001", "张三", *on_leave("病假", "am"))])
    old["day"]["posts"] = [{"post": "A01", "vacant": [["10:05", "10:25"]]}]
    assert "上午请假" in words(posting_tables(for_the_public(old), CENTRE))


# ---------------------------------------------------------------- one unit


def two_units() -> dict:
    people = [
        ill() | {"unit": "市公安局"},
        person("1002", "李四", unit="市税务局"),
        person("1009", "周八", session("am", None, None, "unknown"), session("pm"), unit="市税务局", floor="2"),
    ]
    posts = [post("A01", vacancy("08:30", "09:00", 30)), post("B01", vacancy("10:00", "10:05", 5), unit="市税务局")]
    return edition(
        people,
        number=2,
        day_fields={"posts": posts, "sheets": [SHEET], "complete": False, "terminals": [terminal("F2", None)]},
        changes=[
            change("1001", "张三", "am", "absent", "on_leave:病假"),
            change("1002", "李四", "am", "late", "on_time"),
        ],
        post_changes=[{"post": "A01", "from": [], "to": [["08:30", "09:00"]]}],
    )


def test_a_unit_has_the_layout_of_the_whole_with_its_own_people():
    public = for_the_public(two_units())
    whole, police = posting_tables(public, CENTRE), unit_tables(public, CENTRE, "市公安局")
    assert [table.name for table in police] == [table.name for table in whole] == ["公示", "空岗", "认定依据", "更正"]
    assert [column.title for column in police[0].columns] == [column.title for column in whole[0].columns]
    assert [row[2].text for row in police[0].rows()] == ["张三"]
    assert {count.word: count.number for count in police[0].totals}["应到"] == 1
    assert [row[3].text for row in police[1].rows()] == ["A01"]
    assert [row[1].text for row in police[3].rows()] == ["张三", "岗位 A01"]
    assert police[0].title == f"{CENTRE} 市公安局窗口工作人员考勤公示（2026年11月20日 星期五）"


def test_a_unit_is_told_of_its_own_and_who_stands_in_from_another():
    public = for_the_public(two_units())
    police, tax = (words(unit_tables(public, CENTRE, unit)) for unit in ("市公安局", "市税务局"))
    assert "李四顶岗" in police and "周八" not in police
    assert "岗位 A01" in police and "岗位 A01" not in tax
    assert "目前表中没有人因此数据不全" in police and "数据不全1人" in tax
    assert "签到表" not in police and "按签到表认定" in tax  # the sheet is of the second floor


def test_the_parts_are_the_whole():
    public = for_the_public(two_units())
    parts = [row[3].text for unit in ("市公安局", "市税务局") for row in unit_tables(public, CENTRE, unit)[0].rows()]
    assert sorted(parts) == sorted(row[3].text for row in posting_tables(public, CENTRE)[0].rows())


# ---------------------------------------------------------------- names of files


def test_a_plain_name_stays_as_it_is():
    assert unit_file("市公安局") == "市公安局.html"
    assert unit_file("市住房公积金管理中心（二分部）") == "市住房公积金管理中心（二分部）.html"


AWKWARD = (
    *("", " ", "市公安局 ", " 市公安局", "市 公安局", "市/公安局", "市\\公安局", "..", ".", "a.", "A", "a", "Ａ"),
    *("con", "NUL", "com1.x", "index", "INDEX", "é", "e\u0301", "长" * 41, "长" * 42, "-x", "x-", "x.y"),
    *(f"x{sign}y" for sign in "\"'?#%&+;:|*<>\n\x00\ud800"),
)
SAFE = re.compile(r"""[^\s<>:"/\\|?*#%&+;'`~^{}\[\].\x00-\x1f-][^\s<>:"/\\|?*#%&+;'`~^{}\[\].\x00-\x1f]*\.html""")


def test_every_name_is_safe_on_windows_and_in_an_address_and_no_two_are_one():
    files = [unit_file(unit) for unit in AWKWARD]
    assert len({name.casefold() for name in files}) == len(AWKWARD)
    for name in files:
        assert SAFE.fullmatch(name), name
        assert name.casefold() != "index.html" and len(name.encode()) < 200
        assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)\.html", name)


def test_a_digest_is_of_the_name_alone():
    assert unit_file("市/公安局") == unit_file("市/公安局") != unit_file("市\\公安局")
    assert unit_file("市/公安局").startswith("市-公安局-")


def test_a_day_without_people_has_no_unit():
    assert [table.name for table in unit_tables({**edition([]), "day": day([], rest=True)}, CENTRE, "x")] == [
        "公示",
        "认定依据",
    ]

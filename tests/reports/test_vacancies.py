"""空岗: the sheet of its own, the line below the rows, and what a correction says of it."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from posting_samples import CENTRE, COVER_CLAUSE, change, edition, leave, outing, person, post, vacancy

from reports.excel import workbook
from reports.page import posting_page
from reports.posting import posting_tables
from reports.words import whereabouts

PEOPLE = [
    person("1001", "王芳") | {"entries": [leave(cover="")]},
    person("1002", "李四") | {"entries": [outing()]},
]
VACANT = vacancy(
    "10:05",
    "10:25",
    20,
    ("1001", "王芳", "on_leave:事假"),
    ("1002", "李四", "on_outing"),
    evidence=["leave:12", "pull:3"],
)
POSTS = [
    post("B02", vacancy("17:10", "17:30", 20, ("1009", "周八", "left"), session="pm"), floor="2"),
    post("A10", floor="1"),
    post("A02", VACANT, unit="市税务局"),
]


def told(posts=POSTS, **fields):
    return edition(PEOPLE, day_fields={"posts": posts}, **fields)


def tables(*args, **fields):
    return {table.name: table for table in posting_tables(told(*args, **fields), CENTRE)}


def test_the_sheet_stands_after_the_posting_where_a_post_was_vacant():
    assert list(tables()) == ["公示", "空岗", "认定依据"]
    assert list(tables([post("A01")])) == ["公示", "认定依据"]


def test_each_stretch_is_a_row_by_floor_and_post():
    table = tables()["空岗"]
    assert table.title == f"{CENTRE}窗口空岗情况（2026年11月20日 星期五）"
    assert "空岗2个岗位、2段，共40分钟。" in table.above[1].text
    shown = [[cell.value for cell in row] for row in table.rows()]
    assert shown == [
        [
            1,
            "1楼",
            "市税务局",
            "A02",
            "上午",
            "10:05",
            "10:25",
            20,
            "王芳 事假\n李四 外出",
            COVER_CLAUSE,
            "leave:12 王芳 事假（11月18日上午至20日下午）\n设备读取（截止时间见表头）",
        ],
        [2, "2楼", "市公安局", "B02", "下午", "17:10", "17:30", 20, "周八 已离岗", COVER_CLAUSE, ""],
    ]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("absent", "未到岗"),
        ("not_yet", "尚未到岗"),
        ("left", "已离岗"),
        ("on_outing", "外出"),
        ("stepped_away", "离岗超时"),
        ("own_post", "在本人岗位"),
        ("not_due", "不在班"),
        ("on_leave:事假", "事假"),
        ("covered_elsewhere", "他处值守"),
        ("excused", "外出或请假"),
        ("brand_new", "brand_new"),
    ],
)
def test_every_reason_has_its_words(why, words):
    assert whereabouts(why) == words


def test_a_post_without_people_says_so():
    table = tables([post("A01", vacancy("10:05", "10:25", 20))])["空岗"]
    assert next(table.rows())[8].text == "没有在册人员"


def test_the_line_below_the_rows_stays_short():
    assert tables()["公示"].below[0].text == "※空岗：B02 17:10–17:30；A02 10:05–10:25。"


def test_the_workbook_and_the_page_have_it():
    book = load_workbook(BytesIO(workbook(tuple(tables().values()), datetime(2026, 11, 21))))
    values = [cell.value for row in book["空岗"].iter_rows() for cell in row]
    assert "王芳 事假\n李四 外出" in values and 20 in values
    page = posting_page(tuple(tables().values()))
    assert ">空岗</a>" in page and "王芳 事假\n李四 外出" in page


def test_vacancies_posted_before_they_had_reasons_are_shown_as_they_were():
    old = told([{"post": "A01", "vacant": [["10:05", "10:25"]]}])
    names = [table.name for table in posting_tables(old, CENTRE)]
    assert names == ["公示", "认定依据"]


# ---------------------------------------------------------------- 更正


MOVED = [{"post": "A01", "from": [["10:05", "10:25"], ["15:00", "15:12"]], "to": []}]


def test_a_correction_tells_the_posts_too():
    changed = tables(number=2, changes=[change("1001", "王芳", "am", "late 7", "on_time")], post_changes=MOVED)
    line = next(line.text for line in changed["公示"].above if line.text.startswith("更正内容"))
    assert line == (
        "更正内容（2处）：1001 王芳 上午：迟到7分钟 → 正常；岗位 A01：空岗 10:05–10:25、15:00–15:12 → 无空岗"
    )
    assert [section.title for section in changed["更正"].sections] == ["工作人员（1处）", "空岗（1处）"]
    assert [cell.value for cell in changed["更正"].sections[1].rows[0]] == [
        2,
        "岗位 A01",
        "—",
        "—",
        "空岗 10:05–10:25、15:00–15:12",
        "无空岗",
        "",
    ]


def test_posts_alone_make_a_correction():
    changed = tables(number=2, post_changes=MOVED)
    assert "更正" in changed
    assert [section.title for section in changed["更正"].sections] == ["空岗（1处）"]


def test_many_changes_of_posts_are_only_counted_above():
    many = [{"post": f"A{number}", "from": [], "to": [["10:05", "10:25"]]} for number in range(5)]
    changed = tables(number=2, post_changes=many)
    lines = [line.text for line in changed["公示"].above]
    assert "更正内容：共5处，全部列于“更正”表。" in lines


def test_changes_of_people_alone_are_told_as_ever():
    changed = tables(number=2, changes=[change("1001", "王芳", "am", "late 7", "on_time")], post_changes=[])
    assert [section.title for section in changed["更正"].sections] == [""]

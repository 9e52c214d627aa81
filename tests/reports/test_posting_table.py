import pytest
from posting_samples import (
    CENTRE,
    CLAUSE,
    change,
    day,
    edition,
    every_kind,
    finding,
    person,
    session,
    terminal,
)

from attendance.document import COUNTED, totals
from reports.measure import display_width, lines_needed
from reports.notices import data_line
from reports.order import walk
from reports.posting import posting_tables
from reports.table import Cell, Table, printable, total_text
from reports.tones import LOOKS
from reports.words import COUNTS, change_phrase, code_word, detail_phrase, length_words


def posting(*args, **fields) -> Table:
    return posting_tables(edition(*args, **fields), CENTRE)[0]


def by_number(table: Table) -> dict[str, dict[str, Cell]]:
    titles = [column.title for column in table.columns]
    rows = (dict(zip(titles, row, strict=True)) for row in table.rows())
    return {row["工号"].text: row for row in rows}


def head(table: Table) -> str:
    return "\n".join(line.text for line in table.above)


VERDICTS = {
    "1001": "正常",
    "1002": "▲上午迟到7分钟",
    "1003": "△上午未提前到岗；▽下午未延时离岗",
    "1004": "▼下午早退20分钟",
    "1005": "○上午签到缺卡；○下午签退缺卡",
    "1006": "×全天旷工（无打卡记录）",
    "1007": "×上午旷工（迟到达到旷工标准，42分钟）；×下午旷工（早退达到旷工标准，50分钟）",
    "1008": "？上午数据不全（设备未读全）；？下午数据不全（设备疑似停电）",
    "1009": "全天事假",
    "1010": "正常",
    "1011": "上午临时外出；下午他处值守",
    "1012": "※上午离岗超时12分钟；※下午违纪（games）；※下午brand_new；※记录矛盾",
}


@pytest.mark.parametrize("number", VERDICTS)
def test_every_finding_has_its_sentence(number: str):
    sentence = by_number(posting(every_kind()))[number]["认定"].text
    # what belongs to no session is said last, whatever its place among the findings
    assert sorted(sentence.split("；")) == sorted(VERDICTS[number].split("；"))


TIMES = {
    "1002": ("▲ 08:37", "12:05", "14:21", "17:35"),
    "1003": ("△ 08:27", "12:05", "14:21", "▽ 17:31"),
    "1005": ("○ 缺卡", "12:05", "14:21", "○ 缺卡"),
    "1006": ("× 无卡", "× 无卡", "× 无卡", "× 无卡"),
    "1007": ("× 09:12", "12:05", "14:21", "× 16:40"),
    "1008": ("08:20", "？数据不全", "？数据不全", "？数据不全"),
    "1009": ("事假", "事假", "事假", "事假"),
    "1010": ("08:21", "12:05", "休息", "休息"),
}


@pytest.mark.parametrize("number", TIMES)
def test_the_sign_stands_at_the_side_it_belongs_to(number: str):
    row = by_number(posting(every_kind()))[number]
    assert tuple(row[title].text for title in ("上午签到", "上午签退", "下午签到", "下午签退")) == TIMES[number]


def test_a_time_that_could_still_turn_out_better_is_marked_unknown():
    came_late = person("1", "", session("am", "09:10:00", None, "unknown"), finding("unknown", "am", cause="not_read"))
    row = by_number(posting([came_late]))["1"]
    assert (row["上午签到"].text, row["上午签退"].text) == ("？09:10", "？数据不全")


def test_every_tone_but_the_quiet_ones_has_a_word_or_sign_beside_its_colour():
    for row in posting(every_kind()).rows():
        for cell in row:
            assert cell.tone in {"plain", "muted"} or not cell.text.replace(":", "").isdecimal(), cell


def test_clauses_are_cited_once():
    row = by_number(posting(every_kind()))["1007"]
    assert row["依据"].text == CLAUSE


def test_remarks_show_the_terminals_own_time_and_its_date_when_that_is_another_day():
    shifted = session("am") | {"in_raw": "2026-11-20T08:28:07", "out_raw": "2026-11-19T23:58:07"}
    row = by_number(posting([person("1", "", shifted)]))["1"]
    assert row["备注"].text == "上午签到设备显示08:28:07；上午签退设备显示2026-11-19 23:58:07"


def test_remarks_name_the_terminals_that_are_waited_for():
    assert by_number(posting(every_kind()))["1008"]["备注"].text == "F2设备未读全；F3设备疑似停电"


# ---------------------------------------------------------------- columns and order


def test_columns_follow_the_sessions_of_the_day():
    noon = session("noon", due=("12:00", "14:00"))
    own = session("周六值班", due=("09:00", "11:00"))
    table = posting([person("1", "", session("pm"), noon), person("2", "", own)])
    titles = [column.title for column in table.columns]
    assert titles[5:11] == ["周六值班签到", "周六值班签退", "午间签到", "午间签退", "下午签到", "下午签退"]
    assert by_number(table)["2"]["午间签到"].text == "—"


def test_a_single_session_makes_two_columns():
    table = posting([person("1", "", session("day", due=("09:00", "17:00")))])
    assert [column.title for column in table.columns][5:8] == ["全天签到", "全天签退", "认定"]


def test_people_stand_in_the_order_of_a_walk():
    people = [
        person("1", floor="10", post="K1"),
        person("2", floor="2", post="B10", unit="乙"),
        person("3", floor="2", post="B2", unit="甲", role="B"),
        person("4", floor="2", post="B2", unit="甲", role="A"),
        person("5", floor="2", post="B1", unit="乙"),
        person("6", floor="", post="A1"),
        person("7", floor="2", post="", unit="甲"),
    ]
    assert [found["number"] for found in walk(people)] == ["5", "2", "4", "3", "7", "1", "6"]
    assert walk(reversed(people)) == walk(people)


def test_chinese_floors_count_upwards():
    people = [person(floor, floor=floor) for floor in ("三楼", "二十楼", "一楼", "十楼", "二楼", "十一楼")]
    assert [found["floor"] for found in walk(people)] == ["一楼", "二楼", "三楼", "十楼", "十一楼", "二十楼"]


def test_floors_are_headed_where_there_are_several():
    table = posting([person("1"), person("2", floor=""), person("3", floor="二楼"), person("4", floor="-1")])
    assert [section.title for section in table.sections] == [
        "地下1层（1人）",
        "1楼（1人）",
        "二楼（1人）",
        "未分楼层（1人）",
    ]
    assert [section.title for section in posting([person("1")]).sections] == [""]


# ---------------------------------------------------------------- totals


def test_totals_are_those_of_the_document_and_the_sum_of_the_floors():
    people = [found | {"floor": str(i % 3)} for i, found in enumerate(every_kind())]
    shown = {count.word: count.number for count in posting(people).totals}
    assert shown == {COUNTS[key]: number for key, number in totals(people).items()}
    assert shown["旷工"] == 2 and shown["数据不全"] == 1 and shown["缺卡"] == 1 and shown["应到"] == 12
    floors = [totals(found for found in people if found["floor"] == floor) for floor in "012"]
    assert {COUNTS[key]: sum(part[key] for part in floors) for key in COUNTED} == shown
    assert "旷工 2" in total_text(posting(people).totals)


# ---------------------------------------------------------------- the lines above and below


def test_the_title_names_centre_day_and_training():
    assert posting([person("1")]).title == f"{CENTRE}窗口工作人员考勤公示（2026年11月20日 星期五）"
    assert posting([person("1")], training=True).title.startswith("【演练】")
    assert posting_tables(edition([person("1")]), "")[0].title == "窗口工作人员考勤公示（2026年11月20日 星期五）"


def test_the_edition_line_says_what_is_replaced():
    assert head(posting([person("1")])).startswith(
        "第1版 · 公布时间 2026年11月21日 08:50 · 规则 anqing-2013（版本 3f9a1c）"
    )
    assert "第3版，替代第2版" in head(posting([person("1")], number=3))
    worked = posting([person("1")], day_fields={"date": "2026-10-10", "occasion": "补班"})
    assert " · 补班\n" in head(worked)


def test_a_correction_is_told_with_its_reason():
    changes = [
        change("1001", "张三", "am", "late 7", "on_time", "in 08:37:11 → 08:20:02"),
        change("1002", "李四", "am", "not_listed", "on_time"),
    ]
    table = posting(every_kind(), number=2, changes=changes)
    assert "更正原因：F2设备读回" in head(table)
    assert "1001 张三 上午：迟到7分钟 → 正常（签到 08:37:11 → 08:20:02）；1002 李四 上午：未列入 → 正常" in head(table)
    assert by_number(table)["1001"]["备注"].text == "本版更正"
    assert by_number(table)["1003"]["备注"].text == ""


def test_many_changes_have_a_sheet_of_their_own():
    changes = [change(str(1001 + i), "", "am", "unknown", f"late {i + 1}") for i in range(9)]
    tables = posting_tables(edition(every_kind(), number=2, changes=changes), CENTRE)
    assert "共9处，全部列于“更正”表" in head(tables[0])
    assert [table.name for table in tables] == ["公示", "认定依据", "更正"]
    assert [row[5].text for row in tables[2].rows()] == [f"迟到{i + 1}分钟" for i in range(9)]


def test_the_data_line_tells_read_unread_and_wrong_clocks():
    line = data_line(
        [
            terminal("F1"),
            terminal("F2", None),
            terminal("F3", corrected=True, offset_s=422),
            terminal("F4", "2026-11-20T12:10:00", read=False, corrected=True, offset_s=-61),
        ]
    )
    assert line == (
        "数据截止：F1、F3 11月20日 18:05；F2 未读取；F4 只读到11月20日 12:10（未读全）；"
        "F3设备时钟快7分02秒，已扣除；F4设备时钟慢1分01秒，已扣除。"
    )


def test_missing_data_is_said_at_the_head_and_is_not_absence():
    silence = {"terminal": "F3", "session": "pm", "side": "in", "people": ["1", "2", "3", "4", "5"]}
    fields = {"complete": False, "terminals": [terminal("F1"), terminal("F2", None)], "silences": [silence]}
    alert = posting(every_kind(), day_fields=fields).above[-1]
    assert alert.kind == "alert"
    assert alert.text == (
        "？数据不全1人（F2未读全；F3在下午签到时段没有任何打卡记录（常用人员5人无卡），疑似停电，待核定）。"
        "数据不全不等于缺勤；设备读回或核定后另行公布新版。"
    )


def test_an_unread_terminal_is_told_even_when_nobody_waits_for_it():
    fields = {"complete": False, "terminals": [terminal("F2", None)]}
    assert "F2未读全。目前表中没有人因此数据不全" in head(posting([person("1")], day_fields=fields))


def test_a_complete_day_has_no_alert():
    assert [line for line in posting([person("1")]).above if line.kind == "alert"] == []


def test_vacant_posts_signs_and_signature_stand_below():
    posts = [{"post": "A01", "vacant": [["10:05", "10:25"], ["15:00", "15:12"]]}, {"post": "A02", "vacant": []}]
    below = [line.text for line in posting([person("1")], day_fields={"posts": posts}).below]
    assert below[0] == "※空岗：A01 10:05–10:25、15:00–15:12。"
    assert below[-1].startswith("制表：王芳") and "2026年11月21日 08:50" in below[-1]


def test_a_rest_day_says_so():
    table = posting_tables({**edition([]), "day": day([], rest=True, occasion="国庆节")}, CENTRE)[0]
    assert table.empty == "本日休息：国庆节。"


# ---------------------------------------------------------------- 认定依据


def test_the_evidence_sheet_has_one_row_for_each_finding():
    table = posting_tables(edition(every_kind()), CENTRE)[1]
    assert len(list(table.rows())) == sum(len(found["findings"]) for found in every_kind())
    row = by_number(table)["1007"]  # its last finding
    assert [row[title].value for title in ("时段", "认定", "分钟", "打卡时间", "依据", "证据编号")] == [
        "下午",
        "×旷工（早退达到旷工标准）",
        50,
        "签到 14:21:07；签退 16:40:01",
        CLAUSE,
        "punch:F1/1204",
    ]


# ---------------------------------------------------------------- words, room, colours


def test_words_for_codes_changes_and_clocks():
    assert code_word("on_leave:事假") == "事假" and code_word("on_leave") == "请假"
    assert change_phrase("late 7") == "迟到7分钟" and change_phrase("on_leave:事假") == "事假"
    assert change_phrase("") == change_phrase("not_listed") == "未列入"
    assert (
        detail_phrase("in 08:20:11 → —；late 7, unknown 0 → on_time") == "签到 08:20:11 → —；迟到7分钟, 数据不全 → 正常"
    )
    assert detail_phrase("窗口单位 A late B → x_1") == "窗口单位 A 迟到 B → x_1"
    assert [length_words(seconds) for seconds in (59, 61, -3600)] == ["59秒", "1分01秒", "1小时00分00秒"]


def test_room_is_counted_in_half_widths():
    assert display_width("𠮷A▲") == 5
    assert lines_needed("一二三四五", 6) == 2
    assert lines_needed("ab 0123456789", 10) == 2  # a number is not broken when it fits on a line of its own
    assert lines_needed("0" * 25, 10) == 3
    assert lines_needed("a\nb", 10) == 2


def test_columns_stay_between_their_bounds():
    table = posting([person("1", "名" * 40, unit="市")])
    widths = dict(zip([column.title for column in table.columns], table.widths(), strict=True))
    assert widths["姓名"] == 16 and widths["窗口单位"] == 12


def test_what_no_document_can_hold_is_replaced_and_seen():
    assert printable("a\x00b\x1fc\ud800d\r\ne") == "a\ufffdb\ufffdc\ufffdd\ne"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", LOOKS)
def test_inks_are_readable_on_their_papers(tone: str):
    dark, light = sorted((luminance(LOOKS[tone].ink), luminance(LOOKS[tone].paper)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5

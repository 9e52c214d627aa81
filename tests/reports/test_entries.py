"""What the office entered, as the posting says it."""

import pytest
from posting_samples import (
    CENTRE,
    away,
    certified,
    day,
    duty,
    edition,
    finding,
    leave,
    on_leave,
    outing,
    person,
    session,
)

from reports.entries import register
from reports.posting import posting_tables
from reports.table import Cell
from reports.words import change_phrase, finding_phrase, span_words

LI = person("1002", "李四")
SHEET = {"id": "correction:5", "floor": "2", "from": "08:20", "to": "09:10", "witness": "孙督查", "people": 23}


def rows(table) -> list[dict[str, Cell]]:
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows()]


def posted(*people, **fields) -> dict[str, dict[str, Cell]]:
    """The rows of 公示 by 工号; 1002 李四 is always there."""
    table = posting_tables(edition([LI, *people], **fields), CENTRE)[0]
    return {row["工号"].text: row for row in rows(table)}


def evidence(*people, **fields) -> list[dict[str, Cell]]:
    tables = posting_tables(edition([LI, *people], **fields), CENTRE)
    return rows(next(table for table in tables if table.name == "认定依据"))


def remark(*parts, entries=(), **fields) -> str:
    return posted(person("1001", "张三", *parts) | {"entries": list(entries)}, **fields)["1001"]["备注"].text


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        (("overstayed", 3), "离岗超时3分钟"),
        (("away_unclosed",), "离岗未销"),
        (("away_unreported", 12), "离岗未报告（12分钟）"),
        (("away_too_often",), "离岗次数超限"),
        (("outing_overrun", 20), "外出超时20分钟"),
        (("outing_overrun", 0, "not_closed"), "外出超时（未登记返回）"),
        (("leave_without_cover",), "请假无顶岗"),
        (("leave_not_closed",), "未销假"),
        (("leave_unapproved", 0, "pending"), "手续不全（审批未完）"),
        (("leave_unapproved", 0, "rejected"), "手续不全（未批准）"),
        (("leave_unapproved", 0, "handover"), "手续不全（未确认工作交接）"),
        (("contradiction", 0, "punched_on_leave"), "记录矛盾（请假期间有打卡）"),
        (("contradiction", 0, "two_terminals"), "记录矛盾（几乎同时在两个楼层打卡）"),
        (("contradiction", 0, "cover_away"), "记录矛盾（顶岗人本人也不在岗）"),
        (("contradiction", 0, "cover_absent"), "记录矛盾（顶岗人没有到岗）"),
    ],
)
def test_every_finding_has_its_words(said, phrase):
    assert finding_phrase(*said) == phrase


def test_results_of_a_change_have_their_words():
    said = [change_phrase(result) for result in ("on_leave:病假", "covered_elsewhere", "away_unreported 12")]
    assert said == ["病假", "他处值守", "离岗未报告（12分钟）"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-18:am", "2026-11-20:pm", "11月18日上午至20日下午"),
        ("2026-11-18:am", "2026-11-18:am", "11月18日上午"),
        ("2026-11-18:am", "2026-11-18:pm", "11月18日"),
        ("2026-11-30:pm", "2026-12-02:am", "11月30日下午至12月2日上午"),
        ("2026-12-30:pm", "2027-01-05:am", "12月30日下午至2027年1月5日上午"),
    ],
)
def test_a_span_says_once_what_both_ends_share(first, last, words):
    assert span_words(first, last) == words


# ---------------------------------------------------------------- 备注


REMARKS = {
    "leave": (on_leave("事假", "am", "pm"), leave(), "事假（11月18日上午至20日下午，李四顶岗）"),
    "half": (on_leave("事假", "am"), leave(to="2026-11-18:am", cover=""), "事假（11月18日上午）"),
    "late": (on_leave("事假", "am"), leave(after_the_fact=True), "事假（补假，11月18日上午至20日下午，李四顶岗）"),
    "early back": (
        on_leave("事假", "am"),
        leave(back="2026-11-20:pm", state="closed"),
        "事假（11月18日上午至20日下午，李四顶岗，11月20日下午返岗）",
    ),
    "back when due": (
        on_leave("事假", "am"),
        leave(back="2026-11-23:am", state="closed"),
        "事假（11月18日上午至20日下午，李四顶岗）",
    ),
    "pending": (
        [session("am"), finding("leave_unapproved", "am", cause="pending", evidence=("leave:12",))],
        leave(state="pending", cover="2099"),
        "事假（11月18日上午至20日下午，工号2099顶岗，审批未完）",
    ),
    "outing": ([session("am")], outing(), "外出 09:30–11:00（11:20返回）"),
    "outing not closed": ([session("am")], outing(back=None), "外出 09:30–11:00"),
    "away": (
        [session("am"), finding("overstayed", "am", 3, evidence=("away:7",))],
        away(),
        "离岗 10:00–10:18",
    ),
    "away not closed": (
        [session("am"), finding("away_unclosed", "am", evidence=("away:7",))],
        away(None, "1002"),
        "离岗 10:00起（未销，李四顶岗）",
    ),
    "certified": (
        [session("am", "08:24:00") | {"in_certified": "correction:2"}],
        certified(2, "08:24:00"),
        "补签 08:24（证明人王五）",
    ),
    "duty": ([session("周六值班", due=("09:00", "12:00"))], duty("周六值班"), "值班：周六值班"),
}


@pytest.mark.parametrize("case", REMARKS)
def test_the_remarks_say_what_was_entered(case):
    parts, entry, words = REMARKS[case]
    assert remark(*parts, entries=[entry]) == words


@pytest.mark.parametrize(
    "entry",
    [leave(state="rejected"), leave(to="2026-11-19:pm"), away(), certified(2, "08:24:00")],
    ids=lambda e: e["id"],
)
def test_what_does_not_bear_on_the_verdict_is_not_told(entry):
    assert remark(session("am"), entries=[entry]) == ""


def test_remarks_stand_before_the_clock_and_the_correction():
    shifted = session("am", "08:24:00") | {"in_certified": "correction:2", "out_raw": "2026-11-20T12:12:40"}
    said = remark(shifted, entries=[certified(2, "08:24:00")]).split("；")
    assert said == ["补签 08:24（证明人王五）", "上午签退设备显示12:12:40"]


# ---------------------------------------------------------------- times a witness gives


def test_a_certified_time_says_so_beside_it():
    late = session("pm", "14:31:00", result="late") | {"in_certified": "correction:4", "out_certified": "correction:5"}
    someone = person("1001", "张三", session("am", "08:24:00") | {"in_certified": "correction:2"}, late)
    someone["findings"] = [finding("late", "pm", 1, evidence=("correction:4",))]
    row = posted(someone, day_fields={"sheets": [SHEET]})["1001"]
    shown = [row[title].text for title in ("上午签到", "上午签退", "下午签到", "下午签退")]
    assert shown == ["08:24 补签", "12:05", "▲ 14:31 补签", "17:35 签到表"]
    assert row["下午签到"].tone == "late" and row["下午签到"].note == "迟到1分钟，14:31:00，补签"
    told = evidence(someone, day_fields={"sheets": [SHEET]})[0]["打卡时间"].text
    assert told == "签到 14:31:00（补签）；签退 17:35:40（签到表）"


def test_a_sheet_is_told_above_the_rows_and_in_short_beside_the_person():
    someone = person("1001", "张三", session("am", "08:24:00") | {"in_certified": "correction:5"})
    someone["entries"] = [certified(5, "08:24:00", "孙督查")]
    told = edition([LI, someone], day_fields={"sheets": [SHEET]})
    table = posting_tables(told, CENTRE)[0]
    line = "2楼 08:20–09:10 停电或设备故障，按签到表认定（见证人孙督查，23人签到）。"
    assert line in [above.text for above in table.above]
    assert rows(table)[0]["备注"].text == "签到表 08:24"


# ---------------------------------------------------------------- 认定


def verdict(*parts) -> Cell:
    return posted(person("1001", "张三", *parts))["1001"]["认定"]


def test_a_leave_is_told_beside_what_is_wrong_with_it():
    said = verdict(
        *on_leave("病假", "am", "pm"),
        finding("leave_without_cover", "am"),
        finding("leave_without_cover", "pm"),
        finding("contradiction", "pm", cause="punched_on_leave"),
    )
    assert said.text == "全天病假；※全天请假无顶岗；※下午记录矛盾（请假期间有打卡）"
    assert said.tone == "other"


def test_an_absence_is_told_with_the_slip_that_was_not_signed():
    said = verdict(
        *(session(name, None, None, "absent") for name in ("am", "pm")),
        *(finding("absent", name, cause="no_punch") for name in ("am", "pm")),
        *(finding("leave_unapproved", name, cause="pending") for name in ("am", "pm")),
    )
    assert said.text == "×全天旷工（无打卡记录）；※全天手续不全（审批未完）" and said.tone == "absent"


def test_what_differs_between_the_sessions_is_told_of_each():
    said = verdict(*on_leave("事假", "am"), session("pm", "14:31:00", result="late"), finding("late", "pm", 1))
    assert said.text == "上午事假；▲下午迟到1分钟"
    assert verdict(*on_leave("事假", "am"), *on_leave("病假", "pm")).text == "上午事假；下午病假"


def test_duty_elsewhere_lasts_all_day():
    away_all_day = [session(name, None, None, "covered_elsewhere") for name in ("am", "pm")]
    assert verdict(*away_all_day).text == "全天他处值守"


# ---------------------------------------------------------------- 证据编号


def proof(*facts: str, entries=(), **fields) -> list[str]:
    someone = person("1001", "张三", session("am"), finding("late", "am", 1, evidence=facts)) | {"entries": [*entries]}
    return evidence(someone, **fields)[0]["证据编号"].text.split("\n")


def test_entries_among_the_evidence_are_told_in_words():
    assert proof("punch:S/1/x/0", "pull:12", "pull:13", "leave:12", entries=[leave()]) == [
        "punch:S/1/x/0",
        "设备读取（截止时间见表头）",  # once; the number of an attempt is nobody's business
        "leave:12 事假（11月18日上午至20日下午，李四顶岗）",
    ]


def test_somebody_elses_entry_is_told_with_his_name():
    cover = LI | {"entries": [outing()]}
    someone = person("1001", "", session("am"), finding("contradiction", "am", evidence=("outing:3", "leave:99")))
    told = posting_tables(edition([cover, someone]), CENTRE)[1]
    assert rows(told)[0]["证据编号"].text == "outing:3 李四 外出 09:30–11:00（11:20返回）\nleave:99 请假单"


def test_a_sheet_among_the_evidence_is_told_with_its_witness():
    said = proof("correction:5", entries=[certified(5, "08:24:00", "孙督查")], day_fields={"sheets": [SHEET]})
    assert said == ["correction:5 签到表（见证人孙督查）"]


# ---------------------------------------------------------------- on a screen


def test_the_full_phrase_tells_reason_return_and_signatures():
    entered = register(day([LI]))
    assert entered.full_phrase(outing()) == "外出 09:30–11:00（11:20返回）；事由：送档案"
    closed = leave(back="2026-11-23:am", state="closed")
    assert entered.full_phrase(closed) == (
        "事假（11月18日上午至20日下午，李四顶岗）；11月23日上午返岗销假；签字：张 组长 11月17日"
    )


def test_an_entry_of_a_kind_to_come_is_shown_as_it_stands():
    entry = {"id": "x:1", "kind": "x", "what": "某事", "from": "", "to": None}
    assert register(day([LI])).phrase(entry) == "x 某事"


# ---------------------------------------------------------------- sessions of a rulebook's own


def test_a_long_session_name_is_shown_whole():
    from datetime import datetime
    from io import BytesIO

    from openpyxl import load_workbook

    from reports.excel import workbook

    someone = person("1001", "张三", session("节假日值班", due=("09:04", "12:00")))
    tables = posting_tables(edition([someone]), CENTRE)
    sheet = load_workbook(BytesIO(workbook(tables, datetime(2026, 11, 21))))["公示"]
    header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    assert sheet.cell(header, 6).value == "节假日值班签到"
    assert sheet.row_dimensions[header].height > 2 * 16  # two lines

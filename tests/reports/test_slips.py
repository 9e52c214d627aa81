"""请假单 and 外出单: opened again as a workbook, cell by cell."""

import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.excel import FAMILY, leave_form, outing_form
from reports.paper import PAGE
from reports.slips import LeaveSlip, OutingSlip, SlipReport, SlipStep, leave_layout, outing_layout

CLAUSE = "宜政务[2013]28号 第五条第2款"
LEAVE = LeaveSlip(
    id="12",
    centre="安庆市政务服务中心",
    name="张三",
    number="0042",
    unit="市公安局",
    post="A01 A岗",
    title="科员",
    kind="事假",
    first="2026-11-18:am",
    last="2026-11-20:pm",
    days="3",
    reason="家中有事",
    filed="2026-11-17",
    cover="李四",
    handed_over="李四",
    steps=(
        SlipStep(("组长",), "opinion", "窗口由李四顶岗。", "张组长", "2026-11-17"),
        SlipStep(("督查室负责人",), "approve", "", "王主任", "2026-11-17"),
        SlipStep(("首席代表", "业务科"), "file"),
    ),
    closed="2026-11-23:am",
    closed_by="周芳",
    clause=CLAUSE,
)
OUTING = OutingSlip(
    id="3",
    centre="安庆市政务服务中心",
    name="李四",
    number="1002",
    unit="市公安局",
    post="A01 B岗",
    day="2026-11-20",
    at="09:30:00",
    back="11:00:00",
    closed="11:20:00",
    reason="送档案",
    reports=(SlipReport(("窗口负责人",), "王负责", "2026-11-20"), SlipReport(("组长",))),
    clause=CLAUSE,
)
BLANK_LEAVE = LeaveSlip("", "", "", "", "", "", "", "", steps=(SlipStep(("组长",), "approve"),))
BLANK_OUTING = OutingSlip("", "", "", "", "", "", reports=(SlipReport(("组长",)),))


def opened(content: bytes):
    book = load_workbook(BytesIO(content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def beside(sheet, label: str) -> str:
    """The field to the right of a label."""
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    return sheet.cell(at.row, at.column + 1).value


def signed(sheet, label: str) -> tuple[str | None, str]:
    """What is said beside a label, and the signature line below it."""
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    return sheet.cell(at.row, 2).value, sheet.cell(at.row + 1, 2).value


# ---------------------------------------------------------------- 请假单


def test_the_leave_slip_says_who_when_and_why():
    sheet = opened(leave_form(LEAVE))
    assert texts(sheet)[:3] == ["安庆市政务服务中心", "工作人员请假审批单", "编号：12"]
    fields = {label: beside(sheet, label) for label in ("姓名", "工号", "职务", "窗口单位", "岗位", "假别", "提交日期")}
    assert fields == {
        "姓名": "张三",
        "工号": "0042",
        "职务": "科员",
        "窗口单位": "市公安局",
        "岗位": "A01 A岗",
        "假别": "事假",
        "提交日期": "2026年11月17日",
    }
    assert beside(sheet, "请假时间") == "自 2026年11月18日上午 至 2026年11月20日下午，共 3 天"
    assert signed(sheet, "请假事由")[0] == "家中有事"
    assert beside(sheet, "顶岗人") == "李四"
    assert signed(sheet, "工作交接\n确认")[1].startswith("确认人签字：李四")
    assert beside(sheet, "回岗时间") == "2026年11月23日上午" and beside(sheet, "经办人") == "周芳"
    assert f"依据：{CLAUSE}。" in texts(sheet)


def test_every_step_has_its_row_filled_where_it_is_signed():
    sheet = opened(leave_form(LEAVE))
    assert signed(sheet, "组长\n（签署意见）") == ("窗口由李四顶岗。", "签字：张组长　　2026年11月17日")
    assert signed(sheet, "督查室负责人\n（批准）") == ("同意，批准。", "签字：王主任　　2026年11月17日")
    said, line = signed(sheet, "首席代表\n或业务科\n（备案）")
    assert said is None and line.startswith("签字：　　　") and line.endswith("年　　月　　日")


@pytest.mark.parametrize(("opinion", "said"), [("人手不够", "不批准。人手不够"), ("", "不批准。")])
def test_a_refusal_is_said(opinion: str, said: str):
    step = SlipStep(("组长",), "approve", opinion, "张组长", "2026-11-17", refused=True)
    assert signed(opened(leave_form(replace(LEAVE, steps=(step,)))), "组长\n（批准）")[0] == said


def test_a_leave_entered_afterwards_says_so():
    sheet = opened(leave_form(replace(LEAVE, after_the_fact=True, notes=("顶岗人本人也不在岗",))))
    assert beside(sheet, "假别") == "事假（补假）"
    assert beside(sheet, "备注") == "补假：假期开始以后提交；顶岗人本人也不在岗"


def test_what_is_not_known_is_left_to_be_written():
    sheet = opened(leave_form(BLANK_LEAVE))
    assert "　　年　　月　　日　午" in beside(sheet, "请假时间") and beside(sheet, "请假时间").endswith("共 　　 天")
    assert beside(sheet, "姓名") is None and "编号：" in texts(sheet)[1]
    assert not [text for text in texts(sheet) if text.startswith("依据")]


# ---------------------------------------------------------------- 外出单


def test_the_outing_slip_says_who_when_and_to_whom():
    sheet = opened(outing_form(OUTING))
    assert texts(sheet)[1:3] == ["临时外出登记单", "编号：3"]
    labels = ("姓名", "工号", "岗位", "窗口单位", "日期", "外出时间", "预计返回", "实际返回")
    assert [beside(sheet, label) for label in labels] == [
        "李四",
        "1002",
        "A01 B岗",
        "市公安局",
        "2026年11月20日",
        "09:30",
        "11:00",
        "11:20",
    ]
    assert signed(sheet, "外出事由")[0] == "送档案"
    assert signed(sheet, "窗口负责人\n（报告对象）")[1] == "签字：王负责　　2026年11月20日"
    assert signed(sheet, "组长\n（报告对象）")[1].startswith("签字：　　　")


def test_an_empty_outing_slip_leaves_room_for_the_times():
    sheet = opened(outing_form(BLANK_OUTING))
    assert [beside(sheet, label) for label in ("外出时间", "实际返回")] == ["　　时　　分"] * 2


# ---------------------------------------------------------------- the paper


@pytest.fixture(params=["leave", "outing"])
def form(request):
    return {"leave": (leave_form, LEAVE), "outing": (outing_form, OUTING)}[request.param]


def test_a_slip_is_one_upright_page(form):
    make, slip = form
    sheet = opened(make(slip))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.print_area.replace("$", "").endswith(f"A1:F{sheet.max_row}")


def test_training_is_marked(form):
    make, slip = form
    said = texts(opened(make(replace(slip, training=True))))
    assert "演练：本单由演练数据生成，不作为任何依据。" in said
    assert [text for text in said if text.startswith("【演练】")]
    assert not [text for text in texts(opened(make(slip))) if "演练" in text]


def test_the_same_slip_gives_the_same_bytes(form, monkeypatch: pytest.MonkeyPatch):
    make, slip = form
    first = make(slip)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 5, 18).timetuple())
    assert make(slip) == first
    assert make(replace(slip, reason="另一个")) != first


@pytest.mark.parametrize("name", ["=1+1", "+86", "@x", "-3", "#N/A", "0042", "a\x00b"])
def test_a_name_stays_text(form, name: str):
    make, slip = form
    content = make(replace(slip, name=name, reason=name))
    sheet = opened(content)
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "姓名")
    cell = sheet.cell(at.row, at.column + 1)
    assert cell.data_type == "s" and cell.value == name.replace("\x00", "\ufffd")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert not [part for part in parts.namelist() if "sheet" in part and b"<f>" in parts.read(part)]


def test_every_box_has_its_lines_and_font(form):
    make, slip = form
    sheet = opened(make(slip))
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None} == {FAMILY}
    ruled = next(row[0].row for row in sheet.iter_rows() if row[0].value == "姓名")
    assert all(sheet.cell(ruled, column).border.top.style == "thin" for column in range(1, 7))
    assert all(sheet.cell(ruled + 1, column).border.bottom.style == "thin" for column in range(1, 7))  # merged too
    assert sheet.cell(ruled, 6).border.right.style == "thin"


def test_what_is_said_and_its_signature_share_one_box():
    sheet = opened(leave_form(LEAVE))
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "组长\n（签署意见）")
    said, line = sheet.cell(at.row, 2), sheet.cell(at.row + 1, 2)
    assert said.border.top.style == line.border.bottom.style == "thin"
    assert not [side for side in (said.border.bottom, line.border.top) if side and side.style]


def test_boxes_do_not_overlap_and_fill_their_rows(form):
    _, slip = form
    layout = leave_layout(slip) if isinstance(slip, LeaveSlip) else outing_layout(slip)
    taken: dict[tuple[int, int], str] = {}
    for row, strip in enumerate(layout.strips):
        for box in strip.boxes:
            for place in [(row + d, box.column + a) for d in range(box.down) for a in range(box.across)]:
                assert place not in taken
                taken[place] = box.text
    assert set(taken) == {(row, column) for row in range(len(layout.strips)) for column in range(1, 7)}


@pytest.mark.parametrize("count", [1, 3, 4])
def test_the_page_is_used_and_leaves_room_to_sign(count: int):
    steps = (SlipStep(("组长",), "approve"),) * count
    layout = leave_layout(replace(LEAVE, steps=steps, training=True))
    assert sum(strip.height for strip in layout.strips) <= PAGE + 1
    rows = layout.strips
    opinions = [strip.height for strip in rows if any(box.kind == "opinion" for box in strip.boxes)]
    signing = [strip.height for strip in rows if any(box.kind == "signing" for box in strip.boxes)]
    assert min(a + b for a, b in zip(opinions, signing, strict=True)) >= 54


def test_a_long_reason_makes_its_box_higher():
    short, long = (leave_layout(replace(LEAVE, reason=reason)) for reason in ("短", "长" * 400))
    box = next(i for i, strip in enumerate(short.strips) if strip.boxes[0].text == "请假事由")
    assert long.strips[box].height > short.strips[box].height + 100

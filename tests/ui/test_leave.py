"""The leave page, by clicks and keys: slips and their chain, the form that looks while it is typed, calendar, outings.

A small centre at 09:22 on Monday 2026-11-23, with two people at each window; 1005 of A03 will be ill on the 26th.
"""

from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from ui_hands import Hands

from attendance.records import Person
from office import leave_desk, leave_outings
from office.home import create_home, open_home
from office.leave import Pen
from office.leave_detail import leave_detail
from office.leave_look import Draft, leave_look
from office.leave_view import leave_list
from office.leave_words import half_day
from office.slip_rows import LEAVE_HEADERS
from store import roster
from store.database import record_change

FIRST_PAGE = "leave"
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
OPENING = datetime(2026, 11, 23, 9, 22)
NAMES = "1003张志强 1004刘雅婷 1005陈国栋 1006赵晓燕 1007吴铁军 1008何秀兰 1009徐海涛 1010孙丽娟 1011马晓东 1012朱小燕"
MORE = "1013胡志明 1014郭美玲 1015林家豪 1016梁玉凤 2001宋文杰 2002邓丽华 2003董建华 2004萧玉珍 2009许文强 2010傅秋月"


def at(day, half="am"):
    return half_day((date(2026, 11, day), half), "am")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Twenty people at ten windows, and four slips: two that are over, one half signed, one new."""
    path = tmp_path_factory.mktemp("leave") / "home"
    create_home(path, "anqing-2013", training=True, centre="宜城中心")
    now = datetime(2026, 11, 11, 9, 0)
    with open_home(path, lambda: now) as opened:
        _staff(opened)
        over = leave_desk.file_slip(opened, Draft("2010", "病假", at(11, "pm"), at(11, "pm"), "2009")).slip
        _sign(opened, over, "group_leader")
        now = datetime(2026, 11, 16, 9, 0)
        leave_desk.close_slip(opened, over, date(2026, 11, 12))
        half = leave_desk.file_slip(opened, Draft("2002", "事假", at(17), at(17, "pm"), "2001")).slip
        _sign(opened, half, "group_leader")
        two = leave_desk.file_slip(opened, Draft("1003", "年休假", at(18), at(19, "pm"), "1004")).slip
        _sign(opened, two, "group_leader", "supervision_head", "deputy_director")
        now = OPENING
        leave_desk.close_slip(opened, two, date(2026, 11, 20))
        leave_desk.file_slip(opened, Draft("1005", "病假", at(26), at(26, "pm"), "", "复查"))
    return path


def _staff(home) -> None:
    with home.store.transaction():
        change = record_change(home.clock(), "test", "staff")
        for place, each in enumerate(f"{NAMES} {MORE}".split()):
            number, name, post = each[:4], each[4:], f"A{place // 2 + 2:02}"
            person = Person(number, name, "市公安局", post, "AB"[place % 2], "一组", "1", "", number)
            roster.assign(person, None, None, change)


def _sign(home, slip: int, *roles: str) -> None:
    for role in roles:
        leave_desk.sign_slip(home, slip, Pen(role, "方立群", home.clock().date(), "同意"))


@pytest.fixture
def page(hands: Hands):
    """The page, on its first segment, with nothing searched."""
    page = hands.go("leave")
    page.segments.choose("slips")
    page.slips.states.mark("")
    if page.slips.query.get():
        page.slips.query.set("")
    page.slips.month.this()
    page.load()
    hands.settle()
    return page


@pytest.fixture
def opened(hands: Hands, monkeypatch):
    """What was opened with another program."""
    files: list[Path] = []
    monkeypatch.setattr(hands.window.desk, "open_file", lambda path: files.append(Path(path)))
    return files


@contextmanager
def saved(home: Path):
    with open_home(home) as opened:
        yield opened


def slips(home: Path, number: str) -> list:
    with saved(home) as opened:
        return [row for row in leave_list(opened, *NOVEMBER).rows if row.number == number]


def detail(home: Path, slip: int):
    with saved(home) as opened:
        return leave_detail(opened, slip)


def ask(home: Path, number: str, first, last, cover=""):
    """A slip that was there before."""
    with saved(home) as opened:
        return leave_desk.file_slip(opened, Draft(number, "事假", first, last, cover)).slip


def choose(hands: Hands, page, slip: int) -> None:
    page.load()
    hands.until(lambda: any(row.id == slip for row in page.slips.sheet.rows), f"slip {slip}")
    hands.click_row(page.slips.sheet, slip)
    hands.until(lambda: page.slips.detail.slip and page.slips.detail.slip.row.id == slip, "its detail")
    hands.settle()


def dialog(hands: Hands):
    hands.until(hands.dialogs, "a dialog")
    return hands.dialogs()[-1]


def possible(page) -> set[str]:
    return {act for act, made in page.slips.detail.buttons.items() if str(made["state"]) == "normal"} - {"print"}


def listed(page) -> list[tuple[str, str]]:
    return [(row.cells[0], row.cells[6]) for row in page.slips.sheet.rows]


# ---------------------------------------------------------------- the list


def test_what_waits_stands_first_and_the_first_is_shown(hands, page):
    assert listed(page) == [
        ("邓丽华", "待签"),
        ("陈国栋", "待签"),
        ("张志强", "已销假"),
        ("傅秋月", "已销假"),
    ]
    assert hands.sees("督查室负责人批准，假已开始")
    assert page.slips.states.parts["waiting"]["text"] == "待办 2"
    assert hands.sees("现在应由督查室负责人批准")
    assert possible(page) == {"sign", "reject", "hand_over", "extend", "cancel", "undo"}


def test_states_months_and_a_search_by_pinyin(hands, page):
    hands.click(page.slips.states.parts["closed"])
    hands.settle()
    assert [name for name, _state in listed(page)] == ["张志强", "傅秋月"]
    hands.press("Control-f")
    assert hands.root.focus_get() is page.slips.search
    hands.type("zzq")
    hands.until(lambda: len(page.slips.sheet.rows) == 1, "one left")
    assert listed(page) == [("张志强", "已销假")]
    hands.type("nobody", clear=True)
    hands.wait_for("没有符合条件的请假单")
    page.slips.query.set("")
    hands.click(page.slips.states.parts[""])
    hands.click(page.slips.month.back)
    hands.wait_for("这个月还没有请假单")
    assert hands.sees("2026-10") and page.slips.sheet.rows == []


def test_the_detail_follows_the_row_and_its_buttons_what_can_be_done(hands, page, home):
    (closed,) = slips(home, "1003")
    choose(hands, page, closed.id)
    assert possible(page) == {"undo"}
    for text in ("2026-11-18 上午 至 2026-11-19 下午", "√", "方立群", "年休假 2026 年：已登记 2 天，没有天数限额"):
        assert hands.sees(text, page.slips.detail)


# ---------------------------------------------------------------- the form


def test_a_two_day_leave_whose_cover_is_himself_away_shows_the_conflict_before_saving(hands, page, home):
    hands.click("登记请假…")
    form = dialog(hands)
    hands.type("zxy")  # the person field has the keyboard; 赵晓燕 by her initials
    hands.wait_for("1006 赵晓燕")
    hands.press("Return")
    hands.type("2026-11-25", into=form.first.date.entry)
    hands.type("2026-11-26", into=form.last.date.entry)
    hands.wait_for("2 个工作日")
    hands.wait_for("冲突：没有写明顶岗人")
    hands.type("陈国栋", into=form.cover.entry)
    hands.wait_for("1005 陈国栋")
    hands.press("Return")
    hands.wait_for("冲突：顶岗人陈国栋（1005）在 2026-11-26 上午 至 2026-11-26 下午 本人也不在岗")
    assert hands.sees("窗口在 2026-11-26 上午 至 2026-11-26 下午 没有人值守")
    for text in (
        "组长签署意见",
        "督查室负责人签署意见",
        "中心副主任批准",
        "事假 2026 年：连同这次共 2 天，没有天数限额",
    ):
        assert hands.sees(text)
    assert slips(home, "1006") == []

    hands.type("家中老人住院", into=form.reason.entry)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the form to close")
    (row,) = slips(home, "1006")
    assert (row.days, row.cover, row.reason, row.state, row.kind) == ("2", "1005", "家中老人住院", "pending", "事假")
    hands.until(lambda: page.slips.detail.slip.row.id == row.id, "the new slip")
    hands.settle()
    assert page.slips.sheet.selected.id == row.id
    assert hands.sees("! 顶岗人陈国栋（1005）在")


def test_what_cannot_be_filed_is_said_at_once_and_again_when_tried(hands, page, home):
    hands.click("登记请假…")
    form = dialog(hands)
    hands.press("Return", into=form.kind.box)
    hands.wait_for("请填写请假人")
    hands.type("1010", into=form.person.entry)
    hands.press("Return")
    hands.type("2026-11-25", into=form.first.date.entry)
    hands.type("2026-11-24", into=form.last.date.entry)
    hands.wait_for("不能登记：结束（2026-11-24 下午）早于开始（2026-11-25 上午），请改正")
    hands.press("Return", into=form.reason.entry)
    hands.until(lambda: form.said["text"], "the sentence at the foot")
    assert hands.sees("结束（2026-11-24 下午）早于开始", form.said)
    assert (form.person.get(), form.last.get()[0]) == ("1010", date(2026, 11, 24))
    assert slips(home, "1010") == []
    hands.press("Escape")
    assert hands.dialogs() == []


def test_only_the_answer_to_the_last_draft_is_shown(hands, page, home):
    hands.click("登记请假…")
    form = dialog(hands)
    hands.type("1010", into=form.person.entry)
    hands.press("Return")
    form.cover.set("1009")
    for first in ("2026-11-24", "2026-11-25", "2026-11-28"):
        hands.type(first, into=form.first.date.entry, clear=True)
        form._pause()  # asked at once, while the answer before is still under way
    hands.type("2026-11-30", into=form.last.date.entry)
    hands.wait_for("1 个工作日")
    hands.wait_for("√ 没有冲突")
    hands.settle()
    with saved(home) as opened:
        assert form.panel.looked == leave_look(opened, form.draft())
    hands.press("Escape")


# ---------------------------------------------------------------- the life of a slip


def test_a_slip_is_signed_with_its_scan(hands, page, home, tmp_path, opened):
    slip = ask(home, "1012", at(24), at(25, "pm"), "1011")
    choose(hands, page, slip)
    hands.click(page.slips.detail.buttons["sign"])
    form = dialog(hands)
    hands.press("Return", into=form.by.entry)
    hands.wait_for("请填写签字人")
    hands.type("贾志刚", into=form.by.entry)
    hands.type("2026-11-24", into=form.on.date.entry, clear=True)
    hands.press("Return")
    hands.wait_for("签字日期 2026-11-24 还没有到")
    assert (form.by.get(), detail(home, slip).steps[0].state) == ("贾志刚", "due")
    hands.type("2026-11-23", into=form.on.date.entry, clear=True)
    scan = tmp_path / "请假单.pdf"
    scan.write_bytes(b"%PDF-1.4")
    form.scan.set(scan)
    hands.press("Return", into=form.opinion.entry)
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    first, second, _third = detail(home, slip).steps
    assert (first.by, first.opinion, first.state, second.state) == ("贾志刚", "同意", "given", "due")
    hands.until(lambda: hands.sees("贾志刚", page.slips.detail), "the signature")
    hands.click("看扫描件")
    assert [file.read_bytes() for file in opened] == [b"%PDF-1.4"]

    hands.click(page.slips.detail.buttons["reject"])
    form = dialog(hands)
    hands.type("秦正明", into=form.by.entry)
    hands.type("人手不够", into=form.opinion.entry)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    assert detail(home, slip).row.state == "rejected"
    hands.until(lambda: possible(page) == {"cancel", "undo"}, "the buttons of a refused slip")
    hands.root.after(50, lambda: hands.click("撤回"))
    hands.click(page.slips.detail.buttons["undo"])
    hands.until(lambda: detail(home, slip).row.state == "pending", "the refusal taken back")


def test_hand_over_extension_closing_and_withdrawal(hands, page, home):
    slip = ask(home, "1014", at(23), at(23), "1013")
    with saved(home) as opened:
        _sign(opened, slip, "group_leader")
    choose(hands, page, slip)
    hands.click(page.slips.detail.buttons["hand_over"])
    form = dialog(hands)
    assert form.by.get()  # the cover is proposed
    hands.press("Return", into=form.by.entry)
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    assert detail(home, slip).handover.endswith("已确认")

    hands.click(page.slips.detail.buttons["close"])
    form = dialog(hands)
    hands.type("2026-11-27", into=form.back.date.entry, clear=True)
    hands.press("Return")
    hands.wait_for("回岗日期 2026-11-27 还没有到")
    assert detail(home, slip).row.state == "in_force"
    hands.press("Escape")

    hands.click(page.slips.detail.buttons["extend"])
    form = dialog(hands)
    hands.type("2026-11-23", into=form.last.date.entry)
    hands.wait_for("0.5 个工作日")
    assert hands.sees("与相邻的请假连在一起共 1 天，按 1 天审批")
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    more = next(row for row in slips(home, "1014") if row.id != slip)
    assert (more.first, more.last) == (at(23, "pm"), at(23, "pm"))

    hands.until(lambda: page.slips.detail.slip.row.id == more.id, "the new slip")
    hands.settle()
    hands.root.after(50, lambda: hands.click("取消"))
    hands.click(page.slips.detail.buttons["cancel"])
    assert detail(home, more.id).row.state == "pending"
    hands.root.after(50, lambda: hands.click("撤销请假单"))
    hands.click(page.slips.detail.buttons["cancel"])
    hands.until(lambda: detail(home, more.id).row.state == "cancelled", "the slip withdrawn")
    hands.settle()


def test_closing_proposes_when_he_is_back(hands, page, home):
    slip = ask(home, "1016", at(20), at(20), "1015")
    with saved(home) as opened:
        _sign(opened, slip, "group_leader")
    choose(hands, page, slip)
    assert ("待销假") in hands.find("待销假", page.slips.detail)["text"]
    hands.click(page.slips.detail.buttons["close"])
    form = dialog(hands)
    assert form.back.get() == (date(2026, 11, 20), "pm")
    hands.press("Return", into=form.back.date.entry)
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    assert detail(home, slip).closed == "2026-11-20 下午起回岗"


def test_the_slip_is_printed(hands, page, home, opened):
    choose(hands, page, slips(home, "1003")[0].id)
    hands.click(page.slips.detail.buttons["print"])
    hands.until(lambda: opened, "the file")
    book = openpyxl.load_workbook(opened[0])
    assert "张志强" in {str(cell.value) for line in book.active.iter_rows() for cell in line}


# ---------------------------------------------------------------- the calendar


def test_the_calendar_shows_who_is_away_and_leads_to_the_slip(hands, page, home):
    hands.click("日历")
    hands.wait_for("窗口由谁值守")
    rows = {row.number: at for at, row in enumerate(page.calendar.found.rows)}
    assert hands.sees("没有人值守：") and hands.sees("A03 11-26 全天")
    height = page.calendar.days.body.winfo_height()
    line = (page.calendar.days.body.bbox("all")[3]) // len(rows)
    hands.click(page.calendar.days.body, at=(70, min(rows["1003"] * line + line // 2, height - 4)))
    hands.wait_for("张志强（1003） A02 A岗，请假 2 天：11-18 上午 – 11-19 下午 年休假（已销假）。窗口由：刘雅婷（B岗）")
    hands.press("Down")
    assert page.calendar.days.chosen.number != "1003"
    hands.press("Up")
    hands.press("Return")
    hands.until(lambda: page.front == "slips" and page.slips.detail.slip.row.number == "1003", "his slip")
    hands.settle()


# ---------------------------------------------------------------- outings


def board(home: Path):
    with saved(home) as opened:
        return leave_outings.outing_board(opened)


def test_an_outing_is_reported_stays_on_top_and_is_closed(hands, page, home):
    hands.click("登记外出")
    form = dialog(hands)
    hands.type("1009")
    hands.press("Return")
    hands.type("09:10", into=form.at.entry, clear=True)
    hands.type("09:00", into=form.back.entry)
    hands.press("Return")
    hands.wait_for("请填写事由")
    hands.type("到市局送材料", into=form.reason.entry)
    hands.press("Return")
    hands.wait_for("预计返回 2026-11-23 09:00 不晚于外出 2026-11-23 09:10，请改正")
    assert (form.reason.get(), board(home).out) == ("到市局送材料", ())
    hands.type("9:20", into=form.back.entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    (row,) = board(home).out
    assert (row.number, row.back, row.state, row.minutes) == ("1009", "09:20", "overdue", 2)
    hands.wait_for("外出中 1")
    assert hands.sees("徐海涛 A05　预计 09:20 返回，超过预计 2 分钟")
    hands.click("日历")
    assert hands.sees("外出中 1")
    hands.settle()

    hands.click("返回")
    form = dialog(hands)
    hands.type("09:05", into=form.at.entry, clear=True)
    hands.press("Return")
    hands.wait_for("之后，请改正")
    hands.type("09:22", into=form.at.entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    assert board(home).rows[0].said == "晚回 2 分钟"
    hands.wait_gone("外出中 1")


def test_the_days_list_prints_and_withdraws(hands, page, home, opened):
    with saved(home) as home_opened:
        out = OPENING.replace(hour=9, minute=15)
        leave_outings.report_outing(home_opened, "1010", out, out.replace(hour=11), "开会")
    hands.click(page.segments.parts["outings"])
    hands.until(lambda: [row.cells[0] for row in page.outings.sheet.rows][:1] == ["孙丽娟"], "who is out on top")
    hands.settle()
    hands.click_row(page.outings.sheet, page.outings.sheet.rows[0].id)
    hands.click("打印外出单")
    hands.until(lambda: opened, "the file")
    assert opened[0].stat().st_size > 1000
    hands.root.after(50, lambda: hands.click("撤销登记"))
    hands.click(page.outings.withdraw)
    hands.until(lambda: not board(home).out, "the outing withdrawn")
    hands.settle()
    assert [row.cells[7] for row in page.outings.sheet.rows] == ["晚回"]
    page.outings.show_day(date(2026, 11, 14))
    hands.wait_for("这一天没有外出登记")


# ---------------------------------------------------------------- importing


def test_a_month_of_slips_is_looked_at_and_then_taken(hands, page, home, tmp_path, opened):
    line = {"假别": "事假", "开始日": "2026-11-16", "结束日": "2026-11-16"}
    people = ({"工号": "2001"}, {"工号": "2002", "假别": "旅游假"}, {"工号": "2003", "顶岗人": "2004"})
    book = openpyxl.Workbook()
    book.active.append(LEAVE_HEADERS)
    for each in people:
        book.active.append([(line | each).get(column) for column in LEAVE_HEADERS])
    book.save(tmp_path / "十一月.xlsx")
    (tmp_path / "不是.xlsx").write_bytes(b"no book")

    hands.click("导入…")
    form = dialog(hands)
    hands.click("打开空白模板")
    hands.until(lambda: opened, "the template")
    form.file.set(tmp_path / "不是.xlsx")
    hands.until(lambda: form.said["text"], "why it is no list")
    assert str(form.yes["state"]) == "disabled"
    form.file.set(tmp_path / "十一月.xlsx")
    hands.until(lambda: form.preview, "the preview")
    assert [row.cells[1] for row in form.sheet.rows] == ["将登记", "拒收", "将登记"]
    assert hands.sees("将登记 2") and hands.sees("拒收 1") and form.said["text"] == ""
    hands.click_row(form.sheet, 3)
    assert "没有“旅游假”这种假" in form.message["text"]
    assert slips(home, "2001") == []
    hands.click("导入 2 张")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    assert [row.days for number in ("2001", "2003") for row in slips(home, number)] == ["1", "1"]
    hands.settle()


# ---------------------------------------------------------------- coming from other pages


def test_links_lead_to_a_slip_a_person_the_outings_and_the_form(hands, page, home):
    (row,) = slips(home, "1003")
    desk = hands.window.desk
    desk.go("leave", slip=row.id)
    hands.until(lambda: page.slips.detail.slip.row.id == row.id, "the slip")
    desk.go("leave", number="2010")
    hands.until(lambda: [each.cells[0] for each in page.slips.sheet.rows] == ["傅秋月"], "one person's slips")
    desk.go("leave", outings=True, day=date(2026, 11, 17))
    hands.wait_for("2026-11-17 星期二")
    desk.go("leave", new="1008")
    form = dialog(hands)
    assert form.person.get() == "1008"
    hands.press("Escape")
    hands.press("F5")
    hands.settle()

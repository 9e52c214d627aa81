"""What the leave page is handed: the list, a slip's detail, the form's look, the calendar, the preview, the outings."""

import pickle
import shutil
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from attendance.entries import HalfDay
from attendance.records import Person
from office import leave_desk, leave_outings, posts
from office.failures import JobError
from office.home import create_home, open_home
from office.leave import Pen, find
from office.leave_calendar import leave_calendar
from office.leave_detail import leave_detail
from office.leave_look import Draft, extension_look, form_choices, leave_look
from office.leave_preview import import_slips, preview_leaves
from office.leave_view import leave_list
from office.slip_rows import LEAVE_HEADERS
from store import leaves, roster
from store.database import last_change, record_change

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
# A01 has 1001 and 1002, A02 only 1003, A03 has 1004 and 1005
PEOPLE = (
    ("1001", "王芳", "A01", "A", ""),
    ("1002", "李四", "A01", "B", ""),
    ("1003", "赵六", "A02", "A", "组长"),
    ("1004", "陈七", "A03", "A", ""),
    ("1005", "单国强", "A03", "B", ""),
)


class Now:
    """The office clock of a test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 18, 9, 0)  # a Wednesday

    def __call__(self) -> datetime:
        return self.at


def at(day: int, half: str = "am") -> HalfDay:
    return HalfDay(date(2026, 11, day), half)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home with five people, made once."""
    path = tmp_path_factory.mktemp("leave") / "home"
    create_home(path, "anqing-2013", training=True, centre="宜城中心")
    with open_home(path, Now()) as home, home.store.transaction():
        change = record_change(home.clock(), "test", "staff")
        for number, name, post, role, title in PEOPLE:
            roster.assign(Person(number, name, "市公安局", post, role, "一组", "1", title, number), None, None, change)
    return path


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def home(made, tmp_path, now):
    shutil.copytree(made, tmp_path / "home")
    with open_home(tmp_path / "home", now) as opened:
        yield opened


def ask(home, number, first, last, cover="", reason=""):
    return leave_desk.file_slip(home, Draft(number, "事假", first, last, cover, reason)).slip


def sign(home, slip, *roles, by="张主任"):
    for role in roles:
        leave_desk.sign_slip(home, slip, Pen(role, by, home.clock().date(), "同意"))


DAY = ("group_leader", "supervision_head")


def rows(home, state="", query="", month=NOVEMBER):
    return [(row.id, row.state) for row in leave_list(home, *month, state, query).rows]


# ---------------------------------------------------------------- the list


def test_a_slip_goes_from_one_state_to_the_next(home, now):
    slip = ask(home, "1001", at(19), at(19, "pm"), cover="1002")
    (row,) = leave_list(home, *NOVEMBER).rows
    assert (row.name, row.post, row.role, row.days, row.cover_name) == ("王芳", "A01", "A", "1", "李四")
    assert (row.state, row.next) == ("pending", "组长签署意见，另 1 人")
    sign(home, slip, "group_leader")
    assert leave_list(home, *NOVEMBER).rows[0].next == "督查室负责人批准"
    sign(home, slip, "supervision_head")
    assert leave_list(home, *NOVEMBER).rows[0][-5:-3] == ("in_force", "11-19 上午起休假")
    now.at = datetime(2026, 11, 19, 15, 0)
    assert leave_list(home, *NOVEMBER).rows[0].next == "休假中，11-20 上午应到岗"
    now.at = datetime(2026, 11, 20, 8, 0)
    assert leave_list(home, *NOVEMBER).rows[0][-5:-3] == ("to_close", "销假，11-20 上午应到岗")
    leave_desk.close_slip(home, slip, date(2026, 11, 20))
    assert leave_list(home, *NOVEMBER).rows[0][-5:-3] == ("closed", "11-20 上午回岗")


def test_refused_withdrawn_and_closed_early(home, now):
    refused = ask(home, "1001", at(19), at(19, "pm"))
    leave_desk.reject_slip(home, refused, Pen("group_leader", "张组长", date(2026, 11, 18), "忙"))
    gone = ask(home, "1002", at(19), at(19, "pm"))
    leave_desk.cancel_slip(home, gone)
    early = ask(home, "1003", at(18), at(19, "pm"))
    sign(home, early, "group_leader", "supervision_head", "deputy_director")
    now.at = datetime(2026, 11, 19, 14, 40)
    leave_desk.close_slip(home, early, date(2026, 11, 19), "pm")
    found = {row.id: (row.state, row.next, row.days) for row in leave_list(home, *NOVEMBER).rows}
    assert found == {
        refused: ("rejected", "张组长 11-18 不批准", "1"),
        gone: ("cancelled", "", "1"),
        early: ("closed", "11-19 下午回岗", "1.5"),
    }


def test_a_leave_that_began_unsigned_says_so(home, now):
    ask(home, "1001", at(18), at(18))
    assert leave_list(home, *NOVEMBER).rows[0].next == "组长批准，假已开始"


def test_what_waits_comes_first_and_states_are_counted(home, now):
    later = ask(home, "1001", at(26), at(26, "pm"))
    sooner = ask(home, "1002", at(24), at(24, "pm"))
    over = ask(home, "1003", at(18), at(18))
    sign(home, over, "group_leader")
    now.at = datetime(2026, 11, 19, 9, 0)
    assert rows(home) == [(over, "to_close"), (sooner, "pending"), (later, "pending")]
    found = leave_list(home, *NOVEMBER, "to_close")
    counted = {group: count for group, count in found.counts.items() if count}
    assert (len(found.rows), counted) == (1, {"": 3, "waiting": 3, "to_close": 1, "pending": 2})
    assert [id for id, _ in rows(home, "waiting")] == [over, sooner, later]


def test_this_month_shows_what_is_unfinished_of_other_months_other_months_only_their_own(home, now):
    ahead = ask(home, "1001", HalfDay(date(2026, 12, 28), "am"), HalfDay(date(2026, 12, 28), "pm"))
    here = ask(home, "1002", at(19), at(19))
    assert [id for id, _ in rows(home)] == [here, ahead]
    assert [id for id, _ in rows(home, month=(date(2026, 12, 1), date(2026, 12, 31)))] == [ahead]
    leave_desk.cancel_slip(home, ahead)
    assert [id for id, _ in rows(home)] == [here]


@pytest.mark.parametrize("query", ["1005", "单国", "sgq", "danguo", "A03", "公安 强"])
def test_a_search_by_number_name_pinyin_post_and_unit(home, query):
    wanted = ask(home, "1005", at(19), at(19))
    ask(home, "1001", at(19), at(19))
    assert [id for id, _ in rows(home, query=query)] == [wanted]


def test_a_rulebook_without_closing_lets_a_leave_simply_be_over(home, now):
    text = (home.path / "rulebook.toml").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("closing_days"))
    (home.path / "rulebook.toml").write_text(kept, encoding="utf-8")
    slip = ask(home, "1001", at(18), at(18))
    sign(home, slip, "group_leader")
    now.at = datetime(2026, 11, 19, 9, 0)
    assert rows(home) == rows(home, "closed") == [(slip, "over")]


# ---------------------------------------------------------------- the detail


def test_the_chain_shows_who_signed_and_who_is_due(home, tmp_path):
    slip = ask(home, "1001", at(19), at(20, "pm"), cover="1002", reason="家中有事")
    scan = tmp_path / "单.pdf"
    scan.write_bytes(b"%PDF-1.4")
    leave_desk.sign_slip(home, slip, Pen("group_leader", "张组长", date(2026, 11, 17), "同意", scan))
    found = leave_detail(home, slip)
    assert [(step.titles, step.act, step.state) for step in found.steps] == [
        ("组长", "签署意见", "given"),
        ("督查室负责人", "签署意见", "due"),
        ("中心副主任", "批准", "later"),
    ]
    first = found.steps[0]
    assert (first.by, first.on, first.opinion) == ("张组长", date(2026, 11, 17), "同意")
    assert Path(first.scan).read_bytes() == b"%PDF-1.4"
    assert found.due == "现在应由督查室负责人签署意见"
    assert [(each.role, each.act) for each in found.signers] == [("supervision_head", "签署意见")]
    assert found.length == "2 个工作日"
    assert found.can == {"sign", "reject", "hand_over", "extend", "cancel", "undo"}
    assert found.undoes == "组长 张组长 2026-11-17 签署意见：同意"
    assert found.balance == "事假 2026 年：已登记 2 天，没有天数限额"
    assert found.notes == ()


def test_what_can_be_done_in_each_state(home, now):
    slip = ask(home, "1001", at(18), at(18))
    assert leave_detail(home, slip).can == {"sign", "reject", "hand_over", "extend", "cancel"}
    sign(home, slip, "group_leader")
    found = leave_detail(home, slip)
    assert found.can == {"sign", "hand_over", "close", "extend", "cancel", "undo"}
    assert [(each.title, each.act) for each in found.signers] == [("督查室负责人", "备案")]
    assert [(step.titles, step.state) for step in found.steps] == [("组长", "given"), ("督查室负责人", "filing")]
    sign(home, slip, "supervision_head")
    now.at = datetime(2026, 11, 18, 15, 0)
    leave_desk.close_slip(home, slip, date(2026, 11, 18), "pm")
    assert leave_detail(home, slip).can == {"undo"}
    leave_desk.undo_slip(home, slip)
    leave_desk.cancel_slip(home, slip)
    assert leave_detail(home, slip).can == {"undo"}
    assert [done.what for done in leave_detail(home, slip).history] == [
        "组长 张主任 2026-11-18 批准：同意",
        "督查室负责人 张主任 2026-11-18 备案：同意",
        "撤销",
    ]


def test_a_refused_slip_shows_who_refused_it(home):
    slip = ask(home, "1001", at(19), at(20, "pm"))
    sign(home, slip, "group_leader")
    leave_desk.reject_slip(home, slip, Pen("supervision_head", "李督查", date(2026, 11, 18), "人手不够"))
    found = leave_detail(home, slip)
    assert [step.state for step in found.steps] == ["given", "refused", "later"]
    assert (found.can, found.row.state) == ({"cancel", "undo"}, "rejected")


def test_an_open_slip_tells_its_conflicts_as_they_are_now(home):
    slip = ask(home, "1001", at(19), at(19, "pm"), cover="1002")
    assert leave_detail(home, slip).notes == ()
    ask(home, "1002", at(19, "pm"), at(19, "pm"))
    assert leave_detail(home, slip).notes == (
        "顶岗人李四（1002）在 2026-11-19 下午 本人也不在岗",
        "窗口在 2026-11-19 下午 没有人值守",
    )


# ---------------------------------------------------------------- the form


def test_the_form_offers_the_kinds_of_the_rulebook(home):
    found = form_choices(home)
    assert found.kinds[:3] == ("事假", "病假", "年休假")
    assert found.today == date(2026, 11, 18)


def test_a_draft_says_what_is_missing_and_counts_what_it_can(home):
    assert leave_look(home, Draft()).wanting == "还要填写请假人、假别、开始日期、结束日期"
    found = leave_look(home, Draft("1001", "事假", at(20), None))
    assert (found.wanting, found.balance) == ("还要填写结束日期", "事假 2026 年：已登记 0 天，没有天数限额")
    found = leave_look(home, Draft(first=at(20, "pm"), last=at(23)))
    assert (found.length, found.ready) == ("1 个工作日", False)


def test_two_days_whose_cover_is_away_show_the_conflict_before_anything_is_filed(home):
    ask(home, "1002", at(20), at(20, "pm"))
    before = last_change()
    found = leave_look(home, Draft("1001", "年休假", at(19), at(20, "pm"), "1002"))
    assert (found.ready, found.length) == (True, "2 个工作日")
    assert found.chain == ("组长签署意见", "督查室负责人签署意见", "中心副主任批准")
    assert [(each.kind, each.detail) for each in found.conflicts] == [
        ("cover_away", "顶岗人李四（1002）在 2026-11-20 上午 至 2026-11-20 下午 本人也不在岗"),
        ("post_vacant", "窗口在 2026-11-20 上午 至 2026-11-20 下午 没有人值守"),
    ]
    assert found.balance == "年休假 2026 年：连同这次共 2 天，没有天数限额"
    assert last_change() == before


def test_splitting_does_not_lower_the_chain_and_is_said(home):
    ask(home, "1001", at(19), at(19, "pm"))
    found = leave_look(home, Draft("1001", "事假", at(20), at(20, "pm")))
    assert found.together == "与相邻的请假连在一起共 2 天，按 2 天审批"
    assert len(found.chain) == 3


def test_others_of_the_post_and_of_the_cover_are_told(home):
    ask(home, "1002", at(19), at(19), cover="1004")
    found = leave_look(home, Draft("1001", "事假", at(19), at(20, "pm"), "1004"))
    assert found.notes == (
        "同岗 A01 的李四（1002）也请假：2026-11-19 上午",
        "顶岗人同期已为李四（1002）顶岗：2026-11-19 上午",
    )


def test_a_slip_filed_late_says_so(home):
    found = leave_look(home, Draft("1001", "病假", at(16), at(16, "pm"), filed=date(2026, 11, 18)))
    assert (found.after_the_fact, found.notes) == (True, ("补假：2026-11-18 才申请，晚于开始的 2026-11-16",))


REFUSED = [
    (Draft("1001", "事假", at(20), at(19)), "结束（2026-11-19 上午）早于开始（2026-11-20 上午），请改正"),
    (Draft("9999", "事假", at(20), at(20)), "没有工号 9999"),
    (Draft("1001", "旅游假", at(20), at(20)), "没有“旅游假”这种假"),
    (Draft("1001", "事假", at(21), at(22, "pm")), "没有工作日"),
    (Draft("1001", "事假", at(20), at(20), "1001"), "顶岗人不能是请假人自己"),
    (Draft("1001", "事假", at(20), at(20), filed=date(2026, 11, 19)), "申请日期 2026-11-19 还没有到"),
    (Draft("1001", "事假", HalfDay(date(2031, 3, 3), "am"), HalfDay(date(2031, 3, 3), "pm")), "还没有 2031 年"),
]


@pytest.mark.parametrize(("draft", "said"), REFUSED)
def test_what_cannot_be_filed_is_a_sentence_and_no_exception(home, draft, said):
    found = leave_look(home, draft)
    assert said in found.refusal
    assert not found.ready
    with pytest.raises(Exception, match=r".+"):
        leave_desk.file_slip(home, draft)


def test_a_refusal_names_no_command(home):
    ask(home, "1001", at(19), at(19, "pm"))
    found = leave_look(home, Draft("1001", "事假", at(19), at(20)))
    assert found.refusal.endswith("不能重复；要改请先撤销编号 1 的请假")
    assert "duty remove" not in leave_look(home, Draft("1001", "事假", at(21), at(21))).refusal
    assert "--" not in leave_look(home, Draft("9999", "事假", at(20), at(20))).refusal
    with pytest.raises(JobError, match=r"^请填写签字人$"):
        leave_desk.sign_slip(home, 1, Pen("group_leader", " ", date(2026, 11, 18)))
    with pytest.raises(JobError, match="没有休假的请撤销这张请假单"):
        sign(home, 1, *DAY)
        leave_desk.close_slip(home, 1, date(2026, 11, 19), "am")


def test_an_extension_goes_straight_on(home):
    slip = ask(home, "1001", at(19), at(19, "pm"), cover="1002", reason="家中有事")
    assert "往后选" in extension_look(home, slip, at(19, "pm"), "1002", "").refusal
    found = extension_look(home, slip, at(20, "pm"), "1002", "")
    assert (found.length, found.together) == ("1 个工作日", "与相邻的请假连在一起共 2 天，按 2 天审批")
    more = leave_desk.extend_slip(home, slip, at(20, "pm")).slip
    assert find(home, more).leave.first == at(20)
    assert find(home, more).leave.reason == "家中有事"


# ---------------------------------------------------------------- the calendar


def test_the_calendar_says_who_is_away_and_who_is_left(home):
    slip = ask(home, "1001", at(19), at(20, "pm"), cover="1002")
    ask(home, "1002", at(20, "pm"), at(20, "pm"))
    ask(home, "1003", at(30), HalfDay(date(2026, 12, 1), "pm"), cover="1004")
    withdrawn = ask(home, "1004", at(19), at(19))
    leave_desk.cancel_slip(home, withdrawn)
    found = leave_calendar(home, *NOVEMBER)
    assert [(row.number, row.days) for row in found.rows] == [("1001", "2"), ("1002", "0.5"), ("1003", "1")]
    first = found.rows[0]
    (span,) = first.spans
    assert (span.slip, span.kind, span.state, span.sure) == (slip, "事假", "pending", False)
    assert [(left.first, left.last, left.who) for left in first.left] == [
        (at(19), at(20), ("李四（B岗）",)),
        (at(20, "pm"), at(20, "pm"), ()),
    ]
    assert first.cover == "11-19 上午 至 11-20 上午 李四（B岗）；11-20 下午 无人"
    assert (first.alone, found.rows[2].cover) == ("11-20 下午", "陈七（A03 顶岗）")
    assert found.rows[2].spans[0].last == at(30, "pm")
    assert found.empty_posts == ("A01 11-20 下午",)
    friday = found.columns[19]
    assert (friday.worked, friday.away, friday.empty) == ((True, True), (1, 2), (0, 1))
    assert found.columns[20].worked == (False, False)
    assert len(found.columns) == 30


def test_who_stands_in_for_one_holder_keeps_the_post_of_both(home):
    """A and B are both away; the cover of the A minds the window."""
    ask(home, "1001", at(19), at(19, "pm"), cover="1004")
    looked = leave_look(home, Draft("1002", "事假", at(19), at(19, "pm"), "1001"))
    assert [each.kind for each in looked.conflicts] == ["cover_away"]
    ask(home, "1002", at(19), at(19, "pm"), cover="1001")
    found = leave_calendar(home, *NOVEMBER)
    assert [row.cover for row in found.rows] == ["陈七（A03 顶岗）"] * 2
    assert found.empty_posts == ()


def test_a_named_substitute_keeps_the_post(home):
    ask(home, "1003", at(19), at(19, "pm"))
    assert leave_calendar(home, *NOVEMBER).rows[0].cover == "无人"
    posts.name_substitute(home, "1005", "A02", date(2026, 11, 19), date(2026, 11, 19))
    assert leave_calendar(home, *NOVEMBER).rows[0].cover == "单国强（A03 顶岗）"


def test_a_leave_closed_early_ends_there_and_an_empty_month_has_all_its_days(home, now):
    slip = ask(home, "1001", at(18), at(20, "pm"), cover="1002")
    sign(home, slip, "group_leader", "supervision_head", "deputy_director")
    now.at = datetime(2026, 11, 19, 15, 0)
    leave_desk.close_slip(home, slip, date(2026, 11, 19), "pm")
    ((span,),) = [row.spans for row in leave_calendar(home, *NOVEMBER).rows]
    assert (span.last, span.state, span.sure) == (at(19), "closed", True)
    december = leave_calendar(home, date(2026, 12, 1), date(2026, 12, 31))
    assert (len(december.columns), december.rows, december.empty_posts) == (31, (), ())


# ---------------------------------------------------------------- a month of slips from Excel


def book(path, *lines):
    workbook = openpyxl.Workbook()
    workbook.active.append(LEAVE_HEADERS)
    for line in lines:
        workbook.active.append([line.get(column) for column in LEAVE_HEADERS])
    workbook.save(path)
    return path


LINE = {"工号": "1001", "假别": "事假", "开始日": "2026-11-17", "结束日": "2026-11-17", "顶岗人": "1002"}


def test_a_preview_tells_row_by_row_and_writes_nothing(home, tmp_path):
    known = ask(home, "1003", at(17), at(17, "pm"))
    path = book(
        tmp_path / "十一月.xlsx",
        LINE,
        LINE | {"工号": "1002", "顶岗人": "1001"},
        LINE | {"工号": "1003"},
        LINE | {"工号": "1004", "假别": "旅游假"},
        LINE | {"工号": "1005", "开始日": "十七日"},
        LINE | {"工号": "1005", "审批人": "张组长", "审批日": "2026-11-17"},
    )
    before = last_change()
    found = preview_leaves(home, path)
    assert [(row.row, row.verdict, row.number) for row in found.rows] == [
        (2, "added", "1001"),
        (3, "added", "1002"),
        (4, "known", "1003"),
        (5, "rejected", "1004"),
        (6, "rejected", ""),
        (7, "rejected", "1005"),
    ]
    assert (found.added, found.known, found.rejected, found.conflicts) == (2, 1, 3, 1)
    assert (found.rows[0].name, found.rows[0].days, found.rows[0].message) == ("王芳", "1", "")
    assert (found.rows[2].name, found.rows[2].kind, found.rows[2].first) == ("赵六", "事假", at(17))
    assert "王芳（1001）在 2026-11-17 上午 至 2026-11-17 下午 本人也不在岗" in found.rows[1].message
    assert "没有“旅游假”这种假" in found.rows[3].message
    assert (found.rows[4].column, found.rows[4].value) == ("开始日", "十七日")
    assert "要 2 人依次签字" in found.rows[5].message
    assert last_change() == before
    assert [id for id, _ in rows(home)] == [known]

    done = import_slips(home, path)
    assert done == found
    assert len(rows(home)) == 3
    again = preview_leaves(home, path)
    assert (again.added, again.known, again.rejected) == (0, 3, 3)


def test_a_file_that_is_no_list_of_slips_is_refused(home, tmp_path):
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(JobError, match="别的"):
        preview_leaves(home, other)


# ---------------------------------------------------------------- on paper, outings


def test_a_slip_is_printed_again_over_the_one_before(home):
    slip = ask(home, "1001", at(19), at(19))
    first = leave_desk.print_leave_slip(home, slip)
    assert first == leave_desk.print_leave_slip(home, slip)
    assert (first.name, first.stat().st_size > 1000) == ("请假单-1.xlsx", True)


def test_those_who_are_out_stand_on_top_with_how_late_they_are(home, now):
    now.at = datetime(2026, 11, 17, 15, 0)
    leave_outings.report_outing(home, "1003", now.at, datetime(2026, 11, 17, 16, 0), "送材料")
    now.at = datetime(2026, 11, 18, 10, 0)
    said = leave_outings.report_outing(home, "1001", now.at, datetime(2026, 11, 18, 10, 30), "送件")
    assert said.startswith("王芳外出已登记，预计 10:30 返回，应报告")
    leave_outings.report_outing(home, "1002", now.at, datetime(2026, 11, 18, 11, 0), "取件")
    now.at = datetime(2026, 11, 18, 10, 45)
    board = leave_outings.outing_board(home)
    assert [(row.number, row.state, row.minutes, row.said) for row in board.out] == [
        ("1003", "overdue", 1440, "11-17 外出至今没有登记返回"),
        ("1001", "overdue", 15, "超过预计 15 分钟"),
        ("1002", "out", 0, "还有 15 分钟"),
    ]
    assert [row.number for row in board.rows] == ["1001", "1002"]
    assert leave_outings.return_outing(home, board.out[1].id, now.at) == "王芳 10:45 返回已登记，比预计晚 15 分钟"
    leave_outings.withdraw_outing(home, board.out[2].id)
    board = leave_outings.outing_board(home)
    assert [row.number for row in board.out] == ["1003"]
    assert [(row.number, row.state, row.closed, row.said) for row in board.rows] == [
        ("1001", "back_late", "10:45", "晚回 15 分钟")
    ]
    assert [row.number for row in leave_outings.outing_board(home, date(2026, 11, 17)).rows] == ["1003"]
    assert leave_desk.print_outing_slip(home, 1).name == "外出单-1.xlsx"


def test_an_outing_that_cannot_be_right_is_refused_without_commands(home, now):
    back = datetime(2026, 11, 18, 10, 0)
    with pytest.raises(JobError, match=r"^请填写外出事由$"):
        leave_outings.report_outing(home, "1001", now.at, back, " ")
    leave_outings.report_outing(home, "1001", now.at, back, "送件")
    with pytest.raises(JobError, match=r"请先给编号 1 的外出登记返回$"):
        leave_outings.report_outing(home, "1001", now.at, back, "送件")


# ---------------------------------------------------------------- all


def test_everything_travels_between_processes(home, tmp_path):
    slip = ask(home, "1001", at(19), at(20, "pm"), cover="1002")
    answers = (
        leave_list(home, *NOVEMBER),
        leave_detail(home, slip),
        leave_look(home, Draft("1002", "事假", at(19), at(19), "1001")),
        leave_calendar(home, *NOVEMBER),
        preview_leaves(home, book(tmp_path / "单.xlsx", LINE)),
        leave_outings.outing_board(home),
        form_choices(home),
    )
    assert pickle.loads(pickle.dumps(answers)) == answers


def test_hundreds_of_slips_are_listed_at_once(home):
    """A month of a large centre: the roster and the rulebook are loaded once, not once a slip."""
    with home.store.transaction():
        change = record_change(home.clock(), "test", "many")
        for index in range(1000):
            person = Person(f"9{index:04}", f"员{index}", "市局", f"Z{index // 2}", "AB"[index % 2], "", "", "", "")
            roster.assign(person, None, None, change)
    ask(home, "90000", at(19), at(20, "pm"), cover="90001")
    pattern = find(home, 1).leave
    with home.store.transaction():
        for index in range(1, 300):
            slip = pattern._replace(number=f"9{index:04}", cover="")
            leaves.add(leaves.Request(slip, 4), change)
    began = time.perf_counter()
    assert len(leave_list(home, *NOVEMBER).rows) == 300
    listed = time.perf_counter()
    assert len(leave_calendar(home, *NOVEMBER).rows) == 300
    drawn = time.perf_counter()
    assert len(leave_look(home, Draft("90000", "事假", at(24), at(25), "90001")).chain) > 0
    looked = time.perf_counter()
    assert max(listed - began, drawn - listed, looked - drawn) < 1.5

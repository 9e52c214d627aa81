"""People changed by hand: what counts from which day, and what is refused."""

from datetime import date, datetime

import pytest

from office import people_edit, postings
from office.failures import JobError
from office.home import create_home, open_home
from office.names import keys, listed, matches
from office.people_fields import field_fault
from store import roster
from store.database import last_change

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (17, 18, 19, 20))
MONDAY_AFTER = date(2026, 11, 23)
PLACE = {"name": "张三", "unit": "市公安局", "post": "A01", "role": "A"}


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="试验中心")
    with open_home(tmp_path / "home", lambda: datetime(2026, 11, 20, 9, 0)) as opened:
        yield opened


@pytest.fixture
def staffed(home):
    people_edit.add(home, "1001", **PLACE)
    people_edit.add(home, "1002", **{**PLACE, "name": "李四", "role": "B"})
    return home


def on(home, day):
    return {person.number: person for person in roster.people_on(day, last_change())}


def post_of(home, number):
    """Where somebody is on each of the four days; - where he is not on the roster."""
    days = (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    return " ".join(on(home, day)[number].post if number in on(home, day) else "-" for day in days)


def post(home, *days):
    return [postings.post(home, day).edition["day"] for day in days]


def refused(verb, *arguments, **fields):
    with pytest.raises(JobError) as told:
        verb(*arguments, **fields)
    assert "--" not in str(told.value) and "重新导入" not in str(told.value)
    return str(told.value)


# ---------------------------------------------------------------- add


def test_added_without_a_date_counts_from_always_but_not_on_a_posted_day(staffed):
    post(staffed, WEDNESDAY)
    entered = people_edit.add(staffed, "1003", **{**PLACE, "name": "王五", "post": "A02", "floor": "一楼"})
    assert (entered.since, entered.posted, entered.notes) == (None, (), ())
    assert post_of(staffed, "1003") == "A02 - A02 A02"
    person = on(staffed, FRIDAY)["1003"]
    assert (person.floor, person.terminal_number) == ("1", "1003")


def test_added_from_a_day_on_names_the_posted_days_it_reaches_back_to(staffed):
    post(staffed, WEDNESDAY, THURSDAY)
    entered = people_edit.add(staffed, "1003", THURSDAY, **{**PLACE, "name": "王五"})
    assert (entered.posted, post_of(staffed, "1003")) == ((THURSDAY,), "- - A01 A01")
    assert entered.notes == ("A01 的 A岗还有张三（1001），请核对",)
    assert [p["number"] for p in postings.latest_edition(THURSDAY).document["day"]["people"]] == ["1001", "1002"]


@pytest.mark.parametrize(
    ("number", "fields", "said"),
    [
        ("1001", {}, "工号 1001 已经是张三（市公安局），同一个人请用“修改”或“调岗”，不是同一个人请换一个工号"),
        ("10 03", {}, "工号“10 03”只能用字母、数字、“-”和“_”，最长 24 位，请改正"),
        ("1003", {"name": " "}, "姓名没有填写，请填写"),
        ("1003", {"role": "C"}, "岗位“C”只能填 A 或 B，请改正"),
        ("1003", {"floor": "顶楼"}, "楼层“顶楼”应是数字，如 1、2，地下一层填 -1，请改正"),
        (
            "1003",
            {"terminal_number": "1002"},
            "机号 1002 已经属于李四（工号 1002），两人不能共用，请核对机号，或先给他改机号、登记调离",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_stored(staffed, number, fields, said):
    before = last_change()
    assert refused(people_edit.add, staffed, number, **{**PLACE, "name": "王五", **fields}) == said
    assert (last_change(), sorted(on(staffed, FRIDAY))) == (before, ["1001", "1002"])


def test_a_terminal_number_is_free_again_after_its_holder_left(staffed):
    people_edit.leave(staffed, "1002", WEDNESDAY)
    fields = {**PLACE, "name": "王五", "terminal_number": "1002"}
    assert "已经属于李四" in refused(people_edit.add, staffed, "1003", WEDNESDAY, **fields)
    people_edit.add(staffed, "1003", THURSDAY, **fields)
    assert "已经属于王五" in refused(people_edit.leave, staffed, "1002", FRIDAY)
    assert "已经属于王五" in refused(people_edit.move, staffed, "1002", FRIDAY)


# ---------------------------------------------------------------- edit


def test_a_correction_counts_from_the_start_while_nothing_is_posted(staffed):
    assert people_edit.edit(staffed, "1001", name="章三").since is None
    assert {on(staffed, day)["1001"].name for day in (TUESDAY, FRIDAY)} == {"章三"}


def test_a_correction_leaves_every_posted_day_as_it_was(staffed):
    (before,) = post(staffed, WEDNESDAY)
    entered = people_edit.edit(staffed, "1001", name="章三", post="A09")
    assert (entered.since, entered.posted) == (THURSDAY, ())
    assert post_of(staffed, "1001") == "A01 A01 A09 A09"
    assert (postings.post(staffed, WEDNESDAY).unchanged, postings.verify(staffed)) == (True, (1, []))
    assert before["people"][0]["name"] == "张三"
    assert on(staffed, FRIDAY)["1001"].name == "章三"


def test_a_correction_dated_back_says_which_posted_days_wait_for_an_edition(staffed):
    post(staffed, WEDNESDAY, THURSDAY)
    assert people_edit.edit(staffed, "1001", THURSDAY, terminal_number="9001").posted == (THURSDAY,)
    assert [on(staffed, day)["1001"].terminal_number for day in (WEDNESDAY, THURSDAY)] == ["1001", "9001"]
    people_edit.edit(staffed, "1001", THURSDAY, terminal_number="")
    assert on(staffed, FRIDAY)["1001"].terminal_number == "1001"


def test_a_correction_reaches_a_move_entered_for_later_where_it_held_the_same(staffed):
    people_edit.move(staffed, "1001", MONDAY_AFTER, post="B02")
    people_edit.edit(staffed, "1001", name="章三", post="A03")
    now, later = (on(staffed, day)["1001"] for day in (FRIDAY, MONDAY_AFTER))
    assert [(p.name, p.post) for p in (now, later)] == [("章三", "A03"), ("章三", "B02")]


def test_a_correction_after_today_was_posted_does_not_undo_the_move_of_tomorrow(staffed):
    people_edit.move(staffed, "1001", date(2026, 11, 21), post="B02")
    post(staffed, FRIDAY)
    people_edit.edit(staffed, "1001", name="章三")
    moved = on(staffed, date(2026, 11, 21))["1001"]
    assert (moved.post, moved.name, on(staffed, FRIDAY)["1001"].name) == ("B02", "章三", "张三")


def test_what_cannot_be_corrected(staffed):
    assert refused(people_edit.edit, staffed, "1001", name="张三").endswith("没有需要保存的改动")
    assert refused(people_edit.edit, staffed, "8888", name="张三") == "名册里没有工号 8888，请核对"
    people_edit.leave(staffed, "1001", WEDNESDAY)
    post(staffed, WEDNESDAY)
    assert "在岗的日子都已公示" in refused(people_edit.edit, staffed, "1001", name="章三")


# ---------------------------------------------------------------- move, leave, come back


def test_a_move_counts_from_its_day(staffed):
    post(staffed, WEDNESDAY)
    entered = people_edit.move(staffed, "1001", THURSDAY, post="C12", unit="市人社局", role="B", floor="3楼")
    assert (entered.posted, post_of(staffed, "1001")) == ((), "A01 A01 C12 C12")
    assert (on(staffed, FRIDAY)["1001"].floor, on(staffed, FRIDAY)["1001"].name) == ("3", "张三")
    assert postings.post(staffed, WEDNESDAY).unchanged
    assert "已登记从 2026-11-19 起在 C12" in refused(people_edit.move, staffed, "1001", WEDNESDAY, post="D01")
    people_edit.move(staffed, "1001", THURSDAY, post="D01")
    assert post_of(staffed, "1001") == "A01 A01 D01 D01"


def test_a_move_keeps_the_last_day_and_a_return_begins_without_one(staffed):
    people_edit.leave(staffed, "1001", THURSDAY)
    people_edit.move(staffed, "1001", WEDNESDAY, post="C12")
    assert post_of(staffed, "1001") == "A01 C12 C12 -"
    people_edit.move(staffed, "1001", FRIDAY)
    assert post_of(staffed, "1001") == "A01 C12 C12 C12"
    assert roster.stints(last_change())["1001"][-1].last is None


def test_who_returns_after_a_gap_was_not_there_in_between(staffed):
    people_edit.leave(staffed, "1001", TUESDAY)
    people_edit.move(staffed, "1001", THURSDAY, post="A01")
    assert post_of(staffed, "1001") == "A01 - A01 A01"


def test_a_last_day_can_be_changed_and_taken_back_while_it_has_not_passed(staffed):
    post(staffed, THURSDAY)
    entered = people_edit.leave(staffed, "1001", WEDNESDAY)
    assert (entered.posted, post_of(staffed, "1001")) == ((THURSDAY,), "A01 A01 - -")
    assert "已在 2026-11-18 调离" in refused(people_edit.leave, staffed, "1001", None)
    people_edit.leave(staffed, "1001", MONDAY_AFTER)
    assert people_edit.leave(staffed, "1001", None).posted == ()
    assert post_of(staffed, "1001") == "A01 A01 A01 A01"
    assert "没有登记调离" in refused(people_edit.leave, staffed, "1001", None)
    people_edit.move(staffed, "1001", THURSDAY, post="B02")
    assert "最后一天不能早于这一天" in refused(people_edit.leave, staffed, "1001", WEDNESDAY)


def test_what_cannot_be_moved(staffed):
    people_edit.add(staffed, "1003", THURSDAY, **{**PLACE, "name": "王五"})
    assert "从 2026-11-19 起才在名册里" in refused(people_edit.move, staffed, "1003", WEDNESDAY, post="B02")
    assert "没有需要保存的改动" in refused(people_edit.move, staffed, "1003", FRIDAY, post="A01")
    assert "窗口没有填写" in refused(people_edit.move, staffed, "1003", FRIDAY, post="")


# ---------------------------------------------------------------- withdraw, arrive


def test_a_move_by_mistake_is_taken_back(staffed):
    people_edit.move(staffed, "1001", THURSDAY, post="B02")
    assert "刚才改过" in refused(people_edit.withdraw, staffed, "1001", FRIDAY)
    people_edit.withdraw(staffed, "1001", THURSDAY)
    assert post_of(staffed, "1001") == "A01 A01 A01 A01"


def test_only_who_stands_on_no_posted_day_can_be_taken_off_the_roster(staffed):
    people_edit.add(staffed, "1003", MONDAY_AFTER, **{**PLACE, "name": "王五"})
    post(staffed, WEDNESDAY)
    people_edit.add(staffed, "1004", **{**PLACE, "name": "赵六"})
    people_edit.withdraw(staffed, "1003", MONDAY_AFTER)
    people_edit.withdraw(staffed, "1004", None)
    assert sorted(roster.stints(last_change())) == ["1001", "1002"]
    assert "已经列在公示里" in refused(people_edit.withdraw, staffed, "1001", None)


def test_a_first_day_can_be_corrected_both_ways(staffed):
    post(staffed, WEDNESDAY)
    entered = people_edit.arrive(staffed, "1001", THURSDAY)
    assert (entered.posted, post_of(staffed, "1001")) == ((WEDNESDAY,), "- - A01 A01")
    assert postings.verify(staffed) == (1, [])
    people_edit.arrive(staffed, "1001", TUESDAY)
    assert post_of(staffed, "1001") == "A01 A01 A01 A01"
    people_edit.move(staffed, "1001", FRIDAY, post="B02")
    assert "已登记从 2026-11-20 起在 B02" in refused(people_edit.arrive, staffed, "1001", FRIDAY)


# ---------------------------------------------------------------- names


def test_names_are_found_by_every_reading_and_by_initials():
    assert {"shanguoqiang", "danguoqiang", "sgq", "dgq"} <= set(keys("单国强").split())
    assert {"zengqinghong", "zqh"} <= set(keys("曾庆红").split())
    assert {"luxiaolan", "lvxiaolan"} <= set(keys("吕晓岚").split())
    assert {"jihaiyan", "wangxishun"} <= set((keys("𠮷海燕") + " " + keys("汪㐂顺")).split())
    assert (keys("Tom"), keys("·")) == ("tom", "")
    assert matches("SGQ", "1001", keys("单国强")) and matches("10 guo", "1001", keys("单国强"))
    assert not matches("sgq 2", "1001", keys("单国强"))


def test_everybody_of_today_is_listed_by_number(staffed):
    people_edit.leave(staffed, "1002", THURSDAY)
    people_edit.add(staffed, "0999", **{**PLACE, "name": "单国强", "title": "组长"})
    assert [(p.number, p.name, p.title, p.post) for p in listed(staffed)] == [
        ("0999", "单国强", "组长", "A01"),
        ("1001", "张三", "", "A01"),
    ]
    assert "sgq" in listed(staffed)[0].keys


def test_each_field_says_what_is_wrong_with_it():
    assert field_fault("floor", "地下一层") == field_fault("terminal_number", "") == ""
    assert field_fault("post", "") == "窗口没有填写，请填写"
    assert field_fault("name", "长" * 41) == f"姓名“{'长' * 41}”太长，最多 40 个字，请改正"

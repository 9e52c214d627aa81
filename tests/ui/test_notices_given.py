"""通报 and 黄牌警告 on the page 人员: given, refused where they cannot be, and taken back."""

from datetime import date

import pytest

from office.discipline import notices
from office.home import open_home

FIRST_PAGE = "people"


@pytest.fixture
def page(hands):
    found = hands.go("people")
    hands.until(lambda: found.sheet.rows, "the roster")
    return found


def given(home):
    with open_home(home) as opened:
        return notices(opened)


def choose(hands, page, number):
    hands.type(number, page.search, clear=True)
    hands.until(lambda: not page._typing and [row.id for row in page.sheet.rows] == [number], "the search")
    hands.click_row(page.sheet, number)
    hands.settle()
    assert page.number == number


def dialog(hands):
    return hands.until(lambda: hands.dialogs() and hands.dialogs()[-1], "a dialog")


def write(hands, opened, **texts):
    """Type into the fields of the dialog."""
    for field in opened.form.fields:
        if field.key in texts:
            widget = getattr(field, "area", None) or getattr(field, "entry", None) or field.date.entry
            hands.type(texts[field.key], widget, clear=True)


def kind(opened, value):
    next(field for field in opened.form.fields if field.key == "kind").set(value)


def gone(hands):
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    hands.settle()


def test_a_notice_is_given_and_what_is_wrong_is_said(hands, page, home):
    choose(hands, page, "1007")
    assert not hands.sees("通报和黄牌警告", page.detail)
    hands.click("记通报、黄牌…")
    opened = dialog(hands)
    hands.click("登记")
    assert hands.sees("请填写事由") and hands.sees("请填写由谁作出")
    write(hands, opened, reason="上班时间玩手机", by="督查室", day="2026-12-01")
    hands.click("登记")
    hands.wait_for("黄牌警告的日期 2026-12-01 还没有到")
    assert hands.sees("上班时间玩手机") and given(home) == ()
    write(hands, opened, day="2026-11-20")
    hands.press("Return")
    gone(hands)
    (one,) = given(home)
    assert (one.number, one.kind, one.day, one.reason, one.by) == (
        "1007", "yellow_card", date(2026, 11, 20), "上班时间玩手机", "督查室",
    )  # fmt: skip
    hands.wait_for("通报和黄牌警告")
    for text in ("2026-11-20", "黄牌警告", "上班时间玩手机", "督查室作出"):
        assert hands.sees(text, page.detail)


def test_the_same_twice_is_refused_and_another_kind_is_not(hands, page, home):
    choose(hands, page, "1007")
    hands.click("记通报、黄牌…")
    opened = dialog(hands)
    assert opened.form.fields[-1].get() == "督查室"  # as last time
    write(hands, opened, reason="上班时间玩手机", day="2026-11-20")
    hands.click("登记")
    hands.wait_for("的这次黄牌警告已经登记（编号 1），事由相同")
    kind(opened, "notice")
    hands.click("登记")
    gone(hands)
    assert [each.kind for each in given(home)] == ["yellow_card", "notice"]


def test_a_notice_is_taken_back_and_stays_to_be_seen(hands, page, home):
    choose(hands, page, "1007")
    hands.wait_for("通报和黄牌警告")
    hands.click("撤销…")  # of the latest, the 通报
    opened = dialog(hands)
    assert hands.sees("2026-11-20 通报：上班时间玩手机")
    write(hands, opened, by="秦主任")
    hands.press("Return")
    assert hands.sees("请填写撤销原因") and not any(each.revoked for each in given(home))
    write(hands, opened, reason="登记错了")
    hands.click(opened.yes)
    gone(hands)
    assert [(each.kind, each.revoked, each.revoked_by) for each in given(home)] == [
        ("yellow_card", "", ""),
        ("notice", "登记错了", "秦主任"),
    ]
    hands.wait_for("已撤销")
    assert hands.sees("秦主任撤销：登记错了", page.detail)
    choose(hands, page, "1008")
    assert not hands.sees("通报和黄牌警告", page.detail)

"""From the demo data by hand: a two-day leave whose cover is himself away, with the conflict seen before saving."""

from datetime import date

from ui_hands import Hands

from office.home import open_home
from office.leave_view import leave_list

FIRST_PAGE = "leave"


def slips(home, number):
    with open_home(home) as opened:
        found = leave_list(opened, date(2026, 11, 1), date(2026, 11, 30)).rows
    return [(row.id, row.first, row.last, row.cover) for row in found if row.number == number]


def test_a_two_day_leave_whose_cover_is_himself_away(hands: Hands, home) -> None:
    """1009 asked for the 25th already; 1010 of the same window names him as cover for the 25th and 26th."""
    page = hands.go("leave")
    before = slips(home, "1010")
    hands.click("登记请假…")
    hands.until(hands.dialogs, "the form")
    form = hands.dialogs()[-1]
    hands.type("slj")  # 孙丽娟; the person field has the keyboard
    hands.wait_for("1010 孙丽娟")
    hands.press("Return")
    hands.type("2026-11-25", into=form.first.date.entry)
    hands.type("2026-11-26", into=form.last.date.entry)
    hands.type("1009", into=form.cover.entry)
    hands.press("Return")
    hands.wait_for("冲突：顶岗人徐海涛（1009）在 2026-11-25 上午 至 2026-11-25 下午 本人也不在岗")
    assert hands.sees("2 个工作日") and hands.sees("中心副主任批准")
    assert slips(home, "1010") == before

    hands.press("Return", into=form.reason.entry)
    hands.until(lambda: not hands.dialogs(), "the form to close")
    (new,) = set(slips(home, "1010")) - set(before)
    assert (new[1][0], new[2][0], new[3]) == (date(2026, 11, 25), date(2026, 11, 26), "1009")
    hands.until(lambda: page.slips.detail.slip.row.id == new[0], "the new slip")
    hands.settle()

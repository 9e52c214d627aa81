"""The step-away page by hand: opened and closed in two clicks each, or by number; clocks; entered afterwards."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from ui_hands import Hands

from office import step_aways
from office.clock import running_from
from office.home import open_home
from office.step_away_view import StepAwayView, step_away_view

NOW = datetime(2026, 11, 23, 9, 22)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
FORGOTTEN = "1007"  # left on Friday afternoon, and nobody entered his return


@pytest.fixture(scope="module")
def hands(home: Path) -> Iterator[Hands]:
    """The window at 09:22 of the demo's Monday, with a clock that runs on: nobody comes back the second he leaves."""
    before = dict(os.environ)
    os.environ.update(running_from(NOW))
    with open_home(home) as opened:
        step_aways.open_away(opened, FORGOTTEN, datetime(2026, 11, 20, 16, 0))
    made = Hands.open(home, "step_away")
    try:
        yield made
    finally:
        made.leave()
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def page(hands):
    return hands.go("step_away")


def told(home: Path, day: date = MONDAY) -> StepAwayView:
    """What the office knows."""
    with open_home(home) as opened:
        return step_away_view(opened, day)


def away(home: Path) -> list[str]:
    return [clock.number for clock in told(home).running]


def click_seat(hands: Hands, page, number: str) -> None:
    """A click on a name."""
    at = page.seats.place_of(number)
    hands.click(page.seats.canvas, at=at)


def card(page, number: str):
    return next(card for card in page.clocks.cards.values() if card.clock.number == number)


def run_on(hands: Hands, page, seconds: int = 1) -> None:
    """Until the office clock has gone on."""
    then = page.desk.now().timestamp() + seconds
    hands.until(lambda: page.desk.now().timestamp() > then, "the clock")


def test_opened_and_closed_in_two_clicks_each(hands, page, home):
    assert away(home) == ["1005", "2006"]
    click_seat(hands, page, "1001")  # one
    assert hands.sees("王建军（1001）")
    hands.click("登记离岗")  # two
    hands.until(lambda: len(page.clocks.cards) == 3, "a third clock")
    assert away(home) == ["1005", "2006", "1001"]
    assert hands.sees("已登记离岗：王建军，最迟 09:3")
    run_on(hands, page)
    hands.click(card(page, "1001").back)  # one is enough
    hands.until(lambda: len(page.clocks.cards) == 2, "two clocks")
    (row,) = [row for row in told(home).rows if row.number == "1001"]
    assert (row.state, row.seconds < 60, row.findings) == ("closed", True, ())


def test_by_number_and_enter_with_a_cover(hands, page, home):
    hands.type("1009", into=page.entry)
    assert page.confirm.who["text"] == "徐海涛（1009）"
    hands.type("1010 孙丽娟", into=page.confirm.box)
    hands.press("Return", into=page.entry)
    hands.until(lambda: "1009" in [c.clock.number for c in page.clocks.cards.values()], "his clock")
    assert [(clock.number, clock.cover) for clock in told(home).running][-1] == ("1009", "孙丽娟")
    assert page.entry.get() == ""
    # the number once more: he is back
    run_on(hands, page)
    hands.type("1009", into=page.entry)
    assert hands.sees("登记返回")
    hands.press("Return")
    hands.until(lambda: len(page.clocks.cards) == 2, "two clocks")
    assert "1009" not in away(home)


def test_a_name_that_may_be_several_opens_nothing(hands, page, home):
    hands.type("w", into=page.entry)
    assert len(page.seats.tiles) > 1
    hands.press("Return")
    assert hands.sees("还不能确定是谁")
    hands.press("Escape")
    assert page.entry.get() == "" and away(home) == ["1005", "2006"]
    hands.type("wjj", into=page.entry)  # pinyin that is only his
    assert page.confirm.who["text"] == "王建军（1001）"
    hands.press("Escape")


def test_what_cannot_be_is_said_and_nothing_is_saved(hands, page, home):
    click_seat(hands, page, "1001")
    hands.type("1001", into=page.confirm.box)
    hands.click("登记离岗")
    hands.wait_for("代班人不能是离岗人自己（工号 1001），请改正")
    hands.click("知道了")
    assert away(home) == ["1005", "2006"]
    assert page.confirm.cover.get() == "1001"  # to be put right


def test_the_largest_clock_first_and_only_texts_change(hands, page):
    first, second = page.clocks.cards.values()
    assert [first.clock.number, second.clock.number] == ["1005", "2006"]
    start = first.clock.at
    seen = []
    for seconds in (60, 14 * 60, 15 * 60, 16 * 60):
        page.clocks.tick(start + seconds)
        seen.append((first._time["text"], first._state["text"], first._tone))
    assert seen == [
        ("01:00", "还剩 14:00", "away"),
        ("14:00", "还剩 01:00", "late"),
        ("15:00", "已到时限", "late"),
        ("16:00", "已超时 1 分钟", "bad"),
    ]
    assert list(page.clocks.cards.values()) == [first, second]
    page.tick()  # back to now


def test_a_past_day_with_what_was_found(hands, page, monkeypatch):
    page.list.day.set(date(2026, 11, 18))
    hands.press("Return", into=page.list.day.entry)
    page.list.day.entry.event_generate("<KeyRelease>")
    hands.until(lambda: page.view.day == date(2026, 11, 18), "the day")
    (row,) = page.view.rows
    assert page.list.sheet.rows[0].cells[-1] == "● 离岗超时 3 分钟"
    assert hands.sees("已公示第 2 版")
    went = []
    monkeypatch.setattr(page.desk, "go", lambda page, **focus: went.append((page, focus)))
    hands.click_row(page.list.sheet, f"away:{row.id}")
    hands.click("看认定")
    assert went == [("attendance", {"day": date(2026, 11, 18), "number": row.number})]


def test_a_forgotten_return_is_entered_with_its_time(hands, page, home):
    page.show_day(FRIDAY)
    hands.settle()
    (row,) = [row for row in page.view.rows if row.number == FORGOTTEN]
    assert hands.sees("与公示的第 2 版不同，请到考勤页重新公示")
    hands.click_row(page.list.sheet, f"away:{row.id}")
    hands.click("登记返回…")
    (dialog,) = hands.dialogs()
    hands.type("15:30", into=dialog.form.fields[0].entry)
    hands.press("Return")
    hands.wait_for("应当在离岗当天（2026-11-20）、离岗之后，请改正")
    assert dialog.form.fields[0].entry.get() == "15:30"
    hands.type("16:10", into=dialog.form.fields[0].entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    (row,) = [row for row in told(home, FRIDAY).rows if row.number == FORGOTTEN]
    assert (row.closed, row.findings) == ("16:10", ())


def test_entered_from_paper(hands, page, home):
    page.show_day(MONDAY)
    hands.settle()
    hands.click("补登…")
    (dialog,) = hands.dialogs()
    number, _day, at, closed, *_ = dialog.form.fields
    hands.press("Return")
    assert hands.sees("请填写离岗人") and len(hands.dialogs()) == 1
    hands.type("w", into=number.entry)
    hands.click(dialog.yes)
    assert hands.sees("“w”可能是好几个人") and len(hands.dialogs()) == 1
    hands.type("1014", into=number.entry, clear=True)
    hands.type("2505", into=at.entry)
    hands.press("Return")
    assert hands.sees("时间写成 08:30") and at.entry.get() == "2505"
    hands.type("0905", into=at.entry, clear=True)
    hands.type("11:00", into=closed.entry)
    hands.press("Return")
    hands.wait_for("返回时间 2026-11-23 11:00 还没有到，请核对")
    assert not [row for row in told(home).rows if row.number == "1014"]
    hands.type("9:12", into=closed.entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    (row,) = [row for row in told(home).rows if row.number == "1014"]
    assert (row.at, row.closed) == ("09:05", "09:12")


def test_entered_by_mistake_and_cancelled(hands, page, home):
    hands.settle()
    (row,) = [row for row in page.view.rows if row.number == "1014"]
    hands.click_row(page.list.sheet, f"away:{row.id}")
    hands.root.after(50, lambda: hands.click("取消"))
    hands.click(page.list.cancel)
    assert [each.number for each in told(home).rows].count("1014") == 1
    hands.root.after(50, lambda: hands.click("撤销登记"))
    hands.click(page.list.cancel)
    hands.settle()
    assert [each.number for each in told(home).rows].count("1014") == 0

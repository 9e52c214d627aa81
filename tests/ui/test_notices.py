"""Being told: the number at the foot with its list, and the notes that pop up, each once a day."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ui_hands import Hands

from office.attention import Watched, attention
from office.board_records import Alert
from office.home import open_home
from ui import toasts
from ui.notices import Notices

NOW = datetime(2026, 11, 23, 9, 22)
FIRST_PAGE = "people"


@pytest.fixture
def notices(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Any:
    """They begin some seconds after the window; nothing was told yet today, and no minute passes."""
    beside = hands.window.beside
    found: Notices = hands.until(lambda: beside.notices, "the notices")
    hands.settle()
    monkeypatch.setattr(found, "loud", True)
    monkeypatch.setattr(found, "_told", set())
    yield found
    found.toasts.clear()
    found.close()
    hands.press("F5")
    hands.settle()


def alert(name: str, tone: str = "bad", page: str = "terminals") -> Alert:
    return Alert(NOW, "terminal", tone, f"{name}设备自 09:22 起没有读成", page, (("name", name),))


def heard(notices: Notices, *alerts: Alert) -> None:
    notices.hear(Watched(alerts, False, False))


def shown(notices: Notices) -> list[str]:
    return [toast.alert.text for toast in notices.toasts.shown]


ONE, TWO, THREE, FOUR = (alert(f"{floor}楼") for floor in (1, 2, 3, 4))


# ---------------------------------------------------------------- the number and its list


def test_the_number_at_the_foot_is_how_many_things_need_somebody(hands: Hands, home: Path, notices: Notices) -> None:
    with open_home(home) as opened:
        wanted = attention(opened)
    assert wanted
    assert hands.window.status.alarm["text"] == f"需处理 {len(wanted)}"
    assert notices.found.alerts == wanted
    assert not notices.toasts.shown  # the clock of this window stands still


def test_where_nothing_needs_anybody_there_is_no_number(hands: Hands, notices: Notices) -> None:
    heard(notices)
    hands.root.update()
    assert not hands.window.status.alarm.winfo_ismapped()
    heard(notices, alert("1楼", "late"))
    hands.root.update()
    assert hands.window.status.alarm.winfo_ismapped()


@pytest.mark.parametrize("key", ["Return", "space", ""])
def test_the_list_opens_by_click_and_by_key_and_leads_on(hands: Hands, notices: Notices, key: str, monkeypatch) -> None:
    heard(notices, ONE, TWO)
    alarm = hands.window.status.alarm
    hands.root.update()
    if key:
        hands.press(key, alarm)
    else:
        hands.click(alarm)
    hands.until(lambda: notices.list and hands.sees("1楼设备自 09:22 起没有读成", notices.list), "the list")
    assert hands.root.focus_get() is notices.list.canvas
    led = []
    monkeypatch.setattr(hands.window.desk, "go", lambda to, **focus: led.append((to, focus)))
    hands.press("Down", notices.list.canvas)
    hands.press("Down", notices.list.canvas)
    hands.press("Return", notices.list.canvas)
    assert led == [("terminals", {"name": "2楼"})]
    assert notices.list is None


def test_escape_puts_the_list_away_and_the_keyboard_back(hands: Hands, notices: Notices) -> None:
    heard(notices, ONE)
    alarm = hands.window.status.alarm
    hands.press("Return", alarm)
    hands.press("Escape", notices.list.canvas)
    assert notices.list is None
    assert hands.root.focus_get() is alarm
    hands.click(alarm)
    hands.click(alarm)  # a second click closes it again
    assert notices.list is None


def test_the_number_is_reached_by_tab(hands: Hands, notices: Notices) -> None:
    heard(notices, ONE)
    hands.root.update()
    widget, seen = hands.root.tk_focusNext(), set()
    while widget is not None and str(widget) not in seen:
        seen.add(str(widget))
        widget = widget.tk_focusNext()
    assert str(hands.window.status.alarm) in seen


# ---------------------------------------------------------------- what pops up


def test_news_pop_up_at_the_corner_and_take_no_focus(hands: Hands, notices: Notices) -> None:
    page = hands.go("people")
    hands.press("Control-f", hands.root)
    heard(notices, ONE, TWO)
    hands.root.update()
    assert shown(notices) == [ONE.text, TWO.text]
    assert hands.root.focus_get() is page.search
    hands.type("wang")
    assert page.search.get() == "wang"
    page.search.delete(0, "end")
    lower, upper = notices.toasts.shown
    assert lower.winfo_rootx() + lower.winfo_width() <= hands.root.winfo_screenwidth()
    assert lower.winfo_rooty() + lower.winfo_height() <= hands.root.winfo_screenheight()
    assert upper.winfo_rooty() + upper.winfo_height() <= lower.winfo_rooty()
    assert hands.sees("在岗　急", lower)


def test_of_many_the_gravest_are_shown_and_the_rest_is_counted(hands: Hands, notices: Notices) -> None:
    heard(notices, alert("5楼", "late"), ONE, TWO, THREE, FOUR)
    assert shown(notices) == [ONE.text, TWO.text, "另有 3 项要留意，见窗口右下角“需处理”"]
    hands.click(notices.toasts.shown[2].text)
    assert notices.list is not None  # it leads to the list


def test_a_note_leads_to_its_page_and_goes(hands: Hands, notices: Notices) -> None:
    heard(notices, ONE, TWO)
    hands.root.update()
    hands.click(notices.toasts.shown[0].text)
    hands.settle()
    assert hands.window.front == "terminals"
    assert shown(notices) == [TWO.text]
    hands.click(notices.toasts.shown[0].cross)
    assert shown(notices) == []
    assert hands.window.front == "terminals"


def test_a_note_brings_a_minimised_window_back(hands: Hands, notices: Notices) -> None:
    hands.root.iconify()
    hands.until(lambda: hands.root.state() == "iconic", "the window to be small")
    heard(notices, ONE)
    toast = notices.toasts.shown[0]
    hands.until(toast.winfo_viewable, "the note")
    hands.click(toast.text)
    hands.until(lambda: hands.root.state() != "iconic", "the window")
    hands.settle()


def test_a_note_goes_by_itself_but_not_under_the_pointer(hands: Hands, notices: Notices, monkeypatch) -> None:
    monkeypatch.setattr(toasts, "STAYS_MS", 150)
    monkeypatch.setattr(toasts, "AGAIN_MS", 50)
    heard(notices, ONE, TWO)
    hands.root.update()
    held = notices.toasts.shown[0]
    held.event_generate("<Enter>")
    hands.until(lambda: len(notices.toasts.shown) == 1, "the other note to go")
    assert notices.toasts.shown == [held]
    held.event_generate("<Leave>")
    hands.until(lambda: not notices.toasts.shown, "the note to go")


def test_each_thing_is_told_once_a_day_also_over_a_restart(hands: Hands, notices: Notices, monkeypatch) -> None:
    desk = hands.window.desk
    heard(notices, ONE)
    notices.toasts.clear()
    heard(notices, ONE, TWO)
    assert shown(notices) == [TWO.text]
    notices.toasts.clear()
    following = Notices(desk, hands.root, hands.window.status, notices._keeper)
    monkeypatch.setattr(following, "ask", lambda: None)
    monkeypatch.setattr("ui.notices.LOUD_MS", 10)
    following.begin(loud=True)
    heard(following, ONE, TWO, THREE)  # the morning has not had time to see to them
    assert shown(following) == []
    hands.until(lambda: following.loud, "notes to pop up")
    heard(following, ONE, TWO)
    assert shown(following) == []
    heard(following, ONE)
    heard(following, ONE, TWO)  # it was over, and is back
    assert shown(following) == [TWO.text]
    monkeypatch.setattr(desk, "clock", lambda: NOW + timedelta(days=1))
    heard(following, ONE, TWO)
    assert shown(following) == [ONE.text, TWO.text]
    following.toasts.clear()


def test_while_the_clock_stands_still_nothing_pops_up(hands: Hands, notices: Notices, monkeypatch) -> None:
    monkeypatch.setattr(notices, "loud", False)
    heard(notices, ONE)
    assert shown(notices) == []


def test_a_question_that_fails_says_nothing_and_is_asked_again(hands: Hands, notices: Notices, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("ui.notices.watch", _refuses)
    monkeypatch.setattr(notices, "_in", asked.append)
    notices.ask()
    hands.settle()
    assert hands.dialogs() == []
    assert asked == [60_000]


def _refuses(_home: object, _own: int) -> Watched:
    from office.failures import JobError

    raise JobError("不行")

"""The page of today, driven by hand on the demo's Monday at 09:22."""

import socket
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from ui_hands import Hands

from attendance.records import Address, TerminalUser
from devices.emulator import Emulator
from office import step_aways, terminals
from office.board import board
from office.home import open_home
from ui.widgets.wrapping import wrap

NOW = datetime(2026, 11, 23, 9, 22)


@pytest.fixture
def page(hands: Hands):
    found = hands.go("today")
    drawn(hands, found)
    return found


def drawn(hands: Hands, page) -> None:
    hands.settle()
    hands.until(lambda: page.board and not page.map.slices.busy and not page.alerts.slices.busy, "a drawn page")


def click_seat(hands: Hands, page, post: str, line: int, button: int = 1) -> None:
    """Click a line of a post on the map; -1 is its name."""
    page.map.mark(post, line)
    place, measure = page.map.place_of(post), page.map.measure
    down = measure.pad_top + line * measure.line + measure.line // 2 if line >= 0 else measure.pad_top // 2
    hands.click(page.map.canvas, button, at=(place.left + 20, place.top + down - int(page.map.canvas.canvasy(0))))


def choose(hands: Hands, page, text: str) -> None:
    """A line of the menu that is open."""
    hands.until(lambda: page.popped is not None and page.popped.winfo_ismapped(), "the menu")
    page.popped.activate(page.popped.index(text))
    hands.press("Return", page.popped)
    hands.settle()


def looked(home: Path):
    with open_home(home) as opened:
        return board(opened)


def shown_posts(page) -> list[str]:
    return [place.key for place in page.map.layout.places]


# ---------------------------------------------------------------- what is seen


def test_the_page_shows_the_morning_the_cards_the_map_and_the_alerts(hands: Hands, home: Path, page) -> None:
    found = looked(home)
    figures = {column: card.figure["text"] for column, card in page.cards.cards.items()}
    assert figures == {
        "": str(found.counts.due),
        "present": str(found.counts.present),
        "not_yet": str(found.counts.not_yet),
        "on_leave": str(found.counts.on_leave),
        "away": str(found.counts.away),
        "unknown": str(found.counts.unknown),
    }
    assert shown_posts(page) == [tile.post for tile in found.tiles]
    texts = hands.seen(page)
    assert {seat.name for tile in found.tiles for seat in tile.seats if len(seat.name) < 5} <= set(texts)
    assert f"2026-11-20 星期五　已公示第 {found.morning.edition} 版" in texts
    assert "没有读成：3楼" in texts
    joined = "".join(texts).replace("\n", "")
    assert all(alert.text.replace(" ", "") in joined.replace(" ", "") for alert in found.alerts)


def test_the_rail_shows_every_step_of_the_morning_and_how_it_went(hands: Hands, home: Path, page) -> None:
    line = looked(home).line
    texts = hands.seen(page.strip.rail)
    titles = {"read": "读取", "draft": "草稿", "publish": "公示", "latest": "最迟公示", "deadline": "期限"}
    assert [f"{step.at:%H:%M} {titles[step.kind]}" for step in line.steps] == [
        text for text in texts if text[:2].isdigit() and text.endswith(tuple(titles.values()))
    ]
    assert {step.said for step in line.steps} <= {"", *texts}
    assert {step.state for step in line.steps} >= {"done", "missed", "off"}
    assert "！没有自动运行" in texts  # the clock of these tests stands still


def test_a_posted_day_needs_no_word(hands: Hands, page) -> None:
    assert not page.strip.agree.winfo_ismapped()
    assert not page.strip.publish.winfo_ismapped()


def test_where_nothing_ran_yet_there_is_no_log_to_open(hands: Hands, home: Path, page, monkeypatch) -> None:
    hands.click("运行日志")
    hands.wait_for("还没有运行日志")
    opened = []
    monkeypatch.setattr(hands.window.desk, "open_file", opened.append)
    log = home / "logs/早上-2026-11.log"
    log.write_text("2026-11-23 09:22:00 …\n", encoding="utf-8")
    hands.click("运行日志")
    hands.until(lambda: opened, "the log")
    assert opened == [str(log)]


def test_nothing_is_drawn_while_nothing_changes(hands: Hands, page) -> None:
    before = page.map.draws, page.map.ticks, page.alerts.draws, page.strip.rail.draws
    assert before[0] == len(page.board.tiles)
    for _ in range(3):
        page.tick()
        hands.press("F5")
        drawn(hands, page)
    assert (page.map.draws, page.map.ticks, page.alerts.draws, page.strip.rail.draws) == before


def test_running_clocks_go_on_by_their_text_alone(hands: Hands, page, monkeypatch) -> None:
    drawings = page.map.draws
    assert hands.sees("离岗 05:30", page)  # A03 went at 09:12:30
    monkeypatch.setattr(hands.window.desk, "clock", lambda: NOW.replace(minute=23, second=1))
    page.tick()
    assert hands.sees("离岗 04:29", page)
    assert page.map.ticks == 2  # two are away
    page.tick()
    assert page.map.ticks == 2
    monkeypatch.setattr(hands.window.desk, "clock", lambda: NOW)
    page.tick()
    assert page.map.draws == drawings


def test_a_clock_turns_red_by_itself(hands: Hands, page, monkeypatch) -> None:
    page.board = page.board.__class__(**{**page.board.__dict__, "turns": None})  # so that nothing is asked for
    monkeypatch.setattr(hands.window.desk, "clock", lambda: NOW.replace(minute=30))
    page.tick()
    assert hands.sees("超时 -02:30", page)
    monkeypatch.setattr(hands.window.desk, "clock", lambda: NOW)
    page.tick()
    assert hands.sees("离岗 05:30", page)


# ---------------------------------------------------------------- narrowing


def test_a_card_narrows_the_map_and_widens_it_again(hands: Hands, page) -> None:
    wanted = [tile.post for tile in page.board.tiles if any(seat.where == "not_yet" for seat in tile.seats)]
    assert wanted
    hands.click(page.cards.cards["not_yet"])
    drawn(hands, page)
    assert shown_posts(page) == wanted
    hands.press("F5")  # a reload keeps what was chosen
    drawn(hands, page)
    assert shown_posts(page) == wanted
    hands.click(page.cards.cards["not_yet"])
    drawn(hands, page)
    assert len(shown_posts(page)) == len(page.board.tiles)


def test_floor_unit_and_what_is_typed_narrow_the_map(hands: Hands, page) -> None:
    hands.click(page.floors.parts["2"])
    drawn(hands, page)
    assert {post[0] for post in shown_posts(page)} == {"B"}
    page.unit.set("市税务局")
    page.unit.event_generate("<<ComboboxSelected>>")
    drawn(hands, page)
    assert shown_posts(page) == [t.post for t in page.board.tiles if (t.floor, t.unit) == ("2", "市税务局")]
    page.unit.current(0)
    page.unit.event_generate("<<ComboboxSelected>>")
    hands.click(page.floors.parts["*"])
    hands.press("Control-f")
    assert hands.root.focus_get() is page.search
    hands.type("wangjianjun")
    drawn(hands, page)
    assert shown_posts(page) == ["A01"]
    hands.type("x")
    hands.wait_for("没有符合条件的岗位")
    hands.press("Escape")
    drawn(hands, page)
    assert len(shown_posts(page)) == len(page.board.tiles)


def test_twenty_posts_of_a_floor_are_in_sight_on_the_smallest_screen(hands: Hands, page) -> None:
    places, measure = page.map.layout.places, page.map.measure
    columns = max(place.column for place in places) + 1
    rows = (page.map.canvas.winfo_height() - measure.head) // (places[0].height + measure.gap)
    assert columns * rows >= 20


# ---------------------------------------------------------------- doing


def test_a_step_away_is_opened_and_closed_in_two_clicks_each(hands: Hands, home: Path, page) -> None:
    click_seat(hands, page, "A01", 0, button=3)
    choose(hands, page, "登记离岗")
    drawn(hands, page)
    with open_home(home) as opened:
        (mine,) = [each for each in step_aways.list_aways(opened, NOW.date()) if each.away.number == "1001"]
    assert (mine.away.at, mine.away.closed) == (9 * 3600 + 22 * 60, None)
    assert hands.sees("离岗 15:00", page)
    with open_home(home) as opened:  # time passes: the demo's clock stands still, and nobody is back before he went
        step_aways.cancel_away(opened, mine.away.id)
        step_aways.open_away(opened, "1001", NOW.replace(minute=20))
    hands.press("F5")
    drawn(hands, page)
    click_seat(hands, page, "A01", 0, button=3)
    choose(hands, page, "登记返回")
    with open_home(home) as opened:
        (mine,) = [each for each in step_aways.list_aways(opened, NOW.date()) if each.away.number == "1001"]
    assert mine.away.closed == 9 * 3600 + 22 * 60


def test_what_cannot_be_entered_is_said_and_nothing_is_saved(hands: Hands, home: Path, page) -> None:
    with open_home(home) as opened:  # at another desk, a moment ago
        other = step_aways.open_away(opened, "1002", NOW).away.id
    click_seat(hands, page, "A01", 1, button=3)
    choose(hands, page, "登记离岗")
    hands.wait_for("工号 1002 已有离岗登记")
    with open_home(home) as opened:
        assert len([e for e in step_aways.list_aways(opened, NOW.date()) if e.away.number == "1002"]) == 1
        step_aways.cancel_away(opened, other)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to go")


def test_the_map_is_walked_by_keys(hands: Hands, page) -> None:
    canvas = page.map.canvas
    hands.press("Down", canvas)
    page.map.mark("A01", 0)
    for key, expected in (("Down", ("A01", 1)), ("Right", ("A02", 0)), ("Down", ("A02", 1)), ("Down", ("A07", 0))):
        hands.press(key, canvas)
        tile, seat = page.map.spot
        assert (tile.post, tile.seats.index(seat)) == expected
    assert hands.sees("A07 A　", page)  # told in full under the map
    hands.press("Shift-F10", canvas)
    hands.until(page.popped.winfo_ismapped, "the menu")
    hands.press("Escape", page.popped)
    hands.press("Return", canvas)
    hands.settle()
    assert hands.window.front == "attendance"


def test_a_click_leads_to_the_day_the_step_away_and_the_post(hands: Hands, page, monkeypatch) -> None:
    led = []
    monkeypatch.setattr(hands.window.desk, "go", lambda to, **focus: led.append((to, focus)))
    click_seat(hands, page, "A05", 0)
    click_seat(hands, page, "A03", 0)
    click_seat(hands, page, "A03", -1)
    hands.click(page.strip.post)
    assert led == [
        ("attendance", {"day": NOW.date(), "number": page.map.place_of("A05").tile.seats[0].number}),
        ("step_away", {"number": "1005"}),
        ("posts", {"post": "A03"}),
        ("postings", {"day": datetime(2026, 11, 20).date()}),
    ]


def test_alerts_lead_to_their_pages_by_click_and_by_key(hands: Hands, page, monkeypatch) -> None:
    led = []
    monkeypatch.setattr(hands.window.desk, "go", lambda to, **focus: led.append((to, focus)))
    page.alerts.canvas.yview_moveto(0)
    hands.click(page.alerts.canvas, at=(40, 20))
    hands.press("Down", page.alerts.canvas)
    hands.press("Return", page.alerts.canvas)
    assert led == [(alert.page, dict(alert.focus)) for alert in page.alerts.alerts[:2]]


def test_every_alert_of_the_demo_leads_to_a_page_that_takes_it(hands: Hands, page) -> None:
    kinds = {alert.kind for alert in page.alerts.alerts}
    assert {"terminal", "outing", "stranger", "leave_pending", "uncovered", "calendar"} <= kinds
    ways = {(alert.page, *dict(alert.focus)): alert for alert in page.alerts.alerts}
    for alert in ways.values():
        page.follow(alert)
        hands.settle()
        assert hands.window.front == alert.page
        for dialog in hands.dialogs():  # an unknown number is asked for at once
            hands.press("Escape", dialog)
        hands.go("today")


# ---------------------------------------------------------------- reading the terminals


def test_reading_shows_each_terminal_and_what_came_of_it(hands: Hands, home: Path, page) -> None:
    with ExitStack() as stack:
        terminal = Emulator("SN-HALL", users=[TerminalUser(1, "1001", "王建军")], clock=lambda: NOW)
        stack.enter_context(terminal)
        terminal.punch("1001", NOW.replace(hour=7, minute=50))
        with open_home(home) as opened:
            terminals.add(opened, "大厅", terminal.address, "1")
        hands.press("F5")
        drawn(hands, page)
        hands.click("读取设备")
        assert hands.sees("停止读取")
        assert hands.sees("大厅 ", page)
        hands.wait_for("读取完成，新打卡记录 1 条；没有读成：1楼、2楼、3楼")
    drawn(hands, page)
    found = looked(home)
    assert {read.name: read.state for read in found.morning.terminals}["大厅"] == "ok"
    assert hands.sees("没有读成：1楼、2楼、3楼", page)
    assert not hands.sees("停止读取")


def test_reading_can_be_stopped(hands: Hands, home: Path, page) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        with open_home(home) as opened:
            terminals.remove(opened, "大厅")
            terminals.add(opened, "哑巴", Address(*silent.getsockname()), "1")
        hands.press("F5")
        drawn(hands, page)
        hands.click("读取设备")
        hands.until(lambda: hands.window.desk.tasks.long_work, "the reading")
        hands.click("停止读取")
        hands.wait_for("已停止读取")
        with open_home(home) as opened:
            terminals.remove(opened, "哑巴")
    hands.press("F5")
    drawn(hands, page)
    assert hands.sees("读取设备")


# ---------------------------------------------------------------- lines


def test_lines_break_between_characters_never_before_a_comma_or_in_a_number() -> None:
    def measure(text: str) -> int:
        return len(text)

    assert wrap("数据只到 09:20，请读取", 6, measure) == "数据只到\n09:20，\n请读取"
    assert wrap("一二三四五，六", 5, measure) == "一二三四五，\n六"
    assert wrap("短", 10, measure) == "短"

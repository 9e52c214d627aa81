"""设备 by hand: register after a trial, read with progress and stop, set a clock, decide, raw records, sheets."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from acceptance_desk import Desk, enrolled, moment, person, sheet
from ui_hands import Hands

from devices.emulator import Emulator
from office.corrections import list_corrections
from office.home import open_home
from office.punch_list import PunchFilter, punch_table
from office.terminal_view import terminal_view
from office.terminal_waiting import waiting
from office.terminals import list_terminals

NOW = datetime(2026, 11, 23, 9, 22)
THURSDAY, FRIDAY = "2026-11-19", "2026-11-20"
SIX = [f"100{n}" for n in range(1, 7)]
AHEAD = timedelta(minutes=7, seconds=2)
Terminals = dict[str, Emulator]


@pytest.fixture(scope="module")
def wall() -> list[datetime]:
    """What the clocks on the wall show; the office reads on Friday evening first."""
    return [moment(FRIDAY, "21:00")]


@pytest.fixture(scope="module")
def terminals(wall: list[datetime]) -> Iterator[Terminals]:
    """Three on the wall: one whose clock is seven minutes ahead, one silent on Friday morning, one with a key."""
    log = [
        (number, moment(day, time))
        for day in (THURSDAY, FRIDAY)
        for number in SIX
        for time in ("08:20", "12:10", "14:20", "17:40")
        if (day, time[:2]) not in ((FRIDAY, "08"), (FRIDAY, "12"))
    ]
    with ExitStack() as stack:
        made = {
            "一楼": Emulator("SN-1", users=enrolled(SIX), log=log, clock=lambda: wall[0]),
            "二楼": Emulator("SN-2", users=enrolled(SIX), clock=lambda: wall[0] + AHEAD, capacity=10),
            "三楼": Emulator("SN-3", users=enrolled(SIX), clock=lambda: wall[0] + AHEAD, comm_key=2013),
        }
        yield {name: stack.enter_context(each) for name, each in made.items()}


@pytest.fixture(scope="module")
def home(terminals: Terminals, wall: list[datetime], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre with two of them registered, read on Friday evening; the window opens on this page."""
    desk = Desk(tmp_path_factory.mktemp("terminals") / "home", moment(FRIDAY, "21:00"))
    desk.settle_in()
    desk.staff(*(person(number, 楼层="1") for number in SIX))
    desk.register("一楼", terminals["一楼"], "--floor", "1")
    desk.register("二楼", terminals["二楼"], "--floor", "2")
    desk.ask("pull")
    wall[0] = NOW
    (desk.home / "window.json").write_text('{"page": "terminals"}', encoding="utf-8")
    return desk.home


@pytest.fixture
def part(hands: Hands) -> Any:
    """The first part of the page."""
    page = hands.go("terminals")
    page.turn("overview")
    hands.settle()
    return page.parts["overview"]


def entry(dialog: Any, key: str) -> Any:
    return next(field for field in dialog.form.fields if field.key == key).entry


def read(hands: Hands, part: Any, button: str) -> None:
    hands.click(button)
    hands.until(lambda: not part.reading.busy, "the end of the reading")
    hands.settle()


def seen(hands: Hands) -> str:
    """All that is on the screen, with the blanks that Chinese lines break at."""
    return "\n".join(hands.seen()).replace("\u00a0", " ")


# ---------------------------------------------------------------- the table, reading, trials


def test_the_terminals_are_listed_with_their_states(hands: Hands, part: Any) -> None:
    cells = {row.id: row.cells for row in part.sheet.rows}
    assert cells["一楼"][:6] == ("一楼", "1楼", "√ 已读全", "11-20 21:00", "11-20 21:00", "一致")
    assert cells["一楼"][6:9] == ("36 · 0%", "6", "SN-1")
    hands.click_row(part.sheet, "一楼")
    for text in ("通信密码", "没有设置", "36 / 100,000", "Ver 6.60 Emulated"):
        hands.wait_for(text)
    hands.press("Tab", part.sheet.table.MT)
    assert hands.root.focus_get() is not part.sheet.table.MT


def test_all_are_read_side_by_side_and_told_in_words(hands: Hands, part: Any, terminals: Terminals, home: Path) -> None:
    terminals["一楼"].punch("1001", NOW - timedelta(hours=1))
    for minute in range(9):
        terminals["二楼"].punch("7777", NOW - timedelta(minutes=minute))
    read(hands, part, "全部读取")
    told = seen(hands)
    assert "√ 新 1 条，已有 36 条，时钟一致" in told and "√ 新 9 条，已有 0 条，时钟快 7 分 2 秒" in told
    assert "名册里没有这个号码 7777（9 条）" in told and "读到 2 台，共 2 台，新记录 10 条" in told
    with open_home(home) as opened:
        rows = {row.name: row for row in terminal_view(opened).rows}
        assert rows["一楼"].horizon == rows["二楼"].horizon == NOW
        assert (rows["二楼"].offset, rows["二楼"].nearly_full) == (422, True)
    hands.click_row(part.sheet, "二楼")
    for text in ("时钟偏差较大", "的容量，请先确认都已读取"):
        hands.wait_for(text)
    assert part.sheet.rows[1].cells[5:7] == ("快 7 分 2 秒", "9 · 90%")


def test_one_that_cannot_be_read_leaves_the_others_alone(hands: Hands, part: Any, terminals: Terminals) -> None:
    where = terminals["二楼"].address
    terminals["二楼"].close()
    read(hands, part, "全部读取")
    told = seen(hands)
    assert "√ 新 0 条，已有 37 条" in told and "没有设备应答" in told
    states = {row.id: row.cells[2] for row in part.sheet.rows}
    assert states["一楼"] == "√ 已读全" and states["二楼"] == "× 连不上，09:22 起"
    hands.click_row(part.sheet, "二楼")
    hands.click("测试连接")
    hands.until(lambda: not part.reading.busy)
    assert "× 127.0.0.1 有机器在，但端口" in seen(hands)
    again = Emulator("SN-2", users=enrolled(SIX), clock=lambda: NOW + AHEAD, port=where.port)
    again.punch("1001", NOW)
    terminals["二楼"] = again.start()
    hands.click("测试连接")
    hands.until(lambda: not part.reading.busy)
    assert "√ 连接正常，这是一台考勤设备，序列号 SN-2" in seen(hands)


def test_a_reading_is_stopped(hands: Hands, part: Any, home: Path) -> None:
    with Emulator("SN-9", users=enrolled(SIX), clock=lambda: NOW) as slow, open_home(home) as opened:
        before = len(punch_table(opened, PunchFilter()).rows)
        slow._serve_stream = lambda connection: connection.recv(1) and slow._stopped.wait(5)  # type: ignore[method-assign]
        where = slow.address
        part.add()
        dialog = hands.dialogs()[-1]
        for key, text in (("name", "九楼"), ("host", where.host), ("port", str(where.port))):
            hands.type(text, entry(dialog, key), clear=True)
        hands.press("Return")
        hands.wait_gone("登记设备")
        hands.settle()
        hands.click_row(part.sheet, "九楼")
        hands.click("读取")
        hands.wait_for("停止读取")
        assert str(part.read_all["state"]) == "disabled"
        hands.click("停止读取")
        hands.wait_for("已停止读取")
        hands.settle()
        assert str(part.read_all["state"]) == "normal"
        assert len(punch_table(opened, PunchFilter()).rows) == before
    hands.click_row(part.sheet, "九楼")
    hands.click("停用…")
    hands.click("登记错了，从来没有用过：以前的日子也不等它")
    hands.press("Return", hands.dialogs()[-1].body)
    hands.wait_for("九楼 已停用")
    hands.settle()
    assert [row.id for row in part.sheet.rows] == ["一楼", "二楼"]


# ---------------------------------------------------------------- registering, changing, clocks


def test_registering_with_a_trial_that_says_what_is_wrong(
    hands: Hands, part: Any, terminals: Terminals, home: Path
) -> None:
    where = terminals["三楼"].address
    hands.click("登记设备…")
    dialog = hands.dialogs()[-1]
    hands.type("三楼", entry(dialog, "name"))
    hands.type("大厅", entry(dialog, "floor"))
    hands.type(where.host, entry(dialog, "host"))
    hands.type(str(where.port), entry(dialog, "port"), clear=True)
    hands.click("测试连接")
    hands.until(lambda: dialog.trial is None)
    assert "× 这台设备设了通信密码" in seen(hands)
    hands.type("2014", entry(dialog, "comm_key"))
    hands.click("测试连接")
    hands.until(lambda: dialog.trial is None)
    assert "× 通信密码不对" in seen(hands)
    hands.type("2013", entry(dialog, "comm_key"), clear=True)
    hands.click("测试连接")
    hands.until(lambda: dialog.trial is None)
    assert "√ 连接正常" in seen(hands) and "固件 Ver 6.60 Emulated" in seen(hands)
    hands.press("Return", entry(dialog, "floor"))
    hands.wait_for("楼层“大厅”不对")  # said inside, and what was typed is still there
    assert entry(dialog, "comm_key").get() == "2013"
    with open_home(home) as opened:
        assert len(list_terminals(opened)) == 2
    hands.type("3", entry(dialog, "floor"), clear=True)
    hands.press("Return")
    hands.wait_for("已登记 三楼")
    hands.settle()
    with open_home(home) as opened:
        placed = list_terminals(opened)[2].placed
        assert (placed.name, placed.floor, placed.address, placed.first) == ("三楼", "3", where, None)
    assert part.chosen.name == "三楼"
    hands.wait_for("登记以后还没有读取过")


def test_a_change_is_dated_and_a_taken_address_refused(
    hands: Hands, part: Any, terminals: Terminals, home: Path
) -> None:
    hands.click_row(part.sheet, "三楼")
    hands.click("修改…")
    dialog = hands.dialogs()[-1]
    assert (entry(dialog, "name").get(), entry(dialog, "comm_key").get()) == ("三楼", "2013")
    hands.type(str(terminals["一楼"].address.port), entry(dialog, "port"), clear=True)
    hands.press("Return")
    hands.wait_for("已经登记为“一楼”")
    hands.type(str(terminals["三楼"].address.port), entry(dialog, "port"), clear=True)
    hands.type("4", entry(dialog, "floor"), clear=True)
    hands.press("Return")
    hands.wait_for("已保存 三楼")
    hands.settle()
    with open_home(home) as opened:
        placed = list_terminals(opened)[2].placed
        assert (placed.floor, placed.first) == ("4", NOW.date())


def test_a_clock_is_set_after_its_offset_was_shown(hands: Hands, part: Any, terminals: Terminals, home: Path) -> None:
    hands.click_row(part.sheet, "三楼")
    hands.click("校时…")
    hands.wait_for("的时钟现在比本机快")
    assert "快 7 分 2 秒" in seen(hands)
    with open_home(home) as opened:
        assert terminal_view(opened).rows[2].state == "never"  # measuring alone reads nothing
    hands.click("读取并校时")
    hands.wait_for("校时后一致")
    hands.settle()
    with open_home(home) as opened:
        (row,) = [row for row in terminal_view(opened).rows if row.name == "三楼"]
        assert (row.state, row.offset) == ("ok", 422)  # what was read took the offset of before


def test_a_clock_that_cannot_be_measured_cannot_be_set(hands: Hands, part: Any, terminals: Terminals) -> None:
    terminals["三楼"].close()
    hands.click_row(part.sheet, "三楼")
    hands.click("校时…")
    hands.wait_for("没有设备应答")
    assert str(hands.dialogs()[-1].yes["state"]) == "disabled"
    hands.press("Escape")
    hands.wait_gone("读取并校时")


def test_a_terminal_is_taken_out_of_use(hands: Hands, part: Any, home: Path) -> None:
    hands.click_row(part.sheet, "三楼")
    hands.click("停用…")
    dialog = hands.dialogs()[-1]
    hands.type("哪天", dialog.form.fields[0].date.entry, clear=True)
    hands.click(dialog.yes)
    hands.settle()
    with open_home(home) as opened:
        assert len(list_terminals(opened)) == 3
    hands.type("2026-11-23", dialog.form.fields[0].date.entry, clear=True)
    hands.click(dialog.yes)
    hands.wait_for("三楼 已停用")
    hands.settle()
    assert [row.id for row in part.sheet.rows] == ["一楼", "二楼"]


# ---------------------------------------------------------------- decisions, sheets, raw records


def test_a_silent_session_is_settled_by_a_sheet_and_the_sheet_revoked(
    hands: Hands, part: Any, home: Path, tmp_path: Path
) -> None:
    hands.wait_for("一楼 2026-11-20 星期五 上午没有一条记录")
    good = sheet(tmp_path / "签到表.xlsx", ("工号", "签到时间"), *((number, "08:25") for number in SIX))
    bad = sheet(tmp_path / "错.xlsx", ("工号", "签到时间"), ("1001", "08:25"), ("8888", "08:25"))
    hands.click("认定…")
    hands.click("设备确实停了：用当时的纸质签到表")
    dialog = hands.dialogs()[-1]
    fields = {field.key: field for field in dialog.fields.fields}
    assert (fields["floor"].get(), fields["first"].get()) == ("1", "06:30")
    fields["file"].set(bad)
    hands.press("Return", fields["witness"].entry)
    hands.wait_for("请写明见证人")
    hands.type("周主任", fields["witness"].entry)
    hands.press("Return")
    hands.wait_for("整张都没有导入")
    assert "第 3 行 工号“8888”" in seen(hands)
    fields["file"].set(good)
    hands.press("Return", fields["witness"].entry)
    hands.wait_for("6 人签到")
    hands.settle()
    with open_home(home) as opened:
        assert waiting(opened) == ()
        (entered,) = list_corrections(opened, date(2026, 11, 20), date(2026, 11, 20))
    hands.wait_gone("疑似停电")
    hands.click("签到表与补签")
    hands.settle()
    sheets = hands.window.pages["terminals"].parts["sheets"]
    assert sheets.sheet.rows[0].cells[1:6] == ("签到表", "2026-11-20 星期五", "06:30–13:15", "1 楼 6 次签到", "周主任")
    assert len(sheets.lines.rows) == 6
    hands.click("撤销…")
    hands.click(hands.dialogs()[-1].yes)
    hands.wait_for("请写明撤销的原因")
    hands.type("登记错了", hands.dialogs()[-1].form.fields[0].area)
    hands.click(hands.dialogs()[-1].yes)
    hands.wait_for("已撤销编号")
    hands.settle()
    with open_home(home) as opened:
        assert list_corrections(opened, entered.day, entered.day)[0].revoked == "登记错了"
    assert sheets.sheet.rows[0].cells[8] == "已撤销：登记错了"
    assert str(sheets.back["state"]) == "disabled"


def test_a_silent_session_is_decided(hands: Hands, part: Any, home: Path) -> None:
    hands.click("认定…")
    dialog = hands.dialogs()[-1]
    hands.click(dialog.yes)
    hands.wait_for("请写明依据，例如")
    hands.type("已查看监控", dialog.reason.fields[0].area)
    hands.click(dialog.yes)
    hands.wait_for("当时工作正常")
    hands.settle()
    with open_home(home) as opened:
        assert waiting(opened) == ()
    assert not hands.sees("疑似停电")


def test_a_sheet_is_imported_and_an_empty_one_written(
    hands: Hands, part: Any, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.click("签到表与补签")
    hands.settle()
    empty = tmp_path / "空白.xlsx"
    monkeypatch.setattr("ui.pages.terminals.sheet_fields.filedialog.asksaveasfilename", lambda **_: str(empty))
    hands.click("下载空白签到表…")
    hands.wait_for("空白签到表已存到")
    assert empty.stat().st_size > 1000
    filled = sheet(tmp_path / "十九日.xlsx", ("工号", "签到时间"), ("1001", "09:00"))
    hands.click("导入签到表…")
    fields = {field.key: field for field in hands.dialogs()[-1].fields.fields}
    fields["file"].set(filled)
    for key, text in (("floor", "1"), ("first", "8:30"), ("last", "09:30"), ("witness", "周主任")):
        hands.type(text, fields[key].entry)
    hands.type("2026-11-19", fields["day"].date.entry, clear=True)
    hands.press("Return", fields["witness"].entry)
    hands.wait_for("1 人签到")
    hands.settle()
    with open_home(home) as opened:
        assert [each.floor for each in list_corrections(opened, date(2026, 11, 19), date(2026, 11, 19))] == ["1"]
    hands.click("‹")
    hands.settle()
    hands.wait_for("这段时间没有签到表")
    hands.click("全部")
    hands.settle()
    assert len(hands.window.pages["terminals"].parts["sheets"].sheet.rows) == 2


def test_raw_records_by_day_terminal_and_number(hands: Hands, part: Any) -> None:
    page = hands.window.pages["terminals"]
    hands.click("原始记录")
    hands.settle()
    punches = page.parts["punches"]
    today = [row.cells for row in punches.sheet.rows]
    assert {cells[0] for cells in today} == {"2026-11-23"}
    assert ("7777", "", "二楼") in {(cells[2], cells[3], cells[4]) for cells in today}
    hands.press("Control-f")
    assert hands.root.focus_get() is punches.number
    hands.type("1001")
    hands.press("Return")
    hands.settle()
    assert {row.cells[3] for row in punches.sheet.rows} == {"员1001"}
    page.focus_on(part="punches", day=date(2026, 11, 19), terminal="一楼", number="")
    hands.settle()
    assert len(punches.sheet.rows) == 24
    hands.type("2026-11-18", punches.last.entry, clear=True)
    hands.click("查询")
    hands.wait_for("前后颠倒")
    assert len(punches.sheet.rows) == 24  # what was found before stays


def test_a_link_leads_to_a_terminal(hands: Hands, part: Any) -> None:
    hands.click("原始记录")
    hands.window.go("terminals", name="二楼")
    hands.settle()
    assert part.winfo_ismapped() and part.chosen.name == "二楼"

"""The terminals as the page shows them: states, trials, changes, decisions, raw records, sheets."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
from acceptance_desk import Desk, enrolled, moment, person, sheet

from devices.emulator import Emulator
from devices.faults import Faults
from devices.patience import Patience
from office import punch_list, sheets, terminal_check, terminals
from office.failures import JobError
from office.home import Home, open_home
from office.punch_list import PunchFilter, punch_table
from office.sheets import SheetForm, correction_rows, enter_sheet
from office.terminal_check import Checked, TerminalForm, change, check_address, check_terminal, register, remove
from office.terminal_view import TerminalRow, read_now, terminal_view
from office.terminal_waiting import decide_worked, waiting
from office.terminal_words import offset_words

THURSDAY, FRIDAY, MONDAY = "2026-11-19", "2026-11-20", "2026-11-23"
SIX = [f"100{n}" for n in range(1, 7)]


@pytest.fixture
def desk(tmp_path) -> Desk:
    desk = Desk(tmp_path / "home", moment(FRIDAY, "21:00"))
    desk.settle_in()
    desk.staff(*(person(number, 楼层="1") for number in SIX))
    return desk


@contextmanager
def opened(desk: Desk) -> Iterator[Home]:
    with desk.office_time(), open_home(desk.home) as home:
        yield home


@pytest.fixture
def terminal(desk) -> Iterator[Emulator]:
    with Emulator("SN-F1", users=enrolled(SIX), clock=lambda: desk.now + timedelta(seconds=3)) as emulator:
        yield emulator


def form_of(emulator: Emulator, **fields) -> TerminalForm:
    where = emulator.address
    key = str(where.comm_key or "")
    return replace(TerminalForm("F1", where.host, str(where.port), where.udp, key, "1"), **fields)


def row(desk: Desk, name: str = "F1") -> TerminalRow:
    with opened(desk) as home:
        return next(each for each in terminal_view(home).rows if each.name == name)


def registered(desk: Desk, emulator: Emulator, **fields) -> None:
    with opened(desk) as home:
        register(home, form_of(emulator, **fields))


# ---------------------------------------------------------------- states


def test_a_terminal_goes_from_never_read_to_ok_to_stale_and_failing(desk, terminal):
    registered(desk, terminal)
    fresh = row(desk)
    assert (fresh.state, fresh.since, fresh.contact, fresh.horizon, fresh.share) == ("never", None, None, None, None)

    terminal.punch("1001", moment(FRIDAY, "08:20"))
    with opened(desk) as home:
        (read,) = read_now(home, ["F1"])
    assert (read.ok, read.new, read.known, read.offset, read.problems) == (True, 1, 0, 3, ())
    assert read.sentence == "新 1 条，已有 0 条，时钟快 3 秒"
    good = row(desk)
    assert (good.state, good.serial, good.users, good.records, good.offset) == ("ok", "SN-F1", 6, 1, 3)
    assert (good.horizon, good.contact, good.share, good.offset_wrong) == (desk.now, desk.now, 0, False)

    desk.now = moment(MONDAY, "07:00")  # Friday is known to its end: a weekend is no reason to worry
    assert row(desk).state == "ok"
    desk.now = moment("2026-11-24", "07:00")  # Monday is not
    stale = row(desk)
    assert (stale.state, stale.since) == ("stale", moment(FRIDAY, "21:00"))

    terminal.close()
    with opened(desk) as home:
        (failed,) = read_now(home)
        desk.now += timedelta(hours=1)
    assert not failed.ok and "没有设备应答" in failed.sentence
    with opened(desk) as home:
        read_now(home)
    failing = row(desk)
    assert (failing.state, failing.since) == ("failing", moment("2026-11-24", "07:00"))
    assert failing.failed_at == failing.contact == moment("2026-11-24", "08:00")
    assert failing.failure == failed.sentence and failing.horizon == moment(FRIDAY, "21:00")


def test_fill_offset_and_problems_are_told(desk):
    log = [("1001", moment(FRIDAY, "08:20") + timedelta(minutes=n)) for n in range(8)] + [
        ("9901", moment(FRIDAY, "09:00"))
    ] * 2
    with Emulator("SN-F1", users=enrolled([*SIX, "9901"]), log=log, capacity=12, clock=lambda: desk.now) as small:
        registered(desk, small)
        desk.now += timedelta(minutes=5)
        with opened(desk) as home:
            (read,) = read_now(home)
    told = row(desk)
    assert (told.share, told.nearly_full, told.records_capacity) == (83, True, 12)
    assert told.problems == read.problems == ("名册里没有这个号码 9901 员9901（2 条）",)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "与本机一致"), (3, "快 3 秒"), (-62, "慢 1 分 2 秒"), (422, "快 7 分 2 秒"), (90000, "快 1 天 1 小时")],
)
def test_offsets_in_words(seconds, words):
    assert offset_words(seconds) == words


# ---------------------------------------------------------------- trials


class Web(BaseRequestHandler):
    """A web server that waits for a whole request, as real ones do."""

    def handle(self) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked:
            more = self.request.recv(1024)
            if not more:
                return
            asked += more
        self.request.sendall(b"HTTP/1.1 404 Not Found\r\n\r\n")


class Ssh(BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
        self.request.recv(1024)


@pytest.fixture
def hasty(monkeypatch):
    patience = Patience(connect=0.5, reply=0.4, prepare=0.4, tries=2, sessions=2, pause=0.02, farewell=0.1)
    monkeypatch.setattr(terminal_check, "PATIENCE", patience)
    monkeypatch.setattr(terminal_check, "WEB_SECONDS", 0.3)


@contextmanager
def served(handler: type[BaseRequestHandler]) -> Iterator[int]:
    with ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def tried(desk: Desk, port: int, **fields) -> Checked:
    with opened(desk) as home:
        return check_address(home, TerminalForm("F1", "127.0.0.1", str(port), **fields))


def test_a_trial_that_goes_well_tells_the_terminal(desk, terminal):
    terminal.punch("1001", moment(FRIDAY, "08:20"))
    with opened(desk) as home:
        found = check_address(home, form_of(terminal))
    assert found.ok and found.sentence == "连接正常，这是一台考勤设备，序列号 SN-F1"
    assert (found.serial, found.users, found.records, found.offset) == ("SN-F1", 6, 1, 3)
    assert found.firmware.startswith("Ver") and found.records_capacity == 100_000
    registered(desk, terminal)
    with opened(desk) as home:
        read_now(home)
        again = check_address(home, form_of(terminal, name="F2"))
        assert again.registered_as == "F1" and "登记为“F1”" in again.sentence
        assert check_terminal(home, "F1").registered_as == ""


def test_a_trial_says_in_plain_words_what_is_wrong(desk, hasty):
    with ExitStack() as stack:
        closed = stack.enter_context(socket.socket())
        closed.bind(("127.0.0.1", 0))
        mute = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        locked = stack.enter_context(Emulator("SN-2", comm_key=123456))
        stalled = stack.enter_context(Emulator("SN-3", faults=Faults("silence", always=True, seed=0)))
        web, ssh = (stack.enter_context(served(kind)) for kind in (Web, Ssh))
        cases = {
            "closed": tried(desk, closed.getsockname()[1]),
            "mute": tried(desk, mute.getsockname()[1]),
            "mute_udp": tried(desk, udp.getsockname()[1], udp=True),
            "web": tried(desk, web),
            "not_a_terminal": tried(desk, ssh),
            "no_key": tried(desk, locked.address.port),
            "wrong_key": tried(desk, locked.address.port, comm_key="654321"),
            "stalled": tried(desk, stalled.address.port),
        }
        assert tried(desk, locked.address.port, comm_key="１２３４５６").ok  # as a Chinese keyboard writes it
    for kind, found in cases.items():
        assert (found.kind, found.ok) == (kind, False), found
        assert "请" in found.sentence and "--" not in found.sentence and "{" not in found.sentence
        assert found.technical
    assert "网站" in cases["web"].sentence and "不是考勤设备" in cases["not_a_terminal"].sentence


def test_who_is_not_there_is_told_apart_by_the_systems_words():
    for reason, kind in {
        "timeout": "nobody",
        "unknown host": "unknown_host",
        "[Errno 113] No route to host": "no_way",
        "[WinError 10061] 由于目标计算机积极拒绝，无法连接。": "closed",
    }.items():
        said = terminal_check.failure_words(
            "unreachable", f"unreachable reason={reason} host=h", terminal_check.Address("h")
        )
        assert said == terminal_check.SENTENCES[kind].format(host="h", port=4370)


def test_a_trial_ends_within_ten_seconds():
    assert terminal_check.LIMIT + terminal_check.PATIENCE.farewell + terminal_check.WEB_SECONDS < 10
    assert terminal_check.PATIENCE.connect + terminal_check.PATIENCE.reply < 10 - terminal_check.WEB_SECONDS


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"host": " "}, "请填写设备的地址"),
        ({"host": "192.168.1.201", "port": "70000"}, "1 到 65535"),
        ({"host": "192.168.1.201", "comm_key": "abc"}, "通信密码“abc”"),
        ({"host": "http://192.168.1.201/"}, "请写成"),
        ({"host": "192.168.1.201", "since": "下周"}, "日期“下周”"),
        ({"host": "192.168.1.201", "floor": "大厅"}, "楼层“大厅”"),
        ({"host": "192.168.1.201", "name": ""}, "名称不能为空"),
    ],
)
def test_a_form_that_cannot_be_is_refused(desk, fields, words):
    with opened(desk) as home:
        with pytest.raises(JobError, match=words):
            register(home, replace(TerminalForm("F9", floor="1"), **fields))
        assert terminals.list_terminals(home) == []


def test_addresses_as_a_chinese_keyboard_writes_them():
    found = terminal_check.address_of(TerminalForm(host="１９２。168。1。201 ", port=""))
    assert (found.host, found.port, found.comm_key) == ("192.168.1.201", 4370, 0)
    assert terminal_check.address_of(TerminalForm(host="10.0.0.7:5000", port="4370")).port == 5000


# ---------------------------------------------------------------- changes


def test_a_change_counts_from_its_day_and_history_stays(desk, terminal):
    registered(desk, terminal)
    with opened(desk) as home:
        read_now(home)
    desk.now = moment(MONDAY, "10:00")
    with opened(desk) as home:
        change(home, "F1", form_of(terminal, floor="2", comm_key="77"))
    now = row(desk)
    assert (now.floor, now.comm_key, now.state) == ("2", 77, "ok")
    kept = desk.rows("SELECT floor, since, until FROM terminal WHERE ended_id IS NULL ORDER BY since")
    monday = date.fromisoformat(MONDAY).toordinal()
    assert kept == [("1", 0, monday), ("2", monday, None)]
    assert len(desk.rows("SELECT * FROM terminal")) == 3  # the version before the change keeps standing
    with opened(desk) as home:
        change(home, "F1", form_of(terminal, floor="2", comm_key="77"))
    assert len(desk.rows("SELECT * FROM terminal")) == 3  # nothing new, nothing written


def test_a_name_changes_only_when_all_is_read(desk, terminal):
    registered(desk, terminal)
    with opened(desk) as home:
        read_now(home)
    desk.now = moment(MONDAY, "10:00")
    with opened(desk) as home:
        with pytest.raises(JobError, match="先读取一次"):
            change(home, "F1", form_of(terminal, name="大厅"))
        read_now(home)
        change(home, "F1", form_of(terminal, name="大厅"))
        assert [each.name for each in terminal_view(home).rows] == ["大厅"]
        with pytest.raises(JobError, match="以前停用过"):
            change(home, "大厅", form_of(terminal, name="F1"))
        with pytest.raises(JobError, match="没有名为“F1”"):
            change(home, "F1", form_of(terminal))
    assert desk.ask("assess", FRIDAY)["terminals"][0]["name"] == "F1"


def test_a_terminal_entered_wrongly_leaves_no_day_in_doubt(desk, terminal):
    registered(desk, terminal, name="错名")
    with opened(desk) as home:
        change(home, "错名", form_of(terminal))
        register(home, form_of(terminal, name="多余", port="1"))
        remove(home, "多余", "", never_used=True)
        read_now(home)
        with pytest.raises(JobError, match="读到过记录"):
            remove(home, "F1", "", never_used=True)
    assert [each["name"] for each in desk.ask("assess", THURSDAY)["terminals"]] == ["F1"]
    with opened(desk) as home:
        assert remove(home, "F1", FRIDAY) == date.fromisoformat(FRIDAY)
        assert terminal_view(home).rows == ()


def test_an_address_is_not_taken_twice(desk, terminal):
    registered(desk, terminal)
    with opened(desk) as home:
        register(home, form_of(terminal, name="F2", port="1"))
        with pytest.raises(JobError, match="已经登记为“F1”"):
            change(home, "F2", form_of(terminal, name="F2"))
        with pytest.raises(JobError, match="已经有名为“F1”"):
            change(home, "F2", form_of(terminal, port="1"))
        with pytest.raises(JobError, match="还没有到"):
            change(home, "F2", form_of(terminal, name="F2", port="2", since="2026-12-01"))
    assert row(desk, "F2").port == 1


# ---------------------------------------------------------------- silent sessions


def silent_friday(desk: Desk, terminal: Emulator) -> None:
    """Everybody punches in the afternoon; of the morning there is nothing."""
    registered(desk, terminal)
    for number in SIX:
        for time in ("08:20", "12:10", "14:20", "17:40"):
            terminal.punch(number, moment(THURSDAY, time))
        for time in ("14:20", "17:40"):
            terminal.punch(number, moment(FRIDAY, time))
    with opened(desk) as home:
        read_now(home)


def test_a_silent_morning_waits_until_the_office_decides(desk, terminal):
    silent_friday(desk, terminal)
    with opened(desk) as home:
        (waits,) = waiting(home)
        assert (waits.terminal, str(waits.day), waits.session, waits.sides) == ("F1", FRIDAY, "am", ("in", "out"))
        assert (waits.people, waits.cause, waits.edition, waits.floor) == (6, "silent", None, "1")
    desk.ask("post", FRIDAY)
    with opened(desk) as home:
        assert waiting(home)[0].edition == 1
        with pytest.raises(JobError, match="请写明依据，例如"):
            decide_worked(home, "F1", waits.day, "am", " ")
        assert decide_worked(home, "F1", waits.day, "am", "已查看监控") == 2
        assert waiting(home) == ()
        with pytest.raises(JobError, match="不需要认定"):
            decide_worked(home, "F1", waits.day, "am", "再来一次")


def test_a_sign_in_sheet_settles_a_silent_morning(desk, terminal, tmp_path):
    silent_friday(desk, terminal)
    with opened(desk) as home:
        (waits,) = waiting(home)
    file = sheet(tmp_path / "签到表.xlsx", ("工号", "签到时间"), *((number, "08:25") for number in SIX))
    form = SheetForm(str(file), waits.floor, str(waits.day), waits.first, waits.last, "周主任", "停电")
    with opened(desk) as home:
        done = enter_sheet(home, form)
        assert (done.people, done.rejected) == (6, ())
        assert waiting(home) == ()
        (listed,) = correction_rows(home, date(2026, 11, 1), date(2026, 11, 30))
        assert (listed.kind, listed.floor, listed.witness, listed.revoked) == ("sheet", "1", "周主任", "")
        assert listed.lines[0] == ("1001", "员1001", "08:25")
        sheets.revoke(home, listed.id, "登记错了")
        assert correction_rows(home, date(2026, 11, 20), date(2026, 11, 20))[0].revoked == "登记错了"
        assert len(waiting(home)) == 1


def test_a_sheet_with_a_fault_is_not_entered(desk, terminal, tmp_path):
    silent_friday(desk, terminal)
    good = SheetForm("", "1", FRIDAY, "8:20", "09:10", "周主任")
    with opened(desk) as home:
        for wrong, words in (
            (good, "选择签到表文件"),
            (replace(good, file="a.xlsx", witness=" "), "见证人"),
            (replace(good, file="a.xlsx", floor=""), "哪一层楼"),
            (replace(good, file="a.xlsx", first="早上"), "请写成"),
            (replace(good, file="没有.xlsx"), "没有.xlsx"),
        ):
            with pytest.raises(JobError, match=words):
                enter_sheet(home, wrong)
        file = sheet(tmp_path / "签到表.xlsx", ("工号", "签到时间"), ("1001", "08:25"), ("7777", "08:25"))
        done = enter_sheet(home, replace(good, file=str(file)))
        assert done.id is None and [fault.value for fault in done.rejected] == ["7777"]
        assert correction_rows(home, date(2026, 11, 20), date(2026, 11, 20)) == ()
        with pytest.raises(JobError, match="撤销的原因"):
            sheets.revoke(home, 1, " ")
        assert sheets.write_template(home, str(tmp_path / "空白.xlsx")).endswith("空白.xlsx")


def test_a_cleared_log_waits_for_a_decision(desk, terminal):
    registered(desk, terminal)
    terminal.punch("1001", moment(THURSDAY, "08:20"))
    desk.now = moment(THURSDAY, "21:00")
    with opened(desk) as home:
        read_now(home)
    terminal.log.clear()
    desk.now = moment(FRIDAY, "13:00")
    with opened(desk) as home:
        (read,) = read_now(home)
        view, waits = terminal_view(home), waiting(home)
    assert read.problems == ("设备记录被清空过，清空之前未读的可能缺失 1 → 0",)
    lost = view.rows[0].lost[0]
    assert (lost.first, lost.last) == (moment(THURSDAY, "21:00"), moment(FRIDAY, "13:00"))
    assert {(each.session, each.cause) for each in waits} >= {("am", "lost")}


# ---------------------------------------------------------------- raw records


def test_raw_punches_are_listed_with_names_and_problems(desk, terminal, monkeypatch):
    registered(desk, terminal)
    terminal.add_user("9901", "保洁员")
    for number, time in (("1002", "08:30:00"), ("1001", "08:20:00"), ("9901", "08:40:00")):
        terminal.punch(number, moment(FRIDAY, time))
    terminal.punch("1001", moment(THURSDAY, "08:21:00"))
    with opened(desk) as home:
        read_now(home)
        found = punch_table(home, PunchFilter(FRIDAY, FRIDAY))
        assert [(each.number, each.name, each.time, each.problem) for each in found.rows] == [
            ("1001", "员1001", "08:20:00", ""),
            ("1002", "员1002", "08:30:00", ""),
            ("9901", "", "08:40:00", "unknown_number"),
        ]
        assert len(punch_table(home, PunchFilter(terminal="F1", number="1001")).rows) == 2
        assert punch_table(home, PunchFilter(terminal="F2")).rows == ()
        for wrong, words in ((PunchFilter("昨天"), "请写成"), (PunchFilter(FRIDAY, THURSDAY), "前后颠倒")):
            with pytest.raises(JobError, match=words):
                punch_table(home, wrong)
        monkeypatch.setattr(punch_list, "MOST", 3)
        cut = punch_table(home, PunchFilter())
        assert (len(cut.rows), cut.cut) == (3, True)


def test_a_view_of_no_terminals_is_empty(desk):
    with opened(desk) as home:
        view = terminal_view(home)
        assert (view.rows, waiting(home), view.today) == ((), (), date(2026, 11, 20))
        with pytest.raises(JobError, match="请先登记一台"):
            read_now(home)
    assert isinstance(desk.now, datetime)

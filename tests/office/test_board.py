"""What the page of today is handed: a morning of a small centre on two emulated terminals, read over sockets."""

import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from acceptance_desk import enrolled

from attendance.entries import HalfDay
from attendance.records import Person
from devices.emulator import Emulator
from office import corrections, days, leave, outings, postings, posts, step_aways, terminals
from office.board import board, second_look
from office.board_records import Alert, Board, Seat, Tile
from office.home import create_home, open_home
from office.leave import Pen
from office.leave_request import Wish, request
from office.pull import pull
from store import roster
from store.database import record_change
from store.touched import in_force, touched

FRIDAY = date(2026, 11, 20)
PEOPLE = (
    ("1001", "王芳", "市公安局", "A01", "A", "1"),
    ("1002", "李强", "市公安局", "A01", "B", "1"),
    ("1003", "陈静", "市人社局", "A02", "A", "1"),
    ("2001", "赵敏", "市民政局", "B01", "A", "2"),
    ("2002", "刘洋", "市民政局", "B01", "B", "2"),
    ("2003", "孙强", "市民政局", "", "A", "2"),
)
THURSDAY = tuple(f"2026-11-19T{time}" for time in ("08:20:00", "12:10:00", "14:20:00", "17:40:00"))


class Office:
    """A home, its clock and its two terminals."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        create_home(path, "anqing-2013", training=True, centre="小中心")
        self.now = datetime(2026, 11, 20, 8, 0)
        self.home = stack.enter_context(open_home(path, lambda: self.now))
        with self.home.store.transaction():
            change = record_change(self.now, "test", "staff")
            for number, name, unit, post, role, floor in PEOPLE:
                roster.assign(Person(number, name, unit, post, role, "", floor, "", number), None, None, change)
        self.hung = {floor: self._hang(floor, stack) for floor in ("1", "2")}

    def _hang(self, floor: str, stack: ExitStack) -> Emulator:
        users = enrolled([number for number, *_, at in PEOPLE if at == floor])
        terminal = stack.enter_context(Emulator(f"SN{floor}", users=users, clock=lambda: self.now))
        terminals.add(self.home, f"{floor}楼", terminal.address, floor)
        for number, *_, at in PEOPLE:
            for moment in THURSDAY if at == floor else ():
                terminal.punch(number, datetime.fromisoformat(moment))
        return terminal

    def punch(self, number: str, time: str) -> None:
        self.hung[number[0]].punch(number, self.at(time))

    def at(self, time: str) -> datetime:
        return datetime.fromisoformat(f"{self.now.date()}T{time}")

    def read(self, time: str) -> Board:
        """The terminals are read, and the board is looked at."""
        self.now = self.at(time)
        pull(self.home)
        return board(self.home)

    def look(self, time: str) -> Board:
        self.now = self.at(time)
        return board(self.home)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path / "home", stack)


def tile(found: Board, post: str) -> Tile:
    return next(tile for tile in found.tiles if tile.post == post)


def seat(found: Board, number: str) -> Seat:
    return next(seat for tile in found.tiles for seat in tile.seats if seat.number == number)


def kinds(found: Board) -> list[str]:
    return [alert.kind for alert in found.alerts]


def alert(found: Board, kind: str) -> Alert:
    (one,) = [each for each in found.alerts if each.kind == kind]
    return one


# ---------------------------------------------------------------- the morning


def test_the_morning_from_the_first_reading_to_the_posting(office: Office) -> None:
    before = office.look("08:10")
    assert (before.morning.state, before.morning.day) == ("due", date(2026, 11, 19))
    assert before.morning.deadline == office.at("10:00")
    assert before.morning.failing == ("1楼", "2楼")  # never read
    assert before.morning.missing == ("数据不全 6 人", "1楼、2楼还没有读过")
    assert [each.text for each in before.alerts if each.kind == "terminal"] == [
        "1楼设备登记以后还没有读过，请读取",
        "2楼设备登记以后还没有读过，请读取",
    ]

    read = office.read("08:31")
    assert (read.morning.state, read.morning.missing) == ("due", ())
    assert read.morning.least is not None
    assert read.morning.least.horizon == office.at("08:31")
    assert "unposted" not in kinds(read)

    late = office.look("10:01")
    assert late.morning.state == "late"
    assert alert(late, "unposted") == Alert(
        office.at("10:00"),
        "unposted",
        "bad",
        "11-19 还没有公示，已过 10:00",
        "postings",
        (("day", date(2026, 11, 19)),),
    )

    postings.post(office.home, date(2026, 11, 19))
    posted = office.look("10:02")
    assert (posted.morning.state, posted.morning.edition, posted.morning.posted_at) == ("posted", 1, office.at("10:01"))
    assert "unposted" not in kinds(posted)


def test_a_posted_day_that_new_data_change_calls_for_a_new_edition(office: Office) -> None:
    office.read("08:31")
    postings.post(office.home, date(2026, 11, 19))
    assert office.look("09:00").morning.state == "posted"
    assert second_look(office.home) == ()
    corrections.certify(office.home, "1001", datetime(2026, 11, 19, 12, 8), "漏打", "组长")
    still = office.look("09:05")  # touched, and yet everybody's verdict is the same
    assert still.morning.state == "posted"
    half = HalfDay(date(2026, 11, 19), "pm")
    slip = request(office.home, Wish("1001", "事假", half, half, cover="1002")).leave.id
    leave.sign(office.home, slip, Pen("group_leader", "组长", FRIDAY))
    changed = office.look("09:10")
    assert changed.morning.state == "changed"
    assert alert(changed, "differs").text == "11-19 公示以后有新的数据，认定会变；核对后可另出第2版"

    # on the next working day it is an earlier one, judged by the second look
    office.now = datetime(2026, 11, 23, 8, 40)
    assert office.read("08:41").morning.day == FRIDAY
    (found,) = second_look(office.home)
    assert (found.kind, found.page, found.focus) == ("differs", "postings", (("day", date(2026, 11, 19)),))
    assert "1 人的认定会变" in found.text
    postings.post(office.home, date(2026, 11, 19), "补假")
    assert second_look(office.home) == ()


def test_a_day_that_was_forgotten_is_told(office: Office) -> None:
    office.read("08:31")
    postings.post(office.home, date(2026, 11, 19))
    office.now = datetime(2026, 11, 24, 8, 40)  # Friday was never posted, Monday is this morning's
    found = office.look("08:40")
    assert found.morning.day == date(2026, 11, 23)
    assert alert(found, "unposted").text == "11-20 还没有公示"
    assert alert(found, "unposted").focus == (("day", FRIDAY),)


def test_a_day_posted_without_a_terminal_is_to_be_posted_again_when_it_is_read(office: Office) -> None:
    address = office.hung["2"].address
    office.hung["2"].close()
    office.read("08:31")
    postings.post(office.home, date(2026, 11, 19))
    assert office.look("08:40").morning.state == "posted"
    found = office.look("08:41")
    assert found.morning.missing[0] == "数据不全 3 人"  # the others' punches settle it for them
    users = enrolled([number for number, *_, at in PEOPLE if at == "2"])
    log = [(number, datetime.fromisoformat(at), 0) for number, *_, on in PEOPLE if on == "2" for at in THURSDAY]
    with Emulator("SN2", users=users, log=log, clock=lambda: office.now, port=address.port):
        later = office.read("09:00")
    assert later.morning.state == "changed"
    assert later.morning.missing == ()
    assert "differs" in kinds(later)


YESTERDAY, TODAY = date(2026, 11, 19), FRIDAY
ACTS = [
    (True, lambda home: corrections.certify(home, "1001", datetime(2026, 11, 19, 12, 8), "漏打", "组长")),
    (False, lambda home: corrections.certify(home, "1001", datetime(2026, 11, 20, 8, 30), "漏打", "组长")),
    (True, lambda home: outings.open_outing(home, "1001", *_span(YESTERDAY), "送材料")),
    (False, lambda home: outings.open_outing(home, "1001", *_span(TODAY), "送材料")),
    (True, lambda home: step_aways.open_away(home, "1001", datetime(2026, 11, 19, 10, 0))),
    (False, lambda home: step_aways.open_away(home, "1001", datetime(2026, 11, 20, 8, 0))),
    (True, lambda home: posts.name_substitute(home, "1001", "A02", YESTERDAY, YESTERDAY)),
    (False, lambda home: posts.name_substitute(home, "1001", "A02", TODAY, TODAY)),
    (True, lambda home: posts.add_duty(home, "1001", YESTERDAY, "午间值班")),
    (False, lambda home: posts.add_duty(home, "1001", TODAY, "午间值班")),
    (True, lambda home: days.set_day(home, YESTERDAY, False, None, "停电")),
    (False, lambda home: days.set_day(home, TODAY, False, None, "停电")),
    (True, lambda home: request(home, Wish("1001", "事假", *_halves(YESTERDAY)))),
    (False, lambda home: request(home, Wish("1001", "事假", *_halves(TODAY)))),
    (True, lambda home: terminals.remove(home, "1楼", YESTERDAY)),
    (False, pull),
]


def _span(day: date) -> tuple[datetime, datetime]:
    return datetime(day.year, day.month, day.day, 9), datetime(day.year, day.month, day.day, 10)


def _halves(day: date) -> tuple[HalfDay, HalfDay]:
    return HalfDay(day, "am"), HalfDay(day, "pm")


@pytest.mark.parametrize(("bears_on_it", "act"), ACTS)
def test_a_posted_day_is_judged_again_only_for_what_may_bear_on_it(office: Office, bears_on_it: bool, act) -> None:
    office.read("08:31")
    postings.post(office.home, YESTERDAY)
    office.now = office.at("08:45")
    with office.home.store.reading():
        edition = in_force(YESTERDAY, YESTERDAY)[YESTERDAY]
        assert not touched(edition)
    act(office.home)
    with office.home.store.reading():
        assert touched(edition) is bears_on_it


# ---------------------------------------------------------------- who is there


def test_the_map_and_the_cards_at_0831(office: Office) -> None:
    for number, time in (("1001", "08:21:00"), ("1003", "08:24:00"), ("2001", "08:20:00"), ("2003", "08:29:30")):
        office.punch(number, time)
    found = office.read("08:31:10")
    assert (found.phase, found.session, found.rest) == ("open", "am", False)
    assert (found.floors, found.units) == (("1", "2"), ("市公安局", "市人社局", "市民政局"))
    assert [tile.post for tile in found.tiles] == ["A01", "A02", "B01", ""]
    assert found.counts == (6, 4, 2, 0, 0, 0, 0, 0)
    assert (seat(found, "1002").where, seat(found, "1001").since) == ("not_yet", office.at("08:21:00"))
    assert [tile.state for tile in found.tiles] == ["staffed", "staffed", "staffed", "loose"]
    pickle.loads(pickle.dumps(found))  # it crosses from one process to the other


def test_before_the_terminals_are_read_nobody_is_missed_and_no_window_is_empty(office: Office) -> None:
    for time in ("08:31", "09:30", "11:59"):
        found = office.look(time)
        assert found.counts == (6, 0, 0, 0, 0, 6, 0, 0), time
        assert {tile.state for tile in found.tiles} == {"unknown", "loose"}, time
        assert "vacant" not in kinds(found)
    assert seat(found, "1001").terminals == ("1楼", "2楼")


def test_a_dead_terminal_leaves_everybody_unknown_though_the_other_was_read(office: Office) -> None:
    office.punch("1001", "08:21:00")
    office.hung["2"].close()
    found = office.read("08:40")
    assert found.morning.failing == ("2楼",)
    assert seat(found, "1001").where == "present"
    assert {seat(found, number).where for number in ("1002", "1003", "2001")} == {"unknown"}
    assert "vacant" not in kinds(found)
    failing = next(each for each in found.alerts if each.kind == "terminal")
    assert failing.text.startswith("2楼设备自 08:40 起没有读成：")
    assert (failing.page, failing.focus) == ("terminals", (("name", "2楼"),))


def test_an_empty_window_is_told_with_the_reasons_and_how_far_that_is_known(office: Office) -> None:
    office.punch("1001", "08:21:00")
    found = office.read("08:45")
    assert tile(found, "B01").state == "vacant"
    vacant = [each for each in found.alerts if each.kind == "vacant"]
    ways = [dict(each.focus) for each in vacant]
    assert ways == [{"section": "cover", "post": post, "day": FRIDAY} for post in ("A02", "B01")]
    assert vacant[1].text == "B01 空岗，自 08:30 起（数据到 08:45）：赵敏尚未到岗，刘洋尚未到岗"
    office.punch("2002", "08:50:00")
    assert tile(office.read("08:51"), "B01").state == "staffed"


def test_b_covers_a_on_leave_and_a_substitute_is_named(office: Office) -> None:
    for number in ("1001", "1002", "2001", "2002"):
        office.punch(number, "08:20:00")
    office.read("08:40")
    whole = HalfDay(FRIDAY, "am"), HalfDay(FRIDAY, "pm")
    for number, cover in (("1001", "1002"), ("1003", "2002")):
        slip = request(office.home, Wish(number, "事假", *whole, cover=cover)).leave.id
        leave.sign(office.home, slip, Pen("group_leader", "组长", FRIDAY, "同意"))
        leave.sign(office.home, slip, Pen("supervision_head", "负责人", FRIDAY))
    found = office.look("09:00")
    assert [(s.name, s.role, s.where, s.kind, s.covering) for s in tile(found, "A01").seats] == [
        ("王芳", "A", "on_leave", "事假", False),
        ("李强", "B", "present", "", True),
    ]
    assert [(s.name, s.role, s.covering, s.home_post) for s in tile(found, "A02").seats] == [
        ("陈静", "A", False, ""),
        ("刘洋", "substitute", True, "B01"),
    ]
    assert seat(found, "1001").cover == "李强"
    assert found.counts.on_leave == 2
    assert "vacant" not in kinds(found)


def test_who_is_due_is_counted_once_at_every_hour_of_the_day(office: Office) -> None:
    for number, *times in (("1001", "08:20:00", "12:06:00"), ("1003", "08:41:00"), ("2001", "08:20:00", "11:30:00")):
        for time in times:
            office.punch(number, time)
    office.read("10:00")
    step_aways.open_away(office.home, "1001", office.at("09:50:00"))
    outings.open_outing(office.home, "2001", office.at("09:00:00"), office.at("11:00:00"), "送材料")
    phases = {}
    for time in ("06:00", "08:10", "08:31", "10:05", "11:20", "12:30", "13:30", "15:00", "18:00"):
        found = office.look(time)
        counts = found.counts
        assert counts.due == (
            counts.present + counts.not_yet + counts.on_leave + counts.away + counts.unknown + counts.waiting
        )
        phases[time] = found.phase, found.session, counts.due
    assert phases == {
        "06:00": ("before", "", 0),
        "08:10": ("before", "am", 6),
        "08:31": ("open", "am", 6),
        "10:05": ("open", "am", 6),
        "11:20": ("open", "am", 6),
        "12:30": ("break", "", 0),
        "13:30": ("before", "pm", 6),
        "15:00": ("open", "pm", 6),
        "18:00": ("after", "", 0),
    }


def test_a_rest_day_says_so_and_shows_those_on_duty(office: Office) -> None:
    office.now = datetime(2026, 11, 21, 9, 30)
    rest = office.look("09:30")
    assert (rest.rest, rest.phase, rest.tiles, rest.counts.due) == (True, "rest", (), 0)
    assert rest.morning.day == FRIDAY
    posts.add_duty(office.home, "1003", date(2026, 11, 21), "周六值班")
    office.punch("1003", "08:50:00")
    found = office.read("09:31")
    assert [tile.post for tile in found.tiles] == ["A02"]
    assert (found.rest, found.counts.present, tile(found, "A02").state) == (True, 1, "staffed")


# ---------------------------------------------------------------- running clocks


def test_a_step_away_runs_by_itself_and_is_told_when_it_nears_its_limit(office: Office) -> None:
    for number in ("1001", "1002", "1003"):
        office.punch(number, "08:20:00")
    office.read("10:00")
    step_aways.open_away(office.home, "1003", office.at("10:00:00"))
    found = office.look("10:03")
    running = seat(found, "1003")
    assert (running.where, running.since, running.limit) == ("stepped_away", office.at("10:00"), office.at("10:15"))
    assert (running.alarm, running.over, running.slip) == (office.at("10:14"), office.at("10:16"), 1)
    assert found.turns == office.at("10:14")
    assert tile(found, "A02").state == "staffed"  # within the limit
    assert alert(office.look("10:14"), "away_near").text == "A02 陈静 离岗将到时限（10:00 离岗，10:15 应返回）"
    over = office.look("10:20")
    assert alert(over, "away_over").text == "A02 陈静 离岗超时 5 分钟（10:00 离岗，10:15 应返回）"
    assert tile(over, "A02").state == "unknown"  # he may be back, only nobody entered it
    step_aways.close_away(office.home, 1, office.at("10:20:00"))
    assert seat(office.look("10:21"), "1003").where == "present"


def test_an_outing_is_told_when_the_return_is_overdue(office: Office) -> None:
    office.punch("1003", "08:20:00")
    office.read("08:40")
    outings.open_outing(office.home, "1003", office.at("09:00:00"), office.at("10:00:00"), "送材料")
    assert seat(office.look("09:30"), "1003").limit == office.at("10:00")
    assert "outing" not in kinds(office.look("10:00"))
    assert alert(office.look("10:05"), "outing").text == "A02 陈静 外出预计 10:00 返回，还没有登记返回"


# ---------------------------------------------------------------- what else there is to look at


def test_slips_that_wait_are_told(office: Office) -> None:
    office.read("08:40")
    office.now = office.at("08:45")
    last = HalfDay(date(2026, 11, 19), "pm")
    ended = request(office.home, Wish("1001", "事假", last, last, cover="1002")).leave.id
    leave.sign(office.home, ended, Pen("group_leader", "组长", FRIDAY))
    monday = HalfDay(date(2026, 11, 23), "am")
    request(office.home, Wish("1003", "事假", monday, monday))
    found = office.look("08:50")
    closing, signing, cover = (alert(found, kind) for kind in ("leave_to_close", "leave_pending", "uncovered"))
    assert closing.text == "王芳（1001）事假 0.5 天，该销假，11-20 上午应到岗"
    assert signing.text.startswith("陈静（1003）事假 0.5 天，等组长批准")
    assert cover.text == "A02 陈静 事假：窗口在 2026-11-23 上午 没有人值守"
    assert {each.page for each in (closing, signing, cover)} == {"leave"}
    leave.close(office.home, ended, FRIDAY, "am")
    assert "leave_to_close" not in kinds(office.look("08:55"))


def test_unknown_numbers_and_a_calendar_that_is_missing_are_told(office: Office) -> None:
    office.hung["1"].punch("9001", office.at("07:50:00"))
    found = office.read("08:40")
    stranger = alert(found, "stranger")
    assert (stranger.text, stranger.page) == ("1楼设备上的号码 9001不在名册里，请认领", "people")
    assert (stranger.at, stranger.focus) == (office.at("07:50:00"), (("who", "9001"),))
    assert alert(found, "calendar").page == "rulebook"
    days.confirm(office.home, 2027)
    assert "calendar" not in kinds(office.look("08:41"))


def test_a_wrong_clock_and_a_log_nearly_full_are_told(office: Office) -> None:
    office.now = office.at("08:40")
    office.hung["1"].set_time(office.at("08:47"))
    office.hung["2"].manners.capacity = 13  # 12 records lie in it
    found = office.read("08:40")
    assert sorted((each.text, each.page, each.focus) for each in found.alerts if each.kind.startswith("terminal_")) == [
        ("1楼设备时钟快 7 分，认定时已扣除，请校时", "terminals", (("name", "1楼"),)),
        ("2楼设备的记录已用 92%，请在读取以后清理，装满以后新的打卡会丢失", "terminals", (("name", "2楼"),)),
    ]


def test_alerts_come_newest_first(office: Office) -> None:
    office.punch("1003", "08:20:00")
    office.read("08:40")
    step_aways.open_away(office.home, "1003", office.at("08:30:00"))
    found = office.look("09:00")
    times = [each.at for each in found.alerts]
    assert times == sorted(times, reverse=True)
    assert all(moment <= found.now for moment in times)
    assert len(times) > 3


def test_a_year_without_a_calendar_is_a_board_that_says_so(office: Office) -> None:
    office.now = datetime(2027, 1, 5, 8, 40)
    found = office.look("08:40")
    assert "2027 年的放假安排" in found.trouble
    assert found.tiles == ()


def test_an_empty_home_says_what_is_missing(tmp_path: Path) -> None:
    create_home(tmp_path / "empty", "anqing-2013", training=True)
    with open_home(tmp_path / "empty", lambda: datetime(2026, 11, 20, 9)) as home:
        assert board(home).morning.state == "no_people"
        with home.store.transaction():
            person = Person("1", "王芳", "单位", "A01", "A", "", "1", "", "1")
            roster.assign(person, None, None, record_change(home.clock(), "t", "t"))
        found = board(home)
        assert found.morning.state == "no_terminals"
        assert found.counts == (1, 0, 0, 0, 0, 1, 0, 0)


def test_the_next_turn_is_never_in_the_past(office: Office) -> None:
    office.read("08:31")
    now = office.at("06:00")
    for _ in range(30):
        office.now = now
        turns = board(office.home).turns
        assert turns is not None
        assert turns > now
        if turns.date() != now.date():
            return
        now = turns
    pytest.fail("no end of turns")


def test_time_alone_brings_no_vacancy_beyond_what_was_read(office: Office) -> None:
    for number in ("1001", "1002", "1003", "2001", "2002"):
        office.punch(number, "08:20:00")
    office.read("11:00")
    now = office.at("13:30")
    while now < office.at("17:30"):
        office.now = now
        found = board(office.home)
        assert "vacant" not in kinds(found), now
        assert found.counts.not_yet == 0
        now += timedelta(minutes=30)

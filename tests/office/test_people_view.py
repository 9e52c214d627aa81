"""The roster as shown, the preview of an import, unknown numbers, and how far the first start is."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from attendance.problems import problems_of
from attendance.records import Address, Capacity, RawPunch, Reading, TerminalUser, clock_count
from attendance.rulebook_check import shipped_names
from office import guide, people_edit, postings, terminals
from office.demo_window import MARKER
from office.failures import JobError
from office.guide import choices, discard_demo, make_home, standing
from office.home import create_home, open_home
from office.people import import_roster
from office.people_preview import preview_roster
from office.people_view import history, people_view
from office.strangers import strangers
from store import pulls, roster
from store.database import last_change, record_change
from store.tables import Assignment

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (17, 18, 19, 20))
NOW = datetime(2026, 11, 20, 9, 0)
PLACE = {"name": "张三", "unit": "市公安局", "post": "A01", "role": "A"}
HEADERS = ("工号", "姓名", "窗口单位", "窗口", "岗位", "机号", "起始日", "终止日")


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="试验中心")
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def staffed(home):
    people_edit.add(home, "1001", **PLACE)
    people_edit.add(home, "1002", **{**PLACE, "name": "单国强", "role": "B", "floor": "1"})
    return home


def book(path, *rows):
    from reports.excel import template

    padded = (tuple(map(str, row)) + ("",) * (len(HEADERS) - len(row)) for row in rows)
    path.write_bytes(template((HEADERS, *padded), ()))
    return path


# ---------------------------------------------------------------- the roster and its history


def test_everybody_is_shown_as_he_stands_today(staffed):
    people_edit.add(staffed, "1003", date(2026, 11, 23), **{**PLACE, "name": "王五"})
    people_edit.move(staffed, "1001", WEDNESDAY, post="B02")
    people_edit.move(staffed, "1001", date(2026, 12, 1), post="B03")
    people_edit.leave(staffed, "1002", THURSDAY)
    board = people_view(staffed)
    shown = [(row.number, row.post, row.since, row.until, row.state, row.then) for row in board.rows]
    assert shown == [
        ("1001", "B02", WEDNESDAY, date(2026, 11, 30), "here", "2026-12-01 调到 B03"),
        ("1002", "A01", None, THURSDAY, "left", ""),
        ("1003", "A01", date(2026, 11, 23), None, "coming", ""),
    ]
    assert (board.counts, board.posted) == ({"here": 1, "left": 1, "coming": 1}, None)
    assert board.known["post"] == ("A01", "B02")
    assert "sgq" in board.rows[1].keys
    assert [row.state for row in people_view(staffed, TUESDAY).rows] == ["here", "here", "coming"]


def test_a_history_says_what_changed_when_and_by_whom(staffed):
    people_edit.move(staffed, "1002", TUESDAY, post="B02", unit="市人社局")
    people_edit.leave(staffed, "1002", TUESDAY)
    people_edit.move(staffed, "1002", FRIDAY, post="A01")
    found = history(staffed, "1002")
    assert [(held.first, held.last, held.back) for held in found.held] == [
        (FRIDAY, None, True),
        (TUESDAY, TUESDAY, False),
        (None, date(2026, 11, 16), False),
    ]
    assert [tuple(moved) for moved in found.held[1].moved] == [
        ("窗口单位", "市公安局", "市人社局"),
        ("窗口", "A01", "B02"),
    ]
    assert found.held[0].entered_at == "2026-11-20T09:00:00" and found.held[0].author
    assert found.withdrawable
    assert history(staffed, "8888").held == ()


def test_who_stands_on_a_posted_day_cannot_be_withdrawn(staffed):
    assert history(staffed, "1001").withdrawable
    postings.post(staffed, WEDNESDAY)
    people_edit.add(staffed, "1003", **{**PLACE, "name": "王五"})
    assert [history(staffed, number).withdrawable for number in ("1001", "1003")] == [False, True]
    assert people_view(staffed).posted == WEDNESDAY


def test_two_thousand_people_are_shown_at_once(home):
    names = ("number", "name", "unit", "post", "role", "group", "floor", "title", "terminal_number", "since")
    with home.store.transaction():
        base = dict.fromkeys(names, "") | {"change": record_change(NOW, "test", "staff"), "entered": 1, "since": 0}
        rows = [base | {"number": f"{n:05}", "name": "单国强", "terminal_number": f"{n}"} for n in range(2000)]
        Assignment.insert_many(rows).execute()
    begin = datetime.now()
    assert people_view(home).counts["here"] == 2000
    assert datetime.now() - begin < timedelta(seconds=1)


# ---------------------------------------------------------------- the preview


def test_a_preview_writes_nothing_and_the_import_does_what_it_said(staffed, tmp_path):
    postings.post(staffed, WEDNESDAY)
    people_edit.add(staffed, "1009", **{**PLACE, "name": "钱九", "terminal_number": "909"})
    path = book(
        tmp_path / "名册.xlsx",
        ("1001", "张三", "市公安局", "A01", "A"),
        ("1002", "单国强", "市人社局", "C12", "B"),
        ("1003", "王五", "市公安局", "A02", "A", "", WEDNESDAY, "2026-12-31"),
        ("1004", "赵六", "市公安局", "A02", "C"),
        ("1005", "孙七", "", "A02", "X"),
        ("1006", "周八", "市公安局", "A03", "A", "909"),
    )
    before = last_change()
    seen = preview_roster(staffed, path)
    assert last_change() == before
    assert seen.counts == {"added": 1, "changed": 1, "unchanged": 1, "rejected": 3}
    assert seen.absent == 1
    lines = {line.number: line for line in seen.lines}
    assert [lines[n].kind for n in ("1001", "1002", "1003")] == ["unchanged", "changed", "added"]
    assert (lines["1002"].since, lines["1002"].posted) == (FRIDAY, 0)
    assert [tuple(m) for m in lines["1002"].moved] == [
        ("窗口单位", "市公安局", "市人社局"),
        ("窗口", "A01", "C12"),
        ("楼层", "1", ""),
    ]
    assert (lines["1003"].since, lines["1003"].until, lines["1003"].posted) == (WEDNESDAY, date(2026, 12, 31), 1)
    assert [(fault.row, fault.column, fault.value) for fault in seen.rejected] == [
        (5, "岗位", "C"),
        (6, "窗口单位", ""),
        (6, "岗位", "X"),
        (7, "机号", "909"),
    ]
    done = import_roster(staffed, path)
    assert (done.added, done.changed, done.unchanged, done.rejected) == (1, 1, 1, seen.rejected)
    again = preview_roster(staffed, path)
    assert again.counts == {"added": 0, "changed": 0, "unchanged": 3, "rejected": 3}


def test_a_preview_says_from_which_day_a_leaving_counts(staffed, tmp_path):
    postings.post(staffed, THURSDAY)
    path = book(tmp_path / "名册.xlsx", ("1001", "张三", "市公安局", "A01", "A", "", "", WEDNESDAY))
    (line,) = preview_roster(staffed, path).lines
    assert (line.kind, line.since, [tuple(m) for m in line.moved]) == ("changed", None, [("终止日", "", "2026-11-18")])
    path = book(tmp_path / "名册2.xlsx", ("1001", "张三", "市公安局", "A01", "A", "", TUESDAY, WEDNESDAY))
    (line,) = preview_roster(staffed, path).lines
    assert (line.since, line.posted) == (TUESDAY, 1)


def test_a_file_that_is_no_roster_is_said_so(staffed, tmp_path):
    (tmp_path / "x.xlsx").write_text("nothing")
    with pytest.raises(JobError, match="不是 Excel 文件"):
        preview_roster(staffed, tmp_path / "x.xlsx")


# ---------------------------------------------------------------- unknown numbers


def read(home, name, serial, users, *punches):
    """A terminal was read: its users, and punches as (number, time)."""
    reading = Reading(
        serial,
        "",
        0,
        NOW,
        Capacity(len(users), 1000, len(punches), 100000),
        tuple(TerminalUser(uid, *user) for uid, user in enumerate(users, 1)),
        [RawPunch(number, clock_count(at), 0, 1, number) for number, at in punches],
    )
    with home.store.transaction():
        change = record_change(NOW, "test", f"pull {name}")
        problems = problems_of(reading, roster.known_numbers())
        pulls.store_reading(change, pulls.Attempt(name, NOW, 0.1), reading, problems)


def test_unknown_numbers_are_listed_with_what_is_known_of_them(staffed):
    old, first, last = datetime(2026, 3, 1, 8, 0), datetime(2026, 11, 10, 8, 2), datetime(2026, 11, 19, 17, 33)
    east = [("9001", old), ("9001", first), ("9001", datetime(2026, 11, 10, 12, 1)), ("1001", last), ("uid:17", last)]
    read(staffed, "一楼东", "S1", [("9001", "单国强"), ("1001", "张三")], *east)
    read(staffed, "一楼西", "S2", [("9002", "保洁员")], ("9001", last), ("9002", first))
    seen = strangers(staffed)
    assert [tuple(each) for each in seen.found] == [
        ("9001", ("一楼东", "一楼西"), first, last, 3, "单国强", "1002"),
        ("9002", ("一楼西",), first, first, 1, "保洁员", ""),
    ]
    people_edit.add(staffed, "1004", **{**PLACE, "name": "单国强"})
    assert strangers(staffed).found[0].likely == ""  # two people of that name
    people_edit.edit(staffed, "1002", date(2026, 11, 10), terminal_number="9001")
    people_edit.add(staffed, "1003", first.date(), **{**PLACE, "name": "王五", "terminal_number": "9002"})
    assert strangers(staffed).found == ()


# ---------------------------------------------------------------- the first start


def test_a_first_start_goes_step_by_step_and_can_be_left_anywhere(tmp_path):
    path = tmp_path / "新 家"
    assert (standing(path).done, standing(path).next, path.exists()) == ((), "home", False)
    with pytest.raises(JobError, match="中心名称没有填写"):
        make_home(path, "anqing-2013", "  ")
    assert not path.exists()
    made = make_home(path, "anqing-2013", " 示范中心 ")
    assert (made.done, made.next, made.centre) == (("home",), "roster", "示范中心")
    assert made.rulebook == "安庆市政务服务中心大厅管理实施细则"
    with open_home(path, lambda: NOW) as home:
        assert not home.training
        terminals.add(home, "F1", Address("127.0.0.1"))
    assert (standing(path).done, standing(path).next) == (("home", "terminals"), "roster")
    with open_home(path) as home:
        people_edit.add(home, "1001", **PLACE)
        read(home, "F1", "S1", [])
    now = standing(path)
    assert (now.done, now.next, now.people, now.terminals, now.read) == (guide.STEPS, "", 1, 1, 1)


def test_a_home_that_does_not_open_is_told_in_a_sentence(tmp_path):
    (tmp_path / "zaigang.db").write_bytes(b"nothing that SQLite knows" * 100)
    assert "损坏" in standing(tmp_path).trouble
    assert standing(tmp_path).next == "home"


def test_every_shipped_rulebook_can_be_chosen_and_says_what_it_asks():
    found = choices(Path())
    assert found[0].name == "anqing-2013"
    assert found[0].line == ("08:30–12:00、14:30–17:30；提前 5 分钟到岗；迟到满 30 分钟旷工；离岗限 15 分钟")
    assert len(found) == len(shipped_names()) and all(choice.title and choice.line for choice in found)
    assert not any("600" in choice.line for choice in found)


def test_only_a_demo_centre_is_thrown_away(tmp_path):
    home, demo = tmp_path / "home", tmp_path / "home-demo"
    make_home(home, "anqing-2013", "示范中心")
    with pytest.raises(JobError, match="不是演示中心"):
        discard_demo(home)
    assert standing(home).done == ("home",)
    create_home(demo, "anqing-2013", training=True)
    (demo / MARKER).write_text("演示", encoding="utf-8")
    (demo / "outside").symlink_to(home)
    assert (standing(home).demo_place, standing(home).demo_there, standing(demo).demo) == (demo, True, True)
    assert discard_demo(home) == home
    assert (demo.exists(), standing(home).done, standing(home).demo_there) == (False, ("home",), False)


def test_the_demo_never_takes_a_folder_that_is_not_its_own(tmp_path, monkeypatch):
    (tmp_path / "home-demo").mkdir()
    (tmp_path / "home-demo" / "mine.txt").write_text("mine")
    with pytest.raises(JobError, match="不是演示中心"):
        guide.build_demo(tmp_path / "home")
    assert (tmp_path / "home-demo" / "mine.txt").exists()


def test_the_demo_is_put_in_place_when_it_is_whole(tmp_path, monkeypatch):
    def built(path, progress):
        shutil.rmtree(path, ignore_errors=True)
        create_home(path, "anqing-2013", training=True, centre="示范")
        (path / MARKER).write_text("演示", encoding="utf-8")
        if not progress:
            raise JobError("断了")

    monkeypatch.setattr("office.demo.run_demo", built)
    with pytest.raises(JobError, match="断了"):
        guide.build_demo(tmp_path / "home")
    assert not standing(tmp_path / "home").demo_there
    for _ in range(2):  # the second replaces the first
        assert guide.build_demo(tmp_path / "home", lambda *_: None) == tmp_path / "home-demo"
        assert standing(tmp_path / "home-demo").centre == "示范"
        assert not (tmp_path / "home-demo.part").exists()

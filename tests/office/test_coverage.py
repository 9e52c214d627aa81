"""The day's coverage equals what was judged; posts as assigned, and the act of assigning; the duty roster."""

import pickle
from datetime import date, datetime

import pytest

from attendance.records import Address
from devices.emulator import Emulator
from office import outings, people_edit, postings, posts, terminals
from office.assignments import Wanted, assign, look
from office.coverage import coverage
from office.duty_view import duty_view
from office.failures import JobError
from office.home import create_home, open_home
from office.post_view import Holder, post_detail, post_view
from office.pull import pull

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
USUAL = "08:20 12:06 14:20 17:36"
PEOPLE = (  # number, name, unit, post, role, floor
    ("1001", "王芳", "市公安局", "A2", "A", "1"),
    ("1002", "李四", "市公安局", "A2", "B", "1"),
    ("1003", "赵六", "市公安局", "A10", "A", "1"),
    ("2001", "吴一", "市人社局", "B01", "A", "2"),
)


class Clock:
    """An office clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 21, 0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path, clock):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", clock) as opened:
        for number, name, unit, post, role, floor in PEOPLE:
            people_edit.add(opened, number, name=name, unit=unit, post=post, role=role, floor=floor)
        yield opened


@pytest.fixture
def worked(home, clock):
    """Friday as worked: 1003 came late at 08:37 and went out from ten to eleven; 2001 forgot to sign out at noon."""
    times = {"1003": "08:37 12:06 14:20 17:36", "2001": "08:20 14:20 17:36"}
    with Emulator("SN1", clock=clock) as terminal:
        for number, *_ in PEOPLE:
            for time in times.get(number, USUAL).split():
                terminal.punch(number, datetime.fromisoformat(f"2026-11-20T{time}:00"))
        terminals.add(home, "1楼", Address(terminal.address.host, terminal.address.port))
        pull(home)
    going = outings.open_outing(home, "1003", at(10), at(11), "送材料")
    outings.close_outing(home, going.outing.id, at(11))
    return home


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 20, hour, minute)


def bars(view):
    return {post.post: [(part.begin, part.end, part.state) for part in post.parts] for post in view.posts}


# ---------------------------------------------------------------- coverage


def test_a_day_as_bars(worked):
    view = coverage(worked, FRIDAY)
    assert list(bars(view)) == ["A2", "A10", "B01"]  # in the order of a walk
    assert bars(view)["A2"] == [("08:30", "12:00", "both"), ("14:30", "17:30", "both")]
    assert bars(view)["A10"] == [
        ("08:30", "08:37", "vacant"),
        ("08:37", "10:00", "A"),
        ("10:00", "11:00", "vacant"),
        ("11:00", "12:00", "A"),
        ("14:30", "17:30", "A"),
    ]
    assert bars(view)["B01"] == [("08:30", "12:00", "unknown"), ("14:30", "17:30", "A")]
    assert (view.first, view.last, view.floors, view.vacant) == (8 * 3600 + 1800, 17 * 3600 + 1800, ("1", "2"), (1, 67))
    assert (view.standing, view.edition, view.posts[2].unknown, view.unclear) == ("judged", None, 210, 1)
    assert list(bars(coverage(worked, FRIDAY, "2"))) == ["B01"]
    assert pickle.loads(pickle.dumps(view)) == view


def test_the_last_working_day_where_none_is_named(worked, clock):
    clock.now = datetime(2026, 11, 23, 8, 45)
    view = coverage(worked)
    assert (view.day, view.before, view.after) == (FRIDAY, date(2026, 11, 19), MONDAY)
    assert coverage(worked, MONDAY).after is None


def test_a_vacant_stretch_tells_who_was_where_and_the_clause(worked):
    part = coverage(worked, FRIDAY).posts[1].parts[2]
    assert [(where.number, where.name, where.role, where.why) for where in part.people] == [
        ("1003", "赵六", "A", ("on_outing",))
    ]
    assert (part.minutes, part.clause) == (60, "宜政务[2013]28号 第五条第5款")
    assert "空岗" in part.text


def test_a_posted_day_is_covered_as_it_was_posted(worked, clock):
    clock.now = datetime(2026, 11, 23, 8, 45)
    posted = postings.post(worked, FRIDAY).day
    before = coverage(worked, FRIDAY)
    outings.cancel_outing(worked, 1)
    after = coverage(worked, FRIDAY)
    assert (after.standing, after.edition, after.posts) == ("posted", 1, before.posts)
    told = {post["post"]: post["vacant"] for post in posted["posts"]}
    assert told == {
        bar.post: [[part.begin, part.end] for part in bar.parts if part.state == "vacant"] for bar in after.posts
    }
    assert look(worked, Wanted("1002", "B01", "B", FRIDAY))[-1].startswith("这期间已公示的 1 天不会自动改变")
    postings.post(worked, FRIDAY, "外出登记错了人")
    assert coverage(worked, FRIDAY).vacant == (1, 7)


def test_days_without_bars_say_why(home):
    assert coverage(home, SATURDAY).standing == "future"
    assert coverage(home, date(2026, 11, 15)).standing == "rest"
    unread = bars(coverage(home, FRIDAY))
    assert {state for parts in unread.values() for _, _, state in parts} == {"unknown"}


def test_a_duty_shift_opens_the_window_on_a_rest_day(home):
    posts.add_duty(home, "1003", date(2026, 11, 14), "周六值班")
    view = coverage(home, date(2026, 11, 14))
    assert bars(view) == {"A10": [("09:00", "12:00", "unknown")]}


# ---------------------------------------------------------------- posts


def test_posts_in_the_order_of_a_walk_with_who_holds_them(home):
    posts.name_substitute(home, "2001", "A10", FRIDAY, FRIDAY)
    view = post_view(home, FRIDAY)
    assert view.floors == ("1", "2")
    assert [(row.post, row.unit, row.lacks) for row in view.posts] == [
        ("A2", "市公安局", ()),
        ("A10", "市公安局", ("B",)),
        ("B01", "市人社局", ("B",)),
    ]
    assert view.posts[1].substitutes == (Holder("2001", "吴一"),)
    assert post_view(home, MONDAY).posts[1].substitutes == ()
    assert view.lacking == (0, 2)


def test_a_post_and_its_history(home):
    people_edit.move(home, "1002", MONDAY, post="A10")
    people_edit.leave(home, "1003", FRIDAY)
    slip = posts.name_substitute(home, "2001", "A10", FRIDAY, SATURDAY)
    found = post_detail(home, "A10", FRIDAY)
    assert [(line.number, line.role, line.first, line.last, line.when) for line in found.history] == [
        ("1002", "B", MONDAY, None, "later"),
        ("1003", "A", None, FRIDAY, "now"),
    ]
    assert [(each.id, each.name, each.post, each.when) for each in found.substitutes] == [
        (slip.id, "吴一", "B01", "now")
    ]
    assert post_detail(home, "A10", MONDAY).row.lacks == ("A",)
    assert [line.last for line in post_detail(home, "A2", MONDAY).history] == [None, date(2026, 11, 22)]
    assert post_detail(home, "Z99", FRIDAY) is None


def test_somebody_is_assigned_with_the_place_of_the_post(home):
    wanted = Wanted("1002", "B01", "B", MONDAY)
    assert look(home, wanted) == ("李四从 A2 的 B 岗调到 B01 的 B 岗", "A2 的 B 岗从那天起没有人")
    assign(home, wanted)
    row = post_view(home, MONDAY).posts[-1]
    assert (row.post, row.b, row.unit) == ("B01", (Holder("1002", "李四"),), "市人社局")
    assert post_view(home, FRIDAY).posts[0].b == (Holder("1002", "李四"),)  # until then all is as it was


def test_what_an_assignment_would_mean(home):
    assert look(home, Wanted("1003", "A2", "A", MONDAY))[1] == "A2 的 A 岗还有王芳，如果是接替，请把原来的人也调走"
    assert look(home, Wanted("1001", "A2", "A", MONDAY)) == ("王芳已经是 A2 的 A 岗",)
    assert look(home, Wanted("9999", "A2", "A", MONDAY)) == ("工号 9999 在 2026-11-23 不在名册里",)
    with pytest.raises(JobError, match="还没有岗位“Z99”"):
        look(home, Wanted("1001", "Z99", "A", MONDAY))
    with pytest.raises(JobError, match="9999"):
        assign(home, Wanted("9999", "A2", "A", MONDAY))


# ---------------------------------------------------------------- duty


def test_the_duty_roster_of_a_month(home):
    slip = posts.add_duty(home, "1003", date(2026, 11, 14), "周六值班")
    posts.add_duty(home, "1001", FRIDAY, "午间值班")
    view = duty_view(home, "2026-11")
    assert [(row.id, row.day, row.working, row.name, row.shift, row.hours) for row in view.rows] == [
        (slip.id, date(2026, 11, 14), False, "赵六", "周六值班", "09:00–12:00"),
        (2, FRIDAY, True, "王芳", "午间值班", "12:00–14:30"),
    ]
    assert (view.people, view.trouble) == (2, "")
    assert [shift.name for shift in view.shifts][:2] == ["楼层值班", "午间值班"]
    assert duty_view(home, "2026-10").rows == ()
    posts.remove_duty(home, slip.id)
    assert len(duty_view(home, "2026-11").rows) == 1

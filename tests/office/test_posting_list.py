"""The days of the page of postings, what a draft lacks and when it goes out, and what a new edition would change."""

import pickle
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from shutil import copytree

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, SATURDAY, THURSDAY

from attendance.came_since import Came, came_since
from attendance.changes import posting_digest
from office import objections, postings
from office.day_corrections import certify_missed
from office.day_posting import preview
from office.drafts import drafts
from office.failures import JobError
from office.home import create_home, open_home
from office.morning_desk import confirm_draft, publish_now, withdraw_draft
from office.morning_plan import Draft, Office
from office.posting_compare import NOW, compare
from office.posting_detail import posting_detail
from office.posting_list import differing, posting_list
from office.posting_looks import draft_looks
from office.posting_when import when_sentence
from office.settings_file import settings_from
from office.turns import Turn
from store import job_runs
from store.confirmations import confirmed
from store.database import last_change
from store.job_runs import Run

MONDAY = datetime(2026, 11, 23, 9, 22)
ABSENT_DAYS = [date(2026, 11, day) for day in (13, 16, 17, 18, 19)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return centre.build(tmp_path_factory.mktemp("list") / "home")


@pytest.fixture
def path(made, tmp_path):
    return copytree(made, tmp_path / "home")


@pytest.fixture
def half(tmp_path):
    """The same with the terminal of the second floor never read."""
    path = tmp_path / "half"
    create_home(path, "anqing-2013", training=True, centre="测试中心")
    with open_home(path, lambda: datetime(2026, 11, 19, 16)) as home:
        centre._people(home)
    with open_home(path, lambda: centre.NOW) as home:
        centre.read(home, "1楼", 0)
    return path


@contextmanager
def at(path, moment=MONDAY):
    with open_home(path, lambda: moment) as home:
        yield home


def certify(home):
    return certify_missed(home, "2001", FRIDAY, time(17, 36), "指纹没有识别", "周组长")


def rows(home, month=""):
    return {row.day: row for row in posting_list(home, month).rows}


# ---------------------------------------------------------------- the days


def test_before_anything_was_read_there_is_no_day(tmp_path):
    create_home(tmp_path / "new", "anqing-2013", training=True)
    with at(tmp_path / "new") as home:
        found = posting_list(home)
        assert (found.rows, found.months) == ((), ("2026-11",))
        assert posting_list(home, "2026-10").rows == ()


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-21T10:00", "later"),
        ("2026-11-23T07:00", "draft"),
        ("2026-11-23T10:00", "draft"),
        ("2026-11-23T10:01", "late"),
        ("2026-11-24T08:00", "late"),
    ],
)
def test_a_day_waits_for_its_morning(path, moment, state):
    with at(path, datetime.fromisoformat("2026-11-20T09:00")) as home:
        publish_now(home, THURSDAY)
    with at(path, datetime.fromisoformat(moment)) as home:
        row = rows(home)[FRIDAY]
        assert (row.state, row.turn, row.edition) == (state, MONDAY.date(), 0)
        assert SATURDAY not in rows(home)  # nobody was on duty


def test_a_posted_day_says_what_is_to_be_seen_to(path):
    with at(path) as home:
        posted = publish_now(home, FRIDAY)
        objections.register(home, "1002", FRIDAY, "am", "按时到了", "王芳")
        assert objections.decide(home, 1, False, "记录无误", "秦主任").posted is False
        objections.register(home, "1002", FRIDAY, "pm", "按时到了", "王芳")
        row = rows(home)[FRIDAY]
        assert (row.state, row.edition, row.posted_at) == ("posted", posted.edition, MONDAY)
        assert (row.unknown, row.late, row.objections, row.moved) == (None, "", 1, False)
        certify(home)
        assert rows(home)[FRIDAY].moved
        assert pickle.loads(pickle.dumps(posting_list(home))) == posting_list(home)


def test_unknown_people_are_counted_and_a_late_posting_says_why(half):
    with at(half, datetime(2026, 11, 24, 10, 30)) as home:
        publish_now(home, FRIDAY)
        row = rows(home)[FRIDAY]
        assert (row.unknown, row.late) == (4, "by_hand")
        (edition,) = posting_detail(home, FRIDAY).editions
        assert (edition.late, edition.due, edition.unknown) == ("by_hand", datetime(2026, 11, 23, 10), 4)


def test_months_are_those_since_the_first_posting(path):
    with at(path, datetime(2027, 1, 4, 9)) as home:
        publish_now(home, FRIDAY)
        found = posting_list(home, "2026-11")
        assert found.months == ("2027-01", "2026-12", "2026-11")
        assert {row.day: row.state for row in found.rows}[date(2026, 11, 24)] == "late"
        january = posting_list(home, "2027-01").rows  # a year without a calendar yet: its weekdays are taken
        assert [(row.day, row.state) for row in january] == [(date(2027, 1, 1), "draft")]
    with at(path, datetime(2027, 1, 1, 9)) as home:
        assert posting_list(home, "2027-01").rows == ()


# ---------------------------------------------------------------- a draft


def test_a_draft_has_figures_a_digest_and_its_time(path):
    with at(path) as home:
        found = posting_detail(home, FRIDAY)
        assert (found.state, found.turn, found.ready, found.complete) == ("draft", MONDAY.date(), True, True)
        assert (found.totals["due"], found.totals["late"]) == (6, 1)
        assert found.digest == posting_digest(postings.assess(home, FRIDAY)[0])
        assert found.when == "数据已齐，到 09:30 自动公示；确认以后马上公示"
        assert "2楼设备时钟快7分00秒" in found.reach
        assert posting_detail(home, SATURDAY).trouble.startswith("2026-11-21 是休息日")
        assert posting_detail(home, MONDAY.date()).state == "nothing"


def test_a_confirmation_holds_while_the_draft_is_the_same(half):
    with at(half) as home:
        assert confirm_draft(home, FRIDAY, posting_detail(home, FRIDAY).digest) is None
        found = posting_detail(home, FRIDAY)
        assert found.agreed.holds and found.agreed.at == MONDAY
        assert rows(home)[FRIDAY].confirmed
        assert [draft.confirmed for draft in drafts(home)] == [True]
        assert found.when.startswith("数据读全即公示；现在缺2楼的数据，每 3 分钟再试，最迟 09:50")
        certify(home)
        found = posting_detail(home, FRIDAY)
        assert (found.agreed.holds, found.when[:10]) == (False, "09:30 自动公示")
        assert [draft.confirmed for draft in drafts(home)] == [False]  # nor does what posts by itself take it for one
        withdraw_draft(home, FRIDAY)
        assert posting_detail(home, FRIDAY).agreed is None
        with home.store.reading():
            assert confirmed([FRIDAY], last_change()) == {}


def test_a_complete_draft_that_is_confirmed_is_posted(path):
    with at(path) as home:
        with pytest.raises(JobError, match="草稿刚刚变了"):
            confirm_draft(home, FRIDAY, "another")
        posted = confirm_draft(home, FRIDAY, posting_detail(home, FRIDAY).digest)
        assert posted.edition == 1
        assert posting_detail(home, FRIDAY).state == "posted"


READ = datetime(2026, 11, 23, 9, 52)
SETTINGS = settings_from("centre = '测试'")
WHOLE = Draft(Turn(FRIDAY, MONDAY.date()), "d", complete=True)
SHORT = replace(WHOLE, complete=False, short=("3楼",))


def office_at(now, settings, reads=()):
    return Office(now, works=True, duty=False, terminals=True, day_end=19 * 60, settings=settings, reads=reads)


@pytest.mark.parametrize(
    ("clock", "draft", "alone", "said"),
    [
        ("08:40", WHOLE, True, "08:50 起可以确认，到 09:30 自动公示"),
        ("08:40", SHORT, True, "08:50 起可以确认，到 09:30 自动公示；现在缺3楼的数据，每 3 分钟再试"),
        ("09:00", WHOLE, True, "数据已齐，到 09:30 自动公示；确认以后马上公示"),
        ("09:00", WHOLE, False, "数据已齐，按设置要有人确认才公示；请看过以后确认"),
        ("09:00", SHORT, True, "09:30 自动公示；现在缺3楼的数据，每 3 分钟再试，最迟 09:50 公示并注明数据不全"),
        ("09:40", SHORT, True, "数据读全即公示；现在缺3楼的数据，每 3 分钟再试，最迟 09:50 公示并注明数据不全"),
        (
            "09:40",
            SHORT,
            False,
            "现在缺3楼的数据，每 3 分钟再试；确认以后，数据读全即公示，最迟 09:50 公示并注明数据不全",
        ),
        ("09:51", SHORT, True, "先再读一次3楼设备，读不到也随后公示并注明数据不全"),
        ("09:52", SHORT, True, "到了最迟公示的时间，半分钟内自动公示"),
        ("09:52", SHORT, False, "到了最迟公示的时间，按设置要有人确认才公示；请看过以后确认"),
        ("09:31", WHOLE, True, "数据已齐，半分钟内自动公示"),
        (
            "09:31",
            replace(SHORT, short=()),
            True,
            "数据读全即公示；有设备疑似停电，等核定，最迟 09:50 公示并注明数据不全",
        ),
        ("09:00", replace(WHOLE, trouble="没有放假安排"), True, "没有放假安排"),
    ],
)
def test_it_says_when_it_will_be_posted_and_why_not_earlier(clock, draft, alone, said):
    now = datetime.fromisoformat(f"{MONDAY.date()}T{clock}")
    reads = (Run("read", READ.date(), READ, READ, "failed", {"terminals": [{"name": "3楼", "ok": False}]}),) * 2
    office = office_at(now, replace(SETTINGS, publish_alone=alone), reads)
    assert when_sentence(draft, office) == said


def test_it_says_on_which_morning_where_that_is_another():
    saturday = replace(office_at(datetime(2026, 11, 21, 9), SETTINGS), works=False)
    assert when_sentence(WHOLE, saturday) == "11-23 星期一早上公示；到 09:30 自动公示"
    sunday = replace(saturday, now=datetime(2026, 11, 29, 9))
    assert when_sentence(WHOLE, sunday) == "今天休息，下一个工作日再自动公示；应在 11-23 星期一公示"


# ---------------------------------------------------------------- what deserves a look


def look_words(home):
    return [(look.kind, look.who, look.text) for look in draft_looks(home, FRIDAY)]


def test_without_history_nothing_is_new(path):
    with at(path) as home:
        assert [look.kind for look in draft_looks(home, FRIDAY)] == ["vacant"] * 3


def test_what_is_found_of_somebody_for_the_first_time(path):
    with at(path) as home:
        for day in ABSENT_DAYS:
            publish_now(home, day)
        said = look_words(home)
        assert ("first", "1002", "上午迟到7分钟") in said
        assert ("first", "2001", "下午签退缺卡") in said
        assert ("first", "2002", "下午早退9分钟") in said
        assert ("vacant", "B02", "08:30–12:00（陈静 事假）") in said
        first = next(look for look in draft_looks(home, FRIDAY) if look.who == "1002")
        assert (first.page, first.focus) == ("attendance", (("day", FRIDAY), ("number", "1002")))
        publish_now(home, FRIDAY)
        assert [look for look in draft_looks(home, FRIDAY) if look.who == "1002"]  # of itself it does not count


def test_people_of_whom_nothing_is_known_are_named_with_the_reason(half):
    with at(half) as home:
        said = [each for each in look_words(home) if each[0] == "unknown"]
        assert said == [("unknown", number, "2楼设备未读全") for number in ("1002", "2001", "2002", "2003")]


def test_many_people_of_whom_nothing_is_known_are_told_of_together(half, monkeypatch):
    monkeypatch.setattr("office.posting_looks.MOST_ONE_BY_ONE", 2)
    with at(half) as home:
        (look,) = [look for look in draft_looks(home, FRIDAY) if look.kind == "unknown"]
        assert (look.name, look.text, dict(look.focus)["finding"]) == ("4 人", "2楼设备未读全", "unknown")


# ---------------------------------------------------------------- a new edition


def test_a_new_edition_is_offered_with_its_reason(path):
    with at(path) as home:
        publish_now(home, FRIDAY)
        assert posting_detail(home, FRIDAY).now is None
        certify(home)
        assert differing(home, (FRIDAY,)) == {FRIDAY: 1}
        found = posting_detail(home, FRIDAY).now
        assert (found.people, found.posts, found.reason) == (1, 0, "补签 1 笔")
        assert found.rows[0][:6] == ("2001", "李娜", "pm", "missing_out", "on_time", "签退 — → 17:36:00")
        assert preview(home, FRIDAY).reason == "补签 1 笔"
        with pytest.raises(JobError, match="更正原因"):
            publish_now(home, FRIDAY)
        publish_now(home, FRIDAY, found.reason)
        again = posting_detail(home, FRIDAY)
        assert [(each.number, each.reason, each.changes) for each in again.editions] == [
            (2, "补签 1 笔", 1),
            (1, "", 0),
        ]
        assert again.now is None and differing(home, (FRIDAY,)) == {FRIDAY: 0}
        assert rows(home)[FRIDAY].edition == 2
        assert compare(home, FRIDAY, 1, 2).rows == found.rows
        assert compare(home, FRIDAY, 2, NOW).same
        assert [row.after for row in compare(home, FRIDAY, 2, 1).rows] == ["missing_out"]
        with pytest.raises(JobError, match="没有第9版"):
            compare(home, FRIDAY, 9, NOW)


def test_a_terminal_read_afterwards_is_the_reason(half):
    with at(half) as home:
        publish_now(home, FRIDAY)
        assert preview(home, FRIDAY).unknown == ("1002 王芳", "2001 李娜", "2002 单国强", "2003 陈静")
    with at(half, MONDAY + timedelta(minutes=5)) as home:
        centre.read(home, "2楼", 0)
        found = posting_detail(home, FRIDAY).now
        assert found.reason == "2楼设备 11-23 补读"
        assert {row.before for row in found.rows if row.number} == {"unknown"}


def test_other_reasons_are_told_from_the_two_alone(path):
    with at(path) as home:
        before = postings.assess(home, FRIDAY)[0]
    people = [dict(person) for person in before["people"]]
    moved = {**before, "people": people}
    people[0] = {**people[0], "unit": "市税务局"}
    assert came_since(before, moved) == [Came("roster", (), 1)]
    silent = {"terminal": "2楼", "session": "am", "side": "in", "people": ["2001"]}
    assert came_since({**before, "silences": [silent]}, before) == [Came("settled", ("2楼",), 1)]
    sheet = {"id": "correction:9", "floor": "2", "from": "08:00", "to": "09:00", "witness": "王", "people": 3}
    assert came_since({**before, "silences": [silent]}, {**before, "sheets": [sheet]}) == [Came("sheet", ("2",), 1)]
    other = {**before, "rulebook": {"name": "本地", "version": "x"}, "occasion": "补班"}
    assert [came.kind for came in came_since(before, other)] == ["calendar", "rulebook"]
    sessions = [{**people[1]["sessions"][0], "in": "08:01:00"}, *people[1]["sessions"][1:]]
    people[:] = [*before["people"][:1], {**people[1], "sessions": sessions}, *before["people"][2:]]
    assert came_since(before, moved) == [Came("punches", (), 1)]


def test_nothing_here_writes(path):
    with at(path) as home:
        before = last_change()
        posting_list(home), posting_detail(home, FRIDAY), draft_looks(home, FRIDAY)
        assert last_change() == before and not job_runs.any_run()

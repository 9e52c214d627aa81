"""Rulebooks come into force on a day; what was judged before it stays. And what a month would be under another one.

The week of Monday 2026-11-16, everybody every day alike: 1001 comes at 08:27, two minutes after 08:25 and before
08:30; 1002 at 08:37; 1003 is in order; 1004 leaves at 12:02, three minutes before 12:05.
The other rulebook wants people ten minutes early, and lets them leave on the stroke of the hour.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from acceptance_desk import (
    Desk,
    Document,
    by_number,
    enrolled,
    found,
    moment,
    moved,
    person,
    published,
    results,
    rulebook,
)

from attendance.document import COUNTED
from attendance.rulebook_check import SHIPPED, shipped_names
from devices.emulator import Emulator

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = DAYS = [f"2026-11-{day}" for day in range(16, 21)]
NIGHT = moment(FRIDAY, "21:00:00")
TIMES = {
    "1001": ("08:27:00", "12:10:00", "14:20:00", "17:40:00"),
    "1002": ("08:37:00", "12:10:00", "14:20:00", "17:40:00"),
    "1003": ("08:20:00", "12:10:00", "14:20:00", "17:40:00"),
    "1004": ("08:20:00", "12:02:00", "14:20:00", "17:40:00"),
}
BY_DEFAULT = {
    "1001": [("am", "short_of_early", 2, "")],
    "1002": [("am", "late", 7, "")],
    "1003": [],
    "1004": [("am", "short_of_stay", 3, "")],
}
TEN_EARLY = (("early_minutes = 5 ", "early_minutes = 10 "), ("stay_minutes = 5 ", "stay_minutes = 0 "))
BY_THE_OTHER = {
    "1001": [("am", "short_of_early", 7, "")],  # from 08:20 on
    "1002": [("am", "late", 7, "")],
    "1003": [],  # 08:20 is in time
    "1004": [],
}


@pytest.fixture(scope="module")
def read_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the week was read, and nothing posted."""
    desk = Desk(tmp_path_factory.mktemp("week") / "home", NIGHT)
    desk.ask("init", "--training")
    desk.staff(*map(person, TIMES))
    with Emulator("SN-F1", users=enrolled(TIMES), clock=desk.clock()) as terminal:
        desk.register("F1", terminal)
        for number, times in TIMES.items():
            for day in DAYS:
                for time in times:
                    terminal.punch(number, moment(day, time))
        desk.ask("pull")
    return desk.home


@pytest.fixture
def office(read_week: Path, tmp_path: Path) -> Desk:
    shutil.copytree(read_week, tmp_path / "home")
    return Desk(tmp_path / "home", NIGHT)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return rulebook(tmp_path / "other.toml", *TEN_EARLY)


def findings(day: Document) -> dict[str, list[tuple[str, str, int, str]]]:
    return {number: found(each) for number, each in by_number(day).items()}


def post(desk: Desk, days: Iterable[str]) -> dict[str, Document]:
    return {day: desk.ask("post", day) for day in days}


def assert_stands(desk: Desk, posted: dict[str, Document]) -> None:
    """Posting again is no new edition, assessing gives the same, and everything is proved."""
    for day, document in posted.items():
        again = desk.ask("post", day)
        assert (again["unchanged"], again["edition"]) == (True, document["edition"])
        judged = desk.ask("assess", day)
        assert {key: judged[key] for key in ("rulebook", "people", "posts")} == {
            key: document[key] for key in ("rulebook", "people", "posts")
        }
    assert desk.ask("verify")["differences"] == []


# ---------------------------------------------------------------- from a day on


def test_from_its_day_on_and_not_before(office: Desk, other: Path) -> None:
    posted = post(office, (MONDAY, TUESDAY, WEDNESDAY))

    adopted = office.ask("rulebook", "adopt", other, "--from", THURSDAY)

    assert (adopted["from"], adopted["name"], adopted["posted_days"]) == (THURSDAY, "anqing-2013", 0)
    assert adopted["id"] == adopted["version"] != posted[MONDAY]["rulebook"]["version"]
    assert_stands(office, posted)
    assert findings(office.ask("assess", WEDNESDAY)) == BY_DEFAULT
    for day in (THURSDAY, FRIDAY):
        judged = office.ask("post", day)
        assert findings(judged) == BY_THE_OTHER
        assert judged["rulebook"]["version"] == adopted["version"]
    assert office.ask("verify") == {"editions": 5, "equal": 5, "differences": []}


def test_a_day_not_posted_yet_is_judged_by_what_was_in_force_on_it(office: Desk, other: Path) -> None:
    office.ask("rulebook", "adopt", other, "--from", THURSDAY)

    late = office.ask("post", TUESDAY)

    assert findings(late) == BY_DEFAULT


def test_a_year_later_it_is_still_so(office: Desk, other: Path) -> None:
    """What is corrected a year later is judged by the rules of its day."""
    posted = post(office, DAYS[:3])
    office.ask("rulebook", "adopt", other, "--from", THURSDAY)
    newest = rulebook(other.with_name("newest.toml"), ("absent_after = 30 ", "absent_after = 5 "))
    office.ask("rulebook", "adopt", newest, "--from", "2026-12-01")
    office.now = moment("2027-10-20", "10:00:00")

    assert_stands(office, posted)
    said = ("--reason", "一年后查明", "--witness", "王芳")
    office.ask("correction", "punch", "1002", "--at", f"{WEDNESDAY}T08:28", *said)
    second = office.ask("post", WEDNESDAY, "--reason", "补签")

    assert moved(second) == [("1002", "am", "late", "short_of_early")]
    assert found(by_number(second)["1002"]) == [("am", "short_of_early", 3, "")]  # 08:28 after 08:25, not after 08:20
    assert second["rulebook"] == posted[WEDNESDAY]["rulebook"]
    assert findings(office.ask("assess", FRIDAY)) == BY_THE_OTHER
    assert office.ask("verify") == {"editions": 4, "equal": 4, "differences": []}


def test_the_numbers_of_its_own_dates_count_within_it(office: Desk, tmp_path: Path) -> None:
    """Adopted from Tuesday; the file itself says that nobody need be early from Friday on, and nothing of Monday."""
    later = """[[punctuality]]
from = 2026-11-20
clause = "5-1"
early_minutes = 0
stay_minutes = 5
absent_after = 30
resolution = "minute"
fold_seconds = 60
window_before = 120
window_after = 120

# ---- 考勤数据"""
    file = rulebook(tmp_path / "r.toml", *TEN_EARLY, ("# ---- 考勤数据", later))
    office.ask("rulebook", "adopt", file, "--from", TUESDAY)

    early = {day: findings(office.ask("assess", day))["1001"] for day in DAYS}

    assert early == {
        MONDAY: [("am", "short_of_early", 2, "")],
        **{day: [("am", "short_of_early", 7, "")] for day in (TUESDAY, WEDNESDAY, THURSDAY)},
        FRIDAY: [],
    }


def test_adoptions_follow_one_another_by_day(office: Desk, other: Path, tmp_path: Path) -> None:
    """Entered in whatever order; what is adopted for the same day again replaces what was."""
    strict = rulebook(tmp_path / "strict.toml", ("absent_after = 30 ", "absent_after = 5 "))
    office.ask("rulebook", "adopt", other, "--from", THURSDAY)
    office.ask("rulebook", "adopt", strict, "--from", TUESDAY)
    office.ask("rulebook", "adopt", strict, "--from", FRIDAY)
    office.ask("rulebook", "adopt", SHIPPED / "anqing-2013.toml", "--from", FRIDAY)

    of_1002 = {day: found(office.people(day)["1002"]) for day in DAYS}
    of_1001 = {day: found(office.people(day)["1001"])[0][2] for day in DAYS}

    late, absent = [("am", "late", 7, "")], [("am", "absent", 7, "late")]
    assert of_1002 == {MONDAY: late, TUESDAY: absent, WEDNESDAY: absent, THURSDAY: late, FRIDAY: late}
    assert of_1001 == {MONDAY: 2, TUESDAY: 2, WEDNESDAY: 2, THURSDAY: 7, FRIDAY: 2}
    shown = office.ask("rulebook", "show")
    assert [each["from"] for each in shown["adopted"]] == [TUESDAY, THURSDAY, FRIDAY]
    assert shown["version"] == shown["adopted"][-1]["version"]  # shown is what is in force today
    told = office.run("rulebook", "show").out
    assert all(f"自 {day} 起" in told for day in (TUESDAY, THURSDAY, FRIDAY))


def test_a_day_posted_before_stands_until_it_is_posted_again(office: Desk, other: Path) -> None:
    posted = post(office, DAYS)

    adopted = office.ask("rulebook", "adopt", other, "--from", THURSDAY)

    assert adopted["posted_days"] == 2
    assert office.ask("verify") == {"editions": 5, "equal": 5, "differences": []}
    assert office.ask("explain", "1001", FRIDAY)["rulebook"] == posted[FRIDAY]["rulebook"]
    refused = office.run("post", FRIDAY)
    assert refused.code == 1 and "--reason" in refused.err
    second = office.ask("post", FRIDAY, "--reason", "采用新规则")
    assert moved(second) == [
        ("1001", "am", "short_of_early", "short_of_early"),
        ("1004", "am", "short_of_stay", "on_time"),
    ]
    assert "2" in second["changes"][0]["detail"] and "7" in second["changes"][0]["detail"]
    assert second["rulebook"]["version"] == adopted["version"]
    assert_stands(office, {day: posted[day] for day in DAYS[:3]})


def test_a_rulebook_that_has_not_begun_by_then(office: Desk, other: Path) -> None:
    refused = office.run("rulebook", "adopt", SHIPPED / "street-centre-ab.toml", "--from", "2023-03-04")

    assert refused.code == 1 and "2023-03-04" in refused.err and "from" in refused.err
    assert office.ask("rulebook", "show")["adopted"] == []


# ---------------------------------------------------------------- what is refused

FIRST_CHAIN = '{ at_least = 0.5, below = 1, steps = ["group_leader approve", "supervision_head file"] }'
WINDOWS = (
    ('end = "12:00" }', 'end = "12:00", sign_out = ["12:00", "13:30"] }'),
    ('start = "14:30", end = "17:30" }', 'start = "14:30", end = "17:30", sign_in = ["13:00", "14:30"] }'),
)
AGAIN = """[[outings]]
from = 2013-10-23
clause = "5-2-outing"
reports = [{ roles = ["director"] }]

# ---- 离岗告知"""
REFUSED = {
    "stay longer than the gap": ([('end = "12:00" }', 'end = "14:25" }')], ["hours[1].sessions", "am, pm", "休息短于"]),
    "windows overlap": (WINDOWS, ["hours[1].sessions", "打卡时段与后一个重叠"]),
    "a hole in the chain": (
        [("{ at_least = 2, steps", "{ at_least = 2.5, steps")],
        ["leave[1].chains", "有缺口", "请假 2 天"],
    ),
    "no chain for half a day": ([("{ at_least = 0.5, below", "{ at_least = 1, below")], ["leave[1].chains"]),
    "two chains for one length": ([("below = 2, steps", "below = 2.5, steps")], ["leave[1].chains", "有重叠", "2 天"]),
    "an unknown role signs": (
        [("group_leader approve", "section_chief approve")],
        ["leave[1].chains[1].steps", "section_chief", "roles"],
    ),
    "nobody decides": (
        [(FIRST_CHAIN, '{ at_least = 0.5, below = 1, steps = ["supervision_head file"] }')],
        ["leave[1].chains[1].steps", "没有人批准"],
    ),
    "long outings are reported to nobody": (
        [('reports = [{ roles = ["window_head"', 'reports = [{ at_most = 120, roles = ["window_head"')],
        ["outings[1].reports", "120", "没有人可报告"],
    ),
    "outings are reported to an unknown role": (
        [('roles = ["window_head", "group_leader"]', 'roles = ["window_head", "somebody"]')],
        ["outings[1].reports[1].roles", "somebody"],
    ),
    "the alarm after the limit": (
        [("alarm_minutes = 1 ", "alarm_minutes = 15 ")],
        ["step_away[1].alarm_minutes", "15 分钟"],
    ),
    "a shift named like a session": (
        [('{ name = "午间值班", start', '{ name = "am", start')],
        ["duty[1].shifts[2].name", "am"],
    ),
    "a clause that is not there": ([('clause = "5-5"', 'clause = "5-6"')], ["cover[1].clause", "5-6"]),
    "a date twice": ([("# ---- 离岗告知", AGAIN)], ["outings[2].from", "2013-10-23"]),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_rulebook_that_contradicts_itself_is_refused_with_the_place(office: Desk, tmp_path: Path, fault: str) -> None:
    edits, words = REFUSED[fault]
    file = rulebook(tmp_path / "r.toml", *edits)
    before = office.dump()

    checked = office.ask("rulebook", "check", file, code=1)
    refused = office.run("rulebook", "adopt", file, "--from", THURSDAY)

    assert any(all(word in each["message"] for word in words) for each in checked["faults"]), checked
    assert refused.code == 1 and all(word in refused.err for word in words)
    assert office.dump() == before
    assert office.ask("rulebook", "show")["adopted"] == []


# ---------------------------------------------------------------- what if


def files(home: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in published(home)}


def test_what_if_posts_nothing(office: Desk, other: Path) -> None:
    post(office, DAYS)
    rows, public = office.dump(), files(office.home)

    office.ask("what-if", other, "2026-11")
    told = office.run("what-if", other, "2026-11")

    assert "没有公示" in told.out
    assert office.dump() == rows
    assert files(office.home) == public
    assert office.ask("rulebook", "show")["adopted"] == []
    assert all(office.ask("post", day)["unchanged"] for day in DAYS)


def test_what_if_beside_the_posted_month(office: Desk, other: Path) -> None:
    """Five days; 1001 would be short by more, 1004 in order, the others as they are."""
    posted = post(office, DAYS)
    office.ask("correction", "punch", "1003", "--at", f"{MONDAY}T12:20", "--reason", "x", "--witness", "y")  # no matter

    beside = office.ask("what-if", other, "2026-11")

    assert beside["days"] == DAYS
    assert beside["not_posted"] == [f"2026-11-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    people = {each["number"]: each for each in beside["people"]}
    assert {number: each["posted"]["findings"] for number, each in people.items()} == {
        "1001": {"short_of_early": 5},
        "1002": {"late": 5},
        "1003": {},
        "1004": {"short_of_stay": 5},
    }
    assert {number: each["what_if"]["findings"] for number, each in people.items()} == {
        "1001": {"short_of_early": 5},
        "1002": {"late": 5},
        "1003": {},
        "1004": {},
    }
    assert [people["1001"][side]["minutes"]["short_of_early"] for side in ("posted", "what_if")] == [10, 35]
    assert [(c["date"], c["from"], c["to"]) for c in people["1004"]["changes"]] == [
        (day, "short_of_stay", "on_time") for day in DAYS
    ]
    assert [len(people[number]["changes"]) for number in TIMES] == [5, 0, 0, 5]
    assert_posted_side_is_what_was_posted(beside, posted)
    assert_totals_are_sums(beside)


def assert_posted_side_is_what_was_posted(beside: Document, posted: dict[str, Document]) -> None:
    total = beside["totals"]["posted"]
    assert {key: total[key] for key in COUNTED} == {
        key: sum(day["totals"][key] for day in posted.values()) for key in COUNTED
    }
    everybody = [each for day in posted.values() for each in day["people"]]
    assert total["results"] == Counter(s["result"] for each in everybody for s in each["sessions"])
    assert total["findings"] == Counter(f["code"] for each in everybody for f in each["findings"])
    assert total["vacancies"] == sum(len(post["vacant"]) for day in posted.values() for post in day["posts"])


def assert_totals_are_sums(beside: Document) -> None:
    for side in ("posted", "what_if"):
        for part in ("results", "findings", "minutes"):
            summed: Counter[str] = Counter()
            for each in beside["people"]:
                summed.update(each[side][part])
            assert beside["totals"][side][part] == summed, (side, part)


def test_what_if_looks_at_the_latest_edition(office: Desk, other: Path) -> None:
    """A corrected day counts as corrected, on both sides."""
    post(office, DAYS)
    office.ask("correction", "punch", "1002", "--at", f"{MONDAY}T08:15", "--reason", "指纹不清", "--witness", "王芳")
    office.ask("post", MONDAY, "--reason", "补签")

    beside = office.ask("what-if", other, "2026-11")

    late = next(each for each in beside["people"] if each["number"] == "1002")
    assert (late["posted"]["findings"], late["what_if"]["findings"]) == ({"late": 4}, {"late": 4})
    assert late["changes"] == []


def test_what_if_with_the_same_rules_is_the_same(office: Desk) -> None:
    posted = post(office, DAYS)

    beside = office.ask("what-if", SHIPPED / "anqing-2013.toml", "2026-11")

    assert beside["rulebook"]["version"] == posted[MONDAY]["rulebook"]["version"]
    assert beside["totals"]["posted"] == beside["totals"]["what_if"]
    assert all(each["posted"] == each["what_if"] and each["changes"] == [] for each in beside["people"])
    assert "没有人的认定不同" in office.run("what-if", SHIPPED / "anqing-2013.toml", "2026-11").out


# ---------------------------------------------------------------- the eight that are shipped

EIGHT = [
    "anqing-2013",
    "changzhou-police",
    "municipal-four-punch",
    "service-plan-15min",
    "step-allowance",
    "street-centre-ab",
    "yonghe-town-2017",
    "yongzhou-fund-2010",
]
# 08:37 in the morning: how late it is depends on when each begins
LATE_1002 = {
    "anqing-2013": [("am", "late", 7, "")],
    "changzhou-police": [],  # from 09:00, and ten minutes early
    "municipal-four-punch": [],  # signed in between 08:20 and 09:00
    "service-plan-15min": [("am", "late", 7, "")],
    "step-allowance": [("am", "late", 7, "")],
    "street-centre-ab": [("am", "late", 7, "")],
    "yonghe-town-2017": [("am", "late", 7, "")],
    "yongzhou-fund-2010": [("am", "late", 22, "")],  # from 08:15
}


def test_eight_are_shipped() -> None:
    assert shipped_names() == EIGHT


@pytest.mark.parametrize("name", EIGHT)
def test_a_home_can_be_made_with_each(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "home", NIGHT)
    desk.ask("init", "--training", "--rulebook", name)

    shown = desk.ask("rulebook", "show")

    assert (shown["name"], shown["adopted"]) == (name, [])
    assert desk.ask("rulebook", "check", desk.home / "rulebook.toml")["faults"] == []
    for clause in shown["clauses"]:
        assert bool(clause["rule"]) != bool(clause["by_hand"])  # judged by the program, or said why it is not
    assert all(clause["citation"] in desk.run("rulebook", "show").out for clause in shown["clauses"])


@pytest.mark.parametrize("name", EIGHT)
def test_each_can_be_adopted_and_tried(office: Desk, name: str) -> None:
    post(office, DAYS[:3])
    file = SHIPPED / f"{name}.toml"

    beside = office.ask("what-if", file, "2026-11")
    office.ask("rulebook", "adopt", file, "--from", THURSDAY)
    posted = office.ask("post", THURSDAY)

    assert posted["rulebook"]["name"] == beside["rulebook"]["name"] == name
    late = by_number(posted)["1002"]
    assert [each for each in found(late) if each[0] == "am"] == LATE_1002[name]
    assert set(results(late)) == {"am", "pm"}
    assert_totals_are_sums(beside)
    assert findings(office.ask("assess", WEDNESDAY)) == BY_DEFAULT
    assert office.ask("verify") == {"editions": 4, "equal": 4, "differences": []}

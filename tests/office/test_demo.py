"""The demo does the whole job, shows everything that can be found, and never touches what is not its own."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from attendance.records import clock_text
from office import postings
from office.demo import Shown, run_demo
from office.demo_punches import STRANGER
from office.demo_window import ENDS, MARKER
from office.explain import list_punches
from office.failures import JobError
from office.home import open_home
from office.leave import find, list_leaves
from office.leave_request import Wish, look
from office.outings import list_outings
from office.people import list_people
from office.posts import list_duties, list_substitutes
from office.step_aways import list_aways
from reports.measure import display_width
from store.editions import editions


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo-home"


@pytest.fixture(scope="module")
def shown(path) -> Shown:
    return run_demo(path)


@pytest.fixture
def home(shown, path):
    with open_home(path) as opened:
        yield opened


@pytest.fixture
def posted(home):
    with home.store.reading():
        return [found.document for found in editions()]


def findings(posted):
    return [finding for edition in posted for person in edition["day"]["people"] for finding in person["findings"]]


def on(posted, day, edition=1):
    return next(each for each in posted if (each["day"]["date"], each["edition"]) == (day, edition))


def person(edition, number):
    return next(person for person in edition["day"]["people"] if person["number"] == number)


def results(edition, number):
    return [session["result"] for session in person(edition, number)["sessions"]]


def moved(edition):
    return {(change["number"], change["session"], change["from"], change["to"]) for change in edition["changes"]}


def vacant(edition):
    return {post["post"]: post["vacant"] for post in edition["day"]["posts"] if post["vacant"]}


def sessions(edition):
    return [person["sessions"] for person in edition["day"]["people"]]


def test_every_finding_and_every_cause_occurs(posted):
    found = {(finding["code"], finding["cause"]) for finding in findings(posted)}
    assert found == {
        ("late", ""),
        ("short_of_early", ""),
        ("left_early", ""),
        ("short_of_stay", ""),
        ("missing_in", ""),
        ("missing_out", ""),
        ("absent", "no_punch"),
        ("absent", "late"),
        ("absent", "left_early"),
        ("unknown", "not_read"),
        ("unknown", "silent_terminal"),
        ("overstayed", ""),
        ("outing_overrun", ""),
        ("leave_unapproved", "pending"),
        ("leave_without_cover", ""),
        ("leave_not_closed", ""),
    }


def test_most_people_are_on_time(posted):
    results = [session["result"] for edition in posted for p in edition["day"]["people"] for session in p["sessions"]]
    assert results.count("on_time") > 0.85 * len(results)
    assert len(findings(posted)) > 5 * len(posted)


def test_every_day_is_posted_the_morning_after_and_three_of_them_twice(posted):
    first = [edition for edition in posted if edition["edition"] == 1]
    assert " ".join(edition["day"]["date"][8:] for edition in first) == "09 10 11 12 13 14 16 17 18 19 20"
    assert {edition["posted_at"][11:] for edition in first} == {"08:45:00"}
    assert on(posted, "2026-11-13")["posted_at"] == "2026-11-16T08:45:00"
    again = [(edition["day"]["date"], edition["edition"]) for edition in posted if edition["edition"] > 1]
    assert again == [("2026-11-11", 2), ("2026-11-18", 2), ("2026-11-20", 2)]
    assert all(edition["training"] for edition in posted)


def test_the_second_edition_says_what_the_switched_off_terminal_had_kept_back(posted):
    first, second = posted[-2:]
    assert (first["day"]["complete"], second["day"]["complete"]) == (False, True)
    assert second["reason"]
    assert {change["from"] for change in second["changes"]} == {"unknown"}
    assert not any(finding["code"] == "absent" for finding in findings([first]))
    assert any(finding["cause"] == "no_punch" for finding in findings([second]))


def test_the_fast_clock_is_taken_out(posted):
    late = person(posted[-1], "3004")
    assert (late["sessions"][0]["in"], late["sessions"][0]["in_raw"]) == ("08:32:30", "2026-11-20T08:39:32")
    assert [(finding["code"], finding["minutes"]) for finding in late["findings"]] == [("late", 2)]


# ---------------------------------------------------------------- what the office entered


def test_an_approved_leave_of_two_days_excuses_both_and_is_closed_on_return(posted, home):
    for day in ("2026-11-18", "2026-11-19"):
        assert results(on(posted, day), "1003") == ["on_leave:年休假"] * 2
    (entry,) = person(on(posted, "2026-11-18"), "1003")["entries"]
    assert (entry["cover"], entry["state"]) == ("1004", "in_force")
    assert entry["signed"] == [
        "group_leader 王建军 2026-11-16",
        "supervision_head 秦正明 2026-11-16",
        "deputy_director 方立群 2026-11-17",
    ]
    assert find(home, 4).state == "closed"
    assert results(posted[-1], "1003") == ["on_time"] * 2
    assert person(posted[-1], "1003")["findings"] == []


def test_a_leave_signed_by_one_of_two_does_not_excuse(posted):
    assert [(f["code"], f["cause"]) for f in person(on(posted, "2026-11-17"), "3016")["findings"]] == [
        ("absent", "no_punch"),
        ("absent", "no_punch"),
        ("leave_unapproved", "pending"),
        ("leave_unapproved", "pending"),
    ]


def test_a_leave_filed_afterwards_and_a_certified_punch_make_a_second_edition(posted):
    first, second = on(posted, "2026-11-11"), on(posted, "2026-11-11", 2)
    assert results(first, "2010") == ["on_time", "absent"]
    assert moved(second) == {("2010", "pm", "absent", "on_leave:病假"), ("1005", "am", "missing_out", "on_time")}
    assert person(second, "2010")["entries"][0]["after_the_fact"]
    certified = person(second, "1005")["sessions"][0]
    assert (certified["out"], certified["out_certified"]) == ("12:08:00", "correction:1")
    assert second["reason"] == "补登请假一人，补签一人"


def test_an_outing_overran_and_a_named_substitute_kept_the_window_open(posted, home):
    day = on(posted, "2026-11-17")
    assert [(f["code"], f["minutes"]) for f in person(day, "3015")["findings"]] == [("outing_overrun", 25)]
    ((substitute, person_named),) = list_substitutes(home, date(2026, 11, 1), date(2026, 11, 20))
    assert (substitute.number, substitute.post) == ("3014", "C08")
    assert person_named is not None and person_named.name == "田雨薇"
    assert vacant(day) == {}


def test_a_step_away_of_eighteen_minutes_left_the_window_empty_for_three(posted):
    day = on(posted, "2026-11-18")
    assert [(f["code"], f["minutes"]) for f in person(day, "1004")["findings"]] == [("overstayed", 3)]
    assert vacant(day) == {"A02": [["10:17", "10:20"]]}
    (vacancy,) = next(post["findings"] for post in day["day"]["posts"] if post["post"] == "A02")
    why = {reason["number"]: reason["why"] for reason in vacancy["reasons"]}
    assert why == {"1003": "on_leave:年休假", "1004": "stepped_away"}


def test_the_day_after_somebody_of_the_next_window_stood_in_for_the_step_away(posted):
    day = on(posted, "2026-11-19")
    assert [(f["code"], f["minutes"]) for f in person(day, "1004")["findings"]] == [("overstayed", 6)]
    assert vacant(day) == {"A07": [["08:30", "12:00"]]}


def test_a_window_was_kept_by_somebody_who_held_two(posted):
    day = on(posted, "2026-11-13")
    assert results(day, "1021") == ["on_time", "on_leave:事假"]
    assert person(day, "1022")["entries"][0]["kind"] == "outing"
    assert (person(day, "1024")["post"], vacant(day)) == ("A12", {})


def test_leave_without_a_cover_left_a_window_empty_because_its_other_did_not_come(posted):
    day = on(posted, "2026-11-19")
    assert [f["code"] for f in person(day, "1013")["findings"]] == ["leave_without_cover"]
    assert [f["code"] for f in person(day, "1014")["findings"]] == ["absent"]


def test_a_leave_closed_too_late_is_found_on_the_day_of_the_return(posted):
    found = [f["code"] for f in person(on(posted, "2026-11-13"), "3011")["findings"]]
    assert found == ["short_of_early", "leave_not_closed"]


def test_on_saturday_only_those_on_duty_are_judged(posted):
    saturday = on(posted, "2026-11-14")
    assert [p["number"] for p in saturday["day"]["people"]] == ["1007", "3013"]
    assert results(saturday, "1007") == results(saturday, "3013") == ["on_time"]
    assert saturday["day"]["complete"]
    assert saturday["posted_at"] == "2026-11-16T08:45:00"


def test_the_sign_in_sheet_takes_every_doubt_of_the_power_cut(posted):
    first, second = on(posted, "2026-11-18"), on(posted, "2026-11-18", 2)
    assert (len(findings([first])), len(first["day"]["silences"])) == (len(findings([second])) + 16, 2)
    assert not any(finding["code"] == "unknown" for finding in findings([second]))
    assert (second["day"]["complete"], second["day"]["silences"]) == (True, [])
    assert len(second["changes"]) == 17
    assert {change["from"] for change in second["changes"]} == {"unknown"}
    (late,) = person(second, "2010")["findings"]
    assert (late["code"], late["minutes"], late["evidence"]) == ("late", 3, ["correction:2"])
    assert second["posted_at"] == "2026-11-19T10:30:00"


def test_nobody_punches_while_on_leave(home):
    away = (("1003", "2026-11-18"), ("1003", "2026-11-19"), ("3016", "2026-11-17"))
    for number, day in away:
        assert not list_punches(home, date.fromisoformat(day), date.fromisoformat(day), None, number)


def test_what_was_entered_is_told_with_what_came_of_it(shown):
    told = {(each["who"], each["date"]): each["result"] for each in shown.document["entered"]}
    assert len(shown.document["entered"]) == 18
    assert told["傅秋月", "2026-11-11"] == "旷工改为病假（第2版）"
    assert told["2楼", "2026-11-18"] == "数据不全17人改为0人（第2版）"
    assert told["田雨薇", "2026-11-17"] == "C08 无空岗"
    for each in shown.document["entered"]:
        assert each["what"] in shown.text and each["result"] in shown.text
    block = shown.text.partition("登记（")[2].partition("─")[0]
    assert max(map(display_width, block.splitlines())) <= 80


# ---------------------------------------------------------------- its own morning


@pytest.fixture
def morning(home):
    """The home as its window finds it."""
    return replace(home, clock=lambda: ENDS)


def test_the_morning_is_told(shown):
    assert shown.document["now"] == {
        "now": "2026-11-23T09:22:00",
        "on_leave": 5,
        "unsigned": 2,
        "unclosed": 1,
        "outings": 2,
        "aways": 2,
        "substitutes": 1,
        "silent": [{"name": "3楼", "tried": "2026-11-23T09:22:00", "horizon": "2026-11-23T09:20:00"}],
    }
    assert "请假 5 人，待签字 2 张，待销假 1 张；外出未回 2 人，离岗未回 2 人，临时顶岗 1 人" in shown.text


def test_most_have_come_some_late_and_some_not_yet(morning):
    came = {punch.stored.number for punch in list_punches(morning, ENDS.date(), ENDS.date(), None, None)}
    expected = {stint.person.terminal_number for stint in list_people(morning)}
    excused = {"2005", "3007", "3008", "2017", "1019", "1023"}  # on leave, or on guard elsewhere
    assert expected - came == {"1020", "3012", "2012", *excused}
    assert came - expected == {STRANGER}
    late = {
        punch.stored.number: clock_text(punch.stored.at)[11:16]
        for punch in list_punches(morning, ENDS.date(), ENDS.date(), None, None)
    }
    assert [late[number] for number in ("1012", "2002", "2019")] == ["08:34", "08:41", "08:27"]


def test_a_step_away_runs_one_is_over_and_two_are_closed(morning):
    found = {one.away.number: one for one in list_aways(morning, ENDS.date())}
    assert (found["1005"].seconds, found["1005"].away.cover, found["1005"].over) == (570, "1006", False)
    assert (found["2006"].seconds, found["2006"].left) == (290, 610)
    assert (found["1011"].over, found["3001"].over) == (True, False)
    assert {number for number, one in found.items() if one.away.closed is None} == {"1005", "2006"}


def test_one_outing_runs_and_one_is_overdue(morning):
    back = {one.outing.number: (one.outing.back, one.outing.closed) for one in list_outings(morning, ENDS.date())}
    assert back["1017"] == (37800, None)
    assert back["3011"] == (33000, None)
    assert back["2009"][1] == 32760


def test_slips_wait_to_be_signed_and_to_be_closed(morning):
    slips = {slip.leave.number: slip for slip in list_leaves(morning, date(2026, 11, 20), date(2026, 11, 30))}
    states = {number: slip.state for number, slip in slips.items()}
    assert (states["1009"], states["3003"], states["2013"]) == ("pending", "pending", "in_force")
    asked = slips["3003"].leave
    wish = Wish("3005", asked.kind, asked.first, asked.last, "3004")
    assert {conflict.kind for conflict in look(morning, wish).conflicts} == {"cover_away"}
    assert [duty.number for duty, _ in list_duties(morning, date(2026, 11, 23), date(2026, 11, 28))] == [
        *("1023", "2015", "3013", "1012", "3006")
    ]


# ---------------------------------------------------------------- the rest


def test_the_roster_holds_what_rosters_hold(home):
    people = [stint.person for stint in list_people(home)]
    posts = {(person.post, person.role) for person in people}
    assert (len(people), len(posts), len({person.unit for person in people})) == (60, 60, 12)
    assert {len({role for post, role in posts if post == one}) for one, _ in posts} == {2}
    names = {person.number: person.name for person in people}
    assert len(set(names.values())) == 60
    assert "0016" in names
    assert {"𠮷海燕", "汪㐂顺", "阿依古丽·买买提"} <= set(names.values())
    assert [person.number for person in people if person.terminal_number != person.number] == ["2008"]


def test_the_logs_hold_noise(home):
    punches = list_punches(home, None, None, None, None)
    assert {punch.problem for punch in punches} == {"", "unknown_number"}
    assert {punch.stored.terminal for punch in punches} == {"1楼", "2楼", "3楼"}
    assert {punch.stored.state for punch in punches} == {0, 1, 255}
    repeats = [
        later
        for before, later in pairwise(punches)
        if before.stored.number == later.stored.number and 0 < later.stored.at - before.stored.at < 60
    ]
    assert repeats


def test_everything_can_be_proved(home):
    assert postings.verify(home) == (14, [])


def test_the_document_names_files_that_stand(shown, path):
    document = shown.document
    assert document["home"] == str(path.resolve())
    assert (len(document["days"]), document["editions"]) == (14, 14)
    assert set(document["files"]) == {"xlsx", "html"}
    files = [file for day in document["days"] for file in day["files"].values()]
    for file in (*files, document["index"]):
        assert Path(file).stat().st_size > 1000


def test_the_text_tells_the_story(shown):
    for told in ("60 人，30 个窗口，12 个单位", "2楼上午疑似停电", "3楼设备断电，通电后补读", "14 版公示，全部一致"):
        assert told in shown.text
    for line in ("值班 2 人", "上午离岗超时3分钟", "空岗 A02 10:17–10:20（张志强 年休假；刘雅婷 离岗超时）"):
        assert line in shown.text
    for line in ("上午迟到2分钟", "宜政务[2013]28号 第五条第1款", "explain 3004 2026-11-20", shown.document["index"]):
        assert line in shown.text


def test_a_second_run_replaces_the_first_and_gives_the_same(shown, path, posted):
    left = path / "published" / "2026-11" / "left.txt"
    left.write_text("", encoding="utf-8")
    again = run_demo(path)
    assert not left.exists()
    assert [day["totals"] for day in again.document["days"]] == [day["totals"] for day in shown.document["days"]]
    assert again.document["entered"] == shown.document["entered"]
    with open_home(path) as home, home.store.reading():
        days = [found.document for found in editions(date(2026, 11, 20), date(2026, 11, 20))]
    assert [sessions(edition) for edition in days] == [sessions(edition) for edition in posted[-2:]]


@pytest.mark.parametrize("name", ["settings.toml", "名册.xlsx"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(JobError, match="请另选一个新文件夹") as refused:
        run_demo(tmp_path)
    assert "--home demo-home" in refused.value.command
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [(name, "mine")]


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "demo-home"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(JobError, match="请另选一个新文件夹") as refused:
        run_demo(file)
    assert "--home demo-home" in refused.value.command


def test_what_an_interrupted_demo_left_is_replaced(tmp_path):
    (tmp_path / MARKER).write_text("", encoding="utf-8")
    (tmp_path / "zaigang.db").write_bytes(b"half")
    assert run_demo(tmp_path).document["editions"] == 14

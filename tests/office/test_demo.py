"""The demo does the whole job, shows everything that can be found, and never touches what is not its own."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from office import postings
from office.demo import MARKER, Shown, run_demo
from office.explain import list_punches
from office.failures import JobError
from office.home import open_home
from office.people import list_people
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
    }


def test_most_people_are_on_time(posted):
    results = [session["result"] for edition in posted for p in edition["day"]["people"] for session in p["sessions"]]
    assert results.count("on_time") > 0.85 * len(results)
    assert len(findings(posted)) > 5 * len(posted)


def test_ten_days_are_posted_the_morning_after_and_the_last_one_twice(posted):
    days = [(edition["day"]["date"], edition["edition"]) for edition in posted]
    assert days[0] == ("2026-11-09", 1)
    assert days[-2:] == [("2026-11-20", 1), ("2026-11-20", 2)]
    assert len(days) == 11
    assert posted[4]["posted_at"] == "2026-11-16T08:45:00"
    assert all(edition["training"] for edition in posted)


def test_the_second_edition_says_what_the_switched_off_terminal_had_kept_back(posted):
    first, second = posted[-2:]
    assert (first["day"]["complete"], second["day"]["complete"]) == (False, True)
    assert second["reason"]
    assert {change["from"] for change in second["changes"]} == {"unknown"}
    assert not any(finding["code"] == "absent" for finding in findings([first]))
    assert any(finding["cause"] == "no_punch" for finding in findings([second]))


def test_the_fast_clock_is_taken_out(posted):
    person = next(person for person in posted[-1]["day"]["people"] if person["number"] == "3004")
    assert (person["sessions"][0]["in"], person["sessions"][0]["in_raw"]) == ("08:32:30", "2026-11-20T08:39:32")
    assert [(finding["code"], finding["minutes"]) for finding in person["findings"]] == [("late", 2)]


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
    assert postings.verify(home) == (11, [])


def test_the_document_names_files_that_stand(shown, path):
    document = shown.document
    assert document["home"] == str(path.resolve())
    assert (len(document["days"]), document["editions"]) == (11, 11)
    assert set(document["files"]) == {"xlsx", "html"}
    files = [file for day in document["days"] for file in day["files"].values()]
    for file in (*files, document["index"]):
        assert Path(file).stat().st_size > 1000


def test_the_text_tells_the_story(shown):
    for told in ("60 人，30 个窗口，12 个单位", "2楼上午疑似停电", "3楼设备断电，通电后补读", "11 版公示，全部一致"):
        assert told in shown.text
    for line in ("上午迟到2分钟", "宜政务[2013]28号 第五条第1款", "explain 3004 2026-11-20", shown.document["index"]):
        assert line in shown.text


def test_a_second_run_replaces_the_first_and_gives_the_same(shown, path, posted):
    left = path / "published" / "2026-11" / "left.txt"
    left.write_text("", encoding="utf-8")
    again = run_demo(path)
    assert not left.exists()
    assert [day["totals"] for day in again.document["days"]] == [day["totals"] for day in shown.document["days"]]
    with open_home(path) as home, home.store.reading():
        days = [found.document for found in editions(date(2026, 11, 20), date(2026, 11, 20))]
    assert [sessions(edition) for edition in days] == [sessions(edition) for edition in posted[-2:]]


@pytest.mark.parametrize("name", ["settings.toml", "名册.xlsx"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(JobError, match="--home demo-home"):
        run_demo(tmp_path)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [(name, "mine")]


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "demo-home"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(JobError, match="--home demo-home"):
        run_demo(file)


def test_what_an_interrupted_demo_left_is_replaced(tmp_path):
    (tmp_path / MARKER).write_text("", encoding="utf-8")
    (tmp_path / "zaigang.db").write_bytes(b"half")
    assert run_demo(tmp_path).document["editions"] == 11

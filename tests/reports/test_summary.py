"""The screen says what the posting says: vacancies, sheets, and what was entered."""

from posting_samples import (
    CENTRE,
    certified,
    day,
    edition,
    finding,
    leave,
    on_leave,
    outing,
    person,
    post,
    session,
    vacancy,
)

from office.explain import Explanation, StandsIn
from office.postings import Posted
from office.summary import day_text, explanation_text, posted_text

ON_LEAVE = person("1001", "王芳", *on_leave("事假", "am", "pm"), finding("leave_without_cover", "am")) | {
    "entries": [leave(cover="")]
}
OUT = person("1002", "李四") | {"entries": [outing()]}
VACANT = vacancy("10:05", "10:25", 20, ("1001", "王芳", "on_leave:事假"), ("1002", "李四", "on_outing"))
SHEET = {"id": "correction:5", "floor": "2", "from": "08:20", "to": "09:10", "witness": "孙督查", "people": 23}
LINE = "空岗 A01 10:05–10:25（王芳 事假；李四 外出）"
DAY = day([ON_LEAVE, OUT], posts=[post("A01", VACANT)], sheets=[SHEET])


def explained(someone, judged=DAY, stands_in=()) -> list[str]:
    shown = Explanation(judged, 1, someone, [], [], None, [], list(stands_in), rules=None, sessions=[])
    return explanation_text(shown).split("\n")


def test_an_explanation_tells_for_whom_somebody_stood_in():
    lines = explained(OUT, stands_in=[StandsIn("leave:12", "A01", "1001", "王芳"), StandsIn("cover:3", "A02", "", "")])
    assert "顶岗：A01（替王芳）　leave:12" in lines and "顶岗：A02　cover:3" in lines


def test_a_judged_day_tells_its_vacancies_and_sheets():
    lines = day_text(DAY, None).split("\n")
    assert f"  {LINE}" in lines
    assert "  2楼 08:20–09:10 停电或设备故障，按签到表认定（见证人孙督查，23人签到）。" in lines
    assert "  1001 王芳（市公安局 A01）全天事假；上午请假无顶岗" in lines


def test_a_posted_day_tells_vacancies_and_their_changes():
    moved = [{"post": "A01", "from": [], "to": [["10:05", "10:25"]]}]
    told = edition([ON_LEAVE, OUT], 2, {"posts": DAY["posts"]}, post_changes=moved)
    lines = posted_text(Posted(told["day"], told)).split("\n")
    assert f"  {LINE}" in lines and "  岗位 A01：无空岗 → 空岗 10:05–10:25" in lines


def test_many_vacancies_are_cut_short_on_the_screen_of_a_posting():
    posts = [post(f"A{number}", VACANT) for number in range(15)]
    lines = posted_text(Posted(day([OUT], posts=posts), edition([OUT]))).split("\n")
    assert sum(line.startswith("  空岗") for line in lines) == 12
    assert "  另有 3 处，见公示文件的“空岗”表" in lines


def test_a_day_of_old_is_told_as_ever():
    lines = day_text(day([person("1", "", session("am"))]), 1).split("\n")
    assert len(lines) == 4 and CENTRE not in lines[0]


def test_an_explanation_tells_what_was_entered_and_the_vacancies_of_the_own_post():
    lines = explained(ON_LEAVE)
    assert "认定：全天事假；上午请假无顶岗" in lines
    assert "登记：事假（11月18日上午至20日下午）；签字：张 组长 11月17日　leave:12" in lines
    assert f"{LINE}　宜政务[2013]28号 第五条第5款" in lines
    assert not [line for line in explained(person("1003", "赵六")) if line.startswith(("登记", "空岗"))]


def test_an_explanation_says_which_times_a_witness_gives():
    someone = person("1003", "赵六", session("am", "08:24:00") | {"in_certified": "correction:2"})
    someone["entries"] = [certified(2, "08:24:00")]
    lines = explained(someone, day([someone]))
    assert "  上午　应到 08:25，签到 08:24:00（补签）；应离 12:05，签退 12:05:40" in lines
    assert "登记：补签 08:24（证明人王五）　correction:2" in lines

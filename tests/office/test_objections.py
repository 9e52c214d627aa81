"""Objections: what is registered, what is refused, and that a decision leads to one new edition or to none."""

import shutil
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY

from office import objections, postings
from office.day_corrections import certify_missed, take_back
from office.failures import JobError
from office.home import open_home
from office.lease import TakenError
from office.objection_ground import moved
from office.objection_view import look_at, period, posted_person
from office.objection_words import objection_text
from office.objections import Objection, decide, listing, of_day, open_days, register, withdraw
from store import objections as stored
from store.editions import editions, headings

MONDAY = datetime(2026, 11, 23, 9, 22)
UNTIL = date(2026, 11, 26)  # three working days after Monday
SAID = ("那天按时到了，指纹没有识别", "王芳")


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    """Friday posted on Monday morning: 1002 came 7 minutes late, 2001 has no sign-out in the afternoon."""
    path = centre.build(tmp_path_factory.mktemp("objections") / "home")
    with at(path) as home:
        postings.post(home, FRIDAY)
    return path


@pytest.fixture
def path(posted, tmp_path):
    return shutil.copytree(posted, tmp_path / "home")


@contextmanager
def at(path, moment=MONDAY):
    with open_home(path, lambda: moment) as home:
        yield home


@pytest.fixture
def home(path):
    with at(path) as opened:
        yield opened


def reopened(home, **later):
    """The same home later on."""
    return at(home.path, MONDAY + timedelta(**later))


def numbers(home):
    with home.store.reading():
        return [heading.number for heading in headings() if heading.day == FRIDAY]


def edition(home, number):
    return next(each.document for each in editions(FRIDAY, FRIDAY) if each.document["edition"] == number)


def late_one(home, session="am"):
    return register(home, "1002", FRIDAY, session, *SAID).objection


def set_right(home, number="1002", time="08:20"):
    return certify_missed(home, number, FRIDAY, datetime.strptime(time, "%H:%M").time(), "指纹没有识别", "周组长")


# ---------------------------------------------------------------- registering


def test_an_objection_is_registered(home):
    made = register(home, "1002", FRIDAY, "am", *SAID)
    one = made.objection
    assert (made.late, made.warning) == (False, "")
    assert (one.number, one.name, one.edition, one.session, one.on) == ("1002", "王芳", 1, "am", MONDAY.date())
    assert (one.until, one.state, one.entered_at) == (UNTIL, "open", "2026-11-23T09:22:00")
    assert of_day(home, FRIDAY) == listing(home) == (one,)
    assert of_day(home, THURSDAY) == ()
    assert numbers(home) == [1]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "9999"}, "名单里没有工号 9999"),
        ({"day": THURSDAY}, "2026-11-19 还没有公示"),
        ({"session": "noon"}, "没有“午间”这个时段，有的是：上午（am）、下午（pm）"),
        ({"said": "  "}, "请写明申诉的内容"),
        ({"by": ""}, "请写明提出申诉的人"),
        ({"on": date(2026, 11, 24)}, "2026-11-24 还没有到"),
        ({"on": date(2026, 11, 21)}, "第1版 2026-11-23 才公示"),
        ({"edition": 2}, "没有第2版公示，最新的是第1版"),
        ({"edition": 0}, "没有第0版公示"),
    ],
)
def test_what_cannot_be_objected_to(home, changed, said):
    wish = {"number": "1002", "day": FRIDAY, "session": "am", "said": SAID[0], "by": SAID[1]} | changed
    with pytest.raises(JobError, match=said):
        register(home, **wish)
    assert listing(home) == ()


def test_one_at_a_time_for_a_person_day_and_session(home):
    first = late_one(home)
    with pytest.raises(JobError, match=f"上午认定的申诉已经登记（编号 {first.id}）"):
        late_one(home)
    whole_day, other = late_one(home, ""), register(home, "2001", FRIDAY, "am", *SAID).objection
    with pytest.raises(JobError, match="全天认定的申诉已经登记"):
        late_one(home, "")
    decide(home, first.id, False, "监控没有拍到", "秦主任")
    again = late_one(home)
    assert [one.id for one in listing(home)] == [first.id, whole_day.id, other.id, again.id]
    assert [one.id for one in listing(home, open_only=True)] == [whole_day.id, other.id, again.id]


def test_the_last_day_of_the_period_and_the_day_after(path):
    with at(path, datetime(2026, 11, 26, 17, 50)) as home:
        assert not late_one(home).late
        assert period(home, FRIDAY) == (UNTIL, 0, False)
    with at(path, datetime(2026, 11, 27, 8, 0)) as home:
        made = register(home, "2001", FRIDAY, "", *SAID)
        assert made.late
        assert made.warning == "申诉期到 2026-11-26 为止，这件申诉 2026-11-27 才提出，已按逾期登记"
        in_time = register(home, "2001", FRIDAY, "pm", *SAID, on=UNTIL)  # a paper that lay on the desk
        assert not in_time.late
        assert period(home, FRIDAY) == (UNTIL, 0, True)
    with at(path) as home:
        assert period(home, FRIDAY) == (UNTIL, 3, False)
        assert period(home, THURSDAY) is None


def test_an_edition_without_a_period_hears_objections_always(path):
    settings = path / "settings.toml"
    settings.write_text(settings.read_text("utf-8").replace("objection_days = 3", "objection_days = 0"), "utf-8")
    with at(path) as home:
        postings.post(home, THURSDAY)
    with at(path, datetime(2027, 3, 1)) as home:
        made = register(home, "1002", THURSDAY, "", *SAID)
        assert (made.late, made.objection.until, period(home, THURSDAY)) == (False, None, None)


def test_it_concerns_the_edition_that_was_in_force_when_it_was_raised(home):
    set_right(home, "2001", "17:36")
    with reopened(home, days=1) as later:
        postings.post(later, FRIDAY, "补签一人")
        assert register(later, "1002", FRIDAY, "am", *SAID).objection.edition == 2
        assert register(later, "1002", FRIDAY, "pm", *SAID, on=MONDAY.date()).objection.edition == 1
        assert register(later, "1002", FRIDAY, "", *SAID, edition=1).objection.edition == 1


# ---------------------------------------------------------------- rejected, withdrawn


def test_a_rejection_is_recorded_and_nothing_else(home):
    one = late_one(home)
    done = decide(home, one.id, False, "监控显示 08:37 到岗", "秦主任")
    assert (done.posted, done.files, done.objection.state) == (False, {}, "rejected")
    assert done.objection.decision == (False, "监控显示 08:37 到岗", "秦主任", MONDAY.date(), None)
    assert numbers(home) == [1]
    assert objection_text(done.objection) == (
        "申诉 1：王芳 2026-11-23 对第1版上午的认定提出“那天按时到了，指纹没有识别”；"
        "不成立（秦主任 2026-11-23：监控显示 08:37 到岗）"
    )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (("", "秦主任"), "请写明作出决定的理由"),
        (("理由", " "), "请写明作出决定的人"),
        (("理由", "秦主任", date(2026, 11, 24)), "作出决定的日期 2026-11-24 还没有到"),
        (("理由", "秦主任", date(2026, 11, 22)), "早于申诉提出的日期 2026-11-23"),
    ],
)
def test_what_a_decision_must_say(home, act, said):
    one = late_one(home)
    with pytest.raises(JobError, match=said):
        decide(home, one.id, False, *act)
    assert of_day(home, FRIDAY) == (one,)


def test_an_objection_that_is_not_there(home):
    with pytest.raises(JobError, match="没有编号为 7 的申诉"):
        decide(home, 7, False, "理由", "秦主任")
    with pytest.raises(JobError, match="没有编号为 7 的申诉"):
        withdraw(home, 7, "王芳", "看错了")


def test_it_is_withdrawn_and_still_stands_in_the_list(home):
    one = late_one(home)
    for by, reason, said in (("", "看错了", "撤回申诉的人"), ("王芳", "", "撤回的原因")):
        with pytest.raises(JobError, match=said):
            withdraw(home, one.id, by, reason)
    gone = withdraw(home, one.id, "王芳", "看错了日期")
    assert (gone.state, gone.said) == ("withdrawn", SAID[0])
    assert listing(home) == (gone,) and listing(home, open_only=True) == ()
    assert objection_text(gone).endswith("；已撤回（王芳 2026-11-23：看错了日期）")
    for attempt in (lambda: decide(home, one.id, True, "理由", "秦主任"), lambda: withdraw(home, one.id, "王芳", "再")):
        with pytest.raises(JobError, match="已由王芳撤回"):
            attempt()
    assert late_one(home).id != one.id


# ---------------------------------------------------------------- upheld


def test_upheld_posts_the_edition_in_the_same_step(home):
    one = late_one(home)
    set_right(home)
    done = decide(home, one.id, True, "监控可以证明", "秦主任")
    assert done.posted and done.objection.decision.edition == 2
    assert numbers(home) == [1, 2]
    made = edition(home, 2)
    assert made["reason"] == "申诉 1 成立：监控可以证明"
    assert [(each["number"], each["session"]) for each in made["changes"]] == [("1002", "am")]
    assert all((home.published / name).exists() for name in done.files.values()) and len(done.files) == 2
    assert postings.verify(home) == (2, [])


def test_upheld_without_facts_is_refused(home):
    one = late_one(home)
    with pytest.raises(JobError, match="现在的认定与第1版相同；先把更正的事实登记好（补签、请假、外出、设备认定等）"):
        decide(home, one.id, True, "监控可以证明", "秦主任")
    set_right(home, "2001", "17:36")  # of somebody else
    with pytest.raises(JobError, match="现在的认定与第1版相同"):
        decide(home, one.id, True, "监控可以证明", "秦主任")
    assert of_day(home, FRIDAY) == (one,) and numbers(home) == [1]


def test_facts_for_another_session_do_not_uphold_it(home):
    one = register(home, "2001", FRIDAY, "am", *SAID).objection
    whole = register(home, "2001", FRIDAY, "", *SAID).objection
    set_right(home, "2001", "17:36")
    with pytest.raises(JobError, match="现在的认定与第1版相同"):
        decide(home, one.id, True, "监控可以证明", "秦主任")
    assert decide(home, whole.id, True, "监控可以证明", "秦主任").objection.decision.edition == 2


def test_upheld_links_the_edition_that_put_it_right_meanwhile(home):
    one = late_one(home)
    set_right(home)
    postings.post(home, FRIDAY, "补签一人")
    set_right(home, "2001", "17:36")
    postings.post(home, FRIDAY, "又补签一人")
    done = decide(home, one.id, True, "监控可以证明", "秦主任")
    assert (done.posted, done.objection.decision.edition, numbers(home)) == (False, 2, [1, 2, 3])


def test_an_edition_that_was_undone_again_is_not_linked(home):
    one = late_one(home)
    slip = set_right(home)
    postings.post(home, FRIDAY, "补签一人")
    take_back(home, slip.id, "证明人认错了人")
    postings.post(home, FRIDAY, "撤销补签")
    with pytest.raises(JobError, match="现在的认定与第1版相同"):
        decide(home, one.id, True, "监控可以证明", "秦主任")
    assert numbers(home) == [1, 2, 3]
    set_right(home)
    postings.post(home, FRIDAY, "证明人没有认错")
    assert decide(home, one.id, True, "监控可以证明", "秦主任").objection.decision.edition == 4
    assert numbers(home) == [1, 2, 3, 4]


def test_a_finding_of_no_session_is_objected_to_as_the_whole_day():
    found = {"code": "leave_not_closed", "minutes": 0, "session": "", "cause": "", "evidence": []}
    place = dict.fromkeys(("name", "unit", "post", "role", "floor"), "")
    before, after = ({"people": [{"number": "1", "sessions": [], "findings": f, **place}]} for f in ([found], []))
    one = Objection(1, "1", FRIDAY, 1, "", "销了假", "张伟", MONDAY.date())
    assert moved(before, after, one) and not moved(before, before, one)
    assert not moved(before, after, one._replace(session="am"))
    assert not moved(before, after, one._replace(number="2"))


def test_two_objections_are_upheld_by_one_edition(home):
    first, second = late_one(home), register(home, "2001", FRIDAY, "pm", *SAID).objection
    set_right(home)
    set_right(home, "2001", "17:36")
    assert decide(home, first.id, True, "监控可以证明", "秦主任").posted
    done = decide(home, second.id, True, "监控可以证明", "秦主任")
    assert (done.posted, done.objection.decision.edition, numbers(home)) == (False, 2, [1, 2])


def test_the_same_decision_again_makes_nothing_and_writes_missing_files(home):
    one = late_one(home)
    set_right(home)
    done = decide(home, one.id, True, "监控可以证明", "秦主任")
    shutil.rmtree(home.published)
    again = decide(home, one.id, True, "监控可以证明", "秦主任")
    assert (again.posted, again.objection, again.files) == (False, done.objection, done.files)
    assert (home.published / done.files["html"]).exists() and numbers(home) == [1, 2]
    with pytest.raises(JobError, match="申诉 1 已于 2026-11-23 定为成立"):
        decide(home, one.id, False, "监控可以证明", "秦主任")
    with pytest.raises(JobError, match="定为成立"):
        decide(home, one.id, True, "另一个理由", "秦主任")
    with pytest.raises(JobError, match="定为成立"):
        withdraw(home, one.id, "王芳", "看错了")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(2, "No such file or directory", "/share"), "文件操作失败：找不到文件或文件夹（/share）"),
        (TakenError("另一个在岗正在写公示文件"), "另一个在岗正在写公示文件；以后会自动补写"),
    ],
)
def test_a_decision_stands_where_the_files_cannot_be_written(home, monkeypatch, error, said):
    one = late_one(home)
    set_right(home)

    def away(*_arguments, **_named):
        raise error

    monkeypatch.setattr("office.publication.publish", away)
    done = decide(home, one.id, True, "监控可以证明", "秦主任")
    assert (done.posted, done.files, done.objection.state) == (True, {}, "upheld")
    assert done.warning.startswith(f"决定已经记下，第2版已经定下，但公示文件还没有写成。{said}")
    monkeypatch.undo()
    assert len(decide(home, one.id, True, "监控可以证明", "秦主任").files) == 2


def test_an_edition_and_its_decision_are_made_together(home, monkeypatch):
    """Whatever stops it between the two: neither is there, and once more makes both."""
    one = late_one(home)
    set_right(home)

    def struck(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(stored, "decide", struck)
    with pytest.raises(KeyboardInterrupt):
        decide(home, one.id, True, "监控可以证明", "秦主任")
    assert (numbers(home), of_day(home, FRIDAY)) == ([1], (one,))
    monkeypatch.undo()
    assert decide(home, one.id, True, "监控可以证明", "秦主任").objection.decision.edition == 2
    assert numbers(home) == [1, 2]


def test_days_under_objection(home):
    assert open_days(home, "2026-11") == ()
    one = late_one(home)
    late_one(home, "pm")
    assert open_days(home, "2026-11") == (FRIDAY,) and open_days(home, "2026-12") == ()
    decide(home, one.id, False, "理由", "秦主任")
    assert open_days(home, "2026-11") == (FRIDAY,)
    withdraw(home, 2, "王芳", "看错了")
    assert open_days(home, "2026-11") == ()


# ---------------------------------------------------------------- what is shown


def test_what_somebody_may_object_to(home):
    shown = posted_person(home, "1002", FRIDAY)
    assert (shown.name, shown.unit, shown.edition) == ("王芳", "市公安局", 1)
    assert (shown.verdict, shown.sessions) == ("上午迟到7分钟", ("am", "pm"))
    assert (shown.period, shown.objections) == ((UNTIL, 3, False), ())
    one = late_one(home)
    assert posted_person(home, "1002", FRIDAY).objections == (one,)
    with pytest.raises(JobError, match="还没有公示"):
        posted_person(home, "1002", THURSDAY)
    with pytest.raises(JobError, match="没有工号 9999"):
        posted_person(home, "9999", FRIDAY)


def test_a_look_shows_whether_the_facts_were_put_right(home):
    one = late_one(home)
    before = look_at(home, one.id)
    assert (before.outcome, before.edition, before.others) == ("same", None, 0)
    assert (before.posted, before.now) == ("上午迟到7分钟", "上午迟到7分钟")
    set_right(home)
    set_right(home, "2001", "17:36")
    after = look_at(home, one.id)
    assert (after.outcome, after.edition, after.others) == ("posts", 2, 1)
    assert (after.posted, after.now, after.in_force) == ("上午迟到7分钟", "正常", 1)
    assert after.compared[0] == (
        "am",
        "迟到7分钟（08:37:12 签到，12:08:00 签退）",
        "正常（08:20:00 签到，12:08:00 签退）",
    )
    assert after.compared[1].posted == after.compared[1].now == "正常（14:15:00 签到，17:40:00 签退）"
    postings.post(home, FRIDAY, "补签两人")
    linked = look_at(home, one.id)
    assert (linked.outcome, linked.edition, linked.others, linked.in_force) == ("links", 2, 0, 2)


# ---------------------------------------------------------------- whatever is done, in whatever order


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_acts_makes_an_edition_too_many(path, seed):
    """Editions are made by upheld decisions and by hand, never two for one decision; every edition can be recomputed;
    nobody has two open objections to the same thing."""
    chance, slips = Random(seed), []
    with at(path, MONDAY + timedelta(hours=2)) as home:
        for _ in range(40):
            before, act = numbers(home), chance.choice(ACTS)
            try:
                made = act(home, chance, slips)
            except JobError:
                made = 0
            assert len(numbers(home)) - len(before) == made, (act, before)
            assert_in_order(home)
        count, differences = postings.verify(home)
        assert (count, differences) == (len(numbers(home)), [])


def assert_in_order(home):
    found = listing(home)
    waiting = [(one.number, one.session) for one in found if one.state == "open"]
    assert len(waiting) == len(set(waiting))
    for one in found:
        if one.state == "upheld":
            assert one.edition < one.decision.edition <= numbers(home)[-1]
        if one.state == "rejected":
            assert one.decision.edition is None
    reasons = [heading.reason for heading in headings() if heading.reason.startswith("申诉")]
    assert len(reasons) == len(set(reasons))


def _register(home, chance, slips):
    register(home, chance.choice(("1002", "2001")), FRIDAY, chance.choice(("", "am", "pm")), *SAID)
    return 0


def _decide(home, chance, slips):
    known = listing(home)
    one = chance.choice(known).id if known else 1
    act = one, chance.random() < 0.7, "理由", "秦主任"
    done = decide(home, *act)
    again = decide(home, *act)  # once more makes nothing
    assert (again.posted, again.objection) == (False, done.objection)
    return int(done.posted)


def _withdraw(home, chance, slips):
    withdraw(home, chance.randrange(1, 6), "王芳", "看错了")
    return 0


def _certify(home, chance, slips):
    number, time = chance.choice((("1002", "08:20"), ("2001", "17:36"), ("2002", "17:38")))
    slips.append(set_right(home, number, time).id)
    return 0


def _take_back(home, chance, slips):
    if slips:
        take_back(home, slips.pop(chance.randrange(len(slips))), "登记错了")
    return 0


def _post(home, chance, slips):
    return int(not postings.post(home, FRIDAY, "更正").unchanged)


ACTS = (_register, _register, _decide, _decide, _withdraw, _certify, _take_back, _post)


def test_the_verbs_are_where_the_others_look_for_them():
    assert set(objections.__all__) >= {"register", "decide", "withdraw", "listing", "of_day", "open_days"}

"""A number is changed from a day on: the text gains a dated entry, earlier days keep theirs, posted days stay."""

import shutil
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from acceptance_desk import Desk, enrolled, moment, person, rulebook
from chinese_calendar import constants

from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from devices.emulator import Emulator
from office import postings
from office.calendar_view import confirm_year
from office.failures import JobError
from office.home import open_home
from office.rulebook_change import Basis, change_rule, changeable, look_change
from office.rulebook_fields import spots
from office.rulebook_import import adopt_file, export_rulebook, look_file
from office.rulebook_labels import LABELS
from office.rulebook_plan import plan_change
from office.what_if_view import days_differing, try_change, try_file

UNPUBLISHED = max(day.year for day in constants.holidays) + 1
NOW = datetime(2026, 11, 20, 21, 0)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, 16) + timedelta(days=ahead) for ahead in range(5))
EARLY = "punctuality.early_minutes"
BASIS = Basis("宜政务[2026]3号", "第二条", "上班应提前十分钟到达。")


@pytest.fixture(scope="module")
def posted_week(tmp_path_factory):
    """1001 comes at 08:22 every day, 1002 at 08:15; Monday to Wednesday are posted."""
    desk = Desk(tmp_path_factory.mktemp("week") / "home", NOW)
    desk.settle_in()
    desk.staff(person("1001"), person("1002"))
    with Emulator("SN-F1", users=enrolled(["1001", "1002"]), clock=desk.clock()) as terminal:
        desk.register("F1", terminal)
        for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY):
            for number, came in (("1001", "08:22:00"), ("1002", "08:15:00")):
                for time in (came, "12:10:00", "14:15:00", "17:40:00"):
                    terminal.punch(number, moment(str(day), time))
        desk.ask("pull")
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        desk.ask("post", day)
    return desk.home


@pytest.fixture
def home(posted_week, tmp_path):
    shutil.copytree(posted_week, tmp_path / "home")
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        yield opened


def early(home, day):
    """The minutes in force on a day, as the judge asks for them."""
    day_of = home.rulebook(day).book.punctuality
    return max((entry for entry in day_of if entry.since <= day), key=lambda entry: entry.since).early_minutes


def found(home, day, number="1001"):
    document, _ = postings.assess(home, day)
    each = next(each for each in document["people"] if each["number"] == number)
    return [(finding["code"], finding["minutes"], finding["clause"]) for finding in each["findings"]]


def field(home, day, key):
    fields = (f for chapter in changeable(home, day).chapters for entry in chapter.entries for f in entry.fields)
    return next(each for each in fields if each.key == key)


# ---------------------------------------------------------------- what may be changed


def test_every_number_has_a_label():
    """Whoever adds a key to a chapter must name it for the form, or it could not be changed there."""
    from attendance.rulebook import BOOK
    from attendance.shape import Rows

    elsewhere = {"from", "clause", "season", "weekdays", "name", "title", "counts", "unit", "per", "at_least", "above"}
    elsewhere |= {
        "order",
        "roles",
        "posts",
        "units",
        "groups",
        "floors",
        "days",
        "shifts",
        "unpaid",
        "share",
        "forgoes",
        "of",
    }
    for section, labels in LABELS.items():
        shape = BOOK[section].read.shape
        own = {name for name, key in shape.items() if not isinstance(key.read, Rows)}
        assert own - elsewhere == set(labels), section


@pytest.mark.parametrize("name", shipped_names())
def test_every_field_of_every_shipped_rulebook_takes_its_own_value(name):
    """Nothing is offered that is not written as it is read."""
    book = load_rulebook(shipped_text(name))
    own = spots(book, FRIDAY)
    assert len({spot.field.key for spot in own}) == len(own) > 15
    plan = plan_change(book, {spot.field.key: spot.field.value for spot in own}, FRIDAY, Basis())
    assert [fault.sentence for fault in plan.faults] == ["没有改动任何一项，请先改一个数字或选项"]


def test_a_field_says_unit_limits_and_clause(home):
    minutes = field(home, FRIDAY, EARLY)
    assert (minutes.label, minutes.value, minutes.unit, minutes.limits) == ("上班提前到岗", "5", "分钟", "0–120")
    chapter = next(chapter for chapter in changeable(home, FRIDAY).chapters if chapter.code == "punctuality")
    assert chapter.entries[0].citation == "宜政务[2013]28号 第五条第1款"
    bound = field(home, FRIDAY, "leave.chains..2")
    assert (bound.label, bound.value) == ("请假满多少天由督查室负责人批", "1")


def test_before_the_rulebook_begins_there_is_nothing_to_change(home):
    with pytest.raises(JobError, match="2013-10-22 这一天规则还没有开始生效"):
        changeable(home, date(2013, 10, 22))


# ---------------------------------------------------------------- changing


def test_from_its_day_on_and_not_before(home):
    before = home.rulebook(FRIDAY).text
    done = change_rule(home, {EARLY: "10"}, THURSDAY, reason="领导批示")
    assert (done.since, done.posted) == (THURSDAY, 0)
    assert [early(home, day) for day in (WEDNESDAY, THURSDAY, FRIDAY)] == [5, 10, 10]
    assert found(home, WEDNESDAY) == []
    assert found(home, THURSDAY)[0][:2] == ("short_of_early", 2)
    added = home.rulebook(THURSDAY).text
    kept = [line for line in before.splitlines() if line.startswith("#")]
    assert [line for line in added.splitlines() if line.startswith("#")] == kept
    assert "early_minutes = 10     # 上班提前几分钟到达" in added
    assert postings.verify(home) == (3, [])


def test_the_record_of_acts_says_what_and_why(home):
    from store.tables import Change

    change_rule(home, {EARLY: "10"}, THURSDAY, reason="领导批示")
    act = Change.select().order_by(Change.id.desc()).first().act
    assert "上班提前到岗：5 分钟 → 10 分钟" in act and "领导批示" in act


def test_a_change_with_a_basis_is_cited(home):
    change_rule(home, {EARLY: "10"}, THURSDAY, BASIS)
    assert found(home, THURSDAY)[0] == ("short_of_early", 2, "宜政务[2026]3号 第二条")
    assert found(home, WEDNESDAY) == []
    again = Basis("宜政务[2026]4号", "第一条", "上班应提前十五分钟到达。")
    change_rule(home, {EARLY: "15"}, THURSDAY, again)  # the same day once more: the clause is replaced, not left over
    book = home.rulebook(THURSDAY)
    assert [clause.document for clause in book.book.clauses if "2026" in clause.document] == ["宜政务[2026]4号"]
    assert len(book.book.punctuality) == 2 and early(home, THURSDAY) == 15


def test_several_chapters_at_once_and_later_changes_build_on_it(home):
    change_rule(
        home, {EARLY: "8", "step_away.a_day": "3", "leave.chains..2": "1.5", "leave.closing_days": ""}, THURSDAY
    )
    change_rule(home, {"hours.全年.pm.start": "14：00", "cover.away": "whole"}, FRIDAY)
    book = home.rulebook(FRIDAY).book
    assert (book.step_away[-1].a_day, book.leave[-1].closing_days, book.cover[-1].away) == (3, None, "whole")
    assert [row.below or row.at_least for row in book.leave[-1].chains] == [3, 4, 4]  # half-days
    assert (book.hours[-1].since, book.hours[-1].sessions[1].start, early(home, FRIDAY)) == (FRIDAY, 14 * 60, 8)
    assert home.rulebook(THURSDAY).book.cover[-1].away == "beyond"


def test_what_comes_later_is_said(home):
    change_rule(home, {EARLY: "0"}, date(2026, 12, 15))
    (note,) = look_change(home, {EARLY: "10"}, FRIDAY).notes
    assert "2026-12-15" in note and "2026-12-14" in note
    change_rule(home, {EARLY: "10"}, FRIDAY)
    assert [early(home, day) for day in (FRIDAY, date(2026, 12, 14), date(2026, 12, 15))] == [10, 10, 0]
    since = tomllib.loads(home.rulebook(date(2026, 12, 15)).text)["punctuality"][-1]["from"]
    assert since == date(2026, 12, 15)


def test_an_entry_of_the_rulebooks_own_that_comes_later_is_said(home, tmp_path):
    own = '[[step_away]]\nfrom = 2026-12-01\nclause = "away"\nlimit_minutes = 20\n\n# ---- AB岗'
    adopt_file(home, rulebook(tmp_path / "r.toml", ("# ---- AB岗", own)), MONDAY)
    (note, posted) = look_change(home, {"step_away.limit_minutes": "10"}, TUESDAY).notes
    assert note == "离岗告知自 2026-12-01 起另有规定，所以只到 2026-11-30 为止。"
    assert "已有 2 天公示" in posted


def test_posted_days_stay_and_are_counted(home):
    look = look_change(home, {EARLY: "10"}, TUESDAY)
    assert look.posted == 2 and "已有 2 天公示，公示内容不变" in look.notes[0]
    told = []
    differing = days_differing(home, {EARLY: "10"}, TUESDAY, progress=lambda *step: told.append(step))
    assert (differing.posted, differing.days) == (2, (TUESDAY, WEDNESDAY))
    assert [step[1:] for step in told] == [(1, 2), (2, 2)]
    assert days_differing(home, {EARLY: "6"}, TUESDAY).days == ()
    done = change_rule(home, {EARLY: "10"}, TUESDAY)
    assert done.posted == 2 and "已有 2 天公示" in done.sentence
    assert postings.verify(home) == (3, [])
    assert postings.post(home, WEDNESDAY, "规则改动").edition["edition"] == 2


# ---------------------------------------------------------------- what is refused

REFUSED = {
    "too much": ({EARLY: "500"}, {EARLY: "“上班提前到岗”应在 0–120 之间，现在是 500"}),
    "no number": ({EARLY: "五"}, {EARLY: "应当填整数（0–120），现在是“五”"}),
    "nothing": ({EARLY: " "}, {EARLY: "“上班提前到岗”不能空着"}),
    "no time": ({"hours.全年.pm.start": "25:00"}, {"hours.全年.pm.start": "应当填时间，例如 08:30"}),
    "sessions overlap": (
        {"hours.全年.pm.start": "11:00"},
        {"hours.全年.pm.start": "“作息时间（全年）”上午、下午互相重叠"},
    ),
    "no half-days": ({"leave.chains..2": "1.2"}, {"leave.chains..2": "以半天为单位"}),
    "chain overlaps": ({"leave.chains..2": "3"}, {"leave.chains..2": "“请假”的审批有重叠：请假 2 天有两档"}),
    "no limit left": ({"step_away.limit_minutes": ""}, {"step_away.limit_minutes": "没有任何限制了"}),
    "alarm too early": ({"step_away.alarm_minutes": "20"}, {"step_away.alarm_minutes": "应当小于离岗最长 15 分钟"}),
    "no such choice": ({"cover.away": "部分"}, {"cover.away": "没有“部分”这个选项"}),
    "no such field": ({"punctuality.x": "1"}, {"punctuality.x": "没有这一项可改"}),
    "nothing changed": ({EARLY: "5"}, {"": "没有改动任何一项"}),
    "two at once": ({EARLY: "x", "step_away.a_day": "0"}, {EARLY: "整数", "step_away.a_day": "1–100"}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_adopted(home, what):
    changes, words = REFUSED[what]
    look = look_change(home, changes, FRIDAY)
    said = {fault.key: fault.sentence for fault in reversed(look.faults)}
    assert said.keys() == words.keys()
    assert all(word in said[key] for key, word in words.items()), said
    with pytest.raises(JobError, match=next(iter(words.values())).split("（")[0]):
        change_rule(home, changes, FRIDAY)
    assert home.rulebook(FRIDAY).version == home.rulebook(MONDAY).version


def test_half_a_basis_is_refused(home):
    look = look_change(home, {EARLY: "10"}, FRIDAY, Basis("宜政务[2026]3号", "", ""))
    assert [fault.key for fault in look.faults] == ["basis"]


def test_a_year_that_nobody_settled_is_refused_until_it_is_confirmed(home, tmp_path):
    day, file = date(UNPUBLISHED, 3, 3), rulebook(tmp_path / "r.toml")
    (fault,) = look_change(home, {EARLY: "10"}, day).faults
    assert f"{UNPUBLISHED} 年的放假安排还没有公布" in fault.sentence and "请先在日历里确认" in fault.sentence
    assert look_file(home, file, day).faults == (fault.sentence,)
    for refused in (lambda: change_rule(home, {EARLY: "10"}, day), lambda: adopt_file(home, file, day)):
        with pytest.raises(JobError, match="请先在日历里确认"):
            refused()
    confirm_year(home, UNPUBLISHED)
    change_rule(home, {EARLY: "10"}, day)
    assert [early(home, each) for each in (FRIDAY, day)] == [5, 10]


# ---------------------------------------------------------------- money

MONEY = {
    "rates.base.amount": ("650", "补助：出勤（出勤补助）　金额：600.00 元 → 650.00 元"),
    "allowance.rounding": ("1", "补助　最后四舍五入到：分 → 元"),
    "allowance.cap": ("1200.5", "补助　一个月最多：不封顶 → 1200.50 元"),
    "bonuses.full_attendance.share": ("served", "补助：奖励（全勤奖）　没有整月在岗的：整月在岗才有 → 按在岗天数折算"),
    "bonuses.full_attendance.lost_when.1.at_least": ("1", "事假、病假满多少就没有：0.5 天 → 1 天"),
    "deductions.sick_leave.per": ("half_day", "补助：扣款（病假扣款）　怎么扣：每天 → 每半天"),
    "steps.late.rows.0.percent": ("15", "补助：分档扣减（迟到早退扣减）　第 1 档：扣：10% → 15%"),
    "steps.late.further": ("0", "超过末档，每多一次再扣：20% → 0%"),
    "forfeits.yellow_card.percent": ("50", "补助：不发（黄牌警告，当月不发）　扣掉：100% → 50%"),
}


@pytest.fixture(scope="module")
def by_steps():
    return load_rulebook(shipped_text("step-allowance"))


@pytest.mark.parametrize("key", MONEY)
def test_every_kind_of_number_about_money_is_changed_in_words(by_steps, key):
    value, words = MONEY[key]
    plan = plan_change(by_steps, {key: value}, FRIDAY, BASIS)
    assert [fault.sentence for fault in plan.faults] == []
    assert plan.altered[0].sentence.endswith(words)
    changed = load_rulebook(plan.text)
    section = key.partition(".")[0]
    before, after = getattr(by_steps.book, section), getattr(changed.book, section)
    assert (len(after), after[:-1], after[-1].since) == (len(before) + 1, before, FRIDAY)
    (again,) = plan_change(changed, {key: value}, FRIDAY, Basis()).faults
    assert again.sentence == "没有改动任何一项，请先改一个数字或选项"
    assert changed.citation(after[-1].clause) == "宜政务[2026]3号 第二条"


def test_the_order_of_application_is_changed_as_a_whole(by_steps):
    swapped = {"allowance.order.2": "steps", "allowance.order.4": "bonuses"}
    plan = plan_change(by_steps, swapped, FRIDAY, Basis())
    assert plan.faults == []
    assert load_rulebook(plan.text).book.allowance[-1].order == ("rates", "steps", "deductions", "bonuses", "forfeits")
    (fault,) = plan_change(by_steps, {"allowance.order.2": "steps"}, FRIDAY, Basis()).faults
    assert (fault.key, fault.sentence) == ("allowance.order.2", "“补助”的五步要各算一次，不能重复，请改正")


def test_a_rate_by_the_day_has_more_to_change(home):
    changes = {"rates.base.per": "session", "rates.base.at_most": "４００", "deductions.missing.free": "3"}
    sentences = [each.sentence for each in look_change(home, changes, FRIDAY).altered]
    assert sentences == [
        "补助：出勤（出勤补助）　怎么算：按出勤天数 → 按出勤时段",
        "补助：出勤（出勤补助）　一个月最多：不封顶 → 400.00 元",
        "补助：扣款（缺卡扣款）　前几次不扣：1 次 → 3 次",
    ]
    changed = change_rule(home, changes, FRIDAY)
    rate = next(each for each in reversed(home.rulebook(FRIDAY).book.rates) if each.name == "base")
    assert (rate.since, rate.per, str(rate.at_most), str(rate.amount)) == (FRIDAY, "session", "400.00", "20.00")
    assert changed.sentence.startswith("自 2026-11-20 起改了 3 项")


WRONG = {
    "steps before what they take from": (
        {"allowance.order.1": "steps", "allowance.order.4": "rates"},
        "要排在“出勤”后面",
    ),
    "a step back": ({"steps.late.rows.1.percent": "5"}, "各档的次数和百分比应当从小到大"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_contradicts_itself_about_money_is_said_in_the_words_of_the_form(by_steps, what):
    changes, words = WRONG[what]
    faults = plan_change(by_steps, changes, FRIDAY, Basis()).faults
    assert all(words in fault.sentence for fault in faults) and faults


@pytest.mark.parametrize("typed", ["二十", "20.555", "-5", "12345678"])
def test_what_is_no_amount_of_money_is_refused(by_steps, typed):
    (fault,) = plan_change(by_steps, {"rates.base.amount": typed}, FRIDAY, Basis()).faults
    assert fault.key == "rates.base.amount" and fault.sentence.startswith("“金额”应当填金额，如 20 或 20.50")


def test_entries_of_one_item_are_told_apart_by_whom_they_are_for():
    book = load_rulebook(
        shipped_text("step-allowance")
        + '\n[[rates]]\nfrom = 2020-01-01\nclause = "allowance"\nname = "base"\ntitle = "出勤补助"\n'
        + 'amount = "700.00"\nper = "month"\nroles = ["A"]\n'
    )
    fields = {spot.field.key: spot.field.value for spot in spots(book, FRIDAY)}
    assert (fields["rates.base.amount"], fields["rates.base 岗别 A.amount"]) == ("600.00", "700.00")


# ---------------------------------------------------------------- files


def test_a_file_is_compared_and_adopted(home, tmp_path):
    file = rulebook(tmp_path / "r.toml", ("early_minutes = 5 ", "early_minutes = 10 "), ("推迟五分钟", "推迟六分钟"))
    look = look_file(home, file, THURSDAY)
    assert look.faults == ()
    assert [each.sentence for each in look.altered] == ["到岗离岗　上班提前到岗：5 分钟 → 10 分钟"]
    assert look.clauses.reworded == ("宜政务[2013]28号 第五条第1款",)
    assert early(home, THURSDAY) == 5  # looking adopts nothing
    assert adopt_file(home, file, THURSDAY).since == THURSDAY
    assert [early(home, day) for day in (WEDNESDAY, THURSDAY)] == [5, 10]


def test_a_wholly_different_rulebook_is_told_chapter_by_chapter(home, tmp_path):
    look = look_file(home, rulebook(tmp_path / "r.toml", of="yonghe-town-2017"), THURSDAY)
    told = [each.sentence for each in look.altered]
    assert "离岗告知：最多 15 分钟，到时前 1 分钟提醒 → 没有" in told
    assert "累计（取消当年评先资格（迟到、早退））：没有 → 一个月迟到、早退满 5 次" in told
    assert any(line.startswith("请假　审批：0.5 天以上、不足 1 天：组长批准") for line in told)


def test_a_file_with_faults_names_key_and_remedy(home, tmp_path):
    look = look_file(home, rulebook(tmp_path / "r.toml", ("early_minutes = 5 ", "early_minutes = 500 ")), FRIDAY)
    assert look.faults == ("punctuality[1].early_minutes 的值 500 超出范围，应在 0–120 之间",)


def test_what_is_exported_is_what_is_in_force(home, tmp_path):
    change_rule(home, {EARLY: "10"}, THURSDAY)
    path = export_rulebook(home, THURSDAY, tmp_path / "现行规则.toml")
    assert load_rulebook(path.read_text(encoding="utf-8")).version == home.rulebook(THURSDAY).version
    with pytest.raises(JobError, match="另选一个"):
        export_rulebook(home, THURSDAY, tmp_path / "none" / "r.toml")


# ---------------------------------------------------------------- what if


def test_a_month_tried_with_changed_numbers(home):
    told = []
    trial = try_change(home, {EARLY: "10"}, "2026-11", progress=lambda *step: told.append(step))
    assert (trial.days, len(trial.not_posted), told[-1][1:]) == (3, 12, (3, 3))
    sums = {each.word: (each.posted, each.other) for each in trial.sums}
    assert sums["未提前到岗"] == (0, 3) and sums["应到"] == (6, 6)
    (only,) = trial.people
    assert (only.number, len(only.moved)) == ("1001", 3)
    assert only.moved[0]._asdict() == {"date": MONDAY, "session": "上午", "before": "正常", "after": "未提前到岗"}
    assert home.rulebook(FRIDAY).version == home.rulebook(MONDAY).version


def test_more_minutes_of_the_same_finding_are_told_too(home, tmp_path):
    change_rule(home, {EARLY: "10"}, MONDAY)
    postings.post(home, MONDAY, "规则改动")
    trial = try_change(home, {EARLY: "12"}, "2026-11")
    first = trial.people[0].moved[0]
    assert (first.before, first.after) == ("未提前到岗2分钟", "未提前到岗4分钟")


def test_a_month_tried_with_a_file(home, tmp_path: Path):
    same = try_file(home, rulebook(tmp_path / "r.toml"), "2026-11")
    assert (same.people, same.sentence) == ((), "没有人的认定不同。这里只是试算，什么也没有公示。")
    with pytest.raises(JobError, match="2026-10 还没有公示过"):
        try_file(home, rulebook(tmp_path / "r.toml"), "2026-10")

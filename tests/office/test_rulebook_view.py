"""The rulebook to read: every chapter's numbers with clause and text, and from when to when each set of them holds."""

from datetime import date, datetime

import pytest
from acceptance_desk import rulebook

from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from office.failures import JobError
from office.home import create_home, open_home
from office.rulebook_change import Basis, change_rule
from office.rulebook_import import adopt_file
from office.rulebook_view import rulebook_view

NOW = datetime(2026, 11, 20, 21, 0)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True)
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        yield opened


def chapter(view, code):
    return next(each for each in view.chapters if each.code == code)


def test_numbers_in_words_with_citation_and_clause(home):
    view = rulebook_view(home, FRIDAY)
    own = chapter(view, "punctuality")
    (paragraph,) = own.paragraphs
    assert paragraph.lines[:3] == ("上班提前 5 分钟到岗", "下班推迟 5 分钟离岗", "迟到或早退满 30 分钟，这个时段记旷工")
    assert (paragraph.citation, paragraph.since) == ("宜政务[2013]28号 第五条第1款", date(2013, 10, 23))
    assert "上班应提前五分钟到达" in own.clauses[0].text
    assert [each.title for each in chapter(view, "hours").paragraphs] == ["全年", "6月1日至9月30日"]
    assert view.missing == ("累计",)


def test_what_a_person_judges_has_its_reason(home):
    by_hand = chapter(rulebook_view(home, FRIDAY), "by_hand").clauses
    assert len(by_hand) == 9 and all(clause.reason for clause in by_hand)
    assert next(each.reason for each in by_hand if each.citation.endswith("第五条第4款")) == "由巡查人员现场认定"


@pytest.mark.parametrize("name", shipped_names())
def test_every_clause_of_every_shipped_rulebook_is_shown_once(tmp_path, name):
    create_home(tmp_path / "home", name, training=True)
    with open_home(tmp_path / "home", lambda: NOW) as home:
        view = rulebook_view(home, FRIDAY)
    shown = [clause.text for each in view.chapters for clause in each.clauses]
    assert sorted(shown) == sorted(clause.text for clause in load_rulebook(shipped_text(name)).book.clauses)
    assert all(clause.cited for each in view.chapters for clause in each.clauses)


def test_a_clause_that_a_later_one_replaced_says_so(home):
    change_rule(home, {"punctuality.early_minutes": "10"}, FRIDAY, Basis("宜政务[2026]3号", "第二条", "提前十分钟。"))
    cited = {each.citation: each.cited for each in chapter(rulebook_view(home, FRIDAY), "punctuality").clauses}
    assert cited == {"宜政务[2013]28号 第五条第1款": False, "宜政务[2026]3号 第二条": True}
    before = chapter(rulebook_view(home, date(2026, 11, 19)), "punctuality")
    assert [each.cited for each in before.clauses] == [True]


def test_what_is_in_force_when(home, tmp_path):
    change_rule(home, {"punctuality.early_minutes": "10"}, date(2026, 11, 18))
    own = '[[step_away]]\nfrom = 2026-12-20\nclause = "away"\nlimit_minutes = 20\n\n# ---- AB岗'
    adopt_file(home, rulebook(tmp_path / "r.toml", ("# ---- AB岗", own)), date(2026, 12, 10))
    periods = rulebook_view(home, FRIDAY).periods
    assert [(each.first, each.last, each.state) for each in periods] == [
        (date(2013, 10, 23), date(2026, 11, 17), "past"),
        (date(2026, 11, 18), date(2026, 12, 9), "current"),
        (date(2026, 12, 10), date(2026, 12, 19), "coming"),
        (date(2026, 12, 20), None, "coming"),
    ]
    assert [[change.sentence for change in each.changes] for each in periods] == [
        [],
        ["到岗离岗　上班提前到岗：5 分钟 → 10 分钟"],
        ["到岗离岗　上班提前到岗：10 分钟 → 5 分钟"],
        ["离岗告知　离岗最长：15 分钟 → 20 分钟", "离岗告知　到时前多久提醒：1 分钟 → 0 分钟"],
    ]
    assert [bool(each.by) for each in periods] == [False, True, True, True]


def test_a_rulebook_adopted_from_the_beginning_leaves_no_time_for_the_first(home, tmp_path):
    adopt_file(home, rulebook(tmp_path / "r.toml", of="yongzhou-fund-2010"), date(2012, 1, 1))
    assert [(each.name, each.first) for each in rulebook_view(home, FRIDAY).periods] == [
        ("yongzhou-fund-2010", date(2012, 1, 1))
    ]


def test_the_allowance_is_read_in_the_order_in_which_it_is_applied(home, tmp_path):
    order = 'order = ["rates", "bonuses", "deductions", "steps", "forfeits"]'
    other = 'order = ["rates", "steps", "bonuses", "deductions", "forfeits"]'
    adopt_file(home, rulebook(tmp_path / "r.toml", (order, other), of="step-allowance"), FRIDAY)
    view = rulebook_view(home, FRIDAY)
    own = [each.title for each in view.chapters if each.title.startswith("补助")]
    assert own == ["补助", "补助：出勤", "补助：分档扣减", "补助：奖励", "补助：扣款", "补助：不发"]
    (plan,) = chapter(view, "allowance").paragraphs
    assert plan.lines == (
        "先后：一、出勤　二、分档扣减　三、奖励　四、扣款　五、不发",
        "算完以后：不低于 0；最后四舍五入到分，只舍入这一次",
    )
    (steps,) = chapter(view, "steps").paragraphs
    assert steps.lines == ("迟到、早退满 3 次扣 10%，满 5 次扣 30%，此后每多一次再扣 20%，扣完为止", "按此前合计算")
    assert (steps.title, steps.citation) == ("迟到早退扣减", "本中心规定 迟到早退阶梯扣减")
    (bonus,) = chapter(view, "bonuses").paragraphs
    assert bonus.lines[1].endswith("满 1 次，或者事假、病假满 0.5 天的，没有")


WORDS = {
    'unpaid = ["missing_in"]\nleave = [{ kinds = ["病假"], percent = 50 }]\nat_most = "400.00"': (
        "签到缺卡的，出勤也不计",
        "病假照发 50%",
        "一个月最多 400.00 元",
    ),
    'roles = ["A"]\nposts = ["A01", "A02"]\ndays = ["makeup"]': ("只对：岗别 A；岗位 A01、A02；补班日",),
}


@pytest.mark.parametrize("more", WORDS)
def test_a_rate_says_whom_and_what_it_is_for(more):
    from office.rulebook_text import readable

    text = shipped_text("step-allowance") + (
        '\n[[rates]]\nfrom = 2020-01-01\nclause = "allowance"\nname = "more"\ntitle = "岗位补助"\n'
        f'amount = "7.00"\nper = "session"\n{more}\n'
    )
    book = load_rulebook(text)
    assert tuple(readable(book.book.rates[-1], book)) == ("每出勤一个时段 7.00 元", *WORDS[more])


def test_before_the_rulebook_begins_there_is_nothing_to_read(home):
    with pytest.raises(JobError, match="2013-10-22 这一天规则还没有开始生效"):
        rulebook_view(home, date(2013, 10, 22))

"""Money sections that contradict themselves are told what is wrong, before the first month is paid by them."""

import ast
import re
from pathlib import Path

import pytest

from attendance.allowance_rules import ALLOWANCE_SECTIONS
from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from attendance.shape import Fault
from office.failures import FAULTS, fault_sentence

STEP = shipped_text("step-allowance")
FUND = shipped_text("yongzhou-fund-2010")
ANQING = shipped_text("anqing-2013")
ROWS = "rows = [{ at_least = 3, percent = 10 }, { at_least = 5, percent = 30 }]"
LOST = '"leave_unapproved"], at_least = 1 },'
CARD = 'when = [{ counts = ["yellow_card"], at_least = 1 }]'
LATE = 'counts = ["late", "left_early"]\namount = "5.00"\nper = "time"'
ABSENT = 'counts = ["absent"]\namount = "20.00"\nper = "half_day"'
BASE = 'amount = "20.00"\nper = "day"\nleave = [{ kinds = ["公出", "学习"] }]'
MONTH = 'amount = "600.00"\nper = "month"'
FORGO = 'forgoes = ["post_pay", "transport"]\nper = "day"'
ORDER = 'order = ["rates", "bonuses", "deductions", "steps", "forfeits"]'
PLAN = FUND[FUND.index("[[allowance]]") : FUND.index("# “请假期间不发按日")]


def faults(text: str) -> list[Fault]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(text)
    return list(caught.value.faults)


def changed(text: str, before: str, after: str) -> str:
    assert before in text, before
    return text.replace(before, after, 1)


WRONG = [
    # what is no money
    (STEP, MONTH, 'amount = 600\nper = "month"', "rates[1].amount", "600", "money"),
    (STEP, MONTH, 'amount = 600.0\nper = "month"', "rates[1].amount", "600.0", "money"),
    (STEP, MONTH, 'amount = "600.005"\nper = "month"', "rates[1].amount", "600.005", "money"),
    (STEP, MONTH, 'amount = "-1"\nper = "month"', "rates[1].amount", "-1", "money"),
    (STEP, MONTH, 'amount = "1000000.01"\nper = "month"', "rates[1].amount", "1000000.01", "money"),
    (STEP, 'rounding = "0.01"', 'rounding = "0.05"', "allowance[1].rounding", "0.05", "not_one_of"),
    (STEP, ORDER, 'order = ["rates", "steps"]', "allowance[1].order", "['rates', 'steps']", "stages"),
    (STEP, "percent = 30 }", "percent = 101 }", "steps[1].rows[2].percent", "101", "out_of_range"),
    (STEP, ROWS, "rows = []", "steps[1].rows", "[]", "empty"),
    (STEP, ROWS + "\n", "", "steps[1].rows", "", "missing"),
    # the plan
    (FUND, PLAN, "", "allowance", "rates, bonuses, deductions", "no_plan"),
    (FUND, PLAN, PLAN + PLAN, "allowance[2].from", "2010-01-01", "twice"),
    (
        FUND,
        ORDER,
        'order = ["deductions", "rates", "bonuses", "steps", "forfeits"]',
        "allowance[1].order",
        "deductions",
        "before_rates",
    ),
    (
        STEP,
        ORDER,
        'order = ["steps", "rates", "bonuses", "deductions", "forfeits"]',
        "allowance[1].order",
        "steps",
        "before_rates",
    ),
    # names and clauses
    (STEP, 'clause = "bonus"', 'clause = "bonuses"', "bonuses[1].clause", "bonuses", "no_such_clause"),
    (FUND, 'name = "transport"', 'name = "post_pay"', "rates[2].name", "post_pay", "item_twice"),
    (FUND, 'name = "days_lost"', 'name = "transport"', "deductions[1].name", "transport", "item_elsewhere"),
    (
        FUND,
        'name = "transport"\ntitle = "交通补助"\namount = "10.00"\nper = "day"',
        'name = "post_pay"\ntitle = "岗位津贴"\namount = "10.00"\nper = "month"\nroles = ["B"]',
        "rates[2].per",
        "month",
        "month_and_day",
    ),
    # rates
    (ANQING, 'shifts = ["周六值班"]', 'shifts = ["周日值班"]', "rates[3].shifts", "周日值班", "no_such_shift"),
    (ANQING, 'kinds = ["公出", "学习"]', 'kinds = ["出差"]', "rates[1].leave[1].kinds", "出差", "no_such_kind"),
    (ANQING, 'kinds = ["公出", "学习"]', 'kinds = ["公出", "公出"]', "rates[1].leave[1].kinds", "公出", "twice"),
    (ANQING, BASE, BASE + '\nunpaid = ["on_time"]', "rates[1].unpaid", "on_time", "no_such_result"),
    (ANQING, BASE, BASE + '\nunpaid = ["absent"]', "rates[1].unpaid", "absent", "no_such_result"),
    (STEP, MONTH, MONTH + '\ndays = ["workday"]', "rates[1].days", "base", "month_alone"),
    (STEP, MONTH, MONTH + '\nunpaid = ["late"]', "rates[1].unpaid", "base", "month_alone"),
    (STEP, MONTH, MONTH + '\nat_most = "300.00"', "rates[1].at_most", "base", "month_alone"),
    (STEP, MONTH, MONTH + '\ndays = ["sunday"]', "rates[1].days", "['sunday']", "not_one_of"),
    # what is counted
    (STEP, 'counts = ["病假"]', 'counts = ["病"]', "deductions[1].counts", "病", "nothing_counted"),
    (ANQING, LATE, LATE.replace("late", "unknown", 1), "deductions[1].counts", "unknown", "silence_counted"),
    (STEP, LOST, '"tired"], at_least = 1 },', "bonuses[1].lost_when[1].counts", "tired", "nothing_counted"),
    (
        STEP,
        'counts = ["late", "left_early"]\nrows',
        'counts = ["lat"]\nrows',
        "steps[1].counts",
        "lat",
        "nothing_counted",
    ),
    (STEP, CARD, CARD.replace("yellow", "red"), "forfeits[2].when[1].counts", "red_card", "nothing_counted"),
    (STEP, CARD, 'when = [{ counts = ["yellow_card"] }]', "forfeits[2].when[1]", "yellow_card", "one_bound"),
    (STEP, CARD, CARD.replace("= 1 ", "= 1, above = 1 "), "forfeits[2].when[1]", "yellow_card", "one_bound"),
    (STEP, CARD, CARD.replace("= 1 ", "= 1.5 "), "forfeits[2].when[1].at_least", "1.5", "number"),
    (STEP, CARD, CARD.replace("= 1 ", "= 0.3 "), "forfeits[2].when[1].at_least", "0.3", "halves"),
    # deductions
    (ANQING, LATE, LATE.replace('amount = "5.00"\n', ""), "deductions[1]", "late", "amount_or_forgoes"),
    (FUND, FORGO, FORGO + '\namount = "5.00"', "deductions[1]", "days_lost", "amount_or_forgoes"),
    (FUND, '"transport"]\nper', '"bus"]\nper', "deductions[1].forgoes", "bus", "no_such_item"),
    (FUND, '"transport"]\nper', '"full_attendance"]\nper', "deductions[1].forgoes", "full_attendance", "no_such_item"),
    (FUND, FORGO, FORGO.replace("day", "time"), "deductions[1].per", "time", "forgoes_days"),
    (ANQING, ABSENT, ABSENT.replace("half_day", "minute"), "deductions[3].counts", "absent", "no_minutes"),
    (ANQING, ABSENT, ABSENT + "\nminutes_to = 30", "deductions[3].counts", "absent", "no_minutes"),
    (
        ANQING,
        LATE,
        LATE + "\nminutes_from = 11\nminutes_to = 10",
        "deductions[1].minutes_from",
        "11",
        "minutes_order",
    ),
    (ANQING, ABSENT, ABSENT + "\nfree = 1", "deductions[3].free", "1", "free_times"),
    # steps and forfeits
    (STEP, ROWS, ROWS.replace("= 5,", "= 3,"), "steps[1].rows", "3: 10, 3: 30", "rows_order"),
    (STEP, ROWS, ROWS.replace("30", "10"), "steps[1].rows", "3: 10, 5: 10", "rows_order"),
    (STEP, ROWS, ROWS.replace("= 5,", "= 4.5,"), "steps[1].rows[2].at_least", "4.5", "number"),
    (STEP, "further = 20", 'further = 20\nof = ["bonus"]', "steps[1].of", "bonus", "no_such_item"),
    (STEP, CARD, CARD + '\nof = ["late"]', "forfeits[2].of", "late", "no_such_item"),
    (STEP, CARD, CARD + "\npercent = 0", "forfeits[2].percent", "0", "out_of_range"),
]


@pytest.mark.parametrize(("text", "before", "after", "key", "value", "kind"), WRONG)
def test_a_fault_names_key_and_value(text: str, before: str, after: str, key: str, value: str, kind: str) -> None:
    found = faults(changed(text, before, after))
    assert (key, value, kind) in [fault[:3] for fault in found]
    for fault in found:
        said = fault_sentence(fault)
        assert fault.key in said and not re.search(r"[{}]", said.replace(fault.value, ""))


def test_every_kind_of_fault_of_the_money_sections_is_shown_here_and_has_its_sentence() -> None:
    source = (Path(__file__).parents[2] / "attendance" / "allowance_check.py").read_text(encoding="utf-8")
    said = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    assert {kind for *_, kind in WRONG} >= said & FAULTS.keys()
    assert len(said & FAULTS.keys()) > 15


SECOND = """
[[rates]]
from = 2020-01-01
clause = "allowance"
name = "base"
title = "出勤补助"
amount = "700.00"
per = "month"
{}
"""
RIGHT = [
    # days may be half, and a rate for some comes beside the one for all
    (STEP, CARD, 'when = [{ counts = ["absent"], unit = "days", above = 0.5 }]'),
    (STEP, CARD, 'when = [{ counts = ["notice", "yellow_card"], at_least = 2 }]\nof = ["base"]\npercent = 50'),
    (STEP, MONTH, MONTH + SECOND.format('roles = ["B"]')),
    (STEP, MONTH, MONTH + SECOND.format('roles = ["A"]') + SECOND.format('roles = ["B"]')),
    (ANQING, LATE, LATE.replace("time", "minute") + "\nfree = 2\nminutes_from = 10\nminutes_to = 10"),
    (ANQING, BASE, BASE.replace('["公出", "学习"]', '["on_leave"], percent = 50')),
    (ANQING, BASE, BASE + '\nunpaid = ["missing_in", "covered_elsewhere"]'),
    (STEP, "further = 20", 'of = ["base", "full_attendance"]\nunit = "days"'),
]


@pytest.mark.parametrize(("text", "before", "after"), RIGHT)
def test_what_is_no_fault(text: str, before: str, after: str) -> None:
    load_rulebook(changed(text, before, after))


@pytest.mark.parametrize("name", shipped_names())
def test_every_money_section_of_a_shipped_rulebook_cites_a_clause_about_money(name: str) -> None:
    rulebook = load_rulebook(shipped_text(name))
    cited = {entry.clause for section in ALLOWANCE_SECTIONS for entry in getattr(rulebook.book, section)}
    assert cited == {clause.id for clause in rulebook.book.clauses if clause.rule == "allowance"}

"""Runs of a month against what happens beside them: nothing slips in, nothing that comes later moves what is frozen."""

from datetime import date, datetime
from decimal import Decimal
from shutil import copytree

import pytest
from allowance_centre import DECEMBER, MONTH, NEXT_MONTH, at, correct, half_unread, two_days
from attendance_centre import FRIDAY

from office import allowances, days, objections
from office.allowance_decide import decide, take_back_decision
from office.allowance_explain import explain_month
from office.allowances import approve, check, close, run_of, verify_runs
from office.attention_money import money_alerts
from office.discipline import give_notice
from office.failures import JobError
from office.money_what_if import other_rates
from office.morning_desk import publish_now
from office.rulebooks import adopt_text
from office.supplements import received
from store.database import last_change


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return two_days(tmp_path_factory.mktemp("month") / "home")


@pytest.fixture
def path(made, tmp_path):
    return copytree(made, tmp_path / "home")


@pytest.fixture
def half(tmp_path):
    return half_unread(tmp_path / "half")


def rewrite(home, before, after):
    """Somebody writes into the home's own rulebook file."""
    file = home.path / "rulebook.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def closed(home, month=MONTH):
    check(home, month, "李核对")
    approve(home, month, "孙主任")
    return close(home, month, "周会计")


def totals(run):
    return {person["number"]: person["total"] for person in run.run["people"]}


def said(home, number, counts, session="", reason="看过监控"):
    return decide(home, number, FRIDAY, session, counts, reason, "秦主任")


# ---------------------------------------------------------------- frozen


def test_what_comes_after_the_check_changes_nothing_of_its_proof(path):
    with at(path) as home:
        check(home, MONTH)
        objections.register(home, "1002", FRIDAY, "am", "按时到了", "王芳")
        give_notice(home, "1001", "yellow_card", FRIDAY, "上班炒股", "督查室")
        days.set_day(home, date(2026, 11, 24), False, None, "停电")
        said(home, "1002", "as_posted", "am")
        correct(home)
        assert verify_runs(home) == (1, [])
        assert run_of(home, MONTH).stale


def test_a_decision_after_the_check_changes_nothing_of_its_proof(half):
    with at(half) as home:
        check(home, MONTH)
        said(home, "", "paid")
        assert verify_runs(home) == (1, [])
        assert run_of(home, MONTH).stale


def test_a_rulebook_file_that_was_written_into_makes_the_run_stale(path):
    with at(path) as home:
        check(home, MONTH)
        rewrite(home, 'amount = "20.00"\nper = "day"', 'amount = "25.00"\nper = "day"')
        assert run_of(home, MONTH).stale
        with pytest.raises(JobError, match="重新核对"):
            approve(home, MONTH)
        assert verify_runs(home) == (1, [])  # it is proved by the rulebook that it was frozen with


def test_what_comes_while_it_is_reckoned_is_in_what_is_frozen(path, monkeypatch):
    with at(path) as home:
        real = home.store.transaction

        def late():
            monkeypatch.undo()
            correct(home)
            return real()

        monkeypatch.setattr(home.store, "transaction", late)
        assert totals(check(home, MONTH))["1002"] == "40.00"
        assert not run_of(home, MONTH).stale


def test_what_moved_is_not_approved_a_second_time_either(path):
    with at(path) as home:
        check(home, MONTH)
        approve(home, MONTH)
        correct(home)
        with pytest.raises(JobError, match="重新核对"):
            approve(home, MONTH)
        with pytest.raises(JobError, match="重新核对"):
            close(home, MONTH)


def test_a_closed_month_is_not_checked_again_and_shows_what_it_paid(path):
    with at(path) as home:
        closed(home)
        correct(home)
        with pytest.raises(JobError, match="已经封账"):
            check(home, MONTH)
        with pytest.raises(JobError, match="已经封账"):
            approve(home, MONTH)
        told = explain_month(home, "1002", MONTH)
        assert (told.state, told.person["total"], told.person["deducted"]) == ("closed", "35.00", "5.00")
        assert [line["amount"] for line in told.person["lines"]] == ["40.00", "-5.00"]


# ---------------------------------------------------------------- decided


def test_a_decision_about_one_comes_before_one_about_everybody(half):
    with at(half) as home:
        said(home, "2001", "paid", "am")
        said(home, "", "unpaid", reason="无法核实")
        said(home, "2003", "paid", "pm")
        run = run_of(home, MONTH)
        decided = {(each["number"], each["session"]): each["decided"] for each in run.run["open"]}
        assert (decided["2003", "am"], decided["2003", "pm"]) == ("unpaid", "paid")
        assert (decided["2001", "am"], decided["2001", "pm"], decided["2002", "am"]) == ("paid", "unpaid", "unpaid")
        assert totals(run)["2001"] == "10.00"
        assert totals(run)["2002"] == "0.00"


def test_an_unknown_session_under_objection_is_decided_twice(half):
    with at(half) as home:
        objections.register(home, "2001", FRIDAY, "am", "按时到了", "李娜")

        def waiting():
            mine = [
                each for each in run_of(home, MONTH).waiting if each["number"] == "2001" and each["session"] == "am"
            ]
            return [each["kind"] for each in mine]

        assert waiting() == ["unknown", "objection"]
        said(home, "2001", "paid", "am")
        assert waiting() == ["objection"]
        said(home, "2001", "as_posted", "am")
        assert waiting() == []
        assert totals(run_of(home, MONTH))["2001"] == "10.00"


def test_a_decision_about_a_session_says_nothing_of_the_other(half):
    with at(half) as home:
        said(home, "", "paid", "am")
        run = run_of(home, MONTH)
        assert {each["session"] for each in run.waiting} == {"pm"}
        assert totals(run)["2001"] == "10.00"


def test_the_same_decision_is_kept_once(half):
    with at(half) as home:
        first = said(home, "2001", "paid", "am")
        before = last_change()
        assert said(home, "2001", "paid", "am") == first
        assert last_change() == before


def test_only_what_is_open_is_decided(path, half):
    with at(path) as home:
        objections.register(home, "1002", FRIDAY, "am", "按时到了", "王芳")
        with pytest.raises(JobError, match="没有等待决定的申诉"):
            said(home, "1002", "as_posted", "pm")
    with at(half) as home, pytest.raises(JobError, match="没有数据不全的时段"):
        said(home, "1001", "paid")


def test_nothing_is_decided_about_a_closed_month(half):
    with at(half) as home:
        made = said(home, "", "unpaid")
        closed(home)
        with pytest.raises(JobError, match="已经封账"):
            said(home, "2001", "paid")
        with pytest.raises(JobError, match="已经封账"):
            take_back_decision(home, made)


# ---------------------------------------------------------------- after closing


def test_a_supplement_is_by_the_rulebook_of_its_month_and_goes_into_the_next_open_one(path):
    with at(path) as home:
        closed(home)
    with at(path, DECEMBER) as home:
        correct(home)
        publish_now(home, date(2026, 12, 1))
        rewrite(home, 'amount = "20.00"\nper = "day"', 'amount = "25.00"\nper = "day"')
        person = next(each for each in run_of(home, NEXT_MONTH).run["people"] if each["number"] == "1002")
        assert (person["supplement"], person["lines"][-1]["after"]) == ("5.00", "40.00")
        own = Decimal(person["gross"]) - Decimal(person["deducted"])
        assert Decimal(person["total"]) == own + Decimal("5.00")
        assert other_rates(home, NEXT_MONTH, {}).moved == ()  # what an earlier month brings is left out
        as_of = last_change()
        assert [run.month for run in received(NEXT_MONTH, as_of)] == [MONTH]
        assert received("2027-01", as_of) == []  # not before December is closed


def test_another_rate_is_tried_on_a_closed_month_as_it_was_closed(path):
    with at(path) as home:
        closed(home)
        correct(home)
        rewrite(home, 'amount = "5.00"', 'amount = "7.00"')
        found = {person.number: person for person in other_rates(home, MONTH, {"base": Decimal("25.00")}).people}
        assert (found["1002"].before, found["1002"].after) == ("35.00", "45.00")


def test_unposted_working_days_are_told_by_today(path):
    with at(path, datetime(2026, 11, 23, 18)) as home:
        run = run_of(home, MONTH)
        assert "2026-11-23" in run.run["unposted"]
        ahead = sum(day >= "2026-11-23" for day in run.run["unposted"])
        assert any(f"还有 {ahead} 个工作日" in warning for warning in run.warnings)
        told = allowances.warnings_of(home, {**run.run, "unposted": ["2026-11-20", "2026-11-23"]})
        assert told == (
            "2026-11-20还没有公示，没有计入；封账以后才公示的，差额在下一个月补发",
            "这个月还没有过完，还有 1 个工作日没有计入",
        )


# ---------------------------------------------------------------- by which rulebook


def test_a_rulebook_adopted_before_the_month_holds_from_its_first_day(path):
    with at(path) as home:
        text = (home.path / "rulebook.toml").read_text(encoding="utf-8")
        for amount, since in (("22.00", date(2026, 10, 15)), ("25.00", FRIDAY)):
            adopt_text(home, text.replace('amount = "20.00"\nper = "day"', f'amount = "{amount}"\nper = "day"'), since)
        run = run_of(home, MONTH)
        assert [book["since"] for book in run.run["books"]] == ["2026-11-01", "2026-11-20"]
        assert totals(run)["1001"] == "47.00"


def test_a_month_before_there_was_an_allowance_needs_nobody(path):
    with at(path, DECEMBER) as home:
        assert [alert.kind for alert in money_alerts(home, DECEMBER)] == ["allowance"]
        rewrite(home, "[[allowance]]\nfrom = 2013-10-23", "[[allowance]]\nfrom = 2026-12-01")
        assert [*money_alerts(home, DECEMBER)] == []

"""What is kept of a month's money: decisions replaced and taken back, runs with their acts, and what moved since."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from store_cases import NOW

from attendance.records import CalendarDay
from store import adoptions, calendar, month_decisions, notices, objections, runs
from store.database import Store, last_change, record_change
from store.editions import add_edition
from store.month_decisions import MonthDecision
from store.notices import Notice
from store.objections import Decision, Objection

DAY = date(2026, 11, 20)
OBJECTION = Objection(0, "1001", DAY, 1, "am", "那天打了卡", "张伟", DAY)
UPHELD = Decision(True, "监控可以证明", "秦主任", DAY, 2)


def change() -> int:
    return record_change(NOW, "clerk", "test")


def decision(counts: str = "paid", number: str = "1001", session: str = "am", day: date = DAY) -> MonthDecision:
    return MonthDecision(0, number, day, session, counts, "看过监控", "秦主任")


def entered(store: Store, one: MonthDecision) -> tuple[int, int]:
    """Its number, and the change that brought it."""
    with store.transaction():
        at = change()
        return month_decisions.add(one, at), at


def counted(as_of: int) -> list[str]:
    return [each.counts for each in month_decisions.between(DAY, DAY, as_of)]


def document(month: str) -> Any:
    return {"month": month, "editions": {}, "notices": [], "supplements": [], "sum": {}}


def run(store: Store, month: str = "2026-11", *acts: str) -> int:
    """A frozen run, checked and whatever else was done with it; gives its change."""
    with store.transaction():
        frozen = change()
        runs.add_run(document(month), frozen, {})
        runs.add_act(frozen, "checked", "李核对", frozen)
        for act in acts:
            runs.add_act(frozen, act, "孙主任", change())
        return frozen


# ---------------------------------------------------------------- decisions


def test_a_later_decision_replaces_the_earlier_about_the_same(store: Store) -> None:
    _, before = entered(store, decision("unpaid"))
    _, after = entered(store, decision("paid"))
    assert counted(after) == ["paid"]
    assert counted(before) == ["unpaid"]  # as it stood then


def test_a_day_under_objection_and_an_unknown_session_are_two_things(store: Store) -> None:
    entered(store, decision("as_posted"))
    _, last = entered(store, decision("paid"))
    assert counted(last) == ["as_posted", "paid"]


def test_a_decision_that_was_taken_back_is_found_no_more(store: Store) -> None:
    id, before = entered(store, decision())
    with store.transaction():
        after = change()
        month_decisions.take_back(id, after)
    assert month_decisions.find(id) is None
    assert (counted(before), counted(after)) == (["paid"], [])


# ---------------------------------------------------------------- runs


def test_the_latest_run_counts_and_an_earlier_change_knows_the_earlier_one(store: Store) -> None:
    first = run(store, "2026-11", "approved", "closed")
    second = run(store)
    assert (runs.last_act("2026-11"), runs.last_act("2026-10")) == ("checked", "")
    latest, before = (runs.latest_run("2026-11", as_of) for as_of in (second, second - 1))
    assert latest is not None and (latest.change, latest.number) == (second, 2)
    assert before is not None and (before.change, before.number, before.state) == (first, 1, "closed")


def test_runs_are_listed_the_newest_first(store: Store) -> None:
    for month in ("2026-11", "2026-10", "2026-11"):
        run(store, month)
    listed = [(each.month, each.number) for each in runs.run_headings(last_change())]
    assert listed == [("2026-11", 2), ("2026-11", 1), ("2026-10", 1)]


def test_a_run_is_closed_from_the_change_that_closed_it(store: Store) -> None:
    frozen = run(store, "2026-11", "approved", "closed")
    closing = last_change()
    assert [each.change for each in runs.closed_runs(closing)] == [frozen]
    assert runs.closed_runs(closing - 1) == []


# ---------------------------------------------------------------- what moved


EMPTY: Any = {"people": [], "posts": [], "complete": True}
OFF = CalendarDay(DAY, False, -1, "停电", "office")
CAME: dict[str, Callable[[int], object]] = {
    "edition": lambda at: add_edition(DAY, ("v", "n", "t"), "", EMPTY, ([], [], ""), at),
    "month_decision": lambda at: month_decisions.add(decision(), at),
    "notice": lambda at: notices.add(Notice(0, "1001", "notice", DAY, "玩手机", "督查室"), at),
    "objection": lambda at: objections.add(OBJECTION, at),
    "objection_decision": lambda at: objections.decide(1, UPHELD, at),
    "adoption": lambda at: adoptions.adopt(("v", "n", "t"), DAY, at),
    "calendar_entry": lambda at: calendar.set_day(OFF, at),
    "calendar_year": lambda at: calendar.settle_year(2027, "office", (), at),
}
WENT: dict[str, Callable[[int], object]] = {
    "month_decision": lambda at: month_decisions.take_back(1, at),
    "notice": lambda at: notices.revoke(1, "查无此事", "秦主任", at),
    "calendar_entry": lambda at: calendar.clear_day(DAY, at),
}


def acted(store: Store, act: Callable[[int], object]) -> int:
    with store.transaction():
        at = change()
        act(at)
        return at


@pytest.mark.parametrize("table", CAME)
def test_whatever_a_run_rests_on_moves_it_when_it_comes_or_goes(store: Store, table: str) -> None:
    if table == "objection_decision":
        acted(store, CAME["objection"])
    before = last_change()
    at = acted(store, CAME[table])
    assert runs.moved(before, at, 0)
    assert not runs.moved(at, at, 0) and not runs.moved(before, before, 0)
    if table in WENT:
        gone = acted(store, WENT[table])
        assert runs.moved(at, gone, 0)
        assert not runs.moved(gone, gone, 0)


def test_every_table_that_a_run_rests_on_is_tried() -> None:
    assert {*CAME, "run_act"} == runs.BASIS.keys()


def test_what_is_done_with_another_run_moves_a_run_and_what_is_done_with_itself_does_not(store: Store) -> None:
    october, november = run(store, "2026-10"), run(store)
    before = last_change()
    at = acted(store, lambda at: runs.add_act(october, "approved", "孙主任", at))
    assert runs.moved(before, at, november)
    assert not runs.moved(before, at, october)

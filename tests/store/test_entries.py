"""What is entered by hand: nothing is ever rewritten, and "as of a change" gives what was known then."""

from datetime import date, datetime, time

import pytest

from attendance.calendar import official_days
from attendance.entries import Duty, HalfDay, Leave, Mark, Outing, Step, StepAway, Substitute
from attendance.leave import state
from store import absences, adoptions, corrections, duties, leaves
from store.calendar import settle_year
from store.corrections import Certified
from store.database import Store, last_change, record_change
from store.entries import entries_on
from store.leaves import Act, Request
from store.tables import database

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 18, 0)


def change(store: Store) -> int:
    return record_change(NOW, "clerk", "test")


def seconds(text: str) -> int:
    moment = time.fromisoformat(text)
    return moment.hour * 3600 + moment.minute * 60


LEAVE = Leave(
    id=0,
    number="1001",
    kind="事假",
    first=HalfDay(DAY, "am"),
    last=HalfDay(date(2026, 11, 23), "am"),
    cover="1002",
    filed=DAY,
    chain=(Step(("group_leader", "deputy"), "opinion"), Step(("supervision_head",), "approve")),
    reason="看病",
)


@pytest.fixture
def filed(store: Store) -> int:
    with store.transaction():
        settle_year(2026, "state", official_days(2026), change(store))
        return leaves.add(Request(LEAVE, 2), change(store))


def known(slip: int, as_of: int | None = None) -> Leave:
    found = leaves.find(slip, last_change() if as_of is None else as_of)
    assert found is not None
    return found.leave


def test_a_slip_comes_back_as_it_was_filed(filed: int) -> None:
    assert known(filed) == LEAVE._replace(id=filed)


def test_what_happened_to_a_slip_is_told_in_order_and_as_of_any_change(store: Store, filed: int) -> None:
    states = []
    for act in (
        Act("opinion", "group_leader", "张组长", DAY),
        Act("approve", "supervision_head", "李督查", DAY, None, "同意"),
        Act("close", "", "clerk", DAY, HalfDay(date(2026, 11, 21), "pm")),
    ):
        states.append((last_change(), state(known(filed))))
        with store.transaction():
            leaves.act(filed, act, change(store))
    states.append((last_change(), state(known(filed))))

    assert [said for _, said in states] == ["pending", "pending", "in_force", "closed"]
    assert [state(known(filed, as_of)) for as_of, _ in states] == [said for _, said in states]
    assert known(filed).closed == HalfDay(date(2026, 11, 21), "pm")
    assert [(s.role, s.by, s.opinion) for s in known(filed).signatures] == [
        ("group_leader", "张组长", ""),
        ("supervision_head", "李督查", "同意"),
    ]


def test_the_last_act_alone_is_undone_and_stays_known_for_the_past(store: Store, filed: int) -> None:
    with store.transaction():
        leaves.act(filed, Act("opinion", "group_leader", "张组长", DAY), change(store))
        leaves.act(filed, Act("approve", "supervision_head", "李督查", DAY), change(store))
    before = last_change()
    with store.transaction():
        assert leaves.undo(filed, change(store))
    assert state(known(filed)) == "pending" and len(known(filed).signatures) == 1
    assert state(known(filed, before)) == "in_force"
    with store.transaction():
        assert leaves.undo(filed, change(store))
        assert not leaves.undo(filed, change(store))


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 11, 19), date(2026, 11, 19), 0),
        (date(2026, 11, 19), DAY, 1),
        (date(2026, 11, 23), date(2026, 11, 30), 1),
        (date(2026, 11, 24), date(2026, 11, 30), 0),
    ],
)
def test_slips_are_found_by_the_days_they_touch(filed: int, first: date, last: date, found: int) -> None:
    assert len(leaves.between(first, last, last_change())) == found
    assert len(leaves.between(first, last, last_change(), ["1001"])) == found
    assert leaves.between(first, last, last_change(), ["1002"]) == []


@pytest.mark.parametrize(
    ("slip", "closed"),
    [
        (Outing(0, "1001", DAY, seconds("09:30"), seconds("11:00"), None, "送件"), seconds("11:20")),
        (StepAway(0, "1001", DAY, seconds("09:30"), None, "1002", True), seconds("09:44")),
    ],
)
def test_a_return_is_a_new_version_of_the_same_slip(store: Store, slip: Outing | StepAway, closed: int) -> None:
    kind = type(slip)
    with store.transaction():
        number = absences.open_slip(slip, change(store))
    opened = last_change()
    with store.transaction():
        absences.put(slip._replace(id=number, closed=closed), change(store))

    assert absences.find(kind, number, opened) == slip._replace(id=number)
    assert absences.find(kind, number, last_change()) == slip._replace(id=number, closed=closed)
    assert absences.between(kind, DAY, DAY, last_change()) == [slip._replace(id=number, closed=closed)]
    with store.transaction():
        absences.withdraw(kind, number, change(store))
    assert absences.between(kind, DAY, DAY, last_change()) == []
    assert absences.find(kind, number, opened) == slip._replace(id=number)


def sheet(**values: object) -> Certified:
    lines = (("1001", seconds("08:24")), ("1002", seconds("08:41")))
    made = Certified(0, "sheet", "", "2", DAY, seconds("08:20"), seconds("09:10"), "停电", "周主任", lines)
    return made._replace(**values)


def test_a_sheet_is_revoked_as_a_whole_and_touches_no_punch(store: Store) -> None:
    punches = database.execute_sql("SELECT COUNT(*) FROM punch").fetchone()
    with store.transaction():
        number = corrections.add(sheet(), change(store))
        punch = Certified(0, "punch", "1001", "", DAY, seconds("12:05"), seconds("12:05"), "指纹不清", "李四")
        corrections.add(punch, change(store))
    before = last_change()
    marks, sheets = corrections.marks_on(DAY, before)
    assert {n: [m.second for m in found] for n, found in marks.items()} == {
        "1001": [seconds("08:24"), seconds("12:05")],
        "1002": [seconds("08:41")],
    }
    (only,) = sheets
    assert (only.floor, only.first, only.last, only.witness) == ("2", seconds("08:20"), seconds("09:10"), "周主任")
    assert corrections.counted("1001", DAY, DAY, before) == 1  # a line of a sheet is no certified punch

    with store.transaction():
        corrections.revoke(number, "填错了楼层", change(store))

    marks, sheets = corrections.marks_on(DAY, last_change())
    assert ([*marks], sheets) == (["1001"], ())
    assert isinstance(marks["1001"][0], Mark) and marks["1001"][0].second == seconds("12:05")
    assert len(corrections.marks_on(DAY, before)[1]) == 1
    found = corrections.find(number)
    assert found is not None and found.revoked == "填错了楼层" and len(found.lines) == 2
    assert database.execute_sql("SELECT COUNT(*) FROM punch").fetchone() == punches


def test_duty_and_substitutes_come_and_go(store: Store) -> None:
    with store.transaction():
        duty = duties.add_duty(Duty(0, "1001", DAY, "午间值班"), change(store))
        named = duties.add_substitute(Substitute(0, "1003", "A01", DAY, date(2026, 11, 24)), change(store))
    before = last_change()
    assert duties.duties_between(DAY, DAY, before) == [Duty(duty, "1001", DAY, "午间值班")]
    assert duties.substitutes_between(date(2026, 11, 24), date(2026, 11, 30), before)[0].id == named
    assert duties.substitutes_between(date(2026, 11, 25), date(2026, 11, 30), before) == []
    with store.transaction():
        assert duties.remove_duty(duty, change(store)) and duties.remove_substitute(named, change(store))
        assert not duties.remove_duty(duty, change(store)) and not duties.remove_substitute(named, change(store))
    assert duties.duties_between(DAY, DAY, last_change()) == []
    assert duties.duties_between(DAY, DAY, before) != []


def test_a_rulebook_adopted_again_for_the_same_day_replaces_the_first(store: Store) -> None:
    for version, since in (("v1", DAY), ("v2", date(2026, 12, 1)), ("v3", DAY)):
        with store.transaction():
            adoptions.adopt((version, "anqing-2013", f"text of {version}"), since, change(store))
    assert [(a.since, a.version) for a in adoptions.adoptions(last_change())] == [
        (DAY, "v3"),
        (date(2026, 12, 1), "v2"),
    ]
    assert [a.version for a in adoptions.adoptions(last_change() - 1)] == ["v1", "v2"]


def test_a_day_knows_its_entries_and_the_working_days_before_it(store: Store, filed: int) -> None:
    found = entries_on(date(2026, 11, 24), last_change())
    assert [leave.id for leave in found.leaves["1001"]] == [filed]  # it may fall due for closing
    assert found.earlier[:3] == (date(2026, 11, 23), DAY, date(2026, 11, 19))
    assert not entries_on(date(2026, 11, 19), last_change())
    assert entries_on(date(2026, 11, 24), filed - 1).leaves == {}

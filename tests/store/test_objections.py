"""Objections as the database keeps them: nothing is lost, neither what was decided nor what was taken back."""

from datetime import date

import pytest
from store_cases import NOW

from store import objections
from store.database import Store, record_change
from store.editions import add_edition
from store.objections import Decision, Objection

DAY, NEXT = date(2026, 11, 20), date(2026, 11, 23)
RAISED, LATE = date(2026, 11, 24), date(2026, 11, 27)
DECISION = Decision(True, "监控可以证明", "秦主任", RAISED, 2)


def objection(number: str = "1001", session: str = "am", on: date = RAISED, day: date = DAY) -> Objection:
    return Objection(0, number, day, 1, session, "那天打了卡", "张伟", on)


@pytest.fixture
def change(store: Store) -> int:
    with store.transaction():
        return record_change(NOW, "clerk", "test")


def enter(store: Store, one: Objection, change: int) -> int:
    with store.transaction():
        return objections.add(one, change)


def test_what_is_entered_comes_back(store: Store, change: int) -> None:
    id = enter(store, objection(), change)
    found = objections.find(id)
    assert found == objection()._replace(id=id, entered_by="clerk", entered_at="2026-11-21T08:45:00")
    assert (found.state, found.late) == ("open", False)
    assert objections.find(id + 1) is None


def test_those_of_some_days_in_the_order_of_entry(store: Store, change: int) -> None:
    ids = [enter(store, objection(day=day), change) for day in (NEXT, DAY, NEXT)]
    assert [one.id for one in objections.between(DAY, NEXT)] == ids
    assert [one.id for one in objections.between(NEXT, NEXT)] == [ids[0], ids[2]]
    assert objections.between(date(2026, 12, 1), date(2026, 12, 31)) == []


@pytest.mark.parametrize(("upheld", "state"), [(True, "upheld"), (False, "rejected")])
def test_a_decision_stands_beside_it(store: Store, change: int, upheld: bool, state: str) -> None:
    id, other = enter(store, objection(), change), enter(store, objection("1002"), change)
    act = DECISION._replace(upheld=upheld, edition=2 if upheld else None)
    with store.transaction():
        objections.decide(id, act, change)
    found = objections.find(id)
    assert found is not None and (found.decision, found.withdrawn, found.state) == (act, None, state)
    assert found.said == "那天打了卡"
    left = objections.find(other)
    assert left is not None and left.state == "open"


def test_what_is_taken_back_keeps_standing(store: Store, change: int) -> None:
    id = enter(store, objection(), change)
    with store.transaction():
        later = record_change(NOW, "clerk", "withdraw")
        objections.withdraw(id, DECISION._replace(upheld=False, edition=None), later)
    (found,) = objections.between(DAY, DAY)
    assert (found.state, found.decision, found.entered_at) == ("withdrawn", None, "2026-11-21T08:45:00")
    assert found.withdrawn is not None and found.withdrawn.by == "秦主任"


def test_it_is_late_after_the_period_of_its_own_edition(store: Store, change: int) -> None:
    """The first edition names a last day, the second none."""
    empty = {"people": [], "complete": True}
    with store.transaction():
        for notes in ({"objections_until": "2026-11-26"}, {}):
            posting = record_change(NOW, "clerk", "post")
            add_edition(DAY, ("v", "n", "t"), "", empty, ([], [], ""), posting, notes)  # type: ignore[arg-type]
    ids = [enter(store, objection(on=on), change) for on in (date(2026, 11, 26), LATE)]
    ids.append(enter(store, objection(on=LATE)._replace(edition=2), change))
    ids.append(enter(store, objection(on=LATE, day=NEXT), change))
    found = [one for id in ids if (one := objections.find(id))]
    assert [one.late for one in found] == [False, True, False, False]
    assert [one.until for one in found] == [date(2026, 11, 26), date(2026, 11, 26), None, None]

"""Notices as the database keeps them: taken back they keep standing, and what was known at a change stays known."""

from datetime import date

import pytest
from store_cases import NOW

from store import notices
from store.database import Store, record_change
from store.notices import Notice

DAY, NEXT = date(2026, 11, 20), date(2026, 11, 23)


def notice(number: str = "1001", kind: str = "yellow_card", day: date = DAY) -> Notice:
    return Notice(0, number, kind, day, "上班时间玩手机", "督查室")


def enter(store: Store, one: Notice) -> tuple[int, int]:
    """Its number, and the change that brought it."""
    with store.transaction():
        change = record_change(NOW, "clerk", "notice give")
        return notices.add(one, change), change


def revoke(store: Store, id: int) -> int:
    with store.transaction():
        change = record_change(NOW, "clerk", "notice revoke")
        notices.revoke(id, "查明不属实", "秦主任", change)
        return change


def test_what_is_entered_comes_back(store: Store) -> None:
    id, change = enter(store, notice())
    found = notices.find(id)
    assert found == notice()._replace(id=id, entered_by="clerk", entered_at="2026-11-21T08:45:00")
    assert notices.between(DAY, DAY, change) == [found]
    assert notices.find(id + 1) is None


def test_those_of_some_days_and_of_one_person(store: Store) -> None:
    later, earlier = enter(store, notice(day=NEXT))[0], enter(store, notice("1002", "notice"))[0]
    _, change = enter(store, notice(day=date(2026, 12, 1)))
    assert [each.id for each in notices.between(DAY, NEXT, change)] == [later, earlier]
    assert [each.id for each in notices.between(NEXT, NEXT, change)] == [later]
    assert [each.id for each in notices.entered(DAY, NEXT)] == [earlier, later]
    assert [each.day for each in notices.entered(number="1001")] == [NEXT, date(2026, 12, 1)]
    assert notices.entered(first=date(2027, 1, 1)) == []


@pytest.mark.parametrize("again", [False, True])
def test_what_is_taken_back_keeps_standing(store: Store, again: bool) -> None:
    id, before = enter(store, notice())
    change = revoke(store, id)
    if again:  # nothing more happens to it
        with store.transaction():
            notices.revoke(id, "另一个原因", "别人", record_change(NOW, "clerk", "notice revoke"))
    assert notices.between(DAY, DAY, change) == []
    (as_it_was,) = notices.between(DAY, DAY, before)
    assert (as_it_was.id, as_it_was.revoked) == (id, "")
    (found,) = notices.entered()
    assert (found.revoked, found.revoked_by, found.entered_at) == ("查明不属实", "秦主任", "2026-11-21T08:45:00")
    assert notices.find(id) == found

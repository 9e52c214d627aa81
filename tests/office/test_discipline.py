"""通报 and 黄牌警告: what is given, what is refused, and that what was taken back stays to be seen."""

from contextlib import contextmanager
from datetime import date, datetime

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY

from office.discipline import give_notice, notice_document, notices, revoke_notice
from office.failures import JobError
from office.home import open_home
from store import notices as stored
from store.database import last_change

MONDAY = datetime(2026, 11, 23, 9, 22)
GIVEN = ("上班时间玩手机", "督查室")


@contextmanager
def at(path, moment=MONDAY):
    with open_home(path, lambda: moment) as home:
        yield home


@pytest.fixture
def home(tmp_path):
    with at(centre.build(tmp_path / "home")) as opened:
        yield opened


def given(home, number="1002", kind="yellow_card", day=FRIDAY, reason=GIVEN[0]):
    return give_notice(home, number, kind, day, reason, GIVEN[1])


def counted(home, first=FRIDAY, last=FRIDAY):
    """What a month that is reckoned now is told of."""
    return [each.id for each in stored.between(first, last, last_change())]


def test_a_notice_is_given(home):
    one = given(home, reason=" 上班时间玩手机 ")
    assert (one.number, one.name, one.kind, one.day, one.reason) == ("1002", "王芳", "yellow_card", FRIDAY, GIVEN[0])
    assert (one.by, one.entered_at, one.revoked) == (GIVEN[1], "2026-11-23T09:22:00", "")
    assert notices(home) == (one,)
    assert counted(home) == [one.id]
    assert notice_document(one) == {
        "id": one.id,
        "number": "1002",
        "name": "王芳",
        "kind": "yellow_card",
        "date": "2026-11-20",
        "reason": GIVEN[0],
        "by": GIVEN[1],
        "revoked": None,
        "revoked_by": None,
        "entered_by": one.entered_by,
        "entered_at": "2026-11-23T09:22:00",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "9999"}, "2026-11-20 的名册里没有工号 9999"),
        ({"kind": "red_card"}, "没有“red_card”这一种，只有黄牌警告、通报"),
        ({"day": date(2026, 11, 24)}, "黄牌警告的日期 2026-11-24 还没有到"),
        ({"reason": "  "}, "请写明事由"),
        ({"by": ""}, "请写明由谁作出"),
    ],
)
def test_what_cannot_be_given(home, changed, said):
    wish = {"number": "1002", "kind": "yellow_card", "day": FRIDAY, "reason": GIVEN[0], "by": GIVEN[1]} | changed
    before = last_change()
    with pytest.raises(JobError, match=said):
        give_notice(home, **wish)
    assert notices(home) == ()
    assert last_change() == before


def test_it_may_be_given_on_the_day_itself(home):
    assert given(home, day=MONDAY.date()).day == MONDAY.date()


def test_the_same_notice_is_not_given_twice(home):
    first = given(home)
    with pytest.raises(JobError, match=rf"工号 1002 2026-11-20 的这次黄牌警告已经登记（编号 {first.id}），事由相同"):
        given(home)
    others = [given(home, reason="离岗半小时"), given(home, kind="notice"), given(home, "2001")]
    others.append(given(home, day=THURSDAY))
    assert counted(home) == [each.id for each in (first, *others[:3])]
    revoke_notice(home, first.id, "登记错了", "秦主任")
    again = given(home)
    assert counted(home) == [others[0].id, others[1].id, others[2].id, again.id]


def test_what_is_taken_back_is_not_counted_and_stays_to_be_seen(home):
    one = given(home)
    back = revoke_notice(home, one.id, " 查明不属实 ", " 秦主任 ")
    assert (back.revoked, back.revoked_by, back.reason) == ("查明不属实", "秦主任", GIVEN[0])
    assert notices(home) == (back,)
    assert counted(home) == []
    with pytest.raises(JobError, match="的黄牌警告已由秦主任撤销（查明不属实），不需要再撤销"):
        revoke_notice(home, one.id, "另一个原因", "别人")
    assert notices(home) == (back,)


@pytest.mark.parametrize(
    ("number", "reason", "by", "said"),
    [
        (99, "登记错了", "秦主任", "没有编号为 99 的通报或黄牌警告"),
        (1, " ", "秦主任", "请写明撤销的原因"),
        (1, "登记错了", " ", "请写明由谁撤销"),
    ],
)
def test_what_cannot_be_taken_back(home, number, reason, by, said):
    assert given(home).id == 1
    with pytest.raises(JobError, match=said):
        revoke_notice(home, number, reason, by)
    assert counted(home) == [1]


def test_they_are_listed_by_month_and_person(home):
    monday, friday = given(home, day=MONDAY.date()), given(home, "2001")
    october = given(home, day=date(2026, 10, 30))
    assert notices(home) == (october, friday, monday)
    assert notices(home, "2026-11") == (friday, monday)
    assert notices(home, number="1002") == (october, monday)
    assert notices(home, "2026-11", "1002") == (monday,)
    assert notices(home, "2026-12") == ()

"""What stands in the way of a leave while it is being written, each on both sides of its boundary."""

from dataclasses import replace
from datetime import date

import pytest

from attendance.conflicts import Around, conflicts
from attendance.entries import HalfDay, Leave, Signature, Step, Substitute
from attendance.leave import Balance
from attendance.rulebook_check import load_rulebook, shipped_text

DAY = date(2026, 11, 18)
AM, PM = HalfDay(DAY, "am"), HalfDay(DAY, "pm")
RULES = load_rulebook(shipped_text("anqing-2013")).book.cover[0]
POSTS = {"1001": "A01", "1002": "A01", "1003": "A02", "1004": "A02", "2001": "B01"}


def leave(number: str, cover: str = "", first: HalfDay = AM, last: HalfDay = PM) -> Leave:
    return Leave(0, number, "事假", first, last, cover, DAY, (Step(("group_leader",), "approve"),))


def around(*others: Leave, **values: object) -> Around:
    made = Around(
        halves=[AM, PM],
        posts_on=lambda _: POSTS,
        leaves={other.number: [other] for other in others},
        substitutes=(),
        rules=RULES,
        balance=None,
    )
    return replace(made, **values)


def kinds(of: Leave, looked_at: Around) -> list[tuple[str, HalfDay | None, HalfDay | None]]:
    return [(found.kind, found.first, found.last) for found in conflicts(of, looked_at)]


def test_a_cover_who_is_there_leaves_nothing_to_say() -> None:
    assert kinds(leave("1001", "1002"), around()) == []
    assert kinds(leave("1001", "1003"), around()) == []  # of another post, which he may hold too


def test_nobody_named_is_said_where_the_rulebook_wants_a_name() -> None:
    assert kinds(leave("1001"), around()) == [("no_cover", None, None)]
    assert kinds(leave("1001"), around(rules=replace(RULES, named=False))) == []
    assert kinds(leave("2001"), around(rules=None)) == []


def test_a_post_of_one_is_empty_without_a_cover() -> None:
    assert kinds(leave("2001"), around()) == [("no_cover", None, None), ("post_vacant", AM, PM)]
    assert kinds(leave("2001", "1002"), around()) == []
    substitute = Substitute(1, "1003", "B01", DAY, DAY)
    assert kinds(leave("2001"), around(substitutes=(substitute,))) == [("no_cover", None, None)]


def test_a_cover_on_leave_himself_is_said_for_the_halves_he_is_away() -> None:
    away = leave("1002", first=PM)
    assert kinds(leave("1001", "1002"), around(away)) == [("cover_away", PM, PM), ("post_vacant", PM, PM)]
    refused = away._replace(signatures=(Signature("group_leader", "reject", "张组长", DAY),))
    assert kinds(leave("1001", "1002"), around(refused)) == []


def test_a_cover_bound_to_his_own_post_where_nobody_may_hold_two() -> None:
    one_post = replace(RULES, two_posts=False)
    assert kinds(leave("2001", "1003"), around(rules=one_post)) == []  # 1004 minds A02
    bound = around(leave("1004"), rules=one_post)
    assert kinds(leave("2001", "1003"), bound) == [("cover_holds_post", AM, PM), ("post_vacant", AM, PM)]
    assert kinds(leave("2001", "1003"), around(leave("1004"))) == []


@pytest.mark.parametrize(("taken", "over"), [(10, 0), (11, 1), (12, 2)])
def test_an_entitlement_is_used_up_and_passed(taken: int, over: int) -> None:
    found = list(conflicts(leave("1001", "1002"), around(balance=Balance("年休假", taken, 10))))
    assert [(each.kind, each.amount) for each in found] == ([("over_entitlement", over)] if over else [])

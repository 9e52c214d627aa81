"""What is dated: from always where first entered, from its day where changed, never backwards into a posted day."""

from datetime import date, datetime

import pytest
from store_cases import NOW, keep, raw, reading, worker

from attendance.records import Address
from attendance.rulebook_check import load_rulebook, shipped_text
from store import roster, terminals
from store.calendar import settle_year
from store.database import Store, last_change, record_change
from store.days import day_facts
from store.editions import add_edition
from store.terminals import Placed

DAY = date(2026, 11, 20)
BOOK = load_rulebook(shipped_text("anqing-2013"))


def enter(store: Store, number: str, unit: str, first: date | None = None, last: date | None = None) -> None:
    with store.transaction():
        roster.assign(worker(number, unit), first, last, record_change(NOW, "test", "staff"))


def units(day: date, as_of: int | None = None) -> dict[str, str]:
    return {person.number: person.unit for person in roster.people_on(day, as_of or last_change())}


def post(store: Store, day: date) -> int:
    with store.transaction():
        change = record_change(NOW, "test", "post")
        empty = {"date": day.isoformat(), "people": [], "rest": False, "complete": True}
        add_edition(day, (BOOK.version, BOOK.name, BOOK.text), "", empty, ([], [], ""), change)
    return change


def place(store: Store, name: str, first: date | None = None) -> None:
    with store.transaction():
        terminals.add(Placed(name, Address("10.0.0.1"), "1", first, None), record_change(NOW, "test", "terminal"))


def test_first_entered_counts_from_always_a_move_from_its_day(store: Store) -> None:
    enter(store, "1001", "公安局")
    enter(store, "1001", "人社局", date(2026, 11, 21))
    assert [units(day) for day in (date(2020, 1, 1), DAY, date(2026, 11, 21))] == [
        {"1001": "公安局"},
        {"1001": "公安局"},
        {"1001": "人社局"},
    ]


@pytest.mark.parametrize(("day", "there"), [(19, False), (20, True), (25, True), (26, False)])
def test_the_first_and_the_last_day_are_included(store: Store, day: int, there: bool) -> None:
    enter(store, "1001", "公安局", DAY, date(2026, 11, 25))
    assert ("1001" in units(date(2026, 11, day))) == there


def test_who_is_entered_after_a_day_was_posted_does_not_come_into_it(store: Store) -> None:
    enter(store, "1001", "公安局")
    post(store, DAY)
    enter(store, "1002", "公安局")
    assert units(DAY) == {"1001": "公安局"}
    assert set(units(date(2026, 11, 19))) == {"1001", "1002"}
    enter(store, "1003", "公安局", DAY)  # a date of its own is the office's word
    assert set(units(DAY)) == {"1001", "1003"}


def test_the_roster_is_asked_for_as_it_stood(store: Store) -> None:
    enter(store, "1001", "公安局")
    then = last_change()
    enter(store, "1001", "税务局")  # the same first day: superseded
    assert units(DAY, then) == {"1001": "公安局"}
    assert units(DAY) == {"1001": "税务局"}


def test_terminals_come_and_go_by_days(store: Store) -> None:
    place(store, "F1")
    post(store, DAY)
    place(store, "F2")
    with store.transaction():
        terminals.remove("F1", date(2026, 11, 22), record_change(NOW, "test", "remove"))

    def there(day: int) -> list[str]:
        return [placed.name for placed in terminals.terminals_on(date(2026, 11, day), last_change())]

    assert there(20) == ["F1"]  # posted before F2 came
    assert there(21) == ["F1", "F2"]
    assert there(22) == ["F2"]


def test_a_terminal_that_keeps_integers_still_means_the_person_with_leading_zeros(store: Store) -> None:
    enter(store, "0042", "公安局")
    enter(store, "1001", "公安局")
    keep(store, reading([raw("42", datetime(2026, 11, 20, 8, 20))]))
    keep(store, reading([raw("0042", datetime(2026, 11, 20, 12, 6))], "SN2"))
    with store.transaction():
        settle_year(2026, "state", (), record_change(NOW, "test", "calendar"))
    facts = day_facts(DAY, last_change(), 60)
    assert [punch.second // 3600 for punch in facts.punches["0042"]] == [12, 8]
    assert roster.known_numbers() == {"0042", "42", "1001"}
    assert roster.numbers_on_terminals("0042") == {"0042", "42"}

"""Which punches serve which session, which terminals must have been read, and terminals presumed dead."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from attendance_cases import facts_of, seconds

from attendance.assess import assess
from attendance.doubts import SIDES, silences
from attendance.records import (
    CalendarDay,
    DayFacts,
    Person,
    PersonVerdict,
    PullFacts,
    Punch,
    Stretch,
    TerminalFacts,
    Window,
    day_count,
)
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.workdays import person_days

DAY = date(2026, 11, 20)
READ = datetime(2026, 11, 21, 8)
ANQING = load_rulebook(shipped_text("anqing-2013"))
FLOORS = load_rulebook(shipped_text("anqing-2013").replace('terminals = "all" ', 'terminals = "floor" '))


def punches(number: str, pull: int, *times: str) -> list[Punch]:
    return [Punch(seconds(t), day_count(DAY) + seconds(t), 0, number, 0, pull, number) for t in times]


def hall(people: int = 12, horizons: tuple[datetime | None, datetime | None] = (READ, READ)) -> DayFacts:
    """Even numbers on floor 1 at F1, odd ones on floor 2 at F2; everybody in time, four punches each."""
    numbers = [str(1000 + index) for index in range(people)]
    terminals = enumerate(horizons, 1)
    return DayFacts(
        day=CalendarDay(DAY, True, DAY.weekday()),
        people=tuple(Person(n, n, "市公安局", "A01", "A", "", str(1 + int(n) % 2), "", n) for n in numbers),
        punches={n: punches(n, 1 + int(n) % 2, "08:20:00", "12:06:00", "14:20:00", "17:36:00") for n in numbers},
        pulls={1: PullFacts(1, "F1", "SN1", 0, READ), 2: PullFacts(2, "F2", "SN2", 0, READ)},
        terminals=tuple(TerminalFacts(f"F{n}", str(n), horizon, 0, n if horizon else None) for n, horizon in terminals),
        usual={f"F{floor}": frozenset(n for n in numbers if 1 + int(n) % 2 == floor) for floor in (1, 2)},
    )


def without(facts: DayFacts, numbers: list[str], *times: str) -> DayFacts:
    """The same day without some people's punches at some times; all of them where no time is named."""
    gone = {seconds(t) for t in times}
    left = {
        n: [p for p in found if n not in numbers or (gone and p.second not in gone)]
        for n, found in facts.punches.items()
    }
    return replace(facts, punches=left)


def verdicts(facts: DayFacts, rulebook: Rulebook = ANQING) -> dict[str, PersonVerdict]:
    return {verdict.person.number: verdict for verdict in assess(facts, rulebook).people}


def results(facts: DayFacts, rulebook: Rulebook = ANQING) -> dict[str, list[str]]:
    return {number: [v.result for v in verdict.sessions] for number, verdict in verdicts(facts, rulebook).items()}


ODD = [str(1000 + index) for index in range(1, 12, 2)]


def test_a_terminal_without_a_punch_in_a_window_is_presumed_dead_for_its_usual_users_only() -> None:
    facts = without(hall(), [*ODD, "1000"], "08:20:00", "12:06:00")
    found = results(facts)
    assert [found[number] for number in ODD] == [["unknown", "on_time"]] * 6
    assert found["1000"] == ["absent", "on_time"]  # F1 was alive: the other five of it punched
    silent = assess(facts, ANQING).silences
    assert [(s.terminal, s.window) for s in silent] == [("F2", Window("am", "in")), ("F2", Window("am", "out"))]
    assert [s.people for s in silent] == [tuple(ODD)] * 2


@pytest.mark.parametrize(("missing", "result"), [(4, "absent"), (5, "unknown")])
def test_five_of_its_usual_users_make_the_presumption_four_do_not(missing: int, result: str) -> None:
    facts = without(hall(), ODD)
    elsewhere = {n: punches(n, 1, "08:20:00", "12:06:00", "14:20:00", "17:36:00") for n in ODD[missing:]}
    facts = replace(facts, punches={**facts.punches, **elsewhere})
    assert results(facts)[ODD[0]] == [result, result]


def test_one_punch_of_a_stranger_proves_that_the_terminal_was_alive() -> None:
    facts = without(hall(), ODD, "08:20:00", "12:06:00")
    facts = replace(facts, punches={**facts.punches, "9999": punches("9999", 2, "08:00:00", "12:30:00")})
    assert results(facts)[ODD[0]] == ["absent", "on_time"]


def test_a_dead_hour_makes_only_its_own_side_unknown() -> None:
    facts = without(hall(), ODD, "08:20:00")
    assert results(facts)[ODD[0]] == ["unknown", "on_time"]
    assert [s.window for s in assess(facts, ANQING).silences] == [Window("am", "in")]
    finding = verdicts(facts)[ODD[0]].findings[0]
    assert (finding.code, finding.cause, finding.evidence[0]) == ("unknown", "silent_terminal", "F2")


def test_the_office_decides_that_the_terminal_worked() -> None:
    facts = without(hall(), ODD, "08:20:00", "12:06:00")
    decided = replace(facts, worked=frozenset({("F2", Window("am", "in")), ("F2", Window("am", "out"))}))
    assert results(decided)[ODD[0]] == ["absent", "on_time"]


def test_an_unread_terminal_leaves_everybody_in_doubt_but_those_in_order() -> None:
    facts = without(hall(horizons=(READ, None)), ["1000"])
    found = results(facts)
    assert found["1000"] == ["unknown", "unknown"]
    assert found["1002"] == ["on_time", "on_time"]
    assert not assess(facts, ANQING).complete


def test_where_the_rulebook_says_own_floor_only_that_floor_is_in_doubt() -> None:
    facts = without(hall(horizons=(READ, None)), ["1000", "1001"])
    found = results(facts, FLOORS)
    assert found["1000"] == ["absent", "absent"]
    assert found["1001"] == ["unknown", "unknown"]


def test_a_floor_without_terminals_of_its_own_uses_all() -> None:
    facts = hall(horizons=(READ, None))
    third = facts.people[0]._replace(number="3000", terminal_number="3000", floor="3")
    facts = replace(facts, people=(*facts.people, third))
    assert results(facts, FLOORS)["3000"] == ["unknown", "unknown"]


def test_without_any_terminal_nothing_was_read() -> None:
    facts = replace(hall(), terminals=(), punches={})
    assert set(map(tuple, results(facts).values())) == {("unknown", "unknown")}
    assert not assess(facts, ANQING).complete


def test_an_absence_rests_on_the_pulls_that_read_every_terminal_whole() -> None:
    facts = without(hall(), ["1000"])
    assert verdicts(facts)["1000"].findings[0].evidence == (1, 2)


def test_two_punches_sixty_seconds_apart_are_one_act_sixty_one_are_two() -> None:
    rules = ANQING.on(CalendarDay(DAY, True, 4))
    for apart, leaves in ((60, None), (61, 1)):
        facts = hall(1)
        first = seconds("10:14:40")
        both = [Punch(s, day_count(DAY) + s, 0, "1000", 0, 1, "1000") for s in (first, first + apart)]
        day = next(person_days(replace(facts, punches={"1000": both}), rules, silences(facts, rules)))
        assert day.sessions[0].sign_in == both[0]
        assert day.sessions[0].sign_out == (both[1] if leaves else None)


def test_a_rest_day_judges_nobody() -> None:
    facts = replace(hall(), day=CalendarDay(DAY, False, 4, "国庆节", "state"))
    assert assess(facts, ANQING).people == ()


def test_the_cases_and_the_hall_agree() -> None:
    case = {"punches": ["08:20:00", "12:06:00", "14:20:00", "17:36:00"]}
    assert results(facts_of(case))["1001"] == results(hall())["1001"]


NOON, EVENING = datetime(2026, 11, 20, 12, 30), datetime(2026, 11, 20, 20)


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        (Stretch(NOON, EVENING), ["unknown", "unknown"]),  # the morning's sign-out window reaches to 13:15
        (Stretch(datetime(2026, 11, 20, 13, 15), EVENING), ["absent", "unknown"]),
        (Stretch(datetime(2026, 11, 20, 19, 30), EVENING), ["absent", "absent"]),
        (Stretch(datetime(2026, 11, 20, 2), datetime(2026, 11, 20, 6, 30)), ["absent", "absent"]),
    ],
)
def test_where_punches_may_be_lost_nobody_is_absent(lost: Stretch, found: list[str]) -> None:
    facts = without(hall(), ["1000"])
    first, second = facts.terminals
    facts = replace(facts, terminals=(replace(first, lost=(lost,)), second))
    assert results(facts)["1000"] == found
    assert results(facts)["1002"] == ["on_time", "on_time"]
    assert assess(facts, ANQING).complete == ("unknown" not in found)


def test_the_office_decides_that_nothing_was_lost() -> None:
    facts = without(hall(), ["1000"])
    first, second = facts.terminals
    decided = frozenset(("F1", Window("pm", side)) for side in SIDES)
    facts = replace(facts, terminals=(replace(first, lost=(Stretch(NOON, EVENING),)), second), worked=decided)
    assert results(facts)["1000"] == ["unknown", "absent"]

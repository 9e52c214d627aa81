"""What must hold of every day, not only of the examples."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.assess import assess
from attendance.calendar import calendar_day
from attendance.document import COUNTED, canonical, facts_digest, totals
from attendance.records import DayFacts, Person, PullFacts, Punch, TerminalFacts, day_count
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.writing import day_document

RULEBOOK = load_rulebook(shipped_text("anqing-2013"))
DAY = date(2026, 11, 20)
READ = datetime(2026, 11, 21, 8)
NUMBERS = ("1001", "1002", "1003", "1004", "1005", "1006")

# seconds that matter: around every boundary, and anywhere
BOUNDARIES = [h * 3600 + m * 60 for h, m in ((6, 30), (8, 25), (8, 30), (9, 0), (10, 15), (11, 30), (12, 0), (12, 5))]
BOUNDARIES += [
    h * 3600 + m * 60 for h, m in ((13, 15), (14, 25), (14, 30), (15, 0), (16, 0), (17, 0), (17, 30), (17, 35))
]
near = st.builds(lambda edge, off: edge + off, st.sampled_from(BOUNDARIES), st.integers(-61, 61))
second = st.one_of(near, st.integers(0, 86399))
a_punch = st.builds(
    lambda at, state, ordinal, pull: Punch(at, day_count(DAY) + at, state, "", ordinal, pull, ""),
    second,
    st.sampled_from((0, 1, 255)),
    st.integers(0, 1),
    st.sampled_from((1, 2)),
)
some_punches = st.dictionaries(st.sampled_from(NUMBERS), st.lists(a_punch, max_size=7), max_size=len(NUMBERS))
horizon = st.one_of(
    st.none(), st.builds(lambda s: datetime(2026, 11, 20) + timedelta(seconds=s), st.integers(0, 2 * 86400))
)


def day(punches: dict[str, list[Punch]], horizons: tuple[datetime | None, datetime | None]) -> DayFacts:
    own = {number: [punch._replace(user=number, number=number) for punch in found] for number, found in punches.items()}
    return DayFacts(
        day=calendar_day(DAY, {}),
        people=tuple(
            Person(number, "王芳", "市公安局", "A01", "A", "", str(1 + index % 2), "", number)
            for index, number in enumerate(NUMBERS)
        ),
        punches=own,
        pulls={1: PullFacts(1, "F1", "SN1", 0, READ), 2: PullFacts(2, "F2", "SN2", 0, READ)},
        terminals=tuple(
            TerminalFacts(f"F{n}", str(n), horizon, 0, n if horizon else None) for n, horizon in enumerate(horizons, 1)
        ),
        usual={"F1": frozenset(NUMBERS[:5]), "F2": frozenset(NUMBERS)},
    )


both = st.tuples(horizon, horizon)
WHOLE = (datetime(2026, 11, 21, 8), datetime(2026, 11, 21, 8))


def results(facts: DayFacts) -> dict[tuple[str, str], str]:
    return {
        (person.person.number, verdict.day.session.name): verdict.result
        for person in assess(facts, RULEBOOK).people
        for verdict in person.sessions
    }


@given(some_punches, both, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_no_order_of_punches_changes_a_verdict(punches, horizons, random) -> None:
    facts = day(punches, horizons)
    shuffled = {
        number: random.sample(found, len(found)) for number, found in random.sample(list(punches.items()), len(punches))
    }
    other = day(shuffled, horizons)
    assert canonical(day_document(assess(facts, RULEBOOK), facts, RULEBOOK)["people"]) == canonical(
        day_document(assess(other, RULEBOOK), other, RULEBOOK)["people"]
    )
    assert facts_digest(facts) == facts_digest(other)


PRESENT = {"on_time", "late", "left_early", "short_of_early", "short_of_stay", "missing_in", "missing_out"}
MISSING = {"missing_in", "missing_out"}


@given(some_punches, both, st.sampled_from(NUMBERS), a_punch)
@settings(max_examples=400)
def test_one_more_punch_never_turns_a_present_person_absent(punches, horizons, number, more) -> None:
    """But a missing punch that turns up is judged by what it shows: that he left half an hour early, perhaps."""
    before = results(day(punches, horizons))
    later = day({**punches, number: [*punches.get(number, []), more]}, horizons)
    after = results(later)
    for session in ("am", "pm"):
        if before[number, session] == "on_time":
            assert after[number, session] == "on_time"
        if before[number, session] in PRESENT - MISSING:
            assert after[number, session] in PRESENT
        if before[number, session] in MISSING:
            assert after[number, session] in PRESENT | {"absent"}
            assert (number, session, "no_punch") not in absences(later)


def absences(facts: DayFacts) -> set[tuple[str, str, str]]:
    return {
        (person.person.number, finding.session, finding.cause)
        for person in assess(facts, RULEBOOK).people
        for finding in person.findings
        if finding.code == "absent"
    }


@given(some_punches, both)
@settings(max_examples=200)
def test_reading_further_never_turns_a_present_person_absent(punches, horizons) -> None:
    before, after = results(day(punches, horizons)), results(day(punches, WHOLE))
    for key, result in before.items():
        if result in PRESENT:
            assert after[key] in PRESENT | {"unknown"}  # now read whole, a terminal may prove to have been dead
        if result == "on_time":
            assert after[key] == "on_time"


@given(some_punches, both)
@settings(max_examples=200)
def test_silence_is_never_absence(punches, horizons) -> None:
    facts = day(punches, horizons)
    for person in assess(facts, RULEBOOK).people:
        for verdict in person.sessions:
            if verdict.result not in ("on_time", "unknown"):
                end = datetime(2026, 11, 20) + timedelta(seconds=verdict.day.session.out_to)
                assert all(terminal.horizon and terminal.horizon >= end for terminal in facts.terminals)


@given(some_punches, both)
@settings(max_examples=100)
def test_totals_equal_the_sum_of_their_parts(punches, horizons) -> None:
    facts = day(punches, horizons)
    people = day_document(assess(facts, RULEBOOK), facts, RULEBOOK)["people"]
    whole = totals(people)
    assert whole == {column: sum(totals([person])[column] for person in people) for column in COUNTED}
    assert whole["due"] == len(people)


@given(st.lists(a_punch, min_size=1, max_size=7))
@settings(max_examples=200)
def test_a_punch_serves_one_side_of_one_session_only(punches) -> None:
    facts = day({"1001": punches}, WHOLE)
    verdict = assess(facts, RULEBOOK).people[0]
    served = [p for v in verdict.sessions for p in (v.day.sign_in, v.day.sign_out) if p is not None]
    assert all(first.second < later.second for first, later in pairwise(served))

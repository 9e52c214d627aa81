"""Who covered a post when: it tells the same empty stretches as the judged day, and nothing as shown that is not."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from test_entry_properties import DAY, RULEBOOKS, WORKDAY, anqing, seeds, some_day

from attendance.assess import assess
from attendance.coverage import PostCoverage, coverage
from attendance.entries import Entries, Outing, StepAway, Substitute
from attendance.records import DayFacts, Person, PersonVerdict, PullFacts, Punch, Stretch, TerminalFacts, day_count
from attendance.rulebook import Rulebook

READ = PullFacts(1, "F1", "SN1", 0, datetime(2026, 11, 21, 8))
USUAL = "08:20 12:06 14:20 17:36"


def second(time: str) -> int:
    return int(time[:2]) * 3600 + int(time[3:5]) * 60


def facts(entries: Entries | None = None, read: bool = True, **times: str) -> DayFacts:
    """Two posts: A01 is held by 1001 (A) and 1002 (B), A02 by 1003 (A); they punch as usual, or as it is said."""
    people = (("1001", "A01", "A"), ("1002", "A01", "B"), ("1003", "A02", "A"))
    punches = {
        number: [
            Punch(second(time), day_count(DAY) + second(time), 0, number, 0, 1, number)
            for time in times.get(f"n{number}", USUAL).split()
        ]
        for number, _, _ in people
    }
    return DayFacts(
        day=WORKDAY,
        people=tuple(
            Person(number, f"员{number}", "市公安局", post, role, "", "1", "", number) for number, post, role in people
        ),
        punches=punches,
        pulls={1: READ},
        terminals=(TerminalFacts("F1", "1", READ.horizon if read else None, 0, 1),),
        entries=entries or Entries(),
    )


def clock(at: int) -> str:
    return f"{at // 3600:02}:{at // 60 % 60:02}"


def told(post: str, given: DayFacts, rulebook: Rulebook = RULEBOOKS["as it is"]) -> list[tuple[str, str, str]]:
    """A post's stretches as from, to and state."""
    (found,) = [each for each in coverage(given, rulebook) if each.post == post]
    return [(clock(stretch.first), clock(stretch.last), stretch.state) for stretch in found.stretches]


def why(post: str, given: DayFacts, place: int) -> dict[str, tuple[str, ...]]:
    """Where everybody was in a post's stretch."""
    (found,) = [each for each in coverage(given, RULEBOOKS["as it is"]) if each.post == post]
    return {person.number: person.why for person in found.stretches[place].people}


AFTERNOON = ("14:30", "17:30")


def test_both_one_and_the_other():
    given = facts(n1001="09:10 12:06 14:20 17:36", n1002="08:20 11:40 14:20 17:36")
    assert told("A01", given) == [
        ("08:30", "09:10", "B"),
        ("09:10", "11:40", "both"),
        ("11:40", "12:00", "A"),
        (*AFTERNOON, "both"),
    ]
    assert why("A01", given, 0) == {"1001": ("not_yet",), "1002": ("here",)}


def test_an_empty_stretch_is_the_finding_with_its_reasons():
    given = facts(n1003="08:37 12:06 14:20 17:36")
    assert told("A02", given) == [("08:30", "08:37", "vacant"), ("08:37", "12:00", "A"), (*AFTERNOON, "A")]
    stretch = coverage(given, RULEBOOKS["as it is"])[1].stretches[0]
    assert (stretch.vacancy.clause, stretch.people[0].why) == ("5-5", ("not_yet",))
    assert stretch.evidence == (given.punches["1003"][0],)


def test_a_terminal_that_was_not_read_leaves_it_unknown():
    given = facts(read=False, n1003="", n1001="08:20", n1002="")
    assert told("A02", given) == [("08:30", "12:00", "unknown"), (*AFTERNOON, "unknown")]
    assert why("A02", given, 0) == {"1003": ("not_read",)}
    # two punches that put him in order settle the session, one does not
    assert told("A02", facts(read=False, n1003="08:20 12:06 14:20"))[0] == ("08:30", "12:00", "A")
    assert told("A02", facts(read=False, n1003="08:20 12:06 14:20"))[1] == (*AFTERNOON, "unknown")


def test_while_a_session_is_under_way_who_signed_in_is_there_as_far_as_it_was_read():
    given = facts(n1003="08:20")
    horizon = datetime(2026, 11, 20, 10)
    given = replace(given, terminals=(TerminalFacts("F1", "1", horizon, 0, 1),))
    assert told("A02", given) == [
        ("08:30", "10:00", "A"),
        ("10:00", "12:00", "unknown"),
        (*AFTERNOON, "unknown"),
    ]
    lost = TerminalFacts("F1", "1", READ.horizon, 0, 1, (Stretch(horizon, datetime(2026, 11, 20, 11)),))
    assert told("A02", replace(given, terminals=(lost,)))[0] == ("08:30", "12:00", "unknown")


def test_a_missing_sign_out_is_neither_covered_nor_empty():
    given = facts(n1003="08:20 14:20 17:36")
    assert told("A02", given)[0] == ("08:30", "12:00", "unknown")
    assert why("A02", given, 0) == {"1003": ("missing_out",)}


def test_a_named_substitute_counts_as_one():
    entries = Entries(substitutes=(Substitute(1, "1002", "A02", DAY, DAY),))
    assert told("A02", facts(entries, n1003="")) == [("08:30", "12:00", "substitute"), (*AFTERNOON, "substitute")]


def test_a_step_away_without_return_is_unknown_from_its_limit_on():
    given = facts(Entries(aways={"1003": (StepAway(1, "1003", DAY, second("10:00")),)}))
    assert told("A02", given)[:2] == [("08:30", "10:15", "A"), ("10:15", "12:00", "unknown")]
    assert why("A02", given, 1) == {"1003": ("away_unclosed",)}


def test_an_outing_without_return_is_unknown_until_the_next_punch():
    entries = Entries(outings={"1003": (Outing(1, "1003", DAY, second("09:00"), second("10:00")),)})
    assert told("A02", facts(entries, n1003="08:20 11:00 12:06 14:20 17:36"))[:4] == [
        ("08:30", "09:00", "A"),
        ("09:00", "10:00", "vacant"),
        ("10:00", "11:00", "unknown"),
        ("11:00", "12:00", "A"),
    ]


def test_what_is_empty_for_too_short_is_no_finding():
    rulebook = anqing(("least_minutes = 1 ", "least_minutes = 10 "))
    given = facts(n1003="08:37 11:49 14:20 17:36")
    assert told("A02", given, rulebook)[:3] == [
        ("08:30", "08:37", "brief"),
        ("08:37", "11:49", "A"),
        ("11:49", "12:00", "vacant"),
    ]


def test_no_posts_where_the_rulebook_does_not_judge_cover():
    rulebook = RULEBOOKS["as it is"]
    silent = replace(rulebook, book=replace(rulebook.book, cover=()))
    assert coverage(facts(), silent) == ()


# ---------------------------------------------------------------- of every day


def shown_by_punches(verdict: PersonVerdict, minute: int) -> bool:
    """Between a sign-in and a sign-out, or where none is asked for."""
    for session in (each.day for each in verdict.sessions):
        came = session.session.start if "in" in session.waived else session.sign_in and session.sign_in.second
        left = session.session.end if "out" in session.waived else session.sign_out and session.sign_out.second
        if came is not None and left is not None and came // 60 * 60 <= minute * 60 < left:
            return True
    return False


def check_parts(post: PostCoverage) -> None:
    """The parts follow each other without a hole from the opening's begin to its end."""
    for session, opening in post.opening:
        parts = [stretch for stretch in post.stretches if stretch.session == session]
        assert (parts[0].first, parts[-1].last) == opening
        assert all(one.last == other.first and one.state != other.state for one, other in pairwise(parts))


@pytest.mark.parametrize("name", ["as it is", "one post only", "whole step-away", "by keys"])
@given(seed=seeds)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_tells_what_the_judged_day_tells(name: str, seed: int) -> None:
    rulebook, given_facts = RULEBOOKS[name], some_day(Random(seed))
    judged = assess(given_facts, rulebook)
    verdicts = {verdict.person.number: verdict for verdict in judged.people}
    told = coverage(given_facts, rulebook)
    assert [(post.post, post.unit, post.floor) for post in told] == [(p.post, p.unit, p.floor) for p in judged.posts]
    for post, verdict in zip(told, judged.posts, strict=True):
        check_parts(post)
        vacant = [stretch.vacancy for stretch in post.stretches if stretch.state == "vacant"]
        assert sorted(vacant) == sorted(verdict.vacancies)
        for stretch in post.stretches:
            if stretch.state in ("A", "B", "both", "substitute"):
                here = [person.number for person in stretch.people if "here" in person.why]
                minutes = range(stretch.first // 60, stretch.last // 60)
                assert all(any(shown_by_punches(verdicts[n], minute) for n in here) for minute in minutes)

"""What must hold of every day with entries: order is nothing, presence is never turned into absence, and the vacant
stretches are those which anybody finds who paints the day minute by minute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.assess import assess
from attendance.document import canonical, facts_digest
from attendance.entries import (
    HALVES,
    Duty,
    Entries,
    Entry,
    HalfDay,
    Leave,
    Mark,
    Outing,
    Sheet,
    Signature,
    Step,
    StepAway,
    Substitute,
)
from attendance.records import (
    CalendarDay,
    DayFacts,
    Person,
    PersonVerdict,
    PullFacts,
    Punch,
    SessionDay,
    TerminalFacts,
    day_count,
)
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.writing import day_document

DAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)
READ = datetime(2026, 11, 21, 8)
WORKDAY = CalendarDay(DAY, True, DAY.weekday())
ANQING = shipped_text("anqing-2013")
POSTS = {"1001": "A01", "1002": "A01", "1003": "A02", "1004": "A02", "1005": "A03", "1006": ""}
NUMBERS = tuple(POSTS)
HALF_DAYS = [HalfDay(day, half) for day in (YESTERDAY, DAY) for half in HALVES]
SHIFTS = ("午间值班", "楼层值班", "他处值守")


def anqing(*changes: tuple[str, str]) -> Rulebook:
    text = ANQING
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return load_rulebook(text)


RULEBOOKS = {
    "as it is": anqing(),
    "one post only": anqing(("two_posts = true ", "two_posts = false ")),
    "whole step-away": anqing(('away = "beyond" ', 'away = "whole" '), ("least_minutes = 1 ", "least_minutes = 3 ")),
    "to the second": anqing(('resolution = "minute"', 'resolution = "second"')),
}
RULEBOOKS["by keys"] = anqing(
    ("limit_minutes = 15 ", "by_keys = true\na_day = 1\nreport_minutes = 10\nlimit_minutes = 15 ")
)


# ---------------------------------------------------------------- random days
#
# A day is drawn with a generator of Hypothesis' own, so that thousands of days stay cheap and each can be repeated.


def some_time(random: Random) -> int:
    """Around an edge of the day, or anywhere in it."""
    edge = random.choice(("08:25", "08:30", "10:00", "10:15", "11:45", "12:00", "12:05", "14:25", "14:30", "17:30"))
    near = int(edge[:2]) * 3600 + int(edge[3:]) * 60 + random.randint(-1300, 1300)
    return random.choice((near, random.randint(7 * 3600, 19 * 3600)))


def some_punches(random: Random, number: str) -> list[Punch]:
    """Mostly a day in order with a punch moved, left out or added; the keys are pressed at will."""
    due = [h * 3600 + m * 60 for h, m in ((8, 20), (12, 6), (14, 20), (17, 36))]
    times = [second + random.choice((0, 0, 0, random.randint(-2400, 2400))) for second in due if random.random() < 0.85]
    times += [some_time(random) for _ in range(random.choice((0, 0, 1, 2)))]
    return [a_punch(random, number, second) for second in times if random.random() < 0.95]


def a_punch(random: Random, number: str, second: int) -> Punch:
    return Punch(second, day_count(DAY) + second, random.choice((0, 1, 2, 3)), number, 0, random.choice((1, 2)), number)


def some_leaves(random: Random) -> dict[str, tuple[Leave, ...]]:
    """At most two of a person, which never overlap, because the office files no such slip."""
    found, slip = {}, 0
    for number in NUMBERS:
        cut = random.choice((0, 4, 1, 2, 3))
        spans = [(0, cut - 1), (cut, 3)]
        mine = []
        for begin, end in spans:
            if begin <= end and random.random() < 0.2:
                slip += 1
                first, last = sorted(random.choices(HALF_DAYS[begin : end + 1], k=2))
                mine.append(some_leave(random, number, slip, (first, last)))
        if mine:
            found[number] = tuple(mine)
    return found


def some_leave(random: Random, number: str, slip: int, span: tuple[HalfDay, HalfDay]) -> Leave:
    signed = (Signature("group_leader", random.choice(("approve", "approve", "reject")), "", YESTERDAY),)
    return Leave(
        id=slip,
        number=number,
        kind=random.choice(("事假", "病假")),
        first=span[0],
        last=span[1],
        cover=random.choice(("", *(other for other in NUMBERS if other != number))),
        filed=YESTERDAY,
        chain=(Step(("group_leader",), "approve"),),
        signatures=random.choice((signed, signed, ())),
        closed=random.choice((None, HalfDay(DAY, "am"), HalfDay(DAY, "pm"))),
        cancelled=random.random() < 0.1,
    )


def some_outing(random: Random, number: str, slip: int) -> Outing:
    at = some_time(random)
    back = at + random.randint(60, 9000)
    return Outing(slip, number, DAY, at, back, random.choice((None, back + random.randint(-59, 1800))))


def some_away(random: Random, number: str, slip: int) -> StepAway:
    at, cover = some_time(random), random.choice(("", "", *NUMBERS))
    closed = random.choice((None, at + random.randint(0, 2400), at + random.randint(880, 1000)))
    return StepAway(slip, number, DAY, at, closed, cover, random.random() < 0.5)


def several(random: Random, make: Any, most: int, chance: float) -> dict[str, tuple[Any, ...]]:
    """Entries of some people, by number."""
    found, slip = {}, 0
    for number in NUMBERS:
        mine = []
        for _ in range(most):
            if random.random() < chance:
                slip += 1
                mine.append(make(random, number, slip))
        if mine:
            found[number] = tuple(mine)
    return found


def some_marks(random: Random) -> tuple[dict[str, tuple[Mark, ...]], tuple[Sheet, ...]]:
    marks = several(random, lambda r, _, slip: Mark(some_time(r), Entry("correction", slip), "张组长"), 1, 0.1)
    sheets = (Sheet(90, random.choice("12"), DAY, 30000, 33000, "值班员"), Sheet(91, "1", DAY, 51000, 52000, "值班员"))
    return marks, random.choice(((), (), sheets))


def some_day(random: Random, unread: float = 0.15) -> DayFacts:
    marks, sheets = some_marks(random)
    horizons = [None if random.random() < unread else READ for _ in "12"]
    return DayFacts(
        day=WORKDAY,
        people=tuple(
            Person(number, number, "", post, "AB"[int(number) % 2], "", "1" if post == "A01" else "2", "", number)
            for number, post in POSTS.items()
        ),
        punches={number: some_punches(random, number) for number in NUMBERS if random.random() < 0.9},
        pulls={pull: PullFacts(pull, f"F{pull}", f"SN{pull}", 0, READ) for pull in (1, 2)},
        terminals=tuple(
            TerminalFacts(f"F{pull}", str(pull), horizon, 0, pull if horizon else None)
            for pull, horizon in enumerate(horizons, 1)
        ),
        usual={"F1": frozenset(NUMBERS)} if random.random() < 0.2 else {},
        entries=Entries(
            leaves=some_leaves(random),
            outings=several(random, some_outing, 2, 0.12),
            aways=several(random, some_away, 2, 0.12),
            marks=marks,
            sheets=sheets,
            substitutes=tuple(
                Substitute(number, random.choice(NUMBERS), random.choice(("A01", "A02", "A03")), YESTERDAY, DAY)
                for number in range(random.choice((0, 0, 1, 2)))
            ),
            duties=several(random, lambda r, number, slip: Duty(slip, number, DAY, r.choice(SHIFTS)), 1, 0.08),
            earlier=(YESTERDAY,),
        ),
    )


seeds = st.integers(0, 2**64 - 1)


# ---------------------------------------------------------------- order


def shuffled(facts: DayFacts, random: Random) -> DayFacts:
    """The same facts, every collection in another order."""

    def some(found: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(random.sample(list(found), len(found)))

    def each(found: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
        return {number: some(found[number]) for number in some(tuple(found))}

    entries = facts.entries
    return replace(
        facts,
        people=some(facts.people),
        punches=each(facts.punches),
        entries=replace(
            entries,
            leaves=each(entries.leaves),
            outings=each(entries.outings),
            aways=each(entries.aways),
            marks=each(entries.marks),
            sheets=some(entries.sheets),
            substitutes=some(entries.substitutes),
            duties=each(entries.duties),
        ),
    )


def unordered(said: Any) -> Any:
    """What a document says without the order in which it says it: its lists follow the order of the facts."""
    if isinstance(said, dict):
        return {key: unordered(value) for key, value in said.items()}
    return sorted(map(canonical, map(unordered, said))) if isinstance(said, list) else said


def written(facts: DayFacts, rulebook: Rulebook) -> Any:
    return unordered(day_document(assess(facts, rulebook), facts, rulebook))


@given(seeds, st.sampled_from(list(RULEBOOKS)))
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_facts_never_changes_what_the_document_says(seed: int, name: str) -> None:
    random, rulebook = Random(seed), RULEBOOKS[name]
    facts = some_day(random)
    other = shuffled(facts, random)
    assert written(facts, rulebook) == written(other, rulebook)
    assert facts_digest(facts) == facts_digest(other)


# ---------------------------------------------------------------- presence is never turned into absence

JUDGED = {"absent", "unknown", "missing_in", "missing_out"}


def results(facts: DayFacts, rulebook: Rulebook) -> dict[tuple[str, str], tuple[str, str]]:
    """The result of every session, and the cause of an absence."""
    return {
        (verdict.person.number, session.day.session.name): (session.result, _cause(verdict, session.day.session.name))
        for verdict in assess(facts, rulebook).people
        for session in verdict.sessions
    }


def _cause(verdict: PersonVerdict, session: str) -> str:
    return next((f.cause for f in verdict.findings if f.session == session and f.code == "absent"), "")


def never_worse(before: DayFacts, after: DayFacts, rulebook: Rulebook) -> None:
    """Who was there with both punches, or excused, is not absent now; who was there with one was not away all along."""
    earlier, now = results(before, rulebook), results(after, rulebook)
    for key, (result, _) in earlier.items():
        if result not in JUDGED:
            assert now[key][0] not in JUDGED
        elif result.startswith("missing"):
            assert now[key][1] != "no_punch"


@given(seeds, st.sampled_from(list(RULEBOOKS)))
@settings(max_examples=400, deadline=None)
def test_one_more_punch_never_turns_a_present_person_absent(seed: int, name: str) -> None:
    random, rulebook = Random(seed), RULEBOOKS[name]
    facts = some_day(random)
    number = random.choice(NUMBERS)
    more = [*facts.punches.get(number, ()), a_punch(random, number, some_time(random))]
    never_worse(facts, replace(facts, punches={**facts.punches, number: more}), rulebook)


@given(seeds, st.sampled_from(list(RULEBOOKS)))
@settings(max_examples=400, deadline=None)
def test_a_certified_punch_never_turns_a_present_person_absent(seed: int, name: str) -> None:
    random, rulebook = Random(seed), RULEBOOKS[name]
    facts = some_day(random)
    number, marks = random.choice(NUMBERS), facts.entries.marks
    more = (*marks.get(number, ()), Mark(some_time(random), Entry("correction", 99), "李组长"))
    never_worse(facts, replace(facts, entries=replace(facts.entries, marks={**marks, number: more})), rulebook)


# ---------------------------------------------------------------- vacancy, painted minute by minute

MINUTES = 24 * 60


class Hours(NamedTuple):
    name: str
    first: int  # minutes
    last: int


def hours_of(rules: RulesOfDay) -> dict[str, Hours]:
    """The sessions and shifts as the rulebook writes them, in minutes."""
    every = (*rules.hours, *(shift.hours for shift in rules.shifts.values()))
    return {hours.name: Hours(hours.name, hours.start, hours.end) for hours in every}


def paint(minutes: bytearray, first: int, last: int, there: bool) -> None:
    """Colour the minutes from one second of the day to another; a minute once begun belongs to its beginning."""
    begin, end = max(first // 60, 0), min(last // 60, MINUTES)
    if begin < end:
        minutes[begin:end] = bytes([there]) * (end - begin)


def painted(verdict: PersonVerdict, facts: DayFacts, rules: RulesOfDay) -> bytearray:
    """Every minute in which a person was due and nothing shows that he was away."""
    minutes, hours = bytearray(MINUTES), hours_of(rules)
    for session in verdict.sessions:
        mine = hours[session.day.session.name]
        paint(minutes, mine.first * 60, mine.last * 60, True)
    for session in verdict.sessions:
        for first, last in away_by_session(session.day, hours[session.day.session.name]):
            paint(minutes, first, last, False)
    number = verdict.person.number
    for outing in facts.entries.outings.get(number, ()):
        paint(minutes, outing.at, outing.back if outing.closed is None else outing.closed, False)
    for away in facts.entries.aways.get(number, ()):
        for first, last in beyond_limit(away, verdict, rules):
            paint(minutes, first, last, False)
    return minutes


def away_by_session(day: SessionDay, hours: Hours) -> Iterator[tuple[int, int]]:
    first, last = hours.first * 60, hours.last * 60
    if day.away:
        yield first, last
        return
    yield first, day.session.start
    yield day.session.end, last
    came = day.sign_in.second if day.sign_in else None
    left = day.sign_out.second if day.sign_out else None
    in_order = ("in" in day.waived or (came is not None and came // 60 * 60 <= day.session.due_in)) and (
        "out" in day.waived or (left is not None and left >= day.session.due_out)
    )
    if day.doubt and not in_order:
        return  # what is not known empties no post
    if came is None and left is None and not day.waived:
        yield day.session.start, day.session.end
    if came is not None and "in" not in day.waived:
        yield day.session.start, min(came, day.session.end)
    if left is not None and "out" not in day.waived:
        yield max(left, day.session.start), day.session.end


def known_away(away: StepAway, verdict: PersonVerdict, limit: int) -> tuple[int, int] | None:
    """From when to when somebody due stepped away; None where he was not due, or nobody can know when he came back."""
    due = [session.day.session for session in verdict.sessions if away.at < session.day.session.end]
    if not due or away.closed is None or away.closed <= due[0].start:
        return None
    begun = max(away.at, due[0].start)
    forgotten = away.closed > due[0].end and away.closed - begun >= limit + 60
    return None if forgotten else (begun, away.closed)


def beyond_limit(away: StepAway, verdict: PersonVerdict, rules: RulesOfDay) -> Iterator[tuple[int, int]]:
    assert rules.step_away and rules.step_away.limit_minutes and rules.cover
    limit = rules.step_away.limit_minutes * 60
    known = known_away(away, verdict, limit)
    if known and known[1] - known[0] >= limit + 60:
        yield known[0] + (limit if rules.cover.away == "beyond" else 0), known[1]


def held_by(
    post: str, verdicts: Mapping[str, PersonVerdict], facts: DayFacts, rules: RulesOfDay
) -> dict[str, bytearray]:
    """Who may stand at a post, and in which minutes; guests are those from elsewhere."""
    held: dict[str, bytearray] = {}

    def give(number: str, first: int, last: int) -> None:
        if number in verdicts:
            paint(held.setdefault(number, bytearray(MINUTES)), first, last, True)

    for number, verdict in verdicts.items():
        if verdict.person.post == post:
            give(number, 0, MINUTES * 60)
    for substitute in facts.entries.substitutes:
        if substitute.post == post:
            give(substitute.number, 0, MINUTES * 60)
    for number, verdict in verdicts.items():
        if verdict.person.post == post:
            for cover, first, last in named_by(number, verdict, facts, rules):
                give(cover, first, last)
    return held


def named_by(number: str, verdict: PersonVerdict, facts: DayFacts, rules: RulesOfDay) -> Iterator[tuple[str, int, int]]:
    """Covers on the slips: while the leave excuses a session or a part of it, and during a step-away."""
    hours = hours_of(rules)
    covers = {leave.id: leave.cover for leave in facts.entries.leaves.get(number, ())}
    for session in verdict.sessions:
        for entry in session.day.basis:
            if entry.kind == "leave":
                mine = hours[session.day.session.name]
                yield covers[entry.id], mine.first * 60, mine.last * 60
    for away in facts.entries.aways.get(number, ()):
        known = known_away(away, verdict, 15 * 60)
        if known:
            yield away.cover, *known


def vacant_minutes(
    post: str, verdicts: Mapping[str, PersonVerdict], here: Mapping[str, bytearray], facts: DayFacts, rules: RulesOfDay
) -> bytearray:
    """The minutes in which nobody is at a post, whatever its hours."""
    assert rules.cover
    vacant = bytearray(b"\1" * MINUTES)
    for number, may in held_by(post, verdicts, facts, rules).items():
        own = verdicts[number].person.post
        mates = [other for other, verdict in verdicts.items() if verdict.person.post == own and other != number]
        free = own == post or rules.cover.two_posts
        for minute in range(MINUTES):
            if may[minute] and here[number][minute] and (free or any(here[mate][minute] for mate in mates)):
                vacant[minute] = False
    return vacant


def brute_force(verdicts: Mapping[str, PersonVerdict], facts: DayFacts, rules: RulesOfDay) -> dict[str, list[Any]]:
    assert rules.cover
    here = {number: painted(verdict, facts, rules) for number, verdict in verdicts.items()}
    found = {}
    for post in sorted({verdict.person.post for verdict in verdicts.values()} - {""}):
        vacant = vacant_minutes(post, verdicts, here, facts, rules)
        found[post] = sorted(
            (hours.name, first, last)
            for hours in open_hours(post, verdicts, facts, rules)
            for first, last in runs(vacant, hours)
            if last - first >= rules.cover.least_minutes
        )
    return found


def open_hours(post: str, verdicts: Mapping[str, PersonVerdict], facts: DayFacts, rules: RulesOfDay) -> Iterator[Hours]:
    """The sessions of the day, and the duty of those who belong to the post."""
    hours, shifts = hours_of(rules), rules.shifts
    yield from (mine for name, mine in hours.items() if name not in shifts)
    mine = [number for number, verdict in verdicts.items() if verdict.person.post == post]
    for name in {duty.shift for number in mine for duty in facts.entries.duties.get(number, ())}:
        if shifts[name].opens and not shifts[name].elsewhere:
            yield hours[name]


def runs(vacant: bytearray, hours: Hours) -> Iterator[tuple[int, int]]:
    for empty, minutes in groupby(range(hours.first, hours.last), key=vacant.__getitem__):
        if empty:
            stretch = list(minutes)
            yield stretch[0], stretch[-1] + 1


@pytest.mark.parametrize("name", ["as it is", "one post only", "whole step-away"])
@given(seed=seeds)
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_vacant_stretches_are_the_minutes_in_which_nobody_was_there(name: str, seed: int) -> None:
    rulebook, facts = RULEBOOKS[name], some_day(Random(seed))
    rules = rulebook.on(facts.day)
    judged = assess(facts, rulebook)
    verdicts = {verdict.person.number: verdict for verdict in judged.people}
    swept = {
        post.post: sorted((v.session, v.first // 60, v.last // 60) for v in post.vacancies) for post in judged.posts
    }
    assert swept == brute_force(verdicts, facts, rules)

"""Judging 2,000 people for a month with every family of rules at work, against judging their punctuality alone."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from attendance.assess import assess
from attendance.calendar import calendar_day, official_days, working_days
from attendance.entries import (
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
from attendance.records import DayFacts, Person, PullFacts, Punch, TerminalFacts, day_count
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.writing import day_document
from benchmarks.measure import interleaved, report

PEOPLE = 2000
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
ROUNDS = 3
TIMES = ((8, 10), (12, 3), (14, 10), (17, 33))
CHAPTERS = ("leave", "outings", "step_away", "cover", "corrections", "contradictions", "duty")


def numbers() -> list[str]:
    return [str(10001 + index) for index in range(PEOPLE)]


def alone(whole: Rulebook) -> Rulebook:
    """The same rulebook with punctuality as its only chapter."""
    book = replace(whole.book, **{chapter: () for chapter in CHAPTERS})
    return replace(whole, book=book)


def facts_of(day: date, chance: random.Random) -> DayFacts:
    people = tuple(
        Person(
            number, f"人员{index}", "市公安局", f"A{index // 2:04}", "AB"[index % 2], "", str(1 + index % 3), "", number
        )
        for index, number in enumerate(numbers())
    )
    punches = {}
    for number in numbers():
        at = [hour * 3600 + (minute + chance.randrange(18)) * 60 for hour, minute in TIMES]
        punches[number] = [Punch(s, day_count(day) + s, 0, number, 0, 1, number) for s in at]
    own = {known.date: known for known in official_days(day.year)}
    end = datetime.combine(day, datetime.min.time()) + timedelta(days=1, hours=8)
    return DayFacts(
        day=calendar_day(day, own),
        people=people,
        punches=punches,
        pulls={1: PullFacts(1, "F1", "SN1", 0, end)},
        terminals=(TerminalFacts("F1", "1", end, 0, 1),),
    )


def entries_of(day: date, earlier: tuple[date, ...], chance: random.Random) -> Entries:
    """One in twenty on leave, one in thirty out, one in ten stepping away, a sheet, duty and substitutes."""
    step = (Step(("group_leader",), "approve"),)
    signed = (Signature("group_leader", "approve", "张组长", day),)
    leaves, outings, aways, marks, duties = {}, {}, {}, {}, {}
    for id, number in enumerate(numbers(), 1):
        kind = chance.randrange(60)
        if kind < 3:
            half = HalfDay(day, "am"), HalfDay(day, chance.choice(("am", "pm")))
            leaves[number] = (Leave(id, number, "事假", *half, str(10001 + id % PEOPLE), day, step, signatures=signed),)
        elif kind < 5:
            at = 3600 * chance.randrange(9, 11)
            outings[number] = (Outing(id, number, day, at, at + 3600, at + 60 * chance.randrange(40, 80), "送件"),)
        elif kind < 11:
            at = 3600 * chance.randrange(9, 17)
            aways[number] = (StepAway(id, number, day, at, at + 60 * chance.randrange(5, 20)),)
        elif kind == 11:
            marks[number] = (Mark(8 * 3600 + 1200, Entry("correction", id), "周主任"),)
        elif kind == 12:
            duties[number] = (Duty(id, number, day, "午间值班"),)
    return Entries(
        leaves=leaves,
        outings=outings,
        aways=aways,
        marks=marks,
        sheets=(Sheet(1, "2", day, 8 * 3600 + 1200, 9 * 3600, "周主任"),),
        substitutes=tuple(Substitute(n, str(10001 + n * 7), f"A{n:04}", day, day) for n in range(1, 40)),
        duties=duties,
        earlier=earlier,
    )


def main() -> None:
    whole = load_rulebook(shipped_text("anqing-2013"))
    chance = random.Random(7)
    days = working_days(FIRST, LAST, {known.date: known for known in official_days(FIRST.year)})
    bare = [facts_of(day, chance) for day in days]
    full = [
        replace(facts, entries=entries_of(day, tuple(reversed(days[:at]))[:12], chance))
        for at, (day, facts) in enumerate(zip(days, bare, strict=True))
    ]

    def judge(month: list[DayFacts], rulebook: Rulebook) -> None:
        for facts in month:
            assess(facts, rulebook)

    def written(month: list[DayFacts], rulebook: Rulebook) -> None:
        for facts in month:
            day_document(assess(facts, rulebook), facts, rulebook)

    only = alone(whole)
    candidates = {
        "punctuality alone": lambda: judge(bare, only),
        "every family, nothing entered": lambda: judge(bare, whole),
        "every family, entries of every kind": lambda: judge(full, whole),
        "the same, as documents": lambda: written(full, whole),
    }
    report(f"a month of {PEOPLE:,} people, {len(days)} working days", interleaved(candidates, ROUNDS))


if __name__ == "__main__":
    main()

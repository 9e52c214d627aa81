"""People's days → posts' days: who holds which post when, and what the cover rules find."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attendance.chapters import CoverRules
from attendance.presence import Presence, Span, presence, rounded, union
from attendance.records import DAY_SECONDS, DayFacts, Finding, PersonDay, PostVerdict
from attendance.rulebook import MINUTE, RulesOfDay
from attendance.rules.cover import Centre, Holder, PostDay, stand_in, vacancies

ALL_DAY: tuple[Span, ...] = ((0, DAY_SECONDS),)


class Covered(NamedTuple):
    """What the cover rules say of a day: every post, and findings by number."""

    posts: tuple[PostVerdict, ...]
    findings: Mapping[str, tuple[Finding, ...]]


def covered(days: Sequence[PersonDay], facts: DayFacts, rules: RulesOfDay) -> Covered:
    """Judge every post of a day; nothing where the rulebook has no such chapter."""
    if rules.cover is None:
        return Covered((), {})
    centre = centre_of(days, rules)
    posts = post_days(centre, facts, rules)
    mates = mates_there(centre, rules.cover)
    verdicts = tuple(
        PostVerdict(post.post, *place_of(post, centre), tuple(vacancies(post, centre, mates, rules.cover)))
        for post in posts.values()
    )
    findings = {
        number: tuple(found)
        for number, known in centre.items()
        if any(session.away for session in known.day.sessions)
        and (found := [*stand_in(known, posts.get(known.day.person.post), centre, mates, rules.cover)])
    }
    return Covered(verdicts, findings)


def centre_of(days: Sequence[PersonDay], rules: RulesOfDay) -> dict[str, Presence]:
    """Where everybody was, by number."""
    shifts = (shift.hours for shift in rules.shifts.values())
    hours = {session.name: (session.start, session.end) for session in rules.sessions}
    hours |= {shift.name: (shift.start * MINUTE, shift.end * MINUTE) for shift in shifts}
    return {day.person.number: presence(day, rules, hours) for day in days}


def post_days(centre: Centre, facts: DayFacts, rules: RulesOfDay) -> dict[str, PostDay]:
    """The posts in order of name, with their holders: the assigned first, then those who stand in."""
    members: dict[str, list[Holder]] = {}
    for number, known in centre.items():
        person = known.day.person
        if person.post:
            members.setdefault(person.post, []).append(Holder(number, person.name, ALL_DAY, False))
    for post, holder in (*_substitutes(centre, facts), *_covers(centre, rules)):
        if post in members:
            members[post].append(holder)
    regular = tuple((s.name, (s.start, s.end)) for s in rules.sessions) if facts.day.working else ()
    return {
        post: PostDay(post, (*regular, *_duty_hours(members[post], facts, rules)), tuple(members[post]))
        for post in sorted(members)
    }


def _substitutes(centre: Centre, facts: DayFacts) -> Iterator[tuple[str, Holder]]:
    for each in facts.entries.substitutes:
        if each.number in centre and each.first <= facts.day.date <= each.last:
            yield each.post, Holder(each.number, centre[each.number].day.person.name, ALL_DAY, True)


def _covers(centre: Centre, rules: RulesOfDay) -> Iterator[tuple[str, Holder]]:
    """Who stands in by name: during the sessions of a leave, while an outing of the post lasts, during a step-away."""
    for known in centre.values():
        post = known.day.person.post
        for number, span in _named(known, rules):
            stands_in = centre.get(number)
            if stands_in and stands_in.day.person.post != post:
                yield post, Holder(number, stands_in.day.person.name, (span,), True)


def _named(known: Presence, rules: RulesOfDay) -> Iterator[tuple[str, Span]]:
    ids = {slip.id: slip.cover for slip in known.day.slips.leaves if slip.cover}
    for session_day, due in zip(known.day.sessions, known.due, strict=True):
        for entry in session_day.basis:
            if entry.kind == "leave" and entry.id in ids:
                yield ids[entry.id], due
    for step in known.steps:
        if step.cover and step.closed is not None:
            yield step.cover, rounded(step.at, step.closed, rules)


def _duty_hours(members: Sequence[Holder], facts: DayFacts, rules: RulesOfDay) -> Iterator[tuple[str, Span]]:
    """A window is also open in the duty shifts for which its people are rostered."""
    names = dict.fromkeys(
        duty.shift for holder in members if not holder.guest for duty in facts.entries.duties.get(holder.number, ())
    )
    for name in names:
        shift = rules.shifts.get(name)
        if shift and shift.opens and not shift.elsewhere:
            yield name, (shift.hours.start * MINUTE, shift.hours.end * MINUTE)


def mates_there(
    centre: Centre, rules: CoverRules, there: Callable[[Presence], list[Span]] = Presence.here
) -> dict[str, list[Span]]:
    """Of everybody, when somebody else of the own post was there; only asked where nobody may hold two posts."""
    if rules.two_posts:
        return {}
    own: dict[str, list[Presence]] = {}
    for known in centre.values():
        own.setdefault(known.day.person.post, []).append(known)
    return {
        number: union(span for mate in own[known.day.person.post] if mate is not known for span in there(mate))
        for number, known in centre.items()
    }


def place_of(post: PostDay, centre: Centre) -> tuple[str, str]:
    """The unit and the floor of a post: those of the first who holds it."""
    person = centre[post.holders[0].number].day.person
    return person.unit, person.floor

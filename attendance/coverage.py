"""By whom each post was covered when: the whole of the opening hours, where 空岗 tells only of the empty ones.

It rests on the same presence as the cover rules, and takes the vacant stretches from them. Beside these it tells
what was shown from what merely was not disproved: a window that nobody is known to have left is not vacant, but
whether anybody sat in it is `unknown`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from attendance.assess import days_due
from attendance.chapters import CoverRules
from attendance.doubts import moment
from attendance.entries import Entry
from attendance.posts import centre_of, mates_there, place_of, post_days
from attendance.presence import Gap, Presence, Span, common, minus, union
from attendance.records import DayFacts, Fact, SessionDay, Vacancy
from attendance.rulebook import MINUTE, Rulebook, RulesOfDay
from attendance.rules.cover import Centre, Holder, PostDay, here, vacancies
from attendance.rules.punctuality import in_order, truncated

State = Literal["A", "B", "both", "substitute", "unknown", "vacant", "brief"]


class Whereabouts(NamedTuple):
    """Where a holder of a post was during a stretch: `here`, why that is not known, or why he was not there."""

    number: str
    name: str
    role: str  # A, B or substitute
    why: tuple[str, ...]


class Stretch(NamedTuple):
    """A part of the opening hours, in seconds of the day. `vacancy` is the finding, where it is one; what is empty
    for fewer minutes than the rulebook asks for is `brief`."""

    session: str
    first: int
    last: int
    state: State
    people: tuple[Whereabouts, ...]
    evidence: tuple[Fact, ...] = ()
    vacancy: Vacancy | None = None


class PostCoverage(NamedTuple):
    """A post's day."""

    post: str
    unit: str
    floor: str
    opening: tuple[tuple[str, Span], ...]
    stretches: tuple[Stretch, ...]


def coverage(facts: DayFacts, rulebook: Rulebook, floor: str = "") -> tuple[PostCoverage, ...]:
    """Every post of a day; nothing where the rulebook has no chapter on cover. Where a floor is named, the posts of
    others have no stretches. Raises RulebookError."""
    rules = rulebook.on(facts.day)
    if rules.cover is None:
        return ()
    centre = centre_of(days_due(facts, rulebook, rules)[1], rules)
    posts = post_days(centre, facts, rules)
    horizons = {terminal.name: _second(facts, terminal.horizon) for terminal in facts.terminals}
    sights = {number: _sight(known, rules, horizons) for number, known in centre.items()}
    shown = mates_there(centre, rules.cover, lambda known: sights[known.day.person.number].shown)
    mates = mates_there(centre, rules.cover), shown
    eyes = ((place_of(post, centre), _Day(post, centre, sights, rules.cover, *mates)) for post in posts.values())
    return tuple(
        PostCoverage(day.post.post, *place, day.post.opening, tuple(day.stretches()) if floor in ("", place[1]) else ())
        for place, day in eyes
    )


# ---------------------------------------------------------------- what is known of a person


class Sight(NamedTuple):
    """What is known of a person's day: the stretches in which he may have been there without its being known, and
    those in which he is shown to have been there."""

    clouds: list[Gap]
    shown: list[Span]


def _second(facts: DayFacts, horizon: datetime | None) -> int:
    """How far into the day a terminal was read."""
    return 0 if horizon is None else int((horizon - moment(facts, 0)).total_seconds())


def _sight(known: Presence, rules: RulesOfDay, horizons: Mapping[str, int]) -> Sight:
    found = clouds(known, rules, horizons)
    return Sight(found, minus(known.here(), [(gap.first, gap.last) for gap in found]))


def clouds(known: Presence, rules: RulesOfDay, horizons: Mapping[str, int]) -> list[Gap]:
    """The stretches in which a person may have been there, and why that is not known."""
    maybe = known.here()
    found = [
        Gap(first, last, *_doubt(session_day, rules))
        for session_day, due in zip(known.day.sessions, known.due, strict=True)
        for first, last in common(maybe, minus([due], _proven(session_day, rules, horizons)))
    ]
    return [*found, *_unclosed_steps(known, rules), *_unclosed_outings(known)]


def _proven(day: SessionDay, rules: RulesOfDay, horizons: Mapping[str, int]) -> list[Span]:
    """From the sign-in to the sign-out; a side on which no punch is asked for reaches to the session's edge. While
    the session is under way, who signed in and has not signed out is there as far as the terminals were read."""
    session = day.session
    came = session.start if "in" in day.waived else day.sign_in and truncated(day.sign_in, rules)
    left = session.end if "out" in day.waived else day.sign_out and truncated(day.sign_out, rules)
    if left is None and day.doubt and day.doubt.cause == "not_read" and day.doubt.terminals:
        read = min(horizons[name] for name in day.doubt.terminals)
        left = min(read, session.end) if read < session.out_to else None
    return [(came, left)] if came is not None and left is not None and came < left else []


def _doubt(day: SessionDay, rules: RulesOfDay) -> tuple[str, tuple[Fact, ...]]:
    """Terminals that may hold more, else the punch that is missing."""
    if day.doubt and not in_order(day, rules):
        return day.doubt.cause, day.doubt.terminals
    return "missing_out" if day.sign_out is None and "out" not in day.waived else "missing_in", ()


def _unclosed_steps(known: Presence, rules: RulesOfDay) -> Iterator[Gap]:
    """A step-away without a return, from its limit on."""
    limit = rules.step_away.limit_minutes if rules.step_away else None
    for step in known.steps:
        if step.closed is None and limit is not None and rules.cover:
            first = step.at if rules.cover.away == "whole" else step.at + limit * MINUTE
            yield from _until_seen(known, first - first % rules.resolution, "away_unclosed", step.evidence)


def _unclosed_outings(known: Presence) -> Iterator[Gap]:
    """An outing without a return, from the time on at which it was expected; where a session begins with that, its
    sign-in tells."""
    for outing in known.day.slips.outings:
        entry = Entry("outing", outing.id)
        told = any(entry in day.basis and day.session.start == outing.back for day in known.day.sessions)
        if outing.closed is None and not told:
            yield from _until_seen(known, outing.back, "outing_unclosed", (entry,))


def _until_seen(known: Presence, first: int, why: str, evidence: tuple[Fact, ...]) -> Iterator[Gap]:
    """From a second until the next punch, or the end of the session."""
    ends = [day.session.end for day in known.day.sessions]
    seen = [punch.second for punch in known.day.punches]
    last = min((second for second in (*ends, *seen) if second > first), default=first)
    if first < last:
        yield Gap(first, last, why, evidence)


# ---------------------------------------------------------------- a post's day


class _Day(NamedTuple):
    """One post under the eyes of one day."""

    post: PostDay
    centre: Centre
    sights: Mapping[str, Sight]
    cover: CoverRules
    mates: Mapping[str, list[Span]]
    mates_shown: Mapping[str, list[Span]]

    def stretches(self) -> Iterator[Stretch]:
        """The opening hours in parts, in order."""
        vacant = {(v.session, v.first): v for v in vacancies(self.post, self.centre, self.mates, self.cover)}
        a, b, guests = (self.shown_of(role) for role in ("A", "B", "substitute"))
        known = union((*a, *b, *guests))
        maybe = union(span for each in self.post.holders for span in here(each, self.centre, self.mates, self.cover))
        states: dict[State, list[Span]] = {
            "both": common(a, b),
            "A": minus(a, b),
            "B": minus(b, a),
            "substitute": minus(guests, [*a, *b]),
            "unknown": minus(maybe, known),
        }
        for session, opening in self.post.opening:
            parts = [(*span, state) for state, spans in states.items() for span in common([opening], spans)]
            parts += [(*span, "vacant") for span in minus([opening], maybe)]
            for first, last, state in sorted(parts):
                yield self.stretch(session, (first, last), state, vacant.get((session, first)))

    def stretch(self, session: str, span: Span, state: State, vacancy: Vacancy | None) -> Stretch:
        if state != "vacant":
            return Stretch(session, *span, state, *self.people(span))
        if vacancy is None:
            return Stretch(session, *span, "brief", *self.people(span))
        roles = {holder.number: self.role(holder) for holder in self.post.holders}
        where = (Whereabouts(each.number, each.name, roles[each.number], (each.why,)) for each in vacancy.reasons)
        return Stretch(session, *span, "vacant", tuple(dict.fromkeys(where)), vacancy.evidence, vacancy)

    def role(self, holder: Holder) -> str:
        return "substitute" if holder.guest else self.centre[holder.number].day.person.role

    def shown_of(self, role: str) -> list[Span]:
        return union(
            span for holder in self.post.holders if self.role(holder) == role for span in self.shown_here(holder)
        )

    def shown_here(self, holder: Holder) -> list[Span]:
        sights = self.sights
        return here(
            holder, self.centre, self.mates_shown, self.cover, lambda known: sights[known.day.person.number].shown
        )

    def people(self, span: Span) -> tuple[tuple[Whereabouts, ...], tuple[Fact, ...]]:
        """Where everybody was who holds the post then, and what shows it."""
        found, evidence = [], dict[Fact, None]()
        for holder in self.post.holders:
            if _meet(holder.spans, span):
                known, sight = self.centre[holder.number], self.sights[holder.number]
                gaps = [gap for gap in (*known.gaps, *sight.clouds) if _meet([gap[:2]], span)]
                away = dict.fromkeys(gap.why for gap in gaps)
                there = sight.shown and _meet(self.shown_here(holder), span)
                why = ("here", *away) if there else tuple(away) or (_else(known, span),)
                found.append(Whereabouts(holder.number, holder.name, self.role(holder), why))
                evidence |= dict.fromkeys(fact for gap in gaps for fact in gap.evidence)
        return tuple(dict.fromkeys(found)), tuple(evidence)


def _meet(spans: Iterable[Span], span: Span) -> bool:
    return any(first < span[1] and last > span[0] for first, last in spans)


def _else(known: Presence, span: Span) -> str:
    """Of somebody who holds the post without having been there: at the own post, or not due."""
    return "own_post" if _meet(known.due, span) else "not_due"

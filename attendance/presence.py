"""Who was at a post when: everybody's gaps of a day, and stretches of time added and taken away.

A gap is a stretch in which somebody due was certainly not there. What is not known is no gap: a missing sign-out,
an unread terminal or a return that nobody entered leaves nobody's window empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attendance.chapters import CoverRules
from attendance.entries import Entry
from attendance.records import NO_SLIPS, Fact, PersonDay, SessionDay
from attendance.rulebook import MINUTE, RulesOfDay
from attendance.rules.punctuality import in_order, seen_as, truncated
from attendance.step_aways import Stepped, stepped

Span = tuple[int, int]  # seconds of the day, half-open


class Gap(NamedTuple):
    """A stretch in which somebody was not there, why, and what shows it."""

    first: int
    last: int
    why: str
    evidence: tuple[Fact, ...]


class Presence(NamedTuple):
    """A person's day as the cover sees it: the hours due, the gaps in them, and the step-aways with a named cover."""

    day: PersonDay
    due: tuple[Span, ...]
    gaps: tuple[Gap, ...]
    steps: tuple[Stepped, ...]

    def gaps_in(self, span: Span) -> list[Gap]:
        """The gaps that touch a stretch."""
        return [gap for gap in self.gaps if gap.first < span[1] and gap.last > span[0]]

    def here(self) -> list[Span]:
        """The stretches in which the person was there, or may have been."""
        return minus(self.due, [(gap.first, gap.last) for gap in self.gaps])


def presence(day: PersonDay, rules: RulesOfDay, hours: Mapping[str, Span]) -> Presence:
    """`hours` are the sessions by name as they stand in the rulebook, before anything excused a part of them."""
    due = tuple(hours[s.session.name] for s in day.sessions)
    if day.slips is NO_SLIPS and all(_plainly_there(s, rules) for s in day.sessions) and not _by_keys(rules):
        return Presence(day, due, (), ())  # almost everybody, almost every day
    steps = tuple(stepped(day, rules)) if rules.step_away else ()
    gaps = [gap for s, span in zip(day.sessions, due, strict=True) for gap in _of_session(s, span, rules)]
    gaps += [*_outings(day, rules), *(_stepped_away(steps, rules, rules.cover) if rules.cover else ())]
    return Presence(day, due, tuple(sorted(gaps, key=lambda gap: gap[:3])), steps)


def _plainly_there(day: SessionDay, rules: RulesOfDay) -> bool:
    return not day.away and not day.waived and in_order(day, rules)


def _by_keys(rules: RulesOfDay) -> bool:
    return rules.step_away is not None and rules.step_away.by_keys


def _of_session(day: SessionDay, span: Span, rules: RulesOfDay) -> Iterator[Gap]:
    first, last = span
    if day.away:
        yield Gap(first, last, day.away, day.basis)
        return
    if day.session.start > first:
        yield Gap(first, day.session.start, _excuse(day), day.basis)
    if day.session.end < last:
        yield Gap(day.session.end, last, _excuse(day), day.basis)
    if not day.doubt or in_order(day, rules):
        yield from _by_punches(day, rules)


EXCUSES = {"leave": "on_leave", "outing": "on_outing", "duty": "covered_elsewhere"}


def _excuse(day: SessionDay) -> str:
    """What excused a part of a session."""
    entry, *_ = day.basis
    return EXCUSES[entry.kind]


def _by_punches(day: SessionDay, rules: RulesOfDay) -> Iterator[Gap]:
    session = day.session
    if day.sign_in is None and day.sign_out is None and not day.waived:
        yield Gap(session.start, session.end, "absent", day.whole)
        return
    if day.sign_in is not None and truncated(day.sign_in, rules) > session.start and "in" not in day.waived:
        came = min(truncated(day.sign_in, rules), session.end)
        yield Gap(session.start, came, "not_yet", seen_as(day.sign_in))
    if day.sign_out is not None and truncated(day.sign_out, rules) < session.end and "out" not in day.waived:
        left = max(truncated(day.sign_out, rules), session.start)
        yield Gap(left, session.end, "left", seen_as(day.sign_out))


def _outings(day: PersonDay, rules: RulesOfDay) -> Iterator[Gap]:
    """An outing lasts until the return entered, or the one expected where none was."""
    for outing in day.slips.outings:
        back = outing.back if outing.closed is None else outing.closed
        first, last = outing.at - outing.at % rules.resolution, back - back % rules.resolution
        if first < last:
            yield Gap(first, last, "on_outing", (Entry("outing", outing.id),))


def _stepped_away(steps: Sequence[Stepped], rules: RulesOfDay, cover: CoverRules) -> Iterator[Gap]:
    """What of a step-away lies beyond the limit; or the whole of it, where the rulebook says so."""
    limit = rules.step_away.limit_minutes if rules.step_away else None
    for step in steps:
        if limit is not None and step.closed is not None and step.seconds // MINUTE > limit:
            first = step.at if cover.away == "whole" else step.at + limit * MINUTE
            yield Gap(*rounded(first, step.closed, rules), "stepped_away", step.evidence)


def rounded(first: int, last: int, rules: RulesOfDay) -> Span:
    """A stretch at the resolution of the rulebook."""
    return first - first % rules.resolution, last - last % rules.resolution


# ---------------------------------------------------------------- stretches of time


def union(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        elif first < last:
            joined.append((first, last))
    return joined


def minus(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of the spans outside the holes."""
    left = union(spans)
    for first, last in holes:
        left = [
            piece
            for begin, end in left
            for piece in ((begin, min(end, first)), (max(begin, last), end))
            if piece[0] < piece[1]
        ]
    return left


def common(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What lies in both."""
    spans = union(spans)
    return minus(spans, minus(spans, others))

"""AB岗 and 空岗: whether somebody stood in, and when nobody of a post was there.

A post is held by those assigned to it, by its named substitutes, by whoever a leave names as cover while it lasts,
and by whoever a step-away names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attendance.chapters import CoverRules
from attendance.entries import Entry, HalfDay, Leave
from attendance.leave import covers, excuses
from attendance.presence import Presence, Span, common, minus, union
from attendance.records import Fact, Finding, Reason, SessionDay, Vacancy
from attendance.rulebook import MINUTE


class Holder(NamedTuple):
    """Somebody who holds a post within `spans`; `guest` where the own post is another one."""

    number: str
    name: str
    spans: tuple[Span, ...]
    guest: bool


class PostDay(NamedTuple):
    """A post's day: its opening hours by session, and who holds it."""

    post: str
    opening: tuple[tuple[str, Span], ...]
    holders: tuple[Holder, ...]


Centre = Mapping[str, Presence]  # everybody of the day, by number


def vacancies(post: PostDay, centre: Centre, mates: Mapping[str, list[Span]], rules: CoverRules) -> Iterator[Vacancy]:
    """R1 第五条5 窗口不得有空岗现象: the stretches of the opening hours in which nobody of the post was there.

    `mates` gives, for holders from another post, when somebody else was at that own post: where holding two posts is
    not allowed, they count here only then.
    """
    if any(_throughout(holder, post, centre) for holder in post.holders):
        return
    somebody = union(span for holder in post.holders for span in here(holder, centre, mates, rules))
    for session, opening in post.opening:
        for first, last in minus([opening], somebody):
            if last - first >= rules.least_minutes * MINUTE:
                reasons, evidence = _why(post.holders, centre, (first, last))
                yield Vacancy(session, first, last, rules.clause, reasons, evidence)


def _throughout(holder: Holder, post: PostDay, centre: Centre) -> bool:
    """Whether one of the post's own people was plainly there all the time: nothing need be worked out."""
    known = None if holder.guest else centre.get(holder.number)
    return known is not None and not known.gaps and all(span in known.due for _, span in post.opening)


def here(
    holder: Holder,
    centre: Centre,
    mates: Mapping[str, list[Span]],
    rules: CoverRules,
    there: Callable[[Presence], list[Span]] = Presence.here,
) -> list[Span]:
    """When a holder counts at the post."""
    known = centre.get(holder.number)
    spans = common(holder.spans, there(known)) if known else []
    return common(spans, mates.get(holder.number, [])) if holder.guest and not rules.two_posts else spans


def _why(holders: Sequence[Holder], centre: Centre, span: Span) -> tuple[tuple[Reason, ...], tuple[Fact, ...]]:
    reasons, evidence = [], dict[Fact, None]()
    for holder in holders:
        if common([span], holder.spans):
            known = centre.get(holder.number)
            gaps = known.gaps_in(span) if known else []
            due = known is not None and bool(common([span], known.due))
            why = next((gap.why for gap in gaps), "own_post" if due else "not_due")
            reasons.append(Reason(holder.number, holder.name, why))
            evidence |= dict.fromkeys(fact for gap in gaps for fact in gap.evidence)
    return tuple(reasons), tuple(evidence)


# ---------------------------------------------------------------- who stands in for a leave


def stand_in(
    known: Presence, post: PostDay | None, centre: Centre, mates: Mapping[str, list[Span]], rules: CoverRules
) -> Iterator[Finding]:
    """R1 第五条5 A岗请假必须有B岗顶岗: of every session on leave, whether anybody stood in.

    A cover that was named but was away himself contradicts the slip; without one, somebody of the post must have been
    there.
    """
    holders = post.holders if post else ()
    for session_day in known.day.sessions:
        slip = _slip(known, session_day)
        if slip is None:
            continue
        name, span = session_day.session.name, (session_day.session.start, session_day.session.end)
        if slip.cover:
            why = _not_there(centre.get(slip.cover), span)
            if why:
                evidence = Entry("leave", slip.id), *_proof(centre.get(slip.cover), span)
                yield Finding("contradiction", name, 0, rules.clause, evidence, why)
        elif not any(common([span], here(holder, centre, mates, rules)) for holder in holders):
            yield Finding("leave_without_cover", name, 0, rules.clause, (Entry("leave", slip.id),))


def _slip(known: Presence, session_day: SessionDay) -> Leave | None:
    """The leave that excuses a whole session."""
    if not session_day.away.startswith("on_leave"):
        return None
    halves = [HalfDay(known.day.date, half) for half in session_day.session.halves]
    return next((slip for slip in known.day.slips.leaves if excuses(slip) and covers(slip, halves[0])), None)


def _not_there(cover: Presence | None, span: Span) -> str:
    """cover_away where leave, an outing or duty kept the cover away throughout, cover_absent where he did not come."""
    if cover is None:
        return "cover_away"
    if not common([span], cover.due) or common([span], cover.here()):
        return ""
    reasons = {gap.why for gap in cover.gaps_in(span)}
    return "cover_absent" if reasons & {"absent", "not_yet", "left"} else "cover_away"


def _proof(cover: Presence | None, span: Span) -> tuple[Fact, ...]:
    return tuple(fact for gap in (cover.gaps_in(span) if cover else ()) for fact in gap.evidence)

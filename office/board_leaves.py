"""Leave slips that wait: for a signature, the hand-over, their closing, or somebody who stands in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from attendance.conflicts import Around, Conflict, conflicts
from attendance.entries import HalfDay, Leave
from attendance.leave import within
from office.board_records import Alert
from office.home import Home
from office.leave_rows import Desk, SlipRow
from office.leave_words import conflict_sentence
from office.people_on import placed
from store import leaves
from store.database import last_change
from store.duties import substitutes_between
from store.leaves import Filed

LOOK_BACK = timedelta(days=45)
AHEAD = timedelta(days=7)
WAITS = {"pending": "等{next}", "handover": "等{next}", "to_close": "该{next}"}


def leave_alerts(home: Home, now: datetime) -> Iterator[Alert]:
    """Slips of the last weeks and the coming one that somebody has to see to."""
    today = now.date()
    with home.store.reading():
        filed = [each for each in leaves.unfinished(today - LOOK_BACK, last_change())]
    if not filed:
        return
    desk = Desk.for_slips(home, [each.leave for each in filed])
    for each in filed:
        row = desk.row(each)
        if row.state in WAITS and not (row.state == "to_close" and desk.back(each.leave).date > today):
            yield _waiting(row, desk, each.leave, now)
    near = [each.leave for each in filed if each.leave.first.date <= today + AHEAD and each.leave.last >= desk.now]
    yield from _uncovered(home, desk, near, now)


def _waiting(row: SlipRow, desk: Desk, leave: Leave, now: datetime) -> Alert:
    back = desk.back(leave) if row.state == "to_close" else None
    at = datetime.combine(back.date if back else row.filed, time(12 if back and back.half == "pm" else 0))
    said = WAITS[row.state].format(next=row.next)
    text = f"{row.name}（{row.number}）{row.kind} {row.days} 天，{said}"
    tone = "late" if leave.first.date > now.date() else "bad" if row.state != "to_close" else "late"
    return Alert(min(at, now), f"leave_{row.state}", tone, text, "leave", (("slip", row.id),))


def _uncovered(home: Home, desk: Desk, near: Sequence[Leave], now: datetime) -> Iterator[Alert]:
    """What stands in the way of slips that are running or about to, as it is now."""
    if not near:
        return
    first, last = min(leave.first.date for leave in near), max(leave.last.date for leave in near)
    with home.store.reading():
        as_of = last_change()
        around = _by_number(leaves.between(first, last, as_of))
        substitutes = substitutes_between(first, last, as_of)

    @cache
    def posts(day: date) -> Mapping[str, str]:
        return {number: person.post for number, person in placed(desk.stints, day).items()}

    def posts_on(half: HalfDay) -> Mapping[str, str]:
        return posts(half.date)

    for leave in near:
        halves = [half for half in within(leave.first, leave.last, desk.worked) if half >= desk.now]
        rules = desk.rules(leave.first.date)[1].cover
        found = conflicts(leave, Around(halves, posts_on, around, substitutes, rules, None))
        yield from _conflict(desk, leave, list(found), now)


def _by_number(filed: Sequence[Filed]) -> dict[str, list[Leave]]:
    found: dict[str, list[Leave]] = {}
    for each in filed:
        found.setdefault(each.leave.number, []).append(each.leave)
    return found


def _conflict(desk: Desk, leave: Leave, found: Sequence[Conflict], now: datetime) -> Iterator[Alert]:
    """One line for a slip, of what weighs most: an empty window before a cover who is away."""
    order = ("post_vacant", "cover_away", "cover_holds_post", "no_cover")
    known = sorted((each for each in found if each.kind in order), key=lambda each: order.index(each.kind))
    if not known:
        return
    person = desk.person(leave.number, leave.first.date)
    cover = desk.person(leave.cover, leave.first.date) if leave.cover else None
    names = {leave.cover: cover.name} if cover else {}
    who = f"{person.post} {person.name}" if person else leave.number
    text = f"{who} {leave.kind}：{conflict_sentence(known[0], names)}"
    begun = datetime.combine(leave.first.date, time(0 if leave.first.half == "am" else 12))
    filed = datetime.combine(leave.filed, time())
    tone = "bad" if begun <= now else "late"
    yield Alert(
        min(now, max(begun, filed) if begun <= now else filed), "uncovered", tone, text, "leave", (("slip", leave.id),)
    )

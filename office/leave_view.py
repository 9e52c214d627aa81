"""The list of leave slips: a month's, and with this month's whatever still waits for somebody."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from office.home import Home
from office.leave_rows import ORDER, WAITING, Desk, SlipRow
from office.names import keys, matches
from store import leaves
from store.database import last_change
from store.leaves import Filed

LOOK_BACK = timedelta(days=366)


GROUPS = {
    "": ORDER,
    "waiting": WAITING,
    "closed": ("closed", "over"),
    **{state: (state,) for state in ("to_close", "pending", "handover", "in_force", "rejected", "cancelled")},
}


class SlipList(NamedTuple):
    """Rows in the order in which they are seen to; `counts` of every group whichever was asked for."""

    rows: tuple[SlipRow, ...]
    counts: dict[str, int]


def leave_list(home: Home, first: date, last: date, state: str = "", query: str = "") -> SlipList:
    """The slips that touch the days between two (inclusive), and where today is among them all unfinished ones.

    `state` is one of GROUPS: a code of leave_rows.ORDER, empty for all, `waiting` for what somebody has to see to;
    `query` is a part of a name, a 工号, pinyin, a unit or a post.
    """
    today = home.clock().date()
    filed = _filed(home, first, last, today)
    desk = Desk.for_slips(home, [each.leave for each in filed])
    rows = sorted(_found(map(desk.row, filed), query), key=_place)
    states = Counter(row.state for row in rows)
    counts = {group: sum(states[each] for each in held) for group, held in GROUPS.items()}
    return SlipList(tuple(row for row in rows if row.state in GROUPS[state]), counts)


def _filed(home: Home, first: date, last: date, today: date) -> Iterable[Filed]:
    with home.store.reading():
        now = last_change()
        found = leaves.between(first, last, now)
        more = leaves.unfinished(today - LOOK_BACK, now) if first <= today <= last else []
    return {each.leave.id: each for each in (*found, *more)}.values()


def _found(rows: Iterable[SlipRow], query: str) -> Iterable[SlipRow]:
    if not query.strip():
        return rows
    return (row for row in rows if matches(query, row.number, row.name, keys(row.name), row.unit, row.post))


def _place(row: SlipRow) -> tuple[int, int, int]:
    """What waits comes first, the nearest day before the others; what is done, the latest first."""
    day = row.first.date.toordinal()
    at = ORDER.index(row.state)
    return at, day if at <= ORDER.index("in_force") else -day, row.id

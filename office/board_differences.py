"""Posted days of the last month that would come out otherwise now: a new edition may be made of them.

Judging a day anew is dear. What a process found out of a day holds until something comes in that may bear on it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from attendance.changes import changes, post_changes, same_posting
from attendance.document import DayDoc
from attendance.rulebook import RulebookError
from office.board_morning import LOOK_BACK, MOST_LOOKS, Past, judged, may_differ, short_day
from office.board_records import Alert
from office.failures import JobError
from office.home import Home
from store.database import last_change
from store.editions import latest_edition
from store.touched import InForce


class Look(NamedTuple):
    """An edition as it was when its day was last judged anew: what it was judged by, and what is to be told."""

    edition: InForce
    judged: InForce
    alerts: tuple[Alert, ...]


_LOOKS: dict[tuple[Path, date], Look] = {}
_TOLD: dict[tuple[Path, bool], tuple[object, tuple[Alert, ...]]] = {}


def differences(home: Home, found: Past, *, all_days: bool = False) -> tuple[Alert, ...]:
    """Posted days of which a new edition would say something else, the newest first; the last working day, which the
    board itself judges, only where `all_days` are asked for."""
    with home.store.reading():
        state = last_change()
    at, known = (state, found.due, _rules(home)), _TOLD.get((home.path, all_days))
    if known is None or known[0] != at:
        known = _TOLD[home.path, all_days] = at, _differences(home, found, all_days=all_days)
    return known[1]


def _rules(home: Home) -> str:
    """What no change tells of: the file of the first rulebook."""
    try:
        return home.first_rulebook()
    except JobError as error:
        return str(error)


def _differences(home: Home, found: Past, *, all_days: bool) -> tuple[Alert, ...]:
    posted = [each for day, each in sorted(found.editions.items(), reverse=True) if all_days or day != found.due]
    wanted = [each for each in posted if may_differ(home, each)][:MOST_LOOKS]
    return tuple(alert for each in wanted for alert in _told(home, each))


def _told(home: Home, edition: InForce) -> Sequence[Alert]:
    known = _LOOKS.get((home.path, edition.day))
    if known is None or known.edition != edition or may_differ(home, known.judged):
        known = _look(home, edition)
        if known is None:
            return ()
        _LOOKS[home.path, edition.day] = known
    return known.alerts


def _look(home: Home, edition: InForce) -> Look | None:
    """Judge a day anew, at the state that is noted with it; None where it cannot be judged."""
    try:
        rulebook = home.rulebook(edition.day)
        with home.store.reading():
            state = last_change()
        document = judged(home, edition.day)
    except (CalendarUnknown, RulebookError, JobError):
        return None
    by = edition._replace(change=state, complete=document["complete"], rulebook=rulebook.version)
    return Look(edition, by, _alerts(home, edition, document))


def _alerts(home: Home, edition: InForce, now: DayDoc) -> tuple[Alert, ...]:
    with home.store.reading():
        posted = latest_edition(edition.day)
    if posted is None or same_posting(posted.document["day"], now):
        return ()
    before = posted.document["day"]
    news = changes(before, now)
    moved = len({change["number"] for change in news}) or len(post_changes(before, now))
    return (difference_alert(edition, f"{moved} 人" if news else f"{moved} 个岗位", home.clock()),)


def difference_alert(edition: InForce, what: str, now: datetime) -> Alert:
    """A new edition is called for."""
    text = f"{short_day(edition.day)} 公示以后有新的数据，{what}的认定会变；核对后可另出第{edition.number + 1}版"
    at = max(datetime.fromisoformat(edition.posted_at), now - LOOK_BACK)
    return Alert(at, "differs", "late", text, "postings", (("day", edition.day),))

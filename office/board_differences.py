"""Posted days of the last month that would come out otherwise now, as alerts."""

from datetime import datetime

from office.board_morning import LOOK_BACK, Past, short_day
from office.board_records import Alert
from office.home import Home
from office.reissue import Reissue, reissues
from store.touched import InForce


def differences(home: Home, found: Past, *, all_days: bool = False) -> tuple[Alert, ...]:
    """Posted days of which a new edition would say something else, the newest first; the last working day, which the
    board itself judges, only where `all_days` are asked for."""
    posted = {day: each for day, each in found.editions.items() if all_days or day != found.due}
    return tuple(_alert(posted[each.day], each, home.clock()) for each in reissues(home, posted))


def _alert(edition: InForce, found: Reissue, now: datetime) -> Alert:
    what = f"{found.people} 人" if found.people else f"{found.posts} 个岗位"
    return difference_alert(edition, what, now)


def difference_alert(edition: InForce, what: str, now: datetime) -> Alert:
    """A new edition is called for."""
    text = f"{short_day(edition.day)} 公示以后有新的数据，{what}的认定会变；核对后可另出第{edition.number + 1}版"
    at = max(datetime.fromisoformat(edition.posted_at), now - LOOK_BACK)
    return Alert(at, "differs", "late", text, "postings", (("day", edition.day),))

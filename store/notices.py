"""通报 and 黄牌警告 as they are given: facts of a person and a day, by which a month is paid and no day judged."""

from datetime import date
from typing import Any, NamedTuple

from store.dated import standing
from store.month_tables import Notice as NoticeRow
from store.tables import Change

KINDS = ("yellow_card", "notice")


class Notice(NamedTuple):
    """A notice as entered. `by` gave it; `revoked` is why it was taken back, by `revoked_by`, empty while it stands.
    `name` is for whoever shows it."""

    id: int
    number: str
    kind: str  # yellow_card, notice
    day: date
    reason: str
    by: str
    revoked: str = ""
    revoked_by: str = ""
    entered_by: str = ""
    entered_at: str = ""
    name: str = ""


def add(notice: Notice, change: int) -> int:
    """Enter a notice. Gives its number."""
    row = NoticeRow.create(
        change=change,
        number=notice.number,
        kind=notice.kind,
        day=notice.day.toordinal(),
        reason=notice.reason,
        by=notice.by,
    )
    return int(row.id)


def revoke(notice: int, reason: str, by: str, change: int) -> None:
    """Take a notice back; it keeps standing, ended."""
    mine = (NoticeRow.id == notice) & NoticeRow.ended.is_null()
    NoticeRow.update(ended=change, revoked=reason, revoked_by=by).where(mine).execute()


def find(notice: int) -> Notice | None:
    """A notice by its number, revoked or not."""
    return next(iter(_notices(NoticeRow.id == notice)), None)


def between(first: date, last: date, as_of: int) -> list[Notice]:
    """The notices of the days between two (inclusive) that stood at a change, in the order of entry. One that was taken
    back later says nothing of that here."""
    within = NoticeRow.day.between(first.toordinal(), last.toordinal())
    return [_standing(each) for each in _notices(standing(NoticeRow, as_of) & within)]


def _standing(notice: Notice) -> Notice:
    return notice._replace(revoked="", revoked_by="")


def entered(first: date | None = None, last: date | None = None, number: str = "") -> list[Notice]:
    """All notices ever entered, revoked ones too, in the order of their days; of some days or of one person."""
    wanted = NoticeRow.id > 0
    if first is not None:
        wanted &= NoticeRow.day >= first.toordinal()
    if last is not None:
        wanted &= NoticeRow.day <= last.toordinal()
    if number:
        wanted &= NoticeRow.number == number
    return sorted(_notices(wanted), key=lambda each: (each.day, each.id))


def _notices(condition: Any) -> list[Notice]:
    known = NoticeRow.select(NoticeRow, Change).join(Change, on=NoticeRow.change)
    return [_notice(row) for row in known.where(condition).order_by(NoticeRow.id)]


def _notice(row: Any) -> Notice:
    taken_back = row.ended_id is not None
    return Notice(
        *(row.id, row.number, row.kind, date.fromordinal(row.day), row.reason, row.by),
        revoked=row.revoked if taken_back else "",
        revoked_by=row.revoked_by if taken_back else "",
        entered_by=row.change.author,
        entered_at=row.change.at,
    )

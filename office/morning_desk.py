"""What a clerk does about a draft before it is posted: confirm it, take that back, or post it at once."""

from datetime import date

from office.day_posting import PostedDay
from office.drafts import drafts, office_now
from office.failures import JobError
from office.home import Home, author
from office.morning_plan import Draft, held_back
from office.postings import freeze
from office.publication import deliver, files_of
from store import confirmations
from store.database import record_change

MOVED = "{day} 的草稿刚刚变了，请看过新的草稿再确认"


def confirm_draft(home: Home, day: date, digest: str) -> PostedDay | None:
    """Somebody looked at the draft of a day, as its digest says, and agrees. A complete draft is posted at once; what
    still waits for data is posted as soon as it may be, without being asked about again unless it changes.

    Raises JobError where the day does not wait, or its draft is another by now.
    """
    draft = _waiting(home, day)
    if draft.trouble:
        raise JobError(draft.trouble)
    if draft.digest != digest:
        raise JobError(MOVED.format(day=day))
    with home.store.transaction():
        confirmations.confirm(day, digest, record_change(home.clock(), author(), f"draft confirm {day}"))
    if held_back(_waiting(home, day), office_now(home)):
        return None
    return publish_now(home, day)


def withdraw_draft(home: Home, day: date) -> None:
    """Take a confirmation back. Raises JobError where there is none."""
    with home.store.transaction():
        change = record_change(home.clock(), author(), f"draft withdraw {day}")
        if not confirmations.withdraw(day, change):
            raise JobError(f"{day} 的草稿没有确认过，不用撤回")


def publish_now(home: Home, day: date, reason: str = "") -> PostedDay:
    """Post a day now, whatever it still lacks; what is unknown is posted as unknown. Where the publication folder is
    away its files wait, and the edition stands all the same. Raises JobError."""
    posted = freeze(home, day, reason)
    edition = posted.edition
    if edition is None:
        raise JobError(f"{day} 是休息日，没有人值班，不用公示")
    deliver(home)
    number = edition["edition"]
    return PostedDay(day, number, posted.unchanged, files_of(home, day, number))


def _waiting(home: Home, day: date) -> Draft:
    found = next((draft for draft in drafts(home) if draft.day == day), None)
    if found is None:
        raise JobError(f"{day} 没有等待公示的草稿：已经公示，或者还没有轮到它")
    return found

"""The month that is over and whose allowance is not closed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from office.board_records import Alert
from office.home import Home
from reports.allowance_words import STATES
from store.runs import CLOSED, last_act, posted_months


def money_alerts(home: Home, now: datetime) -> Iterator[Alert]:
    """From the first of a month on, that the one before is not closed yet; where nothing of it is posted, or the
    rulebook names no allowance, there is nothing to close."""
    first = now.date().replace(day=1)
    last = first - timedelta(days=1)
    month = f"{last:%Y-%m}"
    with home.store.reading():
        posted = month in posted_months(last.replace(day=1), last)
        act = last_act(month) if posted else CLOSED
    if act != CLOSED and _names_an_allowance(home, last):
        text = f"{last.month}月的出勤补助还没有封账，现在是{STATES[act or 'draft']}"
        yield Alert(datetime.combine(first, time()), "allowance", "late", text, "allowance", (("month", month),))


def _names_an_allowance(home: Home, day: date) -> bool:
    return any(plan.since <= day for plan in home.rulebook(day).book.allowance)

"""Times of a day as the office writes them."""

from datetime import datetime

from attendance.document import time_text
from office.failures import JobError
from office.home import Home

__all__ = ["clock_words", "second_of", "short_time", "time_text"]


def second_of(moment: datetime) -> int:
    """Seconds since the day's midnight."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def clock_words(moment: datetime) -> str:
    """2026-11-20 09:30, with its seconds where it has some."""
    return f"{moment.date()} {short_time(second_of(moment))}"


def refuse_future(home: Home, moment: datetime, what: str) -> None:
    """What has not happened yet is not entered as done. Raises JobError."""
    if moment > home.clock():
        raise JobError(f"{what} {clock_words(moment)} 还没有到，请核对")


def short_time(second: int) -> str:
    """09:30, with its seconds where it has some."""
    return time_text(second) if second % 60 else time_text(second)[:5]

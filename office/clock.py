"""The office clock. The only place where the time is asked for."""

import os
from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def office_clock(training: bool) -> Clock:
    """The machine's local time; in a training home `ZAIGANG_NOW` sets it, so that a month can be rehearsed."""
    rehearsed = os.environ.get("ZAIGANG_NOW") if training else None
    if not rehearsed:
        return datetime.now
    from office.failures import JobError

    try:
        moment = datetime.fromisoformat(rehearsed).replace(tzinfo=None)
    except ValueError:
        raise JobError(f"环境变量 ZAIGANG_NOW 的值“{rehearsed}”不是时间，请写成 2026-11-20T08:31:00") from None
    return lambda: moment

"""The office clock. The only place where the time is asked for."""

import os
from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
NOW, SINCE = "ZAIGANG_NOW", "ZAIGANG_NOW_SINCE"


def office_clock(training: bool) -> Clock:
    """The machine's local time; in a training home `ZAIGANG_NOW` sets it, so that a month can be rehearsed.

    It stands still there, unless `ZAIGANG_NOW_SINCE` says at which machine time that was: then it runs on from it.
    """
    if not training or not os.environ.get(NOW):
        return datetime.now
    moment = _moment(NOW)
    if not os.environ.get(SINCE):
        return lambda: moment
    since = _moment(SINCE)
    return lambda: moment + (datetime.now() - since)


def runs(training: bool) -> bool:
    """Whether the office clock goes on by itself; in a rehearsal it may stand still, and nothing is ever due then."""
    return not training or not os.environ.get(NOW) or bool(os.environ.get(SINCE))


def running_from(moment: datetime) -> dict[str, str]:
    """The environment in which the office clock of a training home shows `moment` now, and runs on."""
    return {NOW: moment.isoformat(), SINCE: datetime.now().isoformat()}


def _moment(name: str) -> datetime:
    from office.failures import JobError

    text = os.environ[name]
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise JobError(f"环境变量 {name} 的值“{text}”不是时间，请写成 2026-11-20T08:31:00") from None

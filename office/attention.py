"""What needs somebody, whether or not somebody sits before the window; and what of it is news.

It is asked every minute, so it judges nothing that was judged before and waits for no folder that does not answer.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from attendance.calendar import CalendarUnknown
from office.attention_files import file_alerts
from office.attention_money import money_alerts
from office.board_alerts import calendar_alerts, terminal_alerts
from office.board_differences import differences
from office.board_morning import past, short_day
from office.board_records import Alert
from office.drafts import Watch, drafts
from office.failures import TERMINAL
from office.home import Home
from office.keeping import kept
from office.objection_list import listing
from office.terminal_view import TerminalRow, terminal_rows
from office.turns import Turn, at, waiting, works
from store import contacts, job_runs

PATIENCE = timedelta(minutes=10)  # after the first read of the morning a terminal that was not read is news
MOST_DAYS = 3  # that wait, told one by one
CLOCK = "office_clock"
_WATCHES: dict[Path, Watch] = {}


def attention(home: Home) -> tuple[Alert, ...]:
    """Everything that needs somebody now, the newest first."""
    rows = terminal_rows(home)
    expected = _reading_expected(home)
    told = [each for each in needs(home, rows) if expected or each.kind != "terminal" or each.tone != "unknown"]
    with suppress(CalendarUnknown):  # the calendar's own alert says so
        told += differences(home, past(home), all_days=True)
    return tuple(sorted(told, key=lambda alert: alert.at, reverse=True))


def needs(home: Home, rows: Sequence[TerminalRow]) -> Iterator[Alert]:
    """Terminals, days that are not posted, a month that is not closed, the calendar, the disk and its folders.

    The board of today adds what happens in the centre.
    """
    now = home.clock()
    yield from _terminals(home, rows, now)
    yield from unposted(home, now)
    yield from _objections(home, now)
    yield from money_alerts(home, now)
    yield from calendar_alerts(home, now)
    yield from file_alerts(home, datetime.combine(now.date(), time()))


def _objections(home: Home, now: datetime) -> Iterator[Alert]:
    """Somebody objects and waits for an answer."""
    for each in listing(home, open_only=True):
        who = f"{each.name}（{each.number}）" if each.name else each.number
        focus = (("day", each.day), ("objections", True), ("id", each.id))
        text = f"{who}对 {short_day(each.day)} 的认定有异议，等候决定"
        yield Alert(min(datetime.combine(each.on, time()), now), "objection", "late", text, "postings", focus)


def _reading_expected(home: Home) -> bool:
    """Whether the terminals should have been read today by now: at night and on days of rest nobody reads them."""
    now = home.clock()
    first = at(now.date(), home.settings.read_times[0])
    return now >= first + PATIENCE and works(home, now.date())


def _terminals(home: Home, rows: Sequence[TerminalRow], now: datetime) -> Iterator[Alert]:
    """Where the clock of this machine is wrong no terminal is to blame."""
    with home.store.reading():
        failed = contacts.failures([row.name for row in rows if row.state in ("failing", "never")])
    wrong = [each for each in failed.values() if each.code == CLOCK]
    if wrong:
        yield Alert(min(each.started for each in wrong), CLOCK, "bad", TERMINAL[CLOCK], "terminals")
    others = [row for row in rows if row.name not in failed or failed[row.name].code != CLOCK]
    yield from terminal_alerts(others, now)


# ---------------------------------------------------------------- days that are not posted


def unposted(home: Home, now: datetime) -> Iterator[Alert]:
    """Days whose time has passed, and those that wait for nothing but somebody's word."""
    turns = waiting(home)
    if not home.settings.publish_alone:
        yield from _unconfirmed(home, turns, now)
    over = [turn for turn in turns if now > at(turn.on, home.settings.deadline_time)]
    yield from (_unposted(home, turn, now) for turn in over[-MOST_DAYS:])
    earlier = over[:-MOST_DAYS]
    if earlier:
        text = f"{short_day(earlier[0].day)} 至 {short_day(earlier[-1].day)} 还有 {len(earlier)} 天没有公示"
        yield Alert(_passed(home, earlier[-1]), "unposted_before", "bad", text, "postings", _day(earlier[-1].day))


def _unposted(home: Home, turn: Turn, now: datetime) -> Alert:
    passed = _passed(home, turn)
    text = f"{short_day(turn.day)} 还没有公示" + (f"，已过 {passed:%H:%M}" if turn.on == now.date() else "")
    why = _trouble(home, turn.day, now)
    return Alert(passed, "unposted", "bad", f"{text}：{why}" if why else text, "postings", _day(turn.day))


def _trouble(home: Home, day: date, now: datetime) -> str:
    """What the morning's own record says of why it could not."""
    with home.store.reading():
        today = job_runs.runs_on(now.date(), now.date())
    kept = [run.detail for run in today if run.kind == "post" and run.detail.get("date") == str(day)]
    if not kept:
        return ""
    return kept[-1].get("said") or ("草稿等人确认，确认以后才公示" if kept[-1].get("why") == "unconfirmed" else "")


def _unconfirmed(home: Home, turns: Sequence[Turn], now: datetime) -> Iterator[Alert]:
    publish, deadline = home.settings.publish_time, home.settings.deadline_time
    wanted = {turn.day for turn in turns if at(turn.on, publish) <= now <= at(turn.on, deadline)}
    watch = _WATCHES.setdefault(home.path, Watch())
    for draft in drafts(home, watch) if wanted else ():
        if draft.day in wanted and not draft.confirmed and not draft.trouble:
            text = f"{short_day(draft.day)} 的草稿还没有人确认，确认以后才公示"
            yield Alert(at(draft.turn.on, publish), "unconfirmed", "late", text, "postings", _day(draft.day))


def _passed(home: Home, turn: Turn) -> datetime:
    return at(turn.on, home.settings.deadline_time)


def _day(day: date) -> tuple[tuple[str, date], ...]:
    return (("day", day),)


# ---------------------------------------------------------------- news


class News(NamedTuple):
    """What has come up since it was last told, and the keys of what is over."""

    rose: tuple[Alert, ...]
    cleared: tuple[str, ...]


def key(alert: Alert) -> str:
    """What stays the same of an alert for as long as it stands, whatever its words: terminal:3楼."""
    return ":".join([alert.kind, *(str(value) for _, value in alert.focus)])


def news(before: Collection[str], now: Sequence[Alert]) -> News:
    """What to tell, where the keys of `before` were told already."""
    keys = [key(alert) for alert in now]
    rose = [alert for at_, alert in enumerate(now) if keys[at_] not in before and keys[at_] not in keys[:at_]]
    return News(tuple(rose), tuple(sorted(gone for gone in set(before) - set(keys) if not _goes_on(gone, keys))))


def _goes_on(gone: str, keys: Collection[str]) -> bool:
    """Whether a day that is no longer told of so is told of otherwise: it is still not posted."""
    kind, _, day = gone.partition(":")
    alone = {each.partition(":")[2] for each in keys if each.startswith("unposted:")}
    together = {each.partition(":")[2] for each in keys if each.startswith("unposted_before:")}
    match kind:
        case "unconfirmed" | "unposted":
            return day in alone or any(day <= other for other in together)
        case "unposted_before":
            return bool(together) or any(other <= day for other in alone)
    return False


OVER = {
    "terminal": "{what}设备恢复正常",
    "terminal_full": "{what}设备的记录已不到上限的 80%",
    "terminal_clock": "{what}设备的时钟已校准",
    CLOCK: "这台电脑的时钟已正常",
    "unposted": "{what} 已经公示",
    "unposted_before": "以前漏下的已经公示",
    "unconfirmed": "{what} 的草稿不再等人确认",
    "differs": "{what} 不需要再出新版",
    "objection": "一件申诉已有结果",
    "allowance": "{what} 的补助已封账",
    "calendar": "放假安排已有",
    "disk": "磁盘空间够用了",
    "backup": "备份已跟上",
    "publication": "公示文件夹恢复正常，公示已补写",
    "backups": "备份文件夹恢复正常",
}


def over(cleared: str) -> str:
    """The sentence that something is over, by its key."""
    kind, _, rest = cleared.partition(":")
    return OVER.get(kind, "{what} 已不再需要留意").format(what=rest or kind)


# ---------------------------------------------------------------- for the window


@dataclass(frozen=True)
class Watched:
    """What a window wants to know every minute: what needs somebody, whether a day waits to be posted this morning,
    and whether a program beside this one would post it."""

    alerts: tuple[Alert, ...]
    waits: bool
    others: bool


def watch(home: Home, own: int = 0) -> Watched:
    """Everything that needs somebody; `own` is the process that keeps the morning for the window that asks."""
    today = home.clock().date()
    waits = works(home, today) and any(turn.on == today for turn in waiting(home))
    return Watched(attention(home), waits, kept(home.path, beside=own))

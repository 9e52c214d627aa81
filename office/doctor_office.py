"""Looks at what the office stored: rulebook, clocks, calendar, terminals, postings, and who is at work."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from attendance.calendar import CalendarUnknown, official_days
from office.backup_files import last_backup
from office.backups import LEASE as BACKUP
from office.board_alerts import terminal_alerts
from office.days import missing_year_sentence
from office.failures import TERMINAL
from office.health import BACK_UP, BAD, OK, WARN, Check, backup_check
from office.home import Home
from office.lease import MORNING, TERMINALS, is_dead
from office.published_only import days_words, hiding
from office.terminal_view import terminal_rows
from office.terminal_words import offset_words
from store import calendar, contacts, leases
from store.database import last_change, last_moment
from store.database_file import is_whole, loose_rows, read_only
from store.tables import database

NOVEMBER = 11
OFFICE_CLOCK = "office_clock"
SET_BACK = timedelta(minutes=10)  # less is no clock set wrong
ALIKE = 60  # seconds that the clocks of terminals lie apart at most where it is the computer's that is wrong
LEASES = {MORNING: "公示", TERMINALS: "读设备", BACKUP: "备份"}


def database_check(home: Home) -> Check:
    """Whether every page, index and reference of the database is as it should be."""
    with home.store.reading():
        whole = is_whole(database.connection())
        loose = loose_rows(database.connection()) if whole else set()
    if not whole:
        return Check("database", BAD, "数据库文件损坏", "请停止使用，从最近的备份恢复；恢复以前会把现在的文件另存")
    if loose:
        tables = "、".join(sorted({str(row[0]) for row in loose}))
        return Check("database", BAD, f"数据库里有 {len(loose)} 条记录缺了所属的内容（{tables}）", "请联系维护人员")
    return Check("database", OK, "数据库完好")


def rulebook_check(home: Home) -> Check:
    """Whether the rulebook in force today can be read."""
    book = home.rulebook(home.clock().date())  # what is wrong with one is said by whoever calls
    return Check("rulebook", OK, f"规则可以用：{book.book.title}")


def clock_check(home: Home) -> Check:
    """The computer's clock beside the terminals': where several are wrong alike, it is the computer."""
    known = terminal_rows(home)
    with home.store.reading():
        last = last_moment()
        failed = contacts.failures([row.name for row in known if row.state in ("failing", "never")])
    if last and home.clock() < last - SET_BACK:
        said = f"电脑的时间 {home.clock():%Y-%m-%d %H:%M} 比最后一次记录（{last:%Y-%m-%d %H:%M}）还早"
        return Check("clock", BAD, said, "请核对电脑的日期、时间和时区，改正以前不要公示")
    if any(each.code == OFFICE_CLOCK for each in failed.values()):
        said, _, remedy = TERMINAL[OFFICE_CLOCK].partition("；")
        return Check("clock", BAD, said, remedy)
    rows = [row for row in known if row.offset is not None]
    wrong = [row for row in rows if row.offset_wrong]
    if not wrong:
        return Check("clock", OK, "电脑和设备的时钟一致" if rows else "还没有读过设备，时钟没有可以对照的")
    offsets = [row.offset or 0 for row in wrong]
    if len(wrong) > 1 and len(wrong) == len(rows) and max(offsets) - min(offsets) <= ALIKE:
        said = f"{len(wrong)} 台设备的时钟都{offset_words(offsets[0])}，像是这台电脑的时钟不对"
        return Check("clock", BAD, said, "请核对电脑的日期、时间和时区；电脑没有错的，请给设备校时")
    said = "、".join(f"{row.name}设备时钟{offset_words(row.offset or 0)}" for row in wrong)
    return Check("clock", WARN, said, "认定时已经扣除；请在“设备”页校时")


def calendar_check(home: Home) -> Check:
    """The holidays of this year and, from November on, of the next."""
    today = home.clock().date()
    with home.store.reading():
        settled = calendar.settled_years(last_change())
    years = [today.year, *([today.year + 1] if _warns(home, today) else [])]
    missing = [year for year in years if year not in settled and not _official(year)]
    if not missing:
        return Check("calendar", OK, f"{'、'.join(map(str, years))} 年的放假安排已经有了")
    said, _, remedy = missing_year_sentence(missing[0]).partition("；")
    return Check("calendar", BAD if today.year in missing else WARN, said, remedy)


def _warns(home: Home, today: date) -> bool:
    return today.month >= NOVEMBER or (today.month, today.day) >= home.settings.calendar_warning


def _official(year: int) -> bool:
    try:
        return bool(official_days(year))
    except CalendarUnknown:
        return False


def backup_checks(home: Home) -> Iterator[Check]:
    """How old the last backup is, and whether it could be restored."""
    yield backup_check(home)
    last = last_backup(home)
    if last is None:
        return
    with read_only(Path(last.file)) as kept:
        whole = is_whole(kept)
    if not whole:
        yield Check("backup_file", BAD, f"最近的备份 {last.file} 已经损坏", f"{BACK_UP}，并检查放备份的磁盘")
    else:
        yield Check("backup_file", OK, f"最近的备份可以用来恢复：{last.file}")


def terminal_checks(home: Home) -> Iterator[Check]:
    """Terminals that are silent or nearly full."""
    rows = terminal_rows(home)
    if not rows:
        yield Check("terminals", WARN, "还没有登记考勤设备", "请在“设备”页登记")
        return
    told = [alert.text for alert in terminal_alerts(rows, home.clock()) if alert.kind != "terminal_clock"]
    for text in told:
        yield Check("terminals", WARN, text, "请在“设备”页查看")
    if not told:
        yield Check("terminals", OK, f"{len(rows)} 台设备都读到了")


def published_check(home: Home) -> Check:
    """Whether somebody who looks at the folder sees postings that are not known here."""
    found = hiding(home)
    if not found:
        return Check("published_only", OK, "公示文件夹里没有数据库不认识的公示")
    said = f"公示文件夹里有 {len(found)} 份公示不在数据库里：{days_words(found)}"
    remedy = "多半是恢复了较早的备份；请核对这些天并重新公示，编号会接着往后，原来的文件不会被盖掉"
    return Check("published_only", WARN, said, remedy)


def lease_check(home: Home) -> Check:
    """Who is at something that only one may do at a time."""
    with home.store.reading():
        held = {word: holder for name, word in LEASES.items() if (holder := leases.holder(name))}
    at_work = [
        f"{holder.host} 上的进程 {holder.process} 正在{word}"
        for word, holder in held.items()
        if not is_dead(holder, time.time())
    ]
    return Check("leases", OK, "；".join(at_work) or "现在没有在读设备、公示或备份")

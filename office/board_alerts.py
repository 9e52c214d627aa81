"""What somebody should look at now: terminals, people away too long, empty posts, slips that wait."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from office import days
from office.board_morning import short_day
from office.board_records import Alert, Morning, Seat, Tile
from office.board_today import Today
from office.home import Home
from office.terminal_view import TerminalRow
from office.terminal_words import offset_words
from reports.words import SIDES, session_word, whereabouts
from store.pulls import unknown_numbers
from store.punches import numbers_seen, terminal_names

STRANGER_DAYS = 7
MINUTES = 60


def clock(moment: datetime | None) -> str:
    """08:45."""
    return f"{moment:%H:%M}" if moment else ""


def day_clock(moment: datetime, now: datetime) -> str:
    """08:45 of today, 11-20 18:05 of another day."""
    return clock(moment) if moment.date() == now.date() else f"{short_day(moment.date())} {clock(moment)}"


# ---------------------------------------------------------------- terminals


def terminal_alerts(rows: Sequence[TerminalRow], now: datetime) -> Iterator[Alert]:
    """Terminals that are silent, nearly full, or wrong in their clock."""
    for row in rows:
        at = (("name", row.name),)
        if row.state in ("failing", "never"):
            yield Alert(row.since or row.failed_at or now, "terminal", "bad", _failing(row, now), "terminals", at)
        elif row.state == "stale" and row.horizon:
            text = f"{row.name}设备只读到 {day_clock(row.horizon, now)}，请读取"
            yield Alert(row.horizon, "terminal", "unknown", text, "terminals", at)
        if row.nearly_full:
            text = f"{row.name}设备的记录已用 {row.share}%，请在读取以后清理，装满以后新的打卡会丢失"
            yield Alert(row.read or now, "terminal_full", "late", text, "terminals", at)
        if row.offset_wrong and row.offset is not None:
            text = f"{row.name}设备时钟{offset_words(row.offset)}，认定时已扣除，请校时"
            yield Alert(row.read or now, "terminal_clock", "late", text, "terminals", at)


def _failing(row: TerminalRow, now: datetime) -> str:
    known = f"，数据只到 {day_clock(row.horizon, now)}" if row.horizon else ""
    if row.state == "never" and not row.failure:
        return f"{row.name}设备登记以后还没有读过，请读取"
    since = f"自 {day_clock(row.since, now)} 起" if row.since else ""
    return f"{row.name}设备{since}没有读成{known}：{row.failure.split('；')[0]}"


def silence_alerts(today: Today) -> Iterator[Alert]:
    """Terminals that seem dead, as nobody who usually uses them has a punch on them."""
    for each in today.moment.silences:
        window = f"{session_word(each.window.session)}{SIDES[each.window.side]}时段"
        text = (
            f"{each.terminal}设备{window}一条记录也没有，常用它的 {len(each.people)} 人没有打卡，疑似停电，先按数据不全"
        )
        session = next(s for s in today.moment.rules.sessions if s.name == each.window.session)
        yield Alert(today.at(session.due_in), "silence", "late", text, "terminals", (("name", each.terminal),))


def stranger_alerts(home: Home, known: frozenset[str], now: datetime) -> Iterator[Alert]:
    """Numbers of the last week that belong to nobody on the roster."""
    from attendance.records import clock_time, day_count

    since, tomorrow = now.date() - timedelta(days=STRANGER_DAYS), now.date() + timedelta(days=1)
    with home.store.reading():
        unknown = unknown_numbers(datetime.combine(since, time())) - known
        seen = numbers_seen(day_count(since), day_count(tomorrow), unknown)
        names = terminal_names(seen)
    for number, rows in seen.items():
        latest = [moment for _, _, at, _ in rows if (moment := clock_time(at))]
        name = f"（{names[number]}）" if number in names else ""
        places = "、".join(sorted({terminal for terminal, *_ in rows}))
        text = f"{places}设备上的号码 {number}{name}不在名册里，请认领"
        yield Alert(min(max(latest, default=now), now), "stranger", "late", text, "people", (("who", number),))


# ---------------------------------------------------------------- people and posts


def people_alerts(tiles: Sequence[Tile], now: datetime) -> Iterator[Alert]:
    """Who is away too long, or soon will be; each once, at the own post."""
    for tile in tiles:
        for seat in tile.seats:
            if seat.role != "substitute":
                yield from _away(tile, seat, now)
        if tile.state == "vacant" and tile.since:
            at = (("section", "cover"), ("post", tile.post), ("day", now.date()))
            yield Alert(tile.since, "vacant", "bad", _vacant(tile), "posts", at)


def _away(tile: Tile, seat: Seat, now: datetime) -> Iterator[Alert]:
    who = f"{tile.post} {seat.name}".strip()
    number = ("number", seat.number)
    if seat.where == "stepped_away" and seat.limit:
        left = f"{clock(seat.since)} 离岗，{clock(seat.limit)} 应返回"
        if seat.over and now >= seat.over:
            minutes = int((now - seat.limit).total_seconds()) // MINUTES
            text = f"{who} 离岗超时 {minutes} 分钟（{left}）"
            yield Alert(seat.over, "away_over", "bad", text, "step_away", (number,))
        elif seat.alarm and now >= seat.alarm:
            yield Alert(seat.alarm, "away_near", "late", f"{who} 离岗将到时限（{left}）", "step_away", (number,))
    elif seat.where == "on_outing" and seat.over and now >= seat.over:
        text = f"{who} 外出预计 {clock(seat.limit)} 返回，还没有登记返回"
        yield Alert(seat.over, "outing", "late", text, "leave", (("outings", True),))


def _vacant(tile: Tile) -> str:
    reasons = "，".join(f"{seat.name}{_why(seat)}" for seat in tile.seats)
    return f"{tile.post} 空岗，自 {clock(tile.since)} 起（数据到 {clock(tile.known)}）：{reasons}"


def _why(seat: Seat) -> str:
    words = {"not_yet": "尚未到岗", "off": "不在班", "elsewhere": "他处值守"}
    return words.get(seat.where) or whereabouts(f"{seat.where}:{seat.kind}" if seat.kind else seat.where)


# ---------------------------------------------------------------- the calendar


def calendar_alerts(home: Home, now: datetime) -> Iterator[Alert]:
    """Holidays that are not known: this year's, and next year's weeks before they are needed."""
    year = days.missing_year(home)
    if year:
        at = (("pane", "calendar"), ("day", date(year, 1, 1)))
        text = days.missing_year_sentence(year)
        yield Alert(datetime.combine(now.date(), time()), "calendar", "late", text, "rulebook", at)


def changed_alerts(morning: Morning) -> Iterator[Alert]:
    """The last working day, where new data change what was posted."""
    if morning.state == "changed" and morning.day and morning.posted_at:
        number, day = (morning.edition or 0) + 1, (("day", morning.day),)
        text = f"{short_day(morning.day)} 公示以后有新的数据，认定会变；核对后可另出第{number}版"
        yield Alert(morning.posted_at, "differs", "late", text, "postings", day)

"""A morning run as a document for scripts and as lines for the eye."""

from collections.abc import Iterator
from typing import Any

from office.attention import attention
from office.board_morning import past
from office.drafts import office_now
from office.failures import typed
from office.home import Home
from office.morning_acts import DayOutcome, MorningRun
from office.morning_plan import next_moment
from office.publication import files_of
from office.pull import Outcome
from office.reissue import Reissue, reissues

WHY = {
    "rest": "今天休息，下一个工作日再公示",
    "early": "还没有到公示的时间",
    "incomplete": "等{short}的数据，到 {latest} 仍不全就照实公示，缺的记数据不全",
    "unconfirmed": "等人确认以后公示",
}


def morning_document(home: Home, done: MorningRun) -> dict[str, Any]:
    """What ran, every day that waited, what still waits, and what needs somebody."""
    return {
        "date": done.now.date().isoformat(),
        "at": done.now.isoformat(timespec="seconds"),
        "rest": done.rest,
        "done": done.done,
        "terminals": [_terminal(each) for each in done.read],
        "days": [_day(home, each) for each in done.days.values()],
        "files": {"written": done.files.written, "waiting": done.files.waiting} if done.files else None,
        "backup": done.backup or None,
        "reissue": [_reissue(each) for each in reissues(home, past(home).editions)],
        "trouble": done.trouble,
        "attention": [
            {"kind": each.kind, "since": each.at.isoformat(timespec="seconds"), "text": each.text}
            for each in attention(home)
        ],
        "next": next_moment(office_now(home)).isoformat(),
    }


def _terminal(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.terminal,
        "ok": not outcome.error,
        "error": typed(outcome.error, outcome.command) or None,
        "new": outcome.new,
        "known": outcome.known,
        "offset_s": outcome.offset,
        "horizon": outcome.horizon.isoformat(timespec="seconds") if outcome.horizon else None,
        "seconds": outcome.seconds,
    }


def _day(home: Home, outcome: DayOutcome) -> dict[str, Any]:
    edition = outcome.edition
    return {
        "date": outcome.day.isoformat(),
        "state": "posted" if edition else "waiting",
        "edition": edition["edition"] if edition else None,
        "complete": edition["day"]["complete"] if edition else not (outcome.said or outcome.short or outcome.unknown),
        "unknown": outcome.unknown,
        "missing": list(outcome.short),
        "late": edition.get("late") if edition else None,
        "why": outcome.why or None,
        "message": outcome.said or None,
        "files": files_of(home, outcome.day, edition["edition"]) if edition else {},
    }


def _reissue(found: Reissue) -> dict[str, Any]:
    return {"date": found.day.isoformat(), "edition": found.edition, "people": found.people, "posts": found.posts}


# ---------------------------------------------------------------- for the eye


def morning_text(home: Home, done: MorningRun) -> str:
    """The same in lines."""
    return "\n".join(_lines(home, done))


def _lines(home: Home, done: MorningRun) -> Iterator[str]:
    if done.rest:
        yield f"{done.now:%Y-%m-%d} 休息，没有要办的。"
    for outcome in done.read:
        yield _read_line(outcome)
    for day in done.days.values():
        yield from _day_lines(home, day)
    if not done.rest and not done.days:
        yield "没有等待公示的日子。"
    yield from (f"！{said}" for said in done.trouble)
    if done.backup:
        yield f"已备份：{done.backup}"
    told = attention(home)
    if told:
        yield "要留意的："
        yield from (f"  {alert.text}" for alert in told)


def _read_line(outcome: Outcome) -> str:
    if outcome.error:
        return f"✕ {outcome.terminal}：{typed(outcome.error, outcome.command)}"
    return f"√ {outcome.terminal}：新 {outcome.new} 条，已有 {outcome.known} 条，数据截止 {outcome.horizon:%m-%d %H:%M}"


def _day_lines(home: Home, outcome: DayOutcome) -> Iterator[str]:
    edition = outcome.edition
    if edition is None:
        yield f"{outcome.day} 没有公示：{outcome.said or why_words(home, outcome)}"
        return
    late = "，晚于规定时间" if "late" in edition else ""
    unknown = f"，数据不全 {outcome.unknown} 人" if outcome.unknown else ""
    yield f"{outcome.day} 第{edition['edition']}版已公示{unknown}{late}。"
    yield from (f"  {path}" for path in files_of(home, outcome.day, edition["edition"]).values())


def why_words(home: Home, outcome: DayOutcome) -> str:
    """Why a day is not posted yet."""
    latest = home.settings.latest_time
    short = "、".join(outcome.short) or "设备"
    return WHY[outcome.why].format(short=short, latest=f"{latest // 60:02}:{latest % 60:02}")

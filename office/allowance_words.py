"""What was counted for a line of the allowance, day by day, in the words of the counter; the line's own words are those
of the workbook, in `reports.allowance_words`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attendance.month import days_text
from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc
from reports.allowance_words import UNITS, notice_words, yuan
from reports.words import SIDE_NAMES, SIDES, WEEKDAYS, change_phrase, code_word, finding_phrase, session_word

COUNTING = frozenset({"day", "session", "time", "minute", "half_day"})  # units that events add up to
FACTS: Mapping[str, str] = {
    "leave": "请假单",
    "outing": "外出登记",
    "away": "离岗登记",
    "correction": "补签",
    "notice": "通报单",
    "duty": "值班安排",
    "cover": "顶岗安排",
    "objection": "申诉",
}
SILENT = frozenset({"pull", "terminal"})  # in which attempt a terminal was read says nothing to a reader
IN_ORDER, UNKNOWN = "on_time", "unknown"
DECIDED_PAID = "数据不全（决定按出勤计）"  # nothing else that is unknown is ever counted


class Seen(NamedTuple):
    """A session as posted: when the person came and went."""

    sign_in: str | None
    sign_out: str | None


class Known(NamedTuple):
    """What a person's month rests on: sessions by day and name, terminals and times of punches by their names."""

    sessions: Mapping[tuple[str, str], Seen]
    punches: Mapping[str, tuple[str, str]]


class CountedDay(NamedTuple):
    """What was counted of one day, by which clauses it was found, and on what it `rests`; `edition` is 0 where nothing
    was posted of it."""

    day: date
    head: str  # 11-20 星期五
    text: str  # 上午迟到7分钟
    counted: str  # 计 1 次
    edition: int
    clauses: tuple[str, ...]
    rests: tuple[str, ...]


def days_value(days: str) -> Fraction:
    """What 20, 20.5 and 20 1/3 are worth."""
    return sum(map(Fraction, days.split()), Fraction(0))


def counted_days(line: LineDoc, known: Known) -> tuple[CountedDay, ...]:
    """The events of a line, day by day."""
    days: dict[str, list[EventDoc]] = {}
    for event in line["events"]:
        days.setdefault(event["date"], []).append(event)
    return tuple(_counted_day(found, line["unit"], known) for _, found in sorted(days.items()))


def _counted_day(events: Sequence[EventDoc], unit: str, known: Known) -> CountedDay:
    when = date.fromisoformat(events[0]["date"])
    share = sum((days_value(event["counted"]) for event in events), Fraction(0))
    counted = f"计 {days_text(share)} {UNITS[unit]}" if share and unit in COUNTING else ""
    edition = max(event["edition"] for event in events)
    head = f"{when:%m-%d} 星期{WEEKDAYS[when.weekday()]}"
    telling = [event for event in events if event["code"] != IN_ORDER]  # what is in order, the day itself shows
    clauses = tuple(dict.fromkeys(event["clause"] for event in telling if event["clause"]))
    rests = tuple(_rests(telling, known))
    return CountedDay(when, head, "、".join(_alike(events)), counted, edition, clauses, rests)


def _alike(events: Iterable[EventDoc]) -> Iterator[str]:
    """上午、下午正常: sessions of which the same is said are named together."""
    said: dict[str, list[str]] = {}
    for event in events:
        said.setdefault(_event(event), []).append(event["session"])
    for what, sessions in said.items():
        yield "、".join(dict.fromkeys(session_word(each) for each in sessions if each)) + what


def _event(event: EventDoc) -> str:
    """迟到7分钟, 正常, 事假, 黄牌警告; of a closed month what changed: 由旷工改为正常."""
    code = event["code"]
    if code == UNKNOWN and "was" not in event:
        return DECIDED_PAID
    if noticed := notice_words(event):
        return noticed
    said = finding_phrase(code, event["minutes"]) if event["minutes"] else change_phrase(code)
    if "was" not in event:
        return said
    return f"由{change_phrase(event['was'])}改为{said}" if event["was_edition"] else f"{said}（封账时还没有公示）"


# ---------------------------------------------------------------- on what it rests


def _rests(events: Sequence[EventDoc], known: Known) -> Iterator[str]:
    """When the person came and went, and what else speaks of it."""
    yield from filter(None, (_seen(event, known) for event in events))
    facts = dict.fromkeys(fact_words(fact, known) for event in events for fact in event["evidence"])
    yield from filter(None, facts)


def _seen(event: EventDoc, known: Known) -> str:
    """上午 签到 08:37:12 签退 12:08:00."""
    seen = known.sessions.get((event["date"], event["session"]))
    if seen is None or not any(seen):
        return ""
    said = (f"{SIDES[side]} {at or '无'}" for side, at in zip(SIDE_NAMES, seen, strict=True))
    return f"{session_word(event['session'])}{' '.join(said)}"


def fact_words(fact: str, known: Known) -> str:
    """打卡 1楼 08:37:12, on the terminal's own clock; 请假单 12."""
    kind, _, rest = fact.partition(":")
    if fact in known.punches:
        terminal, at = known.punches[fact]
        return f"打卡 {terminal} {at[11:]}"
    if kind in SILENT:
        return ""
    return f"{FACTS[kind]} {rest}" if kind in FACTS else fact


# ---------------------------------------------------------------- the whole


def attended_words(person: PersonMonthDoc) -> str:
    """应出勤 21 天，实出勤 20.5 天；迟到 2 次，事假 0.5 天."""
    said = f"应出勤 {person['due']} 天，实出勤 {person['attended']} 天"
    days = [f"{code_word(code)} {count} 天" for code, count in person["days"].items()]
    others = person["times"].items()
    times = [f"{code_word(code)} {count} 次" for code, count in others if code not in person["days"]]
    return "；".join(filter(None, (said, "，".join((*times, *days)))))


def signed(amount: str) -> str:
    """+12.00, -8.00; nothing is 0.00."""
    shown = yuan(amount)
    return shown if shown.startswith("-") or not amount.strip("-0.") else f"+{shown}"

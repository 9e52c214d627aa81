"""The morning as a line of steps for the eye: what ran, what waits, what comes, what was missed. Pure.

It decides nothing. What is due is the business of office/morning_plan.py; this only says how far it is, from the same
settings and the same data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.board_records import Morning, MorningLine, Step
from office.lease import MORNING, TERMINALS
from office.settings_file import Settings
from office.turns import at
from store.contacts import Tried

MOST_NAMES = 2
SOON = timedelta(minutes=3)  # later than that after its time, a step says when it was done
OPEN = ("due", "late", "trouble")  # states of a day that is still to be posted
UNDATED = ("no_people", "no_terminals")


@dataclass(frozen=True)
class Known:
    """What the steps are told by. `posted` is when the first edition of the day was made, `busy` which of the two
    leases somebody holds."""

    now: datetime
    settings: Settings
    head: Morning
    works: bool
    kept: bool
    tries: Sequence[Tried] = ()
    posted: datetime | None = None
    busy: frozenset[str] = frozenset()

    def today(self, minute: int) -> datetime:
        return at(self.now.date(), minute)

    @property
    def open(self) -> bool:
        """Whether this morning's day is still to be posted."""
        return self.head.state in OPEN


def line(known: Known) -> MorningLine:
    """The whole of it."""
    if known.head.state in UNDATED:
        return MorningLine(rest=not known.works, kept=known.kept)
    if not known.works:
        return MorningLine(rest=True, kept=known.kept, said=_rest(known.head, known.now.date()))
    made = (*_reads(known), _draft(known), _publish(known), _latest(known), _deadline(known))
    ordered = tuple(sorted(made, key=lambda step: step.at))
    said = "" if known.kept else "没有程序在自动读取和公示，要靠手动"
    return MorningLine(ordered, False, known.kept, said, _has_draft(known))


def _rest(head: Morning, today: date) -> str:
    waits = head.day and head.turn and head.state in OPEN and head.turn > today
    return "今天休息，早上不公示" + (f"；{head.day:%m-%d} 在 {head.turn:%m-%d} 早上公示" if waits else "")


def _has_draft(known: Known) -> bool:
    begun = known.now >= known.today(known.settings.draft_time)
    return begun and known.head.state in ("due", "late") and bool(known.head.digest)


def _reads(known: Known) -> Iterator[Step]:
    """Each time of reading, to the next; what was read in between counts for it, whoever read it."""
    times = [known.today(minute) for minute in known.settings.read_times]
    for begin, end in zip(times, [*times[1:], datetime.max], strict=True):
        tries = [each for each in known.tries if begin <= each.at < min(end, known.now + timedelta(seconds=1))]
        yield Step("read", begin, *_read(known, begin, tries, last=known.now < end))


def _read(known: Known, begin: datetime, tries: Sequence[Tried], *, last: bool) -> tuple[str, str]:
    if known.now < begin:
        return "coming", ""
    names = [each.name for each in known.head.terminals]
    first = {each.terminal: each.at for each in sorted(tries, key=lambda each: each.at, reverse=True) if each.ok}
    open_names = [name for name in names if name not in first]
    if not open_names:
        done = max((first[name] for name in names), default=begin)
        return "done", f"{_late(begin, done)}已读 {len(names)} 台"
    if last and TERMINALS in known.busy:
        return "running", "正在读取"
    failed = [name for name in open_names if any(each.terminal == name for each in tries)]
    if failed:
        return "failed", f"{_names(failed)}没有读成{_again(known, failed) if last else ''}"
    if last and known.kept and known.now - begin < SOON:
        return "waiting", "马上读取"
    return "missed", "没有读取" if len(open_names) == len(names) else f"{_names(open_names)}没有读取"


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:MOST_NAMES])
    return f"{shown}等 {len(names)} 台" if len(names) > MOST_NAMES else shown


def _again(known: Known, failed: Sequence[str]) -> str:
    """What is missing for the day is asked for every few minutes, to the end of the morning."""
    wanted = known.open and set(failed) & set(known.head.short)
    within = known.now <= known.today(known.settings.deadline_time)
    return f"，每 {known.settings.retry_every} 分钟再试" if known.kept and wanted and within else ""


def _late(planned: datetime, done: datetime) -> str:
    """When it was done, where that was not at its time."""
    if done.date() < planned.date():
        return f"{done:%m-%d} "
    return f"{done:%H:%M} " if abs(done - planned) > SOON else ""


def _draft(known: Known) -> Step:
    when, head = known.today(known.settings.draft_time), known.head
    if not known.open:
        return Step("draft", when, *(("off", "") if known.posted is None or known.posted <= when else ("done", "")))
    if known.now < when:
        return Step("draft", when, "coming")
    if head.state == "trouble":
        return Step("draft", when, "failed", "不能认定")
    return Step("draft", when, "done", "已确认" if head.agreed else _lacking(head))


def _lacking(head: Morning) -> str:
    """What the day lacks, in a few words."""
    if head.complete:
        return "数据已齐"
    return (
        f"数据不全 {head.unknown} 人" if head.unknown else f"等{_names(head.short)}的数据" if head.short else "数据不全"
    )


def _publish(known: Known) -> Step:
    when, latest = known.today(known.settings.publish_time), known.today(known.settings.latest_time)
    if known.posted and not (when < latest <= known.posted):
        return Step("publish", when, "done", _posted(known, when))
    if known.posted:
        return Step("publish", when, "off", "数据没有等齐")
    if not known.open:
        return Step("publish", when, "off", "没有要公示的")
    if known.now < when:
        return Step("publish", when, "coming", _condition(known))
    if known.now >= latest:
        return Step("publish", when, "missed", "没有公示")
    return Step("publish", when, *_waiting(known))


def _posted(known: Known, when: datetime) -> str:
    assert known.posted is not None
    edition = "第1版" if known.head.edition == 1 else f"，现为第{known.head.edition}版"
    lacks = "" if known.head.complete else "，数据不全"
    return f"{_late(when, known.posted)}已公示{edition}{lacks}"


def _condition(known: Known) -> str:
    """On what it depends."""
    if known.settings.publish_alone:
        return "数据齐了就公示"
    return "已确认，齐了就公示" if known.head.agreed else "确认以后公示"


def _waiting(known: Known) -> tuple[str, str]:
    """Why a day whose time has come is not posted yet."""
    head = known.head
    if head.state == "trouble":
        return "failed", "不能认定"
    if not head.complete and known.now < known.today(known.settings.latest_time):
        return "waiting", f"等{_names(head.short)}的数据" if head.short else _lacking(head)
    if not (head.agreed or known.settings.publish_alone):
        return "waiting", "等人确认"
    if MORNING in known.busy:
        return "running", "正在公示"
    return ("waiting", "马上公示") if known.kept else ("missed", "没有自动公示")


def _latest(known: Known) -> Step:
    when = known.today(known.settings.latest_time)
    if known.posted:
        said = ("done", _posted(known, when)) if known.posted >= when else ("off", "用不着")
        return Step("latest", when, *said)
    if not known.open:
        return Step("latest", when, "off", "")
    if known.now < when:
        alone = known.settings.publish_alone or known.head.agreed
        return Step("latest", when, "coming", "不全也公示" if alone else "确认以后公示")
    return Step("latest", when, *_waiting(known))


def _deadline(known: Known) -> Step:
    when = known.today(known.settings.deadline_time)
    if known.posted is None and not known.open:
        return Step("deadline", when, "off", "")
    if known.posted is None:
        return Step("deadline", when, "coming") if known.now <= when else Step("deadline", when, "failed", "还没有公示")
    if known.posted <= when:
        return Step("deadline", when, "done", "按时公示")
    minutes = int((known.posted - when).total_seconds()) // 60
    return Step("deadline", when, "failed", f"晚了 {minutes} 分钟" if minutes else "刚刚过时")

"""The leave slips of the demo: of the two weeks behind it, of its own morning, and of the days to come."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from attendance.entries import HALVES, HalfDay

LEADERS = {"1": "王建军", "2": "冯德胜", "3": "贾志刚"}  # by the first digit of the 工号
HEAD, DEPUTY = "秦正明", "方立群"
SIGNS = ("group_leader", "supervision_head", "deputy_director")  # in this order, as far as a slip came

# 工号, kind, from, to, cover, reason; filed, signed by one after the other, closed: a day of November with the time
_SLIPS = (
    # closed a working day too late
    ("3011", "事假", "12am", "12pm", "3012", "家中有事", "11 15:00", "11 15:10, 11 16:00", "16 09:30"),
    # posted as absent the day before; the paper comes now
    ("2010", "病假", "11pm", "11pm", "2009", "发热就诊", "12 09:30", "12 09:30, 12 09:30", "12 09:30"),
    # covered from the next window, by somebody who keeps the own one too
    ("1021", "事假", "13pm", "13pm", "1024", "参加家长会", "13 09:00", "13 09:05, 13 09:10", "16 08:50"),
    ("1003", "年休假", "18am", "19pm", "1004", "", "16 15:00", "16 15:00, 16 15:00, 17 09:30", "20 09:00"),
    # never signed to its end
    ("3016", "事假", "17am", "17pm", "3015", "家中有事", "16 16:00", "16 16:00", ""),
    # nobody was named, and the other of the window did not come
    ("1013", "事假", "19am", "19am", "", "办理房产手续", "18 16:00", "18 16:00, 18 16:10", "19 14:40"),
    # back since this morning, not closed yet
    ("2013", "事假", "20am", "20pm", "2014", "外地亲属婚礼", "18 10:00", "18 10:30, 19 09:00", ""),
    # ---- this morning and the days to come
    ("3004", "学习", "26am", "26pm", "3003", "业务培训", "19 10:00", "19 10:00, 19 14:30", ""),
    ("2005", "年休假", "23am", "24pm", "2006", "", "19 15:00", "19 15:10, 19 16:00, 20 09:30", ""),
    ("3007", "公出", "23am", "24pm", "3008", "省厅培训", "20 10:00", "20 10:30, 20 15:00, 20 16:00", ""),
    # nobody named, but the other of the window is there
    ("2017", "事假", "23am", "23am", "", "办理贷款手续", "20 11:00", "20 11:05, 20 15:10", ""),
    # waits for the head of supervision
    ("1009", "事假", "25am", "25pm", "1010", "陪同就医", "20 16:30", "20 16:40", ""),
    # covered from the next window, whose other is out
    ("1019", "事假", "23am", "23am", "1018", "车辆年检", "20 17:00", "20 17:05, 23 08:48", ""),
    # was to stand in for 3007; somebody of another window does so for both
    ("3008", "病假", "23am", "23pm", "3010", "发热就诊", "23 08:51", "23 08:52, 23 08:55", ""),
    # unsigned, and the cover is away himself on the first day
    ("3003", "年休假", "26am", "27pm", "3004", "", "23 09:00", "", ""),
)


class DemoLeave(NamedTuple):
    """A slip, and when it came, was signed and was closed."""

    number: str
    kind: str
    first: HalfDay
    last: HalfDay
    cover: str
    reason: str
    filed: datetime
    signed: tuple[datetime, ...]
    closed: datetime | None

    def signatures(self) -> Iterable[tuple[datetime, str, str]]:
        """When, in which role, by whom."""
        leader = LEADERS.get(self.number[0], LEADERS["1"])
        return zip(self.signed, SIGNS, (leader, HEAD, DEPUTY), strict=False)


def _slip(row: tuple[str, ...]) -> DemoLeave:
    number, kind, first, last, cover, reason, filed, signed, closed = row
    signatures = tuple(map(moment, filter(None, signed.split(", "))))
    return DemoLeave(
        *(number, kind, _half(first), _half(last), cover, reason),
        *(moment(filed), signatures, moment(closed) if closed else None),
    )


def _half(text: str) -> HalfDay:
    """12am → the morning of 12 November."""
    return HalfDay(date(2026, 11, int(text[:2])), HALVES[text[2:] == "pm"])


def moment(text: str) -> datetime:
    """12 09:30 → half past nine on 12 November."""
    return datetime.fromisoformat(f"2026-11-{text}")


LEAVES = tuple(map(_slip, _SLIPS))


def on_leave(day: date, number: str, part: str) -> bool:
    """Whether somebody stays away in a half-day, with leave or hoping for it."""
    half = HalfDay(day, HALVES[part == "pm"])
    return any(slip.number == number and slip.first <= half <= slip.last for slip in LEAVES)

"""The columns at the right of the monthly sheet: what a person's month adds up to, in days and in times."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from attendance.assess import BESIDE
from attendance.month import Sums
from reports.tones import code_tone
from reports.words import code_word

LEAVE = "on_leave:"


class Total(NamedTuple):
    """A column; `codes` are what is added up in it."""

    key: str
    title: str
    per: Literal["day", "time"]
    codes: tuple[str, ...] = ()


DUE = Total("due", "应出勤", "day")
ATTENDED = Total("attended", "实出勤", "day")
ALWAYS = (
    Total("late", "迟到", "time", ("late",)),
    Total("left_early", "早退", "time", ("left_early",)),
    Total("missing", "缺卡", "time", ("missing_in", "missing_out")),
    Total("absent", "旷工", "day", ("absent",)),
)
SHORT = (
    Total("short_of_early", "未提前", "time", ("short_of_early",)),
    Total("short_of_stay", "未延时", "time", ("short_of_stay",)),
)
UNKNOWN = Total("unknown", "数据不全", "day", ("unknown",))
COMMON = ("事假", "病假", "年休假")  # come first among the kinds of leave


def totals_of(found: Iterable[Sums]) -> tuple[Total, ...]:
    """The columns that a month needs: of leave the kinds that were taken, of findings what was found."""
    found = list(found)
    times = {code for each in found for code in each.times}
    return (
        *(DUE, ATTENDED, *ALWAYS),
        *(total for total in SHORT if times & set(total.codes)),
        *_others(times),
        *_leave({code for each in found for code in each.days}),
        UNKNOWN,
    )


def _others(times: set[str]) -> Iterator[Total]:
    """Findings of discipline together; what only points at a doubt is none."""
    codes = tuple(sorted(code for code in times - BESIDE if code_tone(code) == "other"))
    if codes:
        yield Total("other", "其他", "time", codes)


def _leave(codes: set[str]) -> Iterator[Total]:
    kinds = [code.removeprefix(LEAVE) for code in codes if code.startswith(LEAVE)]
    for kind in sorted(kinds, key=lambda kind: (COMMON.index(kind) if kind in COMMON else len(COMMON), kind)):
        yield Total(LEAVE + kind, kind, "day", (LEAVE + kind,))
    if "on_leave" in codes:  # of no kind that is known
        yield Total("on_leave", code_word("on_leave"), "day", ("on_leave",))


def amounts(found: Sums, totals: Sequence[Total]) -> tuple[Fraction, ...]:
    """What stands in each column."""
    return tuple(_amount(found, total) for total in totals)


def _amount(found: Sums, total: Total) -> Fraction:
    if total == DUE:
        return found.due
    if total == ATTENDED:
        return found.attended
    if total.per == "time":
        return Fraction(sum(found.times.get(code, 0) for code in total.codes))
    return sum((found.days.get(code, Fraction(0)) for code in total.codes), Fraction(0))


def added(rows: Iterable[Sequence[Fraction]], width: int) -> tuple[Fraction, ...]:
    """Column by column."""
    sums = [Fraction(0)] * width
    for row in rows:
        sums = [one + other for one, other in zip(sums, row, strict=True)]
    return tuple(sums)


def rate(sums: Sequence[Fraction]) -> Fraction | None:
    """出勤率; None where nobody was due."""
    due, attended = sums[0], sums[1]
    return attended / due if due else None

"""The lines around a monthly sheet: its title, what it rests on and what it lacks, its signs and signatures."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from attendance.month import days_text
from reports.month_sheet import MonthSheet
from reports.notices import TRAINING
from reports.table import Line
from reports.unit_pages import unit_name
from reports.words import month_words, short_day

SUBJECT = "窗口工作人员考勤月报"
BLANK = "＿＿＿＿＿＿＿＿"


def title(sheet: MonthSheet, unit: str | None = None) -> str:
    """安庆市政务服务中心窗口工作人员考勤月报（2026年11月）; of a unit alone with its name."""
    frame = sheet.frame
    whose = frame.centre if unit is None else f"{frame.centre} {unit_name(unit)} ".lstrip()
    return f"{TRAINING if frame.training else ''}{whose}{SUBJECT}（{month_words(frame.month)}）"


def foot(sheet: MonthSheet, unit: str | None = None) -> str:
    """So that a loose page is known."""
    frame = sheet.frame
    whose = " ".join(filter(None, (frame.centre, unit_name(unit) if unit is not None else "")))
    return f"{TRAINING if frame.training else ''}{whose} 考勤月报 {frame.month}"


def above(sheet: MonthSheet) -> Iterator[Line]:
    """What a reader must know first."""
    if sheet.frame.training:
        yield Line("演练：本表由演练数据生成，不作为任何依据。", "alert")
    if sheet.unposted:
        named = "、".join(_stretches(sheet))
        yield Line(f"未公示 {len(sheet.unposted)} 天：{named}。这些天在表中留空，不计入合计。", "alert")
    yield Line(f"依据：{editions_words(sheet)}。应出勤、实出勤、旷工、请假按天计，迟到、早退、缺卡按次计。")
    if sheet.settled:
        yield Line(f"数据不全的，经督查室核定按出勤计 {days_text(sheet.settled)} 天，已计入实出勤。")


def _stretches(sheet: MonthSheet) -> Iterator[str]:
    """11月2日至6日、11月24日: working days in a row together."""
    working = [day for day in sheet.days if day.working]
    for unposted, days in groupby(working, lambda day: day.standing == "unposted"):
        mine = [day.date for day in days]
        if unposted:
            yield _day(mine[0]) + (f"至{mine[-1].day}日" if len(mine) > 1 else "")


def editions_words(sheet: MonthSheet) -> str:
    """11月2日至30日公示的 20 天，其中第2版 5日、8日，其余第1版."""
    posted = [(day.edition, day.date) for day in sheet.days if day.edition]
    if not posted:
        return "本月还没有公示"
    first, last = posted[0][1], posted[-1][1]
    span = f"{_day(first)}至{last.day}日" if first != last else _day(first)
    said = f"{span}公示的 {len(posted)} 天"
    later = sorted(each for each in posted if each[0] > 1)
    if not later:
        return f"{said}，均为第1版"
    named = "；".join(f"第{number}版 {_days(mine)}" for number, mine in groupby(later, lambda each: each[0]))
    return f"{said}，其中{named}" + ("，其余第1版" if len(later) < len(posted) else "")


def _days(editions: Iterable[tuple[int, date]]) -> str:
    return "、".join(f"{day.day}日" for _, day in editions)


def _day(day: date) -> str:
    return short_day(day.isoformat())


def below(sheet: MonthSheet, unit: str | None = None) -> Iterator[Line]:
    """The signs, and who signs."""
    yield Line(f"符号：{'　'.join(meaning.sign + meaning.word for meaning in sheet.legend)}", "muted")
    told = "一格一个符号为全天，两个符号先上午、后下午；同一时段有几项认定的标最重的一项，次数以右边合计为准。"
    hatched = "斜线为未公示。" if sheet.unposted else ""
    yield Line(f"{told}灰底为休息日。{hatched}", "muted")
    last = "负责人" if unit is None else "单位负责人"
    yield Line(f"制表：{BLANK}　　　　审核：{BLANK}　　　　{last}：{BLANK}", "signature")

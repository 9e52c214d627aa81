"""Why a new edition is called for, as the clerk would write it: what came in since the one that stands."""

from collections.abc import Callable, Mapping

from attendance.came_since import Came, came_since
from attendance.document import DayDoc
from reports.order import floor_name

BETWEEN = "；"
WORDS: Mapping[str, Callable[[Came], str]] = {
    "settled": lambda came: f"{'、'.join(came.what)}疑似停电的时段已核定",
    "sheet": lambda came: f"{'、'.join(map(floor_name, came.what))}签到表 {came.many} 张",
    "correction": lambda came: f"补签 {came.many} 笔",
    "leave": lambda came: f"请假单 {came.many} 张",
    "outing": lambda came: f"外出登记 {came.many} 笔",
    "away": lambda came: f"离岗登记 {came.many} 笔",
    "duty": lambda came: f"值班安排 {came.many} 笔",
    "punches": lambda came: f"补入打卡记录 {came.many} 人",
    "roster": lambda came: f"名册更正 {came.many} 人",
    "calendar": lambda _came: "工作日历更改",
    "rulebook": lambda came: f"改按规则 {came.what[0]} 认定",
}


def suggested_reason(before: DayDoc, now: DayDoc) -> str:
    """3楼设备 11-23 补读；补签 1 笔. Empty where the two do not tell."""
    came = came_since(before, now)
    others = [WORDS[each.kind](each) for each in came if each.kind in WORDS]
    return BETWEEN.join((*_read([each for each in came if each.kind == "read"]), *others))


def _read(came: list[Came]) -> list[str]:
    """Terminals that were read on one day are named together."""
    days: dict[str, list[str]] = {}
    for each in came:
        days.setdefault(each.at[5:10], []).extend(each.what)
    return [f"{'、'.join(names)}设备 {day} 补读" for day, names in days.items()]

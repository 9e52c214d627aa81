"""An entry of a rulebook in whole sentences, as the window shows it."""

from collections.abc import Iterator

from attendance.chapters import Threshold
from attendance.leave import days_text
from attendance.rulebook import Rulebook
from attendance.sections import DataRules, Dated, Hours, Punctuality
from office.rulebook_words import entry_lines
from office.rulebooks import sessions_words
from reports.words import code_word


def readable(entry: Dated, rulebook: Rulebook) -> Iterator[str]:
    """What an entry says, line by line."""
    match entry:
        case Hours():
            yield sessions_words(entry)
        case Punctuality():
            yield from _punctuality(entry)
        case DataRules():
            yield from _data(entry)
        case Threshold():
            yield _threshold(entry)
        case _:
            yield from entry_lines(entry, rulebook)


def _punctuality(rules: Punctuality) -> Iterator[str]:
    yield f"上班提前 {rules.early_minutes} 分钟到岗" if rules.early_minutes else "上班按时到岗，不要求提前"
    yield f"下班推迟 {rules.stay_minutes} 分钟离岗" if rules.stay_minutes else "下班按时离岗，不要求推迟"
    yield f"迟到或早退满 {rules.absent_after} 分钟，这个时段记旷工"
    yield "打卡时间比到分钟，秒舍去" if rules.resolution == "minute" else "打卡时间比到秒"
    yield f"{rules.fold_seconds} 秒以内的重复打卡算一次"
    yield f"上班前 {rules.window_before} 分钟起的打卡算签到，下班后 {rules.window_after} 分钟以内的打卡算签退"


def _data(rules: DataRules) -> Iterator[str]:
    yield "可以在全部设备上打卡" if rules.terminals == "all" else "只能在本楼层的设备上打卡"
    yield f"设备时钟偏差超过 {rules.offset_seconds} 秒，扣除偏差后认定"
    yield (
        f"设备在一个打卡时段里一条记录也没有，且常用它的人至少 {rules.silent_people} 人没有打卡，推定设备停电，"
        "这些人记数据不全"
    )
    yield f"此前 {rules.usual_days} 天里，自己的打卡至少 {rules.usual_percent}% 打在这台设备上，算常用"


def _threshold(entry: Threshold) -> str:
    counts = "、".join(map(code_word, entry.counts))
    reached = f"满 {days_text(entry.at_least)}" if entry.at_least is not None else f"超过 {days_text(entry.above or 0)}"
    return f"{'一个月' if entry.per == 'month' else '一年'}{counts}{reached} {'次' if entry.unit == 'times' else '天'}"

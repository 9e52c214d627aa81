"""What can be wrong with a reading, in the clerk's words; for the command line and the window alike."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line's help needs the words alone
    from attendance.records import Problem

WRONG = {
    "impossible_date": "日期不存在",
    "future": "时间在将来",
    "unknown_number": "名册里没有这个号码",
    "unknown_uid": "设备上已删除的用户",
    "odd_state": "状态键不明",
    "count_low": "设备自报条数偏少",
    "replaced": "设备换过，换之前未读的记录可能缺失",
    "log_cleared": "设备记录被清空过，清空之前未读的可能缺失",
}


def problem_words(problems: "Iterable[Problem]") -> Iterator[str]:
    """名册里没有这个号码 9901 保洁员（12 条）."""
    for problem in problems:
        times = f"（{problem.times} 条）" if problem.times > 1 else ""
        yield f"{WRONG.get(problem.kind, problem.kind)} {problem.detail.replace('T', ' ')}{times}"


def offset_words(seconds: int) -> str:
    """快 7 分 2 秒, 慢 3 秒, 与本机一致."""
    if not seconds:
        return "与本机一致"
    length = timedelta(seconds=abs(seconds))
    minutes, rest = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((length.days, "天"), (hours, "小时"), (minutes, "分"), (rest, "秒"))
    said = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return f"{'快' if seconds > 0 else '慢'} {said}"

"""Refusals of the leave and outing verbs, which name commands, in the words of somebody at the window."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from office.failures import JobError

WINDOW_WORDS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"，?请用 (?:leave|outing) list 查看", "，请刷新后再看"),
        (r"请用 --by 写明", "请填写"),
        (r"请用 --reason 写明", "请填写"),
        (r"日期有误请用 --filed 改正", "申请日期有误请改正"),
        (r"先 leave cancel (\d+)", r"先撤销编号 \1 的请假"),
        (r"没有休假的请用 leave cancel \d+", "没有休假的请撤销这张请假单"),
        (r"整张单子请用 leave cancel \d+", "整张单子不要了请撤销"),
        (r"提前回岗请用 leave close", "提前回岗请登记销假"),
        (r"请用 leave request 请假", "请登记请假"),
        (r"请先用 outing close (\d+) 登记返回", r"请先给编号 \1 的外出登记返回"),
        (r"请用 outing cancel \d+ 撤销", "请撤销"),
        (r"请用 duty remove 撤销值班", "请到“岗位”撤销值班"),
        (r"或先用 staff import 补上", "或先到“人员”补上"),
    )
)


def window_words(said: str) -> str:
    """The sentence without commands."""
    for pattern, instead in WINDOW_WORDS:
        said = pattern.sub(instead, said)
    return said


@contextmanager
def at_the_window() -> Iterator[None]:
    """Refusals raised inside speak to somebody at the window."""
    try:
        yield
    except JobError as error:
        raise JobError(window_words(str(error))) from error

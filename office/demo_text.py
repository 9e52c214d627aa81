"""What the demo says at its end: what was done, the last day, two verdicts traced back, and how to go on."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from office.demo_entries import COVER
from office.demo_now import UnderWay
from office.demo_punches import FAST_CLOCK, POWER_CUT, STRANGER
from office.demo_tables import Entered, editions_table, entered_table
from office.explain import explain, list_punches
from office.home import Home
from office.people import list_people
from office.postings import Posted
from office.publication import index_path
from office.summary import day_text, explanation_text
from office.terminals import list_terminals
from reports.notices import change_text
from reports.words import length_words

SHOWN_CHANGES = 4
RULE = "─" * 72


def demo_text(
    home: Home, posted: Sequence[Posted], told: Sequence[Entered], verified: tuple[int, int], now: UnderWay
) -> str:
    """Lines for a screen of 80 columns."""
    parts = (
        _centre(home),
        editions_table(posted),
        entered_table(told),
        _verified(*verified),
        _last_day(posted[-1]),
        *_verdicts(home),
        now.lines(),
        _go_on(home.path),
        _files(home, posted[-1]),
    )
    return f"\n{RULE}\n".join("\n".join(lines) for lines in parts)


def _centre(home: Home) -> Iterator[str]:
    people = [stint.person for stint in list_people(home)]
    posts, units = {person.post for person in people}, {person.unit for person in people}
    yield f"演示中心已建好（演练）：{home.settings.centre}"
    punches = len(list_punches(home, None, None, None, None))
    yield f"{len(people)} 人，{len(posts)} 个窗口，{len(units)} 个单位；两周加一个早上，{punches} 条打卡记录"
    for listed in list_terminals(home):
        address, read = listed.placed.address, listed.read
        line = f"  {listed.placed.name}考勤设备（模拟）{'UDP' if address.udp else 'TCP'}"
        line += "，有通信密码" if address.comm_key else ""
        yield line + (f"，时钟快{length_words(read.offset)}" if read and read.offset else "")


def _verified(editions: int, differences: int) -> Iterator[str]:
    said = "全部一致" if not differences else f"有 {differences} 版不一致，请用 verify 查看"
    yield f"核对：用原始打卡记录重算 {editions} 版公示，{said}。"
    yield "数据不全不等于旷工：设备没读到、疑似停电的，先记“数据不全”，补齐后另出新版。"


# ---------------------------------------------------------------- the last day


def _last_day(last: Posted) -> Iterator[str]:
    edition = last.edition
    if edition is None:
        return
    yield day_text(last.day, edition["edition"])
    changes = edition["changes"]
    yield f"第{edition['edition']}版比上一版改了 {len(changes)} 处（{edition['reason']}），例如："
    for change in sorted(changes, key=lambda change: change["to"] == "on_time")[:SHOWN_CHANGES]:
        yield f"  {change_text(change)}"


def _verdicts(home: Home) -> Iterator[Iterator[str]]:
    """One by a fingerprint on a wrong clock, one by what the office entered."""
    (day, number, _), _ = FAST_CLOCK
    yield iter(("一个认定从何而来（explain）：", explanation_text(explain(home, number, day))))
    yield iter(("手工登记怎样进入认定（explain）：", explanation_text(explain(home, COVER, POWER_CUT[0]))))


# ---------------------------------------------------------------- how to go on


def _go_on(path: Path) -> Iterator[str]:
    (day, number, _), _ = FAST_CLOCK
    folder = f'"{path}"' if " " in str(path) else path
    again = f"{_program()} app.py --home {folder}"
    yield "接着看（每条命令加 --help 有说明，加 --json 输出 JSON）："
    for command in (
        f"explain {number} {day}",
        f"explain {COVER} {POWER_CUT[0]}",
        f"punches --from {day} --number {STRANGER}",
        "leave list",
        "correction list",
        "verify",
    ):
        yield f"  {again} {command}"
    yield "模拟设备已随演示结束而关闭，现在 pull 会提示连不上，这是正常的；窗口开着时它们会接着工作。"


def _program() -> str:
    """The Python that runs this, as short as it can be typed here."""
    running = Path(sys.executable)
    return str(running.relative_to(Path.cwd()) if running.is_relative_to(Path.cwd()) else running)


def _files(home: Home, last: Posted) -> Iterator[str]:
    yield "文件："
    yield f"  全部公示  {index_path(home)}"
    for path in last.files.values():
        yield f"  最后一天  {path}"

"""The morning log: one file a month in `logs/`, a line for everything that ran or came up, for a clerk to read."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from office.home import Home
from store.job_runs import Run

if TYPE_CHECKING:
    from office.morning_acts import MorningRun

FOLDER, TOLD = "logs", ".told.json"
NAME = re.compile(r"早上-(\d{4})-(\d{2})\.log")
KEPT_MONTHS = 12
log = logging.getLogger(__name__)


def write(home: Home, events: Iterable[Run | str]) -> None:
    """Add lines to this month's file. The morning does not stop for a disk that refuses."""
    now = home.clock()
    lines = [line_of(event) if isinstance(event, Run) else stamped(now, event) for event in events]
    if not lines:
        return
    file = home.path / FOLDER / f"早上-{now:%Y-%m}.log"
    try:
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            _forget(file.parent, now.date())
        with file.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        log.warning("morning log: %s", error)


def latest(home: Home) -> str | None:
    """The newest file of the log; None where there is none yet."""
    files = _files(home.path / FOLDER)
    return str(max(files)) if files else None


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.glob("早上-*.log") if NAME.fullmatch(file.name)]


def _forget(folder: Path, today: date) -> None:
    """Files of more than a year ago are of no use to anybody."""
    for file in _files(folder):
        year, month = map(int, NAME.fullmatch(file.name).groups())  # type: ignore[union-attr]
        if (today.year - year) * 12 + today.month - month > KEPT_MONTHS:
            with suppress(OSError):
                file.unlink()


# ---------------------------------------------------------------- what needs somebody


def attend(home: Home) -> None:
    """Note what has come up since it was last noted, and what is over; each once, whoever asks."""
    from office.attention import attention, key, news, over

    now = attention(home)
    before = _told(home)
    found = news(before, now)
    if not (found.rose or found.cleared):
        return
    write(home, [*(f"请留意：{alert.text}" for alert in found.rose), *map(over, found.cleared)])
    _keep_told(home, {key(alert) for alert in now})


def _told(home: Home) -> set[str]:
    try:
        return set(json.loads((home.path / FOLDER / TOLD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def _keep_told(home: Home, keys: set[str]) -> None:
    with suppress(OSError):
        (home.path / FOLDER / TOLD).write_text(json.dumps(sorted(keys), ensure_ascii=False), encoding="utf-8")


# ---------------------------------------------------------------- sentences, pure


def line_of(run: Run) -> str:
    """2026-11-23 08:05:12 读取设备：…, the moment being the end of the step."""
    return stamped(run.ended, sentence_of(run))


def stamped(moment: datetime, sentence: str) -> str:
    """A sentence in one line with its moment before it."""
    return f"{moment:%Y-%m-%d %H:%M:%S} {' '.join(sentence.split())}"


def run_lines(done: "MorningRun") -> Iterator[str]:
    """What a run did, line by line, as it stands in the log."""
    for outcome in done.read:
        said = outcome.error or f"{outcome.new} 条新记录"
        yield stamped(done.now, f"读取设备：{outcome.terminal} {said}")
    for day in done.days.values():
        if day.edition:
            yield stamped(done.now, _posted(_posting(day.edition, day.unknown)))
    if done.files and done.files.written:
        yield stamped(done.now, f"公示文件夹：写好 {done.files.written} 个文件")
    if done.backup:
        yield stamped(done.now, f"备份：{done.backup}")
    yield from (stamped(done.now, f"没有做成：{said}") for said in done.trouble)


def _posting(edition: Any, unknown: int) -> dict[str, Any]:
    day = edition["day"]
    found = {"date": day["date"], "edition": edition["edition"], "complete": day["complete"], "unknown": unknown}
    return found | {"late": "late" in edition}


def sentence_of(run: Run) -> str:
    """A step that ran, in one sentence."""
    return SENTENCES[run.kind](run) if run.kind in SENTENCES else f"{run.kind}：{run.outcome}"


READS = {"fixed": "", "through": "（白天定时）", "retry": "（再试）", "hand": "（手动）"}


def _read(run: Run) -> str:
    if run.outcome == "clock":
        return "读取设备：这台电脑的时钟好像不对，和设备差得太多，读到的没有用；请核对电脑的日期、时间和时区"
    told = [_terminal(each) for each in run.detail.get("terminals", [])]
    return f"读取设备{READS.get(run.detail.get('why', ''), '')}：{'，'.join(told) or '没有设备'}"


def _terminal(found: dict[str, Any]) -> str:
    if not found.get("ok"):
        reason = str(found.get("error", "")).replace("，", "、").rstrip("。")
        return f"{found['name']} 没有读成（{reason}）"
    return f"{found['name']} {found['new']} 条新记录" if "new" in found else f"{found['name']} 已读"


def _draft(run: Run) -> str:
    return f"草稿：{run.detail['date']} 可以看了，{_lacking(run.detail)}"


def _lacking(detail: dict[str, Any]) -> str:
    if detail.get("complete"):
        return "数据已齐"
    unknown, short = detail.get("unknown"), detail.get("short")
    told = [f"数据不全 {unknown} 人"] if unknown else []
    told += [f"等{'、'.join(short)}的数据"] if short else []
    return "，".join(told) or "数据不全"


WAITS = {
    "incomplete": "数据不全，还在等{short}",
    "unconfirmed": "等人确认",
    "rest": "今天休息，下一个工作日再公示",
    "early": "还没有到公示的时间",
}


def _post(run: Run) -> str:
    detail = run.detail
    if run.outcome == "ok":
        return _posted(detail)
    short = "、".join(detail.get("short", [])) or "数据"
    why = detail.get("said") or WAITS.get(detail.get("why", ""), "没有公示成").format(short=short)
    return f"公示：{detail['date']} 还没有公示，{why}"


def _posted(detail: dict[str, Any]) -> str:
    unknown = detail.get("unknown")
    lacks = "" if detail.get("complete") else f"，数据不全 {unknown} 人" if unknown else "，数据不全"
    late = "，晚于规定时间" if detail.get("late") else ""
    return f"公示：{detail['date']} 第{detail['edition']}版已公示{lacks}{late}"


def _published(run: Run) -> str:
    said = run.detail.get("said")
    written, waiting = run.detail.get("written", 0), run.detail.get("waiting", 0)
    told = [f"写好 {written} 个文件"] if written else []
    told += [f"还有 {waiting} 版没有写成"] if waiting else []
    told += [said] if said else []
    return f"公示文件夹：{'，'.join(told) or '没有要写的'}"


def _backup(run: Run) -> str:
    if run.outcome != "ok":
        return f"备份没有做成：{run.detail.get('said', '')}"
    return f"备份：{run.detail.get('file', '')}"


SENTENCES = {"read": _read, "draft": _draft, "post": _post, "files": _published, "backup": _backup}

"""Looks at the machine and the home's files, which need no open database."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from office.failures import JobError, file_words
from office.health import BAD, OK, WARN, Check
from office.home import read_settings
from office.restore_check import restorable

BEIJING = timedelta(hours=8)
WINDOWS_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "Deng.ttf")


def no_database(path: Path, code: str, said: str) -> Check:
    """A database that does not open, and what can be done: a backup where there is one."""
    whole = [kept for kept in restorable(path) if kept.readable]
    last = f"最近的备份是 {whole[0].moment:%Y-%m-%d %H:%M} 的，" if whole else ""
    match code:
        case "newer":
            remedy = "请升级程序；数据没有损坏，不要用旧的备份恢复"
        case "busy":
            remedy = "请关闭其他在岗后再检查"
        case "missing":
            remedy = f"{last}可以从它恢复" if last else "请核对数据文件夹；第一次使用的，请先建立"
        case "failed" | "full":
            remedy = "请检查数据文件夹的权限、所在的磁盘有没有满或者变成只读；数据不一定有损坏，先不要恢复备份"
        case _:
            remedy = f"请停止使用；{last or '请找到备份，'}从它恢复。恢复以前会把现在的文件另存，不会删除"
    return Check("database", BAD, said, remedy)


def settings_check(path: Path) -> Check:
    """Whether the settings hold."""
    try:
        read_settings(path)
    except JobError as error:
        return Check("settings", BAD, str(error), "改正以前，程序打不开；也可以从备份恢复")
    return Check("settings", OK, "设置可以用")


def rights_check(folders: dict[str, Path]) -> Check:
    """Whether files can be written where the home writes them; a share that is away is another matter."""
    wrong = [f"{name}文件夹 {folder}（{why}）" for name, folder in folders.items() if (why := _refused(folder))]
    if wrong:
        remedy = "请检查文件夹是否还在、这台电脑的登录用户有没有写入权限"
        return Check("folders", BAD, f"不能写文件：{'；'.join(wrong)}", remedy)
    return Check("folders", OK, f"{'、'.join(folders)}文件夹都能写")


def _refused(folder: Path) -> str:
    probe = folder / f".zaigang-{uuid4().hex}.part"
    try:
        probe.write_bytes(b"")
    except OSError as error:
        return file_words(error)
    with suppress(OSError):
        probe.unlink()
    return ""


def time_zone_check() -> Check:
    """The office's times are Beijing's."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    if offset == BEIJING:
        return Check("time_zone", OK, "时区是北京时间")
    hours = offset.total_seconds() / 3600
    return Check("time_zone", WARN, f"这台电脑的时区不是北京时间（现在是 UTC{hours:+g}）", "请在系统设置里改成北京时间")


# ---------------------------------------------------------------- fonts


def fonts_check() -> Check:
    """Whether the window can show Chinese."""
    looks: dict[str, Callable[[], bool | None]] = {"win32": _windows_fonts, "darwin": lambda: True}
    found = looks.get(sys.platform, _listed_fonts)()
    if found:
        return Check("fonts", OK, "有中文字体")
    if found is None:
        return Check("fonts", WARN, "看不到装了哪些字体", "窗口里的汉字显示不正常时，请安装 fontconfig 和中文字体")
    remedy = "请安装微软雅黑" if sys.platform == "win32" else "请安装中文字体，例如 fonts-noto-cjk"
    return Check("fonts", WARN, "没有中文字体，窗口里的汉字会显示成方框", remedy)


def _windows_fonts() -> bool:
    folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if "LOCALAPPDATA" in os.environ:
        folders.append(Path(os.environ["LOCALAPPDATA"]) / "Microsoft" / "Windows" / "Fonts")
    return any((folder / name).exists() for folder in folders for name in WINDOWS_FONTS)


def _listed_fonts() -> bool | None:
    lister = shutil.which("fc-list")
    if lister is None:
        return None
    try:
        done = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return bool(done.stdout.strip())


def left_over(path: Path) -> Iterator[Check]:
    """Damaged databases that a restore set aside; they take room until somebody takes them away."""
    aside = sorted(each.name for each in path.glob("zaigang-damaged-*.db"))
    if aside:
        said = f"数据文件夹里有恢复时另存的损坏数据库：{'、'.join(aside)}"
        yield Check("set_aside", OK, said, "确认不再需要以后可以自己删除")

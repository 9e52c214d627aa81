"""Small looks at what the office's data needs to live: space, backups, the publication folder.

`disk`, `backup_age` and `publication_folder` give None where all is well; `doctor` shows the same looks, good or bad.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage
from typing import NamedTuple

from office.home import Home
from office.sizes import size_words

OK, WARN, BAD = "ok", "warn", "bad"
MEGA = 1 << 20
FULL, SCARCE = 200 * MEGA, 1024 * MEGA
TIMES = 3  # as much room as the database takes, so often, is needed for backups and a restore
DAY, OLD, TOO_OLD = timedelta(days=1), timedelta(days=2), timedelta(days=7)


class Check(NamedTuple):
    """A look at one thing. `state`: ok, warn, bad; `said` tells what was found, `remedy` what to do about it."""

    name: str
    state: str
    said: str
    remedy: str = ""


def wrong(check: Check) -> Check | None:
    """The check where it found something."""
    return None if check.state == OK else check


def worst(checks: Iterable[Check]) -> str:
    """The worst state of several."""
    states = {check.state for check in checks}
    return next((state for state in (BAD, WARN) if state in states), OK)


# ---------------------------------------------------------------- space


def disk(home: Home) -> Check | None:
    """Too little free space where the home, its postings or its backups lie."""
    return wrong(disk_check(folders_of(home), database_size(home.path)))


def folders_of(home: Home) -> dict[str, Path]:
    """The folders that a home writes to, by what they are called."""
    return {"数据": home.path, "公示": home.published, "备份": home.backups, "日志": home.path / "logs"}


def database_size(path: Path) -> int:
    """Bytes of the database of a home, its write-ahead log included."""
    return sum(_size(path / name) for name in ("zaigang.db", "zaigang.db-wal"))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def disk_check(folders: dict[str, Path], database: int) -> Check:
    """The disk with the least room among those that the folders lie on; a folder that is away has none to look at."""
    found = sorted(_volumes(folders))
    if not found:
        return Check("disk", WARN, "看不到磁盘的剩余空间", "请检查数据文件夹是否还在")
    free, place = found[0]
    state = BAD if free < FULL else WARN if free < max(SCARCE, TIMES * database) else OK
    remedy = "请清理磁盘，或者把备份和公示文件夹换到别的磁盘" if state != OK else ""
    return Check("disk", state, f"{place}所在磁盘还剩 {size_words(free)}", remedy)


def _volumes(folders: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """Free bytes of each disk, with the folders that lie on it."""
    lying: dict[int, list[str]] = {}
    free: dict[int, int] = {}
    for name, folder in folders.items():
        try:
            device = folder.stat().st_dev
            free[device] = disk_usage(folder).free
        except OSError:
            continue
        lying.setdefault(device, []).append(name)
    return ((free[device], f"{'、'.join(names)}文件夹") for device, names in lying.items())


# ---------------------------------------------------------------- backups


def backup_age(home: Home) -> Check | None:
    """The last backup is too old for what was entered since, or there is none."""
    return wrong(backup_check(home))


def backup_check(home: Home) -> Check:
    """How long there has been something that no backup holds."""
    from office.backup_files import last_backup
    from office.backups import unsaved_since

    last, since, now = last_backup(home), unsaved_since(home), home.clock()
    if last is None:
        if since is None or not _posted(home):
            return Check("backup", OK, "还没有需要备份的内容")
        first = now - since <= DAY
        return Check("backup", OK if first else BAD, "还没有做过备份", "" if first else _back_up(home))
    said = f"上次备份 {last.moment:%Y-%m-%d %H:%M}"
    if since is None:
        return Check("backup", OK, f"{said}，以后没有新的内容")
    age = now - max(since, last.moment)
    state = BAD if age > TOO_OLD else WARN if age > OLD else OK
    if state == OK:
        return Check("backup", OK, said)
    return Check("backup", state, f"{said}，有 {age.days} 天的内容还没有备份", _back_up(home))


def _back_up(home: Home) -> str:
    """What to do about it; where the folder is away that comes first."""
    if home.backups.is_relative_to(home.path) or reachable(home.backups):
        return BACK_UP
    return f"备份文件夹 {home.backups} 连不上，请接上移动硬盘或连上共享文件夹，或者在设置里另选一个文件夹"


BACK_UP = "请立即备份一次；自动备份一直没有做成的，请检查备份文件夹和磁盘"


def _posted(home: Home) -> bool:
    from store.touched import first_posted_day

    with home.store.reading():
        return first_posted_day() is not None


# ---------------------------------------------------------------- the publication folder


def publication_folder(home: Home) -> Check | None:
    """The publication folder is away, or files still wait to be written there."""
    return wrong(publication_check(home))


def publication_check(home: Home) -> Check:
    """Whether the folder is there, and everything posted stands in it."""
    from office.publication import pending

    folder = home.published
    here = folder.is_relative_to(home.path)
    if (not here or folder.exists()) and not reachable(folder):
        if folder.is_file():
            remedy = "请把这个文件改名或移走，或者在设置里另选一个文件夹；以后会自动补写，不用再公示"
            return Check("publication", BAD, f"公示文件夹 {folder} 不是文件夹，是一个文件", remedy)
        remedy = "请检查共享文件夹、网络和权限；连上以后会自动补写，不用再公示"
        return Check("publication", BAD, f"公示文件夹 {folder} 连不上", remedy)
    waiting = pending(home)
    if waiting:
        remedy = "程序会自动再试；一直写不进去的，请检查文件夹权限、文件是否被打开、磁盘是否已满"
        return Check("publication", WARN, f"公示文件夹里还有 {waiting} 版公示没有写成", remedy)
    return Check("publication", OK, "公示文件夹可以用，公示的文件齐全")


def reachable(folder: Path) -> bool:
    """Whether a folder is there and can be looked into."""
    try:
        with os.scandir(folder):
            return True
    except OSError:
        return False

"""Backups: one verified file a night, kept for some weeks and the last of each month for ever.

What is due is told from what was stored since the last one, so that a missed night is made good and a quiet one makes
none. Only files that this home made are ever taken away.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path
from socket import gethostname
from typing import Any
from uuid import uuid4

from office.backup_files import Kept, digest, files_changed, kept_at, last_backup, prune
from office.failures import JobError, sentence
from office.home import Home
from office.home_files import files_of
from office.lease import hold
from store import backup as copies
from store import backup_label
from store.backup import Copied
from store.database import StoreError, last_change
from store.database_file import discard, put

DAY = timedelta(days=1)
LEASE = "backup"
TAKEN = "另一个在岗正在备份，请稍候再试"
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Backup:
    """A backup that was made: the file, what it holds, and which older ones were taken away."""

    file: str
    moment: datetime
    bytes: int
    counts: Mapping[str, int]
    removed: tuple[str, ...] = ()


# ---------------------------------------------------------------- made


def backup(home: Home, progress: Progress | None = None) -> Backup:
    """Back up now, verify it, and take away what is no longer to be kept.

    Raises JobError with the remedy where the folder is away or its disk full; then nothing is left half done.
    """
    with hold(home, LEASE, taken=TAKEN):
        try:
            file, copied, label = take(home, _there(home), "", progress)
        except (StoreError, OSError) as error:
            raise JobError(_said(error, home.backups)) from error
        with home.store.transaction():
            backup_label.record({**label, "change": copied.change, "file": file.name})
        moment = datetime.fromisoformat(label["moment"])
        return Backup(str(file.absolute()), moment, copied.bytes, copied.counts, tuple(prune(home)))


def _there(home: Home) -> Path:
    """The folder for backups. One outside the home is not made: where it is missing, a disk or a share is away."""
    folder = home.backups
    if folder.is_relative_to(home.path):
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        raise JobError(
            f"备份文件夹 {folder} 不在，没有备份；请接上移动硬盘或连上共享文件夹，或者在设置里另选一个文件夹"
        )
    return folder


def take(home: Home, folder: Path, kind: str, progress: Progress | None = None) -> tuple[Path, Copied, dict[str, Any]]:
    """A verified backup in a folder, and the label in it. Call while holding the lease; `kind` goes into its name.

    Raises StoreError, OSError; then nothing of it is left.
    """
    _sweep(home, folder)
    now = home.clock()
    part = folder / f".zaigang-{_mark(home)}-{uuid4().hex}.part"
    files = files_of(home.path)
    label = {"moment": now.isoformat(timespec="seconds"), "digest": digest(files)}
    tell = (lambda done, total: progress("备份", done, total)) if progress else None
    try:
        copied = copies.copy(home.store, part, files, label, tell)
        file = _free(folder, f"zaigang-{kind}{now:%Y-%m-%dT%H%M%S}")
        put(part, file)
    finally:
        discard(part)
    return file, copied, label


def _said(error: StoreError | OSError, folder: Path) -> str:
    code = error.code if isinstance(error, StoreError) else "full" if error.errno == ENOSPC else ""
    detail = error.detail if isinstance(error, StoreError) else ""
    remedy = "或者在设置里另选一个备份文件夹"
    match code:
        case "full":
            return f"备份文件夹 {folder} 所在的磁盘已满，没有备份；请清理磁盘，{remedy}"
        case "damaged":
            return "数据库有损坏，没有备份；请停止使用，用以前的备份恢复"
        case "differs":
            return f"写到 {folder} 的备份核对不上，没有留下；请再试一次，一直这样请检查那块磁盘，{remedy}"
        case "failed":
            return f"备份没有写成（{detail}）；请检查文件夹 {folder} 的权限和磁盘，{remedy}"
    return sentence(error) or str(error)


def _free(folder: Path, name: str) -> Path:
    """A name that nothing in the folder has."""
    taken = 1
    file = folder / f"{name}.db"
    while file.exists():
        taken += 1
        file = folder / f"{name}-{taken}.db"
    return file


def _mark(home: Home) -> str:
    """What of several homes that share a folder this one's unfinished files are known by."""
    return sha256(f"{gethostname()} {home.path.resolve()}".encode()).hexdigest()[:12]


def _sweep(home: Home, folder: Path) -> None:
    """Whoever holds the lease is the only one at it: what lies there unfinished was cut off."""
    for left in folder.glob(f".zaigang-{_mark(home)}-*"):
        with suppress(OSError):
            left.unlink()


# ---------------------------------------------------------------- due


def due(home: Home) -> bool:
    """Whether the time for a backup has come, tonight's or one that was missed, and there is something to back up."""
    now = home.clock()
    last, begun = _latest(home), _begun(home)
    if last and last.moment <= now + DAY:  # one from a clock that ran far ahead says nothing
        begun = last.moment
    tonight = datetime.combine(now.date(), time()) + timedelta(minutes=home.settings.backup_time)
    return begun < (tonight if tonight <= now else tonight - DAY) and _unsaved(home, last) is not None


def _begun(home: Home) -> datetime:
    with home.store.reading():
        created = backup_label.created()
    return datetime.fromisoformat(created) if created else datetime.min


def unsaved_since(home: Home) -> datetime | None:
    """Since when there has been something that no backup holds; None where the last one holds everything."""
    return _unsaved(home, _latest(home))


def _unsaved(home: Home, last: Kept | None) -> datetime | None:
    with home.store.reading():
        change, after = last_change(), backup_label.moment_after(last.change if last else 0)
    if last is None:
        return datetime.fromisoformat(after) if after else None
    if change != last.change:
        return datetime.fromisoformat(after) if after else last.moment  # less than it holds: a restore went back
    if digest(files_of(home.path)) != last.digest:
        return max(last.moment, min(files_changed(home.path), home.clock()))
    return None


def _latest(home: Home) -> Kept | None:
    """The last backup, as the database remembers it, or as the folder shows it where that file is gone."""
    with home.store.reading():
        known = backup_label.recorded()
    if known.get("file"):
        found = kept_at(home.backups / known["file"], known)
        if found:
            return found
    return last_backup(home)

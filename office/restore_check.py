"""What a backup holds and what there is now, before one takes the place of the other; and why a file will not do."""

from dataclasses import dataclass
from datetime import datetime
from errno import ENOSPC
from pathlib import Path

from office.backup_files import Kept, listed
from office.failures import JobError, sentence
from office.home import read_settings
from store import restoring
from store.database import StoreError
from store.restoring import Holding

DATABASE = "zaigang.db"
REFUSED = {
    "missing": "找不到 {file}，没有恢复；请检查移动硬盘或共享文件夹是否连上，路径对不对",
    "foreign": "{file} 不是在岗的备份，没有恢复；请选备份文件夹里的 zaigang-日期.db",
    "damaged": "备份 {file} 已经损坏，没有恢复，现在的数据没有变；请选另一份备份",
    "differs": "备份 {file} 里的内容和做备份时不一样了，没有恢复，现在的数据没有变；请选另一份备份",
    "newer": "备份 {file} 由更新版本的在岗做成，没有恢复；请升级程序后再恢复",
    "full": "磁盘已满，没有恢复，现在的数据没有变；请清理磁盘后再试",
}
FAILURES = {
    "newer": "现在的数据由更新版本的在岗建立，没有恢复；请升级程序后再恢复",
    "busy": "数据库正被另一个程序占用，没有恢复，现在的数据没有变；请关闭其他在岗后再试",
    "full": REFUSED["full"],
}
FAILED = "没有恢复，现在的数据没有变：{detail}。请检查磁盘和文件夹权限后再试"


@dataclass(frozen=True)
class Contents:
    """What a database holds: until when it goes, its editions, people and punches. `moment` is when it was backed up;
    a file that was copied by hand has none."""

    file: str
    moment: datetime | None
    until: datetime | None
    training: bool
    editions: int
    people: int
    punches: int
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A backup and what it would replace: `present` is None where there is nothing that can be read."""

    chosen: Contents
    present: Contents | None


def choice(path: Path, file: Path) -> Choice:
    """A backup beside what the home holds now. Raises JobError where the file will not do."""
    chosen = contents(path, file)
    try:
        present = restoring.look_into(path / DATABASE)._replace(moment="")
        return Choice(chosen, _contents(path / DATABASE, present))
    except (StoreError, OSError):
        return Choice(chosen, None)


def contents(path: Path, file: Path) -> Contents:
    """What a backup holds, at a glance; it is verified when it is restored. Raises JobError with why and the remedy."""
    if file.is_dir():
        raise JobError(f"{file} 是文件夹，不是备份，没有恢复；请选备份文件夹里的 zaigang-日期.db")
    if file.resolve() == (path / DATABASE).resolve():
        raise JobError(f"{file} 就是正在用的数据库，没有恢复；请选备份文件夹里的备份")
    try:
        return _contents(file, restoring.look_into(file))
    except (StoreError, OSError) as error:
        raise JobError(refusal(error, file)) from error


def _contents(file: Path, held: Holding) -> Contents:
    moment, until = (datetime.fromisoformat(text) if text else None for text in (held.moment, held.last))
    figures = held.editions, held.people, held.punches
    return Contents(str(file), moment, until, held.training, *figures, held.files)


def refusal(error: StoreError | OSError, file: Path) -> str:
    """Why a file will not do, and the remedy."""
    if isinstance(error, StoreError):
        return REFUSED.get(error.code, FAILED).format(file=file, detail=error.detail)
    if isinstance(error, FileNotFoundError):
        return REFUSED["missing"].format(file=file)
    return REFUSED["full"] if error.errno == ENOSPC else f"没有恢复。{sentence(error)}"


def failure(error: StoreError | OSError) -> str:
    """Why a backup that is good could not be put in place, and the remedy."""
    if isinstance(error, StoreError):
        return FAILURES.get(error.code, FAILED).format(detail=error.detail)
    return FAILURES["full"] if error.errno == ENOSPC else f"没有恢复。{sentence(error)}"


def restorable(path: Path) -> tuple[Kept, ...]:
    """The backups in the folder of a home that need not open, the newest first."""
    try:
        folder = path / read_settings(path).backups
    except JobError:
        folder = path / "backups"
    return listed(folder)

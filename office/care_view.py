"""The backups as the page of settings shows them, without waiting for a folder that does not answer."""

from dataclasses import dataclass

from office import health
from office.attention_files import answers
from office.backup_files import Kept, backups
from office.health import Check
from office.home import Home


@dataclass(frozen=True)
class CareView:
    """How it stands with the backups, and those that there are, the newest first."""

    check: Check
    folder: str
    kept: tuple[Kept, ...]


def care_view(home: Home) -> CareView:
    """The last backup and all that are kept."""
    folder = str(home.backups.resolve())
    if not answers(home.backups) or not _there(home):
        said = f"备份文件夹 {home.backups} 连不上"
        remedy = "请接上移动硬盘或连上共享文件夹，或者另选一个备份文件夹"
        return CareView(Check("backup", health.BAD, said, remedy), folder, ())
    return CareView(health.backup_check(home), folder, backups(home))


def _there(home: Home) -> bool:
    """One inside the home is made when it is first needed."""
    return home.backups.is_relative_to(home.path) or health.reachable(home.backups)

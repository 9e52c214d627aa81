"""The disk, the backups and the publication folder, looked at without ever waiting for a folder that is away.

A share whose server is gone keeps whoever asks for it waiting for half a minute. So each folder is asked by a thread
of its own, and one that does not answer soon is taken to be away until it does.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from office import health
from office.board_records import Alert
from office.health import Check
from office.home import Home

SOON = 0.1  # seconds
TONES = {"bad": "bad", "warn": "late"}
AWAY = {
    "publication": "公示文件夹 {folder} 没有应答，请检查共享文件夹和网络；连上以后会自动补写，不用再公示",
    "backups": "备份文件夹 {folder} 没有应答，请检查共享文件夹和网络",
}


@dataclass
class _Knock:
    """One thread asks a folder; another is not sent while it waits."""

    answered: threading.Event = field(default_factory=threading.Event)

    def go(self, folder: Path) -> None:
        health.reachable(folder)  # there or not: an answer either way
        self.answered.set()


_KNOCKS: dict[Path, _Knock] = {}


def answers(folder: Path) -> bool:
    """Whether a folder says soon that it is there, or is not."""
    knock = _KNOCKS.get(folder)
    if knock is None:
        knock = _KNOCKS[folder] = _Knock()
        threading.Thread(target=knock.go, args=(folder,), daemon=True, name="folder").start()
    if not knock.answered.wait(SOON):
        return False
    del _KNOCKS[folder]
    return True


def file_alerts(home: Home, today: datetime) -> Iterator[Alert]:
    """What there is to be told of them, from `today` on."""
    silent = {name: folder for name, folder in _folders(home).items() if not answers(folder)}
    for name, folder in silent.items():
        yield Alert(today, name, "bad", AWAY[name].format(folder=folder), "settings")
    looks = [health.publication_folder] if "publication" not in silent else []
    if "backups" not in silent:
        looks.append(health.backup_age)
    if not silent:
        looks.append(health.disk)
    for look in looks:
        found = look(home)
        if found:
            yield _alert(found, today)


def _folders(home: Home) -> dict[str, Path]:
    return {"publication": home.published, "backups": home.backups}


def _alert(found: Check, today: datetime) -> Alert:
    text = f"{found.said}；{found.remedy}" if found.remedy else found.said
    return Alert(today, found.name, TONES[found.state], text, "settings")

"""The folder of backups: which lie there, which of them are this home's, and which need not be kept any longer."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from office.home import Home
from office.home_files import FILES
from store import backup_label

NAME = re.compile(r"zaigang-(?P<replaced>replaced-)?(?P<moment>\d{4}-\d\d-\d\dT\d{6})(-\d+)?\.db")
ALWAYS = 7  # so many of the newest stay, whatever the clock says
REPLACED = timedelta(days=30)  # what a restore replaced is kept at least so long


@dataclass(frozen=True)
class Kept:
    """A backup that lies in the folder. `change` and `digest` are the state it holds; `replaced` is what a restore
    replaced. One that is not readable may be damaged."""

    file: str
    moment: datetime
    bytes: int
    readable: bool
    replaced: bool = False
    change: int = 0
    digest: str = ""


def backups(home: Home) -> tuple[Kept, ...]:
    """This home's backups, the newest first; those that cannot be read are among them, whosever they are."""
    with home.store.reading():
        mine = backup_label.created()
    return listed(home.backups, mine)


def listed(folder: Path, mine: str = "") -> tuple[Kept, ...]:
    """The backups in a folder, the newest first; only those of the home made at `mine`, where named."""
    found = [kept for file in _named(folder) if (kept := _looked_at(file, mine))]
    return tuple(sorted(found, key=lambda kept: (kept.moment, kept.file), reverse=True))


def last_backup(home: Home) -> Kept | None:
    """The newest that can be read; None where there is none, or the folder is away."""
    with home.store.reading():
        mine = backup_label.created()
    for file in sorted(_named(home.backups), key=lambda file: file.name, reverse=True):
        kept = None if file.name.startswith("zaigang-replaced-") else _looked_at(file, mine)
        if kept and kept.readable:
            return kept
    return None


def _named(folder: Path) -> Iterator[Path]:
    try:
        files = list(folder.iterdir())
    except OSError:
        return iter(())
    return (file for file in files if NAME.fullmatch(file.name))


def _looked_at(file: Path, mine: str) -> Kept | None:
    label = backup_label.label_of(file)
    return None if mine and label and label["created"] != mine else kept_at(file, label)


def kept_at(file: Path, label: Mapping[str, Any]) -> Kept | None:
    named = NAME.fullmatch(file.name)
    try:
        size = file.stat().st_size
    except OSError:
        return None
    if named is None:
        return None
    moment = label.get("moment") or datetime.strptime(named["moment"], "%Y-%m-%dT%H%M%S").isoformat()
    state = label.get("change", 0), label.get("digest", "")
    return Kept(
        str(file.absolute()), datetime.fromisoformat(moment), size, bool(label), bool(named["replaced"]), *state
    )


def prune(home: Home) -> Iterator[str]:
    """Take away what is too old: never the last of a month, the newest few, or what cannot be read."""
    found = backups(home)
    nights = [kept for kept in found if kept.readable and not kept.replaced]
    months: dict[str, Kept] = {}
    for kept in nights:  # the newest first
        months.setdefault(f"{kept.moment:%Y-%m}", kept)
    staying = {kept.file for kept in (*nights[:ALWAYS], *months.values())}
    for kept in found:
        age = timedelta(days=home.settings.backup_days)
        too_old = home.clock() - kept.moment > (max(age, REPLACED) if kept.replaced else age)
        if too_old and kept.readable and kept.file not in staying:
            with suppress(OSError):
                Path(kept.file).unlink()
                yield kept.file


# ---------------------------------------------------------------- the home's own files


def digest(files: Mapping[str, bytes]) -> str:
    """Changes when one of the home's own files does."""
    return sha256(b"\0".join(b"\0".join((name.encode(), text)) for name, text in files.items())).hexdigest()


def files_changed(path: Path) -> datetime:
    """When one of them was last written, by the machine's clock."""
    moments = [(path / name).stat().st_mtime for name in FILES if (path / name).is_file()]
    return datetime.fromtimestamp(max(moments, default=0))

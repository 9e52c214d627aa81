"""Publishing a file whole or not at all.

The content is written beside its place under a name nobody takes for a posting, forced to the disk, and moved
into place in one step. What a crash leaves behind is swept away by a later write into the same folder.
"""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from uuid import uuid4

LEFTOVERS = ".zaigang-*.part"
ABANDONED = 600  # seconds: a half this much older than the newest write has nobody behind it any more


def publish(folder: Path, name: str, content: bytes) -> Path:
    """Puts the content at `folder/name` (forward slashes; folders are made) and returns where it is.

    An OSError means that nothing of the content stands there: the earlier file does, if there was one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = place(folder, name, content)
    settle(target.parent)
    with suppress(OSError):  # what is published stays published, tidy or not
        sweep(target.parent, target.stat().st_mtime)
    return target


def place(folder: Path, name: str, content: bytes, through: str = "") -> Path:
    """The same in a folder that is there: a share that is away is not made anew as an empty folder of this machine.

    The half of the file stands in the subfolder `through`, else beside the file; to settle and to sweep is left to
    the caller, who writes many.
    """
    inside = _inside(name)
    for parent in reversed(inside.parents[:-1]):
        (folder / parent).mkdir(exist_ok=True)
    target = folder / inside
    _write_beside(target, content, folder / through if through else target.parent)
    return target


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or any(sign in name for sign in ":\\\0")
    if outside or not path.name or path.name.startswith("."):
        raise ValueError(f"不是可以公布的文件名：{name!r}")
    return path


def sweep(folder: Path, now: float) -> None:
    """Remove halves that have nobody behind them; `now` is the folder's own time, so that a wrong office clock sweeps
    nobody's work away."""
    for leftover in folder.glob(LEFTOVERS):
        if leftover.stat().st_mtime < now - ABANDONED:
            leftover.unlink()


def _write_beside(target: Path, content: bytes, beside: Path) -> None:
    half = beside / LEFTOVERS.replace("*", uuid4().hex)
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(target)  # of the half nobody knows
        with suppress(OSError):
            half.unlink()
        raise


def settle(folder: Path) -> None:
    """Forces new names to the disk too, where folders can be opened (not on Windows)."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some network folders refuse; the file itself is whole and in its place
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

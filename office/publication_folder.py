"""The publication folder: on this machine or on a share that may be away, full, emptied or put back."""

import errno
from contextlib import suppress
from pathlib import Path

from office.failures import file_sentence
from office.home import Home, identity
from reports.marks import marked
from reports.publish import place, settle, sweep

OWNER = ".zaigang-owner"  # in a folder outside the home: whose postings lie there
FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
LATER = "排除以后程序会自动补写，不会漏掉"


class StrangersError(OSError):
    """Another home's postings lie in the folder."""


class Folder:
    """The folder, and how many files were written into it."""

    def __init__(self, home: Home) -> None:
        self.root = home.published
        self._owner = identity(home)
        self._inside = self.root.is_relative_to(home.path)
        self.written = 0
        self._latest = 0.0  # the folder's own time, taken from what was written last
        self._unsettled: set[Path] = set()

    def make(self) -> None:
        """Have the folder. Where a share or a mounted disk is gone nothing is made in its place: of a folder elsewhere
        only the last part."""
        self.root.mkdir(parents=self._inside, exist_ok=True)
        if not self._inside and not self.owner():
            (self.root / OWNER).write_text(self._owner, encoding="ascii")  # cut off it is empty, and nobody's still

    def owner(self) -> str:
        """Whose folder it is; nobody's yet where it says nothing. Raises StrangersError where it is another home's: two
        homes that write into one folder, the one for training perhaps, would replace each other's postings."""
        if self._inside:
            return self._owner
        held = self.read(OWNER).decode("ascii", "replace").strip()
        if held and held != self._owner:
            raise StrangersError(errno.EEXIST, "another home's", str(self.root))
        return held

    def names(self, inside: str = "") -> set[str]:
        """What lies in a part of it; nothing where there is no such part. Raises OSError where the folder is away."""
        try:
            return {path.name for path in (self.root / inside).iterdir()}
        except FileNotFoundError:
            if not self.root.is_dir():
                raise
            return set()

    def read(self, name: str) -> bytes:
        """A file's content; nothing where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            if not self.root.is_dir():
                raise
            return b""

    def marks(self, name: str) -> dict[str, str]:
        """What a page says of itself."""
        return marked(self.read(name).decode("utf-8", "replace"))

    def put(self, name: str, content: bytes, through: str = "") -> None:
        """Write a file, whole or not at all, whatever lies there."""
        path = place(self.root, name, content, through)
        self.written += 1
        self._unsettled.add(path.parent)
        self._latest = path.stat().st_mtime

    def update(self, name: str, content: bytes) -> None:
        """Write a file unless it says this already."""
        if self.read(name) != content:
            self.put(name, content)

    def settle(self) -> None:
        """Have all that was written outlast a power cut."""
        for part in sorted(self._unsettled):
            settle(part)
        self._unsettled.clear()

    def remove(self, name: str) -> None:
        """Take a file down."""
        (self.root / name).unlink(missing_ok=True)

    def remove_empty(self, name: str) -> None:
        """Take a part down if nothing lies in it any more, halves that nobody finishes aside."""
        with suppress(OSError):
            for half in (self.root / name).glob(".zaigang-*.part"):
                half.unlink()
            (self.root / name).rmdir()

    def tidy(self, *parts: str) -> None:
        """Sweep away what killed programs left half-written. Nothing rests on it."""
        if not self._latest:
            return
        for part in parts:
            with suppress(OSError):
                sweep(self.root / part, self._latest)

    def is_lost(self, error: OSError) -> bool:
        """Whether it makes no sense to go on with other files."""
        return isinstance(error, StrangersError) or error.errno in FULL or not self.root.is_dir()

    def sentence(self, error: OSError) -> str:
        """What is the matter with the folder, and what to do."""
        if isinstance(error, StrangersError):
            return (
                f"公示文件夹（{self.root}）里是另一套在岗数据的公示，什么也没有写；请在设置里另选一个文件夹，"
                "确实要换成这一套的，先把那个文件夹清空"
            )
        if error.errno in FULL:
            return f"公示文件夹（{self.root}）所在的磁盘已满，公示文件没有写完；请腾出空间，{LATER}"
        if not self.root.is_dir():
            return f"公示文件夹（{self.root}）现在打不开，请检查网络和共享文件夹，或者在设置里另选；{LATER}"
        return f"公示文件没有写完。{file_sentence(error)}；{LATER}"

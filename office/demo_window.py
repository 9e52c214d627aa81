"""What the window needs to know of a demo home: that it is one, and what time it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from office.clock import running_from

if TYPE_CHECKING:
    from office.demo_live import LiveTerminals

MARKER = "演示中心.txt"  # the file by which a demo knows its own folder
ENDS = datetime(2026, 11, 23, 9, 22)  # where the demo stops, and its window goes on


def is_demo(path: Path) -> bool:
    """Whether a home was made by `demo`, and may be thrown away."""
    return (path / MARKER).is_file()


def demo_environment(path: Path) -> dict[str, str]:
    """The environment in which the window of a demo home is started, so that its clock goes on from the demo's end.

    Or from what was entered last, where that is later. Raises StoreError, JobError.
    """
    from office.home import open_home
    from store.database import last_moment

    with open_home(path) as home, home.store.reading():
        return running_from(max(ENDS, last_moment() or ENDS))


@contextmanager
def live_terminals(path: Path) -> "Iterator[LiveTerminals | None]":
    """The terminals of a demo home at work while the block lasts, by the clock of the environment; else nothing."""
    if not is_demo(path):
        yield None
        return
    from office.demo_live import LiveTerminals

    hung = LiveTerminals(path)
    try:
        yield hung
    finally:
        hung.stop()

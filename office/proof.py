"""The proof that nothing posted has moved, as the window asks for it."""

from collections.abc import Callable
from dataclasses import dataclass

from office.allowances import verify_runs
from office.home import Home
from office.postings import verify


@dataclass(frozen=True)
class Proof:
    """How many editions (of days and of runs) were recomputed, and a line for each that came out differently."""

    editions: int
    differences: tuple[str, ...]


def prove(home: Home, progress: Callable[[str, int, int], None] | None = None) -> Proof:
    """Recompute every edition and every run, and compare."""

    def tell(_day: str, done: int, total: int) -> None:
        if progress:
            progress("", done, total)  # one bar for all of them

    count, found = verify(home, progress=tell)
    runs, moved = verify_runs(home, progress=tell)
    days = (f"{each.date} 第{each.edition}版　{each.what}" for each in found)
    return Proof(count + runs, (*days, *(f"{each.month} 补助第{each.number}版　{each.what}" for each in moved)))

"""Medians of interleaved rounds: each round runs every candidate once, so that a busy machine is busy for all."""

import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def interleaved(candidates: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median seconds of each candidate."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, work in candidates.items():
            start = perf_counter()
            work()
            seconds[name].append(perf_counter() - start)
    return {name: median(found) for name, found in seconds.items()}


def report(title: str, seconds: Mapping[str, float]) -> None:
    """Print each candidate as a ratio of the first, the baseline."""
    baseline = next(iter(seconds))
    print(title)
    for name, found in seconds.items():
        print(f"  {name:<44} {found * 1000:9.1f} ms {found / seconds[baseline]:8.2f} ×")
    sys.stdout.flush()

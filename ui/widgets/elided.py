"""A cell's text that is too long ends in …, so that nobody takes a part of a name for the whole."""

from collections.abc import Callable, Iterator
from typing import Any

MARK = "…"
SHORT = 3  # nothing to shorten


def elided(cut: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    """tksheet's way of cutting a text to the width of its cell, but for one that is cut within its line."""

    def lines(text: str, max_width: int, max_lines: int, char_width_fn: Any, widths: Any, **how: Any) -> Iterator[str]:
        if len(text) < SHORT:
            return cut(text, max_width, max_lines, char_width_fn, widths, **how)
        whole = list(cut(text, max_width, max_lines, char_width_fn, widths, **how))
        if how.get("wrap") or len(whole) != 1 or len(whole[0]) >= len(text.rstrip()):
            return iter(whole)
        room = max_width - char_width_fn(MARK)
        short = "".join(cut(text, room, max_lines, char_width_fn, widths, **how)).rstrip()
        return iter([short + MARK] if short.strip() else whole)

    return lines

"""How much room a text takes, counted in half-width characters: a Chinese character takes two."""

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

# A line may break before any wide character, but not inside a run of narrow ones (a number, a file name).
PIECES = re.compile(r"[!-~]+ *|\s|.", re.DOTALL)


@lru_cache(maxsize=8192)
def display_width(text: str) -> int:
    """Ambiguous signs such as ▲ count as wide, as Chinese fonts draw them."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) else 1 + (east_asian_width(sign) in "WFA") for sign in text)


def widest_line(text: str) -> int:
    """The width of a text's longest line."""
    return max(map(display_width, text.split("\n")))


@lru_cache(maxsize=8192)
def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes when wrapped to a width, the way a spreadsheet cell wraps it."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> int:
    if display_width(line) <= width:
        return 1
    lines, used = 1, 0
    for piece in PIECES.findall(line):
        wide = display_width(piece)
        if used and used + wide > width:
            lines, used = lines + 1, 0
        # a run wider than the whole line is cut at its edge
        lines, used = lines + (used + wide - 1) // width, (used + wide - 1) % width + 1
    return lines

"""Breaking Chinese text into lines: between any two characters, but not within a number or a word, and no line begins
with a comma. Tk alone would break at the few spaces there are."""

import re
from collections.abc import Callable

PIECE = re.compile(r"[A-Za-z0-9.:%\-_/]+ ?|.", re.DOTALL)
CLOSING = "，。；：、！？）》”’"


def wrap(text: str, width: int, measure: Callable[[str], int]) -> str:
    """The text with line breaks, no line wider than `width` where its pieces allow that."""
    lines: list[str] = []
    line = ""
    for piece in PIECE.findall(text):
        if line and piece not in CLOSING and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return "\n".join((*lines, line))

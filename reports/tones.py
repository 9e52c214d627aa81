"""What a cell means to the eye: a sign, an ink and a paper for each kind, the same in Excel, page and window.

A sign stands beside every colour, so that a black-and-white print and a colour-blind reader lose nothing.
Signs are taken from GBK, which every Chinese font holds. Inks reach 4.5:1 on their papers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Tone = Literal[
    "absent", "unknown", "late", "early", "missing", "other", "short", "leave", "rest", "changed", "plain", "muted"
]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as RRGGBB."""

    ink: str
    paper: str
    bold: bool = False


LOOKS: Mapping[Tone, Look] = {
    "absent": Look("9B1C1C", "FBDCDC", bold=True),
    "unknown": Look("5B2A86", "EBDDF7", bold=True),
    "late": Look("7A4100", "FFE3BD"),
    "early": Look("7A4100", "FFE3BD"),
    "missing": Look("0B4A7A", "D6EAF9"),
    "other": Look("7A1F5C", "F9DDEE"),
    "short": Look("5C5200", "FFF7CC"),
    "leave": Look("1E5B2E", "DDF1E0"),
    "rest": Look("5A5F66", "F1F2F4"),
    "changed": Look("0B4A7A", "FFFFFF", bold=True),
    "plain": Look("1F2328", "FFFFFF"),
    "muted": Look("5A5F66", "FFFFFF"),
}
GRAVITY: Mapping[Tone, int] = {tone: rank for rank, tone in enumerate(LOOKS)}
CODE_TONES: Mapping[str, Tone] = {
    "absent": "absent",
    "unknown": "unknown",
    "late": "late",
    "left_early": "early",
    "missing_in": "missing",
    "missing_out": "missing",
    "short_of_early": "short",
    "short_of_stay": "short",
    "on_leave": "leave",
    "on_outing": "leave",
    "covered_elsewhere": "leave",
    "rest": "rest",
    "on_time": "plain",
}
SIGNS: Mapping[str, str] = {
    "late": "▲",
    "short_of_early": "△",
    "left_early": "▼",
    "short_of_stay": "▽",
    "missing_in": "○",
    "missing_out": "○",
    "absent": "×",
    "unknown": "？",
}
OTHER_SIGN = "※"


def code_tone(code: str) -> Tone:
    """The tone of a finding or result; discipline findings and codes to come are `other`."""
    return CODE_TONES.get(code.partition(":")[0], "other")


def sign(code: str) -> str:
    """The sign of a finding or result, empty where there is nothing to point at."""
    return SIGNS.get(code, OTHER_SIGN if code_tone(code) == "other" else "")


def gravest(codes: Iterable[str]) -> Tone:
    """The tone that speaks for all of them."""
    return min((code_tone(code) for code in codes), key=GRAVITY.__getitem__, default="plain")
